from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Blob(_message.Message):
    __slots__ = ("hash", "size", "data", "segment", "keeper")
    HASH_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    KEEPER_FIELD_NUMBER: _ClassVar[int]
    hash: bytes
    size: int
    data: bytes
    segment: str
    keeper: str
    def __init__(self, hash: _Optional[bytes] = ..., size: _Optional[int] = ..., data: _Optional[bytes] = ..., segment: _Optional[str] = ..., keeper: _Optional[str] = ...) -> None: ...

class Value(_message.Message):
    __slots__ = ("pickle", "buffers", "parts", "pending", "element")
    PICKLE_FIELD_NUMBER: _ClassVar[int]
    BUFFERS_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_FIELD_NUMBER: _ClassVar[int]
    pickle: Blob
    buffers: _containers.RepeatedCompositeFieldContainer[Blob]
    parts: _containers.RepeatedCompositeFieldContainer[Part]
    pending: Pending
    element: bool
    def __init__(self, pickle: _Optional[_Union[Blob, _Mapping]] = ..., buffers: _Optional[_Iterable[_Union[Blob, _Mapping]]] = ..., parts: _Optional[_Iterable[_Union[Part, _Mapping]]] = ..., pending: _Optional[_Union[Pending, _Mapping]] = ..., element: bool = ...) -> None: ...

class Part(_message.Message):
    __slots__ = ("value", "single", "skip", "count", "output")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    SINGLE_FIELD_NUMBER: _ClassVar[int]
    SKIP_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    value: Value
    single: bool
    skip: int
    count: int
    output: str
    def __init__(self, value: _Optional[_Union[Value, _Mapping]] = ..., single: bool = ..., skip: _Optional[int] = ..., count: _Optional[int] = ..., output: _Optional[str] = ...) -> None: ...

class Pending(_message.Message):
    __slots__ = ("job", "name", "results")
    JOB_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    job: str
    name: str
    results: bool
    def __init__(self, job: _Optional[str] = ..., name: _Optional[str] = ..., results: bool = ...) -> None: ...

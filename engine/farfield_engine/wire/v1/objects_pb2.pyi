from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Blob(_message.Message):
    __slots__ = ("hash", "size", "data", "segment")
    HASH_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    hash: bytes
    size: int
    data: bytes
    segment: str
    def __init__(self, hash: _Optional[bytes] = ..., size: _Optional[int] = ..., data: _Optional[bytes] = ..., segment: _Optional[str] = ...) -> None: ...

class Value(_message.Message):
    __slots__ = ("pickle", "buffers")
    PICKLE_FIELD_NUMBER: _ClassVar[int]
    BUFFERS_FIELD_NUMBER: _ClassVar[int]
    pickle: Blob
    buffers: _containers.RepeatedCompositeFieldContainer[Blob]
    def __init__(self, pickle: _Optional[_Union[Blob, _Mapping]] = ..., buffers: _Optional[_Iterable[_Union[Blob, _Mapping]]] = ...) -> None: ...

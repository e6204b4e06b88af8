from farfield_engine.wire.v1 import jobs_pb2 as _jobs_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DebugClientFrame(_message.Message):
    __slots__ = ("hello", "open", "close", "message", "go_on", "alive")
    HELLO_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    GO_ON_FIELD_NUMBER: _ClassVar[int]
    ALIVE_FIELD_NUMBER: _ClassVar[int]
    hello: DebugHello
    open: str
    close: str
    message: Tunneled
    go_on: str
    alive: bool
    def __init__(self, hello: _Optional[_Union[DebugHello, _Mapping]] = ..., open: _Optional[str] = ..., close: _Optional[str] = ..., message: _Optional[_Union[Tunneled, _Mapping]] = ..., go_on: _Optional[str] = ..., alive: bool = ...) -> None: ...

class DebugHello(_message.Message):
    __slots__ = ("client", "session", "hold")
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    HOLD_FIELD_NUMBER: _ClassVar[int]
    client: str
    session: str
    hold: bool
    def __init__(self, client: _Optional[str] = ..., session: _Optional[str] = ..., hold: bool = ...) -> None: ...

class DebugGatewayFrame(_message.Message):
    __slots__ = ("welcome", "worker", "gone", "opened", "closed", "message")
    WELCOME_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    GONE_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    CLOSED_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    welcome: DebugWelcome
    worker: DebugWorker
    gone: str
    opened: TunnelOpened
    closed: TunnelClosed
    message: Tunneled
    def __init__(self, welcome: _Optional[_Union[DebugWelcome, _Mapping]] = ..., worker: _Optional[_Union[DebugWorker, _Mapping]] = ..., gone: _Optional[str] = ..., opened: _Optional[_Union[TunnelOpened, _Mapping]] = ..., closed: _Optional[_Union[TunnelClosed, _Mapping]] = ..., message: _Optional[_Union[Tunneled, _Mapping]] = ...) -> None: ...

class DebugWelcome(_message.Message):
    __slots__ = ("gateway", "workers")
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    gateway: str
    workers: _containers.RepeatedCompositeFieldContainer[DebugWorker]
    def __init__(self, gateway: _Optional[str] = ..., workers: _Optional[_Iterable[_Union[DebugWorker, _Mapping]]] = ...) -> None: ...

class DebugWorker(_message.Message):
    __slots__ = ("id", "pid", "session", "state", "job", "number", "name", "group", "rank", "pause", "client", "title")
    ID_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    pid: int
    session: str
    state: str
    job: str
    number: int
    name: str
    group: str
    rank: int
    pause: _jobs_pb2.Pause
    client: str
    title: str
    def __init__(self, id: _Optional[str] = ..., pid: _Optional[int] = ..., session: _Optional[str] = ..., state: _Optional[str] = ..., job: _Optional[str] = ..., number: _Optional[int] = ..., name: _Optional[str] = ..., group: _Optional[str] = ..., rank: _Optional[int] = ..., pause: _Optional[_Union[_jobs_pb2.Pause, _Mapping]] = ..., client: _Optional[str] = ..., title: _Optional[str] = ...) -> None: ...

class TunnelOpened(_message.Message):
    __slots__ = ("worker",)
    WORKER_FIELD_NUMBER: _ClassVar[int]
    worker: str
    def __init__(self, worker: _Optional[str] = ...) -> None: ...

class TunnelClosed(_message.Message):
    __slots__ = ("worker", "reason")
    WORKER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    worker: str
    reason: str
    def __init__(self, worker: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Tunneled(_message.Message):
    __slots__ = ("worker", "content")
    WORKER_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    worker: str
    content: bytes
    def __init__(self, worker: _Optional[str] = ..., content: _Optional[bytes] = ...) -> None: ...

class ToDebugger(_message.Message):
    __slots__ = ("expect", "open", "close", "message", "go_on")
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    GO_ON_FIELD_NUMBER: _ClassVar[int]
    expect: bool
    open: str
    close: bool
    message: bytes
    go_on: bool
    def __init__(self, expect: bool = ..., open: _Optional[str] = ..., close: bool = ..., message: _Optional[bytes] = ..., go_on: bool = ...) -> None: ...

class FromDebugger(_message.Message):
    __slots__ = ("opened", "closed", "message", "pause", "resumed", "gated", "title")
    OPENED_FIELD_NUMBER: _ClassVar[int]
    CLOSED_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    RESUMED_FIELD_NUMBER: _ClassVar[int]
    GATED_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    opened: bool
    closed: str
    message: bytes
    pause: _jobs_pb2.Pause
    resumed: bool
    gated: bool
    title: str
    def __init__(self, opened: bool = ..., closed: _Optional[str] = ..., message: _Optional[bytes] = ..., pause: _Optional[_Union[_jobs_pb2.Pause, _Mapping]] = ..., resumed: bool = ..., gated: bool = ..., title: _Optional[str] = ...) -> None: ...

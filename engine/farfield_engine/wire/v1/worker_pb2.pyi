from farfield_engine.wire.v1 import debug_pb2 as _debug_pb2
from farfield_engine.wire.v1 import jobs_pb2 as _jobs_pb2
from farfield_engine.wire.v1 import objects_pb2 as _objects_pb2
from farfield_engine.wire.v1 import watch_pb2 as _watch_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Setup(_message.Message):
    __slots__ = ("cwd", "sys_path", "environ", "report_interval", "seat", "no_debugging", "elsewhere", "devices", "hide_devices", "bars_interval", "record")
    class EnvironEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CWD_FIELD_NUMBER: _ClassVar[int]
    SYS_PATH_FIELD_NUMBER: _ClassVar[int]
    ENVIRON_FIELD_NUMBER: _ClassVar[int]
    REPORT_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    SEAT_FIELD_NUMBER: _ClassVar[int]
    NO_DEBUGGING_FIELD_NUMBER: _ClassVar[int]
    ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    HIDE_DEVICES_FIELD_NUMBER: _ClassVar[int]
    BARS_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    cwd: str
    sys_path: _containers.RepeatedScalarFieldContainer[str]
    environ: _containers.ScalarMap[str, str]
    report_interval: float
    seat: Seat
    no_debugging: bool
    elsewhere: bool
    devices: _containers.RepeatedScalarFieldContainer[str]
    hide_devices: bool
    bars_interval: float
    record: bytes
    def __init__(self, cwd: _Optional[str] = ..., sys_path: _Optional[_Iterable[str]] = ..., environ: _Optional[_Mapping[str, str]] = ..., report_interval: _Optional[float] = ..., seat: _Optional[_Union[Seat, _Mapping]] = ..., no_debugging: bool = ..., elsewhere: bool = ..., devices: _Optional[_Iterable[str]] = ..., hide_devices: bool = ..., bars_interval: _Optional[float] = ..., record: _Optional[bytes] = ...) -> None: ...

class Seat(_message.Message):
    __slots__ = ("group", "rank", "world_size", "env", "actor")
    class EnvEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    WORLD_SIZE_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    group: str
    rank: int
    world_size: int
    env: _containers.ScalarMap[str, str]
    actor: bool
    def __init__(self, group: _Optional[str] = ..., rank: _Optional[int] = ..., world_size: _Optional[int] = ..., env: _Optional[_Mapping[str, str]] = ..., actor: bool = ...) -> None: ...

class JobStart(_message.Message):
    __slots__ = ("id", "program", "values", "env", "keep_going", "items", "cwd", "files", "sys_path", "debugging", "modules")
    class EnvEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    PROGRAM_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    KEEP_GOING_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    CWD_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    SYS_PATH_FIELD_NUMBER: _ClassVar[int]
    DEBUGGING_FIELD_NUMBER: _ClassVar[int]
    MODULES_FIELD_NUMBER: _ClassVar[int]
    id: str
    program: bytes
    values: _containers.RepeatedCompositeFieldContainer[_objects_pb2.Value]
    env: _containers.ScalarMap[str, str]
    keep_going: bool
    items: int
    cwd: str
    files: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.File]
    sys_path: _containers.RepeatedScalarFieldContainer[str]
    debugging: _jobs_pb2.Debugging
    modules: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.File]
    def __init__(self, id: _Optional[str] = ..., program: _Optional[bytes] = ..., values: _Optional[_Iterable[_Union[_objects_pb2.Value, _Mapping]]] = ..., env: _Optional[_Mapping[str, str]] = ..., keep_going: bool = ..., items: _Optional[int] = ..., cwd: _Optional[str] = ..., files: _Optional[_Iterable[_Union[_jobs_pb2.File, _Mapping]]] = ..., sys_path: _Optional[_Iterable[str]] = ..., debugging: _Optional[_Union[_jobs_pb2.Debugging, _Mapping]] = ..., modules: _Optional[_Iterable[_Union[_jobs_pb2.File, _Mapping]]] = ...) -> None: ...

class Batch(_message.Message):
    __slots__ = ("id", "job", "start", "stop", "chunks", "job_start", "forget")
    ID_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    STOP_FIELD_NUMBER: _ClassVar[int]
    CHUNKS_FIELD_NUMBER: _ClassVar[int]
    JOB_START_FIELD_NUMBER: _ClassVar[int]
    FORGET_FIELD_NUMBER: _ClassVar[int]
    id: int
    job: str
    start: int
    stop: int
    chunks: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Chunk]
    job_start: JobStart
    forget: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[int] = ..., job: _Optional[str] = ..., start: _Optional[int] = ..., stop: _Optional[int] = ..., chunks: _Optional[_Iterable[_Union[_jobs_pb2.Chunk, _Mapping]]] = ..., job_start: _Optional[_Union[JobStart, _Mapping]] = ..., forget: _Optional[_Iterable[str]] = ...) -> None: ...

class ToWorker(_message.Message):
    __slots__ = ("setup", "batch", "recall", "interrupt", "grant", "exit", "forget", "gateway", "answer", "debug", "bars_interval")
    SETUP_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    RECALL_FIELD_NUMBER: _ClassVar[int]
    INTERRUPT_FIELD_NUMBER: _ClassVar[int]
    GRANT_FIELD_NUMBER: _ClassVar[int]
    EXIT_FIELD_NUMBER: _ClassVar[int]
    FORGET_FIELD_NUMBER: _ClassVar[int]
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    DEBUG_FIELD_NUMBER: _ClassVar[int]
    BARS_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    setup: Setup
    batch: Batch
    recall: int
    interrupt: int
    grant: SegmentGrant
    exit: bool
    forget: str
    gateway: bytes
    answer: Answer
    debug: _debug_pb2.ToDebugger
    bars_interval: float
    def __init__(self, setup: _Optional[_Union[Setup, _Mapping]] = ..., batch: _Optional[_Union[Batch, _Mapping]] = ..., recall: _Optional[int] = ..., interrupt: _Optional[int] = ..., grant: _Optional[_Union[SegmentGrant, _Mapping]] = ..., exit: bool = ..., forget: _Optional[str] = ..., gateway: _Optional[bytes] = ..., answer: _Optional[_Union[Answer, _Mapping]] = ..., debug: _Optional[_Union[_debug_pb2.ToDebugger, _Mapping]] = ..., bars_interval: _Optional[float] = ...) -> None: ...

class Call(_message.Message):
    __slots__ = ("id", "method", "request")
    ID_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    id: int
    method: str
    request: bytes
    def __init__(self, id: _Optional[int] = ..., method: _Optional[str] = ..., request: _Optional[bytes] = ...) -> None: ...

class Answer(_message.Message):
    __slots__ = ("id", "reply", "error", "more")
    ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    id: int
    reply: bytes
    error: str
    more: bool
    def __init__(self, id: _Optional[int] = ..., reply: _Optional[bytes] = ..., error: _Optional[str] = ..., more: bool = ...) -> None: ...

class SegmentWish(_message.Message):
    __slots__ = ("id", "size")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    id: int
    size: int
    def __init__(self, id: _Optional[int] = ..., size: _Optional[int] = ...) -> None: ...

class SegmentGrant(_message.Message):
    __slots__ = ("id", "segment", "error", "keeper")
    ID_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    KEEPER_FIELD_NUMBER: _ClassVar[int]
    id: int
    segment: str
    error: str
    keeper: str
    def __init__(self, id: _Optional[int] = ..., segment: _Optional[str] = ..., error: _Optional[str] = ..., keeper: _Optional[str] = ...) -> None: ...

class Ready(_message.Message):
    __slots__ = ("pid", "python")
    PID_FIELD_NUMBER: _ClassVar[int]
    PYTHON_FIELD_NUMBER: _ClassVar[int]
    pid: int
    python: str
    def __init__(self, pid: _Optional[int] = ..., python: _Optional[str] = ...) -> None: ...

class Report(_message.Message):
    __slots__ = ("batch", "job", "next", "segments", "failures", "ended", "busy", "slowest_item", "slowest_seconds", "peak_memory", "revision", "reloaded", "variables", "cpu", "slowest_label", "durations")
    BATCH_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    BUSY_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_ITEM_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PEAK_MEMORY_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RELOADED_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_LABEL_FIELD_NUMBER: _ClassVar[int]
    DURATIONS_FIELD_NUMBER: _ClassVar[int]
    batch: int
    job: str
    next: int
    segments: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Segment]
    failures: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Failure]
    ended: bool
    busy: float
    slowest_item: int
    slowest_seconds: float
    peak_memory: int
    revision: str
    reloaded: _containers.RepeatedScalarFieldContainer[str]
    variables: _containers.RepeatedCompositeFieldContainer[Variable]
    cpu: float
    slowest_label: str
    durations: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, batch: _Optional[int] = ..., job: _Optional[str] = ..., next: _Optional[int] = ..., segments: _Optional[_Iterable[_Union[_jobs_pb2.Segment, _Mapping]]] = ..., failures: _Optional[_Iterable[_Union[_jobs_pb2.Failure, _Mapping]]] = ..., ended: bool = ..., busy: _Optional[float] = ..., slowest_item: _Optional[int] = ..., slowest_seconds: _Optional[float] = ..., peak_memory: _Optional[int] = ..., revision: _Optional[str] = ..., reloaded: _Optional[_Iterable[str]] = ..., variables: _Optional[_Iterable[_Union[Variable, _Mapping]]] = ..., cpu: _Optional[float] = ..., slowest_label: _Optional[str] = ..., durations: _Optional[_Iterable[int]] = ...) -> None: ...

class Variable(_message.Message):
    __slots__ = ("name", "about")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    name: str
    about: str
    def __init__(self, name: _Optional[str] = ..., about: _Optional[str] = ...) -> None: ...

class Returned(_message.Message):
    __slots__ = ("batch", "stop")
    BATCH_FIELD_NUMBER: _ClassVar[int]
    STOP_FIELD_NUMBER: _ClassVar[int]
    batch: int
    stop: int
    def __init__(self, batch: _Optional[int] = ..., stop: _Optional[int] = ...) -> None: ...

class Output(_message.Message):
    __slots__ = ("job", "item", "kind", "content")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_STDOUT: _ClassVar[Output.Kind]
        KIND_STDERR: _ClassVar[Output.Kind]
        KIND_DISPLAY: _ClassVar[Output.Kind]
        KIND_UPDATE_DISPLAY: _ClassVar[Output.Kind]
        KIND_CLEAR: _ClassVar[Output.Kind]
    KIND_STDOUT: Output.Kind
    KIND_STDERR: Output.Kind
    KIND_DISPLAY: Output.Kind
    KIND_UPDATE_DISPLAY: Output.Kind
    KIND_CLEAR: Output.Kind
    JOB_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    job: str
    item: int
    kind: Output.Kind
    content: str
    def __init__(self, job: _Optional[str] = ..., item: _Optional[int] = ..., kind: _Optional[_Union[Output.Kind, str]] = ..., content: _Optional[str] = ...) -> None: ...

class FromWorker(_message.Message):
    __slots__ = ("ready", "report", "returned", "output", "wish", "released", "client", "call", "waits", "debug", "bars")
    READY_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    RETURNED_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    WISH_FIELD_NUMBER: _ClassVar[int]
    RELEASED_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    CALL_FIELD_NUMBER: _ClassVar[int]
    WAITS_FIELD_NUMBER: _ClassVar[int]
    DEBUG_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    ready: Ready
    report: Report
    returned: Returned
    output: Output
    wish: SegmentWish
    released: Released
    client: bytes
    call: Call
    waits: bool
    debug: _debug_pb2.FromDebugger
    bars: _watch_pb2.Bars
    def __init__(self, ready: _Optional[_Union[Ready, _Mapping]] = ..., report: _Optional[_Union[Report, _Mapping]] = ..., returned: _Optional[_Union[Returned, _Mapping]] = ..., output: _Optional[_Union[Output, _Mapping]] = ..., wish: _Optional[_Union[SegmentWish, _Mapping]] = ..., released: _Optional[_Union[Released, _Mapping]] = ..., client: _Optional[bytes] = ..., call: _Optional[_Union[Call, _Mapping]] = ..., waits: bool = ..., debug: _Optional[_Union[_debug_pb2.FromDebugger, _Mapping]] = ..., bars: _Optional[_Union[_watch_pb2.Bars, _Mapping]] = ...) -> None: ...

class Released(_message.Message):
    __slots__ = ("segments", "forked")
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    FORKED_FIELD_NUMBER: _ClassVar[int]
    segments: _containers.RepeatedScalarFieldContainer[str]
    forked: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, segments: _Optional[_Iterable[str]] = ..., forked: _Optional[_Iterable[str]] = ...) -> None: ...

class WorkerHello(_message.Message):
    __slots__ = ("worker", "guest_of", "life", "gateway", "taken", "pid", "node", "address", "context", "group", "rank", "held", "title", "meeting_port", "acked", "jobs", "record", "waits", "pause", "client", "busy")
    WORKER_FIELD_NUMBER: _ClassVar[int]
    GUEST_OF_FIELD_NUMBER: _ClassVar[int]
    LIFE_FIELD_NUMBER: _ClassVar[int]
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    NODE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    MEETING_PORT_FIELD_NUMBER: _ClassVar[int]
    ACKED_FIELD_NUMBER: _ClassVar[int]
    JOBS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    WAITS_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    BUSY_FIELD_NUMBER: _ClassVar[int]
    worker: str
    guest_of: str
    life: bytes
    gateway: str
    taken: int
    pid: int
    node: str
    address: str
    context: str
    group: str
    rank: int
    held: _containers.RepeatedCompositeFieldContainer[Held]
    title: str
    meeting_port: int
    acked: int
    jobs: _containers.RepeatedScalarFieldContainer[str]
    record: bytes
    waits: bool
    pause: _jobs_pb2.Pause
    client: str
    busy: float
    def __init__(self, worker: _Optional[str] = ..., guest_of: _Optional[str] = ..., life: _Optional[bytes] = ..., gateway: _Optional[str] = ..., taken: _Optional[int] = ..., pid: _Optional[int] = ..., node: _Optional[str] = ..., address: _Optional[str] = ..., context: _Optional[str] = ..., group: _Optional[str] = ..., rank: _Optional[int] = ..., held: _Optional[_Iterable[_Union[Held, _Mapping]]] = ..., title: _Optional[str] = ..., meeting_port: _Optional[int] = ..., acked: _Optional[int] = ..., jobs: _Optional[_Iterable[str]] = ..., record: _Optional[bytes] = ..., waits: bool = ..., pause: _Optional[_Union[_jobs_pb2.Pause, _Mapping]] = ..., client: _Optional[str] = ..., busy: _Optional[float] = ...) -> None: ...

class Held(_message.Message):
    __slots__ = ("batch", "job", "start", "stop", "next")
    BATCH_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    STOP_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    batch: int
    job: str
    start: int
    stop: int
    next: int
    def __init__(self, batch: _Optional[int] = ..., job: _Optional[str] = ..., start: _Optional[int] = ..., stop: _Optional[int] = ..., next: _Optional[int] = ...) -> None: ...

class WorkerWelcome(_message.Message):
    __slots__ = ("gateway", "taken", "dismissed")
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    DISMISSED_FIELD_NUMBER: _ClassVar[int]
    gateway: str
    taken: int
    dismissed: bool
    def __init__(self, gateway: _Optional[str] = ..., taken: _Optional[int] = ..., dismissed: bool = ...) -> None: ...

class WorkerUp(_message.Message):
    __slots__ = ("number", "taken", "frame")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    number: int
    taken: int
    frame: FromWorker
    def __init__(self, number: _Optional[int] = ..., taken: _Optional[int] = ..., frame: _Optional[_Union[FromWorker, _Mapping]] = ...) -> None: ...

class WorkerDown(_message.Message):
    __slots__ = ("number", "taken", "frame")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    number: int
    taken: int
    frame: ToWorker
    def __init__(self, number: _Optional[int] = ..., taken: _Optional[int] = ..., frame: _Optional[_Union[ToWorker, _Mapping]] = ...) -> None: ...

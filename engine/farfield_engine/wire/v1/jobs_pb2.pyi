from farfield_engine.wire.v1 import objects_pb2 as _objects_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATE_QUEUED: _ClassVar[State]
    STATE_RUNNING: _ClassVar[State]
    STATE_SUCCEEDED: _ClassVar[State]
    STATE_FAILED: _ClassVar[State]
    STATE_CANCELLED: _ClassVar[State]
    STATE_LOST: _ClassVar[State]
STATE_QUEUED: State
STATE_RUNNING: State
STATE_SUCCEEDED: State
STATE_FAILED: State
STATE_CANCELLED: State
STATE_LOST: State

class Resources(_message.Message):
    __slots__ = ("cpus", "gpus", "memory", "custom", "labels")
    class CustomEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CPUS_FIELD_NUMBER: _ClassVar[int]
    GPUS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    CUSTOM_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    cpus: float
    gpus: float
    memory: int
    custom: _containers.ScalarMap[str, float]
    labels: _containers.ScalarMap[str, str]
    def __init__(self, cpus: _Optional[float] = ..., gpus: _Optional[float] = ..., memory: _Optional[int] = ..., custom: _Optional[_Mapping[str, float]] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class Chunk(_message.Message):
    __slots__ = ("start", "count", "elements")
    START_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ELEMENTS_FIELD_NUMBER: _ClassVar[int]
    start: int
    count: int
    elements: _objects_pb2.Value
    def __init__(self, start: _Optional[int] = ..., count: _Optional[int] = ..., elements: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ...) -> None: ...

class JobSpec(_message.Message):
    __slots__ = ("id", "name", "items", "program", "values", "chunks", "resources", "timeout", "retries", "keep_going", "concurrency", "env", "origin", "cwd", "gang", "detached", "files", "many", "sys_path", "debugging", "modules", "watched", "cell")
    class EnvEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    PROGRAM_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    CHUNKS_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    RETRIES_FIELD_NUMBER: _ClassVar[int]
    KEEP_GOING_FIELD_NUMBER: _ClassVar[int]
    CONCURRENCY_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    CWD_FIELD_NUMBER: _ClassVar[int]
    GANG_FIELD_NUMBER: _ClassVar[int]
    DETACHED_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    MANY_FIELD_NUMBER: _ClassVar[int]
    SYS_PATH_FIELD_NUMBER: _ClassVar[int]
    DEBUGGING_FIELD_NUMBER: _ClassVar[int]
    MODULES_FIELD_NUMBER: _ClassVar[int]
    WATCHED_FIELD_NUMBER: _ClassVar[int]
    CELL_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    items: int
    program: bytes
    values: _containers.RepeatedCompositeFieldContainer[_objects_pb2.Value]
    chunks: _containers.RepeatedCompositeFieldContainer[Chunk]
    resources: Resources
    timeout: float
    retries: int
    keep_going: bool
    concurrency: int
    env: _containers.ScalarMap[str, str]
    origin: str
    cwd: str
    gang: Gang
    detached: bool
    files: _containers.RepeatedCompositeFieldContainer[File]
    many: bool
    sys_path: _containers.RepeatedScalarFieldContainer[str]
    debugging: Debugging
    modules: _containers.RepeatedCompositeFieldContainer[File]
    watched: bool
    cell: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., items: _Optional[int] = ..., program: _Optional[bytes] = ..., values: _Optional[_Iterable[_Union[_objects_pb2.Value, _Mapping]]] = ..., chunks: _Optional[_Iterable[_Union[Chunk, _Mapping]]] = ..., resources: _Optional[_Union[Resources, _Mapping]] = ..., timeout: _Optional[float] = ..., retries: _Optional[int] = ..., keep_going: bool = ..., concurrency: _Optional[int] = ..., env: _Optional[_Mapping[str, str]] = ..., origin: _Optional[str] = ..., cwd: _Optional[str] = ..., gang: _Optional[_Union[Gang, _Mapping]] = ..., detached: bool = ..., files: _Optional[_Iterable[_Union[File, _Mapping]]] = ..., many: bool = ..., sys_path: _Optional[_Iterable[str]] = ..., debugging: _Optional[_Union[Debugging, _Mapping]] = ..., modules: _Optional[_Iterable[_Union[File, _Mapping]]] = ..., watched: bool = ..., cell: _Optional[str] = ...) -> None: ...

class Debugging(_message.Message):
    __slots__ = ("entry", "post_mortem", "lease")
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    POST_MORTEM_FIELD_NUMBER: _ClassVar[int]
    LEASE_FIELD_NUMBER: _ClassVar[int]
    entry: bool
    post_mortem: bool
    lease: float
    def __init__(self, entry: bool = ..., post_mortem: bool = ..., lease: _Optional[float] = ...) -> None: ...

class Pause(_message.Message):
    __slots__ = ("worker", "job", "item", "kind", "file", "line", "function", "text", "left", "client", "label")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[Pause.Kind]
        KIND_BREAKPOINT: _ClassVar[Pause.Kind]
        KIND_ENTRY: _ClassVar[Pause.Kind]
        KIND_EXCEPTION: _ClassVar[Pause.Kind]
        KIND_DEBUGGER: _ClassVar[Pause.Kind]
    KIND_UNSPECIFIED: Pause.Kind
    KIND_BREAKPOINT: Pause.Kind
    KIND_ENTRY: Pause.Kind
    KIND_EXCEPTION: Pause.Kind
    KIND_DEBUGGER: Pause.Kind
    WORKER_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    FUNCTION_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    worker: str
    job: str
    item: int
    kind: Pause.Kind
    file: str
    line: int
    function: str
    text: str
    left: float
    client: str
    label: str
    def __init__(self, worker: _Optional[str] = ..., job: _Optional[str] = ..., item: _Optional[int] = ..., kind: _Optional[_Union[Pause.Kind, str]] = ..., file: _Optional[str] = ..., line: _Optional[int] = ..., function: _Optional[str] = ..., text: _Optional[str] = ..., left: _Optional[float] = ..., client: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...

class Gang(_message.Message):
    __slots__ = ("group", "ranks", "asked", "epoch", "actor")
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANKS_FIELD_NUMBER: _ClassVar[int]
    ASKED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    group: str
    ranks: int
    asked: bool
    epoch: int
    actor: bool
    def __init__(self, group: _Optional[str] = ..., ranks: _Optional[int] = ..., asked: bool = ..., epoch: _Optional[int] = ..., actor: bool = ...) -> None: ...

class File(_message.Message):
    __slots__ = ("path", "content", "executable")
    PATH_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    EXECUTABLE_FIELD_NUMBER: _ClassVar[int]
    path: str
    content: _objects_pb2.Blob
    executable: bool
    def __init__(self, path: _Optional[str] = ..., content: _Optional[_Union[_objects_pb2.Blob, _Mapping]] = ..., executable: bool = ...) -> None: ...

class Program(_message.Message):
    __slots__ = ("cell", "call", "method", "value_limit", "sources", "python")
    CELL_FIELD_NUMBER: _ClassVar[int]
    CALL_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    VALUE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    PYTHON_FIELD_NUMBER: _ClassVar[int]
    cell: CellProgram
    call: CallProgram
    method: MethodProgram
    value_limit: int
    sources: _containers.RepeatedCompositeFieldContainer[Source]
    python: str
    def __init__(self, cell: _Optional[_Union[CellProgram, _Mapping]] = ..., call: _Optional[_Union[CallProgram, _Mapping]] = ..., method: _Optional[_Union[MethodProgram, _Mapping]] = ..., value_limit: _Optional[int] = ..., sources: _Optional[_Iterable[_Union[Source, _Mapping]]] = ..., python: _Optional[str] = ...) -> None: ...

class Source(_message.Message):
    __slots__ = ("filename", "text", "execution_count")
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    EXECUTION_COUNT_FIELD_NUMBER: _ClassVar[int]
    filename: str
    text: str
    execution_count: int
    def __init__(self, filename: _Optional[str] = ..., text: _Optional[str] = ..., execution_count: _Optional[int] = ...) -> None: ...

class CellProgram(_message.Message):
    __slots__ = ("source", "filename", "execution_count", "targets", "outputs", "all_outputs", "color", "binds", "keep_outputs", "keeps")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FILENAME_FIELD_NUMBER: _ClassVar[int]
    EXECUTION_COUNT_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    ALL_OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    COLOR_FIELD_NUMBER: _ClassVar[int]
    BINDS_FIELD_NUMBER: _ClassVar[int]
    KEEP_OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    KEEPS_FIELD_NUMBER: _ClassVar[int]
    source: str
    filename: str
    execution_count: int
    targets: _containers.RepeatedScalarFieldContainer[str]
    outputs: _containers.RepeatedScalarFieldContainer[str]
    all_outputs: bool
    color: bool
    binds: _containers.RepeatedScalarFieldContainer[str]
    keep_outputs: bool
    keeps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, source: _Optional[str] = ..., filename: _Optional[str] = ..., execution_count: _Optional[int] = ..., targets: _Optional[_Iterable[str]] = ..., outputs: _Optional[_Iterable[str]] = ..., all_outputs: bool = ..., color: bool = ..., binds: _Optional[_Iterable[str]] = ..., keep_outputs: bool = ..., keeps: _Optional[_Iterable[str]] = ...) -> None: ...

class CallProgram(_message.Message):
    __slots__ = ("keywords",)
    KEYWORDS_FIELD_NUMBER: _ClassVar[int]
    keywords: bool
    def __init__(self, keywords: bool = ...) -> None: ...

class MethodProgram(_message.Message):
    __slots__ = ("method", "create")
    METHOD_FIELD_NUMBER: _ClassVar[int]
    CREATE_FIELD_NUMBER: _ClassVar[int]
    method: str
    create: bool
    def __init__(self, method: _Optional[str] = ..., create: bool = ...) -> None: ...

class Failure(_message.Message):
    __slots__ = ("kind", "item", "type_name", "message", "exception", "traceback", "plain_traceback", "worker", "at", "bound", "label")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[Failure.Kind]
        KIND_EXCEPTION: _ClassVar[Failure.Kind]
        KIND_INTERRUPTED: _ClassVar[Failure.Kind]
        KIND_TIMEOUT: _ClassVar[Failure.Kind]
        KIND_WORKER_DIED: _ClassVar[Failure.Kind]
        KIND_INPUT: _ClassVar[Failure.Kind]
        KIND_RESULT: _ClassVar[Failure.Kind]
        KIND_REFUSED: _ClassVar[Failure.Kind]
        KIND_SKIPPED: _ClassVar[Failure.Kind]
        KIND_DEPENDENCY: _ClassVar[Failure.Kind]
        KIND_STALE_GROUP: _ClassVar[Failure.Kind]
        KIND_GATEWAY_DIED: _ClassVar[Failure.Kind]
    KIND_UNSPECIFIED: Failure.Kind
    KIND_EXCEPTION: Failure.Kind
    KIND_INTERRUPTED: Failure.Kind
    KIND_TIMEOUT: Failure.Kind
    KIND_WORKER_DIED: Failure.Kind
    KIND_INPUT: Failure.Kind
    KIND_RESULT: Failure.Kind
    KIND_REFUSED: Failure.Kind
    KIND_SKIPPED: Failure.Kind
    KIND_DEPENDENCY: Failure.Kind
    KIND_STALE_GROUP: Failure.Kind
    KIND_GATEWAY_DIED: Failure.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    TYPE_NAME_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    TRACEBACK_FIELD_NUMBER: _ClassVar[int]
    PLAIN_TRACEBACK_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    BOUND_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    kind: Failure.Kind
    item: int
    type_name: str
    message: str
    exception: _objects_pb2.Value
    traceback: str
    plain_traceback: str
    worker: str
    at: float
    bound: _containers.RepeatedScalarFieldContainer[str]
    label: str
    def __init__(self, kind: _Optional[_Union[Failure.Kind, str]] = ..., item: _Optional[int] = ..., type_name: _Optional[str] = ..., message: _Optional[str] = ..., exception: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ..., traceback: _Optional[str] = ..., plain_traceback: _Optional[str] = ..., worker: _Optional[str] = ..., at: _Optional[float] = ..., bound: _Optional[_Iterable[str]] = ..., label: _Optional[str] = ...) -> None: ...

class Segment(_message.Message):
    __slots__ = ("start", "count", "values", "single", "kept", "about", "outputs", "attempt")
    class Output(_message.Message):
        __slots__ = ("name", "value", "size", "about")
        NAME_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        SIZE_FIELD_NUMBER: _ClassVar[int]
        ABOUT_FIELD_NUMBER: _ClassVar[int]
        name: str
        value: _objects_pb2.Value
        size: int
        about: str
        def __init__(self, name: _Optional[str] = ..., value: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ..., size: _Optional[int] = ..., about: _Optional[str] = ...) -> None: ...
    START_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    SINGLE_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    start: int
    count: int
    values: _objects_pb2.Value
    single: bool
    kept: _containers.RepeatedCompositeFieldContainer[_objects_pb2.Value]
    about: str
    outputs: _containers.RepeatedCompositeFieldContainer[Segment.Output]
    attempt: int
    def __init__(self, start: _Optional[int] = ..., count: _Optional[int] = ..., values: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ..., single: bool = ..., kept: _Optional[_Iterable[_Union[_objects_pb2.Value, _Mapping]]] = ..., about: _Optional[str] = ..., outputs: _Optional[_Iterable[_Union[Segment.Output, _Mapping]]] = ..., attempt: _Optional[int] = ...) -> None: ...

class Counts(_message.Message):
    __slots__ = ("queued", "running", "succeeded", "failed", "cancelled", "lost")
    QUEUED_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int
    lost: int
    def __init__(self, queued: _Optional[int] = ..., running: _Optional[int] = ..., succeeded: _Optional[int] = ..., failed: _Optional[int] = ..., cancelled: _Optional[int] = ..., lost: _Optional[int] = ...) -> None: ...

class JobSummary(_message.Message):
    __slots__ = ("id", "number", "name", "items", "state", "counts", "submitted", "elapsed", "busy", "workers", "peak_memory", "log_lines", "first_failure", "slowest_item", "slowest_seconds", "resources", "origin", "session", "group", "ranks", "detached", "notebook", "revision", "reloaded", "waiting", "attempt", "group_epoch", "many", "pauses", "cpu_seconds", "gpu_seconds", "user", "slowest_label", "cell")
    ID_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_FIELD_NUMBER: _ClassVar[int]
    BUSY_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    PEAK_MEMORY_FIELD_NUMBER: _ClassVar[int]
    LOG_LINES_FIELD_NUMBER: _ClassVar[int]
    FIRST_FAILURE_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_ITEM_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_SECONDS_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANKS_FIELD_NUMBER: _ClassVar[int]
    DETACHED_FIELD_NUMBER: _ClassVar[int]
    NOTEBOOK_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    RELOADED_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    GROUP_EPOCH_FIELD_NUMBER: _ClassVar[int]
    MANY_FIELD_NUMBER: _ClassVar[int]
    PAUSES_FIELD_NUMBER: _ClassVar[int]
    CPU_SECONDS_FIELD_NUMBER: _ClassVar[int]
    GPU_SECONDS_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_LABEL_FIELD_NUMBER: _ClassVar[int]
    CELL_FIELD_NUMBER: _ClassVar[int]
    id: str
    number: int
    name: str
    items: int
    state: State
    counts: Counts
    submitted: float
    elapsed: float
    busy: float
    workers: int
    peak_memory: int
    log_lines: int
    first_failure: Failure
    slowest_item: int
    slowest_seconds: float
    resources: Resources
    origin: str
    session: str
    group: str
    ranks: int
    detached: bool
    notebook: str
    revision: str
    reloaded: _containers.RepeatedScalarFieldContainer[str]
    waiting: str
    attempt: int
    group_epoch: int
    many: bool
    pauses: _containers.RepeatedCompositeFieldContainer[Pause]
    cpu_seconds: float
    gpu_seconds: float
    user: str
    slowest_label: str
    cell: str
    def __init__(self, id: _Optional[str] = ..., number: _Optional[int] = ..., name: _Optional[str] = ..., items: _Optional[int] = ..., state: _Optional[_Union[State, str]] = ..., counts: _Optional[_Union[Counts, _Mapping]] = ..., submitted: _Optional[float] = ..., elapsed: _Optional[float] = ..., busy: _Optional[float] = ..., workers: _Optional[int] = ..., peak_memory: _Optional[int] = ..., log_lines: _Optional[int] = ..., first_failure: _Optional[_Union[Failure, _Mapping]] = ..., slowest_item: _Optional[int] = ..., slowest_seconds: _Optional[float] = ..., resources: _Optional[_Union[Resources, _Mapping]] = ..., origin: _Optional[str] = ..., session: _Optional[str] = ..., group: _Optional[str] = ..., ranks: _Optional[int] = ..., detached: bool = ..., notebook: _Optional[str] = ..., revision: _Optional[str] = ..., reloaded: _Optional[_Iterable[str]] = ..., waiting: _Optional[str] = ..., attempt: _Optional[int] = ..., group_epoch: _Optional[int] = ..., many: bool = ..., pauses: _Optional[_Iterable[_Union[Pause, _Mapping]]] = ..., cpu_seconds: _Optional[float] = ..., gpu_seconds: _Optional[float] = ..., user: _Optional[str] = ..., slowest_label: _Optional[str] = ..., cell: _Optional[str] = ...) -> None: ...

class StoredJob(_message.Message):
    __slots__ = ("spec", "number", "session", "notebook", "submitted", "user")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    NOTEBOOK_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    spec: JobSpec
    number: int
    session: str
    notebook: str
    submitted: float
    user: str
    def __init__(self, spec: _Optional[_Union[JobSpec, _Mapping]] = ..., number: _Optional[int] = ..., session: _Optional[str] = ..., notebook: _Optional[str] = ..., submitted: _Optional[float] = ..., user: _Optional[str] = ...) -> None: ...

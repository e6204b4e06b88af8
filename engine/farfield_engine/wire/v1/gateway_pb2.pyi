from farfield_engine.wire.v1 import debug_pb2 as _debug_pb2
from farfield_engine.wire.v1 import jobs_pb2 as _jobs_pb2
from farfield_engine.wire.v1 import objects_pb2 as _objects_pb2
from farfield_engine.wire.v1 import watch_pb2 as _watch_pb2
from farfield_engine.wire.v1 import worker_pb2 as _worker_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Hello(_message.Message):
    __slots__ = ("session", "next_event", "client", "setup", "workers", "version", "notebook", "versions", "prefix", "elsewhere", "open", "begun")
    class VersionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SESSION_FIELD_NUMBER: _ClassVar[int]
    NEXT_EVENT_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    SETUP_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    NOTEBOOK_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    BEGUN_FIELD_NUMBER: _ClassVar[int]
    session: str
    next_event: int
    client: str
    setup: _worker_pb2.Setup
    workers: int
    version: str
    notebook: str
    versions: _containers.ScalarMap[str, str]
    prefix: str
    elsewhere: bool
    open: _containers.RepeatedCompositeFieldContainer[OpenJob]
    begun: bool
    def __init__(self, session: _Optional[str] = ..., next_event: _Optional[int] = ..., client: _Optional[str] = ..., setup: _Optional[_Union[_worker_pb2.Setup, _Mapping]] = ..., workers: _Optional[int] = ..., version: _Optional[str] = ..., notebook: _Optional[str] = ..., versions: _Optional[_Mapping[str, str]] = ..., prefix: _Optional[str] = ..., elsewhere: bool = ..., open: _Optional[_Iterable[_Union[OpenJob, _Mapping]]] = ..., begun: bool = ...) -> None: ...

class OpenJob(_message.Message):
    __slots__ = ("job", "log_seen")
    JOB_FIELD_NUMBER: _ClassVar[int]
    LOG_SEEN_FIELD_NUMBER: _ClassVar[int]
    job: str
    log_seen: int
    def __init__(self, job: _Optional[str] = ..., log_seen: _Optional[int] = ...) -> None: ...

class Welcome(_message.Message):
    __slots__ = ("next_frame", "gateway", "version", "segment_dir", "resumed", "workers", "versions", "prefix", "host", "adopted_jobs", "no_debugging", "renewed", "user", "lease")
    class VersionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NEXT_FRAME_FIELD_NUMBER: _ClassVar[int]
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_DIR_FIELD_NUMBER: _ClassVar[int]
    RESUMED_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    ADOPTED_JOBS_FIELD_NUMBER: _ClassVar[int]
    NO_DEBUGGING_FIELD_NUMBER: _ClassVar[int]
    RENEWED_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    LEASE_FIELD_NUMBER: _ClassVar[int]
    next_frame: int
    gateway: str
    version: str
    segment_dir: str
    resumed: bool
    workers: int
    versions: _containers.ScalarMap[str, str]
    prefix: str
    host: str
    adopted_jobs: int
    no_debugging: bool
    renewed: bool
    user: str
    lease: float
    def __init__(self, next_frame: _Optional[int] = ..., gateway: _Optional[str] = ..., version: _Optional[str] = ..., segment_dir: _Optional[str] = ..., resumed: bool = ..., workers: _Optional[int] = ..., versions: _Optional[_Mapping[str, str]] = ..., prefix: _Optional[str] = ..., host: _Optional[str] = ..., adopted_jobs: _Optional[int] = ..., no_debugging: bool = ..., renewed: bool = ..., user: _Optional[str] = ..., lease: _Optional[float] = ...) -> None: ...

class ClientFrame(_message.Message):
    __slots__ = ("number", "seen_event", "hello", "submit", "cancel", "release", "keep", "detach", "drop_group")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SEEN_EVENT_FIELD_NUMBER: _ClassVar[int]
    HELLO_FIELD_NUMBER: _ClassVar[int]
    SUBMIT_FIELD_NUMBER: _ClassVar[int]
    CANCEL_FIELD_NUMBER: _ClassVar[int]
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    KEEP_FIELD_NUMBER: _ClassVar[int]
    DETACH_FIELD_NUMBER: _ClassVar[int]
    DROP_GROUP_FIELD_NUMBER: _ClassVar[int]
    number: int
    seen_event: int
    hello: Hello
    submit: _jobs_pb2.JobSpec
    cancel: str
    release: Release
    keep: _objects_pb2.Value
    detach: bool
    drop_group: str
    def __init__(self, number: _Optional[int] = ..., seen_event: _Optional[int] = ..., hello: _Optional[_Union[Hello, _Mapping]] = ..., submit: _Optional[_Union[_jobs_pb2.JobSpec, _Mapping]] = ..., cancel: _Optional[str] = ..., release: _Optional[_Union[Release, _Mapping]] = ..., keep: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ..., detach: bool = ..., drop_group: _Optional[str] = ...) -> None: ...

class Release(_message.Message):
    __slots__ = ("segments", "hashes", "jobs", "forked")
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    HASHES_FIELD_NUMBER: _ClassVar[int]
    JOBS_FIELD_NUMBER: _ClassVar[int]
    FORKED_FIELD_NUMBER: _ClassVar[int]
    segments: _containers.RepeatedScalarFieldContainer[str]
    hashes: _containers.RepeatedScalarFieldContainer[bytes]
    jobs: _containers.RepeatedScalarFieldContainer[str]
    forked: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, segments: _Optional[_Iterable[str]] = ..., hashes: _Optional[_Iterable[bytes]] = ..., jobs: _Optional[_Iterable[str]] = ..., forked: _Optional[_Iterable[str]] = ...) -> None: ...

class Progress(_message.Message):
    __slots__ = ("summary", "detail")
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    summary: _jobs_pb2.JobSummary
    detail: _watch_pb2.JobDetail
    def __init__(self, summary: _Optional[_Union[_jobs_pb2.JobSummary, _Mapping]] = ..., detail: _Optional[_Union[_watch_pb2.JobDetail, _Mapping]] = ...) -> None: ...

class Outputs(_message.Message):
    __slots__ = ("outputs", "left_out_lines", "log_position")
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_LINES_FIELD_NUMBER: _ClassVar[int]
    LOG_POSITION_FIELD_NUMBER: _ClassVar[int]
    outputs: _containers.RepeatedCompositeFieldContainer[_worker_pb2.Output]
    left_out_lines: int
    log_position: int
    def __init__(self, outputs: _Optional[_Iterable[_Union[_worker_pb2.Output, _Mapping]]] = ..., left_out_lines: _Optional[int] = ..., log_position: _Optional[int] = ...) -> None: ...

class Results(_message.Message):
    __slots__ = ("segments", "failures", "summary")
    SEGMENTS_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    segments: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Segment]
    failures: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Failure]
    summary: _jobs_pb2.JobSummary
    def __init__(self, segments: _Optional[_Iterable[_Union[_jobs_pb2.Segment, _Mapping]]] = ..., failures: _Optional[_Iterable[_Union[_jobs_pb2.Failure, _Mapping]]] = ..., summary: _Optional[_Union[_jobs_pb2.JobSummary, _Mapping]] = ...) -> None: ...

class Finished(_message.Message):
    __slots__ = ("summary", "detail")
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    summary: _jobs_pb2.JobSummary
    detail: _watch_pb2.JobDetail
    def __init__(self, summary: _Optional[_Union[_jobs_pb2.JobSummary, _Mapping]] = ..., detail: _Optional[_Union[_watch_pb2.JobDetail, _Mapping]] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ("number", "job", "progress", "outputs", "results", "finished", "refused")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    number: int
    job: str
    progress: Progress
    outputs: Outputs
    results: Results
    finished: Finished
    refused: _jobs_pb2.Failure
    def __init__(self, number: _Optional[int] = ..., job: _Optional[str] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ..., outputs: _Optional[_Union[Outputs, _Mapping]] = ..., results: _Optional[_Union[Results, _Mapping]] = ..., finished: _Optional[_Union[Finished, _Mapping]] = ..., refused: _Optional[_Union[_jobs_pb2.Failure, _Mapping]] = ...) -> None: ...

class GatewayFrame(_message.Message):
    __slots__ = ("seen_frame", "welcome", "events")
    SEEN_FRAME_FIELD_NUMBER: _ClassVar[int]
    WELCOME_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    seen_frame: int
    welcome: Welcome
    events: _containers.RepeatedCompositeFieldContainer[Event]
    def __init__(self, seen_frame: _Optional[int] = ..., welcome: _Optional[_Union[Welcome, _Mapping]] = ..., events: _Optional[_Iterable[_Union[Event, _Mapping]]] = ...) -> None: ...

class LocateRequest(_message.Message):
    __slots__ = ("session", "blobs")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    BLOBS_FIELD_NUMBER: _ClassVar[int]
    session: str
    blobs: _containers.RepeatedCompositeFieldContainer[_objects_pb2.Blob]
    def __init__(self, session: _Optional[str] = ..., blobs: _Optional[_Iterable[_Union[_objects_pb2.Blob, _Mapping]]] = ...) -> None: ...

class LocateReply(_message.Message):
    __slots__ = ("missing",)
    MISSING_FIELD_NUMBER: _ClassVar[int]
    missing: _containers.RepeatedCompositeFieldContainer[_objects_pb2.Blob]
    def __init__(self, missing: _Optional[_Iterable[_Union[_objects_pb2.Blob, _Mapping]]] = ...) -> None: ...

class FetchRequest(_message.Message):
    __slots__ = ("session", "value")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    session: str
    value: _objects_pb2.Value
    def __init__(self, session: _Optional[str] = ..., value: _Optional[_Union[_objects_pb2.Value, _Mapping]] = ...) -> None: ...

class StatusRequest(_message.Message):
    __slots__ = ("usage", "workers_from", "workers_limit")
    USAGE_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FROM_FIELD_NUMBER: _ClassVar[int]
    WORKERS_LIMIT_FIELD_NUMBER: _ClassVar[int]
    usage: bool
    workers_from: int
    workers_limit: int
    def __init__(self, usage: bool = ..., workers_from: _Optional[int] = ..., workers_limit: _Optional[int] = ...) -> None: ...

class Worker(_message.Message):
    __slots__ = ("id", "pid", "state", "job", "memory", "cpu", "group", "rank", "pause", "load", "devices")
    ID_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    LOAD_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    id: str
    pid: int
    state: str
    job: str
    memory: int
    cpu: float
    group: str
    rank: int
    pause: _jobs_pb2.Pause
    load: float
    devices: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., pid: _Optional[int] = ..., state: _Optional[str] = ..., job: _Optional[str] = ..., memory: _Optional[int] = ..., cpu: _Optional[float] = ..., group: _Optional[str] = ..., rank: _Optional[int] = ..., pause: _Optional[_Union[_jobs_pb2.Pause, _Mapping]] = ..., load: _Optional[float] = ..., devices: _Optional[_Iterable[str]] = ...) -> None: ...

class Node(_message.Message):
    __slots__ = ("name", "cpus", "memory", "memory_used", "workers", "cpus_in_use", "load", "gpus", "gpu_state", "gpu_note", "gpus_in_use", "time", "workers_total", "resources", "resources_in_use", "labels", "id", "state")
    class ResourcesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class ResourcesInUseEntry(_message.Message):
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
    NAME_FIELD_NUMBER: _ClassVar[int]
    CPUS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    MEMORY_USED_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    CPUS_IN_USE_FIELD_NUMBER: _ClassVar[int]
    LOAD_FIELD_NUMBER: _ClassVar[int]
    GPUS_FIELD_NUMBER: _ClassVar[int]
    GPU_STATE_FIELD_NUMBER: _ClassVar[int]
    GPU_NOTE_FIELD_NUMBER: _ClassVar[int]
    GPUS_IN_USE_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    WORKERS_TOTAL_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_IN_USE_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    cpus: float
    memory: int
    memory_used: int
    workers: _containers.RepeatedCompositeFieldContainer[Worker]
    cpus_in_use: float
    load: float
    gpus: _containers.RepeatedCompositeFieldContainer[_watch_pb2.Gpu]
    gpu_state: str
    gpu_note: str
    gpus_in_use: float
    time: float
    workers_total: int
    resources: _containers.ScalarMap[str, float]
    resources_in_use: _containers.ScalarMap[str, float]
    labels: _containers.ScalarMap[str, str]
    id: str
    state: str
    def __init__(self, name: _Optional[str] = ..., cpus: _Optional[float] = ..., memory: _Optional[int] = ..., memory_used: _Optional[int] = ..., workers: _Optional[_Iterable[_Union[Worker, _Mapping]]] = ..., cpus_in_use: _Optional[float] = ..., load: _Optional[float] = ..., gpus: _Optional[_Iterable[_Union[_watch_pb2.Gpu, _Mapping]]] = ..., gpu_state: _Optional[str] = ..., gpu_note: _Optional[str] = ..., gpus_in_use: _Optional[float] = ..., time: _Optional[float] = ..., workers_total: _Optional[int] = ..., resources: _Optional[_Mapping[str, float]] = ..., resources_in_use: _Optional[_Mapping[str, float]] = ..., labels: _Optional[_Mapping[str, str]] = ..., id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class SessionInfo(_message.Message):
    __slots__ = ("id", "client", "attached", "user", "peer")
    ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    ATTACHED_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    PEER_FIELD_NUMBER: _ClassVar[int]
    id: str
    client: str
    attached: bool
    user: str
    peer: str
    def __init__(self, id: _Optional[str] = ..., client: _Optional[str] = ..., attached: bool = ..., user: _Optional[str] = ..., peer: _Optional[str] = ...) -> None: ...

class StoredSession(_message.Message):
    __slots__ = ("id", "context", "client", "notebook", "user", "setup", "elsewhere")
    ID_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    NOTEBOOK_FIELD_NUMBER: _ClassVar[int]
    USER_FIELD_NUMBER: _ClassVar[int]
    SETUP_FIELD_NUMBER: _ClassVar[int]
    ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    id: str
    context: str
    client: str
    notebook: str
    user: str
    setup: _worker_pb2.Setup
    elsewhere: bool
    def __init__(self, id: _Optional[str] = ..., context: _Optional[str] = ..., client: _Optional[str] = ..., notebook: _Optional[str] = ..., user: _Optional[str] = ..., setup: _Optional[_Union[_worker_pb2.Setup, _Mapping]] = ..., elsewhere: bool = ...) -> None: ...

class StoredGroup(_message.Message):
    __slots__ = ("id", "context", "name", "epoch", "actor", "anonymous", "ending", "created", "variables", "meeting_host", "meeting_port", "ranks", "resources", "lasting", "workers", "begun")
    ID_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ANONYMOUS_FIELD_NUMBER: _ClassVar[int]
    ENDING_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    MEETING_HOST_FIELD_NUMBER: _ClassVar[int]
    MEETING_PORT_FIELD_NUMBER: _ClassVar[int]
    RANKS_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    LASTING_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    BEGUN_FIELD_NUMBER: _ClassVar[int]
    id: str
    context: str
    name: str
    epoch: int
    actor: bool
    anonymous: bool
    ending: str
    created: float
    variables: _containers.RepeatedCompositeFieldContainer[_worker_pb2.Variable]
    meeting_host: str
    meeting_port: int
    ranks: int
    resources: _jobs_pb2.Resources
    lasting: bool
    workers: _containers.RepeatedScalarFieldContainer[str]
    begun: bool
    def __init__(self, id: _Optional[str] = ..., context: _Optional[str] = ..., name: _Optional[str] = ..., epoch: _Optional[int] = ..., actor: bool = ..., anonymous: bool = ..., ending: _Optional[str] = ..., created: _Optional[float] = ..., variables: _Optional[_Iterable[_Union[_worker_pb2.Variable, _Mapping]]] = ..., meeting_host: _Optional[str] = ..., meeting_port: _Optional[int] = ..., ranks: _Optional[int] = ..., resources: _Optional[_Union[_jobs_pb2.Resources, _Mapping]] = ..., lasting: bool = ..., workers: _Optional[_Iterable[str]] = ..., begun: bool = ...) -> None: ...

class StoredWorker(_message.Message):
    __slots__ = ("context", "rank", "resources", "devices", "epoch")
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    context: str
    rank: int
    resources: _jobs_pb2.Resources
    devices: _containers.RepeatedScalarFieldContainer[str]
    epoch: int
    def __init__(self, context: _Optional[str] = ..., rank: _Optional[int] = ..., resources: _Optional[_Union[_jobs_pb2.Resources, _Mapping]] = ..., devices: _Optional[_Iterable[str]] = ..., epoch: _Optional[int] = ...) -> None: ...

class StatusReply(_message.Message):
    __slots__ = ("gateway", "version", "pid", "uptime", "nodes", "sessions", "object_bytes", "spilled_bytes", "jobs", "engine", "listening", "draining", "facts")
    GATEWAY_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    UPTIME_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    OBJECT_BYTES_FIELD_NUMBER: _ClassVar[int]
    SPILLED_BYTES_FIELD_NUMBER: _ClassVar[int]
    JOBS_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    LISTENING_FIELD_NUMBER: _ClassVar[int]
    DRAINING_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    gateway: str
    version: str
    pid: int
    uptime: float
    nodes: _containers.RepeatedCompositeFieldContainer[Node]
    sessions: _containers.RepeatedCompositeFieldContainer[SessionInfo]
    object_bytes: int
    spilled_bytes: int
    jobs: int
    engine: str
    listening: str
    draining: bool
    facts: EngineFacts
    def __init__(self, gateway: _Optional[str] = ..., version: _Optional[str] = ..., pid: _Optional[int] = ..., uptime: _Optional[float] = ..., nodes: _Optional[_Iterable[_Union[Node, _Mapping]]] = ..., sessions: _Optional[_Iterable[_Union[SessionInfo, _Mapping]]] = ..., object_bytes: _Optional[int] = ..., spilled_bytes: _Optional[int] = ..., jobs: _Optional[int] = ..., engine: _Optional[str] = ..., listening: _Optional[str] = ..., draining: bool = ..., facts: _Optional[_Union[EngineFacts, _Mapping]] = ...) -> None: ...

class EngineFacts(_message.Message):
    __slots__ = ("version", "address", "dashboard", "demands", "autoscaler", "pending_nodes", "failed_nodes", "note")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    DASHBOARD_FIELD_NUMBER: _ClassVar[int]
    DEMANDS_FIELD_NUMBER: _ClassVar[int]
    AUTOSCALER_FIELD_NUMBER: _ClassVar[int]
    PENDING_NODES_FIELD_NUMBER: _ClassVar[int]
    FAILED_NODES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    version: str
    address: str
    dashboard: str
    demands: _containers.RepeatedCompositeFieldContainer[Demand]
    autoscaler: str
    pending_nodes: _containers.RepeatedScalarFieldContainer[str]
    failed_nodes: _containers.RepeatedScalarFieldContainer[str]
    note: str
    def __init__(self, version: _Optional[str] = ..., address: _Optional[str] = ..., dashboard: _Optional[str] = ..., demands: _Optional[_Iterable[_Union[Demand, _Mapping]]] = ..., autoscaler: _Optional[str] = ..., pending_nodes: _Optional[_Iterable[str]] = ..., failed_nodes: _Optional[_Iterable[str]] = ..., note: _Optional[str] = ...) -> None: ...

class Demand(_message.Message):
    __slots__ = ("resources", "count", "kind")
    class ResourcesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    resources: _containers.ScalarMap[str, float]
    count: int
    kind: str
    def __init__(self, resources: _Optional[_Mapping[str, float]] = ..., count: _Optional[int] = ..., kind: _Optional[str] = ...) -> None: ...

class ListJobsRequest(_message.Message):
    __slots__ = ("session", "notebook", "limit", "before")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    NOTEBOOK_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    session: str
    notebook: str
    limit: int
    before: int
    def __init__(self, session: _Optional[str] = ..., notebook: _Optional[str] = ..., limit: _Optional[int] = ..., before: _Optional[int] = ...) -> None: ...

class ListJobsReply(_message.Message):
    __slots__ = ("jobs", "total")
    JOBS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    jobs: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.JobSummary]
    total: int
    def __init__(self, jobs: _Optional[_Iterable[_Union[_jobs_pb2.JobSummary, _Mapping]]] = ..., total: _Optional[int] = ...) -> None: ...

class ListGroupsRequest(_message.Message):
    __slots__ = ("session", "actors")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    ACTORS_FIELD_NUMBER: _ClassVar[int]
    session: str
    actors: bool
    def __init__(self, session: _Optional[str] = ..., actors: bool = ...) -> None: ...

class GroupInfo(_message.Message):
    __slots__ = ("name", "session", "client", "ranks", "resources", "state", "reason", "workers", "job", "queued", "actor", "epoch", "variables", "created")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    CLIENT_FIELD_NUMBER: _ClassVar[int]
    RANKS_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    QUEUED_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    name: str
    session: str
    client: str
    ranks: int
    resources: _jobs_pb2.Resources
    state: str
    reason: str
    workers: _containers.RepeatedCompositeFieldContainer[Worker]
    job: str
    queued: int
    actor: bool
    epoch: int
    variables: _containers.RepeatedCompositeFieldContainer[_worker_pb2.Variable]
    created: float
    def __init__(self, name: _Optional[str] = ..., session: _Optional[str] = ..., client: _Optional[str] = ..., ranks: _Optional[int] = ..., resources: _Optional[_Union[_jobs_pb2.Resources, _Mapping]] = ..., state: _Optional[str] = ..., reason: _Optional[str] = ..., workers: _Optional[_Iterable[_Union[Worker, _Mapping]]] = ..., job: _Optional[str] = ..., queued: _Optional[int] = ..., actor: bool = ..., epoch: _Optional[int] = ..., variables: _Optional[_Iterable[_Union[_worker_pb2.Variable, _Mapping]]] = ..., created: _Optional[float] = ...) -> None: ...

class ListGroupsReply(_message.Message):
    __slots__ = ("groups",)
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[GroupInfo]
    def __init__(self, groups: _Optional[_Iterable[_Union[GroupInfo, _Mapping]]] = ...) -> None: ...

class ChangeGroupRequest(_message.Message):
    __slots__ = ("session", "name", "change")
    class Change(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        CHANGE_UNSPECIFIED: _ClassVar[ChangeGroupRequest.Change]
        CHANGE_DROP: _ClassVar[ChangeGroupRequest.Change]
        CHANGE_RESTART: _ClassVar[ChangeGroupRequest.Change]
    CHANGE_UNSPECIFIED: ChangeGroupRequest.Change
    CHANGE_DROP: ChangeGroupRequest.Change
    CHANGE_RESTART: ChangeGroupRequest.Change
    SESSION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    session: str
    name: str
    change: ChangeGroupRequest.Change
    def __init__(self, session: _Optional[str] = ..., name: _Optional[str] = ..., change: _Optional[_Union[ChangeGroupRequest.Change, str]] = ...) -> None: ...

class VersionsRequest(_message.Message):
    __slots__ = ("modules",)
    MODULES_FIELD_NUMBER: _ClassVar[int]
    modules: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, modules: _Optional[_Iterable[str]] = ...) -> None: ...

class VersionsReply(_message.Message):
    __slots__ = ("versions",)
    class VersionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.ScalarMap[str, str]
    def __init__(self, versions: _Optional[_Mapping[str, str]] = ...) -> None: ...

class JobRequest(_message.Message):
    __slots__ = ("job", "session")
    JOB_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    job: str
    session: str
    def __init__(self, job: _Optional[str] = ..., session: _Optional[str] = ...) -> None: ...

class DescribeJobRequest(_message.Message):
    __slots__ = ("job", "failures_from", "failures_limit", "workers_from", "workers_limit", "bars")
    JOB_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FROM_FIELD_NUMBER: _ClassVar[int]
    FAILURES_LIMIT_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FROM_FIELD_NUMBER: _ClassVar[int]
    WORKERS_LIMIT_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    job: str
    failures_from: int
    failures_limit: int
    workers_from: int
    workers_limit: int
    bars: bool
    def __init__(self, job: _Optional[str] = ..., failures_from: _Optional[int] = ..., failures_limit: _Optional[int] = ..., workers_from: _Optional[int] = ..., workers_limit: _Optional[int] = ..., bars: bool = ...) -> None: ...

class WorkerRequest(_message.Message):
    __slots__ = ("worker",)
    WORKER_FIELD_NUMBER: _ClassVar[int]
    worker: str
    def __init__(self, worker: _Optional[str] = ...) -> None: ...

class WorkerReply(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class RetryRequest(_message.Message):
    __slots__ = ("job", "session", "items", "debugging")
    JOB_FIELD_NUMBER: _ClassVar[int]
    SESSION_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    DEBUGGING_FIELD_NUMBER: _ClassVar[int]
    job: str
    session: str
    items: _containers.RepeatedScalarFieldContainer[int]
    debugging: _jobs_pb2.Debugging
    def __init__(self, job: _Optional[str] = ..., session: _Optional[str] = ..., items: _Optional[_Iterable[int]] = ..., debugging: _Optional[_Union[_jobs_pb2.Debugging, _Mapping]] = ...) -> None: ...

class ReadLogRequest(_message.Message):
    __slots__ = ("job", "items", "search", "last_lines")
    JOB_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    LAST_LINES_FIELD_NUMBER: _ClassVar[int]
    job: str
    items: _containers.RepeatedScalarFieldContainer[int]
    search: str
    last_lines: int
    def __init__(self, job: _Optional[str] = ..., items: _Optional[_Iterable[int]] = ..., search: _Optional[str] = ..., last_lines: _Optional[int] = ...) -> None: ...

class LogPage(_message.Message):
    __slots__ = ("outputs", "left_out_lines")
    OUTPUTS_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_LINES_FIELD_NUMBER: _ClassVar[int]
    outputs: _containers.RepeatedCompositeFieldContainer[_worker_pb2.Output]
    left_out_lines: int
    def __init__(self, outputs: _Optional[_Iterable[_Union[_worker_pb2.Output, _Mapping]]] = ..., left_out_lines: _Optional[int] = ...) -> None: ...

class ShutdownRequest(_message.Message):
    __slots__ = ("now",)
    NOW_FIELD_NUMBER: _ClassVar[int]
    now: bool
    def __init__(self, now: bool = ...) -> None: ...

class ShutdownReply(_message.Message):
    __slots__ = ("cancelled_jobs",)
    CANCELLED_JOBS_FIELD_NUMBER: _ClassVar[int]
    cancelled_jobs: int
    def __init__(self, cancelled_jobs: _Optional[int] = ...) -> None: ...

class FromClient(_message.Message):
    __slots__ = ("frame", "call", "debug", "upload", "download", "worker", "up")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    CALL_FIELD_NUMBER: _ClassVar[int]
    DEBUG_FIELD_NUMBER: _ClassVar[int]
    UPLOAD_FIELD_NUMBER: _ClassVar[int]
    DOWNLOAD_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    UP_FIELD_NUMBER: _ClassVar[int]
    frame: bytes
    call: _worker_pb2.Call
    debug: _debug_pb2.DebugClientFrame
    upload: Upload
    download: Download
    worker: _worker_pb2.WorkerHello
    up: _worker_pb2.WorkerUp
    def __init__(self, frame: _Optional[bytes] = ..., call: _Optional[_Union[_worker_pb2.Call, _Mapping]] = ..., debug: _Optional[_Union[_debug_pb2.DebugClientFrame, _Mapping]] = ..., upload: _Optional[_Union[Upload, _Mapping]] = ..., download: _Optional[_Union[Download, _Mapping]] = ..., worker: _Optional[_Union[_worker_pb2.WorkerHello, _Mapping]] = ..., up: _Optional[_Union[_worker_pb2.WorkerUp, _Mapping]] = ...) -> None: ...

class Upload(_message.Message):
    __slots__ = ("session", "segment", "offset", "size", "ask")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ASK_FIELD_NUMBER: _ClassVar[int]
    session: str
    segment: str
    offset: int
    size: int
    ask: bool
    def __init__(self, session: _Optional[str] = ..., segment: _Optional[str] = ..., offset: _Optional[int] = ..., size: _Optional[int] = ..., ask: bool = ...) -> None: ...

class Download(_message.Message):
    __slots__ = ("session", "segment", "offset", "size")
    SESSION_FIELD_NUMBER: _ClassVar[int]
    SEGMENT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    session: str
    segment: str
    offset: int
    size: int
    def __init__(self, session: _Optional[str] = ..., segment: _Optional[str] = ..., offset: _Optional[int] = ..., size: _Optional[int] = ...) -> None: ...

class Transfer(_message.Message):
    __slots__ = ("offset", "error")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    offset: int
    error: str
    def __init__(self, offset: _Optional[int] = ..., error: _Optional[str] = ...) -> None: ...

class ToClient(_message.Message):
    __slots__ = ("frame", "answer", "refusal", "debug", "transfer", "worker", "down")
    FRAME_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    DEBUG_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    DOWN_FIELD_NUMBER: _ClassVar[int]
    frame: bytes
    answer: _worker_pb2.Answer
    refusal: Refusal
    debug: _debug_pb2.DebugGatewayFrame
    transfer: Transfer
    worker: _worker_pb2.WorkerWelcome
    down: _worker_pb2.WorkerDown
    def __init__(self, frame: _Optional[bytes] = ..., answer: _Optional[_Union[_worker_pb2.Answer, _Mapping]] = ..., refusal: _Optional[_Union[Refusal, _Mapping]] = ..., debug: _Optional[_Union[_debug_pb2.DebugGatewayFrame, _Mapping]] = ..., transfer: _Optional[_Union[Transfer, _Mapping]] = ..., worker: _Optional[_Union[_worker_pb2.WorkerWelcome, _Mapping]] = ..., down: _Optional[_Union[_worker_pb2.WorkerDown, _Mapping]] = ...) -> None: ...

class Refusal(_message.Message):
    __slots__ = ("reason", "message")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[Refusal.Reason]
        REASON_TOKEN: _ClassVar[Refusal.Reason]
        REASON_SESSION: _ClassVar[Refusal.Reason]
        REASON_INVALID: _ClassVar[Refusal.Reason]
        REASON_DEBUGGING: _ClassVar[Refusal.Reason]
        REASON_BUSY: _ClassVar[Refusal.Reason]
    REASON_UNSPECIFIED: Refusal.Reason
    REASON_TOKEN: Refusal.Reason
    REASON_SESSION: Refusal.Reason
    REASON_INVALID: Refusal.Reason
    REASON_DEBUGGING: Refusal.Reason
    REASON_BUSY: Refusal.Reason
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    reason: Refusal.Reason
    message: str
    def __init__(self, reason: _Optional[_Union[Refusal.Reason, str]] = ..., message: _Optional[str] = ...) -> None: ...

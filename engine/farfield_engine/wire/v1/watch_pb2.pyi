from farfield_engine.wire.v1 import jobs_pb2 as _jobs_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Bar(_message.Message):
    __slots__ = ("id", "item", "label", "depth", "done", "total", "unit", "elapsed", "ended", "note")
    ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    id: int
    item: int
    label: str
    depth: int
    done: float
    total: float
    unit: str
    elapsed: float
    ended: bool
    note: str
    def __init__(self, id: _Optional[int] = ..., item: _Optional[int] = ..., label: _Optional[str] = ..., depth: _Optional[int] = ..., done: _Optional[float] = ..., total: _Optional[float] = ..., unit: _Optional[str] = ..., elapsed: _Optional[float] = ..., ended: bool = ..., note: _Optional[str] = ...) -> None: ...

class Bars(_message.Message):
    __slots__ = ("job", "bars", "left_out")
    JOB_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    job: str
    bars: _containers.RepeatedCompositeFieldContainer[Bar]
    left_out: int
    def __init__(self, job: _Optional[str] = ..., bars: _Optional[_Iterable[_Union[Bar, _Mapping]]] = ..., left_out: _Optional[int] = ...) -> None: ...

class Loop(_message.Message):
    __slots__ = ("label", "depth", "open", "ended", "done", "total", "fraction", "rate", "unit", "slowest", "slowest_fraction", "note")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    FRACTION_FIELD_NUMBER: _ClassVar[int]
    RATE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_FRACTION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    label: str
    depth: int
    open: int
    ended: int
    done: float
    total: float
    fraction: float
    rate: float
    unit: str
    slowest: str
    slowest_fraction: float
    note: str
    def __init__(self, label: _Optional[str] = ..., depth: _Optional[int] = ..., open: _Optional[int] = ..., ended: _Optional[int] = ..., done: _Optional[float] = ..., total: _Optional[float] = ..., fraction: _Optional[float] = ..., rate: _Optional[float] = ..., unit: _Optional[str] = ..., slowest: _Optional[str] = ..., slowest_fraction: _Optional[float] = ..., note: _Optional[str] = ...) -> None: ...

class DeviceUse(_message.Message):
    __slots__ = ("label", "load", "memory", "memory_total")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    LOAD_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    MEMORY_TOTAL_FIELD_NUMBER: _ClassVar[int]
    label: str
    load: float
    memory: int
    memory_total: int
    def __init__(self, label: _Optional[str] = ..., load: _Optional[float] = ..., memory: _Optional[int] = ..., memory_total: _Optional[int] = ...) -> None: ...

class WorkerUse(_message.Message):
    __slots__ = ("worker", "node", "rank", "state", "cpu", "memory", "peak_memory", "devices", "done", "item", "running", "bars", "pause")
    WORKER_FIELD_NUMBER: _ClassVar[int]
    NODE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    PEAK_MEMORY_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    worker: str
    node: str
    rank: int
    state: str
    cpu: float
    memory: int
    peak_memory: int
    devices: _containers.RepeatedCompositeFieldContainer[DeviceUse]
    done: int
    item: int
    running: bool
    bars: _containers.RepeatedCompositeFieldContainer[Bar]
    pause: _jobs_pb2.Pause
    def __init__(self, worker: _Optional[str] = ..., node: _Optional[str] = ..., rank: _Optional[int] = ..., state: _Optional[str] = ..., cpu: _Optional[float] = ..., memory: _Optional[int] = ..., peak_memory: _Optional[int] = ..., devices: _Optional[_Iterable[_Union[DeviceUse, _Mapping]]] = ..., done: _Optional[int] = ..., item: _Optional[int] = ..., running: bool = ..., bars: _Optional[_Iterable[_Union[Bar, _Mapping]]] = ..., pause: _Optional[_Union[_jobs_pb2.Pause, _Mapping]] = ...) -> None: ...

class ItemNote(_message.Message):
    __slots__ = ("item", "label", "seconds", "worker")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    item: int
    label: str
    seconds: float
    worker: str
    def __init__(self, item: _Optional[int] = ..., label: _Optional[str] = ..., seconds: _Optional[float] = ..., worker: _Optional[str] = ...) -> None: ...

class JobDetail(_message.Message):
    __slots__ = ("loops", "loops_left_out", "workers", "workers_total", "slowest", "failures", "failures_total", "median_seconds", "peak_gpu_memory", "sent", "received", "sampled", "summary")
    LOOPS_FIELD_NUMBER: _ClassVar[int]
    LOOPS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    WORKERS_TOTAL_FIELD_NUMBER: _ClassVar[int]
    SLOWEST_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    FAILURES_TOTAL_FIELD_NUMBER: _ClassVar[int]
    MEDIAN_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PEAK_GPU_MEMORY_FIELD_NUMBER: _ClassVar[int]
    SENT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    SAMPLED_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    loops: _containers.RepeatedCompositeFieldContainer[Loop]
    loops_left_out: int
    workers: _containers.RepeatedCompositeFieldContainer[WorkerUse]
    workers_total: int
    slowest: _containers.RepeatedCompositeFieldContainer[ItemNote]
    failures: _containers.RepeatedCompositeFieldContainer[_jobs_pb2.Failure]
    failures_total: int
    median_seconds: float
    peak_gpu_memory: int
    sent: int
    received: int
    sampled: float
    summary: _jobs_pb2.JobSummary
    def __init__(self, loops: _Optional[_Iterable[_Union[Loop, _Mapping]]] = ..., loops_left_out: _Optional[int] = ..., workers: _Optional[_Iterable[_Union[WorkerUse, _Mapping]]] = ..., workers_total: _Optional[int] = ..., slowest: _Optional[_Iterable[_Union[ItemNote, _Mapping]]] = ..., failures: _Optional[_Iterable[_Union[_jobs_pb2.Failure, _Mapping]]] = ..., failures_total: _Optional[int] = ..., median_seconds: _Optional[float] = ..., peak_gpu_memory: _Optional[int] = ..., sent: _Optional[int] = ..., received: _Optional[int] = ..., sampled: _Optional[float] = ..., summary: _Optional[_Union[_jobs_pb2.JobSummary, _Mapping]] = ...) -> None: ...

class GpuProcess(_message.Message):
    __slots__ = ("pid", "memory", "worker", "job")
    PID_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    WORKER_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    pid: int
    memory: int
    worker: str
    job: str
    def __init__(self, pid: _Optional[int] = ..., memory: _Optional[int] = ..., worker: _Optional[str] = ..., job: _Optional[str] = ...) -> None: ...

class Gpu(_message.Message):
    __slots__ = ("label", "id", "name", "load", "memory", "memory_total", "temperature", "power", "power_limit", "processes", "error", "in_use")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    LOAD_FIELD_NUMBER: _ClassVar[int]
    MEMORY_FIELD_NUMBER: _ClassVar[int]
    MEMORY_TOTAL_FIELD_NUMBER: _ClassVar[int]
    TEMPERATURE_FIELD_NUMBER: _ClassVar[int]
    POWER_FIELD_NUMBER: _ClassVar[int]
    POWER_LIMIT_FIELD_NUMBER: _ClassVar[int]
    PROCESSES_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    label: str
    id: str
    name: str
    load: float
    memory: int
    memory_total: int
    temperature: float
    power: float
    power_limit: float
    processes: _containers.RepeatedCompositeFieldContainer[GpuProcess]
    error: str
    in_use: float
    def __init__(self, label: _Optional[str] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., load: _Optional[float] = ..., memory: _Optional[int] = ..., memory_total: _Optional[int] = ..., temperature: _Optional[float] = ..., power: _Optional[float] = ..., power_limit: _Optional[float] = ..., processes: _Optional[_Iterable[_Union[GpuProcess, _Mapping]]] = ..., error: _Optional[str] = ..., in_use: _Optional[float] = ...) -> None: ...

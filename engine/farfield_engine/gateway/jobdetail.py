"""What is told of a job to those who look closer: its loops, workers, slowest items and failures."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable

from farfield_engine.core.job import Job
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.seen import FAILURES, Worked, in_short
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

WORKERS = 8
"""Workers that a detail brings by itself."""

MANY = 500
"""Workers that are not sorted all, for the first of them to be shown."""

LONGEST_PAGE = 500
"""Failures or workers that one answer brings at most."""

_STANDS, _RUNS, _RESTS, _GONE = range(4)


def detail_of(dispatcher: Dispatcher, record: JobRecord) -> watch_pb.JobDetail:
    """What the updates of a watched job bring."""
    detail = _detail(dispatcher, record)
    detail.failures.extend(record.seen.failures)
    _add_workers(detail, dispatcher, record, 0, WORKERS)
    return detail


def describe_job(
    dispatcher: Dispatcher, record: JobRecord, asked: pb.DescribeJobRequest
) -> watch_pb.JobDetail:
    """The answer to a question about it."""
    detail = _detail(dispatcher, record)
    detail.summary.CopyFrom(record.summary())
    limit = min(asked.failures_limit or FAILURES, LONGEST_PAGE)
    failures = itertools.islice(record.failures.read(asked.failures_from), limit)
    detail.failures.extend(map(in_short, failures))
    limit = min(asked.workers_limit or WORKERS, LONGEST_PAGE)
    _add_workers(detail, dispatcher, record, asked.workers_from, limit, bars=asked.bars)
    return detail


def _detail(dispatcher: Dispatcher, record: JobRecord) -> watch_pb.JobDetail:
    """What comes in pages is missing."""
    seen = record.seen
    loops, loops_left_out = seen.loops.shown()
    return watch_pb.JobDetail(
        loops=loops,
        loops_left_out=loops_left_out,
        slowest=seen.slowest,
        failures_total=max(seen.failures_total, record.failures.count),
        median_seconds=seen.median_seconds,
        peak_gpu_memory=seen.peak_gpu_memory,
        sent=seen.sent(record.spec),
        received=seen.received,
        sampled=dispatcher.usage.at,
    )


def _add_workers(
    detail: watch_pb.JobDetail,
    dispatcher: Dispatcher,
    record: JobRecord,
    start: int,
    limit: int,
    *,
    bars: bool = False,
) -> None:
    """Those that stand still first, then the busy ones, those that have been, and those that are gone."""
    job = dispatcher.scheduler.jobs.get(record.id)
    running = job.workers if job is not None else set()
    detail.workers_total = len(record.seen.workers) + len(running - record.seen.workers.keys())
    pausing = {pause.worker for pause in record.pauses.all()}
    known = dispatcher.scheduler.pool.workers
    names = _first_of_many(known, running, pausing, start + limit)
    if not names:
        names = {**dict.fromkeys(running), **dict.fromkeys(record.seen.workers)}

    def place(name: str) -> tuple[int, int, int, str]:
        worker, worked = known.get(name), record.seen.workers.get(name)
        if worked is not None and worked.gone:
            worker = None  # it is one of an earlier gateway, whose workers had the same names
        if name in running:
            group = _STANDS if name in pausing else _RUNS
        else:
            group = _RESTS if worker is not None else _GONE
        # Workers are called w1, w2 ...: by number.
        return group, worker.rank if worker is not None else 0, len(name), name

    for name in heapq.nsmallest(start + limit, names, key=place)[start:]:
        row = _worker_use(dispatcher, record, job, name)
        if bars:
            row.bars.extend(record.seen.loops.bars_of(name))
        detail.workers.append(row)


def _first_of_many(known: Iterable[str], running: set[str], pausing: set[str], count: int) -> dict[str, None]:
    """The first that run, where so many do that the others need not be looked at; else none."""
    if len(running) < max(MANY, count):
        return {}
    # They are known in the order in which they were started: by number.
    rest = (name for name in known if name in running and name not in pausing)
    return dict.fromkeys(itertools.islice(itertools.chain(pausing & running, rest), count + len(pausing)))


def _worker_use(dispatcher: Dispatcher, record: JobRecord, job: Job | None, name: str) -> watch_pb.WorkerUse:
    worked = record.seen.workers.get(name) or Worked()
    row = watch_pb.WorkerUse(
        worker=name,
        node=dispatcher.engine.host_of(name),
        rank=worked.rank,
        state="dead",
        cpu=-1.0,
        peak_memory=worked.peak_memory,
        done=worked.done,
    )
    worker = dispatcher.scheduler.pool.workers.get(name)
    if worker is None or worked.gone:
        return row
    row.rank = worker.rank
    if job is None or name not in job.workers:
        row.state = "idle"  # whatever it does for others
        return row
    use = dispatcher.usage.of(name)
    if use is not None:
        row.cpu, row.memory = use.cores, use.memory
        row.peak_memory = max(row.peak_memory, use.peak_memory)
        row.devices.extend(use.devices)
    row.state = worker.state.value
    current = worker.batches[0]
    row.running, row.item = current.next < current.stop, current.next
    pause = record.pauses.of(name)
    if pause is not None:
        row.state = "paused"
        row.pause.CopyFrom(pause)
    return row

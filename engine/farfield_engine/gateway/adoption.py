"""How a gateway goes on with what the one before has left: open jobs, and workers that have outlived it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable

from farfield_engine.core import events as ev
from farfield_engine.engines.base import Death, Engine, Order
from farfield_engine.engines.doors import WorkerDoor
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.found import NOTHING, Found, sort_out
from farfield_engine.gateway.groups import more_of
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SURVIVOR_SECONDS = 15.0
"""How long workers have to come back that live as far as their engine knows."""

ASK_SECONDS = 1.0
"""Between two questions to the engine who still lives."""

SEGMENT_SECONDS = 5.0
"""Between two looks whether batches of before have ended."""

_LOOK_SECONDS = 0.02
_GONE = Death("has not come back after its gateway had ended")
_log = logging.getLogger(__name__)


async def find_survivors(
    engine: Engine,
    door: WorkerDoor,
    sessions: Iterable[pb.StoredSession],
    groups: Iterable[pb.StoredGroup],
    seconds: float = SURVIVOR_SECONDS,
) -> Found:
    """Wait for the workers of the gateway before, each of which dials this one. It listens already."""
    alive = await engine.survivors()
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    asked = loop.time()
    while not alive <= door.survivors.keys() and loop.time() < deadline:
        await asyncio.sleep(_LOOK_SECONDS)
        if loop.time() - asked > ASK_SECONDS:
            # Who has died meanwhile is not waited for.
            alive &= await engine.survivors()
            asked = loop.time()
    hellos = {worker: hello for worker, hello in door.survivors.items() if worker in alive}
    found = sort_out(sessions, groups, hellos)
    found.alive = alive
    if alive:
        _log.info(
            "%d workers of the gateway before live, %d of them have come back, %d are wanted",
            len(alive), len(hellos), len(found.workers),
        )  # fmt: skip
    return found


def resume_jobs(
    dispatcher: Dispatcher, workers: int, found: Found = NOTHING, door: WorkerDoor | None = None
) -> None:
    """Go on with what the gateway before has left; its sessions are here.

    workers: as many as the clients had asked it for.
    """
    dispatcher.take_capacity(workers)
    first = time.time_ns()
    if dispatcher.outliving is not None:
        names = {*found.alive, *found.missing, *dispatcher.jobs.taken_before}
        # Batches are numbered by the time: of those there were, the journal may have forgotten some.
        dispatcher.handle(ev.Adopting(dispatcher.outliving.first_free(names), first))
    for stored in found.groups.values():
        _go_on_with_group(dispatcher, stored, found)
    for worker, record in found.records.items():
        if worker in found.workers:
            _adopt(dispatcher, worker, record, found, door)
    for job in dispatcher.jobs.left_open():
        try:
            dispatcher.admission.resume(job)
        # What is wrong with one job must not cost the others, nor the gateway.
        except Exception:
            _log.exception("job %s can't go on", job.number)
    for worker in found.missing:
        dispatcher.worker_died(worker, _GONE)
    for worker in found.alive - found.workers.keys():
        dispatcher.engine.kill(worker)
    for worker, hello in found.workers.items():
        _catch_up(dispatcher, worker, hello)
    if dispatcher.outliving is not None:
        dispatcher.handle_job(ev.Adopted())
        _let_go_of_segments(dispatcher, first)


def _go_on_with_group(dispatcher: Dispatcher, stored: pb.StoredGroup, found: Found) -> None:
    group = dispatcher.groups.restore(stored)
    if not group.begun:
        group.workers = []
        dispatcher.handle(ev.GangOpened(group.plan))
        return
    devices = tuple(
        tuple(found.records[name].devices) if name in found.records else () for name in group.workers
    )
    dispatcher.handle(ev.GangFound(group.plan, tuple(group.workers), devices))
    for rank, worker in enumerate(group.workers):
        dispatcher.adopt(worker, group.id, rank, ())


def _adopt(
    dispatcher: Dispatcher, worker: str, record: pb.StoredWorker, found: Found, door: WorkerDoor | None
) -> None:
    """Take a worker over, before anything is sent to it."""
    hello = found.workers[worker]
    needs = needs_of(record.resources)
    group = found.groups.get(record.context)
    ranks = group.ranks if group is not None else 0
    dispatcher.engine.adopt(worker, Order(needs, "", record.context, record.rank, ranks))
    if door is not None:
        door.admit(worker, max(hello.acked, dispatcher.jobs.taken_before.get(worker, 0)))
    dispatcher.adopt(worker, record.context, record.rank, hello.jobs)
    parent = dispatcher.parent_of(worker)
    if hello.client and parent is not None and dispatcher.worker_clients is not None:
        dispatcher.worker_clients.restore(worker, parent, hello.client)
    if record.rank < 0:
        dispatcher.handle(ev.WorkerFound(worker, record.context, needs, tuple(record.devices)))


def _catch_up(dispatcher: Dispatcher, worker: str, hello: worker_pb.WorkerHello) -> None:
    """What a worker has told the gateway before of itself, and that one has not written down."""
    if hello.waits:
        dispatcher.handle(ev.WorkerWaits(worker, True))
    # Whoever debugged it was a client of the gateway before, and opens a tunnel anew.
    close = debug_pb.ToDebugger(close=True)
    dispatcher.engine.send(worker, worker_pb.ToWorker(debug=close))
    if hello.HasField("pause"):
        hello.pause.worker = worker
        dispatcher.worker_paused(worker, hello.pause)


def _let_go_of_segments(dispatcher: Dispatcher, first: int) -> None:
    """Once nobody has a batch of before `first`, nobody opens segments that the gateway before has named."""
    workers = dispatcher.scheduler.pool.workers
    if any(held.batch < first for worker in workers.values() for held in worker.batches):
        asyncio.get_running_loop().call_later(SEGMENT_SECONDS, _let_go_of_segments, dispatcher, first)
        return
    mappers = {session.mapper for session in dispatcher.sessions.values()}
    dispatcher.blobs.store.let_go_of_before(workers.keys() | mappers)


def needs_of(resources: jobs_pb.Resources) -> ev.Needs:
    """Needs, from how the wire has them."""
    return ev.Needs(resources.cpus, resources.gpus, resources.memory, *more_of(resources))

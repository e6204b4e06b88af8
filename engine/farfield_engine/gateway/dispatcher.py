"""Carries out what the scheduler decides, and tells it what happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.engines.base import Death, Engine
from farfield_engine.engines.gpus import GpuReport
from farfield_engine.gateway import messages
from farfield_engine.gateway.admission import Admission
from farfield_engine.gateway.batches import fill_batch
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.devicewatch import BoundWorkers, DeviceWatch, changed_capacity
from farfield_engine.gateway.groups import GroupRecord, Groups, group_id
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.orders import order_of, setup_of
from farfield_engine.gateway.outliving import Outliving
from farfield_engine.gateway.pace import BarsPace
from farfield_engine.gateway.ports import Debugging, SessionPort, WorkerClients
from farfield_engine.gateway.reports import WorkerReports
from farfield_engine.gateway.roomwaits import RoomWaits
from farfield_engine.gateway.ticker import Ticker
from farfield_engine.gateway.usage import Usage, note_use
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

TICK = 0.05
"""Seconds between two looks at the clock while jobs are open."""

IDLE_TICK = 5.0
"""The same while there are only workers without work, which are let go after a while."""

_log = logging.getLogger(__name__)


class Dispatcher:
    """Jobs and workers, between the sessions and the engine. Everything runs on one loop."""

    def __init__(self, engine: Engine, blobs: Blobs, jobs: JobTable) -> None:
        self.engine = engine
        self.blobs = blobs
        self.jobs = jobs
        self.records = jobs.records
        self.sessions: dict[str, SessionPort] = {}
        self.scheduler = Scheduler(engine.capacity(0))
        self.groups = Groups(self.scheduler.gangs, engine)
        self.worker_clients: WorkerClients | None = None
        self.debugging: Debugging | None = None
        self.outliving: Outliving | None = None
        self.watch = DeviceWatch(engine, self._gpus_seen)
        self.usage = Usage(engine, self._bound_workers, self._watched, self._measured, self.watch.ask)
        self._bound = BoundWorkers(engine, self.watch, self.scheduler.pool.devices, self.handle)
        self.admission = Admission(jobs, blobs, self.groups, self.sessions, self.handle_job)
        self._room_waits = RoomWaits(
            engine, self.scheduler, lambda job: self._job_changed(ev.JobChanged(job))
        )
        self._reports = WorkerReports(jobs, blobs, self.sessions)
        self._contexts: dict[str, SessionPort] = {}
        self._workers: dict[str, tuple[str, int]] = {}  # worker -> its context, and its rank there
        self._deaths: dict[str, Death] = {}
        self._killed: set[str] = set()
        self._forgettable: dict[str, list[str]] = {}  # by worker, jobs that it need not know any more
        self._ticker = Ticker(self._tick)
        self._ended = False
        self._pace = BarsPace()
        self._carriers: dict[type, Callable[..., None]] = {
            ev.StartWorker: self._start_worker,
            ev.RetireWorker: lambda do: self.engine.send(do.worker, worker_pb.ToWorker(exit=True)),
            ev.KillWorker: self._kill_worker,
            ev.SendBatch: self._send_batch,
            ev.ItemsReturned: self.jobs.came_back,
            ev.RecallBatch: lambda do: self.engine.send(do.worker, worker_pb.ToWorker(recall=do.batch)),
            ev.InterruptBatch: self._interrupt_batch,
            ev.FailItem: self._fail_item,
            ev.RetryItem: self._retry_item,
            ev.GangBroken: self._gang_broken,
            ev.JobChanged: self._job_changed,
            ev.JobRefused: self._job_refused,
            ev.JobEnded: self._job_ended,
        }

    # --- clients ------------------------------------------------------------

    def open_session(self, session: SessionPort, workers: int) -> None:
        """A session begins; its first worker is started."""
        self.sessions[session.id] = self._contexts[session.context] = session
        self.take_capacity(workers)
        self.handle(ev.ContextOpened(session.context))

    def restore_session(self, session: SessionPort) -> None:
        """A session of a gateway before is here; its client is not yet."""
        self.sessions[session.id] = self._contexts[session.context] = session
        self.handle(ev.ContextOpened(session.context, warm=False))

    def adopt(self, worker: str, context: str, rank: int, jobs: Collection[str]) -> None:
        """A worker of a gateway before is this one's. jobs: those that it has been sent."""
        self._workers[worker] = (context, rank)
        known = {job for job in jobs if job in self.records and self.records[job].state is None}
        for job in known:
            self.records[job].known_to.add(worker)
        self._forgettable[worker] = [job for job in jobs if job not in known]

    def drain(self) -> None:
        """The gateway is about to end: nothing more begins, and what comes is for the next one."""
        self.handle(ev.Draining())

    def end(self) -> None:
        """What happens to workers from now on is the gateway's own end, and means nothing for their jobs."""
        self.drain()
        self._ended = True
        self.usage.close()
        self.watch.close()
        self._ticker.close()

    def take_capacity(self, workers: int) -> None:
        """A client asks for so many workers; 0: for as many as usual."""
        wanted = self.engine.capacity(workers)
        if workers and not wanted.binds and wanted.cpus != self.scheduler.pool.capacity.cpus:
            self.handle(ev.CapacityChanged(wanted))

    def take_over(self, session: SessionPort, earlier: SessionPort) -> int:
        """A session goes on where an earlier one of the same notebook has stopped; how many jobs are open."""
        session.context = earlier.context
        self.sessions[session.id] = self._contexts[session.context] = session
        del self.sessions[earlier.id]
        for record in self.records.values():
            if record.session == earlier.id and record.state is None:
                self.jobs.move(record, session.id)
            elif record.session == earlier.id:
                record.session = session.id
        if session.setup != earlier.setup:
            self.handle(ev.ContextRenewed(session.context))
        return sum(job.plan.context == session.context for job in self.scheduler.jobs.values())

    def open_worker_session(self, session: SessionPort) -> None:
        """A client within a worker wants to be told of its jobs."""
        self.sessions[session.id] = session

    def close_worker_session(self, session: SessionPort) -> None:
        """The worker is gone: nobody waits for what its client has submitted."""
        self.sessions.pop(session.id, None)
        session.stop_telling()
        session.let_go()
        for job in self.scheduler.jobs:
            if self.records[job].session == session.id:
                asyncio.get_running_loop().call_soon(self.cancel, job)

    def close_session(self, session: str) -> None:
        """A session is gone for good."""
        gone = self.sessions.pop(session)
        for job in self.scheduler.jobs.values():
            if job.plan.context == gone.context:
                self.jobs.cancelled(job.plan.id)
        self.handle(ev.ContextClosed(gone.context))
        for group in self.groups.of_session(gone.context):
            self.groups.drop(group.id, "its session has ended")
        del self._contexts[gone.context]

    def let_go_of_results(self, job: str) -> None:
        """Nobody will ask for the large results of a job any more."""
        record = self.records.get(job)
        if record is not None:
            record.released = True
        if record is None or record.state is not None:  # else others may yet need them
            self.blobs.store.release_owner(f"job:{job}", cache=False)

    # --- groups -------------------------------------------------------------

    def drop_group(self, context: str, name: str, reason: str) -> None:
        """End a group with all that it runs; none of this name is no error."""
        group = group_id(context, name)
        if group in self.groups.records:
            self.groups.drop(group, reason)
            self.handle(ev.GangClosed(group))

    def restart_group(self, group: GroupRecord) -> None:
        """Give a group new workers. Raises GroupRefused."""
        running = group.ending or "it was restarted"
        for name in self.scheduler.jobs:
            if self.records[name].group is group:
                # Its failures are told after the group has begun anew.
                self.records[name].group_ending = running
        self.groups.restart(group)
        self.groups.open_meeting(group)
        self.handle(ev.GangRestarted(group.id))

    def _gang_broken(self, do: ev.GangBroken) -> None:
        _, rank = self._workers.get(do.worker, ("", 0))
        death = self._deaths.get(do.worker)
        which = f"rank {rank}, " if self.scheduler.gangs.gangs[do.gang].plan.ranks > 1 else ""
        self.groups.broken(do.gang, f"{which}worker {do.worker} {death.reason if death else 'died'}")

    def cancel(self, job: str) -> None:
        """Stop a job; one that is not open is none."""
        if job in self.scheduler.jobs:
            self.jobs.cancelled(job)
            self.handle(ev.JobCancelled(job))

    @property
    def busy(self) -> bool:
        """Whether any job is open."""
        return bool(self.scheduler.jobs)

    def has_open_jobs(self, session: str) -> bool:
        """Whether jobs of this session are open."""
        context = self.sessions[session].context if session in self.sessions else session
        return any(job.plan.context == context for job in self.scheduler.jobs.values())

    def session_of(self, context: str) -> SessionPort | None:
        """The session whose name the scheduler knows as `context`."""
        return self._contexts.get(context)

    def parent_of(self, worker: str) -> SessionPort | None:
        """The session that a worker works for."""
        context, _ = self._workers.get(worker, ("", -1))
        group = self.groups.records.get(context)
        return self._contexts.get(group.plan.context if group else context)

    # --- the engine's events ------------------------------------------------

    def worker_frame(self, worker: str, frame: worker_pb.FromWorker, number: int = 0) -> None:
        """A frame from a worker."""
        if self._ended:
            return
        match frame.WhichOneof("frame"):
            case "report" if self._holds(worker, frame.report.batch):
                _, rank = self._workers.get(worker, ("", -1))
                if frame.report.failures:
                    self._suspect_devices_of(worker)
                for event in self._reports.report(worker, rank, frame.report):
                    self.handle(event)
            case "bars":
                self._reports.bars(worker, frame.bars)
            case "output":
                self._reports.output(frame.output)
            case "ready" if self._bound.started(worker):
                self.handle(ev.WorkerReady(worker))
            case "returned":
                self.handle(ev.BatchReturned(worker, frame.returned.batch, frame.returned.stop))
            case "wish":
                grant = self._reports.grant(worker, frame.wish)
                self.engine.send(worker, worker_pb.ToWorker(grant=grant))
            case "released":
                for path in frame.released.segments:
                    self.blobs.store.unmapped(path, worker)
                for path in frame.released.forked:
                    self.blobs.store.unmapped(path, worker, clean=False)
            case "waits":
                self.handle(ev.WorkerWaits(worker, frame.waits))
            case "client" | "call":
                self._client_frame(worker, frame)
            case "debug" if self.debugging is not None:
                self.debugging.from_worker(worker, frame.debug)
        if number and self.outliving is not None:
            self.outliving.taken(worker, number, frame)

    def _holds(self, worker: str, batch: int) -> bool:
        """Whether a worker has this batch; what it says of others was heard by a gateway before."""
        held = self.scheduler.pool.workers.get(worker)
        return held is not None and held.assignment(batch) is not None

    def _client_frame(self, worker: str, frame: worker_pb.FromWorker) -> None:
        parent = self.parent_of(worker)
        if parent is None or self.worker_clients is None:
            _log.warning("worker %s asks for something, but its session has ended", worker)
        elif frame.WhichOneof("frame") == "client":
            self.worker_clients.frame(worker, parent, frame.client)
        else:
            self.worker_clients.call(worker, parent, frame.call)

    def worker_paused(self, worker: str, pause: jobs_pb.Pause | None) -> None:
        """A worker stands still, or, with None, goes on: its time does not run meanwhile."""
        held = self.scheduler.pool.workers.get(worker)
        record = self.records.get((held.job or "") if held is not None else "")
        if record is None:
            return
        if pause is not None:
            record.pauses.set(pause)
        elif not record.pauses.remove(worker):
            return
        self.worker_stands(worker, pause is not None)

    def worker_stands(self, worker: str, stands: bool) -> None:
        """Whether a worker does nothing, for a debugger's sake, though it has work."""
        self.handle(ev.WorkerPaused(worker, stands))

    def worker_died(self, worker: str, death: Death) -> None:
        """A worker has ended."""
        if self._ended:
            return
        if worker in self._killed:
            self._killed.discard(worker)
            death = replace(death, reason="did not stop when it was interrupted, and was killed")
        death = self._bound.died(worker, death)
        self._suspect_devices_of(worker)
        self._deaths[worker] = death
        held = self.scheduler.pool.workers.get(worker)
        if held is not None and held.job in self.records:
            self.records[held.job].worker_died(death)
        self.worker_paused(worker, None)
        if not death.expected:
            _log.warning("worker %s %s", worker, death.reason)
        self.handle(ev.WorkerDied(worker, death.running, death.blameless))
        if self.worker_clients is not None:
            self.worker_clients.gone(worker)
        if self.debugging is not None:
            self.debugging.worker_gone(worker)
        # Processes that user code has left behind may still read: such pages are not used again.
        self.blobs.store.mapper_gone(worker, clean=death.expected)
        self.blobs.store.writer_gone(worker)
        del self._deaths[worker]
        self._workers.pop(worker, None)
        self._forgettable.pop(worker, None)
        self._reports.worker_gone(worker, self.scheduler.jobs)
        for job in self.scheduler.jobs:
            self.records[job].known_to.discard(worker)
        self._keep_pace()

    def capacity_changed(self) -> None:
        """Machines have come or gone."""
        if not self._ended:
            self.handle(ev.CapacityChanged(self.engine.capacity(0)))

    # --- what is seen of workers ---------------------------------------------

    def _bound_workers(self) -> dict[str, tuple[str, ...]]:
        return {worker.id: worker.devices for worker in self.scheduler.pool.workers.values()}

    def _watched(self) -> Iterator[tuple[SessionPort, str]]:
        """The open jobs whose client shows more than their figures."""
        for job in self.scheduler.jobs:
            record = self.records[job]
            session = self.sessions.get(record.session) if record.spec.watched else None
            if session is not None:
                yield session, job

    def _gpus_seen(self, report: GpuReport) -> None:
        """Somebody has looked at the GPUs: what is lost gets nothing new, what is back is used again."""
        self.usage.take_gpus(report)
        changed = changed_capacity(self.engine, self.scheduler.pool.capacity)
        if changed is not None and not self._ended:
            self.handle(ev.CapacityChanged(changed))

    def _suspect_devices_of(self, worker: str) -> None:
        """Work on it has failed: a device that is lost may be why."""
        held = self.scheduler.pool.workers.get(worker)
        if held is not None and held.devices:
            self.watch.ask()

    def _measured(self) -> None:
        note_use(self.scheduler.jobs.values(), self.records, self.usage)

    def _keep_pace(self) -> None:
        """There are more workers, or fewer: each tells of its bars as often as all together may."""
        if self._pace.changes(len(self._workers)):
            frame = worker_pb.ToWorker(bars_interval=self._pace.interval)
            for worker in self._workers:
                self.engine.send(worker, frame)

    # --- instructions -------------------------------------------------------

    def handle(self, event: ev.Event) -> None:
        """Have the scheduler take an event, and do what follows from it."""
        instructions = self.scheduler.handle(event, asyncio.get_running_loop().time())
        sent = [do for do in instructions if isinstance(do, ev.SendBatch)]
        if sent:
            # On disk first: what may have begun must not begin again unasked.
            for batch in sent:
                self.jobs.sending(batch)
            if self.outliving is not None:
                self.outliving.sending(sent)
            self.jobs.flush()
        for do in instructions:
            self._carriers[type(do)](do)
        if self.scheduler.unfinished and not self._ended:
            self._ticker.go_on(lambda: self.handle(ev.GoOn()))

    def handle_job(self, event: ev.Event) -> None:
        """A job, or what it needs, has come."""
        self.handle(event)
        self._ticker.within(TICK)

    def _tick(self) -> None:
        self.handle(ev.Tick())
        self._room_waits.look(self.records, asyncio.get_running_loop().time())
        if self.busy or self.scheduler.pool.workers:
            self._ticker.within(TICK if self.busy else IDLE_TICK)

    def _kill_worker(self, do: ev.KillWorker) -> None:
        worker = self.scheduler.pool.workers[do.worker]
        if worker.rank < 0 or self.scheduler.gangs.of_worker(do.worker) is not None:
            self._killed.add(do.worker)  # else its group was dropped, which says all
        self.engine.kill(do.worker)

    def _start_worker(self, do: ev.StartWorker) -> None:
        self._workers[do.worker] = (do.context, do.rank)
        self._keep_pace()
        session, group = self.parent_of(do.worker), self.groups.records.get(do.context)
        self.engine.start_worker(do.worker, order_of(do, session, group))
        if self.debugging is not None:
            self.debugging.worker_starting(do.worker)
        if session is None:
            return
        setup = setup_of(do, session, group, gpus=bool(self.scheduler.pool.devices.names))
        setup.bars_interval = self._pace.interval
        setup.no_debugging = self.debugging is not None and not self.debugging.allowed
        if self.outliving is not None:
            self.outliving.starting(do, setup, group)
        if do.devices and self.engine.gpus is not None:
            self._bound.begin(do.worker, do.devices, setup)
            return
        setup.devices[:] = do.devices
        self.engine.send(do.worker, worker_pb.ToWorker(setup=setup))

    def _send_batch(self, do: ev.SendBatch) -> None:
        record = self.records[do.job]
        forget = self._forgettable.pop(do.worker, ())
        batch = worker_pb.Batch(id=do.batch, job=do.job, start=do.start, stop=do.stop, forget=forget)
        try:
            fill_batch(batch, record, do.worker, self.blobs.of(record.user))
        except LookupError as error:
            # Nothing that a job holds is ever let go: if it happens, it is our fault, and is told.
            _log.error("batch of job %s can't be sent: %s", record.number, error)
            self._handle_later(ev.JobCancelled(do.job))
            return
        self.engine.send(do.worker, worker_pb.ToWorker(batch=batch))
        if self.debugging is not None and batch.HasField("job_start"):
            self.debugging.worker_changed(do.worker)

    def _interrupt_batch(self, do: ev.InterruptBatch) -> None:
        self.engine.send(do.worker, worker_pb.ToWorker(interrupt=do.batch))
        if self.worker_clients is not None:
            self.worker_clients.interrupted(do.worker)

    def _handle_later(self, event: ev.Event) -> None:
        asyncio.get_running_loop().call_soon(self.handle, event)

    def _fail_item(self, do: ev.FailItem) -> None:
        record = self.records[do.job]
        failure = messages.failure_in(do, record, self.records.get(do.worker), self._deaths.get(do.worker))
        if do.worker in self._deaths:
            record.memory_seen(self._deaths[do.worker].peak_memory)
        record.add_failure(failure)
        session = self.sessions.get(record.session)
        if session is not None:
            session.updates.failure(record.id, failure)

    def _retry_item(self, do: ev.RetryItem) -> None:
        self.records[do.job].reported.pop(do.item, None)

    def _job_changed(self, do: ev.JobChanged) -> None:
        record = self.records[do.job]
        job = self.scheduler.jobs.get(do.job)
        if job is not None:
            record.update(job.counts, len(job.workers))
        session = self.sessions.get(record.session)
        if session is not None:
            session.updates.changed(do.job)
            session.wake()
            if record.spec.watched:
                self.usage.watch()

    def _job_refused(self, do: ev.JobRefused) -> None:
        self.admission.refuse(self.records[do.job], do.message)

    def _job_ended(self, do: ev.JobEnded) -> None:
        record = self.records[do.job]
        record.update(do.counts, do.workers)
        for name in record.dependents if do.state is ItemState.SUCCEEDED else ():
            if name in self.records:
                self.admission.fill_in(self.records[name], record)
        record.end(do.state, do.states)
        if do.state is ItemState.SUCCEEDED:
            self.blobs.store.release_owner(f"input:{do.job}")
        if record.released:
            self.blobs.store.release_owner(f"job:{do.job}", cache=False)
        if record.group is not None and record.group.anonymous:
            self.groups.drop(record.group.id, "its job has ended")
            self._handle_later(ev.GangClosed(record.group.id))
        for worker in record.known_to:
            if self.debugging is not None:
                self.debugging.worker_changed(worker)
            if record.has_objects:
                self.engine.send(worker, worker_pb.ToWorker(forget=do.job))
            else:
                # Told with its next batch: a message of its own would cost more than a small task.
                self._forgettable.setdefault(worker, []).append(do.job)
        record.known_to.clear()
        self.jobs.end(record)
        session = self.sessions.get(record.session)
        if session is not None:
            session.job_finished(record)

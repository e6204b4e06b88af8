"""Jobs from one gateway's life to the next: what the journal says of them, and what is done about it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.engines.base import Death, Engine, EngineEvents, WorkerUse
from farfield_engine.gateway.adoption import resume_jobs
from farfield_engine.gateway.attachment import Port
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.objectjournal import ObjectJournal
from farfield_engine.gateway.session import Session
from farfield_engine.gateway.sessionbook import SessionBook
from farfield_engine.gateway.updates import TEXT_LIMIT
from farfield_engine.objects.store import Store
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

READY = worker_pb.FromWorker(ready=worker_pb.Ready())
S, F, C, L = ItemState.SUCCEEDED, ItemState.FAILED, ItemState.CANCELLED, ItemState.LOST


class Sent(Engine):
    """An engine whose workers are what it was told to send them."""

    name = "sent"

    def __init__(self, cpus: float) -> None:
        self.batches: list[tuple[str, worker_pb.Batch]] = []
        self._cpus = cpus

    async def start(self, events: EngineEvents) -> None:
        self.events = events

    def capacity(self, workers: int) -> ev.Capacity:
        return ev.Capacity(float(workers or self._cpus), 0.0, 1 << 34, 16)

    def start_worker(self, worker: str, order: object = None) -> None:
        asyncio.get_running_loop().call_soon(self.events.worker_frame, worker, READY)

    def send(self, worker: str, frame: worker_pb.ToWorker) -> None:
        if frame.HasField("batch"):
            self.batches.append((worker, frame.batch))

    def kill(self, worker: str) -> None:
        assert self.events is not None
        self.events.worker_died(worker, Death("was killed"))

    def use_of(self, worker: str) -> WorkerUse | None:
        return None

    def open_meeting(self, group: str) -> tuple[str, int]:
        return "127.0.0.1", 5000

    def close_meeting(self, group: str) -> None:
        pass

    async def close(self) -> None:
        for worker in {worker for worker, _ in self.batches}:
            self.kill(worker)


class Told(Port):
    """What a client was told."""

    def __init__(self) -> None:
        self.events: list[pb.Event] = []

    def write(self, frame: pb.GatewayFrame) -> None:
        self.events += frame.events

    def close(self) -> None:
        pass

    def kinds(self, job: str = "j") -> list[str | None]:
        return [event.WhichOneof("event") for event in self.events if event.job == job]


class Life:
    """A gateway between two ends of it, without sockets."""

    def __init__(self, directory: Path, cpus: float) -> None:
        self.book = SessionBook(directory / "sessions")
        stored = self.book.load()
        self.store = Store(directory / "shm", directory / "spill", 1 << 24, 1 << 20)
        blobs = Blobs(self.store)
        self.journal, jobs = Journal.open(directory / "jobs")
        sessions = [session.id for session in stored]
        self.jobs = JobTable(self.journal, jobs, ObjectJournal(directory), blobs, 1 << 24, sessions)
        self.engine = Sent(cpus)
        self.dispatcher = Dispatcher(self.engine, blobs, self.jobs)
        self._stored = stored
        self._attachment = 0

    async def begin(self) -> None:
        await self.engine.start(self.dispatcher)
        if not self._stored:
            self.session = Session(pb.Hello(session="s"), self.dispatcher, "", 600.0)
            self.dispatcher.open_session(self.session, 0)
            self.book.keep(self.session.stored())
        for stored in self._stored:
            self.session = Session.restore(stored, self.dispatcher, 600.0, 0.0)
            self.dispatcher.restore_session(self.session)
        resume_jobs(self.dispatcher, self.book.cpus)
        await settled()

    def attach(self, *jobs: tuple[str, int]) -> Told:
        """The client is here, or comes back to what it had open."""
        told = Told()
        hello = pb.Hello(session="s", next_event=1)
        welcome = pb.Welcome(renewed=self.session.restored)
        for job, seen in jobs:
            hello.open.add(job=job, log_seen=seen)
        if self.session.restored:
            self.session.renew(hello)
        self._attachment = self.session.attachments.attach(hello, welcome, told)
        return told

    async def submit(self, items: int = 1, job: str = "j", **spec: object) -> None:
        told = jobs_pb.JobSpec(id=job, items=items, resources=jobs_pb.Resources(cpus=1.0), **spec)  # type: ignore[arg-type]
        self.dispatcher.admission.submit(self.session, told)
        await settled()

    async def report(self, *items: int, fails: bool = False, job: str = "j") -> None:
        """A worker has done these items, one batch each."""
        for item in items:
            worker, batch = next(
                (w, b) for w, b in reversed(self.engine.batches) if b.job == job and b.start == item
            )
            report = worker_pb.Report(batch=batch.id, job=job, next=batch.stop, ended=True, busy=1.0)
            if fails:
                report.failures.add(item=item, kind=jobs_pb.Failure.KIND_EXCEPTION, message="no")
            else:
                value = objects_pb.Value(pickle=objects_pb.Blob(data=b"%d" % item))
                report.segments.add(start=item, count=batch.stop - item, values=value)
            self.dispatcher.worker_frame(worker, worker_pb.FromWorker(report=report))
            await settled()

    def say(self, text: str, item: int = 0, job: str = "j") -> None:
        worker = self.engine.batches[-1][0]
        output = worker_pb.Output(job=job, item=item, content=text)
        self.dispatcher.worker_frame(worker, worker_pb.FromWorker(output=output))

    def begun(self, job: str = "j") -> list[int]:
        return [item for _, b in self.engine.batches if b.job == job for item in range(b.start, b.stop)]

    def state(self, job: str = "j") -> ItemState | None:
        return self.jobs.records[job].state


async def settled() -> None:
    """Wait until nothing follows any more."""
    for _ in range(20):
        await asyncio.sleep(0)


@contextlib.asynccontextmanager
async def life(directory: Path, cpus: float = 2.0, *, killed: bool = True) -> AsyncIterator[Life]:
    """One life of the gateway; killed: its end is sudden."""
    gateway = Life(directory, cpus)
    try:
        await gateway.begin()
        yield gateway
    finally:
        gateway.session.stop_telling()
        if not killed:
            gateway.dispatcher.end()
            await gateway.engine.close()
        await gateway.jobs.close()
        gateway.store.close()


def run(test: object) -> None:
    asyncio.run(test)  # type: ignore[arg-type]


def test_inputs_that_were_sent_to_the_gateway_before_are_told_to_be_gone(tmp_path: Path) -> None:
    """It ended between the arrival of the input and that of the job."""

    async def test() -> None:
        async with life(tmp_path) as first:
            segment = first.store.allocate(10, first.session.mapper)
        gone = objects_pb.Blob(hash=b"sent before", size=10, segment=f"{tmp_path}/another/1.segment")
        kept = objects_pb.Blob(hash=b"kept before", size=10)
        never = objects_pb.Blob(hash=b"never sent", size=10, segment=segment)
        async with life(tmp_path) as second:
            told = second.attach()
            for number, blob in enumerate((gone, kept, never)):
                await second.submit(job=str(number), values=[objects_pb.Value(pickle=blob)])
            refusals = [event.refused for event in told.events if event.HasField("refused")]
        lost = jobs_pb.Failure.KIND_GATEWAY_DIED
        assert [refused.kind for refused in refusals] == [lost, lost, jobs_pb.Failure.KIND_REFUSED]
        assert "gone with the gateway" in refusals[0].message
        assert "did not arrive" in refusals[2].message

    run(test())


# --- what goes on -------------------------------------------------------------


def test_what_never_began_runs_and_what_had_begun_may_only_with_leave(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(4, retries=1, concurrency=1)
            await first.submit(3, "strict", keep_going=True, concurrency=1)
            assert first.begun() == [0] and first.begun("strict") == [0]
            await first.report(0)
            assert first.begun() == [0, 1]
        async with life(tmp_path) as second:
            assert sorted(second.begun()) == [1] and second.begun("strict") == [1]
            await second.report(1)
            await second.report(1, job="strict")
            await second.report(2)
            await second.report(2, job="strict")
            await second.report(3)
            assert (second.state(), second.state("strict")) == (S, L)
            (failure,) = second.jobs.records["strict"].failures.read()
            assert failure.kind == jobs_pb.Failure.KIND_GATEWAY_DIED and failure.item == 0
            assert "ended while this ran; %jobs retry 2" in failure.message

    run(test())


def test_runs_are_counted_over_all_lives(tmp_path: Path) -> None:
    async def test() -> None:
        for _ in range(2):
            async with life(tmp_path) as gateway:
                if "j" not in gateway.jobs.records:
                    await gateway.submit(retries=1)
                assert gateway.begun() == [0]
        async with life(tmp_path) as third:
            assert not third.begun() and third.state() is L

    run(test())


def test_a_job_of_which_only_the_end_is_missing_comes_back_as_it_ended(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path, cpus=1.0) as first:
            first.jobs.end = lambda record: None  # type: ignore[method-assign]  # killed before this
            for name in ("good", "bad"):
                await first.submit(2, name, keep_going=True)
                await first.report(0, job=name, fails=name == "bad")
                await first.report(1, job=name)
        async with life(tmp_path) as second:
            assert (second.state("good"), second.state("bad")) == (S, F)
            assert not second.engine.batches
        async with life(tmp_path) as third:
            assert (third.state("good"), third.state("bad")) == (S, F), "and stays so"

    run(test())


def test_what_the_gateways_own_end_does_to_workers_is_no_failure(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path, killed=False) as first:
            await first.submit(retries=1)
            await first.submit(1, "other")
        async with life(tmp_path) as second:
            assert second.begun() == [0]
            await second.report(0)
            assert second.state() is S and second.state("other") is L

    run(test())


def test_what_was_stopped_does_not_go_on(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path, cpus=6.0) as first:
            await first.submit(3, retries=5)
            first.dispatcher.cancel("j")
            await first.submit(3, "fails", retries=0)
            await first.report(0, job="fails", fails=True)
        async with life(tmp_path) as second:
            assert not second.engine.batches
            assert (second.state(), second.state("fails")) == (C, F)

    run(test())


def test_only_some_items_that_run_again_are_only_those_later_too(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path, cpus=1.0) as first:
            await first.submit(3, keep_going=True)
            await first.report(0, 1, 2, fails=True)
            request = pb.RetryRequest(job="j", items=[1])
            await first.submit(1, "before")
            first.dispatcher.admission.retry("j", first.session, request)
            await settled()
            assert first.begun().count(1) == 1, "another one has the worker"
        async with life(tmp_path, cpus=1.0) as second:
            assert second.begun() == [1]
            await second.report(1)
            assert second.state() is F and list(second.jobs.records["j"].states) == [F, S, F]
            assert second.jobs.records["j"].attempt == 1

    run(test())


def test_what_waits_for_another_job_still_does(tmp_path: Path) -> None:
    def needs(job: str) -> objects_pb.Value:
        return objects_pb.Value(pending=objects_pb.Pending(job=job, results=True))

    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(1, "a", retries=1)
            await first.submit(1, "b", values=[needs("a")])
            await first.submit(1, "c")
            await first.submit(1, "d", values=[needs("c")])
        async with life(tmp_path) as second:
            assert second.begun("a") == [0] and not second.begun("b")
            assert (second.state("c"), second.state("d")) == (L, F)
            (failure,) = second.jobs.records["d"].failures.read()
            assert (
                failure.kind == jobs_pb.Failure.KIND_DEPENDENCY and "ended while this ran" in failure.message
            )
            await second.report(0, job="a")
            await second.report(0, job="b")
            assert second.state("b") is S
        async with life(tmp_path) as third:
            assert third.state("d") is F

    run(test())


def test_ranks_that_have_begun_are_gone_and_others_start(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(2, "run", gang=jobs_pb.Gang(ranks=2))
            await first.submit(2, "wait", gang=jobs_pb.Gang(ranks=2))
            await first.submit(1, "named", gang=jobs_pb.Gang(ranks=1, group="g"))
            assert first.begun("run") == [0, 1] and not first.begun("wait")
        async with life(tmp_path) as second:
            assert (second.state("run"), second.state("named")) == (L, L)
            assert second.begun("wait") == [0, 1]
            (failure, *_) = second.jobs.records["named"].failures.read()
            assert "with it the ranks" in failure.message

    run(test())


def test_a_job_whose_session_is_not_known_is_lost(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(3, retries=3)
            await first.report(0)
            first.book.remove("s")
        async with life(tmp_path) as second:
            assert second.state() is L and not second.engine.batches
            assert list(second.jobs.records["j"].states) == [S, L, L]

    run(test())


def test_a_result_that_is_gone_is_made_again_where_that_may_be(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(1, retries=1)
            await first.submit(1, "strict")
            for job in ("j", "strict"):
                worker, batch = next((w, b) for w, b in first.engine.batches if b.job == job)
                segment = first.store.allocate(100, worker)
                Path(segment).write_bytes(b"x" * 100)
                blob = objects_pb.Blob(hash=job.encode().ljust(16), size=100, segment=segment)
                report = worker_pb.Report(batch=batch.id, job=job, next=0)
                report.segments.add(start=0, count=1, values=objects_pb.Value(pickle=blob))
                first.jobs.save_objects = lambda *_: None  # type: ignore[method-assign]  # killed before
                first.dispatcher.worker_frame(worker, worker_pb.FromWorker(report=report))
        async with life(tmp_path) as second:
            assert second.begun() == [0] and second.state("strict") is L
            await second.report(0)
            assert [segment.attempt for segment in second.jobs.records["j"].results.read()] == [0, 1]

    run(test())


def test_as_many_cpus_as_a_client_had_asked_for(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path, cpus=1.0) as first:
            first.dispatcher.open_session(first.session, 4)
            first.book.cpus = 4
            told = jobs_pb.JobSpec(id="j", items=1, retries=1, resources=jobs_pb.Resources(cpus=4.0))
            first.dispatcher.admission.submit(first.session, told)
            await settled()
        async with life(tmp_path, cpus=1.0) as second:
            assert second.begun() == [0]

    run(test())


# --- what a client is told ----------------------------------------------------


def test_a_client_that_comes_back_is_told_what_it_has_not_seen(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(2)
            first.say("seen\n")
            first.say("not seen\n")
            await first.report(0)
        async with life(tmp_path) as second:
            told = second.attach(("j", 1))
            await settled()
            assert told.kinds() == ["outputs", "results", "finished"], "the other item is lost: it had begun"
            assert [output.content for output in told.events[0].outputs.outputs] == ["not seen\n"]
            assert told.events[0].outputs.log_position == 2
            assert [event.number for event in told.events] == [1, 2, 3]
            assert told.events[2].finished.summary.log_lines == 2

    run(test())


def test_what_happens_meanwhile_is_told_once_and_in_order(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(1, retries=1)
            for number in range(1000):
                first.say(f"{number}\n")
        async with life(tmp_path) as second:
            told = second.attach(("j", 10))
            for number in range(1000, 1010):
                second.say(f"{number}\n")
                await asyncio.sleep(0)
            await second.report(0)
            await settled()
            lines = "".join(output.content for event in told.events for output in event.outputs.outputs)
            assert lines.split() == [str(number) for number in range(10, 1010)]
            assert told.kinds()[-1] == "finished" and told.kinds().count("finished") == 1

    run(test())


def test_a_flood_that_was_missed_is_cut_and_nothing_is_unaccounted_for(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit()
            for number in range(4):
                first.say("x" * 99 + "\n" if number < 2 else ("x" * 99 + "\n") * 1000)
        async with life(tmp_path) as second:
            told = second.attach(("j", 1))
            await settled()
            texts = [event.outputs for event in told.events if event.HasField("outputs")]
            shown = sum(output.content.count("\n") for text in texts for output in text.outputs)
            assert shown + sum(text.left_out_lines for text in texts) == 2001
            assert shown * 100 < 2 * TEXT_LIMIT
            assert texts[-1].log_position == 4

    run(test())


def test_a_job_that_it_submits_once_more_is_told_from_its_beginning(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(1, "ended")
            await first.report(0, job="ended")
            await first.submit(1, "open", retries=1)
            first.say("hello\n", job="open")
        async with life(tmp_path) as second:
            told = second.attach()
            await settled()
            for job in ("ended", "open"):
                await second.submit(1, job)
            await second.report(0, job="open")
            await settled()
            assert told.kinds("ended") == ["results", "finished"]
            assert [kind for kind in told.kinds("open") if kind != "progress"] == [
                "outputs", "results", "finished",
            ]  # fmt: skip
            assert second.begun("ended") == []

    run(test())


def test_who_leaves_before_all_is_told_is_told_the_rest_later(tmp_path: Path) -> None:
    async def test() -> None:
        async with life(tmp_path) as first:
            await first.submit(1)
            await first.report(0)
        async with life(tmp_path) as second:
            told = second.attach(("j", 0))
            second.session.attachments.leave(second._attachment)
            await settled()
            assert not told.events
            again = second.attach(("j", 0))
            await settled()
            assert again.kinds() == ["results", "finished"] and again.events[0].number == 1

    run(test())

"""Workers that stand still for a debugger: no time limit runs meanwhile, and each runs again afterwards."""

from __future__ import annotations

from typing import TypeVar

from farfield_engine.core import events as ev
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.core.stopping import GANG_KILL_GRACE, KILL_GRACE

T = TypeVar("T")
LIMIT = 10.0


class Cluster:
    """A scheduler with its clock, and what it has said last."""

    def __init__(self) -> None:
        self.scheduler = Scheduler(ev.Capacity(4.0, 0.0, 1000, 16))
        self.now = 100.0
        self.said: list[ev.Instruction] = []
        self.do(ev.ContextOpened("s"))
        self.ready()

    def do(self, event: ev.Event, after: float = 0.0) -> list[ev.Instruction]:
        self.now += after
        self.said = self.scheduler.handle(event, self.now)
        return self.said

    def ready(self) -> None:
        said = list(self.said)
        for start in said:
            if isinstance(start, ev.StartWorker):
                said += self.do(ev.WorkerReady(start.worker))
        self.said = said

    def got(self, kind: type[T]) -> list[T]:
        return [do for do in self.said if isinstance(do, kind)]

    def group(self, ranks: int) -> list[str]:
        self.do(ev.GangOpened(ev.GangPlan("g", "s", ranks)))
        workers = [do.worker for do in self.got(ev.StartWorker)]
        self.ready()
        return workers

    def submit(self, job: str, items: int = 1, gang: str = "") -> list[ev.SendBatch]:
        self.do(ev.JobSubmitted(ev.JobPlan(job, "s", items, timeout=LIMIT, gang=gang)))
        self.ready()
        return self.got(ev.SendBatch)

    def end(self, sent: ev.SendBatch, *failed: ev.ItemFailed) -> None:
        self.do(ev.BatchReported(sent.worker, sent.batch, sent.stop, failed, ended=True))

    def pause(self, worker: str, after: float = 0.0) -> None:
        self.do(ev.WorkerPaused(worker, True), after)

    def resume(self, worker: str, after: float = 0.0) -> None:
        self.do(ev.WorkerPaused(worker, False), after)

    def interrupted(self, after: float = 0.0) -> set[str]:
        """Who is interrupted after so long."""
        self.do(ev.Tick(), after)
        return {do.worker for do in self.got(ev.InterruptBatch)}


def test_no_time_runs_while_a_worker_stands_still_and_the_rest_of_it_afterwards() -> None:
    cluster = Cluster()
    (sent,) = cluster.submit("j")
    assert not cluster.interrupted(LIMIT * 0.6)
    cluster.pause(sent.worker)
    assert not cluster.interrupted(LIMIT * 100)
    cluster.resume(sent.worker)
    assert not cluster.interrupted(LIMIT * 0.3)
    assert cluster.interrupted(LIMIT * 0.2) == {sent.worker}


def test_pauses_add_up() -> None:
    cluster = Cluster()
    (sent,) = cluster.submit("j")
    for _ in range(3):
        cluster.pause(sent.worker, LIMIT * 0.3)
        cluster.resume(sent.worker, LIMIT * 5)
    assert not cluster.interrupted()
    assert cluster.interrupted(LIMIT * 0.2) == {sent.worker}


def test_it_may_be_told_twice() -> None:
    cluster = Cluster()
    (sent,) = cluster.submit("j")
    cluster.pause(sent.worker)
    cluster.pause(sent.worker, LIMIT * 5)
    cluster.resume(sent.worker, LIMIT * 5)
    cluster.resume(sent.worker)
    assert not cluster.interrupted(LIMIT * 0.9)
    assert cluster.interrupted(LIMIT * 0.2) == {sent.worker}


def test_other_workers_of_a_job_have_their_time() -> None:
    cluster = Cluster()
    first, second = cluster.submit("j", 2)
    cluster.pause(first.worker)
    assert cluster.interrupted(LIMIT * 1.1) == {second.worker}


def test_a_group_stands_still_with_each_of_its_ranks() -> None:
    cluster = Cluster()
    workers = cluster.group(3)
    assert len(cluster.submit("j", 3, "g")) == 3
    cluster.pause(workers[1], LIMIT * 0.5)
    assert not cluster.interrupted(LIMIT * 3)
    cluster.pause(workers[2])
    cluster.resume(workers[1], LIMIT * 3)
    assert not cluster.interrupted(LIMIT * 3), "one rank still stands"
    cluster.resume(workers[2])
    assert not cluster.interrupted(LIMIT * 0.4)
    assert cluster.interrupted(LIMIT * 0.2) == set(workers)


def test_who_stops_a_job_does_not_wait_for_the_debugger() -> None:
    cluster = Cluster()
    (sent,) = cluster.submit("j")
    cluster.pause(sent.worker)
    cluster.do(ev.JobCancelled("j"))
    assert cluster.got(ev.InterruptBatch)
    cluster.do(ev.Tick(), KILL_GRACE + 1)
    assert cluster.got(ev.KillWorker) == [ev.KillWorker(sent.worker)]


def test_a_rank_that_dies_while_another_stands_still_ends_the_job() -> None:
    cluster = Cluster()
    workers = cluster.group(2)
    cluster.submit("j", 2, "g")
    cluster.pause(workers[0])
    cluster.do(ev.WorkerDied(workers[1]))
    assert [do.worker for do in cluster.got(ev.InterruptBatch)] == [workers[0]]
    cluster.do(ev.Tick(), GANG_KILL_GRACE + 1)
    cluster.do(ev.WorkerDied(workers[0]))
    assert cluster.got(ev.JobEnded)[0].state is ItemState.FAILED


def test_what_is_told_of_workers_without_work_or_unknown_ones_is_nothing() -> None:
    cluster = Cluster()
    cluster.pause("w99")
    cluster.resume("w99")
    (sent,) = cluster.submit("j")
    cluster.end(sent)
    cluster.pause(sent.worker)
    cluster.resume(sent.worker)
    (sent,) = cluster.submit("k")
    assert cluster.interrupted(LIMIT * 1.1) == {sent.worker}


def test_a_limit_runs_again_when_the_batch_has_ended_before_it_was_told_that_it_goes_on() -> None:
    """Main thread and link thread race: the end of the batch may be told before `resumed` is."""
    cluster = Cluster()
    (first,) = cluster.submit("j")
    cluster.pause(first.worker)
    cluster.end(first)
    cluster.resume(first.worker, 1.0)
    (second,) = cluster.submit("k")
    assert second.worker == first.worker
    assert cluster.interrupted(LIMIT * 1.1) == {second.worker}


def test_a_limit_runs_in_the_next_job_though_the_last_one_ended_in_a_pause() -> None:
    """As above, where the gateway drops the late `resumed`: the pause belonged to the other job's record."""
    cluster = Cluster()
    (first,) = cluster.submit("j")
    cluster.pause(first.worker)
    cluster.end(first, ev.ItemFailed(0, FailureKind.EXCEPTION))
    (second,) = cluster.submit("k")
    assert second.worker == first.worker
    assert cluster.interrupted(LIMIT * 1.1) == {second.worker}


def test_a_rank_that_ended_while_another_stood_still_has_its_limit_in_the_next_job() -> None:
    cluster = Cluster()
    workers = cluster.group(2)
    first, second = cluster.submit("j", 2, "g")
    cluster.pause(workers[1])
    cluster.end(first)
    cluster.resume(workers[1], LIMIT * 3)
    cluster.end(second)
    assert len(cluster.submit("k", 2, "g")) == 2
    assert cluster.interrupted(LIMIT * 1.1) == set(workers)

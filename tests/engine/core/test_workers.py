"""What the scheduler decides about workers: their start, their death, whose they are, their end."""

from __future__ import annotations

from typing import Any

import pytest

from farfield_engine.core import events as ev
from farfield_engine.core.deaths import FALSE_STARTS
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.pool import IDLE_SECONDS, START_TRIES
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.core.worker import WorkerState


class Cluster:
    """A scheduler that lists what it wants done."""

    def __init__(self, cpus: float = 2, max_workers: int = 8) -> None:
        self.scheduler = Scheduler(ev.Capacity(cpus, 0.0, 1000, max_workers))
        self.pool = self.scheduler.pool
        self.now = 100.0
        self.out: list[ev.Instruction] = []

    def do(self, event: ev.Event, after: float = 0.0) -> list[ev.Instruction]:
        self.now += after
        self.out = self.scheduler.handle(event, self.now)
        return self.out

    def open(self, *contexts: str) -> None:
        """Open sessions, each with its first worker ready."""
        for context in contexts:
            self.do(ev.ContextOpened(context))
            self.ready()

    def ready(self) -> None:
        for worker in self.started():
            self.do(ev.WorkerReady(worker))

    def submit(self, name: str = "j", items: int = 1, context: str = "c", **plan: Any) -> list[ev.SendBatch]:
        self.do(ev.JobSubmitted(ev.JobPlan(name, context, items, **plan)))
        return self.sent()

    def end(self, batch: ev.SendBatch) -> None:
        self.do(ev.BatchReported(batch.worker, batch.batch, batch.stop, ended=True, busy=1.0))

    def sent(self) -> list[ev.SendBatch]:
        return [do for do in self.out if isinstance(do, ev.SendBatch)]

    def started(self) -> list[str]:
        return [do.worker for do in self.out if isinstance(do, ev.StartWorker)]

    def retired(self) -> list[str]:
        return [do.worker for do in self.out if isinstance(do, ev.RetireWorker)]

    def failed(self) -> list[tuple[int, FailureKind]]:
        return [(do.item, do.kind) for do in self.out if isinstance(do, ev.FailItem)]

    def states(self, job: str = "j") -> list[ItemState]:
        return [ItemState(state) for state in self.scheduler.jobs[job].states]


def opened(cpus: float = 2, max_workers: int = 8) -> Cluster:
    cluster = Cluster(cpus, max_workers)
    cluster.open("c")
    return cluster


def with_long_batch(**plan: Any) -> tuple[Cluster, ev.SendBatch]:
    """A cluster of one CPU whose worker runs a batch of 20 items, and has another."""
    cluster = opened(cpus=1)
    (first,) = cluster.submit(items=60, **plan)
    cluster.do(ev.BatchReported(first.worker, first.batch, 1, ended=True, busy=0.001))
    batch, _ = cluster.sent()
    assert (batch.start, batch.stop) == (1, 31)
    return cluster, batch


# --- death ------------------------------------------------------------------


def test_the_item_that_ran_when_its_worker_died_has_failed() -> None:
    cluster = opened()
    (batch,) = cluster.submit()
    cluster.do(ev.WorkerDied(batch.worker, (batch.batch, 0)))
    assert cluster.failed() == [(0, FailureKind.WORKER_DIED)]
    assert cluster.out[-1] == ev.JobEnded("j", ItemState.FAILED, (0, 0, 0, 1, 0, 0), 1)
    assert cluster.pool.cpus_in_use == 0


def test_items_whose_results_died_with_the_worker_are_lost_and_the_cause_is_told_first() -> None:
    cluster, batch = with_long_batch()
    cluster.do(ev.BatchReported(batch.worker, batch.batch, 3))
    cluster.do(ev.WorkerDied(batch.worker, (batch.batch, 5)))
    assert cluster.failed() == [
        (5, FailureKind.WORKER_DIED),
        (3, FailureKind.SKIPPED),
        (4, FailureKind.SKIPPED),
    ]
    (end,) = (do for do in cluster.out if isinstance(do, ev.JobEnded))
    assert end.counts == (0, 0, 3, 1, 54, 2)


def test_with_retries_a_dead_workers_items_run_again() -> None:
    cluster, batch = with_long_batch(retries=1)
    cluster.do(ev.WorkerDied(batch.worker, (batch.batch, 3)))
    assert {do.item for do in cluster.out if isinstance(do, ev.RetryItem)} == {1, 2, 3}
    assert cluster.states()[1:] == [ItemState.QUEUED] * 59
    assert cluster.started(), "it is replaced"


def test_what_had_not_begun_goes_to_another_worker() -> None:
    cluster, batch = with_long_batch(keep_going=True)
    cluster.do(ev.WorkerDied(batch.worker, (batch.batch, 1)))
    assert cluster.states()[1] is ItemState.FAILED
    assert cluster.states()[2:] == [ItemState.QUEUED] * 58


def test_where_nobody_knows_what_ran_the_batch_counts_as_begun_and_the_next_one_does_not() -> None:
    cluster, batch = with_long_batch(keep_going=True)
    cluster.do(ev.WorkerDied(batch.worker, None))
    assert cluster.states()[1:31] == [ItemState.LOST] * 29 + [ItemState.FAILED]
    assert cluster.states()[31:] == [ItemState.QUEUED] * 29


def test_a_batch_that_kills_workers_before_its_first_item_is_not_tried_for_ever() -> None:
    cluster = opened(cpus=1)
    sent = cluster.submit(items=2, keep_going=True)
    for tries in range(1, FALSE_STARTS + 1):
        (batch,) = sent
        assert (batch.start, batch.stop) == (0, 1)
        cluster.do(ev.WorkerDied(batch.worker, (0, 0)))
        assert cluster.failed() == ([(0, FailureKind.WORKER_DIED)] if tries == FALSE_STARTS else [])
        cluster.ready()
        sent = cluster.sent()
    assert sent[0].start == 1
    cluster.do(ev.WorkerDied(sent[0].worker, (0, 0)))
    assert cluster.failed() == [(1, FailureKind.WORKER_DIED)], "it was the job's fourth: nothing has run yet"


def test_unknown_workers_and_old_reports_change_nothing() -> None:
    cluster = opened()
    (batch,) = cluster.submit()
    cluster.end(batch)
    for event in (
        ev.WorkerDied("nobody"),
        ev.WorkerReady("nobody"),
        ev.WorkerReady(batch.worker),
        ev.BatchReported(batch.worker, batch.batch, 1, ended=True),
        ev.BatchReturned(batch.worker, batch.batch, 0),
        ev.JobCancelled("j"),
    ):
        assert cluster.do(event) == []


# --- start ------------------------------------------------------------------


def test_workers_that_never_start_fail_what_waits_for_them() -> None:
    cluster = Cluster(cpus=1)
    cluster.do(ev.ContextOpened("c"))
    (worker,) = cluster.started()
    cluster.submit("a", items=3, retries=5)
    cluster.submit("b", items=2, keep_going=True)
    for _ in range(START_TRIES - 1):
        cluster.do(ev.WorkerDied(worker, (0, 0)))
        (worker,) = cluster.started()
        assert not cluster.failed()
    cluster.do(ev.WorkerDied(worker, (0, 0)))
    assert cluster.out == [
        ev.FailItem("a", 0, FailureKind.WORKER_DIED, worker, started=False),
        ev.FailItem("b", 0, FailureKind.WORKER_DIED, worker, started=False),
        ev.JobEnded("a", ItemState.FAILED, (0, 0, 0, 1, 2, 0), 0),
        ev.JobEnded("b", ItemState.FAILED, (0, 0, 0, 1, 1, 0), 0),
    ]
    cluster.submit("d")
    assert cluster.started(), "the next job tries again"


def test_workers_that_die_with_the_process_that_starts_them_count_as_no_failed_starts() -> None:
    cluster = Cluster(cpus=4)
    cluster.do(ev.ContextOpened("c"))
    cluster.submit(items=4)
    for _ in range(2 * START_TRIES):
        starting = [w.id for w in cluster.pool.workers.values() if w.state is WorkerState.STARTING]
        assert starting
        for worker in starting:
            cluster.do(ev.WorkerDied(worker, blameless=True))
    assert not cluster.failed()


def test_a_worker_that_becomes_ready_ends_the_row_of_deaths() -> None:
    cluster = Cluster(cpus=1)
    cluster.do(ev.ContextOpened("c"))
    (worker,) = cluster.started()
    cluster.submit(items=50, retries=50)
    for _ in range(4 * START_TRIES):
        for _ in range(START_TRIES - 1):
            cluster.do(ev.WorkerDied(worker))
            (worker,) = cluster.started()
        (batch,) = cluster.do(ev.WorkerReady(worker))[:1]
        assert isinstance(batch, ev.SendBatch)
        cluster.do(ev.WorkerDied(worker, (batch.batch, batch.start)))
        (worker,) = cluster.started()
    assert not cluster.failed()


def test_where_one_worker_lives_it_does_the_work_and_no_more_are_started() -> None:
    cluster = opened(cpus=3)
    (batch,) = cluster.submit(items=4)
    deaths = 0
    while starting := [w.id for w in cluster.pool.workers.values() if w.state is WorkerState.STARTING]:
        cluster.do(ev.WorkerDied(starting[0]))
        deaths += 1
    assert START_TRIES <= deaths <= START_TRIES + 1
    for _ in range(4):
        cluster.end(batch)
        if cluster.sent():
            (batch,) = cluster.sent()
    assert not cluster.scheduler.jobs
    cluster.submit("b", items=4)
    assert cluster.started(), "the next job tries again"


def test_one_sessions_failed_starts_are_not_anothers() -> None:
    cluster = opened(cpus=4)
    cluster.do(ev.ContextOpened("other"))
    (worker,) = cluster.started()
    cluster.submit("a", items=1)
    cluster.submit("b", items=1, context="other")
    for _ in range(START_TRIES - 1):
        cluster.do(ev.WorkerDied(worker))
        (worker,) = cluster.started()
    cluster.do(ev.WorkerDied(worker))
    assert set(cluster.scheduler.jobs) == {"a"}


# --- sessions ---------------------------------------------------------------


def test_a_worker_never_runs_a_job_of_another_session() -> None:
    cluster = opened()
    cluster.open("d")
    (first,) = cluster.submit("a", context="d")
    (second,) = cluster.submit("b", context="c")
    contexts = {worker.id: worker.context for worker in cluster.pool.workers.values()}
    assert (contexts[first.worker], contexts[second.worker]) == ("d", "c")


def test_an_idle_worker_of_another_session_makes_room() -> None:
    cluster = Cluster(max_workers=2)
    cluster.open("a", "b")
    cluster.do(ev.ContextOpened("c"))
    assert cluster.retired() == ["w1"], "the one that has idled longest"
    assert cluster.started() == ["w3"]


def test_busy_workers_are_not_taken_from_other_sessions() -> None:
    cluster = Cluster(max_workers=1)
    cluster.open("a")
    (batch,) = cluster.submit("a1", context="a", cpus=0.5)
    cluster.do(ev.ContextOpened("c"))
    assert cluster.out == []
    cluster.submit("c1", cpus=0.5)
    assert cluster.sent() == []
    cluster.end(batch)
    assert cluster.retired() == [batch.worker], "it has nothing to do, and another session waits"
    cluster.ready()
    assert [send.job for send in cluster.sent()] == ["c1"]


def test_a_closed_session_cancels_its_jobs_and_retires_its_workers() -> None:
    cluster = opened(cpus=2)
    cluster.open("d")
    (batch,) = cluster.submit(items=5)
    (starting,) = cluster.started()
    cluster.do(ev.ContextClosed("c"))
    assert ev.InterruptBatch(batch.worker, batch.batch) in cluster.out
    assert not cluster.retired(), "one is busy, one starts"
    cluster.do(ev.WorkerReady(starting))
    assert cluster.retired() == [starting]
    cluster.do(
        ev.BatchReported(batch.worker, batch.batch, 1, (ev.ItemFailed(0, FailureKind.INTERRUPTED),), True)
    )
    assert cluster.retired() == [batch.worker]
    assert cluster.out[-1] == ev.JobEnded("j", ItemState.CANCELLED, (0, 0, 0, 0, 5, 0), 1)


# --- idle -------------------------------------------------------------------


def test_idle_workers_beyond_the_usual_number_are_retired_longest_idle_first() -> None:
    cluster = Cluster(cpus=2)
    cluster.open("a", "b", "c", "d")
    (batch,) = cluster.submit(context="c")
    cluster.end(batch)
    cluster.do(ev.Tick(), after=IDLE_SECONDS)
    assert not cluster.retired()
    cluster.do(ev.Tick(), after=0.1)
    assert cluster.retired() == ["w1", "w2"]
    cluster.do(ev.Tick(), after=0.1)
    assert not cluster.retired(), "those that leave are not counted again"


@pytest.mark.parametrize("idle_first", [True, False])
def test_the_worker_that_worked_last_is_used_first(idle_first: bool) -> None:
    cluster = opened(cpus=2)
    cluster.submit(items=2)
    cluster.ready()
    workers = list(cluster.pool.workers.values())
    for worker in workers if idle_first else reversed(workers):
        held = worker.batches[0]
        cluster.do(ev.BatchReported(worker.id, held.batch, held.stop, ended=True), after=1)
    (next_batch,) = cluster.submit("k")
    assert next_batch.worker == ("w2" if idle_first else "w1")

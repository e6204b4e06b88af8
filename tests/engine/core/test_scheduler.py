"""What the scheduler decides about jobs and their items, rule by rule."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest

from farfield_engine.core import events as ev
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.scheduler import RECALL_AGE, Scheduler
from farfield_engine.core.stopping import KILL_GRACE

I = TypeVar("I")  # noqa: E741  # an instruction


class Cluster:
    """A scheduler with an open session, and the instructions that it gave last."""

    def __init__(self, cpus: float = 2, memory: int = 1000, max_workers: int = 8) -> None:
        self.scheduler = Scheduler(ev.Capacity(cpus, 0.0, memory, max_workers))
        self.now = 100.0
        self.out: list[ev.Instruction] = []
        self.do(ev.ContextOpened("c"))
        self.ready()

    def do(self, event: ev.Event, after: float = 0.0) -> list[ev.Instruction]:
        self.now += after
        self.out = self.scheduler.handle(event, self.now)
        return self.out

    def of(self, kind: type[I]) -> list[I]:
        return [instruction for instruction in self.out if isinstance(instruction, kind)]

    def ready(self) -> None:
        """Let all workers that were asked for start; `out` has all that follows."""
        out = list(self.out)
        for start in out:
            if isinstance(start, ev.StartWorker):
                out += self.do(ev.WorkerReady(start.worker))
        self.out = out

    def submit(self, name: str = "j", items: int = 1, context: str = "c", **plan: Any) -> list[ev.SendBatch]:
        """Submit a job and let the workers start that it asks for; the batches that are sent."""
        self.do(ev.JobSubmitted(ev.JobPlan(name, context, items, **plan)))
        self.ready()
        return self.of(ev.SendBatch)

    def report(
        self,
        batch: ev.SendBatch,
        upto: int | None = None,
        *failed: tuple[int, FailureKind],
        busy: float = 1.0,
    ) -> None:
        """Report items before `upto` as settled; None: the whole batch, and that it has ended."""
        failures = tuple(ev.ItemFailed(item, kind) for item, kind in failed)
        ended = upto is None
        self.do(ev.BatchReported(batch.worker, batch.batch, upto or batch.stop, failures, ended, busy))

    def states(self, job: str = "j") -> list[ItemState]:
        return [ItemState(state) for state in self.scheduler.jobs[job].states]

    def ended(self) -> ev.JobEnded:
        (end,) = self.of(ev.JobEnded)
        return end


def counts(**states: int) -> tuple[int, ...]:
    return tuple(states.get(state.name.lower(), 0) for state in ItemState)


def test_a_job_runs_from_its_submission_to_its_end() -> None:
    cluster = Cluster()
    first, second = cluster.submit(items=2)
    assert {first.worker, second.worker} == {"w1", "w2"}
    assert cluster.states() == [ItemState.RUNNING] * 2
    assert ev.JobChanged("j") in cluster.out, "clients are told that it runs, before anything is reported"
    cluster.report(first)
    assert cluster.states() == [ItemState.SUCCEEDED, ItemState.RUNNING]
    cluster.report(second)
    assert cluster.out == [ev.JobEnded("j", ItemState.SUCCEEDED, counts(succeeded=2), 2)]


def test_a_job_without_items_ends_at_once() -> None:
    cluster = Cluster()
    cluster.submit(items=0)
    assert cluster.out == [ev.JobEnded("j", ItemState.SUCCEEDED, counts(), 0)]


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ({"cpus": 3}, "--cpus 3 can never be met: the cluster has 2 CPUs"),
        ({"gpus": 1}, "--gpus 1 can never be met: the cluster has no GPUs"),
        ({"memory": 1001}, "--memory"),
        ({"cpus": float("nan")}, "finite"),
        ({"timeout": -1}, "not negative"),
        ({"context": "nobody"}, "attach again"),
    ],
)
def test_what_can_never_run_is_refused_at_once(request_: dict[str, Any], why: str) -> None:
    cluster = Cluster()
    cluster.submit(**request_)
    (refusal,) = cluster.out
    assert isinstance(refusal, ev.JobRefused)
    assert why in refusal.message
    assert not cluster.scheduler.jobs


def test_cpus_are_not_overcommitted() -> None:
    cluster = Cluster(cpus=2)
    (first,) = cluster.submit("a", items=3, cpus=1.5)
    assert not cluster.submit("b", items=1, cpus=1)
    (half,) = cluster.submit("d", items=1, cpus=0.5)
    assert cluster.scheduler.pool.cpus_in_use == 2
    cluster.report(half)
    cluster.report(first)
    assert cluster.scheduler.pool.cpus_in_use <= 2
    assert {send.job for send in cluster.of(ev.SendBatch)} == {"b"}, "it has fewer workers, and came first"


def test_memory_is_not_overcommitted() -> None:
    cluster = Cluster(cpus=8, memory=1000)
    assert len(cluster.submit(items=5, memory=400)) == 2


def test_concurrency_bounds_the_workers_of_a_job() -> None:
    cluster = Cluster(cpus=8)
    first, second = cluster.submit(items=5, concurrency=2)
    cluster.do(ev.Tick(), after=1)
    assert not cluster.of(ev.StartWorker) and not cluster.of(ev.SendBatch)
    cluster.report(first)
    assert len(cluster.of(ev.SendBatch)) == 1
    cluster.report(second)
    assert cluster.scheduler.jobs["j"].most_workers == 2


def test_workers_start_in_parallel_for_the_items_of_one_job_and_of_many() -> None:
    cluster = Cluster(cpus=4)
    cluster.do(ev.JobSubmitted(ev.JobPlan("j", "c", 100)))
    assert len(cluster.of(ev.StartWorker)) == 3, "one worker was there already"
    cluster = Cluster(cpus=4)
    started = 0
    for number in range(10):
        cluster.do(ev.JobSubmitted(ev.JobPlan(f"j{number}", "c", 1)))
        started += len(cluster.of(ev.StartWorker))
    assert started == 3


def test_batches_grow_with_what_is_measured() -> None:
    cluster = Cluster(cpus=1)
    sent = cluster.submit(items=100_000)
    sizes = []
    while sent:
        batch = sent.pop(0)
        sizes.append(batch.stop - batch.start)
        cluster.report(batch, busy=1e-6 * sizes[-1])
        sent += cluster.of(ev.SendBatch)
    assert sizes[:3] == [1, 32, 32], "the third is sent before the second has been measured"
    assert max(sizes) > 10_000
    assert cluster.ended().counts == counts(succeeded=100_000)


def test_short_items_are_sent_ahead_and_long_ones_are_not() -> None:
    for busy, ahead in ((0.001, True), (1.0, False)):
        cluster = Cluster(cpus=1)
        (first,) = cluster.submit(items=1000)
        cluster.report(first, busy=busy)
        assert (len(cluster.of(ev.SendBatch)) == 2) is ahead


def test_nothing_is_sent_ahead_while_a_job_waits_for_its_first_worker() -> None:
    cluster = Cluster(cpus=1)
    (first,) = cluster.submit("a", items=1000)
    cluster.submit("b")
    cluster.report(first, busy=0.001)
    (next_batch,) = cluster.of(ev.SendBatch)
    assert next_batch.job == "b"


def test_the_job_with_the_fewest_workers_is_served_first() -> None:
    cluster = Cluster(cpus=3)
    first, second, third = cluster.submit("a", items=10)
    cluster.submit("b", items=10)
    cluster.report(first)
    assert [send.job for send in cluster.of(ev.SendBatch)] == ["b"]
    cluster.report(second)
    assert [send.job for send in cluster.of(ev.SendBatch)] == ["b"], "one worker each, and it had one first"


def test_jobs_that_share_one_worker_take_turns() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit("a", items=3)
    cluster.submit("b", items=3)
    order = ["a"]
    while cluster.scheduler.jobs:
        cluster.report(batch)
        if cluster.of(ev.SendBatch):
            (batch,) = cluster.of(ev.SendBatch)
            order.append(batch.job)
    assert order == ["a", "b", "a", "b", "a", "b"]


def test_more_jobs_than_workers_are_all_served() -> None:
    cluster = Cluster(cpus=2)
    batches = [send for number in range(1000) for send in cluster.submit(f"j{number}")]
    ended = []
    while batches:
        cluster.report(batches.pop(0))
        ended += [end.job for end in cluster.of(ev.JobEnded)]
        batches += cluster.of(ev.SendBatch)
    assert ended == [f"j{number}" for number in range(1000)]


def long_batch(cluster: Cluster, items: int = 34, **plan: Any) -> ev.SendBatch:
    """A batch of many items of a job whose first item was short, on the only worker."""
    (first,) = cluster.submit(items=items, concurrency=1, **plan)
    cluster.report(first, busy=0.001)
    batch, *_ = cluster.of(ev.SendBatch)
    assert batch.stop - batch.start > 10
    return batch


def test_a_long_batch_is_shared_when_others_have_nothing_to_do() -> None:
    cluster = Cluster(cpus=2)
    sent = cluster.submit(items=100)
    slow: ev.SendBatch | None = None
    while sent:
        batch = sent.pop(0)
        if slow is None and batch.stop - batch.start > 10:
            slow = batch
        elif slow is None or batch.worker != slow.worker:
            cluster.report(batch, busy=0.001 * (batch.stop - batch.start))
            sent += cluster.of(ev.SendBatch)
    assert slow is not None
    cluster.do(ev.Tick(), after=RECALL_AGE / 2)
    assert not cluster.of(ev.RecallBatch), "it is not old enough"
    cluster.do(ev.Tick(), after=RECALL_AGE)
    assert ev.RecallBatch(slow.worker, slow.batch) in cluster.out
    cluster.do(ev.Tick(), after=RECALL_AGE)
    assert not cluster.of(ev.RecallBatch), "it is asked once"
    cluster.do(ev.BatchReturned(slow.worker, slow.batch, slow.start + 1))
    given = cluster.of(ev.SendBatch)[0]
    assert (given.worker != slow.worker, given.start) == (True, slow.start + 1)


def test_a_long_batch_is_recalled_for_a_job_that_has_no_worker() -> None:
    cluster = Cluster(cpus=1)
    batch = long_batch(cluster)
    cluster.submit("b")
    cluster.do(ev.Tick(), after=2 * RECALL_AGE)
    assert ev.RecallBatch(batch.worker, batch.batch) in cluster.out
    cluster.do(ev.BatchReturned(batch.worker, batch.batch, batch.start + 1))
    for held in list(cluster.scheduler.pool.workers[batch.worker].batches)[1:]:
        cluster.do(ev.BatchReturned(batch.worker, held.batch, held.start))
        cluster.do(ev.BatchReported(batch.worker, held.batch, held.start, ended=True))
    cluster.do(ev.BatchReported(batch.worker, batch.batch, batch.start + 1, ended=True, busy=1.0))
    assert [send.job for send in cluster.of(ev.SendBatch)] == ["b"]


def test_a_failed_item_stops_the_job() -> None:
    cluster = Cluster()
    first, second = cluster.submit(items=5)
    cluster.report(first, None, (0, FailureKind.EXCEPTION))
    assert ev.FailItem("j", 0, FailureKind.EXCEPTION, first.worker) in cluster.out
    assert cluster.of(ev.InterruptBatch) == [ev.InterruptBatch(second.worker, second.batch)]
    assert cluster.states()[2:] == [ItemState.CANCELLED] * 3
    cluster.report(second, None, (1, FailureKind.INTERRUPTED))
    assert cluster.ended().state is ItemState.FAILED
    assert cluster.ended().counts == counts(failed=1, cancelled=4)


def test_with_keep_going_a_failed_item_stops_nothing() -> None:
    cluster = Cluster(cpus=1)
    (first,) = cluster.submit(items=2, keep_going=True)
    cluster.report(first, None, (0, FailureKind.EXCEPTION))
    (second,) = cluster.of(ev.SendBatch)
    cluster.report(second)
    assert cluster.ended().counts == counts(succeeded=1, failed=1)


def test_a_failed_item_runs_again_as_often_as_was_allowed() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit(items=1, retries=2)
    for _ in range(2):
        cluster.report(batch, None, (0, FailureKind.EXCEPTION))
        assert cluster.of(ev.RetryItem) == [ev.RetryItem("j", 0)]
        (batch,) = cluster.of(ev.SendBatch)
    cluster.report(batch, None, (0, FailureKind.EXCEPTION))
    assert ev.FailItem("j", 0, FailureKind.EXCEPTION, batch.worker) in cluster.out
    assert cluster.ended().counts == counts(failed=1)


def test_a_failure_that_is_told_twice_counts_once() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit(items=1, retries=5)
    cluster.report(batch, None, (0, FailureKind.EXCEPTION), (0, FailureKind.RESULT))
    assert len(cluster.of(ev.RetryItem)) == len(cluster.of(ev.SendBatch)) == 1
    cluster.scheduler.jobs["j"].check()


def test_cancel_stops_what_waits_and_interrupts_what_runs() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit(items=3)
    cluster.do(ev.JobCancelled("j"))
    assert ev.InterruptBatch(batch.worker, batch.batch) in cluster.out
    assert not cluster.of(ev.JobEnded), "what runs is waited for"
    cluster.do(ev.JobCancelled("j"))
    assert not cluster.of(ev.InterruptBatch)
    cluster.report(batch, None, (0, FailureKind.INTERRUPTED))
    assert cluster.ended() == ev.JobEnded("j", ItemState.CANCELLED, counts(cancelled=3), 1)


def test_what_was_done_before_a_cancel_stays_done() -> None:
    cluster = Cluster(cpus=1)
    batch = long_batch(cluster)
    cluster.report(batch, batch.start + 3)
    cluster.do(ev.JobCancelled("j"))
    recalled = cluster.of(ev.RecallBatch)
    for recall in recalled:
        cluster.do(ev.BatchReturned(recall.worker, recall.batch, 0))
    stopped = (ev.ItemFailed(batch.start + 3, FailureKind.INTERRUPTED),)
    cluster.do(ev.BatchReported(batch.worker, batch.batch, batch.start + 4, stopped, ended=True))
    for recall in recalled:
        assert ev.InterruptBatch(recall.worker, recall.batch) in cluster.out, "it is the current one now"
        cluster.do(ev.BatchReported(recall.worker, recall.batch, 0, ended=True))
    assert cluster.ended().counts == counts(succeeded=4, cancelled=30)


def test_a_worker_that_ignores_the_interrupt_is_killed_after_the_grace() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit()
    cluster.do(ev.JobCancelled("j"))
    cluster.do(ev.Tick(), after=KILL_GRACE - 0.01)
    assert not cluster.of(ev.KillWorker)
    cluster.do(ev.Tick(), after=0.02)
    assert cluster.of(ev.KillWorker) == [ev.KillWorker(batch.worker)]
    cluster.do(ev.Tick(), after=KILL_GRACE)
    assert not cluster.of(ev.KillWorker)
    cluster.do(ev.WorkerDied(batch.worker, (batch.batch, 0)))
    assert ev.FailItem("j", 0, FailureKind.INTERRUPTED, batch.worker) in cluster.out
    assert cluster.ended().counts == counts(cancelled=1)


@pytest.mark.parametrize("running", [None, (0, 0)])
def test_an_item_over_its_time_is_interrupted_killed_and_failed(running: tuple[int, int] | None) -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit(items=2, timeout=5.0, keep_going=True)
    cluster.do(ev.Tick(), after=4.9)
    assert not cluster.of(ev.InterruptBatch)
    cluster.do(ev.Tick(), after=0.2)
    assert cluster.of(ev.InterruptBatch) == [ev.InterruptBatch(batch.worker, batch.batch)]
    cluster.do(ev.Tick(), after=KILL_GRACE)
    assert cluster.of(ev.KillWorker)
    cluster.do(ev.WorkerDied(batch.worker, running))
    assert ev.FailItem("j", 0, FailureKind.TIMEOUT, batch.worker) in cluster.out
    assert cluster.states() == [ItemState.FAILED, ItemState.QUEUED]


def test_an_interrupt_after_the_time_is_over_is_a_timeout_and_can_be_retried() -> None:
    cluster = Cluster(cpus=1)
    (batch,) = cluster.submit(items=1, timeout=5.0, retries=1)
    cluster.do(ev.Tick(), after=5.0)
    cluster.report(batch, None, (0, FailureKind.INTERRUPTED))
    (again,) = cluster.of(ev.SendBatch)
    cluster.do(ev.Tick(), after=5.0)
    cluster.report(again, None, (0, FailureKind.INTERRUPTED))
    assert ev.FailItem("j", 0, FailureKind.TIMEOUT, batch.worker) in cluster.out
    assert cluster.ended().state is ItemState.FAILED


def test_a_smaller_cluster_fails_what_can_no_longer_run() -> None:
    cluster = Cluster(cpus=4)
    cluster.submit("a", items=1, cpus=4)
    cluster.submit("b", items=2, cpus=4)
    cluster.do(ev.CapacityChanged(ev.Capacity(2.0, 0.0, 1000, 8)))
    assert ev.FailItem("b", 0, FailureKind.REFUSED, started=False) in cluster.out
    assert cluster.ended() == ev.JobEnded("b", ItemState.FAILED, counts(failed=1, cancelled=1), 0)
    assert "a" in cluster.scheduler.jobs, "what runs already goes on"

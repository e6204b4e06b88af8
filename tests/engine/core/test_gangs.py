"""Groups, ranks and jobs that need other jobs, as the scheduler decides them."""

from __future__ import annotations

from typing import TypeVar

import pytest

from farfield_engine.core import events as ev
from farfield_engine.core.events import FailureKind, ItemState
from farfield_engine.core.gangs import GangState
from farfield_engine.core.scheduler import PATIENCE, Scheduler
from farfield_engine.core.stopping import GANG_KILL_GRACE

T = TypeVar("T")


class Cluster:
    """A scheduler with its clock, and what it has said last."""

    def __init__(self, cpus: float = 4.0, gpus: float = 0.0, memory: int = 1000) -> None:
        self.scheduler = Scheduler(ev.Capacity(cpus, gpus, memory, 16))
        self.now = 0.0
        self.said: list[ev.Instruction] = []
        self.do(ev.ContextOpened("s"))

    def do(self, *events: ev.Event) -> list[ev.Instruction]:
        self.said = []
        for event in events:
            self.said += self.scheduler.handle(event, self.now)
            for job in self.scheduler.jobs.values():
                job.check()
        return self.said

    def got(self, kind: type[T]) -> list[T]:
        return [do for do in self.said if isinstance(do, kind)]

    def group(self, name: str, ranks: int, **more: float) -> list[str]:
        """A group with its workers started; their names."""
        plan = ev.GangPlan(name, "s", ranks, **more)  # type: ignore[arg-type]  # numbers of any kind
        self.do(ev.GangOpened(plan))
        workers = [do.worker for do in self.got(ev.StartWorker)]
        for worker in workers:
            self.do(ev.WorkerReady(worker))
        return workers

    def submit(self, job: str, gang: str = "", items: int = 1, **more: object) -> list[ev.SendBatch]:
        plan = ev.JobPlan(job, "s", items, gang=gang, **more)  # type: ignore[arg-type]  # as in group()
        self.do(ev.JobSubmitted(plan))
        return self.got(ev.SendBatch)

    def end(self, sent: ev.SendBatch, *failed: ev.ItemFailed) -> None:
        self.do(ev.BatchReported(sent.worker, sent.batch, sent.stop, failed, ended=True))


def test_ranks_start_together_each_with_its_own_item() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 3)
    sent = cluster.submit("j", "g", 3)
    assert [(do.worker, do.start, do.stop) for do in sent] == [
        (worker, rank, rank + 1) for rank, worker in enumerate(workers)
    ]
    for do in sent:
        cluster.end(do)
    assert cluster.got(ev.JobEnded)[0].state is ItemState.SUCCEEDED


def test_jobs_of_a_group_run_one_after_the_other_in_order() -> None:
    cluster = Cluster()
    cluster.group("g", 1)
    first = cluster.submit("a", "g")
    assert not cluster.submit("b", "g") and not cluster.submit("c", "g")
    cluster.end(first[0])
    second = cluster.got(ev.SendBatch)
    assert [do.job for do in second] == ["b"]
    cluster.end(second[0])
    assert [do.job for do in cluster.got(ev.SendBatch)] == ["c"]


def test_ranks_wait_until_all_of_them_find_room() -> None:
    cluster = Cluster(cpus=2.0)
    cluster.do(ev.WorkerReady("w1"))
    busy = cluster.submit("plain")
    cluster.group("g", 2)
    assert not cluster.submit("j", "g", 2)
    cluster.end(busy[0])
    assert len(cluster.got(ev.SendBatch)) == 2


def test_room_is_kept_for_ranks_that_have_waited_long() -> None:
    cluster = Cluster(cpus=2.0)
    cluster.do(ev.WorkerReady("w1"))
    busy = cluster.submit("plain", items=1)
    cluster.group("g", 2)
    cluster.submit("j", "g", 2)
    cluster.now += PATIENCE + 0.1
    cluster.do(ev.Tick())
    assert not cluster.submit("late"), "it would take what the ranks wait for"
    cluster.end(busy[0])
    assert {do.job for do in cluster.got(ev.SendBatch)} == {"j"}


def test_a_job_that_needs_many_cpus_is_not_passed_by_for_ever() -> None:
    cluster = Cluster(cpus=2.0)
    cluster.do(ev.WorkerReady("w1"))
    small = cluster.submit("small", items=100, timeout=9.0)
    started = [do.worker for do in cluster.said if isinstance(do, ev.StartWorker)]
    cluster.do(*[ev.WorkerReady(worker) for worker in started])
    small += cluster.got(ev.SendBatch)
    assert len(small) == 2
    cluster.submit("big", cpus=2.0)
    cluster.now += PATIENCE + 0.1
    cluster.do(ev.Tick())
    cluster.end(small[0])
    assert not cluster.got(ev.SendBatch), "the core stays free for the big one"
    cluster.end(small[1])
    assert [do.job for do in cluster.got(ev.SendBatch)] == ["big"]


def test_a_failed_rank_interrupts_the_others_and_the_group_stays() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 2)
    first, second = cluster.submit("j", "g", 2)
    cluster.end(second, ev.ItemFailed(1, FailureKind.EXCEPTION))
    assert [do.worker for do in cluster.got(ev.InterruptBatch)] == [workers[0]]
    cluster.end(first, ev.ItemFailed(0, FailureKind.INTERRUPTED))
    assert cluster.got(ev.JobEnded)[0].state is ItemState.FAILED
    assert cluster.submit("next", "g", 2), "the group is whole"


def test_a_dead_rank_breaks_the_group_and_fails_its_cell_and_those_behind() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 2)
    first, _ = cluster.submit("j", "g", 2)
    cluster.submit("behind", "g", 2)
    cluster.do(ev.WorkerDied(workers[1]))
    assert [(do.gang, do.worker) for do in cluster.got(ev.GangBroken)] == [("g", workers[1])]
    assert [do.kind for do in cluster.got(ev.FailItem) if do.job == "behind"] == [FailureKind.WORKER_DIED]
    cluster.end(first, ev.ItemFailed(0, FailureKind.EXCEPTION))
    assert [do.job for do in cluster.got(ev.JobEnded)] == ["j"]
    assert cluster.scheduler.gangs.gangs["g"].state is GangState.BROKEN
    assert cluster.got(ev.RetireWorker), "what is left of it is of no use"


def test_a_death_that_is_heard_after_an_exception_is_still_told_as_a_death() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 2)
    first, _ = cluster.submit("j", "g", 2)
    cluster.end(first, ev.ItemFailed(0, FailureKind.EXCEPTION))
    cluster.do(ev.WorkerDied(workers[1]))
    assert [(do.item, do.kind) for do in cluster.got(ev.FailItem)] == [(1, FailureKind.WORKER_DIED)]


def test_a_restarted_group_begins_with_new_workers() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 2)
    cluster.do(ev.WorkerDied(workers[0]))
    cluster.do(ev.GangRestarted("g"))
    new = [do.worker for do in cluster.got(ev.StartWorker)]
    assert len(new) == 2 and not set(new) & set(workers)
    cluster.do(*[ev.WorkerReady(worker) for worker in new])
    assert [do.worker for do in cluster.submit("j", "g", 2)] == new


def test_dropping_a_group_kills_what_runs_in_it() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 1, memory=600)
    cluster.submit("j", "g")
    cluster.submit("behind", "g")
    cluster.do(ev.GangClosed("g"))
    assert [do.worker for do in cluster.got(ev.KillWorker)] == workers
    assert [do.job for do in cluster.got(ev.JobEnded)] == ["behind"]
    cluster.do(ev.WorkerDied(workers[0]))
    assert [do.kind for do in cluster.got(ev.FailItem)] == [FailureKind.WORKER_DIED]
    assert cluster.group("h", 1, memory=600), "the memory is free again"


def test_a_group_that_is_dropped_while_it_starts_leaves_no_worker() -> None:
    cluster = Cluster()
    cluster.do(ev.GangOpened(ev.GangPlan("g", "s", 2)))
    started = [do.worker for do in cluster.got(ev.StartWorker)]
    cluster.do(ev.GangClosed("g"))
    assert [do.worker for do in cluster.got(ev.RetireWorker)] == started


def test_a_stopped_rank_that_does_not_stop_is_killed_after_its_grace() -> None:
    cluster = Cluster()
    workers = cluster.group("g", 1)
    cluster.submit("j", "g")
    cluster.do(ev.JobCancelled("j"))
    cluster.now += GANG_KILL_GRACE - 0.1
    assert not [do for do in cluster.do(ev.Tick()) if isinstance(do, ev.KillWorker)]
    cluster.now += 0.2
    cluster.do(ev.Tick())
    assert [do.worker for do in cluster.got(ev.KillWorker)] == workers
    cluster.do(ev.WorkerDied(workers[0]))
    assert [do.kind for do in cluster.got(ev.FailItem)] == [FailureKind.INTERRUPTED]
    assert cluster.got(ev.GangBroken)


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (ev.GangPlan("g", "s", 5), "5 ranks with 1 CPUs each can never start together: the cluster has 4"),
        (ev.GangPlan("g", "s", 1, gpus=1.0), "has no GPUs"),
        (ev.GangPlan("g", "s", 2, memory=600), "can never start together"),
        (ev.GangPlan("g", "s", 0), "from 1 to"),
        (ev.GangPlan("g", "s", 1, memory=500), "%group drop"),
    ],
)
def test_what_can_never_start_together_is_refused(plan: ev.GangPlan, says: str) -> None:
    cluster = Cluster()
    cluster.group("other", 1, memory=600)
    assert says in cluster.scheduler.gangs.refusal(plan)


def test_a_job_waits_for_those_it_needs() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    first = cluster.submit("a")
    assert not cluster.submit("b", needs=("a",))
    cluster.end(first[0])
    assert [do.job for do in cluster.got(ev.SendBatch)] == ["b"]


def test_a_failure_runs_down_the_chain() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    first = cluster.submit("a")
    cluster.submit("b", needs=("a",))
    cluster.submit("c", needs=("b",), items=3)
    cluster.end(first[0], ev.ItemFailed(0, FailureKind.EXCEPTION))
    assert [(do.job, do.kind, do.worker) for do in cluster.got(ev.FailItem)] == [
        ("a", FailureKind.EXCEPTION, "w1"),
        ("b", FailureKind.DEPENDENCY, "a"),
        ("c", FailureKind.DEPENDENCY, "b"),
    ]
    assert not cluster.scheduler.jobs


def test_a_job_that_needs_itself_or_what_is_unknown_does_not_wait_for_it() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    assert cluster.submit("a", needs=("a", "never seen"))


def test_a_cancelled_need_fails_who_waits_for_it() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    cluster.submit("busy", cpus=4.0)
    cluster.submit("a")
    cluster.submit("b", needs=("a",))
    cluster.do(ev.JobCancelled("a"))
    assert [do.job for do in cluster.got(ev.JobEnded)] == ["a", "b"]


def test_only_what_did_not_succeed_runs_again() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    states = bytes([ItemState.SUCCEEDED, ItemState.FAILED, ItemState.SUCCEEDED, ItemState.LOST])
    cluster.do(ev.JobRetried(ev.JobPlan("j", "s", 4), states))
    ran = []
    while sent := cluster.got(ev.SendBatch):
        ran += [item for do in sent for item in range(do.start, do.stop)]
        cluster.end(sent[0])
    assert ran == [1, 3]
    assert cluster.got(ev.JobEnded)[0].state is ItemState.SUCCEEDED


def test_an_item_that_waits_for_others_lends_its_cpus() -> None:
    cluster = Cluster(cpus=1.0)
    cluster.do(ev.WorkerReady("w1"))
    outer = cluster.submit("outer")
    assert not cluster.submit("inner")
    cluster.do(ev.WorkerWaits("w1", waits=True))
    started = [do.worker for do in cluster.got(ev.StartWorker)]
    cluster.do(ev.WorkerReady(started[0]))
    inner = cluster.got(ev.SendBatch)
    assert [do.job for do in inner] == ["inner"]
    cluster.end(inner[0])
    cluster.do(ev.WorkerWaits("w1", waits=False))
    cluster.end(outer[0])
    assert cluster.scheduler.pool.cpus_in_use == 0.0


def test_a_waiting_item_that_dies_gives_back_nothing_twice() -> None:
    cluster = Cluster(cpus=2.0)
    cluster.do(ev.WorkerReady("w1"))
    cluster.submit("outer")
    cluster.do(ev.WorkerWaits("w1", waits=True))
    cluster.do(ev.WorkerDied("w1"))
    assert cluster.scheduler.pool.cpus_in_use == 0.0


def test_a_renewed_context_lets_its_idle_workers_go() -> None:
    cluster = Cluster()
    cluster.do(ev.WorkerReady("w1"))
    cluster.do(ev.ContextRenewed("s"))
    assert [do.worker for do in cluster.got(ev.RetireWorker)] == ["w1"]
    assert [do.context for do in cluster.got(ev.StartWorker)] == ["s"]

"""Workers that take what they need for life: who is started, who makes way, and what can never be had."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from farfield_engine.core import events as ev
from farfield_engine.core.bindingpool import (
    REST_SECONDS,
    SPARE_SECONDS,
    TENURE_SECONDS,
    UNPLACED_SECONDS,
    WARM_SECONDS,
)
from farfield_engine.core.scheduler import Scheduler

GIB = 1 << 30


def node(name: str = "n1", cpus: float = 2, **has: Any) -> ev.NodeRoom:
    return ev.NodeRoom(name, ev.Needs(cpus, **has))


def capacity(*nodes: ev.NodeRoom, grows: bool = False, lost: str = "") -> ev.Capacity:
    cpus, gpus = sum(each.has.cpus for each in nodes), sum(each.has.gpus for each in nodes)
    memory = sum(each.has.memory for each in nodes)
    return ev.Capacity(cpus, gpus, memory, 100, binds=True, nodes=nodes, grows=grows, lost=lost)


class Cluster:
    """A scheduler of such a cluster, with what it wants done."""

    def __init__(self, *nodes: ev.NodeRoom, grows: bool = False) -> None:
        self.scheduler = Scheduler(capacity(*nodes, grows=grows))
        self.now = 100.0
        self.out: list[ev.Instruction] = []
        for context in ("c", "d"):
            self.do(ev.ContextOpened(context, warm=False))

    def do(self, event: ev.Event, after: float = 0.0) -> list[ev.Instruction]:
        self.now += after
        self.out = self.scheduler.handle(event, self.now)
        return self.out

    def submit(self, name: str, items: int = 1, context: str = "c", **plan: Any) -> None:
        self.do(ev.JobSubmitted(ev.JobPlan(name, context, items, **plan)))

    def got(self, kind: type) -> list[Any]:
        return [do for do in self.out if isinstance(do, kind)]

    def started(self) -> list[str]:
        return [do.worker for do in self.got(ev.StartWorker)]

    def retired(self) -> list[str]:
        return [do.worker for do in self.got(ev.RetireWorker)]

    def make_ready(self) -> list[ev.SendBatch]:
        """All that were asked for are there; what they were sent."""
        return [
            do
            for worker in self.started()
            for do in self.do(ev.WorkerReady(worker))
            if isinstance(do, ev.SendBatch)
        ]

    def run(self, name: str, **plan: Any) -> str:
        """A job of one item runs to its end; the worker that ran it, which is idle now."""
        self.submit(name, **plan)
        (sent,) = self.got(ev.SendBatch) or self.make_ready()
        self.end(sent)
        return sent.worker

    def end(self, sent: ev.SendBatch) -> None:
        self.do(ev.BatchReported(sent.worker, sent.batch, sent.stop, ended=True, busy=1.0))

    def refusal(self, **plan: Any) -> str:
        self.submit("refused", **plan)
        refused = self.got(ev.JobRefused)
        return refused[0].message if refused else ""


def test_worker_is_started_with_what_its_job_needs() -> None:
    cluster = Cluster(node(cpus=4, gpus=1, custom=(("x", 2.0),), labels=(("zone", "a"),)))
    cluster.submit("j", cpus=2, gpus=0.5, custom=(("x", 1.0),), labels=(("zone", "a"),))
    (start,) = cluster.got(ev.StartWorker)
    assert start.needs == ev.Needs(2, 0.5, 0, (("x", 1.0),), (("zone", "a"),))
    assert start.devices == ()


def test_workers_are_as_many_as_the_machines_have_room_for() -> None:
    cluster = Cluster(node("a", 3), node("b", 3))
    cluster.submit("j", items=10, cpus=2)
    assert len(cluster.started()) == 2  # one on each: there are six CPUs, but no machine has four


def test_idle_worker_of_another_kind_makes_way() -> None:
    cluster = Cluster(node(cpus=2))
    idle = cluster.run("one", cpus=2)
    cluster.do(ev.Tick(), after=REST_SECONDS)
    cluster.submit("two", context="d", cpus=2)
    assert cluster.retired() == [idle] and len(cluster.started()) == 1


def test_session_with_nothing_gets_a_worker_of_one_with_much_once_that_has_worked_for_long() -> None:
    cluster = Cluster(node(cpus=1))
    cluster.submit("long", items=5)
    (sent,) = cluster.make_ready()
    cluster.submit("other", context="d")
    assert not cluster.started()
    cluster.do(ev.Tick(), after=TENURE_SECONDS)
    cluster.end(sent)
    assert cluster.retired() == [sent.worker] and len(cluster.started()) == 1


def test_workers_are_not_exchanged_for_every_item() -> None:
    cluster = Cluster(node(cpus=1))
    cluster.submit("long", items=5)
    (sent,) = cluster.make_ready()
    cluster.submit("other", context="d")
    cluster.end(sent)
    assert cluster.got(ev.SendBatch)[0].worker == sent.worker


def test_worker_that_finds_no_room_has_an_idle_one_make_way() -> None:
    """Others of the cluster may have taken what seems to be free."""
    cluster = Cluster(node(cpus=2))
    idle = cluster.run("one")
    cluster.submit("two", cpus=1, context="d")
    assert len(cluster.started()) == 1
    cluster.do(ev.Tick(), after=UNPLACED_SECONDS + 0.1)
    assert cluster.retired() == [idle]


def test_spare_workers_go_and_one_stays_warm() -> None:
    cluster = Cluster(node(cpus=3))
    cluster.submit("j", items=3)
    for sent in cluster.make_ready():
        cluster.end(sent)
    cluster.do(ev.Tick(), after=SPARE_SECONDS + 1)
    assert len(cluster.retired()) == 2
    cluster.do(ev.Tick(), after=WARM_SECONDS)
    assert len(cluster.retired()) == 1


def test_session_that_ends_takes_back_the_workers_it_waits_for() -> None:
    cluster = Cluster(node(cpus=2))
    cluster.submit("j")
    (worker,) = cluster.started()
    cluster.do(ev.ContextClosed("c"))
    assert cluster.retired() == [worker]


def test_who_waits_for_jobs_of_its_own_lends_its_cpus_to_them() -> None:
    """Else they would wait for each other for ever."""
    cluster = Cluster(node(cpus=1))
    cluster.submit("outer")
    (outer,) = cluster.make_ready()
    cluster.do(ev.WorkerWaits(outer.worker, True))
    cluster.submit("inner")
    (start,) = cluster.got(ev.StartWorker)
    assert start.needs == ev.Needs(cpus=0.0)
    (inner,) = cluster.make_ready()
    cluster.do(ev.WorkerWaits(outer.worker, False))
    cluster.end(inner)
    assert cluster.retired() == [inner.worker]


def test_cluster_that_grows_is_asked_for_more_than_it_has() -> None:
    cluster = Cluster(node(cpus=2), grows=True)
    cluster.submit("j", items=100)
    assert 2 < len(cluster.started()) < 10
    assert cluster.refusal(gpus=8) == ""


def test_ranks_take_their_cpus_for_life() -> None:
    cluster = Cluster(node(cpus=2))
    cluster.do(ev.GangOpened(ev.GangPlan("g", "c", 2)))
    starts = cluster.got(ev.StartWorker)
    assert [(start.rank, start.ranks, start.needs) for start in starts] == [
        (0, 2, ev.Needs(1)), (1, 2, ev.Needs(1)),
    ]  # fmt: skip
    assert "groups hold 2 of 2 CPUs" in cluster.refusal()


def test_ranks_wait_for_room_of_jobs() -> None:
    cluster = Cluster(node(cpus=2))
    cluster.submit("j")
    (sent,) = cluster.make_ready()
    cluster.do(ev.GangOpened(ev.GangPlan("g", "c", 2)))
    assert not cluster.started()
    cluster.end(sent)
    cluster.do(ev.Tick(), after=REST_SECONDS)
    assert cluster.retired() == [sent.worker] and len(cluster.started()) == 2


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"cpus": 5}, "the largest node, big, has 4 CPUs (all nodes together: 6 CPUs)"),
        ({"gpus": 2}, "--gpus 2 can never be met: the largest node, gpu, has 1 GPU"),
        ({"memory": 9 * GIB}, "--memory 9.0GiB can never be met: the largest node, big, has 8.0 GiB"),
        ({"custom": (("tpu", 1.0),)}, "no node has 'tpu'; there are disk"),
        ({"custom": (("disk", 3.0),)}, "--resources disk=3 can never be met: the node with most, gpu, has 2"),
        ({"labels": (("zone", "c"),)}, "no node has these labels; there are zone=a, zone=b"),
        ({"labels": (("zone", "b"),), "cpus": 3}, "the largest node with these labels, gpu, has 2 CPUs"),
        ({"cpus": 4, "gpus": 1}, "4 CPUs, 1 GPU together can never be met: no node has all of it"),
    ],
)  # fmt: skip
def test_what_no_machine_can_ever_give_is_refused_with_the_largest(plan: dict[str, Any], words: str) -> None:
    big = node("big", 4, memory=8 * GIB, labels=(("zone", "a"),))
    gpu = node("gpu", 2, gpus=1, memory=GIB, custom=(("disk", 2.0),), labels=(("zone", "b"),))
    assert words in Cluster(big, gpu).refusal(**plan)


@pytest.mark.parametrize("wanted", ["!b", "in(a,c)", "!in(b)"])
def test_labels_may_be_choices(wanted: str) -> None:
    there, other = node("a", 2, labels=(("zone", "a"),)), node("b", 8, labels=(("zone", "b"),))
    cluster = Cluster(there, other)
    assert cluster.refusal(cpus=2, labels=(("zone", wanted),)) == ""
    assert "the largest node with these labels, a" in cluster.refusal(cpus=8, labels=(("zone", wanted),))


def test_machines_that_go_take_what_needs_them() -> None:
    cluster = Cluster(node("small", 1), node("large", 4))
    cluster.submit("j", cpus=4)
    cluster.do(ev.CapacityChanged(capacity(node("small", 1))))
    (failed,) = cluster.got(ev.FailItem)
    assert "the largest node, small, has 1 CPU" in failed.reason


def test_cluster_that_is_lost_says_why() -> None:
    cluster = Cluster(node())
    cluster.do(ev.CapacityChanged(capacity(lost="the Ray cluster at h:1 can't be reached")))
    assert cluster.refusal() == "the Ray cluster at h:1 can't be reached"


def test_who_is_idle_makes_way_for_others_of_the_cluster() -> None:
    cluster = Cluster(node(cpus=2))
    worker = cluster.run("j")
    assert not cluster.do(ev.Tick(), after=REST_SECONDS + 1)
    cluster.do(ev.CapacityChanged(replace(capacity(node(cpus=2)), sought=True)))
    cluster.do(ev.Tick())
    assert cluster.retired() == [worker]

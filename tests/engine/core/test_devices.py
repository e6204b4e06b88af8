"""Devices: workers are bound to them for life, whole ones alone, parts of one together until it is full."""

from __future__ import annotations

from collections.abc import Iterable

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from farfield_engine.core import events as ev
from farfield_engine.core.gangs import GangState
from farfield_engine.core.scheduler import PATIENCE, Scheduler


def _capacity(devices: tuple[str, ...], why: str = "") -> ev.Capacity:
    return ev.Capacity(8.0, len(devices), 1000, 32, devices=devices, no_devices=why)


class Cluster:
    """A scheduler, and workers that start at once and end when they are told to."""

    def __init__(self, *devices: str, contexts: Iterable[str] = ("s",), why: str = "") -> None:
        self.scheduler = Scheduler(_capacity(devices, why))
        self.now = 0.0
        self.bound: dict[str, tuple[str, ...]] = {}
        """The devices of those that live."""
        self.sent: list[ev.SendBatch] = []
        self.refused: list[str] = []
        self.leaving: list[str] = []
        self.failed: list[ev.FailItem] = []
        self.recalled: list[int] = []
        for context in contexts:
            self.do(ev.ContextOpened(context))

    def do(self, event: ev.Event) -> None:
        for do in self.scheduler.handle(event, self.now):
            match do:
                case ev.StartWorker():
                    assert set(do.devices) <= set(self.scheduler.pool.devices.names)
                    self.bound[do.worker] = do.devices
                    self.do(ev.WorkerReady(do.worker))
                case ev.RetireWorker() | ev.KillWorker():
                    self.leaving.append(do.worker)
                case ev.SendBatch():
                    self.sent.append(do)
                case ev.RecallBatch():
                    self.recalled.append(do.batch)
                case ev.FailItem():
                    self.failed.append(do)
                case ev.JobRefused():
                    self.refused.append(do.message)

    def submit(self, job: str, items: int = 1, context: str = "s", **more: float) -> list[ev.SendBatch]:
        self.do(ev.JobSubmitted(ev.JobPlan(job, context, items, **more)))  # type: ignore[arg-type]
        return [sent for sent in self.sent if sent.job == job]

    def group(self, name: str, ranks: int, *, gpus: float) -> list[tuple[str, ...]]:
        self.do(ev.GangOpened(ev.GangPlan(name, "s", ranks, gpus=gpus)))
        return [self.bound.get(worker, ()) for worker in self.scheduler.gangs.gangs[name].workers]

    def devices_of(self, sent: list[ev.SendBatch]) -> list[tuple[str, ...]]:
        return [self.bound[each.worker] for each in sent]

    def end(self, sent: ev.SendBatch) -> None:
        self.do(ev.BatchReported(sent.worker, sent.batch, sent.stop, ended=True))

    def die(self, worker: str) -> None:
        del self.bound[worker]
        self.do(ev.WorkerDied(worker))

    def has(self, *devices: str, why: str = "") -> None:
        """These are there now."""
        self.do(ev.CapacityChanged(_capacity(devices, why)))

    def leave(self) -> None:
        """Those that were told to end do."""
        going, self.leaving = self.leaving, []
        for worker in going:
            if worker in self.bound:
                self.die(worker)


def test_two_items_have_a_device_each_and_a_third_waits_for_one() -> None:
    cluster = Cluster("0", "1")
    sent = cluster.submit("j", items=3, gpus=1.0)
    assert sorted(cluster.devices_of(sent)) == [("0",), ("1",)]
    assert cluster.scheduler.pool.gpus_in_use == 2
    cluster.end(sent[0])
    assert cluster.sent[-1].worker == sent[0].worker, (
        "who has a device keeps it, with what it has loaded there"
    )


def test_jobs_without_gpus_run_on_workers_without_devices() -> None:
    cluster = Cluster("0")
    gpu = cluster.submit("gpu", gpus=1.0)
    cluster.end(gpu[0])
    cpu = cluster.submit("cpu", items=8)
    assert len(cpu) == 8 and set(cluster.devices_of(cpu)) == {()}


def test_parts_share_a_device_until_it_is_full() -> None:
    cluster = Cluster("0", "1")
    sent = cluster.submit("j", items=4, gpus=0.4)
    assert sorted(cluster.devices_of(sent)) == [("0",), ("0",), ("1",), ("1",)]
    assert cluster.scheduler.pool.devices.in_use() == {"0": 0.8, "1": 0.8}
    sent = cluster.submit("small", gpus=0.2)
    assert cluster.devices_of(sent) == [("0",)]
    assert not cluster.submit("whole", gpus=1.0)


def test_ten_tenths_fill_a_device_and_no_eleventh_fits() -> None:
    cluster = Cluster("0")
    assert len(cluster.submit("j", items=11, gpus=0.1, cpus=0.1)) == 10


def test_idle_workers_in_the_way_are_retired_and_waited_for() -> None:
    cluster = Cluster("0", "1")
    for sent in cluster.submit("single", items=2, gpus=1.0):
        cluster.end(sent)
    assert not cluster.submit("double", gpus=2.0), "their processes still have the devices"
    assert len(cluster.leaving) == 2
    cluster.do(ev.Tick())
    assert not cluster.submit("third", gpus=1.0), "nobody takes what the first in line waits for"
    cluster.leave()
    assert cluster.devices_of([sent for sent in cluster.sent if sent.job == "double"]) == [("0", "1")]


def test_only_as_many_as_are_in_the_way_are_retired() -> None:
    cluster = Cluster("0", "1", "2")
    for sent in cluster.submit("single", items=2, gpus=1.0):
        cluster.end(sent)
    assert not cluster.submit("double", gpus=2.0)
    assert len(cluster.leaving) == 1


def test_a_worker_that_dies_frees_its_device() -> None:
    cluster = Cluster("0")
    sent = cluster.submit("a", gpus=1.0)
    cluster.submit("b", gpus=0.5)
    cluster.die(sent[0].worker)
    assert cluster.devices_of([sent for sent in cluster.sent if sent.job == "b"]) == [("0",)]


def test_a_group_holds_its_devices_until_its_ranks_are_dead() -> None:
    cluster = Cluster("0", "1", "2")
    assert cluster.group("g", 2, gpus=1.0) == [("0",), ("1",)]
    sent = cluster.submit("j", items=2, gpus=1.0)
    assert cluster.devices_of(sent) == [("2",)]
    cluster.do(ev.GangClosed("g"))
    assert len(cluster.sent) == 1
    cluster.leave()
    assert sorted(cluster.bound.values())[-2:] == [("0",), ("2",)] and len(cluster.sent) == 2


def test_a_restarted_group_waits_for_the_ranks_before() -> None:
    cluster = Cluster("0", "1")
    cluster.group("g", 2, gpus=1.0)
    cluster.do(ev.GangRestarted("g"))
    assert list(cluster.scheduler.gangs.gangs["g"].workers) != cluster.leaving
    cluster.leave()
    assert sorted(cluster.bound.values()) == [(), ("0",), ("1",)]


def test_ranks_of_a_group_share_a_device() -> None:
    cluster = Cluster("0", "1")
    assert cluster.group("g", 3, gpus=0.5) == [("0",), ("0",), ("1",)]


def test_room_is_made_for_all_ranks_that_share_a_device() -> None:
    cluster = Cluster("0")
    for sent in cluster.submit("j", items=2, gpus=0.4):
        cluster.end(sent)
    cluster.group("g", 2, gpus=0.5)
    cluster.leave()
    assert list(cluster.bound.values()) == [(), ("0",), ("0",)]
    assert cluster.scheduler.gangs.gangs["g"].state is GangState.READY


def test_a_group_that_is_dropped_before_its_workers_began_leaves_nothing() -> None:
    cluster = Cluster("0")
    cluster.end(cluster.submit("j", gpus=1.0)[0])
    cluster.group("g", 1, gpus=1.0)
    cluster.do(ev.GangClosed("g"))
    cluster.leave()
    assert list(cluster.bound.values()) == [()] and len(cluster.scheduler.pool.workers) == 1


def test_a_group_is_not_kept_out_by_jobs_that_come_again_and_again() -> None:
    cluster = Cluster("0", "1")
    running = cluster.submit("stream", items=1000, gpus=1.0, timeout=9.0)
    cluster.group("g", 2, gpus=1.0)
    cluster.do(ev.JobSubmitted(ev.JobPlan("ranks", "s", 2, gang="g")))
    cluster.now += PATIENCE + 0.1
    for sent in running:
        cluster.do(ev.Tick())
        cluster.end(sent)
    cluster.leave()
    assert len([sent for sent in cluster.sent if sent.job == "ranks"]) == 2


def test_what_a_group_holds_blocks_nobody_who_wants_no_gpu() -> None:
    cluster = Cluster("0")
    running = cluster.submit("first", gpus=1.0)
    cluster.submit("second", gpus=1.0)
    cluster.group("g", 1, gpus=1.0)
    cluster.end(running[0])  # the group takes the device, the second job has come too early to be refused
    cluster.leave()
    cluster.now += PATIENCE + 0.1
    cluster.do(ev.Tick())
    assert cluster.submit("cpu")


def test_two_sessions_take_turns_with_one_device() -> None:
    cluster = Cluster("0", contexts=("s", "t"))
    mine = cluster.submit("mine", items=2, gpus=1.0, timeout=9.0)
    assert not cluster.submit("theirs", context="t", gpus=1.0)
    cluster.end(mine[0])
    cluster.leave()
    (theirs,) = [sent for sent in cluster.sent if sent.job == "theirs"]
    cluster.end(theirs)
    cluster.leave()
    assert [sent.job for sent in cluster.sent] == ["mine", "theirs", "mine"]


@pytest.mark.parametrize(
    ("devices", "gpus", "says"),
    [
        ((), 1.0, "--gpus 1 can never be met: the cluster has no GPUs: NVIDIA's driver is not there"),
        (("0",), 2.0, "--gpus 2 can never be met: the cluster has 1 GPU"),
        (
            ("0", "1"),
            1.5,
            "--gpus 1.5 can't be had: ask for whole GPUs, as in --gpus 1, or for a part of one",
        ),
    ],
)
def test_what_can_never_be_met_is_refused_with_the_reason(
    devices: tuple[str, ...], gpus: float, says: str
) -> None:
    cluster = Cluster(*devices, why="" if devices else "NVIDIA's driver is not there")
    cluster.submit("j", gpus=gpus)
    assert cluster.refused == [says]


def test_a_job_does_not_wait_for_what_groups_hold() -> None:
    cluster = Cluster("0")
    cluster.group("g", 1, gpus=1.0)
    cluster.submit("j", gpus=1.0)
    assert "groups hold 1 of 1 GPU: drop one with %group drop NAME" in cluster.refused[0]
    cluster.submit("cpu")
    assert cluster.sent[-1].job == "cpu"


def test_a_device_that_is_lost_gets_nothing_new_until_it_is_back() -> None:
    cluster = Cluster("0", "1")
    cluster.end(cluster.submit("idle", gpus=1.0)[0])
    first, second = cluster.submit("j", items=6, gpus=1.0, timeout=9.0)
    lost = next(sent for sent in (first, second) if cluster.bound[sent.worker] == ("1",))
    cluster.has("0")
    cluster.end(lost)
    assert cluster.leaving == [lost.worker], "what runs there goes on, and nothing follows"
    cluster.end(first if lost is second else second)
    cluster.leave()
    assert len(cluster.sent) == 4 and cluster.devices_of([cluster.sent[-1]]) == [("0",)]
    cluster.has("0", "1")
    assert cluster.devices_of([cluster.sent[-1]]) == [("1",)]


def test_what_has_not_begun_on_a_lost_device_is_called_back() -> None:
    cluster = Cluster("0")
    cluster.end(cluster.submit("j", items=20, gpus=1.0)[0])
    assert len(cluster.sent) == 3, "one is sent ahead"
    sent = cluster.sent[1:]
    cluster.has("1")
    assert cluster.recalled == [each.batch for each in sent]


def test_what_idles_on_a_lost_device_or_waits_for_it_goes() -> None:
    cluster = Cluster("0")
    cluster.end(cluster.submit("part", gpus=0.5)[0])
    assert not cluster.submit("whole", gpus=1.0), "it waits for the worker before"
    cluster.has()
    cluster.leave()
    assert list(cluster.bound.values()) == [()] and len(cluster.scheduler.pool.workers) == 1


def test_jobs_that_wait_for_what_is_lost_are_told_as_those_that_ask_for_more_than_there_is() -> None:
    cluster = Cluster("0", "1")
    cluster.submit("runs", gpus=1.0)
    cluster.submit("waits", gpus=2.0)
    cluster.has("0", why="gpu1 is lost")
    cluster.submit("late", gpus=2.0)
    says = "--gpus 2 can never be met: the cluster has 1 GPU; gpu1 is lost"
    assert cluster.refused == [says]
    assert [(do.job, do.kind, do.reason) for do in cluster.failed] == [
        ("waits", ev.FailureKind.REFUSED, says)
    ]


def test_a_group_that_is_restarted_does_not_wait_for_what_is_lost() -> None:
    cluster = Cluster("0", "1")
    cluster.group("g", 2, gpus=1.0)
    cluster.has("0", why="gpu1 is lost")
    cluster.do(ev.GangRestarted("g"))
    cluster.leave()
    cluster.do(ev.JobSubmitted(ev.JobPlan("ranks", "s", 2, gang="g")))
    assert "2 ranks with 1 GPUs each can never start together: the cluster has 1 GPU" in cluster.refused[0]


def test_parts_for_ranks_must_fit_on_devices_one_by_one() -> None:
    plan = ev.GangPlan("g", "s", 3, gpus=0.6)
    assert "can never start together" in Cluster("0", "1").scheduler.gangs.refusal(plan)


ALL = ("0", "1", "MIG-2")


class GroupsAndJobs(RuleBasedStateMachine):
    """Groups and jobs come and go, and workers die: no device is given twice, and in the end all have run."""

    def __init__(self) -> None:
        super().__init__()
        self.cluster = Cluster(*ALL, contexts=("s", "t"))
        self.numbers = 0

    def _number(self) -> int:
        self.numbers += 1
        return self.numbers

    def _running(self) -> list[ev.SendBatch]:
        """The batches that are at work."""
        workers = self.cluster.scheduler.pool.workers
        at_work = [(sent, workers[sent.worker]) for sent in self.cluster.sent if sent.worker in workers]
        return [sent for sent, worker in at_work if worker.assignment(sent.batch)]

    @rule(
        gpus=st.sampled_from([0.0, 1.0, 0.5, 0.3, 2.0, 3.0]),
        items=st.integers(1, 4),
        context=st.sampled_from("st"),
    )
    def submit(self, gpus: float, items: int, context: str) -> None:
        self.cluster.submit(f"j{self._number()}", items, context, gpus=gpus, retries=9, timeout=99.0)

    @rule(gpus=st.sampled_from([0.0, 1.0, 0.5]), ranks=st.integers(1, 3))
    def open_group(self, gpus: float, ranks: int) -> None:
        plan = ev.GangPlan(f"g{self._number()}", "s", ranks, gpus=gpus)
        if not self.cluster.scheduler.gangs.refusal(plan):
            self.cluster.do(ev.GangOpened(plan))
            self.cluster.do(ev.JobSubmitted(ev.JobPlan(f"j{plan.id}", "s", ranks, gang=plan.id)))

    @rule(which=st.integers(0, 99), close=st.booleans())
    def end_group(self, which: int, close: bool) -> None:
        gangs = list(self.cluster.scheduler.gangs.gangs)
        if gangs:
            gang = gangs[which % len(gangs)]
            self.cluster.do(ev.GangClosed(gang) if close else ev.GangRestarted(gang))

    @rule(which=st.integers(0, 99))
    def end_batch(self, which: int) -> None:
        if running := self._running():
            self.cluster.end(running[which % len(running)])

    @rule(there=st.sets(st.sampled_from(ALL), min_size=1))
    def lose_or_find(self, there: set[str]) -> None:
        self.cluster.has(*(name for name in ALL if name in there))

    @rule(which=st.integers(0, 99))
    def die(self, which: int) -> None:
        if names := list(self.cluster.bound):
            self.cluster.die(names[which % len(names)])

    @precondition(lambda self: self.cluster.leaving)
    @rule()
    def leave(self) -> None:
        self.cluster.leave()

    @rule(seconds=st.sampled_from([0.1, 1.0, 40.0]))
    def tick(self, seconds: float) -> None:
        self.cluster.now += seconds
        self.cluster.do(ev.Tick())

    @invariant()
    def no_device_is_given_twice(self) -> None:
        held = dict.fromkeys(ALL, 0.0)
        for name, devices in self.cluster.bound.items():
            for device in devices:
                held[device] += self.cluster.scheduler.pool.workers[name].share
        assert max(held.values()) < 1 + 1e-6

    def teardown(self) -> None:
        scheduler = self.cluster.scheduler
        self.cluster.has(*ALL)
        for _ in range(300):
            for sent in self._running():
                if scheduler.pool.workers.get(sent.worker) and sent.worker not in self.cluster.leaving:
                    self.cluster.end(sent)
            self.cluster.leave()
            self.tick(0.1)
            # Groups keep what they hold until they are dropped.
            idle = [name for name, gang in scheduler.gangs.gangs.items() if not gang.jobs]
            for name in idle[:1]:
                self.cluster.do(ev.GangClosed(name))
        assert not scheduler.jobs and not scheduler.gangs.gangs
        assert scheduler.pool.gpus_in_use == 0


TestGroupsAndJobs = GroupsAndJobs.TestCase
TestGroupsAndJobs.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

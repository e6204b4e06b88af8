"""Groups in the gateway: which job may run in one, what a rank is told, how they end."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from farfield_engine.core import events as ev
from farfield_engine.core.pool import Pool
from farfield_engine.core.scheduler import Scheduler
from farfield_engine.engines.base import Engine, EngineEvents, WorkerUse
from farfield_engine.gateway.groups import MAX_NAME, GroupRecord, GroupRefused, Groups, group_id, seat_of
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


class Ports(Engine):
    """An engine that starts nothing and has only so many ports."""

    name = "ports"

    def __init__(self, ports: int = 100) -> None:
        self.open: dict[str, int] = {}
        self._free = iter(range(5000, 5000 + ports))

    async def start(self, events: EngineEvents) -> None:
        raise NotImplementedError

    def capacity(self, workers: int) -> ev.Capacity:
        return ev.Capacity(4.0, 0.0, 1 << 34, 16)

    def start_worker(self, worker: str, order: object = None) -> None:
        raise NotImplementedError

    def send(self, worker: str, frame: worker_pb.ToWorker) -> None:
        raise NotImplementedError

    def kill(self, worker: str) -> None:
        raise NotImplementedError

    def use_of(self, worker: str) -> WorkerUse | None:
        return None

    def open_meeting(self, group: str) -> tuple[str, int]:
        port = next(self._free, None)
        if port is None:
            raise OSError("no ports left")
        self.open[group] = port
        return "127.0.0.1", port

    def close_meeting(self, group: str) -> None:
        self.open.pop(group, None)

    async def close(self) -> None:
        raise NotImplementedError


class Cluster:
    """Groups over a real scheduler."""

    def __init__(self, ports: int = 100) -> None:
        self.engine = Ports(ports)
        self.scheduler = Scheduler(self.engine.capacity(0))
        self.groups = Groups(self.scheduler.gangs, self.engine)
        self._numbers = itertools.count()
        self.pool: Pool = self.scheduler.pool

    def spec(self, group: str, items: int = 1, **gang: object) -> pb.JobSpec:
        asked = pb.Resources(cpus=1.0)
        made = pb.Gang(group=group, **gang)  # type: ignore[arg-type]  # any field
        return pb.JobSpec(id=f"j{next(self._numbers)}", items=items, resources=asked, gang=made)

    def make(self, group: str, ranks: int = 1, session: str = "s", **gang: object) -> GroupRecord:
        """A group that has been made for a job, and begins."""
        spec = self.spec(group, ranks, ranks=ranks, **gang)
        if gang.get("actor"):
            spec.program = pb.Program(method=pb.MethodProgram(create=True)).SerializeToString()
        record, plan = self.groups.admit(spec, session)
        assert plan is not None
        self.groups.open_meeting(record)
        self.scheduler.handle(ev.GangOpened(plan), 0.0)
        return record

    def refused(self, spec: pb.JobSpec, session: str = "s") -> GroupRefused:
        with pytest.raises(GroupRefused) as caught:
            self.groups.admit(spec, session)
        return caught.value


def test_a_group_is_made_on_first_use_and_found_again() -> None:
    cluster = Cluster()
    made = cluster.make("g", ranks=2)
    assert (made.title, made.plan.ranks, made.plan.lasting) == ("group 'g'", 2, True)
    spec = cluster.spec("g", 2)
    assert cluster.groups.admit(spec, "s") == (made, None)
    assert spec.gang.ranks == 2, "as many as the group has"


def test_each_session_has_names_of_its_own() -> None:
    cluster = Cluster()
    mine, other = cluster.make("g"), cluster.make("g", session="t")
    assert mine is not other
    assert cluster.groups.of_session("s") == [mine]
    assert cluster.groups.of_session("") == [mine, other]


def test_ranks_without_a_name_are_a_group_of_their_own() -> None:
    cluster = Cluster()
    first, second = cluster.make("", ranks=2), cluster.make("", ranks=2)
    assert first.id != second.id
    assert (first.anonymous, first.plan.lasting, first.title) == (True, False, "the ranks")


def test_other_ranks_than_it_has_are_refused() -> None:
    cluster = Cluster()
    cluster.make("g", ranks=2)
    refused = cluster.refused(cluster.spec("g", 3, ranks=3))
    assert "group 'g' has 2 ranks, this asks for 3" in str(refused) and "%group drop g" in str(refused)
    assert refused.kind == pb.Failure.KIND_REFUSED


def test_other_resources_than_it_has_are_refused_only_where_they_were_asked_for() -> None:
    cluster = Cluster()
    cluster.make("g")
    spec = cluster.spec("g", asked=True)
    spec.resources.memory = 2 << 30
    assert "was made with 1 CPUs, this asks for 1 CPUs, 2.0 GiB" in str(cluster.refused(spec))
    spec.gang.asked = False
    cluster.groups.admit(spec, "s")


@pytest.mark.parametrize("name", ["a/b", "x" * (MAX_NAME + 1)])
def test_names_that_are_none(name: str) -> None:
    refused = cluster_refuses(name)
    assert "can't be the name of a group" in refused and len(refused) < 2 * MAX_NAME


def cluster_refuses(name: str) -> str:
    cluster = Cluster()
    return str(cluster.refused(cluster.spec(name)))


def test_items_that_are_not_its_ranks_are_refused() -> None:
    cluster = Cluster()
    assert "2 ranks run 2 items, not 5" in str(cluster.refused(cluster.spec("g", 5, ranks=2)))


def test_inputs_that_were_chosen_for_another_group_are_stale() -> None:
    cluster = Cluster()
    assert cluster.refused(cluster.spec("g", epoch=7)).kind == pb.Failure.KIND_STALE_GROUP
    made = cluster.make("g")
    cluster.groups.admit(cluster.spec("g", epoch=made.epoch), "s")
    before = made.epoch
    cluster.groups.restart(made)
    assert made.epoch != before
    assert cluster.refused(cluster.spec("g", epoch=before)).kind == pb.Failure.KIND_STALE_GROUP
    cluster.groups.drop(made.id, "it was dropped")
    assert cluster.make("g").epoch not in (before, made.epoch)


def test_one_rank_asked_of_a_group_of_several_is_told_that_it_has_changed() -> None:
    cluster = Cluster()
    cluster.make("g", ranks=2)
    assert cluster.refused(cluster.spec("g", 1)).kind == pb.Failure.KIND_STALE_GROUP


def test_a_broken_group_says_why_and_how_to_begin_anew() -> None:
    cluster = Cluster()
    made = cluster.make("g")
    made.variables.append(worker_pb.Variable(name="x"))
    cluster.groups.broken(made.id, "rank 0 died")
    assert not made.variables
    message = str(cluster.refused(cluster.spec("g")))
    assert "group 'g' is broken: rank 0 died" in message and "%group restart g" in message
    assert cluster.groups.state_of(made) == "broken"
    cluster.groups.restart(made)
    assert cluster.groups.admit(cluster.spec("g"), "s") == (made, None)


def test_an_actor_that_is_gone_says_why_and_is_not_made_by_a_call() -> None:
    cluster = Cluster()
    made = cluster.make("Counter#1", actor=True)
    assert (made.title, made.meeting, cluster.engine.open) == ("actor Counter", ("", 0), {})
    cluster.groups.drop(made.id, "it was killed")
    call = cluster.spec("Counter#1", actor=True)
    call.program = pb.Program(method=pb.MethodProgram(method="add")).SerializeToString()
    assert str(cluster.refused(call)) == "it is gone: it was killed"


def test_the_ranks_of_each_group_have_a_port_that_is_let_go_with_it() -> None:
    cluster = Cluster()
    first, second = cluster.make("g", ranks=2), cluster.make("h", ranks=2)
    assert first.meeting != second.meeting
    cluster.groups.drop(first.id, "it was dropped")
    assert list(cluster.engine.open) == [second.id]


def test_a_group_for_which_there_is_no_port_is_not_made() -> None:
    cluster = Cluster(ports=1)
    cluster.make("g")
    record, _ = cluster.groups.admit(cluster.spec("h"), "s")
    with pytest.raises(GroupRefused, match="no port at which the ranks could meet: no ports left"):
        cluster.groups.open_meeting(record)
    assert group_id("s", "h") not in cluster.groups.records


def test_what_a_rank_is_told() -> None:
    cluster = Cluster()
    made = cluster.make("g", ranks=3)
    seat = seat_of(made, 2)
    assert (seat.group, seat.rank, seat.world_size, seat.actor) == ("g", 2, 3, False)
    assert dict(seat.env) == {
        "RANK": "2",
        "LOCAL_RANK": "2",
        "WORLD_SIZE": "3",
        "LOCAL_WORLD_SIZE": "3",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": "5000",
    }
    assert dict(seat_of(cluster.make("A#1", actor=True), 0).env) == {}


def test_ranks_with_devices_of_their_own_find_them_first() -> None:
    cluster = Cluster()
    made = cluster.make("g", ranks=3)
    made.plan = replace(made.plan, gpus=1.0)
    env = seat_of(made, 2).env
    assert (env["RANK"], env["LOCAL_RANK"], env["LOCAL_WORLD_SIZE"]) == ("2", "0", "1")


def test_its_state_follows_its_workers() -> None:
    cluster = Cluster()
    made = cluster.make("g")
    assert cluster.groups.state_of(made) == "starting"
    (worker,) = cluster.groups.gang_of(made)[0]
    cluster.scheduler.handle(ev.WorkerReady(worker), 0.0)
    assert cluster.groups.state_of(made) == "idle"
    for job in ("j1", "j2"):
        cluster.scheduler.handle(ev.JobSubmitted(ev.JobPlan(job, "s", 1, gang=made.id)), 0.0)
    assert cluster.groups.state_of(made) == "busy"
    assert cluster.groups.gang_of(made) == ([worker], "j1", 1)

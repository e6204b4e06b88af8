"""The groups of all sessions: who made them, what they were promised, what they hold."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field

from farfield_engine.core import events as ev
from farfield_engine.core.gangs import Gangs, GangState
from farfield_engine.engines.base import Engine
from farfield_engine.gateway.found import anonymous_name
from farfield_engine.gateway.sessionbook import GroupBook
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

MAX_NAME = 100


class GroupRefused(Exception):
    """A job can't run in the group that it names; the message says why and what to do."""

    def __init__(self, message: str, kind: jobs_pb.Failure.Kind = jobs_pb.Failure.KIND_REFUSED) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(slots=True)
class GroupRecord:
    """One group, beside the scheduler's state of it."""

    plan: ev.GangPlan
    name: str
    epoch: int
    actor: bool = False
    anonymous: bool = False
    """It ends with its one job."""
    ending: str = ""
    """Why it ended or is broken, for people."""
    created: float = field(default_factory=time.time)
    variables: list[worker_pb.Variable] = field(default_factory=list)
    """Of rank 0."""
    meeting: tuple[str, int] = ("", 0)
    """Address and port at which its ranks find each other."""
    workers: list[str] = field(default_factory=list)
    """By rank, those that were started last, where they may outlive the gateway."""
    begun: bool = False
    """They have been sent work, so that they hold something."""

    @property
    def id(self) -> str:
        return self.plan.id

    @property
    def title(self) -> str:
        """What people know it by."""
        if self.anonymous:
            return "the ranks"
        return f"actor {self.name.partition('#')[0]}" if self.actor else f"group '{self.name}'"


def more_of(asked: jobs_pb.Resources) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, str], ...]]:
    """What is asked for beside CPUs, GPUs and memory: other resources, and labels."""
    return tuple(sorted(asked.custom.items())), tuple(sorted(asked.labels.items()))


def group_id(context: str, name: str) -> str:
    """The id of a group: each session has names of its own."""
    return f"{context}/{name}"


class Groups:
    """Groups by id; decides whether a job may run in one."""

    def __init__(self, gangs: Gangs, engine: Engine) -> None:
        self._engine = engine
        self.records: dict[str, GroupRecord] = {}
        self._gangs = gangs
        self._epochs = itertools.count(int(time.time()) << 16)
        self._endings: dict[str, str] = {}
        """Of groups and actors that are gone: why. The last some thousand."""
        self.book: GroupBook | None = None
        """Where they are kept for the next gateway; None where their workers end with this one."""

    def admit(self, spec: jobs_pb.JobSpec, context: str) -> tuple[GroupRecord, ev.GangPlan | None]:
        """The group of a job, and its plan where it is to be made for it. Raises GroupRefused."""
        gang = spec.gang
        record = self.records.get(group_id(context, gang.group)) if gang.group else None
        if record is None:
            return self._make(spec, context)
        self._check(record, spec)
        spec.gang.ranks = record.plan.ranks
        return record, None

    def _make(self, spec: jobs_pb.JobSpec, context: str) -> tuple[GroupRecord, ev.GangPlan]:
        gang, asked = spec.gang, spec.resources
        program = jobs_pb.Program.FromString(spec.program)
        if gang.actor and not program.method.create:
            ending = self._endings.get(group_id(context, gang.group), "it has ended")
            raise GroupRefused(f"it is gone: {ending}")
        if gang.epoch:
            raise GroupRefused("the group is new", jobs_pb.Failure.KIND_STALE_GROUP)
        if len(gang.group) > MAX_NAME or "/" in gang.group or not gang.group.isprintable():
            raise GroupRefused(f"{gang.group[:MAX_NAME]!r} can't be the name of a group")
        name = gang.group or anonymous_name(spec.id)
        ranks = gang.ranks or 1
        cpus, lasting = self._cpus(spec), bool(gang.group)
        plan = ev.GangPlan(
            group_id(context, name), context, ranks, cpus, asked.gpus, asked.memory, lasting, *more_of(asked)
        )
        refusal = self._gangs.refusal(plan)
        if refusal:
            raise GroupRefused(refusal)
        if spec.items != ranks:
            raise GroupRefused(f"{ranks} ranks run {ranks} items, not {spec.items}")
        record = GroupRecord(plan, name, next(self._epochs), gang.actor, not gang.group)
        self.records[plan.id] = record
        self.keep(record)
        return record, plan

    def _cpus(self, spec: jobs_pb.JobSpec) -> float:
        """What each rank takes. One that keeps what it takes for life takes none that nobody has asked for.

        As Ray's own actors do: what waits in memory must not keep a core from what the group itself starts.
        """
        keeps = bool(spec.gang.group) and self._engine.capacity(0).binds
        return 0.0 if keeps and not spec.gang.asked else spec.resources.cpus

    def _check(self, record: GroupRecord, spec: jobs_pb.JobSpec) -> None:
        gang, plan = spec.gang, record.plan
        if record.ending:
            raise GroupRefused(
                f"it is gone: {record.ending}"
                if record.actor
                else f"{record.title} is broken: {record.ending}; "
                f"%group restart {record.name} begins it anew, without its variables"
            )
        if gang.ranks and gang.ranks != plan.ranks:
            raise GroupRefused(
                f"{record.title} has {_count(plan.ranks, 'rank')}, this asks for {gang.ranks}: leave --ranks "
                f"out, or make it anew after %group drop {record.name}"
            )
        asked = spec.resources
        differs = (asked.cpus, asked.gpus, asked.memory) != (plan.cpus, plan.gpus, plan.memory)
        if gang.asked and (differs or more_of(asked) != (plan.custom, plan.labels)):
            has = _resources(plan.cpus, plan.gpus, plan.memory)
            wants = _resources(asked.cpus, asked.gpus, asked.memory)
            raise GroupRefused(
                f"{record.title} was made with {has}, this asks for {wants}: leave the options out, "
                f"or make it anew after %group drop {record.name}"
            )
        if plan.gpus and "CUDA_VISIBLE_DEVICES" in spec.env:
            raise GroupRefused(
                f"{record.title} has GPUs of its own, made with --gpus {plan.gpus:g}, and "
                "--env CUDA_VISIBLE_DEVICES names others: leave --env CUDA_VISIBLE_DEVICES out"
            )
        if spec.items != plan.ranks or (gang.epoch and gang.epoch != record.epoch):
            raise GroupRefused("the group is another one", jobs_pb.Failure.KIND_STALE_GROUP)

    def broken(self, gang: str, reason: str) -> GroupRecord | None:
        """A rank has died."""
        record = self.records.get(gang)
        if record is not None:
            record.ending = record.ending or reason
            record.variables.clear()
            self.keep(record)
        return record

    def open_meeting(self, record: GroupRecord) -> None:
        """Find a place where its ranks can meet. Raises GroupRefused; the group is gone then."""
        if record.actor:
            return
        try:
            record.meeting = self._engine.open_meeting(record.id)
        except OSError as error:
            self.drop(record.id, str(error))
            raise GroupRefused(f"there is no port at which the ranks could meet: {error}") from error
        self.keep(record)

    def restart(self, record: GroupRecord) -> None:
        """It begins with nothing: who knew what it holds must find that out."""
        record.ending = ""
        record.epoch = next(self._epochs)
        record.variables.clear()
        record.workers, record.begun = [], False
        self.keep(record)

    def drop(self, gang: str, reason: str) -> None:
        """Forget a group, but for why it ended."""
        record = self.records.pop(gang, None)
        if record is not None:
            self._engine.close_meeting(gang)
            if self.book is not None:
                self.book.remove(gang)
            record.ending = record.ending or reason
            self._endings[gang] = record.ending
            while len(self._endings) > 4096:
                self._endings.pop(next(iter(self._endings)))

    def keep(self, record: GroupRecord) -> None:
        """What the next gateway must know of a group has changed."""
        if self.book is not None:
            self.book.keep(stored_group(record))

    def restore(self, stored: pb.StoredGroup) -> GroupRecord:
        """A group of the gateway before goes on."""
        has = stored.resources
        plan = ev.GangPlan(
            stored.id,
            stored.context,
            stored.ranks,
            has.cpus,
            has.gpus,
            has.memory,
            stored.lasting,
            *more_of(has),
        )
        record = self.records[stored.id] = GroupRecord(
            plan, stored.name, stored.epoch, stored.actor, stored.anonymous, stored.ending, stored.created,
            list(stored.variables), (stored.meeting_host, stored.meeting_port), list(stored.workers),
            stored.begun,
        )  # fmt: skip
        return record

    def restored(self, spec: jobs_pb.JobSpec, context: str) -> GroupRecord | None:
        """The group of a job of the gateway before, which it may be running in; None where there is none."""
        return self.records.get(group_id(context, spec.gang.group or anonymous_name(spec.id)))

    def of_session(self, context: str) -> list[GroupRecord]:
        """The groups of one session, or of all where `context` is empty."""
        return [record for record in self.records.values() if not context or record.plan.context == context]

    def state_of(self, record: GroupRecord) -> str:
        """waiting, starting, idle, busy or broken."""
        gang = self._gangs.gangs.get(record.id)
        if record.ending or gang is None or gang.state is GangState.BROKEN:
            return "broken"
        if gang.state is GangState.READY:
            return "busy" if gang.running else "idle"
        return str(gang.state.value)

    def gang_of(self, record: GroupRecord) -> tuple[list[str], str, int]:
        """Its workers by rank, the job that it runs, and how many wait."""
        gang = self._gangs.gangs.get(record.id)
        if gang is None:
            return [], "", 0
        return gang.workers, gang.running, len(gang.jobs) - bool(gang.running)


def stored_group(record: GroupRecord) -> pb.StoredGroup:
    """What is kept of a group on disk."""
    plan = record.plan
    return pb.StoredGroup(
        id=plan.id,
        context=plan.context,
        name=record.name,
        epoch=record.epoch,
        actor=record.actor,
        anonymous=record.anonymous,
        ending=record.ending,
        created=record.created,
        variables=record.variables,
        meeting_host=record.meeting[0],
        meeting_port=record.meeting[1],
        ranks=plan.ranks,
        resources=resources_of(plan.asks),
        lasting=plan.lasting,
        workers=record.workers,
        begun=record.begun,
    )


def resources_of(needs: ev.Needs) -> jobs_pb.Resources:
    """Needs, as the wire has them."""
    return jobs_pb.Resources(
        cpus=needs.cpus,
        gpus=needs.gpus,
        memory=needs.memory,
        custom=dict(needs.custom),
        labels=dict(needs.labels),
    )


def seat_of(record: GroupRecord, rank: int) -> worker_pb.Seat:
    """A rank's place, with the environment that torch.distributed reads."""
    host, port = record.meeting
    size = record.plan.ranks
    # LOCAL_RANK is a rank's device: where each rank sees its own only, that is the first one there is.
    local, locals_ = (0, 1) if record.plan.gpus else (rank, size)
    env = {
        "RANK": str(rank),
        "LOCAL_RANK": str(local),
        "WORLD_SIZE": str(size),
        "LOCAL_WORLD_SIZE": str(locals_),
        "MASTER_ADDR": host,
        "MASTER_PORT": str(port),
    }
    return worker_pb.Seat(
        group=record.name, rank=rank, world_size=size, env={} if record.actor else env, actor=record.actor
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _resources(cpus: float, gpus: float, memory: int) -> str:
    parts = [f"{cpus:g} CPUs"]
    if gpus:
        parts.append(f"{gpus:g} GPUs")
    if memory:
        parts.append(f"{memory / 2**30:.1f} GiB")
    return ", ".join(parts)

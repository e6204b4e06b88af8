"""What lives of an earlier gateway: workers that have dialled this one, and the groups they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb


@dataclass(slots=True)
class Found:
    """The sessions and groups of before, and the workers of theirs that are wanted."""

    sessions: Mapping[str, gateway_pb.StoredSession] = field(default_factory=dict)
    groups: dict[str, gateway_pb.StoredGroup] = field(default_factory=dict)
    """By id; of sessions that are known."""
    workers: dict[str, pb.WorkerHello] = field(default_factory=dict)
    records: dict[str, gateway_pb.StoredWorker] = field(default_factory=dict)
    """By worker: what it was started as."""
    alive: frozenset[str] = frozenset()
    """All workers that live as far as the engine knows, wanted or not, come back or not."""
    missing: set[str] = field(default_factory=set)
    """Ranks of groups that go on, that have not come back."""

    clients: dict[str, str] = field(default_factory=dict)
    """Sessions of the clients within these workers, and what context each works in."""

    def group_of(self, spec: jobs_pb.JobSpec, session: str) -> gateway_pb.StoredGroup | None:
        """The group of a job of that session, where it is known."""
        stored = self.sessions.get(session)
        context = stored.context if stored is not None else self.clients.get(session)
        if context is None or not spec.HasField("gang"):
            return None
        return self.groups.get(f"{context}/{spec.gang.group or anonymous_name(spec.id)}")


NOTHING = Found()


def anonymous_name(job: str) -> str:
    """What the group of a job is called that has no other name."""
    return f"ranks of {job}"


def sort_out(
    sessions: Iterable[gateway_pb.StoredSession],
    groups: Iterable[gateway_pb.StoredGroup],
    hellos: Mapping[str, pb.WorkerHello],
) -> Found:
    """What goes on of what there was: workers that are set up, for a session or group that is known."""
    found = Found({session.id: session for session in sessions})
    contexts = {session.context for session in found.sessions.values()}
    found.groups = {group.id: group for group in groups if group.context in contexts}
    for name, hello in hellos.items():
        record = gateway_pb.StoredWorker.FromString(hello.record)
        if not hello.record:
            continue  # what it was to be is lost; whoever wanted it asks for another one
        group = found.groups.get(record.context)
        is_rank = group is not None and group.epoch == record.epoch and name in group.workers
        if is_rank or (record.rank < 0 and record.context in contexts):
            found.workers[name], found.records[name] = hello, record
            if hello.client:
                found.clients[hello.client] = group.context if group is not None else record.context
    for group in found.groups.values():
        if not group.begun:
            # It holds nothing yet: it is started anew, with all its ranks.
            for name in group.workers:
                found.workers.pop(name, None)
        else:
            found.missing.update(set(group.workers) - found.workers.keys())
    return found

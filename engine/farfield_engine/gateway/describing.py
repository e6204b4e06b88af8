"""What clients are told of the cluster: its machine, workers and groups."""

from __future__ import annotations

import socket

import psutil

from farfield_engine.gateway.debugging import DebugHub
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.groups import GroupRecord
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb


def describe_node(dispatcher: Dispatcher, debugging: DebugHub, user: str) -> pb.Node:
    """The machine and its workers, as this user may see them."""
    pool = dispatcher.scheduler.pool
    node = pb.Node(
        name=socket.gethostname(),
        cpus=pool.capacity.cpus,
        cpus_in_use=pool.cpus_in_use,
        memory=pool.capacity.memory,
        memory_used=psutil.virtual_memory().used,
    )
    for worker in pool.workers.values():
        job = dispatcher.records.get(worker.job or "")
        use = dispatcher.engine.use_of(worker.id)
        owner = dispatcher.parent_of(worker.id)
        shown = node.workers.add(
            id=worker.id,
            pid=use.pid if use else 0,
            state=worker.state.value,
            memory=use.memory if use else 0,
            cpu=use.cpu if use else 0.0,
            rank=max(worker.rank, 0),
        )
        if user and (owner is None or owner.user != user):
            continue  # what others do with it is theirs
        shown.job = f"{job.number} {job.spec.name}".strip() if job else ""
        shown.group = _group_name(dispatcher, worker.context)
        pause = debugging.pause_of(worker.id)
        if pause is not None:
            shown.pause.CopyFrom(pause)
    return node


def _group_name(dispatcher: Dispatcher, context: str) -> str:
    group = dispatcher.groups.records.get(context)
    return group.name if group and not group.anonymous else ""


def describe_group(dispatcher: Dispatcher, group: GroupRecord) -> pb.GroupInfo:
    """A group with its ranks."""
    plan = group.plan
    workers, running, queued = dispatcher.groups.gang_of(group)
    owner = dispatcher.session_of(plan.context)
    job = dispatcher.records.get(running)
    info = pb.GroupInfo(
        name=group.name,
        session=owner.id if owner else "",
        client=owner.client if owner else "",
        ranks=plan.ranks,
        resources=jobs_pb.Resources(cpus=plan.cpus, gpus=plan.gpus, memory=plan.memory),
        state=dispatcher.groups.state_of(group),
        reason=group.ending,
        job=f"{job.number} {job.spec.name}".strip() if job else "",
        queued=queued,
        actor=group.actor,
        epoch=group.epoch,
        variables=group.variables,
        created=group.created,
    )
    for rank, name in enumerate(workers):
        worker, use = dispatcher.scheduler.pool.workers.get(name), dispatcher.engine.use_of(name)
        info.workers.add(
            id=name,
            pid=use.pid if use else 0,
            state=worker.state.value if worker else "dead",
            memory=use.memory if use else 0,
            cpu=use.cpu if use else 0.0,
            group=group.name,
            rank=rank,
        )
    return info

"""What clients are told of the cluster: its machine, workers and groups."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator

import psutil

from farfield_engine.core.worker import Worker
from farfield_engine.engines.base import NodeSeen
from farfield_engine.engines.gpus import GpuReport
from farfield_engine.gateway import clock
from farfield_engine.gateway.debugging import DebugHub
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.gpuview import describe_gpus, labels, worker_here
from farfield_engine.gateway.groups import GroupRecord
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

NO_NODE = "no node yet"
"""Where workers are that wait for room on one."""


def describe_nodes(
    dispatcher: Dispatcher,
    debugging: DebugHub,
    user: str,
    request: pb.StatusRequest,
    gpus: GpuReport | None = None,
) -> list[pb.Node]:
    """The machines and their workers, as this user may see them, as far as they are asked for.

    gpus: what those of this machine do, where somebody looks.
    """
    seen = dispatcher.engine.nodes()
    if seen is None:
        return [describe_node(dispatcher, debugging, user, request, gpus)]
    homes = {worker: node.id for node in seen for worker in node.workers}
    nodes = {node.id: _describe_seen(dispatcher, user, node) for node in seen}
    for worker in _asked_for(dispatcher, request):
        home = homes.get(worker.id, "")
        if home not in nodes:  # it waits for room, or is just starting
            nodes[home] = pb.Node(name=NO_NODE, state="waiting", load=-1.0, time=clock.now())
        shown = _describe_worker(dispatcher, debugging, user, worker, looks=request.usage)
        nodes[home].workers.append(shown)
    for name in dispatcher.scheduler.pool.workers:
        home = homes.get(name, "")
        if home in nodes:
            nodes[home].workers_total += 1
    return list(nodes.values())


def _describe_seen(dispatcher: Dispatcher, user: str, seen: NodeSeen) -> pb.Node:
    """A node without its workers."""
    has = dict(seen.resources)
    given = {name: round(amount, 6) for name, amount in seen.resources_in_use.items()}
    gpus = has.pop("GPU", 0.0)
    node = pb.Node(
        id=seen.id,
        name=seen.name,
        state=seen.state,
        cpus=has.pop("CPU", 0.0),
        cpus_in_use=given.pop("CPU", 0.0),
        memory=seen.memory or int(has.get("memory", 0)),
        memory_used=seen.memory_used,
        load=seen.load,
        gpus_in_use=given.pop("GPU", 0.0),
        time=seen.time or clock.now(),
        resources=has,
        resources_in_use={name: amount for name, amount in given.items() if amount},
        labels=seen.labels,
    )
    if seen.gpus is not None:
        uses = dispatcher.engine.sample(seen.workers)
        pids = {pid: name for name, use in uses.items() for pid in (use.pid, *use.pids)}
        describe_gpus(
            node, seen.gpus, {}, lambda pid: pids.get(pid, ""), lambda name: _job_of(dispatcher, name, user)
        )
    if gpus and not node.gpus:  # the cluster gives what nobody can look at
        node.resources["GPU"] = gpus
        node.resources_in_use["GPU"] = node.gpus_in_use
    return node


def _asked_for(dispatcher: Dispatcher, request: pb.StatusRequest) -> Iterator[Worker]:
    """A page of the workers."""
    first = request.workers_from
    last = first + request.workers_limit if request.workers_limit else None
    return itertools.islice(dispatcher.scheduler.pool.workers.values(), first, last)


def describe_node(
    dispatcher: Dispatcher,
    debugging: DebugHub,
    user: str,
    request: pb.StatusRequest,
    gpus: GpuReport | None = None,
) -> pb.Node:
    """The machine and its workers, as this user may see them, as far as they are asked for.

    gpus: what they do, where somebody looks.
    """
    pool, usage = dispatcher.scheduler.pool, dispatcher.usage
    node = pb.Node(
        name=socket.gethostname(),
        cpus=pool.capacity.cpus,
        cpus_in_use=pool.cpus_in_use,
        memory=pool.capacity.memory,
        memory_used=psutil.virtual_memory().used,
        load=usage.node_load if request.usage else -1.0,
        gpus_in_use=pool.gpus_in_use,
        time=clock.now(),
        workers_total=len(pool.workers),
    )
    for worker in _asked_for(dispatcher, request):
        node.workers.append(_describe_worker(dispatcher, debugging, user, worker, looks=request.usage))
    if gpus is not None:
        busy = any(device.processes for device in gpus.devices)
        uses = ((name, dispatcher.engine.use_of(name)) for name in (pool.workers if busy else ()))
        pids = {use.pid: name for name, use in uses if use is not None}
        describe_gpus(
            node,
            gpus,
            pool.devices.in_use(),
            lambda pid: worker_here(pid, pids),
            lambda name: _job_of(dispatcher, name, user),
        )
    return node


def _describe_worker(
    dispatcher: Dispatcher, debugging: DebugHub, user: str, worker: Worker, *, looks: bool
) -> pb.Worker:
    measured = dispatcher.usage.of(worker.id) if looks else None
    use = measured or dispatcher.engine.use_of(worker.id)
    names = labels(dispatcher.engine.gpus.latest) if worker.devices and dispatcher.engine.gpus else {}
    shown = pb.Worker(
        id=worker.id,
        pid=use.pid if use else 0,
        state=worker.state.value,
        memory=use.memory if use else 0,
        cpu=use.cpu if use else 0.0,
        rank=max(worker.rank, 0),
        load=measured.cores if measured else -1.0,
        devices=[names.get(device, device) for device in worker.devices],
    )
    if not _may_see(dispatcher, worker.id, user):
        return shown  # what others do with it is theirs
    shown.job = _job_of(dispatcher, worker.id, user)
    shown.group = _group_name(dispatcher, worker.context)
    pause = debugging.pause_of(worker.id)
    if pause is not None:
        shown.pause.CopyFrom(pause)
    return shown


def _may_see(dispatcher: Dispatcher, worker: str, user: str) -> bool:
    owner = dispatcher.parent_of(worker)
    return not user or (owner is not None and owner.user == user)


def _job_of(dispatcher: Dispatcher, worker: str, user: str) -> str:
    """Number and name of what a worker runs; empty also where this user may not know."""
    held = dispatcher.scheduler.pool.workers.get(worker)
    job = dispatcher.records.get((held.job if held else None) or "")
    if job is None or not _may_see(dispatcher, worker, user):
        return ""
    return f"{job.number} {job.spec.name}".strip()


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

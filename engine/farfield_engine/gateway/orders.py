"""What a worker is ordered and set up with."""

from __future__ import annotations

from farfield_engine.core import events as ev
from farfield_engine.engines.base import Order
from farfield_engine.gateway.groups import GroupRecord, seat_of
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.wire.v1 import worker_pb2 as pb


def order_of(do: ev.StartWorker, session: SessionPort | None, group: GroupRecord | None) -> Order:
    """What the engine is told of the worker that it is to start."""
    title = group.title if group is not None and not group.anonymous else ""
    if session is not None:
        title = " of ".join(part for part in (title, session.notebook or session.client) if part)
    return Order(do.needs or ev.Needs(), title, do.context, do.rank, do.ranks)


def setup_of(do: ev.StartWorker, session: SessionPort, group: GroupRecord | None, *, gpus: bool) -> pb.Setup:
    """What it is set up with, but for its devices. gpus: there are some, which are given out here."""
    setup = pb.Setup()
    setup.CopyFrom(session.setup)
    # Where the engine binds workers to what they need, it gives each its GPUs, or none.
    setup.hide_devices = gpus and not do.devices and do.needs is None
    if group is not None:
        setup.seat.CopyFrom(seat_of(group, do.rank))
    return setup

"""Chooses the way to a gateway, and attaches."""

from __future__ import annotations

from farfield_engine.client.connection import Connection
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.loop import LoopThread
from farfield_engine.wire.v1 import gateway_pb2 as pb


def attach(info: ConnectionInfo, hello: pb.Hello) -> Connection:
    """A session with this gateway: over its framed socket where it has one here, else over gRPC.

    Raises AttachError.
    """
    connection = _connection(info, hello)
    connection.attach()
    return connection


def _connection(info: ConnectionInfo, hello: pb.Hello) -> Connection:
    if info.framed:
        from farfield_engine.client.framed import FramedConnection

        return FramedConnection(info, hello, LoopThread.shared())
    # 0.1 s and 20 MB that most clients do without.
    from farfield_engine.client.overgrpc import GrpcConnection

    return GrpcConnection(info, hello, LoopThread.shared())

"""Chooses what carries a session, and attaches."""

from __future__ import annotations

from farfield_engine.client.connection import Connection
from farfield_engine.client.framed import FramedConnection
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.loop import LoopThread
from farfield_engine.client.route import UnixRoute
from farfield_engine.client.streamed import StreamedConnection
from farfield_engine.wire.v1 import gateway_pb2 as pb


def attach(info: ConnectionInfo, hello: pb.Hello) -> Connection:
    """A session with this gateway. Raises AttachError."""
    kind = FramedConnection if isinstance(info.route, UnixRoute) else StreamedConnection
    connection = kind(info, hello, LoopThread.shared())
    connection.attach()
    return connection

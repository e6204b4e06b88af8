"""What is said of an attachment: where it leads, as whom, how far away it is; nothing secret."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from farfield_engine.client.about import attached_text, look_at, round_trip_text
from farfield_engine.client.channel import ConnectionState
from farfield_engine.client.client import Client
from farfield_engine.errors import ConnectionLostError
from farfield_engine.wire.v1 import gateway_pb2 as pb


def client(*, here: bool = False, lost: bool = False, usable: bool = True) -> Client:
    """As much of a client as is asked."""

    def status() -> pb.StatusReply:
        if lost:
            raise ConnectionLostError("the connection to the gateway is lost")
        return pb.StatusReply(engine="local")

    now = time.monotonic()
    fake: Any = SimpleNamespace(
        target="local:2" if here else "farfield://gpu.example:7878",
        host="gpu.example",
        workers=1 if not here else 2,
        python="3.12.4",
        welcome=pb.Welcome(user="" if here else "anna"),
        connection_info=SimpleNamespace(route=SimpleNamespace(here=here)),
        connection=ConnectionState(not lost, now - 12, "no route to host" if lost else "", now + 9.6),
        usable=usable,
        status=status,
    )
    return cast(Client, fake)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0004, "under 1 ms"), (0.0123, "12 ms"), (0.9996, "1.0 s"), (1.24, "1.2 s")]
)
def test_round_trips(seconds: float, text: str) -> None:
    assert round_trip_text(seconds) == text


def test_an_attachment_is_one_line() -> None:
    assert attached_text(client(here=True)) == "attached to local:2: 2 workers"
    assert re.fullmatch(
        r"attached to farfield://gpu\.example:7878 on gpu\.example as anna: 1 worker, Python 3\.12\.4, "
        r"round trip (under 1|\d+) ms",
        attached_text(client()),
    )


def test_a_look_at_a_cluster_says_whether_it_is_connected() -> None:
    look = look_at(client())
    assert look.status is not None and look.status.engine == "local"
    assert look.about.startswith("farfield://gpu.example:7878 on gpu.example as anna: connected, round trip ")


def test_a_look_while_the_connection_is_lost() -> None:
    look = look_at(client(lost=True))
    assert look.status is None
    assert look.about.endswith(
        "connection lost 12 s ago (no route to host), trying again in 10 s; what runs there goes on"
    )
    with pytest.raises(ConnectionLostError):
        look_at(client(lost=True, usable=False))

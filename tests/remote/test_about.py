"""What is said of an attachment: where it leads, as whom, how far away it is; nothing secret."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import farfield as ff
from farfield_engine.client.about import attached_text, look_at

if TYPE_CHECKING:
    from tests.conftest import ServedGateway  # noqa: TID251  # for the type checker only

SECONDS = 20.0


def test_of_one_on_this_machine_it_is_the_same_every_time(own_runtime: Path) -> None:
    assert attached_text(ff.attach("local:2")) == "attached to local:2: 2 workers"
    ff.detach()


def test_of_one_elsewhere_it_has_the_place_and_the_way(serve: Callable[..., ServedGateway]) -> None:
    gateway = serve()
    client = ff.attach(gateway.string)
    place = f"farfield://127.0.0.1:{gateway.served.port} on {re.escape(socket.gethostname())}"
    trip = r"round trip (under 1|\d+) ms"
    told = attached_text(client)
    assert re.fullmatch(rf"attached to {place}: \d+ workers?, Python [\d.]+, {trip}", told)
    look = look_at(client)
    assert look.status is not None and re.fullmatch(rf"{place}: connected, {trip}", look.about)
    os.kill(gateway.served.pid, signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while (lost := look_at(client)).status is not None:
        assert time.monotonic() < deadline, "it is not noticed"
    serve("--port", str(gateway.served.port))
    assert re.match(rf"{place}: connection lost \d+ s ago \(.+\), trying again", lost.about)
    ff.detach()

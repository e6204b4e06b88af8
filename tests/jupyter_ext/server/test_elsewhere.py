"""A machine that ssh leads to, for a server below a path of its own, as JupyterHub has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from tests.jupyter_ext.server.conftest import Pages  # noqa: TID251  # for the type checker only
    from tests.remote.sshd import Sshd  # noqa: TID251

SECONDS = 15.0
BELOW = "/user/ada/"


@pytest.fixture
def hub(sshd: Sshd, start_server: Callable[..., Pages]) -> Iterator[Pages]:
    """A server below /user/ada/, from which ssh leads to `box`."""
    yield start_server(f"--ServerApp.base_url={BELOW}")


def connections(pages: Pages) -> list[psutil.Process]:
    """The programs that the server keeps running."""
    return psutil.Process(pages.process.pid).children(recursive=True)


def test_a_machine_that_ssh_leads_to(hub: Pages, sshd: Sshd) -> None:
    assert hub.url.endswith(BELOW.rstrip("/")) and hub.get("clusters").status == 200
    # Who can't be let in is told at once, since nobody could answer ssh's questions.
    sshd.write_config(key="stranger")
    refused = hub.post("clusters", {"target": "ssh://box"})
    assert refused.status == 502 and "does not let you in" in refused.message
    sshd.write_config()
    (sshd.base / "known").write_text("")
    refused = hub.post("clusters", {"target": "ssh://box"})
    assert refused.status == 502 and "the host key of box is not known here yet" in refused.message
    assert refused.seconds < SECONDS and not connections(hub)
    sshd.know_host()
    # Two pages at once, and one connection.
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(hub.post, "clusters", {"target": "ssh://box"}) for _ in range(2)]
        entries = [one.result().content for one in asked]
    assert entries[0] == entries[1] and entries[0]["state"] == "up", entries
    one = f"clusters/{entries[0]['id']}"
    cluster = hub.get(one).content
    assert (cluster["target"], cluster["name"]) == ("ssh://box", "box")
    held = connections(hub)
    assert len([process for process in held if process.name() == "ssh"]) == 1, held
    # The machine goes, and comes back; the page's question finds the way again.
    sshd.stop()
    lost = hub.until(one, lambda asked: asked.status != 200, "told")
    assert lost.status in (502, 504) and lost.seconds < SECONDS
    sshd.start()
    hub.until(one, lambda asked: asked.status == 200, "found again")
    assert hub.delete(one).status == 200
    psutil.wait_procs(held, SECONDS)
    assert not connections(hub), "a detached machine's connection is kept"
    # What is attached when the server ends leaves nothing either.
    assert hub.post("clusters", {"target": "ssh://box"}).content["state"] == "up"
    held = connections(hub)
    hub.process.terminate()
    hub.process.wait(SECONDS)
    _, alive = psutil.wait_procs(held, SECONDS)
    assert held and not alive

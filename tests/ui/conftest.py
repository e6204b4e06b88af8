"""JupyterLab as its users have it: a real server, a real browser, and the debugger's own, unchanged UI.

The server is one for the whole run and keeps its files below the runtime directories of this run. A browser
is one for each file of tests: Playwright's synchronous interface keeps an event loop running in this thread,
which other tests have no use for. Each test has a page, a workspace and a directory of its own; its kernels
end with it.
"""

from __future__ import annotations

import itertools
import json
import runpy
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, WebSocket
    from tests.ui.lab import Lab  # noqa: TID251  # for the type checker only
    from tests.ui.panels import Panels  # noqa: TID251
    from tests.ui.sidepanel import SidePanel  # noqa: TID251

Message = dict[str, Any]

LAB = Path(__file__).with_name("lab.py")
PANELS = Path(__file__).with_name("panels.py")
SIDE_PANEL = Path(__file__).with_name("sidepanel.py")
STOP_SECONDS = 30.0
"""How long a server or a kernel may take to end."""
WINDOW = {"width": 1600, "height": 1000}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab server."""

    url: str
    token: str
    root: Path
    """The directory that its file browser shows."""

    def ask(self, method: str, path: str) -> Any:
        """A request of its REST interface; what it replies, from JSON."""
        request = urllib.request.Request(
            f"{self.url}/api/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=STOP_SECONDS) as reply:
            return json.loads(reply.read() or b"null")

    def end_kernels(self) -> None:
        """End all kernels, whatever they are doing, and wait until the server has none."""
        deadline = time.monotonic() + STOP_SECONDS
        while kernels := self.ask("GET", "kernels"):
            assert time.monotonic() < deadline, f"kernels that do not end: {kernels}"
            for kernel in kernels:
                try:
                    self.ask("DELETE", f"kernels/{kernel['id']}")
                except urllib.error.HTTPError as error:
                    # Its session has ended meanwhile and took it along.
                    assert error.code == 404, error


@dataclass(frozen=True)
class Notebooks:
    """Makes notebooks, in a directory that only one test uses."""

    directory: Path
    """Where they are; what else a test puts here lies beside its notebooks."""
    root: Path

    def __call__(
        self,
        cells: Sequence[str],
        kernel: str = "farfield",
        name: str = "notebook.ipynb",
        files: Mapping[str, str] | None = None,
    ) -> str:
        """Write a notebook with these code cells, and files beside it; its path as the server knows it."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
        nbformat.write(notebook, self.directory / name)
        for file, text in (files or {}).items():
            (self.directory / file).write_text(text)
        return str((self.directory / name).relative_to(self.root))


@dataclass
class Traffic:
    """What a page and the kernels say to each other about debugging."""

    messages: list[Message] = field(default_factory=list)
    """The contents of requests, replies and events, in order."""
    pending: set[str] = field(default_factory=set)
    """Requests without a reply."""
    attached: bool = False
    """Whether the page has turned a kernel's debugger on."""
    stops: int = 0
    """How many times something has stopped."""
    _events: set[str] = field(default_factory=set)

    def has_frames(self) -> bool:
        """Whether the page has been told the frames of the last stop: until then it shows those before."""
        for message in reversed(self.messages):
            if message.get("event") == "stopped":
                return False
            if message.get("type") == "response" and message.get("command") == "stackTrace":
                return True
        return True

    def requests(self, command: str) -> list[Message]:
        """The arguments of all requests of one kind, in order."""
        return [
            message.get("arguments", {})
            for message in self.messages
            if message.get("type") == "request" and message["command"] == command
        ]

    def listen(self, socket: WebSocket) -> None:
        """Take what goes over a connection of the page."""
        if "/channels" in socket.url:
            socket.on("framesent", self._take)
            socket.on("framereceived", self._take)

    def _take(self, payload: str | bytes) -> None:
        if isinstance(payload, str):
            return
        header, parent, content = _decode(payload)
        match header.get("msg_type"):
            case "debug_request":
                self.pending.add(header["msg_id"])
                self.attached = {"attach": True, "disconnect": False}.get(content["command"], self.attached)
            case "debug_reply":
                self.pending.discard(parent["msg_id"])
            # An event comes once for each connection that the page has to the kernel.
            case "debug_event" if header["msg_id"] not in self._events:
                self._events.add(header["msg_id"])
                self.stops += content.get("event") == "stopped"
            case _:
                return
        self.messages.append(content)


def _decode(payload: bytes) -> list[Message]:
    """The header, the parent's header and the content of a message of v1.kernel.websocket.jupyter.org.

    The offsets of the parts come first: of the channel's name, these, metadata between them, and buffers.
    """
    count = int.from_bytes(payload[:8], "little")
    offsets = [int.from_bytes(payload[8 * i + 8 : 8 * i + 16], "little") for i in range(count)]
    return [json.loads(payload[offsets[i] : offsets[i + 1]]) for i in (1, 2, 4)]


@pytest.fixture(scope="session")
def server(runtime_base: Path, labserver: SimpleNamespace, chromium: str) -> Iterator[Server]:
    """A JupyterLab server of our own; its kernels use the runtime directories of this run of the tests."""
    base = runtime_base / "lab"
    with labserver.running_lab(base) as (url, token):
        yield Server(url, token, base / "root")


_COUNT = itertools.count(1)


@pytest.fixture
def notebooks(server: Server) -> Notebooks:
    """Makes notebooks: `notebooks(["x = 1", "x"], kernel="python3", files={"utils.py": "..."})`."""
    directory = server.root / f"test{next(_COUNT)}"
    directory.mkdir()
    return Notebooks(directory, server.root)


@pytest.fixture
def lab(browser: Browser, server: Server, shots: Path, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """JupyterLab in a browser window; kernels that its notebooks started end with the test."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]  # a TypedDict
    make = runpy.run_path(str(LAB))["Lab"]
    # Another when the test runs again: JupyterLab would restore what the first run had open.
    name = f"{request.node.name}-{next(_COUNT)}"
    try:
        yield make(context.new_page(), Traffic(), server.url, server.token, shots, name)
    finally:
        context.close()
        server.end_kernels()


@pytest.fixture
def panels(lab: Lab) -> Panels:
    """What `lab` does not have of the same window."""
    made: Panels = runpy.run_path(str(PANELS))["Panels"](lab)
    return made


@pytest.fixture
def side_panel(lab: Lab) -> SidePanel:
    """What the JupyterLab extension adds to the same window."""
    made: SidePanel = runpy.run_path(str(SIDE_PANEL))["SidePanel"](lab)
    return made

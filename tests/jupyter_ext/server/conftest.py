"""A Jupyter server with the extension, as a process of its own, and somebody who asks it over HTTP."""

from __future__ import annotations

import http.cookiejar
import json
import os
import runpy
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest

import farfield_jupyter
from farfield_engine.client.local import find_local
from farfield_engine.client.visitor import Visitor

STOP_SECONDS = 20.0

CONFIG = Path(farfield_jupyter.__file__).parent / "server" / "jupyter_server_config.json"


OTHERS = ("jupyterlab", "notebook", "jupyter_lsp", "jupyter_server_terminals", "notebook_shim")
"""Extensions that take their time to start, and are not needed here."""


@dataclass
class Asked:
    """One answer of the server's."""

    status: int
    text: str
    seconds: float

    @property
    def content(self) -> Any:
        return json.loads(self.text)

    @property
    def message(self) -> str:
        return str(self.content["message"])


@dataclass
class Pages:
    """Asks a Jupyter server what its pages would."""

    url: str
    token: str
    log: Path
    runtime: Path
    """FARFIELD_RUNTIME_DIR of the server."""
    process: subprocess.Popen[bytes]
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    heard: list[str] = field(default_factory=list)
    """All that it has answered."""

    def get(self, path: str, **headers: str) -> Asked:
        return self.ask("GET", path, **headers)

    def post(self, path: str, content: object = None, **headers: str) -> Asked:
        return self.ask("POST", path, {} if content is None else content, **headers)

    def delete(self, path: str) -> Asked:
        return self.ask("DELETE", path)

    def ask(
        self, method: str, path: str, content: object = None, *, token: str | None = None, **headers: str
    ) -> Asked:
        """A request below farfield/api/; token: of Jupyter's, "" for none."""
        token = self.token if token is None else token
        if token:
            headers["Authorization"] = f"token {token}"
        body = (
            content
            if isinstance(content, bytes)
            else json.dumps(content).encode()
            if content is not None
            else None
        )
        url = f"{self.url}/farfield/api/{path}"
        request = urllib.request.Request(url, body, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        began = time.monotonic()
        try:
            with opener.open(request, timeout=STOP_SECONDS) as reply:
                found = Asked(reply.status, reply.read().decode(), 0)
        except urllib.error.HTTPError as error:
            with error:
                found = Asked(error.code, error.read().decode(), 0)
        found.seconds = time.monotonic() - began
        self.heard.append(found.text)
        return found

    def log_in(self) -> None:
        """As a browser does: cookies, with the one against forged requests."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        opener.open(f"{self.url}/login?token={quote(self.token)}", timeout=STOP_SECONDS).close()

    def xsrf(self) -> str:
        return next(cookie.value or "" for cookie in self.cookies if cookie.name == "_xsrf")

    def end_gateway(self) -> None:
        """End the gateway on this machine, if one runs."""
        info = find_local()
        if info is None:
            return
        with Visitor(info) as visitor:
            visitor.shut_down(now=True)
            visitor.await_end()

    def until(self, path: str, reached: Any, what: str) -> Asked:
        """Ask until the answer is as it should be."""
        deadline = time.monotonic() + STOP_SECONDS
        while not reached(found := self.get(path)):
            assert time.monotonic() < deadline, f"not {what}: {found}"
            threading.Event().wait(0.05)
        return found


@pytest.fixture(scope="package")
def server(runtime_base: Path, labserver: SimpleNamespace) -> Iterator[Pages]:
    """A server for the tests of this directory, set up as an installation does it."""
    with _running(runtime_base, labserver) as pages:
        yield pages


@pytest.fixture
def ending(
    runtime_base: Path, labserver: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pages]:
    """A server that a test may end, in whose places the test is too."""
    with _running(runtime_base, labserver) as pages:
        monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(pages.runtime))
        monkeypatch.setenv("FARFIELD_CONFIG_DIR", str(pages.runtime / "config"))
        yield pages
        pages.end_gateway()


@pytest.fixture
def sshd(own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An ssh server that lets us in, as `tests/remote` has it."""
    served = runpy.run_path(str(Path(__file__).parents[2] / "remote" / "conftest.py"))["_served"]
    with served(own_runtime, own_runtime / "there", monkeypatch) as server:
        yield server


@pytest.fixture
def start_server(runtime_base: Path, labserver: SimpleNamespace) -> Iterator[Callable[..., Pages]]:
    """Starts servers with options of Jupyter's; they end with the test."""
    with ExitStack() as running:
        yield lambda *options: running.enter_context(_running(runtime_base, labserver, *options))


@contextmanager
def _running(runtime_base: Path, labserver: SimpleNamespace, *options: str) -> Iterator[Pages]:
    runtime = Path(tempfile.mkdtemp(prefix="srv", dir=runtime_base))
    base = runtime / "jupyter"
    enabled = base / "JUPYTER_CONFIG_DIR" / "jupyter_server_config.d"
    enabled.mkdir(parents=True)
    shutil.copy(CONFIG, enabled / "farfield_jupyter.json")
    others = {"ServerApp": {"jpserver_extensions": dict.fromkeys(OTHERS, False)}}
    (enabled / "others.json").write_text(json.dumps(others))
    environment = {
        **os.environ,
        **{
            f"JUPYTER_{name}_DIR": str(base / f"JUPYTER_{name}_DIR") for name in ("RUNTIME", "CONFIG", "DATA")
        },
        # Else what this Python installation enables goes before what is disabled here.
        "JUPYTER_PREFER_ENV_PATH": "0",
        "FARFIELD_RUNTIME_DIR": str(runtime),
        "FARFIELD_CONFIG_DIR": str(runtime / "config"),
    }
    token = secrets.token_hex(16)
    command = [sys.executable, "-P", "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += ["--ServerApp.port=0", f"--ServerApp.root_dir={base}", f"--IdentityProvider.token={token}"]
    command += options
    log = base / "jupyter.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, cwd=base, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    with labserver.ended_after(process):
        address = labserver.await_jupyter(process, base / "JUPYTER_RUNTIME_DIR", log)
        yield Pages(address, token, log, runtime, process)


@pytest.fixture
def pages(server: Pages, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """The server, in whose places this test is too; the gateway that it starts ends with it."""
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(server.runtime))
    monkeypatch.setenv("FARFIELD_CONFIG_DIR", str(server.runtime / "config"))
    server.cookies.clear()
    yield server
    server.end_gateway()

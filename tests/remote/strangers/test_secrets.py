"""The tokens: where they are, and all the places where they are not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

import farfield as ff
from farfield_engine.access.strings import connection_string
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.target import parse_farfield
from farfield_engine.client.tls import TlsRoute
from farfield_engine.errors import AttachError
from farfield_engine.places import CONNECTION_FILE, config_dir

if TYPE_CHECKING:
    from tests.remote.strangers.conftest import Served  # noqa: TID251  # for the type checker only

SECONDS = 60.0
HOLDERS = {"owner.token", CONNECTION_FILE}
"""Files of a gateway that hold its owner's token."""


@pytest.fixture
def tokens(served: Served, own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """This process is attached as ada, by a string that has her token, with another one in its environment.

    All that must not be found.
    """
    name = f"ada{os.urandom(3).hex()}"
    token = served.add(name)
    monkeypatch.setenv("FARFIELD_TOKEN", served.planted)
    ff.attach(served.url(token))
    assert ff.submit(abs, -1).result(SECONDS) == 1
    yield [token, served.token, served.planted]
    ff.detach()


def printed() -> tuple[dict[str, str], list[str], str]:
    """What user code sees of its process, those above it and what it can start."""
    import os
    import subprocess
    import sys

    print("nothing secret")
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(dict(os.environ))"], capture_output=True, text=True
    )
    return dict(os.environ), [*sys.argv, *sys.orig_argv], child.stdout


def test_user_code_has_no_token_in_its_environment(tokens: list[str]) -> None:
    seen = str(ff.submit(printed).result(SECONDS)) + str(ff.submit(os.listdir, "/proc/self").result(SECONDS))
    environment = ff.submit(eval, "open('/proc/self/environ').read()").result(SECONDS)
    assert not [token for token in tokens if token in seen + environment]
    assert "FARFIELD_TOKEN" not in seen + environment


def test_no_process_has_a_token_in_its_command_or_environment(served: Served, tokens: list[str]) -> None:
    """But for the process that was given one in its environment, by whoever started it."""
    ff.submit(printed).result(SECONDS)
    for process in psutil.process_iter(["pid", "cmdline"]):
        command = " ".join(process.info["cmdline"] or ())
        assert not [token for token in tokens if token in command], command[:50]
    gateway = psutil.Process(served.pid)
    below = [gateway, *gateway.children(recursive=True)]
    assert len(below) >= 3, "gateway, zygote, worker"
    for process in below:
        environment = str(process.environ())
        assert not [token for token in tokens if token in environment], process.name()


def files_below(*directories: Path) -> list[Path]:
    return [path for directory in directories for path in directory.rglob("*") if path.is_file()]


def test_files_are_the_owners_alone_and_no_other_holds_a_token(
    served: Served, own_runtime: Path, tokens: list[str]
) -> None:
    """Logs, journal and the account among them, after a job has run and printed, and users have come."""
    ff.submit(printed).result(SECONDS)
    kept, held = set(), set()
    for path in files_below(served.runtime):
        content = path.read_bytes()
        if served.token.encode() in content:
            held.add(path.name)
        assert served.planted.encode() not in content and tokens[0].encode() not in content, path
        kept.add(path.name)
        if path.name != "serve.log":  # ours, as a shell would have made it
            # A certificate is shown to everybody anyway; its directory is closed.
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077 or path.name == "cert.pem", path
    assert held == HOLDERS
    assert {"tokens.json", "audit.log", "key.pem", "serve.json", "gateway.secret"} <= kept
    for path in (*served.runtime.rglob("*"), *own_runtime.rglob("*")):
        assert not path.is_dir() or stat.S_IMODE(path.stat().st_mode) == 0o700, path
    # Here, the client remembers it, in one file.
    mine = [path for path in files_below(own_runtime) if tokens[0].encode() in path.read_bytes()]
    assert len(mine) == 1 and mine[0].parent == config_dir()
    assert stat.S_IMODE(mine[0].stat().st_mode) == 0o600
    assert not [path for path in files_below(own_runtime) if served.planted.encode() in path.read_bytes()]


def test_no_repr_and_no_message_shows_a_token(served: Served, own_runtime: Path, tokens: list[str]) -> None:
    url = served.url(tokens[0])
    route = TlsRoute("127.0.0.1", served.port, tokens[0], served.fingerprint)
    shown = [
        repr(parse_farfield(url)),
        str(parse_farfield(url)),
        repr(route),
        repr(ConnectionInfo(route)),
        route.name,
    ]
    client = ff.attach(url)
    shown += [repr(client), str(client.target), repr(vars(client)), repr(client.status())]
    for wrong in (
        url.replace("sha256-", "sha1-"),
        url.replace(f":{served.port}", ":1"),
        url.replace(f":{served.port}", ":x"),
        url.replace("farfield://", "farfield:///"),
        url.replace("?cert=", "?x="),
        url + " x",
        url.replace("#", "#!"),
    ):
        with pytest.raises(AttachError) as caught:
            ff.attach(wrong)
        shown += [str(caught.value), repr(caught.value), "".join(traceback.format_exception(caught.value))]
    for text in shown:
        assert not [token for token in tokens if token in text], text.replace(tokens[0], "TOKEN")


@pytest.mark.parametrize(
    "arguments", [["status"], ["jobs"], ["token", "list"], ["doctor"], ["serve", "--port", "0"]]
)
def test_the_command_line_shows_no_token(served: Served, arguments: list[str]) -> None:
    """Not even that of a gateway that is there already. `farfield url` does, as its purpose is."""
    environment = {
        **os.environ,
        "FARFIELD_RUNTIME_DIR": str(served.runtime),
        "FARFIELD_TOKEN": served.planted,
    }
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert done.stdout + done.stderr
    assert served.token not in done.stdout + done.stderr and served.planted not in done.stdout + done.stderr


def test_what_farfield_serve_prints_into_a_log_has_no_token(served: Served) -> None:
    log = served.log.read_text()
    assert connection_string("127.0.0.1", served.port, served.fingerprint, "") in log
    assert served.token not in log and "#" not in log

"""`farfield doctor`: each hop is broken in earnest, and it names that one and no other."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shlex
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from farfield_engine.access.served import owner_token, read_served
from farfield_engine.access.strings import connection_string
from farfield_engine.access.tokenfile import TOKENS_FILE, add_token, revoke_token
from farfield_engine.cli import hopsfar, hopshere
from farfield_engine.cli.commands import main
from farfield_engine.client.local import find_local, find_or_start_local
from farfield_engine.client.processes import process_runs
from farfield_engine.gateway.certificate import own_certificate
from farfield_engine.places import CONNECTION_FILE

if TYPE_CHECKING:
    from tests.remote.sshd import Sshd  # noqa: TID251  # for the type checker only

DEADLINE = 30.0

Doctor = Callable[..., tuple[str, str]]


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Runs it with these options: the hop that is broken, empty where none is, and what is said of it."""
    assert main(["kernel", "install", "--prefix", str(tmp_path / "jupyter")]) == 0
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter" / "share" / "jupyter"))

    def run(*options: str) -> tuple[str, str]:
        capsys.readouterr()
        status = main(["doctor", *options])
        shown = capsys.readouterr()
        assert shown.err == "", shown
        return verdict(status, shown.out)

    return run


def verdict(status: int, text: str) -> tuple[str, str]:
    """The hop that failed, and what is said of it; nothing but the last may."""
    *before, last = text.splitlines()
    assert all(line.startswith("  ok    ") for line in before), text
    if last == "all is well":
        assert status == 0
        return "", text
    assert status == 1 and last.startswith("  FAIL  "), text
    return last[8:].partition("  ")[0].strip(), last


# --- on this machine --------------------------------------------------------


@pytest.fixture
def gateway(own_runtime: Path) -> Iterator[psutil.Process]:
    """A local gateway, for tests that break it."""
    process = psutil.Process(find_or_start_local().pid)
    yield process
    with contextlib.suppress(psutil.NoSuchProcess):
        process.resume()


@contextlib.contextmanager
def changed_connection(runtime: Path, **fields: str) -> Iterator[None]:
    """Its connection file says something else."""
    path = next(runtime.glob(f"local-*/{CONNECTION_FILE}"))
    content = path.read_text()
    path.write_text(json.dumps({**json.loads(content), **fields}))
    yield
    path.write_text(content)


def test_all_is_well_here_and_a_gateway_that_is_none_is_told_from_one_that_hangs(
    doctor: Doctor,
    own_runtime: Path,
    gateway: psutil.Process,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert doctor()[0] == ""
    with changed_connection(own_runtime, version="0.0.1"):
        hop, said = doctor()
        assert hop == "version" and "0.0.1" in said and "farfield down" in said
    with changed_connection(own_runtime, token="no-token-of-any-gateway"):
        assert doctor()[0] == "token"

    zygote = next(child for child in gateway.children() if "zygote" in child.cmdline())
    before = resource.prlimit(zygote.pid, resource.RLIMIT_AS, (1 << 20, -1))
    hop, said = doctor()
    resource.prlimit(zygote.pid, resource.RLIMIT_AS, before)
    assert hop == "worker" and "no worker could be started" in said, said

    gateway.suspend()
    hop, said = doctor()
    assert hop == "gateway" and f"kill -CONT {gateway.pid}" in said
    monkeypatch.setattr(hopshere, "ANSWER_SECONDS", 0.3)
    # The same where it stops only while it is asked.
    looked = iter([False, True])
    monkeypatch.setattr(hopshere, "is_stopped", lambda pid: next(looked))
    hop, said = doctor()
    assert hop == "gateway" and f"kill -CONT {gateway.pid}" in said
    # And where it can't be told from outside why it hangs.
    monkeypatch.setattr(hopshere, "is_stopped", lambda pid: False)
    hop, said = doctor()
    assert hop == "gateway" and "hangs" in said and "within 0.3 s" in said
    monkeypatch.undo()
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(own_runtime))

    gateway.kill()
    until(lambda: find_local() is None, "gone")
    hop, said = doctor()
    assert hop == "left-overs" and str(gateway.pid) in said and "farfield down" in said
    assert CONNECTION_FILE in said
    capsys.readouterr()
    for command in ("status", "jobs"):
        main([command])
        shown = capsys.readouterr()
        assert f"process {gateway.pid}, was killed" in shown.out + shown.err
        assert "kept on disk" in shown.out + shown.err
    assert main(["down"]) == 0
    assert f"removed {CONNECTION_FILE}" in capsys.readouterr().out
    assert list(own_runtime.glob("local-*/*.sock")) == []
    main(["status"])
    assert capsys.readouterr().out == "no gateway runs; %attach in a notebook starts one\n"


def test_a_gateway_whose_files_are_gone(
    doctor: Doctor, own_runtime: Path, gateway: psutil.Process, capsys: pytest.CaptureFixture[str]
) -> None:
    next(own_runtime.glob(f"local-*/{CONNECTION_FILE}")).unlink()
    for path in own_runtime.glob("local-*/*.sock"):
        path.unlink()
    hop, said = doctor()
    assert hop == "gateway" and f"process {gateway.pid} is there" in said
    assert main(["down"]) == 0
    assert "the gateway has ended" in capsys.readouterr().out
    assert not process_runs(gateway.pid)


def test_down_ends_a_gateway_of_another_version_or_with_a_damaged_file(
    own_runtime: Path, gateway: psutil.Process, capsys: pytest.CaptureFixture[str]
) -> None:
    next(own_runtime.glob(f"local-*/{CONNECTION_FILE}")).write_text("{")
    assert main(["down"]) == 0
    assert "the gateway has ended" in capsys.readouterr().out
    assert not process_runs(gateway.pid)


def test_a_directory_that_is_not_ones_own(
    doctor: Doctor, own_runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_runtime / "link").symlink_to(tmp_path)
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(own_runtime / "link"))
    hop, said = doctor()
    assert hop == "directory" and "not a directory of yours" in said
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(own_runtime / ("x" * 90)))
    hop, said = doctor()
    assert hop == "directory" and "too long" in said


def test_a_damaged_journal(doctor: Doctor, own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = own_runtime / "elsewhere"
    monkeypatch.setenv("FARFIELD_STATE_DIR", str(state))
    assert main(["token", "list"]) == 0
    journal = next(state.glob("local-*")) / "jobs"
    journal.mkdir()
    (journal / "000001.journal").write_bytes(b"no journal at all, but something else")
    hop, said = doctor()
    assert hop == "disk" and "000001.journal is no journal" in said


def test_no_kernelspec(doctor: Doctor, gateway: psutil.Process, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ENV_JUPYTER_PATH", "SYSTEM_JUPYTER_PATH"):
        monkeypatch.setattr(f"jupyter_core.paths.{name}", [])
    monkeypatch.setenv("JUPYTER_PATH", "")
    monkeypatch.setenv("JUPYTER_DATA_DIR", "/nowhere")
    hop, said = doctor()
    assert hop == "kernel" and "farfield kernel install" in said


def test_too_few_descriptors(own_runtime: Path) -> None:
    command = f"ulimit -n 60; exec {shlex.quote(sys.executable)} -P -m farfield_engine.cli doctor"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=DEADLINE)
    assert verdict(done.returncode, done.stdout)[0] == "descriptors", done


@pytest.mark.parametrize(("path", "hop"), [("/dev/shm", "memory"), ("state", "disk")])
def test_no_room(path: str, hop: str, own_runtime: Path) -> None:
    place = own_runtime / path
    place.mkdir(exist_ok=True)
    run = f"exec {shlex.quote(sys.executable)} -P -m farfield_engine.cli doctor"
    script = f"mount -t tmpfs -o size=1m,mode=700 none {place} && {run}"
    alone = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--user", "--map-root-user"])]
    done = subprocess.run([*alone, "sh", "-c", script], capture_output=True, text=True, timeout=DEADLINE)
    if not done.stdout:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    named, said = verdict(done.returncode, done.stdout)
    assert named == hop and "too little" in said


# --- a gateway elsewhere ----------------------------------------------------


class Far:
    """A gateway that is served, and what there is of it."""

    def __init__(self, process: subprocess.Popen[str], state: Path) -> None:
        self.process = process
        self.state = state
        served = read_served(state)
        assert served is not None
        self.served = served

    def target(self, **other: Any) -> str:
        """As a target without token; what is `other` is wrong."""
        parts = {"host": self.served.host, "port": self.served.port, "fingerprint": self.served.fingerprint}
        return connection_string(**{**parts, **other}, token="")


@pytest.fixture(scope="module")
def far(runtime_base: Path) -> Iterator[Far]:
    """A served gateway for the tests of this file."""
    there = Path(tempfile.mkdtemp(prefix="far", dir=runtime_base))
    command = [sys.executable, "-P", "-m", "farfield_engine.cli", "serve", "--port", "0"]
    command += ["--work-dir", str(there)]
    environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(there)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield Far(process, next((there / "state").glob("local-*")))
        process.terminate()


@pytest.fixture
def token(far: Far, own_runtime: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The owner's, which the environment has."""
    token = owner_token(far.state)
    monkeypatch.setenv("FARFIELD_TOKEN", token)
    return token


@contextlib.contextmanager
def serving(handle: Callable[[socket.socket], object]) -> Iterator[int]:
    """A server that is no gateway, for one client after the other; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client, contextlib.suppress(OSError):
                    handle(client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def speak_http(client: socket.socket) -> None:
    client.recv(1 << 16)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def test_all_is_well_there(doctor: Doctor, far: Far, token: str) -> None:
    hop, said = doctor("--at", far.target())
    assert hop == "" and "round trip" in said and token not in said


@pytest.mark.parametrize(
    ("hop", "said", "other"),
    [
        ("name", "not known here", {"host": "nowhere.invalid"}),
        ("port", "nothing listens", {"port": 1}),
        ("certificate", "is expected", {"fingerprint": f"sha256-{'A' * 43}"}),
        ("certificate", "not trusted here", {"fingerprint": ""}),
    ],
)
def test_a_wrong_target(
    hop: str, said: str, other: dict[str, Any], doctor: Doctor, far: Far, token: str
) -> None:
    named, told = doctor("--at", far.target(**other))
    assert named == hop and said in told and token not in told


def test_a_port_that_does_not_answer(
    doctor: Doctor, far: Far, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hopsfar, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as waiting:
        # Nobody is let in, so that the next has to wait as before a firewall.
        for _ in range(3):
            sock = waiting.enter_context(socket.socket())
            sock.setblocking(False)
            sock.connect_ex(listener.getsockname())
        hop, said = doctor("--at", far.target(port=listener.getsockname()[1]))
    assert hop == "port" and "firewall" in said


def test_servers_that_are_no_gateway(
    doctor: Doctor, far: Far, token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hopsfar, "CONNECT_SECONDS", 1.0)
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    other = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = own_certificate(tmp_path)
    for context in (old, other):
        context.load_cert_chain(certificate.chain, certificate.key)
    strangers: list[tuple[Callable[[socket.socket], object], str]] = [
        (speak_http, "does not speak TLS"),
        (lambda client: old.wrap_socket(client, server_side=True), "only older"),
        (lambda client: other.wrap_socket(client, server_side=True).recv(1), "no Farfield gateway"),
        (lambda client: client.recv(1), "before TLS has begun"),
        (lambda client: [client.recv(1 << 16), client.recv(1)], "says nothing"),
    ]
    for handle, said in strangers:
        with serving(handle) as port:
            hop, told = doctor("--at", far.target(port=port))
        assert hop == "TLS" and said in told


def test_tokens_that_open_nothing(
    doctor: Doctor, far: Far, own_runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = far.state / TOKENS_FILE
    revoked = add_token(file, "anna", None, time.time())
    revoke_token(file, "anna", time.time())
    expired = add_token(file, "bert", 1.0, time.time() - 60)
    monkeypatch.delenv("FARFIELD_TOKEN", raising=False)
    hop, said = doctor("--at", far.target())
    assert hop == "token" and "farfield login" in said
    for token, why in (("x" * 40, "needs its token"), (revoked, "revoked"), (expired, "expired")):
        monkeypatch.setenv("FARFIELD_TOKEN", token)
        until(lambda: doctor("--at", far.target())[0] == "token", "read again")
        hop, said = doctor("--at", far.target())
        assert hop == "token" and why in said and token not in said


def test_a_token_in_a_command_or_a_target_of_the_environment(
    own_runtime: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["status", "--at"], ["doctor", "--at"], ["debug", "--at"], ["down", "--at"]):
        assert main([*arguments, "farfield://box:7878#secret"]) == 1
        told = capsys.readouterr()
        assert "does not belong in a command" in told.err and "secret" not in told.err
    monkeypatch.setenv("FARFIELD_TARGET", "farfield://box:7878#secret")
    assert main(["status"]) == 1
    told = capsys.readouterr()
    assert "FARFIELD_TOKEN" in told.err and "secret" not in told.err


# --- by ssh -----------------------------------------------------------------


def test_the_hops_of_ssh(doctor: Doctor, sshd_with_gateway: Sshd, monkeypatch: pytest.MonkeyPatch) -> None:
    sshd = sshd_with_gateway
    assert doctor("--at", "ssh://box")[0] == ""
    with monkeypatch.context() as patch:
        patch.setenv("FARFIELD_SSH", "/nowhere/ssh")
        assert doctor("--at", "ssh://box")[0] == "ssh"
    sshd.write_config(key="stranger")
    hop, said = doctor("--at", "ssh://box")
    assert hop == "login" and "does not let you in" in said
    sshd.write_config()
    with monkeypatch.context() as patch:
        patch.setenv("FARFIELD_REMOTE_PYTHON", "/nowhere/python")
        hop, said = doctor("--at", "ssh://box")
        assert hop == "farfield" and "/nowhere/python" in said
    sshd.start(FARFIELD_RUNTIME_DIR="/dev/null/nowhere")
    assert doctor("--at", "ssh://box")[0] == "gateway"
    sshd.start("AllowStreamLocalForwarding no")
    hop, said = doctor("--at", "ssh://box")
    assert hop == "forwarding" and "AllowStreamLocalForwarding" in said


def until(reached: Callable[[], bool], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + DEADLINE
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {DEADLINE:g} s"
        time.sleep(0.01)

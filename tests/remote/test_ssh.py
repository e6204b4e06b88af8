"""A gateway that ssh leads to: found, started, lost and found again, and nothing left of it here."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

import farfield
from farfield_engine.client.route import DialError
from farfield_engine.client.ssh import SshRoute
from farfield_engine.objects.cleanup import ClaimedDirectory
from farfield_engine.places import CONNECTION_FILE
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

if TYPE_CHECKING:
    from tests.remote.sshd import Sshd  # noqa: TID251  # for the type checker only

DEADLINE = 30.0
Made = Callable[..., SshRoute]

_STAYS = """
import os, sys
from farfield_engine.client.ssh import SshRoute
route = SshRoute("", "box", None)
route.find()
child = os.fork()
if not child:
    sys.stdin.read()
    os._exit(0)
print(child, flush=True)
sys.stdin.read()
"""


_NO_INDEX = """#!/bin/sh
case "$*" in
*find_spec*) exit 1;;
*no-deps*) exit 0;;
*' install '*)
    echo Failed to establish a new connection >&2
    echo 'ERROR: No matching distribution' >&2
    exit 1;;
esac
"""


def wait_for(condition: Callable[[], Any]) -> Any:
    """What the condition gives once that is true."""
    deadline = time.monotonic() + DEADLINE
    while not (given := condition()):
        assert time.monotonic() < deadline, f"not within {DEADLINE:g} s: {condition}"
        time.sleep(0.01)
    return given


def status(route: SshRoute) -> pb.StatusReply:
    """Ask the gateway at the end of the route how it is."""
    with route.open_blocking(DEADLINE) as sock:
        call = worker_pb.Call(id=7, method="Status", request=pb.StatusRequest().SerializeToString())
        sock.sendall(frame_of(route.token.encode()) + encode(pb.FromClient(call=call)))
        reader = FrameReader(pb.ToClient)
        while data := sock.recv(1 << 16):
            for message in reader.feed(data):
                assert message.answer.id == 7 and not message.answer.error
                return pb.StatusReply.FromString(message.answer.reply)
    raise AssertionError("the connection ended without an answer")


def ours(base: Path) -> dict[int, list[str]]:
    """Processes that have to do with ssh for Farfield, by the directory that they work in."""
    found = {}
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if any(f"{base}/ssh/" in word for word in command):
            found[process.pid] = command
    return found


def the_ssh(base: Path) -> int:
    """The process of ssh that holds the connection."""
    return next(pid for pid, command in ours(base).items() if command[0] == "ssh")


def there(sshd: Sshd) -> dict[str, Any]:
    """What the gateway there says of itself in its connection file."""
    content: dict[str, Any] = json.loads(next(sshd.runtime.glob(f"local-*/{CONNECTION_FILE}")).read_text())
    return content


def nothing_left(base: Path) -> bool:
    """Whether no process is left, and no socket, of what ssh did here."""
    return not ours(base) and not list((base / "ssh").glob("*"))


@pytest.fixture
def route_to() -> Iterator[Made]:
    """Makes routes that are closed in the end."""
    with contextlib.ExitStack() as routes:

        def make(**options: Any) -> SshRoute:
            route = SshRoute("", "box", None, **options)
            routes.callback(route.close)
            return route

        yield make


def test_a_gateway_is_started_there_and_found_again(sshd: Sshd, own_runtime: Path, route_to: Made) -> None:
    first = route_to()
    first.find()
    known = there(sshd)
    assert first.token == known["token"]
    assert status(first).pid == known["pid"]
    assert not list(own_runtime.glob("local-*")), "none was started here"
    second = route_to()
    second.find()
    assert status(second).pid == known["pid"]
    assert (first.here, first.name) == (False, "ssh://box")
    # Neither the commands nor what ssh and its server say holds the secret; Ctrl-C does not reach ssh.
    commands = ours(own_runtime)
    assert not any(known["token"] in word for command in commands.values() for word in command)
    assert known["token"] not in (sshd.base / "sshd.log").read_text()
    assert os.getpgrp() not in {os.getpgid(pid) for pid in commands}
    first.close()
    assert status(second).pid == known["pid"]
    second.close()
    assert nothing_left(own_runtime)


def test_ssh_is_killed(sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made) -> None:
    route = route_to()
    route.find()
    pid = status(route).pid
    os.kill(the_ssh(own_runtime), signal.SIGKILL)
    route.renew()
    assert status(route).pid == pid
    sshd_with_gateway.stop()  # the whole machine, as far as we can see
    route.renew()
    with pytest.raises(DialError) as told:
        route.open_blocking(DEADLINE)
    assert not told.value.for_good and "refuses the connection" in str(told.value)
    sshd_with_gateway.start()
    route.renew()
    assert status(route).pid == pid


def test_the_gateway_is_killed(sshd: Sshd, own_runtime: Path, route_to: Made) -> None:
    route = route_to()
    route.find()
    before = there(sshd)
    ssh = the_ssh(own_runtime)
    os.kill(before["pid"], signal.SIGKILL)
    route.renew()
    after = status(route).pid
    assert after == there(sshd)["pid"] != before["pid"]
    assert route.token == there(sshd)["token"] != before["token"]
    assert the_ssh(own_runtime) == ssh, "that was not the fault of ssh"


def test_what_looks_after_ssh_is_killed(sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made) -> None:
    route = route_to()
    route.find()
    ssh = the_ssh(own_runtime)
    os.kill(psutil.Process(ssh).ppid(), signal.SIGKILL)
    # No ssh runs with nobody to end it.
    wait_for(lambda: ssh not in ours(own_runtime))
    route.renew()
    assert status(route).pid == there(sshd_with_gateway)["pid"]
    route.close()
    wait_for(lambda: nothing_left(own_runtime))


def test_this_process_is_killed(sshd_with_gateway: Sshd, own_runtime: Path) -> None:
    with killed_client(own_runtime):
        # A child that it has forked lives on, and does not keep ssh.
        wait_for(lambda: nothing_left(own_runtime))


@contextlib.contextmanager
def killed_client(base: Path) -> Iterator[None]:
    """A client was attached and was killed, a child of it was not."""
    with subprocess.Popen(
        [sys.executable, "-c", _STAYS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        try:
            assert list((base / "ssh").glob("*"))
            process.kill()
            process.wait()
            assert psutil.pid_exists(child)
            yield
        finally:
            os.kill(child, signal.SIGKILL)


def test_what_a_killed_process_left_is_removed(
    sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made
) -> None:
    left = own_runtime / "ssh" / "0123abcd"
    left.mkdir(parents=True)
    (left / "lock").touch()
    (left / "c").touch()
    living = ClaimedDirectory(own_runtime / "ssh" / "4567abcd")
    route_to().find()
    assert not left.exists() and living.path.exists()
    living.remove()


def test_forwardings_of_the_configuration_are_not_ours(
    sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made
) -> None:
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        port = used.getsockname()[1]
        sshd_with_gateway.write_config(
            f"LocalForward {port} localhost:9", "ExitOnForwardFailure yes", "RemoteCommand sleep 100",
            "RequestTTY force", "LogLevel QUIET", "ForwardAgent yes",
        )  # fmt: skip
        route = route_to()
        route.find()
        assert status(route).pid == there(sshd_with_gateway)["pid"]


def test_a_connection_that_the_user_shares_is_used(
    sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made
) -> None:
    sshd_with_gateway.write_config(
        "ControlMaster auto", f"ControlPath {own_runtime}/m-%C", "ControlPersist 60"
    )
    ssh = sshd_with_gateway.ssh.split()
    subprocess.run([*ssh, "box", "true"], check=True, capture_output=True)
    try:
        # From here on nobody is let in, as where every new connection wants another one-time password.
        (sshd_with_gateway.base / "authorized").write_text("")
        route = route_to()
        route.find()
        assert status(route).pid == there(sshd_with_gateway)["pid"]
        sockets = list((own_runtime / "ssh").glob("*/g1"))
        assert len(sockets) == 1
        route.close()
        assert nothing_left(own_runtime)
        with killed_client(own_runtime):
            wait_for(lambda: nothing_left(own_runtime))
        # It is still the user's, and forwards nothing any more.
        checked = subprocess.run([*ssh, "-O", "check", "box"], capture_output=True, text=True)
        assert checked.returncode == 0
        master = psutil.Process(int(checked.stderr.rpartition("pid=")[2].split(")")[0]))
        assert not [one for one in master.net_connections("unix") if str(one.laddr).endswith("/g1")]
    finally:
        subprocess.run([*ssh, "-O", "exit", "box"], capture_output=True)


def test_a_cell_goes_on_when_ssh_is_killed(sshd: Sshd, own_runtime: Path) -> None:
    go = own_runtime / "go"

    def wait_and_tell(path: str) -> str:
        import os
        import time

        while not os.path.exists(path):
            time.sleep(0.01)
        return "done"

    farfield.attach("ssh://box")
    try:
        future = farfield.submit(wait_and_tell, str(go))
        assert farfield.submit(os.getppid).result(DEADLINE) != os.getpid()
        os.kill(the_ssh(own_runtime), signal.SIGKILL)
        go.touch()
        assert future.result(DEADLINE) == "done"
    finally:
        farfield.detach()
    assert nothing_left(own_runtime)


# --- what goes wrong --------------------------------------------------------


def failure(route: SshRoute) -> DialError:
    """Why it leads nowhere; in one line, and nothing is left of the attempt once it is closed."""
    with pytest.raises(DialError) as told:
        route.find()
    route.close()
    assert "\n" not in str(told.value)
    return told.value


def test_a_key_that_is_not_known_there(sshd: Sshd, own_runtime: Path, route_to: Made) -> None:
    sshd.write_config(key="stranger")
    error = failure(route_to())
    assert error.for_good
    assert str(error).startswith("box does not let you in") and "'ssh box'" in str(error)
    assert nothing_left(own_runtime)


def test_a_key_that_is_not_there_any_more(sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made) -> None:
    route = route_to()
    route.find()
    (sshd_with_gateway.base / "authorized").write_text("")
    os.kill(the_ssh(own_runtime), signal.SIGKILL)
    for _ in range(3):
        route.renew()
        with pytest.raises(DialError, match="does not let you in") as told:
            route.open_blocking(DEADLINE)
        assert not told.value.for_good, "an agent may be locked while one is away"
    tries = (sshd_with_gateway.base / "sshd.log").read_text().count("[preauth]")
    assert tries == 1, "a server shuts out who tries too often"


def test_the_key_of_the_host(sshd: Sshd, route_to: Made) -> None:
    (sshd.base / "known").write_text("")
    error = failure(route_to())
    assert error.for_good and "is not known here yet; log in once with 'ssh box'" in str(error)
    sshd.know_host()
    sshd.make_key("host")
    known = (sshd.base / "known").read_text()
    sshd.start()
    (sshd.base / "known").write_text(known)
    error = failure(route_to())
    assert error.for_good and "is not the one that is known here" in str(error)


def test_farfield_is_not_there(
    sshd_with_gateway: Sshd, monkeypatch: pytest.MonkeyPatch, route_to: Made
) -> None:
    (sshd_with_gateway.bin / "farfield").unlink()
    sshd_with_gateway.install(
        "python3", "#!/bin/sh\ncase $2 in *missing*) echo missing 3.12;; *) exit 1;; esac\n"
    )
    error = failure(route_to())
    assert error.for_good and "Farfield is not installed on box" in str(error)
    assert 'install it with ssh box "python3 -m venv ' in str(error)
    assert "'%attach ssh://box --bootstrap'" in str(error)
    sshd_with_gateway.install(
        "python3", "#!/bin/sh\ncase $2 in *missing*) echo missing 3.8;; *) exit 1;; esac\n"
    )
    error = failure(route_to())
    assert "python3 there is Python 3.8, which is too old" in str(error) and "3.11 or later" in str(error)
    monkeypatch.setenv("FARFIELD_REMOTE_PYTHON", "/opt/no python")
    error = failure(route_to())
    assert "there is no Python '/opt/no python' on box" in str(error)
    monkeypatch.setenv("FARFIELD_REMOTE_PYTHON", sys.executable)
    route_to().find()


def test_another_version_is_there(sshd: Sshd, route_to: Made) -> None:
    sshd.install("farfield", '#!/bin/sh\necho "$3{\\"version\\": \\"0.0.9\\"}$3"\n')
    error = failure(route_to())
    assert error.for_good and str(error).startswith("box has Farfield 0.0.9, this is ")
    sshd.install("farfield", "#!/bin/sh\necho \"invalid choice: 'gateway-info'\" >&2\nexit 2\n")
    error = failure(route_to())
    assert error.for_good and "the Farfield of box is too old" in str(error)
    sshd.install("farfield", "#!/bin/sh\necho Bus error >&2\nexit 3\n")
    error = failure(route_to())
    assert not error.for_good and "could not be asked for on box: Bus error" in str(error)


def test_no_room_for_the_gateway_there(sshd: Sshd, route_to: Made) -> None:
    sshd.start(FARFIELD_RUNTIME_DIR="/proc/farfield")
    error = failure(route_to())
    assert str(error).startswith("on box: ") and "/proc/farfield" in str(error)


def test_the_server_forbids_to_forward(sshd_with_gateway: Sshd, own_runtime: Path, route_to: Made) -> None:
    sshd_with_gateway.start("AllowStreamLocalForwarding no")
    error = failure(route_to())
    assert error.for_good and "box forbids ssh to forward Unix sockets" in str(error)
    assert nothing_left(own_runtime)


def test_no_way_there(sshd: Sshd, monkeypatch: pytest.MonkeyPatch, route_to: Made) -> None:
    sshd.stop()
    error = failure(route_to())
    assert not error.for_good and "box refuses the connection" in str(error)
    error = failure(SshRoute("", "nowhere.invalid", None))
    assert not error.for_good and "name of the machine is not known here: nowhere.invalid" in str(error)
    sshd.write_config("Nonsense yes")
    error = failure(route_to())
    assert error.for_good and "ssh does not accept its configuration" in str(error)
    monkeypatch.setenv("FARFIELD_SSH", "no-such-ssh")
    error = failure(route_to())
    assert error.for_good and "the program 'no-such-ssh' is not there" in str(error)


def test_a_directory_that_is_too_long_for_sockets(
    sshd: Sshd, own_runtime: Path, monkeypatch: pytest.MonkeyPatch, route_to: Made
) -> None:
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(own_runtime / ("long" * 20)))
    assert "set FARFIELD_RUNTIME_DIR to another directory" in str(failure(route_to()))


# --- bringing it along ------------------------------------------------------


def test_farfield_is_brought_along(sshd: Sshd, tmp_path: Path, route_to: Made) -> None:
    (sshd.bin / "farfield").unlink()
    # Nothing comes from an index: what Farfield needs is found where the tests have it.
    (tmp_path / "pip.conf").write_text("[install]\nno-deps = true\nno-index = true\n")
    installed = ":".join(path for path in sys.path if path.endswith("site-packages"))
    sshd.install("python3.11" if sys.version_info[1] == 11 else "python3", f'#!/bin/sh\nexec {base()} "$@"\n')
    sshd.start(PIP_CONFIG_FILE=str(tmp_path / "pip.conf"), PYTHONPATH=installed)
    told: list[str] = []
    route = route_to(bootstrap=True, tell=told.append)
    route.find()
    assert status(route).pid == there(sshd)["pid"]
    venv = sshd.home / ".local/share/farfield/venv"
    assert psutil.Process(there(sshd)["pid"]).exe() and (venv / "bin" / "farfield").exists()
    assert str(venv) in psutil.Process(there(sshd)["pid"]).cmdline()[0]
    assert not (venv.parent / "wheels").exists()
    assert [line.split()[0] for line in told] == ["packing", "copying", "making", "installing"]
    told.clear()
    route_to(bootstrap=True, tell=told.append).find()
    assert not told, "it is there already"


def test_there_is_no_index(sshd: Sshd, route_to: Made) -> None:
    (sshd.bin / "farfield").unlink()
    venv = sshd.home / ".local/share/farfield/venv/bin"
    venv.mkdir(parents=True)
    (venv / "python").write_text(_NO_INDEX)
    (venv / "python").chmod(0o755)
    error = failure(route_to(bootstrap=True))
    assert "no package index can be reached from there" in str(error) and "No matching" in str(error)


def base() -> str:
    """The Python that ours comes from, which does not have Farfield."""
    return os.path.realpath(sys.executable)

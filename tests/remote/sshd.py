"""A real ssh server on the loopback, run by this user, and what a client needs to be let in.

What it starts has a home, a PATH and a runtime directory of its own: "there" is another machine, as far as
Farfield can see.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

HOST = "box"
"""What the client's configuration calls it."""

DEADLINE = 30.0
PROGRAM = "/usr/sbin/sshd"

_FARFIELD = f'#!/bin/sh\nexec "{sys.executable}" -P -m farfield_engine.cli "$@"\n'


def why_not() -> str:
    """Why no server can be run here; empty where one can."""
    if not os.path.exists(PROGRAM):
        return f"there is no {PROGRAM} (Debian: openssh-server)"
    for program in ("ssh", "ssh-keygen"):
        if shutil.which(program) is None:
            return f"there is no {program} (Debian: openssh-client)"
    return ""


class Sshd:
    """One server. `start` with other options or environment ends the one before."""

    def __init__(self, base: Path, runtime: Path) -> None:
        """runtime: the runtime directory of gateways there."""
        self.base = base
        self.home = base / "home"
        self.bin = base / "bin"
        self.runtime = runtime
        for directory in (self.home, self.bin, self.runtime):
            directory.mkdir(mode=0o700, exist_ok=True)
        self._process: psutil.Popen | None = None
        self.port = 0
        # Those who log in are greeted, as anywhere.
        for name in (".bashrc", ".profile"):
            (self.home / name).write_text("echo Welcome to the box; echo Be nice. >&2\n")
        for name in ("host", "user", "stranger"):
            self.make_key(name)
        (base / "authorized").write_bytes((base / "user.pub").read_bytes())
        self.install("farfield", _FARFIELD)

    def make_key(self, name: str) -> None:
        """A new key with this name, in place of one that is there."""
        for path in (self.base / name, self.base / f"{name}.pub"):
            path.unlink(missing_ok=True)
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(self.base / name)]
        subprocess.run(command, check=True)

    def install(self, name: str, text: str) -> None:
        """A program in the PATH there."""
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def start(self, *options: str, **environment: str) -> None:
        """Listen, with these lines of configuration more; environment: of what is run there."""
        self.stop()
        if os.getuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        environment = {
            "HOME": str(self.home),
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "FARFIELD_RUNTIME_DIR": str(self.runtime),
            **environment,
        }
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {self.base}/host",
            f"AuthorizedKeysFile {self.base}/authorized",
            "StrictModes no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "UsePAM no",
            "PidFile none",
            "MaxStartups 100",
            "SetEnv " + " ".join(f'"{name}={value}"' for name, value in environment.items()),
            *options,
        ]
        (self.base / "sshd.conf").write_text("\n".join([*lines, ""]))
        with open(self.base / "sshd.log", "ab") as log:
            self._process = psutil.Popen(
                [PROGRAM, "-D", "-e", "-f", str(self.base / "sshd.conf")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._await_answer()
        self.know_host()
        self.write_config()

    def _await_answer(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + DEADLINE
        while self._process.is_running() and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
        raise AssertionError((self.base / "sshd.log").read_text())

    def know_host(self) -> None:
        """The client knows the server's key as it is now."""
        key = (self.base / "host.pub").read_text()
        (self.base / "known").write_text(f"[127.0.0.1]:{self.port} {key}")

    def write_config(self, *lines: str, key: str = "user") -> None:
        """The client's configuration, with these lines more."""
        text = [
            f"Host {HOST}",
            "HostName 127.0.0.1",
            f"Port {self.port}",
            f"IdentityFile {self.base}/{key}",
            "IdentitiesOnly yes",
            "IdentityAgent none",
            f"UserKnownHostsFile {self.base}/known",
            "GlobalKnownHostsFile /dev/null",
            *lines,
        ]
        (self.base / "config").write_text("\n".join([*text, ""]))

    @property
    def ssh(self) -> str:
        """What FARFIELD_SSH is for clients of this server."""
        return f"ssh -F {self.base}/config"

    def stop(self) -> None:
        """End it, and all connections with it; what was started there lives on."""
        process, self._process = self._process, None
        if process is None:
            return
        # Each connection has processes of its own, children of the server, called sshd as well.
        with contextlib.suppress(psutil.NoSuchProcess):
            servers = [process, *(child for child in process.children(recursive=True) if _is_server(child))]
        for server in servers:
            with contextlib.suppress(psutil.NoSuchProcess):
                server.kill()
        process.wait(DEADLINE)
        psutil.wait_procs(servers, timeout=DEADLINE)


def _is_server(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.name().startswith("sshd"))
    return False

"""The zygote's process, seen from the gateway. Imports little: a gateway starts it before anything else."""

from __future__ import annotations

import socket
import subprocess
import sys

from farfield_engine.engines.descriptors import users_limit

END_SECONDS = 4.0


class ZygoteProcess:
    """A zygote and the socket to it."""

    def __init__(self, launcher: str) -> None:
        """Start it. launcher: path of farfield_launcher.py."""
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setblocking(False)
        with theirs:
            # -P: not even what Python imports before the launcher runs comes from a user's directory.
            command = [sys.executable, "-P", launcher, "zygote", str(theirs.fileno())]
            command.append(str(users_limit()))
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/"
            )

    def end(self) -> None:
        """Close the socket, upon which it kills its workers and exits."""
        self.control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

"""One connection of ssh's to a machine, over which commands run and a socket is forwarded."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from pathlib import Path

from farfield_engine.client.route import DialError
from farfield_engine.client.sshcommand import SshCommand, control_path_of, last_line
from farfield_engine.client.sshprocess import NO_INPUT, Ran, SshProcess, run_to_end
from farfield_engine.errors import AttachError
from farfield_engine.objects.cleanup import ClaimedDirectory, remove_stale
from farfield_engine.places import private_dir, runtime_dir

LOCAL_SECONDS = 10.0
"""How long a run of ssh may take that does not leave this machine."""

LOOK_SECONDS = 0.02
"""How often it is looked whether the connection is there."""

_LONGEST_PATH = 107
_REMOVALS = 5
_SSH_ADDS = 17
"""Characters that ssh adds to the name of its socket while it makes it."""


class SshLink:
    """A connection, of our own or one that the user shares among runs of ssh. On the loop."""

    def __init__(self, caller: SshCommand, directory: ClaimedDirectory, control: str, *, own: bool) -> None:
        self._caller = caller
        self._directory = directory
        self._control = control
        self._own = own
        self._processes: list[SshProcess] = []
        """The one that is our own connection; else those that end what the user's forwards for us."""
        self._there = ""
        self._forwarded = 0
        self.socket = ""
        """The socket that leads to the gateway, once one is forwarded."""

    @classmethod
    async def open(cls, caller: SshCommand, connect_seconds: int, seconds: float, *, known: bool) -> SshLink:
        """A connection within so many seconds. known: there has been one before. Raises DialError."""
        caller.check()
        try:
            # One that the user has opened already may be the only one that needs no one-time password.
            shared = await _shared_control(caller)
            link = cls(caller, _directory(), shared, own=not shared)
        except (OSError, AttachError, TimeoutError) as error:
            raise DialError(str(error) or "ssh does not even say what its configuration is") from error
        try:
            if link._own:
                await link._connect(connect_seconds, seconds, known=known)
        except OSError as error:
            await link.stop()
            raise DialError(f"ssh can't be started: {error}") from error
        except BaseException:
            await link.stop()
            raise
        return link

    async def _connect(self, connect_seconds: int, seconds: float, *, known: bool) -> None:
        self._control = str(self._directory.path / "c")
        command = self._caller.connects(self._control, connect_seconds)
        process = SshProcess(command, directory=str(self._directory.path))
        self._processes.append(process)
        try:
            async with asyncio.timeout(seconds):
                # It is made when ssh has been let in.
                while not os.path.exists(self._control):
                    if process.ended.is_set():
                        raise self._caller.failed(process.errors, known=known)
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise DialError(f"{self._caller.target.host} did not let us in within {seconds:g} s") from None

    @property
    def alive(self) -> bool:
        """Whether it is there, as far as can be seen from here."""
        return os.path.exists(self._control) and not any(
            process.ended.is_set() for process in self._processes
        )

    async def lives(self) -> bool:
        """Whether it is there, as ssh sees it: that it was killed is not yet known to `alive`."""
        return self.alive and not (await self._local(self._caller.checks(self._control))).status

    @property
    def errors(self) -> str:
        """What ssh has said so far; nothing where the connection is the user's."""
        return self._processes[0].errors if self._own else ""

    async def run(self, command: str, seconds: float, given: bytes | Path = b"") -> Ran:
        """Run a command there; `given` (or what is in that file) is its input. Raises DialError."""
        try:
            path = self._input(given) if isinstance(given, bytes) else str(given)
            return await run_to_end(self._caller.runs(self._control, command), seconds, path)
        except TimeoutError:
            raise DialError(
                f"{self._caller.target.host} took longer than {seconds:g} s for what was asked of it"
            ) from None
        except OSError as error:
            raise DialError(f"ssh can't be started: {error}") from error

    def _input(self, given: bytes) -> str:
        if not given:
            return NO_INPUT
        path = self._directory.path / "input"
        path.write_bytes(given)
        return str(path)

    async def forward(self, there: str) -> None:
        """Have `socket` lead to this one of that machine's, until the end. Raises DialError."""
        if there == self._there:
            return
        self._forwarded += 1
        here = str(self._directory.path / f"g{self._forwarded}")
        ran = await self._local(self._caller.forwards(self._control, "forward", here, there))
        if ran.status:
            raise DialError(f"ssh does not forward a socket: {last_line(self.errors or ran.errors)}")
        self._there, self.socket = there, here
        if not self._own:
            # Nobody but us knows when that is to end.
            command = self._caller.forwards(self._control, "cancel", here, there)
            self._processes.append(SshProcess(command, directory=str(self._directory.path), at_end=True))

    async def _local(self, command: list[str]) -> Ran:
        try:
            return await run_to_end(command, LOCAL_SECONDS)
        except TimeoutError:
            raise DialError("ssh does not answer on this machine") from None
        except OSError as error:
            raise DialError(f"ssh can't be started: {error}") from error

    async def stop(self) -> None:
        """End it, and remove what it has here. May be called again."""
        for process in self._processes:
            await process.stop()
        for _ in range(_REMOVALS):
            # What looks after ssh may be removing it as well.
            with contextlib.suppress(FileNotFoundError):
                self._directory.remove()
                return


async def _shared_control(caller: SshCommand) -> str:
    """The socket of a connection that the user shares and that is open now; else empty."""
    settings = await run_to_end(caller.settings(), LOCAL_SECONDS)
    if settings.status:
        raise caller.failed(settings.errors, known=False)
    path = control_path_of(settings.output)
    if not path or not os.path.exists(path):
        return ""
    check = await run_to_end(caller.checks(path), LOCAL_SECONDS)
    return "" if check.status else path


def _directory() -> ClaimedDirectory:
    """A directory of its own, for the sockets of one connection. Raises OSError, AttachError."""
    parent = private_dir(runtime_dir() / "ssh")
    remove_stale(parent)
    path = parent / secrets.token_hex(4)
    if len(os.fsencode(path / "c")) + _SSH_ADDS > _LONGEST_PATH or set(str(path)) & set("${}"):
        raise AttachError(
            f"'{runtime_dir()}' is too long for the sockets of ssh, or has a dollar sign or a brace in it; "
            "set FARFIELD_RUNTIME_DIR to another directory"
        )
    return ClaimedDirectory(path)

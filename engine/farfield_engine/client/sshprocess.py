"""Runs ssh in the background: with no terminal, and never longer than this process lives."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import weakref
from collections.abc import Sequence
from dataclasses import dataclass

from farfield_engine.client.processes import handed_on

STOP_SECONDS = 2.0
"""How long ssh may take to end when it is told to."""

KEPT_BYTES = 256 * 1024
"""Of what it writes, the end is kept: a login may print whatever it likes."""

NO_INPUT = "/dev/null"

# Through the shell: a debugger attached to this process rewrites the start of Python processes, and they
# hang (FARFIELD_SSH may be one). Its standard input is a pipe whose other end only we have: when we are gone,
# however that came, the directory is removed and the group ended, helpers like a jump host's ssh with it.
_SUPERVISE = """
directory=$1 input=$2
shift 2
exec 3<&0
trap : TERM
"$@" <"$input" 3<&- &
ssh=$!
{
    read -r gone
    [ -z "$directory" ] || rm -rf "$directory"
    trap '' TERM
    kill -TERM 0
} <&3 >/dev/null 2>&1 &
watcher=$!
wait "$ssh"
status=$?
while kill -0 "$ssh" 2>/dev/null; do
    wait "$ssh"
    status=$?
done
kill -KILL "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
"""

# The same where the connection is another's: nothing runs but what is to be done at the end.
_AWAIT_END = """
directory=$1
shift 2
read -r gone
"$@" </dev/null >/dev/null 2>&1
rm -rf "$directory"
"""


class SshProcess:
    """One run of ssh, made and used on the loop."""

    def __init__(
        self, command: Sequence[str], *, directory: str = "", given: str = NO_INPUT, at_end: bool = False
    ) -> None:
        """directory: removed when this process is gone. given: the file that is its input.

        at_end: the command runs only when `stop` is called, or this process is gone.
        """
        script = _AWAIT_END if at_end else _SUPERVISE
        asked, self._alive = os.pipe()
        try:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", script, "farfield-ssh", directory, given, *command],
                stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=True, cwd="/", env=handed_on(),
            )  # fmt: skip
        except BaseException:
            self._let_go()
            raise
        finally:
            os.close(asked)
        _running.add(self)
        self._loop = asyncio.get_running_loop()
        self.ended = asyncio.Event()
        self.status = -1
        """Its exit status, once it has ended."""
        self._output = bytearray()
        self._errors = bytearray()
        assert self._process.stdout is not None and self._process.stderr is not None
        self._files = (self._process.stdout, self._process.stderr)
        for file, kept in zip(self._files, (self._output, self._errors), strict=True):
            os.set_blocking(file.fileno(), False)
            self._loop.add_reader(file.fileno(), self._read, file.fileno(), kept)

    @property
    def output(self) -> str:
        """The end of what it has written on stdout."""
        return self._output.decode(errors="replace")

    @property
    def errors(self) -> str:
        """The end of what it has written on stderr."""
        return self._errors.decode(errors="replace")

    @property
    def pid(self) -> int:
        """Of the shell that looks after it; its process group has the same number."""
        return self._process.pid

    async def stop(self) -> None:
        """End it, and wait until it has. May be called again."""
        self._let_go()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self.ended.wait()
        if not self.ended.is_set():
            # Not reaped yet, so the number of its group is no other's.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._finish()

    def _read(self, descriptor: int, kept: bytearray) -> None:
        data = _read_some(descriptor)
        if data is None:
            return
        kept += data
        del kept[:-KEPT_BYTES]
        if data:
            return
        self._loop.remove_reader(descriptor)
        if kept is self._output:
            # Neither the shell nor ssh is there any more. What has its errors may live on: a master of the
            # user's own that ssh has left in the background.
            self._finish()

    def _finish(self) -> None:
        if self.ended.is_set():
            return
        self._let_go()
        self.status = self._process.wait()
        for file in self._files:
            self._loop.remove_reader(file.fileno())
        while data := _read_some(self._files[1].fileno()):
            self._errors += data
        for file in self._files:
            file.close()
        self.ended.set()

    def _let_go(self) -> None:
        _running.discard(self)
        alive, self._alive = self._alive, -1
        if alive >= 0:
            os.close(alive)


@dataclass(frozen=True, slots=True)
class Ran:
    """A run of ssh that has ended."""

    status: int
    output: str
    errors: str


async def run_to_end(command: Sequence[str], seconds: float, given: str = NO_INPUT) -> Ran:
    """Run it. Raises TimeoutError when it takes longer; it is stopped then."""
    process = SshProcess(command, given=given)
    try:
        async with asyncio.timeout(seconds):
            await process.ended.wait()
    finally:
        await process.stop()
    return Ran(process.status, process.output, process.errors)


def _read_some(descriptor: int) -> bytes | None:
    """What has come; empty at the end, None where there is nothing yet."""
    try:
        return os.read(descriptor, 1 << 16)
    except BlockingIOError:
        return None
    except OSError:
        return b""


_running: weakref.WeakSet[SshProcess] = weakref.WeakSet()


def _forget_in_child() -> None:
    """A forked child must not keep ssh alive when its parent, whose it is, has been killed."""
    for process in list(_running):
        process._let_go()


os.register_at_fork(after_in_child=_forget_in_child)

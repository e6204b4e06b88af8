"""A kernel of one's own: its process, its sockets in a directory of their own, and the client for it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from farfield_engine.places import private_dir, runtime_dir

START_SECONDS = 120.0
"""A loaded machine, a cold disk."""

_PREFIX = "relay-"


class _Manager(AsyncKernelManager):
    """Starts Farfield's kernel with the Python that runs here, wherever kernelspecs lie."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-P", "-m", "farfield_launcher", "kernel", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Farfield", language="python")


class Kernel:
    """One kernel after the other, each with sockets of its own in `directory`."""

    def __init__(self, directory: Path, document: str) -> None:
        self._directory = directory
        self._document = document
        self._context = zmq.asyncio.Context()
        # What is read is bounded where it is read; nothing is to be lost before that.
        self._context.setsockopt(zmq.RCVHWM, 0)
        self._made = 0
        self._manager: Any = None
        self.client: Any = None

    async def start(self) -> None:
        """Start a kernel and wait until it answers. Raises RuntimeError, OSError."""
        self._made += 1
        place = self._directory / str(self._made)
        place.mkdir(mode=0o700)
        # Nothing here shows widgets: cards are HTML. The session's name is how jobs find their notebook.
        environment = {**os.environ, "FARFIELD_WIDGETS": "0", "JPY_SESSION_NAME": self._document}
        if not self._document:
            del environment["JPY_SESSION_NAME"]
        manager = _Manager(
            context=self._context,
            transport="ipc",
            ip=str(place / "k"),
            connection_file=str(place / "kernel.json"),
        )
        self._manager = manager
        await manager.start_kernel(env=environment, cwd=os.getcwd())
        client: AsyncKernelClient = manager.client()
        client.start_channels()
        self.client = client
        try:
            await client.wait_for_ready(timeout=START_SECONDS)
        except RuntimeError as error:
            status = await self.returned()
            if status is None:
                raise RuntimeError(f"Python does not answer after {START_SECONDS:.0f} s: {error}") from None
            raise RuntimeError(f"{why(status)} while it was started") from None

    async def returned(self) -> int | None:
        """The exit status of a kernel that has ended; None while it runs."""
        provisioner = self._manager.provisioner
        if provisioner is None:
            return 0
        status: int | None = await provisioner.poll()
        return status

    async def interrupt(self) -> None:
        """What the stop button does."""
        with contextlib.suppress(RuntimeError, ProcessLookupError):
            await self._manager.interrupt_kernel()

    async def end(self, *, now: bool) -> None:
        """End it, and what it has started; unless `now`, it may say goodbye first."""
        if self.client is not None:
            if not now:
                self._manager.shutdown_wait_time = 3.0
            self.client.stop_channels()
            self.client = None
        if self._manager is not None:
            await self._manager.shutdown_kernel(now=now)
            self._manager = None
        shutil.rmtree(self._directory / str(self._made), ignore_errors=True)

    def close(self) -> None:
        """Give back what it holds."""
        self._context.destroy(linger=0)


def why(status: int) -> str:
    """How a kernel has ended, for people."""
    if status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        hint = ", as the system does when memory runs out" if name == "SIGKILL" else ""
        return f"Python was ended by {name}{hint}"
    return "Python has ended" if status == 0 else f"Python ended with status {status}"


@contextlib.contextmanager
def own_directory() -> Iterator[Path]:
    """A directory, 0700, that is gone afterwards; takes away those whose owner was killed."""
    base = runtime_dir()
    for left in base.glob(f"{_PREFIX}*"):
        _sweep(left)
    directory = private_dir(Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base)), "socket")
    lock = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(lock)


def _sweep(directory: Path) -> None:
    try:
        lock = os.open(directory / "lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return  # somebody makes it right now
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(directory, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)

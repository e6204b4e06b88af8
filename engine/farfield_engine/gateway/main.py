"""A gateway process: `farfield_launcher gateway DIRECTORY [--ready-fd N]`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import hashlib
import json
import logging
import os
import secrets
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from farfield_engine.errors import FarfieldError
from farfield_engine.gateway.enginechoice import add_options, engine_maker, port_of
from farfield_engine.places import CONNECTION_FILE, FRAMED_SOCKET_FILE, SOCKET_FILE, local_state_dir
from farfield_engine.version import VERSION

if TYPE_CHECKING:
    from farfield_engine.engines.base import Engine
    from farfield_engine.gateway.dispatcher import Dispatcher
    from farfield_engine.gateway.door import Door
    from farfield_engine.gateway.ending import Ending
    from farfield_engine.gateway.enginechoice import MakeEngine
    from farfield_engine.gateway.jobtable import JobTable
    from farfield_engine.gateway.journal import Journal, StoredJob
    from farfield_engine.gateway.listening import Listening
    from farfield_engine.gateway.service import GatewayService
    from farfield_engine.gateway.sessionbook import GroupBook, SessionBook
    from farfield_engine.gateway.workerdoor import WorkerDoor
    from farfield_engine.objects.store import Store

IDLE_SECONDS = 600.0
"""A gateway without client and work ends after this long."""

JOURNAL_SECONDS = 10.0
"""How long a gateway waits for one before it to let go of the journal."""

_MEGABYTE = 1 << 20
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run a gateway until it is told to stop or has been idle for long enough."""
    parser = argparse.ArgumentParser(prog="farfield gateway")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--state", type=Path, help="where results and logs are kept")
    parser.add_argument("--launcher", required=True)
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS)
    parser.add_argument("--ready-fd", type=int, default=-1)
    parser.add_argument("--no-debug", action="store_true", help="nobody may debug what runs")
    parser.add_argument("--host", default="", help="listen there, with TLS")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert", type=Path)
    parser.add_argument("--key", type=Path)
    parser.add_argument("--work-dir", type=Path, help="where workers of clients elsewhere run")
    parser.add_argument("--lease", type=float, default=0.0, help="seconds that an idle session is kept")
    parser.add_argument("--drain", type=float, default=5.0, help="seconds that SIGTERM lets what runs go on")
    add_options(parser)
    parser.add_argument("--parent", type=int, default=0, help="the process with which it is to end")
    options = parser.parse_args()
    os.umask(0o077)
    if options.parent:
        _end_with(options.parent)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        state = options.state or local_state_dir()
        make_engine = engine_maker(options, state)
        from farfield_engine.engines.descriptors import raise_limit

        raise_limit()
        import uvloop

        uvloop.run(_Gateway(options, state, make_engine).run(options.ready_fd))
    except FarfieldError as error:
        sys.exit(f"farfield: {error}")


def _end_with(parent: int) -> None:
    """However `farfield serve` ends, its gateway does not go on without it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("farfield: what has started this gateway has ended")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a gateway is made of."""

    engine: Engine
    workers: WorkerDoor
    store: Store
    jobs: JobTable
    book: SessionBook
    groups: GroupBook
    dispatcher: Dispatcher
    door: Door
    service: GatewayService


class _Gateway:
    """Wires engine, store, dispatcher and server together, and takes them apart again."""

    def __init__(self, options: argparse.Namespace, state: Path, make_engine: MakeEngine) -> None:
        """options: as `main` has parsed them. state: where it keeps what outlives it."""
        self._options = options
        self._directory: Path = options.directory
        self._state = state
        self._make_engine = make_engine
        self._idle: float = options.idle
        self._id = secrets.token_hex(8)
        self._token = ""

    async def run(self, ready_fd: int) -> None:
        import psutil

        from farfield_engine.access.served import secret_of
        from farfield_engine.gateway.blobs import Blobs
        from farfield_engine.gateway.dispatcher import Dispatcher
        from farfield_engine.gateway.ending import Ending
        from farfield_engine.gateway.guests import Guests
        from farfield_engine.gateway.jobtable import JobTable
        from farfield_engine.gateway.listening import Listening
        from farfield_engine.gateway.objectjournal import ObjectJournal
        from farfield_engine.gateway.outliving import Outliving
        from farfield_engine.gateway.service import GatewayService
        from farfield_engine.gateway.sessionbook import GroupBook, SessionBook
        from farfield_engine.gateway.workerclients import LinkedClients
        from farfield_engine.gateway.workerdoor import WorkerDoor
        from farfield_engine.objects.cleanup import default_parent, remove_stale, spill_parent
        from farfield_engine.objects.store import Store

        loop = asyncio.get_running_loop()
        ending = Ending(self._options.drain)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, ending.signalled)
        journal, stored = await _open_journal(self._state / "jobs")
        workers = WorkerDoor(self._id, secret_of(self._state))
        engine = self._engine = self._make_engine(workers)
        parent = default_parent()
        remove_stale(parent)
        spilled = spill_parent()
        remove_stale(spilled)
        budget, recycled = _memory_budget(psutil.virtual_memory().total, str(parent))
        # Of the same name in all lives where workers outlive them: what is in it is found again.
        name = _digest(self._state) if engine.outlives else self._id
        store = Store(parent / name, spilled / name, budget, recycled, keeps=engine.outlives)
        blobs = Blobs(store, secret_of(self._state))
        book = SessionBook(self._state / "sessions")
        jobs = JobTable(journal, None, ObjectJournal(self._state), blobs, _disk_budget(self._state))
        workers.settle = jobs.flush
        dispatcher = Dispatcher(engine, blobs, jobs)
        groups = GroupBook(self._state / "groups")
        if engine.outlives:
            dispatcher.groups.book = groups
            dispatcher.outliving = Outliving(
                dispatcher.groups, jobs, dispatcher.scheduler.pool, self._state / "workers"
            )
        door = self._door()
        service = GatewayService(
            dispatcher,
            self._id,
            str(parent / name),
            ending.shut_down,
            door,
            debug=not self._options.no_debug,
            lease=self._options.lease,
            work_dir=None if engine.scattered else self._options.work_dir,
            book=book,
        )
        clients = LinkedClients(dispatcher, service)
        dispatcher.worker_clients = clients
        workers.guests = clients.guests = Guests(dispatcher, service.debugging, workers)
        listening = Listening(
            service, door, self._directory, self._state, port_of(self._options, engine), workers
        )
        parts = _Parts(engine, workers, store, jobs, book, groups, dispatcher, door, service)
        await self._live(ending, parts, listening, stored, ready_fd)

    async def _live(
        self, ending: Ending, parts: _Parts, listening: Listening, stored: list[StoredJob], ready_fd: int
    ) -> None:
        """From the first worker that is heard to the last file. stored: what the journal has of jobs."""
        from farfield_engine.gateway.adoption import find_survivors

        engine, jobs, service, dispatcher = parts.engine, parts.jobs, parts.service, parts.dispatcher
        leaves = True  # whatever ends this before it is known: workers are not to pay for it
        try:
            await engine.start(dispatcher)
            await listening.start()
            await engine.be_found(listening.place(self._id))
            sessions = parts.book.load()
            found = await find_survivors(engine, parts.workers, sessions, parts.groups.load())
            if engine.objects is not None:
                parts.store.far.found(await engine.objects.kept())
            jobs.load(stored, [*(session.id for session in sessions), *found.clients], found)
            service.restore_sessions(found, parts.workers)
            parts.workers.all_expected()
            await listening.open_to_clients()
            self._write_connection_file()
            _tell_ready(ready_fd)
            await self._watch(ending, service, parts.store, parts.door)
            await ending.carry_out(dispatcher, parts.workers)
            if ending.cancels:
                parts.book.clear()
            leaves = ending.leaves(dispatcher)
            if not leaves:
                parts.groups.clear()
        finally:
            dispatcher.end()
            self._remove_connection_file()
            await listening.stop()
            await (engine.leave() if leaves else engine.close())
            await jobs.close()
            if leaves and engine.outlives:
                parts.store.leave()
            parts.store.close()

    def _door(self) -> Door:
        """Who may come in. A gateway that others attach to, or whose work goes on, has one token for good."""
        from farfield_engine.access.served import owner_token
        from farfield_engine.access.tokenfile import TOKENS_FILE
        from farfield_engine.gateway.audit import AuditLog
        from farfield_engine.gateway.door import Door
        from farfield_engine.gateway.tokens import TokenBook

        lasts = self._options.host or self._engine.outlives
        self._token = owner_token(self._state) if lasts else secrets.token_urlsafe(32)
        book = TokenBook(self._state / TOKENS_FILE, self._token)
        return Door(book, AuditLog(self._state / "audit.log"), time.monotonic)

    async def _watch(self, ending: Ending, service: GatewayService, store: Store, door: Door) -> None:
        """Until told to stop: end old sessions, let go of memory, end when idle."""
        loop = asyncio.get_running_loop()
        used = loop.time()
        while not ending.asked.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ending.asked.wait(), min(1.0, self._idle / 4))
            now = loop.time()
            service.end_old_sessions(now)
            store.trim(60.0)
            door.look()
            if service.in_use:
                used = now
            elif now - used >= self._idle:
                return

    def _write_connection_file(self) -> None:
        content = {
            "gateway": self._id,
            "socket": str(self._directory / SOCKET_FILE),
            "framed_socket": str(self._directory / FRAMED_SOCKET_FILE),
            "token": self._token,
            "pid": os.getpid(),
            "version": VERSION,
            "python": sys.version.split()[0],
            "executable": sys.executable,
            "scattered": self._engine.scattered,
            "outlives": self._engine.outlives,
        }
        path = self._directory / CONNECTION_FILE
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w") as file:
            json.dump(content, file)
        fresh.replace(path)

    def _remove_connection_file(self) -> None:
        path = self._directory / CONNECTION_FILE
        with contextlib.suppress(OSError, ValueError, KeyError):
            # Another gateway may have taken our place in this directory.
            if json.loads(path.read_text())["gateway"] == self._id:
                path.unlink()
                for name in (SOCKET_FILE, FRAMED_SOCKET_FILE):
                    (self._directory / name).unlink(missing_ok=True)


def _memory_budget(total: int, directory: str) -> tuple[int, int]:
    """Bytes of shared memory for objects, and of those that may wait to be used again."""
    free = shutil.disk_usage(directory).free
    named = os.environ.get("FARFIELD_OBJECT_MEMORY")
    budget = int(named) if named else min(int(total * 0.4), int(free * 0.8))
    return max(64 * _MEGABYTE, budget), min(2048 * _MEGABYTE, budget // 4)


async def _open_journal(directory: Path) -> tuple[Journal, list[StoredJob]]:
    """The journal. A gateway that is just ending may still have it. Raises JournalInUse, OSError."""
    from farfield_engine.gateway.journal import Journal, JournalInUse

    deadline = asyncio.get_running_loop().time() + JOURNAL_SECONDS
    while True:
        try:
            return Journal.open(directory)
        except JournalInUse:
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(0.05)


def _disk_budget(directory: Path) -> int:
    """Bytes that results and logs of ended jobs may take."""
    named = os.environ.get("FARFIELD_JOURNAL_DISK")
    free = shutil.disk_usage(directory).free
    return int(named) if named else min(20 << 30, free // 4)


def _digest(state: Path) -> str:
    """A name for the gateways that have this state directory, one after the other."""
    return hashlib.blake2b(str(state.resolve()).encode(), digest_size=8).hexdigest()


def _tell_ready(descriptor: int) -> None:
    if descriptor >= 0:
        with contextlib.suppress(BrokenPipeError):
            os.write(descriptor, b"ready\n")
        os.close(descriptor)

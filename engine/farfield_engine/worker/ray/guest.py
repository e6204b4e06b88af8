"""A nested process that has something to tell: it dials the gateway as a guest of the worker it comes from.

What it prints, its bars and its debugger are seen with the work that this worker runs.
"""

from __future__ import annotations

import functools
import linecache
import secrets
import select
import threading
import time
import traceback
import types
from typing import TYPE_CHECKING

from farfield_engine import inside
from farfield_engine.debug.backend import hide_from_debugger
from farfield_engine.debug.pauses import Pauses
from farfield_engine.debug.server import OFF, DebugServer
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import modules
from farfield_engine.worker.bars import USUAL_INTERVAL, Bars
from farfield_engine.worker.current import CurrentItem
from farfield_engine.worker.dialled import DialledLink
from farfield_engine.worker.failures import user_frames
from farfield_engine.worker.ray.hidden import hide_rays_loop

if TYPE_CHECKING:
    from collections.abc import Callable

    from farfield_engine.worker.mirror import Mirror
    from farfield_engine.worker.ray.nested import Nested
    from farfield_engine.worker.ray.root import Root

WELCOME_SECONDS = 5.0
"""How long a task waits for the gateway to say what it wants of this process."""

TOLD_SECONDS = 2.0
"""How long a task that has printed waits for the gateway to have it, before its result is told."""

_LOOK_SECONDS = 0.05
"""What a task prints that goes on is looked for so often."""

_PAGE = 32
_NO_JOB = "none"
"""Of no bar: those that have ended are told, and the others go on."""


class Guest:
    """The link and what goes over it. One thread owns the link; tasks come in at their edges."""

    def __init__(self, nested: Nested, root: Root) -> None:
        from farfield_engine.worker.ray.guide import KeeperGuide

        hide_rays_loop()
        self._nested = nested
        hello = pb.WorkerHello(
            worker=f"{root.worker}.{secrets.token_hex(6)}",
            guest_of=root.worker,
            node=_node(),
            title=nested.task,
        )
        self._link = DialledLink(hello, KeeperGuide(root.worker, root.keeper))
        self._link.describe = self._describe
        self.bars = Bars(CurrentItem(memoryview(bytearray(_PAGE))), lambda: "", self._send_bars)
        self.debug = DebugServer(self._send_debug, self._where, lambda: self._interrupted)
        self.debug.on_main = self._run_soon
        self.debug.on_freed = nested.interrupt
        self._pauses = Pauses(self.debug)
        self._interrupted = False
        self._chores: list[Callable[[], object]] = []
        self._welcome = threading.Event()
        self._told = threading.Event()
        self._flush = 0
        self._post_mortem = False
        self._is_actor = _is_actor()
        if nested.modules is not None:
            self.files_arrived(nested.modules.mirror, set())

    def start(self) -> None:
        """Dial, beside what runs."""
        self.bars.install()
        thread = threading.Thread(target=self._run, name="farfield-guest", daemon=True)
        hide_from_debugger(thread)
        thread.start()

    # --- tasks --------------------------------------------------------------

    def begin(self, title: str) -> None:
        """A task begins: what wants to stop it is to be ready."""
        self._interrupted = False
        self._welcome.wait(WELCOME_SECONDS)
        if self.debug.active:
            self._send_debug(debug_pb.FromDebugger(title=title))
            self.debug.enter()
            self.debug.enter_user_code()

    def end(self) -> None:
        """It has ended."""
        if self.debug.active:
            self.debug.leave()
        # What an actor has begun may go on after its method: that is then nobody's to end but its own.
        self.bars.finish(_NO_JOB if self._is_actor else "")
        self._be_heard()

    def files_arrived(self, mirror: Mirror, paths: set[str]) -> None:
        """The user's own modules are here; paths: those of files that have just been written."""
        self.debug.find_files(mirror.path_here, mirror.path_of_client)
        modules.on_import = self.debug.module_comes
        self.debug.files_arrived(paths)

    def failed(self, error: Exception) -> None:
        """It has raised this: stop there, where that is wanted."""
        if self.debug.active or self._post_mortem:
            self.debug.leave_user_code()
            self._pauses.failed(error, user_frames(error.__traceback__))

    def output(self, text: list[tuple[bool, str]]) -> None:
        """What it has printed."""
        for is_error, content in text:
            kind = pb.Output.KIND_STDERR if is_error else pb.Output.KIND_STDOUT
            self._link.send(pb.FromWorker(output=pb.Output(kind=kind, content=content)))
            self._flush += 1

    def stop_at(self, frame: types.FrameType) -> None:
        """`breakpoint()`."""
        self._welcome.wait(WELCOME_SECONDS)
        self._pauses.stop_at(frame)

    def _send_bars(self, frame: pb.FromWorker) -> None:
        self._link.send(frame)
        self._flush += any(bar.ended for bar in frame.bars.bars)

    def _be_heard(self) -> None:
        """Wait until the gateway has what was printed, and which bars ended: no result may come before."""
        if self._flush:
            self._flush = 0
            self._told.clear()
            self._link.send(pb.FromWorker(call=pb.Call(method="heard")))
            self._told.wait(TOLD_SECONDS)

    # --- the handler of SIGINT ----------------------------------------------

    def wants_interrupt(self, frame: types.FrameType | None) -> bool:
        """A signal of ours has come: do what is to be done on the main thread; whether to raise as well."""
        while self._chores:
            self._chores.pop(0)()
        return self._interrupted and not self.debug.holds(frame)

    def _run_soon(self, chore: Callable[[], object]) -> None:
        self._chores.append(chore)
        self._nested.signal_main()

    # --- the link's thread --------------------------------------------------

    def _run(self) -> None:
        try:
            self._serve()
        except Exception:  # a fault of ours: the process goes on, and nobody sees what it does
            traceback.print_exc()
        self._nested.off = True
        self.debug.off = "this process has no gateway any more"
        inside.open_bar, inside.open_bar_beside = loose_bars().open, loose_bars().open_beside
        self._welcome.set()
        self._told.set()

    def _serve(self) -> None:
        link, files = self._link, self._nested.files
        while True:
            watched = dict(link.watched())
            if self.debug.socket_descriptor >= 0:
                watched[self.debug.socket_descriptor] = select.POLLIN
            poller = select.poll()
            for descriptor, events in watched.items():
                poller.register(descriptor, events)
            ready = dict(poller.poll(self._patience()))
            frames = link.receive(ready)
            if frames is None:
                return
            for frame in frames:
                self._take(frame)
            if self.debug.socket_descriptor in ready:
                self.debug.readable()
            if not link.full and files.grown() and (text := files.read(whole=False)):
                self.output(text)
            self.bars.report_due()
            self.debug.run_due()

    def _patience(self) -> float | None:
        """Milliseconds to wait for something to read."""
        # What runs between tasks, on threads of its own, may print too.
        waits = [_LOOK_SECONDS if self._nested.depth else 1.0]
        waits += [
            wait / 1000
            for wait in (self._link.patience, self.debug.patience, self.bars.patience)
            if wait is not None
        ]
        return min(waits) * 1000

    def _take(self, frame: pb.ToWorker) -> None:
        match frame.WhichOneof("frame"):
            case "setup":
                self.debug.off = OFF if frame.setup.no_debugging else ""
                self.bars.pace(frame.setup.bars_interval or USUAL_INTERVAL)
                self._welcome.set()
            case "batch":
                self._take_job(frame.batch.job_start)
            case "debug":
                self.debug.take(frame.debug)
            case "bars_interval":
                self.bars.pace(frame.bars_interval)
            case "answer":
                self._told.set()
            case "interrupt":
                self._interrupt()

    def _take_job(self, start: pb.JobStart) -> None:
        """What the worker runs now, by which this process knows cells, and whether failures are looked at."""
        self._nested.stale = True
        self._post_mortem = start.debugging.post_mortem
        self._pauses.begin(start.debugging)
        program = jobs_pb.Program.FromString(start.program)
        sources = [(source.filename, source.text) for source in program.sources]
        if program.HasField("cell"):
            sources.append((program.cell.filename, program.cell.source))
        for name, text in sources:
            linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        if sources and self.debug.active:
            self.debug.cells_arrived()

    def _interrupt(self) -> None:
        self._interrupted = True
        self.debug.interrupted()
        if self.debug.free():
            self._nested.interrupt()

    def _describe(self, hello: pb.WorkerHello) -> None:
        """At the last moment: the gateway compares it with when it has stopped something."""
        hello.busy = time.monotonic() - self._nested.began if self._nested.depth else 0.0

    # --- the debugger -------------------------------------------------------

    def _where(self) -> jobs_pb.Pause:
        """For whoever is told of a pause; the gateway knows job and item."""
        return jobs_pb.Pause(label=self._nested.task)

    def _send_debug(self, frame: debug_pb.FromDebugger) -> None:
        self._link.send(pb.FromWorker(debug=frame))


@functools.cache
def loose_bars() -> Bars:
    """Bars that are told to nobody: user code counts as ever."""
    return Bars(CurrentItem(memoryview(bytearray(_PAGE))), lambda: "", lambda frame: None)


def _is_actor() -> bool:
    import ray

    return ray.get_runtime_context().get_actor_id() is not None


def _node() -> str:
    import ray

    return str(ray.get_runtime_context().get_node_id())

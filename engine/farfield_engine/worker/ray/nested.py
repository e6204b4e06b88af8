"""Processes of Ray in which runs what a worker's code has started: tasks, actors, parts of Ray's libraries.

This is the part that every such process pays for: it notes when a task begins and ends, and looks whether
there is anything to tell. What does the telling (`guest`) is loaded when there is. Nothing here raises.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from farfield_engine import inside
from farfield_engine.errors import FarfieldError
from farfield_engine.worker.afterimport import after_import
from farfield_engine.worker.ray import libraries
from farfield_engine.worker.ray.logfiles import LogFiles
from farfield_engine.worker.ray.root import Root, find_root

if TYPE_CHECKING:
    from farfield_engine.worker.ray.guest import Guest
    from farfield_engine.worker.ray.ownmodules import OwnModules

LONG_SECONDS = 1.0
"""A task that takes longer is made known to the gateway: it may have to be interrupted."""

_PRINT_SECONDS = 0.1
"""What a task prints that goes on is looked for so often."""

_LOOK_SECONDS = 0.25
"""A process that tells nothing looks, at most so often, whether somebody debugs; between two tasks."""

_LOOK_SHARE = 100
"""And not before so many times as long have passed as it took: a busy cluster is asked less often."""

_TQDM = ("tqdm.std", "tqdm.notebook", "tqdm.rich", "tqdm.gui", "tqdm.tk")


class Nested:
    """One such process."""

    def __init__(self, files: LogFiles) -> None:
        """files: what it writes into."""
        self.task = ""
        """What runs: the name of a task, or of an actor and its method. Empty: nothing."""
        self.depth = 0
        """How many run: more than one in an actor with threads, or an asynchronous one."""
        self.on_main = False
        """Whether the main thread runs one."""
        self.count = 0
        """How many have begun."""
        self.began = 0.0
        """When the last one did."""
        self.root: Root | None = None
        self.files = files
        self.guest: Guest | None = None
        self.modules: OwnModules | None = None
        """The user's own, where some have come to the worker."""
        self.stale = False
        """Its worker runs another job: modules and files may be elsewhere than before."""
        self.off = False
        """This process tells nothing: it is no nested one, or the gateway does not want it."""
        self._pid = os.getpid()
        self._main = threading.main_thread().ident
        self._look_next = 0.0
        self._lock = threading.Lock()
        self._ours = False
        """A signal of ours is on its way."""
        self._wake = threading.Event()
        self._waiter: threading.Thread | None = None

    # --- around each task ---------------------------------------------------

    def load(self) -> None:
        """What runs in tasks is about to be loaded: the modules that it comes from are to be here."""
        if not self.off and not self.depth:
            with contextlib.suppress(Exception):
                self._look()

    def begin(self, name: str) -> None:
        """A task begins."""
        self.task = name
        self.count += 1
        self.depth += 1
        try:
            now = self.began = time.monotonic()
            if self.stale or (self.guest is None and now > self._look_next):
                self._look()
            if self.guest is not None:
                self.guest.begin(name)
            elif self._waiter is None:
                self._wait_beside()
            elif not self._wake.is_set():
                self._wake.set()
        except Exception as error:
            self._fail(error)
        self.on_main = threading.get_ident() == self._main or self.on_main

    def end(self) -> None:
        """It has ended, and its result is yet to be told: what it has printed goes before."""
        if threading.get_ident() == self._main:
            self.on_main = False
        self.depth -= 1
        try:
            if self.files.may_have_grown() and (text := self.files.read()):
                self._tell(text)
            if self.guest is not None:
                self.guest.end()
        except Exception as error:
            self._fail(error)

    def failed(self, error: BaseException) -> None:
        """What it runs has raised something; before `end`."""
        if self.guest is not None and isinstance(error, Exception):
            self.guest.failed(error)

    def _look(self) -> None:
        """Find out whose process this is, and whether somebody debugs there."""
        self.stale = False
        began = time.monotonic()
        found = find_root()
        ended = time.monotonic()
        self._look_next = ended + max(_LOOK_SECONDS, _LOOK_SHARE * (ended - began))
        if found is None:
            return
        if self.root is None or (found.cwd, found.sys_path) != (self.root.cwd, self.root.sys_path):
            _settle(found)
        self.root = found
        if found.modules or self.modules is not None:
            self._have_modules(found.modules)
        if found.debugged:
            self.become_guest()

    def _have_modules(self, version: str) -> None:
        """The user's own modules are to be here in this version."""
        from farfield_engine.worker.ray.ownmodules import OwnModules

        if self.modules is None:
            self.modules = OwnModules()
        try:
            # An actor keeps what it is made of.
            written = self.modules.follow(version, anew=_ray().get_runtime_context().get_actor_id() is None)
        except (OSError, FarfieldError) as error:
            print(f"note: your own modules can't be brought to this process: {error}", file=sys.stderr)
            return
        if self.guest is not None:
            self.guest.files_arrived(self.modules.mirror, written)

    def become_guest(self) -> Guest | None:
        """Make this process known to the gateway; None where it can't be."""
        if self.off or os.getpid() != self._pid:
            return None
        with self._lock:
            if self.guest is None and (root := self.root or find_root()) is not None:
                from farfield_engine.worker.ray.guest import Guest

                self.root = root
                self.guest = Guest(self, root)
                self.guest.start()
        return self.guest

    def _tell(self, text: list[tuple[bool, str]]) -> None:
        guest = self.become_guest()
        if guest is not None:
            guest.output(text)

    def leave(self) -> None:
        """This process is no nested one after all: it is a worker itself."""
        self.off = True
        self._wake.set()

    def _fail(self, error: Exception) -> None:
        """A fault of ours must not be one of the user's task."""
        self.off = True
        print(
            f"note: Farfield does not follow this process: {type(error).__name__}: {error}", file=sys.stderr
        )

    # --- a task that takes long ---------------------------------------------

    def _wait_beside(self) -> None:
        self._waiter = threading.Thread(target=self._watch, name="farfield-nested", daemon=True)
        # As `debug.backend.hide_from_debugger`, which is not loaded for this.
        self._waiter.pydev_do_not_trace = True  # type: ignore[attr-defined]
        self._waiter.is_pydev_daemon_thread = True  # type: ignore[attr-defined]
        self._wake.set()
        self._waiter.start()

    def _watch(self) -> None:
        """Until there is a guest: see whether a task takes long, or prints meanwhile."""
        with contextlib.suppress(Exception):
            while self.guest is None and not self.off:
                self._wake.clear()
                if not self.depth:
                    self._wake.wait()
                count, until = self.count, time.monotonic() + LONG_SECONDS
                while self.count == count and self.depth and self.guest is None:
                    time.sleep(_PRINT_SECONDS)
                    if self.files.grown() and (text := self.files.read(whole=False)):
                        self._tell(text)
                    elif time.monotonic() > until:
                        self.become_guest()

    # --- interrupts ---------------------------------------------------------

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in what runs; called on another thread."""
        if self.on_main:
            self.signal_main()

    def signal_main(self) -> None:
        """Have the main thread come by `handle_interrupt`."""
        self._ours = True
        signal.pthread_kill(self._main or 0, signal.SIGINT)

    def handle_interrupt(self, number: int, frame: Any) -> None:
        """The handler of SIGINT. One of ours that comes when the task has ended is nobody's."""
        ours, self._ours = self._ours, False
        guest = self.guest
        if ours and guest is not None and not guest.wants_interrupt(frame):
            return
        if self.on_main or not ours:
            signal.default_int_handler(number, frame)


def _settle(root: Root) -> None:
    """Find the user's own modules and files as the worker does, where they are on this machine."""
    with contextlib.suppress(OSError):
        if root.cwd:
            os.chdir(root.cwd)
    known = set(sys.path)
    sys.path[:0] = [path for path in root.sys_path if path not in known and os.path.isdir(path)]


def _ray() -> Any:
    import ray

    return ray


nested: Nested | None = None
"""Of this process, once the hook ran."""


def install() -> None:
    """Follow what runs in this process. Called by the hook, on the main thread, before the first task."""
    global nested
    nested = Nested(LogFiles())
    inside.open_bar = functools.partial(_open_bar, "open")
    inside.open_bar_beside = functools.partial(_open_bar, "open_beside")
    sys.breakpointhook = _breakpoint
    libraries.install()
    after_import(dict.fromkeys(_TQDM, _capture_tqdm))
    signal.signal(signal.SIGINT, nested.handle_interrupt)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    _follow_tasks(nested)


def _open_bar(method: str, *args: Any, **kwargs: Any) -> Any:
    """`inside.open_bar` until there is a guest, whose bars take its place. A bar of nobody's counts, too."""
    from farfield_engine.worker.ray.guest import loose_bars

    guest = nested.become_guest() if nested is not None else None
    return getattr(guest.bars if guest is not None else loose_bars(), method)(*args, **kwargs)


def _capture_tqdm(module: Any) -> None:
    from farfield_engine.worker import tqdmbars

    tqdmbars.capture_for_whoever(module)


def _breakpoint(*args: Any, **kwargs: Any) -> None:
    """`sys.breakpointhook`: ours also where nobody can be told. Ray's own would listen for anybody."""
    frame = sys._getframe(1)
    guest = nested.become_guest() if nested is not None else None
    if guest is None:
        print("note: breakpoint() goes on: this process has no gateway", file=sys.stderr)
        return
    guest.stop_at(frame)


def _follow_tasks(of: Nested) -> None:
    """Have every function that Ray runs here pass by."""
    manager = _ray()._private.worker.global_worker.function_actor_manager
    theirs, load_class = manager.get_execution_info, manager.load_actor_class
    known: dict[int, Any] = {}
    loaded: set[bytes] = set()

    @functools.wraps(theirs)
    def get_execution_info(job_id: Any, descriptor: Any) -> Any:
        if descriptor.function_id not in loaded:
            loaded.add(descriptor.function_id)
            of.load()
        info = theirs(job_id, descriptor)
        with contextlib.suppress(Exception):
            found = known.get(id(info))
            if found is None or found[0] is not info:
                found = known[id(info)] = info, info._replace(function=_followed(info.function, of))
            return found[1]
        return info

    @functools.wraps(load_class)
    def load_actor_class(*args: Any, **kwargs: Any) -> Any:
        of.load()
        return load_class(*args, **kwargs)

    manager.get_execution_info, manager.load_actor_class = get_execution_info, load_actor_class


def _followed(function: Callable[..., Any], of: Nested) -> Callable[..., Any]:
    """A function that tells when it begins and ends. It leaves no frame in tracebacks."""
    method = getattr(function, "method", function)
    if inspect.isasyncgenfunction(method):
        return function
    if inspect.iscoroutinefunction(method):
        return _followed_coroutine(function, of)

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if of.off:
            return function(*args, **kwargs)
        try:
            of.begin(_name(function))
            return function(*args, **kwargs)
        except BaseException as error:
            _cut(error)
            of.failed(error)
            raise
        finally:
            of.end()

    if not inspect.isgeneratorfunction(method):
        return run

    @functools.wraps(function)
    def run_generator(*args: Any, **kwargs: Any) -> Any:
        if of.off:
            return (yield from function(*args, **kwargs))
        try:
            of.begin(_name(function))
            return (yield from function(*args, **kwargs))
        except Exception as error:
            _cut(error)
            of.failed(error)
            raise
        finally:
            of.end()

    return run_generator


def _followed_coroutine(function: Callable[..., Any], of: Nested) -> Callable[..., Any]:
    @functools.wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        if of.off:
            return await function(*args, **kwargs)
        try:
            of.begin(_name(function))
            return await function(*args, **kwargs)
        finally:
            of.end()

    return run


def _cut(error: BaseException) -> None:
    """Take our frame out of its traceback; raised again as it is, it does not get there once more."""
    if error.__traceback__ is not None:
        error.__traceback__ = error.__traceback__.tb_next


def _name(function: Callable[..., Any]) -> str:
    """What Ray calls what runs: `square`, `Counter.add`, `MapBatches(parse)`."""
    try:
        return str(_ray()._private.worker.global_worker.core_worker.get_current_task_name())
    except Exception:  # private: what it is called then is of no importance
        return getattr(function, "__name__", "a task")

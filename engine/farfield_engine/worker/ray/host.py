"""A worker as the host of what its user code starts on Ray: it is found by that, and ends it with itself."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import ray

from farfield_engine.debug.backend import hide_from_debugger
from farfield_engine.objects import pickling
from farfield_engine.objects.hashing import content_hash
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import mirror, modules
from farfield_engine.worker.dialled import DialledLink
from farfield_engine.worker.dialler import Guide
from farfield_engine.worker.ray import libraries, nested
from farfield_engine.worker.ray.root import Root, announce, share_modules, withdraw

_FIRST_RESULT = (1).to_bytes(4, "little")
"""What makes the id of a task that of its result."""

_ONLY_HERE = "{} means nothing outside of its Ray cluster, and goes with the worker that has it"


MODULES_BYTES = 16 << 20
"""The user's own modules that are larger stay on this machine: they would fill the memory of Ray's head."""


class _Place(NamedTuple):
    """What an announcement says of where code runs."""

    cwd: str = ""
    sys_path: tuple[str, ...] = ()
    modules: str = ""


class HostLink(DialledLink):
    """The worker's link, at which its host looks: what it is told concerns its guests, too."""

    def __init__(self, hello: pb.WorkerHello, guide: Guide, host: Host) -> None:
        super().__init__(hello, guide)
        self._host = host

    def receive(self, ready: Mapping[int, int]) -> Iterable[pb.ToWorker] | None:
        frames = super().receive(ready)
        for frame in frames or ():
            self._host.see(frame)
        return frames


class Host:
    """Made on the worker's main thread; afterwards the link's thread tells it what comes."""

    def __init__(self, worker: str, keeper: str) -> None:
        self._worker = worker
        self._keeper = keeper
        self._core: Any = ray._private.worker.global_worker.core_worker
        self._task: Any = self._core.get_current_task_id()
        self._before: set[Any] = set()
        """Tasks of earlier cells that go on."""
        self._expected = False
        self._client = False
        self._post_mortem = False
        self._told: Root | None = None
        self._place = _Place()
        self._modules = ""
        """The version of the user's own modules that is shared."""
        self._mirror = ""
        """Their directory, which others need not have then."""
        self._rays_path = set(sys.path)
        """Directories that every process of the job has."""
        self._announcing = threading.Lock()

    def open(self) -> None:
        """Be found. What Ray's libraries report in this process is shown from now on."""
        if nested.nested is not None:
            nested.nested.leave()
        libraries.install()
        pickling.bound_here[ray.ObjectRef] = _ONLY_HERE.format("a reference to an object of Ray's")
        pickling.bound_here[ray.actor.ActorHandle] = _ONLY_HERE.format("an actor of Ray's")
        modules.on_refresh = self._job_begins
        mirror.on_change = self._modules_came
        self._announce()

    def _modules_came(self, directory: str, files: list[jobs_pb.File]) -> None:
        """On the main thread, before a job's code: what that starts is to have them, too, on any machine."""
        content = pb.JobStart(modules=files).SerializeToString()
        self._mirror = self._modules = ""
        try:
            if len(content) > MODULES_BYTES:
                raise ValueError(f"they have {len(content) >> 20} MB")
            share_modules(content)
        except Exception as error:  # whatever Ray's store has: the cell itself has its modules
            print(f"note: what this starts elsewhere lacks your own modules: {error}", file=sys.stderr)
        else:
            self._mirror, self._modules = directory, content_hash(content).hex()

    def _job_begins(self) -> None:
        """On the main thread, before a job's code: what that starts is to find the same modules and files."""
        own = tuple(path for path in sys.path if path not in self._rays_path and path != self._mirror)
        with contextlib.suppress(OSError):
            place = _Place(os.getcwd(), own, self._modules)
            if place != self._place:
                self._place = place
                self._announce()

    def close(self) -> None:
        """Be found no more."""
        with contextlib.suppress(Exception):
            withdraw(ray.get_runtime_context().get_actor_id())

    def see(self, frame: pb.ToWorker) -> None:
        """A frame for the worker. Whatever Ray does not have of what is used here, the worker goes on."""
        with contextlib.suppress(Exception):
            match frame.WhichOneof("frame"):
                case "batch":
                    self._before = self._pending()
                    if frame.batch.HasField("job_start"):
                        self._post_mortem = frame.batch.job_start.debugging.post_mortem
                        self._tell()
                case "debug":
                    self._see_debugger(frame)
                case "interrupt":
                    _beside(self._cancel)

    def _see_debugger(self, frame: pb.ToWorker) -> None:
        match frame.debug.WhichOneof("what"):
            case "expect":
                self._expected = frame.debug.expect
            case "open":
                self._client = True
            case "close":
                self._client = self._expected = False
        self._tell()

    def _tell(self) -> None:
        if self._root() != self._told:
            _beside(self._announce)

    def _announce(self) -> None:
        with self._announcing, contextlib.suppress(Exception):
            self._told = self._root()
            announce(self._told)

    def _root(self) -> Root:
        debugged = self._expected or self._client or self._post_mortem
        return Root(self._worker, self._keeper, debugged, *self._place)

    def _pending(self) -> set[Any]:
        """Tasks that were started by the worker's main thread and have not ended."""
        return set(self._core.get_pending_children_task_ids(self._task))

    def _cancel(self) -> None:
        """End what the cell has started, and what that has: those that run get a KeyboardInterrupt."""
        for task in self._pending() - self._before:
            with contextlib.suppress(Exception):  # of an actor, or ended by now
                ray.cancel(ray.ObjectRef(task.binary() + _FIRST_RESULT))


def _beside(work: Callable[[], object]) -> None:
    """Ray may take its time, which the link's thread has not."""
    thread = threading.Thread(target=work, name="farfield-host", daemon=True)
    hide_from_debugger(thread)
    thread.start()

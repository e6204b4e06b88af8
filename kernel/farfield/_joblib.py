"""The cluster as a backend of joblib, and with it of scikit-learn's `n_jobs`.

joblib makes batches of a Parallel call's tasks; each batch is a job of one item. joblib wants to be
told of the end of a batch on a thread that may block: it unpickles the result there, pickles the next
batch, and asks the user's generator for more tasks. The client's thread may not, so a Parallel
call has a thread of its own for as long as it lasts.

Workers import this module: what belongs to the client is loaded when it is needed.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import os
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from joblib.parallel import (
    AutoBatchingMixin,
    FallbackToBackend,
    ParallelBackendBase,
    SequentialBackend,
    ThreadingBackend,
    cpu_count,
    parallel_config,
)

if TYPE_CHECKING:
    from farfield._future import Future
    from farfield._remote import RemoteValue

LARGE = 256 * 1024
"""Arguments of this size (bytes) are put on the cluster once for a Parallel call, not sent with each task."""

GROWTH = 32
"""How many times larger than the last size of a batch the next may be, while batches are too short.

joblib's own is 2; as for the cluster's batches, it is the measured duration that bounds them.
"""

_ATOMS = frozenset((type(None), bool, int, float, complex, str, bytes))

_Task = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
_Nested = tuple[ParallelBackendBase | None, int | None]
_Done = Callable[[concurrent.futures.Future[Any]], object]


class _Here:
    """What is known of this process. Not globals: a function that binds those is unpickled for each call."""

    runs_batch = False
    """Whether it is a worker that runs a batch."""
    pools: tuple[int, Any] | None = None
    """What knows the thread pools of its libraries, and how many modules there were when it looked."""


# --- on the workers -----------------------------------------------------------


def run_batch(tasks: list[_Task], nested: _Nested, threads: int | None, n_jobs: int) -> list[Any]:
    """Run the tasks of a batch. nested, threads, n_jobs: as `FarfieldBackend` has them."""
    _Here.runs_batch = True
    backend, nested_jobs = nested
    try:
        with _limited_threads(threads, n_jobs), parallel_config(backend=backend, n_jobs=nested_jobs):
            return [function(*args, **kwargs) for function, args, kwargs in tasks]
    finally:
        _Here.runs_batch = False


@contextlib.contextmanager
def _limited_threads(asked: int | None, n_jobs: int) -> Iterator[None]:
    """Keep this worker from using more threads and cores than its share.

    asked: joblib's `inner_max_num_threads`. Without it the rule is joblib's own for its processes: the cores
    shared between n_jobs, unless the user has set one of the variables himself.
    """
    variables = ParallelBackendBase.MAX_NUM_THREADS_VARS
    cores = max(1, _cores() // n_jobs)
    share = asked or cores
    if asked is None and any(name in os.environ for name in variables):
        limits: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
        changes = {}
    else:
        limits = _pools_limited_to(share)
        # For libraries that are loaded by the tasks, and for processes that they start.
        changes = dict.fromkeys(variables, str(share))
    # What `n_jobs=-1` means to joblib in here.
    changes["LOKY_MAX_CPU_COUNT"] = str(cores)
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        with limits:
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@functools.cache
def _cores() -> int:
    """Of this machine, for this process; joblib reads files to find out."""
    return int(cpu_count())


def _pools_limited_to(threads: int) -> contextlib.AbstractContextManager[object]:
    """Limit the pools of libraries that are loaded already; they don't look at the environment again."""
    if "numpy" not in sys.modules:
        return contextlib.nullcontext()
    try:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # it has no types
    except ImportError:
        return contextlib.nullcontext()
    # Looking for the libraries takes longer than a small batch; there are no new ones without new modules.
    if _Here.pools is None or _Here.pools[0] != len(sys.modules):
        _Here.pools = (len(sys.modules), ThreadpoolController())
    limits: contextlib.AbstractContextManager[object] = _Here.pools[1].limit(limits=threads)
    return limits


# --- in the client ------------------------------------------------------------


class _Calls:
    """The thread that joblib's callbacks run on; one for all Parallel calls of a backend."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._pool: concurrent.futures.ThreadPoolExecutor | None = None

    def begin(self) -> None:
        with self._lock:
            self._open += 1

    def end(self) -> None:
        """A call has ended; the thread ends with the last of them."""
        with self._lock:
            self._open = max(0, self._open - 1)
            pool = None
            if not self._open:
                pool, self._pool = self._pool, None
        if pool is not None:
            # The thread may wait for the user's generator, or be the one that ends the call.
            pool.shutdown(wait=False)

    def run(self, call: Callable[..., object], *args: Any) -> None:
        """Have it called soon, in order; not at all when no call is open any more."""
        with self._lock:
            if not self._open:
                return
            if self._pool is None:
                self._pool = concurrent.futures.ThreadPoolExecutor(1, "farfield-joblib")
            self._pool.submit(_reported, call, *args)


def _reported(call: Callable[..., object], *args: Any) -> None:
    try:
        call(*args)
    except BaseException:
        # joblib keeps what tasks raise. What comes here is a fault, and is shown as that of a thread.
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))


class _Large:
    """Values that were put on the cluster, for as long as they live here and the call lasts."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[weakref.ref[Any], RemoteValue]] = {}
        self._lock = threading.RLock()

    def clear(self) -> None:
        self._known.clear()

    def sent(self, value: Any) -> Any:
        """What to send for an argument: a reference for a large one, else the value itself.

        As with joblib's own processes, an array that is changed while the call lasts is sent as it was.
        """
        if type(value) in _ATOMS:
            return value
        with self._lock:
            return self._sent(value)

    def _sent(self, value: Any) -> Any:
        known = self._known.get(id(value))
        if known is not None and known[0]() is value:
            return known[1]
        if _size(value) < LARGE:
            return value
        try:
            reference = weakref.ref(value, functools.partial(self._forget, id(value)))
        except TypeError:
            return value  # it could be gone, and another value have its id
        from farfield._tasks import put
        from farfield_engine.errors import SendError

        try:
            remote = put(value)
        except SendError:
            return value  # of a class of the notebook, perhaps: it travels with the task
        self._known[id(value)] = (reference, remote)
        return remote

    def _forget(self, key: int, reference: weakref.ref[Any]) -> None:
        known = self._known.get(key)
        if known is not None and known[0] is reference:
            del self._known[key]


def _size(value: Any) -> int:
    """Bytes of an array, data frame or sparse matrix, at a glance; 0 where there is no telling."""
    size = getattr(value, "nbytes", None)
    if isinstance(size, int):
        return size
    # Of a sparse matrix.
    size = getattr(getattr(value, "data", None), "nbytes", None)
    if isinstance(size, int):
        return size
    usage = getattr(value, "memory_usage", None)
    if callable(usage) and hasattr(value, "iloc"):
        total = usage(index=False)
        return int(total if isinstance(total, int) else total.sum())
    return 0


class FarfieldBackend(AutoBatchingMixin, ParallelBackendBase):  # type: ignore[misc]  # joblib has no types
    """Runs the batches of `joblib.Parallel` on the cluster that this process is attached to.

    n_jobs bounds how many batches run at once; -1, which is the default here, is all workers of the cluster.
    Parallel calls in a task use threads of its worker, within the worker's share of the cores.
    """

    supports_retrieve_callback = True
    supports_inner_max_num_threads = True
    default_n_jobs = -1
    _effective_batch_size: int
    _smoothed_batch_duration: float

    def __init__(
        self, nesting_level: int | None = None, inner_max_num_threads: int | None = None, **unknown: Any
    ) -> None:
        """Raises TypeError for parameters that it does not have."""
        if unknown:
            names = ", ".join(f"'{name}'" for name in unknown)
            raise TypeError(f"the joblib backend 'farfield' has no parameter {names}; leave it out")
        super().__init__(nesting_level=nesting_level, inner_max_num_threads=inner_max_num_threads)
        self._calls = _Calls()
        self._large = _Large()
        self._lock = threading.Lock()
        self._open: dict[Future[Any], Any] = {}  # with the Parallel that waits for it
        self._waiting: deque[tuple[Any, _Done]] = deque()
        self._n_jobs = 1

    def __reduce__(self) -> Any:
        return FarfieldBackend, (self.nesting_level, self.inner_max_num_threads)

    def effective_n_jobs(self, n_jobs: int | None) -> int:
        """How many batches run at once. Raises ValueError for 0, AttachError where there is no cluster."""
        if n_jobs == 0:
            raise ValueError("n_jobs == 0 in Parallel has no meaning")
        if n_jobs is None or _Here.runs_batch:
            return 1
        if n_jobs < 0:
            from farfield._attach import current

            return max(1, current().workers + 1 + n_jobs)
        return n_jobs

    def configure(self, n_jobs: int = 1, parallel: Any = None, **kwargs: Any) -> int:
        """A Parallel begins. Inside a batch it gets threads or none, as with joblib's own processes."""
        self.parallel = parallel
        if _Here.runs_batch:
            level = self.nesting_level or 1
            kind = ThreadingBackend if level == 1 else SequentialBackend
            raise FallbackToBackend(kind(nesting_level=level))
        self._n_jobs = self.effective_n_jobs(n_jobs)
        if self._n_jobs == 1:
            raise FallbackToBackend(SequentialBackend(nesting_level=self.nesting_level))
        return self._n_jobs

    def start_call(self) -> None:
        self._calls.begin()

    def stop_call(self) -> None:
        self._calls.end()
        self._large.clear()

    def terminate(self) -> None:
        """The Parallel has ended: what its tasks take is learnt anew by the next."""
        self.reset_batch_stats()

    def compute_batch_size(self) -> int:
        """How many tasks to send together, from what the last batches took."""
        before, duration = self._effective_batch_size, self._smoothed_batch_duration
        if not 0 < duration < self.MIN_IDEAL_BATCH_DURATION:
            return int(super().compute_batch_size())
        # Twice what is ideal, as joblib has it, so that the size does not go up and down.
        size = max(1, int(min(GROWTH * before, 2 * before * self.MIN_IDEAL_BATCH_DURATION / duration)))
        if size != before:
            self._effective_batch_size = size
            self._smoothed_batch_duration = self._DEFAULT_SMOOTHED_BATCH_DURATION
        return size

    # --- batches ------------------------------------------------------------

    def submit(self, func: Any, callback: _Done | None = None) -> None:
        """Send a batch, or have it wait where n_jobs batches run; joblib is told of its end by callback."""
        assert callback is not None, "joblib's Parallel always gives one"
        with self._lock:
            full = len(self._open) >= self._room()
            if full:
                self._waiting.append((func, callback))
        if not full:
            self._send(func, callback)

    def _room(self) -> int:
        from farfield._attach import current

        return self._n_jobs if self._n_jobs < current().workers else sys.maxsize

    def _send(self, batch: Any, callback: _Done) -> None:
        from farfield._attach import current
        from farfield._future import Future
        from farfield._tasks import submit_to

        parallel = getattr(callback, "parallel", None)
        try:
            tasks = [self._sendable(task) for task in batch.items]
            nested = (batch._backend, batch._n_jobs)
            name = _name(batch.items)
            future = submit_to(
                current(), run_batch, (tasks, nested, self.inner_max_num_threads, self._n_jobs), {}, name
            )
        # Pickling runs the user's code. joblib expects it in the result.
        except Exception as error:
            future = Future()
            future.settle(error)
        with self._lock:
            self._open[future] = parallel
        if getattr(parallel, "_aborting", False):
            # It was stopped meanwhile, and did not see this batch.
            future.cancel()
        future.add_done_callback(lambda future: self._calls.run(self._ended, future, callback))

    def _sendable(self, task: _Task) -> _Task:
        function, args, kwargs = task
        if not kwargs and _ATOMS.issuperset(map(type, args)):
            return task
        sent = self._large.sent
        return function, tuple(map(sent, args)), {name: sent(value) for name, value in kwargs.items()}

    def _ended(self, future: Future[Any], callback: _Done) -> None:
        """On the thread for callbacks."""
        with self._lock:
            self._open.pop(future, None)
            following = self._waiting.popleft() if self._waiting else None
        if following is not None:
            self._send(*following)
        callback(future)

    def retrieve_result_callback(self, out: Future[Any]) -> list[Any]:
        """The results of a batch. Raises what a task raised."""
        results: list[Any] = out.result()
        return results

    def abort_everything(self, ensure_ready: bool = True) -> None:
        """Stop what waits and runs for a Parallel that was interrupted, or one of whose tasks has raised."""
        with self._lock:
            self._waiting = deque(
                (batch, callback)
                for batch, callback in self._waiting
                if not getattr(getattr(callback, "parallel", None), "_aborting", True)
            )
            stopped = [
                future for future, parallel in self._open.items() if getattr(parallel, "_aborting", True)
            ]
            for future in stopped:
                del self._open[future]
        for future in stopped:
            future.cancel()


def _name(tasks: list[_Task]) -> str:
    """What the job is called in lists of jobs."""
    function = tasks[0][0]
    # scikit-learn wraps the functions that it calls.
    function = getattr(function, "function", function)
    name = getattr(function, "__qualname__", None) or type(function).__name__
    return f"{name} ×{len(tasks)}" if len(tasks) > 1 else str(name)

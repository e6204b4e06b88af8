"""CPython's own tests of executors, run on `ff.Executor` from the interpreter's `test` package.

What is left out, and why, is in LEFT_OUT. `ThreadPoolExecutorTest`, `ThreadPoolShutdownTest` and
`FutureTests` are left out as a whole: threads share memory, and the last makes the standard futures itself.
"""

from __future__ import annotations

import importlib
import unittest
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pickle import PicklingError
from typing import Any

import pytest

import farfield as ff

PLACES = (
    "test.test_concurrent_futures",  # one module up to some 3.11, a package since then
    "test.test_concurrent_futures.util",
    "test.test_concurrent_futures.executor",
    "test.test_concurrent_futures.test_as_completed",
    "test.test_concurrent_futures.test_deadlock",
    "test.test_concurrent_futures.test_init",
    "test.test_concurrent_futures.test_process_pool",
    "test.test_concurrent_futures.test_shutdown",
    "test.test_concurrent_futures.test_wait",
)

_BY_NAME = "its script imports the class from concurrent.futures by name; test_executor.py has the like"
_INTERNALS = "it looks at the processes and threads that ProcessPoolExecutor keeps"
_KEEPS_NO_PROCESSES = "workers are the cluster's: an executor starts and ends none"

LEFT_OUT = {
    "ProcessPoolShutdownTest": {
        "test_interpreter_shutdown": _BY_NAME,
        "test_submit_after_interpreter_shutdown": _BY_NAME,
        "test_hang_gh83386": _BY_NAME,
        "test_processes_terminate": _INTERNALS,
        "test_context_manager_shutdown": _INTERNALS,
        "test_del_shutdown": _INTERNALS,
        "test_shutdown_no_wait": _INTERNALS,
    },
    "ProcessPoolExecutorTest": {
        "test_max_workers_too_large": "a limit of Windows",
        "test_killed_child": "a worker that dies fails the call that it ran; test_executor.py has it",
        "test_traceback": "it compares the cause with a private class; test_executor.py has it",
        "test_ressources_gced_in_workers": "a multiprocessing manager serves only children of this process",
        "test_saturation": _INTERNALS,
        "test_idle_process_reuse_one": _INTERNALS,
        "test_idle_process_reuse_multiple": _INTERNALS,
        "test_max_tasks_per_child": _KEEPS_NO_PROCESSES,
        "test_max_tasks_per_child_defaults_to_spawn_context": _KEEPS_NO_PROCESSES,
        "test_max_tasks_early_shutdown": _KEEPS_NO_PROCESSES,
        "test_python_finalization_error": "it breaks the start of ProcessPoolExecutor's thread",
        "test_force_shutdown_workers": _KEEPS_NO_PROCESSES,
        "test_force_shutdown_workers_invalid_op": _KEEPS_NO_PROCESSES,
        "test_kill_workers": _KEEPS_NO_PROCESSES,
        "test_terminate_workers": _KEEPS_NO_PROCESSES,
    },
    "ExecutorDeadlockTest": {
        "test_shutdown_deadlock_pickle": _INTERNALS,
        "test_gh105829_should_not_deadlock_if_wakeup_pipe_full": _INTERNALS,
    },
}

EQUIVALENT: dict[Any, Any] = {
    # Where ProcessPoolExecutor can only say that its pool is broken, ours says what has happened.
    BrokenProcessPool: (ff.WorkerDiedError, ff.InputError, ff.ResultError),
    PicklingError: (ff.SendError, ff.ResultError),
    # A result whose pickling calls exit() is a result that can't be pickled, and no end of the worker.
    SystemExit: (SystemExit, ff.ResultError),
}


def _suite() -> dict[str, Any]:
    """All names of CPython's tests of executors. Skips where they are not installed."""
    try:
        importlib.import_module(PLACES[0])
    except ModuleNotFoundError:
        pytest.skip(f"this Python was installed without {PLACES[0]}", allow_module_level=True)
    found: dict[str, Any] = {}
    for place in PLACES:
        try:
            found |= vars(importlib.import_module(place))
        except ModuleNotFoundError:
            continue  # the other layout
    return found


SUITE = _suite()


class OurExecutor(unittest.TestCase):
    """Has the suite's mixins make our executor; they ask for a context only where `ctx` is set."""

    executor_type = ff.Executor
    executor_kwargs: dict[str, Any] = {}

    def get_context(self) -> None:
        """Only passed to executor_type, by tests that make executors of their own."""

    def assertRaises(self, expected: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]  # overloads
        return super().assertRaises(EQUIVALENT.get(expected, expected), *args, **kwargs)


class ExecutorWithContext(ff.Executor):
    """Takes, and does not need, what ExecutorDeadlockTest passes to the executors that it makes."""

    def __init__(self, max_workers: int | None = None, mp_context: None = None) -> None:
        super().__init__(max_workers)


def _tests(name: str, *, mixed: bool = True, **attributes: Any) -> Any:
    """A test case from the suite's mixin of this name, without what is left out."""
    mixin = SUITE[name]
    left_out = {
        test: unittest.skip(reason)(lambda self: None)
        for test, reason in LEFT_OUT.get(name, {}).items()
        if hasattr(mixin, test)
    }
    own = (SUITE["ExecutorMixin"],) if mixed else ()
    bases = (OurExecutor, mixin, *own, SUITE["BaseTestCase"])
    return type(f"Our{name}", bases, {"__module__": __name__, **left_out, **attributes})


TestExecutor = _tests("ProcessPoolExecutorTest")
TestShutdown = _tests("ProcessPoolShutdownTest")
TestWait = _tests("WaitTests")
TestAsCompleted = _tests("AsCompletedTests")
TestInitializer = _tests("InitializerMixin", mixed=False)
TestFailingInitializer = _tests("FailingInitializerMixin", mixed=False)
TestDeadlock = _tests("ExecutorDeadlockTest", executor_type=ExecutorWithContext)


@pytest.fixture(scope="module", autouse=True)
def attached(runtime_base: object) -> Iterator[None]:
    """This process is attached while the tests of this file run."""
    ff.attach("local:2")
    yield
    ff.detach()

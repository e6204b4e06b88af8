"""What `ff.Executor` does where CPython's tests don't look, or look at its own executors only."""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import farfield as ff

DEADLINE = 60.0


@pytest.fixture(scope="module", autouse=True)
def attached(runtime_base: object) -> Iterator[None]:
    """This process is attached while the tests of this file run."""
    ff.attach("local:2")
    yield
    ff.detach()


def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it has not come true"
        threading.Event().wait(0.01)


def wait_for_file(path: str) -> None:
    """Runs on a worker: end when a file is there."""
    until(lambda: os.path.exists(path))


def mark_and_wait(started: str, go_on: str) -> str:
    """Runs on a worker: say that it has begun, and end when told to."""
    open(started, "w").close()
    wait_for_file(go_on)
    return "ended"


def run_script(script: str, *arguments: str, code: int = 0) -> str:
    """Run a script in an interpreter of its own; what it printed, errors included."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=DEADLINE,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


# --- cancelling ---------------------------------------------------------------


def test_a_future_that_runs_is_not_cancelled_by_the_executor(tmp_path: Path) -> None:
    started, go_on = tmp_path / "started", tmp_path / "go on"
    with ff.Executor(max_workers=1) as executor:
        running = executor.submit(mark_and_wait, str(started), str(go_on))
        waiting = executor.submit(mark_and_wait, str(tmp_path / "never"), str(go_on))
        until(started.exists)
        assert running.running() and not waiting.running()
        assert running.cancel() is False
        assert waiting.cancel() is True and waiting.cancelled() and waiting.cancel() is True
        # It is told at once, to those who wait as well.
        assert concurrent.futures.wait([waiting], timeout=0).done == {waiting}
        go_on.touch()
        assert running.result(DEADLINE) == "ended"
    assert not (tmp_path / "never").exists()


def test_a_future_of_submit_says_when_it_runs_and_is_stopped(tmp_path: Path) -> None:
    started = tmp_path / "started"
    future = ff.submit(mark_and_wait, str(started), str(tmp_path / "never"))
    until(future.running)
    until(started.exists)
    assert future.cancel() is True and not future.running()
    assert concurrent.futures.wait([future], timeout=DEADLINE).done == {future}


def test_max_workers_bounds_what_runs_at_once(tmp_path: Path) -> None:
    go_on = tmp_path / "go on"
    with ff.Executor(max_workers=1) as executor:
        futures = [
            executor.submit(mark_and_wait, str(tmp_path / f"started{n}"), str(go_on)) for n in range(3)
        ]
        until((tmp_path / "started0").exists)
        assert [future.running() for future in futures] == [True, False, False]
        assert not (tmp_path / "started1").exists()
        go_on.touch()
        assert [future.result(DEADLINE) for future in futures] == ["ended"] * 3


def test_map_stops_when_its_iterator_is_closed(tmp_path: Path) -> None:
    with ff.Executor() as executor:
        results = executor.map(wait_for_file, [os.devnull, str(tmp_path / "never")])
        assert next(results) is None
        results.close()  # type: ignore[attr-defined]  # it is a generator


def test_the_timeout_of_map_is_for_all_of_it(tmp_path: Path) -> None:
    with ff.Executor() as executor:
        results = executor.map(wait_for_file, [os.devnull, str(tmp_path / "never")], timeout=2.0)
        with pytest.raises(TimeoutError, match="item 1"):
            list(results)


def test_map_runs_all_elements_although_one_fails(tmp_path: Path) -> None:
    with ff.Executor() as executor:
        executor.map(os.mkdir, [str(tmp_path / "a"), str(tmp_path), str(tmp_path / "b")])
    assert (tmp_path / "a").is_dir() and (tmp_path / "b").is_dir()


# --- errors -------------------------------------------------------------------


def test_the_traceback_of_a_task_is_the_cause_of_its_exception() -> None:
    with ff.Executor() as executor:
        error = executor.submit(os.stat, "/there/is/no/such/file").exception(DEADLINE)
        broken = executor.submit(until, 5).exception(DEADLINE)
    assert isinstance(error, FileNotFoundError)
    assert isinstance(broken, TypeError)
    assert "while not condition():" in str(broken.__cause__)


def test_a_worker_that_dies_fails_its_call_only() -> None:
    with ff.Executor(max_workers=1) as executor:
        died = executor.submit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        after = executor.submit(abs, -1)
        with pytest.raises(ff.WorkerDiedError):
            died.result(DEADLINE)
        assert after.result(DEADLINE) == 1


def test_what_cannot_be_sent_is_the_exception_of_the_future() -> None:
    with ff.Executor() as executor:
        error = executor.submit(list, (n for n in range(3))).exception(DEADLINE)
        assert isinstance(error, ff.SendError) and "generator" in str(error)
        assert executor.submit(abs, -1).result(DEADLINE) == 1


def test_wrong_arguments() -> None:
    with pytest.raises(TypeError, match="initializer must be a callable, not int"):
        ff.Executor(initializer=5)  # type: ignore[arg-type]
    with ff.Executor() as executor:
        with pytest.raises(ValueError, match="chunksize must be >= 1"):
            executor.map(abs, [1], chunksize=0)
        with pytest.raises(TypeError, match="a function is expected, not int"):
            executor.submit(5)  # type: ignore[arg-type]


# --- large values that wait ---------------------------------------------------


def test_large_arguments_of_calls_that_wait(tmp_path: Path) -> None:
    go_on = tmp_path / "go on"
    content = [bytes([n]) * 400_000 for n in range(6)]
    with ff.Executor(max_workers=1) as executor:
        first = executor.submit(wait_for_file, str(go_on))
        futures = [executor.submit(bytes.count, part, part[:1]) for part in content * 2]
        go_on.touch()
        assert [future.result(DEADLINE) for future in futures] == [400_000] * 12
        assert first.result(DEADLINE) is None


# --- the initializer ----------------------------------------------------------

NOTEBOOK = """
    import os, farfield as ff
    model, log = None, None

    def prepare(value):
        global model
        model = [value]

    def use(n):
        model.append(n)
        return os.getpid(), list(model)

    if __name__ == "__main__":
        ff.attach("local:2")
        with ff.Executor(initializer=prepare, initargs=("loaded",)) as executor:
            seen = [executor.submit(use, n).result(60) for n in range(4)]
            seen += executor.map(use, range(4, 6))
        for process in {process for process, _ in seen}:
            lists = [model for there, model in seen if there == process]
            assert all(later[:len(before)] == before for before, later in zip(lists, lists[1:])), lists
        assert all(model[0] == "loaded" for _, model in seen), seen
        print("prepared", model)
"""


def test_the_initializer_binds_names_of_the_notebook_for_the_calls_of_a_process() -> None:
    assert run_script(NOTEBOOK).strip() == "prepared None"


def test_after_a_failed_initializer_the_executor_is_broken(caplog: pytest.LogCaptureFixture) -> None:
    with ff.Executor(initializer=os.stat, initargs=("/there/is/no/such/file",)) as executor:
        futures = []
        # It may be known to be broken before all are submitted.
        with contextlib.suppress(concurrent.futures.BrokenExecutor):
            for n in range(20):
                futures.append(executor.submit(abs, n))
        assert futures
        for future in futures:
            with pytest.raises(concurrent.futures.BrokenExecutor, match="FileNotFoundError"):
                future.result(DEADLINE)
        with pytest.raises(concurrent.futures.BrokenExecutor):
            executor.submit(abs, 1)
    assert "Exception in initializer" in caplog.text


# --- the end of the interpreter -----------------------------------------------


def test_what_was_submitted_is_done_before_the_interpreter_ends(tmp_path: Path) -> None:
    script = """
        import sys, time, farfield as ff
        def work(path):
            time.sleep(0.5)
            open(path, "w").close()
        ff.attach("local:2")
        executor = ff.Executor()
        executor.submit(work, sys.argv[1])
        executor.map(work, sys.argv[2:])
        executor.shutdown(wait=False)
        del executor
    """
    paths = [str(tmp_path / name) for name in "abcd"]
    assert run_script(script, *paths) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c", "d"]


def test_nothing_is_submitted_when_the_interpreter_ends() -> None:
    script = """
        import atexit
        @atexit.register
        def run_last():
            try:
                executor.submit(id, None)
            except RuntimeError as error:
                print(error)
        import farfield as ff
        ff.attach("local:2")
        executor = ff.Executor()
        assert executor.submit(abs, -42).result(60) == 42
    """
    assert run_script(script).strip() == "cannot schedule new futures after interpreter shutdown"


def test_leaving_the_cluster_with_calls_open(tmp_path: Path) -> None:
    script = """
        import sys, farfield as ff, time
        ff.attach("local:2")
        with ff.Executor(max_workers=1) as executor:
            futures = [executor.submit(time.sleep, 1) for _ in range(2)]
            ff.detach()
        for future in futures:
            print(type(future.exception(0)).__name__)
    """
    assert run_script(script).split() == ["ConnectionLostError"] * 2

"""The Python API: submit, map, put, get, wait, as_completed, Executor, and futures that can be awaited."""

from __future__ import annotations

import asyncio
import concurrent.futures
import importlib
import operator
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import farfield as ff
from farfield._attach import current


@pytest.fixture(scope="module", autouse=True)
def attached(runtime_base: object) -> Iterator[None]:
    """This process is attached while the tests of this file run."""
    ff.attach("local:2")
    yield
    ff.detach()


def test_submit_with_arguments_and_keywords() -> None:
    assert ff.submit(divmod, 7, 2).result(30) == (3, 1)
    assert ff.submit(int, "ff", base=16).result(30) == 255


def test_the_exception_of_a_task_keeps_its_type() -> None:
    future = ff.submit(operator.truediv, 1, 0)
    with pytest.raises(ZeroDivisionError):
        future.result(30)
    assert isinstance(future.exception(30), ZeroDivisionError)


def test_map_is_in_order_and_stops_at_the_shortest() -> None:
    assert ff.map(pow, [2, 3, 4], [5, 2]).result(30) == [32, 9]
    assert list(ff.map(abs, range(-1000, 0))) == list(range(1000, 0, -1))
    assert len(ff.map(abs, [])) == 0 and list(ff.map(abs, [])) == []


def test_map_with_a_failing_item() -> None:
    # One after the other: the failure would stop the first one where that is slower to begin.
    results = iter(ff.map(operator.truediv, [1, 2, 3], [1, 0, 1], concurrency=1))
    assert next(results) == pytest.approx(1.0)
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_map_that_takes_too_long() -> None:
    results = ff.map(time.sleep, [60])
    with pytest.raises(TimeoutError):
        next(results.iterate(timeout=0.1))
    with pytest.raises(TimeoutError):
        results.result(timeout=0.1)
    results.cancel()
    with pytest.raises(ff.ItemCancelledError):
        results.result(timeout=30)


def test_map_with_a_time_limit_for_each_item() -> None:
    with pytest.raises(ff.ItemTimeoutError):
        ff.map(time.sleep, [60], timeout=0.3).result(30)


def test_put_and_get() -> None:
    value = ff.put({"a": 1})
    assert ff.get(value) == {"a": 1}
    assert ff.submit(sorted, value).result(30) == ["a"]
    assert ff.get([value, ff.submit(abs, -3), ff.map(abs, [-1])], timeout=30) == [{"a": 1}, 3, [1]]


def test_wait_and_as_completed() -> None:
    futures = [ff.submit(time.sleep, 0.2), ff.submit(abs, -1)]
    done, waiting = ff.wait(futures, timeout=30, return_when=concurrent.futures.FIRST_COMPLETED)
    assert futures[1] in done and not (done & waiting)
    assert [future.result() for future in ff.as_completed(futures, timeout=30)] == [1, None]
    assert ff.wait(futures, timeout=30)[1] == set()


def test_a_future_that_is_awaited() -> None:
    async def both() -> list[int]:
        return list(await asyncio.gather(ff.submit(abs, -1), ff.submit(abs, -2)))

    assert asyncio.run(both()) == [1, 2]


def test_a_running_future_is_cancelled() -> None:
    future = ff.submit(time.sleep, 60)
    assert future.cancel() is True
    assert future.cancelled()
    with pytest.raises(concurrent.futures.CancelledError):
        future.result(30)
    finished = ff.submit(abs, -1)
    assert finished.result(30) == 1
    assert finished.cancel() is False


PACKAGE = """
import os, time
import cut_package.part
open(os.path.join(os.path.dirname(__file__), f"begun-{os.getpid()}"), "w").close()
deadline = time.monotonic() + 30
while not os.path.exists(os.path.join(os.path.dirname(__file__), "go")) and time.monotonic() < deadline:
    time.sleep(0.01)
"""


def load(directory: str) -> bool:
    """Runs on a worker: whether a package is there as a whole."""
    sys.path.insert(0, directory)
    try:
        package = importlib.import_module("cut_package")
    finally:
        sys.path.remove(directory)
    return hasattr(package, "part")


def test_an_import_that_runs_when_it_is_stopped_leaves_no_half_of_a_package(tmp_path: Path) -> None:
    directory = tmp_path / "cut_package"
    directory.mkdir()
    (directory / "__init__.py").write_text(PACKAGE)
    (directory / "part.py").touch()
    loading = ff.map(load, [str(tmp_path)] * 2)
    deadline = time.monotonic() + 30
    while len(list(directory.glob("begun-*"))) < 2:
        assert time.monotonic() < deadline, "not imported by two workers"
        time.sleep(0.01)
    loading.cancel()
    current().status()  # the gateway has taken that by now
    (directory / "go").touch()
    assert ff.map(load, [str(tmp_path)] * 20).result(30) == [True] * 20


def test_a_result_that_is_waited_for_too_shortly() -> None:
    future = ff.submit(time.sleep, 60)
    with pytest.raises(TimeoutError):
        future.result(0.05)
    future.cancel()


def test_the_executor() -> None:
    with ff.Executor() as executor:
        assert isinstance(executor, concurrent.futures.Executor)
        assert executor.submit(pow, 2, 10).result(30) == 1024
        assert list(executor.map(abs, [-1, -2], timeout=30, chunksize=5)) == [1, 2]
    with pytest.raises(RuntimeError, match="shutdown"):
        executor.submit(abs, 1)


def test_many_at_once_from_several_threads() -> None:
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        sums = threads.map(
            lambda n: sum(f.result(60) for f in [ff.submit(abs, -n) for _ in range(25)]), range(4)
        )
        assert list(sums) == [0, 25, 50, 75]


def test_wrong_types_say_what_is_right() -> None:
    with pytest.raises(TypeError, match=r"submit\(f, x\)"):
        ff.submit(abs(-1))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="at least one iterable"):
        ff.map(abs)
    with pytest.raises(TypeError, match="get\\(\\) takes"):
        ff.get(5)
    with pytest.raises(ff.AttachError, match="not a target"):
        ff.attach("nowhere")


def test_what_cannot_be_pickled_is_named() -> None:
    with pytest.raises(ff.SendError, match="element 1"):
        ff.map(repr, [1, (n for n in range(3))])
    with pytest.raises(ff.SendError):
        ff.put(n for n in range(3))


def test_a_result_that_cannot_be_pickled() -> None:
    with pytest.raises(ff.ResultError, match="generator"):
        ff.submit(eval, "(n for n in [1])").result(30)


def test_impossible_requests() -> None:
    with pytest.raises(ff.RefusedError, match="CPUs"):
        ff.map(abs, [1], cpus=10_000).result(30)

"""Functions that Ray runs in a nested process tell when they begin and end, and stay what they were."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from typing import Any

import pytest

from farfield_engine.worker.ray import nested


class Nothing:
    """Files into which nothing is written."""

    def may_have_grown(self) -> bool:
        return False


class Noted(nested.Nested):
    """Notes what it is told."""

    def __init__(self) -> None:
        super().__init__(Nothing())  # type: ignore[arg-type]  # all that is asked of them here
        self.told: list[str] = []

    def begin(self, name: str) -> None:
        self.told.append(f"{name} begins")

    def end(self) -> None:
        self.told.append("ends")

    def failed(self, error: BaseException) -> None:
        self.told.append(repr(error))


@pytest.fixture
def noted() -> Noted:
    return Noted()


def test_a_function(noted: Noted) -> None:
    def double(number: int) -> int:
        return 2 * number

    assert nested._followed(double, noted)(4) == 8
    assert noted.told == ["double begins", "ends"]


def test_an_error_passes_without_a_frame_of_ours(noted: Noted) -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no") as raised:
        nested._followed(fail, noted)()
    assert noted.told == ["fail begins", "ValueError('no')", "ends"]
    names = [frame.name for frame in traceback.extract_tb(raised.value.__traceback__)]
    assert names[-1] == "fail" and "run" not in names


def test_generators_and_coroutines_stay_what_they_are(noted: Noted) -> None:
    def count() -> Any:
        yield from range(3)

    async def wait() -> int:
        await asyncio.sleep(0)
        return 5

    counting, waiting = nested._followed(count, noted), nested._followed(wait, noted)
    assert inspect.isgeneratorfunction(counting) and inspect.iscoroutinefunction(waiting)
    assert list(counting()) == [0, 1, 2]
    assert asyncio.run(waiting()) == 5
    assert noted.told == ["count begins", "ends", "wait begins", "ends"]


def test_a_process_that_is_off_runs_the_function_and_nothing_else(noted: Noted) -> None:
    noted.leave()
    assert nested._followed(len, noted)([1]) == 1
    assert noted.told == []


def test_a_fault_of_ours_is_no_fault_of_the_task(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def look() -> None:
        raise RuntimeError("not that")

    here = nested.Nested(Nothing())  # type: ignore[arg-type]  # as above
    monkeypatch.setattr(here, "_look", look)
    assert nested._followed(abs, here)(-2) == 2
    assert here.off
    assert "does not follow this process: RuntimeError: not that" in capsys.readouterr().err

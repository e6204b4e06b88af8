"""A user's exception as it comes back."""

from __future__ import annotations

import sys
import threading
import types
from typing import Any

import pytest
from IPython.core.ultratb import AutoFormattedTB

from farfield_engine.objects.pickling import loads
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.worker.failures import MAX_MESSAGE, MAX_TRACEBACK, describe, user_frames


def raised(code: str, **names: Any) -> tuple[BaseException, dict[str, Any]]:
    """The exception that a cell raises, and the cell's namespace."""
    namespace: dict[str, Any] = {"__name__": "__main__", **names}
    try:
        exec(compile(code, "<cell>", "exec"), namespace)
    except BaseException as error:
        return error, namespace
    raise AssertionError("nothing was raised")


def rebuilt(code: str, **names: Any) -> Any:
    """The exception as its receiver gets it."""
    error, namespace = raised(code, **names)
    failure = describe(error, 3, namespace, None)
    assert failure.HasField("exception"), failure.plain_traceback
    buffers = [blob.data for blob in failure.exception.buffers]
    return loads(failure.exception.pickle.data, buffers, namespace)


@pytest.mark.parametrize(
    "code",
    [
        "{}['missing']",
        "1 / 0",
        "open('/nowhere/at/all')",
        "int('x')",
        "b'\\xff'.decode()",
        "'\\ud800'.encode()",
        "import nowhere_at_all",
        "from os import nothing_like_it",
        "compile('1 +', 'file.py', 'exec')",
        "raise SystemExit(3)",
        "next(iter(()))",
        "raise StopIteration(5)",
        "raise ValueError('a', 1, None)",
        "raise ValueError",
        "undefined",
        "None.attribute",
        "raise KeyboardInterrupt",
        "raise ExceptionGroup('several', [ValueError(1), OSError(2, 'no', 'file')])",
    ],
)
def test_pythons_own_exceptions_come_back_as_they_were(code: str) -> None:
    before, _ = raised(code)
    after = rebuilt(code)
    assert type(after) is type(before)
    assert str(after) == str(before)
    if not isinstance(before, ExceptionGroup):
        assert after.args == before.args
    for name in ("filename", "errno", "name", "code", "value", "lineno", "start", "reason", "encoding"):
        assert getattr(after, name, None) == getattr(before, name, None)


def test_a_class_of_the_notebook_keeps_its_type_and_its_attributes() -> None:
    code = """
class Trouble(ValueError):
    def __init__(self, what, *, where):
        super().__init__(f"{what} at {where}")
        self.where = where
raise Trouble("smoke", where="sea")
"""
    error = rebuilt(code)
    assert (type(error).__name__, str(error), error.where) == ("Trouble", "smoke at sea", "sea")
    assert isinstance(error, ValueError)


def test_notes_come_along() -> None:
    assert rebuilt("e = ValueError(1)\ne.add_note('look here')\nraise e").__notes__ == ["look here"]


def test_what_cannot_be_pickled_is_told_in_words_and_the_rest_comes() -> None:
    error = rebuilt("e = ValueError(lock, 1)\ne.lock = lock\ne.size = 2\nraise e", lock=threading.Lock())
    assert error.args[1] == 1 and "lock" in error.args[0]
    assert vars(error) == {"size": 2}


def test_an_exception_whose_class_cannot_be_pickled_is_told_by_name_and_message() -> None:
    code = """
class Bad(Exception):
    anchor = lock
raise Bad("no way")
"""
    error, namespace = raised(code, lock=threading.Lock())
    failure = describe(error, 0, namespace, None)
    assert not failure.HasField("exception")
    assert (failure.type_name, failure.message) == ("Bad", "no way")


@pytest.mark.parametrize("method", ["__str__", "__repr__"])
def test_an_exception_that_cannot_be_shown_is_still_told(method: str) -> None:
    code = f"""
class Mute(Exception):
    def {method}(self):
        raise RuntimeError("not even this")
raise Mute
"""
    error, namespace = raised(code)
    render = AutoFormattedTB(mode="Context").structured_traceback
    failure = describe(error, 0, namespace, render)
    assert failure.type_name == "Mute"
    assert "raise Mute" in failure.plain_traceback or "Mute" in failure.plain_traceback


def test_a_renderer_that_fails_leaves_the_plain_traceback() -> None:
    def broken(*arguments: object) -> list[str]:
        raise ZeroDivisionError

    error, namespace = raised("1 / 0")
    failure = describe(error, 0, namespace, broken)
    assert failure.traceback == ""
    assert failure.plain_traceback.endswith("ZeroDivisionError: division by zero\n")


def test_the_traceback_shows_the_users_frames_only() -> None:
    ours = types.ModuleType("ours")
    filename = describe.__code__.co_filename
    exec(compile("def call(function):\n    return function()", filename, "exec"), vars(ours))

    def user() -> None:
        raise ValueError("here")

    try:
        ours.call(user)
    except ValueError as error:
        caught = error
    frames = user_frames(caught.__traceback__)
    names = []
    while frames is not None:
        names.append(frames.tb_frame.f_code.co_name)
        frames = frames.tb_next
    assert names == ["test_the_traceback_shows_the_users_frames_only", "user"]
    assert filename not in describe(caught, 0, {}, None).plain_traceback
    assert user_frames(None) is None


def test_long_texts_are_cut_in_the_middle_and_say_so() -> None:
    error, namespace = raised("raise ValueError('x' * 10 ** 6)")
    failure = describe(error, 0, namespace, None)
    assert len(failure.message) == MAX_MESSAGE
    assert MAX_TRACEBACK < len(failure.plain_traceback) < MAX_TRACEBACK + 100
    assert "characters left out" in failure.plain_traceback


def test_the_kind_and_the_item_are_told() -> None:
    error, namespace = raised("1 / 0")
    failure = describe(error, 7, namespace, None, pb.Failure.KIND_INPUT)
    assert (failure.item, failure.kind, failure.type_name) == (7, pb.Failure.KIND_INPUT, "ZeroDivisionError")


def test_deep_recursion_is_told() -> None:
    limit = sys.getrecursionlimit()
    error = rebuilt("def f():\n    f()\nf()")
    assert isinstance(error, RecursionError)
    assert sys.getrecursionlimit() == limit

"""Which values one item can't change under the next."""

from __future__ import annotations

import enum
import math
import types
from typing import Any

import numpy as np
import pytest

from farfield_engine.worker.inputs import is_immutable


def defined(code: str, name: str = "f") -> Any:
    """What a notebook's cell defines."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(code, namespace)
    return namespace[name]


@pytest.mark.parametrize(
    "value",
    [
        1,
        1.5,
        True,
        None,
        "text",
        b"bytes",
        2j,
        range(3),
        ...,
        (1, ("a", None)),
        frozenset({1, (2,)}),
        math,
        len,
        int,
    ],
)
def test_constants_cannot_change(value: object) -> None:
    assert is_immutable(value)


@pytest.mark.parametrize(
    "value",
    [[], {}, set(), bytearray(), (1, [2]), np.zeros(3), object(), types.SimpleNamespace()],
    ids=lambda value: type(value).__name__,
)
def test_containers_and_objects_can_change(value: object) -> None:
    assert not is_immutable(value)


@pytest.mark.parametrize(
    "code",
    [
        "def f(x, y=1): return x + y",
        "f = lambda x: x",
        "def outer():\n    n = 3\n    return lambda: n\nf = outer()",
        "def f(): return f",
        "class f:\n    size = 3\n    def method(self): return 1",
        "class f:\n    __slots__ = ('a',)\n    @staticmethod\n    def s(): pass",
        "class f:\n    @classmethod\n    def c(cls): pass",
        "class Base:\n    x = 1\nclass f(Base):\n    pass",
    ],
)
def test_functions_and_classes_that_carry_constants_only(code: str) -> None:
    assert is_immutable(defined(code))


@pytest.mark.parametrize(
    "code",
    [
        "def f(x, seen=[]): seen.append(x)",
        "def f(*, seen={}): pass",
        "def outer():\n    n = []\n    return lambda: n\nf = outer()",
        "def f(): pass\nf.calls = []",
        "class f:\n    instances = []",
        "class f:\n    def method(self, cache={}): pass",
        "class f:\n    @staticmethod\n    def s(cache={}): pass",
        "def f():\n    global count\n    count = 1",
        "def f():\n    def g():\n        global count\n        del count\n    return g",
    ],
)
def test_functions_and_classes_that_carry_what_can_change(code: str) -> None:
    assert not is_immutable(defined(code))


def test_an_installed_class_is_taken_as_it_is() -> None:
    assert is_immutable(enum.Enum)


def test_a_tuple_that_holds_itself_through_a_function_ends() -> None:
    f = defined("def f(): return pair")
    pair = (f, (f,))
    assert is_immutable(pair)

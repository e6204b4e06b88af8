from __future__ import annotations

import types

import pytest

from farfield.ipython.analysis import analyse, names_of_function, names_stored_globally

_DEFINITIONS = """
import functools, math
from dataclasses import dataclass, field
data, x, y, z, limit, registry, counter = range(7)
def f(): return data
def g(n): return f() + x if n else g(n - 1)
def nested():
    def inner(): return [y for _ in range(z)]
    class Local:
        def m(self): return limit
    return inner
def attribute(o): return o.data
def local(data): return data
def step():
    global counter
    counter += 1
def twice(): step(); step()
def even(n): return odd(n) or x
def odd(n): return even(n) or y
def deco(function):
    @functools.wraps(function)
    def wrapper(*args): return function(*args) + limit
    return wrapper
@deco
def wrapped(): return data
@functools.lru_cache
def cached(): return data
partial = functools.partial(g, registry)
key = lambda v: v + z
def default(v=f): return v()
class Base:
    def m(self): return f()
    @staticmethod
    def s(): return x
    @property
    def p(self): return y
class Derived(Base):
    def own(self): return z
class Meta(type):
    def __call__(cls): return registry
class Made(metaclass=Meta): pass
class Hooked:
    def __init_subclass__(cls): pass
@dataclass
class Point:
    v: int = field(default_factory=lambda: limit)
    def m(self): return math.pi
instance = Derived()
method = instance.own
table = {"f": [f, key]}
instance_holder = Base()
instance_holder.callback = key
"""


def _notebook(source: str) -> dict[str, object]:
    """A namespace as cells leave it: functions have it as their globals, and classes are of `__main__`."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    exec(compile(source, "<notebook>", "exec"), namespace)
    return namespace


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("f()", "f data"),
        ("f", "f data"),
        ("data = 1\nf()", "f"),
        ("g(1)", "g f data x"),
        ("nested()", "nested y z limit"),
        ("attribute(x)", "attribute x"),
        ("local(1)", "local"),
        ("step()", "step counter"),
        ("even(1)", "even odd x y"),
        ("wrapped()", "wrapped data limit"),
        ("cached()", "cached data"),
        ("partial()", "partial g f data x"),
        ("key(1)", "key z"),
        ("default()", "default data"),
        ("Base()", "Base f data x y"),
        ("Derived()", "Derived f data x y z"),
        ("Made()", "Made registry"),
        ("Point()", "Point math limit"),
        ("instance.m()", "instance f data x y z"),
        ("method()", "method f data x y z"),
        ("table['f'][0]()", "table data z"),
        ("instance_holder.callback()", "instance_holder f data x y z"),
        ("class C(Hooked):\n    def m(self): return data", "Hooked data"),
        ("class C(Base): pass", "Base f data x y"),
        ("def use():\n    return g(1)\nuse()", "g f data x"),
        ("math.sin(x)", "math x"),
    ],
)
def test_what_values_of_the_notebook_need(source: str, reads: str) -> None:
    assert analyse(source, _notebook(_DEFINITIONS)).reads == _words(reads)


def test_globals_that_notebook_functions_rebind() -> None:
    names = analyse("twice()", _notebook(_DEFINITIONS))
    assert names.stores == {"counter"}
    assert names.reads == {"twice", "step", "counter"}


def test_functions_of_modules_are_left_alone() -> None:
    module = types.ModuleType("some_module")
    exec("def f(): return data", module.__dict__)
    assert analyse("f()", {"f": module.f, "data": 1}).reads == {"f"}


def test_a_changed_global_is_seen_in_its_latest_state() -> None:
    namespace = _notebook("def f(): return data\ndata = 1")
    assert analyse("f()", namespace).reads == {"f", "data"}
    exec("def f(): return other\nother = 2", namespace)
    assert analyse("f()", namespace).reads == {"f", "other"}


def test_looking_at_values_runs_nothing_of_them() -> None:
    touched: list[str] = []

    class Proxy:
        def __getattribute__(self, name: str) -> object:
            touched.append(name)
            raise RuntimeError(name)

    assert analyse("p", {"p": Proxy()}).reads == {"p"}
    assert touched == []


def test_self_containing_and_huge_values_end() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert analyse("a, b", {"a": loop, "b": list(range(10**6))}).reads == {"a", "b"}


def test_also_follows_what_a_function_needs() -> None:
    assert analyse("", _notebook(_DEFINITIONS), also=["f"]).reads == {"f", "data"}


def test_names_of_function() -> None:
    namespace = _notebook(_DEFINITIONS)
    nested, step, attribute = (namespace[name] for name in ("nested", "step", "attribute"))
    assert isinstance(nested, types.FunctionType)
    assert isinstance(step, types.FunctionType)
    assert isinstance(attribute, types.FunctionType)
    assert {"y", "z", "limit", "range"} <= names_of_function(nested)
    assert names_of_function(step) == {"counter"}
    assert names_of_function(attribute) == set()
    assert names_stored_globally(step) == {"counter"}
    assert names_stored_globally(nested) == set()

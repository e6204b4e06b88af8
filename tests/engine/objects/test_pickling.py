"""Pickling of what a notebook defines, into another namespace and into another process."""

from __future__ import annotations

import io
import json
import pickle
import textwrap
from typing import Any

import cloudpickle
import numpy as np
import pytest

from farfield_engine.objects.pickling import (
    OUT_OF_BAND,
    Packed,
    Unloadable,
    current_namespace,
    dumps,
    loads,
    reduce_remote,
    resolving_remote,
    sending_remote,
    unpickling_into,
)

Namespace = dict[str, Any]


def notebook(code: str, **names: Any) -> Namespace:
    """The namespace of a notebook that has run this code."""
    namespace: Namespace = {"__name__": "__main__", **names}
    exec(compile(textwrap.dedent(code), "<cell>", "exec"), namespace)
    return namespace


def sent(value: Any, sender: Namespace, receiver: Namespace) -> Any:
    """The value as it arrives in another namespace of this process."""
    data, buffers, _ = dumps(value, sender)
    return loads(data, buffers, receiver)


def used(value: Any, sender: Namespace) -> set[str]:
    return dumps(value, sender)[2]


# --- functions --------------------------------------------------------------


def test_a_function_uses_the_receivers_globals() -> None:
    here = notebook("n = 1\ndef f(): return n")
    there: Namespace = {"n": 2}
    f = sent(here["f"], here, there)
    assert f() == 2
    there["n"] = 3
    assert f() == 3


def test_a_global_that_a_function_changes_is_changed_for_all() -> None:
    here = notebook(
        """
        count = 0
        def add():
            global count
            count += 1
        def look():
            return count
        """
    )
    there: Namespace = {"count": 10}
    add, look = sent([here["add"], here["look"]], here, there)
    add()
    assert (look(), there["count"], here["count"]) == (11, 11, 0)


def test_functions_that_call_each_other_and_themselves() -> None:
    here = notebook(
        """
        def even(n): return n == 0 or odd(n - 1)
        def odd(n): return n != 0 and even(n - 1)
        def outer(n):
            def factorial(k): return 1 if k == 0 else k * factorial(k - 1)
            return factorial
        inner = outer(0)
        """
    )
    there: Namespace = {}
    there.update(sent({name: here[name] for name in ("even", "odd")}, here, there))
    assert there["even"](10) and not there["odd"](10)
    assert there["even"].__globals__ is there
    assert sent(here["inner"], here, {})(5) == 120


@pytest.mark.parametrize(
    ("code", "call", "result"),
    [
        ("def make(n):\n    def f(x): return x + n\n    return f\nf = make(5)", (1,), 6),
        ("f = [lambda x: x * 2][0]", (4,), 8),
        ("def f(x, *, by=3, **rest): return x * by", (2,), 6),
        ("f = {'key': (lambda: 7,)}['key'][0]", (), 7),
        ("import functools\nf = functools.partial(lambda a, b: a - b, 5)", (3,), 2),
        ("def f(n): return sum(i for i in range(n) if (lambda: i % 2)())", (5,), 4),
        ("import math\ndef f(x): return math.sqrt(x)", (9,), 3.0),
    ],
)
def test_functions_of_every_make(code: str, call: tuple[Any, ...], result: Any) -> None:
    here = notebook(code)
    modules: Namespace = {name: here[name] for name in ("math", "functools") if name in here}
    assert sent(here["f"], here, modules)(*call) == result


def test_a_decorated_function_and_its_decorator() -> None:
    here = notebook(
        """
        import functools
        factor = 10
        def times(function):
            @functools.wraps(function)
            def wrapper(*args):
                return factor * function(*args)
            return wrapper
        @times
        def f(x):
            "What it does."
            return x + offset
        offset = 1
        """
    )
    assert used(here["f"], here) == {"factor", "offset"}
    f = sent(here["f"], here, {"factor": 2, "offset": 0})
    assert (f(3), f.__name__, f.__doc__) == (6, "f", "What it does.")


def test_a_function_keeps_its_attributes_annotations_and_defaults() -> None:
    here = notebook("def f(a: int, b: str = 'x') -> bool: return True\nf.tag = 'kept'")
    f = sent(here["f"], here, {})
    assert (f.tag, f.__defaults__, f.__annotations__) == ("kept", ("x",), here["f"].__annotations__)


def test_a_function_of_another_namespace_takes_its_own_globals_along() -> None:
    other = notebook("n = 5\ndef f(): return n")
    here = notebook("")
    data, _, names = dumps(other["f"], here)
    assert names == set()
    assert loads(data, [], {"n": 7})() == 5


def test_installed_functions_travel_by_name() -> None:
    data, _, names = dumps([json.dumps, np.mean], notebook(""))
    assert names == set() and len(data) < 200


# --- the names that are used ------------------------------------------------


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(): return a", {"a"}),
        ("def f(): return len([a for a in range(3)])", set()),
        ("def f():\n    def g(): return a\n    return g", {"a"}),
        ("f = lambda: (lambda: a + b)", {"a", "b"}),
        ("class f:\n    def m(self): return a\n    @property\n    def p(self): return b", {"a", "b"}),
        ("class Base:\n    def m(self): return a\nclass f(Base):\n    pass", {"a"}),
        ("def g(): return a\ndef f(): return g()", {"g", "a"}),
        ("def f():\n    global a\n    a = 1", {"a"}),
        ("def f(): return missing", set()),
    ],
)
def test_the_names_that_a_value_uses_are_told(code: str, names: set[str]) -> None:
    here = notebook(code, a=1, b=2)
    collected: set[str] = set()
    values = [here["f"]]
    while values:
        # As a sender does: what a function uses may be a function that uses more.
        new = used(values.pop(), here) - collected
        collected |= new
        values += [here[name] for name in new]
    assert collected == names


# --- buffers ----------------------------------------------------------------


def test_large_buffers_travel_beside_the_pickle_and_small_ones_in_it() -> None:
    large, small = np.arange(OUT_OF_BAND, dtype=np.uint8), np.arange(100)
    data, buffers, _ = dumps({"large": large, "small": small, "text": "x" * 100}, {})
    assert [view.nbytes for view in buffers] == [OUT_OF_BAND]
    assert len(data) < 4000
    received = loads(data, buffers, {})
    assert np.array_equal(received["large"], large) and np.array_equal(received["small"], small)
    assert np.shares_memory(received["large"], large), "nothing was copied"


def test_buffers_that_may_not_be_written_make_arrays_that_may_not() -> None:
    data, buffers, _ = dumps(np.zeros(OUT_OF_BAND), {})
    received = loads(data, [bytes(view) for view in buffers], {})
    assert not received.flags.writeable


@pytest.mark.parametrize("order", ["C", "F"])
def test_the_order_of_an_arrays_memory_is_kept(order: Any) -> None:
    array = np.asarray(np.arange(OUT_OF_BAND).reshape(256, -1), order=order)
    data, buffers, _ = dumps(array, {})
    assert len(buffers) == 1
    received = loads(data, buffers, {})
    assert np.array_equal(received, array)
    assert received.flags.f_contiguous == array.flags.f_contiguous


def test_a_view_with_gaps_is_sent_without_them() -> None:
    array = np.arange(4 * OUT_OF_BAND, dtype=np.uint8)[::2]
    data, buffers, _ = dumps(array, {})
    assert np.array_equal(loads(data, buffers, {}), array)


def test_one_array_under_two_names_is_one_array() -> None:
    array = np.zeros(OUT_OF_BAND)
    data, buffers, _ = dumps([array, array], {})
    first, second = loads(data, buffers, {})
    assert len(buffers) == 1 and first is second


# --- elements, remote values ------------------------------------------------


class Broken:
    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("not a number",)


def test_a_packed_element_that_breaks_spoils_no_other() -> None:
    packed = [Packed(dumps(value, {})[0]) for value in (1, Broken(), [3])]
    first, second, third = pickle.loads(pickle.dumps(packed))
    assert (first, third) == (1, [3])
    assert isinstance(second, Unloadable) and isinstance(second.error, ValueError)


def test_a_packed_function_is_bound_to_the_receivers_namespace() -> None:
    here = notebook("n = 1\ndef f(): return n")
    data = pickle.dumps([Packed(dumps(here["f"], here)[0])])
    assert loads(data, [], {"n": 2})[0]() == 2


class Remote:
    """Stands for a remote value."""

    def __init__(self, name: bytes) -> None:
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return reduce_remote(self.name)


def test_remote_values_are_sent_by_reference_and_arrive_as_values() -> None:
    places: list[bytes] = []

    def place(value: bytes) -> int:
        places.append(value)
        return len(places) + 6

    with sending_remote(place):
        data, _, _ = dumps({"a": Remote(b"one"), "b": [Remote(b"two")]}, {})
    assert places == [b"one", b"two"]
    with resolving_remote({7: "first", 8: "second"}.__getitem__):
        assert loads(data, [], {}) == {"a": "first", "b": ["second"]}


def test_remote_values_are_of_use_on_the_cluster_only() -> None:
    with pytest.raises(pickle.PicklingError, match=r"\.get\(\)"):
        dumps(Remote(b"x"), {})
    with sending_remote(lambda value: 0):
        data, _, _ = dumps(Remote(b"x"), {})
    with pytest.raises(pickle.UnpicklingError, match="on a worker only"):
        loads(data, [], {})
    with pytest.raises(pickle.PicklingError):
        dumps(Remote(b"x"), {})


def test_the_namespace_is_known_only_while_something_is_unpickled() -> None:
    outer: Namespace = {"is": "outer"}
    inner: Namespace = {"is": "inner"}
    with unpickling_into(outer):
        with pytest.raises(ZeroDivisionError), unpickling_into(inner):
            assert current_namespace() is inner
            raise ZeroDivisionError
        assert current_namespace() is outer
    assert current_namespace() == {"__name__": "__main__"}


def test_what_cannot_be_pickled_raises_its_own_error() -> None:
    class Stubborn:
        def __reduce__(self) -> tuple[Any, ...]:
            raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        dumps([Stubborn()], {})


# --- cloudpickle ------------------------------------------------------------


def test_cloudpickle_still_has_what_is_built_upon() -> None:
    namespace = notebook("n = 1\ndef f(): return n")
    pickler = cloudpickle.Pickler(io.BytesIO(), protocol=5)
    assert isinstance(pickler.globals_ref, dict)
    reduced = pickler._dynamic_function_reduce(namespace["f"])
    state, slots = reduced[2]
    assert slots["__globals__"] == {"n": 1}
    assert callable(reduced[0]) and isinstance(state, dict)
    reduced = pickler.reducer_override(notebook("class Thing: pass")["Thing"])
    assert len(reduced) == 6 and reduced[5] is cloudpickle.cloudpickle._class_setstate
    assert cloudpickle.__version__.startswith("3.")

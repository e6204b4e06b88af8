"""Remote functions and actors: what is decided before anything is sent."""

from __future__ import annotations

import asyncio
import copy
import functools
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import farfield as ff
from farfield._actors import ActorHandle, Arguments, methods_of
from farfield._future import Future


class Plain:
    limit = 3

    class Inner: ...

    def __init__(self, start: int) -> None:
        self.value = start

    def add(self, amount: int = 1) -> int:
        return self.value + amount

    @staticmethod
    def fixed(x: int) -> int:
        return x

    @classmethod
    def of_class(cls, x: int) -> int:
        return cls.limit + x

    @property
    def shown(self) -> int:
        return self.value

    def parts(self) -> Iterator[int]:
        yield self.value

    def _hidden(self) -> None: ...

    def __call__(self, x: int) -> int:
        return x


class Derived(Plain):
    def more(self) -> None: ...


def test_the_methods_of_a_class() -> None:
    assert set(methods_of(Plain)) == {"Inner", "add", "fixed", "of_class", "parts", "__call__"}
    assert set(methods_of(Derived)) - set(methods_of(Plain)) == {"more"}


def a_handle(kind: type = Plain) -> ActorHandle:
    """A handle as that of an actor which has been made."""
    handle = ActorHandle("Plain#1", kind.__name__, methods_of(kind))
    handle._class = kind
    return handle


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ad", "has no method 'ad'; did you mean 'add'"),
        ("zzz", "has no method 'zzz'$"),
        ("_hidden", "has no method '_hidden'"),
        ("shown", "'shown' of actor Plain is no method; add a method that returns it"),
        ("limit", "'limit' of actor Plain is no method"),
    ],
)
def test_what_is_no_method_is_told_at_once(name: str, said: str) -> None:
    with pytest.raises(AttributeError, match=said):
        getattr(a_handle(), name)


@pytest.mark.parametrize(
    ("method", "args", "kwargs", "said"),
    [
        ("add", (1, 2), {}, "Plain.add: too many positional"),
        ("add", (), {"amuont": 1}, "Plain.add: got an unexpected keyword argument 'amuont'"),
        ("fixed", (), {}, "Plain.fixed: missing a required argument: 'x'"),
        ("fixed", (1, 2), {}, "Plain.fixed: too many positional"),
        ("of_class", (1, 2), {}, "Plain.of_class: too many positional"),
        ("__call__", (), {}, "Plain.__call__: missing"),
        ("parts", (), {}, "Plain.parts is a generator"),
    ],
)
def test_wrong_arguments_are_told_at_once(
    method: str, args: tuple[Any, ...], kwargs: dict[str, Any], said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        a_handle()._check_call(method, args, kwargs)


def test_right_arguments_pass() -> None:
    handle = a_handle(Derived)
    for method, args in (("add", ()), ("add", (1,)), ("fixed", (1,)), ("of_class", (1,)), ("__call__", (1,))):
        handle._check_call(method, args, {})


def test_a_decorator_says_itself_what_it_takes() -> None:
    def inner(connection: object, x: int) -> int:
        return x

    @functools.wraps(inner)
    def outer(*args: Any) -> int:
        return inner(None, *args)

    Arguments(outer, "outer").check((1,), {})
    with pytest.raises(TypeError, match="outer: got an unexpected keyword"):
        Arguments(outer, "outer").check((), {"x": 1})


class Compiled(dict[str, int]):
    """With methods that are no functions of Python's, and some that are made of others."""

    def scale(self, by: int, key: str) -> int:
        return by * self[key]

    double = functools.partialmethod(scale, 2)


@pytest.mark.parametrize(
    ("method", "right", "wrong"),
    [
        ("get", ("key", 0), ("key", 0, 0)),
        ("setdefault", ("key",), ()),
        ("fromkeys", (["key"], 0), ()),
        ("double", ("key",), ("key", 1)),
    ],
)
def test_methods_that_are_no_functions(method: str, right: tuple[Any, ...], wrong: tuple[Any, ...]) -> None:
    handle = a_handle(Compiled)
    handle._check_call(method, right, {})
    with pytest.raises(TypeError, match=f"Compiled.{method}: "):
        handle._check_call(method, wrong, {})


def test_a_builtin_that_does_not_tell_takes_anything() -> None:
    Arguments(dict, "dict").check((1, 2, 3), {})


def test_a_handle_is_pickled_by_its_name() -> None:
    for made in (pickle.loads(pickle.dumps(a_handle())), copy.copy(a_handle())):
        assert (made._name, made._kind, made._methods) == ("Plain#1", "Plain", methods_of(Plain))
        assert made._class is None and repr(made) == "<actor Plain (Plain#1)>"
    assert "add" in dir(a_handle())


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: ff.remote(cpu=1)(Plain),
            "an actor has no option 'cpu'; there are cpus, gpus, memory, resources, labels",
        ),
        (lambda: ff.remote(retries=1)(Plain), "an actor has no option 'retries'"),
        (lambda: ff.remote(detached=True)(len), "a remote function has no option 'detached'"),
        (lambda: ff.remote(detached=1)(Plain), "detached takes True or False, not 1"),
        (lambda: ff.remote(cpus=-1)(len), "cpus takes a number of at least 0, not -1"),
        (lambda: ff.remote(cpus="2")(len), "cpus takes a number of at least 0, not '2'"),
        (lambda: ff.remote(cpus=float("nan"))(len), "cpus takes a number of at least 0, not nan"),
        (lambda: ff.remote(cpus=True)(len), "cpus takes a number"),
        (lambda: ff.remote(gpus=None)(len), "gpus takes a number of at least 0, not None"),
        (lambda: ff.remote(retries=1.5)(len), "retries takes a whole number of at least 0, not 1.5"),
        (lambda: ff.remote(memory=-1)(len), "memory takes a whole number of at least 0, not -1"),
        (lambda: ff.remote(name=3)(len), "name takes a text, not 3"),
        (lambda: ff.remote("text"), "takes a function or a class, not str"),
        (lambda: a_handle().add.options(retries=1), "no option 'retries'; there is timeout"),
        (lambda: a_handle().add.options(timeout=-1), "timeout takes a number of at least 0, not -1"),
        (lambda: a_handle().add(1), r"Plain.add.remote\(...\)"),
        (lambda: ff.remote(Plain)(1), r"Plain.remote\(...\) makes one on the cluster"),
        (lambda: ff.remote(len)([]), r"len.remote\(...\) runs it on the cluster"),
        (lambda: ff.remote(asyncio.sleep), "sleep is async.*asyncio.run"),
        (lambda: ff.remote(Plain.parts), "parts is a generator.*return a list"),
    ],
)
def test_mistakes_are_told_at_once(call: Callable[[], object], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call()


def test_a_size_is_checked_at_once() -> None:
    with pytest.raises(ValueError, match="'much' is not a size"):
        ff.remote(memory="much")(len)


def test_a_class_derived_from_a_remote_one_is_plain() -> None:
    base: Any = ff.remote(Plain)

    class Child(base):  # type: ignore[misc]  # what a decorated class is, the type checker can't know
        def add(self, amount: int = 1) -> int:
            return 2 * int(super().add(amount))

    assert Child.__mro__[1] is Plain and Child(1).add() == 4
    assert base.__wrapped__(1).add() == 2 and base.__name__ == "Plain"


def test_a_remote_function_can_be_called_here() -> None:
    def double(x: int) -> int:
        return 2 * x

    double.remote = "mine"  # type: ignore[attr-defined]  # an attribute of the user's hides nothing of ours
    declared = ff.remote(double)
    assert (declared.local(2), declared.__wrapped__(2), declared.__name__) == (4, 4, "double")
    assert callable(declared.remote)


def test_options_change_a_copy() -> None:
    function = ff.remote(cpus=2)(len)
    assert function.options(retries=1)._options.asked(1.0).cpus == 2
    assert function._options.retries == 0
    assert ff.remote(Plain)._options.asked(0.0).cpus == 0
    assert ff.remote(memory="1GiB")(Plain)._options.asked(0.0).memory == 2**30


def test_a_future_that_was_not_sent_can_not_be_an_argument() -> None:
    with pytest.raises(pickle.PicklingError, match="not been sent"):
        pickle.dumps(Future())

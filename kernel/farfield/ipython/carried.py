"""The global names that values of the notebook need when used: functions, classes, what wraps them."""

from __future__ import annotations

import dis
import functools
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard, TypeVar, cast

T = TypeVar("T")

_LOADS = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"})
_STORES = frozenset({"STORE_GLOBAL", "DELETE_GLOBAL"})
_PLAIN = (int, float, complex, bool, str, bytes, bytearray, type(None), types.ModuleType)
_SEQUENCES = (list, tuple, set, frozenset)
_MAIN = "__main__"
# A container is looked into only so far: a list of a million functions is not worth a slow cell.
_ELEMENTS = 100
_VISITS = 2000


@functools.lru_cache(maxsize=4096)
def _names_of_code(code: types.CodeType) -> tuple[frozenset[str], frozenset[str]]:
    loads: set[str] = set()
    stores: set[str] = set()
    for instruction in dis.get_instructions(code):
        if instruction.opname in _LOADS:
            loads.add(instruction.argval)
        elif instruction.opname in _STORES:
            stores.add(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            inner_loads, inner_stores = _names_of_code(constant)
            loads |= inner_loads
            stores |= inner_stores
    return frozenset(loads), frozenset(stores)


def names_of_function(function: types.FunctionType) -> set[str]:
    """The global names that the code of `function`, and code nested in it, reads or writes.

    Names of builtins are among them; only this function is looked at, not those that it calls.
    """
    loads, stores = _names_of_code(function.__code__)
    return set(loads | stores)


def names_stored_globally(function: types.FunctionType) -> set[str]:
    """The global names that `function`, or code nested in it, binds or deletes by a `global` statement."""
    return set(_names_of_code(function.__code__)[1])


@dataclass(frozen=True)
class Carried:
    """Global names that a value reads (`loads`) and rebinds (`stores`) when it is used."""

    loads: frozenset[str]
    stores: frozenset[str]


_NOTHING = Carried(frozenset(), frozenset())


class Notebook:
    """The notebook's namespace as the analysis sees it. Reads values, changes and runs nothing of the user's.

    Looked at are functions and classes of the notebook, what wraps or holds them (partial objects, bound
    methods, closures, defaults, `__wrapped__`, containers) and instances of the notebook's classes.
    """

    def __init__(self, namespace: Mapping[str, object]) -> None:
        self.namespace = namespace

    def carried(self, name: str) -> Carried:
        """What the value of `name` needs; nothing where the notebook has no such name."""
        value = self.namespace.get(name)
        if issubclass(type(value), _PLAIN):
            return _NOTHING
        loads: set[str] = set()
        stores: set[str] = set()
        seen: dict[int, object] = {}
        todo = [value]
        while todo and len(seen) < _VISITS:
            item = todo.pop()
            if issubclass(type(item), _PLAIN) or id(item) in seen:
                continue
            seen[id(item)] = item  # holds temporary objects, so that no id is used twice
            if _is(item, types.FunctionType) and self._is_ours(item):
                code_loads, code_stores = _names_of_code(item.__code__)
                loads |= code_loads
                stores |= code_stores
            todo.extend(_parts(item))
        return Carried(frozenset(loads), frozenset(stores))

    def hooks_subclasses(self, name: str) -> bool:
        """Whether `name` is a class of the notebook that runs code when a subclass is made."""
        value = self.namespace.get(name)
        if not _is(value, type):
            return False
        ours = (base for base in value.__mro__ if base.__module__ == _MAIN)
        return type(value).__module__ == _MAIN or any("__init_subclass__" in vars(base) for base in ours)

    def _is_ours(self, function: types.FunctionType) -> bool:
        # A function that came back from a worker is of the notebook, though its globals may be a copy.
        return function.__globals__ is self.namespace or function.__module__ == _MAIN


def _is(item: object, kind: type[T]) -> TypeGuard[T]:
    # Not `isinstance`: it asks a proxy for its `__class__`, which may run code or fetch a remote value.
    return issubclass(type(item), kind)


def _parts(item: object) -> Iterable[object]:
    """The values that `item` holds and that run, or may run, when it is used."""
    if _is(item, types.FunctionType):
        return _parts_of_function(item)
    if _is(item, type):
        return _parts_of_class(item)
    if _is(item, types.MethodType):
        return (item.__func__, item.__self__)
    if _is(item, staticmethod) or _is(item, classmethod):
        return (item.__func__,)
    if _is(item, property):
        return (item.fget, item.fset, item.fdel)
    if _is(item, functools.partial) or _is(item, functools.partialmethod):
        return (item.func, *item.args, *item.keywords.values())
    if _is(item, functools.cached_property):
        return (item.func,)
    return _parts_of_other(item)


def _parts_of_other(item: object) -> Iterable[object]:
    kind = type(item)
    if kind in _SEQUENCES:
        return islice(cast("Iterable[object]", item), _ELEMENTS)
    if kind is dict or kind is types.MappingProxyType:
        return islice(cast("Mapping[object, object]", item).values(), _ELEMENTS)
    if kind.__module__ == _MAIN:
        return (kind, *_attributes(item))
    # Wrappers of a library, such as a cache or a compiled function, keep the function as an attribute.
    return _attributes(item) if callable(item) else ()


def _parts_of_function(function: types.FunctionType) -> Iterator[object]:
    yield from function.__defaults__ or ()
    yield from (function.__kwdefaults__ or {}).values()
    yield from vars(function).values()
    for cell in function.__closure__ or ():
        yield from _contents(cell)


def _parts_of_class(cls: type) -> Iterator[object]:
    # Only a class of the notebook travels by value; what a library's class needs travels with its module.
    if cls.__module__ != _MAIN:
        return
    yield from vars(cls).values()
    yield from cls.__bases__
    yield type(cls)


def _contents(cell: types.CellType) -> tuple[object, ...]:
    try:
        return (cell.cell_contents,)
    except ValueError:  # an empty cell: the variable is not bound yet
        return ()


def _attributes(item: object) -> Iterable[object]:
    # Not `vars(item)`: a proxy's own `__getattr__` or `__dict__` would run code, perhaps fetch something.
    try:
        attributes = object.__getattribute__(item, "__dict__")
    except AttributeError:
        return ()
    return islice(attributes.values(), _ELEMENTS) if type(attributes) is dict else ()

"""Pickling of a notebook's values, its functions and classes included.

Functions and classes that the notebook defines travel by value (cloudpickle). Their
globals do not: a function of the notebook is bound to the namespace that it is
unpickled into, so that a global which the cell changes is changed for the function
too, as it would be in the notebook. Which globals a pickled function uses is recorded,
so that the sender can send those as well.

Bytecode is for one minor version of Python: to another one functions travel as source (`sending_to`).
"""

from __future__ import annotations

import contextlib
import functools
import io
import pickle
import threading
import types
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cloudpickle
from cloudpickle.cloudpickle import _class_setstate, _make_skeleton_class

from farfield_engine.objects import remade
from farfield_engine.objects.sources import OWN_PYTHON, minor_of, reduce_code, reduce_code_to_source

OUT_OF_BAND = 256 * 1024
"""Buffers of this size (bytes) and more travel beside the pickle, and by hash."""

_current = threading.local()


class _CurrentNamespace:
    """Stands for the notebook's namespace in a pickle: unpickles to the receiver's."""

    def __reduce__(self) -> tuple[Callable[[], dict[str, Any]], tuple[()]]:
        return current_namespace, ()


def current_namespace() -> dict[str, Any]:
    """The namespace that is being unpickled into."""
    namespace: dict[str, Any] | None = getattr(_current, "namespace", None)
    return {"__name__": "__main__"} if namespace is None else namespace


@contextlib.contextmanager
def unpickling_into(namespace: dict[str, Any]) -> Iterator[None]:
    """Bind the notebook's functions to `namespace` while values are unpickled in this thread."""
    before = getattr(_current, "namespace", None)
    _current.namespace = namespace
    try:
        yield
    finally:
        _current.namespace = before


@contextlib.contextmanager
def sending_remote(place: Callable[[bytes], int]) -> Iterator[None]:
    """While values are pickled in this thread, remote values are sent by reference.

    place: takes a serialised `farfield.v1.Value`; the index under which the receiver finds it.
    """
    before = getattr(_current, "place", None)
    _current.place = place
    try:
        yield
    finally:
        _current.place = before


@contextlib.contextmanager
def resolving_remote(resolve: Callable[[int], Any]) -> Iterator[None]:
    """While values are unpickled in this thread, references become the values they name."""
    before = getattr(_current, "resolve", None)
    _current.resolve = resolve
    try:
        yield
    finally:
        _current.resolve = before


@contextlib.contextmanager
def sending_to(python: str) -> Iterator[None]:
    """While values are pickled in this thread, they are meant for this version of Python.

    python: "3.12" or "3.12.1"; empty for our own. Where the minor version is another one, functions
    and classes travel as source, and those without known source raise PicklingError.
    """
    before = getattr(_current, "python", "")
    minor = minor_of(python)
    _current.python = "" if minor == OWN_PYTHON else minor
    try:
        yield
    finally:
        _current.python = before


def reduce_remote(value: bytes) -> tuple[Callable[[int], Any], tuple[int]]:
    """How a remote value is pickled: as a reference. Raises PicklingError outside `sending_remote`."""
    place: Callable[[bytes], int] | None = getattr(_current, "place", None)
    if place is None:
        raise pickle.PicklingError("a remote value can be sent to the cluster only; .get() fetches it")
    return _resolve_remote, (place(value),)


def _resolve_remote(index: int) -> Any:
    resolve: Callable[[int], Any] | None = getattr(_current, "resolve", None)
    if resolve is None:
        raise pickle.UnpicklingError("a reference to a remote value is of use on a worker only")
    return resolve(index)


bound_here: dict[type, str] = {}
"""Types whose values mean something where they are and nowhere else, each with why: they are not pickled."""


class NotebookPickler(cloudpickle.Pickler):  # type: ignore[misc]  # cloudpickle has no types
    """Pickles values of `namespace`; notes in `used` which of its names their functions use.

    Builds on private parts of cloudpickle (3.x); a test guards them.
    """

    def __init__(
        self,
        file: io.BytesIO,
        namespace: dict[str, Any],
        buffer_callback: Callable[[pickle.PickleBuffer], Any] | None = None,
    ) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffer_callback)
        self.used: set[str] = set()
        self.files: set[str] = set()
        """Names of the cells and files whose code was pickled."""
        self.modules: set[str] = set()
        """Names of the modules that what was pickled refers to."""
        self.codes: list[types.CodeType] = []
        self._namespace = namespace
        self._python: str = getattr(_current, "python", "")
        self.globals_ref[id(namespace)] = _CurrentNamespace()

    def reducer_override(self, obj: Any) -> Any:
        if type(obj) is _LruCache and obj.__module__ == "__main__":
            # It has the name of the function within, so that pickle would look for it by name.
            return _cached, (obj.__wrapped__, obj.cache_parameters())
        if type(obj) is types.CodeType:
            self.files.add(obj.co_filename)
            self.codes.append(obj)
            return reduce_code_to_source(obj, self._python) if self._python else reduce_code(obj)
        if type(obj) in bound_here:
            raise pickle.PicklingError(bound_here[type(obj)])
        if type(obj) in _NAMED or issubclass(type(obj), type):
            self.modules.add(obj.__name__ if type(obj) is types.ModuleType else str(obj.__module__))
        if type(obj) in remade.SENTINELS:
            return remade.SENTINELS[type(obj)]
        if self._python and (described := remade.reduce_description(obj)) is not None:
            return described
        reduced = super().reducer_override(obj)
        if type(reduced) is tuple and reduced[0] is _make_skeleton_class and vars(obj).get("__slots__"):
            # cloudpickle makes the class without them first, and then they can't be added.
            reduced[1][3].setdefault("__slots__", vars(obj)["__slots__"])
        if type(reduced) is tuple and len(reduced) == 6 and reduced[5] is _class_setstate:
            if obj not in _arrived:
                _defined_here.add(obj)
            recipe = remade.take_out(obj, reduced[2][0]) if self._python else None
            if recipe is not None:
                return (*reduced[:2], (reduced[2], recipe), *reduced[3:5], _set_remade_class_state)
            return (*reduced[:5], _set_class_state)
        return reduced

    def _dynamic_function_reduce(self, func: Any) -> Any:
        reduced = super()._dynamic_function_reduce(func)
        if func.__globals__ is self._namespace:
            slots = reduced[2][1]
            self.used.update(slots["__globals__"])
            slots["__globals__"] = {}
        return reduced


_LruCache = type(functools.lru_cache(len))
_NAMED = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType)
"""What a pickle names by its module; so it does classes, whatever their own class is."""


def _cached(function: Callable[..., Any], parameters: dict[str, Any]) -> Any:
    return functools.lru_cache(**parameters)(function)


_defined_here: weakref.WeakSet[type] = weakref.WeakSet()
_arrived: weakref.WeakSet[type] = weakref.WeakSet()


def _set_class_state(kind: type, state: Any) -> type:
    """Fill in a class that has arrived; one that was defined here is what it is here.

    An instance that comes back brings its class as it was elsewhere, some time ago. What
    the notebook has changed in that class since then must not be undone by it.
    """
    if not _stays(kind):
        _arrived.add(kind)
        _class_setstate(kind, state)
    return kind


def _stays(kind: type) -> bool:
    # To a worker the notebook's class counts, also one that a cell has defined on it: what its
    # methods were bound to is gone with that cell.
    return kind in _defined_here and getattr(_current, "resolve", None) is None


def _set_remade_class_state(kind: type, state: tuple[Any, remade.Recipe]) -> type:
    """As `_set_class_state`, for a class of which some members are made here."""
    stays = _stays(kind)
    _set_class_state(kind, state[0])
    if not stays:
        remade.put_back(kind, state[1])
    return kind


class Packed:
    """A pickle inside a pickle: one element of a list that must not be affected by its neighbours."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __reduce__(self) -> tuple[Callable[[bytes], Any], tuple[bytes]]:
        return _load_packed, (self.data,)


class Unloadable:
    """What stands for an element that could not be unpickled here."""

    def __init__(self, error: BaseException, data: bytes = b"") -> None:
        """data: its pickle, where it has one of its own."""
        self.error = error
        self.data = data


def _load_packed(data: bytes) -> Any:
    try:
        return pickle.loads(data)
    # An element's own code runs here and may raise anything; it is raised to whoever asks for the element.
    except Exception as error:
        return Unloadable(error, data)


@dataclass(slots=True)
class Pickled:
    """A value's pickle, its out-of-band buffers, and what it needs where it is unpickled."""

    data: bytes
    buffers: list[memoryview]
    used: set[str]
    """Names of the namespace that its functions use."""
    files: set[str]
    """Names of the cells and files that its functions are from."""
    modules: set[str]
    """Names of the modules that it refers to."""
    codes: list[types.CodeType]
    """Of its functions that travel by value."""

    @property
    def size(self) -> int:
        """Bytes in all."""
        return len(self.data) + sum(view.nbytes for view in self.buffers)


def dumps(value: Any, namespace: dict[str, Any]) -> tuple[bytes, list[memoryview], set[str]]:
    """Pickle a value: the pickle, its out-of-band buffers, the names of `namespace` it uses.

    Raises whatever the value's own pickling raises.
    """
    pickled = pickle_value(value, namespace)
    return pickled.data, pickled.buffers, pickled.used


def pickle_value(value: Any, namespace: dict[str, Any]) -> Pickled:
    """As `dumps`, with all that is known of the pickle."""
    buffers: list[memoryview] = []

    def keep_out(buffer: pickle.PickleBuffer) -> bool:
        try:
            raw = buffer.raw()
        except BufferError:
            return True  # not contiguous: into the pickle
        if raw.nbytes < OUT_OF_BAND:
            return True
        buffers.append(raw)
        return False

    file = io.BytesIO()
    pickler = NotebookPickler(file, namespace, keep_out)
    pickler.dump(value)
    return Pickled(file.getvalue(), buffers, pickler.used, pickler.files, pickler.modules, pickler.codes)


def loads(data: bytes | memoryview, buffers: Sequence[memoryview | bytes], namespace: dict[str, Any]) -> Any:
    """Unpickle; functions of the notebook are bound to `namespace`."""
    with unpickling_into(namespace):
        return pickle.loads(data, buffers=buffers)

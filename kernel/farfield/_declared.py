"""`@farfield.remote`: functions that run on the cluster, and classes whose objects live there."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from farfield._actors import ActorHandle, Arguments, check_number, make_actor
from farfield._attach import current
from farfield._config import parse_size
from farfield._future import Future
from farfield._tasks import pack_item, send_item
from farfield_engine.wire.v1 import jobs_pb2 as pb


@dataclass(frozen=True)
class _Options:
    """What one call or one actor takes. Memory in bytes, timeout in seconds; 0: no request, no limit."""

    cpus: float | None = None
    gpus: float = 0.0
    memory: int | str = 0
    resources: dict[str, float] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    retries: int = 0
    timeout: float = 0.0
    name: str = ""
    detached: bool = False

    def asked(self, cpus: float) -> pb.Resources:
        """As the wire has it; `cpus` where none were asked for."""
        return pb.Resources(
            cpus=cpus if self.cpus is None else self.cpus,
            gpus=self.gpus,
            memory=parse_size(self.memory) if isinstance(self.memory, str) else self.memory,
            custom=self.resources,
            labels=self.labels,
        )


_NAMES = [each.name for each in fields(_Options)]
_OF_ACTORS = ("cpus", "gpus", "memory", "resources", "labels", "detached")


def _changed(options: _Options, given: dict[str, Any], *, actor: bool) -> _Options:
    names = _OF_ACTORS if actor else [name for name in _NAMES if name != "detached"]
    unknown = [name for name in given if name not in names]
    if unknown:
        what = "an actor" if actor else "a remote function"
        raise TypeError(f"{what} has no option '{unknown[0]}'; there are {', '.join(names)}")
    changed = replace(options, **given)
    for name in ("cpus", "gpus", "timeout"):
        if name != "cpus" or changed.cpus is not None:
            check_number(name, getattr(changed, name))
    check_number("retries", changed.retries, whole=True)
    if isinstance(changed.memory, str):
        parse_size(changed.memory)
    else:
        check_number("memory", changed.memory, whole=True)
    _check_names("resources", changed.resources, (int, float), "numbers, as in {'TPU': 4}")
    _check_names("labels", changed.labels, str, "texts, as in {'zone': 'west'}")
    if not isinstance(changed.name, str):
        raise TypeError(f"name takes a text, not {changed.name!r}")
    if not isinstance(changed.detached, bool):
        raise TypeError(f"detached takes True or False, not {changed.detached!r}")
    return changed


def _check_names(option: str, given: object, kind: type | tuple[type, ...], example: str) -> None:
    """Raise TypeError where this is no dictionary from names to values of that kind."""
    fits = isinstance(given, dict) and all(
        isinstance(name, str) and isinstance(value, kind) and not isinstance(value, bool)
        for name, value in given.items()
    )
    if not fits:
        raise TypeError(f"{option} takes a dictionary from names to {example}; not {given!r}")


class RemoteFunction:
    """A function that runs on the cluster: `f.remote(...)` gives a future."""

    def __init__(self, function: Callable[..., Any], options: _Options) -> None:
        functools.update_wrapper(self, function, updated=())
        self._function = function
        self._options = options
        self._arguments: Arguments | None = None

    def remote(self, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call it on a worker. Futures and remote values among the arguments are waited for there.

        Raises TypeError for arguments that it does not take, SendError when the function or an argument
        can't be pickled.
        """
        options = self._options
        if self._arguments is None:
            self._arguments = Arguments(self._function, _name_of(self._function))
        self._arguments.check(args, kwargs)
        client = current()
        spec = pack_item(client, self._function, args, kwargs, options.name)
        spec.resources.CopyFrom(options.asked(1.0))
        spec.retries, spec.timeout = options.retries, options.timeout
        future: Future[Any] = Future()
        send_item(client, spec, future, stoppable=True)
        return future

    def options(self, **options: Any) -> RemoteFunction:
        """The same function with other options, as `remote` says them."""
        return RemoteFunction(self._function, _changed(self._options, options, actor=False))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = _name_of(self._function)
        raise TypeError(
            f"{name} is a remote function: {name}.remote(...) runs it on the cluster, "
            f"{name}.local(...) runs it here"
        )

    def local(self, *args: Any, **kwargs: Any) -> Any:
        """Call it here, as it is without the decorator; `__wrapped__` is the function itself."""
        return self._function(*args, **kwargs)

    def __reduce__(self) -> Any:
        return RemoteFunction, (self._function, self._options)

    def __repr__(self) -> str:
        return f"<remote function {_name_of(self._function)}>"


class RemoteClass:
    """A class whose objects live on the cluster: `C.remote(...)` gives the handle of an actor."""

    def __init__(self, kind: type, options: _Options) -> None:
        functools.update_wrapper(self, kind, updated=())
        self._kind = kind
        self._options = options

    def remote(self, *args: Any, **kwargs: Any) -> ActorHandle:
        """Make an object in a worker of its own; its handle, at once.

        What its __init__ raises is the cause of the ActorDiedError that every call then gets.
        """
        options = self._options
        return make_actor(self._kind, args, kwargs, options.asked(0.0), detached=options.detached)

    def options(self, **options: Any) -> RemoteClass:
        """The same class with other options: cpus, gpus, memory, detached, as `remote` says."""
        return RemoteClass(self._kind, _changed(self._options, options, actor=True))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = self._kind.__name__
        raise TypeError(
            f"{name} is a class of actors: {name}.remote(...) makes one on the cluster, "
            f"{name}.__wrapped__(...) an object here"
        )

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (self._kind,)  # a class that is derived from it is a plain one, until it is decorated, too

    def __reduce__(self) -> Any:
        return RemoteClass, (self._kind, self._options)

    def __repr__(self) -> str:
        return f"<remote class {self._kind.__qualname__}>"


def remote(target: Any = None, /, **options: Any) -> Any:
    """Make a function or a class run on the cluster: `@remote`, or `@remote(cpus=2, ...)`.

    A function then has `.remote(...)`, which gives a Future; a class has `.remote(...)`, which gives the
    handle of an actor. Options of functions: cpus (1), gpus, memory (bytes, or "4GiB"), retries, timeout
    (seconds), name; on clusters that have them, resources ({"TPU": 4}) and labels that the node must have
    ({"zone": "west"}). Of classes: cpus (0, so that actors keep nothing from tasks; taken while a call runs),
    gpus, memory and resources, held for as long as the actor lives, labels, and detached (it outlives its
    handles, until it is killed or the session ends). Raises TypeError for what is neither, and for options
    that there are not, ValueError for a size that is none.
    """
    if target is None:
        return lambda later: remote(later, **options)
    if isinstance(target, type):
        return RemoteClass(target, _changed(_Options(), options, actor=True))
    if inspect.iscoroutinefunction(target) or inspect.isgeneratorfunction(target):
        kind, advice = (
            ("a generator", "have it return a list")
            if inspect.isgeneratorfunction(target)
            else ("async", "call asyncio.run() in a plain one; only methods of actors may be async")
        )
        raise TypeError(f"{_name_of(target)} is {kind}, which can't run on the cluster: {advice}")
    if callable(target):
        return RemoteFunction(target, _changed(_Options(), options, actor=False))
    raise TypeError(f"remote takes a function or a class, not {type(target).__name__}")


def _name_of(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__name__", None) or type(function).__name__)

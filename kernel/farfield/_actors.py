"""Actors: objects that live in a worker of their own, and whose methods are called from anywhere."""

from __future__ import annotations

import atexit
import contextlib
import difflib
import functools
import inspect
import itertools
import pickle
import secrets
import weakref
from collections.abc import Callable
from typing import Any

from farfield._attach import attached, current
from farfield._future import Future
from farfield._packing import Inputs, chunks, main_namespace, pack_call
from farfield._tasks import send_item
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import ActorDiedError, ConnectionLostError, FarfieldError, RemoteError
from farfield_engine.objects.sources import OWN_PYTHON
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

_numbers = itertools.count(1)
_NO_NAMES = objects_pb.Value(pickle=objects_pb.Blob(data=pickle.dumps({})))
"""The names of the notebook that a call's arguments use, where they use none: most calls."""

_handles: weakref.WeakValueDictionary[str, ActorHandle] = weakref.WeakValueDictionary()
"""The handles of this process by name: a copy that comes back is the handle that is there."""
_held: dict[str, Client] = {}
"""The actors that end with this process's handles, and who made them."""


class Arguments:
    """What a function takes, asked once, as far as that can be known."""

    def __init__(self, function: Callable[..., Any], name: str, *, bound: bool = True) -> None:
        """name: for messages. bound: False where the first argument, self, is not among those given."""
        self._name = name
        self._first = () if bound else (None,)
        self._signature: inspect.Signature | None = None
        with contextlib.suppress(TypeError, ValueError):  # some builtins do not tell
            # What a decorator has made takes what it says itself, and not what it wraps.
            self._signature = inspect.signature(function, follow_wrapped=False)

    def check(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise TypeError for arguments that the function does not take."""
        if self._signature is None:
            return
        try:
            self._signature.bind(*self._first, *args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{self._name}: {error}") from None


class ActorHandle:
    """Calls the methods of an actor: `handle.method.remote(...)` gives a future.

    May be sent to tasks, cells and other actors. The actor ends when the process that made it has no handle
    of it any more, nor calls that wait, when that process ends, or by `farfield.kill`; copies elsewhere do
    not keep it.
    """

    def __init__(self, name: str, kind: str, methods: tuple[str, ...]) -> None:
        """name: of its group. kind: of its class. methods: those that can be called."""
        self._name = name
        self._kind = kind
        self._methods = methods
        self._class: type | None = None
        self._made: Future[Any] | None = None
        self._killed = False
        self._programs: dict[str, bytes] = {}
        self._arguments: dict[str, Arguments] = {}

    def __getattr__(self, name: str) -> ActorMethod:
        if name in self._methods:
            return ActorMethod(self, name)
        if self._class is not None and not name.startswith("_") and hasattr(self._class, name):
            raise AttributeError(
                f"'{name}' of actor {self._kind} is no method; add a method that returns it, and call that"
            )
        close = difflib.get_close_matches(name, self._methods, 1)
        advice = f"; did you mean '{close[0]}'?" if close else ""
        raise AttributeError(f"actor {self._kind} has no method '{name}'{advice}")

    def __dir__(self) -> list[str]:
        return list(self._methods)

    def __repr__(self) -> str:
        return f"<actor {self._kind} ({self._name})>"

    def __reduce__(self) -> Any:
        return _handle, (self._name, self._kind, self._methods)

    # --- what its methods use -----------------------------------------------

    def _check_call(self, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise what the call would raise at once, before anything is sent."""
        if self._killed:
            raise ActorDiedError(f"actor {self._kind} was killed with farfield.kill")
        if self._class is None:
            return
        if method not in self._arguments:
            self._arguments[method] = _arguments_of(self._class, method)
        self._arguments[method].check(args, kwargs)

    def _program(self, method: str, sources: list[pb.Source]) -> bytes:
        if sources:
            return _program(pb.MethodProgram(method=method), sources)
        if method not in self._programs:
            self._programs[method] = _program(pb.MethodProgram(method=method), [])
        return self._programs[method]

    def _explain(self, handle: JobHandle, error: BaseException | None) -> BaseException | None:
        """The failure of a call as the actor's death, where it is that."""
        made = self._made
        broken = made.exception() if made is not None and made.done() and not made.cancelled() else None
        # Whether an actor was made by a gateway that is lost, nobody knows.
        if error is not None and broken is not None and not isinstance(broken, ConnectionLostError):
            return _never_made(self._kind, broken)
        return _death(self._kind, handle, error)


class ActorMethod:
    """One method of an actor."""

    def __init__(self, actor: ActorHandle, name: str, timeout: float = 0.0) -> None:
        self._actor = actor
        self._name = name
        self._timeout = timeout

    def options(self, **options: Any) -> ActorMethod:
        """The same method with a limit, `timeout`: seconds that one call may run. Raises TypeError."""
        unknown = [name for name in options if name != "timeout"]
        if unknown:
            raise TypeError(f"a call of an actor has no option '{unknown[0]}'; there is timeout")
        timeout = options.get("timeout", self._timeout)
        check_number("timeout", timeout)
        return ActorMethod(self._actor, self._name, timeout)

    def remote(self, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call the method; calls of one client run in order. Futures among the arguments are waited for.

        Raises TypeError for arguments that it does not take, SendError for what can't be pickled,
        ActorDiedError for an actor that was killed here.
        """
        actor = self._actor
        actor._check_call(self._name, args, kwargs)
        client = current()
        inputs = _CallInputs(client, main_namespace())
        elements = chunks([(args, kwargs)], inputs)
        spec = _spec(actor._name, f"{actor._kind}.{self._name}", elements)
        spec.program = actor._program(self._name, inputs.sources())
        spec.values.extend(inputs.all())
        spec.modules.extend(inputs.modules())
        spec.timeout = self._timeout
        future: Future[Any] = Future()
        send_item(client, spec, future, stoppable=True, explain=actor._explain)
        return future

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(
            f"a method of an actor runs on the cluster: {self._actor._kind}.{self._name}.remote(...), "
            "and get() or .result() for what it returns"
        )

    def __repr__(self) -> str:
        return f"<method {self._name} of {self._actor!r}>"


def _handle(name: str, kind: str, methods: tuple[str, ...]) -> ActorHandle:
    """The handle of this name: the one that this process has, if it has one."""
    found = _handles.get(name)
    if found is None:
        found = _handles[name] = ActorHandle(name, kind, methods)
    return found


def make_actor(
    kind: type,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    resources: pb.Resources,
    *,
    detached: bool = False,
) -> ActorHandle:
    """Start a worker that holds `kind(*args, **kwargs)`; a handle, at once.

    detached: it lives until it is killed or its session ends, whoever holds a handle.
    Raises TypeError for arguments that the class does not take, SendError for what can't be pickled.
    """
    Arguments(kind, kind.__qualname__).check(args, kwargs)
    client = current()
    inputs = pack_call(kind, client, main_namespace())
    elements = chunks([(args, kwargs)], inputs)
    # Unguessable, as ids of jobs are: a name is all that it takes to call it.
    name = f"{kind.__name__[:60]}#{next(_numbers)}-{secrets.token_hex(4)}"
    handle = ActorHandle(name, kind.__name__, methods_of(kind))
    handle._class = kind
    _handles[name] = handle
    spec = _spec(name, kind.__name__, elements)
    spec.program = _program(pb.MethodProgram(create=True), inputs.sources())
    spec.values.extend(inputs.all())
    spec.modules.extend(inputs.modules())
    spec.resources.CopyFrom(resources)
    made: Future[Any] = Future()
    send_item(
        client, spec, made, stoppable=True, explain=lambda job, error: _death(kind.__name__, job, error)
    )
    handle._made = made
    if not detached:
        _held[name] = client
        weakref.finalize(handle, _end, name).atexit = False
    return handle


def kill(actor: ActorHandle) -> None:
    """End an actor now: a call that runs fails, as do those that wait, with ActorDiedError."""
    if not isinstance(actor, ActorHandle):
        raise TypeError(f"kill() takes an actor's handle, not {type(actor).__name__}")
    actor._killed = True
    current().drop_group(actor._name)


def methods_of(kind: type) -> tuple[str, ...]:
    """The methods of a class that can be called from elsewhere: all but the private ones, and __call__."""
    names = [name for name in dir(kind) if not name.startswith("_") or name == "__call__"]
    return tuple(name for name in names if _is_method(inspect.getattr_static(kind, name, None)))


def _is_method(member: Any) -> bool:
    return callable(member) or isinstance(member, (classmethod, functools.partialmethod))


def _arguments_of(kind: type, method: str) -> Arguments:
    """What a method takes. Raises TypeError for a method whose result could never come back."""
    function, name = getattr(kind, method), f"{kind.__name__}.{method}"
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError(f"{name} is a generator, which can't leave the actor: have it return a list")
    # Not only functions are bound to the object: what a class has from `dict`, say, or compiled methods, too.
    member = inspect.getattr_static(kind, method)
    takes_self = hasattr(type(member), "__get__") and not isinstance(member, (staticmethod, classmethod))
    takes_self = takes_self and getattr(function, "__self__", None) is None
    return Arguments(function, name, bound=not takes_self)


def check_number(name: str, value: Any, *, whole: bool = False) -> None:
    """Raise TypeError for an option that is no number of at least 0."""
    kinds = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not value >= 0:
        raise TypeError(f"{name} takes a {'whole ' * whole}number of at least 0, not {value!r}")


class _CallInputs(Inputs):
    """The inputs of a call: what its arguments need, and nothing is pickled where they need nothing."""

    def all(self) -> list[objects_pb.Value]:
        if self._main is None:
            self._main = _NO_NAMES
        return super().all()


def _end(name: str) -> None:
    # A finalizer, also in a child that was forked from this process, which has nothing to end. The client
    # that made the actor may have been replaced, when this process attached again.
    client = _held.pop(name)
    with contextlib.suppress(FarfieldError):
        (attached() or client).drop_group(name)


@atexit.register
def _end_all() -> None:
    # The handles of a process that ends are gone, although its session stays for a kernel that restarts. The
    # client is still there: it leaves later, since what was registered first is called last.
    for name in list(_held):
        _end(name)


def _never_made(kind: str, broken: BaseException) -> ActorDiedError:
    if isinstance(broken, ActorDiedError):
        return ActorDiedError(str(broken))  # each caller's own: a raised exception collects frames
    raised = not isinstance(broken, FarfieldError) or isinstance(broken, RemoteError)
    where = f"{type(broken).__name__} in its __init__: " if raised else ""
    told = ActorDiedError(f"actor {kind} was not made: {where}{broken}")
    told.__cause__ = broken
    return told


def _death(kind: str, handle: JobHandle, error: BaseException | None) -> BaseException | None:
    failure = handle.refused or handle.failures.get(0)
    died = failure is not None and failure.kind in (pb.Failure.KIND_WORKER_DIED, pb.Failure.KIND_REFUSED)
    if failure is None or not died:
        return error
    return ActorDiedError(f"actor {kind}: {failure.message}")


def _spec(name: str, title: str, elements: list[pb.Chunk]) -> pb.JobSpec:
    gang = pb.Gang(group=name, ranks=1, actor=True)
    return pb.JobSpec(name=title, items=1, gang=gang, chunks=elements)


def _program(method: pb.MethodProgram, sources: list[pb.Source]) -> bytes:
    return pb.Program(method=method, sources=sources, python=OWN_PYTHON).SerializeToString()

"""Makes the inputs of a job: what is called, and the notebook's names that it uses."""

from __future__ import annotations

import errno
import linecache
import sys
import types
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from farfield_engine.client.client import Client
from farfield_engine.client.text import readable_size
from farfield_engine.errors import FarfieldError, SendError
from farfield_engine.objects.pickling import pickle_value, reduce_remote, sending_remote, sending_to
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

CHUNK_ITEMS = 4096
CHUNK_BYTES = 128 * 1024
APART_BYTES = 256 * 1024
"""Inputs with a pickle of this size, without their buffers, are objects of their own."""

_large_names: set[str] = set()
"""Names whose values were large the last time: they are pickled apart at once."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.ENOMEM)

_names_of: weakref.WeakKeyDictionary[Any, set[str]] = weakref.WeakKeyDictionary()


def main_namespace() -> dict[str, Any]:
    """The notebook's namespace, or the script's."""
    return sys.modules["__main__"].__dict__


class _Reference:
    """Stands for an input that is an object of its own."""

    def __init__(self, value: bytes) -> None:
        self._value = value

    def __reduce__(self) -> Any:
        return reduce_remote(self._value)


class Inputs:
    """The values of a job: first its inputs, then the remote values that they refer to."""

    def __init__(
        self, client: Client, namespace: dict[str, Any], withheld: Callable[[str], bool] | None = None
    ) -> None:
        """withheld: says of a name of the notebook that it is not to be sent, whatever uses it."""
        self._withheld = withheld or (lambda name: False)
        self._client = client
        self._namespace = namespace
        self._remote: dict[bytes, int] = {}
        self._main: objects_pb.Value | None = None
        self._payload: Any = None
        self._names: set[str] = set()
        self._files: set[str] = set()
        self._modules: set[str] = set()
        self._codes: list[types.CodeType] = []

    def _place(self, value: bytes) -> int:
        return self._remote.setdefault(value, len(self._remote) + 1)

    def dumps(self, value: Any) -> tuple[bytes, list[memoryview], set[str]]:
        """Pickle with remote values as references. Raises whatever the pickling raises."""
        with sending_to(self._client.python), sending_remote(self._place):
            pickled = pickle_value(value, self._namespace)
        self._files |= pickled.files
        self._modules |= pickled.modules
        self._codes += pickled.codes
        return pickled.data, pickled.buffers, pickled.used

    def sources(self) -> list[jobs_pb.Source]:
        """The text of the cells whose functions are sent, which the worker has in no file."""
        made = []
        for name in sorted(self._files):
            entry = linecache.cache.get(name)
            # IPython's entries have no modification time; a file's have one, and the file is there.
            if entry is not None and len(entry) == 4 and entry[1] is None:
                text = "".join(entry[2])
                made.append(jobs_pb.Source(filename=name, text=text, execution_count=_number_of(name)))
        return made

    def modules(self, imports: Iterable[str] = ()) -> list[jobs_pb.File]:
        """What goes into `JobSpec.modules`, after all else was pickled. Raises SendError.

        imports: modules that the job imports besides.
        """
        return modules_for(self._client, {*self._modules, *imports}, self._codes)

    def set_main(self, payload: Any, names: set[str]) -> dict[str, Any]:
        """Pickle (payload, names) with every name of the notebook that its functions use.

        Returns the names and values that were sent. Raises SendError for what can't be pickled.
        """
        namespace = self._namespace
        names -= {name for name in names if self._withheld(name)}
        while True:
            values = {name: namespace[name] for name in sorted(names) if name in namespace}
            try:
                data, buffers, used = self._dump_inputs(payload, values)
            # Pickling runs code of the values: whatever it raises, the user is told which value it was.
            except Exception as error:
                raise explain(payload, values, self, error) from error
            more = {name for name in used if name in namespace and not self._withheld(name)} - names
            if not more:
                try:
                    self._main = self._client.value(data, buffers)
                except (OSError, FarfieldError) as error:
                    if not _is_lack_of_room(error):
                        raise
                    raise explain(payload, values, self, error) from error
                self._payload, self._names = payload, names
                return values
            names |= more

    def _dump_inputs(self, payload: Any, values: dict[str, Any]) -> tuple[bytes, list[memoryview], set[str]]:
        """Pickle the inputs together, so that what two of them share stays shared.

        Those whose own pickle is large are objects of their own: when another one changes,
        they are not sent again.
        """
        apart, used = dict(values), set[str]()
        for name in [name for name in values if name in _large_names]:
            apart[name] = self._apart(name, values[name], used)
        data, buffers, more = self.dumps(apart if payload is None else (payload, apart))
        if len(data) > APART_BYTES and len(values) > 1:
            for name in [name for name in values if apart[name] is values[name]]:
                apart[name] = self._apart(name, values[name], used)
            data, buffers, more = self.dumps(apart if payload is None else (payload, apart))
        return data, buffers, used | more

    def _apart(self, name: str, value: Any, used: set[str]) -> Any:
        """A reference to the value as an object of its own if its pickle is large, else the value."""
        data, buffers, more = self.dumps(value)
        if len(data) < APART_BYTES:
            _large_names.discard(name)
            return value
        _large_names.add(name)
        used |= more
        return _Reference(self._client.value(data, buffers).SerializeToString())

    def need(self, used: set[str]) -> None:
        """Send these names of the notebook too: functions and classes of the elements use them."""
        more = {name for name in used if name in self._namespace and not self._withheld(name)} - self._names
        if more:
            self.set_main(self._payload, self._names | more)

    def wait_for(self, value: objects_pb.Value) -> None:
        """The job is to wait until this is made, although it is not sent it."""
        self._place(value.SerializeToString())

    def value(self, data: bytes, buffers: list[memoryview]) -> objects_pb.Value:
        return self._client.value(data, buffers)

    def all(self) -> list[objects_pb.Value]:
        """What goes into `JobSpec.values`."""
        assert self._main is not None
        return [self._main, *(objects_pb.Value.FromString(value) for value in self._remote)]


def _number_of(filename: str) -> int:
    """The n of the In[n] that a cell's file name stands for; 0 where IPython does not say."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return int(getattr(getattr(shell, "compile", None), "_filename_map", {}).get(filename, 0))


def pack_call(function: Any, client: Client, namespace: dict[str, Any]) -> Inputs:
    """The inputs of a call. Raises SendError."""
    inputs = Inputs(client, namespace)
    try:
        # The same function needs the same names the next time: one pickling instead of two.
        known = _names_of.setdefault(function, set())
    except TypeError:
        known = set()
    inputs.set_main(function, known)
    return inputs


def modules_for(
    client: Client, modules: Iterable[str], codes: Iterable[types.CodeType]
) -> list[jobs_pb.File]:
    """The user's own modules that a job brings which uses these, and all that the session has used before.

    codes: of functions that it brings. None where the workers see this machine's disk. Raises SendError.
    """
    if client.here:
        return []
    from farfield._ownmodules import own_modules  # few need it, and it takes some milliseconds

    return own_modules(client, modules, codes)


def chunks(elements: Sequence[Any], inputs: Inputs) -> list[jobs_pb.Chunk]:
    """The elements of a job's items, pickled some thousand at a time. Raises SendError."""
    made: list[jobs_pb.Chunk] = []
    needed: set[str] = set()
    start, size = 0, 16
    while start < len(elements):
        part = list(elements[start : start + size])
        try:
            data, buffers, used = inputs.dumps(part)
        # As in set_main().
        except Exception as error:
            raise _explain_element(part, start, inputs, error) from error
        needed |= used
        total = len(data) + sum(view.nbytes for view in buffers)
        try:
            value = inputs.value(data, buffers)
        except (OSError, FarfieldError) as error:
            if not _is_lack_of_room(error):
                raise
            last = start + len(part) - 1
            what = f"elements {start} to {last}" if last > start else f"element {start}"
            raise SendError(f"{what} ({readable_size(total)}) can't be sent: {_reason(error)}") from error
        made.append(jobs_pb.Chunk(start=start, count=len(part), elements=value))
        start += len(part)
        size = max(1, min(CHUNK_ITEMS, size * 16, len(part) * CHUNK_BYTES // max(1, total)))
    inputs.need(needed)
    return made


def _explain_element(part: list[Any], start: int, inputs: Inputs, error: BaseException) -> SendError:
    for index, element in enumerate(part):
        try:
            inputs.dumps(element)
        except Exception as cause:  # what makes the element unpicklable is in its message
            return SendError(
                f"element {start + index} can't be sent: {_brief(cause)}. Send what it is made from, "
                "and make it in the task."
            )
    return SendError(f"the elements can't be sent: {_brief(error)}")


def explain(payload: Any, values: dict[str, Any], inputs: Inputs, error: BaseException) -> SendError:
    """An error that names the value that can't be pickled, or that there is no room for."""
    from farfield._culprit import find_culprit, largest

    if _is_lack_of_room(error):
        return SendError(f"{largest(values, inputs.dumps)} can't be sent: {_reason(error)}")
    for name, value in values.items():
        found = find_culprit(name, value, inputs.dumps)
        if found is not None:
            return SendError(found)
    what = getattr(payload, "__qualname__", type(payload).__name__)
    found = find_culprit(what, payload, inputs.dumps)
    return SendError(found or f"the inputs can't be sent: {_brief(error)}")


def _is_lack_of_room(error: BaseException) -> bool:
    """Whether the cluster has said so, or the memory that is shared with it is full."""
    return type(error) is FarfieldError or (isinstance(error, OSError) and error.errno in _FULL)


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}: '/dev/shm' is full; free what others keep there, or send less"
    return str(error)


def _brief(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"

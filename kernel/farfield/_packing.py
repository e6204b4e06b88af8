"""Makes the inputs of a job: what is called, and the notebook's names that it uses."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Sequence
from typing import Any

from farfield_engine.client.client import Client
from farfield_engine.errors import SendError
from farfield_engine.objects.pickling import dumps, sending_remote
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

CHUNK_ITEMS = 4096
CHUNK_BYTES = 128 * 1024

_names_of: weakref.WeakKeyDictionary[Any, set[str]] = weakref.WeakKeyDictionary()


def main_namespace() -> dict[str, Any]:
    """The notebook's namespace, or the script's."""
    return sys.modules["__main__"].__dict__


class Inputs:
    """The values of a job: first its inputs, then the remote values that they refer to."""

    def __init__(self, client: Client, namespace: dict[str, Any]) -> None:
        self._client = client
        self._namespace = namespace
        self._remote: dict[bytes, int] = {}
        self._main: objects_pb.Value | None = None
        self._payload: Any = None
        self._names: set[str] = set()

    def _place(self, value: bytes) -> int:
        return self._remote.setdefault(value, len(self._remote) + 1)

    def dumps(self, value: Any) -> tuple[bytes, list[memoryview], set[str]]:
        """Pickle with remote values as references. Raises whatever the pickling raises."""
        with sending_remote(self._place):
            return dumps(value, self._namespace)

    def set_main(self, payload: Any, names: set[str]) -> dict[str, Any]:
        """Pickle (payload, names) with every name of the notebook that its functions use.

        Returns the names and values that were sent. Raises SendError for what can't be pickled.
        """
        namespace = self._namespace
        while True:
            values = {name: namespace[name] for name in sorted(names) if name in namespace}
            whole = values if payload is None else (payload, values)
            try:
                data, buffers, used = self.dumps(whole)
            # Pickling runs code of the values: whatever it raises, the user is told which value it was.
            except Exception as error:
                raise explain(payload, values, self, error) from error
            more = {name for name in used if name in namespace} - names
            if not more:
                self._main = self._client.value(data, buffers)
                self._payload, self._names = payload, names
                return values
            names |= more

    def need(self, used: set[str]) -> None:
        """Send these names of the notebook too: functions and classes of the elements use them."""
        more = {name for name in used if name in self._namespace} - self._names
        if more:
            self.set_main(self._payload, self._names | more)

    def value(self, data: bytes, buffers: list[memoryview]) -> objects_pb.Value:
        return self._client.value(data, buffers)

    def all(self) -> list[objects_pb.Value]:
        """What goes into `JobSpec.values`."""
        assert self._main is not None
        return [self._main, *(objects_pb.Value.FromString(value) for value in self._remote)]


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
        made.append(jobs_pb.Chunk(start=start, count=len(part), elements=inputs.value(data, buffers)))
        start += len(part)
        total = len(data) + sum(view.nbytes for view in buffers)
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
    """An error that names the value that can't be pickled."""
    from farfield._culprit import find_culprit

    for name, value in values.items():
        found = find_culprit(name, value, inputs.dumps)
        if found is not None:
            return SendError(found)
    what = getattr(payload, "__qualname__", type(payload).__name__)
    found = find_culprit(what, payload, inputs.dumps)
    return SendError(found or f"the inputs can't be sent: {_brief(error)}")


def _brief(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"

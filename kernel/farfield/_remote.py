"""Remote values: names of the notebook whose objects stay on the cluster until they are needed here."""

from __future__ import annotations

import contextlib
import errno
import resource
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from farfield_engine.client.client import Client
from farfield_engine.client.text import readable_size
from farfield_engine.errors import ResultError
from farfield_engine.objects.cellresult import CellResult, RemoteRef
from farfield_engine.objects.pickling import reduce_remote
from farfield_engine.objects.values import by_hash, has_objects, size_of
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

if TYPE_CHECKING:
    from farfield._job import Job


class RemoteValue:
    """A value that is on the cluster. Cells and tasks get the value itself; `get` fetches it."""

    def __init__(self, client: Client, value: objects_pb.Value, size: int, about: str) -> None:
        """value: names its blobs by hash, or by segments that were just written for it."""
        self._client = client
        self._value = by_hash(value)
        self._about = about
        self._size = size
        self._where = client.host
        client.keep(value, self)

    @property
    def size(self) -> int:
        """Bytes of the pickled value."""
        return self._size

    @property
    def about(self) -> str:
        """Its type, with shape and dtype where it has them."""
        return self._about

    @property
    def where(self) -> str:
        """The machine on which it is."""
        return self._where

    def get(self) -> Any:
        """The value itself, fetched now.

        Raises FarfieldError when the cluster no longer has it, ResultError when it can't be rebuilt here.
        """
        return load_here(self._client, fetched(self._client, self._value), self._size)

    def __reduce__(self) -> Any:
        return reduce_remote(self._value.SerializeToString())

    def __repr__(self) -> str:
        return f"<remote {self._about}, {readable_size(self._size)}, on {self._where}; .get() fetches it>"

    def _repr_html_(self) -> str:
        rows = f"<code>{escape(self._about)}</code> · {readable_size(self._size)} · on {escape(self._where)}"
        return f"<div><b>remote value</b> · {rows} · <code>.get()</code> fetches it</div>"


class PendingValue(RemoteValue):
    """What a detached job will bind to a name: a remote value that may not be there yet.

    Cells and tasks that use it wait for it on the cluster.
    """

    def __init__(self, job: Job, name: str, output: str, *, results: bool = False) -> None:
        """output: which of the job's outputs, empty for its value. results: a list, of all its items."""
        self._job = job
        self._name = name
        self._pending = objects_pb.Pending(job=job.id, name=output, results=results)

    @property
    def _output(self) -> jobs_pb.Segment.Output | None:
        return None if self._pending.results else self._job.output(self._pending.name)

    @property
    def size(self) -> int:
        """Bytes of the pickled value; 0 as long as it is not there."""
        return self._output.size if self._output is not None else 0

    @property
    def about(self) -> str:
        """Its type, with shape and dtype where it has them; before it is there, which job makes it."""
        if self._output is not None:
            return self._output.about
        what = f"list of {self._job.items:,}" if self._pending.results else f"'{self._name}'"
        return f"{what} of {self._job.title}"

    @property
    def where(self) -> str:
        """The machine on which it is, or will be."""
        return self._job.client.host

    def get(self) -> Any:
        """Wait for the value and fetch it. Raises what the job raised, and as `RemoteValue.get`."""
        self._job.wait()
        self._job.raise_failure()
        if self._pending.results:
            return self._job.results(self._pending.name)
        output = self._output
        if output is None:
            raise ResultError(f"{self._job.title} has ended without binding '{self._name}'")
        return load_here(self._job.client, fetched(self._job.client, output.value), output.size)

    def __reduce__(self) -> Any:
        return reduce_remote(objects_pb.Value(pending=self._pending).SerializeToString())

    def _text(self) -> tuple[str, str]:
        """What it is, and what `get` does."""
        if self._output is not None:
            return f"{self.about}, {readable_size(self.size)}, on {self.where}", "fetches"
        return f"{self.about}: {self._job.state}", "waits for"

    def __repr__(self) -> str:
        text, does = self._text()
        return f"<remote {text}; .get() {does} it>"

    def _repr_html_(self) -> str:
        text, does = self._text()
        return f"<div><b>remote value</b> · {escape(text)} · <code>.get()</code> {does} it</div>"


def fetched(client: Client, value: objects_pb.Value) -> objects_pb.Value:
    """The value with the places of its objects; asks only where there are any. Raises FarfieldError."""
    return client.fetch(by_hash(value)) if has_objects(value) else value


def load_here(client: Client, value: objects_pb.Value, size: int) -> Any:
    """Unpickle a value whose places are known. Raises ResultError when that fails, or memory is too small."""
    from farfield._packing import main_namespace

    size = size or size_of(value)
    try:
        return client.load(value, main_namespace())
    except (MemoryError, OSError) as error:
        if not is_lack_of_memory(error):
            raise ResultError(f"the value can't be brought here: {error}") from error
        raise too_large(f"a value of {readable_size(size)}") from error
    # Unpickling runs code of the value's classes, whose module may be missing here.
    except Exception as error:
        raise ResultError(f"the value can't be unpickled here: {type(error).__name__}: {error}") from error


def is_lack_of_memory(error: BaseException) -> bool:
    """Whether it says that there is no room in this process, or on this machine."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


def too_large(what: str) -> ResultError:
    """What is raised where something does not fit into this process; it can be asked for again."""
    return ResultError(
        f"{what} does not fit into this process, which can have {readable_size(_free_memory())} more. It "
        "stays on the cluster: make room here and ask for it again, or use it there and bring back less"
    )


def _free_memory() -> int:
    """Bytes that this process can have, as far as Linux tells."""
    free = []
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                free.append(int(line.split()[1]) * 1024)
        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            pages = int(Path("/proc/self/statm").read_text().split()[0])
            free.append(max(0, limit - pages * resource.getpagesize()))
    return min(free, default=0)


def revive(result: Any, client: Client) -> Any:
    """Replace the references in a cell's result by remote values."""
    if not isinstance(result, CellResult):
        return result
    result.value = _revived(result.value, client)
    result.outputs = {name: _revived(value, client) for name, value in result.outputs.items()}
    return result


def _revived(value: Any, client: Client) -> Any:
    if isinstance(value, RemoteRef):
        return RemoteValue(client, objects_pb.Value.FromString(value.value), value.size, value.about)
    return value

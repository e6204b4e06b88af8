"""Functions on the cluster: submit, map, put, get, wait, as_completed."""

from __future__ import annotations

import concurrent.futures
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from farfield._attach import current
from farfield._decode import Decoder
from farfield._future import Future
from farfield._packing import Inputs, chunks, main_namespace, modules_for, pack_call
from farfield._remote import RemoteValue
from farfield._results import MapResults
from farfield_engine import inside
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import SendError
from farfield_engine.objects.cellresult import describe_value
from farfield_engine.objects.pickling import pickle_value, sending_to
from farfield_engine.objects.sources import OWN_PYTHON
from farfield_engine.wire.v1 import jobs_pb2 as pb

T = TypeVar("T")


def _program(inputs: Inputs, *, keywords: bool) -> bytes:
    program = pb.Program(call=pb.CallProgram(keywords=keywords), sources=inputs.sources(), python=OWN_PYTHON)
    return program.SerializeToString()


def submit(function: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
    """Call a function on a worker; the future of its result.

    Raises SendError when the function or an argument can't be pickled, AttachError when there
    is no cluster. What the function raises, the future raises.
    """
    return submit_to(current(), function, args, kwargs)


def submit_to(
    client: Client, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], name: str = ""
) -> Future[T]:
    """As `submit`, on this client, as a job of this name."""
    future: Future[T] = Future()
    send_item(client, pack_item(client, function, args, kwargs, name), future, stoppable=True)
    return future


def pack_item(
    client: Client,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    name: str = "",
) -> pb.JobSpec:
    """The job of one call; what is large is with the gateway already. Raises as `submit`."""
    _check_callable(function)
    inputs = pack_call(function, client, main_namespace())
    elements = chunks([(args, kwargs)], inputs)
    return pb.JobSpec(
        name=name or _name_of(function),
        items=1,
        program=_program(inputs, keywords=True),
        values=inputs.all(),
        chunks=elements,
        resources=pb.Resources(cpus=1),
        modules=inputs.modules(),
    )


def send_item(
    client: Client,
    spec: pb.JobSpec,
    future: Future[Any],
    *,
    stoppable: bool,
    ended: Callable[[BaseException | None], object] | None = None,
    explain: Callable[[JobHandle, BaseException | None], BaseException | None] | None = None,
) -> None:
    """Send the job of one call and settle its future; from any thread.

    stoppable: cancelling the future ends the task. ended: called after the future is settled, on
    the client's thread, with the exception of the task. explain: says what the failure is to be told as.
    """
    handle = client.submit(spec)
    decoder = Decoder(handle, client, main_namespace())
    stop = (lambda: client.cancel(handle.id)) if stoppable else None
    future.bind(lambda: decoder.value(0), lambda: _has_begun(handle), stop, handle.id)

    def settle(handle: JobHandle) -> None:
        if not handle.done:
            return
        error = decoder.failure(0)
        if explain is not None:
            error = explain(handle, error)
        # A future that was cancelled waits for the end of its task, too.
        future.settle(error)
        if ended is not None:
            ended(error)

    handle.on_news(settle)


def _has_begun(handle: JobHandle) -> bool:
    return handle.summary is not None and handle.summary.counts.running > 0


def map(
    function: Callable[..., T],
    *iterables: Iterable[Any],
    cpus: float = 1.0,
    memory: int = 0,
    timeout: float = 0.0,
    retries: int = 0,
    concurrency: int = 0,
    keep_going: bool = False,
    name: str = "",
) -> MapResults[T]:
    """Call a function for each element, in parallel, as one job; results in order.

    Several iterables give its positional arguments, up to the shortest. cpus, memory (bytes),
    timeout (seconds) and retries are those of one item, concurrency is how many run at once
    (0: as many as fit). How many items are sent together is measured, not asked for.
    Raises SendError and AttachError as `submit`.
    """
    _check_callable(function)
    if not iterables:
        raise TypeError("map() needs at least one iterable after the function")
    return map_on(
        current(),
        function,
        list(zip(*iterables, strict=False)),
        pb.JobSpec(
            name=name or _name_of(function),
            resources=pb.Resources(cpus=cpus, memory=memory),
            timeout=timeout,
            retries=retries,
            concurrency=concurrency,
            keep_going=keep_going,
        ),
    )


def map_on(
    client: Client, function: Callable[..., T], elements: list[Any], spec: pb.JobSpec
) -> MapResults[T]:
    """As `map`, on this client, for the elements given and what `spec` says already."""
    return MapResults(map_job(client, function, elements, spec))


def map_job(client: Client, function: Callable[..., Any], elements: list[Any], spec: pb.JobSpec) -> Decoder:
    """As `map_on`; the job's bare results."""
    namespace = main_namespace()
    inputs = pack_call(function, client, namespace)
    spec.items = len(elements)
    spec.chunks.extend(chunks(elements, inputs))
    spec.program = _program(inputs, keywords=False)
    spec.values.extend(inputs.all())
    spec.modules.extend(inputs.modules())
    return Decoder(client.submit(spec), client, namespace)


def put(value: Any) -> RemoteValue:
    """Put a value on the cluster; tasks that are given the remote value get the value itself.

    Raises SendError when it can't be pickled.
    """
    client = current()
    namespace = main_namespace()
    try:
        with sending_to(client.python):
            pickled = pickle_value(value, namespace)
        missing = sorted(name for name in pickled.used if name in namespace)
        if missing:
            raise SendError(
                f"{describe_value(value)} uses names of the notebook ({', '.join(missing)}), which can't "
                "follow a value on the cluster; pass it to submit() or map() itself"
            )
    except SendError:
        raise
    # The value's own pickling code may raise anything; it is told as what it is.
    except Exception as error:
        raise SendError(f"a {type(value).__name__} can't be put on the cluster: {error}") from error
    # Jobs that use it are from now on sent the modules that it needs.
    modules_for(client, pickled.modules, pickled.codes)
    sent = client.value(pickled.data, pickled.buffers)
    return RemoteValue(client, sent, pickled.size, describe_value(value))


def get(value: Any, timeout: float | None = None) -> Any:
    """The value of a future or a remote value, or a list of the values of several.

    Raises what the tasks raised, and TimeoutError when one takes longer than `timeout` seconds.
    """
    if isinstance(value, concurrent.futures.Future):
        return value.result(timeout)
    if isinstance(value, MapResults):
        return value.result(timeout)
    if isinstance(value, RemoteValue):
        return value.get()
    if isinstance(value, (list, tuple)):
        return [get(part, timeout) for part in value]
    raise TypeError(
        "get() takes a Future, a RemoteValue, the results of map(), or a list of those, "
        f"not {type(value).__name__}"
    )


def wait(
    futures: Iterable[Future[Any]],
    timeout: float | None = None,
    return_when: str = concurrent.futures.ALL_COMPLETED,
    *,
    num_returns: int | None = None,
) -> Any:
    """As `concurrent.futures.wait`: the futures that are done, and those that are not, as two sets.

    With `num_returns`, as Ray has it: waits for so many, and gives two lists in the order of `futures`, the
    first with at most `num_returns`. Raises ValueError when there are fewer futures than that.
    """
    if num_returns is not None:
        return _wait_for_some(list(futures), num_returns, timeout)
    with inside.waiting():
        done, not_done = concurrent.futures.wait(list(futures), timeout, return_when)
    return done, not_done


def _wait_for_some(
    futures: list[Future[Any]], count: int, timeout: float | None
) -> tuple[list[Future[Any]], list[Future[Any]]]:
    if not 0 < count <= len(futures):
        raise ValueError(f"num_returns is from 1 to the number of futures, {len(futures)}, not {count}")
    deadline = None if timeout is None else time.monotonic() + timeout
    pending: set[concurrent.futures.Future[Any]] = {future for future in futures if not future.done()}
    while len(futures) - len(pending) < count:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        with inside.waiting():
            done, pending = concurrent.futures.wait(pending, left, concurrent.futures.FIRST_COMPLETED)
        if not done:
            break
    ready = [future for future in futures if future not in pending][:count]
    return ready, [future for future in futures if future not in ready]


def as_completed(
    futures: Iterable[Future[T]], timeout: float | None = None
) -> Iterator[concurrent.futures.Future[T]]:
    """As `concurrent.futures.as_completed`: the futures in the order in which they end."""
    ended = concurrent.futures.as_completed(list(futures), timeout)
    while True:
        with inside.waiting():
            future = next(ended, None)
        if future is None:
            return
        yield future


def _check_callable(function: object) -> None:
    if not callable(function):
        raise TypeError(
            f"a function is expected, not {type(function).__name__}: submit(f, x), not submit(f(x))"
        )


def _name_of(function: Any) -> str:
    return str(getattr(function, "__qualname__", None) or type(function).__name__)

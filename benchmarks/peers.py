"""Farfield and its peers behind one face: two workers each, the same functions and values."""

from __future__ import annotations

import array
import concurrent.futures
import contextlib
import importlib.util
import itertools
import logging
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import tasks

WORKERS = 2

PEER_SECONDS = 15.0
"""After this long a peer that is measured by itself gets no further round."""

NO_PEERS = "FARFIELD_BENCH_NO_PEERS"
"""Set in the environment of a run that measures Farfield only."""

START_IPYPARALLEL = (
    "cluster = ipyparallel.Cluster(n=2, log_level=logging.ERROR)\nrc = cluster.start_and_connect_sync()"
)
"""For a kernel's cell; `ipyparallel` and `logging` imported before."""

Task = Callable[[Any], Any]


class Peer:
    """One way to run functions on two worker processes."""

    name = ""
    module = ""
    """What has to be installed for it."""

    def call(self, function: Task, value: Any) -> Any:
        """Call once on a worker and wait for the result, as a user would write it."""
        raise NotImplementedError

    def call_with_array(self, function: Task, array: Any) -> Any:
        """As `call`, in the way that the peer's manual gives for large values."""
        return self.call(function, array)

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        """Map with the peer's defaults."""
        raise NotImplementedError

    def increment_chunked(self, values: Sequence[int], size: int) -> list[int]:
        """Map `increment` with chunks of this size, made by hand where map() takes none."""
        # Not lists: Dask looks into each of their elements.
        parts = [array.array("q", values[start : start + size]) for start in range(0, len(values), size)]
        return list(itertools.chain.from_iterable(self.map(tasks.increment_all, parts)))

    def warm_up(self) -> None:
        """Have both workers started and everything imported."""
        for number in range(20):
            assert self.call(tasks.increment, number) == number + 1

    def stop(self) -> None:
        """End what was started."""


class Farfield(Peer):
    name, module = "Farfield", "farfield"

    def __init__(self) -> None:
        import farfield as ff

        self.ff = ff
        ff.attach(f"local:{WORKERS}")

    def call(self, function: Task, value: Any) -> Any:
        return self.ff.submit(function, value).result()

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        results: list[Any] = self.ff.map(function, values).result()
        return results

    def stop(self) -> None:
        from processes import end_gateway

        self.ff.detach()
        end_gateway()


class _ExecutorPeer(Peer):
    executor: concurrent.futures.Executor

    def call(self, function: Task, value: Any) -> Any:
        return self.executor.submit(function, value).result()

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        return list(self.executor.map(function, values))

    def increment_chunked(self, values: Sequence[int], size: int) -> list[int]:
        return list(self.executor.map(tasks.increment, values, chunksize=size))

    def stop(self) -> None:
        self.executor.shutdown()


class ProcessPool(_ExecutorPeer):
    name, module = "ProcessPool", "concurrent.futures"

    def __init__(self) -> None:
        # Not forked: this process has threads.
        context = multiprocessing.get_context("spawn")
        self.executor = concurrent.futures.ProcessPoolExecutor(WORKERS, mp_context=context)


class Loky(_ExecutorPeer):
    name, module = "loky", "loky"

    def __init__(self) -> None:
        import loky

        self.executor = loky.ProcessPoolExecutor(WORKERS)


class IPyParallel(Peer):
    name, module = "ipyparallel", "ipyparallel"

    def __init__(self) -> None:
        import ipyparallel

        self.cluster = ipyparallel.Cluster(n=WORKERS, log_level=logging.ERROR)
        self.client = self.cluster.start_and_connect_sync()
        self.view = self.client.load_balanced_view()
        self.client[:].apply_sync(os.getpid)

    def call(self, function: Task, value: Any) -> Any:
        return self.view.apply_sync(function, value)

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        return list(self.view.map_sync(function, values))

    def increment_chunked(self, values: Sequence[int], size: int) -> list[int]:
        return list(self.view.map_sync(tasks.increment, values, chunksize=size))

    def stop(self) -> None:
        self.client.close()
        self.cluster.stop_cluster_sync()


class Dask(Peer):
    name, module = "Dask", "distributed"

    def __init__(self) -> None:
        import distributed

        self.cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=WORKERS,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.ERROR,
        )
        self.client = distributed.Client(self.cluster)  # type: ignore[no-untyped-call]

    def call(self, function: Task, value: Any) -> Any:
        return self.client.submit(function, value, pure=False).result()

    def call_with_array(self, function: Task, array: Any) -> Any:
        placed = self.client.scatter(array, direct=True)  # type: ignore[no-untyped-call]
        return self.client.submit(function, placed, pure=False).result()

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        futures = self.client.map(function, values, pure=False)
        return list(self.client.gather(futures))  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        self.client.close()  # type: ignore[no-untyped-call]
        self.cluster.close()


class Ray(Peer):
    name, module = "Ray", "ray"

    def __init__(self) -> None:
        import ray

        self.ray = ray
        ray.init(
            num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR,
            _temp_dir=os.path.join(tempfile.gettempdir(), "ray"),
        )  # fmt: skip
        self.remote: dict[Task, Any] = {}

    def _remote(self, function: Task) -> Any:
        if function not in self.remote:
            self.remote[function] = self.ray.remote(function)
        return self.remote[function]

    def call(self, function: Task, value: Any) -> Any:
        return self.ray.get(self._remote(function).remote(value))

    def map(self, function: Task, values: Sequence[Any]) -> list[Any]:
        remote = self._remote(function)
        return list(self.ray.get([remote.remote(value) for value in values]))

    def stop(self) -> None:
        self.ray.shutdown()


ALL: tuple[type[Peer], ...] = (Farfield, ProcessPool, Loky, IPyParallel, Dask, Ray)


def installed(kind: type[Peer]) -> bool:
    """Whether the peer can be measured here, and is to be."""
    if os.environ.get(NO_PEERS) and kind is not Farfield:
        return False
    return importlib.util.find_spec(kind.module) is not None


def started(kind: type[Peer]) -> Peer | None:
    """None, and a line that says why, for a peer that does not start: the others are still of use."""
    if kind is Farfield:
        return kind()
    try:
        return kind()
    # Theirs to choose: Ray, for one, raises a bare Exception when it is too slow to start.
    except Exception as error:
        print(f"{kind.name} did not start and is left out: {error}", file=sys.stderr)
        return None


@contextlib.contextmanager
def running(kinds: Sequence[type[Peer]]) -> Iterator[list[Peer]]:
    """The peers of these kinds that are installed, warm; all ended on the way out."""
    with contextlib.ExitStack() as stack:
        peers: list[Peer] = []
        for kind in filter(installed, kinds):
            peer = started(kind)
            if peer is not None:
                stack.callback(peer.stop)
                peer.warm_up()
                peers.append(peer)
        yield peers


def in_turns() -> Iterator[list[Peer]]:
    """The peers for measures that alternate between them.

    Ray comes by itself, after the others have ended: its daemons always have something to do.
    """
    for group in (ALL[:-1], ALL[-1:]):
        with running(group) as peers:
            yield peers


def rounds_of(peer: Peer, rounds: int) -> Iterator[int]:
    """The numbers of the rounds, from -1, which is for warming up; fewer for a peer that is slow."""
    began = time.monotonic()
    for number in range(-1, rounds):
        yield number
        if number >= 0 and not isinstance(peer, Farfield) and time.monotonic() - began > PEER_SECONDS:
            return


def one_by_one() -> Iterator[Peer]:
    """Each peer with the machine to itself, for work that goes on after the result is there."""
    for kind in ALL:
        began = time.monotonic()
        with running([kind]) as peers:
            yield from peers
        if peers:
            print(f"[{kind.name} {time.monotonic() - began:.0f} s]", end=" ", flush=True)

"""A trivial cell through a real kernel."""

from __future__ import annotations

import statistics
from collections import defaultdict

from figures import Row
from kernels import Kernel, kernel
from peers import START_IPYPARALLEL, Dask, IPyParallel, Peer, Ray, installed
from processes import end_gateway

SETUPS: dict[type[Peer], list[str]] = {
    IPyParallel: [
        "import ipyparallel, logging",
        START_IPYPARALLEL,
    ],
    Dask: [
        "import distributed",
        "client = distributed.Client(distributed.LocalCluster("
        "n_workers=2, threads_per_worker=1, dashboard_address=None))",
    ],
    Ray: [
        "import ray, os, tempfile",
        "ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False,"
        " _temp_dir=os.path.join(tempfile.gettempdir(), 'ray'))",
        "two = ray.remote(lambda: 1 + 1)",
    ],
}

CELLS: dict[str, str] = {
    "plain cell": "1 + 1",
    "Farfield": "%%distributed\n1 + 1",
    "ipyparallel": "%%px --targets 0\n1 + 1",
    "Dask": "client.submit(lambda: 1 + 1, pure=False).result()",
    "Ray": "ray.get(two.remote())",
}

ENDS = {
    IPyParallel: "rc.close(); cluster.stop_cluster_sync()",
    Dask: "client.shutdown()",
    Ray: "ray.shutdown()",
}


def measure(quick: bool) -> list[Row]:
    """Cells in turns; Ray in a second kernel, because its daemons disturb the others."""
    rounds = 15 if quick else 60
    samples: dict[str, list[float]] = defaultdict(list)
    _in_kernel([IPyParallel, Dask], rounds, samples)
    over = {name: _over_plain(values, samples["plain cell"]) for name, values in samples.items()}
    if installed(Ray):
        with_ray: dict[str, list[float]] = defaultdict(list)
        _in_kernel([Ray], rounds, with_ray)
        samples["Ray"] = with_ray["Ray"]
        over["Ray"] = _over_plain(with_ray["Ray"], with_ray["plain cell"])
    del over["plain cell"]
    row = Row("trivial cell, over a plain cell", "ms", target=3.0).take(over)
    return [Row("trivial cell, warm", "ms").take(samples), row]


def _over_plain(values: list[float], plain: list[float]) -> list[float]:
    base = statistics.median(plain)
    return [value - base for value in values]


def _in_kernel(kinds: list[type[Peer]], rounds: int, samples: dict[str, list[float]]) -> None:
    kinds = [kind for kind in kinds if installed(kind)]
    names = ["plain cell", "Farfield", *(kind.name for kind in kinds)]
    with kernel() as k:
        k.run("%load_ext farfield")
        k.run("%attach local:2")
        for kind in kinds:
            for code in SETUPS[kind]:
                k.run(code)
        for number in range(-5, rounds):
            for name in names:
                seconds = k.run(CELLS[name]).seconds
                if number >= 0:
                    samples[name].append(seconds * 1e3)
        _end(k, kinds)
    end_gateway()


def _end(k: Kernel, kinds: list[type[Peer]]) -> None:
    for kind in kinds:
        k.run(ENDS[kind])
    k.run("%detach")

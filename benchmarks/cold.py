"""From nothing to the first result, in a kernel that is up."""

from __future__ import annotations

from collections import defaultdict

from figures import Row
from kernels import kernel
from peers import START_IPYPARALLEL, Dask, IPyParallel, Loky, ProcessPool, Ray, installed
from processes import end_gateway

FARFIELD = ("%load_ext farfield", ["%attach local:2", "%%distributed\n1 + 1"])

PEERS = {
    ProcessPool: (
        "import concurrent.futures, multiprocessing, os",
        [
            "pool = concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context('spawn'))",
            "pool.submit(os.getpid).result()",
        ],
    ),
    Loky: ("import loky, os", ["pool = loky.ProcessPoolExecutor(2)", "pool.submit(os.getpid).result()"]),
    IPyParallel: (
        "import ipyparallel, logging",
        [
            START_IPYPARALLEL,
            "%%px --targets 0\n1 + 1",
        ],
    ),
    Dask: (
        "import distributed",
        [
            "client = distributed.Client(distributed.LocalCluster("
            "n_workers=2, threads_per_worker=1, dashboard_address=None))",
            "client.submit(lambda: 1 + 1).result()",
        ],
    ),
    Ray: (
        "import ray, os, tempfile",
        [
            "ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False,"
            " _temp_dir=os.path.join(tempfile.gettempdir(), 'ray'))",
            "ray.get(ray.remote(lambda: 1 + 1).remote())",
        ],
    ),
}

ENDS = {
    ProcessPool: "pool.shutdown()",
    Loky: "pool.shutdown()",
    IPyParallel: "rc.close(); cluster.stop_cluster_sync()",
    Dask: "client.shutdown()",
    Ray: "ray.shutdown()",
}


def measure(quick: bool) -> list[Row]:
    """Attach and first cell, each peer in a kernel of its own, imports done before."""
    samples: dict[str, list[float]] = defaultdict(list)
    for number in range(1 if quick else 5):
        end_gateway()
        samples["Farfield"].append(_first_result(*FARFIELD, "%detach"))
        end_gateway()
        # The slow ones need no more than two rounds to be seen as slow.
        for peer, (imports, cells) in PEERS.items() if number < 2 else ():
            if installed(peer):
                samples[peer.name].append(_first_result(imports, cells, ENDS[peer]))
    return [Row("cold: attach to the first result", "s", target=0.5).take(samples)]


def _first_result(imports: str, cells: list[str], end: str) -> float:
    with kernel() as k:
        k.run(imports)
        seconds = sum(k.run(cell).seconds for cell in cells)
        k.run(end)
        return seconds

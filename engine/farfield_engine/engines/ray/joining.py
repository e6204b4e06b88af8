"""Which Ray cluster a gateway's workers are of: one that runs somewhere, or this machine's own."""

from __future__ import annotations

from pathlib import Path

from farfield_engine.engines.ray.localray import own_cluster
from farfield_engine.engines.ray.probe import RayCluster, probe


def join(cluster: str, state: Path) -> RayCluster:
    """The cluster, which can be joined now. Blocks: seconds at most, but for one that has to be started.

    cluster: `ray` for this machine's own, or `ray:HOST:PORT`. state: the gateway's directory, 0700. Raises
    AttachError.
    """
    _, _, address = cluster.partition(":")
    return probe(address, kept=state / "ray.given-token") if address else own_cluster(state)

"""Walks every hop from this process to a worker and back, and names the one that is broken."""

from __future__ import annotations

import contextlib

from farfield_engine.cli.hops import Hop
from farfield_engine.client.raytarget import cluster_of
from farfield_engine.client.reach import is_here
from farfield_engine.errors import FarfieldError


def examine(target: str) -> int:
    """Print a line for each hop; 0 when all is well, 1 at the first that fails."""
    with contextlib.ExitStack() as after:
        for name, check in _hops(target, after):
            try:
                print(f"  ok    {name:<12} {check()}", flush=True)
            except FarfieldError as error:
                print(f"  FAIL  {name:<12} {error}")
                return 1
            except OSError as error:
                where = f"'{error.filename}': " if error.filename else ""
                print(f"  FAIL  {name:<12} {where}{error.strerror or error}")
                return 1
    print("all is well")
    return 0


def _hops(target: str, after: contextlib.ExitStack) -> list[Hop]:
    """The hops to what is meant. What they hold is let go `after`. Raises AttachError."""
    if is_here(target):
        from farfield_engine.cli.hopshere import HopsHere

        return HopsHere(after, cluster_of(target)).all()
    if target.startswith("ssh://"):
        from farfield_engine.cli.hopsssh import HopsBySsh

        return HopsBySsh(target, after).all()
    if target.lower().startswith("kuberay"):
        from farfield_engine.cli.hopskuberay import HopsToKubeRay

        return HopsToKubeRay(target, after).all()
    from farfield_engine.cli.hopsfar import HopsFar

    return HopsFar(target, after).all()

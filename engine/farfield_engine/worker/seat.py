"""What a rank of a group keeps from job to job."""

from __future__ import annotations

import asyncio
import builtins
import os
import types
from typing import Any

from farfield_engine.objects.cellresult import describe_value
from farfield_engine.wire.v1 import worker_pb2 as pb

MAX_VARIABLES = 200
_OURS = frozenset(("rank", "world_size", "get_ipython"))
MISSING = object()


class Seat:
    """A worker's place in a group: its rank, its namespace and, for an actor, its object."""

    def __init__(self, seat: pb.Seat) -> None:
        self.group = seat.group
        self.rank = seat.rank
        self.world_size = seat.world_size
        self.actor = seat.actor
        self.module = types.ModuleType("__main__")
        self.instance: Any = MISSING
        """The actor's object, once it is made."""
        self._runner: asyncio.Runner | None = None
        namespace = self.module.__dict__
        namespace["__builtins__"] = builtins
        if not seat.actor:
            namespace.update(rank=seat.rank, world_size=seat.world_size)
        os.environ.update(seat.env)

    @property
    def namespace(self) -> dict[str, Any]:
        return self.module.__dict__

    def run_async(self, coroutine: Any) -> Any:
        """Run a coroutine on the group's own loop: what belongs to that loop outlives a cell."""
        if self._runner is None:
            self._runner = asyncio.Runner()
        return self._runner.run(coroutine)

    def variables(self) -> list[pb.Variable]:
        """What its namespace holds, for people."""
        names = [name for name in self.namespace if not name.startswith("_") and name not in _OURS]
        shown = names[:MAX_VARIABLES]
        return [pb.Variable(name=name, about=describe_value(self.namespace[name])) for name in shown]

"""Room for ranks, which find it together or not at all: placement groups of Ray's."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import ray
from ray.util.placement_group import PlacementGroup, placement_group, remove_placement_group
from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

from farfield_engine.engines.ray.demands import bundle_of
from farfield_engine.engines.ray.messages import Message

if TYPE_CHECKING:
    from farfield_engine.engines.ray.connecting import Cluster
    from farfield_engine.engines.ray.driver import Driver


class Placements:
    """The placement groups of this gateway, by the name that it has given them."""

    def __init__(self, driver: Driver, cluster: Cluster) -> None:
        self._cluster = cluster
        self._groups: dict[str, asyncio.Future[PlacementGroup]] = {}
        driver.serve("drop_placement", self.drop)

    async def strategy(self, placement: str, rank: int, ranks: int, needs: Message) -> Any:
        """Where a rank runs. The group is made for the first one that asks; it may still wait for room."""
        made = self._groups.get(placement)
        if made is None:
            made = self._groups[placement] = asyncio.ensure_future(
                asyncio.to_thread(self._make, placement, ranks, needs)
            )
        group = await asyncio.shield(made)
        return PlacementGroupSchedulingStrategy(
            group, placement_group_bundle_index=rank, placement_group_capture_child_tasks=False
        )

    def _make(self, placement: str, ranks: int, needs: Message) -> PlacementGroup:
        name = self._cluster.name(placement)
        with contextlib.suppress(ValueError):
            return ray.util.get_placement_group(name)  # of the driver before this one
        labels = needs.get("labels") or None
        return placement_group(
            [bundle_of(needs)] * ranks,
            strategy="PACK",
            name=name,
            lifetime="detached",
            bundle_label_selector=[labels] * ranks if labels else None,
        )

    async def drop(self, placement: str) -> None:
        """The last of its ranks is dead, or it was never needed."""
        made = self._groups.pop(placement, None)
        group: PlacementGroup
        if made is not None:
            group = await asyncio.shield(made)
        else:
            try:
                group = await asyncio.to_thread(ray.util.get_placement_group, self._cluster.name(placement))
            except ValueError:
                return
        await asyncio.to_thread(remove_placement_group, group)

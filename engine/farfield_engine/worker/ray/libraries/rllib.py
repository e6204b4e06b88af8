"""RLlib: a bar for each algorithm that trains, which counts iterations, with its return and steps."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from farfield_engine.worker.ray.libraries.shown import figure, open_bar

_RETURNS = (
    ("env_runners", "episode_return_mean"),
    ("env_runners", "episode_reward_mean"),
    ("episode_reward_mean",),
)
_STEPS = (
    ("num_env_steps_sampled_lifetime",),
    ("env_runners", "num_env_steps_sampled_lifetime"),
    ("timesteps_total",),
)


def change(module: ModuleType) -> None:
    """Have `train()` of every algorithm tell us."""
    algorithm = module.Algorithm
    train, stop = algorithm.train, algorithm.stop

    @functools.wraps(train)
    def ours(self: Any) -> Any:
        with contextlib.suppress(Exception):
            _open(self)
        result = train(self)
        with contextlib.suppress(Exception):
            _follow(self, result)
        return result

    @functools.wraps(stop)
    def stopped(self: Any) -> Any:
        bar = self.__dict__.pop("farfield_bar", None)
        if bar is not None:
            bar.end()
        return stop(self)

    algorithm.train, algorithm.stop = ours, stopped


def _open(algorithm: Any) -> None:
    """A bar of the cell that runs now: an algorithm may live longer than one."""
    bar = algorithm.__dict__.get("farfield_bar")
    if bar is None or bar.ended:
        name = type(algorithm).__name__
        env = getattr(algorithm.config, "env", None)
        label = f"{name} on {env}" if isinstance(env, str) else name
        bar = algorithm.__dict__["farfield_bar"] = open_bar(label, 0, "iteration")
        if bar is not None:
            bar.n = algorithm.iteration


def _follow(algorithm: Any, result: Mapping[str, Any]) -> None:
    bar = algorithm.__dict__.get("farfield_bar")
    if bar is None:
        return
    bar.n = result.get("training_iteration", bar.n + 1)
    # Iterations of earlier cells count: so does their time.
    bar.began = min(bar.began, time.monotonic() - float(result.get("time_total_s") or 0))
    told = []
    if text := figure(_found(result, _RETURNS)):
        told.append(f"return {text}")
    if text := figure(_found(result, _STEPS)):
        told.append(f"{text} steps")
    bar.note = ", ".join(told)


def _found(result: Mapping[str, Any], places: tuple[tuple[str, ...], ...]) -> Any:
    """The first of these that a result has."""
    for place in places:
        value: Any = result
        for name in place:
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None:
            return value
    return None

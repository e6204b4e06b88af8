"""Ray's own libraries, where they report how far they are: their reports become bars of ours.

Each module here knows one library. Its change is made when user code imports that library, and what a version
of Ray does not have stays as it is: then it prints, as everywhere else.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from types import ModuleType

from farfield_engine.worker.afterimport import after_import

_CHANGES = {
    "ray.data._internal.execution.streaming_executor": "data",
    "ray.experimental.tqdm_ray": "tqdmray",
    "ray.tune.tune": "tune",
    "ray.train.v2.api.data_parallel_trainer": "train",
    "ray.train.v2._internal.logging.logging": "trainlogs",
    "ray.rllib.algorithms.algorithm": "rllib",
}
"""By Ray's module, ours that changes it."""


def install() -> None:
    """Have Ray's libraries report here, in this process. Loads none of them, and nothing of ours yet."""
    # Train logs what its workers print, so that it would be there twice.
    os.environ.setdefault("RAY_TRAIN_ENABLE_PRINT_PATCH", "0")
    after_import({theirs: _changed_by(ours) for theirs, ours in _CHANGES.items()})


def _changed_by(name: str) -> Callable[[ModuleType], object]:
    def change(module: ModuleType) -> None:
        importlib.import_module(f"{__name__}.{name}").change(module)

    return change

"""Ray Train: a bar for each run, which counts what its workers report, with their number and metrics.

Its callbacks run in a process of their own, the run's controller; the bars are that one's then.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from farfield_engine.worker.ray.libraries.shown import counted, metrics_text, open_bar

_TOTALS = ("num_epochs", "epochs", "max_epochs", "n_epochs", "num_steps", "steps", "max_steps")
"""What a train function's settings may call the number of its reports, if they do: epochs come first."""

_COUNTS = ("epoch", "step")


def change(module: ModuleType) -> None:
    """Have every run of Train's tell us."""
    trainer = module.DataParallelTrainer
    theirs = trainer._create_default_callbacks
    progress = _progress_class()

    @functools.wraps(theirs)
    def ours(self: Any) -> Any:
        made = theirs(self)
        with contextlib.suppress(Exception):
            made.append(progress(_total(getattr(self, "train_loop_config", None))))
        return made

    trainer._create_default_callbacks = ours


def _total(config: Any) -> int:
    """How many reports there will be, where the settings of the train function tell it."""
    for name in _TOTALS if isinstance(config, Mapping) else ():
        if isinstance(config.get(name), int):
            return int(config[name])
    return 0


def __getattr__(name: str) -> Any:
    # Pickled by name, into the controller's process, which may not have made the class yet.
    if name == "Progress":
        return _progress_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@functools.cache
def _progress_class() -> Any:
    from ray.train.v2._internal.execution.callback import (
        ControllerCallback,
        ReportCallback,
        WorkerGroupCallback,
    )

    class Progress(ControllerCallback, WorkerGroupCallback, ReportCallback):  # type: ignore[misc]  # no types
        """The bar of one run. All methods but the first are called in its controller."""

        def __init__(self, total: int) -> None:
            self._total = total
            self._bar: Any = None
            self._workers = ""
            self._metrics = ""

        def after_controller_start(self, train_run_context: Any) -> None:
            with contextlib.suppress(Exception):
                name = train_run_context.get_run_config().name
                self._bar = open_bar(f"Ray Train {name}", self._total, "report")
                self._tell("starting")

        def after_worker_group_start(self, worker_group: Any) -> None:
            with contextlib.suppress(Exception):
                self._workers = counted(len(worker_group), "worker")
                self._tell()

        def after_report(self, training_report: Any, metrics: list[Any]) -> None:
            with contextlib.suppress(Exception):
                self._reported(metrics[0] if metrics else {})

        def after_controller_state_update(self, previous_state: Any, current_state: Any) -> None:
            with contextlib.suppress(Exception):
                state = current_state._state_type.state_name.lower().replace("_", " ")
                self._tell("" if state in ("running", "finished", "shutting down") else state)
                if current_state.is_terminal() and self._bar is not None:
                    self._bar.end()

        def before_controller_abort(self) -> None:
            with contextlib.suppress(Exception):
                if self._bar is not None:
                    self._bar.end()

        def _reported(self, metrics: Mapping[str, Any]) -> None:
            if self._bar is None:
                return
            self._bar.n += 1
            if self._bar.total and self._bar.n > self._bar.total:
                self._bar.total = 0  # the settings meant something else
            self._metrics = metrics_text(metrics, first=_COUNTS)
            self._tell()

        def _tell(self, state: str = "") -> None:
            if self._bar is not None:
                self._bar.note = ", ".join(filter(None, (state, self._metrics, self._workers)))

    Progress.__qualname__ = "Progress"
    return Progress

"""Ray Tune: a bar for each run, which counts its trials, with their states and the best result."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections import Counter
from types import ModuleType
from typing import Any

from farfield_engine.worker.ray.libraries.shown import figure, open_bar

_STATES = {"RUNNING": "running", "PENDING": "pending", "PAUSED": "paused", "ERROR": "failed"}

_MOST_BARS = 20
"""Trials of one run that have a bar of their own at a time."""


def change(module: ModuleType) -> None:
    """Have every run of Tune's tell us, and its own tables be printed only where somebody asked for more."""
    theirs = module._create_default_callbacks
    progress, quiet = _progress_class(), _quiet()
    # Where it has written its files is in the result, too.
    if not module.logger.level:
        module.logger.setLevel(logging.WARNING)

    @functools.wraps(theirs)
    def ours(callbacks: Any, *args: Any, **kwargs: Any) -> Any:
        made = theirs(callbacks, *args, **kwargs)
        with contextlib.suppress(Exception):
            name = kwargs.get("entrypoint")
            # A trainer of the first Ray Train is a run of Tune's with one trial.
            label = "Ray Train" if getattr(name, "name", "") == "TRAINER" else "Ray Tune"
            made.append(progress(label, kwargs.get("metric"), kwargs.get("mode")))
            quiet(made)
        return made

    module._create_default_callbacks = ours  # type: ignore[attr-defined]  # another package's module


def _quiet() -> Any:
    from ray.tune.experimental.output import AirVerbosity, ProgressReporter, TuneTerminalReporter

    class Silent(TuneTerminalReporter):  # type: ignore[misc]  # ray has no types
        """Says nothing but what has failed."""

        def experiment_started(self, *args: Any, **kwargs: Any) -> None:
            pass

        def print_heartbeat(self, *args: Any, **kwargs: Any) -> None:
            pass

        def on_trial_error(self, *args: Any, **kwargs: Any) -> None:
            self._verbosity = AirVerbosity.DEFAULT
            super().on_trial_error(*args, **kwargs)
            self._verbosity = AirVerbosity.SILENT

    def quiet(callbacks: list[Any]) -> None:
        for index, callback in enumerate(callbacks):
            if isinstance(callback, ProgressReporter) and callback.verbosity <= AirVerbosity.DEFAULT:
                callbacks[index] = Silent(AirVerbosity.SILENT)

    return quiet


class _Run:
    """The bars of one run."""

    def __init__(self, label: str, metric: str | None, mode: str | None) -> None:
        self._label, self._metric, self._mode = label, metric, mode
        self._bar: Any = None
        self._trials: dict[str, Any] = {}
        self._best: tuple[float, str] | None = None

    def begin(self, total: int) -> None:
        """total: trials; a number beyond all bounds where nobody knows."""
        self._bar = open_bar(self._label, total if total < 1 << 30 else 0, "trial")

    def follow(self, trials: list[Any]) -> None:
        """Count the trials by their state."""
        if self._bar is None or self._bar.ended:
            return
        states = Counter(trial.status for trial in trials)
        self._bar.n = states["TERMINATED"] + states["ERROR"]
        told = [f"{states[name]} {text}" for name, text in _STATES.items() if states[name]]
        if self._best is not None:
            told.insert(0, f"best {self._metric} {figure(self._best[0])} ({self._best[1]})")
        self._bar.note = ", ".join(told)

    def reported(self, trial: Any, result: Any) -> None:
        """A trial has told of a result."""
        metric = self._metric
        value = result.get(metric) if metric else None
        if isinstance(value, (int, float)) and metric:
            better = min if self._mode == "min" else max
            if self._best is None or better(value, self._best[0]) == value:
                self._best = (value, _name(trial))
        bar = self._trials.get(trial.trial_id)
        if bar is None and len(self._trials) < _MOST_BARS:
            bar = self._trials[trial.trial_id] = open_bar(_name(trial), 0, "report", self._bar)
        if bar is not None:
            bar.n = result.get("training_iteration", bar.n + 1)
            bar.note = f"{metric} {figure(value)}" if metric and figure(value) else ""

    def ended(self, trial: Any, note: str = "") -> None:
        """A trial has."""
        bar = self._trials.pop(trial.trial_id, None)
        if bar is not None:
            bar.note = note or bar.note
            bar.end()

    def end(self, trials: list[Any]) -> None:
        """All have."""
        self.follow(trials)
        for trial in trials:
            self.ended(trial)
        if self._bar is not None:
            self._bar.end()


def _progress_class() -> Any:
    from ray.tune import Callback

    class Progress(Callback):  # type: ignore[misc]  # ray has no types
        """Tells of one run."""

        def __init__(self, label: str, metric: str | None, mode: str | None) -> None:
            self._run = _Run(label, metric, mode)

        def setup(
            self, stop: Any = None, num_samples: Any = None, total_num_samples: Any = None, **info: Any
        ) -> None:
            with contextlib.suppress(Exception):
                self._run.begin(int(total_num_samples or 0))

        def on_step_end(self, iteration: int, trials: list[Any], **info: Any) -> None:
            with contextlib.suppress(Exception):
                self._run.follow(trials)

        def on_trial_result(
            self, iteration: int, trials: list[Any], trial: Any, result: Any, **info: Any
        ) -> None:
            with contextlib.suppress(Exception):
                self._run.reported(trial, result)
                self._run.follow(trials)

        def on_trial_complete(self, iteration: int, trials: list[Any], trial: Any, **info: Any) -> None:
            with contextlib.suppress(Exception):
                self._run.ended(trial)

        def on_trial_error(self, iteration: int, trials: list[Any], trial: Any, **info: Any) -> None:
            with contextlib.suppress(Exception):
                self._run.ended(trial, "failed")

        def on_experiment_end(self, trials: list[Any], **info: Any) -> None:
            with contextlib.suppress(Exception):
                self._run.end(trials)

        # Tune keeps its callbacks' state on disk, to go on with a run: the bars begin anew then.
        def get_state(self) -> dict[str, Any] | None:
            return None

    return Progress


def _name(trial: Any) -> str:
    """A trial by its parameters: `lr=0.1`."""
    _, _, parameters = trial.experiment_tag.partition("_")
    return parameters or str(trial)

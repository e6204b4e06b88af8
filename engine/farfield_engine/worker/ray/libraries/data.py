"""Ray Data: a bar for each pipeline that runs, and within it one for each of its operators."""

from __future__ import annotations

import contextlib
import functools
import logging
import re
from types import ModuleType
from typing import Any

from farfield_engine.worker.ray.libraries.shown import counted, open_bar

_MADE_UP = re.compile(r"_[0-9A-Za-z]{20,}(_\d+)?$")
"""What Ray Data adds to the name of a dataset, of which `dataset` is none."""


def change(module: ModuleType) -> None:
    """Have the executor tell us. Where it can't, Ray Data's own bars come by `tqdmray`."""
    theirs = module.get_progress_manager
    manager = _manager_class()
    _quieten()

    @functools.wraps(theirs)
    def ours(ctx: Any, dataset_id: str, topology: Any, verbose_progress: bool) -> Any:
        # A user who has turned bars off gets none, and no note on how to turn them on.
        with contextlib.suppress(Exception):
            if ctx.enable_progress_bars and (made := manager(dataset_id, topology, ctx)).bar is not None:
                return made
        return theirs(ctx, dataset_id, topology, verbose_progress)

    module.get_progress_manager = ours  # type: ignore[attr-defined]  # another package's module


def _quieten() -> None:
    """Have what the bars show not be printed as well: its log file has it. Warnings come through."""
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
            handler.setLevel(max(handler.level, logging.WARNING))


def _part_class() -> Any:
    from ray.data._internal.progress.base_progress import BaseProgressBar

    class Part(BaseProgressBar):  # type: ignore[misc]  # ray has no types
        """A phase of an operator: the map side of a shuffle, say."""

        def __init__(self, name: str, within: Any) -> None:
            self._name = name
            self._within = within
            self.bar: Any = None

        def set_description(self, name: str) -> None:
            self._name = name
            if self.bar is not None:
                self.bar.label = name

        def get_description(self) -> str:
            return self._name

        def update(self, increment: int = 0, total: int | None = None) -> None:
            if self.bar is None:  # a phase that never begins is no bar
                self.bar = open_bar(self._name, total, "row", self._within)
            if self.bar is not None:
                self.bar.n += increment
                self.bar.total = total or self.bar.total

        def close(self) -> None:
            if self.bar is not None:
                self.bar.end()

        # What holds it may be pickled, into tasks that have nothing to do with the bar.
        def __getstate__(self) -> dict[str, Any]:
            return {"_name": self._name, "_within": None, "bar": None}

    return Part


def _manager_class() -> Any:
    from ray.data._internal.execution.operators.input_data_buffer import InputDataBuffer
    from ray.data._internal.execution.operators.sub_progress import SubProgressBarMixin
    from ray.data._internal.progress.base_progress import BaseExecutionProgressManager

    part_class = _part_class()

    class Manager(BaseExecutionProgressManager):  # type: ignore[misc]  # ray has no types
        """The bars of one pipeline. All but the first methods are called by the executor's thread."""

        def __init__(self, dataset_id: str, topology: Any, ctx: Any) -> None:
            states = [state for state in topology.values() if not isinstance(state.op, InputDataBuffer)]
            last = states[-1].op if states else None
            name = _MADE_UP.sub("", dataset_id)
            label = "Ray Data" if name == "dataset" else f"Ray Data {name}"
            self.bar = open_bar(label, _total(last), "row")
            self._bars: dict[int, Any] = {}
            self._parts: list[Any] = []
            if not ctx.enable_operator_progress_bars:
                states = []
            for state in topology.values():
                names = (
                    state.op.get_sub_progress_bar_names()
                    if isinstance(state.op, SubProgressBarMixin)
                    else None
                )
                bar = open_bar(state.op.name, _total(state.op), "row", self.bar) if state in states else None
                self._bars[id(state)] = bar
                for name in names or ():
                    part = part_class(name, bar or self.bar)
                    self._parts.append(part)
                    state.op.set_sub_progress_bar(name, part)

        def start(self) -> None:
            pass

        def refresh(self) -> None:
            pass

        def update_total_progress(self, new_rows: int, total_rows: int | None) -> None:
            self.bar.n += new_rows
            self.bar.total = total_rows or self.bar.total

        def update_total_resource_status(self, resource_status: str) -> None:
            pass

        def update_operator_progress(self, opstate: Any, resource_manager: Any) -> None:
            bar = self._bars.get(id(opstate))
            # Another version's operators may not have what is read here; the pipeline goes on.
            with contextlib.suppress(Exception):
                if bar is not None:
                    _follow(bar, opstate)

        def close_with_finishing_description(self, desc: str, success: bool) -> None:
            for bar in (*(part.bar for part in self._parts), *self._bars.values(), self.bar):
                if bar is not None:
                    if success and bar.total:
                        # What was estimated and came out otherwise: it has ended all the same.
                        bar.total = bar.n
                    bar.note = "" if success else "failed"
                    bar.end()

    return Manager


def _total(op: Any) -> int:
    return int(op.num_output_rows_total() or 0) if op is not None else 0


def _follow(bar: Any, state: Any) -> None:
    """Bring an operator's bar up to date."""
    op = state.op
    if bar.ended:
        return
    bar.n = op.metrics.row_outputs_taken
    bar.total = _total(op)
    active, queued = op.num_active_tasks(), state.total_enqueued_input_blocks()
    notes = [counted(active, "task")] if active else []
    if queued:
        notes.append(f"{counted(queued, 'block')} queued")
    if op._in_task_submission_backpressure or op._in_task_output_backpressure:
        notes.append("held back")
    bar.note = ", ".join(notes)
    if op.has_completed():
        bar.total = bar.total and bar.n
        bar.end()

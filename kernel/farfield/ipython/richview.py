"""A job's progress as a live region at the bottom of a terminal, drawn with rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from farfield.ipython.drawnview import DrawnView
from farfield.ipython.progress import ProgressState
from farfield_engine.client.text import readable_size
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

WIDTH = 32
LOOPS, WORKERS, FAILURES = 6, 6, 3
"""How many lines of each are shown at most."""

LONGEST = 1000
"""Characters of a text that are looked at: no terminal is wider."""

COLOURS = {"succeeded": "green", "failed": "red", "lost": "yellow", "cancelled": "dim", "running": "blue"}


class RichView(DrawnView):
    """Bar, counts, loops inside items, workers, failures. It goes when the job has ended."""

    def __init__(self, state: ProgressState) -> None:
        super().__init__(state)
        self._detail: watch_pb.JobDetail | None = None
        self._live: Live | None = None

    def learn(self, detail: watch_pb.JobDetail) -> None:
        self._detail = detail

    def draw(self, summary: pb.JobSummary | None, elapsed: float) -> None:
        region = drawn(self._state.of(summary, elapsed, self.outage, self._detail))
        if self._live is None:
            # It draws when it is told to: no thread of its own, and what is printed goes past it.
            self._live = Live(
                region,
                console=Console(file=sys.stderr),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start(refresh=True)
        else:
            self._live.update(region, refresh=True)

    def clear(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


def drawn(state: Mapping[str, Any]) -> Group:
    """A state, as `jupyter_ext/ui/src/state.ts` has it, as lines."""
    from farfield_jupyter.summary import legend, outage, pace, place

    head = Text(no_wrap=True, overflow="ellipsis")
    head.append(one_line(state["name"]), style="bold")
    head.append(f"  {place(state)}  {pace(state)}", style="dim")
    line = _bar(state)
    for index, (name, text) in enumerate(legend(state)):
        line.append("  " if not index else " · ")
        line.append(text, style=COLOURS.get(name, "dim"))
    parts: list[Any] = [head, line]
    lost = outage(state["connection"])
    if lost:
        parts.append(Text(lost, style="yellow", no_wrap=True, overflow="ellipsis"))
    detail = state["detail"]
    if detail is not None:
        _add(parts, detail["loops"], LOOPS, _loop)
        _add(parts, detail["workers"], WORKERS, _worker)
        # What ran when the job was stopped has not failed.
        failures = [each for each in detail["failures"] if each["state"] != "cancelled"][:FAILURES]
        for failure in failures:
            text = one_line(f"{failure['label']}: {failure['error']}")
            parts.append(Text(f"  {text}", style="red", no_wrap=True, overflow="ellipsis"))
        more = state["counts"]["failed"] + state["counts"]["lost"] - len(failures) if failures else 0
        if more > 0:
            parts.append(Text(f"  … {more:,} failures more", style="dim"))
    return Group(*parts)


def one_line(text: str) -> str:
    """Users' text without what a terminal would obey: "a\\nb" -> "a b"."""
    shown = "".join(each if each.isprintable() else " " for each in text[:LONGEST])
    return " ".join(shown.split())


def _bar(state: Mapping[str, Any]) -> Text:
    counts, items = state["counts"], max(1, state["items"])
    bar = Text(no_wrap=True, overflow="ellipsis")
    filled = 0
    for name in ("succeeded", "failed", "lost", "cancelled", "running"):
        # Two failed of a million are seen, too.
        cells = max(1, WIDTH * counts[name] // items) if counts[name] else 0
        cells = min(cells, WIDTH - filled)
        bar.append(("━" if name != "running" else "╌") * cells, style=COLOURS[name])
        filled += cells
    bar.append("─" * (WIDTH - filled), style="dim")
    return bar


def _add(
    parts: list[Any], entries: list[Any], most: int, cells: Callable[[Mapping[str, Any]], list[str]]
) -> None:
    """A table of what there is, if there is anything."""
    if not entries:
        return
    table = Table.grid(padding=(0, 2))
    for entry in entries[:most]:
        table.add_row(*(Text(cell, style="dim", no_wrap=True, overflow="ellipsis") for cell in cells(entry)))
    parts.append(table)
    if len(entries) > most:
        parts.append(Text(f"  … {len(entries) - most:,} more", style="dim"))


def _loop(loop: Mapping[str, Any]) -> list[str]:
    from farfield_jupyter.summary import rate

    total = f"/{loop['total']:,.0f}" if loop["total"] else ""
    share = f"{100 * loop['fraction']:.0f} %" if loop["fraction"] is not None else ""
    name = "  " * (1 + loop["depth"]) + (one_line(loop["label"]) or "loop")
    slowest = f"slowest {loop['slowest']}" if loop["slowest"] else ""
    return [name, f"{loop['done']:,.0f}{total} {loop['unit']}", share, rate(loop["rate"] or 0), slowest]


def _worker(worker: Mapping[str, Any]) -> list[str]:
    cpu = f"{100 * worker['cpu']:.0f} % CPU" if worker["cpu"] is not None else ""
    memory = readable_size(worker["memory"]) if worker["memory"] else ""
    gpus = ", ".join(
        f"{gpu['label']} {100 * gpu['load']:.0f} %" for gpu in worker["gpus"] if gpu["load"] is not None
    )
    return [f"  {worker['id']}", worker["state"], cpu, memory, gpus, f"{worker['done']:,} done"]

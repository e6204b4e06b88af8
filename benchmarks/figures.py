"""What was measured, and the table of it."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Sequence

PEERS = (
    "plain cell",
    "plain tqdm",
    "ProcessPool",
    "loky",
    "ipyparallel",
    "Dask",
    "Ray",
    "debugpy",
    "Unix socket",
    "plain TLS",
    "ipywidgets",
    "empty page",
    "plain list",
)
"""Columns of the table, in this order."""


@dataclasses.dataclass
class Row:
    """One measure: Farfield's figure, its target and the peers' figures, all in one unit."""

    name: str
    unit: str
    farfield: float | None = None
    target: float | None = None
    """The limit; None where the figure is there for comparison only."""
    higher_is_better: bool = False
    peers: dict[str, float] = dataclasses.field(default_factory=dict)
    notes: list[str] = dataclasses.field(default_factory=list)
    spread: list[float] = dataclasses.field(default_factory=list)
    """Farfield's quartiles, where there were rounds enough."""

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; None without target or figure."""
        if self.farfield is None or self.target is None:
            return None
        return self.farfield >= self.target if self.higher_is_better else self.farfield <= self.target

    def ratio(self, peer: str) -> float | None:
        """Farfield's figure divided by the peer's."""
        theirs = self.peers.get(peer)
        return self.farfield / theirs if self.farfield is not None and theirs and theirs > 0 else None

    def take(self, samples: dict[str, list[float]], name: str = "Farfield") -> Row:
        """Set the figures to the medians of these samples; `name` is Farfield's key. Returns itself."""
        for peer, values in samples.items():
            if not values:
                continue
            if peer == name:
                self.farfield = statistics.median(values)
                if len(values) >= 4:
                    quartiles = statistics.quantiles(values, n=4)
                    self.spread = [quartiles[0], quartiles[2]]
            else:
                self.peers[peer] = statistics.median(values)
        return self

    def as_json(self) -> dict[str, object]:
        """The row with what is derived from it."""
        ratios = {peer: self.ratio(peer) for peer in self.peers}
        return {**dataclasses.asdict(self), "reached": self.reached, "ratios": ratios}


def show(value: float | None, unit: str) -> str:
    """A figure with three digits."""
    if value is None:
        return "-"
    if unit == "items/s":
        return f"{value / 1e6:.2f} M/s" if value >= 1e6 else f"{value / 1e3:.3g} k/s"
    if unit in ("messages", "lines"):
        return f"{value:,.0f}"
    return f"{value:.3g} {unit}" if abs(value) < 100 else f"{value:,.0f} {unit}"


def cells(rows: Sequence[Row]) -> list[list[str]]:
    """The table as text, its header first."""
    peers = [peer for peer in PEERS if any(peer in row.peers for row in rows)]
    table = [["measure", "Farfield", "target", "reached", *(f"{peer} (ratio)" for peer in peers)]]
    for row in rows:
        sign = "≥" if row.higher_is_better else "≤"
        line = [row.name, show(row.farfield, row.unit)]
        line.append(f"{sign} {show(row.target, row.unit)}" if row.target is not None else "")
        line.append({True: "yes", False: "NO", None: ""}[row.reached])
        for peer in peers:
            ratio = row.ratio(peer)
            shown = show(row.peers[peer], row.unit) if peer in row.peers else ""
            line.append(f"{shown} (×{ratio:.2g})" if ratio is not None else shown)
        table.append(line)
    return table


def as_text(rows: Sequence[Row]) -> str:
    """Aligned columns for a terminal."""
    table = cells(rows)
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*lines, "", *_notes(rows)])


def as_markdown(rows: Sequence[Row]) -> str:
    """The same as a Markdown table."""
    lines = ["| " + " | ".join(line) + " |" for line in cells(rows)]
    lines.insert(1, "|" + " --- |" * len(cells(rows)[0]))
    return "\n".join([*lines, "", *(f"- {note}" for note in _notes(rows))])


def _notes(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(f"{row.name}: {note}" for row in rows for note in row.notes))

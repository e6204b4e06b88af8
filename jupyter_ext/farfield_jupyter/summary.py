"""A job's progress in words and as static HTML; needs no front end and nothing but the standard library.

`progress` below is the mapping that `ProgressWidget.state` holds: what `ui/src/state.ts` calls Progress. Its
detail may be None or absent.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

from farfield_jupyter.places import NO_FORMULAS

Progress = Mapping[str, Any]

# In the order of the bar and of the counts, with what people call each and its colour. The colours are those
# of the live widget where the front end has none of its own; they are readable on light and on dark.
# VS Code's come first: beside them it sets JupyterLab's too, those of the light theme whatever its own is.
STATES = {
    "succeeded": ("done", "var(--vscode-charts-green, #2e9b5f)"),
    "running": ("running", "var(--vscode-charts-blue, var(--jp-brand-color1, #1f6feb))"),
    "failed": ("failed", "var(--vscode-charts-red, var(--jp-error-color1, #d1383d))"),
    "lost": ("lost", "var(--vscode-charts-orange, var(--jp-warn-color1, #b7791f))"),
    "cancelled": ("cancelled", "var(--vscode-disabledForeground, var(--jp-ui-font-color3, #8d96a1))"),
    "queued": (
        "queued",
        "var(--vscode-scrollbarSlider-background, var(--jp-layout-color3, rgba(128, 128, 128, 0.3)))",
    ),
}

_DIM = (
    "color:var(--vscode-descriptionForeground, "
    "var(--jp-ui-font-color2, color-mix(in srgb, currentColor 65%, transparent)))"
)
_LINE = (
    "1px solid var(--vscode-widget-border, "
    "var(--vscode-panel-border, var(--jp-border-color2, rgba(128, 128, 128, 0.3))))"
)
_CARD = (
    f"border:{_LINE};border-radius:8px;margin:2px 0;"
    "font:13px/1.45 var(--vscode-font-family, var(--jp-ui-font-family, system-ui, sans-serif));"
    "font-variant-numeric:tabular-nums;color:var(--vscode-foreground, var(--jp-ui-font-color1, currentColor))"
)

# For so long it takes no room either: it is not to come and go at once.
_LATE = "<style>@keyframes farfield-late{from,to{max-height:0;padding-bottom:0;visibility:hidden}}</style>"
_NOTE = "padding:0 12px 8px;overflow:hidden;animation:farfield-late 3s"

_LONG = 60.0
"""Seconds after which it is worth a line how long items took."""

_FAILURES = 5
"""Failed items that a summary names."""


def count(number: float) -> str:
    """6000 -> "6,000"."""
    return f"{int(number):,}"


def plural(number: int, noun: str) -> str:
    """(1, "item") -> "1 item", (6000, "item") -> "6,000 items"."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """0.21 -> "0.21 s", 4.8 -> "4.8 s", 42 -> "42 s", 102 -> "1:42", 3723 -> "1:02:03"."""
    if seconds < 0.995:
        return f"{max(seconds, 0):.2f} s"
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = int(seconds + 0.05)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span(seconds: float) -> str:
    """How long an item took: 0.21 -> "0.21 s", 0.0001 -> "under 0.01 s"."""
    return "under 0.01 s" if seconds < 0.005 else duration(seconds)


def rate(per_second: float) -> str:
    """31.4 -> "31/s", 0.2 -> "12/min"; empty while there is none."""
    if not per_second > 0:
        return ""
    factor, unit = (1, "s") if per_second >= 1 else (60, "min") if per_second * 60 >= 1 else (3600, "h")
    value = per_second * factor
    return f"{value:.1f}/{unit}" if value < 9.95 else f"{count(value + 0.5)}/{unit}"


def left(seconds: float | None) -> str:
    """A guess is shown as one: 3 -> "a few seconds left", 100 -> "about 2 min left"; empty for None."""
    if seconds is None:
        return ""
    if seconds < 5:
        return "a few seconds left"
    if seconds < 55:
        return f"about {math.ceil(seconds / 5) * 5} s left"
    if seconds < 55 * 60:
        return f"about {max(1, int(seconds / 60 + 0.5))} min left"
    return f"about {count(max(1, int(seconds / 3600 + 0.5)))} h left"


_SIZES = ("B", "kB", "MB", "GB", "TB", "PB")


def bytes(size: float | None) -> str:
    """31e9 -> "31 GB", 1.2e6 -> "1.2 MB", 640 -> "640 B"; "–" for None."""
    if size is None:
        return "–"
    value, unit = max(float(size), 0.0), 0
    # 999.6 would be written as 1000.
    while value >= 999.5 and unit < len(_SIZES) - 1:
        value, unit = value / 1000, unit + 1
    if unit == 0 or value >= 9.95:
        return f"{int(value + 0.5)} {_SIZES[unit]}"
    return f"{int(10 * value + 0.5) / 10:.1f} {_SIZES[unit]}"


def is_over(progress: Progress) -> bool:
    """Whether the job neither waits nor runs."""
    return progress["state"] not in ("queued", "running")


def pace(progress: Progress) -> str:
    """What a running job's title line says at its right end: "1:42 · 31/s · about 2 min left"."""
    parts = (duration(progress["elapsed"]), rate(progress["rate"]), left(progress["left"]))
    return " · ".join(part for part in parts if part)


def _needs(progress: Progress) -> list[str]:
    """The most that a worker needed, and what went to the cluster and back: "peak GPU memory 31 GB"."""
    detail = progress.get("detail")
    if not detail:
        return []
    parts = []
    if detail.get("peakGpuMemory", 0) > 0:
        parts.append(f"peak GPU memory {bytes(detail['peakGpuMemory'])}")
    elif detail.get("peakMemory", 0) > 0:
        parts.append(f"peak memory {bytes(detail['peakMemory'])}")
    moved = [f"{name} {bytes(detail[name])}" for name in ("sent", "received") if detail.get(name, 0) > 0]
    return [*parts, ", ".join(moved)] if moved else parts


def outcome(progress: Progress) -> str:
    """The one line that is left of a job when it is over: "6,000 items in 3:12 on 8 workers"."""
    counts, items, took = progress["counts"], progress["items"], duration(progress["elapsed"])
    if items == 1:
        state = progress["state"]
        said = f"done in {took}" if state == "succeeded" else f"{state} after {took}"
        return " · ".join([said, *_needs(progress)])
    done = "" if counts.get("succeeded", 0) == items else f"{count(counts.get('succeeded', 0))} of "
    parts = [f"{done}{plural(items, 'item')} in {took} on {plural(progress['workers'], 'worker')}"]
    parts += [
        f"{count(counts[state])} {word}"
        for state, (word, _) in STATES.items()
        if state != "succeeded" and counts.get(state, 0) > 0
    ]
    return " · ".join(parts + _needs(progress))


def trouble(progress: Progress) -> str:
    """How many items failed: "2 failed · 1 lost"; what was stopped has not failed, and is not told here."""
    counts = progress["counts"]
    return " · ".join(
        f"{count(counts[state])} {STATES[state][0]}"
        for state in ("failed", "lost")
        if counts.get(state, 0) > 0
    )


def outage(connection: Mapping[str, Any] | None) -> str:
    """ "connection lost 12 s ago · trying again in 3 s · work goes on"; empty for None.

    Calm: what changes many times a second is not said.
    """
    if connection is None or not connection["lost"]:
        return ""
    after = connection["next"]
    again = f" in {whole_seconds(after)}" if after is not None and after >= 2 else ""
    then = "it is stopped then" if connection.get("stopping") else "work goes on"
    return f"connection lost {whole_seconds(connection['seconds'])} ago · trying again{again} · {then}"


def whole_seconds(seconds: float) -> str:
    """3.2 -> "3 s", 102 -> "1:42"."""
    return f"{max(0, int(seconds))} s" if seconds < 60 else duration(int(seconds))


def place(progress: Progress) -> str:
    """Where a job runs, beside its name: "on 8 workers"; nothing when it is over."""
    if progress["state"] == "queued":
        return str(progress.get("waiting") or "waiting for a worker")
    if progress["state"] == "running" and progress["workers"] > 0:
        return f"on {plural(progress['workers'], 'worker')}"
    return ""


def legend(progress: Progress) -> list[tuple[str, str]]:
    """The counts that are worth showing, as (state, text): `[("succeeded", "3,480 done"), ...]`."""
    counts = progress["counts"]
    return [
        (state, f"{count(counts.get(state, 0))} {word}")
        for state, (word, _) in STATES.items()
        if state == "succeeded" or counts.get(state, 0) > 0
    ]


def summary_html(progress: Progress, note: str = "") -> str:
    """The job's card as static HTML: no script, nothing loaded, every text escaped.

    It is what stays in the saved notebook; where a viewer drops the styles, the text alone still reads well.
    note: what is said below after a while, unless a live card stands there by then.
    """
    over = is_over(progress)
    colour = STATES[progress["state"]][1]
    plain = over or progress["items"] == 1
    status = outcome(progress) if over else pace(progress)
    # Within the title, so that it stays beside its first word where there is little room.
    dot = f'<span style="{_block(9, 9, 5)};background:{colour};margin-right:10px"></span>'
    name = str(progress["name"])
    head = (
        '<div style="display:flex;flex-wrap:wrap;align-items:baseline;column-gap:10px;padding:8px 12px">'
        f"<b{_whole(name, 200)}>{dot}{html.escape(cut(name, 200))}</b> "
        f'<span style="{_DIM}">{html.escape(place(progress))}</span> '
        f'<span style="{_DIM};margin-left:auto"{_hint(progress)}>{html.escape(status)}</span></div>'
    )
    below = ("" if plain else _legend(progress)) + (_details(progress) if over else "")
    said = f'{_LATE}<div style="{_DIM};{_NOTE}">{html.escape(note)}</div>' if note else ""
    return (
        f'<div class="{NO_FORMULAS}" style="{_CARD}">{head}\n{_bar(progress, over, plain)}{below}{said}</div>'
    )


def cut(text: str, most: int = 200) -> str:
    """What is too long to be shown ends with an ellipsis; all on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _whole(text: str, most: int) -> str:
    """The attribute that holds the whole of what is cut."""
    return f' title="{html.escape(text[:5000])}"' if len(text) > most else ""


def _hint(progress: Progress) -> str:
    """How long its items took, for those who point at the line."""
    times = _times(progress, progress.get("detail") or {}) if is_over(progress) else ""
    return f' title="{html.escape(times)}"' if times else ""


def _details(progress: Progress) -> str:
    """Failed items and how long items took, to be opened; nothing where there is nothing to tell."""
    detail = progress.get("detail") or {}
    # Items that ran when the job was stopped are among them.
    failures = [each for each in detail.get("failures") or () if each["state"] != "cancelled"][:_FAILURES]
    total = sum(progress["counts"].get(state, 0) for state in ("failed", "lost"))
    lines = [_failure(failure) for failure in failures]
    if failures and total > len(failures):
        lines.append(f'<div style="{_DIM}">and {count(total - len(failures))} more</div>')
    times = _times(progress, detail)
    if times and (lines or progress["elapsed"] >= _LONG):
        lines.append(f'<div style="{_DIM}">{html.escape(times)}</div>')
    if not lines:
        return ""
    title = (trouble(progress) or "failed") if failures else "how long it took"
    rows = "\n".join(lines)
    return (
        f'<details style="border-top:{_LINE};padding:6px 12px">'
        f'<summary style="{_DIM};cursor:pointer">{title}</summary>\n{rows}</details>'
    )


def _failure(failure: Mapping[str, Any]) -> str:
    label, error = str(failure["label"]), str(failure["error"])
    return (
        f'<div style="padding:2px 0;overflow-wrap:anywhere"><span{_whole(label, 120)}>'
        f"{html.escape(cut(label, 120))}</span>: "
        f'<code style="background:none;color:{STATES["failed"][1]}"{_whole(error, 300)}>'
        f"{html.escape(cut(error, 300))}</code></div>"
    )


def _times(progress: Progress, detail: Mapping[str, Any]) -> str:
    """ "median 0.21 s · slowest 4.8 s: (C=100, g=0.1) · peak memory 63 GB"."""
    parts = []
    if progress["items"] > 1 and detail.get("median") is not None:
        parts.append(f"median {span(detail['median'])}")
        for slow in list(detail.get("slowest") or ())[:1]:
            parts.append(f"slowest {span(slow['seconds'])}: {cut(str(slow['label']), 120)}")
    # Where GPUs were used, the title line tells of their memory.
    if parts and detail.get("peakGpuMemory", 0) > 0 and detail.get("peakMemory", 0) > 0:
        parts.append(f"peak memory {bytes(detail['peakMemory'])}")
    return " · ".join(parts)


def _block(width: int, height: int, radius: int) -> str:
    return f"display:inline-block;width:{width}px;height:{height}px;border-radius:{radius}px"


def _bar(progress: Progress, thin: bool, last: bool) -> str:
    counts, items = progress["counts"], max(progress["items"], 1)
    # The least width lets two failed of a million be seen.
    parts = "".join(
        f'<i style="min-width:3px;width:{100 * counts[state] / items:.4g}%;background:{colour}"></i>'
        for state, (_, colour) in STATES.items()
        if state != "queued" and counts.get(state, 0) > 0
    )
    shape = f"height:{4 if thin else 8}px;border-radius:4px;margin:0 12px {9 if last else 0}px"
    return f'<div style="display:flex;overflow:hidden;background:{STATES["queued"][1]};{shape}">{parts}</div>'


def _legend(progress: Progress) -> str:
    entries = " ".join(
        f'<span><i style="{_block(8, 8, 2)};margin-right:5px;background:{STATES[state][1]}"></i>{text}</span>'
        for state, text in legend(progress)
    )
    return f'<div style="{_DIM};display:flex;flex-wrap:wrap;gap:0 14px;padding:7px 12px 9px">{entries}</div>'

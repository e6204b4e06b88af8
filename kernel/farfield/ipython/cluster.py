"""`%cluster`: nodes, workers and what they do, as text and as HTML."""

from __future__ import annotations

from html import escape

from farfield_engine.client.about import Look
from farfield_engine.client.text import COLUMNS, cluster_text, head_lines, pause_lines, worker_rows

_LOST = "border-left:3px solid var(--jp-warn-color1, #b7791f);padding:2px 8px"


class ClusterView:
    """What the cluster looked like when it was asked."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def __repr__(self) -> str:
        status = self._look.status
        return self._look.about if status is None else f"{self._look.about}\n{cluster_text(status)}"

    def _repr_html_(self) -> str:
        status = self._look.status
        if status is None:
            return f"<div style='{_LOST}'>{escape(self._look.about)}</div>"
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in worker_rows(status)
        )
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in COLUMNS)
        title = "<br>".join(escape(line) for line in (self._look.about, *head_lines(status)))
        paused = "".join(f"<div>{escape(line)}</div>" for line in pause_lines(status))
        return f"<div>{title}</div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{paused}"

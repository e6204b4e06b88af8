"""`%cluster`: nodes, workers and what they do, as text and as HTML."""

from __future__ import annotations

from html import escape

from farfield_engine.client.text import COLUMNS, cluster_text, head_lines, pause_lines, worker_rows
from farfield_engine.wire.v1 import gateway_pb2 as pb


class ClusterView:
    """What the cluster looked like when it was asked."""

    def __init__(self, status: pb.StatusReply) -> None:
        self._status = status

    def __repr__(self) -> str:
        return cluster_text(self._status)

    def _repr_html_(self) -> str:
        status = self._status
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in worker_rows(status)
        )
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in COLUMNS)
        title = "<br>".join(escape(line) for line in head_lines(status))
        paused = "".join(f"<div>{escape(line)}</div>" for line in pause_lines(status))
        return f"<div>{title}</div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{paused}"

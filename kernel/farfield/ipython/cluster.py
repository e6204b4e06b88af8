"""`%cluster`: nodes, workers and what they do, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from farfield._remote import readable_size
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
            for row in _worker_rows(status)
        )
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in _COLUMNS)
        title = "<br>".join(escape(line) for line in _head_lines(status))
        return f"<div>{title}</div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


_COLUMNS = ("worker", "state", "memory", "CPU time", "job")


def cluster_text(status: pb.StatusReply) -> str:
    """The cluster as aligned text."""
    rows = [_COLUMNS, *_worker_rows(status)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*_head_lines(status), *(f"  {line}" for line in lines)])


def _head_lines(status: pb.StatusReply) -> list[str]:
    lines = [f"{status.engine} engine, {status.jobs} jobs open, up {_age(status.uptime)}"]
    for node in status.nodes:
        lines.append(
            f"{node.name}: {node.cpus_in_use:g} of {node.cpus:g} CPUs in use, memory "
            f"{readable_size(node.memory_used)} of {readable_size(node.memory)}, "
            f"objects {readable_size(status.object_bytes)}"
        )
    return lines


def _worker_rows(status: pb.StatusReply) -> Iterator[tuple[str, ...]]:
    for node in status.nodes:
        for worker in node.workers:
            memory = readable_size(worker.memory) if worker.memory else ""
            yield worker.id, worker.state, memory, f"{worker.cpu:.1f} s", worker.job


def _age(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

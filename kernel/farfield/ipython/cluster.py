"""`%cluster` and `%gpus`: nodes, workers, GPUs and what they do, live where widgets are shown."""

from __future__ import annotations

from collections import deque
from html import escape
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from farfield._attach import attached
from farfield.ipython.cells import cell_id
from farfield.ipython.offline import Outage, outage_of
from farfield.ipython.progress import has_widgets
from farfield_engine.client.about import Look, look_at
from farfield_engine.client.client import Client
from farfield_engine.client.states import cluster_state
from farfield_engine.client.text import COLUMNS, cluster_text, gpus_text, head_lines, pause_lines, worker_rows
from farfield_engine.errors import FarfieldError

_LOST = "border-left:3px solid var(--jp-warn-color1, #b7791f);padding:2px 8px"
_TEXT = "margin:0;font-size:var(--jp-code-font-size, 13px)"


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


class GpusView:
    """What its GPUs did when it was asked."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def __repr__(self) -> str:
        status = self._look.status
        return self._look.about if status is None else gpus_text(status)

    def _repr_html_(self) -> str:
        if self._look.status is None:
            return f"<div style='{_LOST}'>{escape(self._look.about)}</div>"
        return f"<pre style='{_TEXT}'>{escape(repr(self))}</pre>"


KEPT = 32
"""So many can be live; older ones stay as they were."""

_shown: deque[Any] = deque()

VIEWS: dict[str, type[ClusterView] | type[GpusView]] = {"cluster": ClusterView, "gpus": GpusView}


def show(shell: InteractiveShell, client: Client, view: str) -> None:
    """Show the cluster in one of `VIEWS`. Raises FarfieldError."""
    look = look_at(client, usage=True)
    static = VIEWS[view](look)
    cell = cell_id(shell)
    if not cell or not has_widgets():
        display(static)
        return
    from farfield_jupyter.cluster import ClusterWidget

    source = _Source(client, look)
    widget = ClusterWidget(source.state, view, source.look)
    display(widget.bundle(static._repr_html_(), repr(static), cell), raw=True)
    _shown.append(widget)
    while len(_shown) > KEPT:
        _shown.popleft().close()


class _Source:
    """Looks at a cluster again and again."""

    def __init__(self, client: Client, look: Look) -> None:
        self._client = client
        self.state: dict[str, Any] = {"target": client.place, "name": client.place, "nodes": []}
        if look.status is not None:
            self.state = cluster_state(look.status, client.place, client.place)
        else:
            self.state["connection"] = _state_of(outage_of(client))

    def look(self) -> dict[str, Any]:
        """The cluster now, or as it was last; where it was left, the one that was attached to after it."""
        if not self._client.usable:
            self._client = attached() or self._client
        if not self._client.usable:
            over = Outage(0.0, None, "no longer attached").state() | {"over": True}
            self.state = self.state | {"connection": over}
            return self.state
        try:
            status = self._client.status(usage=True)
        except FarfieldError as error:
            outage = outage_of(self._client)
            state = _state_of(outage) if outage is not None else _failed(error)
            self.state = self.state | {"connection": state}
        else:
            self.state = cluster_state(status, self._client.place, self._client.place)
        return self.state


def _state_of(outage: Outage | None) -> dict[str, Any] | None:
    return None if outage is None else outage.state()


def _failed(error: FarfieldError) -> dict[str, Any]:
    return {"lost": True, "seconds": 0.0, "next": None, "why": str(error), "stopping": False}

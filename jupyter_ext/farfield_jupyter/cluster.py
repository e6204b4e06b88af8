"""A cluster's nodes, workers and GPUs, live, as a widget; importing this needs anywidget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from farfield_jupyter.subshells import heard_at_once

INTERVAL = 1.0
"""Seconds between two looks."""


class ClusterWidget(anywidget.AnyWidget):
    """What `%cluster` and `%gpus` show. It asks for the state only while its page says that somebody sees it.

    State is a mapping as `jupyter_ext/ui/src/state.ts` has it (Cluster).
    """

    _esm = Path(__file__).parent / "static" / "cluster.js"

    state = traitlets.Dict().tag(sync=True)
    view = traitlets.Unicode("cluster").tag(sync=True)

    def __init__(
        self, state: Mapping[str, Any], view: str, look: Callable[[], Mapping[str, Any] | None]
    ) -> None:
        """view: "cluster" or "gpus". look: the state, on a thread of its own; None: there will be none."""
        super().__init__(state=state, view=view)
        self._look = look
        self._seen = threading.Lock()
        self._looking: threading.Event | None = None
        self.on_msg(self._heard)
        heard_at_once(self)

    def _heard(self, _: object, content: Any, buffers: object) -> None:
        if isinstance(content, Mapping) and content.get("kind") == "visible":
            self._watch() if content.get("visible") else self._rest()

    def _watch(self) -> None:
        with self._seen:
            if self._looking is not None or self.comm is None:
                return
            over = self._looking = threading.Event()
        thread = threading.Thread(target=self._poll, args=(over,), name="farfield-cluster", daemon=True)
        thread.start()

    def _rest(self) -> None:
        with self._seen:
            over, self._looking = self._looking, None
        if over is not None:
            over.set()

    def _poll(self, over: threading.Event) -> None:
        while not over.is_set():
            state = self._look()
            if state is None or self.comm is None:
                self._rest()
                return
            if not over.is_set():
                self.state = dict(state)
            over.wait(INTERVAL)

    def close(self) -> None:
        """Take it off the page."""
        if hasattr(self, "_seen"):  # else it was never made
            self._rest()
        super().close()

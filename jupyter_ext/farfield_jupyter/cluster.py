"""A cluster's nodes, workers and GPUs, live, as a widget; importing this needs anywidget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from farfield_jupyter.placed import Placed
from farfield_jupyter.subshells import heard_at_once

INTERVAL = 1.0
"""Seconds between two looks."""

LEASE = 30.0
"""Seconds for which a page's word counts that somebody looks: those that vanish say nothing."""


class ClusterWidget(Placed):
    """What `%cluster` and `%gpus` show. It asks for the state only while a page says that somebody sees it.

    State is a mapping as `jupyter_ext/ui/src/state.ts` has it (Cluster).
    """

    _esm = Path(__file__).parent / "static" / "cluster.js"

    state = traitlets.Dict().tag(sync=True)
    view = traitlets.Unicode("cluster").tag(sync=True)

    def __init__(
        self,
        state: Mapping[str, Any],
        view: str,
        look: Callable[[], Mapping[str, Any] | None],
        *,
        interval: float = INTERVAL,
        lease: float = LEASE,
    ) -> None:
        """view: "cluster" or "gpus". look: the state, on a thread of its own; None: there will be none."""
        super().__init__(state=state, view=view)
        self._look = look
        self._interval = interval
        self._lease = lease
        self._lock = threading.Lock()
        self._pages: dict[str, float] = {}
        """Those that show it, and until when that counts."""
        self._over: threading.Event | None = None
        """Ends the thread that looks, where there is one."""
        self.on_msg(self._heard)
        heard_at_once(self)

    def _heard(self, _: object, content: Any, buffers: object) -> None:
        if not isinstance(content, Mapping) or content.get("kind") != "visible":
            return
        page = str(content.get("page") or "")
        with self._lock:
            if content.get("visible"):
                self._pages[page] = time.monotonic() + self._lease
                self._begin()
            else:
                self._pages.pop(page, None)
                if not self._pages:
                    self._end()

    def _begin(self) -> None:
        if self._over is not None or self.comm is None:
            return
        self._over = threading.Event()
        thread = threading.Thread(target=self._poll, args=(self._over,), name="farfield-cluster", daemon=True)
        thread.start()

    def _end(self) -> None:
        self._pages.clear()
        over, self._over = self._over, None
        if over is not None:
            over.set()

    def _poll(self, over: threading.Event) -> None:
        while self._is_seen(over):
            state = self._look()
            if state is None or self.comm is None:
                with self._lock:
                    if not over.is_set():
                        self._end()
                return
            if not over.is_set():
                self.state = dict(state)
            over.wait(self._interval)

    def _is_seen(self, over: threading.Event) -> bool:
        with self._lock:
            if over.is_set():  # another thread may look by now
                return False
            now = time.monotonic()
            self._pages = {page: until for page, until in self._pages.items() if until > now}
            if not self._pages:
                self._end()
            return not over.is_set()

    def close(self) -> None:
        """Take it off the page."""
        if hasattr(self, "_lock"):  # else it was never made
            with self._lock:
                self._end()
        super().close()

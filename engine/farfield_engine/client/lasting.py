"""The way to a gateway of this machine whose work goes on when it has died: the next one has it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from farfield_engine.client.processes import process_runs
from farfield_engine.client.route import Route, UnixRoute
from farfield_engine.errors import FarfieldError


class LastingRoute(UnixRoute):
    """Where a gateway was killed, the next one is found, or started; one that was ended stays so."""

    def __init__(self, path: str, token: str, pid: int, record: Path, find: Callable[[], Route]) -> None:
        """record: the file that a gateway removes which is ended. find: gives the way to the next one."""
        super().__init__(path, token, pid)
        self._record = record
        self._find = find
        self._searching: threading.Thread | None = None
        self._failed = False

    def is_gone(self) -> bool:
        if self._failed or process_runs(self._pid):
            return self._failed
        return not self._record.exists() and not self._searches()

    def renew(self) -> None:
        if not process_runs(self._pid) and self._record.exists() and not self._searches():
            self._searching = threading.Thread(target=self._search, name="farfield-gateway", daemon=True)
            self._searching.start()

    def _searches(self) -> bool:
        return self._searching is not None and self._searching.is_alive()

    def _search(self) -> None:
        """Starting a gateway takes its time: not on the thread of the loop."""
        try:
            found = self._find()
        except (FarfieldError, OSError):
            self._failed = True
            return
        if isinstance(found, UnixRoute):
            self.path, self._token, self._pid = found.path, found.token, found.pid

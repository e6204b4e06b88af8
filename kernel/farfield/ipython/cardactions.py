"""What the buttons of a job's card do: the card asks, and is answered. Any thread may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from farfield.ipython.failures import run_again
from farfield.ipython.progress import ProgressState
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.states import detail_state, log_page
from farfield_engine.errors import FarfieldError

DETAILS = {
    "failuresFrom": "failures_from",
    "failuresLimit": "failures_limit",
    "workersFrom": "workers_from",
    "workersLimit": "workers_limit",
    "bars": "bars",
}
"""Fields of a `DetailQuery`, as `state.ts` has it, and what the client calls them."""


class CardActions:
    """The actions on one job that its card offers."""

    def __init__(
        self,
        client: Client,
        handle: JobHandle,
        state: ProgressState,
        *,
        stopped: Callable[[], object] = lambda: None,
        again: Callable[[JobHandle], object] = lambda handle: None,
    ) -> None:
        """stopped: is told that the job was stopped here; again: is given what hears of it then."""
        self._client = client
        self._handle = handle
        self._state = state
        self._stopped = stopped
        self._again = again

    def answer(self, what: str, asked: Mapping[str, Any]) -> Any:
        """Do what was asked for. Raises FarfieldError where that can't be done."""
        actions = {
            "cancel": self._cancel,
            "retry": self._retry,
            "debug": self._debug,
            "log": self._log,
            "detail": self._detail,
            "continue": self._continue,
        }
        if what not in actions:
            raise FarfieldError(f"'{what}' is nothing that a card can ask for: load the page anew")
        return actions[what](asked)

    def _cancel(self, asked: Mapping[str, Any]) -> None:
        self._stopped()
        # Sent, not asked: it is delivered when the connection is back.
        self._client.cancel(self._handle.id)

    def _retry(self, asked: Mapping[str, Any]) -> None:
        self._begin_again(asked.get("items") or [], debug=False)

    def _debug(self, asked: Mapping[str, Any]) -> None:
        if self._client.welcome.no_debugging:
            raise FarfieldError("this gateway allows no debugging: it was started with --no-debug")
        self._begin_again([asked.get("item")], debug=True)

    def _begin_again(self, items: list[Any], *, debug: bool) -> None:
        if not all(isinstance(item, int) and 0 <= item < self._handle.items for item in items):
            raise FarfieldError(f"there are no such items: {items}; this job has {self._handle.items:,}")
        if not self._handle.done:
            raise FarfieldError("the job still runs; what has failed can run again when it has ended")
        self._again(run_again(self._client, self._handle.id, items, debug=debug))

    def _log(self, asked: Mapping[str, Any]) -> Any:
        query = _query(asked)
        items, last = query.get("items") or [], query.get("last") or 0
        page = self._client.log_page(self._handle.id, items, str(query.get("search") or ""), last)
        return log_page(page.outputs, self._state.label, left_out=page.left_out_lines)

    def _detail(self, asked: Mapping[str, Any]) -> Any:
        query = _query(asked)
        chosen = {DETAILS[name]: value for name, value in query.items() if name in DETAILS and value}
        detail = self._client.describe_job(self._handle.id, **chosen)
        return detail_state(detail, detail.summary, self._state.label)

    def _continue(self, asked: Mapping[str, Any]) -> None:
        self._client.continue_worker(str(asked.get("worker") or ""))


def _query(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    query = asked.get("query") or {}
    if not isinstance(query, Mapping):
        raise FarfieldError("the card has asked for something that is no query: load the page anew")
    return query

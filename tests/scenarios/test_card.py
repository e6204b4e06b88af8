"""The card of a job and the view of a cluster, asked by their page while the cell runs."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

pytest.importorskip("anywidget")

SECONDS = 60.0
CELL = {"cellId": "cell-1"}
VIEW = "application/vnd.jupyter.widget-view+json"

Message = dict[str, Any]


class Page:
    """A front end that sends what goes to widgets over a subshell, as JupyterLab does."""

    def __init__(self, kernel: Kernel) -> None:
        # With a session of its own: one that is shared takes what it has seen already for a forgery.
        self._client = BlockingKernelClient(context=kernel.manager.context)
        self._client.load_connection_info(kernel.manager.get_connection_info())
        self._client.start_channels(stdin=False, hb=False)
        self._client.wait_for_ready(timeout=SECONDS)
        request = self._client.session.msg("create_subshell_request")
        self._client.control_channel.send(request)
        self._subshell = self._client.get_control_msg(timeout=SECONDS)["content"]["subshell_id"]
        self._asked = 0
        self.models: dict[str, dict[str, Any]] = {}
        """The state of each widget."""

    def close(self) -> None:
        request = self._client.session.msg("delete_subshell_request", {"subshell_id": self._subshell})
        self._client.control_channel.send(request)
        self._client.get_control_msg(timeout=SECONDS)
        self._client.stop_channels()

    def until(self, what: str, reached: Callable[[Message], Any]) -> Any:
        """Read until something can be made of a message."""
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                message = self._client.get_iopub_msg(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"not {what} in {SECONDS:g} s: {self.models}") from None
            content = message["content"]
            data = content.get("data") or {}
            if message["msg_type"] in ("comm_open", "comm_msg") and "state" in data:
                self.models.setdefault(content["comm_id"], {}).update(data["state"])
            found = reached(message)
            if found:
                return found

    def model(self, what: str, fits: Callable[[dict[str, Any]], Any]) -> str:
        """The widget of which something holds, once it does."""
        return str(
            self.until(what, lambda _: next((key for key, made in self.models.items() if fits(made)), ""))
        )

    def send(self, model: str, content: dict[str, Any]) -> None:
        """A custom message to a widget."""
        data = {"method": "custom", "content": content}
        message = self._client.session.msg("comm_msg", {"comm_id": model, "data": data})
        message["header"]["subshell_id"] = self._subshell
        self._client.shell_channel.send(message)

    def ask(self, model: str, what: str, **said: Any) -> dict[str, Any]:
        """Ask a card for something; the answer."""
        self._asked += 1
        self.send(model, {"kind": "ask", "id": f"a{self._asked}", "what": what, **said})

        def answered(message: Message) -> Any:
            content = (message["content"].get("data") or {}).get("content") or {}
            return content if content.get("id") == f"a{self._asked}" else None

        answer: dict[str, Any] = self.until(f"an answer to {what}", answered)
        return answer


@pytest.fixture
def page(kernel: Kernel) -> Iterator[Page]:
    made = Page(kernel)
    yield made
    made.close()


def is_card(model: dict[str, Any]) -> bool:
    return "counts" in model.get("state", {})


def test_a_card_is_answered_while_its_cell_runs(kernel: Kernel, page: Page) -> None:
    code = (
        "%%distributed for i in range(40)\nimport threading\nif i > 1: threading.Event().wait(60)\n"
        "print('row', i, flush=True)"
    )
    cell = kernel.start(code, CELL)
    card = page.model("a card with some done", lambda m: is_card(m) and m["state"]["counts"]["succeeded"] > 1)
    cell.until(lambda seen: "row 1" in seen.stdout, "the output")
    log = page.ask(card, "log", query={"search": "ROW 1", "last": 5})
    assert [(line["label"], line["text"]) for line in log["value"]["lines"]] == [("i=1", "row 1")]
    detail = page.ask(card, "detail", query={"workersLimit": 1})["value"]
    assert (detail["failuresTotal"], len(detail["workers"])) == (0, 1)
    assert "still runs" in page.ask(card, "retry")["error"]
    assert "no such items: [99]" in page.ask(card, "debug", item=99)["error"]
    assert "no worker 'w999999'" in page.ask(card, "continue", worker="w999999")["error"]
    assert "'dance'" in page.ask(card, "dance")["error"]
    assert page.ask(card, "log", query=7)["error"].startswith("the card has asked")
    assert page.ask(card, "cancel")["value"] is None
    ended = cell.result()
    assert (ended.status, ended.ename) == ("error", "KeyboardInterrupt")
    assert ended.stderr.startswith("stopped: 2 done, 38 stopped or not begun; results of those done:")
    final = ended.of_type("update_display_data")[-1]["content"]["data"]
    assert sorted(final) == ["text/html", "text/plain"]
    # A page that was loaded anew meanwhile still has the card, and may look.
    page.model("the end", lambda model: is_card(model) and model["state"]["state"] == "cancelled")
    slowest = page.models[card]["state"]["detail"]["slowest"]
    assert {slow["item"] for slow in slowest} <= {0, 1}, "what was stopped has no duration"
    assert page.ask(card, "log", query={"items": [0]})["value"]["lines"][0]["text"] == "row 0"


def test_what_has_failed_runs_again_under_its_cell(kernel: Kernel, page: Page, tmp_path: Path) -> None:
    kernel.ok(f"flag, go = {str(tmp_path / 'flag')!r}, {str(tmp_path / 'go')!r}")
    code = (
        "%%distributed --keep-going for i in range(4)\nimport os, time\n"
        "while not os.path.exists(go): time.sleep(0.01)\n"
        "if i == 2 and not os.path.exists(flag): raise ValueError('not yet')\ni"
    )
    cell = kernel.start(code, CELL)
    page.model("the cell's card", is_card)
    (tmp_path / "go").touch()
    result = cell.result()
    assert result.status == "ok"
    shown = result.of_type("display_data")[-1]["content"]["data"]
    assert "run again what has failed: %jobs retry" in shown["text/plain"]
    assert sorted(shown) == ["text/html", "text/plain"], "nothing that needs a kernel is saved"
    offers = page.model("the offers", lambda model: model.get("offers"))
    assert [offer["title"] for offer in page.models[offers]["offers"]] == [
        "Debug this failure",
        "Retry failed",
    ]
    assert page.models[offers]["place"] in shown["text/html"]
    assert "nothing has run" in page.ask(offers, "cancel")["error"]
    kernel.ok("open(flag, 'w').close()")
    assert page.ask(offers, "offer", offer="retry")["value"] is None

    def again(model: dict[str, Any]) -> bool:
        return is_card(model) and model["state"]["state"] == "succeeded"

    # Under the offers, and in the cell's own card, which stands there again until the end.
    page.until("both cards of the job that ran again", lambda _: sum(map(again, page.models.values())) == 2)
    assert page.models[offers]["state"]["counts"]["succeeded"] == 4


@pytest.mark.parametrize("view", ["cluster", "gpus"])
def test_a_cluster_is_looked_at_while_somebody_sees_it(kernel: Kernel, page: Page, view: str) -> None:
    result = kernel.start(f"%{view}", CELL).result()
    (shown,) = result.displays
    assert sorted(shown) == ["text/html", "text/plain"], "nothing that needs a kernel is saved"
    assert "CPUs" in shown["text/plain"] if view == "cluster" else "GPUs" in shown["text/plain"]
    model = page.model("the widget", lambda made: made.get("view") == view)
    assert page.models[model]["place"] in shown["text/html"]
    uptime = page.models[model]["state"]["uptime"]
    page.send(model, {"kind": "visible", "visible": True})
    page.model("news", lambda made: made.get("state", {}).get("uptime", 0) > uptime)
    page.send(model, {"kind": "visible", "visible": False})
    kernel.ok(
        "import threading, time\nuntil = time.monotonic() + 20\n"
        "while any(t.name == 'farfield-cluster' for t in threading.enumerate()):\n"
        "    assert time.monotonic() < until\n    time.sleep(0.02)"
    )


def test_a_cluster_is_text_where_no_cell_is_named(kernel: Kernel) -> None:
    assert [sorted(kernel.ok(line).displays[0]) for line in ("%cluster", "%gpus")] == [
        ["text/html", "text/plain"]
    ] * 2


def test_a_front_end_that_makes_no_model_before_it_shows_one_is_shown_it(kernel: Kernel) -> None:
    for code in ("%cluster", "%%distributed for i in range(2)\nimport time\ntime.sleep(0.3)"):
        (shown,) = kernel.start(code, {"cellId": "vscode-notebook-cell:/n.ipynb#1"}).result().displays
        assert sorted(shown) == [VIEW, "text/html", "text/plain"]
        assert "as it was" not in shown["text/html"]


def test_a_kernel_without_widgets_shows_html_alone(kernel: Kernel) -> None:
    kernel.ok(
        "import sys; kept = {'anywidget': sys.modules.get('anywidget')}; sys.modules['anywidget'] = None"
    )
    try:
        code = (
            "%%distributed --keep-going for i in range(4)\nimport time\ntime.sleep(0.8)\nif i: 1 // (i - 1)"
        )
        result = kernel.start(code, CELL).result()
    finally:
        kernel.ok("sys.modules.update(kept) if kept['anywidget'] else sys.modules.pop('anywidget')")
    # The card, and in words what may be done about what failed.
    assert [sorted(shown) for shown in result.displays] == [["text/html", "text/plain"], ["text/plain"]]
    updates = result.of_type("update_display_data")
    assert updates and "3 of 4 items" in updates[-1]["content"]["data"]["text/plain"]
    assert "ZeroDivisionError" in updates[-1]["content"]["data"]["text/html"]
    assert not result.of_type("comm_open")

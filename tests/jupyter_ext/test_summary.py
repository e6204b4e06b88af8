"""Texts and the static card of a job; the texts are the ones that the widget shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from farfield_jupyter import summary
from farfield_jupyter.progress import ProgressWidget

CASES = json.loads((Path(__file__).parents[2] / "jupyter_ext" / "ui" / "test" / "cases.json").read_text())


def progress(**given: Any) -> dict[str, Any]:
    counts = dict.fromkeys(summary.STATES, 0) | given.pop("counts", {})
    base = {
        "name": "sweep",
        "state": "succeeded",
        "items": 1,
        "elapsed": 0,
        "rate": 0,
        "left": None,
        "workers": 1,
        "job": 1,
    }
    return {**base, **given, "counts": counts}


@pytest.mark.parametrize(
    ("name", "value", "text"), [(name, value, text) for name, table in CASES.items() for value, text in table]
)
def test_texts_are_those_of_the_widget(name: str, value: Any, text: str) -> None:
    function: Callable[[Any], str] = getattr(summary, name)
    is_progress = isinstance(value, dict) and name != "outage"
    assert function(progress(**value) if is_progress else value) == text


class Reader(HTMLParser):
    """The text of a page, and the tags that it opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.opened: list[str] = []
        self.closed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.closed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_summary_of_a_finished_job_is_one_line() -> None:
    counts = {"succeeded": 5998, "failed": 2}
    page = summary.summary_html(
        progress(name="sweep: C × gamma", state="failed", items=6000, elapsed=192, workers=8, counts=counts)
    )
    reader = read(page)
    assert " ".join(reader.text.split()) == (
        "sweep: C × gamma 5,998 of 6,000 items in 3:12 on 8 workers · 2 failed"
    )
    assert sorted(reader.opened) == sorted(reader.closed)


def test_summary_of_a_running_job_has_its_counts() -> None:
    counts = {"succeeded": 3480, "running": 64, "failed": 2, "queued": 2454}
    page = summary.summary_html(
        progress(state="running", items=6000, elapsed=102, rate=31.2, left=118, workers=8, counts=counts)
    )
    assert " ".join(read(page).text.split()) == (
        "sweep on 8 workers 1:42 · 31/s · about 2 min left 3,480 done 64 running 2 failed 2,454 queued"
    )


def test_what_stands_for_a_live_card_says_so() -> None:
    reader = read(summary.summary_html(progress(state="running", items=2), "as <it> was"))
    assert reader.text.endswith("as <it> was") and reader.opened.count("style") == 1
    assert sorted(reader.opened) == sorted(reader.closed)


def test_summary_is_static_and_escaped() -> None:
    page = summary.summary_html(progress(name="<script>alert(1)</script> & co"))
    reader = read(page)
    assert set(reader.opened) <= {"div", "span", "b", "i"}
    assert "<script>alert(1)</script> & co" in reader.text
    assert "url(" not in page and "http" not in page


DETAIL = {
    "failures": [
        {"item": item, "label": f"(C={item})", "error": "ValueError: <b>no</b>", "state": "failed"}
        for item in range(5)
    ],
    "failuresTotal": 12,
    "median": 0.21,
    "slowest": [{"item": 3, "label": "(C=100, g=0.1)", "seconds": 4.8, "worker": "w1"}],
    "peakMemory": 63e9,
    "peakGpuMemory": 31e9,
    "sent": 1.2e6,
    "received": 0.4e6,
}


def test_summary_tells_what_failed_and_how_long_it_took() -> None:
    page = summary.summary_html(progress(state="failed", items=60, counts={"failed": 12}, detail=DETAIL))
    reader = read(page)
    text = " ".join(reader.text.split())
    assert "0 of 60 items in 0.00 s on 1 worker · 12 failed · peak GPU memory 31 GB" in text
    assert "12 failed (C=0): ValueError: <b>no</b> (C=1): " in text
    assert text.endswith("and 7 more median 0.21 s · slowest 4.8 s: (C=100, g=0.1) · peak memory 63 GB")
    assert "details" in reader.opened and sorted(reader.opened) == sorted(reader.closed)


def test_what_was_stopped_has_not_failed() -> None:
    stopped = [
        {"item": item, "label": f"item {item}", "error": "stopped", "state": "cancelled"} for item in (2, 3)
    ]
    counts = {"succeeded": 2, "cancelled": 38}
    detail = DETAIL | {"failures": stopped, "failuresTotal": 2}
    stop = progress(state="cancelled", items=40, elapsed=61, counts=counts, detail=detail)
    text = " ".join(read(summary.summary_html(stop)).text.split())
    assert "2 of 40 items in 1:01 on 1 worker · 38 cancelled" in text and "how long it took" in text
    assert "item 2" not in text and "not done" not in text and "failed" not in text


def test_long_names_are_cut_and_whole_in_the_title() -> None:
    name = '"><script>x</script>' + "long " * 1000
    failure = {"item": 1, "label": name, "error": name, "state": "failed"}
    detail = DETAIL | {"failures": [failure], "failuresTotal": 1, "slowest": []}
    page = summary.summary_html(progress(name=name, state="failed", items=2, detail=detail))
    reader = read(page)
    assert "script" not in reader.opened and len(reader.text) < 1500
    assert page.count("<script") == 0


def test_what_was_short_is_one_line() -> None:
    detail = DETAIL | {"failures": [], "failuresTotal": 0}
    page = summary.summary_html(progress(items=60, elapsed=59, counts={"succeeded": 60}, detail=detail))
    assert "details" not in read(page).opened and 'title="median 0.21 s · slowest' in page
    assert "details" in read(summary.summary_html(progress(items=60, elapsed=60, detail=detail))).opened


def test_what_has_nothing_to_tell_has_nothing_to_open() -> None:
    nothing = DETAIL | {"failures": [], "failuresTotal": 0, "median": None, "slowest": []}
    assert "details" not in read(summary.summary_html(progress(items=5, detail=nothing))).opened
    assert "details" not in read(summary.summary_html(progress(items=5, detail=None))).opened


@pytest.mark.parametrize("state", summary.STATES)
def test_every_state_has_a_summary(state: str) -> None:
    assert "sweep" in summary.summary_html(progress(state=state, items=0))


def test_widget_carries_the_state_and_its_built_module() -> None:
    widget = ProgressWidget(state=progress())
    assert widget.state["name"] == "sweep" and not widget.acts
    assert "export" in str(widget._esm)
    widget.close()

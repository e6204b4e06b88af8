"""The widget of `%cluster`: it looks while a page says that somebody sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("anywidget")

from farfield_jupyter.cluster import ClusterWidget

SECONDS = 20.0


class Seen:
    """A widget whose looks are counted."""

    def __init__(self, lease: float) -> None:
        self.looks = 0
        self.widget = ClusterWidget({"nodes": []}, "cluster", self._look, interval=0.005, lease=lease)

    def _look(self) -> dict[str, Any]:
        self.looks += 1
        return {"nodes": [], "look": self.looks}

    def say(self, page: str, visible: bool) -> None:
        """What a page says."""
        self.widget._handle_custom_msg({"kind": "visible", "visible": visible, "page": page}, [])

    def looks_on(self) -> None:
        """Wait until it has looked once more."""
        before, until = self.looks, time.monotonic() + SECONDS
        while self.looks < before + 2:
            assert time.monotonic() < until, "nobody looks"
            threading.Event().wait(0.002)

    def rests(self) -> None:
        """Wait until no thread looks."""
        until = time.monotonic() + SECONDS
        while any(thread.name == "farfield-cluster" for thread in threading.enumerate()):
            assert time.monotonic() < until, "it looks on"
            threading.Event().wait(0.002)


@pytest.fixture
def seen() -> Iterator[Seen]:
    made = Seen(lease=600)
    yield made
    made.widget.close()
    made.rests()


def test_one_page_of_two_that_looks_away_does_not_count(seen: Seen) -> None:
    seen.say("one", True)
    seen.say("two", True)
    seen.say("two", False)
    seen.say("three", False)
    seen.looks_on()
    seen.say("one", False)
    seen.rests()
    seen.say("one", True)
    seen.looks_on()


def test_a_page_that_vanishes_is_forgotten() -> None:
    seen = Seen(lease=0.2)
    seen.say("one", True)
    seen.rests()
    assert seen.looks
    seen.say("one", True)
    seen.looks_on()
    seen.rests()
    seen.widget.close()


def test_a_page_that_says_it_again_is_not_forgotten() -> None:
    seen = Seen(lease=1.0)
    end = time.monotonic() + 2.0
    while time.monotonic() < end:
        seen.say("one", True)
        seen.looks_on()
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "farfield-cluster")
    seen.widget.close()
    seen.rests()
    assert not thread.is_alive()

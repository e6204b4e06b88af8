"""Numbered frames: who reconnects misses nothing and takes nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.wire.numbered import Inbox, Outbox


@given(st.lists(st.sampled_from(["add", "write", "arrive", "acknowledge", "reconnect"]), max_size=80))
def test_everything_arrives_once_and_in_order(actions: list[str]) -> None:
    outbox: Outbox[int] = Outbox()
    inbox = Inbox()
    numbers: list[int] = []
    under_way: list[int] = []
    received: list[int] = []
    written = acknowledged = 0
    for action in [*actions, "reconnect", "write", *["arrive"] * 80, "acknowledge"]:
        if action == "add":
            numbers.append(outbox.next_number())
            assert outbox.add(numbers[-1]) == numbers[-1]
        elif action == "write":
            under_way += outbox.from_number(written + 1)
            written = max([written, *under_way])
        elif action == "arrive" and under_way:
            number = under_way.pop(0)
            if inbox.takes(number):
                received.append(number)
        elif action == "acknowledge":
            acknowledged = inbox.last
            outbox.seen(acknowledged)
        elif action == "reconnect":
            # What was under way is lost; what was not acknowledged is written again.
            under_way.clear()
            written = acknowledged
    assert received == numbers
    assert len(outbox) == 0


def test_a_frame_that_was_left_out_is_noticed() -> None:
    inbox = Inbox()
    assert inbox.takes(1)
    assert not inbox.takes(1)
    with pytest.raises(ValueError, match="frames were lost"):
        inbox.takes(3)
    assert inbox.takes(2)


def test_what_was_seen_is_not_kept() -> None:
    outbox: Outbox[str] = Outbox()
    for item in "abc":
        outbox.add(item)
    outbox.seen(2)
    outbox.seen(1)
    assert (len(outbox), outbox.from_number(1)) == (1, ["c"])

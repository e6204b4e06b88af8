"""Numbered frames: who reconnects misses nothing and takes nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.wire.numbered import Inbox, Outbox


@given(st.lists(st.sampled_from(["add", "send", "lose"]), max_size=60), st.integers(0, 3))
def test_everything_arrives_once_and_in_order(actions: list[str], lost: int) -> None:
    outbox: Outbox[int] = Outbox()
    inbox = Inbox()
    under_way: list[tuple[int, int]] = []
    received: list[int] = []
    added = 0
    sent = 0

    def deliver(frames: list[tuple[int, int]]) -> None:
        received.extend(item for number, item in frames if inbox.takes(number))
        outbox.seen(inbox.last)

    for action in [*actions, "lose", "send"]:
        if action == "add":
            assert outbox.next_number() == outbox.add(added) == added + 1
            added += 1
        elif action == "send":
            under_way += [(sent + 1 + n, item) for n, item in enumerate(outbox.from_number(sent + 1))]
            sent = added
            deliver(under_way)
            under_way.clear()
        else:
            # The connection breaks with frames under way; the other side says what it has.
            deliver(under_way[: max(0, len(under_way) - lost)])
            under_way.clear()
            sent = max(0, inbox.last - 1)  # one that has arrived is sent again
    assert received == list(range(added))
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

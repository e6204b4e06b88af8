"""Which inputs the gateway keeps for a session: bounded, and nothing goes that is about to be used."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from farfield_engine.client.keptinputs import LARGEST, MOST, KeptInputs

T = TypeVar("T")

FITTING = MOST // LARGEST


def test_what_is_kept_need_not_be_asked_for() -> None:
    inputs = KeptInputs()
    assert not inputs.use(b"a")
    assert inputs.add(b"a", 1000) == (True, [])
    assert inputs.use(b"a")
    assert inputs.add(b"a", 1000) == (False, [])
    assert inputs.add(b"b", LARGEST + 1) == (False, [])


def test_the_last_used_longest_goes_first() -> None:
    inputs = KeptInputs()
    for number in range(FITTING):
        assert inputs.add(bytes([number]), LARGEST) == (True, [])
    inputs.use(bytes([0]))
    inputs.sent()
    assert inputs.add(b"new", LARGEST) == (True, [bytes([1])])
    assert inputs.use(bytes([0])) and not inputs.use(bytes([1]))


def test_what_is_not_sent_yet_is_kept() -> None:
    inputs = KeptInputs()
    for number in range(FITTING):
        inputs.add(bytes([number]), LARGEST)
    assert inputs.add(b"new", LARGEST) == (False, [])
    in_another_thread(inputs.sent)
    assert inputs.add(b"new", LARGEST) == (False, [])
    in_another_thread(lambda: inputs.use(bytes([0])))
    inputs.sent()
    assert inputs.add(b"new", LARGEST) == (True, [bytes([1])])


def test_a_gateway_that_begins_anew_keeps_nothing() -> None:
    inputs = KeptInputs()
    inputs.add(b"a", LARGEST)
    assert inputs.forget() == [b"a"]
    assert not inputs.use(b"a")
    assert inputs.forget() == []
    for number in range(FITTING):
        assert inputs.add(bytes([number]), LARGEST) == (True, [])


def in_another_thread(act: Callable[[], T]) -> None:
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()

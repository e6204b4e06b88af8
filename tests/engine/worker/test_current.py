"""Which item runs, as others see it, and how it is interrupted."""

from __future__ import annotations

import mmap
import signal
import struct
from collections.abc import Iterator

import pytest

from farfield_engine.worker.current import CurrentItem, Interrupts


@pytest.fixture
def interrupts() -> Iterator[Interrupts]:
    before = signal.getsignal(signal.SIGINT)
    interrupts = Interrupts()
    interrupts.install()
    yield interrupts
    signal.signal(signal.SIGINT, before)


def signalled(interrupts: Interrupts, batch: int | None) -> bool:
    """Interrupt a batch, or, with None, signal as user code would; whether user code is interrupted."""
    try:
        if batch is None:
            signal.raise_signal(signal.SIGINT)
        else:
            interrupts.interrupt(batch)
        # The handler runs before the next line does.
        for _ in range(1000):
            pass
    except KeyboardInterrupt:
        return True
    return False


def test_the_page_says_what_runs() -> None:
    with mmap.mmap(-1, 4096) as page:
        current = CurrentItem(memoryview(page)[:16])
        assert struct.unpack_from("=QQ", page) == (0, 0)
        current.begin(2**40, 7)
        assert struct.unpack_from("=QQ", page) == (2**40, 7)
        assert current.item == 7
        current.end()
        assert struct.unpack_from("=QQ", page) == (0, 7)
        current.page.release()


def test_the_batch_that_runs_is_interrupted(interrupts: Interrupts) -> None:
    interrupts.batch, interrupts.in_user_code = 5, True
    assert signalled(interrupts, 5)
    assert interrupts.pending


def test_another_batch_is_not(interrupts: Interrupts) -> None:
    interrupts.batch, interrupts.in_user_code = 5, True
    assert not signalled(interrupts, 4)
    assert not interrupts.pending


def test_our_own_code_is_not_interrupted_and_the_next_item_is_told(interrupts: Interrupts) -> None:
    interrupts.batch = 5
    assert not signalled(interrupts, 5)
    assert interrupts.pending


def test_a_batch_can_be_interrupted_before_it_runs(interrupts: Interrupts) -> None:
    assert not signalled(interrupts, 6)
    assert not interrupts.pending
    interrupts.batch = 6
    assert interrupts.pending


def test_a_signal_of_the_users_own_interrupts_as_ever(interrupts: Interrupts) -> None:
    interrupts.batch, interrupts.in_user_code = 5, True
    assert signalled(interrupts, None)
    assert not interrupts.pending
    assert not signalled(interrupts, 4), "an old request"
    assert signalled(interrupts, None), "which does not stand in the way"
    interrupts.in_user_code = False
    assert not signalled(interrupts, None)

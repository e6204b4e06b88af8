"""Which item runs, as others see it, and how it is interrupted."""

from __future__ import annotations

import importlib
import mmap
import signal
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from farfield_engine.worker import current
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
        item = CurrentItem(memoryview(page)[:16])
        assert struct.unpack_from("=QQ", page) == (0, 0)
        item.begin(2**40, 7)
        assert struct.unpack_from("=QQ", page) == (2**40, 7)
        assert item.item == 7
        item.end()
        assert struct.unpack_from("=QQ", page) == (0, 7)
        item.page.release()


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


def test_an_import_is_not_cut_in_two(
    interrupts: Interrupts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "import stop_button\nstop_button.press()\nfor _ in range(1000):\n    pass\n"
    for name in ("whole", "endless"):
        (tmp_path / f"{name}_module.py").write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path))
    button = SimpleNamespace(press=lambda: interrupts.interrupt(5))
    monkeypatch.setitem(sys.modules, "stop_button", button)
    interrupts.batch, interrupts.in_user_code = 5, True
    importlib.import_module("whole_module")
    del sys.modules["whole_module"]
    assert interrupts.unanswered, "it is tried again"
    assert signalled(interrupts, 5)
    monkeypatch.setattr(current, "IMPORT_SECONDS", 0.0)
    with pytest.raises(KeyboardInterrupt):
        importlib.import_module("endless_module")

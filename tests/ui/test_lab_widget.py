"""The card in JupyterLab: its buttons act while the cell runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251

LOOP = """\
%%distributed --name "a sweep" for i in range(40)
import threading
print('row', i, flush=True)
if i > 1: threading.Event().wait(60)"""


def test_a_cell_is_stopped_by_its_card(lab: Lab, notebooks: Notebooks, shots: Path) -> None:
    lab.open(notebooks([LOOP]))
    lab.run_cell(0)
    card = lab.cell(0).locator(".ff-card")
    expect(card).to_contain_text("2 done")
    card.get_by_role("button", name="Stop").click()
    lab.wait_idle(0)
    assert "stopped: 2 done, 38 stopped or not begun" in lab.output_text(0)
    expect(lab.cell(0).locator(".ff-card")).to_have_count(0)
    lab.screenshot(shots / "stopped.png")

"""A cell whose connection is lost, in JupyterLab: the card says so, calmly, and stops saying it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from farfield_engine.client.local import find_or_start_local
from farfield_engine.places import CONNECTION_FILE, local_gateway_dir

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only
    from tests.ui.conftest import Notebooks  # noqa: TID251
    from tests.ui.lab import Lab  # noqa: TID251

SIZE = {"width": 1000, "height": 420}
SETUP = """\
%env FARFIELD_RUNTIME_DIR={directory}
%attach local:2
Cs, gammas = [0.1, 1, 10, 100], [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]"""
SWEEP = """\
%%distributed --into scores --name "sweep: C × gamma" for C in Cs for gamma in gammas
import time

time.sleep(0.5)  # stands for training a model
C * gamma"""


def test_the_card_says_that_the_connection_is_lost(
    own_runtime: Path,
    cut_link: Callable[..., CuttingProxy],
    lab: Lab,
    notebooks: Notebooks,
    doc_images: Path,
) -> None:
    link = cut_link(find_or_start_local().framed)
    file = local_gateway_dir() / CONNECTION_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {"framed_socket": link.address}))
    lab.page.set_viewport_size(SIZE)  # type: ignore[arg-type]  # a TypedDict
    lab.open(notebooks([SETUP.format(directory=own_runtime), SWEEP], name="sweep.ipynb"))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.page.locator('.jp-SideBar [data-id="filebrowser"]').click()
    lab.command("notebook:delete-cell")  # how the kernel gets to a link that can be cut is of no interest
    expect(lab.cell(0)).to_contain_text("stands for training")
    lab.run_cell(0)
    card = lab.cell(0).locator(".ff-card")
    expect(card).to_contain_text(re.compile(r"[4-9] done"))
    link.cut()
    line = card.locator(".ff-link")
    expect(line).to_contain_text("connection lost 3 s ago · trying again · work goes on")
    # Which of the two comes first, its end or the reset, nobody can know.
    expect(line).to_have_attribute("title", re.compile("cut|ended the connection|can't be reached"))
    colour = "element => getComputedStyle(element).color"
    assert line.evaluate(colour) != card.evaluate(colour)
    lab.page.mouse.move(2, 2)
    lab.screenshot(doc_images / "connection-lost.png")
    link.heal()
    expect(line).to_be_hidden()
    lab.wait_idle(0)
    assert "28 items" in lab.output_text(0)
    assert "connection" not in lab.output_text(0)

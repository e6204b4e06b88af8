"""Pictures of docs/debugging.md and watching.md: `FARFIELD_DOC_IMAGES=docs/images` has them written there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.ui.conftest import Notebooks  # noqa: TID251  # for the type checker only
    from tests.ui.lab import Lab  # noqa: TID251
    from tests.ui.panels import Panels  # noqa: TID251

SIZE = (1400, 900)
MOST_BYTES = 250_000

DATA = """\
import numpy as np

rng = np.random.default_rng(7)
X = rng.normal(size=(500, 8))
y = X @ rng.normal(size=8) + rng.normal(scale=0.3, size=500)

def ridge(X, y, alpha):
    gram = X.T @ X + alpha * np.eye(X.shape[1])
    return np.linalg.solve(gram, X.T @ y)"""
SEARCH = """\
%%distributed --into errors for alpha in [0.01, 0.1, 1.0, 10.0]
train, test = slice(0, 400), slice(400, 500)
weights = ridge(X[train], y[train], alpha)
residuals = y[test] - X[test] @ weights
rmse = float(np.sqrt(np.mean(residuals**2)))
rmse"""
CLEAN = """\
%%distributed
import cleaning

readings = [21.5, 22.0, 85.0, 21.0, 22.5]
kept = cleaning.clean(readings, limit=1.5)
len(kept)"""
CLEANING = '''\
"""Steps that every data set of ours goes through."""

from statistics import mean, stdev


def clean(values, limit=3.0):
    """The values that are within `limit` standard deviations of their mean."""
    center, spread = mean(values), stdev(values)
    kept = []
    for value in values:
        distance = abs(value - center) / spread
        if distance <= limit:
            kept.append(value)
    return kept
'''
SALES = """\
sales = {
    'north': [120.0, 80.5, 95.0],
    'south': [],
    'west': [64.0, 71.5],
}

def average(amounts):
    total = sum(amounts)
    return total / len(amounts)"""
MEANS = """\
%%distributed --post-mortem for region, amounts in sales.items()
label = f'{region}: {len(amounts)} orders'
mean = average(amounts)
print(label, round(mean, 2))
mean"""
ENTRY = """\
%%distributed --debug
best = max(sales, key=lambda region: sum(sales[region]))
best"""

# Three GPUs and two parts of a fourth, whose load goes up and down; our workers are on them.
STAGE = """\
import math, os, threading, time
os.environ.update(FARFIELD_RUNTIME_DIR={runtime!r}, FAKE_NVML={gpus!r}, LD_LIBRARY_PATH={library!r})
import farfield as ff
from farfield._attach import attached

GIGA = 10**9

def lines(now, pids):
    for i, (top, used, heat) in enumerate([(95, 31, 61), (70, 28, 55), (30, 19, 38)]):
        load = top - 12 * (1 + math.sin(now / (1.3 + i)))
        mine = ','.join(f'{{pid}}:{{(used - 1) * GIGA}}' for pid in pids.get(f'gpu{{i}}', ()))
        used = int((used + 2 + 2 * math.sin(now / 4 + i)) * GIGA)
        yield (f'device uuid=GPU-{{i}} name=H100 load={{load:.0f}} used={{used}} total={{80 * GIGA}} '
               f'temp={{heat}} power={{int(load * 5000 + 80000)}} limit=700000 procs={{mine}}')
    yield f'device uuid=GPU-3 name=H100 load=!3 used={{9 * GIGA}} total={{80 * GIGA}} temp=44 mig=1'
    for i, used in enumerate([7, 2]):
        mine = ','.join(f'{{pid}}:{{used * GIGA}}' for pid in pids.get(f'gpu3:{{i}}', ()))
        yield f'part uuid=MIG-{{i}} used={{used * GIGA}} total={{40 * GIGA}} procs={{mine}}'

def write():
    pids = {{}}
    for worker in attached().status().nodes[0].workers if attached() else ():
        for device in worker.devices:
            pids.setdefault(device, []).append(worker.pid)
    with open({gpus!r} + '.new', 'w') as file:
        file.writelines(line + chr(10) for line in lines(time.monotonic(), pids))
    os.replace(file.name, {gpus!r})

def go_on():
    while True:
        write()
        time.sleep(0.5)

write()
ff.attach('local:4')
threading.Thread(target=go_on, daemon=True).start()"""
FIT = """\
import math, os, time
import farfield as ff
from tqdm.auto import tqdm

def fit(C, g):
    data = bytearray(int((60 + 40 * g) * 2**20))
    for fold in ff.track(range({folds}), 'fold'):
        for _ in tqdm(range(80), desc='epoch'):
            sum(range(int(3000 * (3 + math.sin(time.time())))))
            time.sleep(0.002)
            if C * g == 10:
                raise ValueError('solver did not converge')
        print(f'fold {{fold}}  score {{0.9 + 0.01 * fold + g / 1000:.4f}}')
        while C == 1 and fold == {folds} - 1 and not os.path.exists({photographed!r}):
            time.sleep(0.02)"""
SWEEP = """\
%%distributed --gpus 1 --keep-going --name "sweep: C × g" for C in [100, 10, 1] for g in [0.1, 0.3, 1, 3, 10]
fit(C, g)"""


def check(path: Path) -> None:
    assert 10_000 < path.stat().st_size < MOST_BYTES, path


def test_pictures_of_a_worker_of_two_and_of_a_module(
    lab: Lab, panels: Panels, notebooks: Notebooks, doc_images: Path
) -> None:
    pytest.importorskip("numpy")
    lab.open(notebooks([DATA, SEARCH, CLEAN], name="ridge.ipynb", files={"cleaning.py": CLEANING}))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    lab.toggle_breakpoint(1, 5)
    panels.tidy(*SIZE)
    panels.show_sources(shown=False)
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.line, lab.stopped_line(1)) == (5, 5)
    assert "worker" in frame.name
    assert lab.variables()["residuals"] == "ndarray"
    lab.wait_output(1, "worker")  # the progress of the cell
    panels.picture(doc_images / "debug-stop.png")
    check(doc_images / "debug-stop.png")

    panels.ask_until("%worker", r"(?s)w\d.*\n.*w\d")
    panels.close_tab("Console")
    lab.evaluate("%worker")
    lab.select_frame(0)
    panels.picture(doc_images / "debug-workers.png")
    check(doc_images / "debug-workers.png")
    panels.close_tab("Console")
    lab.toggle_breakpoint(1, 5)
    lab.evaluate("%continue all")
    panels.close_tab("Console")
    lab.wait_idle(1)

    panels.show_sources(shown=True)
    source = lab.open_kernel_source("cleaning")
    panels.show_sources(shown=False)
    lab.toggle_breakpoint(source, 13)
    lab.show_notebook()
    lab.run_cell(2)
    assert lab.wait_stopped().location == f"{source}:13"
    assert lab.stopped_line(source) == 13
    panels.picture(doc_images / "debug-module.png")
    check(doc_images / "debug-module.png")
    lab.toggle_breakpoint(source, 13)
    lab.continue_()
    lab.wait_running()
    lab.show_notebook()
    lab.wait_idle(2)
    assert lab.output_text(2).splitlines()[-1] == "4"


def test_pictures_of_post_mortem_and_a_stop_at_the_first_line(
    lab: Lab, panels: Panels, notebooks: Notebooks, doc_images: Path
) -> None:
    lab.open(notebooks([SALES, MEANS, ENTRY], name="sales.ipynb"))
    lab.run_cell(0)
    lab.wait_idle(0)
    lab.toggle_debugger()
    panels.tidy(*SIZE)
    panels.show_sources(shown=False)
    lab.run_cell(1)
    frame = lab.wait_stopped()
    assert (frame.name.split()[0], frame.line) == ("average", 9)
    assert panels.locals() == {"amounts": "list", "total": "0"}
    lab.select_frame(1)
    assert lab.variables()["region"] == "south"
    lab.select_frame(0)
    lab.wait_output(1, "worker")
    panels.picture(doc_images / "debug-post-mortem.png")
    check(doc_images / "debug-post-mortem.png")
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(1)
    expect(lab.cell(1)).to_contain_text("ZeroDivisionError")

    lab.run_cell(2)
    frame = lab.wait_stopped()
    assert (frame.line, lab.stopped_line(2)) == (2, 2)
    lab.next()
    assert lab.wait_stopped().line == 3
    assert lab.variables()["best"] == "north"
    lab.continue_()
    lab.wait_running()
    lab.wait_idle(2)
    assert lab.output_text(2).splitlines()[-1] == "'north'"


def test_pictures_of_a_card_and_of_gpus(
    own_runtime: Path,
    nvml_library: Path,
    tmp_path: Path,
    lab: Lab,
    panels: Panels,
    notebooks: Notebooks,
    doc_images: Path,
) -> None:
    # Charts need some time to have something in them; only who keeps the pictures takes it.
    folds = 5 if "FARFIELD_DOC_IMAGES" in os.environ else 2
    stage = STAGE.format(runtime=str(own_runtime), gpus=str(tmp_path / "gpus.txt"), library=str(nvml_library))
    photographed = tmp_path / "photographed"
    fit = FIT.format(folds=folds, photographed=str(photographed))
    cells = ["import stage", fit, "%gpus", SWEEP]
    lab.open(notebooks(cells, name="sweep.ipynb", files={"stage.py": stage}))
    panels.window(1120, 1600)
    for index in range(3):
        lab.run_cell(index)
        lab.wait_idle(index)
    cell, shown = lab.cell(3), lab.cell(3).locator(".jp-OutputArea-output").first
    lab.run_cell(3)
    card = cell.locator(".ff-card")
    card.locator(".ff-part-log").get_by_role("button", name="Log").click()
    expect(card).to_contain_text("8 done")
    expect(card.locator(".ff-log-line").nth(10)).to_be_attached()
    panels.cutout(doc_images / "card.png", cell, shown)
    panels.cutout(doc_images / "gpus.png", lab.cell(2), lab.cell(2))
    lab.theme("JupyterLab Dark")
    panels.cutout(doc_images / "card-dark.png", cell, shown)
    lab.theme("JupyterLab Light")
    photographed.touch()
    lab.wait_idle(3)
    panels.cutout(doc_images / "card-done.png", shown, shown)
    for name in ("card", "gpus", "card-dark", "card-done"):
        assert 3_000 < (doc_images / f"{name}.png").stat().st_size < 150_000, name

"""Every state of a job's card in a real browser: nothing fails, and no name becomes markup."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Page, expect, sync_playwright

from farfield_jupyter.summary import Progress, summary_html

ROOT = Path(__file__).parents[2]


def look_at(page: Page, errors: list[str]) -> None:
    """Use what the cards offer."""
    running = page.locator('[data-case="running"]')
    expect(running.locator(".ff-worker")).to_have_count(4)
    expect(running.locator(".ff-worker canvas")).to_have_count(12)
    expect(running.get_by_text("paused · 48 s left")).to_be_visible()
    running.get_by_role("button", name="Log", exact=True).first.click()
    expect(running.locator(".ff-log-line")).to_have_count(0)
    expect(running.get_by_text("nothing like that has been printed")).to_be_visible()
    running.get_by_label("item or rank").fill("2")
    expect(running.locator(".ff-log-line")).to_have_count(1)
    running.get_by_role("button", name="(C=1e6, g=10)").click()
    expect(running.locator("pre").first).to_contain_text("Traceback")
    running.get_by_role("button", name="by worker").click()
    expect(running.get_by_text("w1 · epoch")).to_be_visible()

    million = page.locator('[data-case="a million"]')
    million.locator(".ff-part-workers").get_by_role("button", name="show").click()
    expect(million.get_by_text("1–25 of 2,000")).to_be_visible()
    million.get_by_role("button", name="later").click()
    expect(million.get_by_text("26–50 of 2,000")).to_be_visible()
    expect(million.locator(".ff-worker")).to_have_count(25)
    million.locator(".ff-part-failed").get_by_role("button", name="show").click()
    expect(million.locator(".ff-failed-item")).to_have_count(22)

    failed = page.locator('[data-case="failed"]')
    failed.get_by_role("button", name="Retry 2").click()
    expect(failed.get_by_role("alert").first).to_contain_text("The kernel is busy")
    expect(page.locator('[data-case="running, processors only"] .ffp-meter:visible')).to_have_count(4)
    assert page.locator("img, .ff-card script").count() == 0
    assert page.evaluate("window.stolen") is None
    assert errors == []


# What VS Code's widgets lie on.
WHITE = """([summary]) => {
  const cell = document.createElement("div");
  cell.className = "cell-output-ipywidget-background";
  cell.innerHTML = "<style>.cell-output-ipywidget-background { background: white !important }</style>";
  cell.append(document.querySelector('[data-case="running"]'));
  document.body.prepend(cell);
  cell.insertAdjacentHTML("beforebegin", `<div id="summary">${summary}</div>`);
}"""
COLOUR = "(element, name) => getComputedStyle(element)[name]"


def look_in_vscode(page: Page, shots: Path) -> None:
    """VS Code's own colours hold where JupyterLab's are set to those of a light theme."""
    counts = {"succeeded": 219, "cancelled": 181}
    times: Progress = {"median": 0.5, "slowest": [{"seconds": 1, "label": "i=9"}]}
    job = {"name": "sweep", "state": "cancelled", "items": 400, "elapsed": 70, "rate": 0, "left": None}
    page.evaluate(WHITE, [summary_html({**job, "workers": 2, "counts": counts, "detail": times})])
    page.screenshot(path=shots / "cards-vscode.png")
    text, dim = "rgb(204, 204, 204)", "rgb(157, 157, 157)"
    for card in (page.locator("#summary > div"), page.locator('[data-case="running"] .ff-card')):
        assert card.evaluate(COLOUR, "color") == text
        assert card.evaluate(COLOUR, "borderTopColor") == "rgb(49, 49, 49)"
    assert page.locator("#summary summary").evaluate(COLOUR, "color") == dim
    assert page.locator('[data-case="running"] .ff-status').evaluate(COLOUR, "color") == dim
    below = page.locator(".cell-output-ipywidget-background").evaluate(COLOUR, "backgroundColor")
    assert below == "rgba(0, 0, 0, 0)"


def listen(page: Page, errors: list[str]) -> None:
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))


def test_cards_in_every_state(chromium: str, labserver: SimpleNamespace, tmp_path: Path, shots: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "gallery.py"), str(tmp_path)], check=True, timeout=120
    )
    # Its processes come and go as it thinks best, and are no leaks of tests.
    ours = ("FARFIELD_RUNTIME_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k not in ours}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(labserver.CHROMIUM_OPTIONS), env=environment
        )
        for theme in ("light", "dark", "vscode"):
            page = browser.new_page(viewport={"width": 960, "height": 900})
            errors: list[str] = []
            listen(page, errors)
            page.goto(f"file://{tmp_path}/{theme}.html")
            page.locator("body[data-ready]").wait_for(timeout=60_000)
            page.screenshot(path=shots / f"cards-{theme}.png", full_page=True)
            if theme == "light":
                look_at(page, errors)
            if theme == "vscode":
                look_in_vscode(page, shots)
            assert errors == []
            page.close()
        browser.close()

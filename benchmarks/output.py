"""A flood of printed lines."""

from __future__ import annotations

from collections import defaultdict

from figures import Row
from kernels import Kernel, kernel
from peers import START_IPYPARALLEL, IPyParallel, installed
from processes import end_gateway

LINES = 300_000
FLOOD = f"for i in range({LINES}): print('line', i)"


def measure(quick: bool) -> list[Row]:
    """Seconds and messages on iopub for one cell, and whether the log has every line."""
    seconds: dict[str, list[float]] = defaultdict(list)
    messages: dict[str, list[float]] = defaultdict(list)
    log = Row(f"{LINES:,} printed lines: in %jobs logs", "lines", target=LINES, higher_is_better=True)
    cells = {"Farfield": f"%%distributed\n{FLOOD}", "plain cell": FLOOD}
    with kernel() as k:
        k.run("%load_ext farfield")
        k.run("%attach local:2")
        if installed(IPyParallel):
            cells["ipyparallel"] = f"%%px --targets 0\n{FLOOD}"
            k.run("import ipyparallel, logging")
            k.run(START_IPYPARALLEL)
        for _ in range(1 if quick else 3):
            for name, code in cells.items():
                run = k.run(code)
                seconds[name].append(run.seconds)
                messages[name].append(len(run.messages))
        log.farfield = _logged_lines(k)
        if installed(IPyParallel):
            k.run("rc.close(); cluster.stop_cluster_sync()")
        k.run("%detach")
    end_gateway()
    return [
        Row(f"{LINES:,} printed lines", "s", target=1.5).take(seconds),
        Row(f"{LINES:,} printed lines: on iopub", "messages", target=99).take(messages),
        log,
    ]


def _logged_lines(k: Kernel) -> int:
    """How many of the lines the log of the first job has, each once and in order."""
    lines = [line for line in k.run("%jobs logs 1").stdout.splitlines() if line.startswith("line ")]
    return sum(line == f"line {number}" for number, line in enumerate(lines))

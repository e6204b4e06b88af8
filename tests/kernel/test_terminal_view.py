"""What a terminal shows of a running job: a real one, of 100 columns."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios

import pytest

from farfield.ipython.offline import Outage
from farfield.ipython.progress import ProgressState
from farfield.ipython.terminalview import make_terminal_view
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

pytest.importorskip("rich")

SPEC = pb.JobSpec(name="sweep [red]x[/red]", items=1000)
DETAIL = watch_pb.JobDetail(
    loops=[watch_pb.Loop(label="epochs", done=3, total=10, fraction=0.3, rate=2, unit="it", slowest="w2")],
    workers=[watch_pb.WorkerUse(worker="w1", state="busy", cpu=0.88, memory=64 << 20, done=7, rank=-1)],
    failures=[pb.Failure(item=2, type_name="ValueError", message="no [b]luck")],
    failures_total=5,
)


def summary(done: int, failed: int = 0) -> pb.JobSummary:
    counts = pb.Counts(succeeded=done, failed=failed, running=2, queued=998 - done - failed)
    return pb.JobSummary(items=1000, state=pb.STATE_RUNNING, counts=counts, workers=2, number=3)


def read(terminal: int) -> str:
    """What has been written so far."""
    text = b""
    while select.select([terminal], [], [], 0.1)[0]:
        text += os.read(terminal, 65536)
    return text.decode()


def test_a_live_region_with_all_there_is_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    monkeypatch.setenv("TERM", "xterm-256color")
    for variable in ("COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    with open(inner, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        view = make_terminal_view(ProgressState(SPEC, [f"lr={item}" for item in range(1000)]))
        view.learn(DETAIL)
        view.show(summary(500, 1), 2.0)
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read(outer))
        # Names are text, whatever is in them.
        for text in ("sweep [red]x[/red]", "500 done · 2 running · 1 failed", "epochs", "3/10 it", "30 %"):
            assert text in shown
        for text in ("slowest w2", "88 % CPU", "64.0 MiB", "lr=2: ValueError: no [b]luck", "4 failures more"):
            assert text in shown
        assert all(len(line.rstrip("\r")) <= 100 for line in shown.split("\n"))
        view.step_aside()
        aside = read(outer)
        # It is taken away line by line, and the cursor is seen again.
        assert aside.count("\x1b[2K") >= 6 and "\x1b[?25h" in aside
        view.lost(Outage(12, 3.4, "it can't be reached"))
        view.show(summary(500, 1), 14.0)
        assert "connection lost 12 s ago" in read(outer)
        view.finish(None)
        assert "\x1b[?25h" in read(outer)
    os.close(outer)

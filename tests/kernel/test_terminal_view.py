"""What a terminal shows of a running job: a real one, of 100 columns."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

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
    failures=[pb.Failure(item=2, type_name="ValueError", message="no [b]luck\x1b[2J")],
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
        view.show(summary(500, 5), 2.0)
        drawn = read(outer)
        assert "\x1b[2J" not in drawn
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", drawn)
        # Names are text, whatever is in them.
        for text in ("sweep [red]x[/red]", "500 done · 2 running · 5 failed", "epochs", "3/10 it", "30 %"):
            assert text in shown
        for text in (
            "slowest w2",
            "88 % CPU",
            "64.0 MiB",
            "lr=2: ValueError: no [b]luck [2J",
            "4 failures more",
        ):
            assert text in shown
        assert all(len(line.rstrip("\r")) <= 100 for line in shown.split("\n"))
        view.step_aside()
        aside = read(outer)
        # It is taken away line by line, and the cursor is seen again.
        assert aside.count("\x1b[2K") >= 6 and "\x1b[?25h" in aside
        view.lost(Outage(12, 3.4, "it can't be reached"))
        view.show(summary(500, 5), 14.0)
        assert "connection lost 12 s ago" in read(outer)
        view.finish(None)
        assert "\x1b[?25h" in read(outer)
    os.close(outer)


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests were started by something that has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_waits_until_the_region_is_whole(ctrl_c: None, monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = pty.openpty()
    monkeypatch.setenv("TERM", "xterm-256color")
    with open(inner, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        view = make_terminal_view(ProgressState(SPEC))
        view.show(summary(1), 2.0)
        read(outer)
        write = stderr.write

        def interrupted(text: str) -> int:
            signal.raise_signal(signal.SIGINT)
            return write(text)

        monkeypatch.setattr(stderr, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            view.step_aside()
        assert "\x1b[?25h" in read(outer)
    os.close(outer)


CELL = """%%distributed --name sweep for x in range(40)
import time, farfield
for _ in farfield.track(range(600), "epoch"):
    time.sleep(0.1)"""


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_the_job_and_leaves_a_clean_terminal(own_runtime: Path, tmp_path: Path) -> None:
    script = tmp_path / "cell.py"
    script.write_text(
        f"get_ipython().run_line_magic('load_ext', 'farfield')\nget_ipython().run_cell({CELL!r})\n"
        "get_ipython().run_line_magic('jobs', '')\nprint('at the end', flush=True)\n"
    )
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    ipython = subprocess.Popen(
        [sys.executable, "-m", "IPython", "--no-banner", "--no-simple-prompt", str(script)],
        env={**os.environ, "TERM": "xterm-256color", "FARFIELD_RUNTIME_DIR": str(own_runtime)},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
        preexec_fn=_own_terminal,
    )
    os.close(inner)
    try:
        read_until(outer, "600 it")
        os.write(outer, b"\x03")
        # After it IPython gives the window its name back.
        text = read_until(outer, "at the end").partition("at the end")[0]
    finally:
        ipython.kill()
        ipython.wait()
        os.close(outer)
    region, _, after = text.rpartition("\x1b[?25h")
    # What is drawn is taken away; what follows begins its line, and colours are its only escapes.
    gone, _, told = after.partition("stopped: 0 done, 40 stopped or not begun")
    assert told and re.fullmatch(r"\r(\x1b\[1A\x1b\[2K)+", gone)
    assert "KeyboardInterrupt\r\n" in told and re.search(r"\n1 +cancelled +0/40 ", told)
    assert not re.search(r"\x1b(?!\[[0-9;]*m)", told)


def read_until(terminal: int, text: str) -> str:
    """All that is written until a text has come."""
    shown = b""
    deadline = time.monotonic() + 60
    while text.encode() not in shown:
        assert time.monotonic() < deadline, shown[-2000:]
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536)
    return shown.decode()

"""What views say of a lost connection where there is no card: in a terminal, and where output is quiet."""

from __future__ import annotations

import pytest

from farfield.ipython.offline import Outage, span
from farfield.ipython.progress import ProgressState, ProgressView
from farfield.ipython.terminalview import TerminalView
from farfield_engine.wire.v1 import jobs_pb2 as pb

SPEC = pb.JobSpec(name="sweep", items=10)


def summary(done: int, stopped: int = 0) -> pb.JobSummary:
    counts = pb.Counts(succeeded=done, queued=10 - done - stopped, cancelled=stopped)
    return pb.JobSummary(items=10, state=pb.STATE_RUNNING, counts=counts, workers=2, number=3)


def outage(seconds: float) -> Outage:
    return Outage(seconds, 3.4, "it can't be reached")


def test_quiet_output_is_the_same_as_long_as_a_loss_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    view = ProgressView()
    for seconds in range(1, 30):
        view.lost(outage(seconds))
    view.back(29)
    assert capsys.readouterr().err == ""


def test_quiet_output_has_one_line_of_a_long_loss(capsys: pytest.CaptureFixture[str]) -> None:
    view = ProgressView()
    for seconds in range(25, 100):
        view.lost(outage(seconds))
    view.back(102)
    assert capsys.readouterr().err == (
        "the connection was lost 30 s ago and is tried again; work goes on\nconnected again after 1:42\n"
    )


def test_a_terminal_has_it_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    view = TerminalView(ProgressState(SPEC))
    view.show(summary(5), 2.0)
    view.lost(outage(12))
    view.step_aside()
    view.show(summary(5), 14.0)
    shown = capsys.readouterr().err.split("\r")[-1]
    assert shown.rstrip().endswith(
        "5/10 · 14 s · connection lost 12 s ago · trying again in 3 s · work goes on"
    )
    view.back(41)
    view.show(summary(10), 43.0)
    ended, _, line = capsys.readouterr().err.partition("connected again after 41 s\n")
    assert ended.endswith("\r") and "10/10" in line and "connection" not in line


def test_what_nobody_hears_of_has_no_rate() -> None:
    state = ProgressState(SPEC)
    state.of(summary(0), 0.0)
    assert state.of(summary(4), 2.0)["left"] == 3.0
    lost = state.of(summary(4), 30.0, outage(28))
    assert (lost["rate"], lost["left"], lost["connection"]["seconds"]) == (0.0, None, 28)
    # Those that have ended meanwhile did not all end now.
    back = state.of(summary(9), 42.0)
    assert (back["connection"], back["rate"]) == (None, 5 / 40)


def test_what_was_stopped_is_no_advance() -> None:
    state = ProgressState(SPEC)
    state.of(summary(0), 0.0)
    stopped = state.of(summary(4, stopped=3), 2.0)
    assert (stopped["rate"], stopped["left"]) == (2.0, 1.5)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59.9, "59 s"), (102, "1:42"), (3723, "1:02:03")]
)
def test_spans(seconds: float, text: str) -> None:
    assert span(seconds) == text

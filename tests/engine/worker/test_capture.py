"""Output of user code through real pipes, in a process of its own, whose descriptors may be replaced."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from farfield_engine.wire.pipetext import STDERR, STDOUT

OUT, ERR = int(STDOUT), int(STDERR)
Pieces = list[tuple[int, int, str]]

_BEFORE = """
import contextlib, io, json, logging, os, subprocess, sys, threading, time
from farfield_engine.worker.capture import Capture
answer = os.dup(1)
pipes = [os.pipe(), os.pipe()]
for number, (read, write) in enumerate(pipes):
    os.dup2(write, number + 1)
    os.set_blocking(read, False)
pieces = []
def sink(item, kind, text):
    if pieces and pieces[-1][:2] == [item, kind]:
        text = pieces.pop()[2] + text
    pieces.append([item, kind, text])
capture = Capture(pipes[0][0], pipes[1][0], sink)
capture.install()
capture.begin(0, at_once=False)
"""
_AFTER = """
capture.flush()
os.write(answer, json.dumps(pieces).encode())
os._exit(0)
"""


def captured(code: str) -> Pieces:
    """What is captured while this code runs."""
    script = _BEFORE + textwrap.dedent(code) + _AFTER
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    return [tuple(piece) for piece in json.loads(done.stdout)]


def test_both_streams_arrive_in_the_order_of_writing() -> None:
    pieces = captured(
        """
        print("one")
        print("two", file=sys.stderr)
        print("three")
        """
    )
    assert pieces == [(0, OUT, "one\n"), (0, ERR, "two\n"), (0, OUT, "three\n")]


@pytest.mark.parametrize("at_once", [True, False])
def test_every_item_has_its_output(at_once: bool) -> None:
    pieces = captured(
        f"""
        for item in range(3):
            capture.begin(item, at_once={at_once})
            if item != 1:
                print("item", item)
        """
    )
    assert pieces == [(0, OUT, "item 0\n"), (2, OUT, "item 2\n")]


def test_a_line_without_end_belongs_to_its_item() -> None:
    pieces = captured(
        """
        print("no end", end="")
        capture.flush()
        capture.begin(1, at_once=False)
        print("next")
        """
    )
    assert pieces == [(0, OUT, "no end"), (1, OUT, "next\n")]


def test_descriptors_and_child_processes_are_captured() -> None:
    pieces = captured(
        """
        capture.begin(4, at_once=True)
        os.write(1, b"direct\\n")
        subprocess.run(["sh", "-c", "echo child; echo complaint >&2"], check=True)
        """
    )
    assert pieces == [(4, OUT, "direct\nchild\n"), (4, ERR, "complaint\n")]


def test_a_fork_that_prints_does_not_change_whose_output_follows() -> None:
    pieces = captured(
        """
        capture.begin(3, at_once=False)
        print("parent")
        child = os.fork()
        if not child:
            capture.begin(9, at_once=False)
            print("child")
            print("child's complaint", file=sys.stderr)
            sys.stderr.flush()
            os._exit(0)
        os.waitpid(child, 0)
        print("parent again")
        """
    )
    assert pieces == [(3, OUT, "parent\nchild\nparent again\n"), (3, ERR, "child's complaint\n")]


def test_more_than_a_pipe_holds_comes_through_while_somebody_drains() -> None:
    pieces = captured(
        """
        done = threading.Event()
        def drain():
            while not done.wait(0.001):
                capture.drain()
        drainer = threading.Thread(target=drain)
        drainer.start()
        for number in range(20000):
            print("line", number)
        done.set()
        drainer.join()
        """
    )
    assert pieces == [(0, OUT, "".join(f"line {number}\n" for number in range(20000)))]


def test_text_that_is_no_unicode_is_shown_and_harms_nothing() -> None:
    assert captured('print("\\ud800"); os.write(1, b"\\xff\\n")') == [(0, OUT, "\\ud800\n\ufffd\n")]


@pytest.mark.parametrize(
    "replacement",
    ["io.StringIO()", "object()", "None", "type('Tee', (), {'write': print})()"],
)
def test_a_stream_that_user_code_left_behind_is_not_the_next_items(replacement: str) -> None:
    pieces = captured(
        f"""
        print("before", end="")
        sys.stdout = {replacement}
        sys.stderr = sys.stdout
        capture.flush()
        capture.begin(1, at_once=False)
        print("after")
        print("after", file=sys.stderr)
        """
    )
    assert pieces == [(0, OUT, "before"), (1, OUT, "after\n"), (1, ERR, "after\n")]


def test_a_stream_that_user_code_closed_is_open_for_the_next_item() -> None:
    pieces = captured(
        """
        print("before")
        sys.stdout.close()
        capture.flush()
        capture.begin(1, at_once=False)
        print("after")
        """
    )
    assert pieces == [(0, OUT, "before\n"), (1, OUT, "after\n")]


def test_what_user_code_redirects_stays_so_although_something_is_displayed() -> None:
    pieces = captured(
        """
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            print("first")
            capture.flush()  # as a display does
            print("second")
        print(repr(text.getvalue()))
        """
    )
    assert pieces == [(0, OUT, "'first\\nsecond\\n'\n")]


def test_a_stream_knows_its_descriptor() -> None:
    assert captured("print(sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.isatty())") == [
        (0, OUT, "1 2 False\n")
    ]

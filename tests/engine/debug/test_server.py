"""The worker's end of a tunnel, with a real debugger and without a worker."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from farfield_engine.debug.bounds import COPIED, LISTED, SAID
from farfield_engine.wire.dap import WHOLE
from farfield_engine.wire.v1 import debug_pb2 as pb

if TYPE_CHECKING:
    from tests.engine.debug.conftest import Debuggee  # noqa: TID251  # for the type checker only

LINE = 4


def test_it_stops_steps_and_goes_on(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    thread, frames = debuggee.stop()
    assert (frames[0]["name"], frames[0]["line"]) == ("work", LINE)
    pause = debuggee.frame("pause").pause
    assert (pause.file, pause.line, pause.function, pause.client) == (debuggee.loop, LINE, "work", "a test")
    debuggee.ok("next", threadId=thread)
    assert debuggee.stop()[1][0]["line"] == 3
    debuggee.break_at()
    debuggee.ok("continue", threadId=thread)
    assert debuggee.frame("resumed").resumed


def test_nothing_of_ours_is_in_the_stack(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    _, frames = debuggee.stop()
    files = [str(frame["source"]["path"]) for frame in frames]
    assert not [file for file in files if f"{os.sep}farfield_engine{os.sep}" in file], files


def test_nobody_can_connect_to_it(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    debuggee.stop()
    process = psutil.Process(debuggee.process.pid)
    assert process.net_connections("inet") == []


def test_a_client_that_goes_lets_it_run_and_the_next_one_stops_it(debuggee: Debuggee) -> None:
    for _ in range(3):
        debuggee.attach(LINE)
        debuggee.stop()
        debuggee.frame("pause")
        debuggee.send(pb.ToDebugger(close=True))
        debuggee.frame("resumed")
        debuggee.events.clear()


def test_disconnect_ends_the_tunnel(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    debuggee.stop()
    debuggee.frame("pause")
    assert debuggee.ask("disconnect", restart=False)["success"]
    assert debuggee.frame("closed").closed == "the client has disconnected"
    debuggee.frame("resumed")


def test_what_it_can_not_do_is_told(debuggee: Debuggee) -> None:
    debuggee.send(pb.ToDebugger(open="a test"))
    early = debuggee.ask("threads")
    assert not early["success"] or early["body"]["threads"]
    debuggee.frame("opened")
    answer = debuggee.ask("stepBack", threadId=1)
    assert (answer["success"], answer["message"]) == (False, "a remote worker can't do 'stepBack'")


def test_a_breakpoint_on_the_first_line_is_not_moved_before_the_file(debuggee: Debuggee) -> None:
    debuggee.attach()
    (point,) = debuggee.break_at(1)
    assert point["line"] >= 1 and point["source"] == {"path": debuggee.loop}


def test_a_file_that_only_the_client_has_is_said_to_be_missing(debuggee: Debuggee) -> None:
    debuggee.attach()
    missing = {"path": "/nowhere/only-there.py"}
    (point,) = debuggee.ok("setBreakpoints", source=missing, breakpoints=[{"line": 1}])["breakpoints"]
    assert not point["verified"] and point["message"]


def test_the_text_of_a_file_can_be_asked_for(debuggee: Debuggee) -> None:
    debuggee.attach()
    body = debuggee.ok("source", source={"path": debuggee.loop}, sourceReference=0)
    assert body["content"] == Path(debuggee.loop).read_text()
    assert not debuggee.ask("source", source={"path": "/nowhere.py"}, sourceReference=0)["success"]


def test_values_come_in_a_size_that_can_be_shown(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    _, frames = debuggee.stop()

    def size(expression: str, context: str) -> int:
        answer = debuggee.ask("evaluate", expression=expression, context=context, frameId=frames[0]["id"])
        return len(answer["body"]["result"])

    assert size("'x' * 300_000_000", "clipboard") < 2 * COPIED
    assert size("'x' * 300_000_000", "hover") < 2 * SAID
    assert size("[].index('x' * 30_000_000)", "repl") < 2 * SAID
    assert size("'x' * 3_000_000", WHOLE) == 3_000_002
    debuggee.ok("evaluate", expression="texts = ['x' * 300_000]", context="repl", frameId=frames[0]["id"])
    (scope, *_) = debuggee.ok("scopes", frameId=frames[0]["id"])["scopes"]
    listed = debuggee.ok("variables", variablesReference=scope["variablesReference"])["variables"]
    (texts,) = [each["variablesReference"] for each in listed if each["name"] == "texts"]
    (first, *_) = [
        each
        for each in debuggee.ok("variables", variablesReference=texts)["variables"]
        if each["name"] == "0"
    ]
    assert len(first["value"]) < 2 * LISTED


def test_a_log_point_of_a_large_value_is_shortened(debuggee: Debuggee) -> None:
    debuggee.attach()
    point = {"line": LINE, "logMessage": "{'x' * 30_000_000}"}
    debuggee.ok("setBreakpoints", source={"path": debuggee.loop}, breakpoints=[point])
    assert len(debuggee.event("output")["output"]) < 2 * SAID


def test_the_newest_frame_can_be_restarted_and_no_other(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    thread, frames = debuggee.stop()
    assert [frame["canRestart"] for frame in frames] == [True, *[False] * (len(frames) - 1)]
    other = debuggee.ask("restartFrame", frameId=frames[1]["id"])
    assert not other["success"] and "newest" in other["message"]
    debuggee.ok("restartFrame", frameId=frames[0]["id"])
    thread, frames = debuggee.stop()
    assert (frames[0]["name"], frames[0]["line"]) == ("work", 2)
    debuggee.ok("continue", threadId=thread)
    assert debuggee.stop()[1][0]["line"] == LINE


def test_what_is_loaded_is_listed(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    debuggee.stop()
    sources = debuggee.ok("loadedSources")["sources"]
    paths = [source["path"] for source in sources]
    assert debuggee.loop in paths and not [path for path in paths if "farfield_engine" in path]
    assert "loop" in [module["name"] for module in debuggee.ok("modules")["modules"]]


def test_a_client_that_vanishes_while_a_value_is_made(debuggee: Debuggee) -> None:
    debuggee.attach(LINE)
    _, frames = debuggee.stop()
    debuggee.frame("pause")
    slow = {"expression": "__import__('time').sleep(1)", "context": "repl", "frameId": frames[0]["id"]}
    debuggee.send_whole({"command": "evaluate", "arguments": slow})
    debuggee.send(pb.ToDebugger(close=True))
    debuggee.frame("resumed")
    debuggee.events.clear()
    debuggee.attach(LINE)
    assert debuggee.stop()[1][0]["line"] == LINE

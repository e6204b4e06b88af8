"""Requests that are malformed: each is answered, and the debugger, a real one, lives on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from farfield_engine.debug.checks import FORWARDED, complaint

if TYPE_CHECKING:
    from tests.engine.debug.conftest import Debuggee  # noqa: TID251  # for the type checker only

LINE = 4
PATIENCE = 3.0
DEATHS = 4
"""Of one command, so many deaths are enough to know about."""

Arguments = dict[str, Any]

STRANGE: list[Any] = [
    None, True, -1, 2**40, 1.5, "", "text", "/a\0b", "\ud800", [], [1], [None], {}, {"a": 1}, [{}], [[]],
]  # fmt: skip


def requests(thread: int, frame: int, variables: int, path: str) -> dict[str, Arguments]:
    """A request of each kind that is as it should be, with all arguments that DAP has for it."""
    source = {"path": path, "name": "loop.py", "sourceReference": 0, "checksums": []}
    point = {"line": LINE, "column": 1, "condition": "i < 0", "hitCondition": "5", "logMessage": "i={i}"}
    step = {"threadId": thread, "singleThread": False, "granularity": "line"}
    return {
        "initialize": {"adapterID": "x", "clientID": "x", "linesStartAt1": True, "columnsStartAt1": True,
                       "pathFormat": "path", "locale": "en", "supportsVariableType": True},
        "attach": {"justMyCode": False, "rules": [], "debugOptions": [], "showReturnValue": True,
                   "variablePresentation": {}, "steppingResumesAllThreads": True, "pathMappings": [],
                   "stopAllThreadsOnSuspend": False, "breakOnSystemExitZero": False, "guiEventLoop": "none"},
        "configurationDone": {},
        "threads": {},
        "setBreakpoints": {"source": source, "breakpoints": [point], "lines": [LINE],
                           "sourceModified": False},
        "setFunctionBreakpoints": {"breakpoints": [{"name": "work", "condition": "0", "hitCondition": "3"}]},
        "setExceptionBreakpoints": {"filters": [], "filterOptions": [], "exceptionOptions": []},
        "pause": {"threadId": thread},
        "continue": {"threadId": thread, "singleThread": False},
        "next": step, "stepIn": {**step, "targetId": 1}, "stepOut": step,
        "stackTrace": {"threadId": thread, "startFrame": 0, "levels": 1, "format": {"hex": True}},
        "scopes": {"frameId": frame},
        "variables": {"variablesReference": variables, "filter": "named", "start": 0, "count": 1,
                      "format": {"hex": True}},
        "setVariable": {"variablesReference": variables, "name": "total", "value": "1",
                        "format": {"hex": True}},
        "setExpression": {"expression": "total", "value": "1", "frameId": frame, "format": {"hex": True}},
        "evaluate": {"expression": "total", "frameId": frame, "context": "repl", "format": {"hex": True}},
        "completions": {"text": "to", "column": 2, "line": 1, "frameId": frame},
        "exceptionInfo": {"threadId": thread},
        "gotoTargets": {"source": source, "line": LINE, "column": 1},
        "goto": {"threadId": thread, "targetId": 1},
        "stepInTargets": {"frameId": frame},
        "modules": {"startModule": 0, "moduleCount": 1},
        "loadedSources": {},
        "restartFrame": {"frameId": frame},
        "source": {"source": source, "sourceReference": 0},
    }  # fmt: skip


def spoiled(value: Any) -> Iterator[Any]:
    """The value with one thing in it, at any depth, that is not what it should be, or is missing."""
    yield from STRANGE
    if isinstance(value, dict):
        for name in value:
            yield {other: kept for other, kept in value.items() if other != name}
            yield from ({**value, name: bad} for bad in spoiled(value[name]))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], bad, *value[index + 1 :]] for bad in spoiled(item))


def test_all_that_is_forwarded_is_tried_here() -> None:
    assert requests(1, 1, 1, "/a.py").keys() == FORWARDED


@pytest.mark.parametrize("command", sorted(FORWARDED))
def test_what_is_right_passes(command: str) -> None:
    arguments = requests(1, 2, 3, "/a.py")[command]
    assert complaint({"type": "request", "seq": 1, "command": command, "arguments": arguments}) == ""


@pytest.mark.parametrize("command", sorted(FORWARDED))
def test_a_complaint_is_a_text_whatever_comes(command: str) -> None:
    for arguments in spoiled(requests(1, 2, 3, "/a.py")[command]):
        request = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
        try:
            said = complaint(request)
        except Exception as error:  # told with what it was about
            raise AssertionError(f"{request} raises {error!r}") from error
        assert isinstance(said, str)


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"type": "event"},
        {"type": "request"},
        {"type": "request", "command": None},
        {"type": "request", "command": ["threads"]},
        {"type": "request", "command": "launch"},
        {"type": "request", "command": "__class__"},
        {"type": "request", "command": "pydevdSystemInfo"},
        {"type": "request", "command": "threads", "arguments": None},
        {"type": "request", "command": "threads", "arguments": [1]},
        {"type": "request", "command": "continue"},
        {"type": "request", "command": "continue", "arguments": {"threadId": "*"}},
        {"type": "request", "command": "continue", "arguments": {"threadId": True}},
    ],
    ids=str,
)
def test_what_is_wrong_is_complained_about(request_: Arguments) -> None:
    assert complaint(request_)


class Attacker:
    """Throws requests at a debugger that stands at a breakpoint, and starts another when one dies."""

    def __init__(self, make: Callable[[], Debuggee]) -> None:
        self._make = make
        self.deaths: list[str] = []
        self._begin()

    def _begin(self) -> None:
        self.debuggee = self._make()
        self.debuggee.attach(LINE)
        self.thread, frames = self.debuggee.stop()
        self.frame = int(frames[0]["id"])
        scopes = self.debuggee.ok("scopes", frameId=self.frame)["scopes"]
        self.variables = int(scopes[0]["variablesReference"])

    def throw(self, request: dict[str, Any]) -> None:
        """Send it; note it down when it is not answered, or nothing is answered after it."""
        try:
            if request["command"] == "continue":  # which is answered when something has gone on, or never
                self.debuggee.send_whole(request)
            else:
                self.debuggee.ask_whole(request, PATIENCE)
            assert self.debuggee.ask("threads", PATIENCE)["success"]
        except AssertionError as error:
            self.deaths.append(f"{request}\n    {str(error).strip().splitlines()[-1]}")
            self.debuggee.close()
            self._begin()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(4))
def test_no_malformed_request_ends_a_debugger(make_debuggee: Callable[[], Debuggee], part: int) -> None:
    attacker = Attacker(make_debuggee)
    for command in itertools.islice(sorted(FORWARDED), part, None, 4):
        valid = requests(attacker.thread, attacker.frame, attacker.variables, attacker.debuggee.loop)[command]
        known = len(attacker.deaths)
        for arguments in spoiled(valid):
            attacker.throw({"command": command, "arguments": arguments})
            if len(attacker.deaths) >= known + DEATHS:
                break
    assert not attacker.deaths, "\n".join(attacker.deaths)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"type":"request"}', b'{"type":"event","event":"stopped"}', b"\xff\xfe",
     b'{"type":"response","request_seq":1,"success":true,"command":"threads"}',
     b'{"type":"request","seq":9,"command":"threads","arguments":%s1%s}' % (b"[" * 100_000, b"]" * 100_000),
     b'{"type":"request","seq":[1],"command":"threads"}'],
    ids=lambda content: content[:60].decode(errors="replace"),
)  # fmt: skip
def test_what_is_no_request_at_all_does_not_end_it_either(debuggee: Debuggee, content: bytes) -> None:
    debuggee.attach()
    debuggee.raw(content)
    assert debuggee.ask("threads")["success"]

"""What a client's DAP request must be before pydevd sees it: a fault in there ends the debugger for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from farfield_engine.wire.dap import Message

FORWARDED = frozenset({
    "initialize", "setDebuggerProperty", "attach", "configurationDone", "threads", "setBreakpoints",
    "setFunctionBreakpoints", "setExceptionBreakpoints", "pause", "continue", "next", "stepIn", "stepOut",
    "stackTrace", "scopes", "variables", "setVariable", "setExpression", "evaluate", "completions",
    "exceptionInfo", "gotoTargets", "goto", "stepInTargets", "modules", "source",
})  # fmt: skip
"""What pydevd answers. Whatever else is asked is refused here: pydevd would not answer at all."""

_REQUIRED: dict[str, dict[str, type]] = {
    "continue": {"threadId": int},
    "next": {"threadId": int},
    "stepIn": {"threadId": int},
    "stepOut": {"threadId": int},
    "pause": {"threadId": int},
    "stackTrace": {"threadId": int},
    "exceptionInfo": {"threadId": int},
    "scopes": {"frameId": int},
    "variables": {"variablesReference": int},
    "setVariable": {"variablesReference": int, "name": str, "value": str},
    "setExpression": {"expression": str, "value": str},
    "evaluate": {"expression": str},
    "completions": {"text": str, "column": int},
    "setExceptionBreakpoints": {"filters": list},
    "setFunctionBreakpoints": {"breakpoints": list},
    "gotoTargets": {"source": dict, "line": int},
    "goto": {"threadId": int, "targetId": int},
    "stepInTargets": {"frameId": int},
    "setBreakpoints": {"source": dict},
}


def complaint(request: Message) -> str:
    """What is wrong with a request, for the client; empty where nothing is."""
    command = request.get("command")
    if request.get("type") != "request" or not isinstance(command, str):
        return "this is not a request"
    if command not in FORWARDED:
        return f"a remote worker can't do '{command}'"
    arguments = request.get("arguments", {})
    if not isinstance(arguments, dict):
        return f"the arguments of '{command}' are not an object"
    for name, kind in _REQUIRED.get(command, {}).items():
        if not isinstance(arguments.get(name), kind) or isinstance(arguments.get(name), bool):
            return f"'{command}' needs '{name}', of type {kind.__name__}"
    check = _CHECKS.get(command)
    return check(arguments) if check is not None else ""


def _check_breakpoints(arguments: dict[str, Any]) -> str:
    if not isinstance(arguments["source"].get("path"), str) or not arguments["source"]["path"]:
        return "'setBreakpoints' needs a source with a path"
    for point in arguments.get("breakpoints") or ():
        if not isinstance(point, dict) or not isinstance(point.get("line"), int) or point["line"] < 0:
            return "a breakpoint needs a line, a number of at least 0"
        if any(not isinstance(point.get(name, ""), str | None) for name in _TEXTS):
            return f"of a breakpoint, {', '.join(_TEXTS)} are texts"
    return ""


_TEXTS = ("condition", "hitCondition", "logMessage")


def _check_functions(arguments: dict[str, Any]) -> str:
    for point in arguments["breakpoints"]:
        if not isinstance(point, dict) or not isinstance(point.get("name"), str):
            return "a function breakpoint needs a name"
    return ""


def _check_filters(arguments: dict[str, Any]) -> str:
    if not all(isinstance(name, str) for name in arguments["filters"]):
        return "filters of exceptions are texts"
    return ""


def _check_goto(arguments: dict[str, Any]) -> str:
    return (
        "" if isinstance(arguments["source"].get("path"), str) else "'gotoTargets' needs a source with a path"
    )


_CHECKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "setBreakpoints": _check_breakpoints,
    "setFunctionBreakpoints": _check_functions,
    "setExceptionBreakpoints": _check_filters,
    "gotoTargets": _check_goto,
}

"""What a client's DAP request must be before pydevd sees it: a fault in there ends the debugger for good."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from farfield_engine.wire.dap import Message

_THREAD = {"threadId": int}
_STEP = {"threadId": int, "singleThread": bool, "granularity": str}

_KNOWN: dict[str, Mapping[str, type]] = {
    "initialize": {
        "clientID": str, "clientName": str, "adapterID": str, "locale": str, "pathFormat": str,
        "linesStartAt1": bool, "columnsStartAt1": bool, "supportsVariableType": bool,
        "supportsVariablePaging": bool, "supportsANSIStyling": bool,
    },
    # Only what says how to debug. What says where to connect to, or maps paths, is ours to say.
    "attach": {
        "justMyCode": bool, "debugOptions": list, "rules": list, "showReturnValue": bool,
        "variablePresentation": dict, "steppingResumesAllThreads": bool, "stopAllThreadsOnSuspend": bool,
        "breakOnSystemExitZero": bool,
    },
    "configurationDone": {},
    "threads": {},
    "setBreakpoints": {"source": dict, "breakpoints": list, "sourceModified": bool},
    "setFunctionBreakpoints": {"breakpoints": list},
    "setExceptionBreakpoints": {"filters": list},
    "pause": _THREAD,
    "continue": {"threadId": int, "singleThread": bool},
    "next": _STEP,
    "stepIn": {**_STEP, "targetId": int},
    "stepOut": _STEP,
    "stackTrace": {"threadId": int, "startFrame": int, "levels": int},
    "scopes": {"frameId": int},
    "variables": {"variablesReference": int, "filter": str, "start": int, "count": int, "format": dict},
    "setVariable": {"variablesReference": int, "name": str, "value": str, "format": dict},
    "setExpression": {"expression": str, "value": str, "frameId": int, "format": dict},
    "evaluate": {"expression": str, "frameId": int, "context": str, "format": dict},
    "completions": {"text": str, "column": int, "line": int, "frameId": int},
    "exceptionInfo": _THREAD,
    "gotoTargets": {"source": dict, "line": int, "column": int},
    "goto": {"threadId": int, "targetId": int},
    "stepInTargets": {"frameId": int},
    "modules": {"startModule": int, "moduleCount": int},
    "loadedSources": {},
    "restartFrame": {"frameId": int},
    "source": {"source": dict, "sourceReference": int},
}  # fmt: skip
"""What is answered, and the arguments that count. Whatever else is asked is refused here: pydevd would not
answer at all."""

FORWARDED = frozenset(_KNOWN)

_OPTIONAL: dict[str, frozenset[str]] = {
    "initialize": frozenset(_KNOWN["initialize"]),
    "attach": frozenset(_KNOWN["attach"]),
    "setBreakpoints": frozenset({"breakpoints", "sourceModified"}),
    "stackTrace": frozenset({"startFrame", "levels"}),
    "variables": frozenset({"filter", "start", "count"}),
    "setExpression": frozenset({"frameId"}),
    "evaluate": frozenset({"frameId", "context"}),
    "completions": frozenset({"line", "frameId"}),
    "gotoTargets": frozenset({"column"}),
    "modules": frozenset({"startModule", "moduleCount"}),
    "source": frozenset({"source", "sourceReference"}),
}
_ALWAYS_OPTIONAL = frozenset({"singleThread", "granularity", "targetId", "format"})

_POINT = {"line": int, "column": int, "condition": str, "hitCondition": str, "logMessage": str}
_FUNCTION = {"name": str, "condition": str, "hitCondition": str}
_PRESENTATIONS = ("group", "inline", "hide")


def known_arguments(request: Message) -> dict[str, Any]:
    """The arguments of a request that `complaint` has let pass, without what nobody here knows."""
    known = _KNOWN[request["command"]]
    given = request.get("arguments") or {}
    arguments = {name: given[name] for name in known if given.get(name) is not None}
    if "format" in arguments:  # a raw string would come whole, however long it is
        arguments["format"] = {"hex": arguments["format"].get("hex") is True}
    return arguments


def complaint(request: Message) -> str:
    """What is wrong with a request, for the client; empty where nothing is."""
    command = request.get("command")
    if request.get("type") != "request" or not isinstance(command, str):
        return "this is not a request"
    if command not in _KNOWN:
        return f"a remote worker can't do '{command}'"
    if type(request.get("seq")) is not int:
        return "a request has a number, 'seq'"
    arguments = request.get("arguments", {})
    if not isinstance(arguments, dict):
        return f"the arguments of '{command}' are not an object"
    optional = _OPTIONAL.get(command, frozenset()) | _ALWAYS_OPTIONAL
    for name, kind in _KNOWN[command].items():
        value = arguments.get(name)
        missing = value is None
        # For JSON, a truth value is no number.
        if missing and name not in optional or not missing and type(value) is not kind:
            return f"'{command}' needs '{name}', of type {kind.__name__}"
    check = _CHECKS.get(command)
    return check(known_arguments(request)) if check is not None else ""


def _fields(what: str, value: object, known: Mapping[str, type], needed: str) -> str:
    if not isinstance(value, dict) or type(value.get(needed)) is not known[needed]:
        return f"{what} needs '{needed}', of type {known[needed].__name__}"
    for name, kind in known.items():
        if value.get(name) is not None and type(value[name]) is not kind:
            return f"'{name}' of {what} is not of type {kind.__name__}"
    return ""


def _check_source(arguments: dict[str, Any]) -> str:
    path = arguments["source"].get("path")
    if not isinstance(path, str) or not path:
        return "a source needs a path"
    return "" if is_path(path) else "the path of a source is none that this system can have"


def is_path(path: str) -> bool:
    """Whether a file of this system could have that path."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return "\0" not in path


def _check_breakpoints(arguments: dict[str, Any]) -> str:
    for point in arguments.get("breakpoints", ()):
        wrong = _fields("a breakpoint", point, _POINT, "line")
        if wrong or point["line"] < 0:
            return wrong or "the line of a breakpoint is at least 0"
    return _check_source(arguments)


def _check_functions(arguments: dict[str, Any]) -> str:
    wrong = (_fields("a function breakpoint", point, _FUNCTION, "name") for point in arguments["breakpoints"])
    return next((text for text in wrong if text), "")


def _check_filters(arguments: dict[str, Any]) -> str:
    return "" if all(isinstance(name, str) for name in arguments["filters"]) else "filters are texts"


def _check_attach(arguments: dict[str, Any]) -> str:
    if not all(isinstance(option, str) for option in arguments.get("debugOptions", ())):
        return "debug options are texts"
    for rule in arguments.get("rules", ()):
        if not isinstance(rule, dict) or type(rule.get("include")) is not bool:
            return "a rule needs 'include', of type bool"
        if not isinstance(rule.get("path", ""), str) or not isinstance(rule.get("module", ""), str):
            return "the path or module of a rule is a text"
        if ("path" in rule) == ("module" in rule):
            return "a rule needs a path or a module"
    shown = arguments.get("variablePresentation", {}).values()
    return "" if all(value in _PRESENTATIONS for value in shown) else f"a variable is {_PRESENTATIONS}"


def _check_any_source(arguments: dict[str, Any]) -> str:
    path = arguments.get("source", {}).get("path", "")
    return "" if isinstance(path, str) and is_path(path) else "the path of a source is a text"


_CHECKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "attach": _check_attach,
    "setBreakpoints": _check_breakpoints,
    "setFunctionBreakpoints": _check_functions,
    "setExceptionBreakpoints": _check_filters,
    "gotoTargets": _check_source,
    "source": _check_any_source,
}

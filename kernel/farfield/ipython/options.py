"""The options of `%%distributed`: their names, and how their values are read."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([kmgtp])(i?)b?|b)?", re.IGNORECASE)
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_VARIABLE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_GROUP = re.compile(r"\w[\w.-]{0,79}")
_LEAST_BARE_SIZE = 1 << 20


class HeaderError(ValueError):
    """A mistake in the line of `%%distributed`; its one line says what to do.

    `column` is the place in the line, from 0, where the mistake is known to be.
    """

    def __init__(self, message: str, column: int | None = None) -> None:
        super().__init__(message)
        self.column = column


def number(option: str, text: str) -> float:
    """A number of at least 0. Raises HeaderError."""
    try:
        value = float(text)
    except ValueError:
        message = f"{option} takes a number, as in {option} 2; got {text!r}"
        raise HeaderError(message) from None
    if not math.isfinite(value) or value < 0:
        message = f"{option} takes a number of at least 0; got {text!r}"
        raise HeaderError(message)
    return value


def count(option: str, text: str) -> int:
    """A whole number of at least 0. Raises HeaderError."""
    value = number(option, text)
    if value != int(value):
        message = f"{option} takes a whole number, as in {option} 2; got {text!r}"
        raise HeaderError(message)
    return int(value)


def size(option: str, text: str) -> int:
    """Bytes from `4GiB` (powers of 1024) or `512MB`, `1.5G` (powers of 1000). Raises HeaderError."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        message = f"{option} takes a size, as in {option} 4GiB or 512MB; got {text!r}"
        raise HeaderError(message)
    prefix = (match[2] or "").lower()
    base = 1024.0 if match[3] else 1000.0
    value = round(float(match[1]) * base ** " kmgtp".index(prefix or " "))
    if 0 < value < _LEAST_BARE_SIZE and not prefix:
        message = f"{option} {text} would be {value} bytes; add a unit, as in {option} {match[1]}GiB"
        raise HeaderError(message)
    return value


def duration(option: str, text: str) -> float:
    """Seconds from `90`, `90s`, `5m`, `2h`, `1d` or `500ms`. Raises HeaderError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        message = f"{option} takes a time of at least 0, as in {option} 90s, 5m or 2h; got {text!r}"
        raise HeaderError(message)
    return float(match[1]) * _SECONDS[match[2] or "s"]


def variable(option: str, text: str) -> str:
    """The name of a Python variable. Raises HeaderError."""
    if not text.isidentifier() or keyword.iskeyword(text):
        message = f"{option} takes the name of a variable, as in {option} results; got {text!r}"
        raise HeaderError(message)
    return text


def variables(option: str, text: str) -> tuple[str, ...]:
    """Names of variables, separated by commas. Raises HeaderError."""
    names = [name.strip() for name in text.split(",")] if text.strip() else []
    for name in names:
        if not name.isidentifier() or keyword.iskeyword(name):
            message = f"{option} takes names with commas between, no spaces, as in {option} a,b; got {text!r}"
            raise HeaderError(message)
    return tuple(dict.fromkeys(names))


def ranks(option: str, text: str) -> int:
    """A whole number of at least 1. Raises HeaderError."""
    value = count(option, text)
    if value < 1:
        message = f"{option} takes a whole number of at least 1; got {text!r}"
        raise HeaderError(message)
    return value


def group(option: str, text: str) -> str:
    """The name of a group. Raises HeaderError."""
    if not _GROUP.fullmatch(text):
        message = f"{option} takes a name of letters, digits, _ . and -, as in {option} trainer; got {text!r}"
        raise HeaderError(message)
    return text


def setting(option: str, text: str) -> tuple[str, str]:
    """An environment variable and its value. Raises HeaderError."""
    name, equals, value = text.partition("=")
    if not equals or not _VARIABLE.fullmatch(name):
        message = f"{option} takes NAME=VALUE, as in {option} OMP_NUM_THREADS=1; got {text!r}"
        raise HeaderError(message)
    return name, value


def resource(option: str, text: str) -> tuple[str, float]:
    """A resource of the cluster, by its own name, and how much of it. Raises HeaderError."""
    name, equals, amount = text.partition("=")
    if not equals or not name.strip():
        message = f"{option} takes NAME=X, as in {option} TPU=4; got {text!r}"
        raise HeaderError(message)
    if name.lower() in ("cpu", "gpu", "memory"):
        own = {"cpu": "--cpus", "gpu": "--gpus", "memory": "--memory"}[name.lower()]
        message = f"{option} is for other resources: {own} asks for {name}"
        raise HeaderError(message)
    return name, number(f"{option} {name}=", amount)


def label(option: str, text: str) -> tuple[str, str]:
    """A label that nodes have, and what it must be. Raises HeaderError."""
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        message = f"{option} takes NAME=VALUE, as in {option} zone=west; got {text!r}"
        raise HeaderError(message)
    return name, value


def anything(option: str, text: str) -> str:
    """Any text."""
    return text


@dataclass(frozen=True)
class Option:
    """One option. `convert` gets the option as typed and the value's text; None where there is no value."""

    name: str
    value: str
    help: str
    convert: Callable[[str, str], object] | None = None
    repeats: bool = False
    many: bool = False
    """It takes all the words up to the next option."""


_ALL = (
    Option("into", "NAME", "bind the list of results, or the cell's value, to this name", variable),
    Option("on", "NAME", "run in this group, which keeps its variables; made on first use", group),
    Option("ranks", "N", "run on N workers at once, with rank and world_size set", ranks),
    Option("detach", "", "do not wait: the value is a Job, and what the cell binds stays on the cluster"),
    Option("cpus", "X", "CPU cores that each run needs (1)", number),
    Option("gpus", "X", "GPUs that each run needs; half of one is 0.5 (0)", number),
    Option("memory", "SIZE", "memory that each run needs: 4GiB, 512MB, 1.5G", size),
    Option(
        "resource",
        "NAME=X",
        "what else each run needs, as the cluster calls it; repeatable",
        resource,
        repeats=True,
    ),
    Option("label", "NAME=VALUE", "run on nodes with this label; may be repeated", label, repeats=True),
    Option("timeout", "TIME", "stop a run that takes longer: 90, 90s, 5m, 2h", duration),
    Option("retries", "N", "run again, at most so often, what failed (0)", count),
    Option("keep-going", "", "run the other elements although one failed"),
    Option("concurrency", "N", "run at most so many elements at once", count),
    Option("name", "TEXT", "what the job is called in lists", anything),
    Option("inputs", "A,B", "send these variables too", variables),
    Option("outputs", "X,Y", "bring back these names and no others", variables),
    Option("env", "K=V", "set an environment variable for the runs; may be repeated", setting, repeats=True),
    Option("files", "PATH...", "run in a directory that has only these files", anything, many=True),
    Option("debug", "", "stop at the first line of each run, for a debugger"),
    Option("post-mortem", "", "stop where a run fails, with its variables, before it does"),
    Option("lease", "TIME", "how long a stop waits for a debugger: 90, 5m (60 seconds)", duration),
    Option("quiet", "", "show no progress"),
    Option("dry-run", "", "run nothing; print what would be sent and come back"),
)
OPTIONS = {option.name: option for option in _ALL}


def help_text() -> str:
    """One line for each option."""
    usages = [f"--{option.name} {option.value}".rstrip() for option in _ALL]
    width = max(len(usage) for usage in usages)
    return "\n".join(f"{usage:<{width}}  {option.help}" for usage, option in zip(usages, _ALL, strict=True))

"""The line of a `%%distributed` cell: options, then perhaps a loop written like a comprehension's."""

from __future__ import annotations

import ast
import difflib
import io
import re
import tokenize
import warnings
from dataclasses import dataclass, field
from typing import Any

from farfield.ipython.options import OPTIONS, HeaderError, help_text
from farfield.ipython.scopes import target_names

__all__ = ["Header", "HeaderError", "Loop", "elements", "help_text", "parse_header"]

_FORM = "for TARGET in ITERABLE [if CONDITION] [for ...]"
_LITERAL = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_LATE_OPTION = re.compile(r"(?<!\S)--([A-Za-z][\w-]*)")
# Stands before the clauses where they are parsed, so that columns can be counted back.
_OPENING = "[0 "


@dataclass(frozen=True)
class Loop:
    """A loop: `clauses` as written, from `for` on, and all names that its targets bind, in order."""

    clauses: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """What the line asks for. Memory in bytes, timeout in seconds; 0 means no request and no limit.

    `outputs` is None where the line does not say what comes back, and empty where it says nothing does.
    """

    into: str | None = None
    cpus: float = 1.0
    gpus: float = 0.0
    memory: int = 0
    resource: dict[str, float] = field(default_factory=dict)
    label: dict[str, str] = field(default_factory=dict)
    timeout: float = 0.0
    retries: int = 0
    keep_going: bool = False
    concurrency: int = 0
    name: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] | None = None
    env: dict[str, str] = field(default_factory=dict)
    quiet: bool = False
    dry_run: bool = False
    on: str = ""
    ranks: int = 0
    detach: bool = False
    files: tuple[str, ...] = ()
    debug: bool = False
    post_mortem: bool = False
    lease: float = 0.0
    loop: Loop | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)
    """The options that the line names."""

    @property
    def ganged(self) -> bool:
        """Whether it runs in a group or on ranks."""
        return bool(self.on or self.ranks)


def parse_header(line: str) -> Header:
    """Reads the text after `%%distributed`. Raises HeaderError, whose one line says what to do."""
    reader = _Reader(line)
    given: dict[str, Any] = {}
    while (start := reader.skip_spaces()) < len(line):
        if line[start] == "#":
            break
        if line.startswith("--", start):
            _option(reader, given)
        elif reader.at_word("for") or reader.at_word("async"):
            given["loop"] = _loop(line[start:], start)
            break
        else:
            raise _stray_word(reader)
    header = Header(**given, given=frozenset(given))
    _check_together(header)
    return header


def _check_together(header: Header) -> None:
    """Raise HeaderError where two options contradict each other."""
    which = f"--on {header.on}" if header.on else "--ranks"
    if header.gpus and "CUDA_VISIBLE_DEVICES" in header.env:
        message = (
            f"--gpus {header.gpus:g} gives each run GPUs of its own, and --env CUDA_VISIBLE_DEVICES names "
            "others: leave --env CUDA_VISIBLE_DEVICES out, or --gpus"
        )
        raise HeaderError(message)
    if not header.ganged:
        return
    if header.loop is not None:
        message = f"{which} runs the cell once on each rank: leave it out, or the loop ({_FORM})"
        raise HeaderError(message)
    for name in ("retries", "keep_going", "concurrency"):
        if name in header.given:
            option = f"--{name.replace('_', '-')}"
            message = f"{option} is for loops: ranks run together, one of them can't run again; leave it out"
            raise HeaderError(message)


def elements(loop: Loop, namespace: dict[str, object]) -> list[tuple[object, ...]]:
    """Evaluates the loop here and returns, for each element, the values of `loop.targets`.

    Raises HeaderError for what is no loop, and whatever the user's own expressions raise.
    """
    _comprehension(loop.clauses, 0)
    values = "".join(f"{target}, " for target in loop.targets)
    code = compile(f"[({values}) {loop.clauses}\n]", "<%%distributed>", "eval")
    result: list[tuple[object, ...]] = eval(code, namespace)
    return result


class _Reader:
    """Reads words of a line as a shell does, one after another."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.position = 0

    def skip_spaces(self) -> int:
        while self.position < len(self.line) and self.line[self.position].isspace():
            self.position += 1
        return self.position

    def at_word(self, word: str) -> bool:
        """Whether the bare word begins here; a bracket may follow it at once."""
        return re.compile(re.escape(word) + r"(?![\w=.])").match(self.line, self.position) is not None

    def option(self) -> str:
        """The option's name, up to a space or `=`, which is left."""
        match = re.compile(r"--([^\s=]*)").match(self.line, self.position)
        if match is None:
            message = f"no option at column {self.position + 1}"
            raise HeaderError(message, self.position)
        self.position = match.end()
        return match[1]

    def more_words(self) -> bool:
        """Whether a word follows that is neither an option, nor a comment, nor the loop."""
        start = self.skip_spaces()
        ends = start == len(self.line) or self.line.startswith(("--", "#"), start)
        return not ends and not self.at_word("for")

    def word(self) -> str:
        """One word, its quotes taken off. Raises HeaderError where a quote is not closed."""
        parts: list[str] = []
        line, quote, start = self.line, "", self.position
        while self.position < len(line):
            char = line[self.position]
            if not quote and char.isspace():
                break
            self.position += 1
            if char == "\\" and quote != "'" and self.position < len(line):
                parts.append(line[self.position])
                self.position += 1
            elif char in "'\"" and quote in ("", char):
                quote = "" if quote else char
            else:
                parts.append(char)
        if quote:
            message = f"the quote {quote} after column {start} is open; close it, or write it as \\{quote}"
            raise HeaderError(message, start)
        return "".join(parts)


def _option(reader: _Reader, given: dict[str, Any]) -> None:
    """Reads one option with its value into `given`."""
    start = reader.position
    name = reader.option()
    typed = f"--{name}"
    option = OPTIONS.get(name)
    if option is None:
        raise _unknown_option(name, start)
    key = name.replace("-", "_")
    if key in given and not option.repeats:
        message = f"{typed} is given twice; keep one of them"
        raise HeaderError(message, start)
    if option.convert is None:
        if reader.line.startswith("=", reader.position):
            message = f"{typed} takes no value; write only {typed}"
            raise HeaderError(message, start)
        given[key] = True
        return
    if option.many:
        words = [option.convert(typed, _value(reader, typed, option.value))]
        while reader.more_words():
            words.append(option.convert(typed, reader.word()))
        given[key] = tuple(words)
        return
    value: Any = option.convert(typed, _value(reader, typed, option.value))
    if not option.repeats:
        given[key] = value
        return
    variable, text = value
    settings = given.setdefault(key, {})
    if variable in settings:
        message = f"{typed} sets {variable} twice; keep one of them"
        raise HeaderError(message, start)
    settings[variable] = text


def _value(reader: _Reader, typed: str, form: str) -> str:
    """The text of an option's value, after `=` or a space."""
    start = reader.position
    if reader.line.startswith("=", start):
        reader.position += 1
        if reader.position < len(reader.line) and not reader.line[reader.position].isspace():
            return reader.word()
    else:
        if reader.more_words():
            return reader.word()
    message = f"{typed} needs a value: {typed} {form}"
    raise HeaderError(message, start)


def _unknown_option(name: str, column: int) -> HeaderError:
    close = difflib.get_close_matches(name.lower().replace("_", "-"), [*OPTIONS], 1, 0.6)
    known = "the options are " + ", ".join(f"--{option}" for option in OPTIONS)
    advice = f"did you mean --{close[0]}?" if close else known
    return HeaderError(f"unknown option --{name}; {advice}", column)


def _stray_word(reader: _Reader) -> HeaderError:
    start = reader.position
    word = reader.word()
    if word.startswith("-") and len(word) > 1:
        close = [name for name in OPTIONS if name.startswith(word[1:])]
        advice = f"did you mean --{close[0]}?" if close else "options begin with two dashes"
        return HeaderError(f"unknown option {word}; {advice}", start)
    if word.partition("=")[0] in OPTIONS:
        return HeaderError(f"{word!r} is no option; did you mean --{word}?", start)
    message = (
        f"{word!r} at column {start + 1} is neither an option nor a loop ({_FORM}); "
        "if it belongs to the option before it, quote that option's value"
    )
    return HeaderError(message, start)


def _loop(text: str, column: int) -> Loop:
    clauses = _without_comment(text).strip()
    late = _LATE_OPTION.search(_LITERAL.sub(lambda match: "_" * len(match[0]), clauses))
    if late is not None and late[1] in OPTIONS:
        message = f"--{late[1]} comes after the loop; put it first: %%distributed --{late[1]} ... for ..."
        raise HeaderError(message, column + late.start())
    generators = _comprehension(clauses, column)
    targets: dict[str, None] = {}
    for generator in generators:
        plain = (ast.Name, ast.Tuple, ast.List, ast.Starred, ast.Load, ast.Store)
        if not all(isinstance(node, plain) for node in ast.walk(generator.target)):
            message = f"the loop's targets must be names: {_FORM}; got {ast.unparse(generator.target)!r}"
            raise HeaderError(message, column)
        targets.update(dict.fromkeys(target_names(generator.target)))
    return Loop(clauses, tuple(targets))


def _without_comment(text: str) -> str:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                return text[: token.start[1]]
    except (tokenize.TokenError, SyntaxError):  # brackets or quotes left open: the parser says so better
        pass
    return text


def _comprehension(clauses: str, column: int) -> list[ast.comprehension]:
    """Parses the clauses. Raises HeaderError, with its place in the line, for what is no loop."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(f"{_OPENING}{clauses}\n]", "<%%distributed>", "eval")
    except SyntaxError as error:
        at = (error.offset or 1) - 1 - len(_OPENING) if error.lineno == 1 else len(clauses)
        # What is wrong only at the bracket that we added is something missing at the end.
        at = at if 0 <= at < len(clauses) else len(clauses)
        place = f"before {clauses[at:]!r}" if at < len(clauses) else "at its end"
        message = f"the loop is wrong at column {column + at + 1}, {place}; write {_FORM}"
        raise HeaderError(message, column + at) from None
    except ValueError:  # a null byte
        message = f"the loop holds a character that Python does not allow; write {_FORM}"
        raise HeaderError(message, column) from None
    if not isinstance(tree.body, ast.ListComp) or ast.unparse(tree.body.elt) != "0":
        message = f"the line holds more than one loop expression; write {_FORM}"
        raise HeaderError(message, column)
    if any(generator.is_async for generator in tree.body.generators):
        message = "the loop cannot be asynchronous: make a list of the elements first, then loop over that"
        raise HeaderError(message, column)
    return tree.body.generators

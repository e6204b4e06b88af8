"""Code objects on their way to another minor version of Python: as source.

Bytecode of one minor version crashes another. A code object therefore travels as the whole text
of the cell or file that it is from, and where in it it is. The sender compiles that text too, and
sends only what comes out equal to the code object at hand: a function is never taken for another
one, also where a file has been edited since.

Where it is: the qualified name, the first line and, for one of several lambdas on that line, the how
manieth it is in the syntax tree. The order of code objects would not do: from 3.12 on comprehensions
are part of the code around them.
"""

from __future__ import annotations
import __future__

import ast
import functools
import linecache
import pickle
import re
import sys
import threading
import types
import warnings
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from typing import Any

from cloudpickle.cloudpickle import _code_reduce

OWN_PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
"""The minor version of this process: "3.11"."""

_ANNOTATIONS = __future__.annotations.compiler_flag
_INLINED = re.compile(r"<(?:list|set|dict)comp>\.(?:<locals>\.)?")
_AWAY = 1 << 24
"""A line that no cell has."""

_KEPT_TEXTS = 64
_KEPT_ARRIVED = 1024
_KEPT_VERSIONS = 4

_filters = threading.Lock()
"""Held while warnings are off, which they are for all threads."""


def minor_of(python: str) -> str:
    """The minor version that a version belongs to: "3.12.1" is of "3.12". Empty for what is none."""
    parts = python.split(".")
    return ".".join(parts[:2]) if len(parts) >= 2 else ""


# --- bytecode, to the same version ---------------------------------------------


def reduce_code(code: types.CodeType) -> tuple[Any, ...]:
    """How a code object is pickled as bytecode; refused where it is unpickled by another version."""
    parts = list(_code_reduce(code)[1])
    # cloudpickle 3.2 takes the name of the file away: tracebacks would have no lines, breakpoints no place.
    parts[_FILENAME] = "".join(code.co_filename)
    return code_from_bytes, (OWN_PYTHON, *parts)


_FILENAME = 10
"""Where `types.CodeType` takes co_filename, from Python 3.11 on."""


def code_from_bytes(python: str, *parts: Any) -> types.CodeType:
    """A code object of its parts. Raises UnpicklingError for those of another version."""
    if python != OWN_PYTHON:
        raise pickle.UnpicklingError(
            f"this was pickled by Python {python}, whose bytecode Python {OWN_PYTHON} can't run; "
            "send it again from a client that is attached to this cluster"
        )
    return types.CodeType(*parts)


# --- source, to another version ------------------------------------------------


def reduce_code_to_source(code: types.CodeType, python: str) -> tuple[Any, ...]:
    """How a code object is pickled as source, for the version `python` ("3.12").

    Raises PicklingError where the source is not known or has changed.
    """
    name = _name_of(code)
    annotations = bool(code.co_flags & _ANNOTATIONS)
    text = None
    for text in _texts_of(code.co_filename):
        among = _find(code, text, annotations)
        if among is not None:
            place = (_plain(code.co_qualname), code.co_firstlineno, *among)
            return code_from_source, (text, code.co_filename, annotations, *place, code.co_freevars)
    what = f"{name} can't go from Python {OWN_PYTHON} to {python}: its source "
    if text is not None:
        what += f"in {code.co_filename!r} has changed since; run its cell or import its file again"
    else:
        what += "is not known, since code made it; define it in a cell or a file"
    raise pickle.PicklingError(what)


def code_from_source(
    text: str,
    filename: str,
    annotations: bool,
    qualname: str,
    line: int,
    index: int,
    count: int,
    freevars: tuple[str, ...],
) -> types.CodeType:
    """The code object that this Python makes of a function in `text`.

    annotations: whether it was compiled with postponed annotations. index: which of the `count`
    lambdas on the line it is, where that is a question; else `count` is 0. Raises UnpicklingError
    where this Python does not find it, or can't compile the text.
    """
    what = f"{qualname!r} of {filename!r}"
    try:
        found = _compiled(text, filename, annotations).get((qualname, line), [])
        if len(found) > 1 and count:
            found = _compiled(text, filename, annotations, line, index).get((qualname, line), [])
            if len(_lambdas(ast.parse(text), line)) != count:
                found = []
    except SyntaxError as error:
        raise pickle.UnpicklingError(
            f"{what} can't be compiled by Python {OWN_PYTHON}: {error.msg} (line {error.lineno}); "
            f"write it in syntax that both versions have"
        ) from error
    if not found:
        raise pickle.UnpicklingError(f"{what} was not found by Python {OWN_PYTHON} in its source")
    code = found[0]
    if code.co_freevars != freevars:
        raise pickle.UnpicklingError(
            f"{what} has other free variables in Python {OWN_PYTHON} ({', '.join(code.co_freevars)}) "
            f"than where it is from ({', '.join(freevars)}); define it at the top of a cell"
        )
    _remember(filename, text)
    return code


_Codes = dict[tuple[str, int], list[types.CodeType]]


@functools.lru_cache(_KEPT_TEXTS)
def _compiled(text: str, filename: str, annotations: bool, line: int = 0, index: int = -1) -> _Codes:
    """The code objects in a text, different ones only, by qualified name and first line.

    With an index, the lambdas that begin on `line` are moved elsewhere, but for the one of that index
    and what is in it or around it. Raises SyntaxError.
    """
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | (_ANNOTATIONS if annotations else 0)
    with _filters, warnings.catch_warnings():
        # Its author has been warned already.
        warnings.simplefilter("ignore")
        tree = compile(text, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
        assert isinstance(tree, ast.Module)
        if index >= 0:
            _leave_one(tree, line, index)
        module = compile(tree, filename, "exec", flags, dont_inherit=True)
    found: _Codes = defaultdict(list)
    for code in _inside(module):
        same = found[_plain(code.co_qualname), code.co_firstlineno]
        if code not in same:  # a `finally` is compiled twice
            same.append(code)
    return dict(found)


def _inside(code: types.CodeType) -> Iterator[types.CodeType]:
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield part
            yield from _inside(part)


def _leave_one(tree: ast.Module, line: int, index: int) -> None:
    lambdas = _lambdas(tree, line)
    if index >= len(lambdas):
        return
    one = lambdas[index]
    for other in lambdas:
        if other not in ast.walk(one) and one not in ast.walk(other):
            other.lineno = other.end_lineno = _AWAY
            other.end_col_offset = other.col_offset


def _lambdas(tree: ast.AST, line: int) -> list[ast.Lambda]:
    """The lambdas that begin on a line, in the tree's order, which is the same in all versions."""
    found: list[ast.Lambda] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Lambda) and node.lineno == line:
            found.append(node)
        found += _lambdas(node, line)
    return found


def _find(code: types.CodeType, text: str, annotations: bool) -> tuple[int, int] | None:
    """Which of how many lambdas of its line a code object is; None where the text has none that is equal.

    (-1, 0) where the name and the line are enough.
    """
    filename, line = code.co_filename, code.co_firstlineno
    key = (_plain(code.co_qualname), line)
    try:
        same = _compiled(text, filename, annotations).get(key, [])
        if code not in same:
            return None
        if len(same) == 1:
            return -1, 0
        count = len(_lambdas(ast.parse(text), line))
        for index in range(count):
            if code in _compiled(text, filename, annotations, line, index).get(key, []):
                return index, count
    except (SyntaxError, ValueError):
        pass  # edited, and not a program now: as good as changed
    return None


def _texts_of(filename: str) -> Iterator[str]:
    """The texts that a cell or file has had: as it is known here, as it is now, as it came from elsewhere.

    What is known comes first: code whose file was edited later runs as it was.
    """
    known = _text_of(filename)
    if known is not None:
        yield known
    linecache.checkcache(filename)
    now = _text_of(filename)
    if now is not None and now is not known:
        yield now
    yield from list(_arrived.get(filename, ()))


_arrived: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()
"""Texts that functions came with, by file name: who has got a function can send it on."""


def _remember(filename: str, text: str) -> None:
    texts = _arrived.setdefault(filename, OrderedDict())
    texts[text] = None
    texts.move_to_end(text)
    _arrived.move_to_end(filename)
    while len(texts) > _KEPT_VERSIONS:
        texts.popitem(last=False)
    while len(_arrived) > _KEPT_ARRIVED:
        _arrived.popitem(last=False)


_joined: dict[str, tuple[list[str], str]] = {}


def _text_of(filename: str) -> str | None:
    lines = linecache.getlines(filename)
    if not lines:
        return None
    known = _joined.get(filename)
    if known is None or known[0] is not lines:
        # The same string each time: a pickle that has it twice holds it once.
        known = _joined[filename] = (lines, "".join(lines))
        while len(_joined) > _KEPT_TEXTS:
            del _joined[next(iter(_joined))]
    return known[1]


def _plain(qualname: str) -> str:
    """The qualified name without the comprehensions that are inlined by some versions."""
    return _INLINED.sub("", qualname)


def _name_of(code: types.CodeType) -> str:
    match code.co_name:
        case "<lambda>":
            return f"the lambda of line {code.co_firstlineno} of {code.co_filename!r}"
        case "<module>":
            return f"a code object, compiled from {code.co_filename!r},"
    return f"function {code.co_qualname!r}"

"""Python inside the text of magics, shell commands and cells as the user typed them."""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Iterator

# Magics that run their text in the notebook's own namespace, all of it and in order.
RUNS_HERE = frozenset({"time", "prun", "capture"})
# Magics that run their text inside a function: what it binds is gone afterwards.
RUNS_APART = frozenset({"timeit", "memit", "mprun", "lprun"})
# Cell magics whose body is another language's or only text.
NOT_PYTHON = frozenset(
    "! bash cmd file html HTML javascript js latex markdown perl pypy python python2 python3 ruby script sh "
    "sql svg SVG sx system writefile".split()
)

_NAME = re.compile(r"[^\W\d]\w*")
_SHELL_NAME = re.compile(r"\$\$?\{?([^\W\d]\w*)")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MAGIC_LINE = re.compile(r"^([ \t]*)([%!?].*)$")
_MAGIC_VALUE = re.compile(r"^([ \t]*[^\W\d][\w ,.]*=[ \t]*)([%!].*)$")
_HELP_LINE = re.compile(r"^([ \t]*)([\w.%]+\?{1,2})[ \t]*$")
_QUERY_NAME = re.compile(r"@([^\W\d]\w*)")
_OUTPUT_OPTION = re.compile(r"--(?:out|err|proc)[ =]+([^\W\d]\w*)")


def parse(text: str, filename: str = "<cell>") -> ast.Module:
    """Parses Python source. Raises SyntaxError with the text's own lines.

    Warnings are left to whoever compiles the cell, or they would be shown twice.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, filename)


def parse_or_none(text: str) -> ast.Module | None:
    """Parses text that need not be Python."""
    try:
        return parse(text)
    except (SyntaxError, ValueError):  # ValueError: a null byte
        return None


def identifiers(text: str) -> set[str]:
    """Every word of `text` that could be a variable."""
    return {word for word in _NAME.findall(text) if not keyword.iskeyword(word)}


def interpolated(text: str) -> set[str]:
    """The names that IPython puts in for `$name` and `{expression}` in a command or a magic's line."""
    names = set(_SHELL_NAME.findall(text))
    for inner in _BRACES.findall(text):
        names |= identifiers(inner)
    return names


def variables_of_query(text: str) -> set[str]:
    """The variables that a data frame's query takes from the code around it."""
    return set(_QUERY_NAME.findall(text))


def output_names(line: str) -> set[str]:
    """The names that a script magic binds, by its options `--out`, `--err` and `--proc`."""
    return set(_OUTPUT_OPTION.findall(line))


def after_options(line: str) -> tuple[ast.Module | None, set[str]]:
    """The Python in a magic's line after its options, and the names in the options' values."""
    names: set[str] = set()
    rest = line.strip()
    while rest:
        tree = parse_or_none(rest)
        if tree is not None:
            return tree, names
        word, *tail = rest.split(None, 1)
        if not word.startswith("-"):
            names |= identifiers(word)
        rest = tail[0] if tail else ""
    return None, names


def without_magics(text: str) -> tuple[str, list[str]]:
    """`text` with lines that are magics, commands or help turned into Python of the same length in lines.

    Returns the magics' lines too. Lines inside a string that look like magics are taken for such: use it
    only on text that does not parse as it is.
    """
    kept: list[str] = []
    magics: list[str] = []
    for line in text.split("\n"):
        if match := _MAGIC_LINE.match(line) or _HELP_LINE.match(line):
            kept.append(f"{match[1]}pass")
            magics.append(match[2])
        elif match := _MAGIC_VALUE.match(line):
            kept.append(f"{match[1]}None")
            magics.append(match[2])
        else:
            kept.append(line)
    return "\n".join(kept), magics


def bindings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names that a module's statements bind, with their lines; `global` names of functions too."""
    nodes: list[tuple[ast.AST, frozenset[str] | None]] = [(tree, None)]
    while nodes:
        node, wanted = nodes.pop()
        for name, line in _bound_by(node):
            if wanted is None or name in wanted:
                yield name, line
        for child in ast.iter_child_nodes(node):
            nodes.append((child, _wanted_below(node, child, wanted)))


def _wanted_below(node: ast.AST, child: ast.AST, wanted: frozenset[str] | None) -> frozenset[str] | None:
    """Which names count below `child` of `node`: all (None), or those that a function declares global."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        if child not in node.body:
            return wanted
        nested = (sub for statement in node.body for sub in ast.walk(statement))
        return frozenset(name for sub in nested if isinstance(sub, ast.Global) for name in sub.names)
    if isinstance(node, ast.Lambda):
        return frozenset()
    if isinstance(node, ast.comprehension) and child is node.target:
        return frozenset()
    return wanted


def _bound_by(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that this one node binds, not those below it."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name, node.lineno
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, node.lineno
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            for alias in aliases:
                yield alias.asname or alias.name.partition(".")[0], alias.lineno
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name, node.lineno
        case ast.MatchMapping(rest=str(name)):
            yield name, node.lineno
        case _:
            pass

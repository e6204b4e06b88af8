"""Follows a cell's statements in order and finds which of the notebook's names they may read.

The walk keeps to one rule: a read is never missed for what the source says plainly, and a name is taken as
not read only where the cell has surely bound it first. Bodies of functions count when the function's name is
first loaded. Reads that only the run can know (`globals()["x"]`, computed source for `exec`) are not found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from farfield.ipython import magictext
from farfield.ipython.definitions import Definitions


class Walker(Definitions):
    """One walk over one cell: flow and definitions, and Python inside of text, such as a magic's."""

    def visit_Call(self, node: ast.Call) -> None:
        constants = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        texts = [constant for constant in constants if isinstance(constant, str)]
        match node.func:
            case ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=method):
                self._visit_all(node.args)
                self._shell(method, texts)
                return
            case ast.Name(id="exec" | "eval") if texts:
                tree = magictext.parse_or_none(texts[0].strip())
                self.generic_visit(node)
                self.maybe(tree.body if tree is not None else [])
                return
            case ast.Attribute(attr="query" | "eval") if texts:  # a data frame's: `@name` is a variable
                for text in texts:
                    self._load_all(magictext.variables_of_query(text))
        self.generic_visit(node)

    def _load_all(self, names: Iterable[str]) -> None:
        for name in sorted(names):
            self.names.load(name)

    def _shell(self, method: str, texts: list[str]) -> None:
        if method == "run_line_magic" and len(texts) >= 2:
            self._line_magic(texts[0], texts[1])
        elif method == "run_cell_magic" and len(texts) >= 3:
            self._cell_magic(texts[0], texts[1], texts[2])
        elif method in ("system", "getoutput"):
            for text in texts:
                self._load_all(magictext.interpolated(text))

    def _line_magic(self, magic: str, line: str) -> None:
        self._load_all(magictext.interpolated(line))
        tree, values = magictext.after_options(line)
        self._load_all(values)
        self._embedded(magic, tree.body if tree is not None else [])

    def _cell_magic(self, magic: str, line: str, body: str) -> None:
        self._load_all(magictext.interpolated(line))
        if magic in magictext.NOT_PYTHON:
            for name in sorted(magictext.output_names(line)):
                self.names.store(name)
            return
        setup, values = magictext.after_options(line)
        self._load_all(values)
        if magic == "capture":
            self._capture(line)
            setup = None
        tree = magictext.parse_or_none(body)
        if tree is None:
            body, magics = magictext.without_magics(body)
            tree = magictext.parse_or_none(body)
            for text in magics if tree is not None else [*magics, body]:
                self._load_all(magictext.identifiers(text))
        parts = [part for part in (setup, tree) if part is not None]
        self._embedded(magic, [statement for part in parts for statement in part.body])

    def _capture(self, line: str) -> None:
        for word in line.split():
            if word.isidentifier():
                self.names.store(word)

    def _embedded(self, magic: str, statements: list[ast.stmt]) -> None:
        """Walks a magic's Python: as the cell's own, as a function's body, or as what may run."""
        if magic in magictext.RUNS_HERE:
            self.block(statements)
        elif magic in magictext.RUNS_APART:
            before = self.names.state
            self.names.state = before.copy()
            self.block(statements)
            self.names.state = before
        else:
            self.maybe(statements)

"""The ways through a cell: branches, loops, errors, and where they meet again."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from farfield.ipython.carried import Notebook
from farfield.ipython.names import Names
from farfield.ipython.state import State, join

# Context managers that swallow errors: their bodies may stop anywhere.
_SUPPRESSING = frozenset({"suppress", "raises", "assertRaises"})


class Flow(ast.NodeVisitor):
    """Walks statements in order; `names` holds what was found."""

    def __init__(self, notebook: Notebook, source: str) -> None:
        self.names = Names(notebook)
        self._has_walrus = ":=" in source
        # States that gather what may have happened wherever the body of a `try` stops.
        self._watchers: list[State] = []

    # Blocks and ways through them

    def block(self, statements: Iterable[ast.AST]) -> None:
        """Walks statements in order."""
        for statement in statements:
            self.visit(statement)
            for watcher in self._watchers:
                watcher.absorb(self.names.state)

    def ways(self, *ways: Callable[[], None]) -> None:
        """Walks alternatives from the same point and joins where they end."""
        entry = self.names.state
        ends = []
        for way in ways:
            self.names.state = entry.copy()
            way()
            ends.append(self.names.state)
        self.names.state = join(ends)

    def maybe(self, nodes: Iterable[ast.AST]) -> None:
        """Walks what may run or not."""
        self.ways(lambda: self.block(nodes), lambda: None)

    def _maybe_expressions(self, nodes: Sequence[ast.expr]) -> None:
        if self._has_walrus:
            self.maybe(nodes)
        else:
            self._visit_all(nodes)

    def _visit_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self.ways(lambda: self.block(node.body), lambda: self.block(node.orelse))

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.visit(node.test)
        self._maybe_expressions([node.body])
        self._maybe_expressions([node.orelse])

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        self.visit(node.values[0])
        self._maybe_expressions(node.values[1:])

    def visit_Compare(self, node: ast.Compare) -> None:
        self.visit(node.left)
        self.visit(node.comparators[0])
        self._maybe_expressions(node.comparators[1:])

    def visit_Assert(self, node: ast.Assert) -> None:
        # Under -O neither part runs.
        self._maybe_expressions([part for part in (node.test, node.msg) if part is not None])

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self._loop(node.target, node.body, node.orelse)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        self.visit(node.test)
        self._loop(node.test, node.body, node.orelse)

    def _loop(self, head: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt]) -> None:
        """Walks a loop whose `head` runs before each round.

        `break` and `continue` need no more: nothing that the body binds is sure after it.
        """
        entry = self.names.state
        start = entry.copy()
        for _ in range(2):
            self.names.state = start.copy()
            self.visit(head)
            self.block(body)
            end = self.names.state
            if end.pending == start.pending:
                break
            # The next round meets the functions that this one defined.
            start.absorb(end)
        after = entry.copy()
        after.absorb(end)
        self.names.state = after
        self.maybe(orelse)

    def visit_Try(self, node: Any) -> None:
        entry = self.names.state
        seen = entry.copy()
        self.names.state = entry.copy()
        self._watchers.append(seen)
        self.block(node.body)
        self._watchers.pop()
        self.block(node.orelse)
        ends = [self.names.state]
        for handler in node.handlers:
            self.names.state = seen.copy()
            self.visit(handler)
            ends.append(self.names.state)
        self.names.state = join(ends)
        if node.finalbody:
            result = self.names.state
            # First as after an error anywhere, for its reads; then as after the normal end, for its effects.
            for end in ends:
                seen.absorb(end)
            self.names.state = seen
            self.block(node.finalbody)
            self.names.state = result
            self.block(node.finalbody)

    visit_TryStar = visit_Try

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self.visit(node.type)
        if node.name:
            self.names.store(node.name)
        self.block(node.body)
        if node.name and not self.names.in_function:
            self.names.state.forget(node.name)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        self._visit_all(node.items)
        if any(last_name(item.context_expr) in _SUPPRESSING for item in node.items):
            self.maybe(node.body)
        else:
            self.block(node.body)

    visit_AsyncWith = visit_With

    def visit_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        missed = self.names.state
        ends = []
        for case in node.cases:
            self.names.state = missed.copy()
            self.visit(case)
            ends.append(self.names.state)
            missed.absorb(self.names.state)  # a guard that fails leaves what its pattern bound
        last = node.cases[-1]
        catches_all = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        if last.guard is not None or not catches_all:
            ends.append(missed)
        self.names.state = join(ends)

    def visit_match_case(self, node: ast.match_case) -> None:
        self.visit(node.pattern)
        if node.guard is not None:
            self.visit(node.guard)
        self.block(node.body)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self.generic_visit(node)
        if node.name:
            self.names.store(node.name)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest:
            self.names.store(node.rest)

    def _leave(self, node: ast.AST) -> None:
        self.generic_visit(node)
        self.names.state.dead = True

    visit_Raise = visit_Return = visit_Break = visit_Continue = _leave


def last_name(node: ast.AST) -> str:
    """`suppress` of `contextlib.suppress(KeyError)`; empty where the expression ends in no name."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""

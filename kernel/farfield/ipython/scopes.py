"""Scopes of Python source: which names a function's own body binds."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Deferred:
    """What a function, lambda, generator or the methods of a class will do to global names once used.

    `loads` are global names that are read then; `hooked` says that a subclass runs code while it is made.
    Compared by identity: each definition is its own.
    """

    def __init__(self) -> None:
        self.loads: set[str] = set()
        self.hooked = False


@dataclass
class Scope:
    """One scope below the module's.

    A class scope keeps what its body binds in a flow state, so `bound` is empty; `holder` gathers what its
    methods defer and `at_once` is set by a decorator that may call a method while the class is being made.
    """

    kind: Literal["function", "class", "comprehension"]
    bound: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    holder: Deferred = field(default_factory=Deferred)
    at_once: bool = False


class _Bindings(ast.NodeVisitor):
    """Collects what one scope's statements bind, without going into the scopes inside them."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.in_comprehension = False

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load) and not self.in_comprehension:
            self.bound.add(node.id)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.bound.add(node.target.id)
        self.visit(node.value)

    def visit_FunctionDef(self, node: FunctionNode) -> None:
        self.bound.add(node.name)
        for part in (*node.decorator_list, *defaults_of(node.args)):
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bound.add(node.name)
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in defaults_of(node.args):
            self.visit(part)

    def _comprehension(self, node: ComprehensionNode) -> None:
        # Its targets are its own, but a walrus inside binds in the scope around it.
        outer, self.in_comprehension = self.in_comprehension, True
        self.generic_visit(node)
        self.in_comprehension = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_Global(self, node: ast.Global) -> None:
        self.globals.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.nonlocals.update(node.names)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.bound.add(node.asname or node.name.partition(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.bound.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.bound.add(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.bound.add(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.bound.add(node.rest)
        self.generic_visit(node)


def function_scope(arguments: ast.arguments | None, body: Iterable[ast.AST]) -> Scope:
    """The scope of a function or lambda: its parameters and what its body binds."""
    bindings = _Bindings()
    for node in body:
        bindings.visit(node)
    bound = bindings.bound - bindings.globals - bindings.nonlocals
    if arguments is not None:
        bound.update(argument.arg for argument in arguments_of(arguments))
    return Scope("function", bound, bindings.globals)


def class_scope(body: Iterable[ast.AST]) -> Scope:
    """The scope of a class body; only its `global` statements matter here."""
    bindings = _Bindings()
    for node in body:
        bindings.visit(node)
    return Scope("class", globals=bindings.globals)


def comprehension_scope(node: ComprehensionNode) -> Scope:
    """The scope of a comprehension: the names that its targets bind."""
    targets = (generator.target for generator in node.generators)
    return Scope("comprehension", {name for target in targets for name in target_names(target)})


def target_names(target: ast.AST) -> Iterator[str]:
    """The names that an assignment target binds, from left to right."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from target_names(element)
    elif isinstance(target, ast.Starred):
        yield from target_names(target.value)


def arguments_of(arguments: ast.arguments) -> Iterator[ast.arg]:
    """All parameters, in no particular order."""
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    if arguments.vararg is not None:
        yield arguments.vararg
    if arguments.kwarg is not None:
        yield arguments.kwarg


def defaults_of(arguments: ast.arguments) -> Iterator[ast.expr]:
    """The parameters' default values."""
    yield from arguments.defaults
    yield from (default for default in arguments.kw_defaults if default is not None)


def annotations_of(node: FunctionNode) -> Iterator[ast.expr]:
    """The annotations of a function's parameters and result."""
    for argument in arguments_of(node.args):
        if argument.annotation is not None:
            yield argument.annotation
    if node.returns is not None:
        yield node.returns

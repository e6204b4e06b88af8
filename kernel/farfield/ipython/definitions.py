"""What a cell binds: assignments, imports, functions, classes and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from farfield.ipython import magictext
from farfield.ipython.carried import Notebook
from farfield.ipython.flow import Flow, last_name
from farfield.ipython.scopes import (
    ComprehensionNode,
    Deferred,
    FunctionNode,
    Scope,
    annotations_of,
    class_scope,
    comprehension_scope,
    defaults_of,
    function_scope,
)
from farfield.ipython.state import State

# Decorators of methods that keep the function for later and do not call it.
_INERT = frozenset(
    "property staticmethod classmethod cached_property abstractmethod setter getter deleter overload "
    "override final no_grad inference_mode lru_cache cache wraps contextmanager asynccontextmanager".split()
)


class Definitions(Flow):
    """Adds to the flow what binds names."""

    def __init__(self, notebook: Notebook, source: str) -> None:
        super().__init__(notebook, source)
        self.imports: set[str] = set()
        self.star_import = False
        self._lazy_annotations = False

    # Names

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.names.load(node.id)
        elif isinstance(node.ctx, ast.Store):
            self.names.store(node.id)
        else:
            self.names.delete(node.id)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.names.store(node.target.id, walrus=True)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not self._assign_deferred(node.value, node.targets):
            self.visit(node.value)
            self._visit_all(node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and not self._assign_deferred(node.value, [node.target]):
            self.visit(node.value)
        if not self.names.in_function:  # annotations of local variables are never evaluated
            holder = self.names.scopes[-1].holder if self.names.scopes else None
            self._annotation(node.annotation, holder)
        if node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)

    def _assign_deferred(self, value: ast.expr, targets: Sequence[ast.expr]) -> bool:
        """Binds names to a lambda or a generator, whose body runs later; False where it is not so."""
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if len(names) != len(targets) or not isinstance(value, ast.Lambda | ast.GeneratorExp):
            return False
        deferred = Deferred()
        if isinstance(value, ast.Lambda):
            self._visit_all(defaults_of(value.args))
            with self.names.deferring(deferred):
                self._lambda_body(value)
        else:
            self.visit(value.generators[0].iter)
            with self.names.deferring(deferred):
                self._perhaps_comprehension(value)
        for name in names:
            self.names.bind(name, deferred, at_once=False)
        return True

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.names.load(node.target.id)
        self.visit(node.value)
        self.visit(node.target)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            top = alias.name.partition(".")[0]
            self.imports.add(top)
            self.names.store(alias.asname or top)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level and node.module != "__future__":
            self.imports.add(node.module.partition(".")[0])
        if node.module == "__future__":
            self._lazy_annotations |= any(alias.name == "annotations" for alias in node.names)
        for alias in node.names:
            if alias.name == "*":
                self.star_import = True
            else:
                self.names.store(alias.asname or alias.name)

    def visit_TypeAlias(self, node: Any) -> None:  # Python 3.12
        deferred = Deferred()
        with self._type_parameters(node, deferred), self.names.deferring(deferred):
            self.visit(node.value)
        self.names.bind(node.name.id, deferred, at_once=False)

    # Definitions

    @contextmanager
    def _type_parameters(self, node: Any, deferred: Deferred) -> Iterator[None]:
        """The scope of `[T]` after a name (Python 3.12); bounds are evaluated when asked for."""
        parameters = getattr(node, "type_params", None)
        if not parameters:
            yield
            return
        with self.names.scope(Scope("function", {parameter.name for parameter in parameters})):
            with self.names.deferring(deferred):
                self._visit_all(parameters)
            yield

    def _annotation(self, annotation: ast.expr, holder: Deferred | None) -> None:
        """An annotation, evaluated now or, where it is text, when `holder` is used, if at all."""
        text = isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
        if self._lazy_annotations or text:
            if holder is None:
                return
            with self.names.deferring(holder):
                if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
                    tree = magictext.parse_or_none(annotation.value.strip())
                    self._visit_all(tree.body if tree is not None else [])
                else:
                    self.visit(annotation)
            return
        self._softly(annotation, holder)

    def _softly(self, node: ast.expr, holder: Deferred | None) -> None:
        """Walks what only mentions a name: what the name's body needs is left to `holder`."""
        outer, self.names.annotated = self.names.annotated, holder
        self.visit(node)
        self.names.annotated = outer

    def visit_FunctionDef(self, node: FunctionNode) -> None:
        self._visit_all(node.decorator_list)
        self._visit_all(defaults_of(node.args))
        deferred = Deferred()
        with self._type_parameters(node, deferred):
            for annotation in annotations_of(node):
                self._annotation(annotation, deferred)
            with self._body(function_scope(node.args, node.body)), self.names.deferring(deferred):
                self.block(node.body)
        in_class = bool(self.names.scopes) and self.names.scopes[-1].kind == "class"
        decorators = {last_name(decorator) for decorator in node.decorator_list}
        self.names.bind(node.name, deferred, at_once=bool(decorators - _INERT if in_class else decorators))

    visit_AsyncFunctionDef = visit_FunctionDef

    @contextmanager
    def _body(self, scope: Scope) -> Iterator[None]:
        """A body with a flow of its own, which leaves the flow around it as it is."""
        names = self.names
        state, watchers, outer = names.state, self._watchers, names.module_state
        if outer is None:
            names.module_state = state
        names.state, self._watchers = State(), []
        with names.scope(scope):
            yield
        names.state, self._watchers, names.module_state = state, watchers, outer

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_all(defaults_of(node.args))
        self._lambda_body(node)

    def _lambda_body(self, node: ast.Lambda) -> None:
        with self._body(function_scope(node.args, [node.body])):
            self.visit(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_all(node.decorator_list)
        scope = class_scope(node.body)
        with self._type_parameters(node, scope.holder):
            hooked = self._bases(node, scope.holder)
            with self._body(scope):
                self.block(node.body)
        methods = {statement.name for statement in node.body if isinstance(statement, ast.FunctionDef)}
        scope.holder.hooked = hooked or "__init_subclass__" in methods
        self.names.bind(node.name, scope.holder, at_once=bool(node.decorator_list) or hooked or scope.at_once)

    def _bases(self, node: ast.ClassDef, holder: Deferred) -> bool:
        """Walks bases and keywords; True where they run code of the user's while the class is made."""
        hooked = bool(node.keywords)
        state = self.names.module_state or self.names.state
        for base in node.bases:
            if isinstance(base, ast.Name):
                hooked |= any(body.hooked for body in state.pending.get(base.id, ()))
                hooked |= base.id not in state.sure and self.names.notebook.hooks_subclasses(base.id)
        for base in node.bases:
            if isinstance(base, ast.Name) and not hooked:
                self._softly(base, holder)
            else:
                self.visit(base)
        self._visit_all(node.keywords)
        return hooked

    # Comprehensions

    def _comprehension(self, node: ComprehensionNode) -> None:
        self.visit(node.generators[0].iter)
        self._perhaps_comprehension(node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _perhaps_comprehension(self, node: ComprehensionNode) -> None:
        if self._has_walrus:
            self.ways(lambda: self._comprehension_body(node), lambda: None)
        else:
            self._comprehension_body(node)

    def _comprehension_body(self, node: ComprehensionNode) -> None:
        with self.names.scope(comprehension_scope(node)):
            for index, generator in enumerate(node.generators):
                if index:
                    self.visit(generator.iter)
                self.visit(generator.target)
                self._visit_all(generator.ifs)
            self._visit_all([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])

"""Loads and stores of names while a cell's source is walked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from farfield.ipython.carried import Notebook
from farfield.ipython.scopes import Deferred, Scope
from farfield.ipython.state import State


class Names:
    """Where the walk stands and what it found; loads and stores of names go through here."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.reads: set[str] = set()
        self.global_stores: set[str] = set()
        self.carried_stores: set[str] = set()
        self.scopes: list[Scope] = []
        self.state = State()
        # The module's state while a class body, which has its own, is walked.
        self.module_state: State | None = None
        # The body that is gathered now; None where the code runs as the cell does.
        self.deferred: Deferred | None = None
        # The definition whose annotations are evaluated: they need a name, not what its methods need.
        self.annotated: Deferred | None = None

    @property
    def in_function(self) -> bool:
        """Whether the statement walked now is one of a function's own."""
        return bool(self.scopes) and self.scopes[-1].kind == "function"

    def load(self, name: str) -> None:
        """`name` is read here."""
        for index in range(len(self.scopes) - 1, -1, -1):
            scope = self.scopes[index]
            if name in scope.globals:
                break
            if scope.kind != "class":
                if name in scope.bound:
                    return
            elif index == len(self.scopes) - 1:  # a class's names are not seen by what is nested in it
                for deferred in self.state.pending.get(name, ()):
                    self._need_all(deferred)
                if name in self.state.sure:
                    return
        self.need(name)

    def need(self, name: str) -> None:
        """The module's `name` is read, now or when the body that is gathered runs."""
        if self.deferred is not None:
            self.deferred.loads.add(name)
            return
        state = self.module_state or self.state
        if self.annotated is not None and name in state.sure:
            self.annotated.loads.add(name)
            return
        todo = [name]
        while todo:
            name = todo.pop()
            if name in state.checked:
                continue
            state.checked.add(name)
            if name not in state.sure:
                self.reads.add(name)
                carried = self.notebook.carried(name)
                self.carried_stores |= carried.stores
                todo.extend(carried.loads)
            for deferred in state.pending.get(name, ()):
                todo.extend(deferred.loads)

    def _need_all(self, deferred: Deferred) -> None:
        for name in sorted(deferred.loads):
            self.need(name)

    def store(self, name: str, walrus: bool = False) -> None:
        """`name` is bound here, by a walrus where `walrus` (it reaches out of comprehensions)."""
        state = self._binding_state(name, walrus)
        if state is not None:
            state.store(name)

    def delete(self, name: str) -> None:
        """`name` is deleted here, for which it has to exist."""
        self.load(name)
        state = self._binding_state(name, walrus=False)
        if state is not None:
            state.delete(name)

    def _binding_state(self, name: str, walrus: bool) -> State | None:
        """The flow state in which a store of `name` counts; None for a local or a `global` one."""
        for scope in reversed(self.scopes):
            if scope.kind == "comprehension":
                if walrus:
                    continue
                return None
            if name in scope.globals:
                self.global_stores.add(name)
                return None
            return None if scope.kind == "function" else self.state
        return self.state

    def bind(self, name: str, deferred: Deferred, at_once: bool) -> None:
        """`name` is bound to a definition; `at_once` where something may call it before it is loaded."""
        state = self._binding_state(name, walrus=False)
        if state is not None:
            state.store(name)
        if self.deferred is not None:
            return
        if state is not None:
            state.hold(name, deferred)
        if self.scopes and self.scopes[-1].kind == "class":
            holder = self.scopes[-1].holder
            holder.loads |= deferred.loads
            self.scopes[-1].at_once |= at_once
        elif at_once or state is None:
            self._need_all(deferred)

    @contextmanager
    def scope(self, scope: Scope) -> Iterator[None]:
        """What is walked inside is in `scope`."""
        self.scopes.append(scope)
        yield
        self.scopes.pop()

    @contextmanager
    def deferring(self, deferred: Deferred) -> Iterator[None]:
        """What is walked inside runs when `deferred`, or the body around it, is used."""
        outer = self.deferred
        self.deferred = outer or deferred
        yield
        self.deferred = outer

"""Edited modules run again in the place where they are, while objects of their classes live on."""

from __future__ import annotations

import ast
import contextlib
import gc
import sys
import types
import warnings
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from farfield_engine.worker.upgrading import Upgrade

_KEPT = ("__name__", "__package__", "__loader__", "__spec__", "__path__", "__file__", "__cached__")
_MISSING = object()
_former: dict[tuple[str, str], list[weakref.ref[Any]]] = {}
"""What (module, name) was defined as before: somebody may hold it still."""

Changes = dict[str, tuple[Any, Any]]
"""Names of a module with what they were and what they are."""

FromImport = tuple[str, list[tuple[str, str]]]
"""A module, and the names taken from it (or "*"), each with what it is called here."""


def reload_in_place(names: Sequence[str], own: Sequence[str], done: Callable[[str], object]) -> None:
    """Run the modules `names` again, those first that others of them import; `done` is told of each.

    Functions and classes get their new code, and instances their new class. Who had imported a function
    or class by name, also into the notebook's namespace, has the new one; so has a module of `own` (all of
    the user's) that imported anything else by name. What other modules computed from it stays as it was.

    Raises SyntaxError before anything has changed, and what a module raises, which is then what it was.
    """
    modules = {name: module for name in own if isinstance(module := sys.modules.get(name), types.ModuleType)}
    edited = {name: modules[name] for name in names if name in modules}
    imports = _Imports(modules)
    for module in edited.values():
        _compile(module)
    defined: list[tuple[Any, Any]] = []
    former: list[dict[str, Any]] = []
    try:
        for name in _importers_last(edited, imports):
            former.append(dict(edited[name].__dict__))
            _run_again(edited[name], former[-1])
            changes = _changes(edited[name], former[-1])
            defined += _upgraded(name, changes)
            _hand_on(name, changes, modules, imports)
            done(name)
    finally:
        _replace_definitions(defined, {id(namespace) for namespace in former})


def _compile(module: types.ModuleType) -> None:
    path = str(module.__file__)
    with open(path, "rb") as file, warnings.catch_warnings():
        # They come when it runs.
        warnings.simplefilter("ignore")
        compile(file.read(), path, "exec", dont_inherit=True)


def _run_again(module: types.ModuleType, before: dict[str, Any]) -> None:
    namespace, children = module.__dict__, f"{module.__name__}."
    namespace.clear()
    namespace.update({name: before[name] for name in _KEPT if name in before})
    # The import system puts its parts into a package once, when they are first imported.
    for name, child in list(sys.modules.items()):
        if name.startswith(children) and before.get(name.removeprefix(children)) is child:
            namespace[name.removeprefix(children)] = child
    try:
        before["__spec__"].loader.exec_module(module)
    except BaseException as error:
        namespace.clear()
        namespace.update(before)
        raise error.with_traceback(_within(str(module.__file__), error.__traceback__)) from error.__cause__


def _within(path: str, tb: types.TracebackType | None) -> types.TracebackType | None:
    """The traceback from the first frame of this file on: how it was run is nothing to the user."""
    inner = tb
    while inner is not None and inner.tb_frame.f_code.co_filename != path:
        inner = inner.tb_next
    return inner or tb


# --- who holds what it was --------------------------------------------------


def _changes(module: types.ModuleType, before: dict[str, Any]) -> Changes:
    """What the module defines anew, with what it defined before or _MISSING."""
    return {
        name: (before.get(name, _MISSING), value)
        for name, value in module.__dict__.items()
        if not name.startswith("__") and before.get(name, _MISSING) is not value
    }


def _hand_on(name: str, changes: Changes, modules: dict[str, types.ModuleType], imports: _Imports) -> None:
    """Bind anew what other modules import by name, directly or from one that passes it on."""
    waiting = [(name, changes)]
    while waiting:
        source, pairs = waiting.pop()
        for other, module in modules.items():
            taken = _take(module, pairs, imports.names_from(other, source)) if other != source else {}
            if taken:
                waiting.append((other, taken))


def _upgraded(module: str, changes: Changes) -> list[tuple[Any, Any]]:
    """Functions and classes of a module, of this version or an earlier one, with those that replace them.

    They do what those do from now on, as far as they can.
    """
    defined = []
    upgrade = Upgrade(module)
    for name, (old, new) in changes.items():
        if getattr(old, "__module__", None) != module or not _is_definition(old):
            continue
        former = _former.setdefault((module, name), [])
        with contextlib.suppress(TypeError):  # of a kind without weak references
            former.append(weakref.ref(old))
        alive = [one for reference in former if (one := reference()) is not None and one is not new]
        _former[module, name] = [weakref.ref(one) for one in alive]
        for one in alive:
            upgrade(one, new)
            defined.append((one, new))
    return defined


def _is_definition(value: object) -> bool:
    return isinstance(value, (type, types.FunctionType)) or hasattr(value, "__wrapped__")


def _replace_definitions(defined: list[tuple[Any, Any]], former: set[int]) -> None:
    """Put new functions and classes where old ones are, but not into the namespaces `former` (ids)."""
    if not defined:
        return
    news = {id(old): new for old, new in defined}
    for holder in gc.get_objects():
        kind = type(holder)
        if kind is dict:
            # Namespaces of modules and of the notebook; in other containers it is data.
            if "__builtins__" in holder and "__name__" in holder and id(holder) not in former:
                for name, value in list(holder.items()):
                    if id(value) in news:
                        holder[name] = news[id(value)]
        elif id(kind) in news and isinstance(new := news[id(kind)], type):
            # Not so where instances are laid out differently now: they keep the class they were made with.
            with contextlib.suppress(TypeError):
                object.__setattr__(holder, "__class__", new)
    for old, new in defined:
        if isinstance(old, type) and isinstance(new, type):
            subclasses: list[type] = type.__subclasses__(old)
            for kind in subclasses:
                # As above.
                with contextlib.suppress(TypeError):
                    kind.__bases__ = tuple(new if base is old else base for base in kind.__bases__)


def _take(module: types.ModuleType, pairs: Changes, names: Iterator[tuple[str, str]]) -> Changes:
    """Bind in the module the names that it imports from another one; what has changed by it."""
    taken: Changes = {}
    namespace = module.__dict__
    for name, alias in names:
        if name == "*":
            public = {key: key for key in pairs if not key.startswith("_")}
        else:
            public = {name: alias} if name in pairs else {}
        for key, target in public.items():
            old, new = pairs[key]
            held = namespace.get(target, _MISSING)
            # What it has bound itself since then is its own.
            if held is old:
                namespace[target] = new
                taken[target] = (old, new)
    return taken


# --- what modules import ----------------------------------------------------


class _Imports:
    """The import statements at the top level of modules, as their files are now."""

    def __init__(self, modules: dict[str, types.ModuleType]) -> None:
        self._modules = modules
        self._texts: dict[str, bytes] = {}
        self._found: dict[str, list[FromImport]] = {}

    def names_from(self, name: str, source: str) -> Iterator[tuple[str, str]]:
        """The names that module `name` takes from module `source`, each with what it calls it."""
        # Parsing takes most of the time: only who can mean it.
        if source.rpartition(".")[2].encode() in self._text(name) or self._is_package(source):
            for target, names in self._of(name):
                if target == source:
                    yield from names

    def needed_by(self, name: str) -> Iterator[str]:
        """The modules that module `name` needs to run."""
        for target, names in self._of(name):
            inside = [f"{target}.{part}" for part, _ in names if f"{target}.{part}" in self._modules]
            yield from inside
            if len(inside) < len(names) or not names:
                yield target

    def _is_package(self, name: str) -> bool:
        return hasattr(self._modules.get(name), "__path__")

    def _text(self, name: str) -> bytes:
        if name not in self._texts:
            try:
                with open(str(self._modules[name].__file__), "rb") as file:
                    self._texts[name] = file.read()
            except OSError:
                self._texts[name] = b""  # the file is gone, the module stays
        return self._texts[name]

    def _of(self, name: str) -> list[FromImport]:
        if name not in self._found:
            package = name if self._is_package(name) else name.rpartition(".")[0]
            try:
                tree = ast.parse(self._text(name))
            except (SyntaxError, ValueError):
                tree = ast.Module([], [])  # of no use to anybody now; compiling it tells the user
            self._found[name] = list(_from_imports(tree, package))
        return self._found[name]


def _from_imports(tree: ast.AST, package: str) -> Iterator[FromImport]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []
        elif isinstance(node, ast.ImportFrom):
            base = package
            for _ in range(node.level - 1):
                base = base.rpartition(".")[0]
            target = node.module or ""
            if node.level:
                target = f"{base}.{target}" if target else base
            yield target, [(alias.name, alias.asname or alias.name) for alias in node.names]
        elif isinstance(node, ast.stmt) and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _from_imports(node, package)
        elif isinstance(node, (ast.ExceptHandler, ast.match_case)):
            yield from _from_imports(node, package)


def _importers_last(names: dict[str, types.ModuleType], imports: _Imports) -> list[str]:
    """The names in the order in which a new interpreter would have finished their imports."""
    if len(names) < 2:
        return list(names)
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        # A stack of our own: chains of imports may be longer than Python's.
        stack = [(name, imports.needed_by(name))]
        seen.add(name)
        while stack:
            current, needed = stack[-1]
            following = next((one for one in needed if one in imports._modules and one not in seen), None)
            if following is None:
                stack.pop()
                if current in names:
                    order.append(current)
            else:
                seen.add(following)
                stack.append((following, imports.needed_by(following)))

    for name in names:
        if name not in seen:
            visit(name)
    return order

"""Imports go one way. `ALLOWED` is the table; any other import is an error, inside functions too."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "farfield": ROOT / "kernel",
    "farfield_engine": ROOT / "engine",
    "farfield_jupyter": ROOT / "jupyter_ext",
}

# Room -> rooms it may import. A room is a package named here, with all that it holds but the rooms inside it.
ALLOWED: dict[str, set[str]] = {
    "farfield_engine.wire": set(),
    "farfield_engine.errors": set(),
    "farfield_engine.version": set(),
    "farfield_engine.versions": {"farfield_engine.version"},
    # Where sockets, tokens and logs lie: what a client must know to find a gateway.
    "farfield_engine.places": {"farfield_engine.errors"},
    # Tokens, fingerprints, connection strings: what both ends of a connection must agree on.
    "farfield_engine.access": {"farfield_engine.errors"},
    "farfield_engine.core": {"farfield_engine.wire", "farfield_engine.errors"},
    "farfield_engine.objects": {"farfield_engine.wire", "farfield_engine.errors"},
    # What the user's API asks to find out that it is within a worker.
    "farfield_engine.inside": set(),
    "farfield_engine.client": {
        "farfield_engine.access",
        "farfield_engine.inside",
        # Its path is what a gateway is started with.
        "farfield_launcher",
        "farfield_engine.version",
        "farfield_engine.versions",
        "farfield_engine.places",
        "farfield_engine.wire",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    "farfield_engine.gateway": {
        "farfield_engine.access",
        "farfield_engine.version",
        "farfield_engine.versions",
        "farfield_engine.places",
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
        "farfield_engine.engines",
        "farfield_engine.engines.ray",
    },
    "farfield_engine.engines": {
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    # The gateway's side of Ray, and the driver's process.
    "farfield_engine.engines.ray": {
        "farfield_engine.engines",
        # The classes of its actors.
        "farfield_engine.worker.ray",
        "farfield_engine.access",
        "farfield_engine.version",
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    # What runs in the processes of a Ray cluster.
    "farfield_engine.worker.ray": {
        "farfield_engine.worker",
        # How processes end, what GPUs do: the agent of a node looks.
        "farfield_engine.engines",
        "farfield_engine.client",
        "farfield_engine.inside",
        "farfield_engine.debug",
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    "farfield_engine.worker": {
        # A worker that dials its gateway from elsewhere.
        "farfield_engine.access",
        # The client within a worker, over its link.
        "farfield_engine.client",
        "farfield_engine.inside",
        "farfield_engine.versions",
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
        "farfield_engine.debug",
    },
    "farfield_engine.debug": {
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    # The debug client: what a front end's one DAP conversation becomes with many workers.
    "farfield_engine.dap": {
        "farfield_engine.wire",
        "farfield_engine.client",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    "farfield_engine.cli": {
        "farfield_engine.access",
        # `farfield doctor` has the gateway's files looked at, and a Ray cluster before it is joined.
        "farfield_engine.gateway",
        "farfield_engine.engines.ray",
        "farfield_engine.dap",
        "farfield_engine.version",
        "farfield_engine.places",
        "farfield_engine.client",
        "farfield_engine.wire",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    # Helpers for the tests of engines, published; they may drive every part.
    "farfield_engine.testing": {
        "farfield_engine.wire",
        "farfield_engine.core",
        "farfield_engine.objects",
        "farfield_engine.errors",
        "farfield_engine.client",
        "farfield_engine.engines",
        "farfield_engine.engines.ray",
        "farfield_engine.gateway",
        "farfield_engine.worker",
        "farfield_engine.worker.ray",
    },
    "farfield_engine": set(),
    "farfield": {
        "farfield_engine.inside",
        "farfield_engine.version",
        "farfield_engine.versions",
        "farfield_engine.places",
        "farfield_engine.wire",
        "farfield_engine.client",
        "farfield_engine.objects",
        "farfield_engine.errors",
    },
    "farfield.ipython": {
        "farfield_engine.dap",
        # What the kernel's own debugger must not do to threads and forks either.
        "farfield_engine.debug",
        "farfield_engine.places",
        "farfield",
        "farfield_launcher",
        "farfield_engine.wire",
        "farfield_engine.client",
        "farfield_engine.objects",
        "farfield_engine.errors",
        "farfield_jupyter",
    },
    "farfield_jupyter": {"farfield_engine.wire", "farfield_engine.client", "farfield_engine.errors"},
    "farfield_launcher": set(),
}
# Not at the top of a module: a kernel without front end never loads it.
LAZY = {("farfield.ipython", "farfield_jupyter")}
# `farfield` hands out what is in its inner room only on request, so that `import farfield` stays light.
LAZY_OWN = {("farfield", "farfield.ipython")}
# grpc takes 0.1 s and 20 MB: no worker loads it.
GRPC_ROOMS = {
    "farfield_engine.wire",
    "farfield_engine.client",
    "farfield_engine.gateway",
    "farfield_engine.cli",
    # Looks at a cluster before it is joined.
    "farfield_engine.engines.ray",
}

HEAVY = ("IPython", "ipykernel", "grpc", "ray", "numpy", "google.protobuf", "farfield_jupyter", "anywidget")


def modules() -> dict[str, Path]:
    """Every module of ours that people wrote, by its import name."""
    found = {"farfield_launcher": ROOT / "kernel" / "farfield_launcher.py"}
    for package, folder in PACKAGES.items():
        for path in sorted((folder / package).rglob("*.py")):
            if not path.stem.endswith(("_pb2", "_pb2_grpc")):
                parts = path.relative_to(folder).with_suffix("").parts
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def room_of(name: str) -> str | None:
    """The innermost room that holds the module `name`; None when it isn't ours."""
    parts = name.split(".")
    candidates = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((candidate for candidate in candidates if candidate in ALLOWED), None)


def imports(tree: ast.Module, module: str, is_package: bool) -> Iterator[tuple[str, int, bool]]:
    """Each imported name, in full, with its line and whether it is loaded with the module itself."""
    top = {id(node) for statement in tree.body for node in _outside_functions(statement)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            base = module.split(".") if is_package else module.split(".")[:-1]
            prefix = base[: len(base) - node.level + 1] if node.level else []
            source = ".".join([*prefix, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{source}.{alias.name}", node.lineno, id(node) in top


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _outside_functions(child)


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_arrows(module: str) -> None:
    path = MODULES[module]
    room = room_of(module)
    tree = ast.parse(path.read_text(), str(path))
    wrong = []
    for name, line, at_top in imports(tree, module, path.name == "__init__.py"):
        target = room_of(name)
        place = f"{path.relative_to(ROOT)}:{line}"
        if name.split(".")[0] == "grpc" and room not in GRPC_ROOMS:
            wrong.append(f"{place}: {room} may not import grpc")
        if target is None or room is None or target == room or name == "farfield_engine":
            continue
        if (room, target) in LAZY | LAZY_OWN:
            if at_top:
                wrong.append(f"{place}: {room} may import {target} only inside a function")
        elif target not in ALLOWED[room]:
            wrong.append(f"{place}: {room} may not import {target}")
    assert not wrong, "\n".join(wrong)


def test_every_folder_of_the_engine_is_in_the_table() -> None:
    folder = PACKAGES["farfield_engine"] / "farfield_engine"
    rooms = {path.name for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {room for room in rooms if f"farfield_engine.{room}" not in ALLOWED} == set()


def test_importing_farfield_loads_nothing_heavy() -> None:
    code = f"import sys, farfield; print([name for name in {HEAVY!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]", "loaded by `import farfield`"


def test_importing_farfield_jupyter_loads_nothing_heavy() -> None:
    heavy = [name for name in HEAVY if name != "farfield_jupyter"]
    code = f"import sys, farfield_jupyter.summary; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]", "loaded by `import farfield_jupyter.summary`"

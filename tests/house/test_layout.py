"""Sizes of files and functions, what lies in the folders, the public names and the version."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import farfield

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("kernel", "engine", "jupyter_ext", "tools", "tests", "benchmarks")
GENERATED = re.compile(r"_pb2(_grpc)?\.py$|_pb\.ts$")
FILE_LINES = 500
FUNCTION_LINES = 80
# What a developer's editable installation puts on the path of every notebook: nothing but these, therefore.
IMPORTABLE = {
    "kernel": {"farfield", "farfield_launcher.py"},
    "engine": {"farfield_engine"},
    "jupyter_ext": {"farfield_jupyter", "ui", "lab"},
}


def sources(suffix: str) -> Iterator[Path]:
    """Files that people wrote, in the folders of ours."""
    for folder in (*FOLDERS, "vscode_bridge/src"):
        for path in (ROOT / folder).rglob(f"*{suffix}"):
            if not GENERATED.search(path.name) and "node_modules" not in path.parts:
                yield path


def test_files_are_short() -> None:
    lines = {
        path: len(path.read_text().splitlines()) for suffix in (".py", ".ts") for path in sources(suffix)
    }
    long = {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > FILE_LINES}
    assert long == {}


def test_functions_are_short() -> None:
    long = []
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(), str(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines")
    assert long == []


def test_typescript_functions_are_short() -> None:
    # Formatted code opens a function at some indentation and closes it with the first brace at the same.
    opening = re.compile(
        r"^( *)(?!(?:export )?(?:interface|type|const enum|declare)\b)[^ /*].*[)\w>] (?:=> )?\{$"
    )
    long = []
    for path in sources(".ts"):
        lines = path.read_text().splitlines()
        for start, line in enumerate(lines):
            match = opening.match(line)
            if match is None or re.match(r" *(?:export )?(?:abstract )?class\b", line):
                continue
            closing = re.compile(rf"^{match[1]}\}}")
            end = next((i for i in range(start + 1, len(lines)) if closing.match(lines[i])), len(lines))
            if end - start + 1 > FUNCTION_LINES:
                long.append(f"{path.relative_to(ROOT)}:{start + 1}: {end - start + 1} lines")
    assert long == []


def test_folders_on_the_path_hold_nothing_but_the_packages() -> None:
    found = {
        folder: {path.name for path in (ROOT / folder).iterdir() if path.name[0] not in "._"}
        for folder in IMPORTABLE
    }
    assert {
        folder: names - IMPORTABLE[folder] for folder, names in found.items() if names - IMPORTABLE[folder]
    } == {}


def test_every_python_file_has_postponed_annotations() -> None:
    missing = []
    for path in sources(".py"):
        tree = ast.parse(path.read_text(), str(path))
        # A package's `__init__` may be nothing but its docstring.
        code = [node for node in tree.body if not isinstance(node, ast.Expr)]
        first = code[0] if code else None
        if first and not (isinstance(first, ast.ImportFrom) and first.module == "__future__"):
            missing.append(str(path.relative_to(ROOT)))
    assert missing == []


def test_public_names_are_the_listed_ones() -> None:
    listed = (Path(__file__).parent / "public_names.txt").read_text().split()
    assert sorted(farfield.__all__) == sorted(listed)
    assert [name for name in listed if not hasattr(farfield, name)] == []


def test_versions_are_equal() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    package = json.loads((ROOT / "package.json").read_text())["version"]
    lock = json.loads((ROOT / "package-lock.json").read_text())["version"]
    assert {project, package, lock, metadata.version("farfield")} == {project}


def test_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_installed_kernelspec_is_the_one_of_the_package() -> None:
    source = ROOT / "kernel" / "farfield" / "ipython" / "kernelspec"
    installed = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "farfield"
    for path in source.iterdir():
        assert (installed / path.name).read_bytes() == path.read_bytes()


def test_docs_name_only_files_that_exist() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    missing = []
    for document in tracked.stdout.split():
        for name in re.findall(
            r"`((?:kernel|engine|jupyter_ext|vscode_bridge|tests|tools|docs)/[\w./-]+)`",
            (ROOT / document).read_text(),
        ):
            if not (ROOT / name).exists():
                missing.append(f"{document}: {name}")
    assert missing == []

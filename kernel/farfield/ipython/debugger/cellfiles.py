"""The files that stand for cells while they are debugged, and modules that are open in an editor.

A front end has the kernel write a cell's text to a file, whose name is made from the text, and sets
breakpoints in that file. JupyterLab does the same with a .py file that is open in its editor.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

MAGIC = "%%distributed"
_MAX_FILES = 2000
_MAX_DIRECTORIES = 100
_MAX_SECONDS = 0.2
_MAX_SIZE = 4 << 20


def as_python(code: str) -> str:
    """A cell's text with our magic as a comment: of what is no Python, a debugger can't tell the lines."""
    body = code.lstrip()
    if not body.startswith(MAGIC):
        return code
    return f"{code[: len(code) - len(body)]}# {body}"


class CellFiles:
    """Writes cells' files and knows which of them are modules' texts."""

    def __init__(self) -> None:
        self._modules: dict[str, str] = {}
        """By the file that was written, the module's own."""
        self._points: dict[str, dict[int, dict[str, Any]]] = {}
        """By module, what was set through its copy."""

    def dump(self, code: str) -> str:
        """Write a cell's text; the path. Raises OSError."""
        from ipykernel.compiler import get_file_name

        path: str = get_file_name(code)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(as_python(code))
        module = find_module(code)
        if module:
            self._modules[path] = module
        return path

    @staticmethod
    def is_cell(path: str) -> bool:
        """Whether this is the file of a cell."""
        from ipykernel.compiler import get_tmp_directory

        return bool(os.path.dirname(path) == get_tmp_directory())

    def module_of(self, path: str) -> str:
        """The module whose text a file holds; empty where it is a cell's."""
        return self._modules.get(path, "")

    def copy_of(self, module: str) -> str:
        """The file through which an editor has set breakpoints in a module; empty where none has."""
        if not self._points.get(module):
            return ""
        return next((copy for copy, real in self._modules.items() if real == module), "")

    def set(self, module: str, points: list[dict[str, Any]]) -> None:
        """An editor has set these breakpoints in a module."""
        self._points[module] = {point["line"]: point for point in points}

    def with_points(self, module: str, points: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Breakpoints of a module, with those that an editor has set."""
        merged = {**self._points.get(module, {}), **{point["line"]: point for point in points}}
        return [merged[line] for line in sorted(merged)]

    def clear(self) -> None:
        """The front end has gone."""
        self._points.clear()


def find_module(code: str) -> str:
    """The .py file beside the notebook, or the module of the user's that is loaded, with this text."""
    data = code.encode("utf-8", "replace")
    if not 0 < len(data) <= _MAX_SIZE:
        return ""
    for path in _candidates():
        try:
            # An editor may hold the last line without its end.
            if abs(os.stat(path).st_size - len(data)) > 1:
                continue
            with open(path, "rb") as file:
                if file.read().rstrip(b"\n") == data.rstrip(b"\n"):
                    return path
        except OSError:
            continue
    return ""


def _candidates() -> Iterator[str]:
    """Files that an editor beside the notebook may have open, each once."""
    here = os.getcwd()
    seen = set()
    ends = time.monotonic() + _MAX_SECONDS
    for count, (directory, directories, names) in enumerate(os.walk(here)):
        directories[:] = [name for name in directories if name[0] not in "._" and name != "node_modules"]
        for name in names:
            if name.endswith(".py"):
                path = os.path.join(directory, name)
                seen.add(path)
                yield path
        if len(seen) > _MAX_FILES or count >= _MAX_DIRECTORIES or time.monotonic() > ends:
            break
    for module in list(sys.modules.values()):
        path = str(getattr(module, "__file__", "") or "")
        if path.endswith(".py") and "site-packages" not in path and path not in seen:
            yield path


def beside_notebook() -> list[tuple[str, str]]:
    """Names and paths of the modules in the notebook's directory, loaded or not."""
    here = os.getcwd()
    try:
        names = sorted(name for name in os.listdir(here) if name.endswith(".py"))
    except OSError:
        return []
    return [(name[:-3], os.path.join(here, name)) for name in names]

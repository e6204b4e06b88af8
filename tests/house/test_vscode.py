"""The VS Code extension: which folder may use which, and what its package says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "vscode_bridge"
SOURCE = EXTENSION / "src"
MANIFEST = json.loads((EXTENSION / "package.json").read_text())

# What is in no list is tested by Node alone, without an editor.
WITH_VSCODE = ("debug/", "views/", "run/", "gateway/registry.ts", "extension.ts")
ALLOWED: dict[str, set[str]] = {
    "wire": {"wire"},
    "common": {"common"},
    "gateway": {"gateway", "common", "wire", "ui"},
    "dap": {"dap", "gateway", "common", "wire"},
    "debug": {"debug", "dap", "gateway", "common", "wire", "ui"},
    "views": {"views", "run", "gateway", "common", "wire", "ui"},
    "run": {"run", "debug", "gateway", "common", "ui"},
    "extension.ts": {"common", "gateway", "debug", "views", "run"},
}
IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?\bfrom ["']([^"']+)["']|^import ["']([^"']+)["']""", re.M)


def files() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.ts") if not path.name.endswith("_pb.ts"))


def room(path: Path) -> str:
    if path.is_relative_to(SOURCE):
        return path.relative_to(SOURCE).parts[0]
    return "ui" if path.is_relative_to(ROOT / "jupyter_ext" / "ui") else str(path)


def test_imports_go_one_way() -> None:
    wrong = []
    for path in files():
        for match in IMPORT.finditer(path.read_text()):
            target = match[1] or match[2]
            name = str(path.relative_to(SOURCE))
            if target == "vscode" and not name.startswith(WITH_VSCODE):
                wrong.append(f"{name}: vscode")
            if target.startswith(".") and room((path.parent / target).resolve()) not in ALLOWED[room(path)]:
                wrong.append(f"{name}: {target}")
    assert wrong == []


def test_the_package_is_of_this_version() -> None:
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.M)
    assert declared is not None
    assert MANIFEST["version"] == declared[1]


def test_what_menus_and_keys_name_is_contributed() -> None:
    contributes = MANIFEST["contributes"]
    commands = {command["command"] for command in contributes["commands"]}
    used = {entry["command"] for entries in contributes["menus"].values() for entry in entries}
    used |= {entry["command"] for entry in contributes["keybindings"]}
    text = json.dumps(contributes["viewsWelcome"]) + json.dumps(contributes.get("walkthroughs", []))
    used |= {
        name for name in re.findall(r"\(command:(farfield\.[\w.]+)", text) if not name.endswith(".focus")
    }
    assert used - commands == set()


def test_every_setting_is_read() -> None:
    code = "\n".join(path.read_text() for path in files())
    settings = MANIFEST["contributes"]["configuration"]["properties"]
    unread = [name for name in settings if name.rpartition(".")[2] not in code]
    assert unread == []

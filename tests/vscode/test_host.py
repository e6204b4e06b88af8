"""Tests that run inside the extension host: `vscode_bridge/test/host`."""

from __future__ import annotations

import json
import shutil
import urllib.parse
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vscode.conftest import OpenEditor  # noqa: TID251  # for the type checker only

BRIDGE = Path(__file__).resolve().parents[2] / "vscode_bridge"


@pytest.fixture
def suite(nodejs: SimpleNamespace, tmp_path: Path) -> Path:
    """The tests in one file; VS Code takes its directory for an extension under development."""
    files = sorted((BRIDGE / "test" / "host").glob("*.test.ts"))
    entry = tmp_path / "suite.ts"
    names = [json.dumps(str(file)) for file in files]
    suite = json.dumps(str(BRIDGE / "test" / "host" / "suite.ts"))
    entry.write_text("\n".join([*(f"import {name};" for name in names), f"export {{ run }} from {suite};"]))
    nodejs.node(
        str(nodejs.NODE_MODULES / "esbuild" / "bin" / "esbuild"),
        str(entry),
        "--bundle",
        "--platform=node",
        "--format=cjs",
        "--external:vscode",
        "--log-level=warning",
        f"--outfile={tmp_path / 'tests' / 'suite.js'}",
    )
    package = {"name": "tests", "publisher": "tests", "version": "0.0.1", "engines": {"vscode": "^1.92.0"}}
    (tmp_path / "tests" / "package.json").write_text(json.dumps(package))
    return tmp_path / "tests" / "suite.js"


def test_in_the_extension_host(suite: Path, workspace: Path, open_editor: OpenEditor) -> None:
    shutil.copyfile(BRIDGE.parent / "notebooks" / "cells.py", workspace / "cells.py")
    remote = "vscode-remote://localhost"
    payload = [
        ["extensionDevelopmentPath", f"{remote}{suite.parent}"],
        ["extensionTestsPath", f"{remote}{suite}"],
    ]
    query = f"&payload={urllib.parse.quote(json.dumps(payload))}"
    window = open_editor(query=query, tests_in_host=True)
    outcomes = workspace / "outcomes.json"
    window.until(lambda: outcomes.exists() and outcomes.stat().st_size, "the tests' outcomes", 150)
    failed = {test["name"]: test["error"] for test in json.loads(outcomes.read_text()) if test["error"]}
    assert not failed, "\n\n".join(f"{name}\n{error}" for name, error in failed.items())

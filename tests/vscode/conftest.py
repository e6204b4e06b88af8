"""The real VS Code with our packed extension, in a browser, as its users have it.

The server is one for the whole run, with the extension as it is built from the sources now. Each test has a
window with storage of its own (what the workbench remembers, secrets), a workspace, and a runtime directory
in which the extension and the test's processes look for gateways; all of that ends with it.
"""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from tests.vscode.debugging import Debugging  # noqa: TID251  # for the type checker only
    from tests.vscode.editor import Editor  # noqa: TID251
    from tests.vscode.views import Views  # noqa: TID251

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools"
EDITOR = Path(__file__).with_name("editor.py")
DEBUGGING = Path(__file__).with_name("debugging.py")
VIEWS = Path(__file__).with_name("views.py")
WINDOW = {"width": 1400, "height": 900}

Settings = dict[str, Any]

SETTINGS: Settings = {
    "security.workspace.trust.enabled": False,
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "chat.disableAIFeatures": True,
    "telemetry.telemetryLevel": "off",
    "extensions.autoUpdate": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "remote.autoForwardPorts": False,
    "update.mode": "none",
    "window.dialogStyle": "custom",
    "files.simpleDialog.enable": True,
    "notebook.lineNumbers": "on",
    "editor.minimap.enabled": False,
    "workbench.colorTheme": "Dark Modern",
    "workbench.preferredDarkColorTheme": "Dark Modern",
    "workbench.preferredLightColorTheme": "Light Modern",
}
"""Nothing that comes by itself, and what a test looks at is in sight."""


def _tool(name: str) -> SimpleNamespace:
    """One of our tools, which find each other beside themselves."""
    path = sys.path
    sys.path = [str(TOOLS), *path]
    try:
        return SimpleNamespace(**runpy.run_path(str(TOOLS / f"{name}.py")))
    finally:
        sys.path = path


@pytest.fixture(scope="session")
def nodejs() -> SimpleNamespace:
    """`tools/nodejs.py`."""
    return _tool("nodejs")


@pytest.fixture(scope="session")
def codeserver(missing: Callable[[str], NoReturn]) -> SimpleNamespace:
    """`tools/codeserver.py`; skips where code-server is not installed, and fails there in CI."""
    tool = _tool("codeserver")
    if not tool.is_installed():
        missing("code-server is not installed; `python tools/codeserver.py` does that")
    return tool


@pytest.fixture(scope="session")
def extensions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the extension, packed and unpacked as for users."""
    built = subprocess.run(
        [sys.executable, str(TOOLS / "vscode.py"), "--vsix"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert built.returncode == 0, built.stdout
    directory = tmp_path_factory.mktemp("extensions")
    unpacked = tmp_path_factory.mktemp("vsix")
    with zipfile.ZipFile(ROOT / "build" / "farfield.vsix") as packed:
        packed.extractall(unpacked)
    (unpacked / "extension").rename(directory / "farfield.farfield-0.1.0")
    return directory


@pytest.fixture(scope="session")
def code_server(
    codeserver: SimpleNamespace,
    chromium: str,
    extensions: Path,
    runtime_base: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """A running code-server, see `tools/codeserver.py`."""
    base = runtime_base / "code"
    base.mkdir()
    environment = {"FARFIELD_RUNTIME_DIR": str(base / "rt"), "XDG_RUNTIME_DIR": str(base)}
    with codeserver.running(tmp_path_factory.mktemp("code-server"), extensions, environment) as server:
        # Settings of a machine are no user's: VS Code keeps them apart where it is far away.
        machine = server.settings.parents[1] / "Machine" / "settings.json"
        machine.parent.mkdir()
        machine.write_text(json.dumps({"farfield.python": sys.executable}))
        yield server


@pytest.fixture
def own_runtime_path(code_server: object, runtime_base: Path) -> Path:
    """The directory that the extension knows."""
    path = runtime_base / "code" / "rt"
    # The host of an extension whose window is closed looks for gateways a while longer, and makes it again.
    path.mkdir(mode=0o700, exist_ok=True)
    assert not list(path.iterdir())
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder that the window shows; its name is one that has to be quoted everywhere."""
    path = tmp_path / "café survey #3"
    path.mkdir()
    return path


# A page takes the place of tests from its address only where it is told that it is driven by a test.
_TESTS_IN_HOST = """
const original = Element.prototype.getAttribute;
Element.prototype.getAttribute = function (name) {
    const value = original.call(this, name);
    if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration') return value;
    const settings = JSON.parse(value);
    settings.developmentOptions = {...settings.developmentOptions, enableSmokeTestDriver: true};
    return JSON.stringify(settings);
};"""

OpenEditor = Callable[..., "Editor"]


@pytest.fixture
def open_editor(
    browser: Browser,
    code_server: Any,
    own_runtime: Path,
    workspace: Path,
    shots: Path,
    doc_images: Path,
    request: pytest.FixtureRequest,
) -> Iterator[OpenEditor]:
    """Opens a window: `open_editor(settings={...})`; what `workspace` has by then is what it shows."""
    make = runpy.run_path(str(EDITOR))["Editor"]
    contexts: list[BrowserContext] = []

    def open_(
        settings: Settings | None = None,
        query: str = "",
        size: dict[str, int] = WINDOW,
        tests_in_host: bool = False,
    ) -> Editor:
        code_server.settings.write_text(json.dumps({**SETTINGS, **(settings or {})}))
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]  # a TypedDict
        contexts.append(context)
        if tests_in_host:
            context.add_init_script(_TESTS_IN_HOST)
        window: Editor = make(context.new_page(), code_server, shots, doc_images, request.node.name)
        request.node.windows = [*getattr(request.node, "windows", []), window]
        window.open_folder(workspace, query)
        return window

    try:
        yield open_
    finally:
        for window in getattr(request.node, "windows", []):
            window.close()
        for context in contexts:
            context.close()


@pytest.fixture
def editor(open_editor: OpenEditor) -> Editor:
    """A window on `workspace`, whose files are there already."""
    return open_editor()


@pytest.fixture
def put(workspace: Path) -> Callable[..., None]:
    """Writes files into the workspace: `put({"a.py": "..."}, {"b.ipynb": ["cell", "cell"]})`."""

    def write(files: dict[str, str], notebooks: dict[str, list[str]] | None = None) -> None:
        for name, text in files.items():
            (workspace / name).parent.mkdir(exist_ok=True)
            (workspace / name).write_text(text)
        for name, cells in (notebooks or {}).items():
            made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
            nbformat.write(made, workspace / name)

    return write


@pytest.fixture
def debugging() -> Callable[[Editor], Debugging]:
    """The debugger of a window: `debugging(window)`."""
    make: Callable[[Editor], Debugging] = runpy.run_path(str(DEBUGGING))["Debugging"]
    return make


@pytest.fixture
def views() -> Callable[[Editor], Views]:
    """Our views of a window: `views(window)`."""
    make: Callable[[Editor], Views] = runpy.run_path(str(VIEWS))["Views"]
    return make


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that fails shows what its windows showed and said."""
    report: Any = yield
    if report.failed and report.when == "call":
        for window in getattr(item, "windows", []):
            report.sections += window.evidence()
    return report  # type: ignore[no-any-return]  # a wrapper is sent what the hook returns

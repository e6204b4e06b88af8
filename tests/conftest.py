"""What every test runs with: a runtime directory of its own, and a check that it leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import importlib.util
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NoReturn

import grpc
import grpc.aio
import psutil
import pytest

from farfield_engine.access.served import Served, owner_token, read_served
from farfield_engine.access.strings import connection_string
from farfield_engine.client.loop import LoopThread
from farfield_engine.objects.segments import forget_read_segments, forget_written_segments
from farfield_engine.places import CONNECTION_FILE, FRAMED_SOCKET_FILE, LOCK_FILE, LOG_FILE, SOCKET_FILE

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only
    from tests.script import Script  # noqa: TID251

SETTLE_SECONDS = 15.0
"""How long what a test has started may take to go away."""

_BESIDE = os.environ.get("PYTEST_XDIST_WORKER", "")
if _BESIDE:
    # Of processes that share the tests (`pytest -n 2`) each has a temporary directory of its own: there
    # gateways and workers look for what others have left.
    _own = os.path.join(tempfile.gettempdir(), f"ff-{_BESIDE}-{os.getppid()}")
    os.makedirs(_own, mode=0o700, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = _own

# Short and directly in the temporary directory: the path of a Unix socket has at most 107 bytes.
_BASE = Path(tempfile.gettempdir()) / f"ff{os.getpid()}"
_MAIN = _BASE / "main"
_SPILL = Path(tempfile.gettempdir()) / f"farfield-spill-{os.getuid()}"
_SHARED_MEMORY = Path("/dev/shm")
_OURS_IN_SHARED_MEMORY = _SHARED_MEMORY / f"farfield-{os.getuid()}"
_GATEWAYS_FILES = {CONNECTION_FILE, SOCKET_FILE, FRAMED_SOCKET_FILE, LOCK_FILE, LOG_FILE}
_LOG_CHARACTERS = 6000

Leaks = dict[str, list[str]]


@pytest.fixture(scope="session", autouse=True)
def runtime_base() -> Iterator[Path]:
    """The directory below which all runtime directories of this test run are.

    The gateway that tests share lives in `main`; it ends here, and takes all with it.
    """
    # A run that was killed may have had our number.
    shutil.rmtree(_BASE, ignore_errors=True)
    _BASE.mkdir(mode=0o700)
    places = {"FARFIELD_RUNTIME_DIR": "main", "JUPYTER_RUNTIME_DIR": "jupyter", "IPYTHONDIR": "ipython"}
    with pytest.MonkeyPatch.context() as patch:
        for variable, name in places.items():
            patch.setenv(variable, str(_BASE / name))
        for variable in ("FARFIELD_TARGET", "FARFIELD_TOKEN", "FARFIELD_STATE_DIR", "FARFIELD_CONFIG_DIR"):
            patch.delenv(variable, raising=False)
        shared = _left_in_shared_memory()
        try:
            yield _BASE
            end_gateways(_MAIN)
            _settle("the end of the shared gateway", lambda: _lasting_leaks(shared))
        finally:
            for pid in _our_processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            shutil.rmtree(tempfile.gettempdir() if _BESIDE else _BASE, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def grpc_is_at_work() -> Iterator[None]:
    """Holds a channel throughout: gRPC's own thread lives from the first channel of a process to its last.

    It is gRPC's and one for all, so no test leaves it behind; nor the thread that all clients share.
    """

    async def make() -> grpc.aio.Channel:
        channel = grpc.aio.insecure_channel("unix:/nowhere")
        state = channel.get_state(try_to_connect=True)
        while state is not grpc.ChannelConnectivity.TRANSIENT_FAILURE:
            await channel.wait_for_state_change(state)
            state = channel.get_state()
        return channel

    async def open_nothing() -> None:
        # With its first stream the loop opens /dev/null, for as long as it lives.
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().create_unix_connection(asyncio.Protocol, "/nowhere")

    thread = LoopThread.shared()
    thread.run(open_nothing())
    channel = thread.run(make())
    yield
    thread.run(channel.close())


@pytest.fixture
def own_runtime_path(runtime_base: Path) -> Path:
    """Where `own_runtime` is."""
    return Path(tempfile.mkdtemp(prefix="own", dir=runtime_base))


@pytest.fixture
def own_runtime(own_runtime_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime directory for one test, whose gateways it may treat as it likes; they end with it."""
    monkeypatch.setenv("FARFIELD_RUNTIME_DIR", str(own_runtime_path))
    yield own_runtime_path
    end_gateways(own_runtime_path)
    shutil.rmtree(own_runtime_path)


@pytest.fixture
def cut_link() -> Iterator[Callable[..., CuttingProxy]]:
    """Makes links that can be cut, stalled and slowed down: `cut_link(address)`, see `tests/proxy.py`."""
    make = runpy.run_path(str(Path(__file__).parent / "proxy.py"))["CuttingProxy"]
    with contextlib.ExitStack() as links:
        yield lambda *arguments: links.enter_context(make(*arguments))


@pytest.fixture
def run_script(tmp_path: Path, own_runtime: Path) -> Iterator[Callable[..., Script]]:
    """Starts scripts that use `farfield`: `run_script(text)`, see `tests/script.py`."""
    with runpy.run_path(str(Path(__file__).parent / "script.py"))["scripts"](tmp_path) as run:
        yield run


@pytest.fixture(scope="session")
def nvml_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a library that stands in for NVIDIA's, see `engine/engines/fake_nvml.c`."""
    compiler = shutil.which("cc")
    if compiler is None and "CI" not in os.environ:
        pytest.skip("there is no C compiler, which makes the library that stands in for NVIDIA's")
    assert compiler is not None
    directory = tmp_path_factory.mktemp("nvml")
    source = Path(__file__).parent / "engine" / "engines" / "fake_nvml.c"
    library = directory / "libnvidia-ml.so.1"
    subprocess.run([compiler, "-shared", "-fPIC", "-Wall", "-Werror", "-o", library, source], check=True)
    return directory


@pytest.fixture
def fake_gpus(nvml_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that says what GPUs there are, for processes that are started from now on; two at first."""
    path = tmp_path / "gpus.txt"
    fake = "name=Fake load=25 used=1000 total=8000 temp=50 power=70000 limit=300000"
    path.write_text(f"device uuid=GPU-a {fake}\ndevice uuid=GPU-b {fake}\n")
    monkeypatch.setenv("FAKE_NVML", str(path))
    monkeypatch.setenv("LD_LIBRARY_PATH", str(nvml_library), prepend=os.pathsep)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return path


@dataclass(frozen=True)
class ServedGateway:
    """A gateway that `farfield serve` runs, in a runtime directory of its own."""

    runtime: Path
    served: Served
    token: str

    @property
    def target(self) -> str:
        """What attaches to it, without the token."""
        return connection_string(self.served.host, self.served.port, self.served.fingerprint, "")

    @property
    def string(self) -> str:
        """The same with the token."""
        return connection_string(self.served.host, self.served.port, self.served.fingerprint, self.token)


@pytest.fixture
def serve(own_runtime: Path) -> Iterator[Callable[..., ServedGateway]]:
    """Serves gateways, with options of `farfield serve`; they end with the test.

    python: of the environment in which it runs; by default this one.
    """
    there = own_runtime / "there"
    with contextlib.ExitStack() as running:

        def run(*options: str, python: str = sys.executable) -> ServedGateway:
            command = [python, "-P", "-m", "farfield_engine.cli", "serve", *options]
            command += ["--work-dir", str(own_runtime)]
            command += [] if "--port" in options else ["--port", "0"]
            environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(there)}
            process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
            running.enter_context(process)
            running.callback(process.terminate)
            assert process.stdout is not None
            process.stdout.readline()
            state = next((there / "state").glob("local-*"))
            served = read_served(state)
            assert served is not None
            return ServedGateway(there, served, owner_token(state))

        yield run


@pytest.fixture
def serve_to_all(
    serve: Callable[..., ServedGateway], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., ServedGateway]:
    """The same, and what attaches here by itself attaches to it."""

    def run(*options: str) -> ServedGateway:
        gateway = serve(*options)
        monkeypatch.setenv("FARFIELD_TOKEN", gateway.token)
        monkeypatch.setenv("FARFIELD_TARGET", gateway.target)
        return gateway

    return run


@pytest.fixture(autouse=True)
def nothing_left(runtime_base: Path) -> Iterator[None]:
    """Fails a test that leaves a process, thread, descriptor or file behind.

    What session and module fixtures hold began before this fixture and so is no leak: their kernels, and
    their gateways and the shared one with zygote and workers, which come and go as they think best. What a
    worker's code has started and left running is a leak.
    """
    threads = set(threading.enumerate())
    descriptors = _descriptors()
    processes = _our_processes()
    shared = _left_in_shared_memory()
    files = _files()

    def leaks() -> Leaks:
        new = _our_processes() - processes
        return {
            "threads": [thread.name for thread in threading.enumerate() if thread not in threads],
            "descriptors": sorted((_descriptors() - descriptors).elements()),
            "processes": [
                f"{pid}: {_command(pid)}" for pid in new if not _is_a_lasting_gateways(pid, processes)
            ],
            "shared memory": sorted(_left_in_shared_memory() - shared),
            "files": sorted(_files() - files),
        }

    yield
    # A client keeps the segments that it wrote or read last mapped, on purpose: the next ones are faster.
    forget_written_segments()
    forget_read_segments()
    _settle("the test", leaks)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """A test that fails or hangs shows the end of every log there is."""
    report = yield
    if report.failed:  # type: ignore[attr-defined]  # a wrapper is sent what the hook returns
        for log in sorted(_BASE.rglob("*.log")):
            text = log.read_text(errors="replace")[-_LOG_CHARACTERS:]
            report.sections.append((str(log.relative_to(_BASE)), text))  # type: ignore[attr-defined]
    return report


def end_gateways(runtime: Path) -> None:
    """Tell the gateways of a runtime directory to end, and wait until they have."""
    gateways = [
        psutil.Process(pid)
        for pid in _our_processes()
        if " gateway " in _command(pid) and f"{runtime}{os.sep}" in _command(pid)
    ]
    for process in gateways:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(gateways, timeout=SETTLE_SECONDS)
    for process in alive:
        process.kill()
    assert not alive, f"gateways that did not end when told to: {alive}"


def _settle(after: str, leaks: Callable[[], Leaks]) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        found = {kind: what for kind, what in leaks().items() if what}
        if not found or time.monotonic() > deadline:
            break
        gc.collect()  # what is only garbage is no leak
        threading.Event().wait(0.02)
    assert not found, f"left behind after {after}: {found}"


def _lasting_leaks(shared: set[str]) -> Leaks:
    return {
        "processes": [f"{pid}: {_command(pid)}" for pid in _our_processes()],
        "shared memory": sorted(_left_in_shared_memory() - shared),
        "files": sorted(_files()),
    }


# --- what there is ----------------------------------------------------------


def _our_processes() -> set[int]:
    """Processes, dead ones too, that descend from ours; other runs of the tests have other directories."""
    needle = f"RUNTIME_DIR={_BASE}{os.sep}".encode()
    found = set()
    # Every test looks twice, so this is plain and quick.
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{name}/environ", "rb", 0) as environ:
            if needle in environ.read():
                found.add(int(name))
    return found - {os.getpid()}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _parent(pid: int) -> int:
    try:
        return psutil.Process(pid).ppid()
    except psutil.NoSuchProcess:
        return 0


def _is_a_lasting_gateways(pid: int, before: set[int]) -> bool:
    """Whether it is the shared gateway, or one of `before`, or such a one's zygote, worker or driver of Ray.

    What a worker has started is not.
    """
    for _ in range(3):
        command = _command(pid)
        if " gateway " in command:
            return pid in before or f"{_MAIN}{os.sep}" in command
        if " zygote " not in command and " ray-driver " not in command:
            return not command  # it has ended meanwhile
        pid = _parent(pid)
    return False


def _descriptors() -> Counter[str]:
    """What this process has open: of sockets, pipes and the like how many, of files which."""
    found: Counter[str] = Counter()
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            target = os.readlink(f"/proc/self/fd/{number}")
            found[target.partition(":[")[0]] += 1
    return found


def _left_in_shared_memory() -> set[str]:
    """Names in shared memory; of gateways' directories those whose gateway is dead."""
    found = {name for name in os.listdir(_SHARED_MEMORY) if name.startswith("farfield-test-")}
    for parent in (_OURS_IN_SHARED_MEMORY, _SPILL):
        with contextlib.suppress(FileNotFoundError):
            found |= {str(path) for path in parent.iterdir() if not _is_claimed(path / "lock")}
    return found


def _is_claimed(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _files() -> set[str]:
    """Files in the runtime directories that no living gateway or kernel is expected to have there."""
    found = set()
    for directory in (_BASE, _MAIN, *_MAIN.glob("local-*"), _BASE / "jupyter"):
        with contextlib.suppress(FileNotFoundError):
            found |= {str(path) for path in directory.iterdir() if not path.is_dir()}
    connection = next(iter(_MAIN.glob(f"local-*/{CONNECTION_FILE}")), None)
    expected = {LOCK_FILE, LOG_FILE}
    if connection is not None and psutil.pid_exists(json.loads(connection.read_text())["pid"]):
        expected |= _GATEWAYS_FILES
    return {name for name in found if os.path.basename(name) not in expected}


@pytest.fixture(scope="session")
def labserver() -> SimpleNamespace:
    """`tools/labserver.py`: how Jupyter servers are started, awaited and ended."""
    path = Path(__file__).resolve().parent.parent / "tools" / "labserver.py"
    return SimpleNamespace(**runpy.run_path(str(path)))


# --- a browser --------------------------------------------------------------


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Skips the test that asks, or fails it in CI, which is to have everything."""

    def end(what: str) -> NoReturn:
        reason = f"tests in a browser: {what}"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)

    return end


@pytest.fixture(scope="session")
def chromium(missing: Callable[[str], NoReturn]) -> str:
    """The path of the browser; skips where there is none, or no Playwright, and fails there in CI."""
    wanted = os.environ.get("FARFIELD_CHROMIUM", "")
    names = [wanted] if wanted else ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(f"no Chromium ({', '.join(names)}); FARFIELD_CHROMIUM names another place")
    if importlib.util.find_spec("playwright") is None:
        missing("the package playwright is not installed")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str, labserver: SimpleNamespace) -> Iterator[Browser]:
    """A browser for the tests of one file."""
    from playwright.sync_api import sync_playwright

    # Its processes come and go as it thinks best, and are no leaks of tests: they do not get our variables.
    ours = ("FARFIELD_RUNTIME_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment: dict[str, str | float | bool] = {
        name: value for name, value in os.environ.items() if name not in ours
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(labserver.CHROMIUM_OPTIONS), env=environment
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of what went wrong go: $FARFIELD_UI_SHOTS, or a temporary directory."""
    named = os.environ.get("FARFIELD_UI_SHOTS", "")
    path = Path(named) if named else tmp_path_factory.mktemp("shots")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def doc_images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures for the documents go: $FARFIELD_DOC_IMAGES, or a temporary directory."""
    named = os.environ.get("FARFIELD_DOC_IMAGES", "")
    path = Path(named).resolve() if named else tmp_path_factory.mktemp("images")
    path.mkdir(parents=True, exist_ok=True)
    return path

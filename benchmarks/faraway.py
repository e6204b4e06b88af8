"""A gateway that is far away, on this machine: `farfield serve`, and links to it that are slow or cut."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NAMESPACE = "farfield-bench"
OURS, THEIRS = "198.18.77.1", "198.18.77.2"
"""Of the range that is set aside for benchmarks (RFC 2544)."""

_DEVICES = ("ffbench0", "ffbench1")
_FARFIELD = (sys.executable, "-m", "farfield_engine.cli")


class Served:
    """A running `farfield serve` with directories of its own."""

    def __init__(self, runtime: str, process: subprocess.Popen[str]) -> None:
        self.runtime = runtime
        self._process = process
        environment = {**os.environ, "FARFIELD_RUNTIME_DIR": runtime}
        command = [*_FARFIELD, "url"]
        shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        self.target = shown.stdout.strip()

    def through(self, address: str) -> str:
        """The same target, reached by way of this host and port."""
        there = self.target.removeprefix("farfield://").partition("?")[0]
        return self.target.replace(there, address, 1)

    @property
    def address(self) -> str:
        """Its host and port."""
        return self.target.removeprefix("farfield://").partition("?")[0]

    def end(self) -> None:
        """End it, and wait until it is gone."""
        self._process.terminate()
        self._process.wait(30)


@contextlib.contextmanager
def served(host: str = "127.0.0.1", prefix: Sequence[str] = ()) -> Iterator[Served]:
    """`farfield serve`. prefix: a command that runs it."""
    with tempfile.TemporaryDirectory(prefix="there-", ignore_cleanup_errors=True) as runtime:
        environment = {**os.environ, "FARFIELD_RUNTIME_DIR": runtime}
        command = [*prefix, *_FARFIELD, "serve", "--host", host, "--port", "0", "--work-dir", runtime]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        try:
            if not process.stdout.readline():
                raise RuntimeError(f"'farfield serve' has ended with {process.wait()}")
            yield Served(runtime, process)
        finally:
            process.terminate()
            process.wait(30)


# --- links -------------------------------------------------------------------


def relay(target: str) -> Any:
    """The proxy of the tests: it can delay, cut and heal what goes through it."""
    found = importlib.util.spec_from_file_location("proxy", HERE.parent / "tests" / "proxy.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.CuttingProxy(target)


class Namespace:
    """A network of its own, with one link to ours: what is lost there is lost as on a real one."""

    prefix = ("ip", "netns", "exec", NAMESPACE)

    def cut(self) -> None:
        """Take the cable out."""
        _ip("-n", NAMESPACE, "link", "set", _DEVICES[1], "down")

    def heal(self) -> None:
        """Put it in again."""
        _ip("-n", NAMESPACE, "link", "set", _DEVICES[1], "up")

    def delay(self, milliseconds: float) -> bool:
        """Have a round trip take so much longer; False where this kernel has no netem."""
        command = ["tc", "qdisc", "replace", "dev", _DEVICES[0], "root", "netem", "delay"]
        try:
            subprocess.run([*command, f"{milliseconds:g}ms"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return False
        return True


@contextlib.contextmanager
def namespace() -> Iterator[Namespace | None]:
    """A network namespace; None where this user can't make one."""
    near, far = _DEVICES
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        _ip("netns", "del", NAMESPACE)  # of a run that was killed
    try:
        _ip("netns", "add", NAMESPACE)
        _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", NAMESPACE)
        for place, device, address in (((), near, OURS), (("-n", NAMESPACE), far, THEIRS)):
            _ip(*place, "address", "add", f"{address}/30", "dev", device)
            _ip(*place, "link", "set", device, "up")
        _ip("-n", NAMESPACE, "link", "set", "lo", "up")
    except (OSError, subprocess.CalledProcessError):
        made = None
    else:
        made = Namespace()
    try:
        yield made
    finally:
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            _ip("netns", "del", NAMESPACE)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], capture_output=True, check=True)

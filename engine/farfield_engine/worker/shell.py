"""IPython's own shell in a worker: magics, `!cmd`, display and tracebacks do what they do locally."""

from __future__ import annotations

import builtins
import json
import os
import sys
import types
from collections.abc import Callable
from typing import Any, cast

from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell

from farfield_engine.wire.v1 import worker_pb2 as pb

Publish = Callable[["pb.Output.Kind", str], None]
"""Takes a kind of output and its content."""


class _Publisher(DisplayPublisher):
    """Sends what is displayed to where the cell is shown."""

    send: Publish | None = None

    def publish(  # type: ignore[override]  # IPython's own subclasses differ from its base too
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        if self.send is None:
            return
        content = {"data": data, "metadata": metadata or {}, "transient": transient or {}}
        kind = pb.Output.KIND_UPDATE_DISPLAY if update else pb.Output.KIND_DISPLAY
        self.send(kind, json.dumps(content, default=_encode))

    def clear_output(self, wait: bool = False) -> None:
        if self.send is not None:
            self.send(pb.Output.KIND_CLEAR, "1" if wait else "")


def _encode(value: object) -> str:
    """Images are bytes in a display bundle and base64 on the wire."""
    import base64

    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return repr(value)


class WorkerShell(InteractiveShell):
    """A shell without history, prompt or files, whose namespace is replaced for every run."""

    def init_sys_modules(self) -> None:
        sys.modules["__main__"] = self.user_module

    def init_history(self) -> None:
        # The history manager owns a thread and a database; a worker has no use for either.
        self.history_manager = HistoryManager(shell=self, parent=self, enabled=False)

    def init_virtualenv(self) -> None:
        """The worker runs in the interpreter it was started with."""

    def enable_gui(self, gui: str | None = None) -> None:
        """`%matplotlib inline` needs no event loop."""
        if gui not in (None, "inline", "agg", "ipympl", "widget"):
            raise NotImplementedError(f"a worker has no screen: %gui {gui} can't work here, use inline")

    def system(self, cmd: str) -> None:
        # The piped form: its output goes where print goes.
        self.system_piped(cmd)

    def publisher(self) -> _Publisher:
        """Where displays go."""
        return cast(_Publisher, self.display_pub)


def make_shell() -> WorkerShell:
    """The one shell of this process; costs 0.1 s, so the zygote makes it before it forks."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    shell = WorkerShell.instance(
        display_pub_class=_Publisher,
        colors="Linux" if "Linux" in _schemes() else "neutral",
        autoindent=False,
        banner1="",
    )
    shell.builtin_trap.activate()
    shell.InteractiveTB.set_mode("Context")
    return shell


def _schemes() -> tuple[str, ...]:
    """Names of the colour schemes; IPython 9 writes them in lower case."""
    import IPython

    return ("Linux",) if IPython.version_info[0] < 9 else ("linux",)


def use_module(shell: InteractiveShell, module: types.ModuleType) -> None:
    """Run what follows in this module's namespace, as `__main__`."""
    shell.user_module = module
    shell.user_ns = module.__dict__
    sys.modules["__main__"] = module
    module.__dict__.setdefault("__builtins__", builtins)

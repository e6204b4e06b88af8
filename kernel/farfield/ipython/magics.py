"""The magics: `%attach`, `%detach`, `%cluster`, `%gpus`, `%jobs`, `%group` and `%%distributed`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class

from farfield._attach import attach, attached, current, detach
from farfield._failures import shown_without_frames
from farfield.ipython import cluster, groups, jobs
from farfield.ipython.attaching import parse_attach
from farfield.ipython.cells import CellSource
from farfield.ipython.debugger.install import KernelDebugging
from farfield.ipython.failures import FailureOffers
from farfield.ipython.groupmemory import GroupMemory
from farfield.ipython.header import HeaderError, help_text, parse_header
from farfield.ipython.progress import warm_up
from farfield_engine.client.about import attached_text
from farfield_engine.errors import FarfieldError


@magics_class
class FarfieldMagics(Magics):
    """Farfield's magics in one shell."""

    shell: InteractiveShell

    def __init__(self, shell: InteractiveShell, source: CellSource) -> None:
        super().__init__(shell)
        self.source = source
        self.groups = GroupMemory()
        self.offers = FailureOffers(shell)
        self.debugging: KernelDebugging | None = None

    @line_magic("attach")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def attach_magic(self, line: str) -> None:
        """%attach [TARGET] [--bootstrap]: attach to a cluster.

        TARGET: `local`, `local:N` for N workers here, `farfield://HOST:PORT`, `ssh://[USER@]HOST`; without
        one, what the variable FARFIELD_TARGET names, else `local`. --bootstrap: bring Farfield to a machine
        that ssh reaches, if it is missing there.
        """
        with _usage_errors():
            warm_up(self.shell)
            target, bootstrap = parse_attach(line)
            client = attach(target, bootstrap=bootstrap, tell=print)
            about = attached_text(client)
            found = jobs.found_again(client)
        print(about)
        if found:
            print(found)
        if "#" in target and client.target.startswith("farfield://"):
            print(_token_note(client.place))

    @line_magic("detach")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def detach_magic(self, line: str) -> None:
        """%detach: leave the cluster; what runs there goes on."""
        if attached() is None:
            print("not attached")
            return
        detach()
        print("detached")

    @line_magic("cluster")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def cluster_magic(self, line: str) -> None:
        """%cluster: nodes, workers and what they do."""
        with _usage_errors():
            cluster.show(self.shell, current(), "cluster")

    @line_magic("gpus")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def gpus_magic(self, line: str) -> None:
        """%gpus: the GPUs of all nodes, what they do and for whom; where there are none, why."""
        with _usage_errors():
            cluster.show(self.shell, current(), "gpus")

    @line_magic("jobs")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def jobs_magic(self, line: str) -> Any:
        """%jobs [list [--all] | show ID | cancel ID | logs ID | result ID | retry ID | debug ID [ITEM]]"""
        with _usage_errors():
            return jobs.run(line.split(), current(), self.shell.user_ns)

    @line_magic("group")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def group_magic(self, line: str) -> None:
        """%group [list [--all] | show NAME | restart NAME | drop NAME]"""
        with _usage_errors():
            groups.run(line.split(), current())

    @cell_magic("distributed")  # type: ignore[arg-type]  # IPython types its decorators for use without a name
    def distributed_magic(self, line: str, body: str) -> Any:
        """%%distributed [options] [for TARGET in ITERABLE ...]: run the cell on the cluster."""
        from farfield.ipython.distributed import run_cell

        if line.strip() in ("--help", "-h", "?"):
            print(help_text())
            return None
        with _usage_errors():
            header = parse_header(line)
        try:
            return run_cell(self.shell, header, self.source.cell(line, body), body, self.groups, self.offers)
        except FarfieldError as error:
            # Its message says it all; the frames would be ours.
            shown_without_frames(error)
            self._let_pass()
            raise
        except KeyboardInterrupt as stop:
            # It may come anywhere in our code; IPython fails to draw some of these frames.
            if getattr(stop, "_render_traceback_", None) is None:
                stop._render_traceback_ = lambda: ["KeyboardInterrupt"]  # type: ignore[attr-defined]
            self._let_pass()
            raise
        except BaseException:
            self._let_pass()
            raise

    def warm_up(self, result: Any) -> None:
        """IPython's `post_run_cell` event: the user reads, and a later cell is not to wait."""
        warm_up(self.shell)

    def _let_pass(self) -> None:
        if self.debugging is not None:
            self.debugging.let_pass()


def _token_note(target: str) -> str:
    """What is to be known when a token was given in a cell."""
    return (
        "note: the token stands in this cell, and in the notebook once it is saved. It is remembered for you "
        f"on this machine now: from here on, %attach {target} is enough"
    )


@contextmanager
def _usage_errors() -> Iterator[None]:
    """One line instead of a traceback for what the user can put right."""
    try:
        yield
    except (HeaderError, FarfieldError) as error:
        raise UsageError(str(error)) from None

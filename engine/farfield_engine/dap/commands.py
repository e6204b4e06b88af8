"""What the debug console understands beside Python: which workers stand still, and which of them is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from farfield_engine.dap.presenter import LOCAL

if TYPE_CHECKING:
    from farfield_engine.dap.multiplexer import Multiplexer

HELP = """\
%worker            the workers that stand still
%worker W          show worker W
%continue [W|all]  have the worker that is shown, worker W or all of them go on"""


async def run(multiplexer: Multiplexer, text: str) -> str | None:
    """Run a command of the debug console; what it says. None: this is no command, but Python."""
    words = text.split()
    if not words or words[0] not in ("%worker", "%workers", "%continue", "%help"):
        return None
    if words[0] == "%help":
        return HELP
    name = words[1] if len(words) > 1 else ""
    if words[0] == "%continue":
        return await _continue(multiplexer, name)
    if not name:
        return listing(multiplexer)
    found = _find(multiplexer, name)
    if not multiplexer.choose(found):
        return f"worker {name} does not stand still\n{listing(multiplexer)}"
    return f"showing {multiplexer.workers[found].title}"


async def _continue(multiplexer: Multiplexer, name: str) -> str:
    stopped = list(dict.fromkeys(stop.worker for stop in multiplexer.presenter.stops if stop.worker != LOCAL))
    shown = multiplexer.presenter.shown
    if name == "all":
        chosen = stopped
    elif name:
        chosen = [_find(multiplexer, name)]
    else:
        chosen = [shown.worker] if shown is not None and shown.worker != LOCAL else []
    went = await multiplexer.go_on(chosen)
    return f"{', '.join(went)} went on" if went else f"nothing to continue\n{listing(multiplexer)}"


def _find(multiplexer: Multiplexer, name: str) -> str:
    """A worker by id, or by its number alone: `2` for `w2`."""
    return name if name in multiplexer.workers else f"w{name}"


def listing(multiplexer: Multiplexer) -> str:
    """The workers that stand still, and where."""
    shown = multiplexer.presenter.shown
    lines = []
    for stop in multiplexer.presenter.stops:
        if stop.worker == LOCAL:
            lines.append(f"{'>' if shown == stop else ' '} the kernel")
            continue
        about = multiplexer.workers[stop.worker].about
        pause = about.pause
        known = about.HasField("pause")
        where = multiplexer.place(pause.file, pause.line) if known else stop.body.get("reason", "")
        lines.append(f"{'>' if shown == stop else ' '} {multiplexer.workers[stop.worker].title}  {where}")
    return "\n".join(lines) or "no worker stands still"

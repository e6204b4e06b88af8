"""Brings Farfield to a machine that ssh reaches: the wheel of this installation, in a venv of its own."""

from __future__ import annotations

import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from farfield_engine.client.loop import LoopThread
from farfield_engine.client.ownwheel import write_own_wheel
from farfield_engine.client.route import DialError
from farfield_engine.client.sshcommand import SshCommand, last_line, script
from farfield_engine.client.sshlink import SshLink
from farfield_engine.client.sshremote import PYTHON_VARIABLE, SHELL, VENV, remote_python
from farfield_engine.errors import FarfieldError

COPY_SECONDS = 600.0
INSTALL_SECONDS = 900.0

# In single quotes for whatever login shell there is, so without any in it. It tells how much has come.
_COPYING = (
    "umask 077; cd && mkdir -p {parent}/wheels && "
    "cat > {parent}/wheels/{name} && wc -c < {parent}/wheels/{name}"
)

# The same Python as here, where it is there: what is pickled here is loaded there.
_MAKING = r"""
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
if [ -n "$python" ]; then set -- "$python"; else set -- $pythons; fi
while [ $# -gt 0 ] && ! fits "$1"; do shift; done
if [ $# = 0 ]; then
    echo "${marker}old$marker"
    exit
fi
cd /
# One that is there and works is kept: a gateway may be running from it.
if fits "$HOME/$venv/bin/python"; then
    echo "${marker}kept$marker"
else
    "$1" -m venv --clear "$HOME/$venv" >&2 && echo "${marker}ok$marker"
fi
"""

_INSTALLING = r"""
cd /
trap 'rm -rf "$HOME/$parent/wheels"' EXIT
bring() { "$HOME/$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet "$@" >&2; }
# pip takes what has the same version for the same.
[ "$kept" = no ] || bring --force-reinstall --no-deps "$HOME/$wheel" || exit
bring "$HOME/$wheel" && echo "${marker}ok$marker"
"""


def bring(link: SshLink, caller: SshCommand, thread: LoopThread, tell: Callable[[str], object]) -> None:
    """Install this Farfield there, for the calling thread. Raises DialError, which names the step."""
    host = caller.target.host
    parent = VENV.rpartition("/")[0]
    tell("packing Farfield")
    with tempfile.TemporaryDirectory(prefix="farfield-wheel-") as directory:
        try:
            wheel = write_own_wheel(Path(directory))
        except FarfieldError as error:
            raise DialError(str(error), for_good=True) from error
        size = wheel.stat().st_size
        tell(f"copying it to {host}: {size / 1e6:.1f} MB")
        copying = f"{SHELL} -c '{_COPYING.format(parent=parent, name=wheel.name)}'"
        ran = thread.run(link.run(copying, COPY_SECONDS, wheel))
    if ran.status or last_line(ran.output) != str(size):
        raise DialError(
            f"Farfield can't be copied to {host}: {last_line(ran.errors) or 'not all of it came'}"
        )
    step = _Steps(link, thread, f"{parent}/wheels/{wheel.name}", parent)
    tell(f"making a virtual environment there, ~/{VENV}")
    made, errors = step(_MAKING, pythons=_pythons())
    if made == "old":
        raise DialError(
            f"there is no Python 3.11 or later on {host}; install one there, or name it by {PYTHON_VARIABLE}",
            for_good=True,
        )
    if made not in ("ok", "kept"):
        raise DialError(
            f"no virtual environment can be made on {host}: {_venv_reason(errors)}", for_good=True
        )
    tell("installing it there, with what it needs")
    said, errors = step(_INSTALLING, kept="yes" if made == "kept" else "no")
    if said != "ok":
        raise DialError(f"Farfield can't be installed on {host}: {_pip_reason(errors)}", for_good=True)


class _Steps:
    """Runs one script there after the other."""

    def __init__(self, link: SshLink, thread: LoopThread, wheel: str, parent: str) -> None:
        self._link = link
        self._thread = thread
        self._values = {"wheel": wheel, "parent": parent, "venv": VENV, "python": remote_python()}

    def __call__(self, lines: str, **values: str) -> tuple[str, str]:
        """What the script has said between its markers, and what came on stderr."""
        marker = f"farfield-{secrets.token_hex(8)}:"
        text = script(lines.splitlines(), marker=marker, **self._values, **values)
        ran = self._thread.run(self._link.run(SHELL, INSTALL_SECONDS, text.encode()))
        parts = ran.output.split(marker)
        return parts[1] if len(parts) > 2 else "", ran.errors


def _pythons() -> str:
    own = f"python3.{sys.version_info[1]}"
    others = [f"python3.{minor}" for minor in range(14, 10, -1)]
    return " ".join([own, "python3", *others])


def _venv_reason(errors: str) -> str:
    if "ensurepip is not available" in errors:
        return (
            "its Python came without 'venv'; install that there (Debian, Ubuntu: 'apt install python3-venv')"
        )
    return last_line(errors) or "it does not say why"


def _pip_reason(errors: str) -> str:
    unreachable = (
        "failed to establish a new connection",
        "temporary failure in name resolution",
        "timed out",
    )
    lines = [line for line in errors.splitlines() if line.startswith("ERROR:")]
    reason = last_line("\n".join(lines) or errors) or "pip does not say why"
    if any(sign in errors.lower() for sign in unreachable):
        return (
            f"no package index can be reached from there, for what Farfield needs ({reason}); "
            "give it a network or an index (pip config), then attach again"
        )
    return reason

"""What is done on a machine that is reached by ssh: Farfield is found there, and its gateway."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field

from farfield_engine.client.route import DialError
from farfield_engine.client.sshcommand import SshCommand, last_line, script
from farfield_engine.client.sshlink import SshLink
from farfield_engine.version import VERSION

PYTHON_VARIABLE = "FARFIELD_REMOTE_PYTHON"
VENV = ".local/share/farfield/venv"
"""Where `--bootstrap` installs, in the home directory there."""

OLDEST = (3, 11)

FIND_SECONDS = 60.0
"""How long it may take to find or start the gateway there."""

SHELL = "/bin/sh"
"""What reads our scripts there: whatever the user's login shell is, it can start this with no arguments."""

# The first of these that has Farfield is taken. A login shell may print what it likes, and may take long,
# so it is asked late; nothing is said by it but the last line.
FINDING = r"""
has() { "$1" -c 'import importlib.util as u, sys
sys.exit(sys.version_info < (3, 11) or not u.find_spec("farfield_engine"))' 2>/dev/null; }
ask() { exec "$@" gateway-info --marker "$marker" --version "$version"; }
cd /
version_of() { "$1" -c 'import sys; print("missing %d.%d" % sys.version_info[:2])' 2>/dev/null; }
[ -n "$python" ] && has "$python" && ask "$python" -P -m farfield_engine.cli
has "$HOME/$venv/bin/python" && ask "$HOME/$venv/bin/python" -P -m farfield_engine.cli
if [ -n "$python" ]; then
    echo "$marker$(version_of "$python" || echo nothing)$marker"
    exit
fi
found=$(command -v farfield) && [ -x "$found" ] && ask "$found"
found=$("${SHELL:-/bin/sh}" -lc 'command -v farfield' 2>/dev/null | tail -n 1)
[ -x "$found" ] && ask "$found"
has python3 && ask python3 -P -m farfield_engine.cli
echo "$marker$(version_of python3 || echo missing)$marker"
"""


class NotInstalledError(DialError):
    """Farfield, or this version of it, is not there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A gateway there. The token is a secret."""

    socket: str
    token: str = field(repr=False)
    gateway: str
    """Its id, new with each start."""


def remote_python() -> str:
    """The Python there that the user has named, if any."""
    return os.environ.get(PYTHON_VARIABLE, "")


async def find_gateway(link: SshLink, caller: SshCommand) -> Found:
    """Find or start the gateway there. Raises DialError."""
    marker = f"farfield-{secrets.token_hex(8)}:"
    text = script(FINDING.splitlines(), marker=marker, version=VERSION, python=remote_python(), venv=VENV)
    ran = await link.run(SHELL, FIND_SECONDS, text.encode())
    host = caller.target.host
    parts = ran.output.split(marker)
    if len(parts) < 3:
        raise _no_answer(ran.status, f"{ran.errors}\n{link.errors}", ran.errors, caller)
    answer = parts[1].strip()
    if not answer.startswith("{"):
        raise _missing(answer, caller)
    try:
        said = json.loads(answer)
        if said["version"] != VERSION:
            raise NotInstalledError(
                f"{host} has Farfield {said['version']}, this is {VERSION}; {_way_out(caller)}", for_good=True
            )
        if "error" in said:
            raise DialError(f"on {host}: {said['error']}")
        return Found(said["socket"], said["token"], said["gateway"])
    except (ValueError, KeyError, TypeError) as error:
        raise DialError(f"what '{host}' answered is not what Farfield says there") from error


def _no_answer(status: int, all_errors: str, errors: str, caller: SshCommand) -> DialError:
    host = caller.target.host
    if status == 255:
        # ssh itself has failed.
        return caller.failed(all_errors, known=True)
    if "invalid choice" in errors:
        return NotInstalledError(f"the Farfield of {host} is too old; {_way_out(caller)}", for_good=True)
    reason = last_line(errors) or f"nothing came back, and it ended with status {status}"
    return DialError(
        f"Farfield could not be asked for on {host}: {reason}; see what '{caller.by_hand()}' does"
    )


def _missing(answer: str, caller: SshCommand) -> NotInstalledError:
    host, named = caller.target.host, remote_python()
    if answer == "nothing":
        return NotInstalledError(
            f"there is no Python '{named}' on {host}, which {PYTHON_VARIABLE} names", for_good=True
        )
    what = f"'{named}'" if named else "python3"
    version = answer.removeprefix("missing").strip()
    wanted = ".".join(map(str, OLDEST))
    if not version:
        return NotInstalledError(
            f"Farfield is not installed on {host}, and there is no python3 in its PATH; install Python "
            f"{wanted} or later there, or name one by {PYTHON_VARIABLE}",
            for_good=True,
        )
    if tuple(map(int, version.split("."))) < OLDEST:
        return NotInstalledError(
            f"Farfield is not installed on {host}, and {what} there is Python {version}, which is too old "
            f"for it; name another, {wanted} or later, by {PYTHON_VARIABLE}",
            for_good=True,
        )
    return NotInstalledError(
        f"Farfield is not installed on {host} (for {what}); {_way_out(caller)}", for_good=True
    )


def _way_out(caller: SshCommand) -> str:
    python = remote_python() or "python3"
    install = f"'{python} -m venv ~/{VENV} && ~/{VENV}/bin/pip install farfield=={VERSION}'"
    return (
        f'install it with {caller.by_hand()} "{install[1:-1]}", '
        f"or attach with '%attach {caller.target} --bootstrap', which does that"
    )

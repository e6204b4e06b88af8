"""How the system's ssh is called, and what it means by what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Sequence

from farfield_engine.client.route import DialError
from farfield_engine.client.target import SshTarget
from farfield_engine.errors import AttachError

PROGRAM_VARIABLE = "FARFIELD_SSH"

# What a connection in the background needs, whatever the user's configuration says: no terminal, nothing
# forwarded but what we ask for, and an end that is noticed.
_ALWAYS = (
    "-T", "-x", "-a",
    "-o", "RemoteCommand=none",
    "-o", "ClearAllForwardings=yes",
    "-o", "ServerAliveInterval=5",
    "-o", "ServerAliveCountMax=3",
)  # fmt: skip


class PermissionDenied(DialError):
    """That machine does not let this user in."""


class SshCommand:
    """The command lines of ssh to one machine."""

    def __init__(self, target: SshTarget) -> None:
        """Raises AttachError where FARFIELD_SSH makes no sense."""
        self.target = target
        try:
            self._program = shlex.split(os.environ.get(PROGRAM_VARIABLE, "")) or ["ssh"]
        except ValueError as error:
            raise AttachError(f"{PROGRAM_VARIABLE} is not a command as a shell reads it: {error}") from None
        # A kernel has no terminal at which ssh could ask.
        self.may_ask = bool(os.environ.get("SSH_ASKPASS"))

    def check(self) -> None:
        """Raise DialError where there is no ssh."""
        if shutil.which(self._program[0]) is None:
            raise DialError(
                f"the program '{self._program[0]}' is not there; install OpenSSH's client, "
                f"or name another in {PROGRAM_VARIABLE}",
                for_good=True,
            )

    def settings(self) -> list[str]:
        """Prints what the user's configuration says of this machine."""
        return [*self._program, "-G", *self._place()]

    def checks(self, control: str) -> list[str]:
        """Succeeds where a connection has this socket and lives."""
        options = ("-F", "none", "-o", f"ControlPath={_expanded(control)}", "-O", "check")
        return [*self._program, *options, "--", self.target.host]

    def connects(self, control: str, seconds: int) -> list[str]:
        """Opens a connection, for commands and forwardings that come by the socket `control`."""
        options = (
            "-N", "-M",
            "-o", f"ControlPath={_expanded(control)}",
            "-o", "ControlPersist=no",
            "-o", f"ConnectTimeout={seconds}",
            "-o", "StreamLocalBindUnlink=yes",
            "-o", "StreamLocalBindMask=0177",
            "-o", "LogLevel=INFO",
        )  # fmt: skip
        return [*self._program, *_ALWAYS, *self._asking(), *options, *self._place()]

    def runs(self, control: str, command: str) -> list[str]:
        """Runs a command there, over the connection that has this socket."""
        # Where that connection is of no use, ssh would open one of its own: it is kept from that.
        options = (
            "-o",
            "ControlMaster=no",
            "-o",
            f"ControlPath={_expanded(control)}",
            "-o",
            "ProxyCommand=false",
        )
        return [*self._program, *_ALWAYS, *self._asking(), *options, *self._place(), command]

    def forwards(self, control: str, what: str, here: str, there: str) -> list[str]:
        """Has the connection forward a socket (`forward`), or do so no more (`cancel`)."""
        # No configuration: what it forwards for this machine would be asked for as well.
        options = ("-F", "none", "-o", f"ControlPath={_expanded(control)}", "-O", what)
        return [*self._program, *options, "-L", f"{_part(here)}:{_part(there)}", "--", self.target.host]

    def _asking(self) -> list[str]:
        return [] if self.may_ask else ["-o", "BatchMode=yes"]

    def _place(self) -> list[str]:
        target = self.target
        user = ["-l", target.user] if target.user else []
        port = ["-p", str(target.port)] if target.port else []
        return [*user, *port, "--", target.host]

    # --- what it says -------------------------------------------------------

    def failed(self, errors: str, *, known: bool) -> DialError:
        """Why there is no connection. known: there has been one, so that a refusal may pass."""
        host, by_hand = self.target.host, self.by_hand()
        for pattern, text, for_good in _REASONS:
            found = re.search(pattern, errors, re.IGNORECASE)
            if found is None:
                continue
            message = text.format(host=host, by_hand=by_hand, found=found[found.lastindex or 0].strip())
            kind = PermissionDenied if pattern == _DENIED else DialError
            return kind(message, for_good=for_good and not (known and kind is PermissionDenied))
        return DialError(f"ssh says: {last_line(errors) or 'nothing, and ends'}; try '{by_hand}'")

    def by_hand(self, command: str = "") -> str:
        """What a person would write in a terminal."""
        target = self.target
        port = f"-p {target.port} " if target.port else ""
        user = f"{target.user}@" if target.user else ""
        return " ".join(["ssh", f"{port}{user}{target.host}", *([command] if command else [])])


_DENIED = r"permission denied \(|too many authentication failures|no more authentication methods"

# What ssh writes, what is said of it, and whether trying again is of no use. The first that fits.
_REASONS: tuple[tuple[str, str, bool], ...] = (
    (
        r"remote host identification has changed",
        "the host key of {host} is not the one that is known here: the machine was set up anew, or somebody "
        "is in between; ask who runs it, and if it is new, remove the old key with 'ssh-keygen -R', then log "
        "in once with '{by_hand}'",
        True,
    ),
    (
        r"host key verification failed|no .* host key is known",
        "the host key of {host} is not known here yet; log in once with '{by_hand}' and compare it",
        True,
    ),
    (
        _DENIED,
        "{host} does not let you in, with what needs no typing (a key without passphrase or in an agent, a "
        "shared connection); see that '{by_hand}' asks for nothing, or set SSH_ASKPASS",
        True,
    ),
    (
        r"(bad owner or permissions on .*|.*(?:bad configuration option|terminating, \d+ bad).*)",
        "ssh does not accept its configuration: {found}",
        True,
    ),
    (
        r"could not resolve hostname (.*)",
        "the name of the machine is not known here: {found}",
        False,
    ),
    (
        r"session open refused by peer",
        "{host} allows no more sessions over one connection (MaxSessions in its sshd_config); close one",
        False,
    ),
    (
        r"timed out|timeout, server|not responding",
        "{host} does not answer: it is off, or out of reach from here",
        False,
    ),
    (
        r"no route to host|network is unreachable|network is down",
        "{host} is out of reach from here: there is no way to it in this network",
        False,
    ),
    (
        r"control socket connect|mux_client_",
        "the connection of ssh to {host} has just ended",
        False,
    ),
    (
        r"connection refused",
        "{host} refuses the connection: no ssh server runs there, or it has another port",
        False,
    ),
    (
        r"connection (?:closed|reset) by|kex_exchange_identification|broken pipe",
        "{host}, or a machine on the way to it, closes the connection; '{by_hand}' may say more",
        False,
    ),
)


def last_line(text: str) -> str:
    """The last line with something in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def control_path_of(settings: str) -> str:
    """The socket of the connection that the user shares, by what `settings` has printed; else empty."""
    found = re.search(r"^controlpath (.+)$", settings, re.MULTILINE)
    return "" if found is None or found[1] == "none" else found[1]


def script(lines: Sequence[str], **values: str) -> str:
    """A script for a POSIX shell, whose variables have these values."""
    assigned = [f"{name}={shlex.quote(value)}" for name, value in values.items()]
    # Read whole before anything runs: what runs shares its input with the shell.
    return "\n".join(["main() {", *assigned, *lines, "}", "main </dev/null", ""])


def _expanded(path: str) -> str:
    """ssh replaces what follows a percent sign."""
    return path.replace("%", "%%")


def _part(path: str) -> str:
    """A path in what is to be forwarded."""
    return _expanded(path.replace("\\", "\\\\").replace(":", "\\:"))

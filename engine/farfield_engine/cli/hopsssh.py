"""The hops to a worker on a machine that ssh reaches, ssh://HOST."""

from __future__ import annotations

import contextlib

from farfield_engine.cli.hops import Hop, HopsOfGateway, packages, python
from farfield_engine.client.loop import LoopThread
from farfield_engine.client.reach import reach
from farfield_engine.client.route import DialError
from farfield_engine.client.sshcommand import SshCommand
from farfield_engine.client.sshlink import SshLink
from farfield_engine.client.sshremote import Found, NotInstalledError, find_gateway
from farfield_engine.client.target import parse_ssh

CONNECT_SECONDS = 10
LOGIN_SECONDS = 60.0
ANSWER_SECONDS = 10.0


class HopsBySsh:
    """ssh, and what is there."""

    def __init__(self, target: str, after: contextlib.ExitStack) -> None:
        """Raises AttachError where the target can't be understood."""
        self._caller = SshCommand(parse_ssh(target))
        self._gateway = HopsOfGateway(after, ANSWER_SECONDS)
        self._after = after
        self._thread = LoopThread.shared()
        self._link: SshLink | None = None
        self._found: Found | DialError | None = None

    def all(self) -> list[Hop]:
        return [
            ("python", python),
            ("packages", packages),
            ("ssh", self._program),
            ("login", self._login),
            ("farfield", self._installed),
            ("gateway", self._gateway_there),
            ("forwarding", self._forwarding),
            ("token", self._gateway.token),
            ("version", self._gateway.version),
            ("round trip", self._gateway.round_trip),
            ("worker", self._gateway.worker),
        ]

    def _program(self) -> str:
        self._caller.check()
        return f"'{self._caller.by_hand()}' is what you would write"

    def _login(self) -> str:
        link = self._thread.run(SshLink.open(self._caller, CONNECT_SECONDS, LOGIN_SECONDS, known=False))
        self._after.callback(lambda: self._thread.run(link.stop()))
        self._link = link
        return f"{self._caller.target.host} lets you in"

    def _installed(self) -> str:
        assert self._link is not None, "the hops are walked in order"
        try:
            self._found = self._thread.run(find_gateway(self._link, self._caller))
        except NotInstalledError:
            raise
        except DialError as error:
            self._found = error
            return "is there"
        return "is there, in this version"

    def _gateway_there(self) -> str:
        if isinstance(self._found, DialError):
            raise self._found
        assert self._found is not None
        return f"listens at {self._found.socket}"

    def _forwarding(self) -> str:
        self._gateway.reach(reach(str(self._caller.target)))
        return "ssh leads to the gateway's socket"

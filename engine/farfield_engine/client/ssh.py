"""The way to a gateway on a machine that ssh knows: no port is opened, here or there."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable

from farfield_engine.client.asking import Answer, Asking
from farfield_engine.client.forwarded import ForwardedRoute
from farfield_engine.client.route import OPEN_SECONDS, DialError, P
from farfield_engine.client.sshbootstrap import bring
from farfield_engine.client.sshcommand import PermissionDenied, SshCommand
from farfield_engine.client.sshlink import SshLink
from farfield_engine.client.sshremote import NotInstalledError, find_gateway
from farfield_engine.client.target import SshTarget

CONNECT_SECONDS = 10
"""How long the first attempt to reach the machine may take."""

AGAIN_SECONDS = (4, 4, 15)
"""The same for later ones, in turn: short, as a lost packet is sent again after 1, 3 and 7 s only."""

LINK_SECONDS = 60.0
"""How long it may take in all to be let in; with SSH_ASKPASS somebody has to type."""

ASKING_SECONDS = 180.0

DENIED_PAUSE = 30.0
"""Between attempts after one was denied: servers shut out who tries too often."""


class SshRoute(ForwardedRoute):
    """A Unix socket that ssh forwards to the gateway of the user there, which is started if need be."""

    through = "the connection of ssh"

    def __init__(
        self,
        user: str,
        host: str,
        port: int | None,
        bootstrap: bool = False,
        tell: Callable[[str], object] = lambda text: None,
    ) -> None:
        """user and port: empty and None where ssh's configuration says them.

        bootstrap: where Farfield, or this version of it, is not there, `find` installs it; `tell` is told of
        its steps.
        """
        super().__init__()
        self.target = SshTarget(user, host, port or 0)
        self._bootstrap = bootstrap
        self._tell = tell
        self._caller = SshCommand(self.target)
        self._link: SshLink | None = None
        self._token = ""
        self._known = False
        self._attempts = 0
        self._denied: tuple[float, DialError] | None = None

    @property
    def token(self) -> str:
        return self._token

    @property
    def name(self) -> str:
        return str(self.target)

    def find(self) -> None:
        """Find or start the gateway there, for the calling thread, which can be interrupted.

        Raises DialError; what is open then is left to `close`.
        """
        try:
            self._thread.run(self._be_ready())
        except NotInstalledError:
            if not self._bootstrap or self._link is None:
                raise
            bring(self._link, self._caller, self._thread, self._tell)
            self._thread.run(self._be_ready())

    async def open(self, make: Callable[[], P]) -> P:
        await self._be_ready()
        try:
            _, protocol = await asyncio.get_running_loop().create_unix_connection(make, self._socket())
        except OSError as error:
            self.renew()
            raise DialError(f"the connection of ssh has just ended: {error}") from error
        return protocol

    def open_blocking(self, seconds: float = OPEN_SECONDS) -> socket.socket:
        self._be_ready_within(seconds)
        with contextlib.ExitStack() as undo:
            sock = undo.enter_context(socket.socket(socket.AF_UNIX))
            sock.settimeout(seconds)
            try:
                sock.connect(self._socket())
            except OSError as error:
                self.renew()
                raise DialError(f"the connection of ssh has just ended: {error}") from error
            undo.pop_all()
        return sock

    async def _end(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            await link.stop()

    # --- on the loop --------------------------------------------------------

    def _socket(self) -> str:
        link = self._link
        if link is None:
            raise self._was_closed()
        return link.socket

    @property
    def _leads(self) -> bool:
        return self._link is not None and self._link.alive and bool(self._token)

    async def _make_ready(self) -> None:
        if self._denied is not None and asyncio.get_running_loop().time() < self._denied[0]:
            raise self._denied[1]
        if await self._still_leads():
            self._suspect = False
            return
        link = self._link or await self._connect()
        before = ""
        while True:
            found = await find_gateway(link, self._caller)
            if found.gateway == before:
                # It is there and answers there, but not here. (ssh says of both that nobody listens.)
                raise self._forbidden()
            before, self._token = found.gateway, found.token
            await link.forward(found.socket)
            answer = await self._ask(link.socket)
            if answer is Answer.GIVEN:
                break
            if answer is not Answer.NONE:
                raise DialError(f"the gateway on {self.target.host} does not answer by way of ssh")
        self._suspect, self._known, self._attempts = False, True, 0

    async def _still_leads(self) -> bool:
        """Whether the gateway answers by the connection there is; one that is of no use is ended."""
        link = self._link
        if link is None:
            return False
        if link.alive:
            answer = await self._ask(link.socket) if link.socket else Answer.NONE
            if answer is Answer.GIVEN:
                return True
            if answer is Answer.NONE and await link.lives():
                return False
        # It is to be found by who closes the route meanwhile.
        await link.stop()
        self._link = None
        return False

    async def _connect(self) -> SshLink:
        attempt, self._attempts = self._attempts, self._attempts + 1
        connect = AGAIN_SECONDS[attempt % len(AGAIN_SECONDS)] if self._known else CONNECT_SECONDS
        seconds = ASKING_SECONDS if self._caller.may_ask else LINK_SECONDS
        try:
            self._link = await SshLink.open(self._caller, connect, seconds, known=self._known)
        except PermissionDenied as error:
            self._denied = (asyncio.get_running_loop().time() + DENIED_PAUSE, error)
            raise
        return self._link

    async def _ask(self, path: str) -> Answer:
        """Ask the gateway how it is, which needs the token and changes nothing."""
        try:
            _, asking = await asyncio.get_running_loop().create_unix_connection(
                lambda: Asking(self._token), path
            )
        except OSError:
            return Answer.NO_SOCKET
        return await asking.ask()

    def _forbidden(self) -> DialError:
        return DialError(
            f"{self.target.host} forbids ssh to forward Unix sockets (AllowStreamLocalForwarding or "
            "DisableForwarding in its sshd_config); ask its administrator to allow that, or attach to "
            "'farfield serve' there with farfield://",
            for_good=not self._known,
        )

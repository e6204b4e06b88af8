"""Who comes in: tokens, addresses from which too many wrong ones came, and the account of all that."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from farfield_engine.gateway.audit import AuditLog
from farfield_engine.gateway.failures import FailureLimiter
from farfield_engine.gateway.tokens import Denied, TokenBook

HERE = "unix"
"""Where somebody comes from who came by a Unix socket."""

TOO_MANY = "too many wrong tokens came from this address; try again in a minute"

REFUSAL = "this gateway needs its token: attach with its connection file or its connection string"

_REASONS = {
    "unknown": REFUSAL,
    "expired": "this token has expired; ask the gateway's owner for a new one ('farfield token add')",
    "revoked": "this token was revoked; ask the gateway's owner for a new one ('farfield token add')",
}

_log = logging.getLogger(__name__)


class Guest(Protocol):
    """A connection that a token has let in."""

    user: str

    def dismiss(self, reason: str) -> None:
        """End it: its token is valid no more."""


class Relayed(Protocol):
    """A connection whose bytes are carried to the gRPC server: calls come over it, each with a token."""

    def known(self, user: str) -> None:
        """A call of this user's came over it."""

    def turned_away(self) -> None:
        """A call without a valid token came over it."""

    @property
    def is_known(self) -> bool:
        """Whether a call with a valid token has come over it."""


class NotWelcome(Exception):
    """The token opens nothing; the message is for who has it."""


class Door:
    """Lets connections in. All on the gateway's loop.

    A connection comes from `peer`: "unix", or an address and its port.
    """

    def __init__(self, book: TokenBook, audit: AuditLog, clock: Callable[[], float]) -> None:
        self._book = book
        self._audit = audit
        self._failures = FailureLimiter(clock)
        self._guests: set[Guest] = set()
        self.relays: dict[str, Relayed] = {}
        """By name."""

    def is_closed_to(self, peer: str) -> bool:
        """Whether so many wrong tokens came from that address lately that none is looked at."""
        return peer != HERE and self._failures.blocked(address_of(peer))

    def admit(self, given: bytes, peer: str) -> str:
        """The user whose token this is; empty for the gateway's owner. Raises NotWelcome."""
        if self.is_closed_to(peer):
            raise NotWelcome(TOO_MANY)
        found = self._book.check(given)
        if not isinstance(found, Denied):
            return found.user
        self._refused(peer, f"token {found.reason}", found.user)
        raise NotWelcome(_REASONS[found.reason])

    def admit_worker(self, right: bool, peer: str) -> None:
        """A worker's token has come, which was right or wrong. Raises NotWelcome."""
        if self.is_closed_to(peer):
            raise NotWelcome(TOO_MANY)
        if not right:
            self._refused(peer, "not the token of the worker that it says it is")
            raise NotWelcome(REFUSAL)

    def _refused(self, peer: str, reason: str, user: str = "") -> None:
        """Put a wrong token on the account, and count it."""
        if peer != HERE:
            self._failures.failed(address_of(peer))
            if self.is_closed_to(peer):
                # The last that is written of it for a while: strangers must not fill the account.
                reason += "; the address is not listened to for a while"
        self._audit.write("refused", user=user, peer=peer, reason=reason)

    def admit_call(self, given: bytes, relay: str, peer: str) -> str:
        """The user of one gRPC call, which came over the relay of this name. Raises NotWelcome."""
        carrier = self.relays.get(relay)
        if carrier is not None and carrier.is_known:
            found = self._book.check(given)
            if not isinstance(found, Denied):
                return found.user
        try:
            user = self.admit(given, peer)
        except NotWelcome:
            if carrier is not None and not carrier.is_known:
                carrier.turned_away()
            raise
        if carrier is not None:
            carrier.known(user)
        return user

    def knows(self, given: bytes) -> bool:
        """Whether this is a valid token, without any account of it."""
        return not isinstance(self._book.check(given), Denied)

    def enter(self, guest: Guest) -> None:
        """A connection has been let in; it is told when its token ends."""
        self._guests.add(guest)

    def leave(self, guest: Guest) -> None:
        """It is gone."""
        self._guests.discard(guest)

    def look(self) -> None:
        """Now and then: send those away whose tokens have expired or were revoked."""
        for user in self._book.reload_if_changed():
            _log.warning("the token of user '%s' is valid no more: its connections end", user)
            self._audit.write("revoked", user=user, reason="the token has expired or was revoked")
            for guest in [guest for guest in self._guests if guest.user == user]:
                guest.dismiss("its token has expired or was revoked")

    def note(self, event: str, *, user: str = "", peer: str = "", client: str = "", reason: str = "") -> None:
        """Put something on the account."""
        self._audit.write(event, user=user, peer=peer, client=client, reason=reason)


def address_of(peer: str) -> str:
    """The address without its port."""
    return peer.rpartition(":")[0].strip("[]")


def peer_name(address: object) -> str:
    """Where a connection comes from, of what the socket says of its other end."""
    if isinstance(address, tuple) and len(address) >= 2:
        host, port = str(address[0]), address[1]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return HERE

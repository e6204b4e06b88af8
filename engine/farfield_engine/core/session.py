"""The life of a session: attached, detached with a lease, ended."""

from __future__ import annotations

import enum


class SessionState(enum.Enum):
    ATTACHED = "attached"
    DETACHED = "detached"
    ENDED = "ended"


class SessionLife:
    """Decides when a session that nobody is attached to has ended.

    Every attachment has a number; what an older one still says is not listened to, so
    that a client that reconnects before its old connection is noticed to be dead wins.
    """

    def __init__(self, lease: float) -> None:
        self.state = SessionState.DETACHED
        self.lease = lease
        self._attachment = 0
        self._expires: float | None = None

    def wait(self, now: float) -> None:
        """Its client was here before we were: it has a lease to come back."""
        self._expires = now + self.lease

    def attach(self) -> int:
        """A client is here; the number of its attachment. Raises ValueError when ended."""
        if self.state is SessionState.ENDED:
            raise ValueError("the session has ended")
        self._attachment += 1
        self.state = SessionState.ATTACHED
        self._expires = None
        return self._attachment

    def is_current(self, attachment: int) -> bool:
        """Whether this attachment is the newest, and still attached."""
        return self.state is SessionState.ATTACHED and attachment == self._attachment

    def lose(self, attachment: int, now: float) -> bool:
        """The connection of this attachment is gone; True when nobody is attached any more."""
        if not self.is_current(attachment):
            return False
        self.state = SessionState.DETACHED
        self._expires = now + self.lease
        return True

    def tick(self, now: float, *, busy: bool) -> bool:
        """True when the lease is over: the session ends now. Running work holds the lease."""
        if self.state is not SessionState.DETACHED or self._expires is None:
            return False
        if busy:
            self._expires = max(self._expires, now + self.lease)
            return False
        if now < self._expires:
            return False
        self.state = SessionState.ENDED
        return True

    def end(self) -> None:
        """Its client said that nobody will come back."""
        self.state = SessionState.ENDED

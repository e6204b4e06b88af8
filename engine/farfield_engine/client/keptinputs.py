"""Inputs that the gateway keeps for this session: it need not be asked for them, which takes a round trip."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

LARGEST = 64 << 20
"""What is larger takes so long to hash that the question does not matter."""

MOST = 256 << 20
"""Bytes that are kept in all."""


@dataclass(slots=True)
class _Kept:
    size: int
    users: set[int] = field(default_factory=set)
    """Threads that have named it in a message which is not sent yet."""


class KeptInputs:
    """Which content is kept, the last used longest. Any thread may call any method.

    What a thread has named is kept until it has sent what it named it in (`sent`).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._bytes = 0

    def use(self, digest: bytes) -> bool:
        """Whether it is kept; if so, it stays until this thread has sent."""
        with self._lock:
            kept = self._kept.get(digest)
            if kept is None:
                return False
            kept.users.add(threading.get_ident())
            self._kept.move_to_end(digest)
            return True

    def add(self, digest: bytes, size: int) -> tuple[bool, list[bytes]]:
        """Whether it is to be kept from now on, and what is not to be any more for it."""
        with self._lock:
            gone: list[bytes] = []
            if size > LARGEST or digest in self._kept:
                return False, gone
            for old, kept in list(self._kept.items()):
                if self._bytes + size <= MOST:
                    break
                if not kept.users:
                    self._remove(old)
                    gone.append(old)
            if self._bytes + size > MOST:
                return False, gone
            self._kept[digest] = _Kept(size, {threading.get_ident()})
            self._bytes += size
            return True, gone

    def sent(self) -> None:
        """This thread has sent the message in which it named things."""
        with self._lock:
            for kept in self._kept.values():
                kept.users.discard(threading.get_ident())

    def forget(self) -> list[bytes]:
        """The gateway has begun anew and keeps nothing; what it kept."""
        with self._lock:
            forgotten = list(self._kept)
            self._kept.clear()
            self._bytes = 0
            return forgotten

    def _remove(self, digest: bytes) -> None:
        self._bytes -= self._kept.pop(digest).size

"""Those who try one token after another are not listened to for a while."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_FAILURES = 10
SECONDS = 60.0
MOST_ADDRESSES = 4096


class FailureLimiter:
    """Counts failures by address, and forgets them after a minute. Does no I/O."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """clock: seconds, that only ever grow."""
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._failures)

    def failed(self, address: str) -> None:
        """Somebody at this address had no valid token."""
        key = _key(address)
        times = self._failures.setdefault(key, deque(maxlen=MOST_FAILURES))
        times.append(self._clock())
        self._failures.move_to_end(key)
        while len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)

    def blocked(self, address: str) -> bool:
        """Whether there were ten failures within the last minute."""
        key = _key(address)
        times = self._failures.get(key)
        if times is None:
            return False
        oldest_that_counts = self._clock() - SECONDS
        if times[-1] <= oldest_that_counts:
            del self._failures[key]
            return False
        return len(times) == MOST_FAILURES and times[0] > oldest_that_counts


def _key(address: str) -> str:
    """What is counted as one: of IPv6 a /64, which one machine can have all of."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Address(int(parsed) >> 64 << 64))

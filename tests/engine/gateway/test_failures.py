"""Who is blocked, for how long, and what is remembered of strangers."""

from __future__ import annotations

import pytest

from farfield_engine.gateway.failures import MOST_ADDRESSES, MOST_FAILURES, FailureLimiter


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> FailureLimiter:
    return FailureLimiter(clock)


def fail(limiter: FailureLimiter, address: str, times: int = MOST_FAILURES) -> None:
    for _ in range(times):
        limiter.failed(address)


def test_ten_failures_block_for_a_minute(limiter: FailureLimiter, clock: Clock) -> None:
    fail(limiter, "10.0.0.1", 9)
    assert not limiter.blocked("10.0.0.1")
    limiter.failed("10.0.0.1")
    assert limiter.blocked("10.0.0.1") and not limiter.blocked("10.0.0.2")
    clock.now += 59.9
    assert limiter.blocked("10.0.0.1")
    clock.now += 0.1
    assert not limiter.blocked("10.0.0.1")
    assert len(limiter) == 0


def test_slow_failures_block_nobody(limiter: FailureLimiter, clock: Clock) -> None:
    for _ in range(100):
        limiter.failed("10.0.0.1")
        clock.now += 6.0
        assert not limiter.blocked("10.0.0.1")


def test_nobody_has_more_than_ten_tries_in_any_minute(limiter: FailureLimiter, clock: Clock) -> None:
    tries = []
    for _ in range(3000):
        if not limiter.blocked("10.0.0.1"):
            limiter.failed("10.0.0.1")
            tries.append(clock.now)
        clock.now += 0.1
    assert max(sum(start <= at < start + 60 for at in tries) for start in tries) == MOST_FAILURES


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("", "10.0.0.1", False),
        ("no address", "no address", True),
    ],
)
def test_what_counts_as_one_address(limiter: FailureLimiter, one: str, other: str, together: bool) -> None:
    fail(limiter, one)
    assert limiter.blocked(other) is together


def test_memory_is_bounded_and_the_oldest_go(limiter: FailureLimiter) -> None:
    fail(limiter, "10.0.0.1")
    fail(limiter, "10.0.0.2")
    for number in range(MOST_ADDRESSES - 1):
        limiter.failed(f"10.1.{number // 256}.{number % 256}")
    assert len(limiter) == MOST_ADDRESSES
    assert not limiter.blocked("10.0.0.1") and limiter.blocked("10.0.0.2")
    limiter.failed("x" * 10**6)
    assert len(limiter) == MOST_ADDRESSES

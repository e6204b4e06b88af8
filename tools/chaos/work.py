"""What the storm has done: many short jobs, each known by its number and the seed alone."""

from __future__ import annotations

import hashlib
import random
import time
from dataclasses import dataclass

KINDS = ("call", "map", "once", "lines", "again", "up", "down", "cell")
"""call: one call, not repeated. map, once: many items, repeated where they were lost or not. lines, again:
the same for items that print. up, down: large inputs and results. cell: a detached `%%distributed` loop."""

REPEATED = {"map", "again", "up", "down", "cell"}
RETRIES = 100
LARGE = (300 << 10, 2 << 20)


@dataclass(frozen=True)
class Plan:
    """One job."""

    number: int
    kind: str
    elements: list[tuple[int, int]]
    """For each item, what makes it different, and the milliseconds or lines that it takes."""

    @property
    def name(self) -> str:
        return f"storm-{self.number}"

    @property
    def retries(self) -> int:
        return RETRIES if self.kind in REPEATED else 0

    @property
    def prints(self) -> bool:
        return self.kind in ("lines", "again")


def plan(seed: int, number: int) -> Plan:
    """The job of this number."""
    rng = random.Random(f"{seed}/{number}")
    kind = KINDS[number % len(KINDS)] if number < len(KINDS) else rng.choice(KINDS)
    count = {"call": 1, "up": 2, "down": 2}.get(kind) or rng.randint(
        1, 4 if kind in ("lines", "again") else 24
    )
    most = {"lines": 60, "again": 60, "up": LARGE[1], "down": LARGE[1]}.get(kind, 40)
    least = LARGE[0] if kind in ("up", "down") else 1
    return Plan(number, kind, [(rng.randrange(1 << 30), rng.randint(least, most)) for _ in range(count)])


def content(key: int, size: int) -> bytes:
    """Bytes that are like no others."""
    return random.Random(key).randbytes(size)


def digest(data: bytes) -> str:
    """Of what is too large to be kept."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


# --- on workers -------------------------------------------------------------


def compute(key: int, milliseconds: int) -> tuple[int, str]:
    """A moment's work."""
    time.sleep(milliseconds / 1000)
    return key * 7 + 1, f"item {key}"


def speak(key: int, lines: int) -> int:
    """Numbered lines, one by one."""
    for line in text_of(key, lines).splitlines():
        print(line, flush=True)
        time.sleep(0.004)
    return key + lines


def take(data: bytes) -> str:
    """A large input."""
    return digest(data)


def make(key: int, size: int) -> bytes:
    """A large result."""
    return content(key, size)


# --- what is to come of it --------------------------------------------------


def text_of(key: int, lines: int) -> str:
    """All that `speak` prints."""
    return f"begin {key}\n" + "".join(f"line {number} of {key}\n" for number in range(lines))


def expected(job: Plan) -> list[object]:
    """The result of each item."""
    return [_expected(job.kind, *element) for element in job.elements]


def _expected(kind: str, key: int, much: int) -> object:
    if kind in ("lines", "again"):
        return key + much
    if kind == "up":
        return digest(content(key, much))
    if kind == "down":
        return content(key, much)
    return key * 7 + 1, f"item {key}"


def is_output_of(text: str, key: int, lines: int, *, attempts: int, ended: bool) -> bool:
    """Whether an item that was begun at most so many times may have printed this.

    Each attempt prints in order from the beginning, however far it came; one that ended, all. So it is a row
    of beginnings, and of an item that has a result the last one is the whole.
    """
    whole = text_of(key, lines)
    start = f"begin {key}\n"
    first, *rest = text.split(start)
    parts = [start + part for part in rest]
    # An attempt that was cut off in the middle of its first line.
    if not (start.startswith(first) and len(parts) + bool(first) <= attempts):
        return False
    if ended and (not parts or parts[-1] != whole):
        return False
    return all(_is_cut_off(part, whole, start) for part in parts)


def _is_cut_off(part: str, whole: str, start: str) -> bool:
    """Whether it is a beginning of the whole, with perhaps another one's first letters behind."""
    length = next(
        (i for i, (a, b) in enumerate(zip(part, whole, strict=False)) if a != b), min(len(part), len(whole))
    )
    return start.startswith(part[length:])

"""What came of a storm, for people; and whether it is as it should be."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chaos.storm import Seen

MOST_MEMORY = 400 << 20
MOST_FILES = 150


def verdict(seen: Seen) -> list[str]:
    """All that is not as it should be."""
    wrong = [f"left behind: {what}" for what in seen.left]
    settled = _settled(seen.records)
    calm = _settled(seen.calm)
    for record in seen.records:
        if record["event"] == "stuck":
            wrong.append(f"job {record['job']} ({record['kind']}) did not end: {record['state']}")
        elif record["event"] == "session lost":
            wrong.append(f"a session was lost: {record['why']}")
    for number, record in settled.items():
        wrong += [f"job {number} ({record['kind']}): {what}" for what in record["wrong"]]
        if not record["wrong"] and record["digest"] != calm.get(number, {}).get("digest"):
            wrong.append(f"job {number} ({record['kind']}): other results than without a disturbance")
    if seen.most_memory > MOST_MEMORY:
        wrong.append(f"the gateway took {seen.most_memory >> 20} MiB of memory")
    if seen.files > MOST_FILES:
        wrong.append(f"the gateway has {seen.files} files open")
    return wrong


def report(seen: Seen) -> str:
    """All of it, in lines."""
    return "\n".join(_lines(seen))


def _lines(seen: Seen) -> Iterator[str]:
    kinds = Counter(each["kind"] for each in seen.disturbances if each["event"] == "disturbed")
    yield f"storm of {sum(kinds.values())} kills and cuts in {seen.seconds:.0f} s, seed {seen.seed}"
    yield "  " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    settled = list(_settled(seen.records).values())
    items = sum(record["items"] for record in settled)
    reasons: Counter[str] = Counter()
    for record in settled:
        reasons.update({reason.partition("\n")[0]: count for reason, count in record["lost"].items()})
    yield f"jobs {len(settled)} ({_by_kind(settled)}), items {items}"
    yield f"gateway started {seen.starts} times, clients {seen.clients}"
    adopted = sum(record["adopted"] for record in settled)
    by_hand = sum(bool(record["by_hand"]) for record in settled)
    yield f"jobs that another client has found again: {adopted}"
    yield f"items told to be lost: {sum(reasons.values())}, of {by_hand} jobs, which were run again by hand"
    yield from (f"    {count} x {reason}" for reason, count in reasons.most_common())
    refused = Counter(record["message"][:100] for record in seen.records if record["event"] == "refused")
    if refused:
        yield f"calls refused while the link was down, and asked again: {sum(refused.values())}"
        yield from (f"    {count} x {message}" for message, count in refused.most_common(5))
    times = reconnects(seen)
    if times:
        median = statistics.median(times)
        yield f"reconnected {len(times)} times: median {median:.2f} s, max {max(times):.2f} s"
    yield f"gateway: at most {seen.most_memory >> 20} MiB, {seen.files} files open at the end"
    yield f"wrong: {len(seen.wrong)}" if seen.wrong else "nothing wrong, nothing left"
    yield from (f"  {what}" for what in seen.wrong[:40])


def reconnects(seen: Seen) -> list[float]:
    """Seconds from when the gateway could be reached again until the client had.

    Where another disturbance came in between, it counts from there.
    """
    marks = [
        (each["at"], each["event"])
        for each in (*seen.disturbances, *seen.records)
        if each["event"] in ("healed", "serving", "lost", "connected", "disturbed", "began")
    ]
    times = []
    possible: float | None = None
    lost = False
    for at, event in sorted(marks):
        if event == "lost":
            lost = True
        elif event == "began":
            lost, possible = False, None
        elif event in ("healed", "serving"):
            possible = at
        elif event == "connected":
            if lost and possible is not None:
                times.append(at - possible)
            lost, possible = False, None
        elif not lost:
            possible = None
    return times


def _settled(records: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {record["job"]: record for record in records if record["event"] == "settled"}


def _by_kind(settled: list[dict[str, Any]]) -> str:
    counts = Counter(record["kind"] for record in settled)
    return ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))

"""The storm's client: `client.py DIRECTORY SEED`. It may be killed at any moment, and another goes on.

It works off the jobs of the plan, a few at a time, until there is a file `stop` in the directory. What it
knows for good it writes into `records`, a line of JSON for each job that is settled. All else it asks the
gateway for, which knows the jobs by the notebook's name.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from chaos.cells import Cells
from chaos.work import Plan, compute, content, digest, expected, is_output_of, make, plan, speak, take
from farfield._attach import attach, attached, current
from farfield._job import Job, job_of
from farfield._tasks import map_job, pack_item
from farfield_engine.client.client import Client
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.wire.v1 import gateway_pb2
from farfield_engine.wire.v1 import jobs_pb2 as pb

T = TypeVar("T")

AT_ONCE = 6
JOB_SECONDS = 120.0
"""After so long without an end a job is stuck."""

ASKED_SECONDS = 60.0
TOLD = (pb.Failure.KIND_WORKER_DIED, pb.Failure.KIND_GATEWAY_DIED, pb.Failure.KIND_SKIPPED)
"""Why an item that may not run twice has no result; the second also where its inputs went with a gateway."""

INPUTS_GONE = "its inputs were in memory only"


class Lines:
    """What a job has printed, as it is told while it runs."""

    def __init__(self) -> None:
        self.by_item: dict[int, str] = {}
        self.left_out = 0

    def take(self, event: gateway_pb2.Event) -> None:
        if event.HasField("outputs"):
            self.left_out += event.outputs.left_out_lines
            for output in event.outputs.outputs:
                self.by_item[output.item] = self.by_item.get(output.item, "") + output.content


class Worker:
    """Works jobs off, in threads."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.directory = directory
        self.seed = seed
        self.target = os.environ["STORM_TARGET"]
        self.cells = Cells()
        self._records = open(directory / "records", "a")  # until the process ends
        self._lock = threading.Lock()
        self._attaching = threading.Lock()
        self._known: dict[str, pb.JobSummary] = {}
        self._settled = _settled(directory / "records")
        self._next = 0
        self.failed: BaseException | None = None

    def tell(self, event: str, **what: object) -> None:
        """Write down what is known for good."""
        with self._lock:
            self._records.write("\n" + json.dumps({"event": event, "at": time.monotonic(), **what}))
            self._records.flush()

    # --- the connection -----------------------------------------------------

    def attach(self) -> Client:
        """Attach, and see which jobs there are already."""
        with self._attaching:
            client = self.persist(lambda: attach(self.target))
            summaries = self.persist(client.jobs)
            self._known = {summary.name: summary for summary in summaries}
        return client

    def persist(self, ask: Callable[[], T]) -> T:
        """Ask as often as it takes: while the link is down, what is asked is refused in the end."""
        deadline = time.monotonic() + ASKED_SECONDS
        refused: FarfieldError
        while True:
            try:
                return ask()
            except ConnectionLostError as error:
                if attached() is None:
                    raise
                refused = error
            except FarfieldError as error:
                refused = error
            if time.monotonic() > deadline:
                raise refused
            self.tell("refused", message=str(refused)[:200])
            time.sleep(0.05)

    def watch(self) -> None:
        """Write down when the connection was lost and back."""
        was = True
        while True:
            client = attached()
            if client is not None:
                state = client.connection
                if state.connected != was:
                    was = state.connected
                    self.tell("connected" if was else "lost", why=state.why)
            time.sleep(0.003)

    # --- jobs ---------------------------------------------------------------

    def numbers(self) -> Iterator[int]:
        """Jobs to be done, until it is said that it is enough."""
        most = int(os.environ.get("STORM_JOBS", "0"))
        while True:
            with self._lock:
                number = self._next
                while number in self._settled:
                    number += 1
                if (most and number >= most) or (not most and (self.directory / "stop").exists()):
                    return
                self._next = number + 1
            yield number

    def run(self) -> None:
        """One thread's work."""
        try:
            for number in self.numbers():
                self.settle(plan(self.seed, number))
        except BaseException as error:
            self.failed = error
            raise

    def settle(self, job: Plan) -> None:
        """Have a job done, and write down what has come of it."""
        while True:
            lines = Lines() if job.prints else None
            try:
                found, adopted = self.find_or_submit(job, lines)
                if not found.wait(JOB_SECONDS):
                    self.tell("stuck", job=job.number, kind=job.kind, id=found.id, state=repr(found))
                    return
                if found._handle.lost is None:
                    self.look_at(job, found, lines, adopted)
                    return
                why = str(found._handle.lost)
            except ConnectionLostError as error:
                why = str(error)
            self.tell("session lost", job=job.number, why=why)
            self.attach()

    def find_or_submit(self, job: Plan, lines: Lines | None) -> tuple[Job, bool]:
        """The job, and whether somebody before us has submitted it."""
        client = self.persist(current)
        summary = self._known.get(job.name)
        if summary is not None:
            return self.persist(lambda: job_of(client, summary)), True
        return self.persist(lambda: self.submit(client, job, lines)), False

    def submit(self, client: Client, job: Plan, lines: Lines | None) -> Job:
        if job.kind == "call":
            handle = client.submit(pack_item(client, compute, job.elements[0], {}, job.name))
            return Job(client, handle, job.name, many=False)
        if job.kind == "cell":
            return self.cells.run(job)
        functions: dict[str, Callable[..., Any]] = {"up": take, "down": make, "lines": speak, "again": speak}
        elements: list[Any] = job.elements
        if job.kind == "up":
            elements = [(content(*element),) for element in job.elements]
        spec = pb.JobSpec(name=job.name, retries=job.retries, keep_going=True, resources=pb.Resources(cpus=1))
        decoder = map_job(client, functions.get(job.kind, compute), elements, spec)
        if lines is not None:
            decoder.handle.on_event(lines.take)
        return Job(client, decoder.handle, job.name, many=True)

    # --- what has come of it ------------------------------------------------

    def look_at(self, job: Plan, found: Job, lines: Lines | None, adopted: bool) -> None:
        """Compare with what should have come, and retry what was lost."""
        told: Counter[str] = Counter()
        wrong: list[str] = []
        runs = 0
        while True:
            runs += 1
            results = self.outcomes(job, found, told if runs == 1 else Counter(), wrong)
            if runs == 1 and job.prints:
                wrong += self.check_output(job, found, lines, adopted, results)
            if wrong or all(results) or runs > 20:
                break
            # What may not be repeated by itself, the user repeats.
            found = self.again(job, found)
            if not found.wait(JOB_SECONDS):
                wrong.append("stuck when it was retried")
        values = [digest(repr(value).encode()) for value in found.results("")] if all(results) else []
        self.tell(
            "settled", job=job.number, kind=job.kind, items=len(job.elements), lost=dict(told), wrong=wrong,
            adopted=adopted, by_hand=runs - 1, id=found.id, digest=digest("".join(values).encode()),
        )  # fmt: skip

    def again(self, job: Plan, found: Job) -> Job:
        """Repeat what was lost, as a user does."""
        handle = found._handle
        failures = [handle.refused] if handle.refused is not None else list(handle.failures.values())
        if any(INPUTS_GONE in failure.message for failure in failures):
            return self.persist(lambda: self.submit(found.client, job, None))
        try:
            return found.retry()
        except FarfieldError:
            # It may have begun: the answer was lost.
            summaries = self.persist(found.client.jobs)
            summary = next(summary for summary in summaries if summary.id == found.id)
            return self.persist(lambda: job_of(found.client, summary))

    def outcomes(self, job: Plan, found: Job, told: Counter[str], wrong: list[str]) -> list[bool]:
        """Of each item, whether it has a result, which then is the right one."""
        handle, decoder = found._handle, found._decoder
        done = []
        for item, right in enumerate(expected(job)):
            failure = handle.failures.get(item) if handle.refused is None else handle.refused
            if failure is None and handle.segment_of(item) is None:
                wrong.append(f"item {item} is missing: {found!r}")
            elif failure is not None:
                told[re.sub(r"\d+", "N", failure.message)[:160]] += 1
                may_be = not job.retries or (job.kind == "up" and INPUTS_GONE in failure.message)
                if failure.kind not in TOLD or not failure.message or not may_be:
                    wrong.append(
                        f"item {item}: {pb.Failure.Kind.Name(failure.kind)}: {failure.message[:300]}"
                    )
            else:
                value = self.persist(lambda item=item: decoder.value(item))  # type: ignore[misc]
                value = getattr(value, "value", value) if job.kind == "cell" else value
                if value != right:
                    wrong.append(f"item {item} is {str(value)[:100]} and not {str(right)[:100]}")
            done.append(failure is None and handle.segment_of(item) is not None)
        return done

    def check_output(
        self, job: Plan, found: Job, lines: Lines | None, adopted: bool, done: list[bool]
    ) -> Iterator[str]:
        """What is wrong with what it has printed."""
        # Another client may have had it run again by hand, before it was killed.
        rounds = 1 + (found.summary.attempt if found.summary is not None else 0)
        kept: dict[int, str] = {}
        for output in self.persist(lambda: found.client.log(found.id)):
            kept[output.item] = kept.get(output.item, "") + output.content
        for item, (key, count) in enumerate(job.elements):
            text = kept.get(item, "")
            if not is_output_of(text, key, count, attempts=(job.retries + 1) * rounds, ended=done[item]):
                yield f"item {item} has printed {text!r} and not {count} lines of {key}"
        if lines is not None and not adopted and not lines.left_out and lines.by_item != kept:
            item = next(i for i in range(len(done)) if lines.by_item.get(i) != kept.get(i))
            yield f"item {item} was told as {lines.by_item.get(item)!r}, its log is {kept.get(item)!r}"


def _settled(path: Path) -> set[int]:
    """The numbers of the jobs that are settled."""
    settled = set()
    for line in path.read_text().splitlines() if path.exists() else ():
        # The last line may be half a one: its writer was killed.
        with contextlib.suppress(ValueError):
            record = json.loads(line)
            if record["event"] in ("settled", "stuck"):
                settled.add(record["job"])
    return settled


def main() -> int:
    """Work until it is enough; 0 when all was settled."""
    work = Worker(Path(sys.argv[1]), int(sys.argv[2]))
    # What another one wrote last may be half a line.
    work.tell("began")
    threading.Thread(target=work.watch, daemon=True).start()
    work.attach()
    work.tell("attached")
    threads = [threading.Thread(target=work.run, name=f"jobs {n}") for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        work.cells.serve(0.05)
    if work.failed is not None:
        return 1
    work.tell("finished")
    return 0


if __name__ == "__main__":
    sys.exit(main())

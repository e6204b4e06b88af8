"""The journal: what was appended is found again, whatever happens to the gateway and to the disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farfield_engine.gateway import journal as module
from farfield_engine.gateway.journal import Journal, JournalInUse, JournalStream, Kind, StoredJob
from farfield_engine.gateway.journalfiles import FILE_HEADER_SIZE
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

STREAMS = (Kind.SEGMENT, Kind.FAILURE, Kind.OUTPUT)
Content = dict[str, dict[Kind, list[bytes]]]


@contextlib.contextmanager
def opened(directory: Path, rotate_at: int = module.ROTATE_AT) -> Iterator[tuple[Journal, list[StoredJob]]]:
    journal, jobs = Journal.open(directory, rotate_at)
    try:
        yield journal, jobs
    finally:
        journal.close()


def content(journal: Journal, jobs: list[StoredJob]) -> Content:
    """All there is, by job and kind; kinds without records are left out."""
    found = {job.id: {kind: list(journal.read(job.id, kind)) for kind in Kind} for job in jobs}
    return {job: {kind: all_ for kind, all_ in kinds.items() if all_} for job, kinds in found.items()}


def stored(directory: Path) -> Content:
    with opened(directory) as (journal, jobs):
        return content(journal, jobs)


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.name != "lock")


# --- whatever is done -------------------------------------------------------

OPERATIONS = st.one_of(
    st.tuples(
        st.just("append"),
        st.sampled_from("abcde"),
        st.sampled_from([Kind.SPEC, *STREAMS, Kind.END]),
        st.binary(max_size=90),
    ),
    st.tuples(st.sampled_from(["retry", "forget"]), st.sampled_from("abcde")),
    st.tuples(st.sampled_from(["flush", "reopen", "kill"])),
)


class Model:
    """A journal, and beside it what ought to be in it."""

    def __init__(self, directory: Path, rotate_at: int) -> None:
        self.directory = directory
        self.rotate_at = rotate_at
        self.journal, _ = Journal.open(directory, rotate_at)
        self.expected: Content = {}
        self.used: dict[str, int] = {}

    def id(self, letter: str) -> str:
        """A forgotten job's id is not used again."""
        return f"{letter}{self.used.get(letter, 0)}"

    def append(self, letter: str, kind: Kind, payload: bytes) -> None:
        self.journal.append(self.id(letter), kind, payload)
        self.expected.setdefault(self.id(letter), {}).setdefault(kind, []).append(payload)

    def retry(self, letter: str) -> None:
        self.journal.retry(self.id(letter))
        kinds = self.expected.setdefault(self.id(letter), {})
        kinds.pop(Kind.FAILURE, None)
        kinds.pop(Kind.END, None)
        kinds.setdefault(Kind.RETRY, []).append(b"")

    def forget(self, letter: str) -> None:
        self.journal.forget(self.id(letter))
        self.expected.pop(self.id(letter), None)
        self.used[letter] = self.used.get(letter, 0) + 1

    def flush(self) -> None:
        self.journal.flush()
        assert self.journal.unwritten == 0
        on_disk = sum(path.stat().st_size for path in self.directory.glob("*.journal"))
        assert self.journal.bytes_on_disk == on_disk

    def reopen(self) -> None:
        self.journal.close()
        self.journal, jobs = Journal.open(self.directory, self.rotate_at)
        assert {job.id for job in jobs} == set(self.expected)
        self.check()

    def kill(self) -> None:
        """What the next gateway would find if this one were killed here."""
        self.flush()
        with tempfile.TemporaryDirectory() as other:
            for path in self.directory.glob("*.journal"):
                shutil.copy(path, other)
            found = stored(Path(other))
        assert found == self.expected

    def check(self) -> None:
        jobs = [StoredJob(self.journal, id) for id in self.expected]
        assert content(self.journal, jobs) == self.expected
        for job in jobs:
            for kind in Kind:
                records = self.expected[job.id].get(kind, [])
                assert self.journal.count(job.id, kind) == len(records)
                assert self.journal.last(job.id, kind) == (records[-1] if records else None)
        assert (self.journal.bytes_kept > 0) == bool(self.expected)


@settings(max_examples=300, deadline=None)
@given(st.lists(OPERATIONS, max_size=60), st.sampled_from([1, 100, 300, 1 << 20]), st.booleans())
def test_what_was_appended_is_found_again(
    operations: list[tuple[object, ...]], rotate_at: int, compact: bool
) -> None:
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "COMPACT_AT", 0 if compact else 1 << 40)
        model = Model(Path(directory), rotate_at)
        try:
            for name, *arguments in operations:
                getattr(model, str(name))(*arguments)
                model.check()
            model.reopen()
        finally:
            model.journal.close()


def test_order_of_jobs_and_of_their_records_is_that_of_appending(tmp_path: Path) -> None:
    with opened(tmp_path, 500) as (journal, _):
        for number in range(300):
            journal.append(f"job{number % 7}", STREAMS[number % 3], b"%d" % number)
    with opened(tmp_path) as (journal, jobs):
        assert [job.id for job in jobs] == [f"job{number}" for number in range(7)]
        for number in range(7):
            for index, kind in enumerate(STREAMS):
                found = [int(payload) for payload in journal.read(f"job{number}", kind)]
                assert found == [n for n in range(300) if n % 7 == number and n % 3 == index]
                assert found


# --- files come and go ------------------------------------------------------


def test_a_file_goes_when_all_its_jobs_are_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path, 1000) as (journal, _):
        for number in range(10):
            journal.append(f"job{number}", Kind.OUTPUT, b"x" * 1000)
        journal.flush()
        assert len(files(tmp_path)) == 10
        for number in range(3, 7):
            journal.forget(f"job{number}")
        assert journal.bytes_of("job3") == 0 and journal.bytes_of("job2") > 1000
        kept = journal.bytes_kept
        journal.flush()
        # The records that forget are in the eleventh.
        assert [int(name[:6]) for name in files(tmp_path)] == [1, 2, 3, 8, 9, 10, 11]
        assert kept == journal.bytes_kept == sum(journal.bytes_of(f"job{n}") for n in range(10))
    assert list(stored(tmp_path)) == ["job0", "job1", "job2", "job7", "job8", "job9"]


def test_what_was_forgotten_does_not_come_back_with_the_file_that_says_so(tmp_path: Path) -> None:
    with opened(tmp_path, 300) as (journal, _):
        journal.append("kept", Kind.SPEC, b"k" * 100)
        journal.append("gone", Kind.SPEC, b"g" * 200)
        journal.append("second", Kind.SPEC, b"s" * 50)  # the second file begins
        journal.forget("gone")
        journal.append("second", Kind.SPEC, b"s" * 300)
        journal.append("third", Kind.SPEC, b"t")  # and the third
        journal.forget("second")
        journal.flush()
        assert files(tmp_path) == ["000001.journal", "000003.journal"]
    assert list(stored(tmp_path)) == ["kept", "third"]


def test_a_long_job_does_not_keep_what_others_have_left(tmp_path: Path) -> None:
    long: list[bytes] = []
    with opened(tmp_path, 2 << 20) as (journal, _):
        for number in range(60):
            journal.append("long", Kind.OUTPUT, b"%d" % number)
            journal.append("long", Kind.FAILURE, b"%d" % -number)
            long.append(b"%d" % number)
            for _ in range(3):
                journal.append(f"short{number}", Kind.SEGMENT, b"x" * (100 << 10))
        journal.flush()
        before = journal.bytes_on_disk
        for number in range(60):
            journal.forget(f"short{number}")
        for _ in files(tmp_path):
            journal.flush()  # one file is written anew by each
        assert journal.bytes_on_disk < before / 5
        assert list(journal.read("long", Kind.OUTPUT)) == long
        assert journal.bytes_of("long") == journal.bytes_kept
    assert stored(tmp_path) == {
        "long": {Kind.OUTPUT: long, Kind.FAILURE: [b"%d" % -number for number in range(60)]}
    }
    assert not list(tmp_path.glob("*.new"))


def test_what_a_dying_gateway_did_not_remove_goes_when_the_next_one_starts(tmp_path: Path) -> None:
    with opened(tmp_path, FILE_HEADER_SIZE + 1) as (journal, _):
        journal.append("gone", Kind.SPEC, b"")
        journal.append("kept", Kind.SPEC, b"")
        journal.flush()
        first = (tmp_path / "000001.journal").read_bytes()
        journal.forget("gone")
        # Neither is taken away before the other is written.
        journal._write()
        forgetting = (tmp_path / "000003.journal").read_bytes()
        journal.append("next", Kind.SPEC, b"")
        journal.flush()
        assert files(tmp_path) == ["000002.journal", "000004.journal"]
    for left in ({"000001": first, "000003": forgetting}, {"000003": forgetting}):
        for name, content in left.items():
            (tmp_path / f"{name}.journal").write_bytes(content)
        assert list(stored(tmp_path)) == ["kept", "next"]
        assert files(tmp_path) == ["000002.journal", "000004.journal"]


def test_what_a_dying_gateway_was_writing_anew_is_removed(tmp_path: Path) -> None:
    with opened(tmp_path) as (journal, _):
        journal.append("job", Kind.SPEC, b"")
    (tmp_path / "000001.new").write_bytes(b"half")
    assert list(stored(tmp_path)) == ["job"]
    assert files(tmp_path) == ["000001.journal"]


def test_readers_are_disturbed_neither_by_appending_nor_by_forgetting(tmp_path: Path) -> None:
    with opened(tmp_path, 5000) as (journal, _):
        for number in range(100):
            journal.append("job", Kind.OUTPUT, b"%0500d" % number)
        reading = journal.read("job", Kind.OUTPUT)
        seen = [int(next(reading))]
        for number in range(100, 150):
            journal.append("job", Kind.OUTPUT, b"%0500d" % number)
            journal.flush()
            seen.append(int(next(reading)))
        journal.forget("job")
        journal.flush()
        assert len(files(tmp_path)) > 10
        seen += [int(payload) for payload in reading]
        assert seen == list(range(100))
        journal.flush()
        assert len(files(tmp_path)) == 1


def test_reading_that_is_given_up_holds_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, 100) as (journal, _):
        for _ in range(3):
            journal.append("job", Kind.OUTPUT, b"x" * 100)
        next(journal.read("job", Kind.OUTPUT))
        journal.forget("job")
        journal.flush()
        assert len(files(tmp_path)) == 1


# --- the loop ---------------------------------------------------------------


def test_a_turn_of_the_loop_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[int] = []
    pwrite = os.pwrite

    def counted(descriptor: int, data: bytes, offset: int) -> int:
        writes.append(len(data))
        return pwrite(descriptor, data, offset)

    monkeypatch.setattr(os, "pwrite", counted)

    async def scenario() -> None:
        with opened(tmp_path) as (journal, _):
            for _ in range(3):
                for number in range(100):
                    journal.append(f"job{number}", Kind.SEGMENT, b"x" * 50)
                await asyncio.sleep(0)
                assert journal.unwritten == 0
        assert len(writes) == 3

    asyncio.run(scenario())


def test_much_is_written_without_waiting_for_the_loop(tmp_path: Path) -> None:
    with opened(tmp_path) as (journal, _):
        for _ in range(5):
            journal.append("job", Kind.SEGMENT, b"x" * (1 << 20))
        assert journal.unwritten < module.FLUSH_AT
        assert (tmp_path / "000001.journal").stat().st_size > module.FLUSH_AT


# --- one gateway at a time --------------------------------------------------

CHILD = """
import asyncio, pathlib, sys
from farfield_engine.gateway.journal import Journal, Kind

async def main():
    journal, _ = Journal.open(pathlib.Path(sys.argv[1]), 4000)
    for number in range(100):
        journal.append(f"job{number % 3}", Kind.OUTPUT, b"%0100d" % number)
    await asyncio.sleep(0)
    print("written", flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


def test_what_was_flushed_survives_kill_and_until_then_nobody_else_writes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "written\n"
            with pytest.raises(JournalInUse, match="belongs to another running gateway; end it"):
                Journal.open(tmp_path)
        finally:
            process.kill()
    found = stored(tmp_path)
    assert {job: [int(payload) for payload in kinds[Kind.OUTPUT]] for job, kinds in found.items()} == {
        f"job{number}": list(range(number, 100, 3)) for number in range(3)
    }


def test_all_is_for_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(tmp_path / "journal") as (journal, _):
            journal.append("job", Kind.SPEC, b"")
            journal.flush()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in journal.directory.iterdir()}
            assert modes == {"lock": 0o600, "000001.journal": 0o600}
            assert stat.S_IMODE(journal.directory.stat().st_mode) == 0o700
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda journal: journal.append("é" * 128, Kind.SPEC, b""), "for the job 'é+' is too long to keep"),
        (lambda journal: journal.append("gone", Kind.SPEC, b""), "job gone was forgotten; give a new job"),
        (lambda journal: journal.retry("gone"), "job gone was forgotten"),
        (lambda journal: (journal.close(), journal.append("a", Kind.SPEC, b"")), "is closed"),
    ],
)
def test_misuse_is_told(tmp_path: Path, call: Callable[[Journal], object], message: str) -> None:
    with opened(tmp_path) as (journal, _):
        journal.append("gone", Kind.SPEC, b"x")
        journal.forget("gone")
        journal.forget("gone")
        journal.forget("never was")
        with pytest.raises(ValueError, match=message):
            call(journal)


# --- messages ---------------------------------------------------------------


def test_streams_go_on_where_the_last_gateway_ended(tmp_path: Path) -> None:
    with opened(tmp_path) as (journal, _):
        journal.append("job", Kind.SPEC, b"first")
        journal.append("job", Kind.SPEC, b"second")
        outputs = JournalStream(journal, "job", Kind.OUTPUT, pb.Output)
        failures = JournalStream(journal, "job", Kind.FAILURE, jobs_pb.Failure)
        for item in range(3):
            outputs.append(pb.Output(item=item, content="é"))
            failures.append(jobs_pb.Failure(item=item))
        assert (outputs.count, failures.count) == (3, 3)
        outputs.close()
        journal.append("job", Kind.END, b"failed")
    with opened(tmp_path) as (journal, [job]):
        assert (job.spec, job.end) == (b"second", b"failed")
        outputs = job.stream(Kind.OUTPUT, pb.Output)
        failures = job.stream(Kind.FAILURE, jobs_pb.Failure)
        outputs.append(pb.Output(item=3))
        assert [output.item for output in outputs.read()] == [0, 1, 2, 3]
        assert [failure.item for failure in failures.read()] == [0, 1, 2]
        journal.retry("job")
        assert (failures.count, list(failures.read()), job.end) == (0, [], None)
        failures.append(jobs_pb.Failure(item=7))
    with opened(tmp_path) as (_, [job]):
        assert [failure.item for failure in job.stream(Kind.FAILURE, jobs_pb.Failure).read()] == [7]
        assert (job.spec, job.end) == (b"second", None)
        assert job.stream(Kind.OUTPUT, pb.Output).count == 4


def test_a_message_that_cannot_be_read_is_skipped(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with opened(tmp_path) as (journal, _):
        stream = JournalStream(journal, "job", Kind.OUTPUT, pb.Output)
        stream.append(pb.Output(item=1))
        journal.append("job", Kind.OUTPUT, b"\xff\xff\xff")
        stream.append(pb.Output(item=2))
        assert [output.item for output in stream.read()] == [1, 2]
        assert "a OUTPUT of job job is skipped" in caplog.text


def test_a_quarter_of_a_million_records(tmp_path: Path) -> None:
    payload = b"x" * 60
    with opened(tmp_path) as (journal, _):
        began = time.perf_counter()
        for number in range(250_000):
            journal.append(f"job{number & 15}", Kind.OUTPUT if number & 16 else Kind.SEGMENT, payload)
        journal.flush()
        appended = time.perf_counter() - began
    began = time.perf_counter()
    with opened(tmp_path) as (journal, jobs):
        opening = time.perf_counter() - began
        began = time.perf_counter()
        count = sum(1 for job in jobs for kind in STREAMS for _ in journal.read(job.id, kind))
        reading = time.perf_counter() - began
        spans = sum(
            len(extents.spans) for job in journal._index.jobs.values() for extents in job.kinds.values()
        )
        memory = spans * 8
    print(f"\n250,000 records: append {appended:.2f} s, open {opening:.2f} s, read {reading:.2f} s")
    assert count == 250_000
    assert memory < 10_000_000

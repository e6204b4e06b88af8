"""The journal on a disk that is full, or has not kept what was written."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.gateway import journal as module
from farfield_engine.gateway.journal import Journal, Kind, StoredJob
from farfield_engine.gateway.journalfiles import BLOCK, FILE_HEADER_SIZE

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


# --- torn and damaged -------------------------------------------------------


def fill(directory: Path) -> list[tuple[int, str, Kind, bytes]]:
    """Some records in one file; returns where each ends and what it is."""
    records: list[tuple[int, str, Kind, bytes]] = []
    with opened(directory) as (journal, _):
        for number in range(12):
            job, kind = f"job{number % 2}", (Kind.SPEC, *STREAMS)[number % 4]
            payload = bytes([number]) * (number * 3)
            journal.append(job, kind, payload)
            records.append((journal.bytes_on_disk, job, kind, payload))
    return records


def by_job(records: list[tuple[int, str, Kind, bytes]]) -> Content:
    found: Content = {}
    for _, job, kind, payload in records:
        found.setdefault(job, {}).setdefault(kind, []).append(payload)
    return found


def test_a_torn_tail_costs_the_torn_record_only_wherever_it_is_torn(tmp_path: Path) -> None:
    records = fill(tmp_path)
    path = tmp_path / "000001.journal"
    whole = path.read_bytes()
    assert records[-1][0] == len(whole)
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        left = [record for record in records if record[0] <= size]
        with opened(tmp_path) as (journal, jobs):
            assert content(journal, jobs) == by_job(left), f"cut at {size}"
            journal.append("job1", Kind.OUTPUT, b"goes on")
        assert stored(tmp_path) == by_job([*left, (0, "job1", Kind.OUTPUT, b"goes on")]), f"cut at {size}"
        for other in tmp_path.glob("*.journal"):
            other.unlink()


def test_a_damaged_byte_costs_one_record_wherever_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = fill(tmp_path)
    path = tmp_path / "000001.journal"
    whole = path.read_bytes()
    for at in range(FILE_HEADER_SIZE, len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x41
        path.write_bytes(damaged)
        caplog.clear()
        struck = next(record for record in records if at < record[0])
        left = by_job([record for record in records if record is not struck])
        with opened(tmp_path) as (journal, jobs):
            assert content(journal, jobs) == left, f"damaged at {at}"
        assert "000001.journal" in caplog.text, f"damaged at {at}"


def test_a_file_of_another_version_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    fill(tmp_path)
    path = tmp_path / "000001.journal"
    for at in range(FILE_HEADER_SIZE):
        changed = bytearray(path.read_bytes())
        changed[at] ^= 1
        (tmp_path / "000002.journal").write_bytes(changed)
        with opened(tmp_path) as (journal, jobs):
            assert [job.id for job in jobs] == ["job0", "job1"]
            journal.append("new", Kind.SPEC, b"")
        assert files(tmp_path) == ["000001.journal", "000002.journal", "000003.journal"]
        assert (tmp_path / "000002.journal").read_bytes() == changed
        assert "'" + str(tmp_path / "000002.journal") + "' is damaged, or is no journal" in caplog.text
        (tmp_path / "000003.journal").unlink()


def test_what_follows_long_damage_is_found(tmp_path: Path) -> None:
    with opened(tmp_path) as (journal, _):
        journal.append("before", Kind.OUTPUT, b"1")
        start = journal.bytes_on_disk
        # Every place of the next record against the blocks in which it is looked for.
        journal.append("damaged", Kind.OUTPUT, b"x" * (BLOCK - 40))
        journal.append("after", Kind.OUTPUT, b"2")
    path = tmp_path / "000001.journal"
    whole = path.read_bytes()
    begin = whole.index(b"x" * 100)
    end = whole.rindex(b"x" * 100) + 100
    damaged = whole[:start] + b"?" * (begin - start) + whole[begin:]
    for shift in range(80):
        path.write_bytes(damaged[:end] + b"x" * shift + damaged[end:])
        assert list(stored(tmp_path)) == ["before", "after"], f"shifted by {shift}"


def test_a_printed_journal_is_not_taken_for_one(tmp_path: Path) -> None:
    fill(tmp_path / "other")
    printed = (tmp_path / "other" / "000001.journal").read_bytes()
    with opened(tmp_path) as (journal, _):
        journal.append("printer", Kind.OUTPUT, printed)
    path = tmp_path / "000001.journal"
    damaged = bytearray(path.read_bytes())
    damaged[FILE_HEADER_SIZE] ^= 1
    path.write_bytes(damaged)
    assert stored(tmp_path) == {}


# --- a full disk ------------------------------------------------------------


@contextlib.contextmanager
def file_limit(size: int) -> Iterator[None]:
    """A file may not grow past this: a write ends in the middle of a record, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_a_full_disk_does_not_take_is_kept_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "UNWRITTEN_LIMIT", 20_500)
    expected = [b"%01000d" % number for number in range(30)]
    with opened(tmp_path) as (journal, _):
        with file_limit(10_500):
            for payload in expected[:25]:
                journal.append("job", Kind.OUTPUT, payload)
                journal.flush()
            assert (tmp_path / "000001.journal").stat().st_size == 10_500
            assert caplog.text.count("the journal can't be written") == 1
            assert list(journal.read("job", Kind.OUTPUT)) == expected[:25]
            for payload in expected[25:]:
                journal.append("job", Kind.OUTPUT, payload)
            with pytest.raises(OSError, match=r"MiB wait in memory; make room on the disk of") as raised:
                journal.append("job", Kind.OUTPUT, b"x" * 1000)
            assert raised.value.errno == errno.ENOSPC
            assert str(tmp_path) in str(raised.value)
        journal.flush()
        assert journal.unwritten == 0
        assert "is written again" in caplog.text
    assert stored(tmp_path) == {"job": {Kind.OUTPUT: expected}}


def test_on_the_loop_writing_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.01)

    async def scenario() -> None:
        with opened(tmp_path) as (journal, _):
            with file_limit(200):
                journal.append("job", Kind.OUTPUT, b"x" * 500)
                async with asyncio.timeout(10):
                    while not (path := tmp_path / "000001.journal").exists() or path.stat().st_size < 200:
                        await asyncio.sleep(0.001)
                assert journal.unwritten > 300
            async with asyncio.timeout(10):
                while journal.unwritten:
                    await asyncio.sleep(0.001)

    asyncio.run(scenario())
    assert stored(tmp_path) == {"job": {Kind.OUTPUT: [b"x" * 500]}}


def test_forgetting_makes_room_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pwrite = os.pwrite
    room = 10_000

    def pwrite_with_little_room(descriptor: int, data: bytes, offset: int) -> int:
        # A disk of this size for all files together: no limit of the system's is like that.
        free = room - sum(path.stat().st_size for path in tmp_path.glob("*.journal"))
        if free <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return pwrite(descriptor, bytes(data[:free]), offset)

    monkeypatch.setattr(os, "pwrite", pwrite_with_little_room)
    with opened(tmp_path, 1000) as (journal, _):
        for number in range(15):
            journal.append(f"job{number}", Kind.SEGMENT, b"%01000d" % number)
            journal.flush()
        assert journal.unwritten > 4000
        for number in range(6):
            journal.forget(f"job{number}")
        journal.flush()
        assert journal.unwritten == 0
    assert {job: int(kinds[Kind.SEGMENT][0]) for job, kinds in stored(tmp_path).items()} == {
        f"job{number}": number for number in range(6, 15)
    }


@contextlib.contextmanager
def one_forgets_what_another_holds(directory: Path) -> Iterator[Journal]:
    """The first file holds records of "gone", which the second forgets; "second" is all else in there."""
    with opened(directory, 300) as (journal, _):
        journal.append("kept", Kind.SPEC, b"k" * 100)
        journal.append("gone", Kind.SPEC, b"g" * 200)
        journal.append("second", Kind.SPEC, b"s" * 50)
        journal.forget("gone")
        journal.append("second", Kind.SPEC, b"s" * 300)
        journal.append("third", Kind.SPEC, b"t")
        journal.flush()
        assert files(directory) == ["000001.journal", "000002.journal", "000003.journal"]
        yield journal


def test_on_a_full_disk_no_file_goes_that_is_needed_to_forget(tmp_path: Path) -> None:
    with one_forgets_what_another_holds(tmp_path) as journal:
        with file_limit(0):
            journal.forget("second")
            journal.flush()
            waiting = journal.unwritten
            assert waiting > 0
            for _ in range(5):
                journal.flush()
            assert journal.unwritten == waiting
            assert files(tmp_path) == ["000001.journal", "000002.journal", "000003.journal"]
        journal.flush()
        assert files(tmp_path) == ["000001.journal", "000003.journal"]
    assert list(stored(tmp_path)) == ["kept", "third"]


def test_a_disk_that_becomes_full_while_files_are_removed_brings_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwrite = os.pwrite
    allowed = iter([True])

    def only_once(descriptor: int, data: bytes, offset: int) -> int:
        # The record that forgets is still written; what is to be repeated of the second file is not.
        if not next(allowed, False):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return pwrite(descriptor, data, offset)

    with one_forgets_what_another_holds(tmp_path) as journal:
        monkeypatch.setattr(os, "pwrite", only_once)
        journal.forget("second")
        journal.flush()
        assert journal.unwritten > 0
        monkeypatch.setattr(os, "pwrite", pwrite)
        killed = tmp_path / "killed"
        killed.mkdir()
        for path in tmp_path.glob("*.journal"):
            shutil.copy(path, killed)
        assert list(stored(killed)) == ["kept", "third"]
        shutil.rmtree(killed)
        journal.flush()
        assert files(tmp_path) == ["000001.journal", "000003.journal"]
    assert list(stored(tmp_path)) == ["kept", "third"]


def test_what_can_never_be_written_is_told_at_the_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal, _ = Journal.open(tmp_path)
    with file_limit(0):
        journal.append("job", Kind.OUTPUT, b"x")
        journal.close()
    assert "bytes of the journal are lost" in caplog.text

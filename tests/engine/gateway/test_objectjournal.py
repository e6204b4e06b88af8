"""Copies of large objects on disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import stat
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path

import pytest

from farfield_engine.gateway import objectjournal as module
from farfield_engine.gateway.objectjournal import ObjectJournal

ONE = bytes(range(16))
TWO = bytes(range(16, 32))


@contextlib.contextmanager
def opened(directory: Path) -> Iterator[ObjectJournal]:
    objects = ObjectJournal(directory)
    try:
        yield objects
    finally:
        objects.close()


def run(coroutine: Coroutine[None, None, None]) -> None:
    asyncio.run(coroutine)


def segment(directory: Path, size: int) -> Path:
    path = directory / f"segment{size}"
    path.write_bytes(os.urandom(size))
    return path


def left(directory: Path) -> set[str]:
    return {path.name for path in (directory / "objects").iterdir()}


class SlowCopy:
    """Lets a copy begin only when the test says so."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.begun = 0
        self._copy = module._copy
        patch.setattr(module, "_copy", self)

    def __call__(self, source: int, name: str, target: Path, size: int) -> None:
        self.begun += 1
        assert self.go.wait(30)
        self._copy(source, name, target, size)


def test_objects_outlive_the_gateway(tmp_path: Path) -> None:
    source = segment(tmp_path, 3 << 20)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            # A segment may be longer than what it holds.
            await objects.save(ONE, source, (3 << 20) - 5)
            await objects.save(TWO, str(source), 0)
            assert objects.bytes_on_disk == (3 << 20) - 5

    run(scenario())
    content = source.read_bytes()[:-5]
    source.unlink()
    with opened(tmp_path) as objects:
        assert objects.hashes() == {ONE, TWO}
        found, empty = objects.find(ONE), objects.find(TWO)
        assert found is not None and found.read_bytes() == content
        assert empty is not None and empty.read_bytes() == b""
        assert objects.find(bytes(16)) is None
        assert objects.bytes_on_disk == len(content)
        objects.drop(ONE)
        objects.drop(bytes(16))
        assert objects.find(ONE) is None and not found.exists()
        assert objects.bytes_on_disk == 0
    with opened(tmp_path) as objects:
        assert objects.hashes() == {TWO}


def test_the_same_content_is_copied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = segment(tmp_path, 100)
    slow = SlowCopy(monkeypatch)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            saving = [asyncio.create_task(objects.save(ONE, source, 100)) for _ in range(5)]
            await asyncio.sleep(0)
            slow.go.set()
            await asyncio.gather(*saving)
            await objects.save(ONE, source, 100)
            assert slow.begun == 1
            assert objects.bytes_on_disk == 100

    run(scenario())


def test_the_loop_goes_on_while_a_large_object_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = segment(tmp_path, 100)
    slow = SlowCopy(monkeypatch)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            saving = asyncio.create_task(objects.save(ONE, source, 100))
            async with asyncio.timeout(30):
                while not slow.begun:
                    await asyncio.sleep(0)
            source.unlink()  # it was opened before: the store may move what is held
            assert not saving.done() and objects.find(ONE) is None
            slow.go.set()
            await saving
            assert objects.find(ONE) is not None

    run(scenario())


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    source = segment(tmp_path, 1 << 20)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            # A file may not grow past this: the copy ends in the middle, as on a full disk.
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
            try:
                with pytest.raises(OSError, match="File too large"):
                    await objects.save(ONE, source, 1 << 20)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
            assert left(tmp_path) == set() and objects.bytes_on_disk == 0
            await objects.save(ONE, source, 1 << 20)
            assert left(tmp_path) == {ONE.hex()}

    run(scenario())


def test_a_segment_that_is_short_or_gone_is_told(tmp_path: Path) -> None:
    source = segment(tmp_path, 100)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            with pytest.raises(OSError, match="has 100 bytes where 101 were announced"):
                await objects.save(ONE, source, 101)
            with pytest.raises(FileNotFoundError, match="nowhere"):
                await objects.save(ONE, tmp_path / "nowhere", 100)
            assert left(tmp_path) == set() and objects.find(ONE) is None

    run(scenario())


def test_a_copy_that_a_dead_gateway_did_not_finish_is_removed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "objects"
    folder.mkdir()
    (folder / f"{ONE.hex()}.part").write_bytes(b"half")
    (folder / TWO.hex()).write_bytes(b"whole")
    (folder / "notes.txt").write_bytes(b"not ours")
    with opened(tmp_path) as objects:
        assert objects.hashes() == {TWO}
        assert left(tmp_path) == {TWO.hex(), "notes.txt"}
        assert "notes.txt' is no object and is left alone" in caplog.text


def test_a_cancelled_caller_does_not_stop_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = segment(tmp_path, 100)
    slow = SlowCopy(monkeypatch)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            first = asyncio.create_task(objects.save(ONE, source, 100))
            second = asyncio.create_task(objects.save(ONE, source, 100))
            await asyncio.sleep(0)
            first.cancel()
            await asyncio.wait([first])
            slow.go.set()
            await second
            assert first.cancelled() and objects.find(ONE) is not None

    run(scenario())


@pytest.mark.parametrize("wanted_again", [False, True])
def test_an_object_that_is_dropped_while_it_is_copied_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted_again: bool
) -> None:
    source = segment(tmp_path, 100)
    slow = SlowCopy(monkeypatch)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            saving = [asyncio.create_task(objects.save(ONE, source, 100))]
            await asyncio.sleep(0)
            objects.drop(ONE)
            if wanted_again:
                saving.append(asyncio.create_task(objects.save(ONE, source, 100)))
                await asyncio.sleep(0)
            slow.go.set()
            await asyncio.gather(*saving)
            assert (objects.find(ONE) is not None) == wanted_again
            assert left(tmp_path) == ({ONE.hex()} if wanted_again else set())
            assert objects.bytes_on_disk == (100 if wanted_again else 0)

    run(scenario())


def test_closing_waits_for_what_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = segment(tmp_path, 100)
    slow = SlowCopy(monkeypatch)

    async def scenario() -> None:
        objects = ObjectJournal(tmp_path)
        saving = [asyncio.create_task(objects.save(hash, source, 100)) for hash in (ONE, TWO)]
        dropped = bytes(16)
        saving.append(asyncio.create_task(objects.save(dropped, source, 100)))
        await asyncio.sleep(0)
        objects.drop(dropped)
        slow.go.set()
        objects.close()
        assert left(tmp_path) == {ONE.hex(), TWO.hex()}
        await asyncio.gather(*saving)
        with pytest.raises(ValueError, match="are closed, so 00010203"):
            await objects.save(ONE, source, 100)
        objects.close()
        assert left(tmp_path) == {ONE.hex(), TWO.hex()}

    run(scenario())


def test_a_file_that_somebody_else_changed_is_no_object(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = segment(tmp_path, 100)

    async def scenario() -> None:
        with opened(tmp_path) as objects:
            await objects.save(ONE, source, 100)
            os.truncate(tmp_path / "objects" / ONE.hex(), 10)
            assert objects.find(ONE) is None and objects.bytes_on_disk == 0
            assert "has been changed by somebody else" in caplog.text
            await objects.save(ONE, source, 100)
            assert objects.find(ONE) is not None

    run(scenario())


def test_all_is_for_the_owner_alone(tmp_path: Path) -> None:
    source = segment(tmp_path, 100)

    async def scenario() -> None:
        with opened(tmp_path / "new") as objects:
            await objects.save(ONE, source, 100)
            found = objects.find(ONE)
            assert found is not None
            assert stat.S_IMODE(found.stat().st_mode) == 0o600
            assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700

    before = os.umask(0)
    try:
        run(scenario())
    finally:
        os.umask(before)

"""The audit log: what it says, what strangers can't do to it, and a disk that is full."""

from __future__ import annotations

import errno
import json
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.gateway.audit import LONGEST, AuditLog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.log"


@pytest.fixture
def log(path: Path) -> Iterator[AuditLog]:
    log = AuditLog(path, lambda: 1_700_000_000.5, 2000)
    yield log
    log.close()


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_line_says_who_and_when(log: AuditLog, path: Path) -> None:
    log.write("attached", user="ada", peer="10.0.0.1", client="notebook")
    log.write("refused", reason="unknown")
    first, second = lines(path)
    assert first == {
        "time": "2023-11-14T22:13:20.500+00:00",
        "event": "attached",
        "user": "ada",
        "peer": "10.0.0.1",
        "client": "notebook",
        "reason": "",
    }
    assert (second["event"], second["user"], second["reason"]) == ("refused", "", "unknown")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_strangers_write_nothing_but_their_part_of_a_line(log: AuditLog, path: Path) -> None:
    log.write("refused", client='\x1b[2J\r\n{"event": "attached"}\0\x7f\x9b\u202e\ud800"', reason="x" * 10**6)
    content = path.read_bytes()
    assert content.count(b"\n") == 1 and all(32 <= byte < 127 for byte in content[:-1])
    (line,) = lines(path)
    assert line["event"] == "refused" and len(line["reason"]) == LONGEST
    assert line["client"] == '�[2J��{"event": "attached"}�����"'


def test_a_full_log_is_put_aside(log: AuditLog, path: Path) -> None:
    for number in range(60):
        log.write("left", user=f"user{number}")
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["audit.log", "audit.log.1"]
    old, new = lines(path.with_name("audit.log.1")), lines(path)
    assert [line["user"] for line in old + new] == [f"user{60 - n}" for n in range(len(old + new), 0, -1)]
    assert all(entry.stat().st_size <= 2000 for entry in path.parent.iterdir())


def test_a_log_goes_on_after_a_restart(log: AuditLog, path: Path) -> None:
    log.write("attached")
    log.close()
    path.chmod(0o644)
    log.write("left")
    assert [line["event"] for line in lines(path)] == ["attached", "left"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_hurts_nobody(
    log: AuditLog, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    log.write("attached", user="ada")
    write = os.write

    def half(descriptor: int, content: bytes) -> int:
        return write(descriptor, content[:10])

    def none(descriptor: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with caplog.at_level(logging.WARNING):
        for full in (half, none, none):
            monkeypatch.setattr(os, "write", full)
            log.write("attached", user="bob")
    monkeypatch.setattr(os, "write", write)
    assert [record.getMessage().count("can't be written, and some of it") for record in caplog.records] == [1]
    log.write("left", user="ada")
    log.write("left", user="bob")
    content = path.read_text().splitlines()
    whole = [json.loads(line)["event"] for line in content if line.endswith("}")]
    assert whole == ["attached", "left", "left"] and len(content) == 4


@pytest.mark.parametrize("kind", ["directory", "link", "pipe", "nowhere"])
def test_a_log_that_can_not_be_opened_hurts_nobody(tmp_path: Path, path: Path, kind: str) -> None:
    target = tmp_path / "target"
    match kind:
        case "directory":
            path.mkdir()
        case "link":
            path.symlink_to(target)
        case "pipe":
            os.mkfifo(path)
        case "nowhere":
            path = path / "audit.log"
    log = AuditLog(path)
    log.write("attached")
    log.write("left")
    log.close()
    assert not target.exists()

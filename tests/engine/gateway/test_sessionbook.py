"""The sessions that a gateway leaves on disk for the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from farfield_engine.gateway.sessionbook import SessionBook
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


def test_sessions_are_kept_one_file_each_and_damaged_ones_are_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    book = SessionBook(tmp_path / "sessions")
    setup = worker_pb.Setup(cwd="/somewhere", environ={"A": "b"})
    one = pb.StoredSession(id="../one\n", context="c", notebook="n", user="u", setup=setup, elsewhere=True)
    book.keep(one)
    book.keep(pb.StoredSession(id="two"))
    again = SessionBook(tmp_path / "sessions")
    assert sorted(again.load(), key=lambda session: session.id) == [one, pb.StoredSession(id="two")]
    paths = list((tmp_path / "sessions").iterdir())
    assert len(paths) == 2 and all(path.stat().st_mode & 0o777 == 0o600 for path in paths)
    paths[0].write_bytes(b"\xff\xff")
    assert len(again.load()) == 1 and "can't be read and is left out" in caplog.text
    paths[1].rename(paths[0])
    assert again.load() == [], "a session in another's place"
    again.clear()
    assert not list((tmp_path / "sessions").iterdir())


def test_a_session_that_ends_is_forgotten(tmp_path: Path) -> None:
    book = SessionBook(tmp_path)
    book.keep(pb.StoredSession(id="one"))
    book.remove("one")
    book.remove("never there")
    assert book.load() == [] and book.cpus == 0
    book.cpus = 8
    assert SessionBook(tmp_path).cpus == 8

"""Names and paths that clients send: whatever is in them, the gateway keeps to its own directories."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from farfield_engine.access.tokenfile import TOKENS_FILE, add_token
from farfield_engine.errors import RefusedError
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

if TYPE_CHECKING:
    from tests.remote.strangers.conftest import Peer, Served  # noqa: TID251  # for the type checker only

LONG = "x" * 1_000_000
ODD = (
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "a/../../b",
    "nul\0nul",
    "line\nevent: fake",
    "\x1b]0;title\x07\x1b[2J",
    "\u202egnp.exe",
    "\x7f",
    " ",
    "",
    LONG,
)


@pytest.fixture
def peer(served: Served) -> Iterator[Peer]:
    with served.peer(served.token, unix=True) as peer:
        peer.hello(f"names {os.urandom(4).hex()}")
        yield peer
        peer.frame(detach=True)


def everything_below(directory: Path) -> set[str]:
    return {str(path) for path in directory.rglob("*")}


@pytest.mark.parametrize("name", ODD)
def test_ids_and_names_of_jobs(peer: Peer, name: str) -> None:
    fine = 0 < len(name) <= 200 and name.isprintable()
    peer.submit(name, abs, -1, name=name)
    event = peer.event("finished" if fine else "refused")
    assert event.job == name
    for method in ("ReadLog", "CancelJob"):
        told = peer.call(method, job=name)
        assert isinstance(told, str) != fine
    if not fine:
        peer.submit(f"named oddly {ODD.index(name)}", abs, -1, name=name)
        summary = peer.event("finished").finished.summary
        assert summary.name.isprintable() and len(summary.name) <= 200


@pytest.mark.parametrize("name", ODD)
def test_paths_of_files_and_modules(peer: Peer, name: str) -> None:
    content = objects_pb.Blob(size=5, data=b"hello")
    for brought in ("files", "modules"):
        files: dict[str, Any] = {brought: [{"path": name, "content": content}]}
        peer.submit(f"{brought} {ODD.index(name)}", os.getcwd, **files)
        state = peer.event("finished").finished.summary.state
        if brought == "files" and (name in (*ODD[:5], "") or name == LONG):
            assert state == jobs_pb.STATE_FAILED, "no such file can be in the job's own directory"
    for place in ("/b", "/tmp/b", "/passwd"):
        assert not Path(place).exists()


@pytest.mark.parametrize("name", ODD)
def test_names_of_groups(peer: Peer, name: str) -> None:
    peer.submit(f"group {ODD.index(name)}", abs, -1, gang={"group": name, "ranks": 1})
    fine = len(name) <= 100 and "/" not in name and name.isprintable()
    if fine:
        assert peer.event("finished").finished.summary.state == jobs_pb.STATE_SUCCEEDED
    else:
        assert "can't be the name of a group" in peer.event("refused").refused.message
        assert isinstance(peer.call("ChangeGroup", session=peer.session, name=name, change=1), str)


@pytest.mark.parametrize("name", ODD)
def test_names_of_sessions_clients_and_notebooks(served: Served, name: str) -> None:
    with served.peer(served.token, unix=True) as peer:
        if 0 < len(name) <= 100 and "/" not in name and name.isprintable():
            peer.hello(name)
            peer.frame(detach=True)
        else:
            peer.frame(hello=pb.Hello(session=name, next_event=1))
            assert peer.refusal().reason == pb.Refusal.REASON_INVALID
    with served.peer(served.token, unix=True) as peer:
        peer.hello(f"odd client {ODD.index(name)}", client=name, notebook=name[:100])
        clients = [session.client for session in peer.call("Status").sessions]
        assert all(client.isprintable() and len(client) <= 200 for client in clients)
        peer.send(debug=debug_pb.DebugClientFrame(hello=debug_pb.DebugHello(client=name)))
        peer.frame(detach=True)
    for line in served.account():
        assert all(value.isprintable() and len(value) <= 200 for value in line.values())


@pytest.mark.parametrize("name", ODD)
def test_segments_and_sessions_of_calls(served: Served, name: str) -> None:
    with served.peer(served.token, unix=True) as attached:
        attached.hello(f"segments {ODD.index(name)}")
        for kind, message in (("upload", pb.Upload), ("download", pb.Download)):
            with served.peer(served.token, unix=True) as peer:
                peer.send(**{kind: message(session=attached.session, segment=name, size=10)})
                answer = peer.next()
                assert answer is not None and answer.transfer.error
            with served.peer(served.token, unix=True) as peer:
                peer.send(**{kind: message(session=f"no {name}", segment="/etc/passwd", size=10)})
                assert peer.refusal().reason == pb.Refusal.REASON_SESSION
        blob = objects_pb.Blob(hash=b"h" * 16, size=4, segment=name)
        attached.frame(keep=objects_pb.Value(pickle=blob))
        attached.frame(release=pb.Release(segments=[name], jobs=[name], hashes=[name.encode()]))
        attached.frame(cancel=name)
        attached.frame(drop_group=name)
        assert attached.call("Versions", modules=[name]).versions == {name: ""}
        attached.frame(detach=True)


@pytest.mark.parametrize(
    "name", [name for name in ODD if name != LONG] + ["x" * 65, "-a", ".hidden", "a/b", "ä"]
)
def test_names_of_users(served: Served, name: str) -> None:
    with pytest.raises(RefusedError, match="can't be a user's name"):
        add_token(served.state / TOKENS_FILE, name, None, 0.0)


def test_nothing_odd_is_in_the_log_or_on_the_disk(served: Served) -> None:
    """After all that: every line of the log is one of ours, and nothing lies where a name has said."""
    served.until(lambda: served.log.exists(), "a log")
    log = served.log.read_text()
    assert "Traceback" not in log and "Fatal error" not in log, log[-3000:]
    assert not any(line.startswith("event: fake") for line in log.splitlines())
    assert all(character.isprintable() or character == "\n" for character in log)
    assert len(log) < 100_000
    for name in everything_below(served.state):
        assert name.isprintable()
        assert not os.stat(name).st_mode & (stat.S_IRWXG | stat.S_IRWXO) or name.endswith("cert.pem")

"""Users of one gateway: what is one's is not there for another."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

if TYPE_CHECKING:
    from tests.remote.strangers.conftest import Peer, Served  # noqa: TID251  # for the type checker only

SECRET = "what ada has printed"
HASH = b"same hash for all"
CONTENT = b"ada's content" * 100

SHARED = {"Versions"}
"""Methods whose answers are the same for everybody."""


@dataclass
class Ada:
    """What another user has, and must be kept from bob."""

    peer: Peer
    run: str = "ada-run"
    """A job that runs."""
    told: str = "ada-print"
    """One that has ended."""
    numbers: dict[str, str] = field(default_factory=dict)
    segment: str = ""
    """Of a large result of hers."""
    hash: bytes = b""
    begun: str = ""
    """A segment that she has begun to write."""
    worker: str = ""


numbers = itertools.count(1)


@pytest.fixture(scope="module")
def ada(served: Served) -> Iterator[Ada]:
    with served.peer(served.add("ada")) as peer:
        assert peer.hello("ada 1", notebook="/home/notes.ipynb", client="ada's kernel").user == "ada"
        mine = Ada(peer)
        peer.submit(mine.told, print, SECRET, name="ada's own name")
        peer.event("finished")
        peer.submit("ada-large", bytes, 1 << 20)
        peer.event("finished")
        results = peer.call("ReadResults", job="ada-large", session="ada 1")
        blobs = [b for s in results.segments for b in (s.values.pickle, *s.values.buffers) if b.segment]
        mine.segment, mine.hash = blobs[0].segment, blobs[0].hash
        missing = pb.LocateReply().missing.add(hash=HASH, size=len(CONTENT))
        mine.begun = peer.call("Locate", session="ada 1", blobs=[missing]).missing[0].segment
        peer.send(upload=pb.Upload(session="ada 1", segment=mine.begun, size=len(CONTENT)))
        peer.say(CONTENT)
        transfer = peer.next()
        assert transfer is not None and transfer.transfer.offset == len(CONTENT)
        program = jobs_pb.Program(call=jobs_pb.CallProgram()).SerializeToString()
        peer.submit(mine.run, time.sleep, 120, gang={"group": "team", "ranks": 1}, program=program)

        def runs() -> bool:
            jobs = {job.id: job for job in peer.call("ListJobs").jobs}
            mine.numbers = {job: str(summary.number) for job, summary in jobs.items()}
            return bool(jobs[mine.run].state == jobs_pb.STATE_RUNNING)

        served.until(runs, "a running job")
        (group,) = peer.call("ListGroups", session="ada 1").groups
        mine.worker = group.workers[0].id
        yield mine
        peer.frame(cancel=mine.run)
        peer.event("finished")
        peer.frame(detach=True)


@pytest.fixture(scope="module")
def token(served: Served) -> str:
    return served.add("bob")


@pytest.fixture
def bob(served: Served, ada: Ada, token: str) -> Iterator[Peer]:
    with served.peer(token) as peer:
        assert peer.hello(f"bob {next(numbers)}", notebook="/home/notes.ipynb").adopted_jobs == 0
        yield peer
        peer.frame(detach=True)


def value(digest: bytes) -> objects_pb.Value:
    return objects_pb.Value(pickle=objects_pb.Blob(hash=digest, size=1 << 20))


def requests(job: str, session: str, group: str, digest: bytes) -> dict[str, dict[str, Any]]:
    """A request of each method that names something, as somebody would make it who knows its name."""
    drop, restart = pb.ChangeGroupRequest.CHANGE_DROP, pb.ChangeGroupRequest.CHANGE_RESTART
    return {
        "Locate": {"session": session, "blobs": [objects_pb.Blob(hash=digest, size=10)]},
        "Fetch": {"session": session, "value": value(digest)},
        "ReadLog": {"job": job},
        "ReadResults": {"job": job, "session": session},
        "CancelJob": {"job": job, "session": session},
        "RetryJob": {"job": job, "session": session},
        "RetryJob of nobody": {"job": job},
        "DescribeJob": {"job": job},
        "ListGroups": {"session": session, "actors": True},
        "ChangeGroup": {"session": session, "name": group, "change": drop},
        "ChangeGroup restart": {"session": session, "name": group, "change": restart},
    }


def test_what_is_anothers_is_as_if_it_were_not_there(bob: Peer, ada: Ada) -> None:
    known = {method.name for method in pb.DESCRIPTOR.services_by_name["Gateway"].methods}
    streams, lists = {"Attach", "Debug"}, {"Status", "ListJobs", "Shutdown"}
    asked = {name.split()[0] for name in requests("", "", "", b"")} | {"ContinueWorker"}
    assert known == asked | streams | lists | SHARED, "a new method: say here what it tells of other users"
    for name in (ada.run, ada.told, "ada-large"):
        for job in (name, ada.numbers[name]):
            for session, no_session in (("ada 1", "nowhere"), (bob.session, bob.session)):
                real = requests(job, session, "team", ada.hash)
                not_there = requests("nothing", no_session, "nobody", bytes(16))
                for method, request in real.items():
                    told = bob.call(method.split()[0], **request)
                    expected = bob.call(method.split()[0], **not_there[method])
                    if isinstance(expected, str):
                        expected = expected.replace("nothing", job).replace("nobody", "team")
                        assert told == expected.replace(bytes(16).hex(), ada.hash.hex()), method
                    else:  # his own groups, and where he may send what he has
                        assert [bool(blob.segment) for blob in getattr(told, "missing", ())] in ([], [True])
                        assert not getattr(told, "groups", ())


def test_lists_have_only_what_is_ones_own(bob: Peer, ada: Ada) -> None:
    for request in ({}, {"session": "ada 1"}, {"session": bob.session, "notebook": "/home/notes.ipynb"}):
        assert not bob.call("ListJobs", **request).jobs
    assert not bob.call("ListGroups").groups
    status = bob.call("Status")
    assert [session.user for session in status.sessions] == ["bob"]
    shown = [(worker.job, worker.group) for node in status.nodes for worker in node.workers]
    assert shown and set(shown) == {("", "")}
    assert "ada" not in str(status) and SECRET not in str(status)


def test_a_worker_goes_on_for_its_user_alone(bob: Peer, ada: Ada) -> None:
    told = bob.call("ContinueWorker", worker=ada.worker)
    assert told == bob.call("ContinueWorker", worker="w999").replace("w999", ada.worker)
    assert "does not stand still" in ada.peer.call("ContinueWorker", worker=ada.worker)


def test_pages_count_ones_own_jobs_alone(bob: Peer, ada: Ada) -> None:
    reply = bob.call("ListJobs", limit=1)
    assert not reply.jobs and reply.total == 0
    first, second, third = ada.peer.call("ListJobs").jobs
    newest = ada.peer.call("ListJobs", limit=2)
    assert [job.id for job in newest.jobs] == [second.id, third.id] and newest.total == 3
    older = ada.peer.call("ListJobs", limit=2, before=second.number)
    assert [job.id for job in older.jobs] == [first.id] and older.total == 3


def test_the_gateway_ends_for_its_owner_alone(bob: Peer) -> None:
    assert "only the gateway's owner" in bob.call("Shutdown", now=True)


@pytest.mark.parametrize("session", ["ada 1", ""])
def test_content_is_sent_and_fetched_by_whom_it_was_promised(
    served: Served, bob: Peer, ada: Ada, token: str, session: str
) -> None:
    session = session or bob.session
    for request in (
        {"upload": pb.Upload(session=session, segment=ada.begun, size=10)},
        {"upload": pb.Upload(session=session, segment=ada.begun, size=10, ask=True)},
        {"download": pb.Download(session=session, segment=ada.segment, size=10)},
        {"download": pb.Download(session=session, segment=ada.begun, size=10)},
        {"download": pb.Download(session=session, segment="/etc/hostname", size=1)},
        {"upload": pb.Upload(session=session, segment="/tmp/x", size=1)},
        {"download": pb.Download(session=session, segment=f"{ada.segment}/../../../etc/passwd", size=1)},
        {"download": pb.Download(session=session, segment="\n" * 100_000, size=1)},
    ):
        with served.peer(token) as peer:
            peer.send(**request)
            message = peer.next()
            assert message is not None
            if session == "ada 1":
                assert message.refusal.reason == pb.Refusal.REASON_SESSION
            else:
                assert message.transfer.error


def test_frames_do_nothing_to_what_is_anothers(served: Served, bob: Peer, ada: Ada) -> None:
    bob.frame(cancel=ada.run)
    bob.frame(drop_group="team")
    bob.frame(release=pb.Release(segments=[ada.segment], hashes=[ada.hash], jobs=["ada-large", ada.run]))
    bob.frame(keep=value(ada.hash))
    bob.submit(ada.run, print, "bob has taken it")
    refused = bob.event("refused")
    assert refused.job == ada.run and "ada" not in refused.refused.message
    messages = {}
    for number, job in enumerate((ada.told, "never")):
        pending = objects_pb.Value(pending=objects_pb.Pending(job=job, name="x"))
        bob.submit(f"bob-{number}", abs, -1, values=[pending])
        messages[job] = bob.event("refused").refused.message.replace(job, "JOB")
    assert messages[ada.told] == messages["never"]
    stolen = objects_pb.Value(pickle=objects_pb.Blob(hash=b"bob's", size=10, segment=ada.begun))
    bob.submit("bob-8", abs, -1, values=[stolen])
    assert "an input did not arrive" in bob.event("refused").refused.message
    # All of it has changed nothing.
    assert ada.peer.call("ReadLog", job=ada.told)[0].outputs[0].content == f"{SECRET}\n"
    assert ada.peer.call("ReadResults", job="ada-large", session="ada 1").segments
    (run,) = [job for job in ada.peer.call("ListJobs").jobs if job.id == ada.run]
    assert run.state == jobs_pb.STATE_RUNNING
    assert ada.peer.call("ListGroups", session="ada 1").groups[0].state == "busy"


def test_a_session_is_resumed_by_its_user_alone(served: Served, ada: Ada, token: str) -> None:
    for hello in (pb.Hello(session="ada 1", next_event=1), pb.Hello(session="ada 1", next_event=5)):
        with served.peer(token) as peer:
            peer.frame(hello=hello)
            assert peer.refusal().reason == pb.Refusal.REASON_SESSION
    assert ada.peer.call("Status")


def test_a_notebooks_jobs_are_taken_over_by_its_user_alone(served: Served, token: str) -> None:
    """ada's and bob's notebooks have the same path, and hers is not attached."""
    owner = served.add("carol")
    with served.peer(owner) as carol:
        carol.hello("carol 1", notebook="/home/same.ipynb")
        carol.submit("carol-run", time.sleep, 60)
        served.until(lambda: carol.call("ListJobs").jobs, "a job")
    with served.peer(token) as bob:
        assert bob.hello("bob 2", notebook="/home/same.ipynb").adopted_jobs == 0
        bob.frame(detach=True)
    with served.peer(owner) as carol:
        assert carol.hello("carol 2", notebook="/home/same.ipynb").adopted_jobs == 1
        carol.frame(cancel="carol-run")
        carol.event("finished")
        carol.frame(detach=True)


def test_a_debugger_sees_the_workers_of_its_user_alone(
    served: Served, bob: Peer, ada: Ada, token: str
) -> None:
    def debug(peer: Peer, **frame: Any) -> None:
        peer.send(debug=debug_pb.DebugClientFrame(**frame))

    with served.peer(token) as peer:
        debug(peer, hello=debug_pb.DebugHello(session="ada 1"))
        assert peer.refusal().reason == pb.Refusal.REASON_SESSION
    with served.peer(token) as peer:
        debug(peer, hello=debug_pb.DebugHello(hold=True))
        message = peer.next()
        assert message is not None and ada.worker not in str(message.debug.welcome)
        for worker in (ada.worker, "w999"):
            debug(peer, open=worker)
            while not (message := peer.next()) or not message.debug.HasField("closed"):
                assert message is not None and ada.worker not in str(message)
            assert message.debug.closed.reason == f"there is no worker {worker}"
            debug(peer, message=debug_pb.Tunneled(worker=worker, content=b"{}"))
            debug(peer, go_on=worker)
        # A worker of hers ends: nobody but she hears of it.
        ada.peer.submit("ada-team-2", abs, -1, gang={"group": "short", "ranks": 1})
        ada.peer.event("finished")
        (short,) = [g for g in ada.peer.call("ListGroups", session="ada 1").groups if g.name == "short"]
        gone = short.workers[0].id
        ada.peer.frame(drop_group="short")
        served.until(lambda: gone not in str(ada.peer.call("Status").nodes), "the end of a worker")
        debug(peer, open="w998")
        while not (message := peer.next()) or message.debug.closed.worker != "w998":
            assert message is not None and message.debug.gone != gone and gone not in str(message)


def test_the_same_hash_is_another_object_for_another_user(served: Served, bob: Peer, ada: Ada) -> None:
    """The hash is no strong one: who could make content with another's hash must not reach him with it."""
    theirs = objects_pb.Blob(hash=HASH, size=len(CONTENT), segment=ada.begun)
    ada.peer.frame(keep=objects_pb.Value(pickle=theirs))
    missing = objects_pb.Blob(hash=HASH, size=len(CONTENT))
    assert not ada.peer.call("Locate", session="ada 1", blobs=[missing]).missing[0].segment, "she has sent it"
    segment = bob.call("Locate", session=bob.session, blobs=[missing]).missing[0].segment
    assert segment and segment != ada.begun
    assert HASH.hex() in bob.call("Fetch", session=bob.session, value=value(HASH))
    content = CONTENT.swapcase()
    bob.send(upload=pb.Upload(session=bob.session, segment=segment, size=len(content)))
    bob.say(content)
    assert bob.next() is not None
    bob.frame(
        keep=objects_pb.Value(pickle=objects_pb.Blob(hash=HASH, size=len(content), segment=segment)),
    )
    for peer, session, expected in ((ada.peer, "ada 1", CONTENT), (bob, bob.session, content)):
        found = peer.call("Fetch", session=session, value=objects_pb.Value(pickle=missing)).pickle.segment
        with open(found, "rb") as file:
            assert file.read(len(CONTENT)) == expected


def test_the_owner_sees_everybodys_jobs(served: Served, ada: Ada) -> None:
    with served.peer(served.token) as owner:
        assert ada.run in {job.id for job in owner.call("ListJobs").jobs}
        assert owner.call("ReadLog", job=ada.told)[0].outputs[0].content == f"{SECRET}\n"
        assert "ada" in {session.user for session in owner.call("Status").sessions}
        owner.hello("owner 1")
        refused = owner.call("RetryJob", job=ada.told, session="owner 1")
        assert "who alone can run it again" in refused
        owner.frame(detach=True)

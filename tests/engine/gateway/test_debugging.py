"""Debug clients of a real gateway: what they are told, and what they may do; and the pauses of a job."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import farfield as ff
from farfield_engine.client.debugstream import DebugStream
from farfield_engine.client.local import ConnectionInfo, find_local
from farfield_engine.client.route import UnixRoute
from farfield_engine.errors import AttachError
from farfield_engine.gateway.pauses import JobPauses
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

SECONDS = 30.0


def test_a_pause_counts_down(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("farfield_engine.gateway.pauses.time.monotonic", lambda: now)
    pauses = JobPauses()
    pauses.set(jobs_pb.Pause(worker="w1", line=3, left=60.0))
    pauses.set(jobs_pb.Pause(worker="w2", line=4))
    now = 120.0
    first, second = pauses.all()
    assert (first.worker, first.line, first.left) == ("w1", 3, 40.0)
    assert (second.worker, second.line, second.left) == ("w2", 4, 0.0), (
        "it waits for a debugger, not for a time"
    )
    now = 200.0
    left = pauses.of("w1")
    assert left is not None and left.left == 0.0
    assert pauses.of("w9") is None


def test_a_pause_ends_once() -> None:
    pauses = JobPauses()
    pauses.set(jobs_pb.Pause(worker="w1", line=3))
    pauses.set(jobs_pb.Pause(worker="w1", line=4))
    assert [pause.line for pause in pauses.all()] == [4]
    assert pauses.remove("w1") and not pauses.remove("w1")
    pauses.set(jobs_pb.Pause(worker="w1"))
    pauses.clear()
    assert pauses.all() == []


class Peer:
    """A debug client."""

    def __init__(self, info: ConnectionInfo, **hello: Any) -> None:
        self.frames: list[pb.DebugGatewayFrame] = []
        self.ends: list[str] = []
        self.welcome = pb.DebugWelcome()
        self._stream = DebugStream(info, pb.DebugHello(**hello), self.frames.append, self.ends.append)

    async def __aenter__(self) -> Peer:
        self.welcome = await self._stream.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stream.close()

    def send(self, **frame: Any) -> None:
        self._stream.send(pb.DebugClientFrame(**frame))

    async def frame(self, kind: str) -> Any:
        """Wait for a frame of this kind; what is in it."""
        async with asyncio.timeout(SECONDS):
            while True:
                for frame in self.frames:
                    if frame.WhichOneof("frame") == kind:
                        self.frames.remove(frame)
                        return getattr(frame, kind)
                await asyncio.sleep(0.01)


@pytest.fixture
def info(own_runtime: Path) -> Iterator[ConnectionInfo]:
    """A gateway with a worker, which has run something."""
    ff.attach("local:2")
    try:
        ff.submit(abs, -1).result(SECONDS)
        found = find_local()
        assert found is not None
        yield found
    finally:
        ff.detach()


def play(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


def test_a_client_is_told_of_the_workers_and_may_debug_them(info: ConnectionInfo) -> None:
    async def scene() -> None:
        async with Peer(info, client="a test") as peer:
            assert peer.welcome.workers
            worker = peer.welcome.workers[0]
            assert (worker.client, worker.rank) == ("", -1) and worker.pid
            peer.send(open=worker.id)
            assert (await peer.frame("opened")).worker == worker.id
            changed = await peer.frame("worker")
            assert (changed.id, changed.client) == (worker.id, "a test")

    play(scene())


def test_a_worker_has_one_debugger_at_a_time(info: ConnectionInfo) -> None:
    async def scene() -> None:
        async with Peer(info, client="the second") as second:
            async with Peer(info, client="the first") as first:
                worker = first.welcome.workers[0].id
                first.send(open=worker)
                await first.frame("opened")
                second.send(open=worker)
                closed = await second.frame("closed")
                assert (closed.worker, closed.reason) == (
                    worker,
                    f"worker {worker} is being debugged by the first",
                )
                # What is sent without a tunnel reaches nobody.
                second.send(message=pb.Tunneled(worker=worker, content=b"{}"))
                second.send(close=worker)
            while (await second.frame("worker")).client:
                pass
            second.send(open=worker)
            assert (await second.frame("opened")).worker == worker

    play(scene())


def test_workers_that_there_are_not(info: ConnectionInfo) -> None:
    async def scene() -> None:
        async with Peer(info) as peer:
            peer.send(open="w999999")
            assert (await peer.frame("closed")).reason == "there is no worker w999999"
            for name in ("w999999", ""):
                peer.send(go_on=name)
                peer.send(close=name)
                peer.send(message=pb.Tunneled(worker=name, content=b"{}"))
            peer.send(hello=pb.DebugHello(client="again"))
            peer.send(open=peer.welcome.workers[0].id)
            await peer.frame("opened")
            assert peer.ends == []

    play(scene())


def test_rubbish_in_a_tunnel_harms_nobody(info: ConnectionInfo) -> None:
    async def scene() -> None:
        async with Peer(info) as peer:
            worker = peer.welcome.workers[0].id
            peer.send(open=worker)
            await peer.frame("opened")
            for content in (b"", b"\xff", b"[]", b'{"type":"request"}', b"[" * 50_000):
                peer.send(message=pb.Tunneled(worker=worker, content=content))
        assert ff.submit(abs, -2).result(SECONDS) == 2

    play(scene())


def test_a_session_that_is_not_known_is_refused(info: ConnectionInfo) -> None:
    async def scene() -> None:
        with pytest.raises(AttachError, match="does not know the session"):
            async with Peer(info, session="none"):
                pass

    play(scene())


def test_a_client_without_the_token_is_refused(info: ConnectionInfo) -> None:
    async def scene() -> None:
        with pytest.raises(AttachError):
            async with Peer(replace(info, route=UnixRoute(info.framed, "guessed", info.pid))):
                pass

    play(scene())

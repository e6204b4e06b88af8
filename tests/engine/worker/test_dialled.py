"""Workers that dial, as processes of their own at the door of a real framed server, whose links are cut."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import cloudpickle
import uvloop

from farfield_engine.gateway.audit import AuditLog
from farfield_engine.gateway.certificate import own_certificate, server_context
from farfield_engine.gateway.door import Door
from farfield_engine.gateway.framedserver import FramedServer
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.tlsserver import TlsServer
from farfield_engine.gateway.tokens import TokenBook
from farfield_engine.gateway.workerdoor import WorkerDoor
from farfield_engine.testing.dialled import DialledEngine
from farfield_engine.testing.harness import Harness
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

SECONDS = 60.0
# What is run is defined here, and no worker finds this file.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Site:
    """A gateway's door and its servers, which come and go."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.socket = str(directory / "frames.sock")
        self.certificate = own_certificate(directory / "tls")
        self._log = AuditLog(directory / "audit.log")
        self._servers: contextlib.AsyncExitStack = contextlib.AsyncExitStack()

    async def open(self, name: str) -> WorkerDoor:
        """Begin to listen, as a gateway of this name, with TLS too; at `port` then."""
        workers = WorkerDoor(name, b"s" * 32)
        who = Door(TokenBook(self.directory / "tokens", "t" * 43), self._log, time.monotonic)
        # No client comes: what serves them is not needed.
        frames = FramedServer(cast(GatewayService, None), who, workers=workers)
        await frames.start(Path(self.socket))
        self._servers.push_async_callback(frames.stop)
        tls = TlsServer(frames, who, server_context(self.certificate), Path("/nowhere"))
        self.port = await tls.start("127.0.0.1", 0)
        self._servers.push_async_callback(tls.stop)
        self._peers = frames.peers
        return workers

    def cut(self) -> int:
        """Cut all connections; how many there were."""
        peers = list(self._peers)
        for peer in peers:
            peer.abort()
        return len(peers)

    async def close(self) -> None:
        """The gateway is gone, as one that was killed."""
        self.cut()
        await self._servers.aclose()
        self._log.close()


@asynccontextmanager
async def harness(directory: Path, *, tls: bool = False) -> AsyncIterator[tuple[Site, Harness]]:
    site = Site(directory)
    door = await site.open("gateway 1")
    way: dict[str, object] = {"socket": site.socket}
    if tls:
        way = {"hosts": ["127.0.0.1"], "port": site.port, "certificate": site.certificate.fingerprint}
    try:
        async with Harness(DialledEngine(door, directory, **way)) as there:
            yield site, there
    finally:
        await site.close()


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    uvloop.run(asyncio.wait_for(scenario(), 2 * SECONDS))


T = TypeVar("T")


async def until(found: Callable[[], T | None]) -> T:
    """Wait until something is there, of which no worker tells."""
    async with asyncio.timeout(SECONDS):
        while not (result := found()):
            await asyncio.sleep(0.005)
        return result


def _count(upto: int) -> int:
    for number in range(upto):
        print(f"line {number}")
        if number % 10 == 0:
            time.sleep(0.005)
    return upto


def _say_and_sleep(text: str) -> None:
    print(text)
    time.sleep(600)


def _say_and_wait(path: str) -> str:
    print("waiting")
    while not Path(path).exists():
        time.sleep(0.01)
    print("seen")
    return "result"


def _display(size: int) -> None:
    from IPython.display import display

    display({"text/plain": "x" * size}, raw=True)


def _printed(there: Harness, worker: str) -> str:
    return "".join(frame.output.content for frame in there.frames[worker] if frame.HasField("output"))


def test_a_link_that_is_cut_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            worker = await there.worker()
            batch = there.send(worker, _count, [(2000,)])
            cuts = 0
            while not any(report.ended for report in there.reports(worker, batch)):
                cuts += site.cut()
                await asyncio.sleep(0.05)
            assert cuts > 3
            assert await there.results(worker, batch) == [2000]
            assert _printed(there, worker) == "".join(f"line {number}\n" for number in range(2000))
            assert await there.results(worker, there.send(worker, abs, [(-1,)])) == [1]

    run(scenario)


def test_a_frame_that_the_connection_takes_in_pieces_goes_out_by_itself(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            worker = await there.worker()
            there.send(worker, _display, [(3_000_000,)])

            def shown() -> bool:
                return any(len(frame.output.content) > 3_000_000 for frame in there.frames[worker])

            await there.until(shown)

    run(scenario)


def test_tls_to_the_one_certificate(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path, tls=True) as (site, there):
            worker = await there.worker()
            batch = there.send(worker, _count, [(500,)])
            await there.printed(worker, "line 100\n")
            site.cut()
            assert await there.results(worker, batch) == [500]
            assert _printed(there, worker) == "".join(f"line {number}\n" for number in range(500))
            large = there.send(worker, str.upper, [("x" * 3_000_000,)])
            frames = there.frames[worker]
            await there.until(lambda: any(frame.HasField("wish") for frame in frames))
            there.engine.send(worker, pb.ToWorker(grant=pb.SegmentGrant(id=1, error="no")))
            await there.ended(worker, large)

    run(scenario)


def test_another_certificate_is_not_given_the_token(
    tmp_path: Path, cut_link: Callable[..., CuttingProxy]
) -> None:
    async def scenario() -> None:
        site = Site(tmp_path)
        door = await site.open("gateway 1")
        wrong = own_certificate(tmp_path / "other").fingerprint
        link = cut_link(f"127.0.0.1:{site.port}")
        port = int(link.address.rpartition(":")[2])
        engine = DialledEngine(door, tmp_path, hosts=["127.0.0.1"], port=port, certificate=wrong)
        try:
            async with Harness(engine) as there:
                there.engine.start_worker("w1")
                await until(lambda: link.accepted >= 3)  # it has tried again and again
                assert not there.frames
                right = site.certificate.fingerprint
                engine.move(door, hosts=["127.0.0.1"], port=port, certificate=right)
                await there.until(lambda: there.frames.get("w1"))
        finally:
            await site.close()

    run(scenario)


def test_work_goes_on_under_another_gateway(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            engine = cast(DialledEngine, there.engine)
            worker = await there.worker()
            batch = there.send(worker, _say_and_wait, [(str(tmp_path / "go"),)])
            waiting = there.send(worker, abs, [(-2,)])
            await there.printed(worker, "waiting")
            await site.close()
            (tmp_path / "go").touch()
            door = await site.open("gateway 2")
            engine.move(door, socket=site.socket)
            hello = await until(lambda: door.survivors.get(worker))
            assert [held.batch for held in hello.held] == [batch, waiting]
            assert list(hello.jobs) == [f"job{batch}", f"job{waiting}"]
            assert hello.gateway == "gateway 1"
            door.admit(worker, hello.acked)
            door.all_expected()
            assert await there.results(worker, batch) == ["result"]
            assert await there.results(worker, waiting) == [2]
            assert await there.results(worker, there.send(worker, abs, [(-3,)])) == [3]

    run(scenario)


def test_a_segment_that_was_wished_of_a_gateway_that_is_gone_is_wished_of_the_next(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            engine = cast(DialledEngine, there.engine)
            worker = await there.worker()
            batch = there.send(worker, str.upper, [("x" * 300_000,)])

            def wishes() -> list[pb.SegmentWish]:
                return [frame.wish for frame in there.frames[worker] if frame.HasField("wish")]

            await there.until(wishes)
            await site.close()
            door = await site.open("gateway 2")
            engine.move(door, socket=site.socket)
            hello = await until(lambda: door.survivors.get(worker))
            door.admit(worker, max(hello.acked, 2))
            await there.until(lambda: len(wishes()) == 2)
            there.engine.send(worker, pb.ToWorker(grant=pb.SegmentGrant(id=1, error="no room at all")))
            (failure,) = await there.failures(worker, batch)
            assert failure.kind == jobs_pb.Failure.KIND_RESULT and "no room at all" in failure.message

    run(scenario)


def test_a_worker_ends_where_it_is_dismissed_or_nobody_is_left(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            door = cast(DialledEngine, there.engine)._door
            for worker in ("dismissed", "left alone"):
                await there.worker(worker)
                there.send(worker, _say_and_sleep, [("busy",)])
                await there.printed(worker, "busy")
            door.forget("dismissed")
            (tmp_path / "left alone.way").unlink()
            site.cut()
            await there.until(lambda: len(there.deaths) == 2)

    run(scenario)


def test_it_is_interrupted_and_told_to_exit(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with harness(tmp_path) as (site, there):
            worker = await there.worker()
            batch = there.send(worker, _say_and_sleep, [("asleep",)])
            await there.printed(worker, "asleep")
            there.engine.send(worker, pb.ToWorker(interrupt=batch))
            site.cut()
            failures = await there.failures(worker, batch)
            assert [failure.kind for failure in failures] == [jobs_pb.Failure.KIND_INTERRUPTED]
            there.engine.send(worker, pb.ToWorker(exit=True))
            await there.until(lambda: worker in there.deaths)
            assert there.deaths[worker].reason == "exited with status 0"

    run(scenario)

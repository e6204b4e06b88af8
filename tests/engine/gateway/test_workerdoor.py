"""The door for workers: who is let in, and what becomes of frames when connections come and go."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
import uvloop

from farfield_engine.gateway.audit import AuditLog
from farfield_engine.gateway.door import Door
from farfield_engine.gateway.framedserver import FramedServer
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.tokens import TokenBook
from farfield_engine.gateway.workerdoor import WorkerDoor
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SECONDS = 20.0


class Events:
    """What the door tells."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def worker_linked(self, worker: str, hello: worker_pb.WorkerHello) -> None:
        self.told.append(("linked", worker))

    def worker_frame(self, worker: str, frame: worker_pb.FromWorker, number: int) -> None:
        self.told.append(("frame", worker, frame.output.content, str(number)))

    def worker_unlinked(self, worker: str) -> None:
        self.told.append(("unlinked", worker))


class Gateway:
    """A framed server with a door for workers, and what it tells."""

    def __init__(self, directory: Path, token_seconds: float = SECONDS) -> None:
        self.path = directory / "frames.sock"
        self.audit = directory / "audit.log"
        self.door = WorkerDoor("gateway 1", b"s" * 32)
        self.door.events = self.events = Events()
        self.log = AuditLog(self.audit)
        who = Door(TokenBook(directory / "tokens", "t" * 43), self.log, time.monotonic)
        # No client comes: what serves them is not needed.
        service = cast(GatewayService, None)
        self.server = FramedServer(service, who, token_seconds, self.door)

    def reasons(self) -> list[str]:
        """Why somebody was turned away, of the account."""
        if not self.audit.exists():
            return []
        return [json.loads(line)["reason"] for line in self.audit.read_text().splitlines()]


class Dialled:
    """A connection of a worker's, by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._frames = FrameReader(pb.ToClient)
        self._come: list[pb.ToClient] = []

    def send(self, message: pb.FromClient) -> None:
        self._writer.write(encode(message))

    def say(self, number: int, text: str, taken: int = 0) -> None:
        """Send output as a numbered frame."""
        frame = worker_pb.FromWorker(output=worker_pb.Output(content=text))
        self.send(pb.FromClient(up=worker_pb.WorkerUp(number=number, taken=taken, frame=frame)))

    async def next(self) -> pb.ToClient | None:
        """The next message; None at the end."""
        async with asyncio.timeout(SECONDS):
            while not self._come:
                data = await self._reader.read(1 << 16)
                if not data:
                    return None
                self._come += self._frames.feed(data)
        return self._come.pop(0)

    async def welcome(self) -> worker_pb.WorkerWelcome:
        message = await self.next()
        assert message is not None and message.HasField("worker"), message
        return message.worker

    async def down(self) -> worker_pb.WorkerDown:
        message = await self.next()
        assert message is not None and message.HasField("down"), message
        return message.down

    def cut(self) -> None:
        self._writer.transport.abort()


@asynccontextmanager
async def gateway(directory: Path, **options: Any) -> AsyncIterator[Gateway]:
    there = Gateway(directory, **options)
    await there.server.start(there.path)
    try:
        yield there
    finally:
        await there.server.stop()
        there.log.close()


async def dial(there: Gateway, worker: str = "w1", *, token: str | None = None, **hello: Any) -> Dialled:
    """Dial and say hello."""
    dialled = Dialled(*await asyncio.open_unix_connection(str(there.path)))
    given = there.door.token(hello.get("guest_of", worker)) if token is None else token
    dialled._writer.write(frame_of(given.encode()))
    dialled.send(pb.FromClient(worker=worker_pb.WorkerHello(worker=worker, **{"life": b"1", **hello})))
    return dialled


async def until(found: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(SECONDS):
        while not found():
            await asyncio.sleep(0.005)


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    uvloop.run(asyncio.wait_for(scenario(), 3 * SECONDS))


def frame(text: str) -> worker_pb.ToWorker:
    return worker_pb.ToWorker(forget=text)


def test_frames_go_both_ways_and_are_acknowledged(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            settled: list[int] = []
            there.door.settle = lambda: settled.append(len(there.events.told))
            there.door.expect("w1")
            there.door.send("w1", frame("kept until it comes"))
            worker = await dial(there)
            assert (await worker.welcome()).gateway == "gateway 1"
            first = await worker.down()
            assert (first.number, first.frame.forget) == (1, "kept until it comes")
            worker.say(1, "one", taken=1)
            worker.say(2, "two")
            # Nothing is sent to it, and yet it hears that they came: after they were settled.
            assert (await worker.down()).taken == 2
            assert settled[-1] == 3
            assert there.events.told == [
                ("linked", "w1"),
                ("frame", "w1", "one", "1"),
                ("frame", "w1", "two", "2"),
            ]

    run(scenario)


def test_a_cut_link_goes_on_where_it_was(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.expect("w1")
            worker = await dial(there)
            await worker.welcome()
            worker.say(1, "one")
            await until(lambda: ("frame", "w1", "one", "1") in there.events.told)
            there.door.send("w1", frame("a"))
            worker.cut()
            await until(lambda: ("unlinked", "w1") in there.events.told)
            there.door.send("w1", frame("b"))
            worker = await dial(there, gateway="gateway 1", taken=0)
            assert (await worker.welcome()).taken == 1
            assert [(await worker.down()).frame.forget for _ in range(2)] == ["a", "b"]
            worker.say(1, "one")
            worker.say(2, "two", taken=2)
            await until(lambda: there.events.told[-1] == ("frame", "w1", "two", "2"))
            assert there.events.told.count(("frame", "w1", "one", "1")) == 1

    run(scenario)


def test_a_second_connection_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.expect("w1")
            first = await dial(there)
            await first.welcome()
            second = await dial(there)
            await second.welcome()
            assert await first.next() is None
            second.say(1, "from the second")
            await until(lambda: there.events.told[-1] == ("frame", "w1", "from the second", "1"))
            assert ("unlinked", "w1") not in there.events.told
            another = await dial(there, life=b"another process")
            assert (await another.welcome()).dismissed

    run(scenario)


def test_wrong_tokens_are_refused_and_noted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.expect("w1")
            there.door.expect("w2")
            for token in ("w-" + "0" * 64, there.door.token("w2")):
                worker = await dial(there, token=token)
                message = await worker.next()
                assert message is not None and message.refusal.reason == pb.Refusal.REASON_TOKEN
                assert await worker.next() is None
            assert there.reasons() == ["not the token of the worker that it says it is"] * 2
            assert there.events.told == []

    run(scenario)


def test_a_workers_token_opens_nothing_but_its_link(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.expect("w1")
            call = pb.FromClient(call=worker_pb.Call(id=1, method="Status"))
            for instead in (call, pb.FromClient(up=worker_pb.WorkerUp(number=1))):
                reader, writer = await asyncio.open_unix_connection(str(there.path))
                writer.write(frame_of(there.door.token("w1").encode()) + encode(instead))
                assert await Dialled(reader, writer).next() is None
            worker = await dial(there)
            await worker.welcome()
            worker.send(call)
            assert await worker.next() is None

    run(scenario)


def test_who_says_no_hello_is_sent_away(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path, token_seconds=0.2) as there:
            reader, writer = await asyncio.open_unix_connection(str(there.path))
            writer.write(frame_of(there.door.token("w1").encode()))
            assert await Dialled(reader, writer).next() is None

    run(scenario)


def test_workers_of_an_earlier_gateway_wait_until_it_is_known_whether_they_are_wanted(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            wanted = await dial(there, "w1", gateway="gateway 0", taken=7, acked=5)
            unwanted = await dial(there, "w2", gateway="gateway 0")
            await until(lambda: len(there.door.survivors) == 2)
            assert there.door.survivors["w1"].acked == 5
            there.door.admit("w1", 6)
            there.door.all_expected()
            assert (await wanted.welcome()).taken == 6
            assert (await unwanted.welcome()).dismissed
            wanted.say(7, "seven")
            await until(lambda: there.events.told[-1] == ("frame", "w1", "seven", "7"))
            assert (await (await dial(there, "w3")).welcome()).dismissed
            there.door.forget("w1")
            assert (await wanted.next()) is not None
            assert (await (await dial(there, "w1")).welcome()).dismissed

    run(scenario)


def test_guests_come_by_the_token_of_their_worker_and_go_with_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.guests = guests = Events()
            there.door.expect("w1")
            there.door.all_expected()
            guest = await dial(there, "guest", guest_of="w1")
            await guest.welcome()
            guest.say(1, "hello")
            await until(lambda: ("frame", "guest", "hello", "1") in guests.told)
            there.door.send("guest", frame("to a guest"))
            while (come := await guest.down()).number == 0:
                pass  # an acknowledgement
            assert come.frame.forget == "to a guest"
            there.door.forget("w1")
            assert (await guest.welcome()).dismissed
            assert there.events.told == []

    run(scenario)


@pytest.mark.parametrize("number", [3, 0xFFFFFFFF])
def test_lost_frames_end_the_connection(tmp_path: Path, number: int) -> None:
    async def scenario() -> None:
        async with gateway(tmp_path) as there:
            there.door.expect("w1")
            worker = await dial(there)
            await worker.welcome()
            worker.say(1, "one")
            worker.say(number, "not the next")
            while (message := await worker.next()) is not None:
                assert message.down.number == 0
            assert (await (await dial(there)).welcome()).taken == 1

    run(scenario)

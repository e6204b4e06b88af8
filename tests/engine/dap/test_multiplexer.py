"""The multiplexer between a front end, its own process and workers, all played here message by message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from farfield_engine.dap.conversation import Conversation
from farfield_engine.dap.multiplexer import Multiplexer
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message
from farfield_engine.wire.v1 import debug_pb2 as pb

SECONDS = 5.0


class OwnProcess:
    """The front end's own process: it agrees to everything."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def request(self, message: Message) -> Message:
        self.asked.append(str(message["command"]))
        return dap.response(message)


class Stage:
    """A front end, its process, and workers."""

    def __init__(self, client: str, *workers: str) -> None:
        self.told: list[Message] = []
        self.local = OwnProcess()
        self.sent: dict[str, list[Message]] = {}
        self.multiplexer = Multiplexer(self.told.append, self.local)
        self.multiplexer.presenter.one_at_a_time = client != "vscode"
        for name in workers:
            conversation = Conversation(
                pb.DebugWorker(id=name, rank=-1), self._send, self.multiplexer._worker_event
            )
            conversation.opened()
            conversation.configured = True
            self.multiplexer.workers[name] = conversation

    def _send(self, frame: pb.DebugClientFrame) -> None:
        if frame.HasField("message"):
            self.sent.setdefault(frame.message.worker, []).append(dap.unpack(frame.message.content))

    def events(self, name: str) -> list[Message]:
        return [event["body"] for event in self.told if event["event"] == name]

    def says(self, worker: str, *messages: Message) -> None:
        """A worker says all this at once, as one read of the socket brings it."""
        for message in messages:
            self.multiplexer.workers[worker].take(dap.pack(message))

    def stops(self, worker: str, thread: int = 1) -> None:
        self.says(worker, stopped(thread))

    def answers(self, worker: str, *more: Message) -> None:
        """A worker answers what it was asked last, and says more together with that."""
        self.says(worker, dap.response(self.sent[worker][-1]), *more)

    async def asks(self, command: str, **arguments: Any) -> asyncio.Task[Message]:
        """The front end asks; the request is on its way when this returns."""
        message = {"type": "request", "seq": 1, "command": command, "arguments": arguments}
        task = asyncio.create_task(self.multiplexer.request(message))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return task

    async def until(self, reached: Callable[[], object], what: str) -> None:
        async with asyncio.timeout(SECONDS):
            while not reached():
                await asyncio.sleep(0.01)


def stopped(thread: int = 1) -> Message:
    return dap.event("stopped", {"reason": "breakpoint", "threadId": thread, "allThreadsStopped": False})


def play(scene: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await scene()

    asyncio.run(run())


@pytest.mark.parametrize("client", ["jupyterlab", "vscode"])
def test_a_stop_that_comes_with_the_answer_to_continue_is_not_lost(client: str) -> None:
    """A breakpoint in a loop: the worker goes on and stops again before the front end has its answer."""

    async def scene() -> None:
        stage = Stage(client, "w1")
        stage.stops("w1")
        thread = stage.events("stopped")[-1]["threadId"]
        asked = await stage.asks("continue", threadId=thread)
        stage.answers("w1", dap.event("continued", {"threadId": 1}), stopped())
        answer = await asked
        # VS Code takes it for all threads otherwise, and other workers' stops are gone.
        assert answer["success"] and answer["body"] == {"allThreadsContinued": False}
        await stage.until(lambda: len(stage.events("stopped")) == 2, "the second stop")
        assert [stop.worker for stop in stage.multiplexer.presenter.stops] == ["w1"]
        assert stage.multiplexer.presenter.shown is not None
        again = await stage.asks("continue", threadId=1 if client == "jupyterlab" else thread)
        assert stage.sent["w1"][-1]["command"] == "continue" and stage.local.asked == []
        stage.answers("w1")
        assert (await again)["success"]

    play(scene)


def test_frames_of_a_stop_that_comes_with_the_answer_to_continue_are_known() -> None:
    async def scene() -> None:
        stage = Stage("vscode", "w1")
        stage.stops("w1")
        thread = stage.events("stopped")[-1]["threadId"]
        asked = await stage.asks("continue", threadId=thread)
        stage.answers("w1", stopped())
        frames = await stage.asks("stackTrace", threadId=thread)
        stage.answers("w1")
        await asked
        assert (await frames)["success"]

    play(scene)


def test_continue_in_the_console_does_not_lose_the_next_stop_either() -> None:
    async def scene() -> None:
        stage = Stage("jupyterlab", "w1")
        stage.stops("w1")
        asked = asyncio.create_task(stage.multiplexer.go_on(["w1"]))
        await stage.until(lambda: stage.sent.get("w1"), "the request")
        stage.answers("w1", dap.event("continued", {"threadId": 1}), stopped())
        assert await asked == ["w1"]
        await stage.until(lambda: len(stage.events("stopped")) == 2, "the second stop")
        assert [stop.worker for stop in stage.multiplexer.presenter.stops] == ["w1"]

    play(scene)


def test_a_worker_that_waits_is_shown_when_the_front_ends_own_process_goes_on() -> None:
    async def scene() -> None:
        stage = Stage("jupyterlab", "w1")
        stage.multiplexer.local_event(stopped(1))
        stage.stops("w1")
        assert len(stage.told) == 1
        stage.multiplexer.local_event(dap.event("continued", {"threadId": 1}))
        await stage.until(lambda: len(stage.events("stopped")) == 2, "the worker's stop")

    play(scene)


def test_a_worker_that_waits_is_shown_when_a_step_of_the_own_process_takes_long() -> None:
    """The kernel steps over `job.result()`, which waits for a worker that stands still."""

    async def scene() -> None:
        stage = Stage("jupyterlab", "w1")
        stage.multiplexer.local_event(stopped(1))
        await (await stage.asks("next", threadId=1))
        stage.stops("w1")
        await stage.until(lambda: len(stage.events("stopped")) == 2, "the worker's stop")

    play(scene)


def test_continue_with_nothing_stopped_is_not_passed_to_the_own_process() -> None:
    """debugpy answers it only when something has gone on: never."""

    async def scene() -> None:
        stage = Stage("jupyterlab", "w1")
        answer = await (await stage.asks("continue", threadId=1))
        assert answer["type"] == "response"
        assert stage.local.asked == []

    play(scene)


def test_two_workers_one_after_the_other() -> None:
    async def scene() -> None:
        stage = Stage("jupyterlab", "w1", "w2")
        stage.stops("w1")
        stage.stops("w2")
        assert len(stage.events("stopped")) == 1
        asked = await stage.asks("continue", threadId=1)
        stage.answers("w1")
        assert (await asked)["success"]
        await stage.until(lambda: len(stage.events("stopped")) == 2, "the other stop")
        assert "w2" in stage.events("stopped")[-1]["description"]

    play(scene)


def test_requests_of_a_worker_that_has_ended_are_refused_and_its_stop_is_taken_back() -> None:
    async def scene() -> None:
        stage = Stage("jupyterlab", "w1")
        stage.stops("w1")
        thread = stage.events("stopped")[-1]["threadId"]
        pending = await stage.asks("stackTrace", threadId=thread)
        stage.multiplexer.cluster._take_frame(pb.DebugGatewayFrame(gone="w1"))
        assert not (await pending)["success"]
        assert stage.events("continued") == [{"threadId": thread, "allThreadsContinued": False}]
        assert not (await (await stage.asks("stackTrace", threadId=thread)))["success"]

    play(scene)

"""The clients within workers: user code on the cluster that submits jobs, over its worker's link."""

from __future__ import annotations

import asyncio
from functools import partial

from farfield_engine.gateway.calls import answer_call
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.door import HERE
from farfield_engine.gateway.guests import Guests
from farfield_engine.gateway.ports import SessionPort, WorkerClients
from farfield_engine.gateway.service import GatewayService
from farfield_engine.gateway.session import WorkerSession
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


class LinkedClients(WorkerClients):
    """Serves them with the gateway's own methods. The link's other end is trusted: it is ours."""

    def __init__(self, dispatcher: Dispatcher, service: GatewayService) -> None:
        self._dispatcher = dispatcher
        self._service = service
        self._sessions: dict[str, WorkerSession] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.guests: Guests | None = None
        """Processes that workers have started, which stop with what had started them."""

    def frame(self, worker: str, parent: SessionPort, data: bytes) -> None:
        frame = pb.ClientFrame.FromString(data)
        if frame.HasField("hello"):
            self._open(worker, parent, frame.hello)
        elif worker in self._sessions:
            self._sessions[worker].take_numbered(frame)

    def restore(self, worker: str, parent: SessionPort, name: str) -> None:
        session = self._make(worker, parent, name)
        session.updates.muted = True

    def _open(self, worker: str, parent: SessionPort, hello: pb.Hello) -> None:
        session = self._sessions.get(worker)
        goes_on = session is not None and session.id == hello.session
        if session is None or not goes_on:
            self.gone(worker)
            session = self._make(worker, parent, hello.session)
        welcome = self._service.welcome(resumed=False)
        welcome.renewed = goes_on
        self._send(worker, pb.GatewayFrame(welcome=welcome))
        if goes_on:
            session.renew(hello)

    def _make(self, worker: str, parent: SessionPort, name: str) -> WorkerSession:
        session = WorkerSession(name, worker, parent, self._dispatcher, partial(self._send, worker))
        self._sessions[worker] = session
        self._dispatcher.open_worker_session(session)
        return session

    def _send(self, worker: str, frame: pb.GatewayFrame) -> None:
        self._dispatcher.engine.send(worker, worker_pb.ToWorker(gateway=frame.SerializeToString()))

    def call(self, worker: str, parent: SessionPort, call: worker_pb.Call) -> None:
        async def write(answer: worker_pb.Answer) -> None:
            self._dispatcher.engine.send(worker, worker_pb.ToWorker(answer=answer))

        work = answer_call(self._service, call, write, parent.user, HERE)
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def interrupted(self, worker: str) -> None:
        if worker in self._sessions:
            self._sessions[worker].cancel_submitted()
        if self.guests is not None:
            self.guests.interrupted(worker)

    def gone(self, worker: str) -> None:
        session = self._sessions.pop(worker, None)
        if session is not None:
            self._dispatcher.close_worker_session(session)

"""Debug clients and their tunnels to workers, and which workers stand still. All on the gateway's loop."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

import grpc

from farfield_engine.gateway.audit import harmless
from farfield_engine.gateway.calls import Aborted
from farfield_engine.gateway.dispatcher import Dispatcher
from farfield_engine.gateway.ports import GuestsPort, SessionPort
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

REFUSAL = "this gateway allows no debugging: it was started with --no-debug"

SILENCE_SECONDS = 20.0
"""A client from which nothing has come for so long is given up: what it holds goes on."""

NEWS_SECONDS = 0.1
"""What workers do is told at most so often."""

_log = logging.getLogger(__name__)


class DebugPort(Protocol):
    """Where the frames of one debug client go."""

    def write_debug(self, frame: pb.DebugGatewayFrame) -> None:
        """Send a frame, without waiting."""

    def close(self) -> None:
        """End the connection after what is written."""


class DebugClient:
    """One debug client; `take` and `leave` are called by what carries it."""

    def __init__(self, hub: DebugHub, port: DebugPort, hello: pb.DebugHello, user: str) -> None:
        self.user = user
        self.name = harmless(hello.client) or "a debug client"
        self.told: set[str] = set()
        """Workers that it knows of."""
        self.session = hello.session
        self.holds = hello.hold
        self.port = port
        self._hub = hub
        self._silence: asyncio.TimerHandle | None = None
        self._heard()

    def take(self, frame: pb.DebugClientFrame) -> None:
        """A frame of the client's, after its hello."""
        self._heard()
        match frame.WhichOneof("frame"):
            case "open":
                self._hub.open(self, frame.open)
            case "close":
                self._hub.close(self, frame.close)
            case "message":
                self._hub.to_worker(self, frame.message)
            case "go_on":
                self._hub.go_on(self, frame.go_on)

    def leave(self) -> None:
        """Its connection is gone."""
        if self._silence is not None:
            self._silence.cancel()
        self._hub.left(self)

    def sees(self, session: SessionPort | None) -> bool:
        """Whether the workers of that session are its business; the gateway's owner debugs anybody's."""
        if self.session:
            return session is not None and session.id == self.session
        return not self.user or (session is not None and session.user == self.user)

    def _heard(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
        self._silence = asyncio.get_running_loop().call_later(SILENCE_SECONDS, self._fell_silent)

    def _fell_silent(self) -> None:
        _log.warning("debug client '%s' has been silent for %g s", self.name, SILENCE_SECONDS)
        self.port.close()
        self.leave()


class DebugHub:
    """All debug clients of a gateway."""

    def __init__(self, dispatcher: Dispatcher, gateway: str, *, allowed: bool = True) -> None:
        self.allowed = allowed
        self._dispatcher = dispatcher
        self._gateway = gateway
        self._clients: list[DebugClient] = []
        self._tunnels: dict[str, DebugClient] = {}  # by worker
        self._changed: set[str] = set()
        self._news: asyncio.TimerHandle | None = None
        self.guests: GuestsPort | None = None
        """Processes that workers have started, which are debugged as workers are."""

    # --- clients ------------------------------------------------------------

    def attach(self, port: DebugPort, hello: pb.DebugHello, user: str) -> DebugClient:
        """A client says hello. Raises Aborted where debugging is not allowed, or there is no such session."""
        if not self.allowed:
            raise Aborted(grpc.StatusCode.PERMISSION_DENIED, REFUSAL)
        session = self._dispatcher.sessions.get(hello.session)
        if hello.session and (session is None or session.user != user):
            raise Aborted(grpc.StatusCode.NOT_FOUND, "this gateway does not know the session; attach again")
        client = DebugClient(self, port, hello, user)
        self._clients.append(client)
        workers = [name for name in self._all() if self._is_of(name, client)]
        mine = [self._describe(worker) for worker in workers]
        client.told.update(workers)
        if client.holds:
            for worker in mine:
                self._tell(worker.id, pb.ToDebugger(expect=True))
        port.write_debug(pb.DebugGatewayFrame(welcome=pb.DebugWelcome(gateway=self._gateway, workers=mine)))
        return client

    def left(self, client: DebugClient) -> None:
        """A client has gone: its tunnels end, and nobody waits for it any more."""
        if client not in self._clients:
            return
        self._clients.remove(client)
        for worker in [name for name, owner in self._tunnels.items() if owner is client]:
            self._end(worker)
        for worker in self._all():
            if (
                client.holds
                and worker in client.told
                and worker not in self._tunnels
                and not self._is_held(worker)
            ):
                self._tell(worker, pb.ToDebugger(expect=False))

    def open(self, client: DebugClient, worker: str) -> None:
        """Begin a tunnel, where nobody has one to that worker."""
        owner = self._tunnels.get(worker)
        if worker not in self._all() or not self._is_of(worker, client):
            self._refuse(client, worker, f"there is no worker {worker}")
        elif owner is not None and owner is not client:
            self._refuse(client, worker, f"worker {worker} is being debugged by {owner.name}")
        else:
            self._tunnels[worker] = client
            self._tell(worker, pb.ToDebugger(open=client.name))
            self.worker_changed(worker)

    def close(self, client: DebugClient, worker: str) -> None:
        """End a tunnel of this client's."""
        if self._tunnels.get(worker) is client:
            self._end(worker)

    def to_worker(self, client: DebugClient, message: pb.Tunneled) -> None:
        """A DAP message of a client's; dropped where it has no tunnel, which it has been told."""
        if self._tunnels.get(message.worker) is client:
            self._tell(message.worker, pb.ToDebugger(message=message.content))

    def go_on(self, client: DebugClient, worker: str) -> None:
        """End a worker's wait for a debugger."""
        if self._is_of(worker, client):
            self._tell(worker, pb.ToDebugger(go_on=True))

    def end_wait(self, worker: str, user: str) -> None:
        """The same for who is no debug client. Raises Aborted where there is no wait of his to end."""
        parent = self._parent_of(worker)
        is_his = not user or (parent is not None and parent.user == user)
        if worker not in self._all() or not is_his:
            name = harmless(worker)
            message = f"there is no worker '{name}'; 'farfield status' or %cluster lists them"
            raise Aborted(grpc.StatusCode.NOT_FOUND, message)
        if self.pause_of(worker) is None:
            message = f"worker {worker} does not stand still: there is nothing to continue"
            raise Aborted(grpc.StatusCode.FAILED_PRECONDITION, message)
        owner = self._tunnels.get(worker)
        if owner is not None:
            message = f"worker {worker} is being debugged by {owner.name}: continue it there"
            raise Aborted(grpc.StatusCode.FAILED_PRECONDITION, message)
        self._tell(worker, pb.ToDebugger(go_on=True))

    def _end(self, worker: str) -> None:
        del self._tunnels[worker]
        self._tell(worker, pb.ToDebugger(close=True))
        if self._is_held(worker):
            self._tell(worker, pb.ToDebugger(expect=True))
        self.worker_changed(worker)

    def _refuse(self, client: DebugClient, worker: str, reason: str) -> None:
        closed = pb.TunnelClosed(worker=worker, reason=reason)
        client.port.write_debug(pb.DebugGatewayFrame(closed=closed))

    # --- workers ------------------------------------------------------------

    def worker_starting(self, worker: str) -> None:
        """Before its first frame: it is to wait for clients that hold."""
        if self._is_held(worker):
            self._tell(worker, pb.ToDebugger(expect=True))
        if self._clients:
            self._tell_clients(worker)

    def worker_changed(self, worker: str) -> None:
        """It does something else than before; clients are told soon."""
        if self.guests is not None:
            self.guests.job_changed(worker)
        if self._clients:
            self._changed.add(worker)
            if self._news is None:
                self._news = asyncio.get_running_loop().call_later(NEWS_SECONDS, self._tell_news)

    def worker_gone(self, worker: str) -> None:
        """It has ended."""
        if self.guests is not None:
            self.guests.root_gone(worker)
        self._tunnels.pop(worker, None)
        self._changed.discard(worker)
        for client in self._clients:
            # Its session may be gone already: only who was told of it hears that it has ended.
            if worker in client.told:
                client.told.discard(worker)
                client.port.write_debug(pb.DebugGatewayFrame(gone=worker))

    def from_worker(self, worker: str, frame: pb.FromDebugger) -> None:
        """A frame of a worker's debugger."""
        client = self._tunnels.get(worker)
        match frame.WhichOneof("what"):
            case "message":
                if client is not None:
                    message = pb.Tunneled(worker=worker, content=frame.message)
                    client.port.write_debug(pb.DebugGatewayFrame(message=message))
            case "opened":
                if client is not None:
                    client.port.write_debug(pb.DebugGatewayFrame(opened=pb.TunnelOpened(worker=worker)))
            case "closed":
                if client is not None:
                    del self._tunnels[worker]
                    self._refuse(client, worker, frame.closed)
                    self.worker_changed(worker)
            case "pause":
                frame.pause.worker = worker
                self._dispatcher.worker_paused(worker, frame.pause)
                self.tell_now(worker)
            case "gated":
                self._dispatcher.worker_stands(worker, frame.gated)
            case "resumed":
                self._dispatcher.worker_paused(worker, None)
                self.tell_now(worker)

    def tell_now(self, worker: str) -> None:
        """Tell clients at once how a worker stands."""
        if self._clients and worker in self._all():
            self._tell_clients(worker)

    def _tell_news(self) -> None:
        self._news = None
        for worker in sorted(self._changed & self._all()):
            self._tell_clients(worker)
        self._changed.clear()

    def _tell_clients(self, worker: str) -> None:
        described = self._describe(worker)
        for client in self._clients:
            if self._is_of(worker, client):
                client.told.add(worker)
                client.port.write_debug(pb.DebugGatewayFrame(worker=described))

    def _all(self) -> set[str]:
        """Workers and guests."""
        return self._dispatcher.scheduler.pool.workers.keys() | set(self.guests or ())

    def _root_of(self, worker: str) -> str:
        return self.guests.root_of(worker) if self.guests is not None else worker

    def _parent_of(self, worker: str) -> SessionPort | None:
        return self._dispatcher.parent_of(self._root_of(worker))

    def _tell(self, worker: str, frame: pb.ToDebugger) -> None:
        if self.guests is not None and worker in self.guests:
            self.guests.tell(worker, frame)
        else:
            self._dispatcher.engine.send(worker, worker_pb.ToWorker(debug=frame))

    def _is_held(self, worker: str) -> bool:
        return any(client.holds and self._is_of(worker, client) for client in self._clients)

    def _is_of(self, worker: str, client: DebugClient) -> bool:
        """Whether a worker is this client's business."""
        return client.sees(self._parent_of(worker))

    def _session_of(self, worker: str) -> str:
        parent = self._parent_of(worker)
        return parent.id if parent is not None else ""

    def _describe(self, name: str) -> pb.DebugWorker:
        dispatcher = self._dispatcher
        worker = dispatcher.scheduler.pool.workers.get(self._root_of(name))
        use = dispatcher.engine.use_of(name)
        described = pb.DebugWorker(
            id=name, session=self._session_of(name), pid=use.pid if use else 0, rank=-1
        )
        owner = self._tunnels.get(name)
        described.client = owner.name if owner is not None else ""
        if worker is None:
            return described
        described.state, described.rank = worker.state.value, worker.rank
        group = dispatcher.groups.records.get(worker.context)
        described.group = group.name if group is not None and not group.anonymous else ""
        record = dispatcher.records.get(worker.job or "")
        if record is not None:
            described.job, described.number, described.name = record.id, record.number, record.spec.name
        if self.guests is not None and name in self.guests:
            self.guests.describe(name, described)
        pause = self.pause_of(name)
        if pause is not None:
            described.pause.CopyFrom(pause)
        return described

    def pause_of(self, worker: str) -> jobs_pb.Pause | None:
        """How a worker stands still; None when it does not."""
        held = self._dispatcher.scheduler.pool.workers.get(self._root_of(worker))
        record = self._dispatcher.records.get((held.job or "") if held is not None else "")
        return record.pauses.of(worker) if record is not None else None

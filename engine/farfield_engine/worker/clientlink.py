"""The client within a worker, which reaches the gateway over the worker's link."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from farfield_engine import inside
from farfield_engine.client.client import Client
from farfield_engine.client.contents import Contents
from farfield_engine.client.session import Carrier, SessionChannel
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker.clientcontents import WorkerContents
from farfield_engine.worker.link import Link

WELCOME_SECONDS = 20.0


class _LinkCarrier(Carrier):
    """Puts frames into the link, whose own frames they travel among."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def write(self, frame: gateway_pb.ClientFrame) -> None:
        self._link.send(pb.FromWorker(client=frame.SerializeToString()))

    def write_call(self, call: pb.Call) -> None:
        self._link.send(pb.FromWorker(call=call))

    def drop(self) -> None:
        pass  # the link is the worker's, and ends with it

    @property
    def full(self) -> bool:  # type: ignore[override]  # nobody sets it
        return self._link.full


class LinkChannel(SessionChannel):
    """A session over a worker's link. `hear` and `run_due` are called on the link thread."""

    def __init__(self, link: Link) -> None:
        super().__init__(gateway_pb.Hello())
        self._link = link
        self._process = os.getpid()
        self._thread: threading.Thread | None = None
        self._welcomed = threading.Event()
        self._due: list[tuple[float, Callable[[], object]]] = []
        self._held_up = False

    def open_contents(self) -> Contents:
        return WorkerContents()

    def attach(self) -> None:
        """Begin the session. Raises FarfieldError when the gateway does not answer."""
        self._link.send(pb.FromWorker(client=self.hello_frame().SerializeToString()))
        if not self._welcomed.wait(WELCOME_SECONDS):
            raise FarfieldError(f"the gateway did not answer this worker in {WELCOME_SECONDS:g} s")

    def hear(self, frame: pb.ToWorker) -> None:
        """A frame of the gateway's for the client."""
        self._thread = threading.current_thread()
        if frame.WhichOneof("frame") == "answer":
            self.take_answer(frame.answer)
            return
        told = gateway_pb.GatewayFrame.FromString(frame.gateway)
        if told.HasField("welcome"):
            told.welcome.next_frame = max(1, told.welcome.next_frame)
            self.carry(_LinkCarrier(self._link), told.welcome)
            self._welcomed.set()
        else:
            self.take(told)

    def go_on_there(self) -> None:
        """Say hello to a gateway that has taken the place of the one before."""
        if self._welcomed.is_set():
            self.carry(None)
            self._link.send(pb.FromWorker(client=self.hello_frame().SerializeToString()))

    def run_due(self) -> None:
        """Call what is to be called by now."""
        if self._held_up and not self._link.full:
            self.go_on()
        self._held_up = self._link.full
        now = time.monotonic()
        due = [callback for when, callback in self._due if when <= now]
        if due:
            self._due = [entry for entry in self._due if entry[0] > now]
            for callback in due:
                callback()

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        self._due.append((time.monotonic() + seconds, callback))

    def close(self, *, detach: bool) -> None:
        pass  # the session ends with the worker

    def _check(self) -> None:
        if os.getpid() != self._process:
            raise FarfieldError(
                "this process was forked from a worker, and can't use its connection to the gateway; "
                "submit from the task itself"
            )

    def _on_own_thread(self) -> bool:
        return threading.current_thread() is self._thread


class WorkerClient:
    """Makes the client of this worker when user code first asks for it."""

    def __init__(self, link: Link, setup: Callable[[], pb.Setup]) -> None:
        self._link = link
        self._setup = setup
        self._client: Client | None = None
        self._channel: LinkChannel | None = None
        self._lock = threading.Lock()
        self._waits = 0

    def install(self) -> None:
        """Have `farfield` find it."""
        inside.open_client = self.client
        inside.waiting = self._waiting

    def client(self) -> Client:
        """The client; attached on first use. Raises FarfieldError."""
        with self._lock:
            if self._client is None:
                self._channel = LinkChannel(self._link)
                self._channel.attach()
                self._client = Client(self._channel, "the worker's own gateway", self._setup())
            return self._client

    def hear(self, frame: pb.ToWorker) -> None:
        """A frame for the client, on the link thread."""
        if self._channel is not None:
            self._channel.hear(frame)

    @property
    def session(self) -> str:
        """What the gateway knows it as; empty: it knows none."""
        return self._channel.session if self._channel is not None else ""

    @property
    def waits(self) -> bool:
        """Whether its task waits for other jobs."""
        return self._waits > 0

    def go_on(self) -> None:
        """Another gateway is there; on the link thread."""
        if self._channel is not None:
            self._channel.go_on_there()

    def run_due(self) -> None:
        """On the link thread, now and then."""
        if self._channel is not None:
            self._channel.run_due()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        # Other threads of the user's may wait while the task itself computes.
        if threading.current_thread() is not threading.main_thread() or self._client is None:
            yield
            return
        self._waits += 1
        if self._waits == 1:
            self._link.send(pb.FromWorker(waits=True))
        try:
            yield
        finally:
            self._waits -= 1
            if self._waits == 0:
                self._link.send(pb.FromWorker(waits=False))

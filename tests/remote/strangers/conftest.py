"""A gateway that listens, and those who knock: with TLS and without, with frames and gRPC."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.message_factory import GetMessageClass

from farfield_engine.access.dialling import PROTOCOL
from farfield_engine.access.served import owner_token, read_owner_token, read_served
from farfield_engine.access.tokenfile import TOKENS_FILE, add_token, revoke_token
from farfield_engine.client.client import Client
from farfield_engine.client.local import ConnectionInfo
from farfield_engine.client.tls import TlsRoute
from farfield_engine.objects.pickling import dumps
from farfield_engine.places import (
    CONNECTION_FILE,
    FRAMED_SOCKET_FILE,
    SOCKET_FILE,
    local_gateway_dir,
    local_state_dir,
)
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SECONDS = 30.0
PLANTED = "planted-token-that-must-not-travel-0123456789abc"
"""FARFIELD_TOKEN of the process that starts the gateway."""

_addresses = itertools.count(2)


def an_address() -> str:
    """An address of this machine from which nobody has come yet: strangers are counted by address."""
    number = next(_addresses)
    return f"127.{1 + number // 60000}.{number // 250 % 240}.{1 + number % 250}"


def until(reached: Callable[[], object], what: str, seconds: float = SECONDS) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)


class Peer:
    """A connection that speaks frames by hand. A context manager."""

    def __init__(self, sock: socket.socket, token: str | None) -> None:
        """token: the first frame; None: nothing is said."""
        self.sock = sock
        self.session = ""
        self._reader = FrameReader(pb.ToClient)
        self._come: list[pb.ToClient] = []
        self._events: list[pb.Event] = []
        self._numbers = itertools.count(1)
        if token is not None:
            self.say(frame_of(token.encode()))

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def say(self, data: bytes) -> None:
        """Write bytes; that nobody listens any more is seen when reading."""
        with contextlib.suppress(OSError):
            self.sock.sendall(data)

    def send(self, **message: Any) -> None:
        self.say(encode(pb.FromClient(**message)))

    def frame(self, **frame: Any) -> None:
        """A frame of the session, numbered."""
        number = 0 if "hello" in frame else next(self._numbers)
        self.send(frame=pb.ClientFrame(number=number, **frame).SerializeToString())

    def next(self) -> pb.ToClient | None:
        """The next message; None at the end of the connection."""
        while not self._come:
            try:
                data = self.sock.recv(1 << 16)
            except OSError as error:
                if isinstance(error, TimeoutError):
                    raise
                return None
            if not data:
                return None
            self._come += self._reader.feed(data)
        return self._come.pop(0)

    def refusal(self) -> pb.Refusal:
        """Why the gateway ends the connection, which it does."""
        message = self.next()
        assert message is not None and message.HasField("refusal"), message
        assert self.next() is None
        return message.refusal

    def call(self, method: str, **request: Any) -> Any:
        """The reply to a unary method, or the pages of a streaming one; a str is the error."""
        described = pb.DESCRIPTOR.services_by_name["Gateway"].methods_by_name[method]
        kind = getattr(pb, described.input_type.name)
        self.send(call=worker_pb.Call(id=7, method=method, request=kind(**request).SerializeToString()))
        pages: list[pb.LogPage] = []
        while True:
            message = self.next()
            assert message is not None, f"the connection ended during {method}"
            if not message.HasField("answer"):
                self._events += pb.GatewayFrame.FromString(message.frame).events
                continue
            answer = message.answer
            if answer.error:
                return answer.error
            if described.server_streaming:
                if not answer.more:
                    return pages
                pages.append(pb.LogPage.FromString(answer.reply))
                continue
            return GetMessageClass(described.output_type).FromString(answer.reply)

    def hello(self, session: str, **hello: Any) -> pb.Welcome:
        """Attach; the gateway's welcome."""
        self.session = session
        self.frame(hello=pb.Hello(session=session, next_event=1, elsewhere=True, **hello))
        message = self.next()
        assert message is not None and message.frame, message
        return pb.GatewayFrame.FromString(message.frame).welcome

    def submit(self, job: str, function: object, *arguments: object, **spec: Any) -> None:
        """Submit a job of one item, which calls the function."""
        packed, _, _ = dumps((function, {}), {})
        element, _, _ = dumps([arguments], {})
        chunk = {"count": 1, "elements": {"pickle": {"size": len(element), "data": element}}}
        program = jobs_pb.Program(call=jobs_pb.CallProgram()).SerializeToString()
        whole = {
            "id": job, "items": 1, "chunks": [chunk], "resources": {"cpus": 1}, "program": program,
            "values": [{"pickle": {"size": len(packed), "data": packed}}], **spec,
        }  # fmt: skip
        self.frame(submit=jobs_pb.JobSpec(**whole))

    def event(self, kind: str) -> pb.Event:
        """The next event of this kind."""
        while True:
            while self._events:
                event = self._events.pop(0)
                if event.WhichOneof("event") == kind:
                    return event
            message = self.next()
            if message is None:
                break
            self._events += pb.GatewayFrame.FromString(message.frame).events
        raise AssertionError(f"the connection ended without '{kind}'")


class Served:
    """A gateway that `farfield serve` has started."""

    planted = PLANTED
    address = staticmethod(an_address)
    until = staticmethod(until)

    def __init__(self, runtime: Path, *options: str) -> None:
        """Start it. options: of `farfield serve`."""
        self.runtime = runtime
        runtime.mkdir(mode=0o700, exist_ok=True)
        with self._environment():
            self.directory, self.state = local_gateway_dir(), local_state_dir()
        self.replaced = owner_token(self.state)
        """The owner's token before a new one was asked for, by removing its file."""
        (self.state / "owner.token").unlink()
        command = [sys.executable, "-P", "-m", "farfield_engine.cli", "serve", "--port", "0", *options]
        environment = {**os.environ, "FARFIELD_RUNTIME_DIR": str(runtime), "FARFIELD_TOKEN": PLANTED}
        self.log = runtime / "serve.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=runtime)
        until(lambda: (self.directory / CONNECTION_FILE).exists(), "a connection file")
        served, token = read_served(self.state), read_owner_token(self.state)
        assert served is not None and token is not None
        self.port, self.fingerprint, self.token = served.port, served.fingerprint, token
        self.pid = int(json.loads((self.directory / CONNECTION_FILE).read_text())["pid"])

    @contextlib.contextmanager
    def _environment(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FARFIELD_RUNTIME_DIR", str(self.runtime))
            yield

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(SECONDS)

    # --- tokens -------------------------------------------------------------

    def add(self, name: str, seconds: float | None = None, now: float | None = None) -> str:
        """A token of another user's."""
        return add_token(self.state / TOKENS_FILE, name, seconds, time.time() if now is None else now)

    def revoke(self, name: str) -> None:
        revoke_token(self.state / TOKENS_FILE, name, time.time())

    def account(self, event: str = "") -> list[dict[str, str]]:
        """The lines of the audit log."""
        lines = [json.loads(line) for line in (self.state / "audit.log").read_text().splitlines()]
        return [line for line in lines if event in ("", line["event"])]

    # --- connections --------------------------------------------------------

    def url(self, token: str = "") -> str:
        return f"farfield://127.0.0.1:{self.port}?cert={self.fingerprint}#{token or self.token}"

    def client(self, token: str, notebook: str = "") -> Client:
        """An attached client, as the API has it."""
        route = TlsRoute("127.0.0.1", self.port, token, self.fingerprint)
        return Client.at(ConnectionInfo(route), route.name, notebook=notebook)

    def plain(self, source: str = "") -> socket.socket:
        """A TCP connection. source: the address that it comes from."""
        sock = socket.create_connection(("127.0.0.1", self.port), SECONDS, (source or an_address(), 0))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def tls(self, source: str = "", protocols: tuple[str, ...] = (PROTOCOL,)) -> ssl.SSLSocket:
        """A TLS connection after its handshake."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if protocols:
            context.set_alpn_protocols(list(protocols))
        return context.wrap_socket(self.plain(source))

    def peer(self, token: str | None, *, unix: bool = False, source: str = "") -> Peer:
        """A connection that speaks frames, and says the token first."""
        if not unix:
            return Peer(self.tls(source), token)
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(SECONDS)
        sock.connect(str(self.directory / FRAMED_SOCKET_FILE))
        return Peer(sock, token)

    @contextlib.contextmanager
    def channel(self, *, unix: bool = False) -> Iterator[grpc.Channel]:
        """A gRPC channel; through TLS from addresses of its own, one for each connection."""
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.ssl_target_name_override", "farfield")]
        if unix:
            with grpc.insecure_channel(
                f"unix:{self.directory / SOCKET_FILE}", options=options[:1]
            ) as channel:
                yield channel
            return
        root = grpc.ssl_channel_credentials((self.state / "tls" / "cert.pem").read_bytes())
        with _Sources(self) as path, grpc.secure_channel(f"unix:{path}", root, options=options) as channel:
            yield channel


class _Sources:
    """Carries connections to the gateway from an address that gRPC can't choose. A context manager."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._path = served.runtime / f"from{next(_addresses)}.sock"
        self._listener = socket.socket(socket.AF_UNIX)
        self._open: list[socket.socket] = [self._listener]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Path:
        self._listener.bind(str(self._path))
        self._listener.listen()
        self._start(self._accept)
        return self._path

    def __exit__(self, *_: object) -> None:
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(SECONDS)
        for sock in self._open:
            sock.close()
        self._path.unlink()

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = self._served.plain()
                there.settimeout(None)
                self._open += [here, there]
                self._start(self._carry, here, there)
                self._start(self._carry, there, here)

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="package")
def served(runtime_base: Path) -> Iterator[Served]:
    """A gateway for the tests of this directory."""
    gateway = Served(Path(tempfile.mkdtemp(prefix="far", dir=runtime_base)))
    yield gateway
    gateway.stop()

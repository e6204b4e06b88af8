"""The framed socket of a real gateway: what clients with the token may do to it, and what others may not."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from farfield_engine.client.client import Client, local_setup
from farfield_engine.client.local import ConnectionInfo, find_or_start_local
from farfield_engine.gateway.framedserver import TOKEN_SECONDS
from farfield_engine.objects.pickling import dumps
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SECONDS = 30.0
UNARY = sorted(
    method.name
    for method in pb.DESCRIPTOR.services_by_name["Gateway"].methods
    if not method.client_streaming and method.name != "Shutdown"
)


class Peer:
    """A client that speaks to the framed socket by hand. A context manager."""

    def __init__(self, info: ConnectionInfo, token: str | None = None) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(SECONDS)
        self.sock.connect(info.framed)
        self.heard = 0
        self._reader = FrameReader(pb.ToClient)
        self._come: list[pb.ToClient] = []
        self.sock.sendall(frame_of((info.token if token is None else token).encode()))

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self.sock.close()

    def send(self, message: pb.FromClient) -> None:
        self.sock.sendall(encode(message))

    def send_frame(self, frame: pb.ClientFrame) -> None:
        self.send(pb.FromClient(frame=frame.SerializeToString()))

    def call(self, number: int, method: str, request: bytes = b"") -> None:
        self.send(pb.FromClient(call=worker_pb.Call(id=number, method=method, request=request)))

    def next(self) -> pb.ToClient | None:
        """The next message; None at the end of the connection."""
        while not self._come:
            try:
                data = self.sock.recv(1 << 16)
            except ConnectionResetError:
                return None
            if not data:
                return None
            self.heard += len(data)
            self._come += self._reader.feed(data)
        return self._come.pop(0)

    def refusal(self) -> pb.Refusal:
        """Why the gateway ends the connection, which it does."""
        message = self.next()
        assert message is not None and message.HasField("refusal"), message
        assert self.next() is None
        return message.refusal


@pytest.fixture
def info(own_runtime: Path) -> Iterator[ConnectionInfo]:
    yield find_or_start_local(idle=60)


def _works(info: ConnectionInfo) -> None:
    with Peer(info) as peer:
        peer.call(1, "Status")
        message = peer.next()
        assert message is not None
        assert pb.StatusReply.FromString(message.answer.reply).pid == info.pid


def _hello(session: str, next_event: int = 1, *, begun: bool = False) -> pb.ClientFrame:
    hello = pb.Hello(session=session, next_event=next_event, begun=begun, setup=local_setup())
    return pb.ClientFrame(hello=hello)


def test_every_method_is_answered_once(info: ConnectionInfo) -> None:
    with Peer(info) as peer:
        for number, method in enumerate([*UNARY, "NoSuchMethod", "Attach", "__init__"]):
            for request in (b"", b"\xff\x00 no message"):
                peer.call(number, method, request)
                message = peer.next()
                assert message is not None and message.answer.id == number
                while message is not None and message.answer.more:
                    message = peer.next()
                assert message is not None
                if request or method not in UNARY:
                    assert method in message.answer.error
    _works(info)


def test_what_is_no_message_ends_the_connection(info: ConnectionInfo) -> None:
    for rubbish in (
        frame_of(b"\xff\xff no message"),
        frame_of(encode(pb.FromClient(frame=b"\xff no frame"))),
        struct.pack("<I", (1 << 30) + 1),
        struct.pack("<I", 0xFFFFFFFF) + bytes(1000),
    ):
        with Peer(info) as peer:
            peer.sock.sendall(rubbish)
            assert peer.refusal().reason == pb.Refusal.REASON_INVALID
    _works(info)


def test_a_session_begins_with_a_hello_and_goes_on_where_it_is_known(info: ConnectionInfo) -> None:
    for frame in (pb.ClientFrame(number=1, cancel="x"), _hello("")):
        with Peer(info) as peer:
            peer.send_frame(frame)
            assert peer.refusal().reason == pb.Refusal.REASON_INVALID
    for frame in (_hello("unknown", next_event=5), _hello("unknown", begun=True)):
        with Peer(info) as peer:
            peer.send_frame(frame)
            assert peer.refusal().reason == pb.Refusal.REASON_SESSION


def test_frames_left_out_end_the_connection(info: ConnectionInfo) -> None:
    with Peer(info) as peer:
        peer.send_frame(_hello("gap"))
        assert peer.next() is not None
        peer.send_frame(pb.ClientFrame(number=2, cancel="x"))
        assert "frames were lost" in peer.refusal().message


def test_the_newest_connection_of_a_session_is_the_one(info: ConnectionInfo) -> None:
    with Peer(info) as old, Peer(info) as new:
        old.send_frame(_hello("one"))
        assert old.next() is not None
        new.send_frame(_hello("one"))
        message = new.next()
        assert message is not None and pb.GatewayFrame.FromString(message.frame).welcome.resumed
        assert old.next() is None
        new.send_frame(pb.ClientFrame(number=1, detach=True))


def test_half_a_token_is_not_waited_for_for_ever(info: ConnectionInfo) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as silent, closing(socket.socket(socket.AF_UNIX)) as slow:
        for sock, said in ((silent, b""), (slow, frame_of(info.token.encode())[:-1])):
            sock.settimeout(SECONDS)
            sock.connect(info.framed)
            sock.sendall(said)
        began = time.monotonic()
        for sock in (silent, slow):
            heard = b""
            while data := sock.recv(4096):
                heard += data
            (message,) = FrameReader(pb.ToClient).feed(heard)
            assert message.refusal.reason == pb.Refusal.REASON_TOKEN
        assert time.monotonic() - began >= TOKEN_SECONDS / 2
    _works(info)


def test_answers_that_are_not_read_do_not_pile_up(info: ConnectionInfo) -> None:
    gateway = psutil.Process(info.pid)
    with Peer(info) as peer:
        peer.call(0, "Status")
        assert peer.next() is not None
        before = gateway.memory_info().rss
        call = encode(pb.FromClient(call=worker_pb.Call(id=1, method="Status"))) * 1000
        sent = 0
        peer.sock.settimeout(1.0)  # no room for that long: the gateway has stopped to read
        with pytest.raises(TimeoutError):
            while sent < 1_000_000:
                peer.sock.sendall(call)
                sent += 1000
        assert gateway.memory_info().rss - before < 16 << 20
        _works(info)
        peer.sock.settimeout(SECONDS)
        for _ in range(sent):
            assert peer.next() is not None


def _blob(number: int) -> bytes:
    return bytes([number % 256]) * 100_000


def test_events_wait_for_a_client_that_does_not_read(info: ConnectionInfo) -> None:
    items = 200
    packed, _, _ = dumps((_blob, {}), {})
    elements, _, _ = dumps([(number,) for number in range(items)], {})
    value = {"pickle": {"size": len(packed), "data": packed}}
    chunk = {"count": items, "elements": {"pickle": {"size": len(elements), "data": elements}}}
    spec = jobs_pb.JobSpec(id="j1", items=items, values=[value], chunks=[chunk], resources={"cpus": 1})
    spec.program = jobs_pb.Program(call=jobs_pb.CallProgram()).SerializeToString()
    other = Client.at(info, "local")
    with Peer(info) as peer:
        peer.send_frame(_hello("reads later"))
        assert peer.next() is not None
        peer.send_frame(pb.ClientFrame(number=1, submit=spec))
        deadline = time.monotonic() + SECONDS
        while not any(job.state == jobs_pb.STATE_SUCCEEDED for job in other.jobs(all_sessions=True)):
            assert time.monotonic() < deadline
        numbers, results = [], 0
        while True:
            message = peer.next()
            assert message is not None
            events = pb.GatewayFrame.FromString(message.frame).events
            numbers += [event.number for event in events]
            results += sum(segment.count for event in events for segment in event.results.segments)
            if any(event.HasField("finished") for event in events):
                break
        assert numbers == list(range(1, len(numbers) + 1))
        assert results == items
        peer.send_frame(pb.ClientFrame(number=2, detach=True))
    other.close(detach=True)

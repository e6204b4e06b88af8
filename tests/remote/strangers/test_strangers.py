"""Strangers at a gateway that listens: nothing answers them, and nothing that they send does any harm."""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import socket
import ssl
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import pytest
from google.protobuf.message import DecodeError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import farfield as ff
import farfield_engine.wire.v1
from farfield_engine.access.served import owner_token
from farfield_engine.errors import AttachError
from farfield_engine.gateway.framedserver import TOKEN_SECONDS
from farfield_engine.wire.framing import FrameError, FrameReader, encode, frame_of
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

if TYPE_CHECKING:
    from tests.remote.strangers.conftest import Served  # noqa: TID251  # for the type checker only

SECONDS = 30.0


def every_method() -> list[str]:
    """The full names of all methods of all services that the wire's descriptors have."""
    found = []
    for module in pkgutil.iter_modules(farfield_engine.wire.v1.__path__):
        described = getattr(
            importlib.import_module(f"farfield_engine.wire.v1.{module.name}"), "DESCRIPTOR", None
        )
        for service in described.services_by_name.values() if described is not None else ():
            found += [f"/{service.full_name}/{method.name}" for method in service.methods]
    return sorted(found)


METHODS = every_method()
STREAMS = ("Upload", "Download")
"""What is asked for by frames alone."""

CREDENTIALS = ("none", "wrong", "expired", "revoked", "another gateway's", "replaced")


@pytest.fixture(scope="module")
def tokens(served: Served) -> dict[str, str]:
    """What strangers try, by name."""
    revoked, expired = served.add("former"), served.add("late", 10.0, time.time() - 60)
    served.revoke("former")
    with tempfile.TemporaryDirectory() as elsewhere:
        other = owner_token(Path(elsewhere))
    found = ("", "wrong" * 9, expired, revoked, other, served.replaced)
    return dict(zip(CREDENTIALS, found, strict=True))


def first_frame(method: str) -> bytes:
    """What calls a method over frames, or does what it does."""
    match method.rpartition("/")[2]:
        case "Attach":
            return encode(
                pb.FromClient(frame=pb.ClientFrame(hello=pb.Hello(session="x")).SerializeToString())
            )
        case "Debug":
            return encode(pb.FromClient(debug=debug_pb.DebugClientFrame(hello=debug_pb.DebugHello())))
        case "Upload":
            return encode(pb.FromClient(upload=pb.Upload(session="x", segment="/x", size=1)))
        case "Download":
            return encode(pb.FromClient(download=pb.Download(session="x", segment="/x", size=1)))
        case name:
            return encode(pb.FromClient(call=worker_pb.Call(id=1, method=name)))


def works(served: Served) -> None:
    """Who has the token is served, soon."""
    with served.peer(served.token) as peer:
        assert peer.call("Status").pid == served.pid


# --- no method without the token --------------------------------------------


def test_the_wire_has_these_services_and_no_others() -> None:
    assert {method.rpartition("/")[0] for method in METHODS} == {"/farfield.v1.Gateway"}
    assert len(METHODS) >= 14


@pytest.mark.parametrize("credential", CREDENTIALS)
@pytest.mark.parametrize("unix", [False, True])
def test_no_method_answers_over_frames(
    served: Served, tokens: dict[str, str], credential: str, unix: bool
) -> None:
    for method in (*METHODS, *STREAMS, "NoSuchMethod"):
        with served.peer(None, unix=unix) as peer:
            said = b"" if credential == "none" else frame_of(tokens[credential].encode())
            peer.say(said + first_frame(method))
            refusal = peer.refusal()
            assert refusal.reason == pb.Refusal.REASON_TOKEN, method
            for word in ("expired", "revoked"):
                assert (word in refusal.message) == (word == credential)
    works(served)


@pytest.mark.parametrize("credential", CREDENTIALS)
@pytest.mark.parametrize("unix", [False, True])
def test_no_method_answers_over_grpc(
    served: Served, tokens: dict[str, str], credential: str, unix: bool
) -> None:
    metadata = () if credential == "none" else (("authorization", f"Bearer {tokens[credential]}"),)
    refused = 0
    with served.channel(unix=unix) as channel:
        for method in (*METHODS, "/farfield.v1.Gateway/NoSuchMethod", "/grpc.health.v1.Health/Check"):
            call: Any = channel.stream_stream(method)  # serves calls of all kinds
            with pytest.raises(grpc.RpcError) as caught:
                list(call(iter([b""]), metadata=metadata, timeout=SECONDS, wait_for_ready=True))
            error: Any = caught.value
            # Who has been refused loses his connection soon, perhaps with the next call on it.
            assert error.code() in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.UNAVAILABLE), (
                method,
                error,
            )
            refused += error.code() is grpc.StatusCode.UNAUTHENTICATED
    assert refused >= len(METHODS)
    works(served)


@pytest.mark.parametrize("unix", [False, True])
def test_grpc_clients_with_the_token_work(served: Served, unix: bool) -> None:
    metadata = (("authorization", f"Bearer {served.token}"),)
    with served.channel(unix=unix) as channel:
        stub = rpc.GatewayStub(channel)
        assert stub.Status(pb.StatusRequest(), metadata=metadata, timeout=SECONDS).pid == served.pid
        done = threading.Event()
        hello = pb.ClientFrame(hello=pb.Hello(session=f"by grpc {unix}", next_event=1))

        def frames() -> Iterator[pb.ClientFrame]:
            yield hello
            done.wait(SECONDS)
            yield pb.ClientFrame(number=1, detach=True)

        stream = stub.Attach(frames(), metadata=metadata, timeout=SECONDS)
        assert next(stream).welcome.gateway
        done.set()
        list(stream)


# --- what is not TLS 1.3, and nothing that is spoken here -------------------


def heard(sock: socket.socket) -> bytes:
    """All that comes until the other end closes."""
    found = b""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while data := sock.recv(1 << 16):
            found += data
    return found


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        bytes.fromhex(
            "802e0103000015000000100000010080070000c003008006004002008004008000000a00000900"
        ),  # SSLv2
        b"\x16\x03\x00\x00\x2f\x01\x00\x00\x2b\x03\x00" + bytes(32) + b"\x00\x00\x04\x00\x0a\x00\x05\x01\x00",
        b"\x16\x03\x01\xff\xff" + bytes(1000),
        b"\x16\x03\x03\x00\x05\x01\xff\xff\xff\xff",
        os.urandom(4096),
        b"TOKEN",
        b"",
    ],
)
def test_bytes_that_are_no_tls(served: Served, said: bytes) -> None:
    said = said.replace(b"TOKEN", frame_of(served.token.encode()) + first_frame("Status"))
    with served.plain() as sock:
        sock.sendall(said)
        sock.shutdown(socket.SHUT_WR)
        answer = heard(sock)
    # At most a TLS alert, which has 7 bytes.
    assert answer == b"" or (len(answer) == 7 and answer[0] == 0x15)


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2])
def test_older_versions_of_tls_are_refused(served: Served, version: ssl.TLSVersion) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = version
    context.set_alpn_protocols(["farfield/1"])
    with served.plain() as sock, pytest.raises((ssl.SSLError, ConnectionError)) as caught:
        context.wrap_socket(sock)
    assert "version" in str(caught.value).lower() or "protocol" in str(caught.value).lower()


@pytest.mark.parametrize("protocols", [(), ("http/1.1",), ("farfield/2", "h3")])
def test_who_asks_for_no_protocol_of_ours_is_sent_away(served: Served, protocols: tuple[str, ...]) -> None:
    with served.tls(protocols=protocols) as sock:
        with contextlib.suppress(OSError):
            sock.sendall(frame_of(served.token.encode()) + first_frame("Status"))
        assert heard(sock) == b""


def test_a_client_tells_nobody_with_another_certificate_the_token(served: Served, own_runtime: Path) -> None:
    """Somebody in between: TLS with a certificate of his own."""
    with _Impostor() as impostor:
        wrong = served.url().replace(f":{served.port}?", f":{impostor.port}?")
        with pytest.raises(AttachError, match="another certificate") as caught:
            ff.attach(wrong)
        unpinned = f"farfield://127.0.0.1:{impostor.port}#{served.token}"
        with pytest.raises(AttachError, match="not trusted"):
            ff.attach(unpinned)
        assert impostor.connections >= 2
    assert impostor.heard == b"", "something was said before the certificate was looked at"
    assert served.token not in str(caught.value)


class _Impostor:
    """Takes connections with TLS, and hears all that is said. A context manager."""

    def __init__(self) -> None:
        from farfield_engine.gateway.certificate import own_certificate, server_context

        self._directory = tempfile.TemporaryDirectory()
        self._context = server_context(own_certificate(Path(self._directory.name)))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.heard = b""
        self.connections = 0
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> _Impostor:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(SECONDS)
        self._listener.close()
        self._directory.cleanup()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                plain.settimeout(5.0)
                self.connections += 1
                with (
                    plain,
                    contextlib.suppress(OSError),
                    self._context.wrap_socket(plain, server_side=True) as tls,
                ):
                    self.heard += heard(tls)


# --- frames that are none ---------------------------------------------------

_WORDS = [
    frame_of(b""),
    frame_of(b"x" * 256),
    first_frame("Status"),
    first_frame("Attach"),
    first_frame("Debug"),
]
_PIECES = st.one_of(
    st.binary(max_size=300),
    st.builds(frame_of, st.binary(max_size=60)),
    st.sampled_from(_WORDS),
    st.builds(struct.Struct("<I").pack, st.integers(0, 0xFFFFFFFF)),
)
RUBBISH = st.lists(_PIECES, max_size=5).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(RUBBISH, st.lists(st.integers(1, 64), max_size=20))
def test_the_reader_of_frames_says_what_is_none(data: bytes, cuts: list[int]) -> None:
    """In whatever pieces they come: the same messages, or a FrameError, and never more kept than came."""

    def messages(pieces: list[bytes]) -> list[bytes] | str:
        reader, found = FrameReader(pb.FromClient), []
        try:
            for piece in pieces:
                found += [message.SerializeToString(deterministic=True) for message in reader.feed(piece)]
        except (FrameError, DecodeError) as error:
            return type(error).__name__
        assert len(reader.take_rest()) <= len(data)
        return found

    pieces, rest = [], data
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert messages([*pieces, rest]) == messages([data])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=RUBBISH)
def test_frames_of_strangers(served: Served, data: bytes) -> None:
    with served.peer(None, unix=True) as peer:
        peer.say(data)
        peer.sock.shutdown(socket.SHUT_WR)
        message = peer.next()
        assert message is None or message.refusal.reason == pb.Refusal.REASON_TOKEN


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=RUBBISH)
def test_frames_of_somebody_with_the_token(served: Served, data: bytes) -> None:
    with served.peer(served.token, unix=True) as peer:
        peer.say(data)
        peer.sock.shutdown(socket.SHUT_WR)
        while peer.next() is not None:
            pass


def test_the_gateway_has_survived_all_that(served: Served) -> None:
    works(served)
    log = served.log.read_text()
    assert "Fatal error" not in log and "Traceback" not in log, log[-3000:]


def test_what_strangers_announce_is_not_waited_for(served: Served) -> None:
    """A first frame of a gigabyte is refused when its length has come, and nothing of it is kept."""
    for announced in (257, 1 << 30, 0xFFFFFFFF):
        began = time.monotonic()
        with served.peer(None) as peer:
            peer.say(struct.pack("<I", announced) + bytes(100_000))
            assert peer.refusal().reason == pb.Refusal.REASON_TOKEN
        assert time.monotonic() - began < TOKEN_SECONDS, "it waited for the rest"

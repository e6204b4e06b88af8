"""Strangers in great number and with great patience: who was let in works on, and all strangers go soon."""

from __future__ import annotations

import contextlib
import resource
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import psutil
import pytest

from farfield_engine.errors import FarfieldError
from farfield_engine.gateway import tokens as tokens_module
from farfield_engine.gateway.failures import MOST_FAILURES
from farfield_engine.gateway.framedserver import TOKEN_SECONDS
from farfield_engine.gateway.tlsserver import CALL_SECONDS, HANDSHAKE_SECONDS
from farfield_engine.wire.framing import frame_of
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc

if TYPE_CHECKING:
    from tests.remote.strangers.conftest import Peer, Served  # noqa: TID251  # for the type checker only

SECONDS = 30.0
STRANGERS = 1000

SOON = 1.0
"""A call of somebody who was let in takes no longer, on a loaded machine too."""

LEAVES = 3.0
"""When a revoked token's connections have ended."""


@pytest.fixture
def many_descriptors() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def slowest_call(peer: Peer, go_on: Callable[[], bool]) -> float:
    """Call again and again; the longest that one has taken."""
    longest = 0.0
    while go_on():
        began = time.monotonic()
        assert peer.call("Status").pid
        longest = max(longest, time.monotonic() - began)
    return longest


def connections_of(served: Served) -> int:
    """How many connections the gateway has at its port."""
    found = psutil.Process(served.pid).net_connections("tcp")
    return sum(entry.laddr.port == served.port and entry.status == psutil.CONN_ESTABLISHED for entry in found)


def test_a_thousand_strangers_and_some_who_are_slow(served: Served, many_descriptors: None) -> None:
    """Most say nothing; others a byte a second: of a handshake, of a token, of gRPC's first bytes."""
    with contextlib.ExitStack() as opened:
        friend = opened.enter_context(served.peer(served.token))
        assert friend.call("Status").pid == served.pid
        before = psutil.Process(served.pid).memory_info().rss
        slow: list[tuple[socket.socket, Iterator[int]]] = []
        for sock, said in (
            (served.plain(), b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500)),
            (served.tls(), frame_of(served.token.encode())),
            (served.tls(protocols=("h2",)), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(100)),
        ):
            slow.append((opened.enter_context(sock), iter(said)))
        began, crowd = time.monotonic(), []

        def arrive() -> None:
            for number in range(STRANGERS):
                with contextlib.suppress(OSError):
                    # Every tenth gets as far as the token; all come from one address.
                    sock = served.tls("127.0.0.99") if number % 10 == 0 else served.plain("127.0.0.99")
                    crowd.append(opened.enter_context(sock))

        arriving = threading.Thread(target=arrive)
        arriving.start()
        longest = slowest_call(friend, arriving.is_alive)
        arriving.join()
        assert len(crowd) > STRANGERS * 0.9
        newcomer_began = time.monotonic()
        with served.peer(served.token) as newcomer:
            assert newcomer.call("Status").pid == served.pid
        assert time.monotonic() - newcomer_began < 2.0

        deadline = time.monotonic() + max(TOKEN_SECONDS, CALL_SECONDS, HANDSHAKE_SECONDS) + 3.0
        spoken = 0.0
        while connections_of(served) > 1:
            assert time.monotonic() < deadline, f"{connections_of(served)} are still connected"
            if time.monotonic() - spoken > 1.0:
                spoken = time.monotonic()
                for sock, rest in slow:
                    with contextlib.suppress(OSError):
                        sock.send(bytes([next(rest)]))
            longest = max(longest, slowest_call(friend, iter([True] * 5 + [False]).__next__))
        assert time.monotonic() - began > 2.0, "nobody was given any time"
        assert longest < SOON
        assert psutil.Process(served.pid).memory_info().rss - before < 64 << 20


def test_an_address_from_which_too_many_wrong_tokens_came_is_not_listened_to(served: Served) -> None:
    bad, good = served.address(), served.address()
    with served.peer(served.token, source=bad) as early:
        assert early.call("Status").pid == served.pid
        late = served.peer(None, source=bad)  # connected before, but without a token yet
        for number in range(MOST_FAILURES):
            with served.peer(f"guess {number}", source=bad) as guesser:
                assert guesser.refusal().reason == pb.Refusal.REASON_TOKEN
        with pytest.raises((ssl.SSLError, OSError)):
            served.peer(served.token, source=bad)
        with late:
            late.say(frame_of(served.token.encode()))
            assert "too many wrong tokens" in late.refusal().message
        assert early.call("Status").pid == served.pid, "who was let in before stays"
    with served.peer(served.token, source=good) as other:
        assert other.call("Status").pid == served.pid
    mine = [line for line in served.account("refused") if line["peer"].startswith(f"{bad}:")]
    assert len(mine) == MOST_FAILURES
    assert "not listened to" in mine[-1]["reason"] and "not listened to" not in mine[0]["reason"]


def test_a_grpc_connection_has_one_wrong_token(served: Served) -> None:
    """Who guesses over one connection loses it, and his address is counted."""
    before = len(served.account("refused"))
    with served.channel() as channel:
        stub = rpc.GatewayStub(channel)
        for number in range(3 * MOST_FAILURES):
            with pytest.raises(grpc.RpcError):
                stub.Status(
                    pb.StatusRequest(), metadata=(("authorization", f"Bearer {number}"),), timeout=SECONDS
                )
    assert len(served.account("refused")) - before <= 2 * MOST_FAILURES


def test_tokens_are_compared_in_constant_time() -> None:
    source = Path(str(tokens_module.__file__)).read_text()
    assert source.count("hmac.compare_digest(digest, ") == 2
    assert "digest ==" not in source and "given ==" not in source


# --- a token is revoked -----------------------------------------------------


def ends(peer: Peer) -> str:
    """Wait for the end of a connection; why it was ended."""
    reason = ""
    while (message := peer.next()) is not None:
        reason = message.refusal.message or reason
    return reason


def grpc_ends(stream: Any) -> str:
    with pytest.raises(grpc.RpcError) as caught:
        for _ in stream:
            pass
    error: Any = caught.value
    assert error.code() is grpc.StatusCode.UNAUTHENTICATED, error
    return str(error.details())


def test_a_revoked_token_ends_all_connections_that_it_has_opened(served: Served) -> None:
    token, other = served.add("eve"), served.add("otto")
    metadata = (("authorization", f"Bearer {token}"),)
    done = threading.Event()

    def hold(frame: Any) -> Iterator[Any]:
        yield frame
        done.wait(SECONDS)

    with contextlib.ExitStack() as opened:
        attached = opened.enter_context(served.peer(token))
        attached.hello("eve 1", client="notebook\x1b[2J\nof eve")
        stays = opened.enter_context(served.peer(other))
        stays.hello("otto 1")
        debugging = opened.enter_context(served.peer(token))
        debugging.send(debug=debug_pb.DebugClientFrame(hello=debug_pb.DebugHello()))
        assert debugging.next() is not None
        bulk = opened.enter_context(served.peer(token))
        segment = uploading(bulk, "eve 1")
        local = opened.enter_context(served.peer(token, unix=True))
        assert local.call("Status").pid == served.pid
        channels = [opened.enter_context(served.channel(unix=unix)) for unix in (False, True)]
        streams = []
        for number, channel in enumerate(channels):
            stub: Any = rpc.GatewayStub(channel)
            hello = pb.ClientFrame(hello=pb.Hello(session=f"eve by grpc {number}", next_event=1))
            streams.append(stub.Attach(hold(hello), metadata=metadata, timeout=SECONDS))
            debug = debug_pb.DebugClientFrame(hello=debug_pb.DebugHello())
            streams.append(stub.Debug(hold(debug), metadata=metadata, timeout=SECONDS))
        for stream in streams:
            assert next(stream).HasField("welcome")
        began = time.monotonic()
        served.revoke("eve")
        for peer in (attached, debugging, bulk, local):
            assert "revoked" in ends(peer)
        for stream in streams:
            assert "revoked" in grpc_ends(stream)
        assert time.monotonic() - began < LEAVES
        done.set()
        assert stays.call("Status").pid == served.pid
        with served.peer(token) as again:
            assert "revoked" in again.refusal().message
        with served.peer(served.token) as owner:
            assert segment not in str(owner.call("Status"))
    served.until(
        lambda: len([x for x in served.account("left") if x["user"] == "eve"]) == 6, "an account of it"
    )
    events = [line["event"] for line in served.account() if line["user"] == "eve"]
    assert events.count("attached") == 3 and events.count("debugging") == 3 and events.count("revoked") == 1
    (line,) = [line for line in served.account("attached") if line["client"].startswith("notebook")]
    assert line["client"] == "notebook�[2J�of eve" and line["peer"].startswith("127.")


def uploading(peer: Peer, session: str) -> str:
    """Begin to send content that does not end; where to."""
    reply = peer.call(
        "Locate", session=session, blobs=[pb.LocateReply().missing.add(hash=b"h" * 16, size=1 << 20)]
    )
    segment = str(reply.missing[0].segment)
    peer.send(upload=pb.Upload(session=session, segment=segment, size=1 << 20))
    peer.say(bytes(1000))
    return segment


def test_a_client_of_the_api_is_told_that_its_token_was_revoked(served: Served, own_runtime: Path) -> None:
    client = served.client(served.add("fay"))
    served.revoke("fay")
    served.until(lambda: not client.usable, "the end of the attachment")
    with pytest.raises(FarfieldError, match="revoked"):
        client.status()
    client.close()

"""The gateway's one port: TLS, and within it frames or gRPC, as the client asks for by ALPN.

Who asks for neither is sent away, and nothing is done for an address from which many wrong tokens have come.
gRPC is relayed to the gateway's own gRPC server, over its Unix socket.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import socket
import ssl
from pathlib import Path
from typing import cast

from farfield_engine.gateway.auth import RELAYED
from farfield_engine.gateway.certificate import PROTOCOLS
from farfield_engine.gateway.door import Door, peer_name
from farfield_engine.gateway.framedserver import CLOSE_SECONDS, STRANGERS, FramedServer, Peer

HANDSHAKE_SECONDS = 5.0
"""A connection whose TLS handshake takes longer is closed."""

HANDSHAKES = 256
"""Handshakes that may go on at once; who has been at it longest goes for the next."""

BACKLOG = 512
ACCEPT_PAUSE = 0.2

CALL_SECONDS = 5.0
"""A gRPC connection over which no call with a valid token has come by then is closed."""

FRAMES, GRPC = PROTOCOLS

ALIVE = (
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    # A client whose machine has gone is noticed after 25 s.
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 5),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 25_000),
)

_log = logging.getLogger(__name__)


class TlsServer:
    """Listens at one address. All on the gateway's loop."""

    def __init__(self, frames: FramedServer, door: Door, context: ssl.SSLContext, grpc: Path) -> None:
        """frames: serves who speaks frames. grpc: the Unix socket of the gRPC server."""
        self.frames = frames
        self.context = context
        self.grpc = grpc
        self.door = door
        self._numbers = itertools.count(1)
        self._arrivals: dict[asyncio.Task[None], None] = {}
        self._relays: set[Relay] = set()
        self._strangers: dict[Relay, None] = {}
        self._listener: socket.socket | None = None
        self._accepting: asyncio.Task[None] | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen there; the port, where any was wanted (0). Raises OSError."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        self._listener = socket.create_server(
            address[:2], family=family, backlog=BACKLOG, reuse_port=False, dualstack_ipv6=False
        )
        self._listener.setblocking(False)
        self._accepting = loop.create_task(self._accept(self._listener))
        return int(self._listener.getsockname()[1])

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                sock, address = await loop.sock_accept(listener)
            except OSError as error:
                # Too many files are open, say: those who wait are let in when some are closed.
                _log.error("a connection can't be accepted: %s", error)
                await asyncio.sleep(ACCEPT_PAUSE)
                continue
            self._arrived(sock, peer_name(address))

    def _arrived(self, sock: socket.socket, peer: str) -> None:
        """Somebody has connected."""
        if self.door.is_closed_to(peer):
            sock.close()
            return
        with contextlib.suppress(OSError):  # it has gone again
            for level, option, value in ALIVE:
                sock.setsockopt(level, option, value)
        task = asyncio.get_running_loop().create_task(self._shake_hands(sock, peer))
        self._arrivals[task] = None
        task.add_done_callback(lambda task: self._arrivals.pop(task, None))
        if len(self._arrivals) > HANDSHAKES:
            oldest = next(iter(self._arrivals))
            del self._arrivals[oldest]
            oldest.cancel()

    async def _shake_hands(self, sock: socket.socket, peer: str) -> None:
        """TLS, and then what the client has asked for."""
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(
                lambda: _Chooser(self, peer),
                sock,
                ssl=self.context,
                ssl_handshake_timeout=HANDSHAKE_SECONDS,
                ssl_shutdown_timeout=HANDSHAKE_SECONDS,
            )
        except (OSError, ssl.SSLError, TimeoutError) as error:
            # Strangers do this all day long: a line for each would fill the log.
            _log.debug("no handshake with %s: %s", peer, error)
            sock.close()
        except asyncio.CancelledError:
            sock.close()
            raise

    def relay(self, transport: asyncio.Transport, peer: str) -> asyncio.Protocol:
        """Have a connection's bytes carried to the gRPC server."""
        relay = Relay(self, transport, peer, f"{peer}/{id(self):x}.{next(self._numbers)}")
        self._relays.add(relay)
        self._strangers[relay] = None
        self.door.relays[relay.name] = relay
        if len(self._strangers) > STRANGERS:
            oldest = next(iter(self._strangers))
            del self._strangers[oldest]
            oldest.abort()
        return relay

    def is_known(self, relay: Relay) -> None:
        """A call with a valid token has come over it."""
        self._strangers.pop(relay, None)

    def relayed(self, relay: Relay) -> None:
        """One has ended."""
        self._relays.discard(relay)
        self._strangers.pop(relay, None)
        self.door.relays.pop(relay.name, None)

    async def stop(self) -> None:
        """Listen no more, and end what has not become a client yet."""
        ending = [*self._arrivals, *([self._accepting] if self._accepting is not None else [])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        if self._listener is not None:
            self._listener.close()
        for relay in list(self._relays):
            relay.abort()


class _Chooser(asyncio.Protocol):
    """A connection after its handshake: what it speaks, it has said by ALPN."""

    def __init__(self, server: TlsServer, peer: str) -> None:
        self._server = server
        self._peer = peer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        opened = cast(asyncio.Transport, transport)
        tls = opened.get_extra_info("ssl_object")
        spoken = tls.selected_alpn_protocol() if tls is not None else None
        protocol: asyncio.Protocol
        if spoken == GRPC:
            protocol = self._server.relay(opened, self._peer)
        elif spoken == FRAMES:
            protocol = Peer(self._server.frames, self._peer)
        else:
            opened.abort()  # a browser, say: it has agreed to nothing that is spoken here
            return
        opened.set_protocol(protocol)
        protocol.connection_made(opened)


class Relay(asyncio.Protocol):
    """One client's bytes, to the gRPC server and back. Its calls have tokens, one or several."""

    def __init__(self, server: TlsServer, transport: asyncio.Transport, peer: str, name: str) -> None:
        """peer: where it comes from. name: what the gRPC server knows it by."""
        self.name = name
        self._server = server
        self._users: dict[str, _Caller] = {}
        self._deadline: asyncio.TimerHandle | None = None
        self._outer = transport
        self._inner: asyncio.Transport | None = None
        self._peer = peer
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._outer.pause_reading()
        self._deadline = asyncio.get_running_loop().call_later(CALL_SECONDS, self.abort)
        self._opening = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        """Connect from a socket whose name says where the client is, for the account."""
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.setblocking(False)
            sock.bind(f"\0{RELAYED}{self.name}")
            loop = asyncio.get_running_loop()
            inner, _ = await loop.create_unix_connection(
                lambda: _Inner(self._outer), sock=await self._connected(loop, sock)
            )
        except OSError as error:
            _log.error("gRPC can't be relayed: %s", error)
            sock.close()
            self._outer.abort()
            return
        except BaseException:
            sock.close()
            raise
        if inner.is_closing():
            # uvloop may have closed the socket and left its number in `sock`, as it does for workers' links.
            sock.detach()
        self._inner = inner
        if self._outer.is_closing():
            self._inner.abort()
        else:
            self._outer.resume_reading()

    async def _connected(self, loop: asyncio.AbstractEventLoop, sock: socket.socket) -> socket.socket:
        await loop.sock_connect(sock, str(self._server.grpc))
        return sock

    def data_received(self, data: bytes) -> None:
        if self._inner is not None:
            self._inner.write(data)

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_reading()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        self._server.relayed(self)
        for caller in self._users.values():
            self._server.door.leave(caller)
        self._stop_waiting()
        if self._inner is not None:
            self._inner.close()

    @property
    def is_known(self) -> bool:
        return bool(self._users)

    def known(self, user: str) -> None:
        if user in self._users or self._outer.is_closing():
            return
        self._stop_waiting()
        self._server.is_known(self)
        self._users[user] = _Caller(self, user)
        self._server.door.enter(self._users[user])
        self._server.door.note("called", user=user, peer=self._peer, client="gRPC")

    def turned_away(self) -> None:
        self.end_soon()

    def end_soon(self) -> None:
        """End it when the gRPC server has had time to say why."""
        self._stop_waiting()
        self._deadline = asyncio.get_running_loop().call_later(CLOSE_SECONDS, self.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def abort(self) -> None:
        """End it now."""
        if self._opening is not None:
            self._opening.cancel()
        self._outer.abort()


class _Caller:
    """A user whose calls come over a relay."""

    def __init__(self, relay: Relay, user: str) -> None:
        self.user = user
        self._relay = relay

    def dismiss(self, reason: str) -> None:
        self._relay.end_soon()


class _Inner(asyncio.Protocol):
    """The gRPC server's side of a relay."""

    def __init__(self, outer: asyncio.Transport) -> None:
        self._outer = outer

    def data_received(self, data: bytes) -> None:
        self._outer.write(data)

    def pause_writing(self) -> None:
        self._outer.pause_reading()

    def resume_writing(self) -> None:
        self._outer.resume_reading()

    def connection_lost(self, error: Exception | None) -> None:
        self._outer.close()

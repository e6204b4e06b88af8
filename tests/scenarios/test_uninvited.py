"""Somebody at the socket who was not invited: no method answers without the token."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest

import farfield as ff
from farfield_engine.client.local import ConnectionInfo, find_local
from farfield_engine.gateway.framedserver import TOKEN_SECONDS
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import debug_pb2 as debug_pb
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

METHODS = sorted(method.name for method in pb.DESCRIPTOR.services_by_name["Gateway"].methods)
CREDENTIALS: list[tuple[tuple[str, str], ...]] = [
    (),
    (("authorization", "Bearer wrong"),),
    (("authorization", "Bearer "),),
    (("authorization", ""),),
    (("token", "x"),),
]


@pytest.fixture(scope="module")
def info(runtime_base: Path) -> Iterator[ConnectionInfo]:
    """A gateway at work."""
    ff.attach("local:2")
    assert ff.submit(abs, -1).result(30) == 1
    found = find_local()
    assert found is not None
    yield found
    ff.detach()


def code_of(
    info: ConnectionInfo, method: str, metadata: tuple[tuple[str, str], ...], request: bytes
) -> grpc.StatusCode:
    """What the gateway answers to one call."""
    with grpc.insecure_channel(info.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        call: Any = channel.stream_stream(method)  # serves calls of all kinds; nothing is parsed here
        with pytest.raises(grpc.RpcError) as caught:
            list(call(iter([request]), metadata=metadata, timeout=20))
        error: Any = caught.value  # a call and an exception in one
        code: grpc.StatusCode = error.code()
        return code


def test_the_service_has_methods() -> None:
    assert {"Attach", "Shutdown", "Status"} <= set(METHODS)


@pytest.mark.parametrize("method", [*METHODS, "NoSuchMethod"])
def test_no_method_answers_without_the_token(info: ConnectionInfo, method: str) -> None:
    for metadata in CREDENTIALS:
        for request in (b"", b"\xff\x00 no message"):
            code = code_of(info, f"/farfield.v1.Gateway/{method}", metadata, request)
            assert code is grpc.StatusCode.UNAUTHENTICATED
    assert ff.submit(abs, -2).result(30) == 2


def test_other_services_do_not_answer_either(info: ConnectionInfo) -> None:
    for service in (
        "/grpc.health.v1.Health/Check",
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    ):
        assert code_of(info, service, (), b"") is grpc.StatusCode.UNAUTHENTICATED


@pytest.mark.parametrize(
    "garbage",
    [
        os.urandom(4096),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
        b"GET / HTTP/1.1\r\n\r\n",
        b"",
    ],
)
def test_bytes_that_are_no_call(info: ConnectionInfo, garbage: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as intruder:
        intruder.settimeout(20)
        intruder.connect(info.address.removeprefix("unix:"))
        intruder.sendall(garbage)
        intruder.shutdown(socket.SHUT_WR)
        heard = b""
        try:
            while data := intruder.recv(4096):
                heard += data
        except ConnectionResetError:
            pass
    assert info.token.encode() not in heard
    assert ff.submit(abs, -2).result(30) == 2


# --- the framed socket ------------------------------------------------------


def heard_at_framed(info: ConnectionInfo, said: bytes) -> list[pb.ToClient]:
    """What the gateway answers to bytes at its framed socket, until it ends the connection."""
    with socket.socket(socket.AF_UNIX) as intruder:
        intruder.settimeout(20)
        intruder.connect(info.framed)
        heard = b""
        try:
            intruder.sendall(said)
            while data := intruder.recv(4096):
                heard += data
        except (ConnectionResetError, BrokenPipeError):
            pass
    assert info.token.encode() not in heard
    return list(FrameReader(pb.ToClient).feed(heard))


@pytest.mark.parametrize("method", [*METHODS, "NoSuchMethod"])
def test_no_method_answers_at_the_framed_socket_without_the_token(info: ConnectionInfo, method: str) -> None:
    token = info.token.encode()
    call = encode(pb.FromClient(call=worker_pb.Call(id=1, method=method)))
    if method == "Attach":
        hello = pb.ClientFrame(hello=pb.Hello(session="intruder"))
        call = encode(pb.FromClient(frame=hello.SerializeToString()))
    if method == "Debug":
        call = encode(pb.FromClient(debug=debug_pb.DebugClientFrame(hello=debug_pb.DebugHello())))
    for first in (
        b"",  # the call is the first frame
        frame_of(b""),
        frame_of(b"wrong"),
        frame_of(token[:-1]),
        frame_of(token + b" "),
        frame_of(b"Bearer " + token),
        frame_of(bytes(len(token))),
    ):
        (message,) = heard_at_framed(info, first + call)
        assert message.refusal.reason == pb.Refusal.REASON_TOKEN
    assert ff.submit(abs, -2).result(30) == 2


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff" * 4096,
        struct.pack("<I", 0xFFFFFFFF),
        struct.pack("<I", 257),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
        b"GET / HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_bytes_that_announce_no_token_end_the_connection_at_once(
    info: ConnectionInfo, garbage: bytes
) -> None:
    began = time.monotonic()
    (message,) = heard_at_framed(info, garbage)
    assert message.refusal.reason == pb.Refusal.REASON_TOKEN
    assert time.monotonic() - began < TOKEN_SECONDS, "it waited for the rest"
    assert ff.submit(abs, -2).result(30) == 2


def test_files_and_directories_are_the_owners_alone(info: ConnectionInfo) -> None:
    directory = Path(info.address.removeprefix("unix:")).parent
    for path in (directory, directory.parent, Path(f"/dev/shm/farfield-{os.getuid()}")):
        assert path.stat().st_mode & 0o777 == 0o700, path
    for path in directory.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_token_is_in_no_command_line_environment_or_log(info: ConnectionInfo) -> None:
    token = info.token.encode()
    for name in os.listdir("/proc"):
        for file in ("cmdline", "environ"):
            try:
                content = Path(f"/proc/{name}/{file}").read_bytes() if name.isdigit() else b""
            except OSError:
                continue
            assert token not in content, f"{name}/{file}"
    log = Path(info.address.removeprefix("unix:")).parent / "gateway.log"
    assert token not in log.read_bytes()
    assert info.token not in repr(info)


def test_user_code_in_a_worker_finds_no_token(info: ConnectionInfo) -> None:
    found = ff.submit(eval, "dict(__import__('os').environ)").result(30)
    assert info.token not in str(found)

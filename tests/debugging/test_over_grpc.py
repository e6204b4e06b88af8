"""Debug clients that come by gRPC, as those of another machine and of VS Code will."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

import farfield as ff
from farfield_engine.client.local import ConnectionInfo, find_local
from farfield_engine.wire.v1 import debug_pb2 as pb
from farfield_engine.wire.v1 import gateway_pb2_grpc as rpc

SECONDS = 30.0


@pytest.fixture
def info(own_runtime: Path) -> Iterator[ConnectionInfo]:
    """A gateway with a worker."""
    ff.attach("local:1")
    assert ff.submit(abs, -1).result(SECONDS) == 1
    found = find_local()
    assert found is not None
    yield found
    ff.detach()


class GrpcClient:
    """One call of the method `Debug`."""

    def __init__(self, info: ConnectionInfo, channel: grpc.Channel) -> None:
        self._sent: queue.SimpleQueue[pb.DebugClientFrame | None] = queue.SimpleQueue()
        metadata = (("authorization", f"Bearer {info.token}"),)
        self.frames = rpc.GatewayStub(channel).Debug(
            iter(self._sent.get, None), metadata=metadata, timeout=SECONDS
        )

    def send(self, frame: pb.DebugClientFrame) -> None:
        self._sent.put(frame)

    def end(self) -> None:
        self._sent.put(None)

    def until(self, kind: str) -> pb.DebugGatewayFrame:
        """The next frame of this kind."""
        for frame in self.frames:
            if frame.WhichOneof("frame") == kind:
                assert isinstance(frame, pb.DebugGatewayFrame)
                return frame
        raise AssertionError(f"the gateway ended the call without '{kind}'")


def test_a_tunnel_over_grpc(info: ConnectionInfo) -> None:
    with grpc.insecure_channel(info.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        client = GrpcClient(info, channel)
        client.send(pb.DebugClientFrame(hello=pb.DebugHello(client="a test")))
        (worker,) = client.until("welcome").welcome.workers
        client.send(pb.DebugClientFrame(open=worker.id))
        assert client.until("opened").opened.worker == worker.id
        request = {"type": "request", "seq": 7, "command": "initialize", "arguments": {"adapterID": "x"}}
        message = pb.Tunneled(worker=worker.id, content=json.dumps(request).encode())
        client.send(pb.DebugClientFrame(message=message))
        answer = json.loads(client.until("message").message.content)
        assert (answer["request_seq"], answer["success"]) == (7, True)
        client.send(pb.DebugClientFrame(open="w999999"))
        assert client.until("closed").closed.reason == "there is no worker w999999"
        client.end()
        assert not [frame for frame in client.frames if frame.HasField("welcome")]
    assert ff.submit(abs, -2).result(SECONDS) == 2


def test_who_does_not_say_hello_is_refused(info: ConnectionInfo) -> None:
    with grpc.insecure_channel(info.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        client = GrpcClient(info, channel)
        client.send(pb.DebugClientFrame(open="w1"))
        with pytest.raises(grpc.RpcError) as caught:
            client.until("welcome")
        client.end()
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_session_that_is_not_known_is_refused(info: ConnectionInfo) -> None:
    with grpc.insecure_channel(info.address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        client = GrpcClient(info, channel)
        client.send(pb.DebugClientFrame(hello=pb.DebugHello(client="a test", session="other")))
        with pytest.raises(grpc.RpcError) as caught:
            client.until("welcome")
        client.end()
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND

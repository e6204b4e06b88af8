"""The way to workers: what a debug client does about those that can't be debugged."""

from __future__ import annotations

import asyncio

from farfield_engine.dap.cluster import Cluster
from farfield_engine.wire.v1 import debug_pb2 as pb

WHY = "the debugger in this worker has ended"


async def nothing(_: object) -> None:
    return None


def test_a_worker_that_refuses_is_left_alone_for_a_while_and_its_reason_said_once() -> None:
    async def scene() -> None:
        said: list[str] = []
        sent: list[pb.DebugClientFrame] = []
        cluster = Cluster(lambda worker: True, lambda *_: None, lambda *_: None, nothing, said.append)
        cluster._send = sent.append  # type: ignore[method-assign, assignment]  # there is no gateway here
        news = pb.DebugGatewayFrame(worker=pb.DebugWorker(id="w1", rank=-1))
        closed = pb.DebugGatewayFrame(closed=pb.TunnelClosed(worker="w1", reason=WHY))
        for _ in range(3):
            cluster._take_frame(news)
            cluster._take_frame(closed)
        assert [frame.open for frame in sent] == ["w1"]
        assert said == [f"worker w1 is not debugged: {WHY}\n"]
        cluster.workers["w1"].not_before = 0.0  # the time is over
        cluster._take_frame(news)
        assert [frame.open for frame in sent] == ["w1", "w1"]
        cluster.disconnect()

    asyncio.run(scene())

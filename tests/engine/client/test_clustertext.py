"""Clusters of many nodes as text."""

from __future__ import annotations

from farfield_engine.client.text import MOST_NODES, WAITING, cluster_text
from farfield_engine.wire.v1 import gateway_pb2 as pb

GIB = 1 << 30
FACTS = pb.EngineFacts(
    version="2.60.0",
    address="10.0.0.1:6379",
    dashboard="http://10.0.0.1:8265",
    demands=[pb.Demand(resources={"CPU": 1, "memory": 2 * GIB}, count=3, kind="task or actor")],
    autoscaler="adds nodes where work waits for room",
    pending_nodes=["gpu-worker (launching)"],
    failed_nodes=["gpu-worker: no capacity"],
)


def status(*nodes: pb.Node) -> pb.StatusReply:
    return pb.StatusReply(engine="ray", jobs=1, nodes=nodes, facts=FACTS, object_bytes=GIB)


def test_all_that_is_known_of_a_cluster() -> None:
    text = cluster_text(
        status(
            pb.Node(name="head", cpus=2, cpus_in_use=1, memory=4 * GIB, memory_used=GIB),
            pb.Node(
                id="f",
                name="far",
                cpus=8,
                memory=GIB,
                resources={"TPU": 4, "memory": GIB},
                resources_in_use={"TPU": 1},
                state="draining",
                workers=[pb.Worker(id="w1", state="busy")],
            ),
            pb.Node(name="no node yet", state=WAITING, workers_total=2, workers=[pb.Worker(id="w2")]),
        )
    )
    assert text.splitlines()[:9] == [
        "ray engine, 1 jobs open, up 0:00, objects 1.0 GiB",
        "Ray 2.60.0 at 10.0.0.1:6379, dashboard http://10.0.0.1:8265",
        "waits for room: 3 × 1 CPU, memory 2.0 GiB (task or actor)",
        "the autoscaler adds nodes where work waits for room",
        "node on its way: gpu-worker (launching)",
        "node that failed: gpu-worker: no capacity",
        "head: 1 of 2 CPUs in use, memory 1.0 GiB of 4.0 GiB",
        "far: 0 of 8 CPUs in use, memory 1.0 GiB, 1 of 4 TPU, draining",
        "2 workers on no node yet: starting, or waiting for room",
    ]
    assert "w1 on far" in text and "w2 on" not in text


def test_a_thousand_nodes_are_not_a_thousand_lines() -> None:
    text = cluster_text(status(*(pb.Node(name=f"n{number}") for number in range(1000))))
    assert f"and {1000 - MOST_NODES} more nodes" in text and len(text.splitlines()) < MOST_NODES + 20

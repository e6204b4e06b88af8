"""GPUs as text."""

from __future__ import annotations

from farfield_engine.client.text import cluster_text, gpus_text
from farfield_engine.wire.v1 import gateway_pb2 as pb

_UNKNOWN = {"load": -1.0, "temperature": -1.0, "power": -1.0, "power_limit": -1.0}


def _status() -> pb.StatusReply:
    status = pb.StatusReply(engine="local")
    node = status.nodes.add(name="here", cpus=4, gpus_in_use=0.5, gpu_state="present")
    gpu = node.gpus.add(
        label="gpu0", name="A100", load=0.25, memory=1 << 30, memory_total=8 << 30,
        temperature=50, power=70.2, power_limit=300, in_use=1,
    )  # fmt: skip
    gpu.processes.add(pid=12, memory=5 << 20, worker="w2", job="3 train")
    gpu.processes.add(pid=13)
    node.gpus.add(label="gpu1", name="A100", error="lost for 12 s: it has disappeared", **_UNKNOWN)
    node.workers.add(id="w2", state="busy", devices=["gpu0"])
    return status


def test_what_they_do_and_for_whom() -> None:
    assert gpus_text(_status()).splitlines() == [
        "here: 0.5 of 1 GPUs in use by tasks, 1 can't be used",
        "  gpu0  A100  25%  1.0 GiB of 8.0 GiB  50 °C  70 of 300 W  1 given",
        "    process 12: worker w2, job 3 train, 5.0 MiB",
        "    process 13: none of Farfield's",
        "  gpu1  A100                                               lost for 12 s: it has disappeared",
    ]


def test_no_gpu_says_why() -> None:
    status = pb.StatusReply()
    status.nodes.add(name="a", gpu_state="none", gpu_note="this machine has no NVIDIA GPU")
    status.nodes.add(name="b")
    assert gpus_text(status).splitlines() == [
        "a: no GPUs, this machine has no NVIDIA GPU",
        "b: no GPUs, nobody has looked",
    ]


def test_the_cluster_has_a_column_for_them_where_there_are_some() -> None:
    status = _status()
    text = cluster_text(status)
    assert "GPUs" in text.splitlines()[2] and "gpu0" in text.splitlines()[3] and "A100" in text
    del status.nodes[0].gpus[:], status.nodes[0].workers[0].devices[:]
    assert "GPUs" not in cluster_text(status)

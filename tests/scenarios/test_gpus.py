"""`--gpus` on real workers: each has its own devices, over a library that stands in for NVIDIA's."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import farfield as ff
from farfield_engine.client.client import Client


@pytest.fixture
def client(fake_gpus: Path, own_runtime: Path) -> Iterator[Client]:
    """This process attached to a gateway of its own, on a machine with two GPUs."""
    yield ff.attach("local:4")
    ff.detach()


def _meet(directory: str, name: str, count: int) -> tuple[str, int]:
    """What this run may use, once `count` of them run side by side."""
    Path(directory, name).touch()
    deadline = time.monotonic() + 30
    while len(os.listdir(directory)) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    assert os.environ["CUDA_DEVICE_ORDER"] == "PCI_BUS_ID"
    return os.environ["CUDA_VISIBLE_DEVICES"], os.getpid()


class _Trainer:
    """Holds a device, and has a process of its own that computes there."""

    def __init__(self) -> None:
        self.helper = subprocess.Popen(["sleep", "600"], start_new_session=True)

    def devices(self) -> tuple[str, int, int]:
        return os.environ["CUDA_VISIBLE_DEVICES"], os.getpid(), self.helper.pid

    def end(self) -> None:
        self.helper.kill()
        self.helper.wait()


def test_each_has_its_own_devices(client: Client, tmp_path: Path) -> None:
    for name in ("whole", "part"):
        (tmp_path / name).mkdir()
    whole: Any = ff.remote(gpus=1)(_meet)
    seen = [whole.remote(str(tmp_path / "whole"), name, 2) for name in "ab"]
    assert sorted(future.result(60)[0] for future in seen) == ["0", "1"]
    assert ff.submit(os.getenv, "CUDA_VISIBLE_DEVICES").result(60) == "", "who asks for none sees none"

    part: Any = ff.remote(gpus=0.5)(_meet)
    parts = [part.remote(str(tmp_path / "part"), name, 3).result for name in "abc"]
    found = [result(60) for result in parts]
    assert sorted(device for device, _ in found) in (["0", "0", "1"], ["0", "1", "1"])

    both: Any = ff.remote(gpus=2)(os.getenv)
    assert both.remote("CUDA_VISIBLE_DEVICES").result(60) == "0,1"
    with pytest.raises(ff.FarfieldError, match="the cluster has 2 GPUs"):
        ff.remote(gpus=3)(os.getenv).remote("HOME").result(60)
    with pytest.raises(ff.FarfieldError, match="ask for whole GPUs"):
        ff.remote(gpus=1.5)(os.getenv).remote("HOME").result(60)


def test_an_actor_keeps_its_device_and_is_seen_there(client: Client, fake_gpus: Path) -> None:
    trainer: Any = ff.remote(gpus=1)(_Trainer).remote()
    device, pid, helper = trainer.devices.remote().result(60)
    single: Any = ff.remote(gpus=1)(os.getenv)
    others = {single.remote("CUDA_VISIBLE_DEVICES").result(60) for _ in range(2)}
    assert others == {"0", "1"} - {device}
    assert trainer.devices.remote().result(60) == (device, pid, helper)
    with pytest.raises(ff.FarfieldError, match="groups hold 1 of 2 GPUs"):
        ff.remote(gpus=2)(os.getenv).remote("HOME").result(60)

    lines = fake_gpus.read_text().splitlines()
    lines[int(device)] += f" procs={pid}:500,{helper}:600,{os.getpid()}:700"
    fake_gpus.write_text("\n".join(lines) + "\n")
    deadline = time.monotonic() + 30
    while True:
        (node,) = client.status(usage=True).nodes
        gpu = node.gpus[int(device)]
        if gpu.processes and node.load >= 0:
            break
        assert time.monotonic() < deadline
        time.sleep(0.05)
    worker = next(worker for worker in node.workers if worker.pid == pid)
    found = {process.pid: (process.worker, process.memory) for process in gpu.processes}
    assert found == {pid: (worker.id, 500), helper: (worker.id, 600), os.getpid(): ("", 700)}
    assert (node.gpu_state, node.gpus_in_use, gpu.in_use, gpu.load) == ("present", 1.0, 1.0, 0.25)
    assert worker.devices == [gpu.label] == [f"gpu{device}"] and worker.load >= 0
    (node,) = client.status().nodes
    assert (node.gpu_state, node.load, len(node.gpus)) == ("", -1.0, 0), "nobody looks"
    trainer.end.remote().result(60)


def test_a_cell_sees_others_devices_only_where_it_asks_for_none(
    fake_gpus: Path, own_runtime: Path, make_kernel: Callable[..., Any], tmp_path: Path
) -> None:
    kernel, seen = make_kernel(tmp_path), "import os\nos.environ['CUDA_VISIBLE_DEVICES']"
    assert kernel.ok(f"%%distributed --env CUDA_VISIBLE_DEVICES=1\n{seen}").value == "'1'"
    # What the notebook itself is to see is not what its cells are given elsewhere.
    kernel.ok("import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '1'")
    assert kernel.ok(f"%%distributed\n{seen}").value == "''"
    assert kernel.ok(f"%%distributed --on g --gpus 1\n{seen}").value == "'0'"
    for options, says in [("--gpus 0.5", "--gpus 0.5 gives each run"), ("--on g", "group 'g' has GPUs")]:
        refused = kernel.run(f"%%distributed {options} --env CUDA_VISIBLE_DEVICES=1\n{seen}")
        told = refused.stderr + refused.evalue
        assert refused.status == "error" and says in told and "CUDA_VISIBLE_DEVICES out" in told


def _device(directory: str, count: int) -> str:
    """The device of this run, once as many run beside it."""
    return _meet(directory, str(os.getpid()), count)[0]


def test_a_device_that_is_lost_gets_no_work_until_it_is_back(
    client: Client, fake_gpus: Path, tmp_path: Path
) -> None:
    both = fake_gpus.read_text()
    single: Any = ff.remote(gpus=1)(os.getenv)
    double: Any = ff.remote(gpus=2)(os.getenv)
    assert double.remote("CUDA_VISIBLE_DEVICES").result(60) == "0,1"
    fake_gpus.write_text(both.splitlines(keepends=True)[0] + "device error=15\n")
    # Nobody looks: it is noticed, within a second, when a worker is to be bound to it.
    deadline = time.monotonic() + 30
    with pytest.raises(ff.FarfieldError, match="the cluster has 1 GPU; gpu1 is lost"):
        while time.monotonic() < deadline:
            double.remote("HOME").result(60)
            single.remote("HOME").result(60)  # in a worker that takes the other's place
    (tmp_path / "one").mkdir()
    meet: Any = ff.remote(gpus=0.5)(_device)
    seen = [meet.remote(str(tmp_path / "one"), 2) for _ in range(2)]
    assert [future.result(60) for future in seen] == ["GPU-a"] * 2
    (node,) = client.status(usage=True).nodes
    assert [gpu.error.partition(" s: ")[2] for gpu in node.gpus] == ["", "GPU is lost"]
    assert node.gpus[1].error.startswith("lost for ")

    fake_gpus.write_text(both)
    deadline = time.monotonic() + 30
    while client.status(usage=True).nodes[0].gpus[1].error:  # as %gpus asks
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert double.remote("CUDA_VISIBLE_DEVICES").result(60) == "0,1"

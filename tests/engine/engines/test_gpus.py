"""What is seen of GPUs: through NVIDIA's real bindings, over a library that stands in for theirs."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.engines import gpus
from farfield_engine.engines.gpus import GpuSampler

_CHILD = """
import dataclasses, json, sys
from pathlib import Path
from farfield_engine.engines import gpus
gpus.FRESH_SECONDS = gpus.RETRY_SECONDS = 0.0
sampler = gpus.GpuSampler(root=Path(sys.argv[1]))
for line in sys.stdin:
    report = dataclasses.asdict(sampler.sample())
    again = [dataclasses.asdict(each) for each in sampler.latest.devices]
    assert json.dumps(again) == json.dumps(report["devices"])
    report["usable"] = [device.visible for device in sampler.usable]
    report["now"] = list(sampler.names_now(report["usable"]))
    report["why"] = sampler.why_no_more
    print(json.dumps(report), flush=True)
sampler.close()
"""

Look = Callable[[], dict[str, Any]]


@contextlib.contextmanager
def _sampler(root: Path) -> Iterator[Look]:
    """A sampler in a process of its own, whose loader finds the library; each call is a look."""
    command = [sys.executable, "-P", "-c", _CHILD, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def look() -> dict[str, Any]:
            stdin.write("\n")
            stdin.flush()
            report: dict[str, Any] = json.loads(stdout.readline())
            return report

        yield look
        stdin.close()
    assert process.returncode == 0


def test_what_devices_tell_and_what_they_keep_to_themselves(fake_gpus: Path, tmp_path: Path) -> None:
    fake_gpus.write_text(
        "device uuid=GPU-a name=Fake_A load=40 used=1024 total=8192 temp=55 power=100500 limit=300000 "
        "procs=12:100,13\n"
        "device uuid=GPU-b name=Fake_B load=!4 total=8192 procs=!4\n"
    )
    with _sampler(tmp_path) as look:
        report = look()
    first, second = report["devices"]
    assert report["state"] == "present"
    assert (first["label"], first["uuid"], first["name"]) == ("gpu0", "GPU-a", "Fake_A")
    assert (first["load"], first["memory"], first["memory_total"]) == (0.4, 1024, 8192)
    assert (first["temperature"], first["power"], first["power_limit"]) == (55, 100.5, 300)
    assert first["processes"] == [{"pid": 12, "memory": 100}, {"pid": 13, "memory": None}]
    unknown = ("load", "memory", "temperature", "power", "power_limit")
    assert [second[name] for name in unknown] == [None] * 5 and second["processes"] == []


def test_parts_are_devices_of_their_own(fake_gpus: Path, tmp_path: Path) -> None:
    fake_gpus.write_text(
        "device uuid=GPU-a name=A load=!3 total=80 used=9 temp=44 mig=1\n"
        "part uuid=MIG-1 name=A_1g total=40 used=3\n"
        "part uuid=MIG-2 name=A_1g total=40 used=6 procs=7:5\n"
        "device uuid=GPU-b name=B mig=1\n"
    )
    with _sampler(tmp_path) as look:
        *parts, empty = look()["devices"]
    assert [(part["label"], part["uuid"], part["memory"]) for part in parts] == [
        ("gpu0:0", "MIG-1", 3),
        ("gpu0:1", "MIG-2", 6),
    ]
    assert parts[0]["temperature"] == 44 and parts[1]["processes"][0]["pid"] == 7
    assert empty["label"] == "gpu1" and "no parts" in empty["error"]


def test_a_device_that_is_lost_or_disappears_leaves_the_others(fake_gpus: Path, tmp_path: Path) -> None:
    both = fake_gpus.read_text()
    first, second = both.splitlines(keepends=True)
    with _sampler(tmp_path) as look:
        report = look()
        assert not any(device["error"] for device in report["devices"])
        assert (report["usable"], report["now"], report["why"]) == (["0", "1"], ["0", "1"], "")
        fake_gpus.write_text(first + "device error=15\n")
        report = look()
        assert (report["usable"], report["now"], report["why"]) == (["0"], ["GPU-a"], "gpu1 is lost")
        kept, lost = report["devices"]
        assert kept["load"] == 0.25 and not kept["error"]
        assert (lost["label"], lost["uuid"], lost["error"]) == ("gpu1", "GPU-b", "GPU is lost")
        assert lost["load"] is None and lost["lost_since"] > 0
        assert look()["devices"][1]["lost_since"] == lost["lost_since"], "since it was seen first"
        fake_gpus.write_text(second)
        report = look()
        by_label = {device["label"]: device for device in report["devices"]}
        assert "disappeared" in by_label["gpu0"]["error"] and by_label["gpu1"]["load"] == 0.25
        assert (report["usable"], report["now"]) == (["1"], ["GPU-b"]), "for CUDA it is the first one now"
        fake_gpus.write_text(first.replace("GPU-a", "GPU-c") + second)
        assert sorted(look()["usable"]) == ["1", "2"], "a new one is none that was there"
        fake_gpus.write_text("init=18\n")
        assert sorted(look()["usable"]) == ["1", "2"], "a library that fails says nothing of devices"
        fake_gpus.write_text(both)
        assert look()["usable"] == ["0", "1"]


def test_a_library_that_fails_is_told_and_tried_again(fake_gpus: Path, tmp_path: Path) -> None:
    works = fake_gpus.read_text()
    with _sampler(tmp_path) as look:
        fake_gpus.write_text("init=18\n")
        report = look()
        assert report["state"] == "error" and "version mismatch" in report["note"]
        fake_gpus.write_text("init=9\n")
        assert look()["state"] == "none"
        (tmp_path / "dev").mkdir()
        (tmp_path / "dev" / "nvidia0").touch()
        report = look()
        assert (report["state"], report["devices"]) == ("no-driver", []) and "not loaded" in report["note"]
        fake_gpus.write_text(works)
        assert look()["state"] == "present"
        fake_gpus.write_text("")
        assert {device["error"] for device in look()["devices"]} == {"it has disappeared"}


@pytest.mark.parametrize(
    ("visible", "labels"),
    [("1", ["gpu1"]), ("GPU-b,0", ["gpu1", "gpu0"]), ("0,-1,1", ["gpu0"]), ("", []), ("7", [])],
)
def test_only_what_is_ours_is_shown(
    visible: str, labels: list[str], fake_gpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", visible)
    with _sampler(tmp_path) as look:
        report = look()
    assert [device["label"] for device in report["devices"]] == labels
    assert report["state"] == ("present" if labels else "none")
    assert labels or f"CUDA_VISIBLE_DEVICES={visible!r} hides" in report["note"]


def test_no_gpu_and_no_driver_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpus, "_LIBRARY", "libnvidia-ml-that-is-not-there.so.1")
    report = GpuSampler(root=tmp_path).sample()
    assert (report.state, report.note) == ("none", "this machine has no NVIDIA GPU")
    device = tmp_path / "sys/bus/pci/devices/0000:01:00.0"
    device.mkdir(parents=True)
    (device / "vendor").write_text("0x10de\n")
    (device / "class").write_text("0x040300\n")  # the sound of one
    assert GpuSampler(root=tmp_path).sample().state == "none"
    (device / "class").write_text("0x030200\n")
    report = GpuSampler(root=tmp_path).sample()
    assert report.state == "no-driver" and "driver is not there" in report.note


def test_one_look_a_second_is_enough_for_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpus, "_LIBRARY", "libnvidia-ml-that-is-not-there.so.1")
    sampler = GpuSampler(root=tmp_path)
    assert sampler.latest is None
    assert sampler.sample() is sampler.sample() is sampler.latest

"""The GPUs of this machine and what they do now, as NVIDIA's management library (NVML) tells.

No GPU, no driver and a library that fails are three different things, and told apart. A value that a device
does not tell is None; a device that is lost is shown as that, and the others go on.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

FRESH_SECONDS = 0.9
"""Younger than this, a report is given once more: one look a second is enough for everybody."""

RETRY_SECONDS = 10.0
"""How long it is believed that there is no library."""

_LIBRARY = "libnvidia-ml.so.1"
_ROOT = Path("/")

State = Literal["present", "none", "no-driver", "error"]


@dataclass(frozen=True, slots=True)
class GpuProcess:
    """A process that computes on a device, and the bytes that it holds there."""

    pid: int
    memory: int | None


@dataclass(frozen=True, slots=True)
class GpuDevice:
    """A device, or a part of one (MIG). None: it does not tell."""

    label: str
    """"gpu0"; "gpu0:1" is a part of that."""
    index: int
    uuid: str = ""
    name: str = ""
    part: int | None = None
    load: float | None = None
    """Share of time in which it computed."""
    memory: int | None = None
    memory_total: int | None = None
    temperature: float | None = None
    power: float | None = None
    power_limit: float | None = None
    processes: tuple[GpuProcess, ...] = ()
    error: str = ""
    """Why nothing more is known of it, and nobody can use it."""
    lost_since: float | None = None
    """On the clock of `monotonic`; None: it is there."""

    @property
    def visible(self) -> str:
        """What CUDA_VISIBLE_DEVICES calls it."""
        return str(self.index) if self.part is None else self.uuid


@dataclass(frozen=True, slots=True)
class GpuReport:
    """All devices, and where there are none, why: for people."""

    state: State
    note: str = ""
    devices: tuple[GpuDevice, ...] = ()


class GpuSampler:
    """Looks at the GPUs when asked, at most once a second. Any thread may ask; it never raises."""

    def __init__(self, environ: Mapping[str, str] = os.environ, root: Path = _ROOT) -> None:
        """environ: its CUDA_VISIBLE_DEVICES says which devices are ours. root: where /sys and /dev are."""
        self._visible = environ.get("CUDA_VISIBLE_DEVICES")
        self._root = root
        self._lock = threading.Lock()
        self._nvml: ModuleType | None = None
        self._known: dict[str, GpuDevice] = {}
        """By UUID, what was there when it was last seen."""
        self._lost: dict[str, float] = {}
        """By label, since when a device is lost."""
        self._in_order = True
        """All are there, and have the numbers that they had at first."""
        self._usable: tuple[GpuDevice, ...] = ()
        self._report: GpuReport | None = None
        self._sampled = 0.0
        self._begun = 0.0

    @property
    def latest(self) -> GpuReport | None:
        """What was seen last, without looking again."""
        return self._report

    @property
    def usable(self) -> tuple[GpuDevice, ...]:
        """The devices that are there. A library that fails says nothing of them: then those of before."""
        return self._usable

    @property
    def why_no_more(self) -> str:
        """Why there are none, or not as many as there could be, for people; empty where nothing is amiss."""
        report = self._report
        if report is None or report.state != "present":
            return report.note if report is not None and not self._usable else ""
        return ", ".join(
            f"{device.label} is lost" if device.lost_since is not None else f"{device.label}: {device.error}"
            for device in report.devices
            if device.error
        )

    def names_now(self, devices: Sequence[str]) -> Sequence[str]:
        """What CUDA_VISIBLE_DEVICES calls these in a process that starts now.

        With one lost, those behind it may have other numbers there: then by UUID, which is always right.
        """
        if self._in_order:
            return devices
        uuids = {device.visible: device.uuid for device in self._usable if device.uuid}
        return [uuids.get(name, name) for name in devices]

    def sample(self) -> GpuReport:
        """What the GPUs do now; this may take some milliseconds, and the first time seconds."""
        with self._lock:
            report, age = self._report, time.monotonic() - self._sampled
            missing = report is not None and report.state in ("none", "no-driver")
            if report is None or age > (RETRY_SECONDS if missing else FRESH_SECONDS):
                report = self._look()
                self._report, self._sampled = report, time.monotonic()
            return report

    def close(self) -> None:
        """Let go of the driver, which can then power idle devices down; another look begins anew."""
        with self._lock:
            self._shut_down()

    def _look(self) -> GpuReport:
        try:
            if self._nvml is None:
                self._nvml, self._begun = _started(), time.monotonic()
            report = self._devices(self._nvml)
        except Exception as error:  # whatever goes wrong here must not cost the gateway
            self._shut_down()
            return self._without(error)
        if self._lost and time.monotonic() - self._begun > RETRY_SECONDS:
            self._shut_down()  # it finds what has come back only when it begins anew
        return report

    def _shut_down(self) -> None:
        nvml, self._nvml = self._nvml, None
        if nvml is not None:
            with contextlib.suppress(Exception):
                nvml.nvmlShutdown()

    def _without(self, error: Exception) -> GpuReport:
        """Why nothing can be seen."""
        there = _has_nvidia_device(self._root)
        if isinstance(error, OSError):
            if there:
                return GpuReport("no-driver", "there is an NVIDIA GPU, but NVIDIA's driver is not there")
            return GpuReport("none", "this machine has no NVIDIA GPU")
        if getattr(error, "value", None) == 9:  # NVML_ERROR_DRIVER_NOT_LOADED
            if there:
                return GpuReport("no-driver", "there is an NVIDIA GPU, but NVIDIA's driver is not loaded")
            return GpuReport("none", "this machine has no NVIDIA GPU")
        return GpuReport("error", f"NVIDIA's library says: {error}")

    def _devices(self, nvml: ModuleType) -> GpuReport:
        found: list[GpuDevice] = []
        for index in range(nvml.nvmlDeviceGetCount()):
            try:
                found += _with_parts(nvml, index)
            except nvml.NVMLError as error:
                before = [each for each in self._known.values() if each.index == index]
                found += [_lost(device, str(error)) for device in before or [GpuDevice(f"gpu{index}", index)]]
        # When one disappears, those behind it have other numbers: here they keep theirs.
        numbers = [device.index for device in found]
        found = [self._as_first_seen(device) for device in found]
        self._in_order = numbers == [device.index for device in found]
        seen = {device.uuid for device in found}
        self._known.update({device.uuid: device for device in found if device.uuid and not device.error})
        found += [_lost(each, "it has disappeared") for uuid, each in self._known.items() if uuid not in seen]
        self._note_lost(found)
        if not found:
            return GpuReport("none", "this machine has no NVIDIA GPU")
        ours = _ours(found, self._visible)
        if not ours:
            return GpuReport("none", f"CUDA_VISIBLE_DEVICES={self._visible!r} hides this machine's GPUs")
        self._usable = tuple(device for device in ours if not device.error)
        return GpuReport("present", "", tuple(ours))

    def _as_first_seen(self, device: GpuDevice) -> GpuDevice:
        """With the number that it has had from the first; a new one gets one that no other has."""
        first = self._known.get(device.uuid)
        if first is not None:
            return replace(device, label=first.label, index=first.index)
        taken = {each.index for each in self._known.values() if each.part is None}
        if device.part is not None or device.error or device.index not in taken:
            return device
        index = max(taken) + 1
        return replace(device, label=f"gpu{index}", index=index)

    def _note_lost(self, found: list[GpuDevice]) -> None:
        lost = {device.label: device.lost_since for device in found if device.lost_since is not None}
        self._lost = {label: self._lost.get(label, since) for label, since in lost.items()}
        self._in_order = self._in_order and not lost
        found[:] = [replace(each, lost_since=self._lost.get(each.label)) for each in found]


def _started() -> ModuleType:
    """The bindings, with the library at work. Raises OSError where there is none, NVMLError if it fails."""
    ctypes.CDLL(_LIBRARY)  # before the bindings, which are large
    import pynvml

    pynvml.nvmlInit()
    return pynvml  # type: ignore[no-any-return]  # it has no types


def _has_nvidia_device(root: Path) -> bool:
    """Whether there is such a device, whoever can use it."""
    for device in root.glob("sys/bus/pci/devices/*"):
        with contextlib.suppress(OSError):
            vendor, kind = (device / "vendor").read_text(), (device / "class").read_text()
            if vendor.strip() == "0x10de" and kind.startswith("0x03"):
                return True
    return any(root.glob("dev/nvidia[0-9]*"))


def _with_parts(nvml: ModuleType, index: int) -> list[GpuDevice]:
    """A device, or the parts that it is split into. Raises NVMLError when it is lost."""
    handle = nvml.nvmlDeviceGetHandleByIndex(index)
    whole = _measured(nvml, handle, GpuDevice(f"gpu{index}", index))
    mode = _told(nvml, lambda: nvml.nvmlDeviceGetMigMode(handle)[0])
    if mode != nvml.NVML_DEVICE_MIG_ENABLE:
        return [whole]
    parts = []
    for number in range(_told(nvml, lambda: nvml.nvmlDeviceGetMaxMigDeviceCount(handle)) or 0):
        with contextlib.suppress(nvml.NVMLError_NotFound, nvml.NVMLError_InvalidArgument):
            part = nvml.nvmlDeviceGetMigDeviceHandleByIndex(handle, number)
            blank = GpuDevice(f"gpu{index}:{number}", index, part=number)
            # Temperature is the whole device's.
            parts.append(replace(_measured(nvml, part, blank), temperature=whole.temperature))
    return parts or [replace(whole, error="it is to be split (MIG), and has no parts yet")]


def _measured(nvml: ModuleType, handle: Any, device: GpuDevice) -> GpuDevice:
    def told(name: str, *more: object) -> Any:
        return _told(nvml, lambda: getattr(nvml, name)(handle, *more))

    rates, memory = told("nvmlDeviceGetUtilizationRates"), told("nvmlDeviceGetMemoryInfo")
    power, limit = told("nvmlDeviceGetPowerUsage"), told("nvmlDeviceGetEnforcedPowerLimit")
    processes = told("nvmlDeviceGetComputeRunningProcesses_v3")
    if processes is None:  # drivers before 510
        processes = told("nvmlDeviceGetComputeRunningProcesses_v2")
    return replace(
        device,
        uuid=told("nvmlDeviceGetUUID") or "",
        name=told("nvmlDeviceGetName") or "",
        load=None if rates is None else rates.gpu / 100,
        memory=None if memory is None else int(memory.used),
        memory_total=None if memory is None else int(memory.total),
        temperature=told("nvmlDeviceGetTemperature", nvml.NVML_TEMPERATURE_GPU),
        power=None if power is None else power / 1000,
        power_limit=None if limit is None else limit / 1000,
        processes=tuple(GpuProcess(each.pid, each.usedGpuMemory) for each in processes or ()),
    )


def _told(nvml: ModuleType, ask: Callable[[], Any]) -> Any:
    """The answer, None where the device has or gives none. Raises NVMLError when the device is lost."""
    try:
        return ask()
    except nvml.NVMLError as error:
        if error.value in (nvml.NVML_ERROR_GPU_IS_LOST, nvml.NVML_ERROR_UNINITIALIZED):
            raise
        return None


def _lost(device: GpuDevice, error: str) -> GpuDevice:
    return GpuDevice(
        device.label,
        device.index,
        device.uuid,
        device.name,
        device.part,
        error=error,
        lost_since=time.monotonic(),
    )


def _ours(devices: list[GpuDevice], visible: str | None) -> list[GpuDevice]:
    """Those that CUDA_VISIBLE_DEVICES names: by index, or by the beginning of a UUID; as CUDA reads it."""
    if visible is None:
        return devices
    ours: list[GpuDevice] = []
    for name in visible.split(","):
        name = name.strip()
        fitting = [
            device
            for device in devices
            if (device.part is None and name == str(device.index))
            or (not name.isdigit() and name and device.uuid.startswith(name))
        ]
        if not fitting:
            break  # CUDA sees nothing behind a name that is none
        ours += [device for device in fitting if device not in ours]
    return ours

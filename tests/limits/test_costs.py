"""What a job costs is in its record."""

from __future__ import annotations

import mmap
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

import farfield as ff
from farfield_engine.client.text import describe
from farfield_engine.core.events import GangPlan, ItemState
from farfield_engine.engines.base import Death
from farfield_engine.gateway import jobrecord
from farfield_engine.gateway.groups import GroupRecord
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb
from farfield_engine.worker.costs import Costs, cpu_time


def spin(seconds: float) -> None:
    """Use so much CPU time."""
    begin = time.process_time()
    while time.process_time() - begin < seconds:
        pass


def record_of(tmp_path: Path, spec: pb.JobSpec) -> tuple[JobRecord, Journal]:
    spec.id, spec.items = "j", spec.items or 1
    journal = Journal(tmp_path / "jobs")
    return JobRecord(spec, 1, "s", "", journal), journal


def test_time_is_told_once_with_that_of_children() -> None:
    with mmap.mmap(-1, 4096) as page:
        costs = Costs(memoryview(page)[:32].cast("Q"))
        spin(0.05)
        costs.begin()
        assert costs.take() < 0.04, "what was before belongs to no job"
        spin(0.05)
        subprocess.run(
            [sys.executable, "-c", "import time\nwhile time.process_time() < 0.1: pass"], check=True
        )
        assert 0.14 < costs.take() < 2
        assert costs.take() < 0.04
        told, since = struct.unpack_from("=QQ", page, 16)
        assert abs(cpu_time() - told / 1e6) < 0.05
        assert abs(time.monotonic() - since / 1e6) < 5
        costs._page.release()


def test_what_is_reported_and_what_a_dead_worker_had_spent_are_summed(tmp_path: Path) -> None:
    record, journal = record_of(tmp_path, pb.JobSpec(items=3, resources=pb.Resources(cpus=1, gpus=2)))
    record.reported_by_worker(worker_pb.Report(job="j", busy=1.5, cpu=4.0))
    record.worker_died(Death("was killed", cpu=0.5, busy=0.25))
    summary = record.summary()
    assert (summary.cpu_seconds, summary.gpu_seconds, summary.busy) == (4.5, 3.5, 1.75)
    assert "costs     4.50 s of CPU time, 3.5 s of GPUs" in describe(summary)
    record.end(ItemState.FAILED, b"\3")
    again, other = record_of(tmp_path / "again", pb.JobSpec(items=3, resources=pb.Resources(gpus=2)))
    again.take_summary(record.summary())
    again.run_again()
    again.reported_by_worker(worker_pb.Report(job="j", busy=1.0, cpu=1.0))
    assert (again.summary().cpu_seconds, again.summary().gpu_seconds) == (5.5, 5.5)
    journal.close()
    other.close()


def test_ranks_hold_their_gpus_as_long_as_they_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(jobrecord, "time", SimpleNamespace(monotonic=lambda: now[0], time=time.time))
    record, journal = record_of(tmp_path, pb.JobSpec(items=4, gang=pb.Gang(ranks=4)))
    record.group = GroupRecord(GangPlan("g", "s", 4, gpus=2.0), "", 1)
    now[0] = 110.0
    record.update((0, 4, 0, 0, 0, 0), 4)
    record.reported_by_worker(worker_pb.Report(job="j", busy=3.0))
    now[0] = 113.0
    assert record.summary().gpu_seconds == 24.0, "while it runs"
    record.update((0, 0, 4, 0, 0, 0), 4)
    now[0] = 120.0
    record.end(ItemState.SUCCEEDED, b"")
    assert record.summary().gpu_seconds == 24.0
    journal.close()


def test_a_job_knows_its_costs_and_the_journal_keeps_them(attached: psutil.Process) -> None:
    def busy(number: int) -> int:
        begin = time.process_time()
        while time.process_time() - begin < 0.3:
            pass
        program = "import time\nwhile time.process_time() < 0.2: pass"
        subprocess.run([sys.executable, "-c", program], check=True)
        return number

    results = ff.map(busy, range(2))
    assert list(results) == [0, 1]
    job = ff.job(results.job)
    assert job.wait(60) and job.summary is not None
    assert 1.0 <= job.summary.cpu_seconds < 3.0
    assert "s of CPU time" in job.describe()

    cheap = ff.submit(int)
    cheap.result(60)
    summary = ff.job(cheap.job).summary
    assert summary is not None and summary.cpu_seconds < 0.2, "the time of earlier jobs is theirs"

    def die() -> None:
        begin = time.process_time()
        while time.process_time() - begin < 0.3:
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    dead = ff.submit(die)
    with pytest.raises(ff.WorkerDiedError):
        dead.result(60)
    summary = ff.job(dead.job).summary
    assert summary is not None and 0.3 <= summary.cpu_seconds < 0.9
    assert 0.3 <= summary.busy < 20

    before = job.summary.cpu_seconds
    ff.detach()
    attached.kill()
    attached.wait(60)
    ff.attach("local:2")
    found = ff.job(results.job).summary
    assert found is not None and found.cpu_seconds == pytest.approx(before)

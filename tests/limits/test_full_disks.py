"""Disks and shared memory that are full: it is said, nothing is lost in silence, and later all is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from farfield_engine.gateway import journal as journal_module
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.journalfiles import JournalFile, Kind
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

RunWithMounts = Callable[[str, dict[str, str]], str]

STATE_FULL = """
client = ff.attach("local:2")
def flood(number):
    for line in range(20_000):
        print("item", number, "line", line, "of a job that prints more than there is room for on the disk")
    return number, os.urandom(100_000)
results = ff.map(flood, range(8))
made = list(results)
assert [number for number, _ in made] == list(range(8))
lines = ff.job(results.job).logs().splitlines()
assert len(lines) == 160_000, len(lines)
large = ff.submit(bytearray, 20 << 20)
ff.wait([large], 60)
assert ff.submit(lambda: "fine").result(60) == "fine"
state = os.environ["FARFIELD_STATE_DIR"]
def written():
    return sum(entry.stat().st_size for _, _, names, at in os.fwalk(state)
               for entry in os.scandir(at) if entry.is_file())
assert written() <= 8 << 20
remount(state, "200m")
expected = (20 << 20) + 8 * 100_000 + sum(map(len, lines)) - 8 * len("[0] ") * 20_000
until(lambda: written() > expected, "written once there is room")
end(kill=True)
ff.attach("local:2")
job = ff.job(results.job)
assert job.logs().splitlines() == lines
assert job.result() == made
assert len(ff.job(large.job).result()) == 20 << 20
end()
print("all is there")
"""

MEMORY_FULL = """
import __main__
ff.attach("local:2")
__main__.big = os.urandom(1 << 20) * 60
__main__.small = b"x"
def use():
    return len(big) + len(small)
def told(run, kind):
    try:
        run()
    except kind as error:
        return str(error)
    raise AssertionError("nothing was raised")
said = told(lambda: ff.submit(use).result(60), ff.SendError)
assert "'big' (60.0 MiB" in said and "no room" in said and "FARFIELD_OBJECT_MEMORY" in said, said
said = told(lambda: ff.submit(len, big).result(60), ff.SendError)
assert "element 0 (60.0 MiB) can't be sent: no room" in said, said
said = told(lambda: ff.submit(bytearray, 70 << 20).result(60), ff.ResultError)
assert "the result, a bytearray, can't be kept on the cluster: no room" in said, said
assert ff.submit(lambda: "fine").result(60) == "fine"
remount(SPILL, "300m")
assert ff.submit(use).result(60) == len(big) + 1
assert len(ff.submit(bytearray, 70 << 20).result(60)) == 70 << 20
end()
print("all is there")
"""


def test_a_full_state_directory_holds_nothing_up_and_is_written_once_there_is_room(
    own_runtime: Path, run_with_mounts: RunWithMounts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    monkeypatch.setenv("FARFIELD_STATE_DIR", str(state))
    monkeypatch.setenv("FARFIELD_JOURNAL_DISK", str(1 << 30))
    assert run_with_mounts(STATE_FULL, {str(state): "8m"}) == "all is there\n"


def test_where_shared_memory_and_disk_are_full_the_variable_is_named(
    own_runtime: Path, run_with_mounts: RunWithMounts
) -> None:
    spill = Path(tempfile.gettempdir()) / f"farfield-spill-{os.getuid()}"
    spill.mkdir(mode=0o700, exist_ok=True)
    script = f"SPILL = {str(spill)!r}\n{MEMORY_FULL}"
    assert run_with_mounts(script, {"/dev/shm": "48m", str(spill): "20m"}) == "all is there\n"


def test_a_log_says_what_it_had_no_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = [True]
    write = JournalFile.write

    def refuse(file: JournalFile) -> None:
        if full[0]:
            raise OSError(28, "No space left on device")
        write(file)

    monkeypatch.setattr(JournalFile, "write", refuse)
    monkeypatch.setattr(journal_module, "UNWRITTEN_LIMIT", 10_000)
    journal = Journal(tmp_path / "jobs")
    record = JobRecord(pb.JobSpec(id="j", items=1), 1, "s", "", journal)

    def output(text: str) -> None:
        record.add_output(worker_pb.Output(job="j", item=0, kind=worker_pb.Output.KIND_STDOUT, content=text))

    output("before\n")
    journal.flush()
    output("x" * 9000 + "\n")
    for _ in range(3):
        with pytest.raises(OSError, match="make room on the disk"):
            output("lost\n" * 300)
    record.add_failure(pb.Failure(item=0, message="y" * 5000))  # no reason to stop
    journal.append("j", Kind.END, b"its end")
    full[0] = False
    journal.flush()
    output("after\n")
    journal.flush()
    texts = [output.content for output in record.log.read()]
    assert [text for text in texts if not text.startswith("x")] == [
        "before\n",
        "[the disk was full: what followed is missing]\n",
        "[900 lines or displays are missing here]\n",
        "after\n",
    ]
    journal.close()
    again, _ = Journal.open(tmp_path / "jobs")
    assert again.last("j", Kind.END) == b"its end"
    again.close()

"""What is kept of a job for those who look closer."""

from __future__ import annotations

from farfield_engine.gateway.seen import FAILURES, GONE_KEPT, SLOWEST, STORED_WORKERS, JobSeen, in_short
from farfield_engine.wire.durations import bucket
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb
from farfield_engine.wire.v1 import worker_pb2 as pb


def slow(item: int, seconds: float) -> pb.Report:
    return pb.Report(slowest_item=item, slowest_seconds=seconds, slowest_label=f"x={item}")


def value(size: int) -> objects_pb.Value:
    return objects_pb.Value(pickle=objects_pb.Blob(size=size), buffers=[objects_pb.Blob(size=1)])


def test_a_median_is_no_more_than_the_slowest() -> None:
    seen = JobSeen()
    assert seen.median_seconds == 0
    seen.report("w1", -1, pb.Report(durations=[1 << 20, 3]))
    assert seen.median_seconds > 1 << 39, "whatever a worker tells"
    seen.report("w1", -1, slow(1, 3.5))
    assert seen.median_seconds == 3.5, "no item took longer"


def test_the_five_slowest_items_are_kept_each_once() -> None:
    seen = JobSeen()
    for item, seconds in [
        (1, 1.0),
        (2, 9.0),
        (3, 3.0),
        (1, 5.0),
        (4, 4.0),
        (5, 0.5),
        (6, 6.0),
        (2, 1.0),
        (7, 0.1),
    ]:
        seen.report(f"w{item}", -1, slow(item, seconds))
    assert [(note.item, note.seconds) for note in seen.slowest] == [
        (2, 9.0), (6, 6.0), (1, 5.0), (4, 4.0), (3, 3.0),
    ]  # fmt: skip
    assert len(seen.slowest) == SLOWEST
    assert (seen.slowest[0].label, seen.slowest[0].worker) == ("x=2", "w2")


def test_failures_come_in_short() -> None:
    long = "line\n" * 10_000
    whole = jobs_pb.Failure(item=3, label="x=3", message=long, traceback=f"{long}END", exception=value(10))
    brief = in_short(whole)
    assert not brief.HasField("exception") and whole.HasField("exception")
    assert len(brief.message) < 4100 > len(brief.traceback)
    assert brief.message.endswith("…") and brief.traceback.endswith("END")
    assert (brief.item, brief.label) == (3, "x=3")
    both = in_short(jobs_pb.Failure(traceback="\x1b[31mred", plain_traceback="red"))
    assert (both.traceback, both.plain_traceback) == ("", "red")
    seen = JobSeen()
    for item in range(20):
        seen.failure(jobs_pb.Failure(item=item))
    assert [failure.item for failure in seen.failures] == list(range(FAILURES))
    assert seen.failures_total == 20
    seen.run_again()
    assert not seen.failures and not seen.failures_total


def test_what_each_worker_has_done_is_counted() -> None:
    seen = JobSeen()
    segments = [jobs_pb.Segment(start=0, count=3, values=value(100))]
    seen.report("w1", -1, pb.Report(segments=segments, failures=[jobs_pb.Failure()], peak_memory=5))
    seen.report("w1", -1, pb.Report(segments=segments, peak_memory=4))
    worked = seen.workers["w1"]
    assert (worked.done, worked.peak_memory, seen.received) == (6, 5, 202)
    for number in range(1000):
        seen.report(f"v{number}", -1, pb.Report())
        seen.worker_gone(f"v{number}")
    assert len(seen.workers) == GONE_KEPT + 1 and "w1" in seen.workers


def test_what_is_stored_is_small_and_comes_back() -> None:
    seen = JobSeen()
    seen.report("w1", 3, slow(1, 0.5))
    seen.report("w1", 3, pb.Report(durations=[bucket(0.5), 7], peak_memory=9))
    for number in range(2000):
        seen.report(f"v{number}", -1, pb.Report())
        bar = watch_pb.Bar(id=1, label="x" * 5000 + str(number % 50), depth=number % 5, done=3, total=6)
        seen.loops.take(f"v{number}", watch_pb.Bars(bars=[bar]))
    seen.sent(jobs_pb.JobSpec(values=[value(10)]))
    seen.end()
    stored = seen.stored()
    assert stored.ByteSize() < 16 << 10
    again = JobSeen.recovered(watch_pb.JobDetail.FromString(stored.SerializeToString()))
    assert again.stored() == stored and len(again.workers) == STORED_WORKERS
    assert again.median_seconds == 0.5 and again.workers["w1"].gone
    again.report("w1", 0, pb.Report())
    assert not again.workers["w1"].gone, "another one of this name"


def test_inputs_are_measured_before_they_are_let_go() -> None:
    file = jobs_pb.File(content=objects_pb.Blob(size=1000))
    spec = jobs_pb.JobSpec(
        values=[value(10)], chunks=[jobs_pb.Chunk(elements=value(20))], files=[file], modules=[file]
    )
    seen = JobSeen()
    assert seen.sent(spec) == 2032
    del spec.values[:]
    assert seen.sent(spec) == 2032


def test_bars_of_a_worker_that_dies_are_gone() -> None:
    seen = JobSeen()
    seen.loops.take("w1", watch_pb.Bars(bars=[watch_pb.Bar(id=1, label="a")]))
    assert seen.worker_gone("w1") and not seen.worker_gone("w1")
    assert seen.loops.open == 0

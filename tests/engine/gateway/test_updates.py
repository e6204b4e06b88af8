"""What a client is sent of its jobs."""

from __future__ import annotations

import pytest

from farfield_engine.gateway.updates import TAIL_LIMIT, TEXT_LIMIT, Updates
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb


class Client:
    """Updates, and what came out of them."""

    def __init__(self) -> None:
        self.events: list[pb.Event] = []
        self.updates = Updates(self.events.append, lambda job: jobs_pb.JobSummary(id=job, items=3))

    def text(self, content: str, kind: worker_pb.Output.Kind = worker_pb.Output.KIND_STDOUT) -> None:
        self.updates.output("j", worker_pb.Output(job="j", item=1, kind=kind, content=content))

    def flush(self) -> list[worker_pb.Output]:
        self.updates.flush()
        return [output for event in self.events for output in event.outputs.outputs]

    @property
    def left_out(self) -> int:
        return sum(event.outputs.left_out_lines for event in self.events)


def test_what_has_come_is_told_in_one_go_and_once() -> None:
    client = Client()
    client.text("a\n")
    client.updates.results("j", [jobs_pb.Segment(start=0, count=1)])
    client.updates.results("j", [jobs_pb.Segment(start=1, count=1)])
    client.updates.failure("j", jobs_pb.Failure(item=2))
    client.updates.changed("j")
    client.updates.changed("k")
    client.flush()
    kinds = [(event.job, event.WhichOneof("event")) for event in client.events]
    assert kinds == [("j", "outputs"), ("j", "results"), ("j", "progress"), ("k", "progress")]
    assert [segment.start for segment in client.events[1].results.segments] == [0, 1]
    assert not client.updates.waiting
    client.updates.flush()
    assert len(client.events) == 4


def test_at_the_end_of_a_job_its_progress_is_not_told() -> None:
    client = Client()
    client.updates.changed("j")
    client.updates.changed("k")
    client.updates.flush_job("j", progress=False)
    assert client.events == []
    assert client.updates.waiting, "the other job's is"


@pytest.mark.parametrize("piece", [1, 7, 5000, 1_000_000])
def test_a_flood_is_bounded_its_end_is_shown_and_no_line_is_unaccounted_for(piece: int) -> None:
    lines = [f"line {number}\n" for number in range(100_000 if piece > 1 else 20_000)]
    text = "".join(lines)
    client = Client()
    step = max(piece, 200)
    for start in range(0, len(text), step):
        client.text(text[start : start + step])
    shown = "".join(output.content for output in client.flush())
    assert len(shown) <= TEXT_LIMIT + TAIL_LIMIT + step * (step < 20)
    assert shown.startswith(lines[0]) and shown.endswith("".join(lines[-100:]))
    assert client.left_out == len(lines) - shown.count("\n")
    assert len(client.events) == 2


def test_a_line_without_end_is_cut_too() -> None:
    client = Client()
    for _ in range(300):
        client.text("x" * 10_000)
    shown = sum(len(output.content) for output in client.flush())
    assert TAIL_LIMIT <= shown <= TEXT_LIMIT + TAIL_LIMIT


def test_what_is_displayed_is_never_left_out_and_keeps_its_place() -> None:
    client = Client()
    client.text("first\n")
    for number in range(20):
        client.text(f"{number}\n" * 10_000)
        client.text(str(number), worker_pb.Output.KIND_DISPLAY)
    client.text("last\n")
    shown = client.flush()
    displays = [output.content for output in shown if output.kind == worker_pb.Output.KIND_DISPLAY]
    assert displays == [str(number) for number in range(20)]
    assert (shown[0].content, shown[-1].content) == ("first\n", "last\n")
    assert shown[-2].kind == worker_pb.Output.KIND_DISPLAY
    assert all(output.item == 1 for output in shown)


def test_the_next_update_begins_anew() -> None:
    client = Client()
    client.text("x\n" * TEXT_LIMIT)
    client.flush()
    client.events.clear()
    client.text("y\n")
    assert [output.content for output in client.flush()] == ["y\n"]
    assert client.left_out == 0


def test_where_in_the_log_an_update_ends() -> None:
    client = Client()

    def text(content: str, position: int) -> None:
        client.updates.output("j", worker_pb.Output(job="j", content=content), position)

    text("a\n", 1)
    text("b\n", 2)
    client.flush()
    text("x" * (TEXT_LIMIT - 10) + "\n", 3)
    text("y\n" * 20_000, 4)
    text("z\n", 5)
    client.flush()
    positions = [event.outputs.log_position for event in client.events]
    assert positions == [2, 3, 5], "what was cut in two counts with its end"


def test_what_nobody_is_to_be_told_is_not_gathered() -> None:
    client = Client()
    client.text("before\n")
    client.updates.hold("j")
    client.text("held\n")
    client.updates.results("j", [jobs_pb.Segment(start=0, count=1)])
    client.updates.changed("k")
    client.flush()
    assert [event.job for event in client.events] == ["k"]
    client.updates.let_go("j")
    client.text("after\n")
    assert [output.content for output in client.flush()] == ["after\n"]
    client.updates.muted = True
    client.text("muted\n")
    assert not client.updates.waiting

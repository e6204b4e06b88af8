"""Clients that do not read, and jobs that print without end: the gateway's memory stays what it was."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

import farfield as ff
from farfield_engine.client.client import Client
from farfield_engine.core.session import SessionLife
from farfield_engine.gateway.attachment import UNSEEN_EVENTS, Attachments, Port
from farfield_engine.gateway.updates import DISPLAY_LIMIT, TAIL_LIMIT, TEXT_LIMIT, Updates
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

LINES = 200_000
"""Enough for 15 MB of text: what is kept of it for the client is some hundred KB."""

MAY_GROW = 60 << 20

CHILD = f"""
import sys
import farfield as ff
ff.attach("local:2")

def flood():
    for number in range({LINES}):
        print("line", number, "of a job that prints much more than anybody reads, as some do")

task = ff.submit(flood)
print(task.job, flush=True)
task.result(120)
print("done", flush=True)
sys.stdin.readline()
"""


def text(content: str) -> worker_pb.Output:
    return worker_pb.Output(job="j", kind=worker_pb.Output.KIND_STDOUT, content=content)


def display(content: str) -> worker_pb.Output:
    return worker_pb.Output(job="j", kind=worker_pb.Output.KIND_DISPLAY, content=content)


class Line(Port):
    """Where frames go to."""

    def __init__(self) -> None:
        self.frames: list[pb.GatewayFrame] = []

    def write(self, frame: pb.GatewayFrame) -> None:
        self.frames.append(frame)

    def close(self) -> None:
        pass


def test_who_is_behind_gets_results_and_later_what_is_left_of_the_output() -> None:
    events: list[pb.Event] = []
    updates = Updates(events.append, lambda job: jobs_pb.JobSummary(id=job))
    for number in range(50_000):
        updates.output("j", text(f"line {number}\n"))
        updates.changed("j")
        if number % 1000 == 0:
            updates.results("j", [jobs_pb.Segment(start=number, count=1)])
            updates.flush(behind=True)
    assert {event.WhichOneof("event") for event in events} == {"results"}
    assert sum(len(event.results.segments) for event in events) == 50
    events.clear()
    updates.flush()
    assert [event.WhichOneof("event") for event in events] == ["outputs", "outputs", "progress"]
    shown = "".join(output.content for event in events for output in event.outputs.outputs)
    assert len(shown) <= TEXT_LIMIT + 2 * TAIL_LIMIT
    assert shown.startswith("line 0\n") and shown.endswith("line 49999\n")
    assert shown.count("\n") + events[1].outputs.left_out_lines == 50_000


def test_of_displays_without_end_the_newest_are_kept() -> None:
    events: list[pb.Event] = []
    updates = Updates(events.append, lambda job: jobs_pb.JobSummary(id=job))
    updates.output("j", text("before\n"))
    for number in range(1000):
        updates.output("j", display(f"{number:<100000}"))
    updates.output("j", text("after\n"))
    updates.flush()
    outputs = [output for event in events for output in event.outputs.outputs]
    assert outputs[0].content == "before\n" and outputs[-1].content == "after\n"
    kept = [int(output.content) for output in outputs[1:-1]]
    assert kept == list(range(1000 - len(kept), 1000))
    assert DISPLAY_LIMIT <= len(kept) * 100_000 + 100_000 and len(kept) * 100_000 <= 2 * DISPLAY_LIMIT
    assert sum(event.outputs.left_out_lines for event in events) == 1000 - len(kept)


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_client_is_behind_while_it_is_away_does_not_read_or_does_not_say_so() -> None:
    caught_up: list[int] = []
    attachments = Attachments(SessionLife(10.0), lambda frame: None, lambda: caught_up.append(1))
    assert attachments.behind, "nobody is there yet"
    line = Line()
    attachment = attachments.attach(pb.Hello(next_event=1), pb.Welcome(), line)
    assert not attachments.behind and caught_up
    line.paused = True
    assert attachments.behind
    caught_up.clear()
    line.paused = False
    attachments.push()
    assert not attachments.behind and caught_up
    for _ in range(UNSEEN_EVENTS + 1):
        attachments.deliver(pb.Event(job="j"))
    attachments.push()
    assert attachments.behind
    caught_up.clear()
    attachments.take(attachment, pb.ClientFrame(seen_event=64))
    assert not attachments.behind and caught_up
    attachments.leave(attachment)
    assert attachments.behind


@pytest.fixture
def watcher(attached: psutil.Process) -> Iterator[Client]:
    """A second client of the gateway."""
    client = Client.local()
    yield client
    client.close()


def ended(client: Client, job: str, gateway: psutil.Process) -> tuple[jobs_pb.JobSummary, int]:
    """Wait for the end of a job; its figures, and how much memory the gateway had at most."""
    most, deadline = 0, time.monotonic() + 100
    while True:
        most = max(most, gateway.memory_info().rss)
        for summary in client.jobs(all_sessions=True):
            if summary.id == job and summary.state not in (jobs_pb.STATE_QUEUED, jobs_pb.STATE_RUNNING):
                return summary, most
        assert time.monotonic() < deadline, "the job has not ended"
        time.sleep(0.05)


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL])
def test_a_client_that_does_not_read_costs_the_gateway_no_memory(
    attached: psutil.Process, watcher: Client, how: signal.Signals
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdin is not None and child.stdout is not None
        job = child.stdout.readline().strip()
        before = attached.memory_info().rss
        child.send_signal(how)
        summary, most = ended(watcher, job, attached)
        assert (summary.state, summary.log_lines) == (jobs_pb.STATE_SUCCEEDED, LINES)
        assert most - before < MAY_GROW
        if how is signal.SIGSTOP:
            child.send_signal(signal.SIGCONT)
            assert child.stdout.readline() == "done\n"
            child.stdin.write("\n")


def test_two_hundred_thousand_items_that_print(attached: psutil.Process) -> None:
    def item(number: int) -> int:
        print("item", number)
        return number

    count = 200_000
    assert ff.submit(int).result(60) == 0
    before, own = attached.memory_info().rss, psutil.Process().memory_info().rss
    begin = time.monotonic()
    results = ff.map(item, range(count))
    assert results.result(120) == list(range(count))
    taken = time.monotonic() - begin
    assert attached.memory_info().rss - before < 2 * MAY_GROW
    assert psutil.Process().memory_info().rss - own < 2 * MAY_GROW
    lines = 0
    for output in ff.attach("local:2").log(results.job):
        assert output.content == f"item {output.item}\n"
        lines += 1
    assert lines == count
    assert taken < 60, "15 on a machine with nothing else to do"

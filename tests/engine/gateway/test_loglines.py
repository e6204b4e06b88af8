"""Lines of a log that are looked for: whole ones, whatever pieces they came in, and few of them held."""

from __future__ import annotations

import tracemalloc

from farfield_engine.gateway.loglines import LONGEST_LINE, LogLines
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

OUT, ERR, DISPLAY = (
    worker_pb.Output.KIND_STDOUT,
    worker_pb.Output.KIND_STDERR,
    worker_pb.Output.KIND_DISPLAY,
)
LOG = [
    worker_pb.Output(item=1, kind=OUT, content="Loss 1\nlo"),
    worker_pb.Output(item=2, kind=ERR, content="a warning\n"),
    worker_pb.Output(item=1, kind=DISPLAY, content="{}"),
    worker_pb.Output(item=1, kind=OUT, content="ss 2\nSTRASSE\nend"),
]


def found(**request: object) -> tuple[list[tuple[int, str]], int]:
    """What a request is told of LOG, and how many lines are left out."""
    lines = LogLines(pb.ReadLogRequest(**request))  # type: ignore[arg-type]
    told = [line for output in LOG for line in lines.take(output)]
    told += lines.finish("job")
    return [(line.item, line.content) for line in told], lines.left_out


def test_without_a_request_it_is_the_log_itself() -> None:
    assert found() == ([(output.item, output.content) for output in LOG], 0)
    assert found(items=[2, 7]) == ([(2, "a warning\n")], 0)


def test_a_search_finds_lines_that_came_in_pieces_whatever_their_case() -> None:
    assert found(search="LOSS") == ([(1, "Loss 1\n"), (1, "loss 2\n")], 0)
    assert found(search="straße") == ([(1, "STRASSE\n")], 0)
    assert found(search="a", items=[2]) == ([(2, "a warning\n")], 0)
    assert found(search="nowhere") == ([], 0)


def test_the_last_lines_say_how_many_are_before_them() -> None:
    assert found(last_lines=2) == ([(1, "STRASSE\n"), (1, "end")], 3)
    assert found(last_lines=99)[1] == 0
    assert found(last_lines=1, search="loss") == ([(1, "loss 2\n")], 1)


def test_a_long_log_is_not_held() -> None:
    lines = LogLines(pb.ReadLogRequest(last_lines=100))
    tracemalloc.start()
    try:
        for number in range(2000):
            text = "".join(f"line {number} {rest}\n" for rest in range(100))
            assert not list(lines.take(worker_pb.Output(item=1, content=text)))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert len(list(lines.finish("job"))) == 100
    assert lines.left_out == 200_000 - 100


def test_a_line_without_an_end_is_told_in_parts() -> None:
    lines = LogLines(pb.ReadLogRequest(search="x"))
    told = [
        line for _ in range(5) for line in lines.take(worker_pb.Output(content="x" * (LONGEST_LINE // 2)))
    ]
    assert len(told) == 1 and len(told[0].content) > LONGEST_LINE

"""Text of several items and streams out of one pipe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.wire.pipetext import STDERR, STDOUT, PipeParser, mark
from farfield_engine.wire.v1 import worker_pb2 as pb

Piece = tuple[int, "pb.Output.Kind", str]
PIECES = st.lists(
    st.tuples(st.integers(0, 2**32 - 1), st.sampled_from([STDOUT, STDERR]), st.text(min_size=1, max_size=9)),
    max_size=8,
)


def parse(*parts: bytes, stream: pb.Output.Kind = STDOUT) -> list[Piece]:
    """What a parser hands on, with neighbours of one item and stream put together."""
    parser = PipeParser(stream)
    pieces: list[Piece] = []

    def sink(item: int, kind: pb.Output.Kind, text: str) -> None:
        if pieces and pieces[-1][:2] == (item, kind):
            text = pieces.pop()[2] + text
        pieces.append((item, kind, text))

    for part in parts:
        parser.feed(part, sink)
    return pieces


def joined(pieces: list[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for item, kind, text in pieces:
        if result and result[-1][:2] == (item, kind):
            text = result.pop()[2] + text
        result.append((item, kind, text))
    return result


@given(PIECES, st.lists(st.integers(0, 300)))
def test_every_piece_is_its_items_however_the_bytes_are_cut(pieces: list[Piece], cuts: list[int]) -> None:
    stream = b"".join(mark(item, kind) + text.encode() for item, kind, text in pieces)
    # The end of the text may look like the beginning of a mark, and waits: the next mark ends that.
    stream += mark(0, STDOUT)
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    parts = [stream[start:stop] for start, stop in zip(places, places[1:], strict=False)]
    assert parse(*parts) == joined(pieces)


def test_a_character_is_whole_although_another_stream_wrote_between_its_bytes() -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]
    pieces = parse(first + mark(0, STDERR) + b"x" + mark(0, STDOUT) + second)
    assert pieces == [(0, STDERR, "x"), (0, STDOUT, "é")]


@pytest.mark.parametrize(
    "text",
    [
        "\x1e",
        "\x1e\x00farfield",
        "\x1e\x00farfield\x00",
        "\x1e\x00farfield\x00no number\x1e",
        "\x1e\x00farfield\x00" + "1" * 40,
        "\x1e\x00farfield\x001,3\x1e",
        "\x1e\x00farfield\x00,1\x1e",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert parse(text.encode(), b"after" + mark(7, STDOUT) + b"end") == [
        (0, STDOUT, text + "after"),
        (7, STDOUT, "end"),
    ]


def test_text_is_not_held_back_for_a_mark_that_never_comes() -> None:
    assert parse(b"\x1e\x00farfield\x00" + b"9" * 100) == [(0, STDOUT, "\x1e\x00farfield\x00" + "9" * 100)]
    assert parse(b"done\n\x1e") == [(0, STDOUT, "done\n")]


def test_without_marks_all_is_of_the_pipes_own_stream() -> None:
    assert parse(b"from C\n", b"\xff", stream=STDERR) == [(0, STDERR, "from C\n\ufffd")]

"""Messages cut out of a byte stream."""

from __future__ import annotations

import struct

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.wire.framing import MAX_FRAME, FrameError, FrameReader, encode
from farfield_engine.wire.v1 import worker_pb2 as pb

TEXTS = st.lists(st.text(max_size=20), max_size=8)


@given(TEXTS, st.lists(st.integers(0, 200)))
def test_messages_arrive_whole_and_in_order_however_the_stream_is_cut(
    texts: list[str], cuts: list[int]
) -> None:
    stream = b"".join(encode(pb.Output(content=text)) for text in texts)
    reader = FrameReader(pb.Output)
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    received = [
        message.content
        for start, stop in zip(places, places[1:], strict=False)
        for message in reader.feed(stream[start:stop])
    ]
    assert received == texts


def test_what_is_not_a_stream_of_frames_is_told() -> None:
    reader = FrameReader(pb.Output)
    with pytest.raises(FrameError, match=str(MAX_FRAME)):
        list(reader.feed(struct.pack("<I", MAX_FRAME + 1)))


def test_what_is_not_a_message_is_told() -> None:
    reader = FrameReader(pb.Output)
    with pytest.raises(DecodeError):
        list(reader.feed(struct.pack("<I", 3) + b"\xff\xff\xff"))

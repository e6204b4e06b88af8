"""DAP messages cut out of a byte stream."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.wire import dap
from farfield_engine.wire.dap import MAX_HEADER, MAX_MESSAGE, DapError, DapReader

BODIES = st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none(), max_size=4)
MESSAGES = st.lists(BODIES.map(lambda body: {**body, "type": "event"}), max_size=6)


@given(MESSAGES, st.lists(st.integers(0, 600)))
def test_messages_arrive_whole_and_in_order_however_the_stream_is_cut(
    messages: list[dict[str, Any]], cuts: list[int]
) -> None:
    stream = b"".join(dap.frame(dap.pack(message)) for message in messages)
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    reader = DapReader()
    received = [
        dap.unpack(content)
        for start, stop in zip(places, places[1:], strict=False)
        for content in reader.feed(stream[start:stop])
    ]
    assert received == messages


def test_one_byte_at_a_time() -> None:
    stream = dap.frame(b'{"type":"event"}') * 2
    reader = DapReader()
    received = [content for index in range(len(stream)) for content in reader.feed(stream[index : index + 1])]
    assert received == [b'{"type":"event"}'] * 2


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\n",
        b"content-length:2\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length:  2\r\n",
    ],
)
def test_other_spellings_of_the_header(header: bytes) -> None:
    assert list(DapReader().feed(header + b"\r\n{}")) == [b"{}"]


@pytest.mark.parametrize(
    "header",
    [
        b"\r\n",
        b"Content-Type: text\r\n",
        b"Content-Length\r\n",
        b"Content-Length: many\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 1.5\r\n",
        b"Content-Length: %d\r\n" % (MAX_MESSAGE + 1),
        b"Content-Length: %s\r\n" % (b"9" * 4000),
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"\xff\xfe\r\n",
    ],
)
def test_what_is_no_header_is_told(header: bytes) -> None:
    with pytest.raises(DapError, match="Content-Length"):
        list(DapReader().feed(header + b"\r\n"))


def test_a_header_without_end_is_told_before_it_fills_the_memory() -> None:
    reader = DapReader()
    assert list(reader.feed(b"x" * MAX_HEADER)) == []
    with pytest.raises(DapError, match="longer than"):
        list(reader.feed(b"x"))


def test_the_largest_message_waits_for_its_content() -> None:
    assert list(DapReader().feed(b"Content-Length: %d\r\n\r\n{" % MAX_MESSAGE)) == []


def test_a_message_that_is_too_long_is_left_out_where_somebody_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dap, "MAX_MESSAGE", 600)
    large, small = b"{" + b" " * 600 + b"}", b"{}"
    stream = b"".join(map(dap.frame, (small, large, large, small)))
    for step in (1, 7, 2000):
        told: list[bytes] = []
        reader = DapReader(told.append)
        parts = (stream[start : start + step] for start in range(0, len(stream), step))
        assert [content for part in parts for content in reader.feed(part)] == [small, small]
        assert told == [large[: dap.BEGINNING]] * 2


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"1", b"null", b'"request"', b"{}", b'{"type":1}', b'{"type":null}', b"\xff\xfe",
        b'{"type":"event"} more', b'{"type":"event","body":"\xff"}',
    ],
)  # fmt: skip
def test_what_is_no_message_is_told(content: bytes) -> None:
    with pytest.raises(DapError):
        dap.unpack(content)


def test_json_that_is_nested_too_deeply_is_no_message() -> None:
    deep = b'{"type":"event","body":%s%s}' % (b"[" * 200_000, b"]" * 200_000)
    with pytest.raises(DapError):
        dap.unpack(deep)


def test_answers_name_their_request() -> None:
    request = {"type": "request", "seq": 7, "command": "scopes"}
    assert dap.response(request, {"scopes": []}) == {
        "type": "response", "seq": 0, "request_seq": 7, "command": "scopes", "success": True,
        "body": {"scopes": []},
    }  # fmt: skip
    failed = dap.failure(request, "no such frame")
    assert (failed["request_seq"], failed["success"], failed["message"]) == (7, False, "no such frame")
    assert dap.event("stopped") == {"type": "event", "seq": 0, "event": "stopped", "body": {}}

"""The book of breakpoints."""

from __future__ import annotations

from typing import Any

import pytest

from farfield_engine.dap.book import Book

PATH = "/home/me/code.py"


def arguments(*lines: int, path: str = PATH, **more: Any) -> dict[str, Any]:
    return {"source": {"path": path}, "breakpoints": [{"line": line, **more} for line in lines]}


def answer(*lines: int, verified: bool = True, **more: Any) -> list[dict[str, Any]]:
    return [{"verified": verified, "line": line, **more} for line in lines]


def test_nothing_is_verified_before_a_worker_has_said_so() -> None:
    book = Book()
    points = book.set(arguments(3, 5))
    assert [(point["line"], point["verified"]) for point in points] == [(3, False), (5, False)]
    assert all(point["message"] == "no worker has this file yet" for point in points)
    assert points == book.merged(PATH)


def test_one_worker_is_enough_and_only_what_changes_is_told() -> None:
    book = Book()
    first, second = book.set(arguments(3, 5))
    good, bad = book.answered(PATH, "w1", [*answer(4), *answer(5, verified=False, message="no code here")])
    assert good == {"id": first["id"], "verified": True, "source": {"path": PATH}, "line": 4}
    assert (bad["verified"], bad["message"]) == (False, "no code here")
    assert book.answered(PATH, "w1", [*answer(4), *answer(5, verified=False, message="no code here")]) == []
    (told,) = book.answered(PATH, "w2", answer(4, 5))
    assert (told["id"], told["verified"]) == (second["id"], True)
    assert book.answered(PATH, "w3", answer(3, 5)) == []


def test_what_a_worker_learns_later_is_told() -> None:
    book = Book()
    first, second = book.set(arguments(3, 5))
    known = [{**point, "id": number} for number, point in enumerate(answer(3, 5, verified=False), 7)]
    assert book.answered(PATH, "w1", known) == []
    later = {"id": 8, "line": 6, "verified": True, "source": {"path": PATH}}
    assert book.changed("w2", later) == [] == book.changed("w1", {**later, "source": {"path": "/other"}})
    assert book.changed("w1", later) == [{**later, "id": second["id"]}]
    assert book.merged(PATH)[0] == first


def test_a_worker_that_ends_takes_what_it_alone_had_verified() -> None:
    book = Book()
    book.set(arguments(3))
    book.answered(PATH, "w1", answer(3))
    book.answered(PATH, "w2", answer(3))
    assert book.gone("w1") == []
    (told,) = book.gone("w2")
    assert not told["verified"]
    assert book.gone("w2") == []


def test_ids_stay_with_their_lines() -> None:
    book = Book()
    three, five = (point["id"] for point in book.set(arguments(3, 5)))
    again = {point["line"]: point["id"] for point in book.set(arguments(1, 5, 3))}
    assert (again[3], again[5]) == (three, five) and again[1] not in (three, five)
    assert book.set(arguments(1))[0]["id"] == again[1]
    assert book.set(arguments(3))[0]["id"] not in (three, five, again[1]), "it had been taken away"


def test_two_breakpoints_of_one_line_have_an_id_each() -> None:
    book = Book()
    assert len({point["id"] for point in book.set(arguments(3, 3))}) == 2


def test_answers_to_what_was_asked_before_are_dropped() -> None:
    book = Book()
    book.set(arguments(3, 5))
    book.set(arguments(3))
    assert book.answered(PATH, "w1", answer(3, 5)) == []
    book.set(arguments())
    assert book.answered(PATH, "w1", answer(3)) == []
    assert book.answered("/never.py", "w1", answer(3)) == []


def test_workers_that_come_later_are_asked_for_all() -> None:
    book = Book()
    book.set(arguments(3, condition="x > 1"))
    book.set(arguments(1, path="/other.py"))
    book.set(arguments(path="/other.py"))
    book.keep("setExceptionBreakpoints", {"filters": ["raised"]})
    book.keep("setExceptionBreakpoints", {"filters": ["uncaught"]})
    book.keep("setFunctionBreakpoints", {"breakpoints": [{"name": "f"}]})
    assert book.requests() == [
        ("setBreakpoints", arguments(3, condition="x > 1")),
        ("setExceptionBreakpoints", {"filters": ["uncaught"]}),
        ("setFunctionBreakpoints", {"breakpoints": [{"name": "f"}]}),
    ]


def test_only_what_stops_is_kept() -> None:
    with pytest.raises(ValueError, match="evaluate"):
        Book().keep("evaluate", {})


def test_nothing_is_left_of_a_front_end_that_has_gone() -> None:
    book = Book()
    book.set(arguments(3))
    book.keep("setExceptionBreakpoints", {"filters": []})
    book.clear()
    assert book.requests() == [] and book.merged(PATH) == [] and book.gone("w1") == []


def test_breakpoints_may_be_left_out() -> None:
    book = Book()
    assert book.set({"source": {"path": PATH}}) == []
    assert book.set({"source": {"path": PATH}, "breakpoints": None}) == []

"""Work that one thread at a time does, for all."""

from __future__ import annotations

import threading

import pytest

from farfield_engine.client.turn import Turn


def test_who_asks_has_it_done() -> None:
    done: list[int] = []
    turn = Turn(lambda: done.append(1), lambda: None)
    turn.take()
    turn.take()
    assert done == [1, 1]


def test_who_asks_within_it_has_it_done_once_more_and_not_within() -> None:
    depth, deepest, runs = 0, 0, 0

    def work() -> None:
        nonlocal depth, deepest, runs
        depth += 1
        runs += 1
        deepest = max(deepest, depth)
        if runs < 3:
            turn.take()
        depth -= 1

    turn = Turn(work, lambda: None)
    turn.take()
    assert (deepest, runs) == (1, 3)


def test_who_comes_while_it_is_done_goes_on_and_it_is_done_again() -> None:
    inside, leave = threading.Event(), threading.Event()
    runs: list[str] = []

    def work() -> None:
        runs.append(threading.current_thread().name)
        inside.set()
        assert leave.wait(20)

    turn = Turn(work, lambda: None)
    first = threading.Thread(target=turn.take, name="first")
    first.start()
    assert inside.wait(20)
    turn.take()  # comes back, though the work is not over
    assert runs == ["first"]
    leave.set()
    first.join(20)
    assert runs == ["first", "first"]


def test_nothing_is_left_undone_whoever_comes_when() -> None:
    posted: list[int] = []
    done: list[int] = []
    together = 0

    def work() -> None:
        nonlocal together
        together += 1
        assert together == 1
        while posted:
            done.append(posted.pop())
        together -= 1

    turn = Turn(work, lambda: None)

    def post(start: int) -> None:
        for number in range(start, start + 3000):
            posted.append(number)
            turn.take()

    threads = [threading.Thread(target=post, args=(start,)) for start in (0, 3000, 6000, 9000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(done) == list(range(12000))


def test_what_cuts_it_off_is_raised_and_another_is_told_to_go_on() -> None:
    failing = True
    told: list[bool] = []
    done: list[int] = []

    def work() -> None:
        if failing:
            raise KeyboardInterrupt
        done.append(1)

    turn = Turn(work, lambda: told.append(True))
    with pytest.raises(KeyboardInterrupt):
        turn.take()
    assert told == [True]
    failing = False
    turn.take()
    assert done == [1]

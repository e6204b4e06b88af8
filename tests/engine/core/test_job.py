"""A job's arrays of states, and how large its batches are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.core.batching import (
    BATCHES_A_SECOND,
    MANY,
    PIPELINE_SECONDS,
    TARGET_SECONDS,
    batch_size,
    sends_ahead,
)
from farfield_engine.core.events import ItemState, JobPlan
from farfield_engine.core.job import Job

ACTIONS = st.lists(
    st.tuples(st.sampled_from(["take", "give_back", "settle", "drop"]), st.integers(1, 7)), max_size=60
)


@given(st.integers(0, 20), ACTIONS)
def test_counts_and_ranges_never_contradict_the_states(items: int, actions: list[tuple[str, int]]) -> None:
    job = Job(JobPlan("j", "c", items))
    held: list[tuple[int, int]] = []
    for action, number in actions:
        if action == "take" and job.waiting:
            start, stop = job.take(number)
            assert 0 < stop - start <= number
            held.append((start, stop))
        elif action == "give_back" and held:
            job.give_back(*held.pop(number % len(held)))
        elif action == "settle" and held:
            job.move(*held.pop(number % len(held)), ItemState.SUCCEEDED)
        elif action == "drop" and number == 7:
            job.drop_waiting()
        job.check()
        assert job.open == any(state < ItemState.SUCCEEDED for state in job.states)


def test_what_is_given_back_comes_first_and_as_one_range() -> None:
    job = Job(JobPlan("j", "c", 10))
    job.take(4)
    job.give_back(2, 4)
    assert job.take(100) == (2, 10)
    job.give_back(5, 5)
    assert job.waiting == 0


@pytest.mark.parametrize(
    ("counts", "cancelled", "outcome"),
    [
        ([0, 0, 3, 0, 0, 0], False, ItemState.SUCCEEDED),
        ([0, 0, 3, 0, 0, 0], True, ItemState.CANCELLED),
        ([0, 0, 3, 0, 1, 0], False, ItemState.CANCELLED),
        ([0, 0, 3, 1, 1, 0], True, ItemState.FAILED),
        ([0, 0, 3, 1, 0, 1], False, ItemState.FAILED),
        ([0, 0, 3, 0, 0, 1], True, ItemState.LOST),
    ],
)
def test_the_outcome_of_a_job(counts: list[int], cancelled: bool, outcome: ItemState) -> None:
    job = Job(JobPlan("j", "c", 3))
    job.counts, job.cancelled = counts, cancelled
    assert job.outcome() is outcome


def test_what_an_item_takes_is_learnt_from_the_latest_reports() -> None:
    job = Job(JobPlan("j", "c", 3))
    job.measured(0, 5.0)
    assert job.per_item is None
    job.measured(10, 1.0)
    job.measured(1, 0.3)
    assert job.per_item == pytest.approx(0.2)


def test_a_batch_is_one_item_until_something_is_known() -> None:
    assert batch_size(None, 1_000_000, 2, 0) == 1
    assert batch_size(1e-9, 1, 2, 100) == 1


@given(st.floats(0, 100), st.integers(0, 10**6), st.integers(0, 2 * MANY), st.integers(0, 10**6))
def test_a_batch_never_runs_longer_than_wanted_nor_takes_all(
    per_item: float, waiting: int, workers: int, largest: int
) -> None:
    size = batch_size(per_item, waiting, workers, largest)
    assert size >= 1
    if size > 1:
        assert size * per_item <= max(TARGET_SECONDS, workers / BATCHES_A_SECOND) * 1.001
        assert size <= 32 * max(1, largest)
        assert size <= (waiting / 2 + 1 if workers <= MANY else max(waiting / 2 + 1, largest))


def test_only_short_items_are_sent_ahead() -> None:
    assert not sends_ahead(None)
    assert sends_ahead(PIPELINE_SECONDS / 2)
    assert not sends_ahead(PIPELINE_SECONDS)

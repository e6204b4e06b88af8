"""How a job goes on that a gateway left open, and how a gateway that is about to end begins nothing more."""

from __future__ import annotations

from typing import Any

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.core.resuming import Sent, resume
from farfield_engine.core.scheduler import RECALL_AGE, Scheduler

Q, R, S, F, C, L = ItemState


def scheduler() -> Scheduler:
    """One with a session and two CPUs."""
    made = Scheduler(ev.Capacity(2.0, 0.0, 1000, 8))
    started(made, made.handle(ev.ContextOpened("c"), 0.0))
    return made


def started(made: Scheduler, out: list[ev.Instruction]) -> list[ev.Instruction]:
    """What is to be done once the workers are there that were asked for."""
    following = list(out)
    for do in following:
        if isinstance(do, ev.StartWorker):
            following += made.handle(ev.WorkerReady(do.worker), 0.0)
    return following


def of(out: list[ev.Instruction], kind: type[Any]) -> list[Any]:
    return [do for do in out if isinstance(do, kind)]


# --- what was begun -----------------------------------------------------------


def test_what_never_began_simply_runs() -> None:
    found = resume(bytes([S, Q, Q]), [Sent(0, 1)], 0)
    assert list(found.states) == [S, Q, Q] and not found.lost and not found.attempts


def test_what_was_begun_is_lost_without_leave_to_run_again() -> None:
    found = resume(bytes([S, Q, Q]), [Sent(0, 2)], 0)
    assert list(found.states) == [S, L, Q] and found.lost == [1]


def test_what_was_begun_runs_again_where_it_may_and_that_counts() -> None:
    found = resume(bytes([Q, Q]), [Sent(0, 1), Sent(0, 1), Sent(1, 2)], 1)
    assert list(found.states) == [L, Q], "the first has run twice already"
    assert found.attempts == {1: 1}


def test_what_was_given_back_was_not_begun() -> None:
    found = resume(bytes(4), [Sent(0, 4), Sent(1, 4, back=True), Sent(1, 2)], 0)
    assert found.lost == [0, 1]


def test_what_the_user_has_stopped_is_not_lost() -> None:
    found = resume(bytes(2), [Sent(0, 1)], 0, cancelled=True)
    assert not found.lost and found.cancelled


# --- the scheduler ------------------------------------------------------------


def test_a_job_goes_on_with_what_is_left_of_it() -> None:
    made = scheduler()
    out = started(made, made.handle(ev.JobResumed(ev.JobPlan("j", "c", 4), bytes([S, Q, S, Q])), 0.0))
    assert [(sent.start, sent.stop) for sent in of(out, ev.SendBatch)] == [(1, 2), (3, 4)]
    assert made.jobs["j"].counts == [0, 2, 2, 0, 0, 0]


def test_runs_before_the_restart_count() -> None:
    made = scheduler()
    plan = ev.JobPlan("j", "c", 1, retries=1)
    (sent,) = of(started(made, made.handle(ev.JobResumed(plan, bytes([Q]), {0: 1}), 0.0)), ev.SendBatch)
    failed = (ev.ItemFailed(0, ev.FailureKind.EXCEPTION),)
    out = made.handle(ev.BatchReported(sent.worker, sent.batch, 1, failed, ended=True), 0.0)
    assert not of(out, ev.RetryItem) and of(out, ev.JobEnded)[0].state is F


def test_a_job_of_which_nothing_is_left_ends_with_its_true_state() -> None:
    for states, state in (([S, S], S), ([S, F], F), ([S, L], L), ([S, C], C)):
        made = scheduler()
        plan = ev.JobPlan("j", "c", 2, keep_going=True)
        (end,) = of(made.handle(ev.JobResumed(plan, bytes(states)), 0.0), ev.JobEnded)
        assert end.state is state and not made.jobs


def test_after_a_failure_the_rest_is_not_run_unless_asked_for() -> None:
    for bad in (F, L):
        made = scheduler()
        (end,) = of(made.handle(ev.JobResumed(ev.JobPlan("j", "c", 2), bytes([bad, Q])), 0.0), ev.JobEnded)
        assert end.state is bad and end.counts[C] == 1
        made.handle(ev.JobResumed(ev.JobPlan("k", "c", 2, keep_going=True), bytes([bad, Q])), 0.0)
        assert made.jobs["k"].open


def test_what_was_cancelled_stays_so() -> None:
    made = scheduler()
    event = ev.JobResumed(ev.JobPlan("j", "c", 2), bytes([S, Q]), cancelled=True)
    (end,) = of(made.handle(event, 0.0), ev.JobEnded)
    assert end.state is C


# --- draining -----------------------------------------------------------------


def test_what_runs_comes_to_its_end_and_nothing_follows() -> None:
    made = scheduler()
    out = started(made, made.handle(ev.JobSubmitted(ev.JobPlan("j", "c", 5)), 0.0))
    first, second = of(out, ev.SendBatch)
    assert made.working
    made.handle(ev.Draining(), 1.0)
    for sent in (first, second):
        out = made.handle(ev.BatchReported(sent.worker, sent.batch, sent.stop, (), ended=True), 1.0)
        assert not of(out, ev.SendBatch)
    assert not made.working and made.jobs["j"].waiting == 3
    assert not of(made.handle(ev.JobSubmitted(ev.JobPlan("k", "c", 1)), 1.0), ev.SendBatch)


def test_what_has_not_begun_of_a_batch_is_asked_for() -> None:
    made = Scheduler(ev.Capacity(1.0, 0.0, 1000, 1))
    out = started(made, made.handle(ev.ContextOpened("c"), 0.0))
    out = made.handle(ev.JobSubmitted(ev.JobPlan("j", "c", 100)), 0.0)
    (sent,) = of(out, ev.SendBatch)
    out = made.handle(ev.BatchReported(sent.worker, sent.batch, 1, (), ended=True, busy=1e-4), RECALL_AGE)
    batches = of(out, ev.SendBatch)
    assert batches[0].stop - batches[0].start > 1
    out = made.handle(ev.Draining(), 1.0)
    assert {do.batch for do in of(out, ev.RecallBatch)} == {each.batch for each in batches}
    out = made.handle(ev.BatchReturned(sent.worker, batches[0].batch, batches[0].start + 1), 1.0)
    assert ev.ItemsReturned("j", batches[0].start + 1, batches[0].stop) in out


def test_a_session_that_nobody_has_come_back_to_has_no_worker() -> None:
    made = Scheduler(ev.Capacity(2.0, 0.0, 1000, 8))
    assert not made.handle(ev.ContextOpened("c", warm=False), 0.0)
    assert of(made.handle(ev.ContextOpened("c"), 0.0), ev.StartWorker)

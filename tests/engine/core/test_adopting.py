"""What an earlier gateway has left running goes on under another one."""

from __future__ import annotations

from typing import Any

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.core.gangs import GangState
from farfield_engine.core.resuming import Sent, resume
from farfield_engine.core.scheduler import Scheduler

Q, R, S, F, C, L = ItemState
PLAN = ev.JobPlan("j", "c", 4)
TRAINER = ev.GangPlan("g", "c", 2)


def of(out: list[ev.Instruction], kind: type[Any]) -> list[Any]:
    return [do for do in out if isinstance(do, kind)]


def adopting(*found: ev.Event) -> tuple[Scheduler, list[ev.Instruction]]:
    """A scheduler that was told of these, and what it wants done."""
    made, out = Scheduler(ev.Capacity(2.0, 0.0, 1000, 8)), []
    for event in (ev.ContextOpened("c", warm=False), ev.Adopting(8, 100), *found, ev.Adopted()):
        out += made.handle(event, 10.0)
    return made, out


def test_what_a_worker_holds_still_runs_and_has_not_failed() -> None:
    found = resume(bytes([S, Q, Q, Q]), [Sent(0, 3)], 0, held=[range(1, 3)])
    assert list(found.states) == [S, R, R, Q] and not found.lost and not found.attempts


def test_earlier_runs_of_what_a_worker_holds_count() -> None:
    found = resume(bytes([Q, Q]), [Sent(0, 1), Sent(0, 1), Sent(1, 2)], 2, held=[range(1)])
    assert found.attempts == {0: 1, 1: 1} and list(found.states) == [R, Q]


def test_running_items_end_and_the_rest_follows() -> None:
    held = (ev.Holding("w7", 50, 0, 2, 1),)
    made, out = adopting(ev.WorkerFound("w7", "c"), ev.JobResumed(PLAN, bytes([S, R, Q, Q]), held=held))
    assert made.jobs["j"].counts == [2, 1, 1, 0, 0, 0] and made.pool.cpus_in_use == 1
    assert [do.worker for do in of(out, ev.StartWorker)] == ["w8"], "names go on after those there were"
    out = made.handle(ev.BatchReported("w7", 50, 2, ended=True, busy=1.0), 11.0)
    (sent,) = of(out, ev.SendBatch)
    assert (sent.worker, sent.batch, sent.start) == ("w7", 100, 2)


def test_nothing_begins_before_all_is_known() -> None:
    made, out = adopting(
        ev.WorkerFound("w1", "c"),
        ev.WorkerFound("w2", "c"),
        ev.JobResumed(PLAN, bytes([Q, Q, Q, Q])),
        ev.JobResumed(ev.JobPlan("k", "c", 1), bytes([R]), held=(ev.Holding("w1", 9, 0, 1, 0),)),
    )
    assert {do.worker for do in of(out, ev.SendBatch)} == {"w2"}


def test_a_worker_that_dies_has_died_with_what_it_held() -> None:
    made, _ = adopting(
        ev.WorkerFound("w1", "c"),
        ev.JobResumed(ev.JobPlan("j", "c", 1), bytes([R]), held=(ev.Holding("w1", 9, 0, 1, 0),)),
    )
    out = made.handle(ev.WorkerDied("w1"), 11.0)
    assert of(out, ev.FailItem)[0].kind is ev.FailureKind.WORKER_DIED and of(out, ev.JobEnded)


def test_what_was_cancelled_is_interrupted_once_more() -> None:
    made, out = adopting(
        ev.WorkerFound("w1", "c"),
        ev.JobResumed(PLAN, bytes([R, Q, Q, Q]), cancelled=True, held=(ev.Holding("w1", 9, 0, 1, 0),)),
    )
    assert of(out, ev.InterruptBatch) == [ev.InterruptBatch("w1", 9)]
    assert made.jobs["j"].counts[C] == 3


def test_time_limits_count_from_when_the_item_was_sent() -> None:
    plan = ev.JobPlan("j", "c", 1, timeout=5.0)
    made, _ = adopting(
        ev.WorkerFound("w1", "c"),
        ev.JobResumed(plan, bytes([R]), held=(ev.Holding("w1", 9, 0, 1, 0, age=3.0),)),
    )
    assert not of(made.handle(ev.Tick(), 11.9), ev.InterruptBatch)
    assert of(made.handle(ev.Tick(), 12.0), ev.InterruptBatch)


# --- groups -------------------------------------------------------------------


def test_a_group_goes_on_with_its_ranks() -> None:
    made, out = adopting(ev.GangFound(TRAINER, ("w1", "w2")))
    assert made.gangs.gangs["g"].state is GangState.READY and not of(out, ev.StartWorker)
    out = made.handle(ev.JobSubmitted(ev.JobPlan("j", "c", 2, gang="g")), 11.0)
    assert [(do.worker, do.start) for do in of(out, ev.SendBatch)] == [("w1", 0), ("w2", 1)]


def test_what_has_not_arrived_at_a_rank_is_sent_to_that_one() -> None:
    plan = ev.JobPlan("j", "c", 2, gang="g")
    made, out = adopting(
        ev.GangFound(TRAINER, ("w1", "w2")),
        ev.JobResumed(plan, bytes([R, Q]), held=(ev.Holding("w1", 9, 0, 1, 0),)),
    )
    assert [(do.worker, do.start) for do in of(out, ev.SendBatch)] == [("w2", 1)]
    made.handle(ev.BatchReported("w1", 9, 1, ended=True), 11.0)
    (end,) = of(made.handle(ev.BatchReported("w2", 100, 2, ended=True), 11.0), ev.JobEnded)
    assert end.state is S and not made.gangs.gangs["g"].running


def test_a_rank_that_has_not_come_back_breaks_its_group() -> None:
    plan = ev.JobPlan("j", "c", 2, gang="g")
    held = (ev.Holding("w1", 9, 0, 1, 0), ev.Holding("w2", 10, 1, 2, 1))
    made, out = adopting(
        ev.GangFound(TRAINER, ("w1", "w2")),
        ev.JobResumed(plan, bytes([R, R]), held=held),
        ev.WorkerDied("w2"),
    )
    assert of(out, ev.GangBroken) and made.gangs.gangs["g"].state is GangState.BROKEN
    assert of(out, ev.InterruptBatch) == [ev.InterruptBatch("w1", 9)], "the other rank waits for it"


def test_what_waits_for_a_group_that_still_has_to_start_waits_on() -> None:
    made, out = adopting(
        ev.GangOpened(TRAINER), ev.JobResumed(ev.JobPlan("j", "c", 2, gang="g"), bytes([Q, Q]))
    )
    assert [do.rank for do in of(out, ev.StartWorker)] == [0, 1]
    assert made.gangs.gangs["g"].running == ""

"""What a gateway knows of batches that were sent before it began, whatever was written and said when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.core.resuming import Sent
from farfield_engine.gateway.found import Found, sort_out
from farfield_engine.gateway.handed import left_of, number_record, sent_record, taken_of, taken_record
from farfield_engine.gateway.journal import Journal
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path)
    yield made
    made.close()


def report(batch: int, following: int, *, ended: bool = False) -> pb.FromWorker:
    return pb.FromWorker(report=pb.Report(batch=batch, next=following, ended=ended))


def alive(*held: pb.Held) -> Found:
    """Worker w1 has come back, and holds these."""
    return Found(workers={"w1": pb.WorkerHello(worker="w1", held=held)})


def holds(journal: Journal, found: Found) -> list[tuple[int, int, int]]:
    """Batch, first open item and end of what is held."""
    return [(each.batch, each.next, each.stop) for each in left_of(journal, "j", found)[1]]


def test_what_a_worker_holds_begins_where_its_reports_were_taken(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 9, worker="w1", batch=7))
    journal.append("j", Kind.TAKEN, taken_record("w1", 3, report(7, 4)))
    # It has told of two more, which nobody has heard, and will tell so again.
    assert holds(journal, alive(pb.Held(batch=7, start=0, stop=9, next=6))) == [(7, 4, 9)]
    assert taken_of(journal, "j") == {"w1": 3}


def test_what_has_not_arrived_waits_again(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 9, worker="w1", batch=7))
    sent, held = left_of(journal, "j", alive())
    assert not held and Sent(0, 9, back=True) in sent


def test_what_was_given_back_unheard_waits_again(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 9, worker="w1", batch=7))
    sent, _ = left_of(journal, "j", alive(pb.Held(batch=7, start=0, stop=5, next=2)))
    assert sent[-1] == Sent(5, 9, back=True) and holds(
        journal, alive(pb.Held(batch=7, start=0, stop=5, next=2))
    ) == [(7, 0, 5)]


def test_what_was_given_back_and_sent_to_another_is_no_longer_held(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 9, worker="w1", batch=7))
    returned = pb.FromWorker(returned=pb.Returned(batch=7, stop=5))
    journal.append("j", Kind.SENT, sent_record(5, 9, back=True))
    journal.append("j", Kind.TAKEN, taken_record("w1", 1, returned))
    journal.append("j", Kind.SENT, sent_record(5, 9, worker="w2", batch=8))
    sent, held = left_of(journal, "j", alive(pb.Held(batch=7, start=0, stop=5, next=1)))
    assert [(each.next, each.stop) for each in held] == [(0, 5)]
    assert [each for each in sent if each.back] == [Sent(5, 9, back=True)], "the other has died with it"


def test_a_batch_whose_end_was_taken_is_over_though_the_worker_does_not_know(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 2, worker="w1", batch=7))
    journal.append("j", Kind.TAKEN, taken_record("w1", 1, report(7, 2, ended=True)))
    assert holds(journal, alive(pb.Held(batch=7, start=0, stop=2, next=2))) == []


def test_an_end_that_nobody_has_heard_is_still_to_come(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(0, 2, worker="w1", batch=7))
    assert holds(journal, alive(pb.Held(batch=7, start=0, stop=2, next=2))) == [(7, 0, 2)]


def test_what_a_missing_rank_held_dies_with_it(journal: Journal) -> None:
    journal.append("j", Kind.SENT, sent_record(1, 2, worker="w2", batch=8))
    assert holds(journal, Found(missing={"w2"})) == [(8, 1, 2)]
    assert holds(journal, Found()) == [], "other dead workers are the journal's business"


def test_after_a_jobs_end_only_the_last_numbers_are_kept(journal: Journal) -> None:
    for number in range(1, 50):
        journal.append("j", Kind.TAKEN, taken_record("w1", number, report(7, number)))
    journal.append("j", Kind.END, b"")
    journal.append("j", Kind.TAKEN, number_record("w1", 49))
    assert journal.count("j", Kind.TAKEN) == 1 and taken_of(journal, "j") == {"w1": 49}


# --- who is wanted ------------------------------------------------------------


def hello(context: str, rank: int = -1, epoch: int = 0) -> pb.WorkerHello:
    record = gateway_pb.StoredWorker(context=context, rank=rank, epoch=epoch)
    return pb.WorkerHello(record=record.SerializeToString())


def test_workers_of_sessions_and_groups_that_are_known_are_wanted() -> None:
    session = gateway_pb.StoredSession(id="s", context="c")
    group = gateway_pb.StoredGroup(id="c/g", context="c", epoch=5, begun=True, workers=["w2", "w3"])
    fresh = gateway_pb.StoredGroup(id="c/new", context="c", epoch=6, workers=["w8"])
    stray = gateway_pb.StoredGroup(id="x/g", context="x", epoch=7, begun=True, workers=["w9"])
    hellos = {
        "w1": hello("c"),
        "w2": hello("c/g", 0, 5),
        "w4": hello("c/g", 1, 4),  # of the group that it was before it was restarted
        "w5": hello("gone"),
        "w6": pb.WorkerHello(),  # not set up yet
        "w8": hello("c/new", 0, 6),  # begins anew, with all its ranks
        "w9": hello("x/g", 0, 7),
    }
    found = sort_out([session], [group, fresh, stray], hellos)
    assert set(found.workers) == {"w1", "w2"} and found.missing == {"w3"}
    assert set(found.groups) == {"c/g", "c/new"}

"""What a notebook knows of its groups: which names need not be sent again."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import pytest

from farfield._remote import RemoteValue
from farfield.ipython.groupmemory import GroupKnown, arrived, expect, remember, settle, still_known
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb


class Notebook:
    """A namespace, the cells that made it, and one group."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.cells: list[str] = []
        self.known = GroupKnown(epoch=1, ranks=1)

    def run(self, cell: str) -> None:
        """A cell that runs in the notebook."""
        self.cells.append(cell)
        exec(cell, self.names)

    def send(self, *names: str) -> None:
        remember(self.known, names, self.names, self.cells)

    def has(self, *names: str) -> list[bool]:
        keeps = still_known(self.known, self.names, self.cells, set())
        return [keeps(name) for name in names]

    def detached(self, job: str, sent: set[str], binds: set[str]) -> JobHandle:
        handle = JobHandle(job, 1)
        expect(self.known, handle, sent, frozenset(binds), self.names, self.cells, many=False)
        return handle


def end(handle: JobHandle, state: pb.State, *failures: pb.Failure) -> None:
    handle.take(gateway_pb.Event(results=gateway_pb.Results(failures=failures)))
    finished = gateway_pb.Finished(summary=pb.JobSummary(id=handle.id, state=state))
    handle.take(gateway_pb.Event(finished=finished))


def test_only_what_was_sent_and_is_unchanged_is_known() -> None:
    notebook = Notebook()
    notebook.run("a, b = [1], [2]")
    notebook.send("a")
    assert notebook.has("a", "b", "nowhere") == [True, False, False]


@pytest.mark.parametrize(
    "cell",
    [
        "a.append(2)",
        "a = [1]",  # an equal value
        "a = a",
        "for a in [a]: pass",
        "import math as a",
        "def a(): pass",
        "del a",
    ],
)
def test_what_the_notebook_has_changed_is_not(cell: str) -> None:
    notebook = Notebook()
    notebook.run("a, b = [1], [2]")
    notebook.send("a", "b")
    notebook.run(cell)
    assert notebook.has("a", "b") == [False, True]


@pytest.mark.parametrize("cell", ["len(a)", "c = a", "repr(a)", "def f():\n    a = 1", "[a for a in 'xy']"])
def test_what_only_reads_changes_nothing(cell: str) -> None:
    notebook = Notebook()
    notebook.run("a = [1]")
    notebook.send("a")
    notebook.run(cell)
    assert notebook.has("a") == [True]


def test_a_small_integer_bound_anew_is_told_from_the_old_one() -> None:
    notebook = Notebook()
    notebook.run("n = 0")
    notebook.send("n")
    notebook.run("n = 0")
    assert notebook.has("n") == [False], "the same object, but the user has set it again"
    notebook.send("n")
    assert notebook.has("n") == [True]


def test_a_binding_that_was_not_sent_is_remembered_past_the_next_cell() -> None:
    notebook = Notebook()
    notebook.run("n, other = 0, 1")
    notebook.send("n")
    notebook.run("n = 0")
    notebook.send("other")
    assert notebook.has("n", "other") == [False, True]


def test_cells_of_the_cluster_and_magics_bind_nothing_here() -> None:
    notebook = Notebook()
    notebook.run("a = 1")
    notebook.send("a")
    notebook.cells += ["%%distributed\na = 2", "%%bash\na=3", "%matplotlib inline\n!ls"]
    assert notebook.has("a") == [True]


@pytest.mark.parametrize("cell", ["%matplotlib inline\na = 1", "%%time\na = 1", "%%bash --out a\necho 1"])
def test_magics_that_bind_are_seen(cell: str) -> None:
    notebook = Notebook()
    notebook.run("a = 1")
    notebook.send("a")
    notebook.cells.append(cell)
    assert notebook.has("a") == [False]


def test_a_value_that_cannot_be_pickled_is_known_by_its_identity() -> None:
    notebook = Notebook()
    notebook.names["lock"] = threading.Lock()
    notebook.send("lock")
    assert notebook.has("lock") == [True]
    notebook.names["lock"] = threading.Lock()
    assert notebook.has("lock") == [False]


class Large:
    def __init__(self) -> None:
        self.data = b"x" * (2 << 20)


def test_large_and_remote_values_are_not_kept_alive() -> None:
    notebook = Notebook()
    # Without a client: what matters is what it is.
    notebook.names |= {"large": Large(), "remote": RemoteValue.__new__(RemoteValue)}
    kept = [weakref.ref(notebook.names[name]) for name in ("large", "remote")]
    notebook.send("large", "remote")
    assert notebook.has("large", "remote") == [True, True]
    del notebook.names["large"], notebook.names["remote"]
    gc.collect()
    assert [reference() for reference in kept] == [None, None]


def test_names_that_are_withheld_are_told() -> None:
    notebook = Notebook()
    notebook.run("a, b = 1, 2")
    notebook.send("a")
    withheld: set[str] = set()
    keeps = still_known(notebook.known, notebook.names, notebook.cells, withheld)
    assert (keeps("a"), keeps("b"), withheld) == (True, False, {"a"})


# --- detached cells -----------------------------------------------------------


def test_what_a_detached_cell_binds_is_waited_for_until_it_has_ended() -> None:
    notebook = Notebook()
    notebook.run("a, made = 1, 'remote value'")
    handle = notebook.detached("j1", {"a"}, {"made"})
    settle(notebook.known)
    assert notebook.has("a", "made") == [True, True]
    (needed,) = notebook.known.needed_for(["a", "made"])
    assert (needed.pending.job, needed.pending.name) == ("j1", "made")
    end(handle, pb.STATE_SUCCEEDED)
    settle(notebook.known)
    assert notebook.has("a", "made") == [True, True]
    assert notebook.known.needed_for(["a", "made"]) == []


def test_of_several_cells_that_bind_a_name_the_last_one_is_waited_for() -> None:
    notebook = Notebook()
    notebook.names["made"] = "first"
    notebook.detached("j1", set(), {"made"})
    notebook.names["made"] = "second"
    notebook.detached("j2", set(), {"made"})
    assert [value.pending.job for value in notebook.known.needed_for(["made"])] == ["j2"]


def test_what_a_failed_detached_cell_has_not_bound_is_not_there() -> None:
    notebook = Notebook()
    notebook.run("a, early, late = 1, 'remote', 'remote too'")
    handle = notebook.detached("j1", {"a"}, {"early", "late"})
    end(handle, pb.STATE_FAILED, pb.Failure(kind=pb.Failure.KIND_EXCEPTION, at=5.0, bound=["early"]))
    settle(notebook.known)
    assert notebook.has("a", "early", "late") == [True, True, False]


def test_a_detached_cell_that_never_began_has_left_nothing() -> None:
    notebook = Notebook()
    notebook.run("a, kept, made = 1, 2, 3")
    notebook.send("kept")
    handle = notebook.detached("j1", {"a", "kept"}, {"made"})
    end(handle, pb.STATE_CANCELLED)
    settle(notebook.known)
    assert notebook.has("a", "kept", "made") == [False, True, False]


def test_several_failed_cells_are_undone_to_what_was_before_the_first() -> None:
    notebook = Notebook()
    notebook.names["made"] = original = "original"
    notebook.send("made")
    handles = []
    for number in range(3):
        notebook.names["made"] = f"remote {number}"
        handles.append(notebook.detached(f"j{number}", set(), {"made"}))
    for handle in handles:
        end(handle, pb.STATE_CANCELLED)
    settle(notebook.known)
    assert notebook.has("made") == [False], "the remote value fails whoever needs it"
    notebook.names["made"] = original
    assert notebook.has("made") == [True]


def test_what_was_bound_after_a_detached_cell_stays_known_when_that_fails() -> None:
    notebook = Notebook()
    notebook.names["made"] = "remote"
    handle = notebook.detached("j1", set(), {"made"})
    notebook.names["made"] = "brought by the next cell"
    notebook.send("made")
    end(handle, pb.STATE_FAILED, pb.Failure(kind=pb.Failure.KIND_EXCEPTION, at=5.0))
    settle(notebook.known)
    assert notebook.has("made") == [True]


# --- what a cell leaves -------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "failures", "has"),
    [
        (pb.STATE_SUCCEEDED, [], {"sent", "bound"}),
        (pb.STATE_CANCELLED, [], set()),
        (pb.STATE_CANCELLED, [pb.Failure(kind=pb.Failure.KIND_INTERRUPTED, at=1.0)], {"sent"}),
        (pb.STATE_FAILED, [pb.Failure(kind=pb.Failure.KIND_EXCEPTION, at=1.0, bound=["x"])], {"sent", "x"}),
        (pb.STATE_FAILED, [pb.Failure(kind=pb.Failure.KIND_DEPENDENCY)], set()),
        (pb.STATE_FAILED, [pb.Failure(kind=pb.Failure.KIND_INPUT, at=1.0)], set()),
    ],
)
def test_what_arrived(state: pb.State, failures: list[pb.Failure], has: set[str]) -> None:
    handle = JobHandle("j", 1)
    end(handle, state, *failures)
    assert arrived(handle, ["sent"], ["bound"]) == has

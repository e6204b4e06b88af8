"""Which stops a front end is shown: rule by rule, and a model that does anything in any order."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from farfield_engine.dap.presenter import LOCAL, Hide, Instruction, Presenter, Show, Stop

A, B, C = Stop("w1", 11), Stop("w2", 22), Stop("w3", 33)


def one() -> Presenter:
    return Presenter(one_at_a_time=True)


def test_the_first_is_shown_and_the_others_wait_for_their_turn() -> None:
    presenter = one()
    assert presenter.stopped(A) == [Show(A)]
    assert presenter.stopped(B) == [] and presenter.stopped(C) == []
    assert presenter.continued("w1") == [Hide(A), Show(B)]
    assert presenter.continued("w2") == [Hide(B), Show(C)]
    assert presenter.continued("w3") == [Hide(C)]
    assert presenter.stops == [] and presenter.shown is None


def test_one_that_waits_and_goes_on_by_itself_is_never_shown() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stopped(B)
    assert presenter.continued("w2") == []
    assert presenter.continued("w1") == [Hide(A)]


def test_a_step_is_part_of_its_turn() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stopped(B)
    assert presenter.stepped("w1") == []
    assert presenter.stopped(C) == []
    assert presenter.stopped(A) == [Show(A)]


def test_others_do_not_wait_for_a_step_that_takes_long() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stopped(B)
    presenter.stepped("w1")
    assert presenter.step_takes_long() == [Show(B)]
    assert presenter.stopped(A) == []
    assert presenter.step_takes_long() == []
    assert presenter.continued("w2") == [Hide(B), Show(A)]


def test_a_worker_that_dies_in_its_step_makes_way() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stopped(B)
    presenter.stepped("w1")
    assert presenter.continued("w1") == [Show(B)]


def test_the_kernel_waits_for_its_turn_as_workers_do() -> None:
    kernel = Stop(LOCAL, 1)
    presenter = one()
    presenter.stopped(A)
    assert presenter.stopped(kernel) == []
    assert presenter.continued("w1") == [Hide(A), Show(kernel)]


def test_the_user_chooses() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stopped(B)
    assert presenter.chosen("w2") == [Show(B)] and presenter.shown == B
    assert presenter.chosen("w9") == [] and presenter.shown == B
    assert presenter.continued("w2") == [Hide(B), Show(A)]


def test_two_threads_of_one_worker_are_one_turn() -> None:
    other = Stop("w1", 12)
    presenter = one()
    presenter.stopped(A)
    assert presenter.stopped(other) == [Show(other)]
    assert presenter.of("w1") == [other, A]
    presenter.continued("w1")
    assert presenter.stops == []


def test_a_front_end_that_can_is_shown_all_at_once() -> None:
    presenter = Presenter(one_at_a_time=False)
    assert presenter.stopped(A) == [Show(A)]
    assert presenter.stopped(B) == [Show(B)]
    assert presenter.continued("w1") == [Hide(A)]
    assert presenter.chosen("w2") == [Show(B)]
    assert presenter.stepped("w2") == [] and presenter.stops == []


def test_nothing_is_left_after_the_front_end_has_gone() -> None:
    presenter = one()
    presenter.stopped(A)
    presenter.stepped("w1")
    presenter.clear()
    assert presenter.stops == [] and presenter.step_takes_long() == []
    assert presenter.stopped(B) == [Show(B)]


WORKERS = st.sampled_from(["", "w1", "w2", "w3", "w4"])


class Model(RuleBasedStateMachine):
    """A front end that believes what it is told, beside the set of what really stands still."""

    def __init__(self) -> None:
        super().__init__()
        self.presenter = Presenter(one_at_a_time=True)
        self.stopped: set[Stop] = set()
        self.told: Stop | None = None
        """What the front end shows."""
        self.known: set[Stop] = set()
        """What it was told of and did not continue, where it can show all."""
        self.stepping = ""
        self.is_stepping = False

    @initialize(one_at_a_time=st.booleans())
    def front_end(self, one_at_a_time: bool) -> None:
        self.presenter.one_at_a_time = one_at_a_time

    def told_of(self, instructions: list[Instruction]) -> None:
        for instruction in instructions:
            if isinstance(instruction, Show):
                assert instruction.stop in self.stopped, "a ghost is shown"
                self.told = instruction.stop
                self.known.add(instruction.stop)
            else:
                self.known.discard(instruction.stop)
                if self.told == instruction.stop:
                    self.told = None

    def gone(self, worker: str) -> None:
        self.stopped = {stop for stop in self.stopped if stop.worker != worker}
        self.known = {stop for stop in self.known if stop.worker != worker}
        if self.told is not None and self.told.worker == worker:
            self.told = None

    @rule(worker=WORKERS, thread=st.integers(1, 2))
    def stops(self, worker: str, thread: int) -> None:
        stop = Stop(worker, thread)
        self.stopped.add(stop)
        if self.is_stepping and self.stepping == worker:
            self.is_stepping = False
        self.told_of(self.presenter.stopped(stop))

    @rule(worker=WORKERS)
    def goes_on(self, worker: str) -> None:
        """It dies, goes on by itself, or the front end has asked for it."""
        instructions = self.presenter.continued(worker)
        self.gone(worker)
        if self.is_stepping and self.stepping == worker:
            self.is_stepping = False
        self.told_of(instructions)

    @rule()
    def steps(self) -> None:
        """The front end steps what it shows."""
        if self.told is not None:
            worker = self.told.worker
            self.gone(worker)
            self.is_stepping, self.stepping = True, worker
            self.told_of(self.presenter.stepped(worker))

    @rule()
    def step_takes_long(self) -> None:
        self.is_stepping = False
        self.told_of(self.presenter.step_takes_long())

    @rule(worker=WORKERS)
    def chooses(self, worker: str) -> None:
        shows = self.presenter.chosen(worker)
        assert bool(shows) == any(stop.worker == worker for stop in self.stopped)
        self.is_stepping = self.is_stepping and not shows
        self.told_of(shows)

    @invariant()
    def no_stop_is_lost(self) -> None:
        assert set(self.presenter.stops) == self.stopped
        if self.presenter.one_at_a_time:
            waits = self.is_stepping and self.presenter.one_at_a_time
            assert self.told is not None or not self.stopped or waits, "all wait and nothing is shown"
            assert self.presenter.shown == self.told
            assert self.told is None or self.presenter.stops[0] == self.told
        else:
            assert self.known == self.stopped

    def teardown(self) -> None:
        for _ in range(len(self.stopped) + 1):
            if self.presenter.one_at_a_time:
                self.step_takes_long()
                if self.told is not None:
                    self.goes_on(self.told.worker)
            elif self.known:
                self.goes_on(next(iter(self.known)).worker)
        assert self.presenter.stops == [] and not self.stopped
        assert self.presenter.shown is None or not self.presenter.one_at_a_time


TestModel = Model.TestCase

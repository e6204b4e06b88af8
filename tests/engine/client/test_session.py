"""A client's session over carriers that keep what they are given."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable

import pytest

from farfield_engine.client.handle import JobHandle
from farfield_engine.client.session import ACKNOWLEDGED_EVENTS, Carrier, SessionChannel
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

SECONDS = 20.0


class KeepingCarrier(Carrier):
    """Keeps what it is to carry; `disturb` is called before each frame is taken."""

    def __init__(self, disturb: Callable[[], None] = lambda: None) -> None:
        self.frames: list[pb.ClientFrame] = []
        self.calls: list[worker_pb.Call] = []
        self.called = threading.Semaphore(0)
        self.dropped = False
        self._disturb = disturb

    def write(self, frame: pb.ClientFrame) -> None:
        self._disturb()
        self.frames.append(pb.ClientFrame.FromString(frame.SerializeToString()))

    def write_call(self, call: worker_pb.Call) -> None:
        self.calls.append(call)
        self.called.release()

    def drop(self) -> None:
        self.dropped = True

    @property
    def numbers(self) -> list[int]:
        return [frame.number for frame in self.frames]


class Session(SessionChannel):
    """Nothing around it; what was cut off goes on when it is told to."""

    def __init__(self) -> None:
        super().__init__(pb.Hello())
        self.cut_off = 0

    def call_later(self, seconds: float, callback: Callable[[], object]) -> None:
        raise AssertionError("nobody asks for it here")

    def close(self, *, detach: bool) -> None:
        self.carry(None)

    def _again(self) -> None:
        self.cut_off += 1


def _welcome(next_frame: int = 1) -> pb.Welcome:
    return pb.Welcome(next_frame=next_frame)


def _cancel(job: str = "") -> pb.ClientFrame:
    return pb.ClientFrame(cancel=job)


def test_frames_are_numbered_kept_and_sent_again() -> None:
    session, first, second = Session(), KeepingCarrier(), KeepingCarrier()
    session.send(_cancel("a"))
    assert not session.flushed
    session.carry(first, _welcome())
    session.send(_cancel("b"))
    assert first.numbers == [1, 2] and session.flushed
    session.carry(None)
    session.send(_cancel("c"))
    session.carry(second, _welcome(next_frame=2))
    assert first.numbers == [1, 2] and first.dropped
    assert [(frame.number, frame.cancel) for frame in second.frames] == [(2, "b"), (3, "c")]


def test_what_the_gateway_has_taken_is_not_kept() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    for _ in range(10):
        session.send(_cancel())
    session.take(pb.GatewayFrame(seen_frame=7))
    again = KeepingCarrier()
    session.carry(again, _welcome(next_frame=8))
    assert again.numbers == [8, 9, 10]
    assert len(session._outbox) == 3


def test_threads_send_in_order_and_without_gaps() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())

    def send(name: str) -> None:
        for number in range(500):
            session.send(_cancel(f"{name} {number}"))

    threads = [threading.Thread(target=send, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert carrier.numbers == list(range(1, 2001))
    for name in "abcd":
        own = [frame.cancel for frame in carrier.frames if frame.cancel.startswith(name)]
        assert own == [f"{name} {number}" for number in range(500)]


def test_a_finalizer_may_send_in_the_middle_of_sending() -> None:
    class Held:
        pass

    session = Session()
    held: list[Held] = []

    def collect() -> None:
        held.clear()
        gc.collect()

    carrier = KeepingCarrier(collect)
    session.carry(carrier, _welcome())
    thing = Held()
    held.append(thing)
    weakref.finalize(thing, session.send, _cancel("finalizer")).atexit = False
    del thing
    session.send(_cancel("thread"))
    assert [(frame.number, frame.cancel) for frame in carrier.frames] == [(1, "thread"), (2, "finalizer")]


def test_a_full_carrier_gets_the_rest_when_it_has_room() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    carrier.full = True
    for _ in range(5):
        session.send(_cancel())
    assert carrier.frames == [] and not session.flushed
    carrier.full = False
    session.go_on()
    assert carrier.numbers == [1, 2, 3, 4, 5] and session.flushed


def test_what_ctrl_c_cuts_off_is_made_up_for() -> None:
    session = Session()
    interrupt = True

    def disturb() -> None:
        nonlocal interrupt
        if interrupt:
            interrupt = False
            raise KeyboardInterrupt

    carrier = KeepingCarrier(disturb)
    session.carry(carrier, _welcome())
    with pytest.raises(KeyboardInterrupt):
        session.send(_cancel("a"))
    assert session.cut_off == 1
    session.send(_cancel("b"))
    assert [(frame.number, frame.cancel) for frame in carrier.frames] == [(1, "a"), (2, "b")]


def test_what_was_sent_is_known_to_the_next_gateway() -> None:
    """It must not take the session for a new one, though nothing was heard of what was sent."""
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    session.carry(None)
    session.send(_cancel("a"))
    assert not session.hello_frame().hello.begun
    session.carry(carrier, _welcome())
    assert session.hello_frame().hello.begun


def test_events_reach_their_handle_once() -> None:
    session = Session()
    handle = JobHandle("j", 1, watched=True)
    session.submit(handle, pb.ClientFrame(submit={"id": "j"}))
    frame = pb.GatewayFrame(
        events=[pb.Event(number=1, job="j", progress={}), pb.Event(number=2, job="other", progress={})]
    )
    session.take(frame)
    session.take(frame)
    assert handle.events.qsize() == 1
    assert session.hello_frame().hello.next_event == 3
    session.take(pb.GatewayFrame(events=[pb.Event(number=3, job="j", finished={})]))
    assert handle.done


def test_many_events_are_acknowledged_when_nothing_else_is_said() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    for number in range(1, ACKNOWLEDGED_EVENTS):
        session.take(pb.GatewayFrame(events=[pb.Event(number=number)]))
    assert carrier.frames == []
    session.take(pb.GatewayFrame(events=[pb.Event(number=ACKNOWLEDGED_EVENTS)]))
    assert [(frame.number, frame.seen_event) for frame in carrier.frames] == [(0, ACKNOWLEDGED_EVENTS)]


# --- calls ------------------------------------------------------------------


class Caller(threading.Thread):
    """Makes a call on a thread of its own."""

    def __init__(self, session: Session, timeout: float = SECONDS, method: str = "Status") -> None:
        super().__init__()
        self.reply: object = None
        self._session = session
        self._timeout = timeout
        self._method = method
        self.start()

    def run(self) -> None:
        try:
            self.reply = self._session.call(self._method, pb.StatusRequest(), pb.StatusReply, self._timeout)
        except FarfieldError as error:
            self.reply = error

    def ended(self) -> object:
        self.join(SECONDS)
        assert not self.is_alive()
        return self.reply


def test_a_call_has_its_answer() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    first, second = Caller(session), Caller(session)
    assert carrier.called.acquire(timeout=SECONDS) and carrier.called.acquire(timeout=SECONDS)
    for call in reversed(carrier.calls):
        reply = pb.StatusReply(engine="local", pid=call.id)
        session.take_answer(worker_pb.Answer(id=call.id, reply=reply.SerializeToString()))
    assert {getattr(caller.ended(), "pid", None) for caller in (first, second)} == {1, 2}
    session.take_answer(worker_pb.Answer(id=1))  # nobody waits for it any more


def test_a_call_that_may_be_repeated_is_made_again_after_a_cut() -> None:
    session, carrier = Session(), KeepingCarrier()
    caller = Caller(session)
    session.carry(carrier, _welcome())
    assert carrier.called.acquire(timeout=SECONDS)
    session.carry(None)
    second = KeepingCarrier()
    session.carry(second, _welcome())
    assert second.called.acquire(timeout=SECONDS)
    reply = pb.StatusReply(engine="local").SerializeToString()
    session.take_answer(worker_pb.Answer(id=second.calls[0].id, reply=reply))
    assert getattr(caller.ended(), "engine", None) == "local"


def test_a_call_that_may_not_be_repeated_fails_with_its_connection() -> None:
    session, carrier = Session(), KeepingCarrier()
    caller = Caller(session, method="Shutdown")
    session.carry(carrier, _welcome())
    assert carrier.called.acquire(timeout=SECONDS)
    session.carry(None)
    error = caller.ended()
    assert isinstance(error, FarfieldError) and "cut before it had answered" in str(error)


def test_all_that_listen_to_a_job_hear_of_it() -> None:
    session = Session()
    session.carry(KeepingCarrier(), _welcome())
    first, second = JobHandle("j", 1), JobHandle("j", 1)
    session.submit(first, pb.ClientFrame(submit=jobs_pb.JobSpec(id="j")))
    session.listen(second)
    session.listen(second)
    session.take(pb.GatewayFrame(events=[pb.Event(number=1, job="j", finished=pb.Finished())]))
    assert first.done and second.done


def test_a_job_that_others_run_again_is_no_longer_ended_here() -> None:
    session = Session()
    session.carry(KeepingCarrier(), _welcome())
    handle, gone = JobHandle("j", 1, watched=True), JobHandle("j", 1)
    session.submit(handle, pb.ClientFrame(submit=jobs_pb.JobSpec(id="j")))
    session.listen(gone)
    failure = jobs_pb.Failure(message="no")
    numbers = iter(range(1, 100))

    def told(**event: object) -> None:
        made = pb.Event(number=next(numbers), job="j", **event)  # type: ignore[arg-type]  # any of its fields
        session.take(pb.GatewayFrame(events=[made]))

    told(results=pb.Results(failures=[failure]))
    told(finished=pb.Finished(summary=jobs_pb.JobSummary(state=jobs_pb.STATE_FAILED)))
    del gone
    shown = handle.events.qsize()
    for attempt in (1, 2):
        assert handle.done
        told(results=pb.Results(segments=[jobs_pb.Segment(count=1, attempt=attempt)]))
        assert not handle.done and not handle.failures and handle.segment_of(0) is not None
        told(finished=pb.Finished(summary=jobs_pb.JobSummary(state=jobs_pb.STATE_SUCCEEDED)))
    assert handle.done and handle.summary is not None
    assert handle.summary.state == jobs_pb.STATE_SUCCEEDED
    assert handle.events.qsize() == shown, "what showed it has ended"
    last = weakref.ref(handle)
    del handle
    gc.collect()
    assert last() is None
    told(progress=pb.Progress())


def test_a_gateway_that_has_begun_anew_is_sent_what_it_may_not_have() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, pb.Welcome(gateway="a", next_frame=1))
    told: list[str] = []
    session.on_renewed.append(lambda: told.append("renewed"))
    handles = [JobHandle(name, 1) for name in ("taken", "unseen")]
    for handle in handles:
        session.submit(handle, pb.ClientFrame(submit=jobs_pb.JobSpec(id=handle.id)))
    outputs = pb.Event(number=1, job="taken", outputs=pb.Outputs(log_position=7))
    session.take(pb.GatewayFrame(seen_frame=1, events=[outputs]))
    session.carry(None)
    hello = session.hello_frame().hello
    assert [(known.job, known.log_seen) for known in hello.open] == [("taken", 7)]
    again = KeepingCarrier()
    session.carry(again, pb.Welcome(gateway="b", next_frame=1, renewed=True))
    assert [(frame.number, frame.submit.id) for frame in again.frames] == [(1, "unseen")]
    assert told == ["renewed"]
    # Its numbers begin again.
    session.take(pb.GatewayFrame(events=[pb.Event(number=1, job="taken", finished=pb.Finished())]))
    assert handles[0].done and not handles[1].done


def test_a_call_fails_with_what_the_gateway_says() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    caller = Caller(session)
    assert carrier.called.acquire(timeout=SECONDS)
    session.take_answer(worker_pb.Answer(id=1, error="there is no job '7'"))
    assert str(caller.ended()) == "there is no job '7'"


def test_a_call_is_not_waited_for_for_ever_and_not_made_later() -> None:
    session, carrier = Session(), KeepingCarrier()
    error = Caller(session, timeout=0.05).ended()
    assert isinstance(error, FarfieldError) and "did not answer 'Status' in 0.05 s" in str(error)
    session.carry(carrier, _welcome())
    assert carrier.calls == []


def test_a_stream_is_read_page_by_page() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    pages = session.stream("ReadLog", pb.ReadLogRequest(job="1"), pb.LogPage)
    page = pb.LogPage(outputs=[worker_pb.Output(content="x")]).SerializeToString()

    def answer() -> None:
        assert carrier.called.acquire(timeout=SECONDS)
        for reply in (page, b"", page):
            session.take_answer(worker_pb.Answer(id=1, reply=reply, more=True))
        session.take_answer(worker_pb.Answer(id=1))

    thread = threading.Thread(target=answer)
    thread.start()
    assert [len(page.outputs) for page in pages] == [1, 0, 1]
    thread.join(SECONDS)


def test_who_waits_when_the_gateway_is_lost_is_told() -> None:
    session, carrier = Session(), KeepingCarrier()
    session.carry(carrier, _welcome())
    handle = JobHandle("j", 1)
    session.submit(handle, pb.ClientFrame(submit={"id": "j"}))
    caller = Caller(session)
    assert carrier.called.acquire(timeout=SECONDS)
    error = ConnectionLostError("gone")
    session.lose(error)
    assert caller.ended() is error and handle.lost is error
    late = JobHandle("k", 1)
    session.submit(late, pb.ClientFrame(submit={"id": "k"}))
    assert late.lost is error
    with pytest.raises(ConnectionLostError, match="gone"):
        session.call("Status", pb.StatusRequest(), pb.StatusReply)

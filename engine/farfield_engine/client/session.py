"""A client's session, apart from what carries it: numbered frames, handles, calls and their answers."""

from __future__ import annotations

import itertools
import math
import queue
import secrets
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator

from google.protobuf.message import Message

from farfield_engine.client.channel import CALL_SECONDS, OFFLINE_SECONDS, Channel, M
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.turn import Turn
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.wire.numbered import Outbox
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

ACKNOWLEDGED_EVENTS = 64
"""The gateway keeps events until it hears that they came: after so many it is told, if nothing else is."""

REPEATABLE = frozenset(
    {"Locate", "Fetch", "Status", "ListJobs", "DescribeJob", "ReadResults", "CancelJob", "ListGroups"}
    | {"Versions"}
)
"""Methods that may be called once more when a connection was cut before the answer came."""

PATIENT_SECONDS = 2.0
"""How long a call waits at least, when it comes while there is no connection."""

LOOK_SECONDS = 0.5
"""How often who waits for an answer looks whether there is a connection at all."""


class Carrier(ABC):
    """One connection that carries a session. The session writes from one thread at a time."""

    full = False
    """Nothing is written while it is; when it ends, the carrier calls `SessionChannel.go_on`."""

    @abstractmethod
    def write(self, frame: pb.ClientFrame) -> None:
        """Pass a frame on, without waiting. Of a carrier that has broken, nothing is heard."""

    @abstractmethod
    def write_call(self, call: worker_pb.Call) -> None:
        """The same for a call; only `SessionChannel.call` and `stream` have it called."""

    @abstractmethod
    def drop(self) -> None:
        """Let go of what is written to: nothing more will be."""


class _Asked:
    """A call whose answer is awaited."""

    def __init__(self, call: worker_pb.Call) -> None:
        self.call = call
        self.written = False
        self.pages = False
        self.since = time.monotonic()
        self.answers: queue.SimpleQueue[worker_pb.Answer | FarfieldError] = queue.SimpleQueue()


class SessionChannel(Channel):
    """All of a session that does not depend on its carrier. Who carries it calls:

    - `hello_frame` for the first frame of each connection,
    - `carry` once the gateway has answered it with a welcome, and `carry(None)` when that connection is gone,
    - `take` and `take_answer` for what arrives, from one thread, the channel's own,
    - `lose` when the gateway is gone for good.
    """

    def __init__(self, hello: pb.Hello) -> None:
        """Its session is named here, unguessable, in `hello` too."""
        hello.session = secrets.token_urlsafe(24)
        self._hello = hello
        self._welcome = pb.Welcome()
        self._lost: ConnectionLostError | None = None
        self._jobs: dict[str, tuple[JobHandle, ...]] = {}
        """By job, all that hear of it."""
        self._ended: weakref.WeakValueDictionary[tuple[str, int], JobHandle] = weakref.WeakValueDictionary()
        """Those of jobs that have ended, numbered: somebody else may have such a job run again."""
        self._jobs_lock = threading.Lock()
        self._posted: deque[pb.ClientFrame] = deque()
        self._numbers = itertools.count(1)
        self._calls: dict[int, _Asked] = {}
        self._unwritten: deque[_Asked] = deque()
        self._seen_event = 0
        self._told_event = 0
        self._acknowledged = 0
        self.on_renewed = []
        self._renewals = 0
        self._offered: tuple[Carrier | None, int, int] = (None, 1, 0)
        # What follows belongs to whoever has the turn.
        self._outbox: Outbox[pb.ClientFrame] = Outbox()
        self._taken_over: tuple[Carrier | None, int, int] = self._offered
        self._carrier: Carrier | None = None
        self._written = 0
        self._turn = Turn(self._pass_on, self._again)

    # --- for the client -----------------------------------------------------

    @property
    def session(self) -> str:
        return self._hello.session

    @property
    def welcome(self) -> pb.Welcome:
        return self._welcome

    @property
    def lost(self) -> ConnectionLostError | None:
        return self._lost

    def submit(self, handle: JobHandle, frame: pb.ClientFrame) -> None:
        if self._register(handle):
            self.send(frame)

    def listen(self, handle: JobHandle) -> None:
        self._register(handle)

    def _register(self, handle: JobHandle) -> bool:
        self._check()
        with self._jobs_lock:
            lost = self._lost
            if lost is None:
                others = self._jobs.get(handle.id, ())
                self._jobs[handle.id] = (*(other for other in others if other is not handle), handle)
        if lost is not None:
            handle.lose(lost)
        return lost is None

    def send(self, frame: pb.ClientFrame) -> None:
        self._check()
        self._posted.append(frame)
        self._turn.take()

    def call(
        self, method: str, request: Message, reply_type: type[M], timeout: float | None = CALL_SECONDS
    ) -> M:
        asked = self._ask(method, request)
        try:
            return reply_type.FromString(self._answer(asked, timeout).reply)
        finally:
            self._calls.pop(asked.call.id, None)

    def stream(self, method: str, request: Message, reply_type: type[M]) -> Iterator[M]:
        asked = self._ask(method, request)
        asked.pages = True
        try:
            while (answer := self._answer(asked, CALL_SECONDS)).more:
                yield reply_type.FromString(answer.reply)
        finally:
            self._calls.pop(asked.call.id, None)

    def _ask(self, method: str, request: Message) -> _Asked:
        self._check_call(method)
        call = worker_pb.Call(id=next(self._numbers), method=method, request=request.SerializeToString())
        asked = self._calls[call.id] = _Asked(call)
        if self._lost is not None:  # looked at now, when `lose` would find the call
            del self._calls[call.id]
            raise self._lost
        self._unwritten.append(asked)
        self._turn.take()
        if not self.connection.connected:
            self.try_now()
        return asked

    def _answer(self, asked: _Asked, timeout: float | None) -> worker_pb.Answer:
        deadline = math.inf if timeout is None else time.monotonic() + timeout
        while True:
            try:
                answer = asked.answers.get(timeout=min(LOOK_SECONDS, max(0.0, deadline - time.monotonic())))
                break
            except queue.Empty:
                self._check_waiting(asked, timeout, deadline)
        if isinstance(answer, FarfieldError):
            raise answer
        if answer.error:
            raise FarfieldError(answer.error)
        return answer

    def _check_waiting(self, asked: _Asked, timeout: float | None, deadline: float) -> None:
        """Raise FarfieldError where an answer is waited for no longer."""
        now, state, method = time.monotonic(), self.connection, asked.call.method
        away = now - state.since > OFFLINE_SECONDS and now - asked.since > PATIENT_SECONDS
        if not state.connected and away:
            raise ConnectionLostError(
                f"the connection to the gateway is lost ({state.why}) and is tried again; "
                "what runs there goes on"
            )
        if now >= deadline:
            raise FarfieldError(
                f"the gateway did not answer '{method}' in {timeout:g} s; 'farfield doctor' may say why"
            )

    # --- for what carries it ------------------------------------------------

    def hello_frame(self) -> pb.ClientFrame:
        """The first frame of a connection."""
        self._hello.next_event = self._seen_event + 1
        del self._hello.open[:]
        if self._welcome.gateway:
            unseen = {frame.submit.id for frame in self._outbox.kept() if frame.HasField("submit")}
            unseen.update(frame.submit.id for frame in list(self._posted) if frame.HasField("submit"))
            for job, handles in list(self._jobs.items()):
                if job not in unseen:
                    self._hello.open.add(job=job, log_seen=max(handle.log_seen for handle in handles))
        return pb.ClientFrame(hello=self._hello)

    def carry(self, carrier: Carrier | None, welcome: pb.Welcome | None = None) -> None:
        """Go on with this carrier, which the gateway has welcomed; None: there is none for now."""
        if welcome is not None:
            self._welcome = welcome
            if welcome.renewed:
                self._renewals += 1
                self._seen_event = self._told_event = self._acknowledged = 0
        self._offered = (carrier, self._welcome.next_frame, self._renewals)
        self._turn.take()
        if welcome is not None and welcome.renewed:
            for tell in self.on_renewed:
                tell()

    def go_on(self) -> None:
        """The carrier has room again."""
        self._turn.take()

    def take(self, frame: pb.GatewayFrame) -> None:
        """A frame has come, other than a welcome."""
        self._acknowledged = max(self._acknowledged, frame.seen_frame)
        for event in frame.events:
            if event.number <= self._seen_event:
                continue
            self._seen_event = event.number
            handles = self._jobs.get(event.job, ())
            if (event.job, 0) in self._ended:
                handles = self._begin_again(event.job)
            for handle in handles:
                handle.take(event)
            if handles and all(handle.done for handle in handles):
                self._jobs.pop(event.job, None)
                for number, handle in enumerate(handles):
                    self._ended[event.job, number] = handle
        if len(self._outbox) or self._seen_event - self._told_event >= ACKNOWLEDGED_EVENTS:
            self._turn.take()

    def _begin_again(self, job: str) -> tuple[JobHandle, ...]:
        """A job of which more comes though it had ended: all that hear of it now."""
        ended, number = [], 0
        while (handle := self._ended.pop((job, number), None)) is not None:
            ended.append(handle)
            number += 1
        with self._jobs_lock:
            known = self._jobs.get(job, ())
            ended = [handle for handle in ended if handle not in known]
            handles = self._jobs[job] = (*ended, *known)
        for handle in ended:
            handle.runs_again()
        return handles

    def take_answer(self, answer: worker_pb.Answer) -> None:
        """An answer has come."""
        asked = self._calls.get(answer.id)
        if asked is not None:  # else nobody waits any more
            asked.answers.put(answer)

    def lose(self, error: ConnectionLostError) -> None:
        """The gateway is gone for good: all that waits for it is told."""
        with self._jobs_lock:
            self._lost = error
            jobs = [handle for handles in self._jobs.values() for handle in handles]
            self._jobs.clear()
        for job in jobs:
            job.lose(error)
        for asked in list(self._calls.values()):
            asked.answers.put(error)

    @property
    def flushed(self) -> bool:
        """Whether all frames have been passed on to the carrier and the carrier has room."""
        carrier = self._carrier
        behind = self._posted or self._written < self._outbox.next_number() - 1
        return not behind and (carrier is None or not carrier.full)

    def _check_call(self, method: str) -> None:
        """Raise FarfieldError where the answer can't be waited for."""
        self._check()
        if self._on_own_thread():
            raise FarfieldError(
                f"'{method}' can't be asked of the gateway from a future's callback, which holds up its "
                "answer; do it in a thread of your own"
            )

    def _check(self) -> None:
        """Raise FarfieldError where this process can't use the channel."""

    def _on_own_thread(self) -> bool:
        """Whether this is the thread that `take_answer` is called from."""
        return False

    def _again(self) -> None:
        """Have `go_on` called soon, by another thread: Ctrl-C came in between."""

    # --- with the turn ------------------------------------------------------

    def _pass_on(self) -> None:
        """Number what was posted and write what is not written. May be cut off anywhere and run again."""
        if self._offered is not self._taken_over:
            self._take_over()
        outbox = self._outbox
        while self._posted:
            frame = self._posted[0]
            # What was numbered and kept before a cut is only to be taken off.
            if frame.number == 0:
                frame.number = outbox.next_number()
            if frame.number == outbox.next_number():
                outbox.add(frame)
            self._posted.popleft()
        carrier = self._carrier
        if carrier is not None:
            self._write(carrier)
        outbox.seen(self._acknowledged)

    def _take_over(self) -> None:
        offered = self._offered
        carrier, next_frame, renewals = offered
        broken = "the connection to the gateway was cut before it had answered; try again"
        for asked in list(self._calls.values()):
            if asked.written and asked.call.method in REPEATABLE and not asked.pages:
                asked.written = False
                self._unwritten.append(asked)
            elif asked.written:
                asked.answers.put(FarfieldError(broken))
        if renewals != self._taken_over[2]:
            self._outbox = self._renumbered()
        if self._carrier is not None and self._carrier is not carrier:
            self._carrier.drop()
        self._carrier = carrier
        self._written = next_frame - 1
        self._acknowledged = max(self._acknowledged, self._written)
        self._taken_over = offered

    def _renumbered(self) -> Outbox[pb.ClientFrame]:
        """What a gateway that has begun anew may not have: its numbers begin again.

        The gateway before it may have seen some of it, which does no harm: a job is taken once by its id.
        """
        fresh: Outbox[pb.ClientFrame] = Outbox()
        for frame in self._outbox.kept():
            frame.number = fresh.next_number()
            fresh.add(frame)
        return fresh

    def _write(self, carrier: Carrier) -> None:
        if self._written < self._outbox.next_number() - 1:
            for frame in self._outbox.from_number(self._written + 1):
                if carrier.full:
                    return
                self._told_event = frame.seen_event = self._seen_event
                self._hello.begun = True
                carrier.write(frame)
                self._written = frame.number
        while self._unwritten and not carrier.full:
            asked = self._unwritten[0]
            if asked.call.id in self._calls:  # else who called has given up
                asked.written = True
                carrier.write_call(asked.call)
            self._unwritten.popleft()
        if self._seen_event - self._told_event >= ACKNOWLEDGED_EVENTS and not carrier.full:
            self._told_event = self._seen_event
            carrier.write(pb.ClientFrame(seen_event=self._told_event))

"""A gateway that ends, however it does, and another one that goes on in the same state directory."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import farfield as ff
import farfield_launcher
from farfield._attach import current
from farfield._tasks import map_job
from farfield_engine.access.served import owner_token, read_served
from farfield_engine.core.events import ItemState
from farfield_engine.errors import ActorDiedError, FarfieldError, ItemLostError
from farfield_engine.gateway.ending import SAME_SIGNAL_SECONDS
from farfield_engine.places import FRAMED_SOCKET_FILE
from farfield_engine.wire.framing import FrameReader, encode, frame_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

if TYPE_CHECKING:
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

SECONDS = 30.0


def until(reached: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """Wait for a condition; what it found."""
    deadline = time.monotonic() + seconds
    while not (found := reached()):
        assert time.monotonic() < deadline, f"not {what} after {seconds:g} s"
        time.sleep(0.01)
    return found


class Served:
    """A gateway that listens at one port, and can be ended and started again."""

    def __init__(self, runtime: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.directory, self.state = runtime / "served", runtime / "served-state"
        for directory in (self.directory, self.state):
            directory.mkdir(mode=0o700)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        ready, told = os.pipe()
        launcher = os.path.abspath(farfield_launcher.__file__)
        command = [
            sys.executable, "-P", launcher, "gateway", str(self.directory), "--launcher", launcher,
            "--state", str(self.state), "--host", "127.0.0.1", "--port", str(self.port),
            "--ready-fd", str(told), *options,
        ]  # fmt: skip
        with open(self.directory / "gateway.log", "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[told], cwd="/"
            )
        os.close(told)
        with open(ready, "rb") as said:
            assert said.read(), (self.directory / "gateway.log").read_text()[-4000:]

    @property
    def url(self) -> str:
        served = read_served(self.state)
        assert served is not None
        return f"farfield://127.0.0.1:{self.port}?cert={served.fingerprint}#{owner_token(self.state)}"

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def wait(self) -> int:
        """Wait for its end, and that of all that it had started."""
        assert self.process is not None
        return self.process.wait(SECONDS)

    def kill(self) -> None:
        """End it as a crash does."""
        self.signal(signal.SIGKILL)
        self.wait()

    def end(self) -> None:
        if self.running:
            with contextlib.suppress(FarfieldError):
                current().shut_down(now=True)
            self.signal(signal.SIGTERM)
            self.wait()


@pytest.fixture
def served(own_runtime: Path) -> Iterator[Served]:
    """A gateway that others attach to, and we are attached to it."""
    gateway = Served(own_runtime)
    gateway.start()
    try:
        ff.attach(gateway.url)
        yield gateway
    finally:
        gateway.end()
        ff.detach()


class Go:
    """What items wait for, and what they leave behind."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def now(self) -> None:
        (self.directory / "go").touch()

    def begun(self, item: int) -> int:
        """How often an item has begun."""
        path = self.directory / f"begun{item}"
        return len(path.read_text()) if path.exists() else 0


@pytest.fixture
def go(tmp_path: Path) -> Go:
    return Go(tmp_path)


def waiting(directory: str, item: int) -> int:
    """Says that it has begun, waits until it may go on, and returns its square."""
    import os
    import time

    with open(os.path.join(directory, f"begun{item}"), "a") as file:
        file.write("x")
    print("begun", item, flush=True)
    while not os.path.exists(os.path.join(directory, "go")):
        time.sleep(0.01)
    print("ended", item, flush=True)
    return item * item


class Started:
    """A job of `waiting`, with the output that was told."""

    def __init__(self, go: Go, items: int, **options: Any) -> None:
        elements = [(str(go.directory), item) for item in range(items)]
        spec = jobs_pb.JobSpec(name="waiting", resources=jobs_pb.Resources(cpus=1.0), **options)
        self.decoder = map_job(current(), waiting, elements, spec)
        self.handle = self.decoder.handle
        self.told: dict[int, str] = {}
        self.handle.on_event(self._take)

    def _take(self, event: pb.Event) -> None:
        for output in event.outputs.outputs:
            self.told[output.item] = self.told.get(output.item, "") + output.content

    def end(self) -> str:
        """Wait for its end; its state."""
        assert self.handle.wait(SECONDS), self.handle.summary
        assert self.handle.summary is not None
        return ItemState(self.handle.summary.state).name.lower()

    def results(self) -> list[Any]:
        return [self.decoder.value(item) for item in range(self.handle.items)]


def running(go: Go, *items: int) -> Callable[[], bool]:
    return lambda: all(go.begun(item) for item in items)


# --- kill -9 ------------------------------------------------------------------


def test_what_ran_runs_again_where_it_may_and_all_else_is_kept(served: Served, go: Go) -> None:
    done = ff.submit(pow, 2, 10)
    assert done.result(SECONDS) == 1024
    job = Started(go, 5, retries=1, keep_going=True)
    until(lambda: "begun 0" in job.told.get(0, "") and "begun 1" in job.told.get(1, ""), "running and told")
    served.kill()
    served.start()
    until(lambda: go.begun(0) == 2 and go.begun(1) == 2, "begun again")
    go.now()
    assert job.end() == "succeeded"
    assert job.results() == [0, 1, 4, 9, 16]
    assert [go.begun(item) for item in range(5)] == [2, 2, 1, 1, 1]
    for item in range(5):
        assert job.told[item] == f"begun {item}\n" * go.begun(item) + f"ended {item}\n", "nothing twice"
    assert ff.submit(pow, 2, 3).result(SECONDS) == 8


def test_what_may_not_run_twice_is_lost_and_says_why(served: Served, go: Go) -> None:
    job = Started(go, 5, keep_going=True)
    until(running(go, 0, 1), "running")
    served.kill()
    served.start()
    go.now()
    assert job.end() == "lost"
    assert set(job.handle.failures) == {0, 1}
    assert job.handle.failures[0].kind == jobs_pb.Failure.KIND_GATEWAY_DIED
    assert "the gateway ended while this ran" in job.handle.failures[0].message
    assert [go.begun(item) for item in range(5)] == [1] * 5, "what never began simply runs"
    again = ff.job(job.handle.summary.number) if job.handle.summary else None
    assert again is not None and again.retry().result(SECONDS) == [0, 1, 4, 9, 16]


def test_a_client_that_is_away_meanwhile_is_told_all_of_it(
    served: Served, go: Go, cut_link: Callable[..., CuttingProxy]
) -> None:
    ff.detach()
    here = f"127.0.0.1:{served.port}"
    link = cut_link(here)
    ff.attach(served.url.replace(here, link.address))
    job = Started(go, 3, retries=1)
    until(lambda: "begun 0" in job.told.get(0, "") and "begun 1" in job.told.get(1, ""), "running and told")
    link.cut()
    link.stall()
    served.kill()
    served.start()
    go.now()
    until(lambda: go.begun(2), "all of it begun")
    with Peer(served) as peer:  # somebody else sees that it has ended
        peer.hello("looks")
        until(lambda: not peer.status().jobs, "ended")
    link.heal()
    assert job.end() == "succeeded" and job.results() == [0, 1, 4]
    for item in range(3):
        assert job.told[item] == f"begun {item}\n" * go.begun(item) + f"ended {item}\n", "nothing twice"


def test_actors_and_groups_are_gone_and_say_so(served: Served, go: Go) -> None:
    counter = ff.remote(Counter).remote()
    assert counter.add.remote(1).result(SECONDS) == 1
    waits = counter.wait.remote(str(go.directory))
    until(running(go, 0), "running")
    served.kill()
    served.start()
    with pytest.raises(FarfieldError, match="the gateway ended"):
        waits.result(SECONDS)
    with pytest.raises(ActorDiedError):
        counter.add.remote(1).result(SECONDS)


class Counter:
    """An actor."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, number: int) -> int:
        self.count += number
        return self.count

    def wait(self, directory: str) -> int:
        return waiting(directory, 0)


def test_large_inputs_are_gone_and_that_is_said(served: Served, go: Go) -> None:
    large = b"x" * 1_000_000
    first = Started(go, 2)
    until(running(go, 0, 1), "running")
    queued = ff.submit(len, large)
    until(lambda: current().status().jobs == 2, "there")
    served.kill()
    served.start()
    with pytest.raises(ItemLostError, match="in memory only.*run its cell again"):
        queued.result(SECONDS)
    assert first.end() == "lost"


def test_after_a_loss_the_rest_is_not_run_unless_asked_for(served: Served, go: Go) -> None:
    job = Started(go, 5)
    until(running(go, 0, 1), "running")
    served.kill()
    served.start()
    go.now()
    assert job.end() == "lost"
    assert job.handle.summary is not None
    counts = job.handle.summary.counts
    assert (counts.lost, counts.cancelled) == (2, 3)


# --- SIGTERM ------------------------------------------------------------------


def test_what_runs_comes_to_its_end_and_the_next_gateway_goes_on(served: Served, go: Go) -> None:
    job = Started(go, 5)
    until(running(go, 0, 1), "running")
    served.signal(signal.SIGTERM)
    until(lambda: current().status().draining, "draining")
    later = ff.submit(pow, 3, 2)
    go.now()
    assert served.wait() == 0
    assert [go.begun(item) for item in range(5)] == [1, 1, 0, 0, 0], "nothing more has begun"
    served.start()
    assert job.end() == "succeeded" and job.results() == [0, 1, 4, 9, 16]
    assert [go.begun(item) for item in range(5)] == [1] * 5
    assert later.result(SECONDS) == 9


def test_what_does_not_end_in_time_is_left_to_the_next_gateway(served: Served, go: Go) -> None:
    job = Started(go, 1, retries=1)
    other = Started(go, 1)
    until(lambda: go.begun(0) == 2, "running")
    served.signal(signal.SIGTERM)
    until(lambda: current().status().draining, "draining")
    began = time.monotonic()
    until(lambda: not served.running or time.monotonic() - began > SAME_SIGNAL_SECONDS, "long enough")
    assert served.running, "it waits for what runs"
    served.signal(signal.SIGTERM)
    assert served.wait() == 0
    served.start()
    go.now()
    assert (job.end(), other.end()) == ("succeeded", "lost")
    assert job.results() == [0]


def test_an_idle_gateway_ends_at_once(served: Served) -> None:
    assert ff.submit(pow, 2, 2).result(SECONDS) == 4
    served.signal(signal.SIGTERM)
    assert served.wait() == 0
    served.start()
    assert ff.submit(pow, 2, 3).result(SECONDS) == 8, "its sessions go on"


def test_down_cancels_and_nothing_comes_back(served: Served, go: Go) -> None:
    job = Started(go, 5, retries=3)
    until(running(go, 0, 1), "running")
    current().shut_down(now=True)
    assert job.end() == "cancelled"
    assert served.wait() == 0
    ff.detach()
    served.start()
    ff.attach(served.url)
    (found,) = ff.jobs()
    assert found.state == "cancelled"
    assert [go.begun(item) for item in range(5)] == [1, 1, 0, 0, 0]


# --- frames by hand -----------------------------------------------------------


class Peer:
    """A client that says what it is told to."""

    def __init__(self, served: Served) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(SECONDS)
        self._socket.connect(str(served.directory / FRAMED_SOCKET_FILE))
        self._socket.sendall(frame_of(owner_token(served.state).encode()))
        self._reader = FrameReader(pb.ToClient)
        self._frames: list[pb.GatewayFrame] = []

    def say(self, **frame: Any) -> None:
        content = pb.ClientFrame(**frame).SerializeToString()
        self._socket.sendall(encode(pb.FromClient(frame=content)))

    def next(self) -> pb.GatewayFrame:
        while not self._frames:
            for message in self._reader.feed(self._socket.recv(1 << 16)):
                assert not message.HasField("refusal"), message.refusal
                self._frames.append(pb.GatewayFrame.FromString(message.frame))
        return self._frames.pop(0)

    def event(self, kind: str) -> pb.Event:
        """The next event of this kind."""
        while True:
            for event in self.next().events:
                if event.WhichOneof("event") == kind:
                    return event

    def hello(self, session: str, **more: Any) -> pb.Welcome:
        self.say(hello=pb.Hello(session=session, setup=worker_pb.Setup(cwd="/"), **more))
        return self.next().welcome

    def status(self) -> pb.StatusReply:
        self._socket.sendall(encode(pb.FromClient(call=worker_pb.Call(id=1, method="Status"))))
        while True:
            for message in self._reader.feed(self._socket.recv(1 << 16)):
                if message.HasField("answer"):
                    return pb.StatusReply.FromString(message.answer.reply)

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def test_numbers_begin_again_until_the_client_is_known_to_have_heard(served: Served) -> None:
    with Peer(served) as peer:
        assert not peer.hello("by-hand").resumed
        peer.say(number=1, release=pb.Release())
    served.kill()
    served.start()
    for _ in range(2):
        with Peer(served) as peer:
            welcome = peer.hello("by-hand", next_event=40, open=[pb.OpenJob(job="gone")])
            assert welcome.renewed and welcome.resumed and welcome.next_frame == 1
            frame = peer.next()
            (event,) = frame.events
            assert event.number == 1 and event.job == "gone" and "run it again" in event.refused.message
    with Peer(served) as peer:
        assert peer.hello("by-hand", next_event=1).renewed
        peer.say(number=1, release=pb.Release())
    with Peer(served) as peer:
        welcome = peer.hello("by-hand", next_event=1)
        assert welcome.resumed and not welcome.renewed and welcome.next_frame == 2


def test_what_is_submitted_twice_is_one_job_and_told_again(served: Served) -> None:
    spec = jobs_pb.JobSpec(id="unlucky", items=0)
    with Peer(served) as peer:
        peer.hello("by-hand")
        peer.say(number=1, submit=spec)
        assert peer.event("finished").job == "unlucky"
    served.kill()
    served.start()
    with Peer(served) as peer:
        assert peer.hello("by-hand", next_event=1).renewed
        peer.say(number=1, submit=spec)
        assert peer.event("finished").finished.summary.state == jobs_pb.STATE_SUCCEEDED
        peer.say(number=2, submit=jobs_pb.JobSpec(id="other", items=0))
        assert peer.event("finished").job == "other"
    with Peer(served) as peer:
        peer.hello("somebody-else")
        peer.say(number=1, submit=spec)
        assert "give it another one" in peer.event("refused").refused.message


def test_a_session_that_has_ended_is_not_known_any_more(served: Served) -> None:
    with Peer(served) as peer:
        peer.hello("by-hand")
        peer.say(number=1, detach=True)
    sessions = served.state / "sessions"
    until(lambda: len(list(sessions.glob("*.session"))) == 1, "only ours is left")
    assert sessions.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in sessions.iterdir())
    served.kill()
    served.start()
    with Peer(served) as peer, pytest.raises(AssertionError, match="does not know the session"):
        peer.hello("by-hand", next_event=2)

"""The debugger: from a breakpoint to the front end, steps, attaching, and what it costs on and off."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import importlib.util
import os
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from dapdriver import DEADLINE, DapDriver, Lines, free_port, talking_to
from figures import Row
from peers import NO_PEERS
from processes import end_gateway

import farfield as ff

DEBUGGEE = '''\
"""The workers' tasks, and a script that is told which of them to run."""

import itertools
import sys
import time


def hits(count):
    for number in range(count):
        before = time.time()
        number += 1  # HIT
    return 0.0


def steps(count):
    total = 0  # STEP
    for number in range(count):
        total += number
        total ^= 5
        total -= 3
    return 0.0


def called(total):
    return total + 1


def loop(count):
    began = time.process_time()
    total = left = 0
    # Small numbers only: where the memory for others comes from can make a loop a sixth slower.
    for _ in itertools.repeat(None, count):
        total = total + left & 7
        left = left + 1
        if left == 10:
            left = 0
            total = called(total)
    return time.process_time() - began


if __name__ == "__main__":
    for line in sys.stdin:
        name, count = line.split()
        print("result", globals()[name](int(count)), flush=True)
'''

NO_DELAY = '''\
"""Has every TCP socket of this process send at once."""

import socket


class Socket(socket.socket):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        if self.family in (socket.AF_INET, socket.AF_INET6) and self.type == socket.SOCK_STREAM:
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


socket.socket = Socket
'''

ITERATIONS = 1_000_000
SLICE = 10
SLOW_MS = 100.0
"""A step that takes longer has lost a signal within pydevd, which looks again after 200 ms."""

STEP_RATIO = 1.5
AS_GOOD = 1.05
"""A ratio up to this counts as 1.00: two runs of the very same code differ by as much."""

PEER_SECONDS = 20.0
"""debugpy's adapter sometimes never answers a client that comes just after another has gone."""

PEER, PROMPT_PEER = "debugpy", "debugpy, TCP_NODELAY"

Samples = dict[str, list[float]]


@dataclasses.dataclass
class Program:
    """The debuggee on disk."""

    path: str
    module: ModuleType
    prompt: str
    """Folder that makes a Python process send at once when it is on the path."""

    def line_of(self, mark: str) -> int:
        return next(n for n, line in enumerate(DEBUGGEE.splitlines(), 1) if line.endswith(f"# {mark}"))


class Script:
    """The debuggee in a Python process of its own, without any debugger."""

    name = "plain Python"

    def __init__(self, process: Lines) -> None:
        self._process = process

    def start(self, function: str, count: int) -> None:
        """Have it call a function of the debuggee."""
        self._process.tell(f"{function} {count}")

    def result(self) -> float:
        """Wait for what the function returns."""
        return float(self._process.line(r"^result (.*)$")[1])


class Debugged:
    """Something that runs functions of the debuggee, and is debugged by one client at a time."""

    name = ""
    client: DapDriver

    def start(self, function: str, count: int) -> None:
        """Have it call a function of the debuggee."""
        raise NotImplementedError

    def result(self) -> float:
        """Wait for what the function returns."""
        raise NotImplementedError

    def connect(self) -> None:
        """Have a new client, which has said nothing yet."""
        raise NotImplementedError

    def leave(self) -> None:
        """Have the client go, and wait until the next may come."""
        raise NotImplementedError


class Debugpy(Script, Debugged):
    """`python -m debugpy --listen`, the debuggee as its script."""

    def __init__(self, process: Lines, port: int, name: str) -> None:
        super().__init__(process)
        self.name = name
        self._port = port
        self.connect()

    def connect(self) -> None:
        self.client = DapDriver(self._process.dial("127.0.0.1", self._port), PEER_SECONDS)

    def leave(self) -> None:
        self.client.leave()
        self.client.await_end()
        self.client.close()


class Farfield(Debugged):
    """`farfield debug --listen`, the debuggee's functions as tasks of this process."""

    name = "Farfield"

    def __init__(self, listening: Lines, module: ModuleType) -> None:
        self._listening = listening
        self._module = module
        self._future: Any = None
        where = listening.line(r"at ([\d.]+):(\d+)")
        self._host, self._port = where[1], int(where[2])

    def start(self, function: str, count: int) -> None:
        self._future = ff.submit(getattr(self._module, function), count)

    def result(self) -> float:
        return float(self._future.result(DEADLINE))

    def connect(self) -> None:
        self.client = DapDriver(self._listening.dial(self._host, self._port))
        self._listening.line("a debug client has come")

    def leave(self) -> None:
        self.client.leave()
        self.client.close()
        self._listening.line("the debug client has gone")


def measure(quick: bool) -> list[Row]:
    """In fresh workers and fresh scripts each time: stops, steps and attaching, then loops."""
    with tempfile.TemporaryDirectory(prefix="debuggee-") as folder, program_on_disk(Path(folder)) as program:
        stops = Stops()
        for _ in range(2 if quick else 5):
            with fresh_gateway(), _sides(program) as sides:
                stops.measure(program, sides, slices=2 if quick else 5)
        with fresh_gateway():
            cost = _cost(program, rounds=9 if quick else 31)
    return stops.rows() + cost


# --- who is measured ---------------------------------------------------------


@contextlib.contextmanager
def program_on_disk(folder: Path) -> Iterator[Program]:
    """The debuggee in this folder, and a module of this process."""
    path = folder / "debuggee.py"
    path.write_text(DEBUGGEE)
    prompt = folder / "prompt"
    prompt.mkdir()
    (prompt / "sitecustomize.py").write_text(NO_DELAY)
    sys.path.insert(0, str(folder))
    try:
        yield Program(str(path), importlib.import_module("debuggee"), str(prompt))
    finally:
        sys.path.remove(str(folder))


@contextlib.contextmanager
def fresh_gateway() -> Iterator[None]:
    """Two fresh workers."""
    ff.attach("local:2")
    try:
        yield
    finally:
        ff.detach()
        end_gateway()


@contextlib.contextmanager
def _sides(program: Program) -> Iterator[list[Debugged]]:
    """Farfield and its peers, each with a client that has connected and said nothing yet."""
    with contextlib.ExitStack() as stack:
        ours = stack.enter_context(_farfield(program))
        ours.connect()
        sides: list[Debugged] = [ours]
        if peer_is_there():
            sides.append(stack.enter_context(_debugpy(program, PEER)))
            sides.append(stack.enter_context(_debugpy(program, PROMPT_PEER, prompt=True)))
        yield sides


def peer_is_there() -> bool:
    """Whether debugpy is to be measured, too."""
    return not os.environ.get(NO_PEERS) and importlib.util.find_spec("debugpy") is not None


@contextlib.contextmanager
def _farfield(program: Program) -> Iterator[Farfield]:
    command = (sys.executable, "-u", "-m", "farfield_engine.cli", "debug", "--listen", "127.0.0.1:0")
    with talking_to(*command) as listening:
        yield Farfield(listening, program.module)


@contextlib.contextmanager
def _debugpy(program: Program, name: str, *, prompt: bool = False) -> Iterator[Debugpy]:
    port = free_port()
    listen = ("-m", "debugpy", "--listen", f"127.0.0.1:{port}", "--wait-for-client")
    environment = {"PYTHONPATH": program.prompt} if prompt else {}
    with talking_to(sys.executable, *listen, program.path, environment=environment) as process:
        yield Debugpy(process, port, name)


# --- stops, steps, attaching ------------------------------------------------


class Stops:
    """Samples in milliseconds, by side."""

    def __init__(self) -> None:
        self.first_attach: Samples = defaultdict(list)
        self.attach: Samples = defaultdict(list)
        self.first_hit: Samples = defaultdict(list)
        self.hit: Samples = defaultdict(list)
        self.step: Samples = defaultdict(list)

    def measure(self, program: Program, sides: Sequence[Debugged], slices: int) -> None:
        """All of it once, in slices of each side in turn."""
        points = [program.line_of("HIT"), program.line_of("STEP")]
        for side in sides:
            self.first_attach[side.name].append(side.client.attach(program.path, points) * 1e3)
        for number in range(slices):
            for side in sides:
                hits = _hits(side, SLICE)
                if number == 0:
                    self.first_hit[side.name].append(hits.pop(0))
                self.hit[side.name] += hits
        self._steps(sides, slices)
        left = list(sides)
        for _ in range(2 * slices):
            left = [side for side in left if self._attach_again(side, program, points)]

    def _attach_again(self, side: Debugged, program: Program, points: list[int]) -> bool:
        """Whether it could be attached to: a peer that hangs is measured no further."""
        try:
            side.leave()
            side.connect()
            seconds = side.client.attach(program.path, points)
        except (RuntimeError, OSError) as error:
            if side.name == Farfield.name:
                raise
            print(f"{side.name} is attached to no more: {error}", file=sys.stderr)
            return False
        self.attach[side.name].append(seconds * 1e3)
        return True

    def _steps(self, sides: Sequence[Debugged], slices: int) -> None:
        threads = {}
        for side in sides:
            side.start("steps", slices * SLICE)
            threads[side.name] = side.client.stop()[0]["body"]["threadId"]
        for _ in range(slices):
            for side in sides:
                self.step[side.name] += [_step(side.client, threads[side.name]) for _ in range(SLICE)]
        for side in sides:
            side.client.ask("continue", threadId=threads[side.name])
            side.result()

    def rows(self) -> list[Row]:
        """Against debugpy as it is; then against one that would set TCP_NODELAY, for who wants to know."""
        fresh = {"Farfield": self.first_attach["Farfield"]}  # a script has loaded debugpy before it listens
        first = Row("first hit in a fresh worker to 'stopped'", "ms", target=500.0)
        hit = Row("later hit to 'stopped'", "ms")
        step = Row("step: 'next' to 'stopped'", "ms")
        attach = Row("attach to a worker that was debugged before", "ms", target=50.0)
        rows = [
            first.take(_plain(self.first_hit)),
            hit.take(_plain(self.hit)),
            *self._over_peer(),
            step.take(_plain(self.step)),
            *self._prompt_peer(),
            attach.take(_plain(self.attach)),
            Row("attach to a worker that was never debugged", "ms").take(fresh),
        ]
        if PEER in step.peers:
            step.target = STEP_RATIO * step.peers[PEER]
            step.notes.append(f"the target is {STEP_RATIO:g} times the peer's")
            step.notes.append(f"over {SLOW_MS:g} ms: {'; '.join(map(self._slow, self.step))}")
            hit.notes.append("debugpy waits 40 ms for acknowledgements, once or twice: see its TCP_NODELAY")
        return rows

    def _over_peer(self) -> list[Row]:
        if PEER not in self.hit:
            return []
        theirs = statistics.median(self.hit[PEER])
        over = {"Farfield": [value - theirs for value in self.hit["Farfield"]]}
        return [Row("later hit to 'stopped', over plain debugpy", "ms", target=20.0).take(over)]

    def _prompt_peer(self) -> list[Row]:
        """No targets: this debugpy is not to be had."""
        rows = []
        for name, samples in (("later hit to 'stopped'", self.hit), ("step: 'next' to 'stopped'", self.step)):
            if PROMPT_PEER in samples:
                prompt = {"Farfield": samples["Farfield"], PEER: samples[PROMPT_PEER]}
                rows.append(Row(f"{name}, debugpy with TCP_NODELAY", "ms").take(prompt))
        return rows

    def _slow(self, name: str) -> str:
        slow = sum(value > SLOW_MS for value in self.step[name])
        return f"{name} {slow} of {len(self.step[name])} steps"


def _plain(samples: Samples) -> Samples:
    return {name: values for name, values in samples.items() if name != PROMPT_PEER}


def _hits(side: Debugged, count: int) -> list[float]:
    """Milliseconds from the line before the breakpoint until the client knows."""
    side.start("hits", count)
    samples = []
    for _ in range(count):
        event, frame = side.client.stop()
        samples.append((event["arrived"] - float(side.client.evaluate("before", frame))) * 1e3)
        side.client.ask("continue", threadId=event["body"]["threadId"])
    side.result()
    return samples


def _step(client: DapDriver, thread: int) -> float:
    """Milliseconds of a step over a line; then all is asked that an editor shows, as it would be."""
    sent = client.send("next", threadId=thread)
    event, frame = client.stop()
    client.answer(sent.number)
    scopes = client.ask("scopes", frameId=frame)["scopes"]
    client.ask("variables", variablesReference=scopes[0]["variablesReference"])
    return float((event["arrived"] - sent.time) * 1e3)


# --- cost --------------------------------------------------------------------


def _cost(program: Program, rounds: int) -> list[Row]:
    """A loop in tasks before the debugger is on, while it is on and after, beside what it is compared to."""
    with talking_to(sys.executable, program.path) as process, _farfield(program) as ours:
        plain = Script(process)
        never = _loops([plain, ours], rounds)
        ours.connect()
        ours.client.attach(program.path, [])
        if peer_is_there():
            with _debugpy(program, PEER) as peer:
                peer.client.attach(program.path, [])
                on = _loops([peer, ours], rounds)
        else:
            on = _loops([ours], rounds)
        ours.leave()
        after = _loops([plain, ours], rounds)
    return _cost_rows(never, on, after)


def _cost_rows(never: Samples, on: Samples, after: Samples) -> list[Row]:
    loop = f"loop of {ITERATIONS:,} in a task"
    ratios = _ratios(never)
    before = statistics.median(ratios)
    off = Row(f"{loop}, debugger never on, over plain Python", "×", target=AS_GOOD)
    off.take({"Farfield": ratios})
    attached = Row(f"{loop}, client attached, no breakpoints", "ms").take(on)
    gone = Row(f"{loop}, client gone, over never on", "×", target=AS_GOOD)
    gone.take({"Farfield": [ratio / before for ratio in _ratios(after)]})
    for row, samples in ((off, never), (gone, after)):
        medians = (f"{name} {statistics.median(values):.1f} ms" for name, values in samples.items())
        row.notes.append(f"CPU time; up to {AS_GOOD:g} counts as 1.00; {', '.join(medians)}")
    if PEER in attached.peers:
        attached.target = AS_GOOD * attached.peers[PEER]
        attached.notes.append(f"CPU time; the target is {AS_GOOD:g} times the peer's")
    return [off, attached, gone]


def _loops(sides: Sequence[Script | Debugged], rounds: int) -> Samples:
    """Milliseconds of CPU time of the loop, taken within it; the sides in turn."""
    samples: Samples = defaultdict(list)
    for number in range(-1, rounds):
        for side in sides:
            side.start("loop", ITERATIONS)
            seconds = side.result()
            if number >= 0:
                samples[side.name].append(seconds * 1e3)
    return samples


def _ratios(samples: Samples) -> list[float]:
    """Farfield's loops divided by the plain ones beside them."""
    return [ours / plain for ours, plain in zip(samples["Farfield"], samples[Script.name], strict=True)]

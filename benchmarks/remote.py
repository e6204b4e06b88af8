"""A gateway elsewhere, over TLS: beside the local one, and beside what plain Python does over TLS."""

from __future__ import annotations

import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faraway
import tasks
from figures import Row
from kernels import Kernel, kernel
from processes import end_gateway
from tlspeer import TlsPeer

import farfield as ff
from farfield_engine.client.contents import SentContents

UNIX, TLS, PEER = "Unix socket", "Farfield", "plain TLS"
MORE_MS = 2.0
BULK = 0.5
"""Of what plain Python's one stream carries."""

DELAY_MS = 50.0
TRIPS = 1.5
"""Round trips that a cell may take: one, and what it takes without any delay."""

CUT_SECONDS = 60.0
BACK_SECONDS = 2.0
SMALL_MS = 20.0
GIGABYTE = 1_000_000_000
TRIVIAL = "%%distributed\n1 + 1"

Samples = dict[str, list[float]]


def measure(quick: bool) -> list[Row]:
    """Cells, calls, content, a slow link, a lost link."""
    with faraway.served() as gateway:
        rows = [*_cells(gateway, 15 if quick else 60), *_calls(gateway, 3 if quick else 10)]
        rows += _bulk(gateway, 2 if quick else 8)
        rows.append(_while_sending(gateway, 1 if quick else 3))
    with faraway.namespace() as network:
        rows += _far_away(network, 5 if quick else 20)
    with faraway.namespace() as network:
        rows.append(_reconnect(network, 20.0 if quick else CUT_SECONDS))
    return rows


# --- small things ------------------------------------------------------------


def _cells(gateway: faraway.Served, rounds: int) -> list[Row]:
    """One cell in two kernels in turn: one is attached here, the other over TLS."""
    samples: Samples = defaultdict(list)
    with kernel() as near, kernel() as far:
        _attach(near, "local:2")
        _attach(far, gateway.target)
        for number in range(-5, rounds):
            for name, where, code in (
                ("plain cell", near, "1 + 1"),
                (UNIX, near, TRIVIAL),
                (TLS, far, TRIVIAL),
            ):
                seconds = where.run(code).seconds
                if number >= 0:
                    samples[name].append(seconds * 1e3)
        near.run("%detach")
        far.run("%detach")
    end_gateway()
    return _with_difference("trivial cell over TLS", samples)


def _attach(k: Kernel, target: str) -> None:
    k.run("%load_ext farfield")
    k.run(f"%attach {target}")


def _calls(gateway: faraway.Served, rounds: int) -> list[Row]:
    """`ff.submit(f, x).result()`, in slices of 50 of each gateway in turn."""
    samples: Samples = defaultdict(list)
    for _ in range(rounds):
        for name, target in ((UNIX, "local:2"), (TLS, gateway.target)):
            ff.attach(target)
            for number in range(-10, 50):
                began = time.perf_counter()
                ff.submit(tasks.increment, number).result()
                if number >= 0:
                    samples[name].append((time.perf_counter() - began) * 1e3)
    ff.detach()
    end_gateway()
    return _with_difference("submit(f, x).result() over TLS", samples)


def _with_difference(name: str, samples: Samples) -> list[Row]:
    base = statistics.median(samples[UNIX])
    more = {TLS: [value - base for value in samples[TLS]]}
    return [
        Row(name, "ms").take(samples),
        Row(f"{name}, more than over the Unix socket", "ms", target=MORE_MS).take(more),
    ]


# --- content -----------------------------------------------------------------


def _bulk(gateway: faraway.Served, rounds: int) -> list[Row]:
    """An array there and back: all that the user waits for, and the sending alone."""
    size = tasks.ARRAY_BYTES
    found: dict[str, Samples] = defaultdict(lambda: defaultdict(list))

    def note(number: int, kind: str, who: str, seconds: float) -> None:
        if number >= 0:
            found[kind][who].append(size / seconds / 1e9)

    array = tasks.new_array()
    ff.attach(gateway.target)
    with tempfile.TemporaryDirectory() as directory, _timed("write") as sent, _timed("read") as came:
        peer = TlsPeer(Path(directory))
        for number in range(-1, rounds):
            array += 1.0  # content that was never sent
            note(number, "up", PEER, peer.up(size))
            began = time.perf_counter()
            value = ff.put(array)
            note(number, "up, with pickling and hashing", TLS, time.perf_counter() - began)
            note(number, "up", TLS, sent.pop())
            note(number, "down", PEER, peer.down(size))
            began = time.perf_counter()
            back = value.get()
            note(number, "down, with unpickling", TLS, time.perf_counter() - began)
            note(number, "down", TLS, came.pop())
            assert back[-1] == array[-1]
            del back, value
        peer.close()
    ff.detach()
    rows = []
    for kind, samples in found.items():
        # One stream of the peer's is what both figures are held against.
        peers = found[kind.partition(",")[0]][PEER]
        target = BULK * statistics.median(peers)
        name = f"{size // 1_000_000} MB over TLS, {kind}"
        row = Row(name, "GB/s", target=target, higher_is_better=True)
        rows.append(row.take({**samples, PEER: peers}))
        best = max(samples[TLS]) / max(peers)
        row.notes.append(f"the target is {BULK:g} times the peer's; the best rounds: ×{best:.2f}")
    return rows


@contextlib.contextmanager
def _timed(method: str) -> Iterator[list[float]]:
    """Seconds of every call of this method of the contents that are sent."""
    seconds: list[float] = []
    before = getattr(SentContents, method)

    def timed(*arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return before(*arguments)
        finally:
            seconds.append(time.perf_counter() - began)

    setattr(SentContents, method, timed)
    try:
        yield seconds
    finally:
        setattr(SentContents, method, before)


ASK = """
import sys, time
import farfield as ff

client = ff.attach(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    deadline = time.monotonic() + float(line)
    seconds = []
    while time.monotonic() < deadline:
        began = time.perf_counter()
        client.versions([])
        seconds.append(time.perf_counter() - began)
        time.sleep(0.002)
    print(*seconds, flush=True)
"""


def _while_sending(gateway: faraway.Served, rounds: int) -> Row:
    """Small calls of another client, while this one sends a gigabyte."""
    idle: list[float] = []
    busy: list[float] = []
    asking = subprocess.Popen(
        [sys.executable, "-c", ASK, gateway.target], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert asking.stdin is not None and asking.stdout is not None
    asking.stdout.readline()

    def ask(seconds: float) -> list[float]:
        print(seconds, file=asking.stdin, flush=True)
        return [float(word) * 1e3 for word in asking.stdout.readline().split()]  # type: ignore[union-attr]

    ff.attach(gateway.target)
    for number in range(rounds):
        idle += ask(0.5)
        content = bytes([number]) * GIGABYTE
        sending = threading.Thread(target=lambda what=content: ff.put(what))
        sending.start()
        while sending.is_alive():
            busy += ask(0.2)
        sending.join()
    ff.detach()
    asking.stdin.close()
    asking.wait(10)
    row = Row("small call during a 1 GB upload, 99th percentile", "ms", target=SMALL_MS)
    row.farfield = _percentile(busy)
    row.notes.append(
        f"median {statistics.median(busy):.2g} ms, most {max(busy):.3g} ms of {len(busy)}; "
        f"without the upload {statistics.median(idle):.2g} ms, 99th percentile {_percentile(idle):.2g} ms"
    )
    return row


def _percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


# --- far away ----------------------------------------------------------------


def _far_away(network: faraway.Namespace | None, rounds: int) -> list[Row]:
    """Cells over a link that is slow to answer, in round trips."""
    slowed = network is not None and network.delay(DELAY_MS)
    host, prefix = (faraway.THEIRS, network.prefix) if network and slowed else ("127.0.0.1", ())
    with faraway.served(host, prefix) as gateway, contextlib.ExitStack() as undo:
        target, address = gateway.target, gateway.address
        if not slowed:
            link = faraway.relay(gateway.address)
            undo.callback(link.close)
            link.delay(DELAY_MS / 2)
            target, address = gateway.through(link.address), link.address
        trip = _round_trip(address)
        samples = _slow_cells(target, rounds)
    rows = []
    for name, values in samples.items():
        row = Row(f"{name} at {DELAY_MS:g} ms", "round trips", target=TRIPS)
        rows.append(row.take({TLS: [value / trip for value in values]}))
        how = "netem" if slowed else "a relay, as this machine has no netem"
        row.notes.append(f"delayed by {how}; a round trip takes {trip:.1f} ms")
    return rows


def _slow_cells(target: str, rounds: int) -> Samples:
    samples: Samples = defaultdict(list)
    with kernel() as far:
        _attach(far, target)
        far.run("import numpy\nlarge = numpy.arange(1e6)")
        for number in range(-3, rounds):
            for name, code in (
                ("trivial cell", TRIVIAL),
                ("cell with 8 MB that were sent before", "%%distributed\nfloat(large[-1])"),
            ):
                seconds = far.run(code).seconds
                if number >= 0:
                    samples[name].append(seconds * 1e3)
        far.run("%detach")
    return samples


def _round_trip(address: str) -> float:
    """Milliseconds, by TCP's own: the shortest of some connections' openings would miss a relay."""
    host, _, port = address.rpartition(":")
    seconds = []
    for _ in range(5):
        # A TLS server answers what is no handshake by an alert, or by the end.
        with socket.create_connection((host, int(port))) as sock:
            sock.settimeout(10)
            time.sleep(2 * DELAY_MS / 1e3)  # a relay has opened its own connection by then
            began = time.perf_counter()
            sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
            with contextlib.suppress(OSError):
                sock.recv(1)
            seconds.append(time.perf_counter() - began)
    return min(seconds) * 1e3


def _reconnect(network: faraway.Namespace | None, seconds: float) -> Row:
    """A link that is gone for a while: from its return until this session is connected."""
    host, prefix = (faraway.THEIRS, network.prefix) if network else ("127.0.0.1", ())
    with faraway.served(host, prefix) as gateway, contextlib.ExitStack() as undo:
        target = gateway.target
        link: Any = network
        if network is None:
            link = faraway.relay(gateway.address)
            undo.callback(link.close)
            target = gateway.through(link.address)
        client = ff.attach(target)
        session = client.session
        assert ff.submit(tasks.increment, 1).result() == 2
        link.cut()
        waiting = ff.submit(tasks.increment, 2)
        time.sleep(seconds)
        assert not client.connection.connected, "nobody has noticed that the link was cut"
        link.heal()
        began = time.perf_counter()
        while not client.connection.connected:
            time.sleep(0.002)
        back = time.perf_counter() - began
        assert waiting.result(30) == 3
        assert client.session == session
        ff.detach()
    row = Row(f"link back after {seconds:g} s, to connected", "s", target=BACK_SECONDS)
    row.farfield = back
    row.notes.append("a network namespace's link set down" if network else "cut by a relay")
    return row

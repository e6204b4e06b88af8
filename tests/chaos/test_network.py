"""Real networks that lose what is sent: the gateway in one namespace of Linux, its client in another.

Not every kernel has netem, so packets are lost by sending them to a hardware address that nobody has: both
ends see a link that is up, and hear nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.chaos.conftest import Far, Program  # noqa: TID251  # for the type checker only

THERE, HERE, MOVED = "198.18.0.1", "198.18.0.2", "198.18.0.3"
NOBODY = "02:00:00:00:00:99"

PROGRAM = """
import json, os, sys, threading, time
import farfield_engine.access.dialling as tls
# Found dead sooner than it usually is, so that the test is short.
tls.ALIVE_IDLE, tls.ALIVE_INTERVAL, tls.DEAD_MILLISECONDS = 1, 1, 3000
import farfield as ff
from farfield._tasks import map_job
from farfield_engine.wire.v1 import jobs_pb2

client = ff.attach(os.environ["TARGET"])

def speak(lines):
    import time
    for line in range(lines):
        print(f"line {line}", flush=True)
        time.sleep(0.05)
    return lines

def tell(*what):
    os.write(1, (" ".join(map(str, what)) + "\\n").encode())  # whole lines, from any thread

def watch():
    was = True
    while True:
        now = client.connection.connected
        if now != was:
            tell("connected" if now else "lost", time.monotonic())
            was = now
        time.sleep(0.005)

def carry(kind):
    rounds = 0
    while not done.is_set():
        data = os.urandom(16 << 20)
        if kind == "up":
            assert ff.submit(bytes.__len__, data).result() == len(data)
        else:
            value = ff.submit(lambda n: bytes(range(256)) * n, 1 << 16).result()
            assert value == bytes(range(256)) * (1 << 16)
        rounds += 1
    tell("carried", kind, rounds)

told, done = [], threading.Event()
threading.Thread(target=watch, daemon=True).start()
lines = int(sys.stdin.readline())
decoder = map_job(client, speak, [(lines,)], jobs_pb2.JobSpec(resources=jobs_pb2.Resources(cpus=1)))
def hear(event):
    for output in event.outputs.outputs:
        told.append(output.content)
        tell("heard", "".join(told).count("\\n"), time.monotonic())
decoder.handle.on_event(hear)
carriers = [threading.Thread(target=carry, args=[kind]) for kind in ("up", "down")]
for carrier in carriers:
    carrier.start()
decoder.handle.wait()
done.set()
for carrier in carriers:
    carrier.join()
log = "".join(output.content for output in client.log(decoder.handle.id))
tell("result", json.dumps({"value": decoder.value(0), "told": "".join(told), "log": log}))
"""


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True, timeout=20)


class Network:
    """Two namespaces and what is between them."""

    def __init__(self) -> None:
        self.there, self.here = f"ff{os.getpid()}a", f"ff{os.getpid()}b"
        self.prefix_there = ["ip", "netns", "exec", self.there]
        self.prefix_here = ["ip", "netns", "exec", self.here]

    def make(self) -> None:
        """Raises CalledProcessError where it is not allowed."""
        for name, address, device in ((self.there, THERE, "ff0"), (self.here, HERE, "ff1")):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
            if name == self.here:
                ends = ("ff0", "netns", self.there, "type", "veth", "peer", "ff1", "netns", self.here)
                ip("link", "add", *ends)
                ip("-n", self.there, "address", "add", f"{THERE}/24", "dev", "ff0")
                ip("-n", name, "address", "add", f"{address}/24", "dev", device)
                ip("-n", self.there, "link", "set", "ff0", "up")
                ip("-n", name, "link", "set", device, "up")

    def cut(self, *, whose: str = HERE) -> None:
        """Lose all that is sent from now on, in both directions."""
        for name, address, device in ((self.there, whose, "ff0"), (self.here, THERE, "ff1")):
            ip("-n", name, "neigh", "replace", address, "lladdr", NOBODY, "dev", device, "nud", "permanent")

    def heal(self, *, whose: str = HERE) -> None:
        for name, address, device in ((self.there, whose, "ff0"), (self.here, THERE, "ff1")):
            ip("-n", name, "neigh", "del", address, "dev", device)

    def move(self) -> None:
        """The client has another address: the laptop is in another network."""
        ip("-n", self.here, "address", "del", f"{HERE}/24", "dev", "ff1")
        ip("-n", self.here, "address", "add", f"{MOVED}/24", "dev", "ff1")

    def remove(self) -> None:
        for name in (self.there, self.here):
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True, timeout=20)


@pytest.fixture
def network() -> Iterator[Network]:
    """Skips where there can't be one; where CI lacks the commands, that is a failure."""
    if shutil.which("ip") is None:
        reason = "network namespaces need 'ip' (iproute2)"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    made = Network()
    try:
        made.make()
    except subprocess.CalledProcessError as error:
        made.remove()
        pytest.skip(f"network namespaces can't be made here: {error.stderr.strip()}")
    yield made
    made.remove()


@pytest.fixture
def program(network: Network, far: Callable[..., Far]) -> Program:
    gateway = far(network.prefix_there, THERE)
    return gateway.client(PROGRAM, prefix=network.prefix_here)


def number_in(line: str, place: int) -> float:
    return float(line.split()[place])


def check(program: Program, lines: int) -> None:
    """All of it has come, once."""
    for _ in ("up", "down"):
        assert int(number_in(program.wait_for("carried"), 2)) > 0
    came = json.loads(program.wait_for("result").partition(" ")[2])
    whole = "".join(f"line {line}\n" for line in range(lines))
    assert came == {"value": lines, "told": whole, "log": whole}


def begin(program: Program, lines: int) -> None:
    """Have a job print, and content go up and down beside it."""
    program.say(str(lines))
    for _ in range(3):
        program.wait_for("heard")


def test_a_cut_in_the_middle_of_output_upload_and_download_costs_nothing(
    network: Network, program: Program
) -> None:
    begin(program, 130)
    network.cut()
    lost = program.wait_for("lost")
    # It lasts on: attempts to connect are lost, too.
    time.sleep(max(0.0, number_in(lost, 1) + 2.5 - time.monotonic()))
    network.heal()
    healed = time.monotonic()
    took = number_in(program.wait_for("connected"), 1) - healed
    assert took < 3, f"it was reached again only after {took:.1f} s"
    check(program, 130)


def test_a_cut_that_nobody_notices_costs_nothing(network: Network, program: Program) -> None:
    begin(program, 60)
    network.cut()
    time.sleep(1.0)
    network.heal()
    check(program, 60)
    assert not [line for line in program.lines if line.startswith("lost")]


def test_a_client_that_moves_to_another_address_goes_on(network: Network, program: Program) -> None:
    begin(program, 90)
    network.move()
    program.wait_for("lost")
    program.wait_for("connected")
    check(program, 90)


def test_a_client_that_stands_still_while_its_link_dies_goes_on(network: Network, program: Program) -> None:
    """As near to a laptop's sleep as it gets without suspending this machine."""
    begin(program, 60)
    os.kill(program.process.pid, signal.SIGSTOP)
    network.cut()
    time.sleep(4.5)  # longer than it takes the kernel to give the connection up
    network.heal()
    os.kill(program.process.pid, signal.SIGCONT)
    program.wait_for("lost")
    program.wait_for("connected")
    check(program, 60)

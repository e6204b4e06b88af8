"""A laptop that slept for an hour: its connection is not trusted any more, and all goes on over another one.

The sleep is made up: what the client asks its machine, how long it was suspended, is answered by the test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.chaos.conftest import Far  # noqa: TID251  # for the type checker only
    from tests.proxy import CuttingProxy  # noqa: TID251  # for the type checker only

PROGRAM = """
import os, sys, time
import farfield_engine.client.connection as connection
slept = 0.0
connection._slept = lambda: slept
connection.SLEEP_LOOK = 0.2
import farfield as ff

client = ff.attach(os.environ["TARGET"])
session = client.session

def speak(path):
    import os, time
    print("begun", flush=True)
    while not os.path.exists(path):
        time.sleep(0.02)
    print("ended", flush=True)
    return 42

path = sys.stdin.readline().strip()
future = ff.submit(speak, path)
while not client.log(future.job) or not ff.job(future.job).logs():
    time.sleep(0.02)
print("begun", flush=True)
sys.stdin.readline()
since = client.connection.since
slept = 3600.0
states = []
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    state = client.connection
    if not states or states[-1] is not state:
        states.append(state)
    if state.connected and state.since != since:
        break
    time.sleep(0.001)
print("why", next((state.why for state in states if not state.connected), "never lost"), flush=True)
open(path, "w").close()
print("result", future.result(20), client.session == session, repr(ff.job(future.job).logs()), flush=True)
"""


def test_after_a_sleep_of_an_hour_the_client_goes_on_over_a_new_connection(
    far: Callable[..., Far], cut_link: Callable[..., CuttingProxy]
) -> None:
    gateway = far()
    link = cut_link(gateway.address)
    program = gateway.client(PROGRAM, by=link.address)
    program.say(str(gateway.base / "go"))
    program.wait_for("begun")
    accepted = link.accepted
    program.say("sleep")
    assert program.wait_for("why") == "why this machine has slept"
    assert program.wait_for("result") == r"result 42 True 'begun\nended\n'"
    assert link.accepted == accepted + 1

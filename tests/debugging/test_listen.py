"""Any DAP client: `farfield debug --listen`, against real workers through a real gateway."""

from __future__ import annotations

from conftest import Listen, RunScript

SCRIPT = '''\
import farfield as ff

def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

ff.attach("local:2")
print("attached")
input_line = open("go").read
print(ff.submit(work, 4).result())
'''


def test_a_breakpoint_stops_a_worker() -> None:
    """placeholder"""

"""Ctrl-C at any point of sending: what was sent has its result, and the connection goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import os, random, signal, threading, time
import farfield as ff
from farfield._attach import current

ff.attach("local:2")
over = threading.Event()

def interrupt():
    while not over.wait(random.uniform(0.001, 0.01)):
        os.kill(os.getpid(), signal.SIGINT)

# One at a time, and none outside the loop that waits for it: Python ends by those.
armed = False

def raise_once(*about):
    global armed
    if armed:
        armed = False
        raise KeyboardInterrupt

signal.signal(signal.SIGINT, raise_once)
sent, number, hits = [], 0, 0
thread = threading.Thread(target=interrupt)
thread.start()
while number < 1000:
    try:
        armed = True
        while number < 1000:
            number += 1
            sent.append((number, ff.submit(abs, -number)))
            if number % 20 == 0:
                current().status()
        armed = False
    except KeyboardInterrupt:
        hits += 1
over.set()
thread.join()
for number, future in sent:
    assert future.result(60) == number
assert current().status().jobs == 0
print(len(sent), hits)
ff.detach()
"""


def test_ctrl_c_while_sending(own_runtime: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    sent, hits = map(int, ran.stdout.split())
    assert sent > 500 and hits > 20

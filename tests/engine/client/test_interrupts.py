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
# What is imported with the first is not to be begun again and again.
ff.submit(abs, 0).result(60)
current().status()
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
while len(sent) < 500 or hits <= 20:
    try:
        armed = True
        while len(sent) < 500 or hits <= 20:
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
ff.detach()
"""


def test_ctrl_c_while_sending(own_runtime: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr

"""The end of a process that is attached: nothing of ours runs when Python has ended."""

from __future__ import annotations

import array
import fcntl
import os
import subprocess
import sys
import termios
import time

# libc calls its handlers when Python has ended; there `getchar` waits for the test, a second time when it has
# what the test has written.
STAYS = """
import ctypes, sys
from farfield_engine.client.loop import LoopThread

libc = ctypes.CDLL(None)
libc.on_exit(libc.getchar, None)
libc.on_exit(libc.getchar, None)

async def hear():
    thread.loop.add_reader(int(sys.argv[1]), print)

thread = LoopThread.shared()
thread.run(hear())
"""
LATE = """
import atexit
from farfield_engine.errors import FarfieldError

@atexit.register
def late():
    for use in LoopThread.shared, lambda: thread.post(print), lambda: thread.run(hear()):
        try:
            use()
        except FarfieldError as error:
            print(error)

from farfield_engine.client.loop import LoopThread

async def hear(): ...

thread = LoopThread.shared()
"""


def unread(file: int) -> int:
    """The bytes in a pipe that nobody has read."""
    count = array.array("i", [0])
    fcntl.ioctl(file, termios.FIONREAD, count)
    return count[0]


def test_an_event_finds_no_python_that_has_ended() -> None:
    read, write = os.pipe()
    command = [sys.executable, "-c", STAYS, str(read)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[read]) as script:
        os.close(read)
        assert script.stdin is not None and script.stderr is not None
        os.write(script.stdin.fileno(), b"x")
        deadline = time.monotonic() + 60
        while unread(script.stdin.fileno()):
            assert time.monotonic() < deadline and script.poll() is None
            time.sleep(0.01)
        threads = os.listdir(f"/proc/{script.pid}/task")
        os.write(write, b"an event")
        os.close(write)
        script.stdin.close()
        assert script.wait(60) == 0, script.stderr.read().decode()
    assert threads == [str(script.pid)]


def test_what_comes_later_is_told_so() -> None:
    ran = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0 and not ran.stderr, ran.stderr
    assert ran.stdout.splitlines() == ["Python is ending: Farfield can't be used any more"] * 3

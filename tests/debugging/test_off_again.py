"""Debugging costs nothing once the client has gone, and threads that have ended slow no step down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

WORK = """\
import gc
import sys
import threading
import time
import farfield as ff

def work():
    return 1

def is_traced():
    found = [sys.gettrace() is not None]
    thread = threading.Thread(target=lambda: found.append(sys.gettrace() is not None))
    thread.start()
    thread.join()
    return tuple(found)

def settled():
    # It is told to the main thread in the middle of what runs there.
    end = time.monotonic() + 10
    while any(is_traced()) and time.monotonic() < end:
        time.sleep(0.01)
    return is_traced()

def until_started():
    end = time.monotonic() + 30
    while time.monotonic() < end:
        pydevd = sys.modules.get("pydevd")
        starting = any(thread.name == "farfield-debug-start" for thread in list(threading._active.values()))
        if pydevd is not None and not starting:
            gc.collect()  # of the thread that has ended, nothing is left
            return

if __name__ == "__main__":
    ff.attach("local:1")
    print("ready", ff.submit(work).result(), flush=True)
    input()
    for function in FUNCTIONS:
        print(function.__name__, ff.submit(function).result(), flush=True)
"""
OFF_AGAIN = WORK.replace("FUNCTIONS", "(until_started, settled)")
LINE = 8
"""Of `return 1`."""

ENDED = (
    "[info for info in __import__('gc').get_objects() if type(info).__name__ == 'PyDBAdditionalThreadInfo'"
    " and info.weak_thread is not None and info.weak_thread() is None]"
)


def test_no_thread_is_traced_once_the_client_has_gone(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    script = run_script(OFF_AGAIN)
    script.wait_for("ready 1")
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    editor.event("breakpoint", lambda body: bool(body["breakpoint"]["verified"]))
    editor.ask("disconnect")
    script.go()
    assert "settled (False, False)" in script.result()


def test_a_client_that_goes_while_the_debugger_starts_leaves_nothing_traced(
    run_script: RunScript, listen: Listen
) -> None:
    script = run_script(OFF_AGAIN)
    script.wait_for("ready 1")
    editor = listen()
    editor.attach()
    editor.ask("disconnect")
    script.go()
    assert "settled (False, False)" in script.result()


def test_threads_that_have_ended_take_no_signals(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    """pydevd gives the signal that a step begins to whichever thread comes last, be it one that has ended."""
    script = run_script(WORK.replace("FUNCTIONS", "(until_started, work)"))
    script.wait_for("ready 1")
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    thread, frames = editor.stop()
    assert editor.ask("evaluate", expression=ENDED, frameId=frames[0]["id"])["result"] == "[]"
    editor.ask("continue", threadId=thread)
    assert "work 1" in script.result()

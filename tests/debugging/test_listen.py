"""Any DAP client: `farfield debug --listen`, against real workers through a real gateway."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from tests.debugging.conftest import Listen, RunScript  # noqa: TID251  # for the type checker only

WORK = """\
import farfield as ff
import os

def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

if __name__ == "__main__":
    ff.attach("local:2")
    print("attached", flush=True)
    print("ready", ff.submit(work, 2).result(), flush=True)
    input()
    futures = [ff.submit(work, n) for n in (3, 4)]
    print("sum", sum(future.result() for future in futures))
"""
LINE = 7
"""Of `total += i`."""


def farfield(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "farfield_engine.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_breakpoints_variables_steps_and_evaluation(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    script = run_script(WORK)
    script.wait_for("ready 1")
    main = str(tmp_path / "main.py")
    editor = listen()
    editor.attach({main: [{"line": LINE, "condition": "i == 2"}]})
    script.go()
    thread, frames = editor.stop()
    assert [(frame["name"], frame["line"]) for frame in frames] == [("work", LINE)]
    assert frames[0]["source"]["path"] == main
    variables = editor.variables(frames[0])
    assert (variables["i"], variables["total"]) == ("2", "1")

    editor.ask("next", threadId=thread)
    editor.event("stopped", lambda body: body["threadId"] == thread)
    frames = editor.frames(thread)
    assert frames[0]["line"] == LINE - 1
    assert editor.ask("evaluate", expression="total * 100", frameId=frames[0]["id"])["result"] == "300"
    locals_ = editor.ask("scopes", frameId=frames[0]["id"])["scopes"][0]["variablesReference"]
    editor.ask("setVariable", variablesReference=locals_, name="total", value="1000")
    editor.set_breakpoints(main, [])
    # The other worker may have come to the line before that.
    assert "went on" in editor.ask("evaluate", expression="%continue all")["result"]
    assert re.search(r"sum (1003|1006)", script.result())


def test_hit_counts_and_log_points(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(WORK.replace("(3, 4)", "(6,)"))
    script.wait_for("ready")
    editor = listen()
    points = [{"line": LINE, "hitCondition": "5"}, {"line": LINE - 1, "logMessage": "at {total}"}]
    editor.attach({str(tmp_path / "main.py"): points})
    script.go()
    thread, frames = editor.stop()
    assert editor.variables(frames[0])["i"] == "4"
    logged = editor.event("output", lambda body: "at 0" in body["output"])
    assert logged["output"].startswith("[worker w")
    editor.ask("continue", threadId=thread)
    assert "sum 15" in script.result()


def test_two_workers_stop_and_go_on_one_by_one(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    main = str(tmp_path / "main.py")
    editor = listen()
    editor.attach({main: [LINE + 1]})
    script.go()
    stops = [editor.stop(), editor.stop()]
    assert len({thread for thread, _ in stops}) == 2
    totals = {editor.variables(frames[0])["total"] for _, frames in stops}
    assert totals == {"3", "6"}
    names = {thread["id"]: thread["name"] for thread in editor.ask("threads")["threads"]}
    assert all(re.fullmatch(r"worker w\d+", names[thread]) for thread, _ in stops)
    listed = editor.ask("evaluate", expression="%worker")["result"]
    assert listed.count("worker w") == 2
    gone, stays = stops[0][0], stops[1]
    editor.ask("continue", threadId=gone)
    assert "gone on" in editor.refused("scopes", frameId=stops[0][1][0]["id"])
    assert editor.variables(stays[1][0])["total"] in totals
    assert "went on" in editor.ask("evaluate", expression="%continue all")["result"]
    assert "sum 9" in script.result()


def test_breakpoint_waits_for_the_next_client(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(WORK.replace("        total += i\n", "        total += i\n    breakpoint()\n"))
    script.wait_for("attached")
    editor = listen("--next")
    editor.attach()
    thread, frames = editor.stop()
    assert (frames[0]["name"], frames[0]["line"]) == ("work", LINE + 1)
    assert "main.py:8" in farfield("debug").stdout
    editor.ask("continue", threadId=thread)
    script.wait_for("ready 1")
    editor.ask("disconnect")
    editor.event("terminated")
    script.process.kill()


def test_a_lease_ends_by_itself(run_script: RunScript) -> None:
    text = WORK.replace("    return total\n", "    breakpoint()\n    return total\n")
    script = run_script("import os\nos.environ['FARFIELD_PAUSE_LEASE'] = '0.3'\n" + text)
    script.wait_for("ready 1")
    script.go()
    assert "sum 9" in script.result()


def test_only_the_named_worker_or_job(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(
        WORK.replace(
            "    total = 0\n", "    total = 0\n    while not os.path.exists('free'):\n        os.stat('.')\n"
        ).replace('"ready", ff.submit(work, 2).result()', '"ready"')
    )
    script.wait_for("ready")
    script.go()
    editor = listen("--job", "2")
    editor.attach({str(tmp_path / "main.py"): [6]})
    thread, frames = editor.stop()
    assert editor.variables(frames[0])["n"] == "4"
    editor.set_breakpoints(str(tmp_path / "main.py"), [])
    (tmp_path / "free").touch()
    editor.ask("continue", threadId=thread)
    assert "sum 9" in script.result()


# --- files ------------------------------------------------------------------


def test_files_are_found_by_content_and_name(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    here, there = tmp_path / "editor" / "src", tmp_path / "cluster"
    for place in (here, there):
        (place / "package").mkdir(parents=True)
        (place / "package" / "__init__.py").touch()
        (place / "package" / "part.py").write_text("def part(x):\n    y = x + 1\n    return y\n")
    only = there / "package" / "only.py"
    only.write_text("from package.part import part\n\ndef outer(x):\n    return part(x)\n")
    text = WORK.replace("import os", "from package.only import outer").replace(
        "total += i", "total += outer(i)"
    )
    # One worker: the file that is taken away for a moment must not be missed by another.
    script = run_script(text.replace("local:2", "local:1").replace("(3, 4)", "(3,)"), cwd=there)
    script.wait_for("ready")
    editor = listen()
    mine = str(here / "package" / "part.py")
    editor.attach({mine: [3]})
    script.go()
    thread, frames = editor.stop()
    assert [frame["name"] for frame in frames] == ["part", "outer", "work"]
    assert frames[0]["source"]["path"] == mine, "as the editor has it"

    # A file that this side has not: it is there on this machine, so it is taken away.
    moved = only.rename(tmp_path / "away.py")
    editor.set_breakpoints(mine, [])
    frames = editor.frames(thread)
    moved.rename(only)
    assert frames[1]["source"]["path"] == str(only)
    editor.ask("continue", threadId=thread)
    assert "sum 6" in script.result()


# --- clients that go, come twice, or may not --------------------------------


def test_a_client_that_is_killed_lets_go(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    editor.stop()
    editor.close()
    assert "sum 9" in script.result()


def test_a_listener_that_is_killed_lets_go(run_script: RunScript, listen: Listen, tmp_path: Path) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    editor.stop()
    (process,) = [
        child
        for child in psutil.Process().children()
        if "debug" in child.cmdline() and "--listen" in child.cmdline()
    ]
    process.send_signal(signal.SIGKILL)
    assert "sum 9" in script.result()


def test_a_second_client_is_told_who_has_the_worker(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    first, second = listen(), listen()
    first.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    first.stop()
    first.stop()
    second.attach()
    listed = second.ask("evaluate", expression="%worker")["result"]
    assert listed == "no worker stands still"
    first.set_breakpoints(str(tmp_path / "main.py"), [])
    assert "went on" in first.ask("evaluate", expression="%continue all")["result"]
    assert "sum 9" in script.result()


def test_the_gateway_ends_while_a_worker_is_stopped(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    editor = listen()
    editor.attach({str(tmp_path / "main.py"): [LINE]})
    script.go()
    thread, _ = editor.stop()
    match = re.search(r"gateway (\d+)", farfield("status").stdout)
    assert match
    os.kill(int(match[1]), signal.SIGKILL)
    told = editor.event("output", lambda body: "no worker can be debugged any more" in body["output"])
    assert told["category"] == "important"
    assert "gone on, or has ended" in editor.refused("stackTrace", threadId=thread)
    assert script.process.wait(60) != 0
    assert "no gateway runs" in farfield("debug", "--listen", "0").stderr
    farfield("down")


def test_addresses_that_others_could_reach_are_refused(run_script: RunScript) -> None:
    script = run_script(WORK)
    script.wait_for("ready")
    for address in ("0.0.0.0:5678", "192.168.0.1:5678", "example.org:5678"):
        done = farfield("debug", "--listen", address)
        assert (done.returncode, "loopback" in done.stderr) == (1, True), done
    assert "is no address" in farfield("debug", "--listen", "here").stderr
    script.go()
    assert "sum 9" in script.result()


def test_a_gateway_without_debugging(run_script: RunScript, listen: Listen, own_runtime: Path) -> None:
    command = [sys.executable, "-m", "farfield_engine.cli", "serve", "--socket-only", "--no-debug"]
    served = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        connection = own_runtime.glob("local-*/gateway.json")
        while not list(connection):
            assert served.poll() is None
            connection = own_runtime.glob("local-*/gateway.json")
        text = WORK.replace("    return total\n", "    breakpoint()\n    return total\n")
        script = run_script(text)
        script.wait_for("ready 1")
        editor = listen()
        editor.ask("initialize", clientID="test", adapterID="farfield")
        editor.send("attach")
        editor.event("initialized")
        assert "--no-debug" in editor.refused("configurationDone")
        script.go()
        assert "sum 9" in script.result()
    finally:
        served.send_signal(signal.SIGINT)
        assert served.wait(60) == 0
        assert served.stderr is not None
        served.stderr.close()


# --- time -------------------------------------------------------------------


def test_no_time_limit_runs_while_a_worker_is_stopped(
    run_script: RunScript, listen: Listen, tmp_path: Path
) -> None:
    text = WORK.replace(
        "    futures = [ff.submit(work, n) for n in (3, 4)]\n"
        '    print("sum", sum(future.result() for future in futures))\n',
        '    print("sum", sum(ff.map(work, (3, 4), timeout=1.0)))\n',
    )
    script = run_script(text)
    script.wait_for("ready")
    main = str(tmp_path / "main.py")
    editor = listen()
    editor.attach({main: [LINE + 1]})
    script.go()
    stopped = [editor.stop()[0], editor.stop()[0]]
    # Longer than the limit, in the worker's own time.
    frame = editor.frames(stopped[0])[0]["id"]
    editor.ask("evaluate", expression="__import__('time').sleep(1.5)", frameId=frame)
    for thread in stopped:
        editor.ask("continue", threadId=thread)
    assert "sum 9" in script.result()

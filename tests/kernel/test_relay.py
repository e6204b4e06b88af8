"""The kernel behind an editor's pipes: real processes, a real kernel, and nothing of them afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from farfield.ipython.relay.bounds import MAX_OUTPUTS, MAX_TEXT, TAIL_LINES, Bounds
from farfield.ipython.relay.outbox import Outbox

DEADLINE = 90.0

Message = dict[str, Any]


class Editor:
    """What VS Code is to the relay: it starts it, writes requests, and reads what comes."""

    def __init__(self, directory: Path, document: str = "", **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "farfield_launcher", "relay"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=directory,
            env={**os.environ, **environment},
        )
        self._came: queue.Queue[Message | None] = queue.Queue()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()
        self._last = 0
        self.send(type="start", protocol=1, document=document)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._came.put(json.loads(line))
        self._came.put(None)

    def send(self, **request: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def execute(self, code: str, cell: str = "") -> int:
        self._last += 1
        self.send(type="execute", id=self._last, code=code, cell=cell)
        return self._last

    def until(self, kind: str, **wanted: Any) -> list[Message]:
        """What comes, up to such a message."""
        seen: list[Message] = []
        while True:
            message = self._came.get(timeout=DEADLINE)
            assert message is not None, f"it ended before '{kind}' came: {seen}"
            seen.append(message)
            if message["type"] == kind and all(message.get(name) == value for name, value in wanted.items()):
                return seen

    def run(self, code: str, cell: str = "") -> tuple[list[Message], Message]:
        """A cell's outputs, and how it ended."""
        number = self.execute(code, cell)
        *before, done = self.until("done", id=number)
        return [each["output"] for each in before if each["type"] == "output"], done

    @property
    def kernel(self) -> psutil.Process:
        (kernel,) = psutil.Process(self.process.pid).children()
        return kernel

    def wait(self) -> int:
        """The exit status, once it has ended by itself."""
        status = self.process.wait(DEADLINE)
        self._reading.join()
        return status

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.wait()
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


@pytest.fixture(scope="module")
def editor(runtime_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    started = Editor(tmp_path_factory.mktemp("notebooks"), "/somewhere/a b.ipynb")
    started.until("ready")
    yield started
    started.close()
    assert started.process.returncode == 0


@pytest.fixture
def own_editor(own_runtime: Path, tmp_path: Path) -> Iterator[Editor]:
    started = Editor(tmp_path)
    started.until("ready")
    yield started
    started.close()


def relays(runtime: Path) -> list[Path]:
    return list(runtime.glob("relay-*"))


def ends(process: psutil.Process) -> bool:
    """Whether it is gone, soon."""
    _, alive = psutil.wait_procs([process], timeout=DEADLINE)
    return not alive


def text_of(outputs: list[Message], name: str = "stdout") -> str:
    return "".join(each["text"] for each in outputs if each["kind"] == "stream" and each["name"] == name)


def test_a_cell_shows_what_a_notebook_keeps(editor: Editor) -> None:
    code = (
        "import sys, IPython.display as d\n"
        "print('out'); print('err', file=sys.stderr)\n"
        "shown = d.display(d.HTML('<b>1</b>'), display_id='here')\n"
        "shown.update(d.HTML('<b>2</b>'))\n"
        "d.clear_output(wait=True)\n"
        "6 * 7"
    )
    outputs, done = editor.run(code)
    assert (done["status"], done["count"] > 0, done["time"] > 0) == ("ok", True, True)
    assert (text_of(outputs), text_of(outputs, "stderr")) == ("out\n", "err\n")
    display, update, clear, result = [each for each in outputs if each["kind"] != "stream"]
    assert (display["kind"], display["data"]["text/html"], display["display"]) == (
        "display",
        "<b>1</b>",
        "here",
    )
    assert (update["kind"], update["data"]["text/html"], update["display"]) == ("update", "<b>2</b>", "here")
    assert clear == {"kind": "clear", "wait": True}
    assert (result["kind"], result["data"], result["count"]) == (
        "result",
        {"text/plain": "42"},
        done["count"],
    )


def test_a_failure_ends_what_waits(editor: Editor) -> None:
    failing = editor.execute("import time; time.sleep(0.2); 1 / 0")
    waiting = editor.execute("print('never')")
    seen = editor.until("done", id=waiting)
    (error,) = [each["output"] for each in seen if each["type"] == "output"]
    assert (error["kind"], error["name"], error["value"]) == (
        "error",
        "ZeroDivisionError",
        "division by zero",
    )
    assert "\x1b[" in error["traceback"][0]
    assert [(each["id"], each["status"]) for each in seen if each["type"] == "done"] == [
        (failing, "error"),
        (waiting, "aborted"),
    ]


def test_a_cell_runs_on_the_cluster_with_a_card_in_html(editor: Editor) -> None:
    cell = "vscode-notebook-cell:/somewhere/a%20b.ipynb#W0sZmlsZQ%3D%3D"
    outputs, done = editor.run("%%distributed for i in range(3)\nprint('item', i)\ni * i", cell)
    assert done["status"] == "ok"
    assert sorted(text_of(outputs).splitlines()) == [f"[i={i}] item {i}" for i in range(3)]
    cards = [each for each in outputs if each["kind"] in ("display", "update")]
    assert cards and all(list(each["data"]) == ["text/html", "text/plain"] for each in cards)
    assert outputs[-1]["data"] == {"text/plain": "[0, 1, 4]"}
    code = "import farfield._attach as a; job = a.current().jobs()[-1]; print(job.cell, job.notebook)"
    outputs, _ = editor.run(code)
    assert text_of(outputs) == f"{cell} /somewhere/a b.ipynb\n"


def test_interrupt_stops_what_runs_and_what_it_has_started(editor: Editor) -> None:
    number = editor.execute("%%distributed\nimport time\nprint('begun', flush=True)\ntime.sleep(60)")
    seen = editor.until("output")
    while "begun" not in json.dumps(seen):
        seen = editor.until("output")
    editor.send(type="interrupt")
    assert editor.until("done", id=number)[-1]["status"] == "error"
    assert editor.run("print('on')")[1]["status"] == "ok"


def test_input_is_asked_for_and_given(editor: Editor) -> None:
    number = editor.execute("import getpass; print(input('Name? '), getpass.getpass('Word: '))")
    asked = editor.until("input", id=number)[-1]
    assert (asked["prompt"], asked["password"]) == ("Name? ", False)
    editor.send(type="input", value="Ada")
    asked = editor.until("input", id=number)[-1]
    assert (asked["prompt"], asked["password"]) == ("Word: ", True)
    editor.send(type="input", value="secret")
    seen = editor.until("done", id=number)
    assert text_of([each["output"] for each in seen if each["type"] == "output"]) == "Ada secret\n"


def test_names_are_completed(editor: Editor) -> None:
    editor.run("a_long_name = 'ü'")
    editor.send(type="complete", id=1000, code="'ü'; a_long_n", position=12)
    found = editor.until("completions", id=1000)[-1]
    assert (found["matches"], found["start"], found["end"]) == (["a_long_name"], 5, 12)


def test_a_flood_is_bounded_and_its_end_is_shown(editor: Editor) -> None:
    outputs, done = editor.run("for i in range(60_000): print('line', 'x' * 30, i)")
    assert done["status"] == "ok"
    shown, note = text_of(outputs), text_of(outputs, "stderr")
    assert MAX_TEXT * 0.9 < len(shown) <= MAX_TEXT
    assert shown.endswith("\n")
    left_out = 60_000 - shown.count("\n") - TAIL_LINES
    assert f"… {left_out:,} lines more are left out" in note
    assert note.endswith("x 59999\n")


def test_the_kernel_works_beside_its_document_and_is_reached_by_nobody_else(
    own_editor: Editor, own_runtime: Path, tmp_path: Path
) -> None:
    outputs, _ = own_editor.run("import os; print(os.getcwd())")
    assert text_of(outputs) == f"{tmp_path}\n"
    (directory,) = relays(own_runtime)
    assert directory.stat().st_mode & 0o777 == 0o700
    for process in (psutil.Process(own_editor.process.pid), own_editor.kernel):
        assert [each for each in process.net_connections("inet") if each.status == psutil.CONN_LISTEN] == []
    # What ipykernel opens a port for.
    code = (
        "import multiprocessing as mp; forked = mp.get_context('fork').Process(target=print, args=['forked'])"
    )
    number = own_editor.execute(f"{code}\nforked.start(); forked.join()")
    assert own_editor.until("output", id=number)[-1]["output"]["text"].strip() == "forked"
    own_editor.until("done", id=number)


def test_the_end_of_a_kernel_is_told_and_a_new_one_made(own_editor: Editor) -> None:
    killed = own_editor.kernel
    number = own_editor.execute("import os, time; os.kill(os.getpid(), 9); time.sleep(60)")
    seen = own_editor.until("dead")
    assert [each["status"] for each in seen if each["type"] == "done"] == ["dead"]
    assert "SIGKILL" in seen[-1]["message"]
    assert ends(killed)
    later = own_editor.execute("1")
    assert own_editor.until("done", id=later)[-1]["status"] == "dead"
    own_editor.send(type="restart")
    own_editor.until("ready")
    assert own_editor.run(f"{number}")[1]["status"] == "ok"


def test_restart_ends_what_never_would(own_editor: Editor) -> None:
    before = own_editor.kernel
    number = own_editor.execute("while True: pass")
    own_editor.until("busy", id=number)
    own_editor.send(type="restart")
    assert own_editor.until("done", id=number)[-1]["status"] == "dead"
    own_editor.until("ready")
    assert ends(before)
    assert own_editor.run("1")[1]["status"] == "ok"


def test_nothing_is_left_when_the_editor_is_gone(own_editor: Editor, own_runtime: Path) -> None:
    kernel = own_editor.kernel
    own_editor.until("busy", id=own_editor.execute("while True: pass"))
    own_editor.close()
    assert own_editor.process.returncode == 0
    assert ends(kernel)
    assert relays(own_runtime) == []


def test_of_one_that_was_killed_the_kernel_ends_and_the_next_clears_up(
    own_runtime: Path, tmp_path: Path
) -> None:
    killed = Editor(tmp_path)
    killed.until("ready")
    kernel = killed.kernel
    killed.process.send_signal(signal.SIGKILL)
    killed.close()
    assert ends(kernel)
    (left,) = relays(own_runtime)
    following = Editor(tmp_path)
    following.until("ready")
    (directory,) = relays(own_runtime)
    assert directory != left
    following.close()


@pytest.mark.parametrize("package", ["jupyter_client", "ipykernel"])
def test_what_is_missing_is_named_with_how_to_get_it(own_runtime: Path, tmp_path: Path, package: str) -> None:
    (tmp_path / package).mkdir()
    code = f"raise ModuleNotFoundError('there is none', name={package!r})"
    (tmp_path / package / "__init__.py").write_text(code)
    editor = Editor(Path("/"), PYTHONPATH=str(tmp_path))
    failed = editor.until("failed")[-1]
    assert f"has no package '{package}'" in failed["message"]
    assert "-m pip install 'farfield[lab]'" in failed["message"]
    editor.close()
    assert editor.process.returncode == 1
    assert relays(own_runtime) == []


def test_an_editor_of_another_version_is_told(own_runtime: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "farfield_launcher", "relay"]
    start = json.dumps({"type": "start", "protocol": 99, "document": ""})
    ended = subprocess.run(command, input=f"{start}\n", capture_output=True, text=True, timeout=DEADLINE)
    failed = json.loads(ended.stdout)
    assert (ended.returncode, failed["type"]) == (1, "failed")
    assert "protocol 99" in failed["message"] and "same version" in failed["message"]


def test_outputs_are_counted_until_they_are_cleared() -> None:
    bounds = Bounds()
    display: Message = {"kind": "display", "data": {"text/plain": "x"}, "metadata": {}, "display": ""}
    shown = [bounds.shown(display) for _ in range(MAX_OUTPUTS + 3)]
    assert shown.count(None) == 3
    note = bounds.note()
    assert note is not None and "3 outputs more" in note["text"]
    assert bounds.note() is None
    bounds.shown({"kind": "clear", "wait": False})
    assert bounds.shown(display) is display
    assert bounds.shown({**display, "data": {"text/plain": "x" * (65 * 1024 * 1024)}}) is None


def test_what_waits_to_be_written_is_put_together() -> None:
    def written(*outputs: Message) -> list[Message]:
        outbox = Outbox()
        for output in outputs:
            outbox.put({"type": "output", "id": 1, "output": output})
        outbox.close()
        parts: list[bytes] = []

        async def drained() -> None:
            pass

        asyncio.run(outbox.write(parts.append, drained))
        return [json.loads(line)["output"] for line in b"".join(parts).splitlines()]

    def stream(text: str, name: str = "stdout") -> Message:
        return {"kind": "stream", "name": name, "text": text}

    def update(text: str) -> Message:
        return {"kind": "update", "data": {"text/plain": text}, "metadata": {}, "display": "d"}

    joined = written(stream("a"), stream("b"), stream("c", "stderr"), stream("d"))
    assert joined == [stream("ab"), stream("c", "stderr"), stream("d")]
    assert written(update("1"), stream("a"), update("2")) == [update("2"), stream("a")]
    cleared: Message = {"kind": "clear", "wait": False}
    assert written(stream("a"), cleared, stream("b")) == [cleared, stream("b")]

"""An interrupt that comes when its batch has ended must not cost the next one its breakpoints."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import farfield_launcher
from farfield_engine.engines.local import LocalEngine
from farfield_engine.testing.harness import Harness
from farfield_engine.wire.v1 import debug_pb2
from farfield_engine.wire.v1 import worker_pb2 as pb

WORK = "def work(n):\n    total = n + 1\n    return total\n"


def told(harness: Harness, worker: str) -> list[dict[str, Any]]:
    """The DAP messages of a worker's debugger."""
    frames = [frame.debug.message for frame in harness.frames.get(worker, ()) if frame.HasField("debug")]
    return [json.loads(content) for content in frames if content]


def ask(harness: Harness, worker: str, seq: int, command: str, **arguments: Any) -> None:
    message = {"type": "request", "seq": seq, "command": command, "arguments": arguments}
    frame = debug_pb2.ToDebugger(message=json.dumps(message).encode())
    harness.engine.send(worker, pb.ToWorker(debug=frame))


async def debug(path: Path) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(WORK, str(path), "exec"), namespace)
    work = namespace["work"]
    async with Harness(LocalEngine(farfield_launcher.__file__)) as harness:
        worker = await harness.worker()
        harness.engine.send(worker, pb.ToWorker(debug=debug_pb2.ToDebugger(open="a test")))
        await harness.until(lambda: any(frame.debug.opened for frame in harness.frames[worker]))
        ask(harness, worker, 1, "initialize", adapterID="farfield")
        ask(harness, worker, 2, "attach", justMyCode=False)
        ask(harness, worker, 3, "configurationDone")
        await harness.until(lambda: any(m.get("request_seq") == 3 for m in told(harness, worker)))
        first = harness.send(worker, work, [(1,)])
        await harness.ended(worker, first)
        ask(harness, worker, 4, "setBreakpoints", source={"path": str(path)}, breakpoints=[{"line": 3}])
        await harness.until(lambda: any(m.get("request_seq") == 4 for m in told(harness, worker)))

        harness.engine.send(worker, pb.ToWorker(interrupt=first))
        second = harness.send(worker, work, [(2,)])
        await harness.until(lambda: any(m.get("event") == "stopped" for m in told(harness, worker)))
        ask(harness, worker, 5, "continue", threadId=1)
        await harness.ended(worker, second)


def test_a_late_interrupt_takes_no_breakpoints_away(tmp_path: Path) -> None:
    path = tmp_path / "work.py"
    path.write_text(WORK)
    asyncio.run(debug(path))

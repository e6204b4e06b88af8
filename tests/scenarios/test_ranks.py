"""Ranks: cells that run on several workers at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

# All ranks are in it before any goes on; rank 0 listens where it was told to.
BARRIER = """
import os, socket, time
place = os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"])
if rank == 0:
    with socket.create_server(place) as server:
        peers = [server.accept()[0] for _ in range(world_size - 1)]
        for peer in peers:
            peer.sendall(b"go")
            peer.close()
else:
    while True:
        try:
            with socket.create_connection(place) as peer:
                peer.recv(2)
            break
        except ConnectionRefusedError:
            time.sleep(0.01)
"""


@pytest.fixture(autouse=True)
def attached(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\n%attach local:2")


def test_ranks_know_themselves_and_meet(kernel: Kernel) -> None:
    value = kernel.get(
        f"%%distributed --ranks 2\n{BARRIER}\n"
        "env = [os.environ[n] for n in ('RANK', 'LOCAL_RANK', 'WORLD_SIZE')]\n"
        "rank, world_size, env"
    )
    assert value == [(0, 2, ["0", "0", "2"]), (1, 2, ["1", "1", "2"])]


def test_results_outputs_and_text_are_by_rank(kernel: Kernel) -> None:
    result = kernel.ok(
        "%%distributed --ranks 2 --into r --outputs twice\nprint('here')\ntwice = rank * 2\nrank"
    )
    assert sorted(result.stdout.splitlines()) == ["[rank 0] here", "[rank 1] here"]
    assert kernel.get("r, twice") == ([0, 1], [0, 2])


def test_names_stay_in_the_group_of_ranks(kernel: Kernel) -> None:
    kernel.ok("%%distributed --on pair --ranks 2\nmine = rank * 10")
    kernel.fails("mine", "NameError")
    assert kernel.get("%%distributed --on pair\nmine += 1\nmine") == [1, 11]
    kernel.ok("%group drop pair")


@pytest.mark.parametrize(
    ("fails", "ename"),
    [("raise ValueError('first')", "ValueError"), ("os._exit(4)", "WorkerDiedError")],
)
def test_one_failure_ends_all_and_is_the_one_shown(kernel: Kernel, fails: str, ename: str) -> None:
    began = time.monotonic()
    code = f"%%distributed --ranks 2\n{BARRIER}\nif rank == 1: {fails}\ntime.sleep(60)"
    failed = kernel.fails(code, ename)
    assert "[rank 1" in failed.traceback
    assert time.monotonic() - began < 40


def test_a_peer_that_fails_since_another_died_is_not_the_cause(kernel: Kernel) -> None:
    code = (
        f"%%distributed --ranks 2\n{BARRIER}\n"
        "listener = socket.create_server(place) if rank == 0 else None\n"
        "if rank == 0:\n    peer = listener.accept()[0]\n"
        "    if not peer.recv(1): raise ConnectionError('torn')\n"
        "else:\n"
        "    while True:\n"
        "        try: peer = socket.create_connection(place); break\n"
        "        except ConnectionRefusedError: time.sleep(0.01)\n"
        "    os._exit(6)"
    )
    failed = kernel.fails(code, "WorkerDiedError")
    assert "exited with status 6" in failed.evalue


def test_too_many_are_refused_at_once(kernel: Kernel) -> None:
    said = kernel.run("%%distributed --ranks 3\n0").stderr
    assert "3 ranks with 1 CPUs each can never start together: the cluster has 2" in said
    assert "--cpus 0.67" in said
    assert kernel.get("%%distributed --ranks 3 --cpus 0.5\nrank") == [0, 1, 2]
    assert "from 1 to" in kernel.run("%%distributed --ranks 9999 --cpus 0\n0").stderr


def test_ranks_are_not_starved_by_a_long_loop(kernel: Kernel) -> None:
    kernel.ok("%%distributed --detach for i in range(400)\nimport time\ntime.sleep(0.05)")
    kernel.ok("loop = _")
    assert kernel.get("%%distributed --ranks 2\nrank") == [0, 1]
    # Between two of its items it is queued.
    assert kernel.get("loop.state") in ("queued", "running"), "the ranks did not wait for its end"
    kernel.ok("loop.cancel()\nloop.wait(30)")


def test_stop_ends_all_ranks(kernel: Kernel) -> None:
    cell = kernel.start("%%distributed --ranks 2\nimport time\nprint('begun', flush=True)\ntime.sleep(60)")
    cell.wait_for("begun")
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"


def test_all_reduce_of_torch(kernel: Kernel) -> None:
    pytest.importorskip("torch", reason="torch is not installed; make torch does it")
    value = kernel.get(
        "%%distributed --ranks 2\nimport torch, torch.distributed as dist\ndist.init_process_group('gloo')\n"
        "t = torch.tensor([rank + 1.0])\ndist.all_reduce(t)\ndist.destroy_process_group()\nt.item()"
    )
    assert value == [3.0, 3.0]

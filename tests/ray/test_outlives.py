"""Work on a Ray cluster outlives its gateway."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.notebook import Notebook  # noqa: TID251  # for the type checker only

_shared = runpy.run_path(str(Path(__file__).parents[1] / "notebook.py"))
DEADLINE, until, kill_gateway = _shared["DEADLINE"], _shared["until"], _shared["kill_gateway"]

ACTORS = "sorted(a['name'] for a in ray.util.list_named_actors(all_namespaces=True))"


@pytest.fixture
def notebook(own_ray_runtime: Path, ray_target: str, tmp_path: Path) -> Iterator[Notebook]:
    """One that is attached to a gateway of its own, whose workers are on the cluster."""
    from farfield_engine.client.client import Client
    from farfield_engine.client.local import find_local

    made = _shared["Notebook"]()
    try:
        assert made.run(f"%attach {ray_target}") is None
        made.run(f"go = {str(tmp_path / 'go')!r}")
        yield made
    finally:
        made.close()
        info = find_local(ray_target)
        if info is not None:
            with_all = Client.at(info, ray_target)
            with_all.shut_down(now=True)
            with_all.close()
            until(lambda: find_local(ray_target) is None, "down")


WAIT = "\nwhile not os.path.exists(go): time.sleep(0.02)\n"
COUNTER = """
@ff.remote(cpus=0)
class Counter:
    n = 0
    def add(self, k):
        self.n += k
        return self.n
counter = Counter.remote()
"""


@pytest.mark.timeout(400)
def test_a_killed_gateway_costs_nothing(
    notebook: Notebook, ray_target: str, ask_ray: Callable[[str], Any], tmp_path: Path
) -> None:
    run = notebook.run
    run(COUNTER)
    run("big = b'q' * 3_000_000")
    assert run("counter.add.remote(5).result()") == 5
    run("%%distributed --on pair --ranks 2 --cpus 0\nmine = rank * 10")
    notebook.detach("ranks", f"print('begun', flush=True){WAIT}mine + 1", "--on pair")
    notebook.detach(
        "single",
        f"print('begun', flush=True){WAIT}print('ended')\nsaid = bytes(bytearray(len(big)))\n'late'",
        "--cpus 0",
    )
    notebook.detach("needs", "len(said)", "--cpus 0")
    notebook.detach("half", "time.sleep(0.1)\nprint('item', i)\ni * i", "for i in range(30)")
    for name in ("ranks", "single"):
        until(lambda name=name: "begun" in notebook.job(name, "logs()"), f"{name} begun")
    until(lambda: notebook.job("half", "logs()").count("item") > 3, "half done")
    kill_gateway(lambda: (tmp_path / "go").touch(), cluster=ray_target)
    assert notebook.job("single", f"result({DEADLINE})") == "late"
    assert notebook.job("single", "logs()") == "begun\nended\n"
    assert notebook.job("half", f"result({DEADLINE})") == [i * i for i in range(30)]
    said = [line.split("] ")[1] for line in notebook.job("half", "logs()").splitlines()]
    assert sorted(said) == sorted(f"item {i}" for i in range(30)), "each ran once, and is heard once"
    assert notebook.job("ranks", f"result({DEADLINE})") == [1, 11]
    assert notebook.job("needs", f"result({DEADLINE})") == 3_000_000
    assert run("counter.add.remote(2).result()") == 7
    assert run("%%distributed --on pair\nmine") == [0, 10]

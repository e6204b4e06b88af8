"""Groups and ranks on Ray: the tests of one machine that an engine has a part in, and their placement."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
CHOSEN = {
    "groups": (
        "test_variables_stay_unpicklable_ones_too",
        "test_a_stopped_cell_leaves_the_variables",
        "test_a_limit_stops_the_cell_and_not_the_group",
        "test_a_dead_group_says_why_and_begins_anew_when_asked",
    ),
    "ranks": (
        "test_results_outputs_and_text_are_by_rank",
        "test_names_stay_in_the_group_of_ranks",
        "test_one_failure_ends_all_and_is_the_one_shown",
        "test_stop_ends_all_ranks",
        "test_all_reduce_of_torch",
    ),
}

for _file, _names in CHOSEN.items():
    _module = runpy.run_path(str(SCENARIOS / f"test_{_file}.py"))
    globals().update({name: _module[name] for name in _names})


@pytest.fixture(autouse=True)
def attached(kernel: Kernel, ray_target: str) -> Iterator[None]:
    """Attached; the groups of a test end with it."""
    kernel.ok(f"import farfield as ff\nclient = ff.attach('{ray_target}')")
    yield
    kernel.ok("for g in client.groups(): get_ipython().run_line_magic('group', 'drop ' + g.name)")


def test_a_group_leaves_its_nodes_cpus_to_what_cells_start(kernel: Kernel) -> None:
    kernel.ok("%%distributed --on g\nkept = 5")
    cell = "%%distributed\nimport ray\nray.get(ray.remote(lambda: 'ran').remote())"
    assert kernel.ok(cell).value == "'ran'"
    assert kernel.ok("%%distributed --on g\nkept").value == "5"

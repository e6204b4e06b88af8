"""Of the scenarios of one machine those in which an engine has a part: the same tests, on Ray."""

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
    "cell": (
        "test_inputs_go_there_and_outputs_come_back",
        "test_results_are_numpy_arrays_that_can_be_written",
        "test_a_large_input_can_be_read_in_place_and_is_unchanged_here",
    ),
    "comprehension": (
        "test_the_first_failure_stops_the_others_and_is_raised",
        "test_large_elements_and_results",
        "test_a_hundred_thousand_items",
    ),
    "streams": (
        "test_text_arrives_on_its_stream",
        "test_text_is_shown_while_the_cell_runs",
        "test_a_flood_is_bounded_on_screen_and_complete_in_the_log",
        "test_every_item_is_labelled_and_its_lines_are_whole",
    ),
    "errors": (
        "test_the_traceback_has_the_cells_own_lines",
        "test_exceptions_of_the_notebook_keep_class_and_attributes",
        "test_a_system_exit_ends_the_cell_and_nothing_else",
    ),
    "stop": (
        "test_a_running_cell_is_stopped",
        "test_a_cell_that_ignores_interrupts_is_killed_after_the_grace",
        "test_what_waits_is_cancelled_and_what_is_done_can_be_had",
    ),
    "death": (
        "test_a_segfault_shows_where_python_was",
        "test_the_link_closed_by_user_code",
        "test_what_a_worker_started_dies_with_it",
    ),
    "nested": (
        "test_tasks_wait_for_tasks_of_theirs_without_deadlock",
        "test_stopping_a_task_stops_what_it_has_submitted",
    ),
    "remote_values": (
        "test_a_large_output_stays_and_is_used_in_place",
        "test_a_large_input_is_sent_once",
        "empty",
    ),
}

for _file, _names in CHOSEN.items():
    _module = runpy.run_path(str(SCENARIOS / f"test_{_file}.py"))
    globals().update({name: _module[name] for name in _names})


@pytest.fixture(autouse=True)
def still_on_ray(kernel: Kernel, ray_target: str) -> Iterator[None]:
    """No test has attached to something else, where those that follow would pass too."""
    yield
    assert kernel.get("__import__('farfield')._attach.current().target") == ray_target

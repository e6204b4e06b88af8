"""The debugger of JupyterLab, and of VS Code, on Ray: the tests of one machine over the same protocol."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only
    from tests.scenarios.debug.conftest import FrontEnd, OpenFrontEnd  # noqa: TID251

DEBUG = Path(__file__).resolve().parents[1] / "scenarios" / "debug"
CHOSEN = {
    "stops": (
        "test_from_the_breakpoint_to_the_end",
        "test_a_thread_of_a_worker_is_called_after_it",
        "test_two_workers_stop_one_after_the_other_in_jupyterlab",
        "test_two_workers_stop_at_once_in_vscode",
        "test_a_worker_is_chosen_in_the_debug_console",
        "test_conditions_hit_counts_and_log_points",
        "test_variables_are_copied_to_the_notebook_and_inspected",
        "test_a_breakpoint_of_the_kernel_in_the_same_session",
        "test_a_breakpoint_that_is_taken_away_stops_nobody",
    ),
    "functions": (
        "test_a_module_beside_the_notebook",
        "test_a_function_of_another_cell",
        "test_a_method_of_an_actor",
        "test_raised_and_uncaught_exceptions",
    ),
    "no_hang": (
        "test_requests_are_answered_while_a_cell_runs_and_a_worker_stands_still",
        "test_a_new_worker_has_the_breakpoints_before_its_first_line",
    ),
}

SECONDS = 240.0
# An environment of a cell, that an env runner steps in a process of its own.
RUNNER = """\
%%distributed --on agent
import logging

import gymnasium
from ray.rllib.algorithms.ppo import PPOConfig


class Walk(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-1.0, 1.0, (1,))
    action_space = gymnasium.spaces.Discrete(2)

    def __init__(self, config=None):
        self.steps = 0

    def reset(self, *, seed=None, options=None):
        self.steps = 0
        return self.observation_space.low, {}

    def step(self, action):
        self.steps += 1
        over = self.steps == 8
        return self.observation_space.low, float(action), over, False, {}


logging.getLogger("ray").setLevel(logging.ERROR)
algorithm = (
    PPOConfig()
    .environment(Walk)
    .env_runners(num_env_runners=1, num_cpus_per_env_runner=0.5)
    .training(train_batch_size_per_learner=32, minibatch_size=16, num_epochs=1)
    .debugging(seed=0, log_level="ERROR")
).build_algo()
"""

_fixtures = runpy.run_path(str(DEBUG / "conftest.py"))
globals().update({name: _fixtures[name] for name in ("open_front_end", "lab", "code", "unique", "until")})
for _file, _names in CHOSEN.items():
    _module = runpy.run_path(str(DEBUG / f"test_{_file}.py"))
    globals().update({name: _module[name] for name in _names})


@pytest.fixture(scope="module", autouse=True)
def debugged(kernel: Kernel, ray_target: str) -> None:
    """Attached; the kernel's own debugger has been started, whose adapter stays to the end of the kernel."""
    kernel.ok(f"import farfield as ff\n%attach {ray_target}")
    # Its first import compiles it, which takes long with a debugger.
    kernel.ok("%%distributed\nimport pandas")
    front_end = _fixtures["FrontEnd"](kernel, "jupyterlab")
    front_end.attach()
    front_end.disconnect()
    front_end.close()


@pytest.fixture(autouse=True)
def still_on_ray(debugged: None, kernel: Kernel, ray_target: str) -> None:
    """No test before has attached to something else, where this one would pass too."""
    assert kernel.get("__import__('farfield')._attach.current().target") == ray_target


def test_a_task_that_a_cell_starts_in_ray_stops_in_jupyterlab(
    kernel: Kernel, open_front_end: OpenFrontEnd
) -> None:
    lab: FrontEnd = open_front_end(kernel, "jupyterlab")
    cell = (
        "%%distributed\nimport ray\n@ray.remote(num_cpus=0)\ndef double(x):\n    twice = 2 * x\n"
        "    return twice\nray.get([double.remote(n) for n in range(2)])"
    )
    lab.break_at(cell, 6)
    run = lab.run(cell)
    seen = []
    for _ in range(2):
        thread, frames = lab.worker_stop()
        assert frames[0]["name"].startswith("double") and frames[0]["line"] == 6
        assert len(frames) == 1, "frames of Ray's are not shown"
        seen.append(lab.evaluate("twice", frames[0]))
        lab.go_on(thread)
    assert sorted(seen) == ["0", "2"]
    assert run.result().value == "[0, 2]"
    lab.await_stopped()


def test_a_red_dot_in_a_module_beside_the_notebook_stops_a_task_of_ray(
    kernel: Kernel, open_front_end: OpenFrontEnd
) -> None:
    module = kernel.cwd / "shares.py"
    module.write_text("def share(part, whole):\n    found = part / whole\n    return found\n")
    cell = (
        "%%distributed\nimport ray, shares\n@ray.remote(num_cpus=0)\ndef quarter(x):\n"
        "    return shares.share(x, 4)\nray.get(quarter.remote(1))"
    )
    lab: FrontEnd = open_front_end(kernel, "jupyterlab")
    lab.break_in(str(module), 3)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    assert frames[0]["name"].startswith("share") and frames[0]["line"] == 3
    assert frames[0]["source"]["path"] == str(module)
    assert lab.evaluate("found", frames[0]) == "0.25"
    lab.go_on(thread)
    assert run.result().value == "0.25"
    lab.break_in(str(module))
    lab.await_stopped()


def test_a_map_function_of_ray_data_stops_by_a_red_dot_and_by_a_breakpoint_of_its_own(
    kernel: Kernel, open_front_end: OpenFrontEnd
) -> None:
    lab: FrontEnd = open_front_end(kernel, "jupyterlab")
    cell = (
        "%%distributed\nimport ray\ndef half(batch):\n    ids = batch['id']\n    halves = ids // 2\n"
        "    if 0 in ids:\n        breakpoint()\n    return {'id': halves}\n"
        "ray.data.range(8, override_num_blocks=2).map_batches(half).sum('id')"
    )
    lab.break_at(cell, 5)
    run = lab.run(cell)
    lines = []
    for _ in range(3):
        thread, frames = lab.worker_stop()
        assert frames[0]["name"].startswith("half")
        line = frames[0]["line"]
        lines.append(line)
        assert (lab.evaluate("0 in ids", frames[0]) == "True") or line == 5
        lab.go_on(thread)
    assert sorted(lines) in ([5, 5, 7], [5, 5, 8])
    assert run.result(SECONDS).value == "12"
    lab.await_stopped()


def test_an_environment_of_rllib_stops_in_its_env_runner(
    kernel: Kernel, open_front_end: OpenFrontEnd
) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("gymnasium")
    kernel.ok(RUNNER, SECONDS)
    kernel.ok("%%distributed --on agent\nimport os\nlearner = os.getpid()")
    learner = kernel.get("learner")
    cell = "%%distributed --on agent\nlength = algorithm.train()['num_env_steps_sampled_lifetime']"
    lab: FrontEnd = open_front_end(kernel, "jupyterlab")
    source = lab.dump(RUNNER)
    lab.break_in(source, 21)
    run = lab.run(cell)
    thread, frames = lab.worker_stop()
    assert frames[0]["name"].startswith("step") and frames[0]["line"] == 21
    assert int(lab.evaluate("__import__('os').getpid()", frames[0])) != learner
    assert lab.evaluate("self.steps", frames[0]) == "1"
    lab.break_in(source)
    lab.go_on(thread)
    run.result(SECONDS)
    assert kernel.get("length") >= 32
    kernel.ok("%%distributed --on agent\nalgorithm.stop()", SECONDS)
    kernel.ok("%group drop agent")

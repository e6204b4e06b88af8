"""Ray's own libraries from a cell: they report to the cell's bars, and print none of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from farfield_engine.client.visitor import Visitor
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import watch_pb2 as watch_pb

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

SECONDS = 240.0


@pytest.fixture
def visitor(gateway: Any) -> Iterator[Visitor]:
    with Visitor(gateway) as visitor:
        yield visitor


def loops_of_last_job(visitor: Visitor) -> dict[str, watch_pb.Loop]:
    """By label."""
    last = max(visitor.jobs(), key=lambda job: job.number)
    return {loop.label: loop for loop in visitor.describe_job(pb.DescribeJobRequest(job=last.id)).loops}


def test_operators_of_a_data_pipeline_are_bars_within_its_own(kernel: Kernel, visitor: Visitor) -> None:
    result = kernel.ok(
        "%%distributed\n"
        "import ray\n"
        "def half(batch):\n"
        "    return {'id': batch['id'] // 2}\n"
        "rows = ray.data.range(400, override_num_blocks=4).map_batches(half).sort('id').count()",
        SECONDS,
    )
    loops = loops_of_last_job(visitor)
    assert (loops["Ray Data"].depth, loops["Ray Data"].ended) == (0, 1)
    assert any("MapBatches(half)" in label and loop.depth == 1 for label, loop in loops.items())
    assert all(loop.open == 0 for loop in loops.values())
    assert (result.stdout, result.stderr) == ("", "")


def test_trials_of_tune_are_counted_with_the_best_result(kernel: Kernel, visitor: Visitor) -> None:
    kernel.ok(
        "%%distributed\n"
        "from ray import tune\n"
        "def trial(config):\n"
        "    tune.report({'loss': config['x'] ** 2})\n"
        "tuned = tune.Tuner(tune.with_resources(trial, {'cpu': 0.5}),\n"
        "    param_space={'x': tune.grid_search([1, 3])},\n"
        "    tune_config=tune.TuneConfig(metric='loss', mode='min')).fit()\n"
        "best = tuned.get_best_result().config",
        SECONDS,
    )
    assert kernel.get("best") == {"x": 1}
    loops = loops_of_last_job(visitor)
    assert (loops["Ray Tune"].done, loops["Ray Tune"].total) == (2, 2)
    assert loops["Ray Tune"].note == "best loss 1 (x=1)"
    assert loops["x=3"].note == "loss 9"


def test_reports_of_train_are_counted_though_its_controller_is_elsewhere(
    kernel: Kernel, visitor: Visitor
) -> None:
    pytest.importorskip("torch")
    result = kernel.ok(
        "%%distributed\n"
        "import ray.train, tempfile\n"
        "from ray.train.torch import TorchTrainer\n"
        "def loop(config):\n"
        "    import ray.train\n"
        "    for epoch in range(config['epochs']):\n"
        "        ray.train.report({'epoch': epoch, 'loss': 1 / (epoch + 1)})\n"
        "    print('trained')\n"
        "TorchTrainer(loop, train_loop_config={'epochs': 3},\n"
        "    scaling_config=ray.train.ScalingConfig(num_workers=2, resources_per_worker={'CPU': 0.4}),\n"
        "    run_config=ray.train.RunConfig(name='small', storage_path=tempfile.mkdtemp())).fit()\n"
        "None",
        SECONDS,
    )
    loop = loops_of_last_job(visitor)["Ray Train small"]
    assert (loop.done, loop.total) == (3, 3)
    assert loop.note.startswith("epoch 2, loss 0.333")
    assert result.stdout.count("trained") == 2


def test_rays_own_tqdm_is_a_bar(kernel: Kernel, visitor: Visitor) -> None:
    result = kernel.ok(
        "%%distributed\n"
        "import ray\n"
        "@ray.remote\n"
        "def count():\n"
        "    from ray.experimental import tqdm_ray\n"
        "    for _ in tqdm_ray.tqdm(range(5), desc='counting'): pass\n"
        "    bar = tqdm_ray.tqdm(total=3, desc='by hand')\n"
        "    bar.update(3)\n"
        "    bar.close()\n"
        "ray.get(count.remote())",
        SECONDS,
    )
    loop = loops_of_last_job(visitor)["by hand"]
    assert (loop.done, loop.total, loop.open) == (3, 3, 0)
    assert result.stdout == ""

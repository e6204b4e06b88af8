"""The cluster that the tests run on can be joined and grown, and a lost node is noticed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from raycluster import Node

ALIVE = "[node['Resources'].get('GPU', 0) for node in ray.nodes() if node['Alive']]"


def test_node_with_a_gpu_comes_and_is_lost(
    add_node: Callable[..., Node], ask_ray: Callable[[str], Any]
) -> None:
    node = add_node("--num-gpus=1")
    assert sorted(ask_ray(ALIVE)) == [0, 1]
    node.end()
    deadline = time.monotonic() + 60
    while ask_ray(ALIVE) != [0]:
        assert time.monotonic() < deadline, "Ray has not noticed"
        threading.Event().wait(0.1)

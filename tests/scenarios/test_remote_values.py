"""Remote values: large outputs stay on the cluster until they are needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

MIB = 1 << 20
STORED = "__import__('farfield')._attach.current().status().object_bytes"


def stored(kernel: Kernel) -> int:
    """Bytes of objects on the cluster."""
    return int(kernel.get(STORED))


def wait_for_room(kernel: Kernel, most: int) -> None:
    """Wait until no more than this is stored.

    A worker gives up what its last job needed when the next one comes, so it is given some.
    """
    kernel.ok(
        "import time\nimport farfield as ff\ndeadline = time.monotonic() + 20\n"
        f"while {STORED} > {most} and time.monotonic() < deadline:\n"
        "    ff.map(time.sleep, [0.05] * 4).result()"
    )
    assert stored(kernel) <= most


@pytest.fixture
def empty(kernel: Kernel) -> int:
    """What is stored before the test."""
    kernel.ok("import farfield, farfield._attach, gc\nimport numpy as np\ngc.collect();")
    return stored(kernel)


def test_a_large_output_stays_and_is_used_in_place(kernel: Kernel, empty: int) -> None:
    kernel.ok("%%distributed\nimport numpy as np\nlarge = np.arange(10_000_000.0)\nsmall = 1")
    shown = kernel.get("repr(large)")
    assert "ndarray (10000000,) float64" in shown and ".get()" in shown and "76" in shown
    assert kernel.get("(type(large).__name__, small)") == ("RemoteValue", 1)
    assert (
        kernel.ok("%%distributed\nfloat(large[-1]), type(large).__name__").value == "(9999999.0, 'ndarray')"
    )
    assert kernel.get("float(large.get().sum())") == sum((0, 9_999_999)) * 10_000_000 / 2
    kernel.ok("del large\ngc.collect();")
    wait_for_room(kernel, empty)


def test_a_large_value_of_a_cell(kernel: Kernel) -> None:
    assert "<remote " in kernel.ok("%%distributed\nimport numpy as np\nnp.ones(10_000_000)").value
    kernel.ok("v = _")
    assert kernel.ok("%%distributed\nfloat(v.sum())").value == "10000000.0"
    kernel.ok("%%distributed --into w\nimport numpy as np\nnp.ones(10_000_000)")
    assert "<remote " in kernel.get("repr(w)")


def test_remote_values_in_a_list_and_in_calls(kernel: Kernel) -> None:
    kernel.ok(
        "import farfield as ff\nimport numpy as np\n"
        "parts = [ff.put(np.full(1000, n)) for n in range(3)]\nheld = {'k': (parts[1],)}"
    )
    assert (
        kernel.ok("%%distributed\n[int(p[0]) for p in parts], int(held['k'][0][5])").value == "([0, 1, 2], 1)"
    )
    assert kernel.ok("%%distributed for p in parts\nint(p.sum())").value == "[0, 1000, 2000]"
    assert kernel.get("ff.submit(lambda a, b=None: int(a[0] + b[0]), parts[1], b=parts[2]).result()") == 3
    assert kernel.get("[int(v[0]) for v in ff.get(parts)]") == [0, 1, 2]


def test_what_was_put_is_freed_when_its_name_is_gone(kernel: Kernel, empty: int) -> None:
    kernel.ok("import farfield as ff\nheld = ff.put(np.random.default_rng(0).random(4_000_000))")
    assert stored(kernel) >= empty + 30 * MIB
    kernel.ok("del held")
    wait_for_room(kernel, empty)


def test_a_large_input_is_sent_once(kernel: Kernel, empty: int) -> None:
    kernel.ok("table = np.random.default_rng(1).random(4_000_000)")
    for _ in range(3):
        kernel.ok("%%distributed\nfloat(table[0])")
    assert stored(kernel) <= empty + 70 * MIB


def test_results_are_freed(kernel: Kernel, empty: int) -> None:
    for _ in range(3):
        kernel.ok("%%distributed --into got for n in range(3)\nimport numpy as np\nnp.full(2_000_000, n)")
    kernel.ok("del got\nimport gc; gc.collect()")
    wait_for_room(kernel, empty)


def test_a_remote_value_can_be_returned_again(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nimport numpy as np\nfirst = np.ones(9_000_000)")
    kernel.ok("%%distributed\nsecond = first\nthird = [first, 1]")
    assert kernel.get("(float(second.get()[0]), type(first).__name__)") == (1.0, "RemoteValue")
    assert kernel.get("float(third.get()[0][3])") == 1.0


def test_a_large_item_of_a_list_comes_as_itself(kernel: Kernel) -> None:
    kernel.ok("%%distributed --into got for n in range(2)\nimport numpy as np\nnp.full(9_000_000, n)")
    assert kernel.get("[int(v[-1] if hasattr(v, 'shape') else v.get()[-1]) for v in got]") == [0, 1]


def test_a_remote_value_that_nobody_pickles_for_the_cluster(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff, pickle\nvalue = ff.put([1])")
    assert ".get() fetches it" in kernel.fails("pickle.dumps(value)", "PicklingError").evalue


def test_a_result_that_is_read_here_while_this_process_forks_makes_room_too(
    kernel: Kernel, empty: int
) -> None:
    # Content that nothing before has had: what the cluster still keeps is not stored once more.
    kernel.ok(
        "import os, time\nimport farfield as ff\nvalue = time.time_ns()\n"
        f"result = ff.submit(np.full, {MIB}, value).result()"
    )
    # As `!ls` does.
    kernel.ok("child = os.fork()\nif not child: os._exit(0)\nassert os.waitpid(child, 0)[1] == 0")
    assert kernel.get("bool((result == value).all())")
    assert stored(kernel) >= empty + 8 * MIB
    kernel.ok("del result")
    wait_for_room(kernel, empty)

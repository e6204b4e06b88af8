"""The comprehension form: the cell runs once for each element."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_results_are_in_order_and_loop_names_are_not_bound(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed for item in range(10)\nsquare = item ** 2\nsquare")
    assert result.value == str([n * n for n in range(10)])
    assert kernel.get("('item' in globals(), 'square' in globals())") == (False, False)


def test_nested_loops_and_conditions(kernel: Kernel) -> None:
    kernel.ok("rates = [0.1, 0.2, 0.3]")
    code = "%%distributed for lr in rates if lr > 0.1 for seed in range(3) if seed != 1\nlr, seed"
    assert kernel.ok(code).value == "[(0.2, 0), (0.2, 2), (0.3, 0), (0.3, 2)]"


def test_an_inner_loop_over_the_outer_ones_element(kernel: Kernel) -> None:
    kernel.ok("rows = [[1, 2], [], [3]]")
    assert (
        kernel.ok("%%distributed for row in rows for n in row\nlen(row), n").value
        == "[(2, 1), (2, 2), (1, 3)]"
    )


def test_targets_are_unpacked(kernel: Kernel) -> None:
    kernel.ok("pairs = {'a': (1, 2), 'b': (3, 4)}")
    code = "%%distributed for name, (x, y) in pairs.items()\nname * x, y"
    assert kernel.ok(code).value == "[('a', 2), ('bbb', 4)]"
    assert kernel.ok("%%distributed for first, *rest in [[1, 2, 3]]\nrest").value == "[[2, 3]]"


def test_no_items(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed for x in []\nx").value == "[]"


def test_one_item_is_a_list_of_one(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed for x in [5]\nx + 1").value == "[6]"


def test_a_generator_is_used_up(kernel: Kernel) -> None:
    kernel.ok("source = (n * 10 for n in range(4))")
    assert kernel.ok("%%distributed for x in source\nx").value == "[0, 10, 20, 30]"
    assert kernel.get("list(source)") == []


def test_a_cell_without_a_value_shows_none_and_still_fills_its_list(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed for x in range(3)\nvalue = x").value == ""
    kernel.ok("%%distributed --into nones for x in range(3)\nvalue = x")
    assert kernel.get("nones == [None, None, None]") is True


def test_into_binds_the_list_and_shows_nothing(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed --into doubled for x in range(4)\nx * 2").value == ""
    assert kernel.get("doubled") == [0, 2, 4, 6]


def test_outputs_become_lists(kernel: Kernel) -> None:
    code = (
        "%%distributed --outputs low,high for x in range(3)\n"
        "low, high = -x, x * 10\nif x == 1:\n    del low\nx"
    )
    assert kernel.ok(code).value == "[0, 1, 2]"
    assert kernel.get("(low, high)") == ([0, None, -2], [0, 10, 20])


def test_the_first_failure_stops_the_others_and_is_raised(kernel: Kernel) -> None:
    code = (
        "%%distributed --concurrency 1 for n in range(500)\n"
        "print(n)\nif n == 3:\n    raise ValueError(f'bad {n}')\nn"
    )
    error = kernel.fails(code, "ValueError")
    assert error.evalue == "bad 3"
    assert "n=3" in error.traceback
    assert "[n=400]" not in error.stdout


def test_keep_going_runs_all_and_lists_the_exceptions(kernel: Kernel) -> None:
    code = "%%distributed --keep-going --into got for n in range(6)\nif n % 3 == 1:\n    raise KeyError(n)\nn"
    result = kernel.ok(code)
    assert "2 of 6 items failed" in result.stderr and "n=1" in result.stderr
    assert kernel.get("[(type(v).__name__, v.args) if isinstance(v, Exception) else v for v in got]") == [
        0,
        ("KeyError", (1,)),
        2,
        3,
        ("KeyError", (4,)),
        5,
    ]


def test_mutable_inputs_are_fresh_for_each_item(kernel: Kernel) -> None:
    kernel.ok("seen = []\ndef remember(x, memory={}):\n    memory[x] = 1\n    return len(memory)")
    code = "%%distributed for x in range(20)\nseen.append(x)\nlen(seen), remember(x), 'left' in globals()"
    result = kernel.ok(code + "\n")
    assert result.value.replace("\n", "") == str([(1, 1, False)] * 20)
    assert kernel.get("seen") == []


def test_names_of_one_item_are_not_seen_by_the_next(kernel: Kernel) -> None:
    code = "%%distributed for x in range(10)\nbefore = 'mark' in globals()\nmark = x\nbefore"
    assert kernel.ok(code).value == str([False] * 10)


def test_the_elements_may_be_objects_of_the_notebook(kernel: Kernel) -> None:
    kernel.ok(
        "class Job:\n    def __init__(self, n):\n        self.n = n\n"
        "    def run(self):\n        return Job(self.n + 1)"
    )
    kernel.ok("%%distributed --into done for job in [Job(1), Job(2)]\njob.run()")
    assert kernel.get("[(type(j) is Job, j.n) for j in done]") == [(True, 2), (True, 3)]


def test_an_element_that_cannot_be_pickled(kernel: Kernel) -> None:
    kernel.ok("import threading\nthings = [1, threading.Lock()]")
    error = kernel.fails("%%distributed for x in things\nx", "SendError")
    assert "element 1" in error.evalue


def test_a_result_that_cannot_be_pickled(kernel: Kernel) -> None:
    code = "%%distributed for x in range(2)\nimport threading\nthreading.Lock() if x else x"
    error = kernel.fails(code, "ResultError")
    assert "lock" in error.evalue


def test_large_elements_and_results(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\narrays = [np.full(200_000, float(n)) for n in range(6)]")
    kernel.ok("%%distributed --into doubled for a in arrays\na * 2")
    assert kernel.get("[(float(d[0]), d.shape) for d in doubled]") == [
        (2.0 * n, (200_000,)) for n in range(6)
    ]


def test_a_hundred_thousand_items(kernel: Kernel) -> None:
    kernel.ok("%%distributed --into many for n in range(100_000)\nn + 1")
    assert kernel.get("many == list(range(1, 100_001))") is True


def test_fewer_at_once_than_there_is_room_for(kernel: Kernel) -> None:
    code = (
        "%%distributed --concurrency 1 for n in range(6)\n"
        "import os, time\nb = time.time()\ntime.sleep(0.02)\nb, time.time()"
    )
    spans = kernel.get(
        f"get_ipython().run_cell_magic({'distributed'!r}, {code.split(' ', 1)[1].splitlines()[0]!r}, "
        f"{code.split(chr(10), 1)[1]!r})"
    )
    assert all(earlier[1] <= later[0] for earlier, later in zip(spans, spans[1:], strict=False))


def test_items_run_side_by_side(kernel: Kernel, workers_running: int) -> None:
    kernel.ok("%attach local:2")
    code = (
        "%%distributed --into pids for n in range(2)\nimport os, pathlib, time\n"
        "pathlib.Path(f'here-{n}').touch()\n"
        "while not all(os.path.exists(f'here-{m}') for m in range(2)):\n    time.sleep(0.01)\nos.getpid()"
    )
    kernel.ok(code)
    assert kernel.get("len(set(pids))") == 2

"""A plain `%%distributed` cell: what goes in and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_inputs_go_there_and_outputs_come_back(kernel: Kernel) -> None:
    kernel.ok("import os\nnumbers = [1, 2, 3]\nhere = os.getpid()")
    result = kernel.ok("%%distributed\ntotal = sum(numbers)\nthere = os.getpid()\ntotal * 2")
    assert result.value == "12"
    assert kernel.get("(total, _, there != here)") == (6, 12, True)


def test_underscore_is_the_value_and_a_semicolon_suppresses_it(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed\n40 + 2").value == "42"
    assert kernel.get("_") == 42
    assert kernel.ok("%%distributed\n40 + 3;").value == ""
    assert kernel.ok("%%distributed\nx = 1").value == ""
    assert kernel.ok("%%distributed\nNone").value == ""


def test_out_holds_the_value(kernel: Kernel) -> None:
    kernel.ok("%%distributed\n'kept'")
    assert kernel.get("Out[max(Out)]") == "kept"


@pytest.mark.parametrize("body", ["\n\n", "# only a comment", "# one\n\n# two\n"])
def test_a_cell_without_code_does_nothing(kernel: Kernel, body: str) -> None:
    result = kernel.ok(f"%%distributed\n{body}")
    assert (result.value, result.stdout, result.stderr) == ("", "", "")


def test_a_deleted_name_is_deleted_here_too(kernel: Kernel) -> None:
    kernel.ok("doomed = 1")
    kernel.ok("%%distributed\ndel doomed")
    assert kernel.get("'doomed' in globals()") is False


def test_a_container_changed_in_place_is_noted_and_not_brought_back(kernel: Kernel) -> None:
    kernel.ok("numbers = [1]")
    result = kernel.ok("%%distributed\nnumbers.append(2)\nlen(numbers)")
    assert result.value == "2"
    assert "'numbers' was changed in place" in result.stderr
    assert kernel.get("numbers") == [1]
    assert kernel.ok("%%distributed --outputs numbers\nnumbers.append(2)").stderr == ""
    assert kernel.get("numbers") == [1, 2]


def test_outputs_asked_for_and_no_others(kernel: Kernel) -> None:
    kernel.ok("%%distributed --outputs wanted\nwanted = 1\nunwanted = 2")
    assert kernel.get("('wanted' in globals(), 'unwanted' in globals())") == (True, False)
    assert "did not bind: missing" in kernel.ok("%%distributed --outputs missing\n1").stderr


def test_an_imported_module_is_imported_here_by_name(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nimport fractions as f\nhalf = f.Fraction(1, 2)")
    assert kernel.get("(f.__name__, str(half))") == ("fractions", "1/2")


def test_one_object_under_two_names_stays_one(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nfirst = []\nsecond = [first]")
    assert kernel.get("second[0] is first") is True


def test_a_name_that_is_not_defined_is_a_name_error(kernel: Kernel) -> None:
    assert "nowhere" in kernel.fails("%%distributed\nnowhere + 1", "NameError").evalue


def test_inputs_named_by_hand_are_sent_too(kernel: Kernel) -> None:
    kernel.ok("hidden = 5")
    assert kernel.ok("%%distributed --inputs hidden\nglobals()['hidden']").value == "5"
    kernel.fails("%%distributed\nglobals()['hidden']", "KeyError")


def test_ipython_shorthands_and_await(kernel: Kernel) -> None:
    kernel.ok("import asyncio\nfolder = 'somewhere'")
    assert kernel.ok("%%distributed\nawait asyncio.sleep(0, 'awaited')").value == "'awaited'"
    # The ends of lines are those of a terminal, there as here.
    assert kernel.ok("%%distributed\n!echo to {folder}").stdout == kernel.ok("!echo to {folder}").stdout
    assert kernel.ok("%%distributed\nlines = !printf 'a\\nb'\nlist(lines)").value == "['a', 'b']"
    assert "ns ± " in kernel.ok("%%distributed\n%timeit -n 10 -r 2 1 + 1").stdout


def test_async_for_and_with_at_the_top_level(kernel: Kernel) -> None:
    code = (
        "%%distributed\nasync def count(n):\n    for i in range(n):\n        yield i\n"
        "seen = []\nasync for i in count(3):\n    seen.append(i)\nseen"
    )
    assert kernel.ok(code).value == "[0, 1, 2]"


def test_a_timed_block_inside_and_around(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\n%time inner = sum(range(10))")
    assert "Wall time" in result.stdout
    assert kernel.get("inner") == 45
    result = kernel.ok("%%time\n%%distributed\nouter = 7")
    assert "Wall time" in result.stdout
    assert kernel.get("outer") == 7


def test_results_are_numpy_arrays_that_can_be_written(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\nsmall, large = np.arange(10.0), np.ones(1 << 20)")
    kernel.ok("%%distributed\na, b = small * 2, large * 2\nb.sum()")
    assert kernel.get("float(_)") == 2.0 * (1 << 20)
    kernel.ok("a[0] = 5\nb[0] = 5")
    assert kernel.get("(float(a[0]), float(b[0]), float(large[0]))") == (5.0, 5.0, 1.0)


def test_a_large_input_can_be_read_in_place_and_is_unchanged_here(kernel: Kernel) -> None:
    kernel.ok("import numpy as np\nlarge = np.zeros(1 << 20)")
    assert kernel.ok("%%distributed\nfloat(large.sum()), large.flags.writeable").value.startswith("(0.0,")


def test_environment_and_directory_are_the_notebooks(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed\nimport os\nos.getcwd()").value == repr(str(kernel.cwd))
    kernel.ok("%%distributed\nos.environ['LEFT_BEHIND'] = '1'\nos.chdir('/')")
    assert kernel.ok("%%distributed\n'LEFT_BEHIND' in os.environ, os.getcwd()").value == repr(
        (False, str(kernel.cwd))
    )


def test_fresh_namespace_for_each_run(kernel: Kernel) -> None:
    kernel.ok("%%distributed --outputs nothing\nsecret = 1\nnothing = None")
    assert kernel.ok("%%distributed\n'secret' in globals()").value == "False"


def test_the_cell_keeps_what_it_holds_open_only_there(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nimport threading\nlock = threading.Lock()\nplain = 3")
    assert "'lock' stays on the worker" in result.stderr and "lock can't be pickled" in result.stderr
    assert kernel.get("(plain, 'lock' in globals())") == (3, False)


def test_a_value_that_cannot_be_pickled_is_noted(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\ndone = 1\n(i for i in range(3))")
    assert "the cell's value stays on the worker: generator" in result.stderr
    assert kernel.get("done") == 1


@pytest.mark.parametrize("size", [10, 200_000])
def test_what_needs_a_module_that_is_not_here_is_noted(kernel: Kernel, size: int) -> None:
    cell = (
        "%%distributed\nimport sys, types\nfar = sys.modules['far'] = types.ModuleType('far')\n"
        "class Thing: pass\nThing.__module__, far.Thing = 'far', Thing\n"
        f"thing, numbers = Thing(), [float(n) for n in range({size})]\ndel Thing, types, sys, far\n"
        "len(numbers)"
    )
    result = kernel.ok(cell)
    assert "note: 'thing' stays on the worker: it can't be unpickled here" in result.stderr
    assert "far" in result.stderr and result.value == str(size)
    assert kernel.get("('thing' in globals(), len(numbers))") == (False, size)


def test_an_unpicklable_input_is_named_with_its_path_and_line(kernel: Kernel) -> None:
    kernel.ok("import threading\n\nconfig = {'a': 1, 'guard': threading.Lock()}")
    error = kernel.fails("%%distributed\nconfig['a']", "SendError")
    assert "config['guard']" in error.evalue and "lock" in error.evalue
    assert "line 3: config = {'a': 1, 'guard': threading.Lock()}" in error.evalue
    assert "_packing" not in error.traceback


def test_an_unpicklable_thing_in_a_closure_is_named(kernel: Kernel) -> None:
    kernel.ok(
        "import threading\ndef make():\n    held = threading.Lock()\n    return lambda: held\nf = make()"
    )
    error = kernel.fails("%%distributed\nf()", "SendError")
    assert "'f.<held>' can't be sent" in error.evalue

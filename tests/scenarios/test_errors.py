"""Exceptions of a cell: their types, their lines, and no frames of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only

OURS = ("farfield_engine", "farfield/", "site-packages/farfield", "concurrent/futures")


def test_the_traceback_has_the_cells_own_lines(kernel: Kernel) -> None:
    error = kernel.fails("%%distributed\nx = 1\n\ny = x / 0\nz = 2", "ZeroDivisionError")
    assert f"Cell In[{kernel.get('len(In) - 2')}], line 4" in error.traceback
    assert "----> 4 y = x / 0" in error.traceback
    assert not any(ours in error.traceback for ours in OURS), error.traceback


def test_line_numbers_count_blank_lines_before_the_magic(kernel: Kernel) -> None:
    error = kernel.fails("\n\n%%distributed --name numbered\n\nraise KeyError('where')", "KeyError")
    assert "----> 5 raise KeyError('where')" in error.traceback


def test_frames_of_the_notebooks_functions_show_their_source(kernel: Kernel) -> None:
    kernel.ok("def inner(x):\n    return 1 / x\ndef outer(x):\n    return inner(x)")
    error = kernel.fails("%%distributed\nouter(0)", "ZeroDivisionError")
    assert "return 1 / x" in error.traceback and "outer(0)" in error.traceback
    assert not any(ours in error.traceback for ours in OURS), error.traceback


def test_builtin_exceptions_are_caught_by_their_type(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\ndef fail(kind, *args):\n    raise kind(*args)")
    code = """
caught = []
for kind, args in [(ValueError, ("v",)), (KeyError, ("k",)), (OSError, (2, "gone", "file")),
                   (StopIteration, (3,)),
                   (UnicodeDecodeError, ("utf-8", b"x", 0, 1, "bad"))]:
    try:
        ff.submit(fail, kind, *args).result()
    except kind as error:
        caught.append((error.args == kind(*args).args, str(error) == str(kind(*args))))
caught
"""
    assert kernel.get(code) == [(True, True)] * 5


def test_an_error_of_the_operating_system_keeps_its_number(kernel: Kernel) -> None:
    kernel.ok("import farfield as ff\ndef look():\n    open('/nowhere/at/all')")
    code = (
        "try:\n    ff.submit(look).result()\nexcept FileNotFoundError as e:\n"
        "    found = e.errno, e.filename\nfound"
    )
    assert kernel.get(code) == (2, "/nowhere/at/all")


def test_exceptions_of_the_notebook_keep_class_and_attributes(kernel: Kernel) -> None:
    kernel.ok(
        "class Base(Exception): pass\n"
        "class Mine(Base):\n"
        "    def __init__(self, code, *, detail):\n"
        "        super().__init__(f'code {code}')\n"
        "        self.code, self.detail = code, detail\n"
        "def fail():\n    raise Mine(7, detail=[1, 2])"
    )
    error = kernel.fails("%%distributed\nfail()", "Mine")
    assert error.evalue == "code 7"
    kernel.ok(
        "import farfield as ff\ntry:\n    ff.submit(fail).result()\nexcept Base as e:\n"
        "    got = type(e) is Mine, e.code, e.detail, str(e)"
    )
    assert kernel.get("got") == (True, 7, [1, 2], "code 7")


def test_an_exception_defined_in_the_cell(kernel: Kernel) -> None:
    error = kernel.fails("%%distributed\nclass Odd(Exception): pass\nraise Odd('here')", "Odd")
    assert error.evalue == "here"


def test_the_cause_is_shown(kernel: Kernel) -> None:
    code = (
        "%%distributed\ntry:\n    1 / 0\nexcept ZeroDivisionError as e:\n"
        "    raise RuntimeError('later') from e"
    )
    error = kernel.fails(code, "RuntimeError")
    assert "ZeroDivisionError" in error.traceback and "direct cause" in error.traceback
    assert "RuntimeError: later" in error.traceback


def test_an_exception_with_something_that_cannot_be_pickled(kernel: Kernel) -> None:
    error = kernel.fails(
        "%%distributed\nimport threading\nraise ValueError('held', threading.Lock())", "ValueError"
    )
    assert "held" in error.evalue and "lock" in error.evalue


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import sys\nsys.exit('enough')"])
def test_a_system_exit_ends_the_cell_and_nothing_else(kernel: Kernel, code: str) -> None:
    result = kernel.run(f"%%distributed\n{code}")
    assert result.ename in ("SystemExit", "")
    assert kernel.ok("%%distributed\n'alive'").value == "'alive'"


def test_a_keyboard_interrupt_that_the_code_raises(kernel: Kernel) -> None:
    kernel.fails("%%distributed\nraise KeyboardInterrupt", "KeyboardInterrupt")
    assert kernel.ok("%%distributed\n'alive'").value == "'alive'"


def test_a_syntax_error_names_the_right_line(kernel: Kernel) -> None:
    error = kernel.run("\n%%distributed\nok = 1\nx = = 2\n")
    assert (error.status, error.ename) == ("error", "SyntaxError")
    assert "line 4" in error.traceback and "x = = 2" in error.traceback
    assert not any(ours in error.traceback for ours in OURS), error.traceback


def test_an_indentation_error(kernel: Kernel) -> None:
    error = kernel.run("%%distributed\nif True:\nx = 1\n")
    assert error.ename == "IndentationError" and "line 3" in error.traceback


def test_a_broken_str_of_an_exception(kernel: Kernel) -> None:
    code = (
        "%%distributed\nclass Bad(Exception):\n    def __str__(self):\n"
        "        raise TypeError('no')\nraise Bad"
    )
    assert kernel.run(code).status == "error"
    assert kernel.ok("%%distributed\n1").value == "1"


def test_deep_recursion(kernel: Kernel) -> None:
    error = kernel.fails("%%distributed\ndef down(n):\n    return down(n + 1)\ndown(0)", "RecursionError")
    assert len(error.traceback) < 100_000


def test_an_error_message_of_megabytes_is_bounded(kernel: Kernel) -> None:
    error = kernel.fails("%%distributed\nraise ValueError('x' * 20_000_000)", "ValueError")
    assert len(error.traceback) < 1_000_000


def test_an_exception_whose_module_is_missing_here(kernel: Kernel) -> None:
    code = """%%distributed
import sys, types
module = types.ModuleType("elsewhere")
exec("class Gone(Exception): pass", module.__dict__)
sys.modules["elsewhere"] = module
raise module.Gone("only there")
"""
    error = kernel.fails(code, "RemoteError")
    assert "Gone: only there" in error.evalue and "elsewhere" in error.evalue


def test_a_value_whose_module_is_missing_here(kernel: Kernel) -> None:
    code = """%%distributed
import sys, types
module = types.ModuleType("elsewhere")
exec("class Thing: pass", module.__dict__)
sys.modules["elsewhere"] = module
module.Thing()
"""
    result = kernel.ok(code)
    assert not result.value
    assert "the cell's value stays on the worker" in result.stderr and "'elsewhere'" in result.stderr
    error = kernel.fails(f"%%distributed for n in [1]\n{code.partition(chr(10))[2]}", "ResultError")
    assert "elsewhere" in error.evalue


def test_a_warning_is_shown(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nimport warnings\nwarnings.warn('careful')")
    assert "UserWarning: careful" in result.stderr


def test_exception_groups(kernel: Kernel) -> None:
    code = "%%distributed\nraise ExceptionGroup('many', [ValueError('a'), TypeError('b')])"
    error = kernel.fails(code, "ExceptionGroup")
    assert "2 sub-exceptions" in error.traceback
    assert not any(ours in error.traceback for ours in OURS), error.traceback


def test_post_mortem_of_the_last_error_is_possible(kernel: Kernel) -> None:
    kernel.fails("%%distributed\n1 / 0", "ZeroDivisionError")
    assert kernel.get("__import__('sys').last_value.args") == ("division by zero",)

"""A cell's result that needs a module which is not here: what is whole arrives, the rest is named."""

from __future__ import annotations

import sys
import types
from typing import Any

import numpy as np
import pytest

from farfield_engine.objects.cellresult import CellResult
from farfield_engine.objects.missing import loads_cell
from farfield_engine.objects.pickling import dumps

THERE = """
class Thing:
    def __init__(self, n):
        self.n = n

class Many(list):
    pass

class Named(dict):
    pass

def made(n):
    return Thing(n)
"""


def arrived(monkeypatch: pytest.MonkeyPatch, make: str) -> CellResult:
    """What becomes of the result of a cell that has bound names, of which some need the module `far_away`."""
    module = types.ModuleType("far_away")
    exec(THERE, vars(module))
    namespace: dict[str, Any] = {"np": np, "far_away": module}
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "far_away", module)
        before = set(namespace)
        exec(make, namespace)
        value = namespace.pop("value", None)
        outputs = {name: namespace[name] for name in namespace.keys() - before - {"__builtins__"}}
        data, buffers, _ = dumps(CellResult(value, outputs), {})
    result = loads_cell(data, buffers, {})
    assert isinstance(result, CellResult)
    return result


def test_names_that_are_whole_arrive_and_the_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    result = arrived(
        monkeypatch,
        "thing = far_away.Thing(1)\nwithin = {'deep': [1, (thing,)]}\nkind = far_away.Thing\n"
        "many = far_away.Many([1, 2])\nnamed = far_away.Named(a=1)\nfunction = far_away.made\n"
        "array = np.arange(100_000)\nboth = [array, 'text']\nvalue = 3",
    )
    assert result.value == 3
    assert sorted(result.outputs) == ["array", "both"]
    assert (
        result.outputs["both"][0] is result.outputs["array"] and result.outputs["array"].sum() == 4999950000
    )
    assert len(result.notes) == 6
    assert "'thing' stays on the worker: it can't be unpickled here (ModuleNotFoundError: " in "".join(
        result.notes
    )


def test_a_function_that_uses_the_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    result = arrived(monkeypatch, "def use(n):\n    return far_away.made(n)\ndef plain(n):\n    return n")
    assert list(result.outputs) == ["plain"] and result.outputs["plain"](4) == 4
    assert "far_away" in result.notes[0]


def test_the_value_may_be_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    result = arrived(monkeypatch, "x = 1\nvalue = [far_away.Thing(1)]")
    assert result.value is None and result.outputs == {"x": 1}
    assert result.notes[0].startswith("the cell's value stays on the worker")


def test_what_is_no_cells_result_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("far_away")
    exec(THERE, vars(module))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "far_away", module)
        data, buffers, _ = dumps(module.Thing(1), {})
    with pytest.raises(ModuleNotFoundError, match="far_away"):
        loads_cell(data, buffers, {})

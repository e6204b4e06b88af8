from __future__ import annotations

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from farfield.ipython.analysis import analyse, find_binding

_NAMESPACE: dict[str, object] = dict.fromkeys("a b d f i items out p x y data get_ipython print".split(), 1)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@pytest.mark.parametrize(
    ("cell", "reads", "binds"),
    [
        ("%time out = f(x)\nout", "f x", "out"),
        ("%timeit -n 10 -r 3 f(x)", "f x", ""),
        ("%timeit -n10 y = f(x)\ny", "f x y", ""),
        ("%%time\nout = f(x)\nprint(out)\n", "f x print", "out"),
        ("%%timeit -n 3 y = x\nf(y)\n", "f x", ""),
        ("%%capture out\nx = a\n", "a", "out x"),
        ("%%time\n!ls {d}\nfiles = !ls $x\nout = a\n", "d x a", "files out"),
        ("%%time\n%timeit f(x)\ny = 1\n", "f x", "y"),
        ("%%bash --out out\nx=5\necho $y\n", "", "out"),
        ("%%writefile $p\ndata = 1\n", "p", ""),
        ("!echo {x} $y", "x y", ""),
        ("out = !echo {x}\nout", "x", "out"),
        ("%cd $p", "p", ""),
        ("%matplotlib inline\n%load_ext autoreload", "", ""),
        ("for i in items:\n    !echo {i} {x}", "items x", "i"),
        ("def f(d):\n    !ls {d} {x}\nf(1)", "x", "f"),
        ("f?", "f", ""),
        ("await a\nasync for i in items:\n    pass\nasync with b as c:\n    pass", "a items b", "i c"),
        ("get_ipython().run_line_magic('time', 'f(x)')", "f x", ""),
    ],
)
def test_cells_as_typed(cell: str, reads: str, binds: str) -> None:
    source = TransformerManager().transform_cell(cell)
    names = analyse(source, _NAMESPACE)
    assert names.reads == _words(reads)
    assert names.binds == _words(binds)


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("x", ["x = 1", "y = 2"], (0, 1, "x = 1")),
        ("x", ["x = 1", "y = 2\nx = 3\nx = 4", "print(x)"], (1, 3, "x = 4")),
        ("x", ["for x in y: pass"], (0, 1, "for x in y: pass")),
        ("x", ["import a.b as x", "[x for x in y]"], (0, 1, "import a.b as x")),
        ("x", ["x = 0", "def f():\n    x = 1", "class C:\n    x = 1", "lambda: (x := 1)"], (0, 1, "x = 0")),
        ("x", ["def f():\n    global x\n    x = 1"], (0, 3, "    x = 1")),
        ("x", ["%matplotlib inline\n!ls\n\nx = open('f')"], (0, 4, "x = open('f')")),
        ("x", ["x = 1", "%%time\nx = 2\n"], (1, 2, "x = 2")),
        ("x", ["a = 1\nx = !ls"], (0, 2, "x = !ls")),
        ("x", ["x = 1", "this is not python"], (0, 1, "x = 1")),
        ("f", ["def f():\n    pass"], (0, 1, "def f():")),
        ("x", ["y = 1"], None),
        ("x", [], None),
    ],
)
def test_find_binding(name: str, cells: list[str], expected: tuple[int, int, str] | None) -> None:
    assert find_binding(name, cells) == expected

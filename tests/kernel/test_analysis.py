from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from farfield.ipython.analysis import analyse

# Names that the notebook defines unless a case says otherwise.
_KNOWN = "a b c d e f g i p q x y z A B C data helper items df out np deco Base get_ipython print"
_NAMESPACE: dict[str, object] = dict.fromkeys(_KNOWN.split(), 1)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_READS: list[tuple[str, str]] = [
    # Order and branches
    ("x = 5; print(x)", "print"),
    ("x = x + 1", "x"),
    ("x += 1", "x"),
    ("x[0] = 1", "x"),
    ("x[0] += y", "x y"),
    ("x.y = z", "x z"),
    ("x: int = y", "y"),
    ("x: int", ""),
    ("x = y = x", "x"),
    ("x, (y, *z) = a, x, y, z", "a x y z"),
    ("unknown + len([])", ""),
    ("if a:\n    x = 1\nelse:\n    x = 2\nx", "a"),
    ("if a:\n    x = 1\nx", "a x"),
    ("if a:\n    x = 1\nelif b:\n    x = 2\nx", "a b x"),
    ("if a:\n    x = 1\nelse:\n    raise ValueError(b)\nx", "a b"),
    ("x = 1 if a else b\nx", "a b"),
    ("for i in items:\n    x\n    x = i", "items x"),
    ("for i in items:\n    x = i\ni, x", "items i x"),
    ("for x in x:\n    x", "x"),
    ("for i in items:\n    if a:\n        continue\n    x = 1\n    x", "items a"),
    ("for i in items:\n    break\nelse:\n    x = 1\nx", "items x"),
    ("while a:\n    a = b\n    x = a\nx", "a b x"),
    ("while (x := a):\n    x\nx", "a"),
    ("try:\n    import numpy as np\nexcept ImportError:\n    np = None\nnp", ""),
    ("try:\n    x = a\nexcept OSError:\n    x", "a x"),
    ("try:\n    x = a\nexcept OSError:\n    pass\nx", "a x"),
    ("try:\n    x = a\nexcept OSError:\n    raise\nx", "a"),
    ("try:\n    x = a\nfinally:\n    x", "a x"),
    ("try:\n    x = a\nfinally:\n    y = 1\nx, y", "a"),
    ("try:\n    a\nexcept OSError as e:\n    e\nelse:\n    x = 1\nx", "a x"),
    ("try:\n    a\nexcept* OSError as e:\n    e", "a"),
    ("with a as x:\n    y = x\ny", "a"),
    ("with a as x, x as y:\n    y", "a"),
    ("from contextlib import suppress\nwith suppress(KeyError):\n    x = a\nx", "a x"),
    ("match a:\n    case {'k': x, **y}:\n        x, y\n    case [b, *c]:\n        b, c", "a"),
    (
        "match a:\n    case x if x > b:\n        z = x\n    case A(y):\n        z = y\n    case _:\n"
        "        z = 1\nz",
        "a b A",
    ),
    ("match a:\n    case 1:\n        z = 1\nz", "a z"),
    ("match a:\n    case np.pi | -1:\n        pass", "a np"),
    ("a and (x := b) and x\nx", "a b x"),
    ("a < (x := 1) < (y := 2)\nx, y", "a y"),
    ("assert a, b", "a b"),
    # Deletion
    ("del x", "x"),
    ("x = 1\ndel x\nx", ""),
    ("del x[0], y.z", "x y"),
    ("del x\nx = 1", "x"),
    # Imports
    ("import a.b\na", ""),
    ("import a.b as c\na, c", "a"),
    ("from a import b as c\nb, c", "b"),
    ("from a import *\nx", "x"),
    # Functions
    ("def f():\n    return data", ""),
    ("def f():\n    return data\nf()", "data"),
    ("def f():\n    return data\ndata = 1\nf()", ""),
    ("def f():\n    return data\nif a:\n    data = 1\nf()", "a data"),
    ("def f(data):\n    return data\nf(1)", ""),
    ("def f(*a, b=c, **d):\n    return a, b, d", "c"),
    ("def f():\n    data = 1\n    return data\nf()", ""),
    ("def f():\n    if 0:\n        data = 1\n    return data\nf()", ""),
    ("def f():\n    global data\n    data = 1\n    return x\nf()", "x"),
    ("def f():\n    for i in items:\n        del i\n    import a\n    return a\nf()", "items"),
    ("def f(x: A) -> B:\n    y: C = 1\n    return y", "A B"),
    ("from __future__ import annotations\ndef f(x: A): pass", ""),
    ("from __future__ import annotations\ndef f(x: A): pass\nf(1)", "A"),
    ("def f(x: 'A'): pass\nf(1)", "A"),
    ("def f():\n    return g()\ndef g():\n    return data\nf()", "data"),
    (
        "def even(n):\n    return n == 0 or odd(n - 1) or a\ndef odd(n):\n"
        "    return even(n - 1) or b\neven(4)",
        "a b",
    ),
    ("def f(n):\n    return f(n - 1) + data\nf(3)", "data"),
    ("f()\ndef f():\n    return data", "f"),
    ("def f():\n    def g():\n        return data\n    return g\nf()()", "data"),
    (
        "def f():\n    data = 1\n    def g():\n        nonlocal data\n        data += x\n"
        "        return data\n    return g\nf()",
        "x",
    ),
    ("def f(data):\n    def g():\n        return data\n    return g\nf(1)", ""),
    ("def f(data):\n    def g():\n        global data\n        return data\n    return g\nf(1)", "data"),
    (
        "def f():\n    class C:\n        data = 1\n        def g(self):\n            return data\n"
        "    return C\nf()",
        "data",
    ),
    ("@deco\ndef f():\n    return data", "deco data"),
    ("@deco\ndef f(n):\n    return f(n - 1)", "deco"),
    (
        "async def f():\n    async with a as x:\n        async for i in b:\n            await x\nawait f()",
        "a b",
    ),
    ("g = f\ndef f():\n    return data\ng()", "f"),
    ("def f():\n    return data\ng = f", "data"),
    ("def f():\n    return data\nf = 1\nf", ""),
    ("if a:\n    def f():\n        return b\nelse:\n    def f():\n        return c\nf()", "a b c"),
    ("for i in items:\n    g()\n    def g():\n        return data", "items g data"),
    ("try:\n    def f():\n        return data\n    a\nexcept OSError:\n    f()", "a f data"),
    ("def f():\n    yield from items\nlist(f())", "items"),
    # Lambdas, comprehensions, generators
    ("key = lambda v: v + data", ""),
    ("key = lambda v: v + data\nkey(1)", "data"),
    ("key = lambda v=data: v", "data"),
    ("sorted(a, key=lambda v: v + data)\ndata = 1", "a data"),
    ("[x for x in items]\nx", "items x"),
    ("[x * y for x in items if x > a for y in x]", "items a"),
    ("{x: y for x, y in items}", "items"),
    ("[x for x in x]", "x"),
    ("[y for x in items if (y := x)]\ny", "items y"),
    ("lazy = (x * data for x in items)", "items"),
    ("lazy = (x * data for x in items)\nlist(lazy)", "items data"),
    ("sum(x * data for x in items)", "items data"),
    ("[[x for x in y] for y in items]", "items"),
    ("[(lambda: x + z)() for x in items]", "items z"),
    ("[await x async for x in items]", "items"),
    ("def f():\n    return [x for i in items if (x := i)], x\nf()", "items"),
    ("f'{x!r:>{y}} {z=}'", "x y z"),
    # Classes
    ("class C:\n    v = data", "data"),
    ("class C:\n    v = 1\n    w = v + data", "data"),
    ("class C:\n    data = data", "data"),
    ("class C:\n    data = 1\n    def m(self):\n        return data\nC()", "data"),
    ("class C:\n    def m(self):\n        return data", ""),
    ("class C:\n    def m(self):\n        return data\ndata = 1\nC().m()", ""),
    ("class C:\n    def m(self):\n        return C(), super(), __class__\nC()", ""),
    ("class C(Base):\n    pass", "Base"),
    (
        "class A:\n    def m(self):\n        return helper()\nclass B(A):\n    pass\ndef helper():\n"
        "    return 1\nB().m()",
        "",
    ),
    ("class A:\n    def m(self):\n        return helper()\nclass B(A):\n    pass\nB()", "helper"),
    (
        "class A:\n    def __init_subclass__(cls):\n        x\nclass B(A):\n    def m(self):\n"
        "        return y",
        "x y",
    ),
    ("class C(metaclass=A):\n    def m(self):\n        return data", "A data"),
    ("class C:\n    @property\n    def m(self):\n        return data", ""),
    ("class C:\n    @deco\n    def m(self):\n        return data", "deco data"),
    (
        "class C:\n    @property\n    def m(self):\n        return a\n    @m.setter\n"
        "    def m(self, v):\n        b\nC()",
        "a b",
    ),
    ("class C:\n    def m(self):\n        return data\n    v = m(1)", "data"),
    ("class C:\n    items = 1\n    v = [x for x in items if data]", "data"),
    ("class C:\n    v = [data for x in items]", "data items"),
    ("class C:\n    class D:\n        x = a\n        def m(self):\n            return b\nC.D", "a b"),
    ("class C:\n    key = lambda self: data\nC", "data"),
    (
        "from dataclasses import dataclass, field\n@dataclass\nclass C:\n"
        "    v: A = field(default_factory=lambda: data)",
        "A data",
    ),
    ("from enum import Enum\nclass C(Enum):\n    X = 1\n    Y = X\n    Z = data", "data"),
    ("class C:\n    global x\n    x = a\nx", "a x"),
    # Text that is Python
    ("exec('x = y + 1')\nx", "y x"),
    ("eval(' a + b')", "a b"),
    ("df.query('v > @x and w < @y')", "df x y"),
    ("get_ipython().system('echo {x} $y ${z} a')", "x y z"),
    ("a = get_ipython().getoutput('ls {d[0]}')\na", "d"),
]


@pytest.mark.parametrize(("source", "reads"), _READS)
def test_reads(source: str, reads: str) -> None:
    assert analyse(source, _NAMESPACE).reads == _words(reads)


@pytest.mark.parametrize(
    ("source", "binds", "deletes"),
    [
        ("x = 1; y: int = 2; z += 1", "x y z", ""),
        ("x: int", "", ""),
        ("a, (b, *c) = d", "a b c", ""),
        ("x[0] = y.z = 1", "", ""),
        ("for i in items:\n    j = i", "i j", ""),
        ("with a as b, c as (d, e):\n    pass", "b d e", ""),
        ("import a.b, c.d as e\nfrom f import g as h, i", "a e h i", ""),
        ("def f():\n    local = 1\nclass C:\n    attribute = 1\nasync def g(): pass", "f C g", ""),
        ("def f():\n    global x, y\n    x = 1", "f x", ""),
        ("class C:\n    global x\n    x = 1", "C x", ""),
        ("try:\n    x = 1\nexcept OSError as e:\n    y = 1", "x y", ""),
        (
            "match a:\n    case [x, *y]:\n        pass\n    case {'k': z, **w}:\n        pass\n"
            "    case A(q) as r:\n        pass",
            "x y z w q r",
            "",
        ),
        ("print(x := 1)\n[y := i for i in items]\nlambda: (z := 1)", "x y", ""),
        ("x = 1\ndel x", "", "x"),
        ("del x\nx = 1", "x", ""),
        ("for i in items:\n    pass\ndel i", "", "i"),
        ("if a:\n    del x", "", "x"),
        ("x = 1\nif a:\n    del x", "x", "x"),
        ("def f():\n    x = 1\n    del x", "f", ""),
        ("while a:\n    x = 1\n    break", "x", ""),
        ("key = lambda: 1", "key", ""),
        ("try:\n    x = 1\n    del x\nfinally:\n    y = 1", "y", "x"),
        ("exec('x = 1')", "x", ""),
    ],
)
def test_binds_and_deletes(source: str, binds: str, deletes: str) -> None:
    names = analyse(source, _NAMESPACE)
    assert names.binds == _words(binds)
    assert names.deletes == _words(deletes)


def test_also_and_imports_and_star_import() -> None:
    names = analyse(
        "import a.b\nfrom c.d import *\nfrom . import e\ndef f():\n    import g as h",
        _NAMESPACE,
        also=["x", "nowhere"],
    )
    assert names.reads == {"x"}
    assert names.imports == {"a", "c", "g"}
    assert names.star_import


def test_what_belongs_to_the_shell_is_not_sent() -> None:
    namespace: dict[str, object] = {
        "In": [],
        "Out": {},
        "get_ipython": 1,
        "exit": 1,
        "open": open,
        "__name__": "",
    }
    assert analyse("In, Out, get_ipython(), exit, open('f'), __name__", namespace).reads == frozenset()


def test_syntax_errors_have_the_cells_lines() -> None:
    with pytest.raises(SyntaxError) as caught:
        analyse("x = 1\ny = (\n", {})
    assert caught.value.lineno == 2


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("def f[T: A](x: T) -> B: return x\nf(1)", "A B"),
        ("class C[T](Base): pass", "Base"),
        ("type X = list[A]", ""),
        ("type X = list[A]\nX", "A"),
    ],
)
def test_type_parameters(source: str, reads: str) -> None:
    assert analyse(source, _NAMESPACE).reads == _words(reads)


class _Anything:
    """A value that most operations accept; it iterates over one element."""

    def __getattr__(self, name: str) -> _Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> _Anything:
        return self

    def __iter__(self) -> Iterator[_Anything]:
        return iter([self])

    def __enter__(self) -> _Anything:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __lt__(self, other: object) -> bool:
        return True

    def __add__(self, other: object) -> _Anything:
        return self

    __getitem__ = __mul__ = __sub__ = __mod__ = __radd__ = __rmul__ = __add__


def _name_not_found(source: str, namespace: dict[str, object]) -> str | None:
    """The name whose absence stops the cell, if that is what stops it."""
    try:
        exec(compile(source, "<cell>", "exec"), namespace)
    except NameError as error:
        return error.name
    except Exception:
        # Whatever else stops the cell, such as a module that is not there, is no matter of names.
        return None
    return None


def _runs(source: str) -> bool:
    """Not endless, and without a shell's help."""
    return "while" not in source and "get_ipython" not in source


@pytest.mark.parametrize("source", [source for source, _ in _READS if _runs(source)])
def test_a_cell_runs_with_only_what_it_reads(source: str) -> None:
    """A name that the cell misses with its inputs alone is one that it would miss in the notebook too."""
    everything: dict[str, object] = {name: _Anything() for name in _NAMESPACE if name != "print"}
    inputs = {name: everything[name] for name in analyse(source, everything).reads}
    assert _name_not_found(source, inputs) == _name_not_found(source, everything)

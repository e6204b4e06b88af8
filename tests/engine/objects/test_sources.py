"""Functions and classes as source: which function is found, and what is refused."""

from __future__ import annotations

import dataclasses
import itertools
import linecache
import pickle
import textwrap
import types
import warnings
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.objects.pickling import dumps, loads, sending_to
from farfield_engine.objects.sources import OWN_PYTHON, code_from_bytes, code_from_source, minor_of

Namespace = dict[str, Any]

ELSEWHERE = "3.99"
"""A version that is not ours, and whose pickles ours can read: they have source only."""

_numbers = itertools.count(1)


def cell(code: str, namespace: Namespace | None = None) -> Namespace:
    """The namespace of a notebook after a cell, whose text is known under its name as IPython does it."""
    namespace = {"__name__": "__main__"} if namespace is None else namespace
    name, text = f"<cell {next(_numbers)}>", textwrap.dedent(code)
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec", dont_inherit=True), namespace)
    return namespace


def travelled(value: Any, sender: Namespace, receiver: Namespace | None = None) -> Any:
    """The value as another version gets it."""
    with sending_to(ELSEWHERE):
        data, buffers, _ = dumps(value, sender)
    return loads(data, buffers, {} if receiver is None else receiver)


def refusal(value: Any, sender: Namespace) -> str:
    with pytest.raises(pickle.PicklingError) as raised, sending_to(ELSEWHERE):
        dumps(value, sender)
    return str(raised.value)


# --- which one it is ---------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "results"),
    [
        ("fs = [lambda: 1, lambda: 2, lambda: 3]", [1, 2, 3]),
        ("fs = [lambda: 'same', lambda: 'same']", ["same", "same"]),
        ("fs = [(lambda: (lambda: 1))(), (lambda: (lambda: 2))(), (lambda: 3)]", [1, 2, 3]),
        ("a = (lambda: 1)\nb = 0; fs = [a, (lambda:\n 2), lambda: 3]", [1, 2, 3]),
        ("fs = [g() for g in [lambda: lambda: 1, lambda: lambda: 2]]", [1, 2]),
        ("take = lambda f: f\nfs = [take(lambda: i) for i in (take(lambda: 4)(),)] + [lambda: 5]", [4, 5]),
        ("try:\n    pass\nfinally:\n    fs = [lambda: 1, lambda: 2]", [1, 2]),
        ("class A:\n    f = staticmethod(lambda: 1); g = staticmethod(lambda: 2)\nfs = [A.g, A.f]", [2, 1]),
        ("if True:\n    def f(): return 1\nelse:\n    def f(): return 2\nfs = [f]", [1]),
        ("def f(): return 1\nfs = [f]\ndef f(): return 2\nfs.append(f)", [1, 2]),
        ("fs = [eval('lambda: 1') if False else (lambda: 2)]", [2]),
        ("f'{(lambda: 0)()}'; fs = [lambda: 1, lambda: f'{(lambda: 2)()}']", [1, "2"]),
    ],
)
def test_each_function_arrives_as_itself(code: str, results: list[Any]) -> None:
    here = cell(code)
    assert [function() for function in here["fs"]] == results
    assert [function() for function in travelled(here["fs"], here)] == results
    # Also alone: which one it is does not hang on the others that are sent.
    assert [travelled(function, here)() for function in here["fs"]] == results


def test_a_function_from_source_has_what_it_had() -> None:
    here = cell(
        """
        def outer(n):
            def inner(x, /, y=2, *args, z: int = 3, **rest) -> int:
                "What it does."
                return x + y + z + n + later
            return inner
        f = outer(10)
        f.tag = "kept"
        """
    )
    f = travelled(here["f"], here, {"later": 100})
    assert f(1) == 116
    assert (f.__doc__, f.tag, f.__name__, f.__qualname__) == (
        "What it does.",
        "kept",
        "inner",
        "outer.<locals>.inner",
    )
    assert (f.__defaults__, f.__kwdefaults__) == ((2,), {"z": 3})
    assert f.__annotations__ == here["f"].__annotations__
    assert f.__code__ == here["f"].__code__ and f.__code__.co_filename == here["f"].__code__.co_filename


def test_the_text_is_in_a_pickle_once() -> None:
    here = cell("# " + "x" * 5000 + "\n" + "\n".join(f"def f{n}(): return {n}" for n in range(50)))
    functions = [here[f"f{n}"] for n in range(50)]
    with sending_to(ELSEWHERE):
        data, _, _ = dumps(functions, here)
    assert data.count(b"x" * 5000) == 1
    assert [f() for f in loads(data, [], {})] == list(range(50))


def test_a_function_of_a_file_and_one_of_a_cell_with_annotations_postponed(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("from __future__ import annotations\n\ndef f(x: Missing) -> None: return x\n")
    program: Namespace = {"__name__": "__main__"}
    exec(compile(path.read_text(), str(path), "exec", dont_inherit=True), program)
    assert travelled(program["f"], program)(3) == 3
    # IPython goes on with the `from __future__ import` of an earlier cell.
    flags = program["f"].__code__.co_flags
    here = cell("pass")
    text = "def g(x: Missing): return lambda y: x + y\n"
    linecache.cache["<later>"] = (len(text), None, [text], "<later>")
    exec(compile(text, "<later>", "exec", flags & 0x1000000, dont_inherit=True), here)
    assert travelled(here["g"], here)(1)(2) == 3
    assert travelled(here["g"](1), here)(2) == 3


def test_a_cell_with_await_at_its_top() -> None:
    text = "import asyncio\nawait asyncio.sleep(0)\nasync def f(x):\n    return [y async for y in g(x)]\n"
    text += "async def g(x):\n    yield x\n    yield await asyncio.sleep(0, x + 1)\n"
    linecache.cache["<awaiting>"] = (len(text), None, text.splitlines(keepends=True), "<awaiting>")
    import ast
    import asyncio

    here: Namespace = {"__name__": "__main__"}
    asyncio.run(eval(compile(text, "<awaiting>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True), here))
    there: Namespace = {"asyncio": asyncio}
    there["g"] = travelled(here["g"], here, there)
    assert asyncio.run(travelled(here["f"], here, there)(5)) == [5, 6]


def test_no_warning_of_the_text_comes_again() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        here = cell("def f(): return '\\d' is 1")
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        travelled(here["f"], here)
    assert seen == []


def test_the_version_is_in_force_in_its_block_only() -> None:
    here = cell("def f(): pass")
    for same in ("", OWN_PYTHON, f"{OWN_PYTHON}.99"):
        with sending_to(ELSEWHERE), sending_to(same):
            assert b"code_from_bytes" in dumps(here["f"], here)[0]
    with sending_to(ELSEWHERE):
        assert b"code_from_bytes" not in dumps(here["f"], here)[0]
    with pytest.raises(ZeroDivisionError), sending_to(ELSEWHERE):
        raise ZeroDivisionError
    assert b"code_from_bytes" in dumps(here["f"], here)[0]
    assert [minor_of(text) for text in ("3.12.1", "3.12", "3.13.0rc1", "", "3")] == [
        "3.12",
        "3.12",
        "3.13",
        "",
        "",
    ]


# --- what can't go ------------------------------------------------------------


def test_a_function_without_source_is_refused_by_name() -> None:
    here: Namespace = {"__name__": "__main__"}
    exec("def made(): pass", here)
    told = refusal([1, {"key": here["made"]}], here)
    assert told == (
        f"function 'made' can't go from Python {OWN_PYTHON} to {ELSEWHERE}: its source is not known, "
        "since code made it; define it in a cell or a file"
    )
    exec("made = lambda: 0", here)
    assert "the lambda of line 1 of '<string>' can't go" in refusal(here["made"], here)
    assert "a code object, compiled from '<string>', can't go" in refusal(
        compile("1", "<string>", "eval"), here
    )


def test_a_file_that_was_edited_is_refused_and_not_taken_for_another(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("def f(): return 1\n")
    program: Namespace = {"__name__": "__main__"}
    exec(compile(path.read_text(), str(path), "exec", dont_inherit=True), program)
    path.write_text("def f(): return 2\n")
    assert f"in '{path}' has changed since" in refusal(program["f"], program)
    path.write_text("def f(: return\n")
    linecache.checkcache(str(path))
    assert f"in '{path}' has changed since" in refusal(program["f"], program)
    path.write_text("# moved by nothing\n" * 0 + "def f(): return 1\n# and a line more\n")
    linecache.checkcache(str(path))
    assert travelled(program["f"], program)() == 1


def test_a_file_that_is_edited_after_it_was_read_goes_as_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("def f(): return 1\n")
    program: Namespace = {"__name__": "__main__"}
    exec(compile(path.read_text(), str(path), "exec", dont_inherit=True), program)
    assert travelled(program["f"], program)() == 1
    path.write_text("def f(): return 2  # edited\n")
    assert travelled(program["f"], program)() == 1


def test_bytecode_of_another_version_does_not_become_code() -> None:
    here = cell("def f(): return 1")
    data = dumps(here["f"], here)[0]
    other = data.replace(OWN_PYTHON.encode(), b"3.99")
    assert other != data
    with pytest.raises(pickle.UnpicklingError, match=r"pickled by Python 3\.99, whose bytecode Python"):
        loads(other, [], {})
    with pytest.raises(pickle.UnpicklingError, match="3.0"):
        code_from_bytes("3.0", *range(18))


def test_what_is_not_found_is_told() -> None:
    def ask(text: str, qualname: str, *rest: Any) -> types.CodeType:
        return code_from_source(text, "In[1]", False, qualname, *rest)

    assert ask("f = lambda: 1, lambda: 2", "<lambda>", 1, 1, 2, ()).co_consts[-1] == 2
    with pytest.raises(pickle.UnpicklingError, match=r"'f' of 'In\[1\]' was not found by Python"):
        ask("def g(): pass", "f", 1, -1, 0, ())
    with pytest.raises(pickle.UnpicklingError, match="'<lambda>' of .* was not found"):
        ask("f = lambda: 1, lambda: 2", "<lambda>", 1, 1, 3, ())
    with pytest.raises(pickle.UnpicklingError, match=r"can't be compiled by Python .*line 2.*both versions"):
        ask("def f(): pass\nclass = 3", "f", 1, -1, 0, ())
    with pytest.raises(
        pickle.UnpicklingError, match=r"other free variables in Python .*\(a\) than .*\(a, b\)"
    ):
        ask("def o(a):\n def f(): return a", "o.<locals>.f", 2, -1, 0, ("a", "b"))


# --- dataclasses and named tuples, made again ----------------------------------


DATACLASSES = """
import dataclasses, typing, collections
@dataclasses.dataclass(order=True)
class Plain:
    x: int
    y: list = dataclasses.field(default_factory=list, compare=False)
    limit: typing.ClassVar[int] = 3
    def double(self): return 2 * self.x
@dataclasses.dataclass(frozen=True)
class Frozen(Plain if False else object):
    a: int
    b: str = "b"
    scale: dataclasses.InitVar[int] = 1
    def __post_init__(self, scale): object.__setattr__(self, "a", self.a * scale)
@dataclasses.dataclass(frozen=True, slots=True)
class Slotted:
    n: int
    m: int = dataclasses.field(default=7, init=False)
@dataclasses.dataclass
class Derived(Plain):
    z: float = dataclasses.field(default=0.5, kw_only=True)
    _: dataclasses.KW_ONLY
    w: int = 1
    def __repr__(self): return "own repr"
@dataclasses.dataclass
class Node:
    children: list
Pair = collections.namedtuple("Pair", "a _1 b", rename=True, defaults=[5])
class Named(typing.NamedTuple):
    n: int
    m: "str" = "m"
    def both(self): return (self.n, self.m)
One = collections.namedtuple("One", "only")
"""


def forget(here: Namespace) -> Namespace:
    """The classes, sent and unpickled as if this process had not defined them."""
    from cloudpickle import cloudpickle

    from farfield_engine.objects import pickling

    names = {name: value for name, value in here.items() if isinstance(value, type)}
    with sending_to(ELSEWHERE):
        data, _, _ = dumps(names, here)
    for kind in names.values():
        tracker = cloudpickle._DYNAMIC_CLASS_TRACKER_BY_CLASS.pop(kind)
        del cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID[tracker]
        pickling._defined_here.discard(kind)
    there: Namespace = {"__name__": "__main__"}
    there.update(loads(data, [], there))
    assert all(there[name] is not names[name] for name in names)
    return there


def test_dataclasses_are_made_again_from_their_fields() -> None:
    there = forget(cell(DATACLASSES))
    plain = there["Plain"](1)
    assert repr(plain) == "Plain(x=1, y=[])" and plain.y is not there["Plain"](1).y
    assert plain < there["Plain"](2) and plain == there["Plain"](1, [2]) and plain.double() == 2
    assert plain.__hash__ is None and there["Plain"].limit == 3
    frozen = there["Frozen"](2, scale=5)
    assert (frozen.a, frozen.b, hash(frozen)) == (10, "b", hash(there["Frozen"](10)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        frozen.a = 1
    with pytest.raises(AttributeError):
        # The check is for this class, not for the one that the method was made for.
        type("Sub", (there["Frozen"],), {})(1).b = 2
    slotted = there["Slotted"](1)
    assert (slotted.n, slotted.m, hasattr(slotted, "__dict__")) == (1, 7, False)
    derived = there["Derived"](1, w=3, z=2.0)
    assert (repr(derived), derived.w, derived.z, derived == there["Derived"](1)) == (
        "own repr",
        3,
        2.0,
        False,
    )
    assert there["Plain"].__init__.__annotations__ == {"x": int, "y": list, "return": None}
    assert there["Plain"].__init__.__qualname__ == "Plain.__init__"
    node = there["Node"]([])
    node.children.append(node)
    assert repr(node) == "Node(children=[...])"


def test_a_subclass_of_a_dataclass_that_has_arrived() -> None:
    there = forget(cell(DATACLASSES))
    fields = dataclasses.fields(there["Plain"])
    assert fields[0].default is dataclasses.MISSING and fields[1].default_factory is list
    longer = dataclasses.make_dataclass("Longer", [("q", int)], bases=(there["Node"],))
    assert repr(longer([], 3)) == "Longer(children=[], q=3)"
    assert dataclasses.replace(there["Plain"](1), x=4) == there["Plain"](4)


def test_named_tuples_are_made_again_from_their_fields() -> None:
    there = forget(cell(DATACLASSES))
    pair = there["Pair"](1, 2)
    assert (pair, pair.b, repr(pair), pair._replace(a=3)[0]) == ((1, 2, 5), 5, "Pair(a=1, _1=2, b=5)", 3)
    assert there["Pair"]._make([1, 2, 3])._asdict() == {"a": 1, "_1": 2, "b": 3}
    named = there["Named"](1)
    assert (named.both(), there["Named"].__new__.__annotations__["n"]) == ((1, "m"), int)
    assert there["One"](3).only == 3 and pickle.loads(pickle.dumps((*pair,))) == (1, 2, 5)


def test_a_dataclass_sent_to_the_same_version_keeps_its_missing_defaults() -> None:
    here = cell(DATACLASSES)
    received = loads(*dumps(dataclasses.fields(here["Plain"]), here)[:2], {})
    assert received[0].default is dataclasses.MISSING

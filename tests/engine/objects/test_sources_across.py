"""Values of a notebook on their way to another minor version of Python and back, by two real interpreters."""

from __future__ import annotations

import base64
import io
import itertools
import json
import linecache
import os
import pickle
import runpy
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farfield_engine.objects.pickling import dumps, loads, sending_to
from farfield_engine.objects.sources import OWN_PYTHON

Namespace = dict[str, Any]

OTHERPYTHON = Path(__file__).resolve().parents[2] / "otherpython.py"
DEADLINE = 60.0

_THERE = """
import base64, json, linecache, sys
from farfield_engine.objects.pickling import dumps, loads, sending_to
print(json.dumps("%d.%d" % sys.version_info[:2]), flush=True)
for line in sys.stdin:
    question = json.loads(line)
    namespace = {"__name__": "__main__"}
    try:
        namespace.update(loads(base64.b64decode(question["pickle"]), [], namespace))
        text, name = question["code"], question["name"]
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        exec(compile(text, name, "exec"), namespace)
        with sending_to(question["python"]):
            data, _, _ = dumps(namespace["answer"], namespace)
        answer = {"pickle": base64.b64encode(data).decode()}
    except Exception as error:
        answer = {"error": type(error).__name__ + ": " + str(error)}
    print(json.dumps(answer), flush=True)
"""

_numbers = itertools.count(1)


class Other:
    """A process under another Python, which is asked one thing after the other."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), "-P", "-c", _THERE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.version = str(self._read())

    def _read(self) -> Any:
        assert isinstance(self._process.stdout, io.TextIOBase)
        line = self._process.stdout.readline()
        assert line, f"the other Python has ended: {self._process.wait(DEADLINE)}"
        return json.loads(line)

    def send(self, data: bytes, code: str = "answer = None", python: str = OWN_PYTHON) -> dict[str, str]:
        """Have it unpickle names, run code with them, and pickle the name `answer` for `python`."""
        assert isinstance(self._process.stdin, io.TextIOBase)
        question = {
            "pickle": base64.b64encode(data).decode(),
            "code": textwrap.dedent(code),
            "name": f"<there {next(_numbers)}>",
            "python": python,
        }
        # Where its functions are from is known on both sides, as with cells.
        text = question["code"]
        linecache.cache[question["name"]] = (
            len(text),
            None,
            text.splitlines(keepends=True),
            question["name"],
        )
        self._process.stdin.write(json.dumps(question) + "\n")
        answer: dict[str, str] = self._read()
        return answer

    def ask(self, here: Namespace, names: list[str], code: str) -> Any:
        """Send names of a notebook, run code there, and bring back its `answer`."""
        with sending_to(self.version):
            data, _, _ = dumps({name: here[name] for name in names}, here)
        answer = self.send(data, code)
        assert "error" not in answer, answer["error"]
        return loads(base64.b64decode(answer["pickle"]), [], here)

    def close(self) -> None:
        self._process.communicate(timeout=DEADLINE)


@pytest.fixture(scope="module")
def other() -> Iterator[Other]:
    python: Path = runpy.run_path(str(OTHERPYTHON))["other_python_or_skip"]()
    process = Other(python)
    yield process
    process.close()


def cell(code: str, namespace: Namespace | None = None) -> Namespace:
    """The namespace of a notebook after a cell, whose text is known under its name as IPython does it."""
    namespace = {"__name__": "__main__"} if namespace is None else namespace
    name, text = f"<here {next(_numbers)}>", textwrap.dedent(code)
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec", dont_inherit=True), namespace)
    return namespace


FUNCTIONS = """
import asyncio, contextlib, functools
def top(x, y=2): return x + y
def adder(n):
    def add(x): return x + n
    return add
add5 = adder(5)
pair = [lambda x: x + 1, lambda x: x * 10]
swapped = [f for f in [(lambda x: 1) for _ in (lambda: [0])()] + [lambda x: 2]]
order = [(lambda f: f)(lambda: 1) for _ in [(lambda f: f)(lambda: 2)]]
captured = [lambda i=i: i for i in range(3)]
late = [lambda: i for i in range(3)]
def comprehended(n):
    a = 7
    fs = [lambda: (a, k) for k in range(n)]
    d = {k: [j * a for j in range(k)] for k in range(n)}
    s = {(lambda: k + a)() for k in range(n)}
    return fs, d, s
def nested(n):
    x = n
    return [[(lambda: x + y + z)() for y in range(2)] for z in range(2)]
def generate(n):
    for i in range(n): yield from (j for j in range(i))
async def later(x):
    await asyncio.sleep(0)
    return [y async for y in stream(x)]
async def stream(x):
    yield x
    yield await asyncio.sleep(0, x + 1)
def twice(f):
    @functools.wraps(f)
    def inner(*args): return f(f(*args))
    return inner
@twice
def half(x): return x / 2
@contextlib.contextmanager
def managed(x):
    yield x
@functools.lru_cache(maxsize=7)
def cached(n): return n if n < 2 else cached(n - 1) + cached(n - 2)
part = functools.partial(lambda a, b: a - b, 5)
try:
    pass
finally:
    final = [lambda: "a", lambda: "b"]
def walrus(xs): return [y for x in xs if (y := x * 2) > 2], y
class Box:
    rows = [[0 for _ in range(2)] for _ in range(2)]
    keys = [(lambda: q) for q in range(2)]
    lift = lambda self, x: (self, x)[1]; drop = lambda self, x: -x
"""

USES = """
answer = {
    "top": top(1), "closure": add5(1), "lambdas": [f(3) for f in pair], "swapped": [f(0) for f in swapped],
    "order": [f() for f in order], "captured": [f() for f in captured], "late": [f() for f in late],
    "comprehended": ([f() for f in comprehended(3)[0]], *comprehended(3)[1:]), "nested": nested(1),
    "generator": list(generate(4)), "async": asyncio.run(later(3)), "decorated": (half(8), half.__name__),
    "cached": (cached(20), cached.cache_info().maxsize), "partial": part(2), "final": [f() for f in final],
    "walrus": walrus([1, 2]), "managed": managed(9).__enter__(),
    "box": (Box.rows, [f() for f in Box.keys], Box().lift(4), Box().drop(4)),
}
"""


def test_functions_of_every_make_there_and_back(other: Other) -> None:
    here = cell(FUNCTIONS)
    local: Namespace = dict(here)
    exec(USES, local)
    names = [name for name in here if name[0] != "_"]
    assert other.ask(here, names, USES) == local["answer"]


def test_functions_made_there_do_here_what_they_do_there(other: Other) -> None:
    here: Namespace = {"__name__": "__main__"}
    names = [
        *("top", "add5", "pair", "swapped", "order", "captured", "late", "comprehended", "nested"),
        *("generate", "half", "part", "final", "walrus", "Box"),
    ]
    here.update(other.ask(here, [], FUNCTIONS + f"answer = {{name: globals()[name] for name in {names}}}"))
    assert (here["top"](1), here["add5"](1), [f(3) for f in here["pair"]]) == (3, 6, [4, 30])
    assert [f(0) for f in here["swapped"]] == [1, 2] and [f() for f in here["captured"]] == [0, 1, 2]
    assert [f() for f in here["order"]] == [1] and [f() for f in here["late"]] == [2, 2, 2]
    assert here["comprehended"](2)[1:] == ({0: [], 1: [0]}, {7, 8})
    assert [f() for f in here["comprehended"](2)[0]] == [(7, 1), (7, 1)]
    assert here["nested"](1) == [[1, 2], [2, 3]] and list(here["generate"](4)) == [0, 0, 1, 0, 1, 2]
    assert (here["half"](8), here["part"](2), here["walrus"]([1, 2])) == (2, 3, ([4], 4))
    assert [f() for f in here["final"]] == ["a", "b"]
    assert (here["Box"].rows, here["Box"]().lift(4), here["Box"]().drop(4)) == ([[0, 0], [0, 0]], 4, -4)


CLASSES = """
import abc, collections, dataclasses, enum, functools, typing
class Base(abc.ABC):
    made = 0
    def __init__(self, n): self.n = n
    @abc.abstractmethod
    def value(self): ...
    @classmethod
    def make(cls, n): return cls(n)
class Thing(Base):
    __slots__ = ("extra",)
    def value(self): return [super(Thing, self).made + __class__.made for _ in range(1)]
    @property
    def double(self): return 2 * self.n
    @staticmethod
    def fixed(): return "s"
    def __eq__(self, other): return type(other) is type(self) and self.n == other.n
    def __hash__(self): return hash(self.n)
class Child(Thing):
    def value(self): return super().value() + [len(super().fixed())]
@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: "list[Point]" = dataclasses.field(default_factory=list)
    def far(self): return max([p.x for p in self.y] + [self.x])
@dataclasses.dataclass(frozen=True, slots=True)
class Slotted:
    n: int = 3
class Colour(enum.Enum):
    RED = 1
    BLUE = "blue"
    def shout(self): return self.name + "!"
class Flags(enum.Flag):
    A = enum.auto()
    B = enum.auto()
class Level(enum.IntEnum):
    LOW = 1
Pair = collections.namedtuple("Pair", "a b", defaults=[5])
class Named(typing.NamedTuple):
    n: int
    other: typing.Optional["Named"] = None
class Problem(ValueError):
    def why(self): return [part for part in self.args]
T = typing.TypeVar("T")
class Stack(typing.Generic[T]):
    items: typing.List["T"]
    def __init__(self): self.items = []
@typing.runtime_checkable
class Speaks(typing.Protocol):
    def value(self) -> list: ...
@functools.total_ordering
class Ordered:
    def __init__(self, k): self.k = k
    def __eq__(self, other): return self.k == other.k
    def __lt__(self, other): return self.k < other.k
def values(thing, child, point, slotted, pair, named):
    return [
        thing.value(), thing.double, thing.fixed(), child.value(), point.far(), repr(point), point < Point(2),
        repr(slotted), pair._replace(b=1), named.other, Colour("blue").shout(), Flags.A | Flags.B == Flags(3),
        Level.LOW + 1, Ordered(1) >= Ordered(0), isinstance(child, Base),
        isinstance(child, Speaks), isinstance(3, Speaks), dataclasses.replace(point, x=9).x,
    ]
given = (Thing(1), Child.make(2), Point(1, [Point(4)]), Slotted(), Pair(1), Named(1, Named(2)))
kinds = [value for value in list(globals().values()) if isinstance(value, type)]
"""


def test_classes_and_their_instances_there_and_back(other: Other) -> None:
    here = cell(CLASSES)
    names = [name for name in here if name[0] != "_"]
    expected = here["values"](*here["given"])
    code = """
        answer = [values(*given), given, Colour.RED, Level.LOW, Flags.B, Problem(3), values, kinds]
        answer += [Thing.make(7), Point(5), Named(1), {Colour.BLUE: Pair(1, 2)}, isinstance(Stack(), Stack)]
    """
    answer = other.ask(here, names, code)
    assert answer[0] == expected
    given, red, low, b, problem, values, kinds = answer[1:8]
    assert [type(value) for value in given] == [type(value) for value in here["given"]]
    assert given == here["given"]
    assert red is here["Colour"].RED and low is here["Level"].LOW and b is here["Flags"].B
    assert type(problem) is here["Problem"] and problem.why() == [3]
    assert values(*here["given"]) == expected
    assert all(one is two for one, two in zip(kinds, here["kinds"], strict=True))
    assert answer[8] == here["Thing"](7) and answer[9] == here["Point"](5) and answer[10] == (1, None)
    assert answer[11] == {here["Colour"].BLUE: (1, 2)} and answer[12] is True


def test_classes_made_there_are_whole_here(other: Other) -> None:
    here: Namespace = {"__name__": "__main__"}
    names = [
        *("Base", "Thing", "Child", "Point", "Slotted", "Colour", "Flags", "Level", "Pair", "Named"),
        *("Problem", "Stack", "Speaks", "Ordered", "values", "given"),
    ]
    brought = other.ask(
        here, [], CLASSES + f"answer = [{{n: globals()[n] for n in {names}}}, values(*given)]"
    )
    import dataclasses

    here.update(brought[0], dataclasses=dataclasses)
    assert here["values"](*here["given"]) == brought[1]
    with pytest.raises(dataclasses.FrozenInstanceError):
        here["given"][3].n = 4
    # And once more there: what was made there, has been here, and has its source still.
    again = other.ask(here, [*names, "dataclasses"], "answer = values(*given)")
    assert again == brought[1]


def test_a_class_is_one_class_however_often_it_goes_and_comes(other: Other) -> None:
    here = cell(
        "class Thing:\n    rate = 1\n    def f(self): return [self.rate for _ in range(1)]\nthing = Thing()"
    )
    for rate in (1, 2):
        here["Thing"].rate = rate
        answer = other.ask(
            here, ["Thing", "thing"], "answer = [thing.f(), type(thing) is Thing, Thing, thing]"
        )
        assert answer[:2] == [[rate], True]
        assert answer[2] is here["Thing"] and type(answer[3]) is here["Thing"]


def test_bytecode_is_refused_and_harms_nobody(other: Other) -> None:
    here = cell("def f(): return 1\nclass A:\n    def m(self): return 2")
    for name in ("f", "A"):
        data, _, _ = dumps({name: here[name]}, here)
        answer = other.send(data)
        assert f"UnpicklingError: this was pickled by Python {OWN_PYTHON}, whose bytecode" in answer["error"]
    # In the other direction too, and the other process is still there to be asked.
    answer = other.send(dumps({}, here)[0], "def answer(): return 1", python="")
    with pytest.raises(pickle.UnpicklingError, match=f"pickled by Python {other.version}, whose bytecode"):
        loads(base64.b64decode(answer["pickle"]), [], here)


def test_what_has_no_source_is_refused_there_too(other: Other) -> None:
    answer = other.send(dumps({}, {})[0], "names = {}\nexec('def f(): pass', names)\nanswer = names['f']")
    assert answer["error"].startswith(f"PicklingError: function 'f' can't go from Python {other.version} to")


def test_syntax_that_one_of_the_two_lacks_is_told(other: Other) -> None:
    if min(OWN_PYTHON, other.version, key=lambda text: int(text[2:])) != "3.11":
        pytest.skip("both have the syntax of 3.12")
    text = "def f[T](x: T) -> T: return x\nclass Box[T]:\n    def get(self) -> T: return self.x\n"
    if OWN_PYTHON != "3.11":
        here = cell(text)
        with sending_to(other.version):
            told = other.send(dumps({"f": here["f"]}, here)[0])["error"]
    else:
        answer = other.send(dumps({}, {})[0], text + "answer = f")
        with pytest.raises(pickle.UnpicklingError) as raised:
            loads(base64.b64decode(answer["pickle"]), [], {})
        told = str(raised.value)
    assert "can't be compiled by Python 3.11" in told and "both versions" in told


def test_arrays_and_their_buffers_are_no_different(other: Other) -> None:
    np = pytest.importorskip("numpy")
    here = cell("def total(a): return float(a.sum())", {"__name__": "__main__", "array": np.arange(10.0)})
    total, doubled = other.ask(here, ["total", "array"], "answer = [total(array), array * 2]")
    assert total == 45.0 and np.array_equal(doubled, here["array"] * 2)


def test_the_environment_is_this_distribution(other: Other) -> None:
    here = cell("def where():\n    import farfield_engine\n    return farfield_engine.__path__[0]")
    there = other.ask(here, ["where"], "answer = where()")
    assert os.path.samefile(there, here["where"]())

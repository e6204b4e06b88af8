"""Classes of a notebook on their way to another process and back."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import textwrap
from typing import Any

from farfield_engine.objects.pickling import dumps, loads, resolving_remote

Namespace = dict[str, Any]


def notebook(code: str, **names: Any) -> Namespace:
    """The namespace of a notebook that has run this code."""
    namespace: Namespace = {"__name__": "__main__", **names}
    exec(compile(textwrap.dedent(code), "<cell>", "exec"), namespace)
    return namespace


_ELSEWHERE = """
import base64, json, sys
from farfield_engine.objects.pickling import dumps, loads
question = json.load(sys.stdin)
namespace = {"__name__": "__main__"}
names = loads(base64.b64decode(question["pickle"]), [], namespace)
namespace.update(names, loads=loads, namespace=namespace)
exec(question["code"], namespace)
data, _, _ = dumps(namespace["answer"], namespace)
sys.stdout.write(base64.b64encode(data).decode())
"""


def elsewhere(sender: Namespace, names: list[str], code: str) -> Any:
    """Send these names to a fresh process, run code there, and bring back its `answer`."""
    data, _, _ = dumps({name: sender[name] for name in names}, sender)
    question = json.dumps({"pickle": base64.b64encode(data).decode(), "code": textwrap.dedent(code)})
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=question,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return loads(base64.b64decode(done.stdout), [], sender)


def test_a_class_with_all_that_classes_have() -> None:
    here = notebook(
        """
        scale = 2
        class Base:
            kind = "base"
            def value(self): return 1
        class Thing(Base):
            kind = "thing"
            def __init__(self, n): self.n = n
            def value(self): return super().value() + self.n * scale
            @property
            def double(self): return 2 * self.n
            @staticmethod
            def fixed(): return "s"
            @classmethod
            def make(cls): return cls(9)
            def __eq__(self, other): return isinstance(other, Thing) and self.n == other.n
            __hash__ = None
        """
    )
    answer = elsewhere(
        here,
        ["Thing", "Base", "scale"],
        """
        thing = Thing.make()
        answer = [thing.value(), thing.double, Thing.fixed(), Thing.kind]
        answer += [isinstance(thing, Base), thing == Thing(9)]
        scale = 100
        answer.append(thing.value())
        """,
    )
    assert answer == [19, 18, "s", "thing", True, True, 901]


def test_dataclasses_enums_and_named_tuples() -> None:
    here = notebook(
        """
        import dataclasses, enum, typing
        @dataclasses.dataclass(frozen=True)
        class Point:
            x: int
            y: int = 0
        class Color(enum.Enum):
            RED = 1
            BLUE = 2
        class Pair(typing.NamedTuple):
            a: int
            b: int
        points = [Point(1)]
        """
    )
    answer = elsewhere(
        here,
        ["Point", "Color", "Pair", "points"],
        """
        import dataclasses
        answer = {
            "point": dataclasses.replace(points[0], y=5),
            "same": type(points[0]) is Point,
            "color": Color(2),
            "is": Color["RED"] is Color.RED,
            "pair": Pair(1, 2)._replace(b=3),
        }
        """,
    )
    assert answer["same"] and answer["is"]
    assert type(answer["point"]) is here["Point"] and answer["point"] == here["Point"](1, 5)
    assert answer["color"] is here["Color"].BLUE
    assert type(answer["pair"]) is here["Pair"] and answer["pair"] == (1, 3)


def test_an_instance_that_comes_back_is_of_the_same_class() -> None:
    here = notebook("class Thing:\n    def __init__(self, n): self.n = n")
    answer = elsewhere(here, ["Thing"], "answer = [Thing(1), Thing]")
    assert type(answer[0]) is here["Thing"] and answer[1] is here["Thing"]
    assert answer[0].n == 1


def test_a_class_of_the_notebook_stays_as_it_is_when_an_instance_comes_back() -> None:
    here = notebook("class Thing:\n    rate = 0.1\n    log = []\n    def method(self): return 1")
    thing_class = here["Thing"]
    log, method = thing_class.log, thing_class.method
    thing = elsewhere(here, ["Thing"], "Thing.rate = 9\nThing.log.append(1)\nanswer = Thing()")
    assert type(thing) is thing_class
    assert (thing_class.rate, thing_class.log, thing_class.method) == (0.1, [], method)
    assert thing_class.log is log


def test_a_class_that_came_before_comes_again_as_it_is_now() -> None:
    here = notebook("class Thing:\n    rate = 1")
    before = dumps(here["Thing"], here)[0]
    here["Thing"].rate = 2
    answer = elsewhere(
        {**here, "before": before, "after": dumps(here["Thing"], here)[0]},
        ["before", "after"],
        """
        first = loads(before, [], namespace)
        rates = [first.rate]
        second = loads(after, [], namespace)
        answer = [first is second, *rates, second.rate]
        """,
    )
    assert answer == [True, 1, 2]


def test_a_class_that_was_made_elsewhere_is_one_class_however_often_it_comes() -> None:
    here = notebook("")
    one, two = elsewhere(here, [], "class New:\n    pass\nanswer = [New(), New()]")
    assert type(one) is type(two)
    assert type(loads(*dumps(one, here)[:2], {})) is type(one)


def test_a_method_that_comes_back_uses_the_notebooks_globals() -> None:
    here = notebook("scale = 3\nclass Thing:\n    def value(self): return scale")
    thing = elsewhere(here, ["Thing", "scale"], "scale = 5\nanswer = Thing()")
    assert thing.value() == 3
    here["scale"] = 4
    assert thing.value() == 4


def test_a_class_that_a_worker_has_defined_is_the_notebooks_when_it_comes_again() -> None:
    worker = notebook("n = 1\nclass Thing:\n    def value(self): return n")
    data, _, _ = dumps(worker["Thing"], worker)
    kind = worker["Thing"]
    worker.clear()  # as when its cell has ended
    there: Namespace = {"n": 2}
    with resolving_remote(lambda index: None):
        assert loads(data, [], there) is kind
    assert kind().value() == 2

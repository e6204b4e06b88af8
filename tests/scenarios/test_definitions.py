"""Functions and classes of the notebook: they travel by value and stay what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_functions_with_recursion_and_helpers(kernel: Kernel) -> None:
    kernel.ok(
        "base = 10\n"
        "def factorial(n):\n    return 1 if n < 2 else n * factorial(n - 1)\n"
        "def even(n):\n    return n == 0 or odd(n - 1)\n"
        "def odd(n):\n    return n != 0 and even(n - 1)\n"
        "def shifted(n):\n    return factorial(n) + base"
    )
    assert kernel.ok("%%distributed\nshifted(5), even(10), odd(10)").value == "(130, True, False)"


def test_a_redefined_function_is_sent_anew(kernel: Kernel) -> None:
    kernel.ok("def version():\n    return 1")
    assert kernel.ok("%%distributed\nversion()").value == "1"
    kernel.ok("def version():\n    return 2")
    assert kernel.ok("%%distributed\nversion()").value == "2"


def test_closures_lambdas_decorators_and_defaults(kernel: Kernel) -> None:
    kernel.ok(
        "import functools\n"
        "def adder(k):\n    def add(x):\n        return x + k\n    return add\n"
        "def twice(f):\n    @functools.wraps(f)\n    def inner(x):\n"
        "        return f(f(x))\n    return inner\n"
        "@twice\ndef half(x):\n    return x / 2\n"
        "add5, times = adder(5), lambda x, k=3: x * k"
    )
    result = kernel.ok("%%distributed\nadd5(1), times(2), half(8), half.__name__")
    assert result.value == "(6, 6, 2.0, 'half')"


def test_a_cached_function(kernel: Kernel) -> None:
    kernel.ok(
        "import functools\n"
        "@functools.lru_cache\ndef cached(n):\n    return n if n < 2 else cached(n - 1) + cached(n - 2)"
    )
    assert kernel.ok("%%distributed\ncached(20)").value == "6765"


def test_a_class_with_slots(kernel: Kernel) -> None:
    kernel.ok(
        "class Slotted:\n    __slots__ = ('v',)\n    def __init__(self, v):\n        self.v = v\n"
        "slotted = Slotted(7)"
    )
    kernel.ok("%%distributed\nagain = Slotted(slotted.v)")
    assert kernel.get("type(again) is Slotted and again.v == 7") is True


def test_classes_with_inheritance_super_properties_and_class_methods(kernel: Kernel) -> None:
    kernel.ok(
        "import abc\n"
        "class Shape(abc.ABC):\n    made = 0\n"
        "    @abc.abstractmethod\n    def area(self): ...\n"
        "    @classmethod\n    def unit(cls):\n        return cls(1)\n"
        "class Square(Shape):\n    def __init__(self, side):\n"
        "        super().__init__()\n        self.side = side\n"
        "    @property\n    def double(self):\n        return Square(self.side * 2)\n"
        "    def area(self):\n        return self.side ** 2\n"
        "square = Square(3)"
    )
    kernel.ok("%%distributed\nbigger = square.double\nunit = Square.unit()\nbigger.area(), unit.area()")
    assert kernel.get("_") == (36, 1)
    assert kernel.get("(type(bigger) is Square, isinstance(bigger, Shape), type(unit) is Square)") == (
        True,
        True,
        True,
    )


def test_dataclass_enum_and_namedtuple_keep_their_identity(kernel: Kernel) -> None:
    kernel.ok(
        "import collections, dataclasses, enum, typing\n"
        "class Colour(enum.Enum):\n    RED = 1\n    BLUE = 2\n"
        "@dataclasses.dataclass(frozen=True)\nclass Point:\n    x: int\n    colour: Colour = Colour.RED\n"
        "Pair = collections.namedtuple('Pair', 'a b')\n"
        "class Named(typing.NamedTuple):\n    n: int\n"
        "point, pair = Point(1), Pair(1, 2)"
    )
    kernel.ok(
        "%%distributed\n"
        "moved = Point(point.x + 1, Colour.BLUE)\nback = Pair(pair.b, pair.a)\n"
        "named = Named(4)\n"
        "same = point.colour is Colour.RED and point == Point(1)"
    )
    assert kernel.get("same and moved == Point(2, Colour.BLUE) and moved.colour is Colour.BLUE") is True
    assert kernel.get("type(back) is Pair and back == (2, 1) and type(named) is Named") is True


def test_a_class_that_the_cell_defines_comes_back(kernel: Kernel) -> None:
    kernel.ok("%%distributed\nclass New:\n    def hello(self):\n        return 'hi'\nmade = New()")
    assert kernel.get("(made.hello(), type(made) is New, New.__module__)") == ("hi", True, "__main__")


def test_a_function_that_the_cell_defines_uses_the_notebooks_globals(kernel: Kernel) -> None:
    kernel.ok("factor = 2")
    kernel.ok("%%distributed\ndef scaled(x):\n    return x * factor\nscaled(4)")
    assert kernel.get("scaled(5)") == 10
    kernel.ok("factor = 100")
    assert kernel.get("scaled(5)") == 500


def test_a_global_that_a_function_changes_comes_back(kernel: Kernel) -> None:
    kernel.ok("counter = 0\ndef count():\n    global counter\n    counter += 1\n    return counter")
    assert kernel.ok("%%distributed\ncount()\ncount()").value == "2"
    assert kernel.get("counter") == 2


def test_a_cell_that_changes_a_global_is_seen_by_the_function_it_calls(kernel: Kernel) -> None:
    kernel.ok("scale = 1\ndef scaled(x):\n    return x * scale")
    assert kernel.ok("%%distributed\nscale = 10\nscaled(3)").value == "30"
    assert kernel.get("scaled(3)") == 30


def test_a_user_class_with_the_name_of_another_module(kernel: Kernel) -> None:
    kernel.ok("class Fraction:\n    def __init__(self, v):\n        self.v = v\nmine = Fraction(3)")
    kernel.ok(
        "%%distributed\nimport fractions\ntheirs = fractions.Fraction(1, 3)\nours = Fraction(mine.v + 1)"
    )
    assert kernel.get("(type(ours) is Fraction, type(theirs) is Fraction, ours.v)") == (True, False, 4)


def test_generators_partials_and_methods_as_inputs(kernel: Kernel) -> None:
    kernel.ok(
        "import functools, operator\n"
        "class Scale:\n    def __init__(self, k):\n        self.k = k\n"
        "    def by(self, x):\n        return x * self.k\n"
        "method, partial = Scale(4).by, functools.partial(operator.mul, 5)"
    )
    assert kernel.ok("%%distributed\nmethod(2), partial(2)").value == "(8, 10)"


def test_modules_used_by_functions_arrive(kernel: Kernel) -> None:
    kernel.ok(
        "import math as m\nfrom os.path import join\ndef root(x):\n    return m.sqrt(x), join('a', 'b')"
    )
    assert kernel.ok("%%distributed\nroot(9)").value == "(3.0, 'a/b')"

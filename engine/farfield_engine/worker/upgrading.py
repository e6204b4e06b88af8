"""Functions and classes that somebody holds get the content of those that replace them.

IPython's autoreload does the same, but stops at a function that uses other variables from outside than
before, such as a method that calls `super()` now, and changes functions of other modules that a class
only refers to.
"""

from __future__ import annotations

import contextlib
import types
from typing import Any

_BY_THE_INTERPRETER = {"__dict__", "__weakref__", "__slots__", "__module__", "__qualname__"}
_PLACES = (types.MemberDescriptorType, types.GetSetDescriptorType)
"""They belong to the layout of one class."""


class Upgrade:
    """One module's functions and classes, each made at most once what replaces it."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._done: dict[int, bool] = {}

    def __call__(self, old: Any, new: Any) -> bool:
        """Make `old` do what `new` does; False where it can't, or is nothing that this module defines."""
        if old is new:
            return True
        if id(old) not in self._done:
            self._done[id(old)] = True  # functions may refer to themselves
            self._done[id(old)] = self._made(old, new)
        return self._done[id(old)]

    def _made(self, old: Any, new: Any) -> bool:
        if isinstance(old, type) and isinstance(new, type):
            return self._is_of_the_module(old, new) and self._class(old, new)
        if type(old) is not type(new):
            return False
        if isinstance(old, types.FunctionType):
            return self._is_of_the_module(old, new) and self._function(old, new)
        if isinstance(old, (staticmethod, classmethod)):
            return self(old.__func__, new.__func__)
        if isinstance(old, property):
            getter, setter, deleter = (
                self(old.fget, new.fget),
                self(old.fset, new.fset),
                self(old.fdel, new.fdel),
            )
            return getter and setter and deleter
        return False

    def _is_of_the_module(self, *definitions: type | types.FunctionType) -> bool:
        names = {(one.__module__, one.__qualname__) for one in definitions}
        return len(names) == 1 and names.pop()[0] == self._module

    def _function(self, old: types.FunctionType, new: types.FunctionType) -> bool:
        names = new.__code__.co_freevars
        if old.__code__.co_freevars != names or old.__globals__ is not new.__globals__:
            return False
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
        old.__doc__, old.__annotations__ = new.__doc__, new.__annotations__
        for name, before, now in zip(names, old.__closure__ or (), new.__closure__ or (), strict=True):
            if name == "__class__":
                continue  # where super() starts from
            with contextlib.suppress(ValueError):  # a variable without a value yet
                if not self(before.cell_contents, now.cell_contents):
                    before.cell_contents = now.cell_contents
        old.__dict__.clear()
        old.__dict__.update(new.__dict__)
        return True

    def _class(self, old: type, new: type) -> bool:
        before, now = dict(vars(old)), dict(vars(new))
        # A metaclass may forbid any of it, as those of enumerations do.
        for name in before.keys() - now.keys() - _BY_THE_INTERPRETER:
            if not isinstance(before[name], _PLACES):
                with contextlib.suppress(AttributeError, TypeError):
                    delattr(old, name)
        for name in now.keys() - _BY_THE_INTERPRETER:
            value = now[name]
            if isinstance(value, _PLACES) or (name in before and self(before[name], value)):
                continue
            with contextlib.suppress(AttributeError, TypeError):
                setattr(old, name, value)
        return True

"""Members of classes that the standard library makes by running text: they are made again.

The methods of dataclasses, named tuples and protocols have no source that is known or are different
in each version of Python. On the way to another version they are left out, and the receiver's own
library makes them from the fields.
"""

from __future__ import annotations

import collections
import dataclasses
import types
import typing
from collections.abc import Callable
from typing import Any

_FIELDS, _PARAMS = "__dataclass_fields__", "__dataclass_params__"
_REPLACE = "__replace__"  # from 3.13 on
_SHARED = getattr(dataclasses, "_replace", None)
"""What all dataclasses have for `__replace__`."""

SENTINELS: dict[type, str] = {type(dataclasses.MISSING): "MISSING", type(dataclasses.KW_ONLY): "KW_ONLY"}
"""Types of the values that must stay what they are, and the names that `dataclasses` has for them."""

_PROTOCOL_FACTS = (
    "__protocol_attrs__",
    "__callable_proto_members_only__",
    "__non_callable_proto_members__",
)
"""What some versions keep about a protocol."""

Recipe = tuple[str, list[str], dict[str, Any]]
"""Whose members, their names, and the annotations of the one that makes instances."""


def reduce_description(value: Any) -> tuple[Callable[..., Any], tuple[Any, ...]] | None:
    """How a field, the options of a dataclass or a name in quotes is pickled for another version, else None.

    As they are, they have what one version alone knows: attributes, and bytecode in a name in quotes.
    """
    kind = type(value)
    if kind is typing.ForwardRef:
        return quoted_from, (value.__forward_arg__, value.__forward_module__, value.__forward_is_class__)
    if kind is not dataclasses.Field and kind is not _Params:
        return None
    parts = {name: getattr(value, name) for name in kind.__slots__ if hasattr(value, name)}
    return description_from, ("field" if kind is dataclasses.Field else "params", parts)


def quoted_from(text: str, module: Any, is_class: bool) -> typing.ForwardRef:
    """A name in quotes among annotations."""
    return typing.ForwardRef(text, module=module, is_class=is_class)


def description_from(what: str, parts: dict[str, Any]) -> Any:
    """A field or the options of a dataclass, with what this version knows of them."""
    if what == "field":
        made: Any = dataclasses.Field.__new__(dataclasses.Field)
    else:
        made = _Params.__new__(_Params)
    for name in type(made).__slots__:
        # None or False is what an option is that the sender's version does not have.
        setattr(made, name, parts.get(name, None if what == "field" else False))
    return made


_Params: Any = type(getattr(dataclasses.dataclass(type("_", (), {})), _PARAMS))


def take_out(cls: type, members: dict[str, Any]) -> Recipe | None:
    """Remove from the members of a class those that the receiver makes; what it needs to know for that."""
    if _PARAMS in vars(cls):
        kind, maker, is_made = "dataclass", "__init__", _is_dataclass_made
    elif issubclass(cls, tuple) and "_fields" in vars(cls):
        kind, maker, is_made = "namedtuple", "__new__", _is_namedtuple_made
    elif vars(cls).get("_is_protocol"):
        kind, maker, is_made = "protocol", "", _is_protocol_made
        for name in _PROTOCOL_FACTS:
            members.pop(name, None)
    else:
        return None
    names = [name for name, value in members.items() if is_made(_function_in(value))]
    made = _function_in(members[maker]) if maker in names else None
    annotations = dict(made.__annotations__) if made is not None else {}
    for name in names:
        del members[name]
    return kind, names, annotations


def put_back(cls: type, recipe: Recipe) -> None:
    """Make the members of a class that were taken out."""
    kind, names, annotations = recipe
    if kind == "protocol":
        _complete_protocol(cls)
        return
    if kind == "dataclass":
        made, maker = _made_dataclass(cls), "__init__"
    else:
        made, maker = _made_namedtuple(cls), "__new__"
    own = vars(made)
    for name in [*names, *({_REPLACE} - set(names) - vars(cls).keys())]:
        if name not in own:
            continue  # this version has no such member
        function = _function_in(own[name])
        if function is not None and function is not _SHARED:
            _adopt(function, cls, name)
            if name == maker:
                function.__annotations__ = annotations
        setattr(cls, name, own[name])


def _function_in(value: object) -> types.FunctionType | None:
    value = getattr(value, "__func__", value)
    value = getattr(value, "__wrapped__", value)  # a __repr__ that knows when it is in itself
    return value if isinstance(value, types.FunctionType) else None


def _is_dataclass_made(function: types.FunctionType | None) -> bool:
    if function is None:
        return False
    if function is _SHARED:
        return True
    code = function.__code__
    return code.co_filename == "<string>" and code.co_qualname.startswith("__create_fn__.<locals>.")


def _is_namedtuple_made(function: types.FunctionType | None) -> bool:
    if function is None:
        return False
    code = function.__code__
    if code.co_filename == collections.namedtuple.__code__.co_filename:
        return code.co_qualname.startswith("namedtuple.<locals>.")
    return code.co_filename == "<string>" and code.co_names == ("_tuple_new",)


def _is_protocol_made(function: types.FunctionType | None) -> bool:
    return function is not None and function.__code__.co_filename == typing.__file__


def _complete_protocol(cls: Any) -> None:
    """Look at the members of a protocol, which had none yet when its class was made."""
    find = getattr(typing, "_get_protocol_attrs", None)
    if "__protocol_attrs__" in vars(cls) and find is not None:
        cls.__protocol_attrs__ = find(cls)
    if getattr(cls, "_is_runtime_protocol", False):
        typing.runtime_checkable(cls)


def _made_dataclass(cls: type) -> type:
    """A class without bases that has all fields of `cls`, and so the same methods."""
    body: dict[str, Any] = {"__module__": dataclasses.__name__, "__annotations__": {}}
    fields: dict[str, Any] = vars(cls)[_FIELDS]
    for name, field in fields.items():
        kind = field._field_type.name
        if kind == "_FIELD_CLASSVAR":
            continue
        body["__annotations__"][name] = dataclasses.InitVar if kind == "_FIELD_INITVAR" else object
        options = ("default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only")
        body[name] = dataclasses.field(**{option: getattr(field, option) for option in options})
    if hasattr(cls, "__post_init__"):
        body["__post_init__"] = None
    params = vars(cls)[_PARAMS]
    chosen = {
        name: getattr(params, name) for name in ("init", "repr", "eq", "order", "unsafe_hash", "frozen")
    }
    slots = "__slots__" in vars(cls)
    return dataclasses.dataclass(**chosen, slots=slots)(type(cls.__name__, (), body))


def _made_namedtuple(cls: Any) -> type:
    defaults = tuple(cls._field_defaults.values())
    # `rename`: names like `_1` are allowed only to those who rename, and stay what they are.
    return collections.namedtuple(cls.__name__, cls._fields, defaults=defaults, rename=True)


def _adopt(function: types.FunctionType, cls: type, name: str) -> None:
    """Have a method that was made for another class be one of `cls`."""
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    function.__module__ = cls.__module__
    for variable, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        if variable == "cls":
            cell.cell_contents = cls

"""A user's exception on its way to the user: the exception itself and its traceback."""

from __future__ import annotations

import traceback
import types
from collections.abc import Callable
from typing import Any

import farfield_engine
from farfield_engine.objects.pickling import dumps
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb

MAX_TRACEBACK = 64 * 1024
MAX_MESSAGE = 8 * 1024

# What Python's own exceptions keep beside `args` and `__dict__`.
_FIELDS: dict[type[BaseException], tuple[str, ...]] = {
    OSError: ("errno", "strerror", "filename", "filename2"),
    ImportError: ("msg", "name", "path"),
    NameError: ("name",),
    AttributeError: ("name",),
    StopIteration: ("value",),
    SystemExit: ("code",),
    SyntaxError: ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"),
    UnicodeEncodeError: ("encoding", "object", "start", "end", "reason"),
    UnicodeDecodeError: ("encoding", "object", "start", "end", "reason"),
    UnicodeTranslateError: ("object", "start", "end", "reason"),
}

Render = Callable[[type[BaseException], BaseException, "types.TracebackType | None"], list[str]]

_OURS = farfield_engine.__path__[0]


def user_frames(tb: types.TracebackType | None) -> types.TracebackType | None:
    """The traceback without the frames of the runtime."""
    frames = []
    while tb is not None:
        if not tb.tb_frame.f_code.co_filename.startswith(_OURS):
            frames.append(tb)
        tb = tb.tb_next
    kept: types.TracebackType | None = None
    for frame in reversed(frames):
        kept = types.TracebackType(kept, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return kept


def rebuild_exception(
    kind: type[BaseException], args: tuple[Any, ...], state: dict[str, Any]
) -> BaseException:
    """An exception as it was, without running its `__init__`, whose signature may differ from its args."""
    error = kind.__new__(kind, *args)
    error.args = args
    for name, value in state.items():
        setattr(error, name, value)
    return error


class _Exception:
    """Pickles as a call of `rebuild_exception`."""

    def __init__(self, error: BaseException, namespace: dict[str, Any]) -> None:
        state = dict(vars(error))
        for kind, names in _FIELDS.items():
            if isinstance(error, kind):
                state |= {name: value for name in names if (value := getattr(error, name, None)) is not None}
        state = {name: value for name, value in state.items() if _picklable(value, namespace)}
        args: tuple[Any, ...] = error.args
        if isinstance(error, BaseExceptionGroup):
            args = (error.message, [_Exception(part, namespace) for part in error.exceptions])
        args = tuple(arg if _picklable(arg, namespace) else repr(arg) for arg in args)
        self._parts = (type(error), args, state)

    def __reduce__(self) -> tuple[Callable[..., BaseException], tuple[Any, ...]]:
        return rebuild_exception, self._parts


def _picklable(value: object, namespace: dict[str, Any]) -> bool:
    try:
        dumps(value, namespace)
    # A value's own pickling code runs here: whatever it raises, the answer is no.
    except Exception:
        return False
    return True


def _pickled(error: BaseException, namespace: dict[str, Any]) -> objects_pb.Value | None:
    try:
        data, buffers, _ = dumps(_Exception(error, namespace), namespace)
    # As above: a class that can't be pickled is told by its name and message instead.
    except Exception:
        return None
    blobs = [objects_pb.Blob(size=view.nbytes, data=bytes(view)) for view in buffers]
    return objects_pb.Value(pickle=objects_pb.Blob(size=len(data), data=data), buffers=blobs)


def describe(
    error: BaseException,
    item: int,
    namespace: dict[str, Any],
    render: Render | None,
    kind: jobs_pb.Failure.Kind = jobs_pb.Failure.KIND_EXCEPTION,
) -> jobs_pb.Failure:
    """The failure of an item. `render` makes the coloured traceback; None leaves it out."""
    tb = user_frames(error.__traceback__)
    plain = "".join(traceback.format_exception(type(error), error.with_traceback(tb), tb))
    rendered = _rendered(error, tb, render) if render else ""
    return jobs_pb.Failure(
        kind=kind,
        item=item,
        type_name=type(error).__qualname__,
        message=_message(error)[:MAX_MESSAGE],
        exception=_pickled(error, namespace),
        traceback=_limited(rendered),
        plain_traceback=_limited(plain),
    )


def _rendered(error: BaseException, tb: types.TracebackType | None, render: Render) -> str:
    try:
        return "\n".join(render(type(error), error, tb))
    # The user's own __str__ may raise in there; the plain traceback says what can be said.
    except Exception:
        return ""


def _message(error: BaseException) -> str:
    try:
        return str(error)
    # The user's own __str__ may raise; the traceback still tells what happened.
    except Exception as broken:
        return f"<str() of the exception raised {type(broken).__name__}>"


def _limited(text: str) -> str:
    if len(text) <= MAX_TRACEBACK:
        return text
    half = MAX_TRACEBACK // 2
    return f"{text[:half]}\n… {len(text) - MAX_TRACEBACK} characters left out …\n{text[-half:]}"

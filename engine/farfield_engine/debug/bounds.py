"""pydevd's answers are kept to a size that a client can show, whatever a user's variables hold.

Without that, the text of a large value that is copied takes several times its memory, and what is
longer than a DAP message may be ends the debugger.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from farfield_engine.wire.dap import WHOLE

LISTED = 1 << 13
"""Characters of a value in a list of variables."""

COPIED = 1 << 20
"""Characters of a value that is put on the clipboard."""

SAID = 1 << 16
"""Characters of what is told beside values: errors, log points, exceptions."""

_ARRAY_ITEMS = 100
"""A longer array is summarized where it is listed: numpy takes 10 ms for the text of 1000 numbers."""

_LIMITS = ("maxstring_outer", "maxstring_inner", "maxother_outer", "maxother_inner")


def bound_answers() -> None:
    """Have pydevd, which is loaded, keep to that."""
    from _pydevd_bundle import pydevd_comm, pydevd_suspended_frames

    variable = pydevd_suspended_frames._AbstractVariable
    whole, evaluated = variable.get_var_data, pydevd_comm._evaluate_response

    def get_var_data(self: Any, fmt: Any = None, context: str | None = None, **limits: int) -> dict[str, Any]:
        if context == WHOLE:
            limits = dict.fromkeys(_LIMITS, sys.maxsize)
        elif context is None:
            limits["maxstring_outer"] = limits["maxother_outer"] = LISTED
        else:
            limits = {name: min(limit, COPIED) for name, limit in limits.items()}
        with _short_arrays() if context is None else contextlib.nullcontext():
            data: dict[str, Any] = whole(self, fmt, context, **limits)
        return data

    def evaluate_response(db: Any, request: Any, result: Any, error_message: str = "") -> None:
        evaluated(db, request, shortened(result), shortened(error_message))

    variable.get_var_data = get_var_data
    pydevd_comm._evaluate_response = evaluate_response


def _short_arrays() -> contextlib.AbstractContextManager[object]:
    numpy: Any = sys.modules.get("numpy")
    try:
        return numpy.printoptions(threshold=_ARRAY_ITEMS)  # type: ignore[no-any-return]  # it may be anything
    except AttributeError:  # not imported, or not yet, or very old
        return contextlib.nullcontext()


def shortened(text: Any) -> Any:
    """A text with no more than can be read; whatever is no text stays."""
    if not isinstance(text, str) or len(text) <= SAID:
        return text
    return f"{text[: SAID * 2 // 3]}... ({len(text)} characters) ...{text[-SAID // 3 :]}"


def shorten(message: dict[str, Any]) -> None:
    """Have the texts of an event, or of what is told of an exception, be so."""
    body = message.get("body")
    for part in (body, body.get("details") if isinstance(body, dict) else None):
        if isinstance(part, dict):
            for name in ("output", "text", "description", "message", "stackTrace"):
                if name in part:
                    part[name] = shortened(part[name])

"""Runs an executor's initializer once in each worker process, before the first of its calls there.

Workers import this module, so it loads nothing of the client.
"""

from __future__ import annotations

import concurrent.futures
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

KEPT_EXECUTORS = 16
"""Executors that a worker remembers; the initializer of a forgotten one runs again."""

_bound: OrderedDict[str, dict[str, Any]] = OrderedDict()
"""By executor, the names of the notebook that its initializer bound in this process."""


class InitializerFailed(concurrent.futures.BrokenExecutor):
    """The initializer of an executor has raised in a worker; its cause is the traceback there."""


def call(
    executor: str,
    initializer: Callable[..., object],
    initargs: tuple[Any, ...],
    function: Callable[..., T],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> T:
    """Call a function in an initialized process. Raises InitializerFailed, and what the function raises."""
    # Each job has a namespace of its own, which the functions of the notebook read their globals from.
    namespace = sys.modules["__main__"].__dict__
    if executor in _bound:
        _bound.move_to_end(executor)
        namespace.update(_bound[executor])
    else:
        before = dict(namespace)
        try:
            initializer(*initargs)
        except BaseException as error:  # SystemExit too: the process is not initialized
            raise InitializerFailed(f"the initializer raised {type(error).__name__}: {error}") from error
        _bound[executor] = {
            name: value
            for name, value in namespace.items()
            if name not in before or before[name] is not value
        }
        if len(_bound) > KEPT_EXECUTORS:
            _bound.popitem(last=False)
    return function(*args, **kwargs)


def call_with(
    executor: str,
    initializer: Callable[..., object],
    initargs: tuple[Any, ...],
    function: Callable[..., T],
    *args: Any,
) -> T:
    """As `call`, for `map`."""
    return call(executor, initializer, initargs, function, args, {})

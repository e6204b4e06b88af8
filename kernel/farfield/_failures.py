"""Failures of items as exceptions: the user's own where it can be, with the remote traceback."""

from __future__ import annotations

from typing import Any

from farfield_engine.client.client import Client
from farfield_engine.errors import (
    DependencyError,
    FarfieldError,
    InputError,
    ItemCancelledError,
    ItemLostError,
    ItemTimeoutError,
    RefusedError,
    RemoteError,
    ResultError,
    WorkerDiedError,
)
from farfield_engine.wire.v1 import jobs_pb2 as pb

_KINDS: dict[int, type[FarfieldError]] = {
    pb.Failure.KIND_INTERRUPTED: ItemCancelledError,
    pb.Failure.KIND_TIMEOUT: ItemTimeoutError,
    pb.Failure.KIND_WORKER_DIED: WorkerDiedError,
    pb.Failure.KIND_INPUT: InputError,
    pb.Failure.KIND_RESULT: ResultError,
    pb.Failure.KIND_REFUSED: RefusedError,
    pb.Failure.KIND_SKIPPED: ItemLostError,
    pb.Failure.KIND_GATEWAY_DIED: ItemLostError,
    pb.Failure.KIND_DEPENDENCY: DependencyError,
}

NOT_BEGUN = "stopped before it began"
"""What is said of an item that was stopped and has no traceback."""


class RemoteTraceback(Exception):
    """The traceback on the worker; the cause of the exception that is raised here."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"\n{self.text.rstrip()}"


def exception_of(
    failure: pb.Failure, client: Client, namespace: dict[str, Any], label: str = ""
) -> BaseException:
    """The exception to raise for a failed item. `label` says which item it was, where there are several."""
    error = _rebuilt(failure, client, namespace)
    if isinstance(error, DependencyError):
        if failure.HasField("exception"):
            error.__cause__ = _exception(failure, client, namespace)
        shown_without_frames(error, f"[{label}]" if label else "")
        return error
    where = " · ".join(part for part in (label, f"worker {failure.worker}" if failure.worker else "") if part)
    rendered = failure.traceback or failure.plain_traceback
    if rendered:
        lines = rendered.rstrip().split("\n")
        if isinstance(error, FarfieldError) and not isinstance(error, RemoteError):
            # Where it was when it was stopped; what stopped it is ours to say.
            lines[-1] = f"{type(error).__name__}: {error}"
        if label:
            lines.append(f"[{where}]")
        _set(error, "_render_traceback_", lambda: lines)
        _set(error, "__cause__", RemoteTraceback(failure.plain_traceback))
    elif isinstance(error, FarfieldError):
        shown_without_frames(error, f"[{where}]" if label else "")
    return error


def shown_without_frames(error: FarfieldError, where: str = "") -> None:
    """Have IPython show the error as its name and message, unless it has a remote traceback.

    where: a last line that says which item it was.
    """
    if getattr(error, "_render_traceback_", None) is None:
        text = f"{type(error).__name__}: {error}"
        lines = [*text.split("\n"), where] if where else text.split("\n")
        _set(error, "_render_traceback_", lambda: lines)


def _set(error: BaseException, name: str, value: object) -> None:
    try:
        setattr(error, name, value)
    except (AttributeError, TypeError):
        pass  # the user's class has no room for it: it is shown as Python shows it


def _rebuilt(failure: pb.Failure, client: Client, namespace: dict[str, Any]) -> BaseException:
    kind = _KINDS.get(failure.kind)
    if kind is InputError:
        return InputError(
            f"an input could not be rebuilt on the worker: {failure.type_name}: {failure.message}"
        )
    if kind is ItemCancelledError:
        ran = failure.traceback or failure.plain_traceback
        return ItemCancelledError(failure.message or ("stopped while it ran" if ran else NOT_BEGUN))
    if kind is not None:
        return kind(failure.message)
    return _exception(failure, client, namespace)


def _exception(failure: pb.Failure, client: Client, namespace: dict[str, Any]) -> BaseException:
    """The exception that the user's code has raised, as far as it can be rebuilt here."""
    if failure.HasField("exception"):
        try:
            error = client.load(failure.exception, namespace)
        # Unpickling runs the user's code, and its module may be missing here: told by name then.
        except Exception as broken:
            return RemoteError(f"{failure.type_name}: {failure.message} (it can't be rebuilt here: {broken})")
        if isinstance(error, BaseException):
            return error
    return RemoteError(f"{failure.type_name}: {failure.message}")

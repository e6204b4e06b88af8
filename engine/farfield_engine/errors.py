"""What can go wrong, told apart: a mistake of the user's, a fault of the cluster's, a bug of ours."""

from __future__ import annotations


class FarfieldError(Exception):
    """Base of all errors that Farfield raises itself."""


class AttachError(FarfieldError):
    """No gateway could be found, started or reached."""


class ConnectionLostError(FarfieldError):
    """The gateway went away while its answer was awaited."""


class RefusedError(FarfieldError):
    """The request can never be satisfied."""


class SendError(FarfieldError):
    """An input can't be sent; the message names it and the line that binds it."""


class WorkerDiedError(FarfieldError):
    """The process that ran the item died; the message says how, with its last lines."""


class DependencyError(FarfieldError):
    """A job could not run, since one whose results it uses has failed; its exception is the cause."""


class ActorDiedError(FarfieldError):
    """An actor is gone; the message says why."""


class ItemLostError(FarfieldError):
    """The item had run, but what it returned died with its worker."""


class ItemCancelledError(FarfieldError):
    """The item did not run, or was stopped."""


class ItemTimeoutError(FarfieldError, TimeoutError):
    """The item ran longer than its --timeout."""


class ResultError(FarfieldError):
    """A result can't be pickled on the worker, or can't be unpickled here."""


class InputError(FarfieldError):
    """An input could not be rebuilt on the worker."""


class RemoteError(FarfieldError):
    """The user's code raised an exception that can't be rebuilt here; the message has its traceback."""

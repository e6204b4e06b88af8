"""How many files a gateway may have open: as many as the system allows; its workers, what the user has."""

from __future__ import annotations

import contextlib
import errno
import resource

_users: int | None = None


def raise_limit() -> None:
    """Let this process have as many files open as it can. Its workers do not get that: `select` breaks."""
    global _users
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    _users = soft if _users is None else _users
    with contextlib.suppress(OSError, ValueError):  # some systems refuse an infinite one
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def users_limit() -> int:
    """The limit that this process was started with, for the processes that run the user's code."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] if _users is None else _users


def too_many(error: OSError) -> str:
    """What to do where no descriptor was left, for people; else what the error says."""
    if error.errno == errno.ENFILE:
        return (
            "too many files are open on this machine (sysctl fs.file-max is the limit); close some, try again"
        )
    if error.errno != errno.EMFILE:
        return str(error)
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return (
        f"the gateway has too many files open, {limit:,} being its limit; end groups, actors or notebooks "
        "that are not needed, or start it anew with a higher one ('ulimit -Hn', LimitNOFILE= of a service)"
    )

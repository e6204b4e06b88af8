"""What stands behind `%attach`."""

from __future__ import annotations

import shlex

from IPython.core.error import UsageError

from farfield_engine.client.reach import default_target

USAGE = "%attach [TARGET] [--bootstrap]"


def parse_attach(line: str) -> tuple[str, bool]:
    """The target, and whether Farfield is to be brought there. Raises UsageError, AttachError.

    No message shows more of the line than an option's name: there may be a token in it.
    """
    try:
        words = shlex.split(line)
    except ValueError:
        raise UsageError(f"a quote is not closed; write {USAGE}") from None
    options = [word for word in words if word.startswith("-")]
    targets = [word for word in words if not word.startswith("-")]
    for option in options:
        if option != "--bootstrap":
            raise UsageError(f"%attach has no option '{option.partition('=')[0]}'; write {USAGE}")
    if len(targets) > 1:
        raise UsageError(f"%attach takes one target, and {len(targets)} words stand there; write {USAGE}")
    target = targets[0] if targets else default_target()
    if options and not target.startswith("ssh://"):
        raise UsageError(
            "--bootstrap brings Farfield to a machine that ssh reaches: %attach ssh://HOST --bootstrap"
        )
    return target, bool(options)

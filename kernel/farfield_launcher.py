"""Starts Farfield's own processes so that a user's files beside the notebook never shadow what they import.

Python puts the working directory (`python -m farfield_launcher`) or this file's own directory
(`python .../farfield_launcher.py`) in front of the standard library. A notebook's `queue.py` or `grpc.py`
would then be imported in place of the real one, so those entries go before anything else is imported. Start
it with `-P` where you can: that covers also what `python -m` imports before this file runs.

Nothing is imported here but `sys` and `os`, which is frozen into the interpreter and so can't be shadowed.
"""

from __future__ import annotations

import os
import sys

# What `python -m farfield_launcher NAME` runs: the function `main` of this module, called without arguments,
# with NAME's own arguments in sys.argv[1:].
COMMANDS = {
    "kernel": "farfield.ipython.kernel",
    "relay": "farfield.ipython.relay.main",
    "gateway": "farfield_engine.gateway.main",
    "zygote": "farfield_engine.worker.zygote",
    "kuberay": "farfield_engine.client.kuberayhelper",
    "ray-driver": "farfield_engine.engines.ray.driver",
}

# Modules that, once loaded, hold everything else of ours; `check` reports where they came from.
_OURS = ("farfield", "farfield_engine")

_removed: list[str] = []


def _is_standard_library(entry: str) -> bool:
    return entry == os.path.dirname(os.__file__) or entry.endswith(
        f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
    )


def _protect_path() -> None:
    """Takes off sys.path what Python put first, and the working directory where PYTHONPATH names it.

    Entries after the standard library come from the environment's own site-packages and stay, also when the
    working directory is one of them.
    """
    first = None if sys.flags.safe_path else sys.path.pop(0)
    if first is not None:
        _removed.append(first)
    here = os.path.realpath(os.curdir)
    front = next((i for i, entry in enumerate(sys.path) if _is_standard_library(entry)), len(sys.path))
    for index in reversed(range(front)):
        if os.path.realpath(sys.path[index] or os.curdir) == here:
            _removed.append(sys.path.pop(index))


def restore_path() -> None:
    """Makes the user's modules importable again, after the standard library and before installed packages.

    That is where IPython puts the working directory too: what the standard library imports late, from any
    thread, still comes from the standard library. To be called once our own imports are done; a second call
    does nothing.
    """
    entries = [
        entry for entry in dict.fromkeys(_removed) if entry not in sys.path and not _is_launchers(entry)
    ]
    _removed.clear()
    place = next((i for i, entry in enumerate(sys.path) if _is_site_packages(entry)), len(sys.path))
    sys.path[place:place] = entries


def _is_launchers(entry: str) -> bool:
    """Whether it is this file's directory, which a start by path put first and no user asked for."""
    return os.path.realpath(entry or os.curdir) == os.path.dirname(os.path.realpath(__file__))


def _is_site_packages(entry: str) -> bool:
    return os.path.basename(entry) in ("site-packages", "dist-packages")


def _check() -> int:
    """Imports what every command runs and prints where it came from: for `farfield doctor` and for tests."""
    for module in COMMANDS.values():
        __import__(module)
    for name in _OURS:
        print(name, sys.modules[name].__file__)
    return 0


def main() -> int | None:
    """Runs the command named by sys.argv[1]; returns its exit status."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "check":
        return _check()
    if command not in COMMANDS:
        print(f"usage: farfield_launcher {{{'|'.join(COMMANDS)}}} [ARGUMENT ...]", file=sys.stderr)
        return 2
    sys.argv[:2] = [f"farfield {command}"]
    result: int | None = __import__(COMMANDS[command], fromlist=["main"]).main()
    return result


if __name__ == "__main__":
    _protect_path()
    # An `import farfield_launcher` later must find this module, with what it has removed, not a copy.
    sys.modules["farfield_launcher"] = sys.modules["__main__"]
    sys.exit(main())

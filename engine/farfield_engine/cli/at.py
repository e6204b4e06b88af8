"""Which gateway a command is about: `--at TARGET`."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from farfield_engine.errors import FarfieldError

if TYPE_CHECKING:
    # Imported where they are used: they are too slow for --help.
    from farfield_engine.client.local import ConnectionInfo
    from farfield_engine.client.visitor import Visitor


class NoGatewayError(FarfieldError):
    """None of this user's runs here."""


def add_at(parser: argparse.ArgumentParser) -> None:
    """The option, for a command that looks at a gateway."""
    parser.add_argument(
        "--at",
        metavar="TARGET",
        help="which gateway: local, ray, farfield://HOST:PORT, ssh://HOST or kuberay://NAMESPACE/CLUSTER; a "
        "token is not given here but remembered by 'farfield login', or in FARFIELD_TOKEN (default: "
        "FARFIELD_TARGET, else local)",
    )


def target_of(options: argparse.Namespace) -> str:
    """The target that is meant. Raises FarfieldError where it holds a token."""
    from farfield_engine.client.reach import default_target

    if options.at is None:
        return default_target()
    refuse_token(options.at)
    return str(options.at)


def refuse_token(text: str) -> None:
    """Raise FarfieldError where an argument of a command has a token in it."""
    shown, mark, _ = text.partition("#")
    if mark:
        raise FarfieldError(
            "a token does not belong in a command: everybody on this machine can see it in the list of "
            f"processes, and the shell keeps it; run \"farfield login '{shown}'\" and paste the token there"
        )


@contextlib.contextmanager
def found(options: argparse.Namespace) -> Iterator[ConnectionInfo]:
    """The gateway; a local one is not started. Raises FarfieldError, NoGatewayError."""
    from farfield_engine.client.local import find_local
    from farfield_engine.client.raytarget import cluster_of
    from farfield_engine.client.reach import is_here, reach

    target = target_of(options)
    if is_here(target):
        info = find_local(cluster_of(target))
        if info is None:
            raise NoGatewayError(_none_runs())
    else:
        info = reach(target)
    try:
        yield info
    finally:
        info.route.close()


@contextlib.contextmanager
def visit(options: argparse.Namespace) -> Iterator[Visitor]:
    """Somebody who may ask the gateway. Raises as `found` does."""
    from farfield_engine.client.visitor import Visitor

    with found(options) as info, Visitor(info) as visitor:
        yield visitor


def _none_runs() -> str:
    """What is said where there is none, and what is there instead."""
    from farfield_engine.client.leftovers import find_leftovers

    left = find_leftovers()
    if not left.killed:
        return "no gateway runs; %attach in a notebook starts one"
    return (
        f"no gateway runs: {left.killed} was killed; its jobs, with their results and output, are kept on "
        "disk and listed again by the next one, which %attach or 'farfield serve' starts; 'farfield down' "
        "clears what else it has left"
    )

"""`farfield login` and `logout`: what this user's clients remember of gateways elsewhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import replace

from farfield_engine.access.strings import SCHEME, is_token
from farfield_engine.cli.at import refuse_token
from farfield_engine.client.remembered import Remembered
from farfield_engine.client.target import FarfieldTarget, parse_farfield
from farfield_engine.errors import AttachError, FarfieldError

_LONGEST = 4000


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell argparse of the two commands."""
    text = "remember a gateway's certificate and your token for it, which is asked for or read from stdin"
    entering = commands.add_parser("login", help=text, description=text)
    entering.add_argument("target", nargs="?", metavar="farfield://HOST:PORT?cert=…", help="with no token")
    entering.set_defaults(command=login)
    text = "forget a gateway's certificate and your token for it"
    leaving = commands.add_parser("logout", help=text, description=text)
    leaving.add_argument("target", metavar="HOST:PORT")
    leaving.set_defaults(command=logout)


def login(options: argparse.Namespace) -> int:
    """`farfield login [TARGET]`"""
    memory = Remembered()
    target = None
    if options.target is not None:
        refuse_token(options.target)
        target = parse_farfield(options.target)
    given = _ask(f"token for {target.address}: " if target else "connection string (it is not shown): ")
    if target is None or given.lower().startswith(SCHEME):
        target = _with_token(target, given)
    elif not is_token(given):
        raise AttachError("that is no token: up to 512 visible characters, and no spaces")
    else:
        target = replace(target, token=given)
    known = memory.recall(target.host, target.port)
    if known is not None and not target.certificate:
        target = replace(target, certificate=known.certificate)
    memory.remember(target)
    if known is not None and known.certificate != target.certificate:
        before = known.certificate or "not pinned"
        print(f"its certificate is {target.certificate} from now on; it was {before}")
    print(f"logged in: '%attach {SCHEME}{target.address}' needs nothing else now")
    return 0


def logout(options: argparse.Namespace) -> int:
    """`farfield logout HOST:PORT`"""
    text = options.target
    refuse_token(text)
    target = parse_farfield(text if "://" in text else f"{SCHEME}{text}")
    if not Remembered().forget(target.host, target.port):
        raise FarfieldError(f"nothing is remembered of {target.address}")
    print(f"nothing is remembered of {target.address} any more")
    return 0


def _with_token(target: FarfieldTarget | None, text: str) -> FarfieldTarget:
    """What a whole connection string says; it may repeat the target, but not contradict it."""
    whole = parse_farfield(text)
    if not whole.token:
        raise AttachError(f"'{whole}' has no token: it is what follows the '#'")
    if target is None:
        return whole
    if whole.address != target.address:
        raise AttachError(f"that is the connection string of {whole.address}, not of {target.address}")
    if target.certificate and whole.certificate and whole.certificate != target.certificate:
        raise AttachError(f"that names the certificate {whole.certificate}, not {target.certificate}")
    return replace(whole, certificate=target.certificate or whole.certificate)


def _ask(question: str) -> str:
    try:
        text = getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline(_LONGEST)
    except (EOFError, UnicodeDecodeError):
        text = ""
    if not text.strip():
        raise FarfieldError("no token was given")
    return text.strip()

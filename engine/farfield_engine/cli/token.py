"""`farfield token`: who may use this user's gateway beside its owner. `farfield url`: how its owner does."""

from __future__ import annotations

import argparse
import sys
import time

from farfield_engine.access.durations import duration_option
from farfield_engine.access.served import Served, read_owner_token, read_served
from farfield_engine.access.strings import connection_string
from farfield_engine.access.tokenfile import TOKENS_FILE, add_token, read_tokens, revoke_token
from farfield_engine.errors import FarfieldError
from farfield_engine.places import local_state_dir


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell argparse of the two commands."""
    text = "who may use your gateway: give tokens, take them back"
    token = commands.add_parser("token", help=text, description=text)
    actions = token.add_subparsers(required=True, metavar="COMMAND")
    text = "make a user's token; it is shown this once"
    adding = actions.add_parser("add", help=text, description=text)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument(
        "--expires", metavar="30d", type=duration_option, help="after this long (default: when it is revoked)"
    )
    adding.set_defaults(command=add)
    text = "the users, and until when their tokens are valid"
    actions.add_parser("list", help=text, description=text).set_defaults(command=show)
    text = "take a user's token back; its connections end"
    revoking = actions.add_parser("revoke", help=text, description=text)
    revoking.add_argument("name", metavar="NAME")
    revoking.set_defaults(command=revoke)
    text = "your own connection string, with its token: keep it to yourself"
    commands.add_parser("url", help=text, description=text).set_defaults(command=url)


def add(options: argparse.Namespace) -> int:
    """`farfield token add NAME`"""
    directory = local_state_dir()
    token = add_token(directory / TOKENS_FILE, options.name, options.expires, time.time())
    served = read_served(directory)
    if served is None:
        print(token)
        note = "no gateway is served here now, so this is the token alone"
    else:
        print(_string(served, token))
        note = f"it lets in whoever has it, as {options.name}"
    print(f"{note}; it is not shown again", file=sys.stderr)
    return 0


def show(options: argparse.Namespace) -> int:
    """`farfield token list`"""
    from farfield_engine.client.text import aligned

    entries = read_tokens(local_state_dir() / TOKENS_FILE)
    if not entries:
        print("nobody but you has a token; 'farfield token add NAME' makes one")
        return 0
    now = time.time()
    rows = [("NAME", "STATE", "CREATED", "EXPIRES")]
    rows += [
        (
            entry.name,
            entry.state(now),
            _date(entry.created),
            _date(entry.expires) if entry.expires else "never",
        )
        for entry in entries
    ]
    print(aligned(rows))
    return 0


def revoke(options: argparse.Namespace) -> int:
    """`farfield token revoke NAME`"""
    revoke_token(local_state_dir() / TOKENS_FILE, options.name, time.time())
    print(f"{options.name}'s token is revoked; a gateway that runs ends its connections now")
    return 0


def url(options: argparse.Namespace) -> int:
    """`farfield url`"""
    from farfield_engine.client.processes import process_runs

    directory = local_state_dir()
    served = read_served(directory)
    if served is None or (served.pid and not process_runs(served.pid)):
        raise FarfieldError("no gateway is served here; 'farfield serve' starts one")
    token = read_owner_token(directory)
    if token is None:
        raise FarfieldError("the gateway's own token is gone; end 'farfield serve' and start it again")
    print(_string(served, token))
    return 0


def _string(served: Served, token: str) -> str:
    return connection_string(served.public_host, served.port, served.fingerprint, token)


def _date(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment)) if moment else "never"

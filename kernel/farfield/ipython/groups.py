"""`%group`: the groups of this notebook."""

from __future__ import annotations

from farfield_engine.client.client import Client
from farfield_engine.client.text import describe_group, groups_table
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import gateway_pb2 as pb

USAGE = "%group [list [--all] | show NAME | restart NAME | drop NAME]"


def run(words: list[str], client: Client) -> None:
    """One `%group` line. Raises FarfieldError for what it does not know."""
    command, arguments = (words[0], words[1:]) if words else ("list", [])
    if command == "list" and arguments in ([], ["--all"]):
        every = bool(arguments)
        print(groups_table(client.groups(all_sessions=every), owners=every))
        return
    if command not in ("show", "restart", "drop"):
        raise FarfieldError(f"'{command}' is not a command of %group: {USAGE}")
    if len(arguments) != 1:
        raise FarfieldError(f"%group {command} takes the name of one group, as %group list shows it")
    name = arguments[0]
    if command == "show":
        print(describe_group(_find(client, name)))
    elif command == "restart":
        client.change_group(name, pb.ChangeGroupRequest.CHANGE_RESTART)
        print(f"group {name} begins anew; its variables are gone")
    else:
        client.change_group(name, pb.ChangeGroupRequest.CHANGE_DROP)
        print(f"group {name} is gone, with its variables")


def _find(client: Client, name: str) -> pb.GroupInfo:
    for group in client.groups():
        if group.name == name:
            return group
    raise FarfieldError(f"there is no group '{name}'; %group list shows them")

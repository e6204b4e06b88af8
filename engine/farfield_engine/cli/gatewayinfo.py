"""`farfield gateway-info`: what a client asks that comes by ssh or Kubernetes, and no person."""

from __future__ import annotations

import argparse
import json
import os
import sys

from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION


def declare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Tell argparse of the command; the list of commands doesn't show it."""
    parser = commands.add_parser("gateway-info", description="find or start the local gateway, for ssh://")
    parser.add_argument("--marker", required=True, help="what stands before and behind the answer")
    parser.add_argument("--version", default=VERSION, help="of the client")
    parser.add_argument(
        "--serve", choices=["local", "ray"], help="one with a port; the engine if it is started"
    )
    parser.add_argument("--ray-host", default="", help="what this machine is called on the cluster's network")
    parser.set_defaults(command=gateway_info)


def gateway_info(options: argparse.Namespace) -> int:
    """`farfield gateway-info`: JSON on stdout, between markers, as a login may print there too."""
    if sys.stdout.isatty():
        raise FarfieldError("this prints the gateway's token, which is not for a screen")
    print(f"\n{options.marker}{json.dumps(_answer(options))}{options.marker}", flush=True)
    return 0


def _answer(options: argparse.Namespace) -> dict[str, object]:
    """How the gateway is reached, or in a line why it can't be."""
    known: dict[str, object] = {"version": VERSION, "python": sys.executable}
    if options.version != VERSION:
        return known
    from farfield_engine.client.local import find_or_start_local

    try:
        if options.serve:
            from farfield_engine.cli.gatewayserved import find_or_serve

            return {**known, **find_or_serve(options.serve, options.ray_host)}
        info = find_or_start_local()
    except FarfieldError as error:
        return {**known, "error": str(error)}
    except OSError as error:
        where = f" '{error.filename}'" if error.filename else ""
        return {**known, "error": f"{error.strerror or error}{where}; what the gateway needs has no place"}
    return {
        **known,
        "socket": info.framed,
        "token": info.token,
        "pid": info.pid,
        "gateway": info.gateway,
        "user": os.getuid(),
    }

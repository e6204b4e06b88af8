"""`farfield serve`: this user's gateway in the foreground, for clients elsewhere."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from farfield_engine.access.durations import duration_option
from farfield_engine.access.served import read_owner_token, read_served
from farfield_engine.access.strings import DEFAULT_PORT, connection_string
from farfield_engine.client.local import serve_local
from farfield_engine.client.raytarget import cluster_of, gateway_options
from farfield_engine.errors import RefusedError
from farfield_engine.places import local_state_dir

DRAIN = 30.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--engine",
        choices=["local", "ray"],
        default="local",
        help="where cells run: this machine's workers, or those of a Ray cluster",
    )
    parser.add_argument(
        "--ray-address",
        metavar="HOST:PORT",
        default="",
        help="the cluster that '--engine ray' joins (default: RAY_ADDRESS, else a Ray that it starts here)",
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen at; 0.0.0.0 or :: for all (default: %(default)s)",
    )
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="default: %(default)s; 0: any")
    parser.add_argument(
        "--socket-only", action="store_true", help="listen at no port: for this machine, and ssh"
    )
    parser.add_argument("--cert", type=Path, help="a certificate (PEM) to show, instead of one of its own")
    parser.add_argument("--key", type=Path, help="its key (PEM)")
    parser.add_argument(
        "--work-dir", type=Path, default=Path(), metavar="DIR",
        help="where cells of clients elsewhere run (default: here); other users have a directory in it",
    )  # fmt: skip
    parser.add_argument("--no-tls", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--no-debug", action="store_true", help="nobody may debug what runs")
    parser.add_argument(
        "--idle-exit",
        type=duration_option,
        metavar="TIME",
        help="end after so long without client and work: 30m",
    )
    parser.add_argument(
        "--lease", type=duration_option, default=0.0, metavar="TIME",
        help="how long an idle session waits for its client (default: 2h, 10m for one of this machine)",
    )  # fmt: skip
    parser.add_argument(
        "--drain", type=duration_option, default=DRAIN, metavar="TIME",
        help="how long SIGTERM lets what runs go on (default: 30s)",
    )  # fmt: skip


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Serve until it is told to end. Raises RefusedError for options that don't go together, AttachError."""
    if options.no_tls and not options.socket_only:
        raise RefusedError(
            "off a Unix socket Farfield speaks TLS only, as its token would travel in the open; "
            "leave --no-tls out, or use --socket-only"
        )
    if not options.work_dir.is_dir():
        raise RefusedError(f"--work-dir '{options.work_dir}' is no directory; make it first")
    if options.ray_address and options.engine != "ray":
        raise RefusedError("--ray-address goes with --engine ray")
    if (options.cert is None) != (options.key is None):
        raise RefusedError("--cert and --key belong together: give both, or none for one of its own")
    return serve_local(_gateway_options(options), lambda: _announce(options))


def _gateway_options(options: argparse.Namespace) -> list[str]:
    idle = math.inf if options.idle_exit is None else options.idle_exit
    given = ["--idle", str(idle), "--lease", str(options.lease), "--drain", str(options.drain)]
    given += ["--work-dir", str(options.work_dir.absolute())]
    if options.engine == "ray":
        given += gateway_options(cluster_of(f"ray:{options.ray_address}"))
    if options.no_debug:
        given.append("--no-debug")
    if not options.socket_only:
        given += ["--host", options.host, "--port", str(options.port)]
    if options.cert is not None:
        given += ["--cert", str(options.cert.absolute()), "--key", str(options.key.absolute())]
    return given


def _announce(options: argparse.Namespace) -> None:
    """Say how to attach. The token goes to a terminal only: elsewhere it would stand in a log."""
    served = None if options.socket_only else read_served(local_state_dir())
    if served is None:
        print(
            "serving at this user's Unix socket: %attach local, or %attach ssh://… from elsewhere", flush=True
        )
        return
    token = (read_owner_token(local_state_dir()) or "") if sys.stdout.isatty() else ""
    text = connection_string(served.public_host, served.port, served.fingerprint, token)
    print(f"serving; attach with\n\n    {text}\n", flush=True)
    if not token:
        print("'farfield url' shows it with the token, which is not written into logs", flush=True)

"""The commands of `farfield`, and how their arguments are read."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from farfield_engine.cli import gatewayinfo, login, token
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION

if TYPE_CHECKING:
    # Imported where it is used: gRPC is too slow for --help.
    from farfield_engine.client.visitor import Visitor

DOWN_SECONDS = 10.0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status: 0, 1 for a failure that is told, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except FarfieldError as error:
        print(f"farfield: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # `farfield logs 3 | head`: nobody reads on, and that is no failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="farfield", description="Look after this user's local gateway.")
    parser.add_argument("--version", action="version", version=f"farfield {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "status", "what runs: nodes, workers, objects", status)
    _add(commands, "jobs", "the jobs of all notebooks", jobs)
    for name, text, command in (("logs", "a job's output", logs), ("cancel", "stop a job", cancel)):
        job = _add(commands, name, text, command)
        job.add_argument("job", metavar="JOB", help="its number, as 'farfield jobs' lists it")
    down_parser = _add(commands, "down", "end the gateway and its workers", down)
    down_parser.add_argument("--now", action="store_true", help="also when jobs are running")
    _add(commands, "doctor", "walk every hop and say which fails", doctor)
    _add_debug(commands)
    token.declare(commands)
    login.declare(commands)
    gatewayinfo.declare(commands)
    _add_serve(commands)
    kernel = _add(commands, "kernel", "the Jupyter kernel", lambda _: 2)
    kernel_commands = kernel.add_subparsers(required=True, metavar="COMMAND")
    install = kernel_commands.add_parser("install", help="install the kernelspec")
    place = install.add_mutually_exclusive_group()
    place.add_argument("--user", action="store_true", help="for this user (default: for this environment)")
    place.add_argument("--prefix", help="into another environment")
    install.set_defaults(command=install_kernel)
    return parser


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from farfield_engine.cli.serve import add_options

    add_options(_add(commands, "serve", "run the gateway here, for clients elsewhere, until Ctrl-C", serve))


def _add_debug(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    debug_parser = _add(
        commands, "debug", "the workers that stand still; a server for any debug client", debug
    )
    debug_parser.add_argument(
        "--listen", metavar="HOST:PORT", help="let a DAP client in, at a loopback address"
    )
    which = debug_parser.add_mutually_exclusive_group()
    which.add_argument("--worker", metavar="W", help="this worker, as 'farfield status' names it")
    which.add_argument("--job", metavar="J", help="the workers of this job, as 'farfield jobs' lists it")
    which.add_argument("--next", action="store_true", help="the next worker that waits for a debugger")


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    command: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=command)
    return parser


# --- what runs --------------------------------------------------------------


def status(options: argparse.Namespace) -> int:
    """`farfield status`"""
    from farfield_engine.client.local import find_local
    from farfield_engine.client.text import cluster_text
    from farfield_engine.client.visitor import Visitor

    info = find_local()
    if info is None:
        print("no gateway runs; %attach in a notebook starts one")
        return 0
    with Visitor(info) as visitor:
        reply = visitor.status()
    print(f"gateway {reply.pid}, Farfield {reply.version}")
    print(cluster_text(reply))
    for session in reply.sessions:
        print(f"session {session.id}: {session.client}{'' if session.attached else ' (not attached now)'}")
    return 0


def jobs(options: argparse.Namespace) -> int:
    """`farfield jobs`"""
    from farfield_engine.client.text import table

    with _visit() as visitor:
        print(table(visitor.jobs()))
    return 0


def logs(options: argparse.Namespace) -> int:
    """`farfield logs JOB`"""
    from farfield_engine.client.text import write_log

    with _visit() as visitor:
        write_log(visitor.log(options.job), many=visitor.job(options.job).items > 1)
        sys.stdout.flush()
    return 0


def cancel(options: argparse.Namespace) -> int:
    """`farfield cancel JOB`"""
    with _visit() as visitor:
        job = visitor.cancel(options.job)
    print(f"job {job.number} had ended" if job.state > 1 else f"job {job.number} is being cancelled")
    return 0


def _visit() -> Visitor:
    from farfield_engine.client.local import find_local
    from farfield_engine.client.visitor import Visitor

    info = find_local()
    if info is None:
        raise FarfieldError("no gateway runs; %attach in a notebook starts one")
    return Visitor(info)


# --- ending it --------------------------------------------------------------


def down(options: argparse.Namespace) -> int:
    """`farfield down`"""
    from farfield_engine.client.local import find_local, left_behind
    from farfield_engine.client.visitor import Visitor
    from farfield_engine.errors import ConnectionLostError

    info = find_local()
    if info is None:
        print("no gateway runs" + "".join(f"\nremoved {name}" for name in left_behind(remove=True)))
        return 0
    try:
        with Visitor(info) as visitor:
            cancelled = visitor.shut_down(now=options.now)
    except ConnectionLostError:
        # It has a socket and does not answer: nothing but force is left.
        os.kill(info.pid, signal.SIGKILL)
        cancelled = 0
    _await_end(info.pid)
    left_behind(remove=True)
    print(f"the gateway has ended{f'; {cancelled} running jobs were cancelled' if cancelled else ''}")
    return 0


def _await_end(pid: int) -> None:
    from farfield_engine.client.processes import process_runs

    deadline = time.monotonic() + DOWN_SECONDS
    while time.monotonic() < deadline:
        if not process_runs(pid):
            return
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)


def doctor(options: argparse.Namespace) -> int:
    """`farfield doctor`"""
    from farfield_engine.cli.doctor import examine

    return examine()


def debug(options: argparse.Namespace) -> int:
    """`farfield debug`"""
    from farfield_engine.cli.debug import run

    return run(options)


def serve(options: argparse.Namespace) -> int:
    """`farfield serve`"""
    from farfield_engine.cli.serve import run

    return run(options)


def install_kernel(options: argparse.Namespace) -> int:
    """`farfield kernel install`"""
    from farfield_engine.cli.kernelspec import install

    place = install(user=options.user, prefix=options.prefix)
    print(f"installed the kernel 'Python 3 (Farfield)' in {place}")
    return 0

"""The commands of `farfield`, and how their arguments are read."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from farfield_engine.cli import at, gatewayinfo, login, token
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION

ABOUT = "Look after this user's gateway on this machine, or, with --at TARGET, at one elsewhere."


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
    parser = argparse.ArgumentParser(prog="farfield", description=ABOUT)
    parser.add_argument("--version", action="version", version=f"farfield {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _look(commands, "status", "what runs: nodes, workers, objects, who is attached", status)
    _look(commands, "gpus", "what the GPUs do, and for which jobs", gpus)
    listing = _look(commands, "jobs", "the jobs of all your notebooks", jobs)
    listing.add_argument("--costs", action="store_true", help="with the CPU and GPU time that each has taken")
    for name, text, command in (("logs", "a job's output", logs), ("cancel", "stop a job", cancel)):
        job = _look(commands, name, text, command)
        job.add_argument("job", metavar="JOB", help="its number, as 'farfield jobs' lists it")
    text = "end the gateway and its workers; clear away what one that was killed has left"
    down_parser = _look(commands, "down", text, down)
    down_parser.add_argument("--now", action="store_true", help="also when jobs are running")
    text = "walk every hop from here to a worker and name the one that is broken; starts a local gateway"
    _look(commands, "doctor", text, doctor)
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
    debug_parser = _look(
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


def _look(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    command: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """A command that looks at a gateway, here or elsewhere."""
    parser = _add(commands, name, text, command)
    at.add_at(parser)
    return parser


# --- what runs --------------------------------------------------------------


def status(options: argparse.Namespace) -> int:
    """`farfield status`"""
    from farfield_engine.client.text import status_text

    try:
        with at.visit(options) as visitor:
            print(status_text(visitor.status(usage=True)))
    except at.NoGatewayError as none:
        print(none)
    return 0


def gpus(options: argparse.Namespace) -> int:
    """`farfield gpus`"""
    from farfield_engine.client.text import gpus_text

    with at.visit(options) as visitor:
        print(gpus_text(visitor.status(usage=True)))
    return 0


def jobs(options: argparse.Namespace) -> int:
    """`farfield jobs`"""
    from farfield_engine.client.text import table

    with at.visit(options) as visitor:
        print(table(visitor.jobs(), costs=options.costs))
    return 0


def logs(options: argparse.Namespace) -> int:
    """`farfield logs JOB`"""
    from farfield_engine.client.text import write_log

    with at.visit(options) as visitor:
        many = visitor.job(options.job).items > 1
        write_log(visitor.log(options.job), many=many)
        sys.stdout.flush()
    return 0


def cancel(options: argparse.Namespace) -> int:
    """`farfield cancel JOB`"""
    with at.visit(options) as visitor:
        job = visitor.cancel(options.job)
    print(f"job {job.number} had ended" if job.state > 1 else f"job {job.number} is being cancelled")
    return 0


# --- the rest, which is loaded when it is asked for -------------------------


def down(options: argparse.Namespace) -> int:
    """`farfield down`"""
    from farfield_engine.cli.down import run

    return run(options)


def doctor(options: argparse.Namespace) -> int:
    """`farfield doctor`"""
    from farfield_engine.cli.doctor import examine

    return examine(at.target_of(options))


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

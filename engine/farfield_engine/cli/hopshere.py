"""The hops to a worker on this machine."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import resource
import shutil
import tempfile
from pathlib import Path

from farfield_engine.cli.hops import Hop, HopsOfGateway, packages, python
from farfield_engine.client.leftovers import find_leftovers, running_gateway
from farfield_engine.client.local import OtherVersionError, find_local, find_or_start_local
from farfield_engine.client.processes import is_stopped
from farfield_engine.client.raytarget import gateway_options
from farfield_engine.errors import ConnectionLostError, FarfieldError
from farfield_engine.objects.cleanup import default_parent
from farfield_engine.places import FRAMED_SOCKET_FILE, LOG_FILE, local_gateway_dir, local_state_dir
from farfield_engine.version import VERSION

ANSWER_SECONDS = 5.0

LEAST_FREE = 64 << 20
"""Bytes; with less, large values and results have no place."""

LEAST_DESCRIPTORS = 128
LONGEST_SOCKET_PATH = 107


class HopsHere:
    """This user's gateway for this Python environment; one is started where none runs."""

    def __init__(self, after: contextlib.ExitStack, cluster: str = "") -> None:
        """cluster: the Ray cluster that its workers are of, as `raytarget` names it; empty: this machine."""
        self._cluster = cluster
        self._gateway = HopsOfGateway(after, ANSWER_SECONDS)
        self._other_version: OtherVersionError | None = None

    def all(self) -> list[Hop]:
        return [
            ("python", python),
            ("packages", packages),
            ("directory", self._directory),
            ("memory", self._shared_memory),
            ("disk", self._disk),
            ("descriptors", self._descriptors),
            ("left-overs", self._left_overs),
            *([("ray", self._ray)] if self._cluster else []),
            ("gateway", self._answers),
            ("version", self._version),
            ("token", self._gateway.token),
            ("worker", self._gateway.worker),
            ("kernel", kernel),
        ]

    # --- where things lie ---------------------------------------------------

    def _directory(self) -> str:
        directory = local_gateway_dir(self._cluster)
        if len(os.fsencode(directory / FRAMED_SOCKET_FILE)) > LONGEST_SOCKET_PATH:
            raise FarfieldError(
                f"'{directory}' is too long for the path of a socket; set FARFIELD_RUNTIME_DIR to a short one"
            )
        return f"{directory} is yours alone; the gateway's log is {LOG_FILE} in it"

    def _shared_memory(self) -> str:
        return _room(default_parent(), "large values", "free some of it")

    def _disk(self) -> str:
        directory = local_state_dir(self._cluster)
        said = _room(directory, "results and logs", "free some of it, or set FARFIELD_STATE_DIR to another")
        with tempfile.TemporaryFile(dir=directory) as probe:
            probe.write(b"x")
            probe.flush()
        journal = directory / "jobs"
        if journal.is_dir():
            damaged = _damaged(journal)
            if damaged:
                raise FarfieldError(
                    f"the journal in '{journal}' is damaged ({'; '.join(damaged)}): what can't be read of "
                    "results and logs is left out; the rest is of use, and new jobs are kept. To have done "
                    "with it, 'farfield down', and move the damaged files away"
                )
        return said

    def _descriptors(self) -> str:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < LEAST_DESCRIPTORS:
            most = 1024 if hard == resource.RLIM_INFINITY else min(hard, 1024)
            raise FarfieldError(
                f"processes may have {soft} files open here, too few for workers; raise it: "
                f"'ulimit -n {most}', or LimitNOFILE= of a service"
            )
        pid = running_gateway(self._cluster)
        used, limit = _descriptors_of(pid)
        if limit and used > 0.9 * limit:
            raise FarfieldError(
                f"the gateway, process {pid}, has {used:,} files open, and {limit:,} is its limit; end "
                "groups, actors or notebooks that are not needed, or start it anew with a higher limit"
            )
        return f"{soft:,} for workers" + (f"; the gateway has {used:,} of {limit:,} open" if limit else "")

    def _left_overs(self) -> str:
        left = find_leftovers(self._cluster)
        if left.files:
            raise FarfieldError(
                f"a gateway was killed{_whose(left.killed)} and has left {', '.join(left.names())}; its "
                "jobs, with their results and output, are kept on disk. 'farfield down' clears what is of "
                "no use, then %attach, or 'farfield serve', starts another, which knows the jobs"
            )
        if left.directories:
            return (
                f"{len(left.directories)} directories of processes that were killed; 'farfield down', or "
                "the next gateway, removes them"
            )
        return "none"

    def _ray(self) -> str:
        gateway_options(self._cluster)
        from farfield_engine.engines.ray.probe import probe

        _, _, address = self._cluster.partition(":")
        if not address:
            return f"Ray {importlib.metadata.version('ray')}; %attach ray starts one on this machine"
        found = probe(address)
        secret = "with a token" if found.environ["RAY_AUTH_MODE"] == "token" else "which asks for no token"
        return f"Ray {found.version} at {address}, {secret}"

    # --- the gateway --------------------------------------------------------

    def _answers(self) -> str:
        try:
            info = find_local(self._cluster)
        except OtherVersionError as error:
            self._other_version = error
            return f"process {running_gateway(self._cluster)} is there"
        started = info is None
        if info is None:
            pid = running_gateway(self._cluster)
            if pid:
                raise FarfieldError(
                    f"process {pid} is there, and the files by which it is reached are not: somebody has "
                    "removed them; 'farfield down' ends it"
                )
            info = find_or_start_local(cluster=self._cluster)
        _check_goes_on(info.pid)
        try:
            self._gateway.reach(info)
        except ConnectionLostError as error:
            # A process that is stopped goes on for a moment, longer where there is much to do.
            _check_goes_on(info.pid)
            raise FarfieldError(
                f"process {info.pid} hangs: it is there, and {error}; look what it does, or end it, and its "
                "jobs, with 'farfield down'"
            ) from error
        how = "was started now, and" if started else "was there, and"
        return f"process {info.pid} {how} answers at {info.framed}"

    def _version(self) -> str:
        if self._other_version is not None:
            raise self._other_version
        # The connection file says it, so it is known before the token.
        return f"Farfield {VERSION} on both sides"


def kernel() -> str:
    """The kernelspec, without which notebooks do not offer the kernel."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        return "Jupyter is not installed here"
    try:
        spec = KernelSpecManager().get_kernel_spec("farfield")
    except NoSuchKernel:
        raise FarfieldError(
            "the kernelspec 'farfield' is not installed; run 'farfield kernel install'"
        ) from None
    return f"'{spec.display_name}' is installed in {spec.resource_dir}"


def _room(directory: Path, what: str, then: str) -> str:
    free = shutil.disk_usage(directory).free
    if free < LEAST_FREE:
        raise FarfieldError(f"{directory} has {free >> 20} MiB left, too little for {what}; {then}")
    return f"{directory} has {free / 2**30:.1f} GiB left"


def _damaged(journal: Path) -> list[str]:
    # The gateway's own eyes: nobody else knows its files.
    from farfield_engine.gateway.journalcheck import damage

    return damage(journal)


def _descriptors_of(pid: int) -> tuple[int, int]:
    """How many a process has open, and how many it may; 0 where that can't be told."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
        limit = next(line for line in lines if line.startswith("Max open files")).split()[3]
        return len(os.listdir(f"/proc/{pid}/fd")), int(limit)
    return 0, 0


def _whose(killed: str) -> str:
    return f" ({killed.rstrip(',')})" if killed else ""


def _check_goes_on(pid: int) -> None:
    if is_stopped(pid):
        raise FarfieldError(
            f"process {pid} is stopped (Ctrl-Z, SIGSTOP, a debugger), so it hangs and is not gone; "
            f"'kill -CONT {pid}' has it go on, 'farfield down' ends it, its jobs too"
        )

"""`--detach`: the cell's value is a Job, and what it will bind are remote values at once."""

from __future__ import annotations

import ast
import importlib
import queue
from collections.abc import Callable, Iterator
from typing import Any

from farfield._job import Job
from farfield._remote import PendingValue
from farfield.ipython.late import LateOutput
from farfield.ipython.request import Request
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.wire.v1 import jobs_pb2 as pb

ACCEPT_SECONDS = 2.0
"""How long the gateway's first word about the job is waited for: its number, or why it refuses it."""


def detach(request: Request, client: Client, handle: JobHandle, spec: pb.JobSpec) -> Callable[[], Any]:
    """Let a job that was sent run by itself; what binds its names here and gives its Job."""
    try:
        handle.events.get(timeout=ACCEPT_SECONDS)
    except queue.Empty:
        pass  # the gateway is slow: the job is known by its name until it has a number
    job = Job(client, handle, spec.name, many=spec.many)

    def bind() -> Any:
        _bind(request, job)
        if not request.header.quiet:
            LateOutput(request.shell, client, handle, spec.name, request.labels).begin()
        return job

    return bind


def _bind(request: Request, job: Job) -> None:
    header, namespace = request.header, request.shell.user_ns
    into = header.into
    if into is not None:
        namespace[into] = PendingValue(job, into, "", results=job.many)
    if not request.single:
        for name in header.outputs or ():
            namespace[name] = PendingValue(job, name, name, results=True)
        return
    names = header.outputs if header.outputs is not None else request.names.binds | request.names.stores
    imported = dict(_imports(request.source))
    for name in sorted(names):
        if name not in imported:
            namespace[name] = PendingValue(job, name, name)
        elif name not in namespace:
            # A later cell that uses the module must find it; where there is none here, that cell imports it.
            found = _import(*imported[name])
            if found is not None:
                namespace[name] = found


def _imports(source: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names that import statements bind, with the module and what is taken of it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or top, (top, "")
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, (node.module or "", alias.name)


def _import(module: str, attribute: str) -> Any:
    """A module, or what is taken of it; None where it can't be imported here."""
    try:
        found = importlib.import_module(module)
        return getattr(found, attribute) if attribute else found
    # Importing runs the module's code, which may raise anything.
    except Exception:
        return None

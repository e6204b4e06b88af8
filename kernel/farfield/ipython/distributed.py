"""One `%%distributed` cell, from its text to its value: analysis, sending, showing, bringing back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from farfield._attach import current
from farfield._config import config
from farfield._decode import Decoder
from farfield._failures import exception_of
from farfield._job import Job, rank_of_cause
from farfield._packing import Inputs
from farfield._versions import differences_of, modules_in_use
from farfield.ipython import files
from farfield.ipython.analysis import CellNames, analyse
from farfield.ipython.bringback import many_values, single_value
from farfield.ipython.cells import Cell
from farfield.ipython.detached import detach
from farfield.ipython.failures import Failed, FailureOffers
from farfield.ipython.groupmemory import GroupMemory, arrived, expect, remember, settle, still_known
from farfield.ipython.header import Header, HeaderError, elements
from farfield.ipython.plan import show_plan
from farfield.ipython.progress import view_kind, warm_up
from farfield.ipython.request import Request, specification
from farfield.ipython.watch import watch
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.objects.labels import item_labels
from farfield_engine.wire.v1 import jobs_pb2 as pb

_STALE_TRIES = 3
_SHOWN_MODULES = 8


def run_cell(
    shell: InteractiveShell,
    header: Header,
    cell: Cell,
    body: str,
    groups: GroupMemory,
    offers: FailureOffers,
) -> Any:
    """Run a cell on the cluster; its value, which IPython shows as Out[n].

    Raises UsageError for what is wrong with the line or the request, SendError for an input
    that can't be sent, KeyboardInterrupt when it was stopped, and what the cell's code raises.
    """
    if not header.quiet:
        warm_up(shell)
    request = _analyse(shell, header, cell)
    if not body.strip():
        return None
    client = current()
    if client.welcome.no_debugging and (header.debug or header.post_mortem):
        raise UsageError("this gateway allows no debugging: it was started with --no-debug")
    for attempt in range(_STALE_TRIES):
        inputs = _pack(request, client, groups)
        if not attempt:
            _warn(request, client)
        if header.dry_run:
            show_plan(request, inputs, request.sent)
            return None
        handle, value = _run(request, client, inputs, groups, offers)
        if handle.refused is None or handle.refused.kind != pb.Failure.KIND_STALE_GROUP:
            break
        # The group was dropped or restarted by somebody else: it is to be sent everything.
        groups.forget(header.on)
    if handle.refused is not None and handle.refused.kind == pb.Failure.KIND_DEPENDENCY:
        raise exception_of(handle.refused, client, shell.user_ns)
    if handle.refused is not None:
        raise UsageError(handle.refused.message)
    return value()


def _run(
    request: Request, client: Client, inputs: Inputs, groups: GroupMemory, offers: FailureOffers
) -> tuple[JobHandle, Callable[[], Any]]:
    """Send the job and show it until it has ended; the handle, and what gives the cell's value."""
    header, shell = request.header, request.shell
    sent_files = files.send(files.collect(header.files, os.getcwd()), client) if header.files else ()
    spec = specification(request, client, inputs, sent_files)
    spec.watched = not header.detach and bool(view_kind(shell, quiet=header.quiet))
    try:
        handle = client.submit(spec, watched=True)
        if header.detach:
            bind = detach(request, client, handle, spec)
            return handle, lambda: _detached(request, bind(), handle, groups)
        decoder = Decoder(handle, client, shell.user_ns, config.value_limit)
        try:
            watch(shell, client, handle, spec, request.labels, quiet=header.quiet)
        finally:
            _learn(request, handle, groups)
        _tell_reloaded(handle)
    except BaseException:
        # Ctrl-C may come at any moment, also right after the job has been sent.
        if spec.id:
            client.cancel(spec.id)
        raise
    return handle, lambda: _bring(request, client, decoder, spec, groups, offers)


def _warn(request: Request, client: Client) -> None:
    """Say, once, where the cluster's versions differ from those here."""
    used = modules_in_use(request.names.imports, request.sent.values())
    for note in differences_of(client).notes(used):
        print(f"note: {note}", file=sys.stderr)


def _pack(request: Request, client: Client, groups: GroupMemory) -> Inputs:
    """The cell's inputs; without those that its group has already. Raises SendError."""
    namespace = request.shell.user_ns
    keeps: Callable[[str], bool] | None = None
    withheld: set[str] = set()
    if request.header.on:
        request.group = groups.of(client, request.header.on)
    if request.group is not None:
        settle(request.group)
        keeps = still_known(request.group, namespace, _cells(request.shell), withheld)
        request.keeps = sorted(name for name in request.names.reads if keeps(name))
    if request.ranks > 1:
        request.labels = [f"rank {rank}" for rank in range(request.ranks)]
    inputs = Inputs(client, namespace, keeps)
    request.sent = inputs.set_main(None, set(request.names.reads))
    if request.group is not None:
        for needed in request.group.needed_for(withheld):
            inputs.wait_for(needed)
    return inputs


def _detached(request: Request, job: Job, handle: JobHandle, groups: GroupMemory) -> Job:
    """A detached job is on its way; in a group, what it is to bind is not to be sent there again."""
    summary, shell = handle.summary, request.shell
    if summary is not None and summary.group:
        binds, known = request.names.binds | request.names.stores, groups.made(summary)
        expect(known, handle, request.sent, binds, shell.user_ns, _cells(shell), many=job.many)
    return job


def _learn(request: Request, handle: JobHandle, groups: GroupMemory) -> None:
    """The group has what was sent to it, and what the cell has bound, also when it was stopped."""
    summary = handle.summary
    if summary is None or not summary.group:
        return
    # What a single cell has bound is known when it has been brought here.
    binds = frozenset() if request.single else request.names.binds | request.names.stores
    has = arrived(handle, request.sent, binds)
    remember(groups.made(summary), has, request.shell.user_ns, _cells(request.shell))


def _tell_reloaded(handle: JobHandle) -> None:
    """Say which modules beside the notebook were used in another version than by the cell before."""
    names = handle.summary.reloaded if handle.summary is not None else ()
    if names:
        shown = ", ".join(names[:_SHOWN_MODULES])
        more = f" and {len(names) - _SHOWN_MODULES} more" if len(names) > _SHOWN_MODULES else ""
        print(f"note: edited since: {shown}{more}; the workers use the version on disk now", file=sys.stderr)


def _bring(
    request: Request,
    client: Client,
    decoder: Decoder,
    spec: pb.JobSpec,
    groups: GroupMemory,
    offers: FailureOffers,
) -> Any:
    """Bring the results into the notebook; the cell's value. Raises what the cell has raised."""
    _offer(request, client, decoder, spec, offers)
    if not request.single:
        return many_values(request, decoder)
    value, bound = single_value(request, decoder)
    summary = decoder.handle.summary
    if summary is not None and summary.group:
        remember(groups.made(summary), bound, request.shell.user_ns, _cells(request.shell))
    return value


def _offer(
    request: Request, client: Client, decoder: Decoder, spec: pb.JobSpec, offers: FailureOffers
) -> None:
    """The user's code has raised: offer to look at the item that caused it, and to run it again."""
    handle = decoder.handle
    raised = [item for item, failure in handle.failures.items() if failure.kind == pb.Failure.KIND_EXCEPTION]
    if raised and handle.summary is not None and not request.header.on:
        item = min(raised, key=lambda item: rank_of_cause(handle, item))
        number = handle.summary.number
        many, raises = handle.items > 1, not request.header.keep_going
        offers.failed(
            Failed(client, handle.id, number, item, many, spec=spec, labels=request.labels, raises=raises)
        )


def _cells(shell: InteractiveShell) -> list[str]:
    """The text of all cells that the notebook has run."""
    history = shell.history_manager
    return list(history.input_hist_raw) if history is not None else []


def _analyse(shell: InteractiveShell, header: Header, cell: Cell) -> Request:
    namespace = shell.user_ns
    unknown = [name for name in header.inputs if name not in namespace]
    if unknown:
        raise UsageError(f"--inputs names what the notebook does not define: {', '.join(unknown)}")
    source = cell.transformed(shell)
    try:
        names = analyse(source, namespace, header.inputs)
    except SyntaxError as error:
        error.filename = cell.filename
        lines = shell.SyntaxTB.structured_traceback(type(error), error, None)
        error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]  # IPython asks for it
        raise
    if header.loop is None:
        return Request(shell, header, cell, source, names, None, [])
    try:
        items = elements(header.loop, namespace)
    except HeaderError as error:
        raise UsageError(str(error)) from None
    reads = names.reads - set(header.loop.targets)
    names = CellNames(reads, names.binds, names.deletes, names.imports, names.star_import, names.stores)
    return Request(shell, header, cell, source, names, items, item_labels(header.loop.targets, items))

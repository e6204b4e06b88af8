"""One `%%distributed` cell, from its text to its value: analysis, sending, showing, bringing back."""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from farfield._attach import current
from farfield._decode import Decoder
from farfield._packing import Inputs, chunks
from farfield.ipython.analysis import CellNames, analyse
from farfield.ipython.cells import Cell
from farfield.ipython.header import Header, HeaderError, elements
from farfield.ipython.labels import item_labels
from farfield.ipython.watch import watch
from farfield_engine.client.client import Client
from farfield_engine.client.text import readable_size
from farfield_engine.errors import ItemCancelledError
from farfield_engine.objects.cellresult import CellResult
from farfield_engine.wire.v1 import jobs_pb2 as pb

MAX_NAME = 60

DEFAULT_LIMIT = 64 << 20
"""Bytes over which an output stays on the cluster."""


@dataclass(slots=True)
class _Request:
    """A cell on its way."""

    shell: InteractiveShell
    header: Header
    cell: Cell
    source: str
    """The cell's body as plain Python."""
    names: CellNames
    items: list[tuple[Any, ...]] | None
    labels: Sequence[str]

    @property
    def single(self) -> bool:
        return self.items is None


def run_cell(shell: InteractiveShell, header: Header, cell: Cell, body: str) -> Any:
    """Run a cell on the cluster; its value, which IPython shows as Out[n].

    Raises UsageError for what is wrong with the line or the request, SendError for an input
    that can't be sent, KeyboardInterrupt when it was stopped, and what the cell's code raises.
    """
    request = _analyse(shell, header, cell)
    if not body.strip():
        return None
    client = current()
    inputs = Inputs(client, shell.user_ns)
    sent = inputs.set_main(None, set(request.names.reads))
    if header.dry_run:
        _show_plan(request, inputs, sent)
        return None
    spec = _specification(request, client, inputs)
    try:
        handle = client.submit(spec, watched=True)
        decoder = Decoder(handle, client, shell.user_ns, DEFAULT_LIMIT)
        watch(shell, client, handle, spec, request.labels, quiet=header.quiet)
    except BaseException:
        # Ctrl-C may come at any moment, also right after the job has been sent.
        if spec.id:
            client.cancel(spec.id)
        raise
    if handle.refused is not None:
        raise UsageError(handle.refused.message)
    return _single_value(request, decoder) if request.single else _many_values(request, decoder)


def _analyse(shell: InteractiveShell, header: Header, cell: Cell) -> _Request:
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
        return _Request(shell, header, cell, source, names, None, [])
    try:
        items = elements(header.loop, namespace)
    except HeaderError as error:
        raise UsageError(str(error)) from None
    reads = names.reads - set(header.loop.targets)
    names = CellNames(reads, names.binds, names.deletes, names.imports, names.star_import, names.stores)
    return _Request(shell, header, cell, source, names, items, item_labels(header.loop.targets, items))


def _specification(request: _Request, client: Client, inputs: Inputs) -> pb.JobSpec:
    header, cell, loop = request.header, request.cell, request.header.loop
    outputs = header.outputs or ()
    made = chunks(request.items, inputs) if request.items is not None else []
    source = request.source
    # Functions that the cell defines come back; when one of them raises here, its lines are shown.
    linecache.cache[cell.filename] = (len(source), None, source.splitlines(keepends=True), cell.filename)
    program = pb.Program(
        cell=pb.CellProgram(
            source=source,
            filename=cell.filename,
            execution_count=cell.execution_count,
            targets=loop.targets if loop else (),
            outputs=outputs,
            all_outputs=request.single and header.outputs is None,
            color=True,
            binds=request.names.binds,
        ),
        value_limit=DEFAULT_LIMIT,
        sources=inputs.sources(),
    )
    cwd, changed = client.moved()
    return pb.JobSpec(
        name=header.name or _title(cell),
        items=1 if request.items is None else len(request.items),
        program=program.SerializeToString(),
        values=inputs.all(),
        chunks=made,
        resources=pb.Resources(cpus=header.cpus, gpus=header.gpus, memory=header.memory),
        timeout=header.timeout,
        retries=header.retries,
        keep_going=header.keep_going,
        concurrency=header.concurrency,
        env={**changed, **header.env},
        cwd=cwd,
        origin=f"In[{cell.execution_count}]",
    )


def _title(cell: Cell) -> str:
    """The first line of the cell that says what it does, as a name for people."""
    lines = [line.strip() for line in cell.source.splitlines()]
    telling = [
        line for line in lines if line and not line.startswith(("# %%distributed", "import ", "from "))
    ]
    if not telling:
        return f"In[{cell.execution_count}]"
    text = telling[0].lstrip("# ")
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"


# --- results ----------------------------------------------------------------


def _single_value(request: _Request, decoder: Decoder) -> Any:
    error = decoder.failure(0)
    if error is not None:
        raise error
    result = decoder.value(0)
    assert isinstance(result, CellResult)
    namespace = request.shell.user_ns
    namespace.update(result.outputs)
    for name, module in result.modules.items():
        try:
            namespace[name] = importlib.import_module(module)
        except ImportError as missing:
            result.notes.append(
                f"'{name}' stays on the worker: the module can't be imported here ({missing})"
            )
    for name in result.deleted:
        namespace.pop(name, None)
    for note in result.notes:
        print(f"note: {note}", file=sys.stderr)
    return _given(request, result.value)


def _many_values(request: _Request, decoder: Decoder) -> Any:
    assert request.items is not None
    failed: list[tuple[int, BaseException]] = []
    values: list[Any] = []
    for item in range(len(request.items)) if decoder.handle.failures else ():
        error = decoder.failure(item, request.labels[item] if item < len(request.labels) else "")
        if error is not None:
            failed.append((item, error))
    if failed and not request.header.keep_going:
        raise _first(failed)
    if failed:
        errors = dict(failed)
        values = [
            errors[item] if item in errors else decoder.value(item) for item in range(len(request.items))
        ]
        first = failed[0][1]
        print(
            f"{len(failed)} of {len(values)} items failed; the list has their exceptions. "
            f"First: {request.labels[failed[0][0]]}: {type(first).__name__}: {first}",
            file=sys.stderr,
        )
    else:
        values = _in_order(decoder)
    values = _split_outputs(request, values)
    # A loop that only prints has no value to show.
    valueless = request.header.into is None and all(value is None for value in values)
    return None if valueless and values else _given(request, values)


def _in_order(decoder: Decoder) -> list[Any]:
    values: list[Any] = []
    for segment in decoder.handle.segments():
        values.extend(decoder.list_of(segment))
    return [decoder.value(item) for item in range(len(values))] if _any_unloadable(values) else values


def _any_unloadable(values: list[Any]) -> bool:
    from farfield_engine.objects.pickling import Unloadable

    return Unloadable in set(map(type, values))


def _first(failed: list[tuple[int, BaseException]]) -> BaseException:
    """The failure that stopped the others, not one of those that it stopped."""
    for _, error in failed:
        if not isinstance(error, ItemCancelledError):
            return error
    return failed[0][1]


def _split_outputs(request: _Request, values: list[Any]) -> list[Any]:
    """Bind the lists that --outputs asks for; the values of the items."""
    names = request.header.outputs or ()
    if not names:
        return values
    for name in names:
        request.shell.user_ns[name] = [
            value.outputs.get(name) if isinstance(value, CellResult) else None for value in values
        ]
    return [value.value if isinstance(value, CellResult) else value for value in values]


def _given(request: _Request, value: Any) -> Any:
    into = request.header.into
    if into is None:
        return None if request.cell.is_silenced(request.shell) else value
    request.shell.user_ns[into] = value
    return None


# --- the dry run ------------------------------------------------------------


def _show_plan(request: _Request, inputs: Inputs, sent: dict[str, Any]) -> None:
    items = 1 if request.items is None else len(request.items)
    cpus = request.header.cpus
    each = f"{cpus:g} CPU{'s' * (cpus != 1)}{' each' * (items != 1)}"
    print(f"would run {items:,} item{'s' * (items != 1)} with {each}; would send:")
    if not sent:
        print("  nothing")
    for name, value in sent.items():
        data, buffers, _ = inputs.dumps(value)
        size = readable_size(len(data) + sum(view.nbytes for view in buffers))
        print(f"  {name:<20} {type(value).__name__:<16} {size}")
    if request.items:
        total = sum(len(inputs.dumps(part)[0]) for part in request.items[:100]) * items // min(items, 100)
        print(f"  {'the elements':<20} {'about':<16} {readable_size(total)}")
    if request.single:
        back = (
            request.header.outputs
            if request.header.outputs is not None
            else sorted(request.names.binds | request.names.stores)
        )
    else:
        back = request.header.outputs or ()
    print(f"would come back: {', '.join([*back, 'the value of the last expression'])}")

"""A `%%distributed` cell on its way: what it asks for, and the job that is made of it."""

from __future__ import annotations

import linecache
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield._config import config
from farfield._packing import Inputs, chunks
from farfield.ipython.analysis import CellNames
from farfield.ipython.cells import Cell
from farfield.ipython.groupmemory import GroupKnown
from farfield.ipython.header import Header
from farfield_engine.client.client import Client
from farfield_engine.objects.sources import OWN_PYTHON
from farfield_engine.wire.v1 import jobs_pb2 as pb

MAX_NAME = 60


@dataclass(slots=True)
class Request:
    """A cell on its way."""

    shell: InteractiveShell
    header: Header
    cell: Cell
    source: str
    """The cell's body as plain Python."""
    names: CellNames
    items: list[tuple[Any, ...]] | None
    """The elements of the loop; None where there is none."""
    labels: Sequence[str]
    group: GroupKnown | None = None
    """The group that it runs in, where there is one already."""
    keeps: list[str] = field(default_factory=list)
    """Names that it reads and that its group has already."""
    sent: dict[str, Any] = field(default_factory=dict)

    @property
    def ranks(self) -> int:
        """Of the group that it runs in, or is to make; 0 where it runs in none."""
        if self.header.ranks or not self.header.on:
            return self.header.ranks
        return self.group.ranks if self.group else 1

    @property
    def single(self) -> bool:
        """Whether it runs once, and its names come back."""
        return self.items is None and self.ranks <= 1 and not self.header.ranks

    @property
    def count(self) -> int:
        """How many items its job has."""
        return len(self.items) if self.items is not None else max(1, self.ranks)


def specification(
    request: Request, client: Client, inputs: Inputs, files: Sequence[pb.File] = ()
) -> pb.JobSpec:
    """The job of a cell. Raises SendError for an element that can't be sent."""
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
            keep_outputs=header.detach and request.single,
            keeps=request.keeps,
        ),
        value_limit=config.value_limit,
        sources=inputs.sources(),
        python=OWN_PYTHON,
    )
    modules = inputs.modules(request.names.imports)
    # Directories of this machine, and changes to its environment, mean nothing on another one.
    here = client.here
    cwd, changed = client.moved() if here else ("", {})
    return pb.JobSpec(
        name=header.name or _title(cell),
        items=request.count,
        program=program.SerializeToString(),
        values=inputs.all(),
        chunks=made,
        resources=pb.Resources(
            cpus=header.cpus,
            gpus=header.gpus,
            memory=header.memory,
            custom=header.resource,
            labels=header.label,
        ),
        timeout=header.timeout,
        retries=header.retries,
        keep_going=header.keep_going,
        concurrency=header.concurrency,
        env={**changed, **header.env},
        cwd=cwd,
        origin=f"In[{cell.execution_count}]",
        gang=_gang(request),
        detached=header.detach,
        files=files,
        sys_path=client.added_paths() if here else (),
        modules=modules,
        many=not request.single,
        cell=cell.cell_id,
        debugging=pb.Debugging(entry=header.debug, post_mortem=header.post_mortem, lease=header.lease),
    )


def _gang(request: Request) -> pb.Gang | None:
    header = request.header
    if not header.ganged:
        return None
    return pb.Gang(
        group=header.on,
        ranks=header.ranks,
        asked=bool(header.given & {"cpus", "gpus", "memory", "resource", "label"}),
        epoch=request.group.epoch if request.group else 0,
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

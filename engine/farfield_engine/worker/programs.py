"""What a job runs for each of its items: a function, or a cell."""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import linecache
import sys
import types
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

from farfield_engine.errors import ActorDiedError
from farfield_engine.objects.cellresult import CellResult
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb
from farfield_engine.worker import forks
from farfield_engine.worker.inputs import Inputs, is_immutable
from farfield_engine.worker.outputs import (
    Blobs,
    Prepared,
    Prints,
    collect,
    fingerprints,
    prepare,
    prepare_kept,
)
from farfield_engine.worker.seat import MISSING, Seat
from farfield_engine.worker.shell import WorkerShell, use_module

_VALUE = "__farfield_value__"


def remember_source(filename: str, text: str, execution_count: int, shell: Callable[[], WorkerShell]) -> None:
    """Have tracebacks show the lines of a cell, and call it as the notebook does."""
    lines = text.splitlines(keepends=True)
    known = linecache.cache.get(filename)
    if known is None or len(known) != 4 or known[2] != lines:  # who has the list knows that it is the same
        # No modification time: linecache keeps such an entry for good.
        linecache.cache[filename] = (len(text), None, lines, filename)
    filenames = getattr(shell().compile, "_filename_map", None)
    if filenames is not None and execution_count:
        filenames[filename] = execution_count


def remember_cells(start: worker_pb.JobStart, shell: Callable[[], WorkerShell]) -> jobs_pb.Program:
    """Remember the cells that a job brings; its program."""
    program = jobs_pb.Program.FromString(start.program)
    for source in program.sources:
        remember_source(source.filename, source.text, source.execution_count, shell)
    if program.HasField("cell"):
        cell = program.cell
        remember_source(cell.filename, cell.source, cell.execution_count, shell)
    return program


class Runner(Protocol):
    """One job, ready to run its items on the main thread."""

    namespace: dict[str, Any]
    filename: str
    """Where its code is, for people; empty where that is not known."""

    def enter(self) -> None:
        """A batch of this job begins."""

    def run(self, element: Any) -> Any:
        """Run one item; its result. Raises what the user's code raises."""


def make_runner(
    start: worker_pb.JobStart,
    inputs: Inputs,
    shell: Callable[[], WorkerShell],
    blobs: Blobs,
    seat: Seat | None,
) -> Runner:
    """The runner for a job. Raises what unpickling its inputs raises.

    blobs: puts content where the gateway finds it. seat: where this worker is a rank of a group.
    """
    program = remember_cells(start, shell)
    kind = program.WhichOneof("kind")
    if kind == "cell":
        if seat is not None:
            return GroupCellRunner(start, program, inputs, shell(), blobs, seat)
        return CellRunner(start, program, inputs, shell(), blobs)
    if kind == "method" and seat is not None:
        return MethodRunner(start, program, inputs, seat)
    return CallRunner(start, program, inputs)


class Function:
    """An unpickled function and its namespace."""

    def __init__(self, start: worker_pb.JobStart, inputs: Inputs) -> None:
        self._start = start
        self._inputs = inputs
        self.module = types.ModuleType("__main__")
        self.load()
        self.immutable = is_immutable(self.call) and all(map(is_immutable, self._names.values()))
        """Whether no item can change what another one sees."""

    def load(self) -> None:
        """Unpickle it. Raises what its unpickling raises."""
        namespace = self.module.__dict__
        namespace.clear()
        namespace.update(__name__="__main__", __spec__=None)  # multiprocessing looks for both
        self.call: Callable[..., Any]
        self.call, self._names = self._inputs.load(self._start.values[0], namespace, self._start.values)
        namespace.update(self._names)


_functions: OrderedDict[bytes, Function] = OrderedDict()
KEPT_FUNCTIONS = 64


def _function(start: worker_pb.JobStart, inputs: Inputs) -> Function:
    """The function of a job: for the same pickle the same function, where nobody can tell."""
    key = start.values[0].pickle.data if len(start.values) == 1 else b""
    found = _functions.get(key)
    if found is not None:
        _functions.move_to_end(key)
        return found
    made = Function(start, inputs)
    if key and made.immutable:
        _functions[key] = made
        if len(_functions) > KEPT_FUNCTIONS:
            _functions.popitem(last=False)
    return made


def forget_functions() -> None:
    """Unpickle functions anew: those at hand hold modules that have been edited."""
    _functions.clear()


class CallRunner:
    """Calls a function: values[0] is the pickle of (function, the notebook's names it uses)."""

    def __init__(self, start: worker_pb.JobStart, program: jobs_pb.Program, inputs: Inputs) -> None:
        self._function = _function(start, inputs)
        self.filename = str(getattr(getattr(self._function.call, "__code__", None), "co_filename", ""))
        self.namespace = self._function.module.__dict__
        self._first = True
        if program.call.keywords:
            self.run: Callable[[Any], Any] = self._run_keywords
        elif self._function.immutable:
            call = self._function.call
            self.run = lambda element: call(*element)
        else:
            self.run = self._run_positional

    def enter(self) -> None:
        sys.modules["__main__"] = self._function.module

    def _renewed(self) -> Callable[..., Any]:
        # What an earlier item changed in place must not be seen by this one.
        if not self._function.immutable and not self._first:
            self._function.load()
        self._first = False
        return self._function.call

    def _run_keywords(self, element: tuple[tuple[Any, ...], dict[str, Any]]) -> Any:
        return self._renewed()(*element[0], **element[1])

    def _run_positional(self, element: tuple[Any, ...]) -> Any:
        return self._renewed()(*element)


class MethodRunner:
    """Makes an actor's object, or calls one of its methods.

    values[0]: the class and the notebook's names that it uses; for a call, the names that its arguments use.
    """

    def __init__(
        self, start: worker_pb.JobStart, program: jobs_pb.Program, inputs: Inputs, seat: Seat
    ) -> None:
        self._seat = seat
        self.filename = ""
        self._method = program.method
        self.namespace = seat.namespace
        loaded = inputs.load(start.values[0], self.namespace, start.values)
        self._class: Any
        self._class, names = loaded if program.method.create else (None, loaded)
        self.namespace.update(names)

    def enter(self) -> None:
        sys.modules["__main__"] = self._seat.module

    def run(self, element: tuple[tuple[Any, ...], dict[str, Any]]) -> Any:
        args, kwargs = element
        seat = self._seat
        if self._method.create:
            seat.instance = self._make(args, kwargs)
            return None
        if seat.instance is MISSING or isinstance(seat.instance, _NotMade):
            reason = f": {seat.instance}" if isinstance(seat.instance, _NotMade) else ""
            raise ActorDiedError(f"actor {seat.group.partition('#')[0]} was not made{reason}")
        result = getattr(seat.instance, self._method.method)(*args, **kwargs)
        return seat.run_async(result) if inspect.iscoroutine(result) else result

    def _make(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            return self._class(*args, **kwargs)
        except Exception as error:
            # Those who have no more than a copy of the handle are told by the calls that they make.
            self._seat.instance = _NotMade(f"{type(error).__name__} in its __init__: {error}")
            raise


class _NotMade(str):
    """Stands for an actor's object: why there is none."""


class CellRunner:
    """Runs a cell in a namespace that is made anew for each item."""

    left: Callable[[], object] | None = None
    """Called when its code has ended, while a debugger is on."""

    def __init__(
        self,
        start: worker_pb.JobStart,
        program: jobs_pb.Program,
        inputs: Inputs,
        shell: WorkerShell,
        blobs: Blobs,
    ) -> None:
        self._cell = program.cell
        self.filename = program.cell.filename
        self.targets = tuple(program.cell.targets)
        self._outputs = tuple(program.cell.outputs)
        # Such a cell leaves the namespace as it was, but for its targets.
        self._binds_nothing = set(program.cell.binds) <= set(self.targets)
        self._single = start.items == 1 and not program.cell.targets
        self._limit = program.value_limit
        self._blobs = blobs
        self._shell = shell
        self._start, self._inputs = start, inputs
        self._module = self._make_module()
        self.namespace = self._module.__dict__
        self._base: dict[str, Any] = {}
        self._prints: Prints = {}
        self._reload()
        events = shell.events.callbacks
        self._before, self._after = events["pre_execute"], events["post_execute"]
        self._used = False
        self._code = self._compile()
        self._is_async = bool(self._code.co_flags & inspect.CO_COROUTINE)

    def enter(self) -> None:
        use_module(self._shell, self._module)

    def _make_module(self) -> types.ModuleType:
        return types.ModuleType("__main__")

    def _load_names(self) -> dict[str, Any]:
        names: dict[str, Any] = self._inputs.load(self._start.values[0], self.namespace, self._start.values)
        self._prints = fingerprints(names) if self._single else {}
        return names

    def _reload(self) -> None:
        self.namespace.clear()
        names = self._load_names()
        self._base = {"__name__": "__main__", "__spec__": None, "__builtins__": builtins, **names}
        self._fresh = all(map(is_immutable, names.values()))
        self._size = len(self._base.keys() | set(self.targets))

    def _compile(self) -> types.CodeType:
        cell = self._cell
        tree = ast.parse(cell.source, cell.filename)
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = tree.body[-1]
            target = ast.Name(_VALUE, ast.Store())
            tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
            ast.fix_missing_locations(tree)
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code: types.CodeType = compile(tree, cell.filename, "exec", flags, dont_inherit=True)
        return code

    def run(self, element: Any) -> Any:
        if self._used and not self._fresh:
            self._reload()
        self._used = True
        namespace = self.namespace
        if not self._binds_nothing or len(namespace) != self._size:
            namespace.clear()
            namespace.update(self._base)
        for name, value in zip(self.targets, element or (), strict=True):
            namespace[name] = value
        return self._result(self._execute())

    def _execute(self) -> Any:
        """Run the cell's code; the value of its last expression."""
        # What extensions do around each cell, such as showing matplotlib's figures.
        if self._before:
            self._shell.events.trigger("pre_execute")
        try:
            if self._is_async:
                self._run_async(eval(self._code, self.namespace))
            else:
                exec(self._code, self.namespace)
        finally:
            if forks.child:
                forks.leave(sys.exc_info()[1])
            if self.left is not None:
                self.left()
            if self._after:
                self._shell.events.trigger("post_execute")
        return self.namespace.pop(_VALUE, None)

    def _run_async(self, coroutine: Any) -> None:
        asyncio.run(coroutine)

    def _result(self, value: Any) -> Any:
        if self._single:
            prepared = self._prepared(value)
            # What the cell made is freed now, and not when the next cell comes.
            self._base.clear()
            self.namespace.clear()
            self._fresh = False
            return prepared
        if self._outputs:
            bound = {name: self.namespace[name] for name in self._outputs if name in self.namespace}
            return CellResult(value, bound)
        return value

    def _prepared(self, value: Any, *, stays: bool = False) -> Prepared:
        """A single cell's result. stays: what can't be pickled is not lost, since the namespace stays."""
        result = collect(value, self.namespace, self._base, self._prints, self._cell)
        if self._cell.keep_outputs:
            return prepare_kept(result, self.namespace, self._blobs)
        return prepare(result, self.namespace, self._limit, self._blobs, stays=stays)


class GroupCellRunner(CellRunner):
    """Runs a cell in the namespace of a rank, which stays as the cell leaves it."""

    def __init__(
        self,
        start: worker_pb.JobStart,
        program: jobs_pb.Program,
        inputs: Inputs,
        shell: WorkerShell,
        blobs: Blobs,
        seat: Seat,
    ) -> None:
        self._seat = seat
        super().__init__(start, program, inputs, shell, blobs)

    def _make_module(self) -> types.ModuleType:
        return self._seat.module

    def _reload(self) -> None:
        seat, namespace = self._seat, self.namespace
        namespace.update(self._load_names())
        namespace.update(rank=seat.rank, world_size=seat.world_size)
        if self._single:
            kept = {name: namespace[name] for name in self._cell.keeps if name in namespace}
            self._prints |= fingerprints(kept)
        self._base = dict(namespace)

    def run(self, element: Any) -> Any:
        return self._result(self._execute())

    def _run_async(self, coroutine: Any) -> None:
        self._seat.run_async(coroutine)

    def _result(self, value: Any) -> Any:
        if self._single:
            prepared = self._prepared(value, stays=True)
            self._base.clear()
            return prepared
        return super()._result(value)

    def bound(self) -> list[str]:
        """The names that the cell has bound so far: what it had done before it failed stays done."""
        namespace, base = self.namespace, self._base
        return [name for name, value in namespace.items() if base.get(name, MISSING) is not value]

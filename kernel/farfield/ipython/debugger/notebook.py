"""The multiplexer of a notebook: the kernel and its workers in one session, with what Jupyter adds to DAP."""

from __future__ import annotations

import ast
import base64
import pickle
import re
from collections.abc import Callable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from farfield.ipython.debugger.cellfiles import CellFiles, beside_notebook
from farfield.ipython.debugger.kernelside import KernelDebugger
from farfield_engine.dap.ids import Ids
from farfield_engine.dap.multiplexer import Multiplexer
from farfield_engine.dap.presenter import LOCAL
from farfield_engine.objects.pickling import loads
from farfield_engine.wire import dap
from farfield_engine.wire.dap import Message

_SPECIAL = ("special variables", "function variables")
_HIDDEN = re.compile(r"^(__\w+__|_i\d*|_\d+|_{1,3}|_ii|_iii|_oh|_dh|In|Out|exit|quit|get_ipython|debugpy)$")


class NotebookMultiplexer(Multiplexer):
    """Answers JupyterLab and VS Code. On the kernel's control thread."""

    def __init__(self, shell: InteractiveShell, debugger: Any, emit: Callable[[Message], object]) -> None:
        self._shell = shell
        self._cells = CellFiles()
        kernel = KernelDebugger(debugger, self.local_event)
        super().__init__(emit, kernel, is_cell=self._cells.is_cell)
        self._kernel = kernel
        # The extension may have been loaded into a session that is being debugged already.
        self.started = kernel.started
        for path, points in kernel.breakpoints.items():
            self.book.set({"source": self.files.outgoing({"path": path}), "breakpoints": points})
        self.presenter.one_at_a_time = True

    async def _attach_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        # ipykernel says it for the kernel, and the workers are to be like it: library frames are shown.
        return await super()._attach_request(message, {"justMyCode": self._kernel.just_my_code, **arguments})

    def stop(self) -> None:
        super().stop()
        self._cells.clear()

    # --- cells and modules --------------------------------------------------

    def place(self, file: str, line: int) -> str:
        """A line, of a cell by the number that it ran under."""
        number = getattr(self._shell.compile, "_filename_map", {}).get(file)
        return f"In[{number}] line {line}" if number else super().place(file, line)

    async def _dumpCell_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        try:
            path = self._cells.dump(str(arguments.get("code", "")))
        except OSError as error:
            return dap.failure(message, f"the cell can't be written to a file: {error}")
        return dap.response(message, {"sourcePath": path})

    async def _setBreakpoints_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        path = str((arguments.get("source") or {}).get("path", ""))
        module = self._cells.module_of(path)
        points = [point for point in arguments.get("breakpoints") or () if isinstance(point, dict)]
        if not module:
            merged = self._cells.with_points(path, points)
            return await super()._setBreakpoints_request(message, {**arguments, "breakpoints": merged})
        # An editor's copy of a module: the breakpoints are the module's own.
        self._cells.set(module, points)
        asked = {"source": {"path": module}, "breakpoints": self._cells.with_points(module, [])}
        await super()._setBreakpoints_request({**message, "arguments": asked}, asked)
        told = [{"verified": True, "line": point["line"], "source": {"path": path}} for point in points]
        return dap.response(message, {"breakpoints": told})

    async def _stackTrace_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if not Ids.is_ours(arguments.get("threadId")) and not self.presenter.of(LOCAL):
            # JupyterLab asks again after each evaluation, and pydevd shows threads that run, too.
            return dap.response(message, {"stackFrames": [], "totalFrames": 0})
        reply = await self.route(message, arguments)
        for frame in (reply.get("body") or {}).get("stackFrames", ()):
            source = frame.get("source") or {}
            copy = self._cells.copy_of(str(source.get("path", "")))
            if copy:
                frame["source"] = {**source, "path": copy}
            real = self.ids.real(frame.get("id"))
            if real is not None and self.presenter.one_at_a_time and real.worker in self.workers:
                frame["name"] = f"{frame.get('name')} · {self.workers[real.worker].title}"
        return reply

    async def _modules_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        reply = await self.ask_local(message)
        body = reply.get("body") or {}
        modules = list(body.get("modules", ()))
        known = {module.get("path") for module in modules}
        # What only the workers import is to be found too.
        extra = [(name, path) for name, path in beside_notebook() if path not in known]
        modules += [{"id": 10**6 + i, "name": name, "path": path} for i, (name, path) in enumerate(extra)]
        total = int(body.get("totalModules", 0)) + len(extra)
        return {**reply, "body": {**body, "modules": modules, "totalModules": total}}

    async def _debugInfo_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        reply = await self.ask_local(message)
        shown = self.presenter.shown
        if "body" in reply and shown is not None:
            # With more than one, JupyterLab does not notice that it has continued.
            reply["body"]["stoppedThreads"] = [shown.thread]
        return reply

    # --- variables ----------------------------------------------------------

    async def _variables_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        reply = await self.route(message, arguments)
        if Ids.is_ours(arguments.get("variablesReference")) and reply.get("success"):
            body = reply["body"]
            shown = [each for each in body.get("variables", ()) if not _HIDDEN.match(str(each.get("name")))]
            reply["body"] = {**body, "variables": shown}
        return reply

    async def _richInspectVariables_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if not Ids.is_ours(arguments.get("frameId")):
            return await self.ask_local(message)
        name = str(arguments.get("variableName", ""))
        empty: Message = {"data": {}, "metadata": {}}
        if not name.isidentifier():
            reply = dap.response(message, empty)
            return {**reply, "success": name in _SPECIAL}
        formatted = f"get_ipython().display_formatter.format({name})"
        found = await self._worker_value(message, formatted, arguments["frameId"])
        if not isinstance(found, tuple):
            return dap.failure(message, found)
        try:
            data, metadata = ast.literal_eval(found[0])
        except (ValueError, SyntaxError):
            return dap.response(message, empty)
        data = {kind: _as_text(content) for kind, content in data.items()}
        metadata = {kind: value for kind, value in metadata.items() if kind in data}
        return dap.response(message, {"data": data, "metadata": metadata})

    async def _copyToGlobals_request(self, message: Message, arguments: dict[str, Any]) -> Message:
        if not Ids.is_ours(arguments.get("srcFrameId")):
            return await self.ask_local(message)
        source, target = str(arguments.get("srcVariableName")), str(arguments.get("dstVariableName"))
        if not source.isidentifier() or not target.isidentifier():
            return dap.failure(message, "a variable's name is needed on both sides")
        copied = f"__import__('farfield_engine.debug.copying', fromlist=['_']).pickled({source}, globals())"
        found = await self._worker_value(message, copied, arguments["srcFrameId"])
        if not isinstance(found, tuple):
            return dap.failure(message, f"'{source}' can't be copied from the worker: {found}")
        try:
            data, buffers = pickle.loads(base64.b64decode(ast.literal_eval(found[0])))
            value = loads(data, buffers, self._shell.user_ns)
        except Exception as error:  # the value's own unpickling code may raise anything
            return dap.failure(
                message, f"'{source}' can't be unpickled here: {type(error).__name__}: {error}"
            )
        self._shell.user_ns[target] = value
        return dap.response(message, {"value": repr(value)[:200], "variablesReference": 0})

    async def _worker_value(self, message: Message, expression: str, frame: int) -> tuple[str] | str:
        """The text of a value in a worker's frame, whole; or what went wrong."""
        asked = {"command": "evaluate", "type": "request", "seq": message.get("seq", 0)}
        arguments = {"expression": expression, "frameId": frame, "context": dap.WHOLE}
        reply = await self.route({**asked, "arguments": arguments}, arguments)
        if not reply.get("success"):
            return str(reply.get("message", "")).strip().splitlines()[-1]
        return (str(reply["body"]["result"]),)


def _as_text(content: object) -> object:
    """Images come as bytes, and travel as base64."""
    return base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content

"""Cells of a real IPython shell, for threads that have some run: the shell is the main thread's alone."""

from __future__ import annotations

import concurrent.futures
import queue

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from chaos.work import Plan
from farfield._job import Job

CELL = """%%distributed --detach --keep-going --retries {retries} --name {name} for key, ms in elements
import time
time.sleep(ms / 1000)
(key * 7 + 1, f"item {{key}}")"""


class Cells:
    """Runs them one by one."""

    def __init__(self) -> None:
        """On the main thread."""
        config = Config()
        config.HistoryManager.enabled = False
        self._shell = InteractiveShell.instance(config=config)
        self._shell.run_line_magic("load_ext", "farfield")
        self._waiting: queue.SimpleQueue[tuple[Plan, concurrent.futures.Future[Job]]] = queue.SimpleQueue()

    def run(self, plan: Plan) -> Job:
        """Have the cell of a plan run; its job. From any other thread. Raises what it raises."""
        done: concurrent.futures.Future[Job] = concurrent.futures.Future()
        self._waiting.put((plan, done))
        return done.result()

    def serve(self, seconds: float) -> None:
        """Run one that waits, or wait for one so long."""
        try:
            plan, done = self._waiting.get(timeout=seconds)
        except queue.Empty:
            return
        self._shell.user_ns["elements"] = plan.elements
        ran = self._shell.run_cell(CELL.format(retries=plan.retries, name=plan.name))
        error = ran.error_before_exec or ran.error_in_exec
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(ran.result)

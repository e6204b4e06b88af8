"""Runs batches on the main thread, and answers the link thread's questions about them."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from typing import TYPE_CHECKING, Any

from farfield_engine.errors import InputError
from farfield_engine.objects.labels import item_label
from farfield_engine.objects.pickling import sending_to
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import files, forks, modules, programs
from farfield_engine.worker.batchrun import BatchRun
from farfield_engine.worker.costs import Costs
from farfield_engine.worker.failures import describe, user_frames
from farfield_engine.worker.held import Held
from farfield_engine.worker.memory import peak_memory, reset_peak_memory
from farfield_engine.worker.mirror import Mirror, engines_environ, settle
from farfield_engine.worker.programs import CellRunner, GroupCellRunner, Runner, forget_functions, make_runner
from farfield_engine.worker.results import PLAIN, Results
from farfield_engine.worker.seat import Seat
from farfield_engine.worker.tally import QUICK_SECONDS

if TYPE_CHECKING:
    from farfield_engine.worker.runtime import Runtime

FULL_TRACEBACKS = 5
"""Failures of one batch whose tracebacks are rendered with colours; the others have the plain one."""


class Execution:
    """The jobs that this worker knows, and the batch that it runs."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._runners: dict[str, Runner] = {}
        self._starts: dict[str, pb.JobStart] = {}
        self._pythons: dict[str, str] = {}
        """By job, its client's Python, which its results must suit."""
        self._run: BatchRun | None = None
        self.setup = pb.Setup()
        """What the worker was set up with."""
        self._environ: dict[str, str] = {}
        self._waiting: dict[int, pb.Batch] = {}
        self._recalled: set[int] = set()
        self.held = Held(runtime.link)
        self._lock = threading.Lock()
        self._directories = files.JobDirectories()
        self._moved = False
        self._mirror = Mirror(self._directories.make)
        runtime.debug.find_files(self._mirror.path_here, self._mirror.path_of_client)
        self._costs = Costs(runtime.current.page)
        self.job = ""
        self.seat: Seat | None = None
        """Where this worker is a rank of a group."""

    def set_up(self, setup: pb.Setup) -> None:
        self.setup = setup
        if setup.HasField("seat"):
            self.seat = Seat(setup.seat)
        if setup.elsewhere:
            settle(setup, self._directories.make)
        modules.add_paths(setup.sys_path)
        self._environ = {**setup.environ, **engines_environ(), **_device_environ(setup), **setup.seat.env}
        self._restore()

    # --- link thread --------------------------------------------------------

    @property
    def active(self) -> bool:
        """Whether a batch runs or waits."""
        return self._run is not None or bool(self._waiting)

    def expect(self, frame: pb.ToWorker) -> None:
        """A batch is on its way to the main thread."""
        self.held.expect(frame)
        if frame.WhichOneof("frame") == "batch":
            with self._lock:
                self._waiting[frame.batch.id] = frame.batch

    def recall(self, batch: int) -> None:
        """Give back the items of a batch that have not begun."""
        with self._lock:
            waiting = self._waiting.get(batch)
            if waiting is not None:
                self._recalled.add(batch)
                stop = waiting.start
            else:
                run = self._run
                if run is None or run.id != batch:
                    return  # it has ended, and its last report says so
                stop = self._shorten(run)
        self.held.shortened(batch, stop)
        self._runtime.link.send(pb.FromWorker(returned=pb.Returned(batch=batch, stop=stop)))

    def _shorten(self, run: BatchRun) -> int:
        """Keep the item that runs and give back the rest; the first item given back.

        The main thread writes the item that it begins and then reads `stop`; this thread
        writes `stop` and then reads that item: one of the two sees the other.
        """
        before = run.stop
        run.stop = min(before, run.next + 1)
        begun = self._runtime.current.item
        if run.stop <= begun < before:
            run.stop = begun + 1
        return run.stop

    def report_if_stale(self) -> None:
        """Report for a main thread that has been inside one item for long."""
        run = self._run
        if (
            run is not None
            and run.next > run.reported_next
            and time.perf_counter() - run.reported > self._runtime.pace.stale_after
        ):
            self._runtime.capture.drain()
            self._report(run, ended=False, aside=True)

    def label(self, item: int) -> str:
        """What an item of the batch that runs is called; empty where it has no name."""
        return self._label(run, item) if (run := self._run) is not None else ""

    def _label(self, run: BatchRun, item: int) -> str:
        runner = self._runners.get(run.job)
        if self.seat is not None:
            return "" if self.seat.actor else f"rank {self.seat.rank}"
        if not isinstance(runner, CellRunner) or not 0 <= item - run.first < len(run.elements):
            return ""
        # Whatever the user's elements do when they are looked at: an item without a name has a number.
        with contextlib.suppress(Exception):
            return item_label(runner.targets, run.elements[item - run.first] or ())
        return ""

    # --- main thread --------------------------------------------------------

    def forget(self, job: str) -> None:
        """No more batches of this job will come."""
        self._runners.pop(job, None)
        self._starts.pop(job, None)
        self._pythons.pop(job, None)
        self._runtime.inputs.forget(job)
        if not self.setup.seat.group:  # else its variables may refer to them
            self._directories.forget(job)

    def run(self, batch: pb.Batch) -> None:
        """Run a batch from its first item to its last report."""
        runtime = self._runtime
        self._costs.begin()
        for job in batch.forget:
            self.forget(job)
        if batch.HasField("job_start"):
            self._starts[batch.job] = batch.job_start
            self._pythons[batch.job] = jobs_pb.Program.FromString(batch.job_start.program).python
            runtime.inputs.mention(batch.job, batch.job_start.values)
            brought = (*batch.job_start.files, *batch.job_start.modules)
            runtime.inputs.mention(batch.job, files.contents(brought))
        runtime.inputs.mention(batch.job, (chunk.elements for chunk in batch.chunks))
        with self._lock:
            del self._waiting[batch.id]
            recalled = batch.id in self._recalled
            self._recalled.discard(batch.id)
            runner = self._runners.get(batch.job)
            namespace = runner.namespace if runner else {}
            run = BatchRun(batch, Results(batch.start, namespace, runtime.store))
            self._run = run
        self.job = batch.job
        runtime.interrupts.batch = batch.id
        try:
            if not recalled:
                run.problem = self._take_modules(self._starts[batch.job])
                if runtime.debug.active:
                    self._take_cells(self._starts[batch.job])
                runtime.pauses.begin(self._starts[batch.job].debugging)
                if runtime.debug.active:
                    runtime.current.begin(batch.id, batch.start)
                    runtime.debug.enter()
                with sending_to(self._pythons[batch.job]):
                    self._run_items(batch, run)
        finally:
            if runtime.debug.active:
                runtime.debug.leave()
            runtime.interrupts.batch = 0
            runtime.capture.repair()
            runtime.capture.flush()
            runtime.bars.finish(run.job)
            with self._lock:
                self._run = None
            self._report(run, ended=True)
            # Only now: who dies before has not told what it had run.
            runtime.current.end()
            # What the next batch would wait for, done while its gateway is busy with our report.
            if self.seat is None:
                self._restore()
            reset_peak_memory()

    def _take_modules(self, start: pb.JobStart) -> Exception | None:
        """Have the modules here that a job brings; what was in the way, for its first item to tell."""
        try:
            # As with edited files: the items of one job run with the same modules here.
            if start.modules and start.id not in self._runners:
                written = self._mirror.update(start.modules, self._runtime.inputs.view)
                self._runtime.debug.files_arrived(written)
        except (OSError, InputError) as error:
            return error
        return None

    def _take_cells(self, start: pb.JobStart) -> None:
        """Have the cells known that a job brings, while breakpoints in them can still be waited for."""
        if start.id not in self._runners:
            programs.remember_cells(start, self._runtime.shell)
            self._runtime.debug.cells_arrived()

    def _run_items(self, batch: pb.Batch, run: BatchRun) -> None:
        start = self._starts[batch.job]
        self._runtime.current.begin(batch.id, batch.start)
        if not self._prepare_process(start, run):
            return
        try:
            runner, elements = self._load(batch, start, run)
        except BaseException as error:  # unpickling runs user code: anything may come, and is reported
            kinds = jobs_pb.Failure
            kind = kinds.KIND_INTERRUPTED if isinstance(error, KeyboardInterrupt) else kinds.KIND_INPUT
            self._fail(run, error, {}, kind)
            return
        run.results = Results(batch.start, runner.namespace, self._runtime.store)
        run.elements = elements
        runner.enter()
        self._loop(run, runner, elements, stop_at_failure=not start.keep_going, many=start.items > 1)

    def _load(self, batch: pb.Batch, start: pb.JobStart, run: BatchRun) -> tuple[Runner, list[Any]]:
        runtime = self._runtime
        runtime.capture.begin(batch.start, at_once=start.items > 1)
        runtime.interrupts.in_user_code = True
        try:
            runner = self._runners.get(batch.job)
            if runner is None:
                runner = make_runner(start, runtime.inputs, runtime.shell, runtime.store, self.seat)
                self._runners[batch.job] = runner
                if runtime.debug.active:  # by now, perhaps
                    runtime.debug.cells_arrived()
            elements: list[Any] = [] if batch.chunks else [None] * (batch.stop - batch.start)
            for chunk in batch.chunks:
                loaded = runtime.inputs.load(chunk.elements, runner.namespace, start.values)
                first = max(batch.start - chunk.start, 0)
                elements += loaded[first : batch.stop - chunk.start]
            return runner, elements
        finally:
            runtime.interrupts.in_user_code = False

    def _loop(
        self, run: BatchRun, runner: Runner, elements: list[Any], *, stop_at_failure: bool, many: bool
    ) -> None:
        """Run the items. What is in here is paid a million times a second: no calls that can be spared."""
        runtime, interrupts, page = self._runtime, self._runtime.interrupts, self._runtime.current.page
        capture, clock, run_item = runtime.capture, time.perf_counter, runner.run
        first, batch, keep, child = run.next, run.id, run.results.keep, forks.child
        entry = runtime.pauses.wanted
        debug = runtime.debug if runtime.debug.active else None
        if isinstance(runner, CellRunner):
            runner.left = debug.leave_user_code if debug is not None else None
        since = before = now = clock()
        last = slowest = 0.0
        slow, tally, counted = False, run.tally, first
        for item in range(first, run.stop):
            page[1] = item
            if item >= run.stop:  # the link thread has given it back
                break
            capture.begin(item, at_once=slow)
            failed = None
            try:
                interrupts.in_user_code = True
                if interrupts.asked_for == batch:
                    raise KeyboardInterrupt
                if entry:
                    runtime.pauses.at_entry(runner.filename)
                if debug is not None:
                    debug.enter_user_code()
                value = run_item(elements[item - first])
                interrupts.in_user_code = False
                if debug is not None:
                    debug.leave_user_code()
            except BaseException as error:  # SystemExit included: whatever it is, the item has ended
                interrupts.in_user_code = False
                if debug is not None:
                    debug.leave_user_code()
                failed, value = error, None
            if child:
                forks.leave(failed)
            now = clock()
            last = now - before
            before = now
            slow = False
            if failed is not None and self._was_stopped(failed):
                tally.stopped(last)
                last = 0.0
            elif last > QUICK_SECONDS:
                # The pipes are told of the next one before it writes.
                slow = many
                tally.slow(last)
            if last > slowest:
                slowest = last
                run.slowest = (item, last)
            if failed is None and type(value) in PLAIN:
                keep(value)
                run.next = item + 1
            else:
                settled = self._settle(run, runner, failed, value)
                before = clock()  # the next item has not taken this
                if (not settled and stop_at_failure) or interrupts.asked_for == batch:
                    break
            if now - run.reported > runtime.pace.interval and run.next < run.stop:
                run.busy += now - since
                tally.rest(run.next - counted, now - since)
                counted = run.next
                # Output before the results that it led to.
                capture.flush()
                self._report(run, ended=False)
                since = before = clock()
        run.busy += now - since
        tally.rest(run.next - counted, now - since)

    def _settle(self, run: BatchRun, runner: Runner, failed: BaseException | None, value: Any) -> bool:
        """Keep what an item returned, or its failure; whether it succeeded."""
        if failed is not None:
            self._item_failed(run, failed, runner.namespace)
            return False
        try:
            run.results.append(value)
        except (Exception, SystemExit) as error:  # the value's own pickling code may raise anything
            self._fail(run, error, runner.namespace, jobs_pb.Failure.KIND_RESULT, value)
            return False
        run.next += 1
        return True

    def _was_stopped(self, error: BaseException) -> bool:
        """Whether an item has ended so since it was interrupted."""
        return isinstance(error, KeyboardInterrupt) and self._runtime.interrupts.pending

    def _item_failed(self, run: BatchRun, error: BaseException, namespace: dict[str, Any]) -> None:
        kind = jobs_pb.Failure.KIND_EXCEPTION
        if self._was_stopped(error):
            kind = jobs_pb.Failure.KIND_INTERRUPTED
        else:
            self._offer_post_mortem(error)
        self._fail(run, error, namespace, kind)

    def _offer_post_mortem(self, error: BaseException) -> None:
        """Stop where an exception was raised, where somebody wants that, before its item fails."""
        interrupts = self._runtime.interrupts
        interrupts.in_user_code = True
        # Stopped by the user while it stood there: it has failed already.
        with contextlib.suppress(KeyboardInterrupt):
            self._runtime.pauses.failed(error, user_frames(error.__traceback__))
        interrupts.in_user_code = False
        self._runtime.debug.leave_user_code()

    def _fail(
        self,
        run: BatchRun,
        error: BaseException,
        namespace: dict[str, Any],
        kind: jobs_pb.Failure.Kind,
        value: Any = None,
    ) -> None:
        render = None
        runner = self._runners.get(run.job)
        if isinstance(runner, CellRunner) and len(run.failures) < FULL_TRACEBACKS:
            shell = self._runtime.shell()
            # As IPython does, which else shows neither file nor line of a module that does not compile.
            renderer = shell.SyntaxTB if isinstance(error, SyntaxError) else shell.InteractiveTB
            render = renderer.structured_traceback
        if isinstance(error, SyntaxError) and error.filename:
            error.filename = self._mirror.path_of_client(error.filename)
        failure = describe(error, run.next, namespace, render, kind)
        self._mirror.name_theirs(failure)
        failure.label = self._label(run, run.next)
        failure.at = time.time()
        if isinstance(runner, GroupCellRunner):
            failure.bound.extend(runner.bound())
        if kind == jobs_pb.Failure.KIND_RESULT:
            failure.message = f"the result, a {type(value).__name__}, {_why_lost(error)}"
        with run.lock:
            run.failures.append(failure)
            run.results.append_failure()
            run.next += 1

    def _report(self, run: BatchRun, *, ended: bool, aside: bool = False) -> None:
        """Send what has come since the last report; from either thread. aside: from the link thread."""
        if not aside:
            self._runtime.link.wait_for_room()
            if run.slowest[0] != run.named[0]:
                run.named = (run.slowest[0], self._label(run, run.slowest[0]))
        with run.lock:
            slowest, named = run.slowest, run.named
            if slowest[0] != named[0]:
                slowest = (0, 0.0)  # told when its name is known: user code makes it, on the main thread
            segments, upto = run.results.take()
            failures, run.failures = run.failures, []
            busy, run.busy = run.busy, 0.0
            run.reported, run.reported_next = time.perf_counter(), upto
            report = pb.Report(
                batch=run.id,
                job=run.job,
                next=upto,
                segments=segments,
                failures=failures,
                ended=ended,
                busy=busy,
                cpu=self._costs.take(),
                slowest_item=slowest[0],
                slowest_seconds=slowest[1],
                slowest_label=named[1] if slowest[1] else "",
                durations=run.tally.take(),
                peak_memory=peak_memory() if ended and slowest[1] > 0.02 else 0,
                variables=self._variables() if ended else (),
                reloaded=run.reloaded if ended else (),
                revision=modules.revision() if ended else "",
            )
            self.held.told(report, run.stop, self._runtime.link.send(pb.FromWorker(report=report)))

    def _variables(self) -> list[pb.Variable]:
        """What a group holds, as its first rank tells after each cell."""
        seat = self.seat
        return seat.variables() if seat is not None and not seat.actor and seat.rank == 0 else []

    def _prepare_process(self, start: pb.JobStart, run: BatchRun) -> bool:
        """Environment, directory and modules for a job; False when that failed, which its item then has."""
        if start.env:
            os.environ.update(start.env)
        if start.sys_path:
            modules.add_paths(start.sys_path)
        self._runtime.capture.begin(run.next, at_once=start.items > 1)
        self._runtime.interrupts.in_user_code = True
        try:
            if run.problem is not None:
                raise run.problem
            self._enter_directory(start)
            if start.id not in self._runners:  # the items of one job run with the same modules here
                run.reloaded = modules.refresh(in_place=bool(self.setup.seat.group))
        except BaseException as error:  # edited modules run: anything may come, and is reported
            self._runtime.interrupts.in_user_code = False
            self._item_failed(run, error, {})
            return False
        self._runtime.interrupts.in_user_code = False
        if run.reloaded:
            forget_functions()
        return True

    def _enter_directory(self, start: pb.JobStart) -> None:
        if start.files:
            os.chdir(self._directories.of(start.id, start.files, self._runtime.inputs.view))
            self._moved = True
            return
        # A group stays where its last cell went, but not in a directory of --files.
        cwd = start.cwd or (self.setup.cwd if self._moved else "")
        self._moved = False
        if cwd:
            # Gone since the notebook went there: the code that needs it will say so.
            with contextlib.suppress(OSError):
                os.chdir(cwd)

    def _restore(self) -> None:
        """What user code may have left behind in the process: directory and environment."""
        if dict(os.environ) != self._environ:
            os.environ.clear()
            os.environ.update(self._environ)
        if self.setup.cwd:
            try:
                os.chdir(self.setup.cwd)
            except OSError:
                pass  # the directory is gone: the cell that needs it will say so


def _device_environ(setup: pb.Setup) -> dict[str, str]:
    """What shows a worker its own GPUs and no others; nothing where the machine has none to share out."""
    if not setup.devices and not setup.hide_devices:
        return {}
    # The gateway counts them as NVIDIA's library does, by their place on the bus.
    return {"CUDA_VISIBLE_DEVICES": ",".join(setup.devices), "CUDA_DEVICE_ORDER": "PCI_BUS_ID"}


def _why_lost(error: BaseException) -> str:
    """Why a result does not come back, for people."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        why = error.strerror
        return f"can't be kept on the cluster: {why}; free what is not needed there, or return less"
    return f"can't be pickled: {error}"

"""The zygote: a process with the runtime and IPython loaded that forks workers.

A fork takes some milliseconds where a new interpreter takes 0.3 s, and what was loaded
before it is shared memory. It must stay single-threaded and never runs user code. It
talks to its gateway over the socket whose descriptor is its first argument, in JSON
messages with descriptors attached, and ends, with all workers, when the gateway is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from typing import Any

from farfield_engine.worker.files import remove_left

MAX_MESSAGE = 4096
GROUP_SECONDS = 1.0
"""How long what a dead worker has started may take to end by itself."""

DESCRIPTORS = ("link", "read_out", "write_out", "read_err", "write_err", "page")
"""What comes with the request for a worker, in this order."""


class Zygote:
    """Forks workers on request and reports how each of them died."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, str] = {}  # by process
        self._dying: dict[int, float] = {}  # process group of a dead worker -> when it is killed
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        """Serve until the gateway closes the socket."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        poller = select.poll()
        poller.register(self._control.fileno(), select.POLLIN)
        poller.register(self._wake_read, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poller.poll(200 if self._dying else None)}
            self._kill_left()
            if self._wake_read in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake_read, 4096)
                self._reap()
            if self._control.fileno() in ready and not self._take_request():
                break
        for process in self._workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            end_group(process)
            self._dying[process] = time.monotonic() + GROUP_SECONDS
        while self._dying:
            # What is dead and not reaped would count as living.
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            self._kill_left()
            time.sleep(0.01)

    def _take_request(self) -> bool:
        """Start the worker that is asked for; False at the end of the stream."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, MAX_MESSAGE, len(DESCRIPTORS))
        except ConnectionResetError:
            return False  # the gateway died with news of ours unread
        if not data:
            return False
        worker = json.loads(data)["start"]
        try:
            if len(descriptors) < len(DESCRIPTORS):
                limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
                raise OSError(f"this user may have only {limit:,} files open; raise that with 'ulimit -n'")
            process = os.fork()
        except OSError as error:  # also when there are too many processes, or memory has run out
            for descriptor in descriptors:
                os.close(descriptor)
            self._say({"died": worker, "failed": str(error)})
            return True
        if process == 0:
            self._become_worker(dict(zip(DESCRIPTORS, descriptors, strict=True)))
        for descriptor in descriptors:
            os.close(descriptor)
        self._workers[process] = worker
        self._say({"started": worker, "pid": process})
        return True

    def _become_worker(self, descriptors: dict[str, int]) -> None:
        """In the new process: let go of the zygote's things and run. Does not return."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            os.close(self._wake_read)
            os.close(self._wake_write)
            from farfield_engine.worker.main import run_worker

            run_worker(descriptors)
            status = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
            raise
        finally:
            # Never back into the zygote's loop, whatever happened.
            with contextlib.suppress(BaseException):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)

    def _reap(self) -> None:
        while True:
            try:
                process, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process == 0:
                return
            worker = self._workers.pop(process, None)
            if worker is None:
                continue
            # What the worker started in its group is orphaned now. It may clean up after itself
            # (joblib's resource tracker removes semaphores) before it is killed.
            end_group(process)
            self._dying[process] = time.monotonic() + GROUP_SECONDS
            self._say({
                "died": worker,
                "pid": process,
                "status": os.waitstatus_to_exitcode(status),
                "peak_memory": usage.ru_maxrss * 1024,
                "cpu": usage.ru_utime + usage.ru_stime,
            })  # fmt: skip

    def _kill_left(self) -> None:
        """Kill the groups of dead workers that have had their time; forget those that are gone."""
        for group, deadline in list(self._dying.items()):
            if group_lives(group):
                if time.monotonic() < deadline:
                    continue
                kill_group(group)
            del self._dying[group]
            remove_left()

    def _say(self, message: dict[str, Any]) -> None:
        # A gateway that is gone needs no news; the end of the stream is noticed next.
        with contextlib.suppress(OSError):
            self._control.send(json.dumps(message).encode())


def end_group(process: int) -> None:
    """Ask what a worker has started to end."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGTERM)


def kill_group(process: int) -> None:
    """Kill what a worker has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def group_lives(process: int) -> bool:
    """Whether anything that a worker has started is still there."""
    try:
        os.killpg(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main() -> None:
    """`farfield_launcher zygote DESCRIPTOR FILES`: of these, as many may be open in a worker."""
    control = socket.socket(fileno=int(sys.argv[1]))
    # A gateway may have more: with descriptors above 1023, select() of the user's code would break.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (int(sys.argv[2]), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from farfield_engine.worker.main import preload

    preload()
    Zygote(control).run()

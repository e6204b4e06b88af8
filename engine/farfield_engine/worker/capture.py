"""Output of user code: Python's streams and the file descriptors beneath them.

Python's stdout and stderr write, line by line, into one pipe, so that their order is
kept and nothing is lost when the worker is killed: the gateway holds the pipe's other
end too. Marks in the pipe say which item wrote, and to which stream. Descriptor 2 (C
code and child processes) has a pipe of its own; descriptor 1 shares the first.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import io
import os
import sys
import threading

from farfield_engine.wire.pipetext import STDERR, STDOUT, PipeParser, Sink, mark
from farfield_engine.wire.v1 import worker_pb2 as pb

_NO_FILE = (-1, -1)


def _file(descriptor: int) -> tuple[int, int]:
    """Device and number of the file that is open there."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return _NO_FILE
    return status.st_dev, status.st_ino


class _Writer(io.RawIOBase):
    """The raw end of sys.stdout or sys.stderr: puts a mark before text when item or stream change."""

    def __init__(self, capture: Capture, stream: pb.Output.Kind, descriptor: int) -> None:
        self._capture = capture
        self._stream = stream
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]  # whatever BufferedWriter hands down
        self._capture.write(self._stream, view)
        return view.nbytes


class Capture:
    """Owns the reading ends of both pipes and the replaced sys.stdout and sys.stderr."""

    def __init__(self, read_out: int, read_err: int, sink: Sink) -> None:
        self.descriptors = (read_out, read_err)
        self._parsers = {read_out: PipeParser(STDOUT), read_err: PipeParser(STDERR)}
        self._sink = sink
        self._lock = threading.Lock()
        self._item = 0
        self._marked = (0, STDOUT)
        self._pid = os.getpid()
        self._libc = ctypes.CDLL(None)
        self._spares: list[tuple[int, int, tuple[int, int]]] = []
        """For each descriptor of an output: a second one for its file, and what file that is."""

    def install(self) -> None:
        """Make Python's streams write into the pipe. The descriptors 1 and 2 are pipes already."""
        if not self._spares:
            for descriptor in (1, 2):
                spare = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 3)
                self._spares.append((descriptor, spare, _file(spare)))
        sys.stdout, sys.stderr = self._text(STDOUT, 1), self._text(STDERR, 2)
        self._streams = (sys.stdout, sys.stderr)

    def _text(self, stream: pb.Output.Kind, descriptor: int) -> io.TextIOWrapper:
        raw = io.BufferedWriter(_Writer(self, stream, descriptor), 8192)
        return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)

    def begin(self, item: int, *, at_once: bool) -> None:
        """What is written from now on belongs to this item.

        at_once: tell the pipe now, so that output of C code is attributed too.
        """
        out, err = self._streams
        if sys.stdout is not out or sys.stderr is not err or out.closed or err.closed:
            self.restore()
        self._item = item
        if at_once and self._marked[0] != item:
            self.repair()
            self._mark(STDOUT)

    def write(self, stream: pb.Output.Kind, data: memoryview) -> None:
        """Write text of Python's streams. Blocks while the pipe is full."""
        try:
            self._write(stream, data)
        except OSError as error:
            if error.errno != errno.EBADF:
                raise
            self.repair()  # closed, by this item or an earlier one, which is not to stop this one
            self._marked = (-1, stream)
            self._write(stream, data)

    def _write(self, stream: pb.Output.Kind, data: memoryview) -> None:
        descriptor = 1
        if os.getpid() != self._pid:
            # A fork must not mark: its parent would not know of it. Standard error has a pipe without marks.
            descriptor = 2 if stream == STDERR else 1
        elif self._marked != (self._item, stream):
            self._mark(stream)
        offset = 0
        while offset < data.nbytes:
            offset += os.write(descriptor, data[offset:])

    def _mark(self, stream: pb.Output.Kind) -> None:
        self._marked = (self._item, stream)
        os.write(1, mark(self._item, stream))

    def repair(self) -> None:
        """Put descriptors back that user code has closed or redirected: what follows is not to suffer."""
        if _file(0) == _NO_FILE:
            os.open(os.devnull, os.O_RDONLY)  # the lowest number that is free, and no other is lower
        for descriptor, spare, file in self._spares:
            if _file(descriptor) != file and _file(spare) == file:
                os.dup2(spare, descriptor)

    def drain(self, *, wait: bool = True) -> None:
        """Hand on all that is in the pipes, without waiting for more.

        wait: for another thread that does the same; else nothing is left to do then.
        """
        if not self._lock.acquire(blocking=wait):
            return
        try:
            for descriptor in self.descriptors:
                self._drain_one(descriptor)
        finally:
            self._lock.release()

    def _drain_one(self, descriptor: int) -> None:
        parser = self._parsers[descriptor]
        if parser is not self._parsers[self.descriptors[0]]:
            parser.item = self._item
        while True:
            try:
                data = os.read(descriptor, 1 << 20)
            except BlockingIOError:
                return
            if not data:
                return
            parser.feed(data, self._sink)

    def flush(self) -> None:
        """Python's and C's buffers go into the pipes, and the pipes are emptied.

        Also in the middle of an item: what user code has redirected stays so.
        """
        self._flush_streams()
        self._libc.fflush(None)
        self.drain()

    def restore(self) -> None:
        """Put our streams back where user code has replaced or closed them, with all text written out."""
        self._flush_streams()
        if any(stream.closed for stream in self._streams):
            self.install()
        sys.stdout, sys.stderr = self._streams

    def _flush_streams(self) -> None:
        for stream in (sys.stdout, sys.stderr, *self._streams):
            # The user's own stream may have no flush or raise anything in it, and ours may be closed.
            with contextlib.suppress(Exception):
                stream.flush()

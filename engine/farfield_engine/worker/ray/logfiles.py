"""What a process of Ray has written: Ray has its output in files, and says in them what has written it.

Both files stay as they are. What is new in them is found by their size, which costs next to nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import threading
import time
from typing import Any

_MARK = re.compile(rb":(?:job_id|task_name|actor_name):([^\n]*)\n?")
_NAMING = (b":task_name:", b":actor_name:")

LOOK_SECONDS = 0.1
"""What was written past Python is looked for so often."""

MOST = 1 << 20
"""Bytes that are read at a time."""


class LogFiles:
    """Both outputs of this process, from where they stood when it was made."""

    def __init__(self) -> None:
        self.printed = False
        """Whether Python has printed since the last `read`."""
        self._files = [_LogFile(descriptor) for descriptor in (1, 2)]
        self._lock = threading.Lock()
        self._looked = 0.0
        for stream in (sys.stdout, sys.stderr):
            self._listen(stream)

    def _listen(self, stream: Any) -> None:
        """Have `printed` set by whoever prints there."""
        write = stream.write

        def listened(text: str) -> Any:
            self.printed = True
            return write(text)

        with contextlib.suppress(AttributeError):  # another stream than Ray's: its files are looked at
            stream.write = listened

    def may_have_grown(self) -> bool:
        """As `grown`, at the cost of no system call where nothing was printed lately.

        What child processes and C code write is noticed a moment later.
        """
        now = time.monotonic()
        if not self.printed and now - self._looked < LOOK_SECONDS:
            return False
        self._looked = now
        return self.grown()

    def grown(self) -> bool:
        """Whether anything was written since the last `read`."""
        out, err = self._files
        out_has, err_has = out.grown(), err.grown()
        return out_has or err_has

    def read(self, *, whole: bool = True) -> list[tuple[bool, str]]:
        """What is new: whether it was for stderr, and text that names who has written each line.

        whole: a last line without an end is one all the same.
        """
        self.printed = False
        with self._lock:
            found = [(index == 1, file.read(whole=whole)) for index, file in enumerate(self._files)]
        return [(is_error, text) for is_error, text in found if text]

    @property
    def more(self) -> bool:
        """Whether the last `read` has left something."""
        return any(file.seen < file.size for file in self._files)


class _LogFile:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._read = -1
        self.seen = self.size = 0
        self._name = ""
        self._rest = b""
        try:
            status = os.fstat(descriptor)
            # A pipe or a terminal has a reader already.
            if stat.S_ISREG(status.st_mode):
                self._read = os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC)
                self.seen = self.size = status.st_size
        except OSError:
            pass

    def grown(self) -> bool:
        if self._read < 0:
            return False
        self.size = os.fstat(self._read).st_size
        return self.size > self.seen

    def read(self, *, whole: bool) -> str:
        if self._read < 0 or self.size <= self.seen and not (whole and self._rest):
            return ""
        data = os.pread(self._read, min(MOST, self.size - self.seen), self.seen)
        self.seen += len(data)
        data = self._rest + data
        end = len(data) if whole and self.seen >= self.size else data.rfind(b"\n") + 1
        data, self._rest = data[:end], data[end:]
        return "".join(self._labelled(line) for line in data.splitlines(keepends=True))

    def _labelled(self, line: bytes) -> str:
        """A line as it is shown, with its end; empty for one of Ray's marks."""
        if line.startswith(b":") and (mark := _MARK.fullmatch(line)) is not None:
            if line.startswith(_NAMING):
                self._name = mark[1].decode(errors="replace")
            return ""
        text = line.decode(errors="replace").rstrip("\r\n")
        name = f"{self._name} " if self._name else ""
        return f"({name}pid={os.getpid()}) {text}\n"

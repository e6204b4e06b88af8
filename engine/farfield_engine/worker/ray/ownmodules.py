"""The user's own modules in a process that a worker's code has started, on whichever machine.

What has come to the worker is had from its announcement, and is put into a mirror of this process's own.
"""

from __future__ import annotations

import threading

from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb
from farfield_engine.worker import modules
from farfield_engine.worker.files import JobDirectories
from farfield_engine.worker.mirror import Mirror
from farfield_engine.worker.ray.root import shared_modules


class OwnModules:
    """For the threads that run tasks, one at a time."""

    def __init__(self) -> None:
        self.mirror = Mirror(JobDirectories().make)
        self._version = ""
        self._names: set[str] = set()

    def follow(self, version: str, *, anew: bool) -> set[str]:
        """Have the modules here in the version that was announced; the paths of files that were written.

        anew: modules that have been imported and were edited since are to be imported again.
        Raises InputError, OSError.
        """
        if version == self._version:
            return set()
        # Without one the worker has none to share any more.
        found = pb.JobStart.FromString((shared_modules() if version else None) or b"").modules
        names = {file.path for file in found}
        gone = [jobs_pb.File(path=name) for name in self._names - names]
        written = self.mirror.update([*gone, *found], lambda blob: blob.data)
        # Not before: what has failed is tried again.
        self._version, self._names = version, names
        if anew and threading.current_thread() is threading.main_thread():
            modules.refresh(in_place=False)
        return written

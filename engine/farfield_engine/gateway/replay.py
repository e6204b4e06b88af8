"""A client that comes back to a gateway which was started anew is told again what it has not seen."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.updates import INTERVAL, Updates
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

if TYPE_CHECKING:
    from farfield_engine.gateway.session import ClientSession

PAGE = 256
"""Records that are read before others have their turn."""

_log = logging.getLogger(__name__)


class Replay:
    """Tells a session from the journal what has become of jobs. All on the gateway's loop.

    What happens to such a job meanwhile is not told to the session by others: it is in the journal too, and
    is read there.
    """

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self._updates = Updates(session.emit, lambda job: jobs_pb.JobSummary())
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._begun: set[str] = set()

    def begin(self, record: JobRecord, log_seen: int = 0) -> None:
        """Tell of a job, once. log_seen: records of its log that the client has had."""
        if record.id not in self._begun:
            self._begun.add(record.id)
            self._session.updates.hold(record.id)
            task = asyncio.get_running_loop().create_task(self._tell(record, log_seen))
            self._tasks[record.id] = task

    def stop(self) -> None:
        """Nobody listens any more, or all is told anew."""
        for job, task in self._tasks.items():
            task.cancel()
            self._session.updates.let_go(job)
        self._tasks.clear()
        self._begun.clear()
        self._updates.clear()

    async def _tell(self, record: JobRecord, log: int) -> None:
        try:
            await self._tell_all(record, log)
        except Exception:
            # What is to come of it is to be told all the same.
            _log.exception("what has happened in job %s can't be told", record.number)
        # From here on without a pause: what comes now is told as usual.
        del self._tasks[record.id]
        self._session.updates.let_go(record.id)
        if record.state is not None:
            self._session.job_finished(record)
        else:
            self._session.updates.changed(record.id)
            self._session.wake()

    async def _tell_all(self, record: JobRecord, log: int) -> None:
        updates, job, results, failures = self._updates, record.id, 0, 0
        while log < record.log.count or results < record.results.count or failures < record.failures.count:
            # What can't be read counts too: the numbers are those of the journal.
            following = record.log.count
            for output in record.log.read(log):
                log += 1
                updates.output(job, output, log)
                if log % PAGE == 0:
                    await asyncio.sleep(0)
            log = following
            following = record.results.count
            for segment in record.results.read(results):
                results += 1
                updates.results(job, [segment])
                if results % PAGE == 0:
                    await self._flush(job)
            results = following
            following = record.failures.count
            for failure in record.failures.read(failures):
                failures += 1
                updates.failure(job, failure)
                if failures % PAGE == 0:
                    await self._flush(job)
            failures = following
        updates.flush_job(job, progress=False)

    async def _flush(self, job: str) -> None:
        """Hand on what was read, as fast as the client takes it."""
        self._updates.flush_job(job, progress=False)
        while self._session.behind:
            await asyncio.sleep(INTERVAL)
        await asyncio.sleep(0)

"""The jobs that the gateway knows: those of its own life, and what the journal has of earlier ones."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import itertools
import logging
from collections.abc import Collection, Iterable

from farfield_engine.core.events import ItemsReturned, SendBatch
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.found import NOTHING, Found
from farfield_engine.gateway.handed import number_record, sent_record, taken_of, taken_record
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.journal import Journal, StoredJob
from farfield_engine.gateway.journalfiles import Kind
from farfield_engine.gateway.objectjournal import ObjectJournal
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.recovered import RecoveredJob, recover
from farfield_engine.objects.store import Stored
from farfield_engine.objects.values import blobs_of
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb
from farfield_engine.wire.v1 import worker_pb2 as worker_pb

RETRY_SECONDS = 2.0
"""Between two attempts to copy an object to a disk that is full."""

KEPT_JOBS = 2000
"""Ended jobs that are remembered."""

_log = logging.getLogger(__name__)


class JobTable:
    """Records of jobs by id. What a job has returned and written is on disk before anybody is told of it."""

    def __init__(
        self,
        journal: Journal,
        stored: Iterable[StoredJob] | None,
        objects: ObjectJournal,
        blobs: Blobs,
        budget: int,
        sessions: Collection[str] = (),
    ) -> None:
        """budget: bytes on disk over which the oldest jobs that have ended are forgotten.

        stored, sessions: as for `load`, which is to be called later where they are None.
        """
        self.records: dict[str, JobRecord] = {}
        self._journal = journal
        self._objects = objects
        self._blobs = blobs
        self._budget = budget
        self._ended: dict[str, None] = {}
        self._closing = asyncio.Event()
        self._saving: set[asyncio.Task[None]] = set()
        self._users: dict[bytes, set[str]] = {}  # of the objects on disk, the jobs that name them
        self._taken: dict[str, dict[str, int]] = {}
        """By open job and worker that may outlive the gateway, its last frame that was taken."""
        self.taken_before: dict[str, int] = {}
        """By worker, the last frame that an earlier gateway has taken."""
        self.workers_outlive = False
        """Workers may go on after the gateway has ended: it is kept who has what."""
        blobs.restorer = objects.find
        self._numbers = itertools.count(1)
        if stored is not None:
            self.load(stored, sessions)

    def load(self, stored: Iterable[StoredJob], sessions: Collection[str], found: Found = NOTHING) -> None:
        """Take in what earlier gateways have left.

        sessions: those that are known; what is left of their jobs goes on. found: what of it runs.
        """
        for job in stored:
            self._load(job, sessions, found)
        for digest in self._objects.hashes() - self._users.keys():
            self._objects.drop(digest)
        last = max((record.number for record in self.records.values()), default=0)
        self._numbers = itertools.count(last + 1)

    def _load(self, job: StoredJob, sessions: Collection[str], found: Found) -> None:
        try:
            record = recover(self._journal, job, sessions, self._has, found)
            self._load_taken(record)
        # What a crash or a damaged disk has left of one job must not cost the others.
        except Exception:
            _log.exception("what the journal has of job %s can't be read; it is forgotten", job.id)
            self._journal.forget(job.id)
            return
        self.records[job.id] = record
        if record.state is not None:
            self._ended[job.id] = None
        # Without any on disk, which is usual, no result need be read for it.
        key, far = self._blobs.of(record.user).key, self._blobs.store.far
        if far.known:
            for digest in record.object_hashes():
                if far.adopt(key(digest), digest):
                    far.hold(key(digest), f"job:{job.id}")
        has_any = self._objects.bytes_on_disk or self._blobs.store.bytes_in_memory
        for digest in map(key, record.object_hashes()) if has_any else ():
            self._users.setdefault(digest, set()).add(job.id)
            if self._objects.find(digest) is None and self._blobs.store.find(digest) is not None:
                # The gateway before was not done with copying it.
                self._blobs.store.hold(digest, f"job:{job.id}")
                self._save_later(record, digest)

    def _load_taken(self, record: JobRecord) -> None:
        taken = taken_of(self._journal, record.id)
        if record.state is None:
            self._taken[record.id] = taken
        for worker, number in taken.items():
            self.taken_before[worker] = max(number, self.taken_before.get(worker, 0))

    def _has(self, user: str, digest: bytes) -> bool:
        """Whether an object has outlived the gateway that had it."""
        blobs = self._blobs.of(user)
        key = blobs.key(digest)
        if self._blobs.store.far.adopt(key, digest):
            return True
        return self._blobs.store.knows(key) or self._objects.find(key) is not None

    # --- lives of jobs ------------------------------------------------------

    def left_open(self) -> list[RecoveredJob]:
        """The jobs that an earlier gateway has left open, in the order of their submission."""
        found = [record for record in self.records.values() if isinstance(record, RecoveredJob)]
        return sorted((record for record in found if record.state is None), key=lambda record: record.number)

    def new(self, spec: jobs_pb.JobSpec, session: SessionPort) -> JobRecord:
        """A job that was submitted."""
        record = JobRecord(
            spec, next(self._numbers), session.id, session.notebook, self._journal, session.user
        )
        self.records[spec.id] = record
        return record

    def begin(self, record: JobRecord) -> None:
        """The job is accepted: from now on it is found again."""
        try:
            self._journal.append(record.id, Kind.SPEC, record.stored().SerializeToString())
        except OSError as error:
            # It can run all the same; only a restart of the gateway would not find it.
            _log.error("job %s can't be journaled: %s", record.number, error)

    def end(self, record: JobRecord) -> None:
        """The job has ended."""
        try:
            self._journal.append(record.id, Kind.END, record.summary().SerializeToString())
        except OSError as error:
            _log.error("the end of job %s could not be kept: %s", record.number, error)
        for worker, number in self._taken.pop(record.id, {}).items():
            self._journal.append(record.id, Kind.TAKEN, number_record(worker, number), always=True)
        if record.worth_showing:
            with contextlib.suppress(OSError):  # said just before
                self._journal.append(record.id, Kind.SEEN, record.seen.stored().SerializeToString())
        self._ended[record.id] = None
        over = self._journal.bytes_kept + self._objects.bytes_on_disk > self._budget
        while self._ended and (len(self._ended) > KEPT_JOBS or over):
            oldest = self._least_wanted()
            if oldest == record.id:
                break
            self.forget(oldest)
            over = self._journal.bytes_kept + self._objects.bytes_on_disk > self._budget

    def _least_wanted(self) -> str:
        """The job to forget: the oldest one that no name of a notebook stands for, else the oldest."""
        for name in itertools.islice(self._ended, KEPT_JOBS // 2):
            record = self.records[name]
            if record.released or not record.spec.detached:
                return name
        return next(iter(self._ended))

    def begin_again(self, record: JobRecord, session: str, states: bytes = b"") -> None:
        """A job that had ended runs once more. Raises ValueError where some of its inputs is gone.

        states: where not all is to run that did not succeed, what becomes of each item, as `ItemState`.
        """
        self.hold_inputs(record)
        del self._ended[record.id]
        self._journal.retry(record.id, states)
        self.move(record, session)
        record.run_again()

    def move(self, record: JobRecord, session: str) -> None:
        """The job is another session's from now on."""
        if record.session != session:
            record.session = session
            self._journal.append(record.id, Kind.SESSION, session.encode(), always=True)

    def sending(self, batch: SendBatch) -> None:
        """Items are about to be sent to a worker."""
        worker = batch.worker if self.workers_outlive else ""
        self._sent(batch.job, sent_record(batch.start, batch.stop, worker=worker, batch=batch.batch))

    def came_back(self, items: ItemsReturned) -> None:
        """Items have not begun where they were sent to."""
        self._sent(items.job, sent_record(items.start, items.stop, back=True))

    def _sent(self, job: str, record: bytes) -> None:
        try:
            self._journal.append(job, Kind.SENT, record)
        except OSError:
            _log.warning("items of job %s run unknown to the journal", job)

    def taken(self, job: str, worker: str, number: int, frame: worker_pb.FromWorker) -> None:
        """What a worker that may outlive the gateway says of a job has been taken, and comes no more."""
        record = self.records.get(job)
        if record is not None:
            self._journal.append(job, Kind.TAKEN, taken_record(worker, number, frame), always=True)
            if record.state is None:
                self._taken.setdefault(job, {})[worker] = number

    def cancelled(self, job: str) -> None:
        """Whoever may has stopped the job."""
        self._journal.append(job, Kind.CANCEL, b"", always=True)

    def flush(self) -> None:
        """What was said of jobs is on disk when this returns, if that has room: others may be told."""
        if self._journal.unwritten:
            self._journal.flush()

    def hold_inputs(self, record: JobRecord) -> None:
        """Hold what a job needs that is of before. Raises ValueError where some of it is gone."""
        spec = record.spec
        values = [*spec.values, *(chunk.elements for chunk in spec.chunks)]
        values += [objects_pb.Value(pickle=file.content) for file in (*spec.files, *spec.modules)]
        try:
            for value in values:
                self._blobs.of(record.user).hold(value, f"input:{record.id}")
        except LookupError as error:
            message = f"job {record.number} can't run again: its inputs were in memory only, and are gone"
            raise ValueError(f"{message}; run its cell again") from error

    def drop(self, record: JobRecord) -> None:
        """A job that was refused was never here."""
        self.records.pop(record.id, None)
        self._journal.forget(record.id)

    def forget(self, job: str) -> None:
        """Drop an ended job: its results, its log and the objects it holds."""
        del self._ended[job]
        del self.records[job]
        self._blobs.store.release_owner(f"input:{job}")
        self._blobs.store.release_owner(f"job:{job}", cache=False)
        self._journal.forget(job)
        for digest in [digest for digest, users in self._users.items() if job in users]:
            self._users[digest].discard(job)
            if not self._users[digest]:
                del self._users[digest]
                self._objects.drop(digest)

    def find(self, name: str) -> JobRecord | None:
        """A job by id or by number."""
        if name in self.records:
            return self.records[name]
        return next((record for record in self.records.values() if str(record.number) == name), None)

    # --- objects ------------------------------------------------------------

    def save_objects(self, record: JobRecord, values: Iterable[objects_pb.Value]) -> None:
        """Have the objects of results copied to disk, in the background."""
        for value in values:
            for blob in blobs_of(value):
                if blob.hash:
                    key = self._blobs.of(record.user).key(blob.hash)
                    self._users.setdefault(key, set()).add(record.id)
                    self._save_later(record, key)

    def _save_later(self, record: JobRecord, digest: bytes) -> None:
        task = asyncio.get_running_loop().create_task(self._save(record, digest))
        self._saving.add(task)
        task.add_done_callback(self._saving.discard)

    def save_modules(self, record: JobRecord) -> None:
        """Have the modules that a job brings copied to disk, too, each once: it may be run again later."""
        hashed = [file.content for file in record.spec.modules if file.content.hash]
        key = self._blobs.of(record.user).key
        new = [objects_pb.Value(pickle=blob) for blob in hashed if key(blob.hash) not in self._users]
        for blob in hashed:
            self._users.setdefault(key(blob.hash), set()).add(record.id)
        self.save_objects(record, new)

    async def _save(self, record: JobRecord, digest: bytes) -> None:
        store, owner = self._blobs.store, f"saving:{record.id}"
        found = store.find(digest)
        if found is None or digest in self._objects.hashes():
            return
        if found.size > self._budget // 2:
            _log.warning("a result of job %s is too large to be kept on disk", record.number)
            return
        told = False
        while not await self._copy(digest, found, owner, record, told=told):
            told = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), RETRY_SECONDS)
            # Its job forgotten, or all that wanted it; what spilled it has another place for it.
            found = store.find(digest) if record.id in self.records and not self._closing.is_set() else None
            if found is None:
                return

    async def _copy(self, digest: bytes, found: Stored, owner: str, record: JobRecord, *, told: bool) -> bool:
        """Copy an object to disk; False when the disk is full. told: the log says so already."""
        store = self._blobs.store
        # Held and counted as mapped: neither used again nor moved as long as it is copied.
        store.hold(digest, owner)
        store.mapped(found.path, owner)
        try:
            await self._objects.save(digest, found.path, found.size)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            if not told:
                _log.error(
                    "a result of job %s could not be kept on disk%s: %s",
                    record.number, ", which is tried again" if full else "", error,
                )  # fmt: skip
            return not full
        finally:
            store.unmapped(found.path, owner)
            store.release(digest, owner)
        return True

    async def close(self) -> None:
        """Wait for what is being copied, and let the journal go."""
        self._closing.set()
        if self._saving:
            await asyncio.gather(*self._saving, return_exceptions=True)
        self._objects.close()
        self._journal.close()

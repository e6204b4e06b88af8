"""How jobs come in: new ones, those that run again, and those that an earlier gateway left open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from farfield_engine.core import events as ev
from farfield_engine.core.events import ItemState
from farfield_engine.gateway import messages, pending
from farfield_engine.gateway.audit import harmless
from farfield_engine.gateway.blobs import Blobs
from farfield_engine.gateway.groups import GroupRefused, Groups, more_of
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.gateway.ports import SessionPort
from farfield_engine.gateway.recovered import RecoveredJob, end_now, lose
from farfield_engine.objects.store import UnknownObject
from farfield_engine.objects.values import blobs_of
from farfield_engine.wire.v1 import gateway_pb2 as pb
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb

LONGEST_ID = 200

_log = logging.getLogger(__name__)


class Admission:
    """Checks jobs, takes hold of what they need, and hands them to the scheduler."""

    def __init__(
        self,
        jobs: JobTable,
        blobs: Blobs,
        groups: Groups,
        sessions: Mapping[str, SessionPort],
        handle: Callable[[ev.Event], None],
    ) -> None:
        """handle: has the scheduler take an event."""
        self.debugging_allowed = True
        self._jobs = jobs
        self._records = jobs.records
        self._blobs = blobs
        self._groups = groups
        self._sessions = sessions
        self._handle = handle

    def submit(self, session: SessionPort, spec: jobs_pb.JobSpec) -> None:
        """Take a job. What is wrong with it is told to the session as a refusal."""
        known = self._records.get(spec.id)
        if known is not None:
            self._submitted_before(session, known)
            return
        record = self._jobs.new(spec, session)
        if not 0 < len(spec.id) <= LONGEST_ID or not spec.id.isprintable():
            self.refuse(
                record, f"the id of a job has 1 to {LONGEST_ID} characters, and no others than printable ones"
            )
            return
        spec.name = harmless(spec.name)
        asked = spec.debugging
        if (asked.entry or asked.post_mortem) and not self.debugging_allowed:
            self.refuse(record, "this gateway allows no debugging: it was started with --no-debug")
            return
        owner = f"input:{spec.id}"
        try:
            blobs = self._blobs.of(session.user)
            blobs.take(spec.values, owner, session.mapper)
            blobs.take((chunk.elements for chunk in spec.chunks), owner, session.mapper)
            blobs.take_files((*spec.files, *spec.modules), owner, session.mapper)
        except (LookupError, ValueError, OSError) as error:
            if isinstance(error, UnknownObject) or self._is_of_before(spec):
                message = "its inputs were in memory only, and are gone with the gateway; run its cell again"
                self.refuse(record, message, jobs_pb.Failure.KIND_GATEWAY_DIED)
            else:
                self.refuse(record, f"an input did not arrive: {error}")
            return
        plan = self._plan(record, session.context)
        if plan is not None:
            self._jobs.begin(record)
            self._jobs.save_modules(record)
            self._handle(ev.JobSubmitted(plan))

    def _is_of_before(self, spec: jobs_pb.JobSpec) -> bool:
        """Whether it names places of a gateway before this one, which it was to be sent to."""
        values = [*spec.values, *(chunk.elements for chunk in spec.chunks)]
        blobs = [blob for value in values for blob in blobs_of(value)]
        blobs += [file.content for file in (*spec.files, *spec.modules)]
        return any(blob.segment and not self._blobs.store.has_given_out(blob.segment) for blob in blobs)

    def _submitted_before(self, session: SessionPort, known: JobRecord) -> None:
        """Twice is once: what became of it is told again."""
        if known.session == session.id:
            session.job_known(known)
            return
        message = "another session has submitted a job of this id; give it another one"
        session.job_refused(known.id, jobs_pb.Failure(kind=jobs_pb.Failure.KIND_REFUSED, message=message))

    def retry(self, job: str, session: SessionPort, request: pb.RetryRequest) -> None:
        """Run what has failed of a job once more, under the same id. Raises ValueError where it can't be."""
        record = self._records[job]
        if record.state is None:
            raise ValueError(f"job {record.number} is still running; wait for it, or cancel it first")
        if not record.states:
            raise ValueError(f"job {record.number} has succeeded: there is nothing to run again")
        states, only = record.states, frozenset(request.items)
        done = [item for item in only if item >= len(states) or states[item] == ItemState.SUCCEEDED]
        if done:
            raise ValueError(f"item {done[0]} of job {record.number} is none that has failed")
        record.spec.debugging.CopyFrom(request.debugging)
        kept = bytearray(states if only else b"")
        for item in only:
            kept[item] = ItemState.QUEUED
        self._jobs.begin_again(record, session.id, bytes(kept))
        record.group = None
        plan = self._plan(record, session.context)
        if plan is not None:
            self._handle(ev.JobRetried(plan, states, only))

    def resume(self, record: RecoveredJob) -> None:
        """Go on with what an earlier gateway has left open of a job; its session is here."""
        left = record.left
        assert left is not None
        try:
            self._jobs.hold_inputs(record)
        except ValueError:
            self._blobs.store.release_owner(f"input:{record.id}")
            lose(record, "its inputs were in memory only, and are gone with the gateway", left, again=False)
            if not record.held:
                end_now(record, left)
                self._jobs.end(record)
                return
        context = self._sessions[record.session].context
        if record.spec.HasField("gang"):
            record.group = self._groups.restored(record.spec, context)
        plan = self._plan(record, context)
        if plan is not None:
            held = tuple(record.held)
            self._handle(ev.JobResumed(plan, bytes(left.states), left.attempts, left.cancelled, held))

    def _plan(self, record: JobRecord, context: str) -> ev.JobPlan | None:
        """What the scheduler is to know of a job whose inputs are here; None when it was refused."""
        spec, asked = record.spec, record.spec.resources
        try:
            record.needs = pending.needs_of(spec, self._records, record.user)
            if spec.HasField("gang") and record.group is None:
                self._join_group(record, context)
        except pending.NeedFailed as error:
            self._refuse_with(record, messages.dependency_failure(0, error.pending, error.record))
            return None
        except GroupRefused as error:
            self.refuse(record, str(error), error.kind)
            return None
        for needed in record.needs:
            if needed.state is None:
                needed.dependents.append(record.id)
            else:
                self.fill_in(record, needed)
        group = record.group
        cpus, gpus, memory = (
            (asked.cpus, asked.gpus, asked.memory) if group is None else (group.plan.cpus, 0, 0)
        )
        return ev.JobPlan(
            spec.id, context, spec.items, cpus, gpus, memory,
            spec.timeout, spec.retries, spec.keep_going, spec.concurrency,
            group.id if group else "", tuple(needed.id for needed in record.needs if needed.state is None),
            *(more_of(asked) if group is None else ()),
        )  # fmt: skip

    def _join_group(self, record: JobRecord, context: str) -> None:
        """Find the group of a job, or make it. Raises GroupRefused."""
        group, plan = self._groups.admit(record.spec, context)
        record.group = group
        if plan is not None:
            self._groups.open_meeting(group)
            self._handle(ev.GangOpened(plan))

    def fill_in(self, record: JobRecord, needed: JobRecord) -> None:
        """Put what another job has made into the inputs of this one, which holds it from now on."""
        for value in pending.resolve(record.spec, needed):
            try:
                self._blobs.of(record.user).hold(value, f"input:{record.id}")
            except LookupError as error:
                # The worker that maps it will say the same, to the user.
                _log.warning("job %s: %s", record.number, error)
            record.has_objects = True

    # --- refusals -------------------------------------------------------------

    def refuse(
        self,
        record: JobRecord,
        message: str,
        kind: jobs_pb.Failure.Kind = jobs_pb.Failure.KIND_REFUSED,
    ) -> None:
        """Tell that a job does not run at all."""
        self._refuse_with(record, jobs_pb.Failure(kind=kind, message=message))

    def _refuse_with(self, record: JobRecord, failure: jobs_pb.Failure) -> None:
        """The same. One that was here before stays what it was."""
        session = self._sessions.get(record.session)
        if session is not None:
            session.job_refused(record.id, failure)
        if record.attempt or record.recovered:
            record.add_failure(failure)
            record.end(ItemState.FAILED, record.states or _failed(record))
            self._jobs.end(record)
            return
        self._jobs.drop(record)
        self._blobs.store.release_owner(f"input:{record.id}")


def _failed(record: JobRecord) -> bytes:
    """The states of a job that was open and can't go on: its first open item has failed."""
    states = bytearray(record.left.states if isinstance(record, RecoveredJob) and record.left else b"")
    states = states.replace(bytes([ItemState.QUEUED]), bytes([ItemState.FAILED]), 1)
    states = states.replace(bytes([ItemState.QUEUED]), bytes([ItemState.CANCELLED]))
    record.update([states.count(state) for state in ItemState], 0)
    return bytes(states)

"""What a failure says to the user: what happened, where, and what to do."""

from __future__ import annotations

from farfield_engine.core.events import FailItem, FailureKind
from farfield_engine.engines.base import Death
from farfield_engine.gateway.groups import GroupRecord
from farfield_engine.gateway.itemlabels import LABELLED, label_of
from farfield_engine.gateway.jobrecord import JobRecord
from farfield_engine.wire.v1 import jobs_pb2 as pb
from farfield_engine.wire.v1 import objects_pb2 as objects_pb


def failure_in(do: FailItem, record: JobRecord, needed: JobRecord | None, death: Death | None) -> pb.Failure:
    """The same, from all that is known of the job. needed: the job that it needs, where that is why."""
    reported = record.reported.pop(do.item, None)
    if do.kind is FailureKind.DEPENDENCY:
        wanted = [value.pending for value in record.spec.values if value.pending.job == do.worker]
        return dependency_failure(do.item, wanted[0], needed)
    group = record.group
    if group is not None and do.kind is FailureKind.WORKER_DIED:
        ended = record.group_ending or group.ending
        if ended or not do.started:
            return group_failure(do, group, ended)
    return failure_of(do, reported, record, death)


def failure_of(
    do: FailItem, reported: pb.Failure | None, record: JobRecord, death: Death | None
) -> pb.Failure:
    """The failure that the client is told, from what the scheduler decided and what the worker said."""
    if reported is not None and do.kind is not FailureKind.TIMEOUT:
        return reported
    failure = pb.Failure(kind=int(do.kind), item=do.item, worker=do.worker)  # type: ignore[arg-type]  # same numbers
    if record.failures.count < LABELLED:
        failure.label = reported.label if reported is not None else label_of(record.spec, do.item)
    match do.kind:
        case FailureKind.TIMEOUT:
            failure.message = (
                f"stopped after {record.spec.timeout:g} s, its --timeout; "
                "give it more time with --timeout, or split the work into smaller items"
            )
            if reported is not None:
                failure.traceback, failure.plain_traceback = reported.traceback, reported.plain_traceback
                failure.at = reported.at
                failure.bound.extend(reported.bound)
        case FailureKind.WORKER_DIED:
            failure.message = _death_message(do, record, death)
        case FailureKind.SKIPPED:
            failure.message = (
                f"its worker {do.worker} died before its result was sent; "
                "run it again, or allow that with --retries"
            )
        case FailureKind.REFUSED:
            failure.message = do.reason or (
                "the cluster has become too small for what the job asks for: "
                "ask for less, or attach with more workers"
            )
        case FailureKind.INTERRUPTED:
            failure.message = "stopped"
    return failure


def dependency_failure(item: int, pending: objects_pb.Pending, needed: JobRecord | None) -> pb.Failure:
    """Why a job can't run that uses what another one was to make."""
    failure = pb.Failure(kind=pb.Failure.KIND_DEPENDENCY, item=item)
    what = f"'{pending.name}'" if pending.name else "the result"
    if needed is None:
        failure.message = f"needs {what} of a job that the gateway does not know any more: run that again"
        return failure
    first = next(
        (found for found in needed.failures.read() if found.kind != pb.Failure.KIND_INTERRUPTED), None
    )
    failure.message = f"needs {what} of job {needed.number} ({needed.spec.name}), which "
    if first is None:
        failure.message += "was stopped"
    else:
        name = f"{first.type_name}: " if first.type_name else ""
        failure.message += f"failed: {name}{first.message}"
        failure.exception.CopyFrom(first.exception)
        failure.type_name = first.type_name
        failure.plain_traceback = first.plain_traceback
    failure.message += f"; %jobs retry {needed.number} runs it again"
    return failure


def group_failure(do: FailItem, group: GroupRecord, ending: str) -> pb.Failure:
    """Why a rank's item did not succeed, where it is its group that is the reason."""
    failure = pb.Failure(kind=pb.Failure.KIND_WORKER_DIED, item=do.item, worker=do.worker)
    what = "it" if group.actor else group.title
    failure.message = f"{what} has ended: {ending}" if ending else f"{what} has ended"
    return failure


def _death_message(do: FailItem, record: JobRecord, death: Death | None) -> str:
    if death is None:
        return f"worker {do.worker} died"
    if not do.started:
        text = f"no worker could be started; the last one, {do.worker}, {death.reason}"
        # One that did not even come to be says why, and what to do.
        return text if death.unborn else f"{text}: 'farfield doctor' looks for the cause"
    parts = [f"worker {do.worker} {death.reason} while it ran this"]
    if death.out_of_memory:
        parts.append("ask for more with --memory, so that less runs beside it, or send less")
    elif death.peak_memory:
        parts.append(f"peak memory {death.peak_memory / 2**20:,.0f} MiB")
    if "SIGKILL" in death.reason:
        parts.append("the usual cause is that the machine ran out of memory: ask for more with --memory")
    text = "; ".join(parts)
    if record.group is not None and not record.group.anonymous and not record.group.actor:
        text += f"; {record.group.title} is broken: %group restart {record.group.name} begins it anew"
    lines = record.last_lines(do.item)
    if lines:
        text += "\nIts last lines:\n" + "\n".join(f"  {line}" for line in lines)
    return text

"""`%jobs`: what has run, and its output and results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from farfield._job import job_of
from farfield.ipython.failures import debug_again
from farfield_engine.client.client import Client
from farfield_engine.client.text import describe, table, write_log
from farfield_engine.errors import FarfieldError
from farfield_engine.wire.v1 import jobs_pb2 as pb

USAGE = "%jobs [list [--all] | show ID | cancel ID | logs ID | result ID | retry ID | debug ID [ITEM]]"


def run(words: list[str], client: Client, namespace: dict[str, Any]) -> Any:
    """One `%jobs` line. Raises FarfieldError for what it does not know."""
    command, arguments = (words[0], words[1:]) if words else ("list", [])
    if command == "--all":
        command, arguments = "list", ["--all", *arguments]
    if command == "list" and arguments in ([], ["--all"]):
        print(table(client.jobs(all_sessions=bool(arguments))))
        return None
    if command == "debug" and len(arguments) in (1, 2):
        return _debug(client, arguments)
    single: dict[str, Callable[[Client, str, dict[str, Any]], Any]] = {
        "show": _show,
        "cancel": _cancel,
        "logs": _logs,
        "result": _result,
        "retry": _retry,
    }
    if command not in single:
        raise FarfieldError(f"'{command}' is not a command of %jobs: {USAGE}")
    if len(arguments) != 1:
        raise FarfieldError(f"%jobs {command} takes one job's number, as %jobs lists it")
    return single[command](client, arguments[0], namespace)


def found_again(client: Client) -> str:
    """What an earlier session of this notebook has left on the cluster, for people; empty where nothing."""
    earlier = [job for job in client.jobs() if job.session == client.session or job.notebook]
    running = [job for job in earlier if job.state in (pb.STATE_QUEUED, pb.STATE_RUNNING)]
    parts = []
    if earlier:
        ended = len(earlier) - len(running)
        what = f"{len(running)} running, {ended} ended"
        parts.append(f"jobs of this notebook: {what} (%jobs lists them)")
    groups = [group.name for group in client.groups()]
    if groups:
        parts.append(f"groups: {', '.join(groups)}")
    return "; ".join(parts)


def _find(client: Client, name: str) -> pb.JobSummary:
    for job in client.jobs(all_sessions=True):
        if name in (str(job.number), job.id):
            return job
    raise FarfieldError(f"there is no job '{name}'; %jobs lists them")


def _show(client: Client, name: str, namespace: dict[str, Any]) -> None:
    job = _find(client, name)
    print(describe(job))


def _cancel(client: Client, name: str, namespace: dict[str, Any]) -> None:
    job = client.cancel_job(name)
    print(f"job {job.number} is being cancelled" if job.state in (0, 1) else f"job {job.number} had ended")


def _logs(client: Client, name: str, namespace: dict[str, Any]) -> None:
    write_log(client.log(name), many=_find(client, name).items > 1)


def _result(client: Client, name: str, namespace: dict[str, Any]) -> Any:
    job = job_of(client, _find(client, name))
    if job.state in ("queued", "running"):
        raise FarfieldError(
            f"{job.title} is still {job.state}; farfield.job({job.number}).result() waits for it"
        )
    if not job.many:
        return job.result()
    return job.results_and_failures()


def _debug(client: Client, arguments: list[str]) -> Any:
    """Run a failed item again, to stop where it fails; the first one where none is named."""
    summary = _find(client, arguments[0])
    if len(arguments) > 1 and not arguments[1].isdigit():
        raise FarfieldError(f"%jobs debug takes a job's number and an item's; got '{arguments[1]}'")
    failed = summary.first_failure.item if summary.HasField("first_failure") else 0
    item = int(arguments[1]) if len(arguments) > 1 else failed
    job = debug_again(client, summary.id, [item])
    print(f"{job.title}: item {item} runs again, and stops where it fails")
    return job


def _retry(client: Client, name: str, namespace: dict[str, Any]) -> Any:
    job = job_of(client, _find(client, name))
    failed = job.items - (job.summary.counts.succeeded if job.summary else 0)
    job.retry()
    print(f"{job.title}: {failed:,} of {job.items:,} items run again")
    return job

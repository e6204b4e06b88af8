"""`%jobs`: what has run, and its output and results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from farfield._decode import Decoder
from farfield_engine.client.client import Client
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.text import describe, table, write_log
from farfield_engine.errors import FarfieldError
from farfield_engine.objects.cellresult import CellResult
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import jobs_pb2 as pb

USAGE = "%jobs [list | show ID | cancel ID | logs ID | result ID]"


def run(words: list[str], client: Client, namespace: dict[str, Any]) -> Any:
    """One `%jobs` line. Raises FarfieldError for what it does not know."""
    command, arguments = (words[0], words[1:]) if words else ("list", [])
    if command == "list" and not arguments:
        print(table(client.jobs()))
        return None
    single: dict[str, Callable[[Client, str, dict[str, Any]], Any]] = {
        "show": _show,
        "cancel": _cancel,
        "logs": _logs,
        "result": _result,
    }
    if command not in single:
        raise FarfieldError(f"'{command}' is not a command of %jobs: {USAGE}")
    if len(arguments) != 1:
        raise FarfieldError(f"%jobs {command} takes one job's number, as %jobs lists it")
    return single[command](client, arguments[0], namespace)


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
    job = _find(client, name)
    handle = JobHandle(job.id, job.items)
    handle.take(gateway_pb.Event(results=client.results(job.id)))
    decoder = Decoder(handle, client, namespace)
    values = []
    for item in range(job.items):
        error = decoder.failure(item)
        if error is not None:
            if job.items == 1:
                raise error
            values.append(error)
            continue
        value = decoder.value(item)
        values.append(value.value if isinstance(value, CellResult) else value)
    return values[0] if job.items == 1 else values

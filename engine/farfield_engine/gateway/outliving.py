"""What is kept while workers run that may outlive the gateway: who they are, and what of theirs was taken."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

from farfield_engine.core import events as ev
from farfield_engine.core.pool import Pool
from farfield_engine.gateway.groups import GroupRecord, Groups, resources_of
from farfield_engine.gateway.jobtable import JobTable
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

NUMBERS_AT_ONCE = 64
"""So many names of workers are given out between two notes of which are taken."""

_log = logging.getLogger(__name__)


class Outliving:
    """Keeps it. All on the gateway's loop."""

    def __init__(self, groups: Groups, jobs: JobTable, pool: Pool, path: Path) -> None:
        """path: of the file that says which names of workers are taken."""
        self._groups = groups
        self._jobs = jobs
        self._pool = pool
        self._path = path
        self._noted = 0
        jobs.workers_outlive = True

    def first_free(self, workers: Iterable[str]) -> int:
        """The first number that none of these workers has, nor any that has ever been."""
        try:
            noted = int(self._path.read_text())
        except (OSError, ValueError):
            noted = 1
        return max([noted, *(number_of(worker) + 1 for worker in workers)])

    def starting(self, do: ev.StartWorker, setup: pb.Setup, group: GroupRecord | None) -> None:
        """A worker is about to be set up: it keeps what the next gateway must know of it."""
        number = number_of(do.worker)
        if number >= self._noted:
            self._note(number + NUMBERS_AT_ONCE)
        record = gateway_pb.StoredWorker(context=do.context, rank=do.rank, devices=do.devices)
        held = self._pool.workers.get(do.worker)
        needs = do.needs or ev.Needs(cpus=0.0, gpus=held.gpus if held is not None else 0.0)
        record.resources.CopyFrom(resources_of(needs))
        if group is not None:
            record.epoch = group.epoch
            group.workers[do.rank :] = [do.worker]
            if len(group.workers) == group.plan.ranks:
                self._groups.keep(group)
        setup.record = record.SerializeToString()

    def sending(self, batches: Iterable[ev.SendBatch]) -> None:
        """Batches are about to be sent: groups that get their first one hold something from then on."""
        for batch in batches:
            group = self._jobs.records[batch.job].group
            if group is not None and not group.begun:
                group.begun = True
                self._groups.keep(group)

    def taken(self, worker: str, number: int, frame: pb.FromWorker) -> None:
        """What a frame says has been taken in: it is not to be heard again."""
        job = ""
        match frame.WhichOneof("frame"):
            case "report":
                job = frame.report.job
                group = self._jobs.records[job].group if job in self._jobs.records else None
                if frame.report.variables and group is not None:
                    self._groups.keep(group)
            case "output":
                job = frame.output.job
            case "returned":
                held = self._pool.workers.get(worker)
                job = (held.job or "") if held is not None else ""
        if job:
            self._jobs.taken(job, worker, number, frame)

    def _note(self, number: int) -> None:
        self._noted = number
        fresh = self._path.with_suffix(".new")
        try:
            fresh.write_text(str(number))
            fresh.replace(self._path)
        except OSError as error:
            _log.error("'%s' can't be written: %s", self._path, error)


def number_of(worker: str) -> int:
    """The number in a worker's name."""
    found = re.fullmatch(r"w(\d+)", worker)
    return int(found[1]) if found else 0

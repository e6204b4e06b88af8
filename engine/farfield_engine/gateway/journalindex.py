"""Where the journal's records lie: of which jobs, in which files, and which of them are void."""

from __future__ import annotations

from array import array
from typing import Final

from farfield_engine.gateway.journalfiles import JournalFile, Kind

_SPARSE: Final = 4
"""An extent spans at most so many times what it holds: reading it costs no more than that."""

_VOID_AFTER_RETRY: Final = (Kind.FAILURE, Kind.END, Kind.SENT, Kind.CANCEL)

# Compared with a million times when a gateway starts, and an enum's members take long to look up.
_FORGET: Final = int(Kind.FORGET)
_RETRY: Final = int(Kind.RETRY)
_END: Final = int(Kind.END)
_TAKEN: Final = int(Kind.TAKEN)


class Extents:
    """Where one job's records of one kind lie, in order.

    Neighbours are one extent, also with some records of others in between, so that a million small
    records cost little memory.
    """

    __slots__ = ("_own", "count", "spans")

    def __init__(self) -> None:
        self.spans = array("Q")
        """File, start and end of each extent, one after the other."""
        self.count = 0
        self._own = 0  # bytes of ours in the last extent

    def add(self, file: int, start: int, end: int) -> None:
        """A record was appended."""
        self.count += 1
        self._extend(file, start, end)

    def _extend(self, file: int, start: int, end: int) -> None:
        spans = self.spans
        size = end - start
        if spans and spans[-3] == file and end - spans[-2] <= _SPARSE * (self._own + size):
            spans[-1] = end
            self._own += size
        else:
            spans.extend((file, start, end))
            self._own = size

    def all(self) -> list[tuple[int, int, int]]:
        """File, start and end of each extent."""
        spans = self.spans
        return list(zip(spans[0::3], spans[1::3], spans[2::3], strict=True))

    def moved(self, file: int, places: list[tuple[int, int]]) -> None:
        """The records in this file are now at these places."""
        before = self.all()
        self.spans = array("Q")
        placed = False
        for number, start, end in before:
            if number != file:
                self.spans.extend((number, start, end))
                self._own = 0  # nothing is appended to it: its file is full
            elif not placed:
                placed = True
                for start, end in places:
                    self._extend(file, start, end)


class JobIndex:
    """The records of one job."""

    __slots__ = ("files", "kinds")

    def __init__(self) -> None:
        self.kinds: dict[int, Extents] = {}
        self.files: set[int] = set()


class Index:
    """Jobs and files of a journal. Nothing is read or written here."""

    def __init__(self) -> None:
        self.files: dict[int, JournalFile] = {}
        """In order."""
        self.jobs: dict[bytes, JobIndex] = {}
        self.dead: dict[bytes, set[int]] = {}
        """Forgotten jobs, and the files that still hold records of them."""
        self.unsure: set[int] = set()
        """Files in which something was forgotten."""

    def enter(self, file: JournalFile, kind: int, name: bytes, start: int, end: int) -> None:
        """A record was appended, or found when the journal was opened."""
        if kind == _FORGET:
            self._bury(name)
            if name in self.dead:
                file.forgets.add(name)
            return
        job = self.jobs.get(name)
        if job is None:
            job = self.jobs[name] = JobIndex()
        if kind == _RETRY:
            for void in _VOID_AFTER_RETRY:
                job.kinds.pop(void, None)
        elif kind == _END:
            job.kinds.pop(_TAKEN, None)
        extents = job.kinds.get(kind)
        if extents is None:
            extents = job.kinds[kind] = Extents()
        extents.add(file.number, start, end)
        job.files.add(file.number)
        file.jobs[name] = file.jobs.get(name, 0) + end - start
        file.kept += end - start

    def _bury(self, name: bytes) -> None:
        job = self.jobs.pop(name, None)
        if job is None:
            return
        for number in job.files:
            file = self.files[number]
            file.kept -= file.jobs.pop(name)
            file.dead.add(name)
        self.dead[name] = job.files
        self.unsure |= job.files

    def extents(self, name: bytes, kind: Kind) -> Extents | None:
        """Where the job's records of this kind lie."""
        job = self.jobs.get(name)
        return None if job is None else job.kinds.get(kind)

    def size_of(self, name: bytes) -> int:
        """Bytes of a job's records."""
        job = self.jobs.get(name)
        return 0 if job is None else sum(self.files[number].jobs[name] for number in job.files)

    def needed_forgets(self, file: JournalFile) -> list[bytes]:
        """Jobs that would come back if this file went: others hold records of them."""
        return [name for name in file.forgets if self.dead.get(name, set()) - {file.number}]

    def wanted(self, file: JournalFile) -> list[tuple[int, int, bytes, int]]:
        """Start, end, job and kind of the records that a file must hold, in order. Raises OSError."""
        return sorted(
            (first, following, name, kind)
            for name in file.jobs
            for kind, extents in self.jobs[name].kinds.items()
            for number, start, end in extents.all()
            if number == file.number
            for _, _, first, following, _ in file.records(start, end, kind, name)
        )

    def moved(self, file: JournalFile, places: list[tuple[int, int, bytes, int]]) -> None:
        """The file now holds nothing but these records, at these places."""
        found: dict[tuple[bytes, int], list[tuple[int, int]]] = {}
        sizes = dict.fromkeys(file.jobs, 0)
        for start, end, name, kind in places:
            found.setdefault((name, kind), []).append((start, end))
            sizes[name] += end - start
        for name in file.jobs:
            for kind, extents in self.jobs[name].kinds.items():
                extents.moved(file.number, found.get((name, kind), []))
        file.jobs, file.kept = sizes, sum(sizes.values())
        self._let_dead_go(file)

    def removed(self, file: JournalFile) -> None:
        """The file is gone."""
        del self.files[file.number]
        self._let_dead_go(file)

    def _let_dead_go(self, file: JournalFile) -> None:
        for name in file.dead:
            self.dead[name].discard(file.number)
            if not self.dead[name]:
                del self.dead[name]
        file.dead.clear()
        file.forgets.clear()
        self.unsure.discard(file.number)

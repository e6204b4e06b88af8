"""The store against a simple model, through random sequences of calls."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.segments import write_segment
from farfield_engine.objects.store import Store, StoreFull

PAGE = 4096
OWNERS = st.sampled_from(["job:a", "job:b", "session:c"])
MAPPERS = st.sampled_from(["worker:1", "worker:2", "session:c"])
CONTENTS = st.builds(
    lambda letter, pages, odd: bytes([letter]) * (pages * PAGE - odd),
    st.integers(65, 67),
    st.integers(1, 9),
    st.sampled_from([0, 0, 100, PAGE - 1]),
)


@dataclass
class Reader:
    """Somebody who mapped a segment: an open descriptor sees what a mapping would see."""

    path: str
    mapper: str
    content: bytes
    descriptor: int


@dataclass
class Model:
    owners: dict[bytes, set[str]] = field(default_factory=dict)
    contents: dict[bytes, bytes] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    lost_readers: list[Reader] = field(default_factory=list)


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="farfield-test-"))
        self.model = Model()
        self.now = 0.0

    @initialize(
        budget=st.integers(4, 40),
        recycle=st.integers(0, 20),
        disk=st.integers(0, 60),
        memory=st.integers(4, 60),
    )
    def start(self, budget: int, recycle: int, disk: int, memory: int) -> None:
        self.memory = self.root / "memory"
        self.disk = self.root / "disk"
        self.budget = budget * PAGE
        sizes = {self.memory: memory * PAGE, self.disk: disk * PAGE}
        self.store = Store(
            self.memory,
            self.disk,
            self.budget,
            recycle * PAGE,
            clock=lambda: self.now,
            free_bytes=lambda path: sizes[path] - used_bytes(path),
        )

    def in_use(self) -> set[str]:
        return {reader.path for reader in self.model.readers} | set(self.model.pending)

    @rule(size=st.integers(1, 10 * PAGE), writer=st.sampled_from(["", "worker:1"]))
    def allocate(self, size: int, writer: str) -> None:
        in_use = self.in_use()
        try:
            path = self.store.allocate(size, writer)
        except StoreFull:
            return
        assert path not in in_use
        if writer:
            self.store.writer_gone(writer, clean=True)
        else:
            self.model.pending.append(path)

    @rule(content=CONTENTS, owner=OWNERS)
    def put(self, content: bytes, owner: str) -> None:
        in_use = self.in_use()
        try:
            path = self.store.allocate(len(content))
        except StoreFull:
            return
        assert path not in in_use
        write_segment(path, content)
        hash = content_hash(content)
        self.store.seal(path, hash, len(content), owner)
        self.model.contents[hash] = content
        self.model.owners.setdefault(hash, set()).add(owner)

    @precondition(lambda self: self.model.pending)
    @rule(clean=st.booleans())
    def abandon(self, clean: bool) -> None:
        self.store.abandon(self.model.pending.pop(), clean)

    @precondition(lambda self: self.model.contents)
    @rule(data=st.data(), owner=OWNERS)
    def hold(self, data: st.DataObject, owner: str) -> None:
        hash = data.draw(st.sampled_from(sorted(self.model.contents)))
        if self.store.find(hash) is not None:
            self.store.hold(hash, owner)
            self.model.owners[hash].add(owner)

    @precondition(lambda self: self.model.contents)
    @rule(data=st.data(), owner=OWNERS)
    def release(self, data: st.DataObject, owner: str) -> None:
        hash = data.draw(st.sampled_from(sorted(self.model.contents)))
        self.store.release(hash, owner)
        self.model.owners[hash].discard(owner)

    @rule(owner=OWNERS)
    def release_owner(self, owner: str) -> None:
        self.store.release_owner(owner)
        for owners in self.model.owners.values():
            owners.discard(owner)

    @precondition(lambda self: self.model.contents)
    @rule(data=st.data(), mapper=MAPPERS)
    def map(self, data: st.DataObject, mapper: str) -> None:
        hash = data.draw(st.sampled_from(sorted(self.model.contents)))
        stored = self.store.find(hash)
        if stored is None:
            return
        self.store.mapped(stored.path, mapper)
        descriptor = os.open(stored.path, os.O_RDONLY)
        self.model.readers.append(Reader(stored.path, mapper, self.model.contents[hash], descriptor))

    @precondition(lambda self: self.model.readers)
    @rule(data=st.data(), clean=st.booleans())
    def unmap(self, data: st.DataObject, clean: bool) -> None:
        index = data.draw(st.integers(0, len(self.model.readers) - 1))
        reader = self.model.readers.pop(index)
        self.store.unmapped(reader.path, reader.mapper, clean)
        self.part(reader, clean)

    @rule(mapper=MAPPERS, clean=st.booleans())
    def mapper_gone(self, mapper: str, clean: bool) -> None:
        self.store.mapper_gone(mapper, clean)
        for reader in [reader for reader in self.model.readers if reader.mapper == mapper]:
            self.model.readers.remove(reader)
            self.part(reader, clean)

    @rule(seconds=st.integers(0, 100))
    def trim(self, seconds: int) -> None:
        self.now += seconds
        self.store.trim(50)

    def part(self, reader: Reader, clean: bool) -> None:
        if clean:
            os.close(reader.descriptor)
        else:
            self.model.lost_readers.append(reader)

    @invariant()
    def nothing_held_is_lost(self) -> None:
        for hash, owners in self.model.owners.items():
            if owners:
                stored = self.store.find(hash)
                assert stored is not None
                assert Path(stored.path).read_bytes()[: stored.size] == self.model.contents[hash]

    @invariant()
    def nothing_mapped_changes(self) -> None:
        for reader in self.model.readers + self.model.lost_readers:
            assert os.pread(reader.descriptor, len(reader.content), 0) == reader.content

    @invariant()
    def the_budget_is_kept(self) -> None:
        if not hasattr(self, "store"):
            return
        assert self.store.bytes_in_memory + self.store.bytes_recycled <= self.budget
        assert used_bytes(self.memory) <= self.store.bytes_in_memory + self.store.bytes_recycled
        assert used_bytes(self.disk) <= self.store.bytes_spilled

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.release_everything()
            self.store.close()
        assert list(self.root.iterdir()) == []
        for reader in self.model.readers + self.model.lost_readers:
            os.close(reader.descriptor)
        shutil.rmtree(self.root)

    def release_everything(self) -> None:
        for path in self.model.pending:
            self.store.abandon(path, clean=True)
        for mapper in {reader.mapper for reader in self.model.readers}:
            self.store.mapper_gone(mapper, clean=True)
        for owner in ("job:a", "job:b", "session:c"):
            self.store.release_owner(owner)
        self.now += 1000
        self.store.trim(0)
        assert self.store.bytes_spilled == used_bytes(self.disk) == self.store.bytes_recycled == 0


def used_bytes(directory: Path) -> int:
    return sum(entry.stat().st_size for entry in directory.iterdir())


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

"""What the store knows of each segment and of each object."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class SegmentEntry:
    """A file of the store that is in use."""

    path: str
    capacity: int
    on_disk: bool
    is_new: bool
    writer: str
    content: ObjectEntry | None = None
    mappers: dict[str, int] = field(default_factory=dict)
    # Somebody may map it without the store's knowledge: remove it, never recycle it.
    is_tainted: bool = False
    is_doomed: bool = False

    @property
    def is_pending(self) -> bool:
        """Allocated, and neither sealed nor given up."""
        return self.content is None and not self.is_doomed


@dataclass(slots=True, eq=False)
class ObjectEntry:
    """Content, and who holds it."""

    hash: bytes
    size: int
    segment: SegmentEntry
    owners: set[str] = field(default_factory=set)
    # Nobody will send or ask for it again: not to be cached when its last owner is gone.
    is_disposable: bool = False
    queue: UseQueue | None = None


class UseQueue:
    """Objects in the order of their last use, with the bytes that their segments take."""

    def __init__(self) -> None:
        self.bytes = 0
        self.objects: OrderedDict[bytes, ObjectEntry] = OrderedDict()

    def add(self, entry: ObjectEntry) -> None:
        """Append an object that is in no queue."""
        self.objects[entry.hash] = entry
        self.bytes += entry.segment.capacity
        entry.queue = self

    def remove(self, entry: ObjectEntry) -> None:
        """Take out an object that is in this queue."""
        del self.objects[entry.hash]
        self.bytes -= entry.segment.capacity
        entry.queue = None

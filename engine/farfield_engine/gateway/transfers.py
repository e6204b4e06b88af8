"""Content of objects on its way from and to clients that can't map segments.

An upload is written as it comes; how far it has come is remembered, so that after a cut it goes on there.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

from farfield_engine.gateway.ports import SessionPort
from farfield_engine.objects.store import Store, UnknownSegment
from farfield_engine.wire.v1 import gateway_pb2 as pb

CHUNK = 256 * 1024
"""Bytes that are read and sent together: more holds the loop up, less costs more of it."""

_REMEMBERED = 1024
"""Uploads whose progress is remembered."""


class TransferError(ValueError):
    """What is asked for can't be sent or taken."""


class Upload:
    """Bytes that arrive for one segment."""

    def __init__(self, transfers: Transfers, session: SessionPort, asked: pb.Upload) -> None:
        self._transfers = transfers
        self._session = session
        self._asked = asked
        self._offset, self._size = asked.offset, asked.size
        # No O_CREAT: the store may have taken the segment back.
        self._file = os.open(asked.segment, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def feed(self, data: bytes) -> bytes:
        """Write what belongs to it; what comes after it.

        Raises OSError when the memory is full, TransferError when the segment is not its any more.
        """
        # It may have been given up meanwhile, and be somebody else's by now.
        self._transfers.check_upload(self._session, self._asked)
        mine = memoryview(data)[: self._size - self._offset]
        written = 0
        while written < len(mine):
            written += os.pwrite(self._file, mine[written:], self._offset + written)
        self._offset += written
        self._transfers.came(self._asked.segment, self._offset)
        return data[written:]

    @property
    def complete(self) -> bool:
        return self._offset >= self._size

    @property
    def offset(self) -> int:
        """Bytes that have arrived."""
        return self._offset

    def close(self) -> None:
        """Nothing more comes, for now."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class Transfers:
    """All uploads and downloads of a gateway. On its loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._arrived: dict[str, int] = {}
        """By segment, the bytes that have come."""

    def arrived(self, session: SessionPort, asked: pb.Upload) -> int:
        """From where on an upload is to go on. Raises TransferError where it was not asked for."""
        self.check_upload(session, asked)
        return min(self._arrived.get(asked.segment, 0), asked.size)

    def upload(self, session: SessionPort, asked: pb.Upload) -> Upload:
        """Begin to take content. Raises TransferError, OSError."""
        self.check_upload(session, asked)
        arrived = self._arrived.get(asked.segment, 0)
        if asked.offset > arrived:
            raise TransferError(f"bytes {arrived} to {asked.offset - 1} of the segment were never sent")
        return Upload(self, session, asked)

    def forget(self, path: str) -> None:
        """The segment is to be filled anew."""
        self._arrived.pop(path, None)

    def came(self, path: str, offset: int) -> None:
        """So many bytes of a segment have come."""
        self._arrived.pop(path, None)
        self._arrived[path] = offset
        if len(self._arrived) > _REMEMBERED:
            del self._arrived[next(iter(self._arrived))]

    def check_upload(self, session: SessionPort, asked: pb.Upload) -> None:
        """Raise TransferError where this session is not to fill the segment, or not with so much."""
        try:
            room = self._store.room_of(asked.segment, session.mapper)
        except UnknownSegment as error:
            raise TransferError(f"{error}; ask for the object's place again") from None
        if asked.size > room:
            raise TransferError(f"{asked.size:,} bytes do not fit into a segment of {room:,}")
        if asked.offset > asked.size:
            raise TransferError(f"{asked.size:,} bytes have no byte {asked.offset:,} to begin at")

    async def download(
        self, session: SessionPort, asked: pb.Download, write: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """Send content, piece by piece; `write` waits for room.

        Raises OSError or TransferError when it is gone meanwhile.
        """
        file = os.open(asked.segment, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            offset = asked.offset
            while offset < asked.size:
                # It may have been let go of meanwhile, and be somebody else's by now.
                self.check_download(session, asked)
                data = os.pread(file, min(CHUNK, asked.size - offset), offset)
                if not data:
                    raise OSError(f"the segment ended after {offset} of {asked.size} bytes")
                await write(data)
                offset += len(data)
        finally:
            os.close(file)

    def check_download(self, session: SessionPort, asked: pb.Download) -> None:
        """Raise TransferError where this segment was not named to this session."""
        if not self._store.maps(asked.segment, session.mapper):
            raise TransferError(
                "this segment was not named to this session, or is gone; fetch the value again"
            )
        if asked.offset > asked.size or asked.size > os.stat(asked.segment).st_size:
            raise TransferError(f"the segment does not have bytes {asked.offset:,} to {asked.size:,}")

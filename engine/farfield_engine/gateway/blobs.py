"""Objects on their way through the gateway: sealed as they come, named as they go."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from weakref import WeakValueDictionary

from farfield_engine.objects.store import Store, Stored, UnknownObject
from farfield_engine.objects.values import blobs_of, has_objects
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import objects_pb2 as pb

_RESTORED = "restored"
"""Holds what was read back from disk until who asked for it does."""


class Blobs:
    """Between the wire's values and the store. The store decides where content lives.

    Each user has objects of his own: the store knows them by their hash and a number that is the user's
    secret. The hash is fast, not strong: who could make content with the hash of another user's could
    have him work with it; and who asks for a hash would learn what others have.
    """

    def __init__(self, store: Store, secret: bytes = b"", user: str = "") -> None:
        """secret: of the gateway, the same in all its lives. user: whose objects; empty: its owner's."""
        self.store = store
        self.restorer: Callable[[bytes], Path | None] = lambda digest: None
        """Finds the file that an object was saved to."""
        self._secret = secret
        self._mask = (
            int.from_bytes(blake2b(user.encode(), key=secret, digest_size=16).digest()) if user else 0
        )
        self._others: dict[str, Blobs] = {}
        self._coming: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    def of(self, user: str) -> Blobs:
        """The objects of this user. Only the owner's are asked."""
        if not user:
            return self
        if user not in self._others:
            self._others[user] = Blobs(self.store, self._secret, user)
            self._others[user].restorer = self.restorer
        return self._others[user]

    def key(self, digest: bytes) -> bytes:
        """What the store and the disk know this user's object by."""
        if not self._mask:
            return digest
        return (int.from_bytes(digest) ^ self._mask).to_bytes(max(16, len(digest)))

    def hold_known(self, digest: bytes, owner: str) -> bool:
        """Hold an object for `owner`, if it is there; whether it is."""
        key = self.key(digest)
        known = self.store.find(key) is not None or self.store.far.adopt(key, digest)
        if known:
            self.store.hold(key, owner)
        return known

    def release(self, digest: bytes, owner: str) -> None:
        """`owner` needs the object no more, and nobody will send it again."""
        self.store.release(self.key(digest), owner, cache=False)

    def take(self, values: Iterable[pb.Value], owner: str, writer: str = "") -> None:
        """Hold the objects that these values name for `owner`, and forget where they are.

        writer: who was given the segments to fill; empty: that is known to be in order.

        Raises UnknownObject (LookupError) for a hash that the store lacks, UnknownSegment for a path that
        was not given out, ValueError for a segment shorter than announced.
        """
        for value in values:
            if value.pickle.WhichOneof("place") == "data" and not value.buffers and not value.parts:
                continue  # it travels in the message: the usual case
            for blob in blobs_of(value):
                place = blob.WhichOneof("place")
                if place == "segment":
                    if writer:
                        self.store.room_of(blob.segment, writer)
                    self.store.seal(blob.segment, self.key(blob.hash), blob.size, owner)
                    blob.ClearField("segment")
                elif place == "keeper":
                    if writer and not self._is_worker(writer):
                        raise ValueError("only workers name objects of the cluster's store")
                    key = self.key(blob.hash)
                    self.store.far.add(key, blob.hash, blob.size, blob.keeper, [owner])
                    blob.ClearField("keeper")
                elif place is None and blob.hash:
                    self._hold(blob.hash, owner)

    def take_files(self, files: Iterable[jobs_pb.File], owner: str, writer: str = "") -> None:
        """The same for files. Raises as `take`."""
        for file in files:
            content = pb.Value(pickle=file.content)
            self.take([content], owner, writer)
            file.content.CopyFrom(content.pickle)

    def hold(self, value: pb.Value, owner: str) -> None:
        """Keep the objects of a value for one more owner. Raises UnknownObject where one is gone."""
        for blob in blobs_of(value):
            if blob.hash:
                self._hold(blob.hash, owner)

    def _hold(self, digest: bytes, owner: str) -> None:
        """Keep an object. One that is on disk or in the cluster's store only: a gateway of before had it."""
        key = self.key(digest)
        if not self.store.knows(key) and not self.store.far.adopt(key, digest):
            self._find(digest)
        self.store.hold(key, owner)
        self.store.release_owner(_RESTORED)

    def keeper_for(self, mapper: str) -> str:
        """Who keeps what is made by this worker, which can't fill segments; empty: it can."""
        store = self.store.far.store
        return "" if store is None else store.keeper_for(mapper)

    def _is_worker(self, mapper: str) -> bool:
        return self.store.far.store is not None and self.store.far.store.reads(mapper)

    def named(self, value: pb.Value, mapper: str) -> pb.Value:
        """The value with the places of its objects, for `mapper` to map.

        What is in the cluster's store only has no place for a client, who asks again with `brought`. Raises
        UnknownObject where an object is gone.
        """
        if not has_objects(value):
            return value
        copy = pb.Value.FromString(value.SerializeToString())
        for blob in blobs_of(copy):
            if blob.hash:
                self._name(blob, mapper)
        self.store.release_owner(_RESTORED)
        return copy

    def _name(self, blob: pb.Blob, mapper: str) -> None:
        key, far = self.key(blob.hash), self.store.far
        blob.ClearField("place")
        if far.store is not None and far.store.is_elsewhere(mapper):
            if far.find(key) is None and not far.adopt(key, blob.hash):
                self._publish(blob.hash)
            far.store.wait_for(mapper, blob.hash)
        elif self.store.find(key) is not None or not far.adopt(key, blob.hash):
            found = self._find(blob.hash)
            self.store.mapped(found.path, mapper)
            blob.segment = found.path
            return
        entry = far.find(key)
        assert entry is not None, "it was found or published just now"
        if self._is_worker(mapper):
            blob.keeper = entry.keeper

    def _publish(self, digest: bytes) -> None:
        """Have an object put into the cluster's store. Raises UnknownObject."""
        found, key, store = self._find(digest), self.key(digest), self.store
        assert store.far.store is not None
        mapper = f"publishing:{key.hex()}"

        def done(succeeded: bool) -> None:
            store.unmapped(found.path, mapper)
            if not succeeded:
                store.far.remove(key)

        # Not moved and not used again as long as it is read there.
        store.mapped(found.path, mapper)
        keeper = store.far.store.publish(digest, found.path, found.size, done)
        store.published(key, digest, keeper)

    async def brought(self, value: pb.Value, mapper: str) -> pb.Value:
        """As `named`, once all that it names is here. Raises UnknownObject."""
        try:
            for blob in blobs_of(value):
                if blob.hash and not self._is_worker(mapper):
                    await self._bring(blob.hash, f"bringing:{mapper}")
            return self.named(value, mapper)
        finally:
            self.store.release_owner(f"bringing:{mapper}")

    async def _bring(self, digest: bytes, owner: str) -> None:
        """Have an object here for `owner`. Raises UnknownObject."""
        key, store = self.key(digest), self.store
        entry = store.far.find(key) if store.far.adopt(key, digest) else None
        if store.knows(key):
            store.hold(key, owner)
        if store.find(key) is not None or entry is None or store.far.store is None:
            return
        # Not by more than one at a time: they would all be written, and one kept.
        coming = self._coming.setdefault(key, asyncio.Lock())
        async with coming:
            if store.find(key) is None:
                writer = f"bringing:{key.hex()}"
                try:
                    path = store.allocate(entry.size, writer)
                    await store.far.store.bring(entry.keeper, digest, path)
                    store.seal(path, key, entry.size, owner)
                except (OSError, LookupError) as error:
                    store.writer_gone(writer)
                    raise UnknownObject(f"object {digest.hex()} can't be brought here: {error}") from error
            store.hold(key, owner)

    def _find(self, digest: bytes) -> Stored:
        """Where an object is; one that was saved to disk is brought back. Raises UnknownObject."""
        key = self.key(digest)
        found = self.store.find(key)
        if found is not None:
            return found
        saved = self.restorer(key)
        if saved is None:
            raise UnknownObject(f"object {digest.hex()} is no longer on the cluster")
        size = saved.stat().st_size
        try:
            path = self.store.allocate(size, _RESTORED)
            with open(saved, "rb") as source, open(path, "r+b") as target:
                shutil.copyfileobj(source, target, 1 << 24)
        except OSError as error:
            self.store.writer_gone(_RESTORED)
            raise UnknownObject(f"object {digest.hex()} can't be read back from disk: {error}") from error
        self.store.seal(path, key, size, _RESTORED)
        found = self.store.find(key)
        assert found is not None, "it was sealed just now"
        return found

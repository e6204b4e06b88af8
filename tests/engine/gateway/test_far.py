"""Objects in the store of the engine's cluster: put there once, brought when wanted, dropped at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from farfield_engine.gateway.blobs import Blobs
from farfield_engine.objects.hashing import content_hash
from farfield_engine.objects.store import Store, UnknownObject
from farfield_engine.wire.v1 import objects_pb2 as pb

DATA = b"x" * 300_000
HASH = content_hash(DATA)


class Cluster:
    """A `FarStore` with a worker here, `near`, and one elsewhere, `away`."""

    def __init__(self) -> None:
        self.objects: dict[bytes, tuple[bytes, int]] = {}
        self.waiting: list[tuple[str, bytes]] = []
        self.dones: list[Callable[[bool], None]] = []
        self.brought = 0

    def reads(self, mapper: str) -> bool:
        return mapper in ("near", "away")

    def is_elsewhere(self, mapper: str) -> bool:
        return mapper == "away"

    def keeper_for(self, mapper: str) -> str:
        return "agent" if mapper == "away" else ""

    def publish(self, name: bytes, path: str, size: int, done: Callable[[bool], None]) -> str:
        self.keep(name, Path(path).read_bytes()[:size])
        self.dones.append(done)
        return "agent"

    def keep(self, name: bytes, data: bytes) -> None:
        self.objects[name] = data, self.objects.get(name, (b"", 0))[1] + 1

    def wait_for(self, mapper: str, name: bytes) -> None:
        self.waiting.append((mapper, name))

    async def bring(self, keeper: str, name: bytes, path: str) -> None:
        await asyncio.sleep(0)
        self.brought += 1
        if name not in self.objects:
            raise OSError("its node has left the cluster")
        with open(path, "r+b") as file:
            file.write(self.objects[name][0])

    async def kept(self) -> dict[str, list[tuple[bytes, int, int]]]:
        return {"agent": [(name, len(data), count) for name, (data, count) in self.objects.items()]}

    def drop(self, keeper: str, names: Iterable[bytes]) -> None:
        for name in names:
            data, count = self.objects.pop(name)
            if count > 1:
                self.objects[name] = data, count - 1


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


@pytest.fixture
def blobs(tmp_path: Path, cluster: Cluster) -> Iterator[Blobs]:
    store = Store(tmp_path / "memory", tmp_path / "disk", 64 << 20, 0)
    store.far.store = cluster
    yield Blobs(store)
    store.close()


def told_by(worker: str, cluster: Cluster) -> pb.Value:
    """A result as a worker elsewhere reports it."""
    cluster.keep(HASH, DATA)
    return pb.Value(pickle=pb.Blob(hash=HASH, size=len(DATA), keeper="agent"))


def sent_by_client(blobs: Blobs) -> pb.Value:
    path = blobs.store.allocate(len(DATA), "client")
    with open(path, "r+b") as file:
        file.write(DATA)
    return pb.Value(pickle=pb.Blob(hash=HASH, size=len(DATA), segment=path))


def test_a_result_elsewhere_stays_there_until_a_client_wants_it(blobs: Blobs, cluster: Cluster) -> None:
    value = told_by("away", cluster)
    blobs.take([value], "job:1")
    assert value.pickle.WhichOneof("place") is None
    assert blobs.named(value, "client").pickle.WhichOneof("place") is None
    # Workers read it where it is, also those that could map a segment.
    assert {blobs.named(value, each).pickle.keeper for each in ("near", "away")} == {"agent"}

    async def fetch() -> list[pb.Value]:
        return await asyncio.gather(*(blobs.brought(value, f"client{number}") for number in range(3)))

    for fetched in asyncio.run(fetch()):
        assert Path(fetched.pickle.segment).read_bytes()[: len(DATA)] == DATA
    assert cluster.brought == 1
    blobs.store.release_owner("job:1", cache=False)
    assert not cluster.objects


def test_an_input_is_put_there_once_and_goes_with_its_last_owner(blobs: Blobs, cluster: Cluster) -> None:
    value = sent_by_client(blobs)
    blobs.take([value], "input:1", "client")
    assert blobs.named(value, "near").pickle.segment and not cluster.objects
    for _ in range(2):
        assert blobs.named(value, "away").pickle.keeper == "agent"
    assert len(cluster.dones) == 1 and cluster.waiting == [("away", HASH)] * 2
    cluster.dones[0](True)
    blobs.hold(value, "input:2")
    blobs.store.release_owner("input:1")
    assert cluster.objects
    blobs.store.release_owner("input:2")
    assert cluster.objects, "the next cell may well want it"
    blobs.store.trim(0.0)
    assert not cluster.objects


def test_what_could_not_be_put_there_is_tried_again(blobs: Blobs, cluster: Cluster) -> None:
    value = sent_by_client(blobs)
    blobs.take([value], "input:1", "client")
    blobs.named(value, "away")
    cluster.dones[0](False)
    blobs.named(value, "away")
    assert len(cluster.dones) == 2
    blobs.store.release_owner("input:1", cache=False)


def test_the_same_result_twice_is_kept_as_often_as_it_was_given(blobs: Blobs, cluster: Cluster) -> None:
    for job in ("job:1", "job:2"):
        blobs.take([told_by("away", cluster)], job)
    blobs.store.release_owner("job:1", cache=False)
    assert cluster.objects[HASH][1] == 2
    blobs.store.release_owner("job:2", cache=False)
    assert not cluster.objects


def test_the_next_gateway_finds_what_was_kept(blobs: Blobs, cluster: Cluster) -> None:
    value = told_by("away", cluster)
    value.pickle.ClearField("keeper")
    with pytest.raises(UnknownObject):
        blobs.hold(value, "job:1")
    blobs.store.far.found(asyncio.run(cluster.kept()))
    blobs.hold(value, "job:1")
    # And a worker tells once more what the gateway before had not acknowledged.
    again = told_by("away", cluster)
    blobs.take([again], "job:1")
    blobs.store.release_owner("job:1", cache=False)
    assert not cluster.objects


def test_clients_can_name_no_objects_of_the_cluster(blobs: Blobs, cluster: Cluster) -> None:
    with pytest.raises(ValueError, match="only workers"):
        blobs.take([told_by("away", cluster)], "input:1", "client")


def test_an_object_whose_node_is_gone_is_gone(blobs: Blobs, cluster: Cluster) -> None:
    value = told_by("away", cluster)
    blobs.take([value], "job:1")
    lost = dict(cluster.objects)
    cluster.objects.clear()
    with pytest.raises(UnknownObject, match="its node has left"):
        asyncio.run(blobs.brought(value, "client"))
    assert blobs.store.bytes_in_memory == 0
    cluster.objects.update(lost)
    blobs.store.release_owner("job:1", cache=False)

"""The suite that every engine passes: subclass it in a test module and say how the engine is made.

class TestMyEngine(EngineConformance):
    def make_engine(self) -> Engine:
        return MyEngine(...)
"""

from __future__ import annotations

import abc
import asyncio
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import cloudpickle

from farfield_engine.engines.base import Engine, Order
from farfield_engine.objects.hashing import content_hash
from farfield_engine.testing.harness import Harness
from farfield_engine.wire.v1 import jobs_pb2 as jobs_pb
from farfield_engine.wire.v1 import worker_pb2 as pb

# Workers elsewhere need not have it: what is here travels with the work.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def _square(number: int) -> int:
    return number * number


def _say(text: str) -> str:
    print(text)
    return text


def _say_and_sleep(text: str) -> None:
    print(text)
    time.sleep(600)


def _say_and_die(text: str) -> None:
    # Without letting go of the interpreter: what another thread has taken, and not sent yet, would be lost.
    libc, said = ctypes.PyDLL(None), f"{text}\n".encode()
    libc.write(1, said, len(said))
    libc.kill(os.getpid(), signal.SIGKILL)


def _meet() -> str:
    """Tell the other rank who this is, and hear who that is."""
    rank, place = os.environ["RANK"], (os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]))
    if rank == "0":
        with socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen()
            other, _ = listening.accept()
    else:
        deadline = time.monotonic() + 20
        while True:
            try:
                other = socket.create_connection(place, timeout=20)
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
    with other:
        other.sendall(f"rank {rank} says hello".encode())
        other.shutdown(socket.SHUT_WR)
        with other.makefile() as heard:
            return heard.read()


def _slow(number: int) -> int:
    print(f"item {number} begins")
    time.sleep(0.2)
    return number


class EngineConformance(abc.ABC):
    """What a gateway relies on, whatever runs the workers."""

    @abc.abstractmethod
    def make_engine(self) -> Engine:
        """A new engine, not started."""

    def run(self, scenario: Callable[[Harness], Awaitable[None]]) -> None:
        """Run a scenario with an engine; one that takes long to start may be started once for all of them."""

        async def within() -> None:
            async with Harness(self.make_engine()) as harness:
                await scenario(harness)

        asyncio.run(within())

    def test_capacity_follows_what_is_asked_for(self) -> None:
        async def scenario(harness: Harness) -> None:
            has, asked = harness.engine.capacity(0), harness.engine.capacity(3)
            assert has.cpus >= 1
            assert asked == has if has.binds else asked.cpus == 3

        self.run(scenario)

    def test_machines_have_what_the_cluster_has(self) -> None:
        async def scenario(harness: Harness) -> None:
            capacity = harness.engine.capacity(0)
            if capacity.binds:
                assert sum(node.has.cpus for node in capacity.nodes) == capacity.cpus

        self.run(scenario)

    def test_devices_are_named_as_many_as_there_are(self) -> None:
        async def scenario(harness: Harness) -> None:
            capacity = harness.engine.capacity(1)
            if not capacity.binds:
                assert capacity.gpus == len(capacity.devices) == len(set(capacity.devices))

        self.run(scenario)

    def test_worker_sees_the_devices_it_was_given_and_no_others(self) -> None:
        async def scenario(harness: Harness) -> None:
            if harness.engine.capacity(0).binds:
                return  # the engine itself gives them out
            environ = {**os.environ, "CUDA_VISIBLE_DEVICES": "the client's"}
            setups = {
                "bound": pb.Setup(cwd="/", environ=environ, devices=["1", "3"]),
                "without": pb.Setup(cwd="/", environ=environ, hide_devices=True),
                "where none are": pb.Setup(cwd="/", environ=environ),
            }
            seen = {}
            for number, (name, setup) in enumerate(setups.items()):
                worker = harness.name(f"w{number}")
                harness.engine.start_worker(worker)
                harness.engine.send(worker, pb.ToWorker(setup=setup))
                batch = harness.send(worker, os.getenv, [("CUDA_VISIBLE_DEVICES",)])
                (seen[name],) = await harness.results(worker, batch)
            assert seen == {"bound": "1,3", "without": "", "where none are": "the client's"}

        self.run(scenario)

    def test_batch_is_run(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, _square, [(3,), (4,)])
            assert await harness.results(worker, batch) == [9, 16]

        self.run(scenario)

    def test_frames_sent_before_the_worker_is_ready_arrive(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = harness.name("w1")
            harness.engine.start_worker(worker)
            harness.engine.send(worker, pb.ToWorker(setup=pb.Setup(cwd="/", environ=dict(os.environ))))
            batch = harness.send(worker, _square, [(5,)])
            assert await harness.results(worker, batch) == [25]

        self.run(scenario)

    def test_batches_end_in_the_order_they_were_sent(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batches = [harness.send(worker, _square, [(number,)]) for number in range(20)]
            await harness.ended(worker, batches[-1])
            ended = [
                frame.report.batch
                for frame in harness.frames[worker]
                if frame.HasField("report") and frame.report.ended
            ]
            assert ended == batches

        self.run(scenario)

    def test_output_comes_before_the_end_of_its_batch(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, _say, [("grüße",)])
            await harness.ended(worker, batch)
            kinds = [frame.WhichOneof("frame") for frame in harness.frames[worker]]
            assert kinds.index("output") < kinds.index("report")
            await harness.printed(worker, "grüße\n")

        self.run(scenario)

    def test_failure_is_reported(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, _square, [("x",)])
            failures = await harness.failures(worker, batch)
            assert [failure.type_name for failure in failures] == ["TypeError"]

        self.run(scenario)

    def test_interrupt_ends_the_item_and_not_the_worker(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, _say_and_sleep, [("asleep",), ("never",)])
            await harness.printed(worker, "asleep")
            harness.engine.send(worker, pb.ToWorker(interrupt=batch))
            failures = await harness.failures(worker, batch)
            assert [failure.kind for failure in failures] == [jobs_pb.Failure.KIND_INTERRUPTED]
            assert (await harness.ended(worker, batch)).next == 1
            assert await harness.results(worker, harness.send(worker, _square, [(6,)])) == [36]

        self.run(scenario)

    def test_recall_gives_back_what_has_not_begun(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, _slow, [(number,) for number in range(50)])
            await harness.printed(worker, "item 1 begins")
            harness.engine.send(worker, pb.ToWorker(recall=batch))
            report = await harness.ended(worker, batch)
            returned = [frame.returned for frame in harness.frames[worker] if frame.HasField("returned")]
            assert [answer.batch for answer in returned] == [batch]
            assert report.next <= returned[0].stop < 50

        self.run(scenario)

    def test_result_goes_through_a_granted_segment(self, tmp_path: Path) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, bytes, [(1 << 20,)])

            def wish() -> pb.SegmentWish | None:
                wishes = [frame.wish for frame in harness.frames[worker] if frame.HasField("wish")]
                return wishes[0] if wishes else None

            wished: pb.SegmentWish = await harness.until(wish)
            segment = tmp_path / "segment"
            with segment.open("wb") as file:
                file.truncate(wished.size)
            grant = pb.SegmentGrant(id=wished.id, segment=str(segment))
            harness.engine.send(worker, pb.ToWorker(grant=grant))
            await harness.ended(worker, batch)
            reports = harness.reports(worker, batch)
            (blob,) = [part.values.pickle for report in reports for part in report.segments]
            assert blob.segment == str(segment)
            assert content_hash(segment.read_bytes()[: blob.size]) == blob.hash

        self.run(scenario)

    def test_refused_segment_fails_the_item(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            batch = harness.send(worker, bytes, [(1 << 20,)])
            await harness.until(lambda: any(frame.HasField("wish") for frame in harness.frames[worker]))
            grant = pb.SegmentGrant(id=1, error="no room at all")
            harness.engine.send(worker, pb.ToWorker(grant=grant))
            failures = await harness.failures(worker, batch)
            assert "no room at all" in failures[0].message

        self.run(scenario)

    def test_killed_worker_dies_with_its_last_words(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            await harness.seen(worker)
            batch = harness.send(worker, _say_and_die, [("last words",)])
            await harness.until(lambda: worker in harness.deaths)
            death = harness.deaths[worker]
            assert "SIGKILL" in death.reason and not death.expected, death
            assert death.running in (None, (batch, 0)), death
            await harness.printed(worker, "last words")

        self.run(scenario)

    def test_kill_ends_a_worker_that_is_busy(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            harness.send(worker, _say_and_sleep, [("busy",)])
            await harness.printed(worker, "busy")
            harness.engine.kill(worker)
            await harness.until(lambda: worker in harness.deaths)
            harness.send(worker, _square, [(1,)])  # dropped

        self.run(scenario)

    def test_worker_told_to_exit_dies_as_expected(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            harness.engine.send(worker, pb.ToWorker(exit=True))
            await harness.until(lambda: worker in harness.deaths)
            assert harness.deaths[worker].expected

        self.run(scenario)

    def test_worker_told_to_exit_before_it_has_started_dies_as_expected(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = harness.name("w1")
            harness.engine.start_worker(worker)
            harness.engine.send(worker, pb.ToWorker(exit=True))
            await harness.until(lambda: worker in harness.deaths)
            assert harness.deaths[worker].expected

        self.run(scenario)

    def test_ranks_meet_where_they_are_told_to(self) -> None:
        async def scenario(harness: Harness) -> None:
            engine, ranks = harness.engine, [harness.name("w1"), harness.name("w2")]
            host, port = engine.open_meeting("g")
            for rank, worker in enumerate(ranks):
                engine.start_worker(worker, Order(context="g", rank=rank, ranks=2))
                env = {"RANK": str(rank), "LOCAL_RANK": str(rank), "LOCAL_WORLD_SIZE": "2"}
                env |= {"MASTER_ADDR": host, "MASTER_PORT": str(port)}
                seat = pb.Seat(group="g", rank=rank, world_size=2, env=env)
                setup = pb.Setup(cwd="/", environ=dict(os.environ), seat=seat)
                engine.send(worker, pb.ToWorker(setup=setup))
            batches = [harness.send(worker, _meet, [()]) for worker in ranks]
            met = [await harness.results(*each) for each in zip(ranks, batches, strict=True)]
            assert met == [["rank 1 says hello"], ["rank 0 says hello"]]
            engine.close_meeting("g")

        self.run(scenario)

    def test_workers_run_side_by_side(self) -> None:
        async def scenario(harness: Harness) -> None:
            first, second = await harness.worker("w1"), await harness.worker("w2")
            harness.send(first, _say_and_sleep, [("one",)])
            harness.send(second, _say_and_sleep, [("two",)])
            await harness.printed(first, "one")
            await harness.printed(second, "two")
            uses = [harness.engine.use_of(worker) for worker in (first, second)]
            assert None in uses or uses[0] != uses[1]

        self.run(scenario)

    def test_close_ends_busy_workers(self) -> None:
        async def scenario(harness: Harness) -> None:
            worker = await harness.worker()
            harness.send(worker, _say_and_sleep, [("busy",)])
            await harness.printed(worker, "busy")
            await harness.engine.close()
            assert worker in harness.deaths

        self.run(scenario)

"""Remote functions and actors, on real workers."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import farfield as ff
from farfield import _actors
from farfield_engine.client.client import Client

if TYPE_CHECKING:
    from tests.scenarios.conftest import MakeKernel  # noqa: TID251  # for the type checker only

LIMIT = 30.0


@pytest.fixture(autouse=True)
def client() -> Iterator[Client]:
    """This process attached to the shared gateway."""
    yield ff.attach("local:2")
    ff.detach()


def until(reached: Callable[[], bool], what: str) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + LIMIT
    while not reached():
        assert time.monotonic() < deadline, f"not {what}"
        time.sleep(0.01)


@ff.remote
def square(x: int) -> int:
    return x * x


@ff.remote
def fail() -> None:
    raise KeyError("reason")


class PlainCounter:
    """Counts."""

    def __init__(self, start: int = 0) -> None:
        self.value = start

    def add(self, amount: int = 1) -> int:
        self.value += amount
        return self.value

    async def add_later(self) -> int:
        return self.add(100)

    def fail(self) -> None:
        raise ValueError("a mistake")

    @staticmethod
    def fixed(x: int) -> int:
        return x + 1

    @classmethod
    def kind(cls, x: int) -> tuple[str, int]:
        return cls.__name__, x

    def __call__(self, x: int) -> int:
        return 2 * x

    def die(self) -> None:
        print("last words", flush=True)
        os._exit(5)

    def sleep(self) -> None:
        time.sleep(60)

    def call(self, other: ff.ActorHandle, amount: int) -> int:
        result: int = other.add.remote(amount).result()
        return result


Counter: Any = ff.remote(PlainCounter)  # for the type checker, a decorated class stays what it is


def test_futures_are_resolved_on_the_cluster() -> None:
    first = square.remote(3)
    both = [square.remote(first), first]
    assert ff.get(ff.submit(sum, both)) == 90


def test_a_failed_argument_fails_the_call_with_its_cause() -> None:
    call = square.remote(fail.remote())
    with pytest.raises(ff.DependencyError, match="KeyError") as raised:
        call.result(LIMIT)
    assert isinstance(raised.value.__cause__, KeyError)


def test_options_reach_the_cluster_and_mistakes_are_told() -> None:
    job = square.options(cpus=0.5, retries=2, name="mine").remote(2)
    assert job.result(LIMIT) == 4
    summary = ff.job(job.job).summary
    assert summary is not None and (summary.name, summary.resources.cpus) == ("mine", 0.5)
    with pytest.raises(TypeError, match="no option 'cpu'"):
        square.options(cpu=1)
    with pytest.raises(TypeError, match="at least 0"):
        ff.remote(retries=-1)(len)
    with pytest.raises(TypeError, match=r"square.remote\(...\)"):
        square(3)
    with pytest.raises(TypeError, match="a function or a class"):
        ff.remote(3)
    assert square.__wrapped__(3) == 9


def test_calls_of_an_actor_keep_their_order_and_its_state() -> None:
    counter = Counter.remote(5)
    assert ff.get([counter.add.remote(1) for _ in range(200)]) == list(range(6, 206))
    assert counter.add_later.remote().result(LIMIT) == 305
    with pytest.raises(ValueError, match="a mistake"):
        counter.fail.remote().result(LIMIT)
    assert counter.add.remote().result(LIMIT) == 306, "an exception is not its end"


def test_what_can_be_told_at_once_is_told_at_once() -> None:
    counter = Counter.remote()
    with pytest.raises(AttributeError, match="did you mean 'add'"):
        _ = counter.ad
    with pytest.raises(TypeError, match="too many positional"):
        counter.add.remote(1, 2)
    with pytest.raises(TypeError, match="unexpected keyword"):
        Counter.remote(begin=1)
    with pytest.raises(TypeError, match=r"PlainCounter.add.remote"):
        counter.add(1)
    with pytest.raises(TypeError, match="no option 'retries'"):
        Counter.options(retries=1)


def test_handles_go_to_tasks_and_other_actors() -> None:
    counter, other = Counter.remote(), Counter.remote()
    assert other.call.remote(counter, 7).result(LIMIT) == 7

    def use(handle: ff.ActorHandle) -> int:
        value: int = handle.add.remote(1).result()
        return value

    assert ff.submit(use, counter).result(LIMIT) == 8
    assert counter.add.remote(0).result(LIMIT) == 8, "a copy that is gone does not end it"


def test_a_death_says_why_for_all_calls() -> None:
    counter = Counter.remote()
    calls = [counter.die.remote(), counter.add.remote()]
    with pytest.raises(ff.ActorDiedError, match=r"exited with status 5(.|\n)*last words"):
        calls[0].result(LIMIT)
    with pytest.raises(ff.ActorDiedError, match="exited with status 5"):
        calls[1].result(LIMIT)
    with pytest.raises(ff.ActorDiedError, match="exited with status 5"):
        counter.add.remote().result(LIMIT)


def test_kill_ends_what_runs_and_what_waits() -> None:
    counter = Counter.remote()
    running, waiting = counter.sleep.remote(), counter.add.remote()
    until(running.running, "running")
    ff.kill(counter)
    for call in (running, waiting):
        with pytest.raises(ff.ActorDiedError, match="killed"):
            call.result(LIMIT)
    with pytest.raises(ff.ActorDiedError, match="killed"):
        counter.add.remote()
    with pytest.raises(TypeError, match="handle"):
        ff.kill(3)  # type: ignore[arg-type]  # the mistake that is tested


def test_a_failed_init_is_the_cause_of_what_every_call_gets() -> None:
    class Broken:
        def __init__(self) -> None:
            raise OSError("no disk")

        def use(self) -> None: ...

    with pytest.raises(ff.ActorDiedError, match="OSError in its __init__: no disk") as raised:
        ff.remote(Broken).remote().use.remote().result(LIMIT)
    assert isinstance(raised.value.__cause__, OSError)


def test_an_actor_ends_with_its_handle(client: Client) -> None:
    counter = Counter.remote()
    counter.add.remote().result(LIMIT)
    name = repr(counter)
    assert [group.actor for group in client.groups(actors=True) if group.name in name] == [True]
    assert client.groups() == [], "actors are no groups of the user's"
    del counter
    until(lambda: not any(group.name in name for group in client.groups(actors=True)), "ended")


def test_a_limit_stops_a_call_and_not_the_actor() -> None:
    counter = Counter.remote()
    with pytest.raises(ff.ItemTimeoutError):
        counter.sleep.options(timeout=0.3).remote().result(LIMIT)
    assert counter.add.remote().result(LIMIT) == 1


def test_actors_starve_no_task() -> None:
    counters = [Counter.remote() for _ in range(6)]
    sleeping = [counter.sleep.remote() for counter in counters]
    until(lambda: all(call.running() for call in sleeping), "all running")
    assert square.remote(4).result(LIMIT) == 16
    for counter in counters:
        ff.kill(counter)  # else they live as long as their calls


def test_wait_for_some() -> None:
    calls = [square.remote(i) for i in range(4)]
    done, rest = ff.wait(calls, num_returns=2, timeout=LIMIT)
    assert len(done) == 2 and len(rest) == 2 and set(done) | set(rest) == set(calls)
    with pytest.raises(ValueError, match="num_returns"):
        ff.wait(calls, num_returns=9)
    assert ff.get(calls) == [0, 1, 4, 9]


def test_all_kinds_of_methods_can_be_called() -> None:
    class Derived(Counter):  # type: ignore[misc]  # of a decorated class
        def add(self, amount: int = 1) -> int:
            return 10 * int(super().add(amount))

    derived = ff.remote(Derived).remote(1)
    assert derived.fixed.remote(4).result(LIMIT) == 5
    assert derived.kind.remote(4).result(LIMIT) == ("Derived", 4)
    assert derived.__call__.remote(4).result(LIMIT) == 8
    assert derived.add.remote(amount=2).result(LIMIT) == 30


def test_each_threads_calls_keep_their_order() -> None:
    class Log:
        def __init__(self) -> None:
            self.seen: list[tuple[int, int]] = []

        def take(self, who: int, number: int) -> None:
            self.seen.append((who, number))

        def all(self) -> list[tuple[int, int]]:
            return self.seen

    log, count = ff.remote(Log).remote(), 1000
    calls: list[list[ff.Future[Any]]] = [[], []]

    def send(who: int) -> None:
        calls[who] = [log.take.remote(who, number) for number in range(count)]

    threads = [threading.Thread(target=send, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = log.all.remote().result(LIMIT)
    ff.get(calls)
    for who in (0, 1):
        assert [number for by, number in seen if by == who] == list(range(count))


def test_a_chain_and_a_diamond_of_futures() -> None:
    call = square.remote(1)
    for _ in range(20):
        call = square.remote(call)
    assert call.result(LIMIT) == 1
    counter, top = Counter.remote(), square.remote(2)
    left, right = counter.add.remote(top), square.remote(top)
    assert ff.submit(lambda pair: pair["a"] + pair["b"][0], {"a": left, "b": [right]}).result(LIMIT) == 20


def test_what_belongs_to_another_gateway_is_a_clear_error(client: Client, own_runtime: Path) -> None:
    call, counter = square.remote(3), Counter.remote()
    assert call.result(LIMIT) == 9
    ff.detach()
    assert ff.attach("local:1").gateway != client.gateway
    with pytest.raises(ff.DependencyError, match="a job that the gateway does not know any more"):
        square.remote(call).result(LIMIT)
    with pytest.raises(ff.ActorDiedError, match="actor PlainCounter: it is gone"):
        counter.add.remote().result(LIMIT)


def test_a_detached_actor_outlives_its_handle_and_is_killed_by_name(client: Client) -> None:
    def kill(handle: ff.ActorHandle) -> None:
        ff.kill(handle)

    def names() -> list[str]:
        return [group.name for group in client.groups(actors=True)]

    counter = Counter.options(detached=True).remote(3)
    copies = ff.submit(lambda handle: [handle], counter).result(LIMIT)
    name = counter._name
    del counter
    assert copies[0].add.remote().result(LIMIT) == 4
    assert name in names()
    ff.submit(kill, copies[0]).result(LIMIT)
    until(lambda: name not in names(), "ended")
    with pytest.raises(ff.ActorDiedError, match="killed"):
        copies[0].add.remote().result(LIMIT)


def test_those_with_a_copy_are_told_why_an_actor_was_not_made() -> None:
    class Broken:
        def __init__(self) -> None:
            raise OSError("no disk")

        def use(self) -> None: ...

    def use(handle: ff.ActorHandle) -> str:
        try:
            handle.use.remote().result()
        except ff.ActorDiedError as error:
            return str(error)
        return ""

    broken = ff.remote(Broken).remote()
    assert (
        ff.submit(use, broken).result(LIMIT) == "actor Broken was not made: OSError in its __init__: no disk"
    )


def test_what_can_never_be_had_is_said() -> None:
    greedy = Counter.options(cpus=1000).remote()
    with pytest.raises(ff.ActorDiedError, match=r"^actor PlainCounter: 1000 CPUs can never start together"):
        greedy.add.remote().result(LIMIT)


SCRIPT = """
import farfield as ff

@ff.remote
class Broken:
    def __init__(self):
        raise OSError("nobody asked")
    def use(self): ...

if __name__ == "__main__":
    ff.attach("local:2")
    broken = Broken.remote()
    assert ff.remote(abs).remote(-3).result(30) == 3
    while not broken._made.done(): pass
"""


def test_what_nobody_asked_for_is_not_reported() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_notebooks_cells_and_its_stop_button(make_kernel: MakeKernel, tmp_path: Path) -> None:
    kernel = make_kernel(tmp_path)
    kernel.ok(
        "import farfield as ff\nimport time\nstep = 10\n"
        "@ff.remote\nclass Counter:\n"
        "    def __init__(self): self.value = 0\n"
        "    def add(self): self.value += step; return self.value\n"
        "    def slow(self):\n        time.sleep(1.5)\n        return self.add()\n"
        "counter = Counter.remote()\ncounter.add.remote().result()"
    )
    assert kernel.get("%%distributed\ncounter.add.remote().result()") == 20, "a cell reads the handle"
    cell = kernel.start("late = counter.slow.remote()\nprint('waits', flush=True)\nff.get(late)")
    cell.wait_for("waits")
    kernel.interrupt()
    assert cell.result().ename == "KeyboardInterrupt"
    assert kernel.get("late.result(30)") == 30, "the call went on"


def test_copies_in_its_process_keep_an_actor() -> None:
    counter = Counter.remote()
    back, copied = ff.submit(lambda handle: handle, counter).result(LIMIT), copy.copy(counter)
    assert back is counter and copied is counter
    del counter, copied
    assert back.add.remote().result(LIMIT) == 1


ENDING_SCRIPT = """
import farfield as ff

class Plain:
    def use(self): return 1

if __name__ == "__main__":
    ff.attach("local:2")
    kept = [ff.remote(Plain).remote(), ff.remote(Plain).options(detached=True).remote()]
    ff.get([actor.use.remote() for actor in kept])
    print(*[actor._name for actor in kept])
"""


def test_actors_end_with_their_process_and_detached_ones_do_not(client: Client) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING_SCRIPT], capture_output=True, text=True, timeout=60, check=True
    )
    plain, detached = done.stdout.split()

    def names() -> list[str]:
        return [group.name for group in client.groups(all_sessions=True, actors=True)]

    until(lambda: plain not in names(), "ended")
    assert detached in names()


def test_a_forked_child_ends_no_actor_of_its_parents() -> None:
    counter = Counter.remote()
    assert counter.add.remote().result(LIMIT) == 1
    child = os.fork()
    if child == 0:
        _actors._end_all()  # as on its way out, which would also end what pytest has
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert counter.add.remote().result(LIMIT) == 2

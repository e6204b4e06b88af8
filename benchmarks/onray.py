"""Farfield on a Ray cluster, beside Ray's own tasks on the same one. Needs Ray: `.venv-ray/bin/python`."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tasks
from figures import Row
from kernels import Kernel, kernel
from processes import end_gateway, rest

import farfield as ff

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

import raycluster  # it is one of the tools

RAY = "Ray"
CELL_MS, ATTACH_SECONDS = 2.0, 3.0
CALLS, ITEMS, OWN_ITEMS = 50, 100_000, 2_000
OBJECT_STORE_BYTES = 2_000_000_000
CELL = "%%distributed\n1 + 1"

Samples = dict[str, list[float]]


def measure(quick: bool) -> list[Row]:
    """Ray's own figures and ours in turns, in one process that has joined the cluster by both ways."""
    if importlib.util.find_spec("ray") is None:
        print("Ray is not installed in this environment: left out")
        return []
    with raycluster.running(cpus=2, memory=OBJECT_STORE_BYTES) as cluster:
        target = f"ray:{cluster.address}"
        rows = [_attach(target, 1 if quick else 4), _cells(target, 15 if quick else 60)]
        import ray

        ray.init(cluster.address, log_to_driver=False, logging_level="ERROR")
        ff.attach(target)
        try:
            rows += [_calls(ray, 2 if quick else 8), _items(ray, 1 if quick else 4)]
            rows += _arrays(ray, 2 if quick else 6)
        finally:
            ff.detach()
            ray.shutdown()
            end_gateway(target)
    return rows


def _attach(target: str, rounds: int) -> Row:
    """From nothing but a running cluster to the first result, all that workers need brought there."""
    # In its first second a cluster starts processes of Ray's own, on these cores.
    rest()
    seconds: list[float] = []
    for _ in range(rounds):
        with kernel() as k:
            k.run("%load_ext farfield")
            seconds.append(k.run(f"%attach {target}").seconds + k.run(CELL).seconds)
            k.run("%detach")
        end_gateway(target)
    row = Row("on Ray: attach to the first result", "s", target=ATTACH_SECONDS).take({"Farfield": seconds})
    row.notes.append(f"in the first round, when nothing of it was on the cluster yet: {seconds[0]:.1f} s")
    return row


def _cells(target: str, rounds: int) -> Row:
    """A warm cell there, less one on the local engine, in turns."""
    with kernel() as here, kernel() as there:
        for k, place in ((here, "local:2"), (there, target)):
            k.run("%load_ext farfield")
            k.run(f"%attach {place}")
            _warm(k)
        local, far = [], []
        for _ in range(rounds):
            local.append(here.run(CELL).seconds * 1e3)
            far.append(there.run(CELL).seconds * 1e3)
        here.run("%detach")
        there.run("%detach")
    end_gateway()
    base = sorted(local)[len(local) // 2]
    over = [value - base for value in far]
    row = Row("on Ray: trivial cell, over the local engine's", "ms", target=CELL_MS).take({"Farfield": over})
    row.notes.append(f"the local engine's cell takes {base:.1f} ms")
    return row


def _warm(k: Kernel) -> None:
    for _ in range(5):
        k.run(CELL)


def _calls(ray: Any, rounds: int) -> Row:
    """One task after the other, in slices in turns."""
    increment = ray.remote(tasks.increment)
    samples: Samples = defaultdict(list)
    for number in range(-1, rounds):
        for name, call in (
            ("Farfield", lambda: ff.submit(tasks.increment, 1).result()),
            (RAY, lambda: ray.get(increment.remote(1))),
        ):
            began = time.perf_counter()
            for _ in range(CALLS):
                assert call() == 2
            if number >= 0:
                samples[name].append((time.perf_counter() - began) / CALLS * 1e3)
    row = Row("on Ray: one task", "ms").take(samples)
    row.target = 1.1 * row.peers[RAY]
    return row


def _items(ray: Any, rounds: int) -> Row:
    """Tiny items; Ray's own way is a task for each."""
    increment = ray.remote(tasks.increment)
    samples: Samples = defaultdict(list)
    for number in range(-1, rounds):
        began = time.perf_counter()
        results = ff.map(tasks.increment, range(ITEMS)).result()
        ours = ITEMS / (time.perf_counter() - began)
        assert results[-1] == ITEMS
        began = time.perf_counter()
        ray.get([increment.remote(value) for value in range(OWN_ITEMS)])
        theirs = OWN_ITEMS / (time.perf_counter() - began)
        if number >= 0:
            samples["Farfield"].append(ours)
            samples[RAY].append(theirs)
    row = Row(f"on Ray: {ITEMS:,} tiny items", "items/s", higher_is_better=True).take(samples)
    row.target = 50 * row.peers[RAY]
    row.notes.append(f"Ray: a task for each of {OWN_ITEMS:,}")
    return row


def _arrays(ray: Any, rounds: int) -> list[Row]:
    """256 MB into a task and back, beside ray.put and ray.get."""
    touch, kept = ray.remote(tasks.touch), ray.remote(tasks.kept_array)
    array = tasks.new_array()
    into: Samples = defaultdict(list)
    back: Samples = defaultdict(list)
    for number in range(-1, rounds):
        array += 1.0  # content that was never sent, its pages warm here
        expected = tasks.touch(array)
        rest()
        measured = {
            "Farfield": (
                _timed(ff.submit, tasks.touch, array, expected=expected, get=ff.get),
                _timed(ff.submit, tasks.kept_array, number, get=ff.get),
            ),
            RAY: (
                _timed(lambda values: touch.remote(ray.put(values)), array, expected=expected, get=ray.get),
                _timed(kept.remote, number, get=ray.get),
            ),
        }
        for name, (there, here) in measured.items() if number >= 0 else ():
            into[name].append(there)
            back[name].append(here)
    megabytes = tasks.ARRAY_BYTES // 1_000_000
    rows = [
        Row(f"on Ray: {megabytes} MB into a task and used", "s").take(into),
        Row(f"on Ray: {megabytes} MB back and used", "s").take(back),
    ]
    for row in rows:
        row.target = row.peers[RAY]
    return rows


def _timed(
    call: Callable[..., Any], *arguments: Any, get: Callable[[Any], Any], expected: float | None = None
) -> float:
    """Seconds until the result is here and, where it is an array, all its pages are."""
    began = time.perf_counter()
    result = get(call(*arguments))
    if expected is None:
        tasks.touch(result)
    seconds = time.perf_counter() - began
    assert expected is None or result == expected
    return seconds

"""A session through a connection that is cut: nothing is missing, and nothing comes twice."""

from __future__ import annotations

import dataclasses
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from farfield_engine.client import dial
from farfield_engine.client.client import Client
from farfield_engine.client.framed import FramedConnection
from farfield_engine.client.handle import JobHandle
from farfield_engine.client.local import find_or_start_local
from farfield_engine.client.route import UnixRoute
from farfield_engine.client.streamed import StreamedConnection
from farfield_engine.objects.pickling import dumps
from farfield_engine.wire.v1 import jobs_pb2 as pb

SECONDS = 30.0


class CuttingProxy:
    """Carries bytes between a Unix socket of its own and the gateway's, until it is told to cut."""

    def __init__(self, path: Path, target: str) -> None:
        self.path = str(path)
        self.accepted = 0
        self._target = target
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._begin(self._accept)

    def _begin(self, run: object, *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                ours, _ = self._listener.accept()
            except OSError:
                return  # closed
            theirs = socket.socket(socket.AF_UNIX)
            theirs.connect(self._target)
            self._open += [ours, theirs]
            self.accepted += 1
            self._begin(self._carry, ours, theirs)
            self._begin(self._carry, theirs, ours)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(1 << 16):
                sink.sendall(data)
        except OSError:
            pass  # cut
        for end in (source, sink):
            _shut(end)

    def cut(self) -> None:
        """Break all connections, in the middle of whatever they carry."""
        for end in self._open:
            _shut(end)

    def close(self) -> None:
        _shut(self._listener)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(SECONDS)
        for end in self._open:
            end.close()


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is shut already


@pytest.fixture(params=[FramedConnection, StreamedConnection])
def proxied(
    own_runtime: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Client, CuttingProxy]]:
    info = find_or_start_local()
    proxy = CuttingProxy(own_runtime / "proxy.sock", info.framed)
    info = dataclasses.replace(info, route=UnixRoute(proxy.path, info.token, info.pid))
    monkeypatch.setattr(dial, "FramedConnection", request.param)
    client = Client.at(info, "local")
    yield client, proxy
    client.close(detach=True)
    proxy.close()


def _submit(client: Client, function: object, elements: list[tuple[object, ...]]) -> JobHandle:
    program = pb.Program(call=pb.CallProgram()).SerializeToString()
    packed, buffers, _ = dumps((function, {}), {})
    data, _, _ = dumps(elements, {})
    spec = pb.JobSpec(
        items=len(elements),
        program=program,
        values=[client.value(packed, buffers)],
        chunks=[pb.Chunk(start=0, count=len(elements), elements=client.value(data, []))],
        resources=pb.Resources(cpus=1),
    )
    return client.submit(spec, watched=True)


def _printing(number: int) -> int:
    import time

    print(f"item {number}")
    time.sleep(0.01)
    return number * number


def _text(handle: JobHandle) -> str:
    parts = []
    while not handle.events.empty():
        event = handle.events.get()
        assert event is not None
        parts += [output.content for output in event.outputs.outputs]
        assert not event.outputs.left_out_lines
    return "".join(parts)


def test_job_survives_cuts(proxied: tuple[Client, CuttingProxy]) -> None:
    client, proxy = proxied
    handle = _submit(client, _printing, [(number,) for number in range(200)])
    for item in (1, 60, 120):
        assert handle.wait_for_item(item, SECONDS)
        proxy.cut()
    assert handle.wait(SECONDS)
    assert proxy.accepted > 1
    results = [value for segment in handle.segments() for value in client.load(segment.values, {})]
    assert results == [number * number for number in range(200)]
    lines = _text(handle).splitlines()
    assert sorted(lines) == sorted(f"item {number}" for number in range(200))


def test_jobs_sent_while_cut_off_arrive_once(proxied: tuple[Client, CuttingProxy]) -> None:
    client, proxy = proxied
    assert _submit(client, abs, [(-1,)]).wait(SECONDS)
    before = len(client.jobs())
    handles = []
    for number in range(30):
        if number % 5 == 0:
            proxy.cut()
        handles.append(_submit(client, abs, [(-number,)]))
    for number, handle in enumerate(handles):
        assert handle.wait(SECONDS)
        (segment,) = handle.segments()
        assert client.load(segment.values, {}) == [number]
    assert len(client.jobs()) == before + 30


def test_cancel_while_cut_off_is_delivered(proxied: tuple[Client, CuttingProxy]) -> None:
    import time

    client, proxy = proxied
    handle = _submit(client, time.sleep, [(600,)])
    while handle.summary is None or not handle.summary.counts.running:
        assert handle.events.get(timeout=SECONDS) is not None
    proxy.cut()
    client.cancel(handle.id)
    assert handle.wait(SECONDS)
    assert handle.summary is not None and handle.summary.state == pb.STATE_CANCELLED

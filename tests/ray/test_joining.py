"""What is said of a cluster before it is joined, and a Ray of this machine's own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from pathlib import Path
from typing import TYPE_CHECKING

import grpc
import psutil
import pytest

from farfield_engine.engines.ray.joining import join
from farfield_engine.engines.ray.localray import end_own, own_cluster
from farfield_engine.engines.ray.probe import probe
from farfield_engine.errors import AttachError

if TYPE_CHECKING:
    from raycluster import Cluster

SECONDS = 5.0
"""The longest that a person is kept waiting for what is wrong; Ray itself takes 20."""


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of Ray's in the environment or at home."""
    for name in [name for name in os.environ if name.startswith("RAY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def serve_metadata() -> Iterator[Callable[[bytes], str]]:
    """Stands in for heads of other versions of Ray, which can't be installed beside this one."""
    with futures.ThreadPoolExecutor(1) as threads:
        server = grpc.server(threads)
        answer = b""

        class Head(grpc.GenericRpcHandler):
            def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes] | None:
                if not details.method.endswith("/InternalKVGet"):
                    return None
                return grpc.unary_unary_rpc_method_handler(lambda request, context: answer)

        server.add_generic_rpc_handlers([Head()])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()

        def serve(metadata: bytes) -> str:
            nonlocal answer
            answer = b"\x0a\x00\x12" + bytes([len(metadata)]) + metadata
            return f"127.0.0.1:{port}"

        yield serve
        server.stop(None).wait()


def refusal(address: str) -> str:
    began = time.monotonic()
    with pytest.raises(AttachError) as caught:
        probe(address)
    assert time.monotonic() - began < SECONDS
    return str(caught.value)


def test_a_cluster_that_needs_a_token(
    ray_cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = ray_cluster.address
    assert f"the Ray cluster at {address} needs a token" in refusal(address)
    wrong = tmp_path / "wrong"
    wrong.write_text("0123456789abcdef" * 4)
    monkeypatch.setenv("RAY_AUTH_TOKEN_PATH", str(wrong))
    said = refusal(address)
    assert "refuses the token that is here" in said and "0123" not in said
    monkeypatch.setenv("RAY_AUTH_TOKEN_PATH", str(tmp_path / "nowhere"))
    assert "which can't be read" in refusal(address)


def test_the_token_of_the_environment_is_handed_on_in_a_file(
    ray_cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAY_AUTH_TOKEN", Path(ray_cluster.environment["RAY_AUTH_TOKEN_PATH"]).read_text())
    found = join(f"ray:{ray_cluster.address}", tmp_path)
    kept = tmp_path / "ray.given-token"
    assert found.environ == {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN_PATH": str(kept)}
    assert kept.stat().st_mode & 0o777 == 0o600


def test_heads_that_are_not_there() -> None:
    assert "nothing listens" in refusal("127.0.0.1:9")
    assert "its name is not known here" in refusal("no-such-host.invalid:6379")
    assert "nobody has answered within 3 s" in refusal("192.0.2.77:6379")


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        (
            b'{"ray_version": "2.9.0", "python_version": "3.11.7"}',
            "is Ray 2.9.0, this environment has Ray 2.60",
        ),
        (
            b'{"ray_version": "2.60.0", "python_version": "3.9.1"}',
            "runs Python 3.9.1, this environment Python",
        ),
        (b"[1]", "is no Ray cluster that Farfield knows"),
    ],
)
def test_heads_of_other_versions(metadata: bytes, says: str, serve_metadata: Callable[[bytes], str]) -> None:
    assert says in refusal(serve_metadata(metadata))


def test_own_ray_is_found_again_and_ends(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    before = set(psutil.pids())
    first = own_cluster(tmp_path)
    try:
        token = tmp_path / "ray.token"
        assert first.owned and first.environ["RAY_AUTH_MODE"] == "token"
        assert token.stat().st_mode & 0o777 == 0o600
        assert "needs a token" in refusal(first.address)
        assert own_cluster(tmp_path).address == first.address
    finally:
        end_own(tmp_path)
    assert "nothing listens" in refusal(first.address)
    left = [
        process.cmdline()
        for process in psutil.process_iter()
        if process.pid not in before and any("farfield-ray-" in word for word in process.cmdline())
    ]
    assert not left

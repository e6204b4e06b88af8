"""Ray clusters as targets."""

from __future__ import annotations

import pytest

from farfield_engine.client.raytarget import cluster_of, gateway_options, is_ray
from farfield_engine.client.reach import is_here, reach
from farfield_engine.errors import AttachError


@pytest.fixture(autouse=True)
def no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAY_ADDRESS", raising=False)


@pytest.mark.parametrize(
    ("target", "cluster"),
    [
        ("local", ""),
        ("rays", ""),
        ("ray", "ray"),
        ("ray:local", "ray"),
        ("ray:head", "ray:head:6379"),
        ("ray:10.0.0.7:7000", "ray:10.0.0.7:7000"),
        ("ray:[fd00::7]", "ray:[fd00::7]:6379"),
        ("ray:[fd00::7]:06379", "ray:[fd00::7]:6379"),
    ],
)
def test_one_form_for_each_cluster(target: str, cluster: str) -> None:
    assert cluster_of(target) == cluster
    assert is_ray(target) is bool(cluster)
    assert is_here(target) is (target != "rays")


def test_ray_address_is_what_ray_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "head:6380")
    assert cluster_of("ray") == "ray:head:6380"
    assert cluster_of("ray:other:1") == "ray:other:1"
    assert cluster_of("ray:local") == "ray"


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("ray:ray://head:10001", "the address of a Ray Client server"),
        ("ray:auto", "'auto' names no cluster"),
        ("ray:head:port", "a port is a number from 1 to 65535, not 'port'"),
        ("ray:head:0", "not '0'"),
        ("ray:a b", "'a b' is no address of a Ray cluster"),
        ("ray:user@head", "is no address of a Ray cluster"),
    ],
)
def test_mistakes_say_what_to_do(target: str, says: str) -> None:
    with pytest.raises(AttachError, match=says):
        cluster_of(target)


def test_without_ray_here_it_is_said_before_anything_is_started(
    own_runtime: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert gateway_options("") == []
    with pytest.raises(AttachError, match=r"pip install 'farfield\[ray\]'"):
        reach("ray:head")

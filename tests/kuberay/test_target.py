"""How a RayCluster on Kubernetes is written."""

from __future__ import annotations

import pytest

from farfield_engine.client.kuberaytarget import KubeRayTarget, parse_kuberay
from farfield_engine.errors import AttachError


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("kuberay://team/mine", KubeRayTarget("team", "mine")),
        (" KubeRay://team/mine/ ", KubeRayTarget("team", "mine")),
        ("kuberay://t-1/a.b-2", KubeRayTarget("t-1", "a.b-2")),
        ("kuberay://t/m?context=arn:aws:eks:eu/x", KubeRayTarget("t", "m", "arn:aws:eks:eu/x")),
        ("kuberay://t/m?context=two%20words", KubeRayTarget("t", "m", "two words")),
    ],
)
def test_a_target_is_read_and_written(text: str, target: KubeRayTarget) -> None:
    assert parse_kuberay(text) == target
    assert parse_kuberay(str(target)) == target


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kuberay:mine", "begins with 'kuberay://'"),
        ("kuberay://mine", "does not name a namespace and a RayCluster"),
        ("kuberay:///mine", "does not name a namespace and a RayCluster"),
        ("kuberay://a/b/c", "does not name a namespace and a RayCluster"),
        ("kuberay://Team/mine", "no namespace can be called 'Team'"),
        ("kuberay://a.b/mine", "no namespace can be called 'a.b'"),
        (f"kuberay://{'a' * 64}/mine", "no namespace can be called"),
        ("kuberay://team/-mine", "no RayCluster can be called '-mine'"),
        (f"kuberay://team/{'a' * 64}", "at most 63 characters"),
        ("kuberay://me@team/mine", "names no user"),
        ("kuberay://team/mi ne", "a space or control character"),
        ("kuberay://team/mine?cert=x", "'cert' is unknown here"),
        ("kuberay://team/mine?context=", "is followed by the name of a context"),
        ("kuberay://team/mine?context=a&context=b", "names two contexts"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(text: str, said: str) -> None:
    with pytest.raises(AttachError) as caught:
        parse_kuberay(text)
    assert said in str(caught.value)


def test_a_token_in_a_target_is_not_shown() -> None:
    with pytest.raises(AttachError) as caught:
        parse_kuberay("kuberay://team/mine#geheim")
    assert "holds no token" in str(caught.value)
    assert "geheim" not in str(caught.value)

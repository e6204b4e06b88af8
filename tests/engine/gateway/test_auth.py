"""Who has the token."""

from __future__ import annotations

import pytest

from farfield_engine.gateway.auth import token_of


@pytest.mark.parametrize(
    "metadata",
    [
        [("authorization", "Bearer secret")],
        [("Authorization", "Bearer secret")],
        [("authorization", b"Bearer secret")],
        [("user-agent", "x"), ("authorization", "Bearer secret")],
    ],
)
def test_the_token_opens(metadata: list[tuple[str, str | bytes]]) -> None:
    assert token_of(metadata) == b"secret"


@pytest.mark.parametrize(
    "metadata",
    [
        [],
        [("authorization", "")],
        [("authorization", "secret")],
        [("authorization", "Bearer ")],
        [("authorization", "Bearer secre")],
        [("authorization", "Bearer secret ")],
        [("authorization", "bearer secret")],
        [("authorization", "Bearer sécret")],
        [("x-authorization", "Bearer secret")],
        [("authorization-bin", b"Bearer secret")],
    ],
)
def test_nothing_else_does(metadata: list[tuple[str, str | bytes]]) -> None:
    assert token_of(metadata) != b"secret"

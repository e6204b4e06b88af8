"""Settings: `farfield.config`."""

from __future__ import annotations

import pytest

from farfield._config import DEFAULT_VALUE_LIMIT, Config, parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("1500", 1500),
        ("12 b", 12),
        ("64MiB", 64 << 20),
        (" 1.5GB ", 1_500_000_000),
        ("2k", 2000),
        ("2KIB", 2048),
        ("1ti", 1 << 40),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "lots", "-1", "1PB", "1.5.2", "1 MiB more", "0x10", "1e6", "nan"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is not a size; write 64MiB"):
        parse_size(text)


def test_the_limit_is_what_was_set_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FARFIELD_VALUE_LIMIT", raising=False)
    config = Config()
    assert config.value_limit == DEFAULT_VALUE_LIMIT == 64 << 20
    config.value_limit = "1GiB"
    assert config.value_limit == 1 << 30
    config.value_limit = 0
    assert config.value_limit == 0, "nothing comes here by itself"
    assert repr(config) == "<farfield.config value_limit=0>"


@pytest.mark.parametrize("wrong", [-1, True, 1.5, None, [1]])
def test_a_wrong_limit_is_told_at_once_and_changes_nothing(wrong: object) -> None:
    config = Config()
    config.value_limit = 5
    with pytest.raises(ValueError, match="value_limit takes bytes"):
        config.value_limit = wrong  # type: ignore[assignment]  # what users may try
    with pytest.raises(ValueError, match="'lots' is not a size"):
        config.value_limit = "lots"
    assert config.value_limit == 5


def test_the_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARFIELD_VALUE_LIMIT", "2MB")
    assert Config().value_limit == 2_000_000
    monkeypatch.setenv("FARFIELD_VALUE_LIMIT", "much")
    with pytest.raises(ValueError, match="FARFIELD_VALUE_LIMIT: 'much' is not a size"):
        _ = Config().value_limit
    monkeypatch.setenv("FARFIELD_VALUE_LIMIT", "")
    assert Config().value_limit == DEFAULT_VALUE_LIMIT

"""`farfield token` and `farfield url`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from farfield_engine.access.served import Served, owner_token, write_served
from farfield_engine.access.tokenfile import TOKENS_FILE
from farfield_engine.cli import main
from farfield_engine.client.target import parse_farfield
from farfield_engine.gateway.tokens import Denied, Grant, TokenBook
from farfield_engine.places import local_state_dir

PIN = "sha256-" + "A" * 43


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARFIELD_STATE_DIR", str(tmp_path))
    return local_state_dir()


@pytest.fixture
def book(state: Path) -> TokenBook:
    return TokenBook(state / TOKENS_FILE, "owner")


def test_a_token_comes_and_goes(book: TokenBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "add", "ada", "--expires", "30d"]) == 0
    shown = capsys.readouterr()
    token = shown.out.strip()
    assert book.check(token.encode()) == Grant("ada")
    assert "no gateway is served here now" in shown.err and token not in shown.err
    assert main(["token", "list"]) == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["NAME", "STATE", "CREATED", "EXPIRES"]
    assert line.split()[:2] == ["ada", "valid"] and token not in line
    assert main(["token", "revoke", "ada"]) == 0
    assert "ada's token is revoked" in capsys.readouterr().out
    assert book.check(token.encode()) == Denied("revoked", "ada")
    assert main(["token", "revoke", "ada"]) == 1
    assert "farfield: 'ada' has no valid token" in capsys.readouterr().err


def test_a_token_comes_as_a_connection_string_where_a_gateway_is_served(
    state: Path, book: TokenBook, capsys: pytest.CaptureFixture[str]
) -> None:
    write_served(state, Served("gpu1.example", 99, PIN))
    assert main(["token", "add", "ada"]) == 0
    target = parse_farfield(capsys.readouterr().out)
    assert (target.host, target.port, target.certificate) == ("gpu1.example", 99, PIN)
    assert book.check(target.token.encode()) == Grant("ada")
    main(["token", "list"])
    assert capsys.readouterr().out.splitlines()[1].endswith("never")


def test_mistakes_are_told(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "add", "a b"]) == 1
    assert "farfield: 'a b' can't be a user's name" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["token", "add", "ada", "--expires", "soon"])
    assert "'soon' is not a duration; write a number and its unit" in capsys.readouterr().err
    assert main(["token", "list"]) == 0
    assert "nobody but you has a token" in capsys.readouterr().out


def test_the_owners_connection_string(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["url"]) == 1
    assert "no gateway is served here; 'farfield serve' starts one" in capsys.readouterr().err
    write_served(state, Served("::1", 99, PIN, os.getpid()))
    assert main(["url"]) == 1
    assert "token is gone" in capsys.readouterr().err
    token = owner_token(state)
    assert main(["url"]) == 0
    assert capsys.readouterr().out == f"farfield://[::1]:99?cert={PIN}#{token}\n"
    write_served(state, Served("::1", 99, PIN, 1 << 22 | 1))  # no process has so high a number
    assert main(["url"]) == 1
    assert token not in capsys.readouterr().err

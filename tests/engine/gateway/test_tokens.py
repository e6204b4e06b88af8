"""Tokens: who comes in, who is refused with which words, and who must leave."""

from __future__ import annotations

import hmac
import json
import logging
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from farfield_engine.access.served import Served, read_served, remove_served, write_served
from farfield_engine.access.tokenfile import MOST_DEAD, Entry, hash_of
from farfield_engine.errors import AttachError, RefusedError
from farfield_engine.gateway.tokens import Denied, Grant, TokenBook, owner_token

OWNER = "owner-" + "x" * 40
ADD = """
import sys, time; from pathlib import Path
from farfield_engine.access.tokenfile import add_token
for number in range(10):
    add_token(Path(sys.argv[1]), f"{sys.argv[2]}{number}", None, time.time())
"""


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


@pytest.fixture
def book(path: Path, clock: Clock) -> TokenBook:
    return TokenBook(path, OWNER, clock)


def test_each_token_is_its_users(book: TokenBook) -> None:
    ada, bob = book.add("ada"), book.add("bob@example.org")
    assert book.check(OWNER.encode()) == Grant("")
    assert book.check(ada.encode()) == Grant("ada")
    assert book.check(bob.encode()) == Grant("bob@example.org")
    assert book.reload_if_changed() == set()


@pytest.mark.parametrize("given", [b"", b"\0", b"\xff" * 40, OWNER.encode()[:-1], OWNER.encode() + b"\n"])
def test_what_is_no_token_is_unknown(book: TokenBook, given: bytes) -> None:
    ada = book.add("ada")
    assert book.check(given) == book.check(ada[:-1].encode()) == Denied("unknown")
    # Who can read the file has no token by that.
    assert book.check(hash_of(ada.encode()).encode()) == Denied("unknown")


def test_the_file_is_private_and_holds_no_token(book: TokenBook, path: Path) -> None:
    token = book.add("ada")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert token not in path.read_text() and OWNER not in path.read_text()
    assert OWNER not in repr(vars(book)) and token not in repr(vars(book))


def test_a_revoked_token_opens_nothing(book: TokenBook) -> None:
    token = book.add("ada")
    book.revoke("ada")
    assert book.check(token.encode()) == Denied("revoked", "ada")
    assert [entry.name for entry in book.list()] == ["ada"]
    again = book.add("ada")
    assert book.check(again.encode()) == Grant("ada")
    assert book.check(token.encode()) == Denied("revoked", "ada")


def test_an_expired_token_opens_nothing(book: TokenBook, clock: Clock) -> None:
    token = book.add("ada", 60)
    clock.now += 59
    assert book.check(token.encode()) == Grant("ada")
    clock.now += 1
    assert book.check(token.encode()) == Denied("expired", "ada")
    with pytest.raises(RefusedError, match="'ada' has no valid token; 'farfield token list' shows who has"):
        book.revoke("ada")
    assert book.check(book.add("ada").encode()) == Grant("ada")


def test_those_whose_tokens_end_must_leave(path: Path, book: TokenBook, clock: Clock) -> None:
    ada = book.add("ada", 60)
    book.add("bob")
    assert book.reload_if_changed() == set()
    TokenBook(path, OWNER).revoke("bob")  # as another process does
    assert book.reload_if_changed() == {"bob"}
    assert book.reload_if_changed() == set()
    clock.now += 60
    assert book.reload_if_changed() == {"ada"}
    assert book.check(ada.encode()) == Denied("expired", "ada")
    assert book.reload_if_changed() == set()


def test_one_who_came_and_lost_it_between_two_looks_must_leave(book: TokenBook) -> None:
    token = book.add("ada")
    assert book.check(token.encode()) == Grant("ada")
    book.revoke("ada")
    book.add("ada")
    assert book.reload_if_changed() == {"ada"}


def test_every_token_is_compared(book: TokenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = [book.add(name) for name in ("ada", "bob", "cleo")]
    compared: list[str] = []
    compare = hmac.compare_digest

    def counting(given: str, kept: str) -> bool:
        compared.append(kept)
        return compare(given, kept)

    monkeypatch.setattr(hmac, "compare_digest", counting)
    for given in (*tokens, OWNER, "wrong"):
        book.check(given.encode())
        assert len(compared) == 4
        compared.clear()


@pytest.mark.parametrize("name", ["", "a" * 65, "a b", "a/b", "a\n", "ü", "a\0", "..", "-a", "x;y"])
def test_names_that_nobody_has(book: TokenBook, path: Path, name: str) -> None:
    with pytest.raises(RefusedError, match="can't be a user's name: 1 to 64 letters") as caught:
        book.add(name)
    assert "\n" not in str(caught.value)
    assert not path.exists()


def test_a_user_has_one_token(book: TokenBook) -> None:
    book.add("ada")
    with pytest.raises(RefusedError, match="ada has a token; 'farfield token revoke ada' ends it"):
        book.add("ada")
    with pytest.raises(RefusedError, match="'bob' has no valid token"):
        book.revoke("bob")


def test_edits_at_the_same_time_are_all_there(book: TokenBook, path: Path) -> None:
    editors = [
        subprocess.Popen([sys.executable, "-c", ADD, str(path), letter], stderr=subprocess.PIPE)
        for letter in "abc"
    ]
    for editor in editors:
        _, errors = editor.communicate(timeout=60)
        assert editor.returncode == 0, errors
    assert sorted(entry.name for entry in book.list()) == [f"{x}{n}" for x in "abc" for n in range(10)]


def test_old_tokens_are_forgotten_in_the_end(path: Path, clock: Clock) -> None:
    dead = [
        {"name": "ada", "sha256": f"{number:064x}", "created": 1, "expires": 2, "revoked": 0}
        for number in range(MOST_DEAD + 5)
    ]
    path.write_text(json.dumps({"version": 1, "tokens": dead}))
    path.chmod(0o600)
    book = TokenBook(path, OWNER, clock)
    book.add("bob")
    kept = book.list()
    assert len(kept) == MOST_DEAD + 1
    assert (kept[0].sha256, kept[-1].name) == (f"{5:064x}", "bob")


# --- a file that is not as it should be -------------------------------------


def entry(**changes: object) -> str:
    fields = {"name": "ada", "sha256": "0" * 64, "created": 1, "expires": 0, "revoked": 0} | changes
    return json.dumps({"version": 1, "tokens": [fields]})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Secret",
        "[]",
        '{"version": 2, "tokens": []}',
        '{"version": 1}',
        '{"version": 1, "tokens": [1]}',
        "[" * 100_000,
        entry(name="a\nb"),
        entry(sha256="0"),
        entry(expires=float("nan")),
        entry(revoked="no"),
        entry(revoked=False),
    ],
)
def test_a_damaged_file_lets_in_the_owner_alone(
    book: TokenBook, path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = book.add("ada")
    assert book.check(token.encode()) == Grant("ada")
    good = path.read_bytes()
    path.write_text(content)
    with caplog.at_level(logging.ERROR):
        assert book.check(token.encode()) == Denied("unknown")
        assert book.check(OWNER.encode()) == Grant("")
        assert book.reload_if_changed() == {"ada"}
    assert [record.getMessage().count("only the gateway's owner") for record in caplog.records] == [1]
    assert "Secret" not in caplog.text and "0000" not in caplog.text
    with pytest.raises(AttachError, match="is damaged or of another version.*put back a good one, or remove"):
        book.add("bob")
    assert path.read_text() == content
    path.write_bytes(good)
    assert book.check(token.encode()) == Grant("ada")


def test_a_file_that_others_can_write_lets_in_the_owner_alone(book: TokenBook, path: Path) -> None:
    token = book.add("ada")
    path.chmod(0o666)
    assert book.check(token.encode()) == Denied("unknown")
    path.chmod(0o600)
    assert book.check(token.encode()) == Grant("ada")


def test_without_the_file_nobody_but_the_owner_comes_in(book: TokenBook, path: Path) -> None:
    token = book.add("ada")
    book.check(token.encode())
    path.unlink()
    assert book.reload_if_changed() == {"ada"}
    assert book.check(token.encode()) == Denied("unknown")


def test_the_states_of_a_token() -> None:
    assert Entry("ada", "", 1.0).state(1e9) == "valid"
    assert Entry("ada", "", 1.0, expires=5.0).state(5.0) == "expired"
    assert Entry("ada", "", 1.0, expires=5.0, revoked=2.0).state(3.0) == "revoked"


# --- the owner's, and where it is served ------------------------------------


def test_the_owners_token_stays(tmp_path: Path) -> None:
    token = owner_token(tmp_path)
    assert len(token) == 43
    assert owner_token(tmp_path) == token
    assert stat.S_IMODE((tmp_path / "owner.token").stat().st_mode) == 0o600
    assert owner_token_of_another(tmp_path) != token


def owner_token_of_another(tmp_path: Path) -> str:
    other = tmp_path / "other"
    other.mkdir()
    return owner_token(other)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 43, b"two words " * 5])
def test_an_owners_token_that_is_none(tmp_path: Path, content: bytes) -> None:
    owner_token(tmp_path)
    (tmp_path / "owner.token").write_bytes(content)
    with pytest.raises(AttachError, match="owner.token' holds no token; remove it"):
        owner_token(tmp_path)


def test_an_owners_token_that_others_can_read(tmp_path: Path) -> None:
    token = owner_token(tmp_path)
    (tmp_path / "owner.token").chmod(0o644)
    with pytest.raises(AttachError, match=r"mode 0644.*chmod 600.*replace what is in it") as caught:
        owner_token(tmp_path)
    assert token not in str(caught.value)


def test_where_it_is_served(tmp_path: Path) -> None:
    assert read_served(tmp_path) is None
    served = Served("::1", 7878, "sha256-x", 12)
    write_served(tmp_path, served)
    assert read_served(tmp_path) == served
    assert served.public_host == "::1"
    assert Served("0.0.0.0", 1, "").public_host not in ("", "0.0.0.0")
    (tmp_path / "serve.json").write_text("[]")
    with pytest.raises(AttachError, match="serve.json' can't be read; restart 'farfield serve'"):
        read_served(tmp_path)
    remove_served(tmp_path)
    remove_served(tmp_path)
    assert read_served(tmp_path) is None

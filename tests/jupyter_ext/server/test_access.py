"""Who may ask the server extension, and what is wrong with what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from farfield_engine.client.local import find_local
from farfield_engine.places import CONNECTION_FILE, local_gateway_dir

if TYPE_CHECKING:
    from tests.jupyter_ext.server.conftest import Pages  # noqa: TID251  # for the type checker only

PATHS = [
    ("GET", "clusters"),
    ("POST", "clusters"),
    ("GET", "clusters/local"),
    ("DELETE", "clusters/local"),
    ("GET", "clusters/local/jobs"),
    ("GET", "clusters/local/jobs/1"),
    ("GET", "clusters/local/jobs/1/log"),
    ("POST", "clusters/local/jobs/1/cancel"),
    ("POST", "clusters/local/jobs/1/retry"),
    ("POST", "clusters/local/workers/w1/continue"),
]


def test_jupyter_decides_who_may_ask(pages: Pages) -> None:
    for method, path in PATHS:
        content = {"target": "local"} if method == "POST" else None
        for token in ("", "wrong" * 8):
            refused = pages.ask(method, path, content, token=token)
            assert refused.status == 403, (method, path, token, refused)
    # A browser has cookies: what changes something needs the one against forged requests, too.
    pages.log_in()
    assert pages.ask("GET", "clusters", token="").status == 200
    for method, path in PATHS:
        if method == "GET":
            continue
        content = {"target": "local"} if method == "POST" else None
        for headers in ({}, {"X-XSRFToken": "wrong"}):
            refused = pages.ask(method, path, content, token="", **headers)
            assert refused.status == 403 and "XSRF" in refused.text.upper(), (method, path, refused)
    assert find_local() is None, "a gateway was started for nobody"
    # A page elsewhere, which the browser lends its cookies.
    assert pages.ask("GET", "clusters", token="", Origin="http://evil.example").status == 404
    allowed = pages.ask("DELETE", "clusters/local", token="", **{"X-XSRFToken": pages.xsrf()})
    assert allowed.status == 200


def test_what_is_asked_wrongly_is_named(pages: Pages) -> None:
    for path, part in (
        ("clusters/nowhere", "there is no cluster 'nowhere'"),
        ("clusters/nowhere/jobs", "there is no cluster 'nowhere'"),
        ("clusters/local/jobs/x", "there is no job 'x'"),
        ("clusters/local/jobs/99999999999/log", "there is no job '99999999999'"),
        ("clusters/local/jobs/%2e%2e", "there is no job '..'"),
        (f"clusters/{'y' * 300}", "y…'"),
    ):
        found = pages.get(path)
        assert found.status == 404 and part in found.message and len(found.message) < 300, found
    for path, part in (
        ("clusters/local?from=-1", "'from' must be a whole number"),
        ("clusters/local?limit=1e3", "'limit' must be a whole number"),
        ("clusters/local/jobs?limit=1001", "from 0 to 1,000, not '1001'"),
        ("clusters/local/jobs?before=4294967296", "'before'"),
        ("clusters/local/jobs/1?workersFrom=x", "'workersFrom'"),
        ("clusters/local/jobs/1/log?item=1&item=-2", "'item' must be"),
        ("clusters/local/jobs/1/log?last=%3Cb%3E", "not '<b>'"),
    ):
        found = pages.get(path)
        assert found.status == 400 and part in found.message, found
    for content, part in (
        (b"{", "the body is not JSON"),
        (b"[]", "no JSON object"),
        ({}, "'target' is missing"),
        ({"target": 7}, "'target' is missing"),
        ({"target": "x" * 5000}, "'target' is missing"),
        ({"target": "planted-secret"}, "that is no target"),
        ({"target": "farfield://h:99999#planted-secret"}, "a port is a number"),
        ({"target": "ssh://-oProxy"}, "begins with '-'"),
    ):
        found = pages.post("clusters", content)
        assert found.status == 400 and part in found.message, found
    found = pages.post("clusters/local/jobs/1/retry", {"items": ["x"]})
    assert found.status == 400 and "'items' must be a whole number" in found.message
    assert "planted-secret" not in "".join(pages.heard) + pages.log.read_text()


def test_a_gateway_whose_files_cannot_be_read(pages: Pages) -> None:
    pages.until("clusters", lambda asked: asked.content[0]["state"] == "down", "down")
    connection = local_gateway_dir() / CONNECTION_FILE
    connection.mkdir()  # where the tests run as root, they can read any file
    try:
        listed = pages.until("clusters", lambda asked: asked.content[0]["state"] == "unreachable", "told")
        for found in (pages.get("clusters/local"), pages.post("clusters", {"target": "local"})):
            assert found.status == 502 and found.message == listed.content[0]["message"]
        assert "can't be read" in found.message and "farfield down" in found.message
    finally:
        connection.rmdir()

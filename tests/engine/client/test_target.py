"""Targets: what is understood, what is refused with which words, and that no secret is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farfield_engine.client.target import (
    FarfieldTarget,
    SshTarget,
    connection_string,
    parse_farfield,
    parse_ssh,
)
from farfield_engine.errors import AttachError

PIN = "sha256-" + "A" * 43


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("farfield://gpu1", FarfieldTarget("gpu1", 7878, "", "")),
        ("farfield://gpu1:99", FarfieldTarget("gpu1", 99, "", "")),
        ("  FARFIELD://GPU1.example./\n", FarfieldTarget("gpu1.example", 7878, "", "")),
        (f"farfield://10.0.0.1:99?cert={PIN}#tok", FarfieldTarget("10.0.0.1", 99, PIN, "tok")),
        ("farfield://[::1]#a#b%20?/@:", FarfieldTarget("::1", 7878, "", "a#b%20?/@:")),
        ("farfield://[0:0:0:0:0:0:0:1]:99", FarfieldTarget("::1", 99, "", "")),
        ("farfield://[fe80::1%eth0]:99", FarfieldTarget("fe80::1%eth0", 99, "", "")),
        ("farfield://bücher.example", FarfieldTarget("xn--bcher-kva.example", 7878, "", "")),
        ("farfield://my_host-2", FarfieldTarget("my_host-2", 7878, "", "")),
    ],
)
def test_farfield_targets(text: str, expected: FarfieldTarget) -> None:
    assert parse_farfield(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("http://a", "begins with 'farfield://'"),
        ("farfield://", "'farfield://' names no host"),
        ("farfield://:99", "names no host"),
        ("farfield://a:", "a port is a number from 1 to 65535, not ''"),
        ("farfield://a:0", "not '0'"),
        ("farfield://a:65536", "not '65536'"),
        ("farfield://a:-1", "not '-1'"),
        ("farfield://a:٣", "not '٣'"),
        ("farfield://a:http", "not 'http'"),
        ("farfield://::1", "an IPv6 address is written in brackets"),
        ("farfield://[::1", "an IPv6 address is written"),
        ("farfield://[::1]99", "an IPv6 address is written"),
        ("farfield://[1.2.3.4]", "'1.2.3.4' is no IPv6 address"),
        ("farfield://1.2.3.400", "'1.2.3.400' is no IPv4 address"),
        ("farfield://a?cert=sha256-abc", "'sha256-abc' is no fingerprint of a certificate"),
        ("farfield://a?cert=", "'' is no fingerprint"),
        ("farfield://a?", "'' is unknown here"),
        ("farfield://a?token=x", "'token' is unknown here; 'cert' is all that can follow"),
        (f"farfield://a?cert={PIN}&cert={PIN}", "names two certificates"),
        ("farfield://a/b/c", "has a path, '/b/c'"),
        ("farfield://a b", "has a space or control character"),
        ("farfield://a\nb", "has a space or control character"),
        ("farfield://a\0", "has a space or control character"),
        ("farfield://a\u202eb", "has a space or control character"),
        ("farfield://-a", "'-a' is no name that a host can have"),
        ("farfield://a..b", "'a..b' is no name"),
        ("farfield://a%41", "'a%41' is no name"),
        (f"farfield://{'a' * 64}", "is no name"),
        (f"farfield://{'ü' * 64}", "is no name"),
        ("farfield://" + "a" * 5000, "is too long"),
        ("farfield://a#", "is no token"),
    ],
)
def test_farfield_targets_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(AttachError) as caught:
        parse_farfield(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "farfield://me:Secret@a",
        "farfield://a:x#Secret",
        "farfield://a#Secret word",
        "farfield://a#Secrét",
        "farfield://a#" + "Secret" * 100,
        "farfield://a b#Secret",
        "farfield://Secret@a b",
        "farfield://a/b#Secret",
        "ssh://me:Secret@a",
        "ssh://me:Secret@a b",
        "ssh://me:Secret@a:x",
    ],
)
def test_no_refusal_shows_a_secret(text: str) -> None:
    parse = parse_ssh if text.startswith("ssh") else parse_farfield
    with pytest.raises(AttachError) as caught:
        parse(text)
    assert "Secr" not in str(caught.value)


def test_a_target_shows_no_token() -> None:
    target = parse_farfield(f"farfield://[::1]:99?cert={PIN}#Secret")
    assert target.token == "Secret"
    assert target.str_without_token() == str(target) == f"farfield://[::1]:99?cert={PIN}"
    assert target.address == "[::1]:99"
    assert "Secret" not in f"{target} {target!r} {[target]}"


@given(
    host=st.sampled_from(["a.example", "10.1.2.3", "fe80::1", "xn--bcher-kva.example"]),
    port=st.integers(1, 65535),
    certificate=st.sampled_from(["", PIN]),
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
)
def test_what_is_written_is_understood(host: str, port: int, certificate: str, token: str) -> None:
    text = connection_string(host, port, certificate, token)
    assert parse_farfield(text) == FarfieldTarget(host, port, certificate, token)


@given(st.text(max_size=40))
def test_any_text_is_understood_or_refused(rest: str) -> None:
    for scheme, parse in (("farfield://", parse_farfield), ("ssh://", parse_ssh)):
        try:
            target = parse(scheme + rest)
        except AttachError as error:
            assert "\n" not in str(error)
        else:
            assert parse(str(target)).host == target.host
            assert not target.host.startswith("-") and target.host.isascii()


# --- ssh --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ssh://gpu1", SshTarget("", "gpu1", 0)),
        ("ssh://me@gpu1/", SshTarget("me", "gpu1", 0)),
        ("ssh://me@Alias_1:2222", SshTarget("me", "Alias_1", 2222)),
        ("ssh://me@corp.example@gpu1", SshTarget("me@corp.example", "gpu1", 0)),
        ("ssh://me@[::1]:22", SshTarget("me", "::1", 22)),
        ("ssh://bücher.example", SshTarget("", "xn--bcher-kva.example", 0)),
    ],
)
def test_ssh_targets(text: str, expected: SshTarget) -> None:
    assert parse_ssh(text) == expected
    assert parse_ssh(str(expected)) == expected or expected.host == "::1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ssh://-oProxyCommand=x", "begins with '-': ssh would take it for an option"),
        ("ssh://-l@gpu1", "the user '-l' begins with '-'"),
        ("ssh://me@-v", "the host '-v' begins with '-'"),
        ("ssh://me@a b", "space or control character"),
        ("ssh://me@a\tb", "space or control character"),
        ("ssh://m\x1be@a", "space or control character"),
        ("ssh://me@$(id)", "has a '$', which no shell may be given"),
        ("ssh://`id`@a", "the user '`id`' has a '`'"),
        ("ssh://me@a;id", "has a ';'"),
        ("ssh://me@a%h", "has a '%'"),
        ("ssh://", "'ssh://' names no host"),
        ("ssh://me@", "names no host"),
        ("ssh://@a", "has no user before the '@'"),
        ("ssh://me@a:b", "a port is a number"),
        ("ssh://me@a/path", "has a '/'"),
        ("ssh://me@a#b", "has a '#'"),
        ("ssh://¨", "'¨' is no name that a host can have"),
        ("ssh://－v", "'－v' is no name that a host can have"),
        ("ssh://me@[nonsense]", "'nonsense' is no IPv6 address"),
        ("gpu1", "begins with 'ssh://'"),
    ],
)
def test_ssh_targets_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(AttachError) as caught:
        parse_ssh(text)
    assert message in str(caught.value)

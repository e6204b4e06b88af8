"""The gateway's certificate, with real files and real handshakes."""

from __future__ import annotations

import datetime
import os
import socket
import ssl
import stat
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from farfield_engine.access.fingerprints import fingerprint, is_fingerprint
from farfield_engine.errors import AttachError
from farfield_engine.gateway import certificate as module
from farfield_engine.gateway.certificate import (
    Certificate,
    given_certificate,
    own_certificate,
    server_context,
)


def pinning_client() -> ssl.SSLContext:
    """A client that compares the certificate itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["farfield/1"])
    return context


def shake_hands(
    certificate: Certificate, client: ssl.SSLContext, host: str = "localhost"
) -> tuple[str | None, str | None, str]:
    """Version, protocol and fingerprint that the client sees. Raises what the client's handshake raises."""
    here, there = socket.socketpair()
    context = server_context(certificate)

    def serve() -> None:
        there.settimeout(10)
        try:
            with context.wrap_socket(there, server_side=True) as sock:
                sock.recv(1)
        except OSError:
            there.close()  # the client has told us off

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        here.settimeout(10)
        with client.wrap_socket(here, server_hostname=host) as sock:
            der = sock.getpeercert(binary_form=True)
            assert der is not None
            sock.send(b".")
            return sock.version(), sock.selected_alpn_protocol(), fingerprint(der)
    finally:
        here.close()
        thread.join()


def expire(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    now = datetime.datetime.now(datetime.UTC)
    monkeypatch.setattr(module, "_now", lambda: now + datetime.timedelta(days=days))


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


def test_a_certificate_is_made_once(tmp_path: Path) -> None:
    directory = tmp_path / "tls"
    made = own_certificate(directory)
    assert is_fingerprint(made.fingerprint)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert names(directory) == ["cert.pem", "cert.pem.lock", "key.pem"]
    assert own_certificate(directory) == made
    made.chain.chmod(0o644)  # it is no secret
    assert own_certificate(directory) == made


def test_what_the_certificate_says(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    leaf = x509.load_pem_x509_certificate(made.chain.read_bytes())
    assert leaf.subject.rfc4514_string() == "CN=farfield"
    found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"farfield", "localhost", socket.gethostname()} == set(found.get_values_for_type(x509.DNSName))
    assert ["127.0.0.1", "::1"] == [str(ip) for ip in found.get_values_for_type(x509.IPAddress)]
    assert leaf.not_valid_after_utc - datetime.datetime.now(datetime.UTC) > datetime.timedelta(days=3600)


def test_a_client_sees_tls_1_3_and_the_fingerprint(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    assert shake_hands(made, pinning_client()) == ("TLSv1.3", "farfield/1", made.fingerprint)
    grpc = pinning_client()
    grpc.set_alpn_protocols(["h2"])
    assert shake_hands(made, grpc)[1] == "h2"


def test_an_older_tls_is_refused(tmp_path: Path) -> None:
    client = pinning_client()
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError, match="(?i)protocol.version"):
        shake_hands(own_certificate(tmp_path), client)


@pytest.mark.parametrize("host", ["localhost", "farfield", "127.0.0.1", "::1"])
def test_a_client_that_is_told_to_trust_it_checks_the_name(tmp_path: Path, host: str) -> None:
    made = own_certificate(tmp_path)
    client = ssl.create_default_context(cafile=str(made.chain))
    client.verify_flags |= ssl.VERIFY_X509_STRICT  # as newer Pythons do
    shake_hands(made, client, host)
    with pytest.raises(ssl.SSLCertVerificationError, match="(?i)mismatch"):
        shake_hands(made, client, "elsewhere.example")


def test_another_gateway_has_another_fingerprint(tmp_path: Path) -> None:
    first, second = own_certificate(tmp_path / "a"), own_certificate(tmp_path / "b")
    assert first.fingerprint != second.fingerprint
    assert shake_hands(second, pinning_client())[2] != first.fingerprint


def test_the_systems_trust_store_does_not_know_it(tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(own_certificate(tmp_path), ssl.create_default_context())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sha256-" + "A" * 43, True),
        ("sha256-" + "A" * 42 + "B", False),  # bits that no digest has
        ("sha256-" + "A" * 43 + "=", False),
        ("sha256-" + "A" * 42 + "+", False),
        ("sha256-" + "A" * 42 + "é", False),
        ("sha1-" + "A" * 43, False),
        ("A" * 43, False),
        ("", False),
    ],
)
def test_a_fingerprint_is_known_by_its_form(text: str, expected: bool) -> None:
    assert is_fingerprint(text) is expected


# --- what is kept can go wrong ----------------------------------------------


def test_an_expired_one_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = own_certificate(tmp_path)
    expire(monkeypatch, 3651)
    renewed = own_certificate(tmp_path)
    assert renewed.fingerprint != made.fingerprint
    assert own_certificate(tmp_path) == renewed


def test_a_gateway_killed_while_making_one_makes_another(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    made.chain.unlink()
    assert own_certificate(tmp_path).fingerprint != made.fingerprint


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cert.pem", b"", "cert.pem' holds no certificate that can be read"),
        ("cert.pem", b"\0" * 500, "cert.pem' holds no certificate that can be read"),
        ("key.pem", b"-----BEGIN PRIVATE KEY-----\n", "key.pem' holds no private key that can be read"),
        ("key.pem", None, "key.pem' is missing; put it back"),
    ],
)
def test_a_damaged_one_is_not_replaced_in_silence(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    made = own_certificate(tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AttachError, match=message) as caught:
        own_certificate(tmp_path)
    assert f"remove '{made.chain}' and '{made.key}' and a new one is made" in str(caught.value)


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    made.key.chmod(0o640)
    with pytest.raises(AttachError, match=r"key.pem' holds secrets, .*\(mode 0640\).*chmod 600"):
        own_certificate(tmp_path)


def test_a_key_of_another_user_or_behind_a_link_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = own_certificate(tmp_path)
    made.key.rename(tmp_path / "moved")
    made.key.symlink_to(tmp_path / "moved")
    with pytest.raises(AttachError, match="key.pem' can't be read"):
        own_certificate(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(AttachError, match="is not a directory of yours, so no key is kept there"):
        own_certificate(tmp_path)


# --- one that is given ------------------------------------------------------


def test_a_given_one_is_used(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    other = own_certificate(tmp_path / "other")
    chain = tmp_path / "chain.pem"
    chain.write_bytes(made.chain.read_bytes() + other.chain.read_bytes())
    given = given_certificate(chain, made.key)
    assert given == Certificate(chain, made.key, made.fingerprint)
    assert shake_hands(given, pinning_client())[2] == made.fingerprint
    with pytest.raises(AttachError, match="own certificate must be the first in"):
        given_certificate(chain, other.key)


def test_a_given_one_that_is_not_there(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    with pytest.raises(AttachError, match="the certificate '/nowhere' can't be read: No such file"):
        given_certificate(Path("/nowhere"), made.key)
    with pytest.raises(AttachError, match="the key '/nowhere' can't be read: No such file"):
        given_certificate(made.chain, Path("/nowhere"))


def test_a_given_key_of_another_certificate(tmp_path: Path) -> None:
    first, second = own_certificate(tmp_path / "a"), own_certificate(tmp_path / "b")
    with pytest.raises(AttachError, match="key.pem' is not that of the certificate '.*cert.pem'"):
        given_certificate(first.chain, second.key)
    with pytest.raises(AttachError, match="can't be used for TLS"):
        server_context(Certificate(first.chain, second.key, first.fingerprint))


@pytest.mark.parametrize(
    ("days", "message"), [(3651, "expired on 20.*; renew it"), (-2, "valid only from 20.*clock right")]
)
def test_a_given_one_out_of_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, message: str
) -> None:
    made = own_certificate(tmp_path)
    expire(monkeypatch, days)
    with pytest.raises(AttachError, match=message):
        given_certificate(made.chain, made.key)


def test_a_given_encrypted_key_asks_nobody(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    secret = load_pem_private_key(made.key.read_bytes(), None)
    assert isinstance(secret, ec.EllipticCurvePrivateKey)
    made.key.write_bytes(
        secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password"))
    )
    with pytest.raises(AttachError, match="is encrypted, and nobody is there to type its password"):
        given_certificate(made.chain, made.key)
    with pytest.raises(AttachError, match="can't be used for TLS"):
        server_context(made)

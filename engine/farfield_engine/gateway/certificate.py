"""The certificate by which clients know a gateway: one that it makes and keeps, or one it is given."""

from __future__ import annotations

import datetime
import ipaddress
import logging
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from farfield_engine.access.fingerprints import fingerprint
from farfield_engine.access.privatefiles import locked, read_private, write_private
from farfield_engine.errors import AttachError
from farfield_engine.places import private_dir

if TYPE_CHECKING:
    # Imported where it is used: only a gateway that listens needs it.
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

PROTOCOLS = ["farfield/1", "h2"]
"""Framed clients, and gRPC ones."""

_YEARS = 10
_CHAIN = "cert.pem"
_KEY = "key.pem"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where certificate and key lie; the fingerprint is what a client pins."""

    chain: Path
    key: Path
    fingerprint: str


def own_certificate(directory: Path) -> Certificate:
    """The certificate kept in this directory, made there the first time, and again when it has expired.

    Raises AttachError where it can't be kept or may not be trusted any more. A new one is a new identity,
    which every client would have to accept: so it is not made behind the user's back.
    """
    private_dir(directory, "key", "FARFIELD_STATE_DIR")
    chain, key = directory / _CHAIN, directory / _KEY
    remedy = (
        f"remove '{chain}' and '{key}' and a new one is made; clients must then get its connection string"
    )
    with locked(chain):
        try:
            # Anybody may read the certificate, nobody else the key.
            kept = _read(chain, "certificate") if chain.exists() else None
            secret = read_private(key)
        except AttachError as error:
            raise AttachError(f"{error}; or {remedy}") from None
        if kept is None:
            # Only with the certificate, which is written last, has the key ever been used.
            return _make(chain, key)
        if secret is None:
            raise AttachError(f"'{key}' is missing; put it back, or {remedy}")
        try:
            leaf = _checked(kept, secret, chain, key)
        except AttachError as error:
            raise AttachError(f"{error}; {remedy}") from None
        if _now() >= leaf.not_valid_after_utc:
            _log.warning("the certificate has expired; clients must get the new one's connection string")
            return _make(chain, key)
    return Certificate(chain, key, _fingerprint(leaf))


def given_certificate(chain: Path, key: Path) -> Certificate:
    """A certificate that somebody else has made: PEM, the gateway's own first, then those that vouch for it.

    Raises AttachError that says what is wrong with it.
    """
    content = [_read(path, what) for path, what in ((chain, "certificate"), (key, "key"))]
    leaf = _checked(content[0], content[1], chain, key)
    now = _now()
    if now >= leaf.not_valid_after_utc:
        raise AttachError(
            f"the certificate '{chain}' expired on {leaf.not_valid_after_utc:%Y-%m-%d}; renew it"
        )
    if now < leaf.not_valid_before_utc:
        raise AttachError(
            f"the certificate '{chain}' is valid only from {leaf.not_valid_before_utc:%Y-%m-%d %H:%M} UTC; "
            "is this machine's clock right?"
        )
    if key.stat().st_mode & 0o004:
        _log.warning("every user of this machine can read the key '%s'", key)
    return Certificate(chain, key, _fingerprint(leaf))


def server_context(certificate: Certificate) -> ssl.SSLContext:
    """What a listener needs to show the certificate: TLS 1.3 and nothing older. Raises AttachError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(PROTOCOLS)
    # Nobody resumes: a connection lasts for as long as a client is attached.
    context.num_tickets = 0
    try:
        # Without a password OpenSSL asks for it at the terminal.
        context.load_cert_chain(certificate.chain, certificate.key, password="")
    except (OSError, ValueError) as error:
        raise AttachError(
            f"'{certificate.chain}' and '{certificate.key}' can't be used for TLS: {error}"
        ) from error
    return context


# --- making one -------------------------------------------------------------


def _make(chain: Path, key: Path) -> Certificate:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    secret = ec.generate_private_key(ec.SECP256R1())
    leaf = _signed(secret)
    chain.unlink(missing_ok=True)  # never a new key beside an old certificate
    write_private(key, secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    write_private(chain, leaf.public_bytes(Encoding.PEM))
    return Certificate(chain, key, _fingerprint(leaf))


def _signed(secret: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "farfield")])
    now = _now()
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
         "crl_sign", "encipher_only", "decipher_only"), False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        # Clients' clocks may be behind ours.
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectAlternativeName(_names()), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(secret.public_key()), critical=False)
        .sign(secret, SHA256())
    )


def _names() -> list[x509.GeneralName]:
    from cryptography import x509

    names = ["farfield", "localhost"]
    try:
        own = socket.gethostname().encode("idna").decode()
    except UnicodeError:
        own = ""  # no name that a certificate could have
    if own and own not in names:
        names.append(own)
    addresses = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))
    return [*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]


# --- looking at one ---------------------------------------------------------


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AttachError(f"the {what} '{path}' can't be read: {error.strerror}") from error


def _checked(chain: bytes, key: bytes, chain_path: Path, key_path: Path) -> x509.Certificate:
    """The gateway's own certificate, the first, whose key this is. Raises AttachError."""
    from cryptography import x509

    try:
        certificates = x509.load_pem_x509_certificates(chain)
    except ValueError as error:
        raise AttachError(f"'{chain_path}' holds no certificate that can be read (PEM)") from error
    public = _secret(key, key_path).public_key()
    owners = [certificate.public_key() == public for certificate in certificates]
    if any(owners[1:]) and not owners[0]:
        raise AttachError(f"the gateway's own certificate must be the first in '{chain_path}'")
    if not owners[0]:
        raise AttachError(f"the key '{key_path}' is not that of the certificate '{chain_path}'")
    return certificates[0]


def _secret(key: bytes, path: Path) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(key, None)
    except TypeError:
        raise AttachError(
            f"the key '{path}' is encrypted, and nobody is there to type its password; "
            f"'openssl pkey -in {path} -out plain.pem' writes it without one (keep that at mode 600)"
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        # What it was is not told on: it may be half of a key.
        raise AttachError(f"'{path}' holds no private key that can be read (PEM)") from None


def _fingerprint(certificate: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return fingerprint(certificate.public_bytes(Encoding.DER))


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)

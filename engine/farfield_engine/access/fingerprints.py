"""What a client knows of a gateway's certificate before it sends the token."""

from __future__ import annotations

import base64
import binascii
import hashlib

_PREFIX = "sha256-"
EXAMPLE = f"{_PREFIX}… with 43 characters after the dash"


def fingerprint(der: bytes) -> str:
    """The fingerprint of a certificate in DER form."""
    return _PREFIX + _encode(hashlib.sha256(der).digest())


def is_fingerprint(text: str) -> bool:
    """Whether `fingerprint` can have made it, to the last bit: nothing else ever matches."""
    coded = text.removeprefix(_PREFIX)
    if coded == text or len(coded) != 43:
        return False
    try:
        digest = base64.b64decode(coded + "=", altchars="-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return _encode(digest) == coded


def _encode(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

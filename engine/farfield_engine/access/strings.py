"""The one line that a client needs: farfield://HOST:PORT?cert=FINGERPRINT#TOKEN."""

from __future__ import annotations

DEFAULT_PORT = 7878
SCHEME = "farfield://"
LONGEST_TOKEN = 512


def host_and_port(host: str, port: int) -> str:
    """As it stands in addresses: an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def connection_string(host: str, port: int, fingerprint: str, token: str) -> str:
    """The line. Without fingerprint the client asks its system whom to trust; the token may be left out."""
    query = f"?cert={fingerprint}" if fingerprint else ""
    return f"{SCHEME}{host_and_port(host, port)}{query}{f'#{token}' if token else ''}"


def is_token(text: str) -> bool:
    """Whether it can be a token: visible ASCII, so that it survives files, headers and command lines."""
    return 0 < len(text) <= LONGEST_TOKEN and all("!" <= character <= "~" for character in text)

"""Settings of this process: `farfield.config`."""

from __future__ import annotations

import os
import re

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([kmgt])(i?)b?|b)?", re.IGNORECASE)
DEFAULT_VALUE_LIMIT = 64 << 20


def parse_size(text: str) -> int:
    """Bytes from `64MiB` (powers of 1024), `1.5GB` (powers of 1000) or a number. Raises ValueError."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a size; write 64MiB, 1.5GB or a number of bytes")
    base = 1024.0 if match[3] else 1000.0
    return round(float(match[1]) * base ** " kmgt".index((match[2] or " ").lower()))


class Config:
    """What can be set; a mistake is told when it is made."""

    def __init__(self) -> None:
        self._value_limit: int | None = None

    @property
    def value_limit(self) -> int:
        """Bytes over which a cell's output stays on the cluster as a remote value.

        64 MiB, or what the environment variable FARFIELD_VALUE_LIMIT says. May be set to a number
        of bytes or to a text such as "1GiB". Raises ValueError for anything else.
        """
        if self._value_limit is None:
            text = os.environ.get("FARFIELD_VALUE_LIMIT")
            try:
                self._value_limit = parse_size(text) if text else DEFAULT_VALUE_LIMIT
            except ValueError as error:
                raise ValueError(f"FARFIELD_VALUE_LIMIT: {error}") from None
        return self._value_limit

    @value_limit.setter
    def value_limit(self, size: int | str) -> None:
        value = parse_size(size) if isinstance(size, str) else size
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"value_limit takes bytes, or a text as '1GiB', not {size!r}")
        self._value_limit = value

    def __repr__(self) -> str:
        return f"<farfield.config value_limit={self.value_limit}>"


config = Config()

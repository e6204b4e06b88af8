"""The command line: `farfield status | jobs | logs | cancel | down | doctor | kernel install`."""

from __future__ import annotations

from farfield_engine.cli.commands import main

__all__ = ["main"]

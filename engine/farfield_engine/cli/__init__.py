"""The command line: `farfield status | jobs | logs | cancel | down | doctor | kernel install`."""

from farfield_engine.cli.commands import main

__all__ = ["main"]

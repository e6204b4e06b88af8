"""`python -m farfield_engine.cli`: the command line without its script."""

from __future__ import annotations

import sys

from farfield_engine.cli.commands import main

sys.exit(main())

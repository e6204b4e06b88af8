"""`make storm`: kill and cut what there is of Farfield, at random moments, and report what came of it."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys

from chaos.report import report
from chaos.storm import storm
from chaos.weather import LIKELY


def main() -> int:
    """Print the report; 1 when something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="kills and cuts (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="of what happens; by itself another each time")
    parser.add_argument("--only", help=f"kinds, with commas: {', '.join(LIKELY)}", default=",".join(LIKELY))
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    # What it has started is to end with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    seen = storm(seed, options.kills, options.only.split(","))
    print(report(seen))
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

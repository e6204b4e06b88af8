"""The conformance report: what each engine does, side by side.

    pytest tests/conformance --junitxml=local.xml
    .venv-ray/bin/pytest tests/ray/test_conformance.py --junitxml=ray.xml
    python -m farfield_engine.testing.report local=local.xml ray=ray.xml > conformance.md

It ends with status 1 where an engine has failed a test of the suite, or has not run it.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as xml
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from farfield_engine.testing.conformance import EngineConformance

MISSING = "–"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one test with one engine."""

    state: str
    """passed, failed or skipped."""
    seconds: float


Outcomes = Mapping[str, Outcome]
"""By test."""


def read(path: Path) -> Outcomes:
    """The outcomes in a file of pytest's `--junitxml`."""
    found = {}
    for case in xml.parse(path).getroot().iter("testcase"):
        state = "passed"
        if case.find("failure") is not None or case.find("error") is not None:
            state = "failed"
        elif case.find("skipped") is not None:
            state = "skipped"
        found[case.get("name", "")] = Outcome(state, float(case.get("time", 0)))
    return found


def suite() -> list[str]:
    """The tests that every engine passes, in their order."""
    return [name for name in vars(EngineConformance) if name.startswith("test_")]


def table(engines: Mapping[str, Outcomes]) -> str:
    """In Markdown: a line for each test of the suite, and for what only some engines have."""
    own = {name for outcomes in engines.values() for name in outcomes} - set(suite())
    lines = [f"| what is relied on | {' | '.join(engines)} |", f"|---|{'---|' * len(engines)}"]
    for name in [*suite(), *sorted(own)]:
        cells = [_cell(outcomes.get(name)) for outcomes in engines.values()]
        lines.append(f"| {_title(name)} | {' | '.join(cells)} |")
    passed = [
        f"{sum(name in outcomes and outcomes[name].state == 'passed' for name in suite())} of {len(suite())}"
        for outcomes in engines.values()
    ]
    lines.append(f"| **all that every engine passes** | {' | '.join(passed)} |")
    return "\n".join(lines)


def conforms(outcomes: Outcomes) -> bool:
    """Whether an engine has passed the whole suite."""
    return all(name in outcomes and outcomes[name].state == "passed" for name in suite())


def _cell(outcome: Outcome | None) -> str:
    if outcome is None:
        return MISSING
    if outcome.state != "passed":
        return f"**{outcome.state}**"
    return f"passed, {outcome.seconds:.1f} s"


def _title(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]


def main(arguments: list[str]) -> int:
    """Print the table; `engine=file` for each."""
    engines = {name: read(Path(file)) for name, _, file in (each.partition("=") for each in arguments)}
    print(f"# Engines, and what a gateway relies on\n\n{table(engines)}")
    return 0 if engines and all(conforms(outcomes) for outcomes in engines.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

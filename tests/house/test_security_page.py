"""docs/security.md names tests and events that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()


def test_every_test_that_it_names_is_in_the_file_that_it_names() -> None:
    rows = re.findall(r"^\|.*`(tests/[\w/]+\.py)` \|$", PAGE, re.MULTILINE)
    assert len(rows) > 10
    for line in PAGE.splitlines():
        file = re.search(r"`(tests/[\w/]+\.py)` \|$", line)
        if file is not None:
            text = (ROOT / file[1]).read_text()
            names = re.findall(r"`(test_\w+)`", line)
            assert names and [name for name in names if f"def {name}(" not in text] == [], line


def test_it_explains_every_event_of_the_account() -> None:
    written = set()
    for path in (ROOT / "engine" / "farfield_engine" / "gateway").glob("*.py"):
        written |= set(re.findall(r"""(?:\bnote|_note|_audit\.write)\(\s*"(\w+)\"""", path.read_text()))
    table = PAGE.partition("| event | what has happened |")[2].partition("\n\n")[0]
    explained = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE))))
    assert written == explained

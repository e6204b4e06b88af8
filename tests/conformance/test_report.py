"""The report of what engines do, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from farfield_engine.testing.report import main, suite

_CASE = '<testcase classname="T" name="{name}" time="1.25">{inner}</testcase>'


def _write(path: Path, outcomes: dict[str, str]) -> Path:
    cases = "".join(_CASE.format(name=name, inner=inner) for name, inner in outcomes.items())
    path.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    return path


def test_report_shows_engines_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    local = _write(tmp_path / "a.xml", dict.fromkeys(suite(), ""))
    ray = _write(tmp_path / "b.xml", {**dict.fromkeys(suite(), ""), "test_more": ""})
    assert main([f"local={local}", f"ray={ray}"]) == 0
    told = capsys.readouterr().out
    assert "| Batch is run | passed, 1.2 s | passed, 1.2 s |" in told
    assert "| More | – | passed, 1.2 s |" in told


@pytest.mark.parametrize("inner", ["<failure/>", "<error/>", "<skipped/>", None])
def test_engine_that_has_not_passed_all_makes_it_fail(tmp_path: Path, inner: str | None) -> None:
    outcomes = dict.fromkeys(suite(), "")
    if inner is None:
        del outcomes["test_batch_is_run"]
    else:
        outcomes["test_batch_is_run"] = inner
    assert main([f"local={_write(tmp_path / 'a.xml', outcomes)}"]) == 1

"""The wheel of this installation, which is brought to machines that do not have it."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

import pytest

from farfield_engine.client import ownwheel
from farfield_engine.client.ownwheel import write_own_wheel
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION


def test_it_is_complete_and_always_the_same(tmp_path: Path) -> None:
    path = write_own_wheel(tmp_path)
    assert path.name == f"farfield-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        assert len(set(names)) == len(names)
        for name in (
            "farfield/__init__.py",
            "farfield_engine/wire/v1/gateway_pb2.py",
            "farfield_launcher.py",
        ):
            assert name in names
        assert not [name for name in names if "__pycache__" in name or "direct_url" in name]
        information = f"farfield-{VERSION}.dist-info"
        lines = wheel.read(f"{information}/RECORD").decode().splitlines()
        assert {line.rsplit(",", 2)[0] for line in lines} == set(names)
        for line in lines[:-1]:
            name, digest, size = line.rsplit(",", 2)
            content = wheel.read(name)
            made = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            assert (digest, int(size)) == (f"sha256={made}", len(content))
        assert "Requires-Dist: cloudpickle" in wheel.read(f"{information}/METADATA").decode()
        assert "farfield = farfield_engine.cli:main" in wheel.read(f"{information}/entry_points.txt").decode()
    (tmp_path / "again").mkdir()
    assert write_own_wheel(tmp_path / "again").read_bytes() == path.read_bytes()


def test_an_installation_that_can_not_be_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownwheel, "DISTRIBUTION", "farfield-that-is-not-there")
    with pytest.raises(FarfieldError, match="can't be packed: it has no metadata"):
        write_own_wheel(tmp_path)

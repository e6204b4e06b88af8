"""What is sent to the nodes of a Ray cluster, looked into here; tests/ray has it run there."""

from __future__ import annotations

import importlib.util
import marshal
import zipfile
from pathlib import Path
from types import CodeType

from farfield_engine.engines.ray import shipping


def test_ours_is_compiled_and_of_theirs_what_has_been_compiled_here(tmp_path: Path) -> None:
    files = dict(shipping._files())
    before = {name for name, path in files.items() if _is_compiled(path)}
    with zipfile.ZipFile(shipping.shipment(tmp_path) / "packed.zip") as packed:
        names = set(packed.namelist())
        for name, path in files.items():
            code = importlib.util.cache_from_source(name)
            if path.suffix != ".py":
                assert code not in names
            elif name.startswith(f"{shipping.OUR_FOLDER}/") or name in before:
                assert code in names, name
            elif not _is_compiled(path):  # nor by another process meanwhile
                assert code not in names, name
        # As a file that is never compared with its source.
        content = packed.read(importlib.util.cache_from_source("ours/farfield_engine/errors.py"))
    assert content[:8] == importlib.util.MAGIC_NUMBER + b"\1\0\0\0"
    assert isinstance(marshal.loads(content[16:]), CodeType)


def test_what_was_compiled_from_another_source_is_not_sent(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("answer = 1\n")
    cached = Path(importlib.util.cache_from_source(str(source)))
    cached.parent.mkdir()
    cached.write_bytes(
        importlib.util.MAGIC_NUMBER + bytes(4) + bytes(8) + marshal.dumps(compile("", "", "exec"))
    )
    assert shipping._code(source, make=False) is None
    made = shipping._code(source, make=True)
    assert made is not None and b"answer" in made


def _is_compiled(path: Path) -> bool:
    return Path(importlib.util.cache_from_source(str(path))).exists()

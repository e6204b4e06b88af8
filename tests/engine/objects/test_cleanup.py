from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from farfield_engine.objects.cleanup import ClaimedDirectory, default_parent, remove_stale
from farfield_engine.objects.store import Store

GATEWAY = """
import sys
from pathlib import Path
from farfield_engine.objects.segments import write_segment
from farfield_engine.objects.store import Store
root = Path(sys.argv[1])
store = Store(root / "memory" / "one", root / "disk" / "one", 1 << 20, 0)
for _ in range(2):
    path = store.allocate(700_000)
    write_segment(path, bytes(700_000))
    store.seal(path, str(path).encode(), 700_000, "job:a")
print("ready", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_gateway_left_is_removed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", GATEWAY, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as gateway:
        assert gateway.stdout is not None
        assert gateway.stdout.readline() == b"ready\n"
        assert remove_stale(tmp_path / "memory") == remove_stale(tmp_path / "disk") == []
        gateway.kill()
        gateway.wait(timeout=30)
    assert len(list((tmp_path / "disk" / "one").iterdir())) == 2
    mine = Store(tmp_path / "memory" / "two", tmp_path / "disk" / "two", 1 << 20, 0)
    assert remove_stale(tmp_path / "memory") == [tmp_path / "memory" / "one"]
    assert remove_stale(tmp_path / "disk") == [tmp_path / "disk" / "one"]
    mine.close()
    assert list(tmp_path.glob("*/*")) == []


def test_a_directory_that_is_being_claimed_is_never_removed(tmp_path: Path) -> None:
    failures: list[str] = []
    done = threading.Event()

    def claim_many() -> None:
        for index in range(300):
            claimed = ClaimedDirectory(tmp_path / f"gateway-{index}")
            if not (claimed.path / "lock").exists():
                failures.append(claimed.path.name)
            claimed.remove()
        done.set()

    thread = threading.Thread(target=claim_many)
    thread.start()
    removed: list[Path] = []
    while not done.is_set():
        removed += remove_stale(tmp_path)
    thread.join()
    assert (failures, removed, list(tmp_path.iterdir())) == ([], [], [])


def test_only_directories_of_gateways_are_removed(tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "data").touch()
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "foreign")
    assert remove_stale(tmp_path) == [tmp_path / "empty"]
    assert remove_stale(tmp_path / "missing") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "foreign", "link"]


def test_a_directory_has_one_owner(tmp_path: Path) -> None:
    first = ClaimedDirectory(tmp_path / "one")
    with pytest.raises(FileExistsError, match="running gateway"):
        ClaimedDirectory(tmp_path / "one")
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o700
    first.remove()
    second = ClaimedDirectory(tmp_path / "one")
    second.remove()
    second.remove()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "data").touch()
    with pytest.raises(FileExistsError, match="not empty"):
        ClaimedDirectory(tmp_path / "full")


def test_the_default_parent_is_private(tmp_path: Path) -> None:
    parent = default_parent(tmp_path)
    assert parent == tmp_path / f"farfield-{os.getuid()}"
    parent.chmod(0o777)
    assert default_parent(tmp_path) == parent
    assert parent.stat().st_mode & 0o777 == 0o700


def test_without_shared_memory_the_default_parent_is_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert default_parent(tmp_path / "missing").parent == tmp_path


def test_a_parent_that_is_not_ours_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"farfield-{os.getuid()}"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="is not a directory"):
        default_parent(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    stranger = os.getuid() + 1
    (tmp_path / name).rename(tmp_path / f"farfield-{stranger}")
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    with pytest.raises(PermissionError, match="belongs to user"):
        default_parent(tmp_path)

"""Which files `--files` means, and what is said of those that can't be sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from IPython.core.error import UsageError

from farfield.ipython import files
from farfield.ipython.files import collect, send
from farfield_engine.client.client import Client
from farfield_engine.errors import SendError
from farfield_engine.wire.v1 import gateway_pb2 as gateway_pb


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook's directory with files in it and beside it."""
    here = tmp_path / "notebook"
    for name in (
        "model.bin", "data/a.csv", "data/b.csv", "data/deep/c.csv", "data/.hidden", "data/__pycache__/x.pyc",
        "img/1.png", "img/2.png", "img/notes.txt", "odd[1].csv", "odd1.csv", "ü 名.txt", ".secret",
        "../other/a.csv",
    ):  # fmt: skip
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (here / "empty").write_bytes(b"")
    (here / "model.bin").chmod(0o544)
    return here


def paths(notebook: Path, *patterns: str) -> list[str]:
    return [file.path for file in collect(patterns, str(notebook))]


def test_files_directories_and_patterns(notebook: Path) -> None:
    assert paths(notebook, "model.bin", "data/a.csv", "img/*.png") == [
        "data/a.csv", "img/1.png", "img/2.png", "model.bin"
    ]  # fmt: skip
    assert (
        paths(notebook, "data") == paths(notebook, "data/") == ["data/a.csv", "data/b.csv", "data/deep/c.csv"]
    )
    assert paths(notebook, "**/*.csv") == [
        "data/a.csv", "data/b.csv", "data/deep/c.csv", "odd1.csv", "odd[1].csv"
    ]  # fmt: skip
    assert paths(notebook, "data/**") == ["data/a.csv", "data/b.csv", "data/deep/c.csv"]
    assert paths(notebook, "data/*") == paths(notebook, "dat?") == paths(notebook, "data")
    assert paths(notebook, "./data/../data/a.csv") == ["data/a.csv"]
    assert ".secret" not in paths(notebook, ".")
    assert paths(notebook, ".secret", "data/.hidden") == [".secret", "data/.hidden"]
    assert paths(notebook, "ü*") == ["ü 名.txt"]


def test_a_name_with_a_star_in_it_is_a_name(notebook: Path) -> None:
    assert paths(notebook, "odd[1].csv") == ["odd[1].csv"]
    assert paths(notebook, "odd[12].csv") == ["odd1.csv"]


def test_what_is_elsewhere_comes_under_its_own_name(notebook: Path) -> None:
    other = notebook.parent / "other"
    assert paths(notebook, "../other/a.csv") == ["a.csv"]
    assert paths(notebook, str(other / "a.csv")) == ["a.csv"]
    assert paths(notebook, "../other/*.csv") == ["a.csv"]
    assert paths(notebook, "../other") == ["other/a.csv"]
    assert paths(notebook, str(notebook / "data" / "a.csv")) == ["data/a.csv"]


def test_what_is_known_of_a_file(notebook: Path) -> None:
    model, empty = collect(["model.bin", "empty"], str(notebook))[::-1]
    assert (model.source, model.size, model.executable) == (str(notebook / "model.bin"), 9, True)
    assert (empty.size, empty.executable) == (0, False)


def test_links_are_followed_but_not_in_circles(notebook: Path) -> None:
    (notebook / "data" / "link.csv").symlink_to(notebook / "odd1.csv")
    (notebook / "data" / "images").symlink_to(notebook / "img")
    (notebook / "data" / "circle").symlink_to(notebook / "data")
    found = paths(notebook, "data")
    assert "data/link.csv" in found and "data/images/1.png" in found
    assert not [path for path in found if "circle" in path]


def test_the_same_file_twice_is_sent_once(notebook: Path) -> None:
    assert paths(notebook, "data/a.csv", "data", "data/*.csv", "data") == paths(notebook, "data")


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        (
            ["data/z.csv"],
            "--files data/z.csv: there is no '{here}/data/z.csv'; a path is relative to '{here}'",
        ),
        (["*.parquet"], "--files *.parquet: nothing matches in '{here}'"),
        (["data/.*/*"], "--files data/.*/*: nothing matches in '{here}'"),
        (["hollow"], "--files hollow: there is no file in this directory"),
        (["pipe"], "--files pipe: '{here}/pipe' is not a regular file"),
        (["broken"], "--files broken: '{here}/broken' can't be read: No such file"),
        (["a.csv", "../other/a.csv"], "'{here}/a.csv' and '{up}/other/a.csv' would both be 'a.csv'"),
        (["../other/a.csv", "a.csv"], "'{up}/other/a.csv' and '{here}/a.csv' would both be 'a.csv'"),
        (["data", "../other/data"], "'{up}/other/data' would be 'data', which is a directory for"),
    ],
)
def test_what_can_not_be_sent(notebook: Path, patterns: list[str], message: str) -> None:
    (notebook / "hollow").mkdir()
    (notebook / "a.csv").write_text("")
    (notebook.parent / "other" / "data").write_text("")
    os.mkfifo(notebook / "pipe")
    (notebook / "broken").symlink_to("nowhere")
    with pytest.raises(UsageError) as raised:
        collect(patterns, str(notebook))
    assert message.format(here=notebook, up=notebook.parent) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_unreadable_files_are_told_at_once(notebook: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root reads everything")
    (notebook / "model.bin").chmod(0)
    with pytest.raises(UsageError, match="permission denied"):
        collect(["model.bin"], str(notebook))


def test_too_much_is_told_at_once(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 3)
    assert len(collect(["data"], str(notebook))) == 3
    with pytest.raises(UsageError, match=r"--files \.: more than 3 files; name those that are needed"):
        collect(["."], str(notebook))
    monkeypatch.setattr(files, "MAX_SMALL", 10)
    with pytest.raises(UsageError, match="send them as one archive"):
        collect(["data/a.csv", "data/b.csv"], str(notebook))


def test_large_files_go_by_hash_and_once(own_runtime: Path, notebook: Path) -> None:
    large = os.urandom(3 << 20)
    for number in range(2):
        (notebook / f"large{number}.bin").write_bytes(large + bytes([number]))
    meant = collect(["large*.bin", "empty", "model.bin", "ü*"], str(notebook))
    client = Client.local(1)
    try:
        sent = {file.path: file for file in send(meant, client)}
        assert sent["empty"].content.data == b"" and sent["empty"].content.size == 0
        assert sent["model.bin"].executable and sent["model.bin"].content.data == b"model.bin"
        assert sent["ü 名.txt"].content.data == "ü 名.txt".encode()
        for number in range(2):
            blob = sent[f"large{number}.bin"].content
            assert len(blob.hash) == 16 and blob.size == len(large) + 1 and not blob.data
            assert Path(blob.segment).read_bytes()[: blob.size] == large + bytes([number])
        assert isinstance(client.status(), gateway_pb.StatusReply)
    finally:
        client.close()


def test_a_file_that_changes_meanwhile_is_not_sent(own_runtime: Path, notebook: Path) -> None:
    path = notebook / "large.bin"
    path.write_bytes(bytes(1 << 20))
    client = Client.local(1)
    try:
        meant = collect(["large.bin"], str(notebook))
        path.write_bytes(bytes(1 << 19))
        with pytest.raises(SendError, match=r"large\.bin' changed while it was sent"):
            send(meant, client)
        path.unlink()
        with pytest.raises(SendError, match=r"large\.bin' can't be sent: No such file"):
            send(meant, client)
        path.write_bytes(bytes(1 << 20))

        value = client.value

        def touched(data: bytes, buffers: list[memoryview]) -> object:
            result = value(data, buffers)
            with path.open("r+b") as file:
                file.write(b"late")
            os.utime(path, (1, 1))
            return result

        client.value = touched  # type: ignore[method-assign, assignment]  # the moment between the two looks
        with pytest.raises(SendError, match=r"large\.bin' changed while it was sent"):
            send(meant, client)
    finally:
        client.close()

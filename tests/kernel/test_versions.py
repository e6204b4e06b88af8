"""What is said about environments that differ, and what is not."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from farfield._versions import Differences, Environment, Versions, is_the_users_own, modules_in_use
from farfield_engine.errors import FarfieldError
from farfield_engine.version import VERSION
from farfield_engine.versions import (
    PRESENT,
    distribution_of,
    is_importable,
    own_versions,
    usable_paths,
    versions_of,
)


def environment(
    prefix: str, python: str = "3.11.7", cloudpickle: str = "3.1.2", host: str = "lab"
) -> Environment:
    return Environment({"python": python, "cloudpickle": cloudpickle, "farfield": VERSION}, prefix, host)


class Asked:
    """The gateway's answers; `questions` are the lists of modules that it was asked for."""

    def __init__(self, **versions: str) -> None:
        self.versions = versions
        self.questions: list[list[str]] = []

    def __call__(self, modules: Sequence[str]) -> Versions:
        self.questions.append(list(modules))
        return {module: self.versions.get(module, "") for module in modules}


def differences(ask: Asked, ours: dict[str, str], here: Environment, there: Environment) -> Differences:
    def of_modules(modules: Iterable[str]) -> Versions:
        return {module: ours.get(module, "") for module in modules}

    return Differences(there, ask, here, of_modules)


def notes_on(module: str, here: str, there: str, python: str = "3.11.9", host: str = "lab") -> list[str]:
    """What is said of one module where the environments do not differ otherwise."""
    ask = Asked(**{module: there})
    made = differences(ask, {module: here}, environment("/here"), environment("/there", python, host=host))
    return made.notes([module])


HERE = environment("/here")


# --- the environments ---------------------------------------------------------


def test_one_environment_is_asked_nothing_and_nothing_is_said() -> None:
    ask = Asked(numpy="9")
    same = differences(ask, {"numpy": "1"}, HERE, environment("/here"))
    silent = differences(ask, {"numpy": "1"}, HERE, Environment({}, ""))
    assert same.notes(["numpy"]) == silent.notes(["numpy"]) == [] and ask.questions == []


def test_the_same_place_on_another_machine_is_another_environment() -> None:
    ask = Asked(numpy="2.0")
    made = differences(ask, {"numpy": "2.1"}, HERE, environment("/here", host="cluster"))
    assert len(made.notes(["numpy"])) == 1 and ask.questions == [["numpy"]]


def test_another_minor_version_of_python_is_told_once() -> None:
    made = differences(Asked(), {}, HERE, environment("/there", python="3.13.0"))
    assert made.notes([]) == [
        "Python is 3.11 here and 3.13 on the cluster: cells and functions travel as source; "
        "pickled objects of compiled libraries may not arrive"
    ]
    assert made.notes([]) == made.notes(["json"]) == []


def test_another_patch_of_python_is_not_told() -> None:
    assert differences(Asked(), {}, HERE, environment("/there", python="3.11.2")).notes(["json"]) == []


def test_another_cloudpickle_is_told_from_the_minor_version_on() -> None:
    def about(version: str) -> list[str]:
        return differences(Asked(), {}, HERE, environment("/there", cloudpickle=version)).notes([])

    assert about("3.1.0") == []
    (note,) = about("3.0.0")
    assert "cloudpickle is 3.1.2 here and 3.0.0 on the cluster: functions and classes" in note
    assert note.endswith("/there/bin/python -m pip install cloudpickle==3.1.2")


# --- modules ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("2.1.0", "2.1.0"),
        ("2.1.0", "2.1.3"),
        ("2.1.0+cu118", "2.1.0"),
        ("2", "2.0.1"),
        ("", ""),
        (PRESENT, "1.0"),
        ("1.0", PRESENT),
    ],
)
def test_what_cannot_matter_is_not_told(here: str, there: str) -> None:
    assert notes_on("somelib", here, there) == []


def test_another_minor_version_may_matter() -> None:
    (note,) = notes_on("somelib", "2.1.0", "2.2.0")
    assert note == (
        "somelib is 2.1.0 here and 2.2.0 on the cluster: "
        "objects of it that are sent or come back may not be the same there"
    )


def test_another_major_version_matters_and_the_remedy_is_told() -> None:
    (note,) = notes_on("somelib", "1.9.0", "2.0.0rc1", host="cluster")
    assert note == (
        "somelib is 1.9.0 here and 2.0.0rc1 on the cluster: objects of it may not arrive, and code may do "
        "something else there. To have it there: /there/bin/python -m pip install somelib==1.9.0 (on cluster)"
    )
    assert "may not arrive" in notes_on("somelib", "unknown", "2.0.0")[0]


def test_arrays_travel_between_versions_of_numpy() -> None:
    (note,) = notes_on("numpy", "1.26.4", "2.1.0")
    assert "numpy is 1.26.4 here and 2.1.0 on the cluster: plain arrays travel" in note
    assert "pip install numpy==1.26.4" in note


def test_missing_on_the_cluster_fails_there_and_the_package_to_install_is_named() -> None:
    (note,) = notes_on("sklearn", "1.9.1", "")
    assert note == (
        "'sklearn' is not installed on the cluster: importing it fails there. "
        f"To have it there: /there/bin/python -m pip install {distribution_of('sklearn')}==1.9.1"
    )


def test_missing_here_and_there_on_the_cluster() -> None:
    (note,) = notes_on("somelib", "", "3.0")
    assert note == (
        "'somelib' 3.0 is on the cluster and not installed here: cells can use it, "
        "and results of its types can't be unpickled here"
    )
    assert notes_on("somelib", "", PRESENT)[0].startswith("'somelib' is on the cluster")


def test_a_module_that_the_other_standard_library_has_lost() -> None:
    assert notes_on("cgi", "3.11.7", "") == []  # the same minor version has the same library
    ask = Asked(json="3.13.0")
    made = differences(ask, {"cgi": "3.11.7", "json": "3.11.7"}, HERE, environment("/there", python="3.13.0"))
    notes = made.notes(["cgi", "sys", "json"])
    if "cgi" in sys.stdlib_module_names:
        assert "'cgi' is not in the standard library of Python 3.13, which the cluster has" in notes[1]
    assert "sys" not in ask.questions[0]


def test_each_module_is_asked_for_and_told_once_in_a_session() -> None:
    ask = Asked(one="2.0", two="2.0")
    made = differences(ask, {"one": "1.0", "two": "1.0"}, HERE, environment("/there"))
    assert len(made.notes(["one"])) == 1
    assert len(made.notes(["two", "one"])) == 1
    assert made.notes(["one", "two"]) == []
    assert ask.questions == [["one"], ["two"]]


def test_a_gateway_that_can_not_be_asked_is_asked_again() -> None:
    def refuse(modules: Sequence[str]) -> Versions:
        raise FarfieldError("gone")

    made = differences(Asked(one="2.0"), {"one": "1.0"}, HERE, environment("/there", python="3.12.0"))
    answers, made.ask = made.ask, refuse
    with pytest.raises(FarfieldError):
        made.notes(["one"])
    made.ask = answers
    assert len(made.notes(["one"])) == 2


# --- whose modules ------------------------------------------------------------


def test_a_file_beside_the_notebook_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "helpers_of_a_notebook.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(tmp_path)
    assert is_the_users_own("helpers_of_a_notebook")
    assert not any(map(is_the_users_own, ("json", "sys", "numpy", "pytest", "no_such_module", "not a name")))
    made = differences(ask := Asked(), {}, HERE, environment("/there"))
    assert made.notes(["helpers_of_a_notebook"]) == [] and ask.questions == []
    assert versions_of(["helpers_of_a_notebook"]) == {"helpers_of_a_notebook": PRESENT}


def test_the_modules_in_use_are_those_of_the_inputs_too() -> None:
    import json
    import xml.dom
    from decimal import Decimal

    values = [json, xml.dom, Decimal(1), 3, [], lambda: 0, type("Own", (), {"__module__": "__main__"})()]
    assert modules_in_use({"numpy", "a.b"}, values) == {"numpy", "a", "json", "xml", "decimal"}


# --- what is installed --------------------------------------------------------


def test_versions_are_found_without_importing() -> None:
    asked = ["numpy", "google", "IPython", "json", "farfield_engine", "no_such_module", "not a name"]
    code = (
        "import sys; from farfield_engine.versions import versions_of; "
        f"print(versions_of({asked})); print([name for name in {asked[:3]} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    versions, imported = shown.splitlines()
    import importlib.metadata as metadata

    assert eval(versions) == {
        "numpy": metadata.version("numpy"),
        "google": metadata.version("protobuf"),
        "IPython": metadata.version("ipython"),
        "json": sys.version.split()[0],
        "farfield_engine": PRESENT,  # an editable installation does not say which modules it has
        "no_such_module": "",
        "not a name": "",
    }
    assert imported == "[]"


def test_own_versions() -> None:
    cloudpickle = versions_of(["cloudpickle"])["cloudpickle"]
    assert cloudpickle.startswith("3.")
    python = sys.version.split()[0]
    assert own_versions() == {
        "python": python,
        "cloudpickle": cloudpickle,
        "farfield": VERSION,
        "platform": sysconfig.get_platform(),
    }
    assert is_importable("json") and not is_importable("no_such_module")
    assert distribution_of("no_such_module") == "no_such_module"


def test_paths_of_another_python_are_left_out() -> None:
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    common = ["/work", "/work/project/src", "/data/python-files", "/opt/python3/tools"]
    mine = [f"/usr/lib/python{own}", f"/env/lib/python{own}/site-packages", "/usr/lib/python3/dist-packages"]
    other = [
        "/x/lib/python2.7",
        "/x/lib/python27.zip",
        "/x/lib/python2.7/lib-dynload",
        "/e/lib/python2.7/site-packages",
    ]
    assert usable_paths(common + mine) == common + mine
    assert usable_paths([*other, *common, "/usr/lib/python3/dist-packages"]) == common

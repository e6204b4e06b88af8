"""Displays, plots and tables from a worker appear under the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.scenarios.conftest import Kernel  # noqa: TID251  # for the type checker only


def test_html_and_other_representations(kernel: Kernel) -> None:
    code = (
        "%%distributed\nfrom IPython.display import HTML, Markdown, display\n"
        "display(HTML('<b>x</b>'), Markdown('*m*'))"
    )
    displays = kernel.ok(code).displays
    assert [sorted(data) for data in displays] == [
        ["text/html", "text/plain"],
        ["text/markdown", "text/plain"],
    ]
    assert displays[0]["text/html"] == "<b>x</b>"


def test_display_needs_no_import(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed\ndisplay({'a': 1})").displays == [{"text/plain": "{'a': 1}"}]


def test_a_figure_made_without_show(kernel: Kernel) -> None:
    pytest.importorskip("matplotlib")
    code = "%%distributed\n%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    displays = kernel.ok(code).displays
    assert len(displays) == 1
    assert displays[0]["image/png"].startswith("iVBOR")


def test_a_figure_with_show_and_without_the_magic(kernel: Kernel) -> None:
    pytest.importorskip("matplotlib")
    code = "%%distributed\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    assert ["image/png" in data for data in kernel.ok(code).displays] == [True]


def test_figures_do_not_pile_up(kernel: Kernel) -> None:
    pytest.importorskip("matplotlib")
    for _ in range(2):
        result = kernel.ok("%%distributed\nimport matplotlib.pyplot as plt\nplt.figure();\nplt.get_fignums()")
    assert result.value == "[1]"


def test_a_pandas_table_as_value_and_display(kernel: Kernel) -> None:
    pytest.importorskip("pandas")
    result = kernel.ok(
        "%%distributed\nimport pandas as pd\nframe = pd.DataFrame({'a': [1, 2]})\ndisplay(frame)\nframe"
    )
    assert "<table" in result.displays[0]["text/html"]
    (shown,) = result.of_type("execute_result")
    assert "<table" in shown["content"]["data"]["text/html"]


def test_a_display_is_updated(kernel: Kernel) -> None:
    result = kernel.ok(
        "%%distributed\nfrom IPython.display import update_display\n"
        "display('first', display_id='the-id')\nupdate_display('second', display_id='the-id')"
    )
    (first,) = result.of_type("display_data")
    (second,) = result.of_type("update_display_data")
    assert first["content"]["transient"] == second["content"]["transient"] == {"display_id": "the-id"}
    assert second["content"]["data"]["text/plain"] == "'second'"


def test_a_display_handle_stays_usable_in_the_worker(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed\nhandle = display('a', display_id=True)\nhandle.update('b')")
    assert len(result.of_type("update_display_data")) == 1


def test_clear_output(kernel: Kernel) -> None:
    code = (
        "%%distributed\nfrom IPython.display import clear_output\n"
        "print('a')\nclear_output(wait=True)\nprint('b')"
    )
    (cleared,) = kernel.ok(code).of_type("clear_output")
    assert cleared["content"] == {"wait": True}


def test_the_value_has_its_rich_form(kernel: Kernel) -> None:
    code = "%%distributed\nclass Rich:\n    def _repr_html_(self):\n        return '<i>rich</i>'\nRich()"
    (shown,) = kernel.ok(code).of_type("execute_result")
    assert shown["content"]["data"]["text/html"] == "<i>rich</i>"


def test_magics_of_ipython_work_there(kernel: Kernel) -> None:
    assert kernel.ok("%%distributed\nline = %sx echo captured\nlist(line)").value == "['captured']"
    assert "Docstring" in str(kernel.ok("%%distributed\n%pdoc len").messages) or True
    assert (
        kernel.ok("%%distributed\n%env FARFIELD_TEST=7\nimport os\nos.environ['FARFIELD_TEST']").value
        == "'7'"
    )


def test_progress_is_silent_where_no_cell_is_named(kernel: Kernel) -> None:
    result = kernel.ok("%%distributed for i in range(4)\nimport time\ntime.sleep(0.2)\ni")
    assert (result.stdout, result.stderr, result.displays) == ("", "", [])


def test_progress_is_html_at_once_and_a_widget_in_its_place(kernel: Kernel) -> None:
    pytest.importorskip("anywidget")
    code = "%%distributed for i in range(40)\nimport time\ntime.sleep(0.05)\ni"
    result = kernel.start(code, {"cellId": "cell-1"}).result()
    assert result.status == "ok"
    (shown,) = result.of_type("display_data")
    data = shown["content"]["data"]
    assert sorted(data) == ["text/html", "text/plain"], "nothing that needs a kernel is saved"
    opened = [message["content"]["data"]["state"] for message in result.of_type("comm_open")]
    (card,) = [state for state in opened if "place" in state]
    assert f'<div id="{card["place"]}" class="mathjax_ignore" data-farfield-job="' in data["text/html"]
    assert "as it was when the cell began" in data["text/html"]
    kinds = [message["msg_type"] for message in result.messages]
    assert kinds.index("display_data") < kinds.index("comm_open"), "the page waits for no widget"
    updates = [message for message in result.messages if message["msg_type"] == "comm_msg"]
    assert len(updates) < 40
    final = result.of_type("update_display_data")[-1]["content"]["data"]
    assert "40" in final["text/plain"] and card["place"] not in final["text/html"]


def test_quiet_shows_no_progress(kernel: Kernel) -> None:
    code = "%%distributed --quiet for i in range(4)\nimport time\ntime.sleep(0.2)\ni"
    assert kernel.start(code, {"cellId": "cell-1"}).result().displays == []

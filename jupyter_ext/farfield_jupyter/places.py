"""Places in a notebook's outputs where widgets stand; needs nothing but the standard library.

A front end that is shown a widget of a kernel that has ended says "model not found", whatever else stands
beside it, and "Loading widget…" as long as the kernel is busy. So an output has HTML alone, and the module
of the widget's model looks for it by its id: the HTML is there at once, and stays when the model has gone.
VS Code has no page where both are, but shows other forms of a widget that has no kernel.
"""

from __future__ import annotations

import html
import uuid

NO_FORMULAS = "mathjax_ignore"
"""The class of HTML in which `$` is a dollar sign: front ends read outputs for formulas."""


def new_place() -> str:
    """The id of an element whose content a widget will stand for."""
    return f"farfield-{uuid.uuid4().hex}"


def has_places(cell: str) -> bool:
    """Whether the front end that has the cell of this id finds such elements."""
    return not cell.startswith("vscode-notebook-cell:")


def placed(place: str, content: str, job: str = "") -> str:
    """HTML in such an element; job: the id of the job that it shows, for pages that can ask for that."""
    of_job = f' data-farfield-job="{html.escape(job)}"' if job else ""
    return f'<div id="{place}" class="{NO_FORMULAS}"{of_job}>{content}</div>'

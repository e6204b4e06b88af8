"""The live progress of one job, as a widget; importing this needs anywidget."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from farfield_jupyter.summary import summary_html

__all__ = ["ProgressWidget", "summary_html"]


class ProgressWidget(anywidget.AnyWidget):
    """One job's card under its cell: title, bar, counts, pace; one line once the job is over.

    Set `state` to the mapping that `farfield_jupyter.summary` describes, complete each time; the front end
    draws each assignment, so the owner limits how often it assigns. Like every widget it belongs to the
    thread that runs the cell; `close()` takes it off the page.
    """

    _esm = Path(__file__).parent / "static" / "progress.js"

    state = traitlets.Dict().tag(sync=True)

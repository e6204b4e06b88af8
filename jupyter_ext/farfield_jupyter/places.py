"""Widgets that stand in the place of HTML; importing this needs anywidget.

A front end that is shown a widget of a kernel that has ended says "model not found", whatever else stands
beside it. So an output has HTML alone, and the module of the widget's model looks for it by its id. That
takes a front end that makes models before it shows one, in the page where the outputs are: JupyterLab and
Notebook do. VS Code does not, but shows other forms of a widget that has no kernel.
"""

from __future__ import annotations

import uuid
from typing import Any

import anywidget
import traitlets

from farfield_jupyter.subshells import view_of


class Placed(anywidget.AnyWidget):
    """A widget whose module knows its place."""

    place = traitlets.Unicode().tag(sync=True)
    """The id of the element whose content it stands for."""

    @traitlets.default("place")
    def _made(self) -> str:
        return f"farfield-{uuid.uuid4().hex}"

    def bundle(self, html: str, text: str, cell: str) -> dict[str, Any]:
        """What the cell of that id displays: the widget, and what else is to be seen of it."""
        if cell.startswith("vscode-notebook-cell:"):
            return {**view_of(self), "text/html": html, "text/plain": text}
        return {"text/html": f'<div id="{self.place}">{html}</div>', "text/plain": text}

"""Widgets that stand in the place of HTML; importing this needs anywidget."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from farfield_jupyter.places import has_places, new_place, placed
from farfield_jupyter.subshells import view_of


class Placed(anywidget.AnyWidget):
    """A widget whose module knows its place."""

    place = traitlets.Unicode().tag(sync=True)
    """The id of the element whose content it stands for."""

    @traitlets.default("place")
    def _made(self) -> str:
        return new_place()

    def bundle(self, html: str, text: str, cell: str) -> dict[str, Any]:
        """What the cell of that id displays: the widget, and what else is to be seen of it."""
        if has_places(cell):
            return {"text/html": placed(self.place, html), "text/plain": text}
        return {**view_of(self), "text/html": html, "text/plain": text}

"""What is offered under a cell that has failed, as a widget; importing this needs anywidget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import traitlets

from farfield_jupyter.progress import Answer, ProgressWidget


class OffersWidget(ProgressWidget):
    """Buttons, and below them the card of what runs again once `state` has something of it.

    A button asks for "offer", with its name in `offer`.
    """

    _esm = Path(__file__).parent / "static" / "offers.js"

    offers: traitlets.List[dict[str, str]] = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    taken = traitlets.Bool(False).tag(sync=True)
    """Whether no button can be pressed any more."""

    def __init__(self, offers: Sequence[tuple[str, str]], said: str, answer: Answer) -> None:
        """offers: names and titles of buttons; said: what is written beside them."""
        super().__init__({}, answer)
        self.offers = [{"name": name, "title": title} for name, title in offers]
        self.said = said

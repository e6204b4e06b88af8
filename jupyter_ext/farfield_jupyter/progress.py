"""The live progress of one job, as a widget; importing this needs anywidget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from farfield_engine.errors import FarfieldError
from farfield_jupyter.placed import Placed
from farfield_jupyter.subshells import heard_at_once
from farfield_jupyter.summary import summary_html

__all__ = ["ProgressWidget", "summary_html"]

Answer = Callable[[str, Mapping[str, Any]], Any]


class ProgressWidget(Placed):
    """One job's card under its cell: title, bar, counts, pace, what there is to see of it, buttons.

    Set `state` to a mapping as `jupyter_ext/ui/src/state.ts` has it (Progress), complete each time; the front
    end draws each assignment, so the owner limits how often it assigns. `close()` takes it off the page.
    """

    _esm = Path(__file__).parent / "static" / "progress.js"

    state = traitlets.Dict().tag(sync=True)
    acts = traitlets.Bool(True).tag(sync=True)
    """Whether there is somebody to answer: without, the card has no buttons."""

    def __init__(self, state: Mapping[str, Any], answer: Answer | None = None, *, place: str = "") -> None:
        """answer: does what a button asks for, given its name and all that was said with it; place: its id.

        The answer is called on any thread, where the front end allows it while the cell runs, and may raise
        FarfieldError with what the card is to say.
        """
        super().__init__(state=state, acts=answer is not None, **({"place": place} if place else {}))
        self._answer = answer
        self.on_msg(self._heard)
        heard_at_once(self)

    def _heard(self, _: object, content: Any, buffers: object) -> None:
        if not isinstance(content, Mapping) or content.get("kind") != "ask":
            return
        answer: dict[str, Any] = {"kind": "answer", "id": content.get("id")}
        try:
            if self._answer is None:
                raise FarfieldError("this card can only be looked at")
            answer["value"] = self._answer(str(content.get("what")), content)
        except FarfieldError as error:
            answer["error"] = str(error)
        # Nobody reads a kernel's log: whatever it is, who pressed the button is to see it.
        except Exception as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        if self.comm is not None:  # it may have been closed meanwhile
            self.send(answer)

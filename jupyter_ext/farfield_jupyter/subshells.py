"""A widget's way to its page, and the page's to it while the cell that shows it runs."""

from __future__ import annotations

from typing import Any


def heard_at_once(widget: Any) -> None:
    """Have the widget hear its page while the kernel is busy, where the front end sends over a subshell.

    ipykernel sends what comes for a comm to the shell that published on it last, which is the busy one;
    without this method of the comm, to the shell that the page has chosen. Versions without the method do
    that by themselves; where there are no subshells, the page is heard when the cell has ended.
    """
    if widget.comm is not None:
        widget.comm._reply_subshell_for = None


def view_of(widget: Any) -> dict[str, Any]:
    """What a front end shows the widget by, for a bundle that has other forms of it beside that."""
    made = widget._repr_mimebundle_()
    # anywidget gives its metadata, too, where it has some.
    return dict(made[0] if isinstance(made, tuple) else made)

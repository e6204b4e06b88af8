"""`--dry-run`: what a cell would send, and what would come back."""

from __future__ import annotations

from typing import Any

from farfield._packing import Inputs
from farfield.ipython.request import Request
from farfield_engine.client.text import readable_size


def show_plan(request: Request, inputs: Inputs, sent: dict[str, Any]) -> None:
    """Print what the cell would send and bring back."""
    items = request.count
    cpus = request.header.cpus
    each = f"{cpus:g} CPU{'s' * (cpus != 1)}{' each' * (items != 1)}"
    print(f"would run {items:,} item{'s' * (items != 1)} with {each}; would send:")
    if not sent:
        print("  nothing")
    for name, value in sent.items():
        data, buffers, _ = inputs.dumps(value)
        size = readable_size(len(data) + sum(view.nbytes for view in buffers))
        print(f"  {name:<20} {type(value).__name__:<16} {size}")
    if request.items:
        total = sum(len(inputs.dumps(part)[0]) for part in request.items[:100]) * items // min(items, 100)
        print(f"  {'the elements':<20} {'about':<16} {readable_size(total)}")
    if request.single:
        back = (
            request.header.outputs
            if request.header.outputs is not None
            else sorted(request.names.binds | request.names.stores)
        )
    else:
        back = request.header.outputs or ()
    print(f"would come back: {', '.join([*back, 'the value of the last expression'])}")

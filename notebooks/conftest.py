"""What the examples need to be tests."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

_NEEDS = {"ddp.ipynb": "torch"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the cells of an example whose optional package is not installed."""
    for item in items:
        package = _NEEDS.get(item.path.name)
        if package is not None and find_spec(package) is None:
            item.add_marker(pytest.mark.skip(reason=f"{package} is not installed; make {package} does it"))

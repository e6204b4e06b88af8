"""A loop whose gateway is gone before anything has come."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from farfield._decode import Decoder
from farfield.ipython.bringback import many_values
from farfield_engine.client.handle import JobHandle
from farfield_engine.errors import ConnectionLostError


def test_a_loop_that_is_lost_is_an_error_and_no_empty_list() -> None:
    handle = JobHandle("job", 3)
    handle.lose(ConnectionLostError("the gateway is gone"))
    client: Any = SimpleNamespace(forget_results=lambda _job: None)
    request: Any = SimpleNamespace(labels=["a", "b", "c"], header=SimpleNamespace(keep_going=False))
    with pytest.raises(ConnectionLostError, match="the gateway is gone"):
        many_values(request, Decoder(handle, client, {}))

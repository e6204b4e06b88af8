"""What `%cluster` and `%gpus` show while they are on the page: the cluster that is attached."""

from __future__ import annotations

import farfield as ff
from farfield.ipython.cluster import _Source
from farfield_engine.client.about import look_at


def test_a_cluster_that_was_left_is_shown_as_it_was_until_one_is_attached_again() -> None:
    client = ff.attach("local")
    source = _Source(client, look_at(client, usage=True))
    assert not source.look().get("connection")
    ff.detach()
    left = source.look()
    assert left["connection"]["over"]
    assert left["nodes"] and left["target"] == client.place
    ff.attach("local")
    again = source.look()
    ff.detach()
    assert not again.get("connection")
    assert again["nodes"]

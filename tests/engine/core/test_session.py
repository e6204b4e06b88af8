"""When a session that nobody is attached to has ended."""

from __future__ import annotations

import pytest

from farfield_engine.core.session import SessionLife, SessionState


def test_a_session_ends_when_its_lease_is_over() -> None:
    life = SessionLife(lease=10.0)
    attachment = life.attach()
    assert not life.tick(1000.0, busy=False)
    assert life.lose(attachment, now=1000.0)
    assert not life.tick(1009.9, busy=False)
    assert life.tick(1010.0, busy=False)
    assert life.state is SessionState.ENDED
    assert not life.tick(2000.0, busy=False), "it ends once"


def test_running_work_holds_the_lease() -> None:
    life = SessionLife(lease=10.0)
    life.lose(life.attach(), now=0.0)
    assert not life.tick(100.0, busy=True)
    assert not life.tick(109.0, busy=False)
    assert life.tick(110.0, busy=False)


def test_a_client_that_comes_back_before_its_old_connection_is_seen_to_be_dead_wins() -> None:
    life = SessionLife(lease=10.0)
    old = life.attach()
    new = life.attach()
    assert (life.is_current(old), life.is_current(new)) == (False, True)
    assert not life.lose(old, now=0.0)
    assert life.state is SessionState.ATTACHED
    assert life.lose(new, now=0.0)
    assert not life.lose(new, now=5.0), "a second word of it does not prolong the lease"
    assert life.tick(10.0, busy=False)


def test_an_attachment_during_the_lease_ends_it() -> None:
    life = SessionLife(lease=10.0)
    life.lose(life.attach(), now=0.0)
    life.attach()
    assert not life.tick(100.0, busy=False)


def test_nobody_attaches_to_a_session_that_has_ended() -> None:
    life = SessionLife(lease=10.0)
    attachment = life.attach()
    life.end()
    assert not life.is_current(attachment)
    assert not life.lose(attachment, now=0.0)
    with pytest.raises(ValueError, match="ended"):
        life.attach()


def test_a_session_that_was_never_attached_to_has_no_lease() -> None:
    assert not SessionLife(lease=1.0).tick(1e9, busy=False)

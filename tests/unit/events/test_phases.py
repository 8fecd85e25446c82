from datetime import datetime

import pytest
from hypothesis import given

from chalicelib.domain.errors import Conflict, Invalid
from chalicelib.domain.events.events import Event
from chalicelib.domain.events.phases import Phase, phase_of
from chalicelib.domain.events.registrations import RegistrationStatus
from tests.support.event_examples import EVENT_AT, event, registration
from tests.support.examples import DAY, HOUR, NOW, SECOND, moments

WINDOWED = event(opens_at=EVENT_AT - 9 * DAY, closes_at=EVENT_AT - DAY)


@pytest.mark.parametrize(
    ("held", "now", "phase"),
    [
        (event(), NOW, Phase.OPEN),
        (event(), EVENT_AT - SECOND, Phase.OPEN),
        (event(), EVENT_AT, Phase.LIVE),
        (event(), EVENT_AT + 1.5 * HOUR - SECOND, Phase.LIVE),
        (event(), EVENT_AT + 1.5 * HOUR, Phase.OVER),
        (event(cancelled_at=NOW), NOW, Phase.CANCELLED),
        (event(cancelled_at=NOW), EVENT_AT + DAY, Phase.CANCELLED),
        (WINDOWED, EVENT_AT - 9 * DAY - SECOND, Phase.SOON),
        (WINDOWED, EVENT_AT - 9 * DAY, Phase.OPEN),
        (WINDOWED, EVENT_AT - DAY, Phase.CLOSED),
        (WINDOWED, EVENT_AT, Phase.LIVE),
    ],
)
def test_the_phases_of_an_event(held: Event, now: datetime, phase: Phase) -> None:
    assert phase_of(held, now) is phase


@given(moments(NOW, EVENT_AT + 2 * DAY))
def test_it_is_open_exactly_when_a_newcomer_is_let_in(now: datetime) -> None:
    for held in (event(), WINDOWED, event(cancelled_at=NOW)):
        try:
            held.ensure_open(held.modes[0], now)
        except (Conflict, Invalid):
            assert phase_of(held, now) is not Phase.OPEN
        else:
            assert phase_of(held, now) is Phase.OPEN


def test_a_registration_changes_until_the_start_while_it_and_the_event_stand() -> None:
    left = registration(status=RegistrationStatus.CANCELLED)
    assert registration().changeable(event(), EVENT_AT - SECOND)
    assert not registration().changeable(event(), EVENT_AT)
    assert not registration().changeable(event(cancelled_at=NOW), NOW)
    assert not left.changeable(event(), NOW)


def test_a_registration_is_called_off_with_its_event_unless_it_was_left_before() -> None:
    left = registration(status=RegistrationStatus.CANCELLED)
    assert registration().called_off(event(cancelled_at=NOW))
    assert not registration().called_off(event())
    assert not left.called_off(event(cancelled_at=NOW))


def test_a_seat_of_ones_own_lets_in_until_the_end() -> None:
    offered = registration(status=RegistrationStatus.OFFERED)
    waiting = registration(status=RegistrationStatus.WAITLISTED)
    end = event().ends_at
    assert registration().lets_in(event(), end - SECOND)
    assert not registration().lets_in(event(), end)
    assert not registration().lets_in(event(cancelled_at=NOW), NOW)
    assert not offered.lets_in(event(), NOW)
    assert not waiting.lets_in(event(), NOW)

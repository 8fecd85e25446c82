from datetime import datetime

import pytest

from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.limits.daily_limit import is_full, next_day
from chalicelib.domain.mail.limits.manners import Urgency
from chalicelib.domain.mail.messages import Kind

from ...support.examples import DAY, HOUR, NOW, SECOND, message

LIMIT = 3


@pytest.mark.parametrize("kind", list(Kind))
def test_only_what_has_a_pace_of_its_own_is_not_put_off_to_the_next_day(kind: Kind) -> None:
    at_once = KINDS[kind].urgency is Urgency.AT_ONCE
    of_the_team = (Kind.STAFF_SIGN_IN, Kind.STAFF_SESSION, Kind.STAFF_OWN_CHANGE)
    once_a_session = Kind.BOOKING_EXPECTED
    assert at_once == (kind in (*of_the_team, once_a_session))
    assert not is_full(message(kind), LIMIT - 1, LIMIT, None, NOW)
    assert is_full(message(kind), LIMIT, LIMIT, None, NOW) == (not at_once)


@pytest.mark.parametrize(
    ("expires_at", "begins_at", "full_at"),
    [
        (None, NOW + HOUR, 2 * LIMIT),
        (NOW + HOUR, None, 2 * LIMIT),
        (next_day(NOW), NOW + 30 * DAY, 2 * LIMIT),
        (next_day(NOW) + SECOND, NOW + 30 * DAY, LIMIT),
        (None, NOW - HOUR, LIMIT),
    ],
)
def test_what_would_be_too_late_tomorrow_has_as_many_more_to_go(
    expires_at: datetime | None, begins_at: datetime | None, full_at: int
) -> None:
    mail = message(Kind.EVENT_REMINDER, expires_at=expires_at)
    assert not is_full(mail, full_at - 1, LIMIT, begins_at, NOW)
    assert is_full(mail, full_at, LIMIT, begins_at, NOW)

"""The time that the law gives, and who may be granted what they ask."""

from datetime import timedelta

import pytest

from chalicelib.domain.people.privacy_requests import IdentityUnknown, RequestClosed, RequestKind
from chalicelib.domain.people.privacy_requests import own_acts as acts
from tests.support.examples import DAY, HOUR, NOW, SECOND, participant, profile, request


@pytest.mark.parametrize(
    ("since", "left"),
    [
        (timedelta(), 30),
        (SECOND, 30),
        (DAY, 29),
        (30 * DAY - HOUR, 1),
        (30 * DAY, -1),
        (31 * DAY + HOUR, -2),
    ],
)
def test_days_are_counted_until_it_is_late(since: timedelta, left: int) -> None:
    assert request().days_left(NOW + since) == left


def test_nothing_is_granted_before_the_person_said_that_it_is_them() -> None:
    with pytest.raises(IdentityUnknown):
        request().answered(True, "Fait.", NOW)
    assert not request().answered(False, "Refusé.", NOW).open
    done = request().identified(NOW).answered(True, "Fait.", NOW)
    with pytest.raises(RequestClosed):
        done.disowned("Non.", NOW)


def test_who_joins_corrects_nothing() -> None:
    guest = participant(profile=profile(kind=None))
    assert acts(guest, participant()) == ()
    assert acts(participant(), participant(profile=profile(phone="1"))) == (RequestKind.CORRECTION,)

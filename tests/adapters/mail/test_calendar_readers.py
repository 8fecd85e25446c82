"""What mails add to calendars, as three independent libraries read it."""

import pytest

from chalicelib.domain.mail.kinds import KINDS, Carries
from chalicelib.domain.mail.messages import Kind
from tests.support.event_examples import EVENT_AT, REGISTRATION_ID
from tests.support.examples import HOUR
from tests.support.readers.calendars import read_alike

from .test_mail_templates import BOOKING, compose

WITH_CALENDAR = [
    kind
    for kind, row in KINDS.items()
    if row.carries in (Carries.INVITATION, Carries.SEAT, Carries.NO_MORE)
]
TAKEN_OUT = (Kind.BOOKING_CANCELLED, Kind.EVENT_LEFT, Kind.EVENT_REMOVED, Kind.EVENT_CANCELLED)


def expected(kind: Kind) -> tuple[str, str, object, object, str]:
    of_session = KINDS[kind].carries is Carries.INVITATION
    begins, ends = BOOKING.starts_at, BOOKING.ends_at
    if not of_session:
        begins, ends = EVENT_AT, EVENT_AT + 1.5 * HOUR
    owner = BOOKING.id if of_session else REGISTRATION_ID
    method, status = ("CANCEL", "CANCELLED") if kind in TAKEN_OUT else ("REQUEST", "CONFIRMED")
    return method, f"{owner}@example.org", begins, ends, status


@pytest.mark.parametrize("kind", WITH_CALENDAR)
def test_three_libraries_read_the_same_of_each_kind_of_mail(kind: Kind) -> None:
    part = compose(kind).calendar
    assert part is not None
    content, sent_as = part
    method, events = read_alike(content)
    (event,) = events
    assert method == sent_as
    assert (method, event.uid, event.starts_at, event.ends_at, event.status) == expected(kind)
    assert event.title.replace("\u00a0", " ") in content.replace("\r\n ", "").replace("\u00a0", " ")

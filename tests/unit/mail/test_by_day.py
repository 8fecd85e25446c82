"""What is not urgent is planned by day, and waits for the morning if it is late at night."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail.by_day import late_until, news, planned, reminders
from chalicelib.domain.mail.messages import Kind

from ...support.examples import HOUR, PROGRAMME, message, moments

SLEEP = PROGRAMME.sleep
ZONE = ZoneInfo("America/Toronto")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


NIGHT, MORNING = at("2027-03-20T23:30"), at("2027-03-21T08:00")


def test_what_is_not_urgent_is_due_in_the_morning() -> None:
    survey = planned(message(Kind.SURVEY_INVITATION, due_at=NIGHT, next_at=NIGHT), SLEEP)
    assert (survey.due_at, survey.next_at) == (MORNING, MORNING)
    link = message(Kind.PERSONAL_LINK, due_at=NIGHT, next_at=NIGHT)
    assert planned(link, SLEEP) == link


def test_what_would_come_too_late_in_the_morning_is_sent_at_night() -> None:
    topic = message(Kind.TOPIC_CHOSEN, due_at=NIGHT, next_at=NIGHT)
    assert planned(topic, SLEEP, begins_at=MORNING - HOUR) == topic
    assert planned(topic, SLEEP, begins_at=MORNING + HOUR).due_at == MORNING


@pytest.mark.parametrize(
    ("begins", "hours", "due"),
    [
        ("2027-03-20T13:00", 2, "2027-03-20T11:00"),
        ("2027-03-20T09:00", 2, "2027-03-19T20:00"),
        ("2027-03-20T07:30", 1, "2027-03-19T20:00"),
        ("2027-03-20T07:30", 24, "2027-03-19T08:00"),  # a day is left: in the morning
        ("2027-03-20T23:00", 1, "2027-03-20T20:00"),  # and so when it begins at night
        ("2027-03-20T20:30", 12, "2027-03-20T08:30"),
    ],
)
def test_one_is_reminded_while_awake(begins: str, hours: int, due: str) -> None:
    ((_, at_, ends),) = reminders(at(begins), [hours * HOUR], SLEEP)
    assert (at_, ends) == (at(due), at(begins))


@given(moments(), st.sets(st.integers(1, 200), max_size=5))
def test_reminders_of_a_night_are_one_and_give_way_to_one_another(
    begins_at: datetime, hours: set[int]
) -> None:
    planned = reminders(begins_at, [h * HOUR for h in hours], SLEEP)
    assert all(SLEEP.waking(due) for _, due, _ in planned)
    times = [due for _, due, _ in planned]
    assert times == sorted(set(times))
    assert [*times, begins_at][1:] == [end for _, _, end in planned] or not planned
    assert bool(planned) == bool(hours)


def test_what_was_due_by_day_and_is_late_at_night_waits_for_the_morning() -> None:
    survey = message(Kind.SURVEY_REMINDER, due_at=NIGHT - 6 * HOUR, next_at=NIGHT)
    assert late_until(survey, None, SLEEP, NIGHT) == MORNING
    assert late_until(survey, None, SLEEP, NIGHT - 5 * HOUR) is None
    reminder = message(Kind.EVENT_REMINDER, due_at=NIGHT - 6 * HOUR, next_at=NIGHT)
    assert late_until(reminder, None, SLEEP, NIGHT) is None


@pytest.mark.parametrize(
    ("kind", "begins", "waits"),
    [
        (Kind.EVENT_CHANGED, "2027-04-04T13:00", True),
        (Kind.EVENT_CANCELLED, "2027-03-21T10:00", True),
        (Kind.EVENT_CANCELLED, "2027-03-21T09:59", False),  # the morning is not well under way
        (Kind.EVENT_REMOVED, "2027-03-21T07:00", False),
        (Kind.STAFF_SESSION, "2027-03-22T09:00", True),
        (Kind.STAFF_SESSION, "2027-03-21T08:30", False),
        (Kind.DOCUMENT, "2027-03-20T20:00", True),  # over: it is news of nothing to come
        (Kind.STAFF_DOCUMENT_FAILED, "2027-03-20T20:00", True),
        (Kind.EVENT_REMINDER, "2027-03-21T08:30", True),
        (Kind.EVENT_REMINDER, "2027-03-21T08:00", False),
        (Kind.BOOKING_CONFIRMED, "2027-04-04T13:00", False),  # somebody just asked for it
    ],
)
def test_by_night_a_mail_waits_unless_what_it_tells_of_begins_too_soon(
    kind: Kind, begins: str, waits: bool
) -> None:
    told = planned(message(kind, due_at=NIGHT, next_at=NIGHT), SLEEP, at(begins))
    assert told.due_at == (MORNING if waits else NIGHT)


@pytest.mark.parametrize("kind", [Kind.BOOKING_MOVED, Kind.EVENT_CONFIRMED])
def test_what_another_did_waits_unless_it_was_to_begin_too_soon(kind: Kind) -> None:
    later, soon, over = at("2027-04-04T13:00"), at("2027-03-21T09:00"), at("2027-03-19T09:00")
    mail = message(kind, due_at=NIGHT, next_at=NIGHT)
    assert news(mail, SLEEP, later).due_at == MORNING
    for moments_ in ((later, soon), (soon, later), (over, soon)):
        assert news(mail, SLEEP, *moments_).due_at == NIGHT
    assert news(mail, SLEEP, over).due_at == MORNING


def test_a_late_reminder_waits_for_the_morning_unless_it_would_come_too_late() -> None:
    late = message(Kind.BOOKING_REMINDER, due_at=NIGHT - 3 * HOUR, next_at=NIGHT)
    assert late_until(late, MORNING + HOUR, SLEEP, NIGHT) == MORNING
    assert late_until(late, MORNING, SLEEP, NIGHT) is None
    followed = replace(late, expires_at=MORNING)  # the next is due then: it comes instead
    assert late_until(followed, MORNING + HOUR, SLEEP, NIGHT) == MORNING


def test_late_news_of_what_was_to_begin_early_still_leaves_at_night() -> None:
    told = news(message(Kind.EVENT_CHANGED, due_at=NIGHT - 6 * HOUR), SLEEP, MORNING + HOUR)
    assert late_until(told, MORNING + 200 * HOUR, SLEEP, NIGHT) is None
    other = news(message(Kind.EVENT_CHANGED, due_at=NIGHT - 6 * HOUR), SLEEP, MORNING + 9 * HOUR)
    assert late_until(other, MORNING + 200 * HOUR, SLEEP, NIGHT) == MORNING


@pytest.mark.parametrize("kind", list(Kind))
def test_only_what_somebody_waits_for_leaves_at_night(kind: Kind) -> None:
    asked = {
        Kind.REGISTRATION,
        Kind.PERSONAL_LINK,
        Kind.BOOKING_CONFIRMED,
        Kind.BOOKING_MOVED,
        Kind.BOOKING_CANCELLED,
        Kind.BOOKING_EXPECTED,  # their hour has begun
        Kind.ADDRESS_PROOF,
        Kind.ADDRESS_CHANGED,
        Kind.ERASED,
        Kind.STAFF_SIGN_IN,
        Kind.STAFF_TEXT_TRIED,
        Kind.STAFF_OWN_CHANGE,
        Kind.EVENT_CONFIRMED,
        Kind.EVENT_WAITLISTED,
        Kind.EVENT_SWITCHED,
        Kind.EVENT_LEFT,
        Kind.PRIVACY_COPY,
    }
    told = planned(message(kind, due_at=NIGHT, next_at=NIGHT), SLEEP, NIGHT + 500 * HOUR)
    assert (told.due_at == NIGHT) == (kind in asked), f"{kind} is sent at night, or waits in vain"

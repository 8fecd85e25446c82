"""What is not urgent is planned by day, and waits for the morning if it is late at night."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail.by_day import late_until, planned, reminders
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

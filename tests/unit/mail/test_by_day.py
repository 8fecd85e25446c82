"""What is not urgent is planned by day, and waits for the morning if it is late at night."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chalicelib.domain.mail.by_day import late_until, planned
from chalicelib.domain.mail.messages import Kind

from ...support.examples import HOUR, PROGRAMME, message

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


def test_what_was_due_by_day_and_is_late_at_night_waits_for_the_morning() -> None:
    survey = message(Kind.SURVEY_REMINDER, due_at=NIGHT - 6 * HOUR, next_at=NIGHT)
    assert late_until(survey, None, SLEEP, NIGHT) == MORNING
    assert late_until(survey, None, SLEEP, NIGHT - 5 * HOUR) is None
    reminder = message(Kind.EVENT_REMINDER, due_at=NIGHT - 6 * HOUR, next_at=NIGHT)
    assert late_until(reminder, None, SLEEP, NIGHT) is None

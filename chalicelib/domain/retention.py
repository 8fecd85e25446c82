"""How long what is stored is kept: its classes, how each of them ends, and the periods.

`docs/privacy.md` has the table for people; a test holds that each stored type is in one class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum


class RetentionClass(StrEnum):
    """What is kept for the same reason, for as long."""

    PARTICIPANTS = "participants"
    UNPROVEN = "unproven"
    """People who never did what only a mailed link lets one do."""
    SESSIONS = "sessions"
    REGISTRATIONS = "registrations"
    ANSWERS = "answers"
    DOCUMENTS = "documents"
    MAILS = "mails"
    REQUESTS = "requests"
    INCIDENTS = "incidents"
    ACTS = "acts"
    LOOKS = "looks"
    DRAFTS = "drafts"
    RECEIPTS = "receipts"
    MAIL_COUNTS = "mail_counts"
    BUDGETS = "budgets"
    VISITORS = "visitors"
    AUDIENCE = "audience"
    IMPORTS = "imports"
    """Files of the bucket that were brought in and not kept; nothing of the table."""
    RETURNING = "returning"
    TEAM = "team"
    EVENTS = "events"
    REPORTS = "reports"
    WORKINGS = "workings"


class Ends(StrEnum):
    """How what is in a class goes."""

    PURGED = "purged"
    """At night, once the period that the settings give is over."""
    BY_ITSELF = "by_itself"
    """By the time to live of each item, or of each file."""
    WITH_PERSON = "with_person"
    """With the participant it is about."""
    STAYS = "stays"
    """It tells of nobody, or of who is of the team."""


_C = RetentionClass
ENDS: Mapping[RetentionClass, Ends] = {
    **dict.fromkeys((_C.PARTICIPANTS, _C.UNPROVEN, _C.DOCUMENTS, _C.MAILS), Ends.PURGED),
    **dict.fromkeys((_C.REQUESTS, _C.INCIDENTS, _C.ACTS, _C.LOOKS), Ends.PURGED),
    **dict.fromkeys((_C.SESSIONS, _C.REGISTRATIONS, _C.ANSWERS), Ends.WITH_PERSON),
    **dict.fromkeys((_C.DRAFTS, _C.RECEIPTS, _C.MAIL_COUNTS), Ends.BY_ITSELF),
    **dict.fromkeys((_C.BUDGETS, _C.VISITORS, _C.IMPORTS), Ends.BY_ITSELF),
    **dict.fromkeys((_C.AUDIENCE, _C.RETURNING, _C.TEAM), Ends.STAYS),
    **dict.fromkeys((_C.EVENTS, _C.REPORTS, _C.WORKINGS), Ends.STAYS),
}

PURGED = tuple(each for each in RetentionClass if ENDS[each] is Ends.PURGED)
"""The classes of which the settings say for how long; people come first."""


@dataclass(frozen=True)
class Period:
    """Months of the calendar, then days. Raises ValueError if it is not at least one of either."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.months, self.days) < 0 or not (self.months or self.days):
            raise ValueError("a period of retention is one month or one day at least")

    def after(self, moment: datetime) -> datetime:
        """Return when the period is over that begins at a moment (UTC).

        A day that a month does not have is the first of the next, so that nothing goes too early.
        """
        month = moment.month - 1 + self.months
        year, month = moment.year + month // 12, month % 12 + 1
        try:
            then = moment.replace(year=year, month=month)
        except ValueError:
            then = moment.replace(year=year, month=month + 1, day=1)
        return then + timedelta(days=self.days)


Periods = Mapping[RetentionClass, Period]
"""The period of each class that is purged."""


def ensure_lawful(periods: Periods, incident_years: int) -> Periods:
    """Return the periods. Raises ValueError if incidents are kept for less than the law wants."""
    least = 12 * incident_years
    if periods[RetentionClass.INCIDENTS].months < least:
        raise ValueError(f"retention.incidents_months: should be {least} or more, by the law")
    return periods


def end_of(day: date) -> datetime:
    """Return a moment (UTC) by which a day is over everywhere."""
    return datetime.combine(day, time(12), UTC) + timedelta(days=1)

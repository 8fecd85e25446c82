"""Days of the week on which the team works."""

from datetime import date, timedelta

SATURDAY = 5


def working_day_from(earliest: date) -> date:
    """Return a day itself, or the Monday that follows it on a Saturday or a Sunday."""
    weekday = earliest.weekday()
    return earliest + timedelta(days=7 - weekday) if weekday >= SATURDAY else earliest

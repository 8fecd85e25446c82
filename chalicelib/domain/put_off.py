"""What the world outside would not take now: when it is tried again, and for how long."""

from datetime import datetime, timedelta

GIVEN_UP_AFTER = timedelta(hours=24)
"""How long something may be put off before a person has to look: no outage lasts as long, and what
keeps one mail or one document alone from leaving does not mend itself."""

SOONEST, LATEST = timedelta(minutes=5), timedelta(minutes=15)
"""When it is tried again: after as long as it has waited already, between these."""


def next_try(since: datetime, now: datetime) -> datetime | None:
    """Of what has been put off since then; None once it is given up."""
    if now - since >= GIVEN_UP_AFTER:
        return None
    return now + min(max(now - since, SOONEST), LATEST)

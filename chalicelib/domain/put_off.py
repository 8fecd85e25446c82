"""When something that could not be done now is tried again, and for how long."""

from datetime import datetime, timedelta

GIVEN_UP_AFTER = timedelta(hours=24)
"""How long something may be put off before a person has to look.

No outage lasts as long, and what keeps a single mail or document from leaving does not mend itself.
"""

SOONEST, LATEST = timedelta(minutes=5), timedelta(minutes=15)
"""When to try again: after as long as it has waited already, within these two."""


def next_try(since: datetime, now: datetime) -> datetime | None:
    """Return when to try again what has been put off since `since`; None once it is given up."""
    if now - since >= GIVEN_UP_AFTER:
        return None
    return now + min(max(now - since, SOONEST), LATEST)

"""The team reads the audience, by day and page."""

from datetime import date

from ...domain.audience.figures import Audience, added_up
from ...domain.people.callers import Caller
from ..callers import member_of_team
from ..ports import AudienceStore


def read_audience(caller: Caller, first: date, last: date, *, store: AudienceStore) -> Audience:
    """Return the figures from one day to another, both included. Raises Forbidden, InvalidToken."""
    member_of_team(caller, store=store)
    return added_up(store.page_days(first, last))

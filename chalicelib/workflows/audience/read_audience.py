"""The figures of the audience, for the report."""

from datetime import date

from ...domain.audience.figures import Audience, added_up
from ..ports import AudienceStore


def audience(first: date, last: date, *, store: AudienceStore) -> Audience:
    """Return the figures from one day to another, both included; for whom the team shows all."""
    return added_up(store.page_days(first, last))

"""Who wants a theme: asked for it, and has no session on it."""

from collections.abc import Iterable

from ..people.participants import Participant
from ..sessions.bookings import Booking
from .alerts import Alert


def wanted(person: Participant, sessions: Iterable[Booking], alerts: Iterable[Alert]) -> list[str]:
    """Return the themes that somebody who has joined asked for and has no session on.

    `sessions` and `alerts` are theirs. A session that is to come counts; one that was cancelled, or
    that they were absent from, does not.
    """
    if not person.joined:
        return []
    asked = (*person.profile.themes, *(each.theme for each in alerts))
    had = {each.theme for each in sessions if each.booked or each.held}
    return [slug for slug in dict.fromkeys(asked) if slug not in had]

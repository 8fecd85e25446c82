"""Who wants a theme: asked for it, and has no session on it."""

from collections.abc import Iterable

from ..people.participants import Participant
from ..sessions.bookings import Booking


def wanted(person: Participant, sessions: Iterable[Booking]) -> list[str]:
    """Return the themes that somebody who has joined asked for and has no session on.

    `sessions` are theirs. One that is to come counts; one that was cancelled, or that they were
    absent from, does not.
    """
    if not person.joined:
        return []
    had = {each.theme for each in sessions if each.booked or each.held}
    return [slug for slug in dict.fromkeys(person.profile.themes) if slug not in had]

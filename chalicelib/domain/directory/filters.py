"""What the team asks of many people at once: who has no session yet, who was absent."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from ..demand.alerts import Alert
from ..demand.wanting import wanted
from ..levels import Maturity
from ..people.participants import Participant, ParticipantKind
from ..sessions.bookings import Booking, BookingStatus
from .accompanying import accompanying

WANTS, WAITS = "wants:", "waits:"


class Filter(StrEnum):
    """A filter of its own. `for_theme` and `at_level` make those that need a word more."""

    UNBOOKED = "unbooked"
    """Has joined, or will once the address is proven, and has no session."""

    ABSENT = "absent"
    """Was absent the last time, and has no session since."""

    NO_ADDRESS = "no_address"
    UNPROVEN = "unproven"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"
    ORGANIZATION = "organization"
    ALONE = "alone"


def for_theme(slug: str) -> str:
    """Return the filter for who asked for a theme, or has a session on it."""
    return f"theme:{slug}"


def wanting(slug: str) -> str:
    """Return the filter for who asked for a theme and has no session on it, come or to come."""
    return f"{WANTS}{slug}"


def waiting(slug: str) -> str:
    """Return the filter for who waits to be told of a free hour for a theme."""
    return f"{WAITS}{slug}"


def at_level(level: Maturity) -> str:
    return f"level:{level.value}"


def with_adviser(member_id: str) -> str:
    """Return the filter for those whom an adviser accompanies."""
    return f"with:{member_id}"


def standing(held: Sequence[Any]) -> list[Booking]:
    """Return the sessions that were not cancelled, in order of time."""
    sessions = (each for each in held if isinstance(each, Booking))
    kept = (each for each in sessions if each.status is not BookingStatus.CANCELLED)
    return sorted(kept, key=lambda each: each.starts_at)


def filters_of(person: Participant, held: Sequence[Any]) -> Iterator[str]:
    """Yield every filter that lets a person through. `held` is what is in their partition."""
    yield from _of_address(person)
    sessions, alerts = standing(held), [each for each in held if isinstance(each, Alert)]
    yield from _of_sessions(person, sessions)
    yield from (wanting(slug) for slug in wanted(person, sessions, alerts))
    yield from (waiting(each.theme) for each in alerts if each.waits)
    profile = person.profile
    together = profile.organization or profile.kind is ParticipantKind.ORGANIZATION
    yield Filter.ORGANIZATION if together else Filter.ALONE
    if profile.maturity_level is not None:
        yield at_level(profile.maturity_level)
    yield from (with_adviser(each) for each in accompanying(held))


def _of_address(person: Participant) -> Iterator[str]:
    if not (person.email or person.shared_email):
        yield Filter.NO_ADDRESS
    elif not person.proven:
        yield Filter.UNPROVEN
    if person.bounced_at is not None:
        yield Filter.BOUNCED
    if person.unsubscribed_at is not None:
        yield Filter.UNSUBSCRIBED


def _of_sessions(person: Participant, sessions: Sequence[Booking]) -> Iterator[str]:
    if person.of_programme and not sessions:
        yield Filter.UNBOOKED
    if sessions and sessions[-1].status is BookingStatus.NO_SHOW:
        yield Filter.ABSENT
    themes = (*person.profile.themes, *(each.theme for each in sessions))
    yield from (for_theme(slug) for slug in dict.fromkeys(themes) if slug)

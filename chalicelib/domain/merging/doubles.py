"""What one person has twice once two registrations are merged."""

from collections.abc import Iterable, Sequence

from ..events.registrations import EventRegistration
from ..sessions.engagements import Engagement


def strongest(registrations: Iterable[EventRegistration]) -> tuple[EventRegistration, ...]:
    """Return one registration for each event: who has two came, or comes, by the stronger."""
    best: dict[str, EventRegistration] = {}
    for each in registrations:
        held = best.get(each.event_id)
        if held is None or _strength(each) > _strength(held):
            best[each.event_id] = each
    return tuple(best.values())


def weaker(registrations: Iterable[EventRegistration]) -> list[EventRegistration]:
    """Return those beside the strongest that still hold a seat or a place."""
    held = list(registrations)
    kept = {each.id for each in strongest(held)}
    return [each for each in held if each.id not in kept and each.coming]


def overlapping(
    mine: Sequence[Engagement], others: Sequence[Engagement]
) -> list[tuple[Engagement, Engagement]]:
    """Return the sessions of two people that are at the same time."""
    return [(a, b) for a in mine for b in others if a.overlaps(b.starts_at, b.ends_at)]


def _strength(registration: EventRegistration) -> tuple[bool, bool, bool, bool, int]:
    known = not registration.provisional
    earlier = -registration.ticket
    held = registration.assured, registration.seated, registration.stands
    return (registration.attended, *held[:2], held[2] and known, earlier)

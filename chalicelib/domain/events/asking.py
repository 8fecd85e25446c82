"""What forms may ask for, for an address that nobody has proven: a few events at a time.

Anybody may type any address: without a bound, one address would hold a seat at every event.
"""

from dataclasses import replace
from datetime import datetime

from ..people.participants import AskedEvent, Participant
from .events import Event


def one_more_asked(
    person: Participant, event: Event, most: int, now: datetime
) -> Participant | None:
    """Return the person with an event among those that forms asked for; None if that is too many.

    A series counts once, whole. What is over counts no more. Who is proven is not bounded.
    """
    if person.proven:
        return person
    asked = asked_event(event)
    standing = tuple(each for each in person.asked_events if each.ends_at > now)
    others = tuple(each for each in standing if each.id != asked.id)
    if len(others) >= most and len(others) == len(standing):
        return None
    ends_at = max(each.ends_at for each in (asked, *standing) if each.id == asked.id)
    return replace(person, asked_events=(*others, AskedEvent(asked.id, ends_at)))


def asked_event(event: Event) -> AskedEvent:
    """Return what a form asks for: the event, or the series that it is part of."""
    return AskedEvent(event.series or event.id, event.ends_at)

"""One's registration for an event, under whichever of one's ids it is."""

from ...domain.events.registrations import EventRegistration, registration_id
from ...domain.merging.doubles import strongest
from ...domain.people.participants import Participant
from ..ports import Loading


def by_any_id(
    person: Participant, event_id: str, found: EventRegistration | None, store: Loading
) -> EventRegistration | None:
    """Return the strongest registration of somebody: `found`, or that of who is one with them.

    One read more of who has several ids, and of nobody else.
    """
    if len(person.ids) == 1 or (found is not None and found.attended):
        return found
    ids = [registration_id(each, event_id) for each in person.ids]
    held = store.load(known=[(EventRegistration, each) for each in ids])
    mine = [each for each in held if each is not None and each.stands]
    return next(iter(strongest(mine)), found)

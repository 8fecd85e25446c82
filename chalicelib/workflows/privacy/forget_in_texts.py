"""What the team wrote names nobody who is erased: the register of incidents, forms left unsent.

The law wants the register kept, and nobody named in it.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import parse_qsl

from ...domain.people.drafts import Draft, notes_draft
from ...domain.people.participants import Participant
from ...domain.privacy.incidents import Incident
from ...domain.privacy.unnamed import names_of, unnamed
from ...domain.sessions.bookings import Booking
from ..ports import Store
from ..retrying import decided_afresh


def forget_in_texts(
    person: Participant, bookings: Iterable[Booking], *, store: Store, now: datetime
) -> None:
    """Take a person out of incidents, and delete drafts about them. Safe to run twice.

    A draft is about them if it is of one of their sessions, or names them.
    """
    names = names_of(person)
    for incident in store.incidents():
        if incident.without(names) != incident:
            _forget(incident.id, names, store=store)
    sessions = [each.id for each in bookings]
    for member in store.team():
        notes = {notes_draft(member.id, each, now).id for each in sessions}
        drafts = store.drafts(member.id)
        store.erase([each for each in drafts if each.id in notes or _names(each, names)])


def _names(draft: Draft, names: tuple[str, ...]) -> bool:
    """Return whether a form has a name or an address of somebody, in one line or in two."""
    text = " ".join(value for _, value in parse_qsl(draft.content))
    return unnamed(text, names) != text


@decided_afresh
def _forget(identifier: str, names: tuple[str, ...], *, store: Store) -> None:
    incident = store.one(Incident, identifier)
    if incident is None:
        return
    unit = store.unit()
    unit.save(incident.without(names))
    unit.commit()

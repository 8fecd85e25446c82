"""The signed links of events: to join, and to be marked present."""

from ... import wiring
from ...adapters.links import Purpose
from ...domain.events.registrations import EventRegistration
from ...domain.people.callers import epoch_for
from ...domain.people.participants import Participant


def ticket_url(registration: EventRegistration, person: Participant) -> str:
    return _url("/evenements/billet", Purpose.TICKET, registration.id, person)


def join_url(registration: EventRegistration, person: Participant) -> str:
    return _url("/rejoindre", Purpose.JOIN, registration.id, person)


def presence_url(registration: EventRegistration, person: Participant) -> str:
    """Return the address in an entry ticket's code, which only the team can use."""
    return _url("/equipe/presences", Purpose.PRESENCE, registration.id, person)


def read(purpose: Purpose, token: str) -> tuple[str, int]:
    """Return what a link is about, and its epoch. Raises InvalidToken, ExpiredToken."""
    return wiring.links().read(purpose, token, wiring.now())


def _url(path: str, purpose: Purpose, subject: str, person: Participant) -> str:
    links, epoch = wiring.links(), epoch_for(person, subject)
    return links.url(path, links.token(purpose, subject, epoch, wiring.now()))

"""The team's table of an event: who registered, as a spreadsheet."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.events.registrations import EventRegistration, RegistrationStatus
from ...domain.people.participants import Participant
from ...workflows.events.manage_events import Roster, read_roster
from ..http import requests
from ..http.formats.spreadsheets import spreadsheet
from ..http.paths import event_of_path
from ..http.times import local

COLUMNS = ("Ordre d’arrivée", "Prénom", "Nom", "Courriel", "Participation", "Place")


def roster_sheet(request: Request, event_id: str) -> Response:
    caller = requests.staff_caller(request)
    roster: Roster = wiring.run(read_roster, caller, event_of_path(event_id))
    rows = [
        (order, *_who(roster.people.get(each.participant_id)), *_seat(roster, each))
        for order, each in enumerate(roster.registrations, 1)
    ]
    return spreadsheet(f"liste-{local(roster.event.starts_at)[:10]}", COLUMNS, rows)


def _who(person: Participant | None) -> tuple[str, str, str]:
    if person is None:
        return "Personne effacée", "", ""
    return person.profile.given_name, person.profile.family_name, person.email


def _seat(roster: Roster, registration: EventRegistration) -> tuple[str, str]:
    mode = registration.attended_in or registration.mode
    called_off = registration.called_off(roster.event)
    status = RegistrationStatus.CANCELLED if called_off else registration.status
    words = wiring.templates().words
    return words["mode"][mode], words["registration_status_team"][status]

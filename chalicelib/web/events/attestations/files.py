"""Attestations of attendance as PDF: in one's space, by the API, for the team one or all."""

from typing import Any

from chalice.app import Request, Response

from .... import correlation, wiring
from ....domain.errors import NotFound
from ....domain.events.registrations import EventRegistration
from ....domain.ids import event_of
from ....domain.people.participants import Participant
from ....workflows.documents.print_binder import print_binder
from ....workflows.events.print_attestations import (
    Attested,
    print_attestations,
    read_all_attested,
    read_attested,
)
from ...http import requests, responses
from ...http.paths import event_of_path, registration_of_path
from ...http.times import local, zone
from ..roster import PEOPLE, page_number

DRAWING = "document_drawing"


def my_attestation(request: Request, registration_id: str) -> Response:
    caller, identifier = requests.participant_caller(request), registration_of_path(registration_id)
    return _one(wiring.run(read_attested, caller, identifier), requests.path(request))


def get_attestation(request: Request, registration_id: str) -> Response:
    caller, identifier = requests.api_caller(request), registration_of_path(registration_id)
    attested: Attested = wiring.run(read_attested, caller, identifier)
    found = _drawn(attested)
    return _pdf(attested, found) if found else responses.plain_problem(DRAWING, 503)


def attestation_of(request: Request, event_id: str, registration_id: str) -> Response:
    caller, identifier = requests.staff_caller(request), registration_of_path(registration_id)
    if event_of(identifier) != event_of_path(event_id):
        raise NotFound
    return _one(wiring.run(read_attested, caller, identifier), requests.path(request))


def attestations_of_event(request: Request, event_id: str) -> Response:
    """Serve those of a hundred people in one file, a page for each."""
    caller, identifier = requests.staff_caller(request), event_of_path(event_id)
    attested: Attested = wiring.run(read_all_attested, caller, identifier)
    pages = -(-len(attested.people) // PEOPLE)
    number = min(page_number(request), pages)
    shown = Attested(attested.event, attested.people[(number - 1) * PEOPLE : number * PEOPLE])
    found = wiring.run(print_attestations, identifier, _pages(shown), correlation.current.get())
    page = f"{requests.path(request)}?page={number}"
    return _wait(page) if found is None else _pdf(shown, found)


def _one(attested: Attested, path: str) -> Response:
    found = _drawn(attested)
    return _wait(path) if found is None else _pdf(attested, found)


def _drawn(attested: Attested) -> bytes | None:
    """Return the PDF of one person, sealed for them alone; None while it is being drawn."""
    (person, _), *_others = attested.people
    found: bytes | None = wiring.run(
        print_binder, person.id, _pages(attested), correlation.current.get()
    )
    return found


def _pages(attested: Attested) -> str:
    """Return attestations as HTML, one on a page."""
    made_on = wiring.now().astimezone(zone()).date()
    return wiring.templates().render(
        "documents/attestation.html",
        event=attested.event,
        people=[_told(*each) for each in attested.people],
        themes=[t.title for t in map(wiring.themes().get, attested.event.themes) if t],
        made_on=made_on,
    )


def _told(person: Participant, registration: EventRegistration) -> dict[str, Any]:
    return {
        "name": person.profile.full_name,
        "mode": registration.attended_in or registration.mode,
    }


def _pdf(attested: Attested, content: bytes) -> Response:
    day = local(attested.event.starts_at)[:10]
    name = f"attestation{'s' if len(attested.people) > 1 else ''}-{day}.pdf"
    disposition = f'inline; filename="{name}"'
    return responses.raw(content, "application/pdf", Content_Disposition=disposition)


def _wait(page: str) -> Response:
    return responses.page("events/attestation_wait", 503, {"Retry_After": "5"}, page=page)

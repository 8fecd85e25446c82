"""A registration, a booking and its outcome, as API Gateway hands them to the real app."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.participants import AddressHolder, Participant
from chalicelib.domain.people.staff import StaffMember
from chalicelib.domain.receipts import NO_KEY
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Opening, Slot
from chalicelib.workflows.people.find_member import find_member
from chalicelib.workflows.week.open_hours import open_slots
from infra.demonstrated import demonstrated
from infra.invoking.events import Context
from infra.local.system import STAFF

from .requests import REGISTRATION, Event, post, registration
from .results import Unmeasured

SITE = "http://127.0.0.1:8000"
EMAIL = REGISTRATION["email"]
THEME = demonstrated("decouvrabilite")

OUTCOME: dict[str, Any] = {
    "outcome": "completed",
    "notes": "## Constat\n\nUne seule graphie du nom, une page de référence.\n" * 10,
    "tools": [{"name": "Wikidata", "url": "https://www.wikidata.org", "why": "Se relier."}],
    "next_steps": ["Corriger la fiche", "Ajouter les données structurées"],
}


@dataclass(frozen=True)
class Step:
    name: str
    event: Event
    status: int


def perform(app: Any, step: Step) -> None:
    """Make a step's request. Raises Unmeasured if the app does not answer as expected."""
    answer = app(step.event, Context("api_handler"))
    if answer["statusCode"] != step.status:
        raise Unmeasured(f"{step.name}: {answer['statusCode']} {answer['body']}")


def steps() -> Iterator[Step]:
    """Yield steps that depend on the ones before: perform each before asking for the next."""
    store = wiring.store()
    yield Step("registration", post("/api/v1/registrations", registration(THEME)), 202)

    claim = store.one(AddressHolder, address_key(EMAIL))
    participant = store.one(Participant, claim.participant_id if claim else "")
    adviser = find_member(STAFF[1][0], store=store)
    if participant is None or adviser is None:
        raise Unmeasured("the participant or the adviser is not in the table")
    wanted = {"slot_id": _open_slot(adviser).id, "theme": THEME, "needs": "Mon site et mes fiches."}
    token = _token(Purpose.PERSONAL, participant)
    yield Step("booking", post("/api/v1/bookings", wanted, token), 201)

    booking = next(e for e in store.person(participant.id) if isinstance(e, Booking))
    route = "/api/v1/staff/sessions/{booking_id}/outcome"
    event = post(route, OUTCOME, _token(Purpose.STAFF, adviser), booking_id=booking.id)
    yield Step("outcome", event, 200)


def _open_slot(adviser: StaffMember) -> Slot:
    """Return the first slot of a morning that the adviser opens."""
    soonest = wiring.now() + wiring.programme().booking_notice
    starts_at = (soonest + timedelta(days=7)).replace(minute=0, second=0)
    opening = Opening(starts_at, starts_at + timedelta(hours=3), meeting_url="https://example.org")
    caller = Caller(adviser.id, adviser.link_epoch, staff=True, act=Act.SESSIONS)
    return wiring.run(open_slots, caller, adviser.email, opening, NO_KEY)[0]


def _token(purpose: Purpose, person: Participant | StaffMember) -> str:
    return wiring.links().token(purpose, person.id, person.link_epoch, wiring.now())

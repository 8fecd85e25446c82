"""What the API shows of the domain. Times are ISO 8601 in the programme's zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .. import wiring
from ..adapters.links import Purpose
from ..domain.bookings import Booking
from ..domain.documents import Document
from ..domain.journey import Step
from ..domain.people import Participant
from ..domain.slots import Slot
from ..domain.surveys import Survey
from ..domain.themes import Theme
from ..workflows.agenda import Agenda
from ..workflows.manage_profile import Space
from . import event_views

STEP_TITLES = {
    "registration": "Inscription",
    "booking": "Réservation de la rencontre",
    "session": "Rencontre individuelle",
    "document": "Document personnalisé",
    "survey": "Rayonnement et sondage",
}


def local(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(wiring.programme().zone)).isoformat()


def theme(theme: Theme) -> dict[str, Any]:
    return {
        "slug": theme.slug,
        "title": theme.title,
        "summary": theme.summary,
        "duration_minutes": theme.duration_minutes,
    }


def slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "themes": list(slot.themes),
        "adviser": slot.adviser_name,
        "starts_at": local(slot.starts_at),
        "ends_at": local(slot.ends_at),
        "format": slot.format.value,
    }


def booking(booking: Booking) -> dict[str, Any]:
    return {
        "id": booking.id,
        "status": booking.status.value,
        "theme": booking.theme,
        "starts_at": local(booking.starts_at),
        "ends_at": local(booking.ends_at),
        "format": booking.format.value,
        "adviser": booking.adviser_name,
    }


def outcome(booking_: Booking) -> dict[str, Any]:
    report = booking_.report
    return {
        **booking(booking_),
        "notes": report.notes if report else "",
        "tools": [{"name": t.name, "url": t.url, "why": t.why} for t in report.tools]
        if report
        else [],
        "next_steps": list(report.next_steps) if report else [],
    }


def document(document: Document, participant: Participant) -> dict[str, Any]:
    links = wiring.links()
    token = links.token(Purpose.DOCUMENT, document.id, participant.link_epoch, wiring.now())
    return {
        "id": document.id,
        "title": document.title,
        "theme": document.theme,
        "url": links.url(f"/documents/{document.id}", token),
        "created_at": local(document.created_at),
    }


def step(step: Step) -> dict[str, Any]:
    return {"key": step.key, "title": STEP_TITLES[step.key], "status": step.state.value}


def profile(participant: Participant) -> dict[str, Any]:
    profile = participant.profile
    return {
        "email": participant.email,
        "given_name": profile.given_name,
        "family_name": profile.family_name,
        "kind": profile.kind.value if profile.kind else None,
        "organization": profile.organization,
        "role": profile.role,
        "discipline": profile.discipline,
        "municipality": profile.municipality,
        "phone": profile.phone,
        "maturity_level": profile.maturity_level.value if profile.maturity_level else None,
        "motivations": profile.motivations,
        "needs": profile.needs,
        "themes": list(profile.themes),
    }


def consents(participant: Participant) -> dict[str, bool]:
    in_force = participant.consents_now()
    return {text.purpose: in_force.get(text.purpose, False) for text in wiring.programme().consents}


def space(space: Space, steps: tuple[Step, ...]) -> dict[str, Any]:
    return {
        "profile": profile(space.participant),
        "consents": consents(space.participant),
        "sessions": [booking(b) for b in space.bookings],
        "event_registrations": [
            event_views.registration(r, space.events.get(r.event_id)) for r in space.registrations
        ],
        "documents": [document(d, space.participant) for d in space.documents],
        "steps": [step(s) for s in steps],
    }


def agenda(agenda: Agenda) -> dict[str, Any]:
    return {
        "sessions": [
            {
                **booking(b),
                "needs": b.needs,
                "participant": who(agenda.people.get(b.participant_id)),
            }
            for b in agenda.bookings
        ],
        "slots": [slot(s) for s in agenda.slots],
        "events": [event_views.roster(r) for r in agenda.rosters],
    }


def who(participant: Participant | None) -> dict[str, Any] | None:
    if participant is None:
        return None
    shown = ("email", "given_name", "family_name", "organization", "phone", "maturity_level")
    everything = profile(participant)
    return {"id": participant.id, **{name: everything[name] for name in shown}}


QUESTIONS: tuple[dict[str, Any], ...] = (
    {
        "name": "satisfaction",
        "type": "integer",
        "minimum": 1,
        "maximum": 5,
        "required": True,
        "label": "Dans l’ensemble, quelle est votre satisfaction à l’égard de la rencontre?",
    },
    {
        "name": "shared",
        "type": "boolean",
        "required": True,
        "label": "Avez-vous partagé ce que vous avez appris?",
    },
    {
        "name": "people_reached",
        "type": "integer",
        "minimum": 0,
        "required": False,
        "label": "Avec combien de personnes?",
    },
    {
        "name": "how",
        "type": "array",
        "required": False,
        "label": "De quelle façon?",
        "choices": [
            "De vive voix",
            "En partageant le document ou le site",
            "Dans une réunion ou un atelier",
            "Par les médias sociaux ou une infolettre",
            "Autrement",
        ],
    },
    {
        "name": "project_planned",
        "type": "boolean",
        "required": False,
        "label": "Prévoyez-vous un projet numérique à la suite de la rencontre?",
    },
    {
        "name": "concrete_action",
        "type": "boolean",
        "required": False,
        "label": "Avez-vous déjà posé un geste concret?",
    },
    {
        "name": "best_axis",
        "type": "string",
        "required": False,
        "label": "Qu’est-ce qui vous aide le plus dans le programme?",
        "choices": [
            "La rencontre individuelle",
            "Le document personnalisé",
            "Les rencontres de groupe",
            "La communauté en ligne",
        ],
    },
    {
        "name": "idea",
        "type": "string",
        "required": False,
        "label": "Boîte à idées : que pourrions-nous améliorer?",
    },
    {
        "name": "testimonial",
        "type": "string",
        "required": False,
        "label": "Un témoignage, en quelques mots",
    },
)

_IN_THE_ROOM: dict[str, dict[str, Any]] = {
    "shared": {
        "label": "Avez-vous déjà parlé à d’autres de ce que vous apprenez avec la Brigade?",
        "no": "Pas encore",
    },
    "people_reached": {"label": "À combien de personnes?"},
    "how": {
        "choices": [
            "De vive voix",
            "Dans une réunion ou un atelier",
            "Par les médias sociaux ou une infolettre",
            "Autrement",
        ]
    },
}

ON_THE_SPOT = tuple(
    {**question, **_IN_THE_ROOM.get(question["name"], {})}
    for question in QUESTIONS
    if question["name"] != "testimonial"
)
"""The same for who answers before the meeting is over, and is nobody who could consent."""


def survey(survey: Survey) -> dict[str, Any]:
    return {
        "theme": survey.theme,
        "answered": survey.answers is not None,
        "questions": list(QUESTIONS),
    }

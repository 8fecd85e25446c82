"""A participant's space, which shows together what several areas hold about them."""

from typing import Any

from ... import wiring
from ...domain.events.meanwhile import Meanwhile, at_once, engaged
from ...domain.journey.steps import Step, steps
from ...workflows.events.visit_event import visits
from ...workflows.people.manage_profile import Space
from ..documents import views as documents
from ..events import views as events
from ..sessions import views as sessions
from ..surveys import views as surveys
from . import views


def as_json(space: Space) -> dict[str, Any]:
    """Return a space as the API tells it; each time with what else is at that time."""
    at_once = _meanwhile(space)
    return {
        "confirmed": space.participant.proven,
        "profile": views.profile(space.participant),
        "consents": views.consents(space.participant),
        "sessions": [
            {**sessions.booking(b), "overlaps": views.meanwhile(at_once.get(b.id, ()))}
            for b in space.bookings
        ],
        "event_registrations": [
            {
                **events.registration(r, space.events.get(r.event_id)),
                "overlaps": views.meanwhile(at_once.get(r.id, ())),
            }
            for r in space.registrations
        ],
        "documents": [documents.document(d, space.participant) for d in space.documents],
        "steps": _steps(space),
    }


def values(space: Space) -> dict[str, Any]:
    """Return a space as its page shows it."""
    return {
        "participant": space.participant,
        "asked": views.asked(space.participant),
        "meanwhile": _meanwhile(space),
        "themes": wiring.themes(),
        "steps": _steps(space),
        **sessions.of_space(space.bookings),
        **events.of_space(wiring.run(visits, space.participant, space.registrations)),
        "documents": space.documents,
        "alerts": space.alerts,
        "surveys": surveys.to_answer(space.surveys, space.participant),
    }


def _meanwhile(space: Space) -> dict[str, tuple[Meanwhile, ...]]:
    """Return what is at the same time as something else, by the id of that."""
    held = engaged(space.bookings, space.registrations, space.events)
    return {each.id: at_once(held, each.starts_at, each.ends_at, each.id) for each in held}


def _steps(space: Space) -> list[dict[str, Any]]:
    return [_step(s) for s in steps(space.bookings, space.documents, space.surveys)]


def _step(step: Step) -> dict[str, Any]:
    titles = wiring.templates().words["step"]
    return {"key": step.key.value, "title": titles[step.key], "status": step.state.value}

"""The page where admins read all that the team did."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.ids import (
    event_of,
    is_about_event,
    is_event,
    is_participant,
    mail_subject,
    owner_of,
    settings_subject,
    subject_of,
)
from ...domain.people.staff_acts import Deed, StaffAct
from ...workflows.people.read_acts import read_journal
from ..http import requests, responses

PAGES = {"rq": "/equipe/demandes", "ic": "/equipe/incidents"}
"""Where the registers are, by what the ids in them begin with."""

OF_SESSIONS = frozenset(
    {
        Deed.SESSION_BOOKED,
        Deed.SESSION_MOVED,
        Deed.SESSION_CANCELLED,
        Deed.SESSION_NOTED,
        Deed.PERSON_AWAITED,
        Deed.LINK_GIVEN,
        Deed.OUTCOME_RECORDED,
        Deed.OUTCOME_CORRECTED,
        Deed.DOCUMENT_SENT_AGAIN,
    }
)
"""Done to a session; anything else that was done to what is a participant's, to them."""


def journal_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    acts = wiring.run(read_journal, caller, requests.query(request, "gestes"))
    return responses.page("back_office/journal", acts=acts, page_of=page_of)


def page_of(act: StaffAct) -> str:
    """Return the team's page about what an act was done to, "" if there is none."""
    subject = subject_of(act.id)
    if is_event(subject) or (is_participant(subject) and is_about_event(subject)):
        return f"/equipe/evenements/{event_of(subject)}"
    if subject == mail_subject(owner_of(subject)):
        return f"{_person(owner_of(subject))}/courriels"
    if is_participant(subject):
        of_session = act.deed in OF_SESSIONS
        return f"/equipe/rencontres/{subject}" if of_session else _person(owner_of(subject))
    if owner_of(subject) in PAGES:
        return f"{PAGES[owner_of(subject)]}/{subject}"
    if act.deed in (Deed.FIRST_DAY_NOTED, Deed.FIRST_DAY_PUT_AWAY):
        return "/equipe/pour-commencer"
    if subject == settings_subject():
        return "/equipe/reglages"
    if owner_of(subject) == "tx":
        return f"/equipe/textes/{act.note.replace('_', '-')}"
    return f"/equipe/bilans/{act.note}" if owner_of(subject) == "ed" else ""


def _person(identifier: str) -> str:
    return f"/equipe/personnes/{identifier}"

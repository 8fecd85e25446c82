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
from ...domain.people.staff_acts import StaffAct
from ...workflows.people.read_acts import read_journal
from ..http import requests, responses

PAGES = {"rq": "/equipe/demandes", "ic": "/equipe/incidents"}
"""Where the registers are, by what the ids in them begin with."""


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
        return f"/equipe/personnes/{owner_of(subject)}/courriels"
    if is_participant(subject):
        return f"/equipe/rencontres/{subject}"
    if owner_of(subject) in PAGES:
        return f"{PAGES[owner_of(subject)]}/{subject}"
    if subject == settings_subject():
        return "/equipe/reglages"
    if owner_of(subject) == "tx":
        return f"/equipe/textes/{act.note.replace('_', '-')}"
    return f"/equipe/bilans/{act.note}" if owner_of(subject) == "ed" else ""

"""The team's pages of proof: a person's day, and the assessments of services outside Québec."""

from datetime import date
from typing import Any

from chalice.app import Request, Response

from ... import asking, correlation, wiring
from ...domain.errors import InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...settings import TEMPLATES
from ...workflows.callers import member_of_team
from ...workflows.documents.print_binder import print_binder
from ...workflows.privacy.read_proof import read_proof, read_proof_of
from ..http import forms, requests, responses
from ..http.paths import person_of_path
from ..http.times import asked_day, zone
from .proof_views import moments_of, told

PAGE = "/equipe/preuves"

MODEL = "modele"
"""What an assessment is made from."""


def proof_form(request: Request) -> Response:
    caller = requests.staff_caller(request)
    wiring.run(member_of_team, caller)
    return _form({})


def show_proof(request: Request) -> Response:
    """Show a person's day. It is asked for by a form, so that no address is in an address."""
    caller, fields = requests.staff_caller(request), requests.form(request)
    wiring.run(member_of_team, caller)
    try:
        email, day = forms.address_given(fields), _day(fields)
        return _proof(caller, email, day)
    except InvalidFields as failure:
        return _form(fields, failure)
    except NotFound:
        return _form(fields, unknown=True)


def assessments_page(request: Request) -> Response:
    wiring.run(member_of_team, requests.staff_caller(request))
    return responses.page("privacy/team/assessments", shown=list(map(_shown, assessments())))


def assessments() -> list[str]:
    """Return the assessments of services, and the model after them; one that is empty is none."""
    files = (TEMPLATES / "assessments").glob("*.md")
    found = sorted(files, key=lambda each: (each.stem == MODEL, each.stem))
    return [text for file in found if (text := file.read_text("utf-8").strip())]


def _shown(text: str) -> tuple[str, Any]:
    """Return the title of an assessment, and its text as HTML."""
    text = text.replace("{territory}", wiring.programme().law.territory)
    title, _, rest = text.partition("\n")
    return title.removeprefix("# "), wiring.templates().markdown(rest)


def _proof(caller: Caller, email: str, day: date) -> Response:
    proof = wiring.run(read_proof, caller, email, *moments_of(day))
    asking.about.set(proof.participant.id)
    return responses.page("privacy/team/proof", made_at=wiring.now(), **told(proof, day))


def binder_pdf(request: Request, person_id: str) -> Response:
    """Serve the proof of somebody's day as PDF, or a page while it is being drawn."""
    caller, whom = requests.staff_caller(request), person_of_path(person_id)
    wiring.run(member_of_team, caller)
    day = asked_day(requests.query(request, "jour"), "day")
    proof = wiring.run(read_proof_of, caller, whom, *moments_of(day))
    made_on = wiring.now().astimezone(zone()).date()
    pages = wiring.templates().render("documents/binder.html", made_on=made_on, **told(proof, day))
    found = wiring.run(print_binder, whom, pages, correlation.current.get())
    if found is None:
        page = f"{PAGE}/{whom}/dossier.pdf?jour={day.isoformat()}"
        return responses.page("privacy/team/wait", 503, {"Retry_After": "5"}, page=page)
    disposition = f'inline; filename="dossier-{day.isoformat()}.pdf"'
    return responses.raw(found, "application/pdf", Content_Disposition=disposition)


def _day(fields: forms.Fields) -> date:
    return asked_day(forms.first(fields, "day"), "day")


def _form(
    values: forms.Fields, failure: InvalidFields | None = None, unknown: bool = False
) -> Response:
    return responses.page(
        "privacy/team/proof_form",
        422 if failure else 404 if unknown else 200,
        values=values,
        errors=forms.error_messages(failure, values),
        unknown=unknown,
    )

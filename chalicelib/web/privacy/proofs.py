"""The team's pages of proof: a person's day, and the assessments of services outside Québec."""

from datetime import date
from typing import Any

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import FieldError, InvalidFields, NotFound
from ...domain.people.callers import Caller
from ...settings import TEMPLATES
from ...workflows.callers import member_of_team
from ...workflows.privacy.read_proof import read_proof
from ..http import forms, requests, responses
from .proof_views import moments_of, told

ASSESSED = ("zoom", "bigbluebutton", "slack", "mattermost", "modele")
"""The services that are offered, as their assessments are called, and what one is made from."""


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
    return responses.page("privacy/team/assessments", shown=[_assessment(n) for n in ASSESSED])


def _assessment(name: str) -> tuple[str, Any]:
    """Return the title of an assessment, and its text as HTML."""
    text = (TEMPLATES / "assessments" / f"{name}.md").read_text("utf-8")
    title, _, rest = text.partition("\n")
    return title.removeprefix("# "), wiring.templates().markdown(rest)


def _proof(caller: Caller, email: str, day: date) -> Response:
    proof = wiring.run(read_proof, caller, email, *moments_of(day))
    asking.about.set(proof.participant.id)
    return responses.page("privacy/team/proof", made_at=wiring.now(), **told(proof, day))


def _day(fields: forms.Fields) -> date:
    try:
        return date.fromisoformat(forms.first(fields, "day"))
    except ValueError:
        raise InvalidFields(FieldError("day", "invalid_date")) from None


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

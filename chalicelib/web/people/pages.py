"""What a participant asks for and changes in their space: links, and their profile."""

from typing import Any

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...domain.people.participants import Participant
from ...workflows.people.manage_profile import change_profile, read_space, revoke_links
from ...workflows.people.register import request_link
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.lasting import drafts
from ..http.once import form_to
from ..http.parsing import parse_fields
from ..http.paths import page_of_events
from ..http.responses import PARTICIPANT_COOKIE
from . import views
from .forms import profile_changes_body


def ask_link(request: Request) -> Response:
    """Answer the same whether the address is known or not."""
    fields = forms.answered(requests.form(request))
    back = page_of_events(forms.first(fields, "retour"))
    try:
        address = forms.address_given(fields)
    except InvalidFields as failure:
        told = forms.error_messages(failure, fields)
        return _link_page(422, errors=told, values=fields, back=back)
    meant = forms.address_meant(fields)
    if meant:
        return _link_page(values=fields, meant=meant, back=back)
    limits.count(request, address)
    wiring.run(request_link, address)
    return _link_page(headers=responses.leading_back(back) if back else {}, sent=True)


def ask_link_form(request: Request) -> Response:
    """Show the form; `retour` is the page of events from which one came to it."""
    back = page_of_events(requests.query(request, "retour"))
    return _link_page(done=requests.query(request, "fait"), back=back)


def _link_page(status: int = 200, headers: dict[str, Any] | None = None, **shown: Any) -> Response:
    blank: dict[str, Any] = {"problem": None, "sent": False, "done": "", "errors": {}, "values": {}}
    blank |= {"meant": "", "back": ""}
    return responses.page("people/link_request", status, headers, **{**blank, **shown})


def revoke_form(request: Request) -> Response:
    found = wiring.run(read_space, requests.participant_caller(request))
    return responses.page("people/revoke", participant=found.participant)


def revoke(request: Request) -> Response:
    page = "/mon-espace/lien?fait=liens"
    wiring.run(revoke_links, requests.participant_caller(request), form_to(request, page))
    return responses.redirect(page, [responses.clear_cookie(PARTICIPANT_COOKIE)])


def profile_form(request: Request) -> Response:
    caller = requests.participant_caller(request)
    participant = wiring.run(read_space, caller).participant
    shown = views.profile(participant)
    values = {name: v if isinstance(v, list) else [v or ""] for name, v in shown.items()}
    values["consents"] = views.granted(participant)
    return _profile_page(drafts.typed(caller, requests.path(request)) or values, {}, participant)


def submit_profile(request: Request) -> Response:
    from .models import ProfileChangesBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    participant = wiring.run(read_space, caller).participant
    try:
        given = profile_changes_body(fields, participant.of_programme)
        body = parse_fields(ProfileChangesBody, given)
    except InvalidFields as failure:
        return _profile_page(fields, forms.error_messages(failure, fields), participant, 422)
    consents = {**body.consent_changes(), **_still_agreed(fields, participant)}
    wiring.run(change_profile, caller, body.changes(), consents)
    return responses.redirect("/mon-espace?fait=profil")


def _still_agreed(fields: forms.Fields, participant: Participant) -> dict[str, bool]:
    """Return which of the consents that are asked for no more the form leaves ticked."""
    left = fields.get("consents", [])
    return {each.purpose: each.purpose in left for each in views.asked_no_more(participant)}


def _profile_page(
    values: dict[str, list[str]],
    errors: dict[str, str],
    participant: Participant,
    status: int = 200,
) -> Response:
    themes = list(wiring.offered(*participant.profile.themes).values())
    told: dict[str, Any] = {"values": values, "errors": errors}
    told |= {"joined": participant.of_programme, "guarded": participant.guardian is not None}
    told["asked_no_more"] = views.asked_no_more(participant)
    return responses.page("people/profile", status, themes=themes, **told)

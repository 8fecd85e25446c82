"""A participant's page of what is held about them: seen, taken along, corrected."""

from chalice.app import Request, Response

from ... import wiring
from ...domain.errors import InvalidFields
from ...workflows.privacy.read_holdings import read_own
from ...workflows.privacy.send_copy import send_copy
from ..http import forms, requests, responses
from ..http.once import form_to
from . import api, views

SENT = "/mon-espace/mes-donnees?fait=envoi"


def my_data(request: Request) -> Response:
    holdings = wiring.run(read_own, requests.participant_caller(request))
    return responses.page(
        "privacy/mine",
        parts=views.shown(holdings),
        withheld=views.withheld(),
        consents=views.consents(holdings),
        unread=holdings.unread,
        done=requests.query(request, "fait"),
    )


def my_data_json(request: Request) -> Response:
    holdings = wiring.run(read_own, requests.participant_caller(request))
    content = responses.dumps(views.as_json(holdings)).encode()
    attachment = 'attachment; filename="mes-donnees.json"'
    return responses.raw(content, "application/json", Content_Disposition=attachment)


def my_data_tables(request: Request) -> Response:
    return api.archive(wiring.run(read_own, requests.participant_caller(request)))


def copy_form(request: Request) -> Response:
    return _copy_page(request, {})


def submit_copy(request: Request) -> Response:
    """Ask once more before anything leaves: what is sent cannot be taken back."""
    caller, fields = requests.participant_caller(request), requests.form(request)
    try:
        recipient = forms.address_given(fields)
    except InvalidFields as failure:
        return _copy_page(request, fields, failure)
    if not forms.first(fields, "confirme"):
        return _copy_page(request, fields, sure=recipient)
    wiring.run(send_copy, caller, recipient, form_to(request, SENT))
    return responses.redirect(SENT)


def _copy_page(
    request: Request,
    values: forms.Fields,
    failure: InvalidFields | None = None,
    sure: str = "",
) -> Response:
    holdings = wiring.run(read_own, requests.participant_caller(request))
    return responses.page(
        "privacy/send",
        422 if failure else 200,
        person_name=holdings.participant.profile.full_name,
        values=values,
        errors=forms.error_messages(failure, values),
        sure=sure,
    )

"""A participant changes their address: asked for in their space, proven by the new one."""

from datetime import datetime

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import InvalidFields, InvalidToken
from ...domain.people.callers import Caller
from ...domain.receipts import FORM_KEY
from ...workflows.people.change_address import ask_for_address, prove_address, was_proven
from ...workflows.people.manage_profile import read_space
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.lasting import sliding

PROVEN = "/mon-espace?fait=adresse"


def address_form(request: Request) -> Response:
    return _page(requests.participant_caller(request), {})


def submit_address(request: Request) -> Response:
    """Answer the same, whoever has the address."""
    caller, fields = requests.participant_caller(request), forms.answered(requests.form(request))
    try:
        address = forms.address_given(fields)
    except InvalidFields as failure:
        return _page(caller, fields, failure)
    if forms.address_meant(fields):
        return _page(caller, fields)
    limits.count(request, address)
    wiring.run(ask_for_address, caller, address)
    return _page(caller, {"email": [address]}, sent=True)


def proof_form(request: Request) -> Response:
    """Show a button: opening a link changes nothing."""
    token = requests.query(request, "jeton")
    caller, address = _asked(token)
    here = requests.whose_browser(request)
    other = here is not None and here.person_id != caller.person_id
    return responses.page("people/address_proof", address=address, token=token, other=other)


def submit_proof(request: Request) -> Response:
    """Change the address, and open a session: the one before is over.

    The button's second sending leads to the same page, without a session.
    """
    fields = requests.form(request)
    caller, address = _asked(forms.first(fields, "jeton"), wiring.now())
    try:
        person = wiring.run(prove_address, caller, address)
    except InvalidToken:
        if not (forms.first(fields, FORM_KEY) and wiring.run(was_proven, caller, address)):
            raise
        return responses.redirect(PROVEN)
    return responses.redirect(PROVEN, sliding.opened(person))


def _asked(token: str, acts_at: datetime | None = None) -> tuple[Caller, str]:
    """Return who asked, and for which address. Raises Unauthenticated."""
    subject, epoch = wiring.links().read(Purpose.ADDRESS, token, wiring.now())
    person_id, _, address = subject.partition(" ")
    return Caller(person_id, epoch, acts_at=acts_at), address


def _page(
    caller: Caller,
    values: forms.Fields,
    failure: InvalidFields | None = None,
    sent: bool = False,
) -> Response:
    return responses.page(
        "people/address",
        422 if failure else 200,
        participant=wiring.run(read_space, caller).participant,
        values=values,
        errors=forms.error_messages(failure, values),
        meant="" if failure or sent else forms.address_meant(values),
        sent=sent,
    )

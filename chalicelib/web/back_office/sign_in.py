"""How the team signs in, by a mailed link, and out."""

from contextlib import suppress

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose, numbered
from ...domain.errors import InvalidFields, Unauthenticated
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ...domain.receipts import FORM_KEY
from ...workflows.people.open_sessions import sign_out
from ...workflows.people.sign_in_staff import read_sign_in, request_sign_in, sign_in
from ..http import forms, requests, responses
from ..http.guarding import limits
from ..http.keeping import RETURN_COOKIE
from ..http.lasting import drafts, sliding
from ..http.responses import STAFF_COOKIE, STAFF_WHO


def ask_sign_in(request: Request) -> Response:
    """Answer the same whether the address is one of the team's or not."""
    fields = forms.answered(requests.form(request))
    with suppress(InvalidFields):
        address = forms.address_given(fields)
        limits.count(request, address)
        wiring.run(request_sign_in, address)
    return responses.page("back_office/sign_in", problem=None, sent=True)


def sign_in_page(request: Request) -> Response:
    """Show a button. Opening a link must change nothing: mail scanners open them."""
    token = requests.query(request, "jeton")
    other = wiring.run(read_sign_in, *_asked(token), _open_here(request))
    return responses.page("back_office/enter", token=token, other=other)


def enter(request: Request) -> Response:
    """Open a session, once for each link, but for the second sending of the same form."""
    fields = requests.form(request)
    token, key = forms.first(fields, "jeton"), forms.first(fields, FORM_KEY)
    form = requests.digest(f"{token} {key}".encode()) if key else ""
    member: StaffMember = wiring.run(sign_in, *_asked(token), form)
    page = drafts.back(request, RETURN_COOKIE)
    page = page if page.startswith("/equipe") else "/equipe"
    return responses.redirect(
        page, [*sliding.opened(member), responses.clear_cookie(RETURN_COOKIE)]
    )


def staff_leave(request: Request) -> Response:
    """End every session of the member whose is open here, wherever it is held."""
    with suppress(Unauthenticated):
        wiring.run(sign_out, requests.staff_caller(request))
    cookies = [responses.clear_cookie(name) for name in (STAFF_COOKIE, STAFF_WHO)]
    return responses.redirect("/equipe", cookies)


def _asked(token: str) -> tuple[Caller, int]:
    """Return whose sign-in link a token is, and its number. Raises Unauthenticated."""
    subject, epoch = wiring.links().read(Purpose.SIGN_IN, token, wiring.now())
    person_id, link = numbered(subject)
    return Caller(person_id, epoch, staff=True), link


def _open_here(request: Request) -> Caller | None:
    with suppress(Unauthenticated):
        return requests.staff_caller(request)
    return None

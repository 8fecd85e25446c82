"""How the team signs in, by a mailed link, and out."""

from contextlib import suppress

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.errors import InvalidFields
from ...domain.people.callers import Caller
from ...workflows.people.sign_in_staff import request_sign_in, staff_member
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
    wiring.links().read(Purpose.SIGN_IN, token, wiring.now())
    return responses.page("back_office/enter", token=token)


def enter(request: Request) -> Response:
    token = forms.first(requests.form(request), "jeton")
    links, now = wiring.links(), wiring.now()
    subject, epoch = links.read(Purpose.SIGN_IN, token, now)
    wiring.run(staff_member, Caller(subject, epoch, staff=True))
    page = drafts.back(request, RETURN_COOKIE)
    page = page if page.startswith("/equipe") else "/equipe"
    left = responses.clear_cookie(RETURN_COOKIE)
    return responses.redirect(page, [*sliding.opened(Purpose.STAFF, subject, epoch), left])


def staff_leave(request: Request) -> Response:
    cookies = [responses.clear_cookie(name) for name in (STAFF_COOKIE, STAFF_WHO)]
    return responses.redirect("/equipe", cookies)

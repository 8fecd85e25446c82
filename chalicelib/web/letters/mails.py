"""What became of mails: the page and the API that list them, and that send one again."""

from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from ... import asking, wiring
from ...domain.errors import Conflict, FieldError, InvalidFields
from ...domain.ids import owner_of
from ...domain.looks import Shows
from ...domain.mail.messages import Kind
from ...domain.mail.team.listing import Listing
from ...domain.mail.team.resending import NotResent, resendable
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ...workflows.letters.read_mails import Listed, Mails, read_mails, read_mails_of
from ...workflows.letters.resend_mail import resend_mail
from ..http import requests, responses
from ..http.formats import places
from ..http.looking import noted
from ..http.once import form_to
from ..http.paths import person_of_path
from ..http.problems import problem_of, status_of
from . import views

PAGE = "/equipe/courriels"

MAILS = "mails"

LISTINGS = {
    "partis": Listing.SENT,
    "attente": Listing.WAITING,
    "perdus": Listing.UNDELIVERED,
    "pas-envoyes": Listing.UNSENT,
}
"""The lists of the page, as its address names them; the first is shown unless another is asked."""


def get_mails(request: Request) -> Response:
    caller = requests.api_member(request)
    listing = _chosen(Listing, requests.query(request, "state"), "state")
    kind = _chosen(Kind, requests.query(request, "kind"), "kind")
    whom = requests.query(request, "person")
    after = places.read(caller, MAILS, requests.query(request, "cursor"))
    found = _read(caller, whom, listing, kind, after)
    mails = [row(each) for each in found.listed]
    following = places.written(caller, MAILS, found.after) or None
    answer = responses.as_json({"messages": mails, "next": following})
    return noted(Shows.PAGE, answer, {"person_id": whom}) if whom else answer


def post_resend(request: Request, message_id: str) -> Response:
    caller = requests.api_member(request)
    identifier = requests.identifier(message_id)
    asking.about.set(owner_of(identifier))
    once = requests.once(request, caller.person_id, 201, views.message, about=identifier)
    return responses.answer(once, wiring.run(resend_mail, caller, identifier, once))


def mails_page(request: Request) -> Response:
    caller = requests.staff_caller(request)
    whom = requests.query(request, "personne")
    answer = _page(caller, request, whom, requests.query(request, "fait"))
    return noted(Shows.PAGE, answer, {"person_id": whom}) if whom else answer


def submit_resend(request: Request, message_id: str) -> Response:
    """Send a mail again; the page that follows shows it above those that its person had."""
    caller, identifier = requests.staff_caller(request), requests.identifier(message_id)
    whom = owner_of(identifier)
    page = f"{PAGE}?{urlencode({'personne': whom, 'fait': 'renvoi'})}"
    try:
        wiring.run(resend_mail, caller, identifier, form_to(request, page))
    except Conflict as failure:
        return _page(caller, request, whom, failure=failure)
    return responses.redirect(page)


def _read(
    caller: Caller, whom: str, listing: Listing | None, kind: Kind | None, after: str
) -> Mails:
    if whom:
        return wiring.run(read_mails_of, caller, person_of_path(whom), listing, kind, after)
    return wiring.run(read_mails, caller, listing, kind, after)


def _page(
    caller: Caller,
    request: Request,
    whom: str = "",
    done: str = "",
    failure: Conflict | None = None,
) -> Response:
    kind = _known(Kind, requests.query(request, "genre"))
    asked = requests.query(request, "liste")
    name = asked if asked in LISTINGS else "" if whom else next(iter(LISTINGS))
    after = places.read_or_first(caller, MAILS, requests.query(request, "suite"))
    found = _read(caller, whom, LISTINGS.get(name), kind, after)
    further = places.written(caller, MAILS, found.after)
    words = wiring.templates().words["mail_why"]
    return responses.page(
        "letters/mails",
        status_of(failure) if failure else 200,
        mails=found.listed,
        name_of=name_of,
        resendable=resendable,
        whom=whom,
        listings=[(each, _query(name, kind, whom)) for name, each in LISTINGS.items()],
        listing=LISTINGS.get(name),
        named=name,
        kinds=[
            each
            for each in Kind
            if each is not Kind.COMMUNITY_INVITATION or wiring.programme().community_url
        ],
        kind=kind,
        further=_query(name, kind, whom, further) if further else "",
        begins="" if not after else _query(name, kind, whom),
        problem=problem_of(failure) if failure else None,
        why=words.get(failure.reason, "") if isinstance(failure, NotResent) else "",
        done=done,
    )


def _query(name: str, kind: Kind | None, whom: str, after: str = "") -> str:
    given = {"liste": name, "genre": kind.value if kind else "", "personne": whom, "suite": after}
    return urlencode({field: value for field, value in given.items() if value})


def row(listed: Listed) -> dict[str, Any]:
    """Return what the list says of a mail: to whom, what became of it, and why."""
    message, who = listed.message, listed.who
    return {
        **views.message(message),
        "person_id": message.person_id,
        "name": name_of(listed),
        "email": who.email if who else "",
        "resendable": resendable(message),
    }


def name_of(listed: Listed) -> str:
    if listed.who is None:
        return ""
    return listed.who.name if isinstance(listed.who, StaffMember) else listed.who.full_name


def _known[E: (Listing, Kind)](kind: type[E], value: str) -> E | None:
    return next((each for each in kind if each == value), None)


def _chosen[E: (Listing, Kind)](kind: type[E], value: str, field: str) -> E | None:
    """Return what an address chooses, or None for anything. Raises InvalidFields."""
    chosen = _known(kind, value)
    if value and chosen is None:
        raise InvalidFields(FieldError(field, "invalid_choice", about="mails"))
    return chosen

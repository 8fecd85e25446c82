"""A participant's way into an event: the entry ticket for the door, the link to join online."""

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...domain.events.check_ins import Verdict, link_opens_at
from ...workflows.events.check_in import Arrival, join, read_joining, read_ticket
from ..http import forms, requests, responses
from ..http.formats.qr import qr_image
from . import links as event_links

JOIN_COOKIE = "brigade_rencontre"
TICKET_COOKIE = "brigade_billet"


def ticket_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    if token:
        wiring.run(read_ticket, *event_links.read(Purpose.TICKET, token))
        return responses.kept(TICKET_COOKIE, token, "/evenements/billet")
    token = requests.kept(request, TICKET_COOKIE)
    arrival = wiring.run(read_ticket, *event_links.read(Purpose.TICKET, token))
    registration, person = arrival.registration, arrival.person
    seated = registration is not None and registration.seated
    code = qr_image(event_links.presence_url(registration, person)) if registration else ""
    join_url = event_links.join_url(registration, person) if registration else ""
    return responses.page(
        "events/ticket", arrival=arrival, seated=seated, code=code, join_url=join_url
    )


def joining_page(request: Request) -> Response:
    """Show a button. Opening a link must change nothing: mail scanners open them."""
    token = requests.query(request, "jeton")
    if token:
        wiring.run(read_joining, *event_links.read(Purpose.JOIN, token))
        return responses.kept(JOIN_COOKIE, token, "/rejoindre")
    token = requests.kept(request, JOIN_COOKIE)
    arrival = wiring.run(read_joining, *event_links.read(Purpose.JOIN, token))
    return _joining_page(arrival, token)


def enter_meeting(request: Request) -> Response:
    token = forms.first(requests.form(request), "jeton")
    arrival = wiring.run(join, *event_links.read(Purpose.JOIN, token))
    if not _open(arrival):
        return _joining_page(arrival, token)
    return responses.raw(b"", "text/html; charset=utf-8", 303, Location=arrival.event.online_url)


def _open(arrival: Arrival) -> bool:
    entered = arrival.verdict in (Verdict.WELCOME, Verdict.PRESENT)
    return entered and bool(arrival.event.online_url)


def _joining_page(arrival: Arrival, token: str) -> Response:
    programme, event = wiring.programme(), arrival.event
    shown = responses.page(
        "events/joining",
        arrival=arrival,
        opens_at=link_opens_at(event, programme),
        can_enter=_open(arrival),
        token=token,
    )
    return responses.leading_out(shown) if _open(arrival) else shown

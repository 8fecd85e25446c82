"""The participant's space: entered by the personal link, which leaves the address at once."""

import re
from typing import Any

from chalice.app import Blueprint, Request, Response

from .. import wiring
from ..adapters.calendars import add_links, invitation, session_title
from ..adapters.links import Purpose
from ..domain.bookings import Booking, found
from ..domain.errors import Conflict, Invalid, InvalidFields, NotFound
from ..domain.ids import owner_of
from ..domain.journey import steps
from ..domain.people import Caller, Participant
from ..workflows.book_session import BookingRequest, book_session, cancel_session, move_session
from ..workflows.deliver_document import read_document
from ..workflows.manage_profile import Space, change_profile, read_space, revoke_links
from ..workflows.open_slots import bookable_slots
from ..workflows.register import request_link
from ..workflows.visit_event import visits
from . import event_shown, forms, requests, responses, views
from .parsing import parse_fields
from .problems import problem_of, status_of
from .responses import PARTICIPANT_COOKIE, RETURN_COOKIE
from .routing import page

blueprint = Blueprint(__name__)


@page(blueprint, "GET", "/mon-espace")
def space_page(request: Request) -> Response:
    token = requests.query(request, "jeton")
    if token:
        return _enter(token)
    space = wiring.run(read_space, requests.participant_caller(request))
    back = requests.cookie(request, RETURN_COOKIE)
    back = back if _EVENTS.fullmatch(back) else ""
    headers = {"Set_Cookie": [responses.clear_cookie(RETURN_COOKIE)]} if back else {}
    done = requests.query(request, "fait")
    return responses.page("space", 200, headers, done=done, back=back, **_space_values(space))


_EVENTS = re.compile(r"/evenements/(series/)?[0-9a-z-]+")


@page(blueprint, "POST", "/mon-espace/lien")
def ask_link(request: Request) -> Response:
    """The same answer whether the address is known or not."""
    from .models import LinkBody

    fields = requests.form(request)
    try:
        address = parse_fields(LinkBody, {"email": forms.first(fields, "email")}).email
    except InvalidFields as failure:
        told = {**problem_of(failure), "detail": forms.error_messages(failure)["email"]}
        return responses.page("link_request", 422, problem=told, sent=False, done="")
    wiring.run(request_link, address)
    return responses.page("link_request", problem=None, sent=True, done="")


@page(blueprint, "GET", "/mon-espace/lien")
def ask_link_form(request: Request) -> Response:
    done = requests.query(request, "fait")
    return responses.page("link_request", problem=None, sent=False, done=done)


@page(blueprint, "POST", "/mon-espace/quitter")
def leave(request: Request) -> Response:
    return responses.redirect("/", [responses.clear_cookie(PARTICIPANT_COOKIE)])


@page(blueprint, "POST", "/mon-espace/liens")
def revoke(request: Request) -> Response:
    wiring.run(revoke_links, requests.participant_caller(request))
    cookie = responses.clear_cookie(PARTICIPANT_COOKIE)
    return responses.redirect("/mon-espace/lien?fait=liens", [cookie])


@page(blueprint, "GET", "/mon-espace/reserver")
def booking_form(request: Request) -> Response:
    caller = requests.participant_caller(request)
    return _slots_page(caller, requests.query(request, "theme"), {})


@page(blueprint, "POST", "/mon-espace/reserver")
def submit_booking(request: Request) -> Response:
    from .models import BookingBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    names = ("slot_id", "theme", "needs")
    try:
        body = parse_fields(BookingBody, {name: forms.first(fields, name) for name in names})
        wanted = BookingRequest(caller, body.slot_id, body.theme, body.needs)
        wiring.run(book_session, wanted, None)
    except (Conflict, Invalid, NotFound) as failure:
        return _slots_page(caller, forms.first(fields, "theme"), fields, failure)
    return responses.redirect("/mon-espace?fait=reservation")


@page(blueprint, "GET", "/mon-espace/rencontres/{booking_id}/deplacer")
def move_form(request: Request, booking_id: str) -> Response:
    caller = requests.participant_caller(request)
    return _slots_page(caller, "", {}, moving=_own(caller, booking_id)[0])


@page(blueprint, "POST", "/mon-espace/rencontres/{booking_id}/deplacer")
def submit_move(request: Request, booking_id: str) -> Response:
    from .models import RescheduleBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    try:
        body = parse_fields(RescheduleBody, {"slot_id": forms.first(fields, "slot_id")})
        wiring.run(move_session, caller, requests.identifier(booking_id), body.slot_id, None)
    except (Conflict, Invalid, NotFound) as failure:
        moving = _own(caller, booking_id)[0]
        return _slots_page(caller, "", fields, failure, moving)
    return responses.redirect("/mon-espace?fait=deplacement")


@page(blueprint, "GET", "/mon-espace/rencontres/{booking_id}/annuler")
def cancel_form(request: Request, booking_id: str) -> Response:
    booking, _ = _own(requests.participant_caller(request), booking_id)
    booking.cancelled(wiring.now(), wiring.programme().cancel_deadline)  # or says why not
    theme = wiring.themes().get(booking.theme)
    return responses.page("cancel", booking=booking, theme=theme)


@page(blueprint, "POST", "/mon-espace/rencontres/{booking_id}/annuler")
def submit_cancel(request: Request, booking_id: str) -> Response:
    caller = requests.participant_caller(request)
    wiring.run(cancel_session, caller, requests.identifier(booking_id))
    return responses.redirect("/mon-espace?fait=annulation")


@page(blueprint, "GET", "/mon-espace/rencontres/{booking_id}/calendrier")
def calendar_file(request: Request, booking_id: str) -> Response:
    booking, participant = _own(requests.participant_caller(request), booking_id)
    content, _ = invitation(
        booking,
        _title(booking),
        participant.email,
        wiring.settings().sender_address,
        wiring.programme(),
        wiring.now(),
    )
    disposition = 'attachment; filename="rencontre.ics"'
    return responses.raw(
        content.encode(), "text/calendar; charset=utf-8", Content_Disposition=disposition
    )


@page(blueprint, "GET", "/mon-espace/profil")
def profile_form(request: Request) -> Response:
    space = wiring.run(read_space, requests.participant_caller(request))
    shown = views.profile(space.participant)
    values = {name: v if isinstance(v, list) else [v or ""] for name, v in shown.items()}
    values["consents"] = [p for p, granted in views.consents(space.participant).items() if granted]
    return _profile_page(values, {})


@page(blueprint, "POST", "/mon-espace/profil")
def submit_profile(request: Request) -> Response:
    from .models import ProfileChangesBody

    caller, fields = requests.participant_caller(request), requests.form(request)
    guest = wiring.run(read_space, caller).participant.profile.guest
    try:
        body = parse_fields(ProfileChangesBody, forms.profile_changes_body(fields, guest))
    except InvalidFields as failure:
        return _profile_page(fields, forms.error_messages(failure), 422)
    wiring.run(change_profile, caller, body.changes(), body.consent_changes())
    return responses.redirect("/mon-espace?fait=profil")


@page(blueprint, "GET", "/documents/{document_id}")
def document_file(request: Request, document_id: str) -> Response:
    """By its own link, by the personal token, or in the participant's session."""
    document_id = requests.identifier(document_id)
    document, content = wiring.run(read_document, document_id, _reader(request, document_id))
    disposition = f'inline; filename="brigade-{document.theme}.pdf"'
    return responses.raw(content, "application/pdf", Content_Disposition=disposition)


def _reader(request: Request, document_id: str) -> Caller:
    token = requests.query(request, "jeton")
    if token:
        subject, epoch = wiring.links().read(Purpose.DOCUMENT, token, wiring.now())
        if subject != document_id:
            raise NotFound
        return Caller(owner_of(subject), epoch)
    if "authorization" in request.headers:
        return requests.api_caller(request)
    return requests.participant_caller(request)


def _enter(token: str) -> Response:
    """Opens a session and takes the token out of the address. Nothing is written."""
    links, now = wiring.links(), wiring.now()
    subject, epoch = links.read(Purpose.PERSONAL, token, now)
    session = links.token(Purpose.SESSION, subject, epoch, now)
    return responses.kept(PARTICIPANT_COOKIE, session, "/mon-espace", "/")


def _space_values(space: Space) -> dict[str, Any]:
    now, programme = wiring.now(), wiring.programme()
    upcoming = [b for b in space.bookings if b.booked and b.ends_at > now]
    unanswered = [s for s in space.surveys if s.answers is None]
    return {
        "participant": space.participant,
        "steps": [views.step(s) for s in steps(space.bookings, space.documents, space.surveys)],
        "upcoming": [
            {
                "booking": b,
                "theme": wiring.themes().get(b.theme),
                "can_change": now <= b.starts_at - programme.cancel_deadline,
                "calendar": add_links(b, _title(b)),
            }
            for b in upcoming
        ],
        "past": [
            {"booking": b, "theme": wiring.themes().get(b.theme)}
            for b in reversed(space.bookings)
            if b not in upcoming
        ],
        **event_shown.of_space(wiring.run(visits, space.participant, space.registrations)),
        "documents": space.documents,
        "surveys": [
            {"survey": s, "theme": wiring.themes().get(s.theme), "url": _survey_url(s.id, space)}
            for s in unanswered
        ],
    }


def _survey_url(survey_id: str, space: Space) -> str:
    links = wiring.links()
    epoch = space.participant.link_epoch
    return links.url("/sondage", links.token(Purpose.SURVEY, survey_id, epoch, wiring.now()))


def _title(booking: Booking) -> str:
    return session_title(wiring.themes().get(booking.theme), wiring.programme())


def _own(caller: Caller, booking_id: str) -> tuple[Booking, Participant]:
    """One of the caller's bookings. Raises NotFound for anybody else's."""
    space = wiring.run(read_space, caller)
    mine = next((b for b in space.bookings if b.id == booking_id), None)
    return found(mine), space.participant


def _slots_page(
    caller: Caller,
    theme: str,
    values: dict[str, list[str]],
    failure: Conflict | Invalid | NotFound | None = None,
    moving: Booking | None = None,
) -> Response:
    theme = moving.theme if moving else theme if theme in wiring.themes() else ""
    wiring.run(read_space, caller)  # a revoked link must not see the form
    slots = wiring.run(bookable_slots, theme) if theme else []
    return responses.page(
        "booking",
        status_of(failure) if failure else 200,
        themes=list(wiring.themes().values()),
        theme=wiring.themes().get(theme),
        slots=slots,
        values=values,
        errors=forms.error_messages(failure) if isinstance(failure, InvalidFields) else {},
        problem=problem_of(failure) if failure else None,
        moving=moving,
    )


def _profile_page(
    values: dict[str, list[str]], errors: dict[str, str], status: int = 200
) -> Response:
    themes = list(wiring.themes().values())
    return responses.page("profile", status, values=values, errors=errors, themes=themes)

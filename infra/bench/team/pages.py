"""What each page of the team costs as the programme grows: calls, and items that they read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from werkzeug.test import Client

from chalicelib import wiring
from chalicelib.adapters.dynamodb.codec import to_item
from chalicelib.adapters.links import Purpose
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.people.staff import StaffMember
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.sessions.slots import Format
from chalicelib.domain.telephone.phone_calls import PhoneCall, Reason
from chalicelib.web.http.routing import DECLARED, Who
from chalicelib.workflows.people.find_member import find_member
from infra.doubles.table import Table
from infra.local.site import Site
from infra.local.system import STAFF, build

from ..journey import SITE, THEME
from ..results import Comparison, Result, Unmeasured
from .people import FEW, MANY, fill, programme

KINDS = (Kind.REGISTRATION, Kind.BOOKING_CONFIRMED, Kind.DOCUMENT, Kind.SURVEY_INVITATION)
"""The mails that each has received."""

ASKED: dict[str, dict[str, str]] = {
    "/api/v1/staff/agenda": {"from": "2027-03-01", "to": "2027-03-08"},
    "/api/v1/staff/report": {"edition": wiring.programme().edition.slug},
}
"""What a page must be told, by its path."""

SESSIONS_A_DAY = 8
CALLED = 10
"""Every how many people one is to be called."""

STILL_TO_DO = 50
"""Every how many sessions one has no outcome."""

MOST_CALLS, MOST_READ = 20, 10_100
"""A page of who may be registered twice reads 2,000 keys in a call, five times at most."""

Cost = tuple[int, int]
"""Calls, and items that queries returned."""


def measure(many: int = MANY) -> list[Result]:
    few, most = _visited(FEW), _visited(many)
    mails = f"{many:,} people, {many * len(KINDS):,} messages"
    results = []
    for path, calls in ((path, calls) for path, (calls, _) in most.items() if calls):
        name = f"{path}, {mails}: calls"
        against = Comparison(name, calls, "calls", f"{FEW} people", few[path][0])
        results.append(against.value_within(MOST_CALLS))
    path, (_, read) = max(most.items(), key=lambda each: each[1][1])
    name = f"the most items that a page reads ({path}), {mails}"
    against = Comparison(name, read, "items", f"{FEW} people", max(few[path][1], 1))
    return [*results, against.value_within(MOST_READ)]


def _visited(people: int) -> dict[str, Cost]:
    """Return the cost of each page and answer of the team that is about nobody in particular."""
    table = Table()
    system = build(SITE, table=table)
    fill(table, programme(people))
    for each in _season(people, wiring.now()):
        table._put(to_item(each))
    admin = find_member(STAFF[0][0], store=wiring.store())
    if admin is None:
        raise Unmeasured("no admin is in the table")
    token = wiring.links().token(Purpose.STAFF, admin.id, admin.link_epoch, wiring.now())
    client = Client(Site(system))
    client.set_cookie("brigade_equipe", token)
    client.get("/equipe", headers={"Authorization": f"Bearer {token}"})
    costs = {path: _cost(client, table, path, token) for path in _pages()}
    system.close()
    return costs


def _pages() -> Iterator[str]:
    """Yield each path of the team that names nobody and is no file."""
    for (method, path), declared in DECLARED.items():
        if method == "GET" and Who.STAFF in declared.who and not {*path} & {*"{."}:
            yield path


def _cost(client: Client, table: Table, path: str, token: str) -> Cost:
    """Return what a page costs. Raises Unmeasured if it does not answer."""
    calls: list[str] = []
    read: list[int] = []
    query = table.query

    def counted(**request: Any) -> Any:
        answer = query(**request)
        read.append(answer["Count"])
        return answer

    table.around, table.query = calls.append, counted  # type: ignore[method-assign]
    try:
        asked = f"{path}?{urlencode(ASKED.get(path, {}))}"
        answer = client.get(asked, headers={"Authorization": f"Bearer {token}"})
    finally:
        del table.query
        table.around = lambda _moment: None
    if answer.status_code not in (200, 303, 404):
        raise Unmeasured(f"{path}: {answer.status_code}")
    return calls.count("before"), sum(read)


def _season(people: int, now: datetime) -> Iterator[Any]:
    """Yield what years of the programme leave of people: who they are, a session each, mails."""
    adviser = find_member(STAFF[1][0], store=wiring.store())
    if adviser is None:
        raise Unmeasured("no adviser is in the table")
    for n, person in enumerate(programme(people)):
        yield person
        yield _session(person, n, adviser, now)
        yield from _mails(person, n, now)
        if not n % CALLED:
            at = now - timedelta(minutes=n)
            subject = f"{person.id}-b{n}-{Reason.ABSENT}"
            yield PhoneCall(subject, Reason.ABSENT, at, at, adviser_id=adviser.id)


def _session(person: Participant, n: int, adviser: StaffMember, now: datetime) -> Booking:
    """Return their session: the first are still to come, the others go back through the years."""
    day, hour = divmod(n, SESSIONS_A_DAY)
    starts_at = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=7 - day, hours=hour)
    over = starts_at < now
    status = BookingStatus.COMPLETED if over and n % STILL_TO_DO else BookingStatus.BOOKED
    ends_at = starts_at + timedelta(hours=1)
    return Booking(
        f"{person.id}-b{n}",
        f"{adviser.id}-{starts_at:%Y%m%dT%H%M}",
        THEME,
        starts_at,
        ends_at,
        adviser.id,
        adviser.name,
        Format.VIDEO,
        starts_at - timedelta(days=9),
        status=status,
        held_at=ends_at if status is BookingStatus.COMPLETED else None,
    )


def _mails(person: Participant, n: int, now: datetime) -> Iterator[Message]:
    """Yield their mails, delivered but for one in a hundred."""
    for each, kind in enumerate(KINDS):
        sent_at = now - timedelta(hours=n, minutes=each)
        state = State.DELIVERED if n % 100 else State.BOUNCED
        yield Message(f"{person.id}-m{each}", kind, sent_at, state=state, sent_at=sent_at)

"""A small demonstration edition, made through the same stories as real people's."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib import wiring
from chalicelib.domain.acts import Act
from chalicelib.domain.events.events import Event, EventKind, EventMode, Mode
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.participants import (
    AddressHolder,
    HeardFrom,
    ParticipantKind,
    Profile,
    Registration,
)
from chalicelib.domain.people.staff import Role
from chalicelib.domain.receipts import NO_KEY
from chalicelib.domain.sessions.slots import Opening
from chalicelib.workflows.back_office.first_day import put_away
from chalicelib.workflows.events.manage_events import create_event
from chalicelib.workflows.people.confirm import confirm
from chalicelib.workflows.people.manage_staff import enrol
from chalicelib.workflows.people.register import register
from chalicelib.workflows.week.open_hours import open_slots
from infra.demonstrated import STAFF, demonstrated

ADVISER = "camille@example.org"

PEOPLE = (
    (
        "Aimée",
        "Exemple",
        ParticipantKind.INDIVIDUAL,
        Maturity.EMERGENT,
        "arts visuels",
        "decouvrabilite",
    ),
    (
        "Bastien",
        "Exemple",
        ParticipantKind.INDIVIDUAL,
        Maturity.DEBUTANT,
        "théâtre",
        "marketing-numerique",
    ),
    (
        "Chloé",
        "Exemple",
        ParticipantKind.ORGANIZATION,
        Maturity.OPERATIONNEL,
        "musique",
        "decouvrabilite",
    ),
)


def load(system: Any) -> None:
    """Create an adviser with two weeks of open mornings, three events, three registered people."""
    adviser = wiring.run(enrol, ADVISER, "Camille Exemple", Role.ADVISER)
    caller = Caller(adviser.id, adviser.link_epoch, staff=True, act=Act.SESSIONS)
    for opening in _mornings(system.clock.now()):
        wiring.run(open_slots, caller, ADVISER, opening, NO_KEY)
    for event, seats in _events(system.clock.now()):
        wiring.run(create_event, caller, event, seats, NO_KEY)
    for person in PEOPLE:
        _join(_registration(*person))
    _put_first_day_away()


def _put_first_day_away() -> None:
    """Put the list of the first day away: here it is over."""
    [(email, *_)] = [each for each in STAFF if each[2] == Role.ADMIN]
    admin = next(each for each in wiring.store().team() if each.email == email)
    caller = Caller(admin.id, admin.link_epoch, staff=True, act=Act.SETTINGS)
    wiring.run(put_away, caller, True)


def _join(registration: Registration) -> None:
    """Register somebody, who confirms it behind the link of their mail."""
    wiring.run(register, registration, NO_KEY)
    holder = wiring.store().one(AddressHolder, address_key(registration.email))
    if holder is not None:
        wiring.run(confirm, Caller(holder.participant_id, 0), {})


def _events(now: datetime) -> list[tuple[Event, dict[Mode, int]]]:
    """Return a hybrid conference for anybody, a cohort and a small group for the programme."""
    zone = ZoneInfo(wiring.programme().zone)

    def at(days: int, hour: int) -> datetime:
        day = now.astimezone(zone).date() + timedelta(days=days)
        return datetime.combine(day, time(hour), zone).astimezone(UTC)

    house, address = "Maison des exemples", "100, rue de l’Exemple"
    link = "https://visio.example.org/brigade"
    conference = Event(
        "",
        "Se faire trouver sur le Web : trois parcours d’artistes",
        EventKind.HYBRID_PROTOTYPE,
        (demonstrated("decouvrabilite"),),
        at(12, 13),
        at(12, 15),
        EventMode.HYBRID,
        public=True,
        description="Trois artistes racontent **ce qui a fonctionné**, et ce qui n’a rien donné.",
        accessibility="Entrée de plain-pied. Sous-titres en direct.",
        venue=house,
        venue_address=address,
        online_url=link,
    )
    cohort = Event(
        "",
        "Cohorte : vos questions sur le marketing numérique",
        EventKind.COHORT,
        (demonstrated("marketing-numerique"),),
        at(20, 12),
        at(20, 13),
        EventMode.ONLINE,
        online_url=link,
    )
    group = Event(
        "",
        "En petit groupe : premiers pas dans Wikidata",
        EventKind.GROUP_SESSION,
        (demonstrated("decouvrabilite"),),
        at(40, 10),
        at(40, 12),
        EventMode.IN_PERSON,
        venue=house,
        venue_address=address,
    )
    return [
        (conference, {Mode.IN_PERSON: 12, Mode.ONLINE: 40}),
        (cohort, {Mode.ONLINE: 15}),
        (group, {Mode.IN_PERSON: 6}),
    ]


def _mornings(now: datetime) -> list[Opening]:
    zone = ZoneInfo(wiring.programme().zone)
    several = dict.fromkeys(map(demonstrated, ("marketing-numerique", "cybersecurite-loi-25")))
    themes = ((), (demonstrated("decouvrabilite"),), tuple(several))
    session = wiring.programme().session_minutes
    lasts = max(timedelta(hours=3, minutes=30), timedelta(minutes=session))
    days = [now.astimezone(zone).date() + timedelta(days=n) for n in range(3, 17)]
    return [
        Opening(
            datetime.combine(day, time(9), zone).astimezone(UTC),
            datetime.combine(day, time(9), zone).astimezone(UTC) + lasts,
            themes=themes[n % 3],
            slot_minutes=session,
            buffer_minutes=15,
            meeting_url="https://visio.example.org/brigade",
        )
        for n, day in enumerate(days)
        if day.weekday() < 5
    ]


def _registration(
    given: str, family: str, kind: ParticipantKind, level: Maturity, discipline: str, theme: str
) -> Registration:
    profile = Profile(given, family, kind, level, (demonstrated(theme),), discipline=discipline)
    address = f"{given.lower().replace('é', 'e')}@example.org"
    return Registration(address, profile, {"program": True}, HeardFrom.COLLEAGUE)

"""A small demonstration edition, made through the same stories as real people's."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib import wiring
from chalicelib.domain.people import Caller, HeardFrom, Kind, Maturity, Profile, Registration, Role
from chalicelib.domain.slots import Opening
from chalicelib.workflows.manage_staff import enrol
from chalicelib.workflows.open_slots import open_slots
from chalicelib.workflows.register import register

ADVISER = "camille@example.org"

PEOPLE = (
    ("Aimée", "Exemple", Kind.INDIVIDUAL, Maturity.EMERGENT, "arts visuels", "decouvrabilite"),
    ("Bastien", "Exemple", Kind.INDIVIDUAL, Maturity.DEBUTANT, "théâtre", "marketing-numerique"),
    ("Chloé", "Exemple", Kind.ORGANIZATION, Maturity.OPERATIONNEL, "musique", "decouvrabilite"),
)


def load(system: Any) -> None:
    """An adviser with two weeks of open mornings, and three registered people."""
    adviser = enrol(ADVISER, "Camille Exemple", Role.ADVISER, store=wiring.store())
    caller = Caller(adviser.id, adviser.link_epoch, staff=True)
    for opening in _mornings(system.clock.now()):
        wiring.run(open_slots, caller, ADVISER, opening, None)
    for person in PEOPLE:
        wiring.run(register, _registration(*person), None)


def _mornings(now: datetime) -> list[Opening]:
    zone = ZoneInfo(wiring.programme().zone)
    themes = ((), ("decouvrabilite",), ("marketing-numerique", "cybersecurite-loi-25"))
    days = [now.astimezone(zone).date() + timedelta(days=n) for n in range(3, 17)]
    return [
        Opening(
            datetime.combine(day, time(9), zone).astimezone(UTC),
            datetime.combine(day, time(12, 30), zone).astimezone(UTC),
            themes=themes[n % 3],
            buffer_minutes=15,
            meeting_url="https://visio.example.org/brigade",
        )
        for n, day in enumerate(days)
        if day.weekday() < 5
    ]


def _registration(
    given: str, family: str, kind: Kind, level: Maturity, discipline: str, theme: str
) -> Registration:
    profile = Profile(given, family, kind, level, (theme,), discipline=discipline)
    address = f"{given.lower().replace('é', 'e')}@example.org"
    return Registration(address, profile, {"program": True}, HeardFrom.COLLEAGUE)

"""Who asks: nobody, and somebody of each role; and what there is that they may ask about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from infra.driving import API, THEME, Driver

from . import site

STAFF = {"adviser": "camille@example.org", "admin": "equipe@example.org"}
"""The adviser is the one whose days the demonstration has opened."""
ROLES = ("nobody", "participant", "surveyed", *STAFF)


@dataclass(frozen=True)
class World:
    """`tokens`: by role. `known`: by the name of a parameter or of a field, what is there."""

    tokens: dict[str, str]
    known: dict[str, list[Any]]


def met() -> World:
    """Return the world of the demonstration, after somebody has booked and met."""
    drive = Driver(site.send)
    team = {role: _session(address) for role, address in STAFF.items()}
    me, slots = site.token_of_mail("registration"), drive.slots(THEME)
    held = drive.book(me, slots[0]["id"])
    drive.record(team["admin"], held["id"], tools=[{"name": "Wikidata"}])
    events = site.send("GET", f"{API}/events", 200, token=me)["events"]
    seats = [_seat(each, me) for each in events]
    site.send("POST", "/_local/clock", 200, {"advance": "P13D"})  # after the first event
    booked = [drive.book(me, slot["id"]) for slot in drive.slots(THEME)[:2]]
    report = site.send("GET", f"{API}/staff/report", 200, token=team["admin"])
    starts_at, ends_at = _a_morning()
    known = {
        "slot_id": [each["id"] for each in drive.slots(THEME)],
        "person_id": [site.send("GET", f"{API}/me/export", 200, token=me)["person_id"]],
        "booking_id": [each["id"] for each in (held, *booked)],
        "event_id": [each["id"] for each in events],
        "registration_id": seats,
        "edition": [report["edition"]],
        "theme": [THEME],
        "adviser": list(STAFF.values()),
        "starts_at": [starts_at],
        "ends_at": [ends_at],
    }
    surveyed = site.token_of_mail("survey_invitation")
    return World({"nobody": "", "participant": me, "surveyed": surveyed, **team}, known)


def _session(address: str) -> str:
    return str(site.send("POST", "/_local/staff-session", 200, {"email": address})["token"])


def _seat(event: dict[str, Any], token: str) -> str:
    """Return the seat that somebody takes, online if they may."""
    mode = "in_person" if event["mode"] == "in_person" else "online"
    path = f"{API}/events/{event['id']}/registrations"
    return str(site.send("POST", path, 201, {"mode": mode}, token)["id"])


def _a_morning() -> tuple[str, str]:
    """Return when a morning of next month begins and ends."""
    now = datetime.fromisoformat(site.send("GET", "/_local/clock", 200)["now"])
    starts_at = (now + timedelta(days=30)).replace(hour=9, minute=0, second=0)
    return starts_at.isoformat(), (starts_at + timedelta(hours=3)).isoformat()

"""Each kind of token, changed in a byte, swapped or expired, at each route that takes it: refused,
and nothing is written."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import LIFETIMES, Purpose
from chalicelib.web.http.routing import Who
from infra.local.system import System
from tests.adapters.test_token_bytes import ALPHABET
from tests.handlers.http.test_links_twice import state
from tests.handlers.http.test_routes import ALL, FORMS, LINKS, REFUSED, Caller, Route, ask, filled
from tests.support.driver import REGISTRATION, THEME
from tests.support.examples import NOW
from tests.support.small_world import ADVISER, World
from tests.support.systems import system_for

system = system_for("module")


def in_link(token: str, world: World) -> Caller:
    return Caller(Who.LINK, "who has a link", bearer=token, link=token)


def in_header(token: str, world: World) -> Caller:
    return Caller(Who.PARTICIPANT, "a program", bearer=token)


def in_cookie(name: str) -> Callable[[str, World], Caller]:
    def held(token: str, world: World) -> Caller:
        return Caller(Who.PARTICIPANT, "a browser", cookie=f"{name}={token}")

    return held


def at_the_door(token: str, world: World) -> Caller:
    """A ticket that the team's telephone reads."""
    team = world.token(Purpose.STAFF, ADVISER)
    return Caller(Who.STAFF, "an adviser", cookie=f"brigade_equipe={team}", link=token)


@dataclass(frozen=True)
class Door:
    """A route that takes a kind of token, of whom or what, how, and what it says of another."""

    route: Route
    purpose: Purpose
    subject: str
    given: Callable[[str, World], Caller] = in_link
    refused: tuple[int, ...] = REFUSED

    def __str__(self) -> str:
        return f"{self.purpose} {' '.join(self.route)}"

    def knock(self, world: World, token: str) -> TestResponse:
        return ask(world, self.route, self.given(token, world))


FORM = {name: [value] for name, value in REGISTRATION.items() if isinstance(value, str)}
SENT = json.dumps([{**FORM, "themes": [THEME], "consents": ["program"]}, NOW.timestamp()])
ME, AGENDA, PRESENCES = "/api/v1/me", "/api/v1/staff/agenda", "/equipe/presences"
SLOT = "/api/v1/staff/slots/{slot_id}"
SESSION, TEAM = in_cookie("brigade_espace"), in_cookie("brigade_equipe")
DOORS = [
    *(Door(route, *LINKS[route[1]]) for route in ALL if route[1] in LINKS),
    *(Door((m, ME), Purpose.PERSONAL, "pana", in_header) for m in ("GET", "PATCH", "DELETE")),
    *(Door((m, ME), Purpose.SESSION, "pana", in_header) for m in ("GET", "PATCH", "DELETE")),
    Door(("GET", "/mon-espace"), Purpose.SESSION, "pana", SESSION),
    Door(("POST", "/mon-espace/liens"), Purpose.SESSION, "pana", SESSION),
    Door(("GET", AGENDA), Purpose.STAFF, ADVISER, in_header),
    Door(("DELETE", SLOT), Purpose.STAFF, ADVISER, in_header),
    Door(("POST", "/equipe/plages/{slot_id}/retirer"), Purpose.STAFF, ADVISER, TEAM),
    *(Door((m, PRESENCES), Purpose.PRESENCE, "pana-vgood", at_the_door) for m in ("GET", "POST")),
    # Whose browser it is opens nothing: what was being written is kept for them.
    Door(("POST", "/mon-espace/profil"), Purpose.WHO, "pana", in_cookie("brigade_espace_qui")),
    # Another form than the one just sent is led to an empty one.
    Door(
        ("POST", "/inscription/adresse"),
        Purpose.REGISTERED,
        SENT,
        in_cookie("brigade_inscription"),
        (303,),
    ),
]


@pytest.fixture
def world(system: System, monkeypatch: pytest.MonkeyPatch, blank_pages: None) -> World:
    monkeypatch.setitem(FORMS, "/inscription/adresse", {"email": "other@example.org"})
    return filled(system, monkeypatch)


def test_each_kind_of_token_has_a_door_here() -> None:
    """Those of `Purpose`; `test_token_bytes.py` says why there are no others."""
    missing = set(Purpose) - {door.purpose for door in DOORS}
    assert not missing, f"no door is tried with tokens of {sorted(missing)}"


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_token_in_which_a_byte_is_another_or_whose_time_is_over_opens_nothing(
    world: World, door: Door
) -> None:
    token, links = world.token(door.purpose, door.subject), wiring.links()
    before = state(world)
    over = wiring.now() - LIFETIMES[door.purpose]
    others = {
        "expired": links.token(door.purpose, door.subject, 0, over),
        "of another": _swapped(token, world.token(door.purpose, "nobody")),
        **{f"changed at {n}": _changed(token, n) for n in range(0, len(token), 9)},
        "changed at its end": _changed(token, len(token) - 1),
        **{
            f"of another kind, {purpose}": world.token(purpose, door.subject)
            for purpose in Purpose
            if purpose is not door.purpose and not {purpose, door.purpose} <= ALIKE
        },
    }
    for said, other in others.items():
        status = door.knock(world, other).status_code
        assert status in door.refused, f"{door} takes a token that is {said}: {status}"
    assert state(world) == before, f"{door} writes for a token that is not its own"
    status = door.knock(world, token).status_code
    assert status not in door.refused or state(world) != before, f"{door} refuses its own: {status}"


ALIKE = {Purpose.PERSONAL, Purpose.SESSION}
"""Either is taken where a program asks for somebody's own."""


def _changed(token: str, place: int) -> str:
    other = ALPHABET[(ALPHABET.find(token[place]) + 1) % len(ALPHABET)]
    return f"{token[:place]}{other}{token[place + 1 :]}"


def _swapped(token: str, other: str) -> str:
    """Return what one token says, signed as the other."""
    return f"{token.rpartition('.')[0]}.{other.rpartition('.')[2]}"

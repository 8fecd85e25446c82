"""Who of the team saw what of whom is written down, once a day, wherever they were shown it."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.ids import owner_of
from chalicelib.domain.looks import OF_ONE, Look, Shows
from chalicelib.web.http.routing import DECLARED, Who
from infra.local.system import System
from tests.handlers.http.test_routes import ALL, PLACES
from tests.support.examples import participant
from tests.support.small_world import ADVISER, OTHER, PEOPLE, World
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

OF_PEOPLE = ("{booking_id}", "{registration_id}", "{document_id}", "{person_id}")
SHOW_NOBODY = {
    ("DELETE", "/api/v1/staff/people/{person_id}"): "erases, and answers nothing",
}
"""Routes with somebody in their path that tell nothing of them."""

NAME = participant().profile.full_name

OF_TEAM = [route for route in ALL if Who.STAFF in DECLARED[route].who]


@pytest.fixture
def world(system: System, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(system, monkeypatch)


def looks(world: World) -> list[Look]:
    found = [world.store.everything("")[0]]
    return [each for page in found for each in page if isinstance(each, Look)]


def new(world: World, path: str, who: str = OTHER) -> list[tuple[Shows, str, str]]:
    """What was written down by opening a page: what it shows, of whom or what, by whom."""
    before = {each.id for each in looks(world)}
    assert world.get(path, who).status_code == 200, path
    made = [each for each in looks(world) if each.id not in before]
    return [(each.shows, each.about or owner_of(each.id), each.by) for each in made]


@pytest.mark.parametrize("route", OF_TEAM, ids=" ".join)
def test_a_route_with_somebody_in_its_path_says_what_it_shows(route: tuple[str, str]) -> None:
    about_somebody = any(each in route[1] for each in OF_PEOPLE) and route not in SHOW_NOBODY
    declared = DECLARED[route].shows in OF_ONE
    assert declared or not about_somebody, (
        f"{' '.join(route)} is about a person and does not say so: its line in routes.py names "
        "shows=Shows.PAGE, or Shows.FILE (domain/looks.py), so that who saw it is written down"
    )


def test_a_page_of_the_team_that_names_somebody_says_what_it_shows(world: World) -> None:
    """All pages of the team are opened: who is named there must have been declared."""
    for method, path in OF_TEAM:
        if method != "GET" or DECLARED[method, path].shows:
            continue
        answer = world.get(_filled(path), OTHER)
        if answer.status_code != 200:
            continue
        words = [NAME, *(f"{name}@example.org" for name in PEOPLE)]
        named = [each for each in words if each.encode() in answer.data]
        assert not named, (
            f"GET {path} shows {named} to the team: its line in routes.py names shows=Shows.…, "
            "so that who saw it is written down"
        )


def _filled(path: str) -> str:
    for name, value in PLACES.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def test_what_is_seen_of_a_person_is_written_down_once_a_day(world: World) -> None:
    page = "/equipe/rencontres/pbo-b1"
    assert new(world, page) == [(Shows.PAGE, "pbo", OTHER)]
    assert new(world, page) == [], "the same member, person and day"
    assert new(world, page, ADVISER) == [(Shows.PAGE, "pbo", ADVISER)]
    address = "/equipe/evenements/ev-vgood/inscriptions/pcy-vgood/adresse"
    assert new(world, address) == [(Shows.PAGE, "pcy", OTHER)]
    assert new(world, "/equipe/demandes/rq-qana") == [(Shows.REQUEST, "pana", OTHER)]


def test_a_list_is_one_look_whoever_is_on_it(world: World) -> None:
    assert new(world, "/equipe/evenements/ev-vgood") == [(Shows.ROSTER, "ev-vgood", OTHER)]
    assert new(world, "/equipe/evenements/ev-vgood/liste.csv") == [], "the same list"
    week = "/equipe/semaine?semaine=2027-03-08"
    assert new(world, week) == [(Shows.AGENDA, "20270308to20270315", OTHER)]
    days = "/api/v1/staff/agenda?from=2027-03-08&to=2027-03-14T12:00"
    assert new(world, days) == [], "the same days"
    assert new(world, "/equipe/demandes") == [(Shows.REQUESTS, _today(), OTHER)]


def _today() -> str:
    return f"d{wiring.now():%Y%m%d}"


def test_what_a_person_sees_of_themselves_or_nobody_saw_is_not_written_down(world: World) -> None:
    before = looks(world)
    assert world.get("/mon-espace", "pana").status_code == 200
    assert world.get("/equipe/rencontres/pbo-b1").status_code == 401
    assert world.get("/equipe/rencontres/pnobody-b1", OTHER).status_code == 404
    assert looks(world) == before


def test_the_first_look_of_a_day_is_one_write_and_no_other_writes(world: World) -> None:
    before = len(world.table.written)
    for _ in range(3):
        world.get("/equipe/rencontres/pbo-b1", OTHER)
    assert len(world.table.written) == before + 1


def test_who_saw_a_person_is_in_what_they_are_given(world: World) -> None:
    world.get("/equipe/rencontres/pbo-b1", OTHER)
    told: Any = world.get("/mon-espace/mes-donnees/fichier.json", "pbo").json
    (part,) = [each for each in told["parts"] if each["part"] == "looks_of_team"]
    assert [(r["shows"], r["by"]) for r in part["records"]] == [("page", "Claude Exemple")]


def test_the_proof_of_a_day_says_who_saw_a_person_and_on_which_lists(world: World) -> None:
    for path in ("/equipe/rencontres/pbo-b1", "/equipe/evenements/ev-vgood"):
        world.get(path, OTHER)
    world.get("/equipe/semaine?semaine=2027-03-08", ADVISER)
    page = _proof(world, "bo@example.org")
    assert "Claude Exemple" in page
    assert "Fiche de la personne" in page
    assert "Rencontre vgood" in page
    assert "du 8 mars 2027 au 14 mars 2027" in page
    assert "Dominique Exemple" in page
    assert "Fiche de la personne" not in _proof(world, "cy@example.org")
    assert "Dossier de preuve" in _proof(world, "cy@example.org").partition('id="vues"')[2]


def _proof(world: World, email: str) -> str:
    form = {"email": email, "day": f"{wiring.now():%Y-%m-%d}"}
    headers = {"Cookie": f"brigade_equipe={world.token(Purpose.STAFF, OTHER)}"}
    return world.http.post("/equipe/preuves", data=form, headers=headers).text

"""The list of the first day: what is so in fact, what an admin says, and when it is gone."""

from html import unescape
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.back_office.first_day import Step
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from infra.demonstrated import STAFF
from infra.local.demonstration import load
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for()

(ADMIN, NAME, _), (ADVISER, _, _) = STAFF
API, PAGE = "/api/v1/staff/first-day", "/equipe/pour-commencer"
PANEL = "Pour commencer : "


@pytest.fixture
def admin(client: Client) -> Client:
    be(client, ADMIN)
    return client


def be(client: Client, address: str) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(address), domain="localhost")


def told(client: Client) -> Any:
    return client.http.get(API).json


def patch(client: Client, **body: Any) -> Any:
    return client.http.patch(API, json=body).json


def steps(client: Client) -> dict[str, bool]:
    return {each["key"]: each["done"] for each in told(client)["steps"]}


def send(client: Client, **fields: str) -> Any:
    return client.http.post(PAGE, data=fields, follow_redirects=True)


def text_of(answer: Any) -> str:
    return unescape(answer.text)


def today(client: Client) -> str:
    return text_of(client.http.get("/equipe"))


def test_nothing_is_done_at_first(admin: Client) -> None:
    assert steps(admin) == dict.fromkeys((step.value for step in Step), False)
    assert f"{PANEL}6 étapes restent, dont « Dire qui vous êtes »" in today(admin)
    page = text_of(admin.http.get(PAGE))
    assert "courriel, téléphone, adresse postale, courriel de la personne responsable" in page
    assert told(admin)["examples"][0] == "contact_email"


def test_examples_that_admins_replace_are_none(admin: Client) -> None:
    ours = {
        "contact_email": "equipe@brigade.quebec",
        "contact_phone": "450 431-2270",
        "postal_address": "223, rue Saint-Georges, Saint-Jérôme",
        "privacy_email": "vie-privee@brigade.quebec",
        "community_url": "",
        "diagnostic_url": "",
    }
    answer = admin.http.patch("/api/v1/staff/settings", json={"values": ours})
    assert answer.status_code == 200, answer.text
    assert steps(admin)["identity"]
    assert "« Dire qui répond des renseignements personnels »" in today(admin)


def test_a_step_is_said_to_be_done_with_its_author_and_not_any_more(admin: Client) -> None:
    page = text_of(send(admin, etape="themes"))
    assert f"Noté par {NAME}" in page
    assert steps(admin)["themes"]
    again = patch(admin, step="themes")
    noted = next(each for each in again["steps"] if each["key"] == "themes")
    assert noted["noted_by"] == NAME
    send(admin, defaire="themes")
    assert not steps(admin)["themes"]
    journal = text_of(admin.http.get("/equipe/journal"))
    assert journal.count("Étape pour commencer, notée") == 2
    assert "(Regarder les thèmes offerts)" in journal


def test_hours_and_an_event_are_seen_by_themselves(admin: Client) -> None:
    load(admin.system)
    found = steps(admin)
    assert (found["hours"], found["event"], found["themes"]) == (True, True, False)


def test_hours_that_are_all_taken_or_over_were_opened(admin: Client) -> None:
    opened = admin.open_day("2027-03-29T09:00:00-04:00", "2027-03-29T10:00:00-04:00")
    assert steps(admin)["hours"]
    admin.book(admin.register(), opened[0])
    assert steps(admin)["hours"]
    admin.open_day("2027-03-30T09:00:00-04:00", "2027-03-30T10:00:00-04:00")
    admin.move_to("2027-04-20T09:00:00-04:00")
    assert steps(admin)["hours"]
    for step in ("privacy", "themes", "mail", "event"):
        send(admin, etape=step)
    assert f"{PANEL}une étape reste, dont « Dire qui vous êtes »" in today(admin)


def test_a_key_that_is_none_is_refused(admin: Client) -> None:
    assert admin.http.patch(API, json={"stpe": "mail"}).status_code == 422


def test_the_demonstration_has_no_first_day(admin: Client) -> None:
    load(admin.system)
    assert PANEL not in today(admin)


def test_a_list_that_is_put_away_is_seen_no_more_until_it_is_back(admin: Client) -> None:
    assert "La liste est rangée" in text_of(send(admin, liste="ranger"))
    assert PANEL not in today(admin)
    send(admin, liste="remettre")
    assert PANEL in today(admin)
    assert patch(admin, put_away=True)["put_away"]
    assert PANEL not in today(admin)


def test_a_list_that_is_done_is_gone(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.workflows.back_office.first_day.examples_in", lambda _: ())
    for step in ("privacy", "themes", "mail", "hours", "event"):
        assert PANEL in today(admin)
        send(admin, etape=step)
    assert PANEL not in today(admin)
    assert "Tout est fait" in text_of(admin.http.get(PAGE))


def test_an_adviser_has_neither_the_list_nor_its_page(client: Client) -> None:
    be(client, ADVISER)
    assert PANEL not in today(client)
    assert client.http.get(PAGE).status_code == 403
    assert client.http.patch(API, json={"put_away": True}).status_code == 403


@pytest.mark.parametrize(
    "fields", [{"etape": "identity"}, {"etape": "x"}, {"liste": "x"}, {"x": "1"}]
)
def test_what_is_no_step_is_refused(admin: Client, fields: dict[str, str]) -> None:
    assert send(admin, **fields).status_code == 422
    assert not any(steps(admin).values())


def test_two_admins_say_the_same_and_the_first_stays(admin: Client) -> None:
    send(admin, etape="mail")
    wiring.run(enrol, "autre@example.org", "Autre Exemple", Role.ADMIN)
    be(admin, "autre@example.org")
    assert f"Noté par {NAME}" in text_of(send(admin, etape="mail"))

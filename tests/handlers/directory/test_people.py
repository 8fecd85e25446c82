"""The team finds people: by name as one hears it, by what else is known; an adviser, her own."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
PEOPLE = "/api/v1/staff/people"


def asked(client: Client, who: str = ADMIN, **query: Any) -> Any:
    headers = {"Authorization": f"Bearer {client.staff(who)}"}
    return client.http.get(PEOPLE, headers=headers, query_string=query)


def names(client: Client, q: str, who: str = ADMIN, **query: Any) -> list[str]:
    answer = asked(client, who, q=q, **query)
    assert answer.status_code == 200, answer.text
    return [each["given_name"] for each in answer.json["people"]]


@pytest.fixture
def client(system: Any) -> Client:
    made = Client(system)
    made.ask_to_join(
        "zoe@example.org",
        given_name="Zoé",
        family_name="Gauthier",
        phone="514 555-0147",
        organization="Théâtre des Lucioles",
    )
    made.ask_to_join("luc@example.org", given_name="Luc", family_name="L’Heureux")
    return made


def test_a_row_says_who_somebody_is_and_whether_mails_reach_them(client: Client) -> None:
    [row] = asked(client, q="gauthier").json["people"]
    assert row.pop("id").startswith("p")
    assert row == {
        "given_name": "Zoé",
        "family_name": "Gauthier",
        "email": "zoe@example.org",
        "organization": "Théâtre des Lucioles",
        "confirmed": False,
        "mail": "ok",
    }
    assert asked(client, q="").json["next"] is None


@pytest.mark.parametrize(
    "q",
    [
        "Gotier",
        "zoé gautié",
        "gaut",
        "ZOE@example.org",
        "zoe@exa",
        "zoe@",
        "0147",
        "(514) 555-0147",
        "555-0147",
        "lucioles",
        "theatre zo",
    ],
)
def test_a_person_is_found_by_what_one_hears_or_knows(client: Client, q: str) -> None:
    assert names(client, q) == ["Zoé"]


def test_nobody_else_is_found(client: Client) -> None:
    assert names(client, "lheureux") == names(client, "L'Heureux") == ["Luc"]
    assert (
        names(client, "gauthier paul")
        == names(client, "0000")
        == names(client, "zo@")
        == names(client, "xavier")
        == []
    )
    assert names(client, "") == ["Zoé", "Luc"]


def test_a_word_of_a_theme_finds_who_asked_for_it(client: Client) -> None:
    assert set(names(client, "découvrabilité")) == {"Zoé", "Luc"}


def test_an_address_is_confirmed_by_an_act_and_mails_end_by_unsubscribing(client: Client) -> None:
    client.register("zoe@example.org")
    client.drain()
    [row] = asked(client, q="gauthier").json["people"]
    assert (row["confirmed"], row["mail"]) == (True, "ok")
    link = wiring.links().token(Purpose.UNSUBSCRIBE, row["id"], 0, wiring.now())
    pressed = client.http.post(f"/desabonnement?jeton={link}", data={"purpose": "tout"})
    assert pressed.status_code == 200
    client.drain()
    [row] = asked(client, q="gauthier").json["people"]
    assert row["mail"] == "unsubscribed"
    assert names(client, "", filter="unsubscribed") == ["Zoé"]


def test_an_adviser_finds_whom_she_accompanies(client: Client) -> None:
    assert names(client, "", HERS) == names(client, "gauthier", HERS) == []
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    booked = client.book(client.register("zoe@example.org"), slots[0])
    client.drain()
    assert names(client, "", HERS) == names(client, "gotier", HERS) == ["Zoé"]
    assert names(client, "", filter="unbooked") == ["Luc"]
    client.driver.cancel(client.staff(ADMIN), booked["id"])
    client.drain()
    assert names(client, "", HERS) == ["Zoé"], "who has had a session with her"
    assert names(client, "", filter="unbooked") == ["Zoé", "Luc"]


def test_who_telephones_is_found_by_who_registered_them_with_an_address_or_without(
    client: Client,
) -> None:
    told = {"given_name": "Rose", "family_name": "Exemple", "phone": "450 555-0123"}
    token = client.staff(HERS)
    made = client.call("POST", PEOPLE, {**told, "consents": {"program": True}}, token)
    assert made.status_code == 201
    client.drain()
    assert names(client, "555-0123", HERS) == names(client, "", HERS) == ["Rose"]
    assert names(client, "", filter="no_address") == ["Rose"]


def test_filters_are_of_those_that_there_are(client: Client) -> None:
    assert names(client, "", filter="unproven") == ["Zoé", "Luc"]
    assert names(client, "", filter="organization") == ["Zoé"]
    assert names(client, "", filter=["alone", "level:emergent"]) == ["Luc"]
    assert asked(client, filter="with:s1").status_code == 422
    assert asked(client, cursor="W1tb").status_code == 422


def test_who_was_erased_is_found_no_more(client: Client) -> None:
    client.register("zoe@example.org")
    [row] = asked(client, q="gauthier").json["people"]
    headers = {"Authorization": f"Bearer {client.staff(ADMIN)}"}
    assert client.http.delete(f"{PEOPLE}/{row['id']}", headers=headers).status_code == 202
    client.drain()
    assert names(client, "gauthier") == names(client, "0147") == []
    assert not any(row["id"] in each for each in wiring.store().spots("=all ", "", 10))


def test_whoever_is_not_of_the_team_is_refused(client: Client) -> None:
    token = client.register("zoe@example.org")
    headers = {"Authorization": f"Bearer {token}"}
    assert client.http.get(PEOPLE, headers=headers).status_code == 403
    assert client.http.get(PEOPLE).status_code == 401


@pytest.mark.parametrize(
    "place",
    [
        [99, 0, ""],
        [10**30, 0, ""],
        [0, 99, ""],
        [0, 0, "zzz"],
        [0, 0, "~"],
        [0, 0, "\ud800"],
        [0, 0, "=all" + "x" * 1100],
        [0, 0, "=all\U0010ffff"],
        [True, True, "a"],
    ],
)
@pytest.mark.parametrize("q", ["", "zoé"])
def test_a_place_that_no_page_gave_is_refused(client: Client, q: str, place: list[Any]) -> None:
    cursor = urlsafe_b64encode(json.dumps(place).encode()).decode()
    assert asked(client, q=q, cursor=cursor).status_code == 422

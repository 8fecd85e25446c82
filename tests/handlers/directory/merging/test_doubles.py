"""Who may be registered twice is proposed; what the team says of it is remembered."""

from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.domain.directory.alike import alike_keys
from chalicelib.workflows.directory.merging import find_doubles
from tests.support.driver import THEME, whose
from tests.support.events import EventClient
from tests.support.examples import participant, profile
from tests.support.systems import system_for

from .test_merging import ADMIN, ANA, BO, HERS, PEOPLE, ask, merge, part

system = system_for(blank_pages=True)

PAGE = "/equipe/personnes"
HERE = {"given_name": "Zoé", "family_name": "Gagné", "municipality": "Saint-Jérôme"}


@pytest.fixture
def client(system: Any) -> EventClient:
    return EventClient(system)


@pytest.fixture
def two(client: EventClient) -> tuple[str, str]:
    """The same person, who wrote her name in two ways."""
    one = client.register(ANA, **HERE)
    other = client.register(BO, **{**HERE, "family_name": "Gagner", "municipality": "St-Jérôme"})
    client.register("chloe@example.org", given_name="Chloé")
    client.drain()
    return whose(one), whose(other)


def doubles(client: EventClient, who: str = ADMIN) -> list[set[str]]:
    found = ask(client, "GET", "/api/v1/staff/doubles", who=who).get_json()
    assert found["next"] is None
    return [{each["id"] for each in double["people"]} for double in found["doubles"]]


def gives(client: EventClient, phone: str, *people: str) -> None:
    for person in people:
        ask(client, "PATCH", f"{PEOPLE}/{person}", {"phone": phone})


def signed_in(client: EventClient, who: str = ADMIN) -> None:
    client.http.set_cookie("brigade_equipe", client.staff(who))


def test_who_sounds_the_same_at_the_same_place_is_proposed(
    client: EventClient, two: tuple[str, str]
) -> None:
    assert doubles(client) == []
    ask(client, "PATCH", f"{PEOPLE}/{two[1]}", {"municipality": "Saint-Jerome"})
    (double,) = ask(client, "GET", "/api/v1/staff/doubles").get_json()["doubles"]
    assert ({each["id"] for each in double["people"]}, double["same"]) == ({*two}, ["name"])


def test_the_same_telephone_is_proposed_until_the_team_says_that_they_are_two(
    client: EventClient, two: tuple[str, str]
) -> None:
    for person, phone in zip(two, ("450 555-0123", "+1 (450) 555-0123"), strict=True):
        gives(client, phone, person)
    assert doubles(client) == [{*two}]
    path = f"{PEOPLE}/{two[0]}/apart"
    assert ask(client, "POST", path, {"other": two[1]}).get_json() == {"apart": True}
    assert doubles(client) == []
    assert ask(client, "POST", path, {"other": two[1]}).status_code == 200
    ask(client, "POST", path, {"other": two[1], "apart": False})
    assert doubles(client) == [{*two}]
    assert ask(client, "POST", path, {"other": two[0]}).status_code == 422


def test_who_is_merged_is_proposed_no_more_and_again_once_undone(
    client: EventClient, two: tuple[str, str]
) -> None:
    gives(client, "450 555-0123", *two)
    merge(client, *two)
    assert doubles(client) == []
    part(client, two[0])
    assert doubles(client) == [{*two}]


def test_an_adviser_is_shown_those_whom_she_accompanies(
    client: EventClient, two: tuple[str, str]
) -> None:
    gives(client, "450 555-0123", *two)
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
    for person, slot, shown in zip(two, slots, ([], [{*two}]), strict=False):
        body = {"participant_id": person, "slot_id": slot["id"], "theme": THEME}
        assert ask(client, "POST", "/api/v1/staff/bookings", body).status_code == 201
        assert doubles(client, HERS) == shown


def test_a_page_reads_a_bounded_number_of_keys_and_the_next_goes_on(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_doubles, "AT_ONCE", 2)
    monkeypatch.setattr(find_doubles, "READS", 1)
    found = pages_of_three(client)
    assert (sum(found), len(found) > 2) == (3, True)


def test_a_page_has_a_bounded_number_of_pairs_and_the_next_goes_on(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find_doubles, "SHOWN", 1)
    monkeypatch.setattr(find_doubles, "MOST", 1)
    assert pages_of_three(client) == [1, 1, 1]


def pages_of_three(client: EventClient) -> list[int]:
    """How many pairs each page has, of three who each share a telephone."""
    for n in range(6):
        person = client.register(f"p{n}@example.org")
        gives(client, f"450 555-010{n // 2}", whose(person))
    found: list[int] = []
    after = ""
    while not found or after:
        answer = ask(client, "GET", f"/api/v1/staff/doubles?cursor={quote(after)}").get_json()
        found, after = [*found, len(answer["doubles"])], answer["next"] or ""
        assert len(found) < 20
    return found


@pytest.mark.parametrize(
    "place", ["zzz", "%", "%\U0010ffff", "=all", "é" * 400, "%" * 400, "%é" * 199]
)
def test_a_place_that_no_page_gave_is_refused(client: EventClient, place: str) -> None:
    answer = ask(client, "GET", f"/api/v1/staff/doubles?cursor={quote(place)}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_fields")


def test_the_pages_compare_merge_and_take_apart(client: EventClient, two: tuple[str, str]) -> None:
    gives(client, "450 555-0123", *two)
    signed_in(client)
    shown = client.http.get(f"{PAGE}/doublons").text
    assert "Même téléphone" in shown
    assert "Gagner" in client.http.get(f"{PAGE}/{two[0]}/reunir").text
    assert "chloe@example.org" in client.http.get(f"{PAGE}/{two[0]}/reunir?q=chloé").text
    compared = client.http.get(f"{PAGE}/{two[0]}/reunir?avec={two[1]}").text
    assert "la fiche qui reste" in compared
    same = client.http.get(f"{PAGE}/{two[0]}/reunir?avec={two[0]}")
    assert same.status_code == 422
    done = client.http.post(f"{PAGE}/{two[0]}/reunir", data={"avec": two[1]})
    assert done.status_code == 303
    assert done.headers["Location"].endswith("?fait=reunion")
    page = client.http.get(f"{PAGE}/{two[0]}?fait=reunion").text
    assert "Les deux fiches sont réunies." in page
    assert BO in page
    assert client.http.get(f"{PAGE}/{two[1]}").status_code == 200
    undone = client.http.post(f"{PAGE}/{two[0]}/separer", data={})
    assert undone.status_code == 303
    assert "de nouveau comme avant" in client.http.get(undone.headers["Location"]).text
    assert client.http.post(f"{PAGE}/{two[0]}/separer", data={}).status_code == 409
    told = client.http.post(f"{PAGE}/{two[0]}/distinguer", data={"avec": two[1]})
    apart = client.http.get(told.headers["Location"]).text
    assert "ne seront plus proposées" in apart
    assert "Même téléphone" not in apart
    back = {"avec": two[1], "apart": "non"}
    again = client.http.post(f"{PAGE}/{two[0]}/distinguer", data=back).headers["Location"]
    assert "Même téléphone" in client.http.get(again).text


def test_keys_say_how_a_name_sounds_whoever_wrote_it() -> None:
    def keys(email: str = ANA, **said: Any) -> set[str]:
        return {*alike_keys(participant(email=email, profile=profile(**{**HERE, **said})), "")}

    assert keys() == keys(family_name="Gagner", given_name="ZOE")
    assert keys("a.na+x@gmail.com") == keys("ana@googlemail.com")
    assert not keys() & keys(BO, municipality="Prévost")
    assert len(keys(family_name="")) == 1

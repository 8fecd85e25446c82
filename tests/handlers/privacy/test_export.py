"""What somebody is given of what is held about them: all of it, marked, and nobody else's."""

import csv
import io
import zipfile
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.staff import StaffMember
from chalicelib.domain.people.staff_acts import Deed, done
from infra.local.system import System
from tests.support.driver import THEME
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

EXPORT = "/api/v1/me/export"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture(scope="module")
def token(client: EventClient) -> str:
    """Of somebody who did a little of everything."""
    mine = client.register(
        "export@example.org", given_name="Zéphirine", organization=FORMULA, needs="Un site"
    )
    client.register("autre@example.org", given_name="Barthélemy", needs="Autre chose")
    slots = client.open_day("2027-03-08T09:00:00-05:00", "2027-03-08T12:00:00-05:00")
    booking = client.book(mine, slots[0])
    event = client.create(public=True)
    client.call("POST", f"/api/v1/events/{event['id']}/registrations", {"mode": "online"}, mine)
    client.move_to("2027-03-08T10:30:00-05:00")
    client.hold(booking, notes="Bravo, **continuez**", next_steps=["Publier"])
    client.call("PATCH", "/api/v1/me", {"consents": {"newsletter": True}}, mine)
    client.drain()
    return mine


def parts(client: EventClient, token: str) -> dict[str, dict[str, Any]]:
    answer = client.call("GET", EXPORT, token=token)
    assert answer.status_code == 200, answer.text
    return {part["part"]: part for part in answer.get_json()["parts"]}


def test_everything_is_there_marked_by_its_origin_and_source(
    client: EventClient, token: str
) -> None:
    told = parts(client, token)
    profile = told["profile"]["records"][0]
    assert (profile["given_name"], profile["needs"]) == ("Zéphirine", "Un site")
    assert (told["profile"]["origin"], told["profile"]["source"]) == ("given", "person")
    followed = told["sessions_followed"]["records"][0]
    assert followed["report"]["notes"] == "Bravo, **continuez**"
    assert (told["sessions_followed"]["origin"], told["sessions_followed"]["source"]) == (
        "created",
        "team",
    )
    assert told["figures"]["origin"] == "inferred"
    assert {"booking_confirmed", "document"} <= {m["kind"] for m in told["messages"]["records"]}
    assert told["event_registrations"]["records"][0]["event"]
    consents = {(c["purpose"], c["granted"]) for c in told["consents"]["records"]}
    assert {("program", True), ("newsletter", True)} <= consents
    assert all(each["recorded_at"] for each in told["consents"]["records"])


def test_who_of_the_team_did_something_is_said_by_name_never_by_a_number(
    client: EventClient, token: str
) -> None:
    acts = parts(client, token)["acts_of_team"]["records"]
    assert {(each["deed"], each["by"], each["role"]) for each in acts} == {
        ("outcome_recorded", "Dominique Exemple", "Brigadière ou brigadier")
    }
    zipped = client.call("GET", f"{EXPORT}?format=csv", token=token).data
    files = zipfile.ZipFile(io.BytesIO(zipped))
    told = [files.read(name).decode() for name in files.namelist()]
    told.append(client.call("GET", EXPORT, token=token).text)
    for member in members():
        assert not any(member.id in text for text in told)


def test_whoever_left_the_team_is_the_team(client: EventClient, token: str) -> None:
    session = parts(client, token)["sessions"]["records"][0]["id"]
    left = Caller("somebody-who-left", 0, staff=True)
    unit = wiring.store().unit()
    unit.add(*done(left, Deed.ADDRESS_CORRECTED, session, 1, wiring.now()))
    unit.commit()
    acts = parts(client, token)["acts_of_team"]["records"]
    assert ("address_corrected", "l’équipe", "") in {(a["deed"], a["by"], a["role"]) for a in acts}


def members() -> list[StaffMember]:
    return wiring.store().team()


def test_a_document_is_given_by_an_address_that_opens(client: EventClient, token: str) -> None:
    address = parts(client, token)["documents"]["records"][0]["url"]
    path = address.removeprefix("http://127.0.0.1:8000")
    assert client.http.get(path, follow_redirects=True).data.startswith(b"%PDF")


def test_nothing_of_anybody_else_is_in_it(client: EventClient, token: str) -> None:
    text = client.call("GET", EXPORT, token=token).text
    assert "Barthélemy" not in text
    assert "autre@example.org" not in text


def test_a_zip_of_tables_says_the_same_and_holds_no_formula(
    client: EventClient, token: str
) -> None:
    answer = client.call("GET", f"{EXPORT}?format=csv", token=token)
    assert answer.content_type == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    told = parts(client, token)
    assert set(archive.namelist()) == {"LISEZ-MOI.csv", *(f"{name}.csv" for name in told)}
    for name, part in told.items():
        text = archive.read(f"{name}.csv").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert [row["id"] for row in rows] == [each["id"] for each in part["records"]]
    profile = archive.read("profile.csv").decode("utf-8-sig")
    assert f"'{FORMULA}" in profile
    assert THEME in profile


def test_a_format_that_there_is_not_is_said(client: EventClient, token: str) -> None:
    answer = client.call("GET", f"{EXPORT}?format=pdf", token=token)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["field"] == "format"


def test_the_page_shows_each_part_and_gives_both_files(client: EventClient, token: str) -> None:
    client.http.get(f"/mon-espace?jeton={token}")
    page = client.http.get("/mon-espace/mes-donnees").text
    for part in parts(client, token).values():
        assert part["title"] in page
    found = client.http.get("/mon-espace/mes-donnees/fichier.json")
    assert found.get_json()["parts"][0]["part"] == "profile"
    zipped = client.http.get("/mon-espace/mes-donnees/fichiers.zip")
    assert zipfile.is_zipfile(io.BytesIO(zipped.data))


def test_the_team_and_strangers_are_refused(client: EventClient) -> None:
    assert client.call("GET", EXPORT, token=client.staff()).status_code == 403
    assert client.call("GET", EXPORT).status_code == 401

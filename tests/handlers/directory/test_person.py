"""One person as the team sees them, corrected, registered and booked for by telephone."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from tests.support.driver import THEME, Client
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS, OTHER = "equipe@example.org", "brigadiere@example.org", "autre@example.org"
PEOPLE, BOOKINGS = "/api/v1/staff/people", "/api/v1/staff/bookings"
CALLER: dict[str, Any] = {
    "given_name": "Rose",
    "family_name": "Exemple",
    "phone": "450 555-0123",
    "maturity_level": "emergent",
    "themes": [THEME],
    "consents": {"program": True},
}


@pytest.fixture
def client(system: Any) -> Client:
    return Client(system)


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    return client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")


def ask(
    client: Client, method: str, path: str, body: Any = None, who: str = HERS, **headers: str
) -> TestResponse:
    return client.call(method, path, body, client.staff(who), **headers)


def registered(client: Client, who: str = HERS, **changes: Any) -> str:
    answer = ask(client, "POST", PEOPLE, {**CALLER, **changes}, who)
    assert answer.status_code == 201, answer.text
    client.drain()
    return str(answer.get_json()["id"])


def file(client: Client, person: str, who: str = HERS) -> Any:
    answer = ask(client, "GET", f"{PEOPLE}/{person}", who=who)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def booked(client: Client, person: str, slot: dict[str, Any], who: str = HERS) -> TestResponse:
    body = {"participant_id": person, "slot_id": slot["id"], "theme": THEME, "needs": "Un site"}
    answer = ask(client, "POST", BOOKINGS, body, who)
    client.drain()
    return answer


def test_who_telephones_without_an_address_is_registered_and_booked(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    person = registered(client)
    answer = booked(client, person, slots[0])
    assert answer.status_code == 201, answer.text
    assert answer.get_json()["starts_at"] == slots[0]["starts_at"]
    found = file(client, person)
    assert (found["email"], found["confirmed"], found["mail"]) == ("", True, "ok")
    assert found["consents"]["program"] is True
    assert [each["source"] for each in found["consent_history"]] == ["team"]
    assert [each["status"] for each in found["sessions"]] == ["booked"]
    for moment in ("2027-03-08T10:00:00-05:00", "2027-03-10T08:30:00-05:00"):
        client.move_to(moment)
    states = {(each["state"], each["reason"]) for each in file(client, person)["messages"]}
    assert states == {("cancelled", "no_address")}
    assert not [mail for mail in client.system.mailbox.mails if not mail.to]
    deeds = [each["what"] for each in found["history"] if each["by"] == "Dominique Exemple"]
    assert deeds == ["session_booked", "person_registered"]


def test_a_spelled_address_is_proven_by_its_owner_alone(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    person = registered(
        client, email="rose@example.org", consents={"program": True, "newsletter": True}
    )
    assert booked(client, person, slots[0]).status_code == 201
    found = file(client, person)
    assert found["confirmed"] is False
    assert not any(found["consents"].values())
    assert client.kinds("rose@example.org") == ["registration", "booking_confirmed"]
    token = client.token_for("rose@example.org")
    client.driver.confirm(token)
    me = client.me(token)
    assert me["consents"]["program"]
    assert me["consents"]["newsletter"]
    assert {each["source"] for each in file(client, person)["consent_history"]} == {"team"}


def test_an_address_given_later_is_proven_by_its_owner_alone(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    said = {"program": True, "directory": True, "newsletter": True}
    person = registered(client, consents=said)
    assert file(client, person)["consents"]["directory"]
    assert not file(client, person)["consents"]["newsletter"]
    answer = ask(client, "PATCH", f"{PEOPLE}/{person}", {"email": "rose@example.org"})
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["confirmed"] is False
    assert not any(answer.get_json()["consents"].values())
    client.drain()
    assert booked(client, person, slots[0]).status_code == 201
    token = client.token_for("rose@example.org", "personal_link")
    client.driver.confirm(token)
    assert client.me(token)["consents"]["directory"]


def test_two_people_without_an_address_are_two(client: Client) -> None:
    first, second = registered(client), registered(client, given_name="Paul")
    assert first != second
    names = [file(client, each)["given_name"] for each in (first, second)]
    assert names == ["Rose", "Paul"]
    erased = ask(client, "DELETE", f"{PEOPLE}/{first}", who=ADMIN)
    assert erased.status_code == 202
    client.drain()
    client.advance("PT10M")
    assert ask(client, "GET", f"{PEOPLE}/{first}", who=ADMIN).status_code == 404
    assert file(client, second)["given_name"] == "Paul"


def test_the_same_request_twice_registers_and_books_once(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    ids = {
        ask(client, "POST", PEOPLE, CALLER, Idempotency_Key="k1").get_json()["id"] for _ in range(2)
    }
    assert len(ids) == 1
    (person,) = ids
    first, second = (booked(client, person, slots[0]).get_json() for _ in range(2))
    assert first == second
    assert booked(client, registered(client), slots[0]).get_json()["code"] == "slot_taken"


def test_an_address_that_somebody_has_is_refused(client: Client) -> None:
    client.register("ana@example.org")
    refused = ask(client, "POST", PEOPLE, {**CALLER, "email": "Ana@example.org"})
    assert refused.status_code == 422
    assert [(e["field"], e["code"]) for e in refused.get_json()["errors"]] == [
        ("email", "address_taken")
    ]
    person = registered(client)
    changed = ask(
        client,
        "PATCH",
        f"{PEOPLE}/{person}",
        {"phone": "1 800 555-0199", "email": "ana@example.org"},
    )
    assert changed.status_code == 422
    assert file(client, person)["profile"]["phone"] == CALLER["phone"]


def test_what_is_corrected_is_in_the_history(client: Client) -> None:
    person = registered(client)
    answer = ask(client, "PATCH", f"{PEOPLE}/{person}", {"phone": "450 555-0199"})
    assert answer.get_json()["profile"]["phone"] == "450 555-0199"
    deeds = [each["what"] for each in answer.get_json()["history"] if each["by_team"]]
    assert sorted(deeds) == ["person_registered", "profile_corrected"]
    before = len(answer.get_json()["history"])
    again = ask(client, "PATCH", f"{PEOPLE}/{person}", {"phone": "450 555-0199"})
    assert len(again.get_json()["history"]) == before
    assert ask(client, "PATCH", f"{PEOPLE}/{person}", {"nom": "x"}).status_code == 422


def test_an_adviser_has_her_own_people_and_whoever_is_nobody_s_yet(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    person = registered(client)
    for method, body in (("GET", None), ("PATCH", {"phone": "450 555-0199"})):
        refused = ask(client, method, f"{PEOPLE}/{person}", body, OTHER)
        assert (refused.status_code, refused.get_json()["code"]) == (403, "forbidden")
    assert booked(client, person, slots[0], OTHER).status_code == 403
    token = client.register("ana@example.org")
    exported: Any = client.call("GET", "/api/v1/me/export", token=token).get_json()
    ana = exported["person_id"]
    assert ask(client, "GET", f"{PEOPLE}/{ana}").status_code == 403
    assert booked(client, ana, slots[1]).status_code == 201
    assert file(client, ana)["email"] == "ana@example.org"
    assert file(client, ana, ADMIN)["sessions"]
    assert "booking_confirmed" in client.kinds("ana@example.org")


def test_who_has_not_agreed_to_the_programme_is_not_booked(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    refused = ask(client, "POST", PEOPLE, {**CALLER, "consents": {"program": False}})
    assert refused.status_code == 422
    assert ask(client, "POST", BOOKINGS, {}).status_code == 422
    assert booked(client, "pnobody", slots[0], ADMIN).status_code == 404


def test_long_lists_come_a_page_at_a_time(client: Client) -> None:
    person = registered(client)
    for n in range(25):
        ask(client, "PATCH", f"{PEOPLE}/{person}", {"role": f"Rôle {n}"})
    first = file(client, person)
    assert len(first["history"]) == 20
    rest = ask(client, "GET", f"{PEOPLE}/{person}?history={first['history_next']}").get_json()
    assert rest["history_next"] is None
    assert len(first["history"]) + len(rest["history"]) >= 26


FORM: dict[str, Any] = {
    "given_name": "Rose",
    "family_name": "Exemple",
    "phone": "450 555-0123",
    "themes": THEME,
    "maturity_level": "emergent",
    "consents": "program",
}
CALLING = "/equipe/inscrire"


def page(client: Client, path: str, who: str = HERS, **form: Any) -> TestResponse:
    client.http.set_cookie("brigade_equipe", client.staff(who))
    return client.http.post(path, data=form) if form else client.http.get(path)


def test_a_caller_is_registered_and_booked_in_two_forms(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    first = page(client, CALLING, **FORM)
    assert first.status_code == 303, first.text
    shown = page(client, first.location).text
    assert slots[1]["id"] in shown
    booking = first.location.partition("?")[0]
    second = page(client, booking, slot_id=slots[1]["id"], theme=THEME, needs="")
    assert second.status_code == 303, second.text
    client.drain()
    shown = page(client, second.location).text
    assert 'href="tel:4505550123"' in shown
    assert "dites-lui le jour et l’heure" in shown
    assert "elle n’a pas d’adresse : à joindre par téléphone" in shown
    assert "Rencontre réservée pour la personne : Découvrabilité" in shown
    taken = page(client, booking, slot_id=slots[1]["id"], theme=THEME, needs="")
    assert taken.status_code == 303, "the same hour again is the same booking"


def test_who_may_be_known_already_is_asked_about_before_anything_is_saved(client: Client) -> None:
    person = page(client, CALLING, **FORM).location.split("/")[3]
    client.drain()
    alike: list[dict[str, Any]] = [
        {"phone": "(450) 555 0123", "given_name": "Paul", "family_name": ""},
        {"phone": "514 555-0100", "given_name": "Roze", "family_name": "Exampl"},
    ]
    for changes in alike:
        asked = page(client, CALLING, **{**FORM, **changes})
        assert asked.status_code == 200
        assert "Est-ce quelqu’un d’inscrit?" in asked.text
        assert f"/equipe/personnes/{person}/reserver" in asked.text
    other = page(client, CALLING, **{**FORM, **alike[0], "quand_meme": "oui"})
    assert other.status_code == 303
    assert (
        page(client, CALLING, **{**FORM, **alike[1], "family_name": "Tremblay"}).status_code == 303
    )


def test_a_known_address_is_not_registered_again(client: Client) -> None:
    client.register("ana@example.org")
    asked = page(client, CALLING, **{**FORM, "email": "ana@example.org", "quand_meme": "oui"})
    assert "Cette adresse est déjà inscrite" in asked.text
    assert "Ana Exemple" in asked.text
    assert "Inscrire, puis choisir l’heure" in asked.text, "the address can be corrected"
    assert 'value="oui"' not in asked.text.partition('id="question-connue"')[2].partition("<h2")[0]


def test_errors_stand_beside_their_fields(client: Client) -> None:
    shown = page(client, CALLING, given_name="", phone="", themes="")
    assert shown.status_code == 422
    assert 'id="erreur-given-name"' in shown.text
    assert 'id="erreur-consents-program"' in shown.text
    shown = page(client, CALLING, **{**FORM, "phone": ""})
    assert shown.status_code == 422
    assert 'id="erreur-phone"' in shown.text


def test_a_form_corrects_a_person_and_leaves_the_rest(client: Client) -> None:
    person = registered(client)
    form = page(client, f"/equipe/personnes/{person}/corriger").text
    assert 'value="450 555-0123"' in form
    sent = {"given_name": "Rose", "family_name": "Autre", "phone": "450 555-0123", "email": ""}
    answer = page(client, f"/equipe/personnes/{person}/corriger", **sent)
    assert answer.location.endswith("?fait=correction"), answer.text
    profile = file(client, person)["profile"]
    assert (profile["family_name"], profile["maturity_level"]) == ("Autre", "emergent")
    assert profile["themes"] == [THEME]
    wrong = page(client, f"/equipe/personnes/{person}/corriger", **{**sent, "email": "rose@"})
    assert wrong.status_code == 422
    assert 'id="erreur-email"' in wrong.text


def test_another_adviser_opens_no_page_of_hers(client: Client) -> None:
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    person = registered(client)
    for path in ("", "/corriger", "/reserver"):
        assert page(client, f"/equipe/personnes/{person}{path}", OTHER).status_code == 403


def test_every_page_and_file_holds_for_who_has_no_address(
    client: Client, slots: list[dict[str, Any]]
) -> None:
    person = registered(client)
    booking = booked(client, person, slots[0]).get_json()
    session = f"/equipe/rencontres/{booking['id']}"
    pages = [
        session,
        f"{session}/annuler",
        f"{session}/adresse",
        f"/equipe/personnes/{person}/courriels",
        "/equipe",
        "/equipe/semaine?semaine=2027-03-10",
        "/equipe/personnes?q=rose",
        "/equipe/consentements",
        "/equipe/consentements.csv",
    ]
    shown = {path: page(client, path, ADMIN) for path in pages}
    assert {path: answer.status_code for path, answer in shown.items()} == dict.fromkeys(pages, 200)
    for path, answer in shown.items():
        assert 'href="mailto:"' not in answer.text, path
        assert "None" not in answer.text, path
    assert f'href="/equipe/personnes/{person}"' in shown[session].text
    assert "préparer le document" in shown[session].text
    client.move_to("2027-03-10T10:30:00-05:00")
    client.hold(booking, notes="Bravo")
    client.drain()
    client.advance("PT10M")
    found = file(client, person)
    assert [each["title"] for each in found["documents"]]
    report = ask(client, "GET", "/api/v1/staff/report?edition=2026-2027", who=ADMIN).get_json()
    assert report["accompaniments"]["total"] == 1
    assert report["people"]["total"] == 1
    agenda = ask(client, "GET", "/api/v1/staff/agenda?from=2027-03-10&to=2027-03-11").get_json()
    assert [each["participant"]["email"] for each in agenda["sessions"]] == [""]
    assert not [mail for mail in client.system.mailbox.mails if mail.to in ("", "None")]


def test_who_came_to_events_alone_joins_at_the_telephone(client: Client) -> None:
    events = EventClient(client.system)
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
    events.guest(events.create(), "gaelle@example.org")
    client.drain()
    (found,) = ask(client, "GET", f"{PEOPLE}?q=gaelle@example.org", who=ADMIN).get_json()["people"]
    person = found["id"]
    refused = booked(client, person, slots[0])
    assert (refused.status_code, refused.get_json()["code"]) == (409, "profile_needed")
    where = f"/equipe/personnes/{person}/reserver"
    assert "D’abord, joindre le programme" in page(client, f"{where}?theme={THEME}").text
    hour = {"slot_id": slots[0]["id"], "theme": THEME, "joining": "oui"}
    wrong = page(client, where, **hour, kind="individual")
    assert wrong.status_code == 422
    assert 'id="erreur-consents-program"' in wrong.text
    agreed = {**hour, "kind": "individual", "maturity_level": "emergent", "consents": "program"}
    assert page(client, where, **agreed).status_code == 303
    told = file(client, person)
    assert told["profile"]["maturity_level"] == "emergent"
    assert [each["theme"] for each in told["sessions"]] == [THEME]
    of_programme = [each for each in told["consent_history"] if each["purpose"] == "program"]
    assert [(each["source"], each["pending"]) for each in of_programme] == [("team", True)]

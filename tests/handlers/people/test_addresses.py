"""An address that was mistyped: asked about, shown, corrected by its person or by the team."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.support.driver import THEME, Client, token_in
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

FORM = {
    "given_name": "Marie",
    "family_name": "L’Heureux",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": THEME,
    "needs": "Une question",
    "consents": "program",
}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def hidden(page: TestResponse, action: str) -> dict[str, str]:
    """The hidden fields of a form."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page.text, re.DOTALL)
    assert form is not None, page.text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def registered(client: EventClient, address: str, **data: Any) -> TestResponse:
    return client.http.post("/inscription", data={**FORM, "email": address, **data})


def test_a_slip_is_asked_about_and_the_proposal_is_taken(client: EventClient) -> None:
    page = registered(client, "marie1@gmial.com")
    assert page.status_code == 200
    assert "Vouliez-vous dire marie1@gmail.com?" in page.text
    assert "Une question" in page.text
    fields = hidden(page, "/inscription")
    client.advance("PT2S")  # to read it
    taken = registered(client, "marie1@gmial.com", **fields, email_meant="marie1@gmail.com")
    assert taken.status_code == 303
    client.drain()
    assert client.kinds("marie1@gmail.com") == ["registration"]
    assert client.kinds("marie1@gmial.com") == []


def test_a_slip_that_is_none_goes_on_and_another_is_asked_about(client: EventClient) -> None:
    fields = hidden(registered(client, "marie2@gmial.com"), "/inscription")
    client.advance("PT2S")  # to read it
    assert registered(client, "marie2@gmail.con", **fields).status_code == 200
    assert registered(client, "marie2@gmial.com", **fields).status_code == 303
    client.drain()
    assert client.kinds("marie2@gmial.com") == ["registration"]


def test_a_slip_on_an_event_s_form_is_asked_about_too(client: EventClient) -> None:
    path = f"/evenements/{client.create(public=True)['id']}"
    guest = {"mode": "online", "given_name": "Marie", "family_name": "", "consents": "program"}
    form = {**guest, "email": "marie3@videotron.com"}
    page = client.http.post(path, data=form)
    assert page.status_code == 200
    assert "Vouliez-vous dire marie3@videotron.ca?" in page.text
    client.advance("PT2S")  # to read it
    assert client.http.post(path, data={**form, **hidden(page, path)}).status_code == 303
    client.http.set_cookie("brigade_equipe", client.staff())
    by_hand = client.http.post(f"/equipe{path}/inscriptions", data=form)
    assert "Vouliez-vous dire marie3@videotron.ca?" in by_hand.text


def corrected(client: EventClient, address: str) -> TestResponse:
    return client.http.post("/inscription/adresse", data={"email": address})


def test_the_page_after_registration_shows_the_address_and_corrects_it(client: EventClient) -> None:
    registered(client, "marie4@exemple.example")
    assert "marie4@exemple.example" in client.http.get("/inscription/merci").text
    client.drain()
    lost = client.token_for("marie4@exemple.example")
    assert corrected(client, "marie4@example.org").status_code == 303
    assert "marie4@example.org" in client.http.get("/inscription/merci").text
    client.drain()
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    profile = client.me(client.token_for("marie4@example.org"))["profile"]
    assert (profile["email"], profile["needs"]) == ("marie4@example.org", "Une question")
    client.advance("PT7H")
    registered(client, "marie4@exemple.example", given_name="Une autre")
    client.drain()
    assert client.kinds("marie4@exemple.example") == ["registration"] * 2


def test_an_address_is_corrected_again_and_nothing_stays_behind(client: EventClient) -> None:
    registered(client, "marie15@exemple.example")
    lost = []
    for address in (
        "marie15@autre.example",
        "marie15@autre.exemple.example",
        "marie15@example.org",
    ):
        client.drain()
        corrected(client, address)
        client.drain()
        lost.append(client.token_for(address))
    *lost, mine = lost
    assert [client.call("GET", "/api/v1/me", token=each).status_code for each in lost] == [401, 401]
    assert client.me(mine)["profile"]["email"] == "marie15@example.org"


def test_the_same_address_again_is_no_correction(client: EventClient) -> None:
    registered(client, "marie16@exemple.example")
    client.drain()
    lost = client.token_for("marie16@exemple.example")
    client.advance("PT5M")
    assert corrected(client, "marie16@exemple.example").status_code == 303
    assert corrected(client, "marie16@example.org").status_code == 303
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401


def test_a_correction_tells_nobody_which_addresses_are_known(client: EventClient) -> None:
    """Whoever has the mistyped address, or the right one, the answers and the mails are alike."""
    victim = client.register("victime@example.org", given_name="Ana")
    answers = []
    for number, mistyped in enumerate(("victime@example.org", "personne@example.org")):
        registered(client, mistyped)
        answers.append(corrected(client, f"moi{number}@example.org"))
        client.drain()
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [
        (303, "/inscription/merci")
    ] * 2
    mine = [client.me(client.token_for(f"moi{n}@example.org")) for n in (0, 1)]
    assert [m["profile"] | {"email": ""} for m in mine] == [mine[0]["profile"] | {"email": ""}] * 2
    assert [client.kinds(f"moi{n}@example.org") for n in (0, 1)] == [["registration"]] * 2
    assert client.me(victim)["profile"]["given_name"] == "Ana"
    registered(client, "autre@example.org")
    client.drain()
    lost = client.token_for("autre@example.org")
    assert corrected(client, "victime@example.org").status_code == 303
    client.drain()
    assert client.me(victim)["profile"]["given_name"] == "Ana"
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401


def test_a_guest_of_an_event_is_not_carried_off_by_a_stranger_s_correction(
    client: EventClient,
) -> None:
    event = client.create(public=True)
    client.guest(event, "gaelle@example.org")
    client.advance("PT1M")
    name = {"given_name": "Gaëlle", "family_name": "Exemple"}
    registered(client, "gaelle@example.org", **name)
    assert corrected(client, "voleur@example.org").status_code == 303
    client.drain()
    token = client.token_for("voleur@example.org")
    assert client.me(token)["event_registrations"] == []
    assert client.token_for("gaelle@example.org", "event_confirmed") != token


def test_a_correction_is_checked_and_asked_about_like_the_form(client: EventClient) -> None:
    registered(client, "marie5@exemple.example")
    wrong = corrected(client, "marie5")
    assert wrong.status_code == 422
    assert "n’est pas valide" in wrong.text
    assert "marie5@gmail.com?" in corrected(client, "marie5@gmial.com").text
    client.http.delete_cookie("brigade_inscription", path="/inscription")
    lost = corrected(client, "marie5@example.org")
    assert lost.headers["Location"] == "/inscription"


def test_the_team_corrects_an_address_and_no_earlier_link_works(client: EventClient) -> None:
    slot = client.open_day("2027-03-16T09:00:00-04:00", "2027-03-16T10:00:00-04:00")[0]
    lost = client.register("marie6@exemple.example")
    booking = client.book(lost, slot)
    client.register("prise@example.org")
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/rencontres/{booking['id']}"
    assert f'href="{page}/adresse"' in client.http.get(page).text
    assert "marie6@exemple.example" in client.http.get(f"{page}/adresse").text

    def typed(address: str) -> TestResponse:
        return client.http.post(f"{page}/adresse", data={"email": address})

    assert "n’est pas valide" in typed("marie6").text
    assert "marie6@gmail.com?" in typed("marie6@gmial.com").text
    assert "a déjà cette adresse" in typed("prise@example.org").text
    assert typed("marie6@example.org").status_code == 303
    assert "corrigée" in client.http.get(f"{page}?fait=adresse").text
    client.drain()
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    mine = client.me(client.token_for("marie6@example.org", "personal_link"))
    assert [each["id"] for each in mine["sessions"]] == [booking["id"]]
    client.http.post("/mon-espace/lien", data={"email": "marie6@exemple.example"})
    client.drain()
    assert "personal_link" not in client.kinds("marie6@exemple.example")


def proof(client: EventClient, address: str) -> str:
    return token_in(client.mails("address_proof", address)[-1])


def test_a_person_proves_a_new_address_and_the_one_before_is_told(client: EventClient) -> None:
    lost = client.register("marie7@example.org")
    client.http.get(f"/mon-espace?jeton={lost}")
    assert 'href="/mon-espace/adresse"' in client.http.get("/mon-espace/profil").text
    asked = client.http.post("/mon-espace/adresse", data={"email": "marie7@gmial.com"})
    assert "marie7@gmail.com?" in asked.text
    page = client.http.post("/mon-espace/adresse", data={"email": "nouvelle7@example.org"})
    assert "nouvelle7@example.org" in page.text
    client.drain()
    assert client.me(lost)["profile"]["email"] == "marie7@example.org"
    token = proof(client, "nouvelle7@example.org")
    path = "/mon-espace/adresse/confirmer"
    assert "nouvelle7@example.org" in client.http.get(f"{path}?jeton={token}").text
    assert client.me(lost)["profile"]["email"] == "marie7@example.org", "opening changes nothing"
    done = client.http.post(path, data={"jeton": token})
    assert done.headers["Location"] == "/mon-espace?fait=adresse"
    assert "Votre adresse est changée" in client.http.get("/mon-espace?fait=adresse").text
    client.drain()
    assert client.kinds("marie7@example.org")[-1] == "address_changed"
    assert client.call("GET", "/api/v1/me", token=lost).status_code == 401
    assert client.http.post(path, data={"jeton": token}).status_code == 401, "once"
    client.advance("PT61M")
    client.http.post("/mon-espace/lien", data={"email": "nouvelle7@example.org"})
    client.drain()
    mine = client.me(client.token_for("nouvelle7@example.org", "personal_link"))
    assert mine["profile"]["email"] == "nouvelle7@example.org"


def test_the_button_of_a_proof_tapped_twice_changes_the_address_once(client: EventClient) -> None:
    client.http.get(f"/mon-espace?jeton={client.register('marie17@example.org')}")
    client.http.post("/mon-espace/adresse", data={"email": "nouvelle17@example.org"})
    client.drain()
    path, phone = "/mon-espace/adresse/confirmer", Client(client.system).http
    token = proof(client, "nouvelle17@example.org")
    form = hidden(phone.get(f"{path}?jeton={token}"), path)
    answers = [phone.post(path, data=form) for _ in range(2)]
    assert [(a.status_code, a.headers.get("Location")) for a in answers] == [
        (303, "/mon-espace?fait=adresse")
    ] * 2
    assert "Set-Cookie" not in answers[1].headers, "a token opens one session"
    client.drain()
    assert client.kinds("marie17@example.org").count("address_changed") == 1
    phone.post("/mon-espace/liens")
    assert Client(client.system).http.post(path, data=form).status_code == 401


def test_asking_for_an_address_tells_nobody_whether_it_is_taken(client: EventClient) -> None:
    client.register("prise8@example.org")
    client.advance("PT7H")
    client.http.get(f"/mon-espace?jeton={client.register('marie8@example.org')}")
    answers = [
        client.http.post("/mon-espace/adresse", data={"email": f"{name}8@example.org"}).text
        for name in ("prise", "libre", "prise")
    ]
    assert len({each.replace("libre8", "prise8") for each in answers}) == 1
    client.drain()
    assert client.kinds("prise8@example.org").count("address_proof") == 1
    token = proof(client, "prise8@example.org")
    refused = client.http.post("/mon-espace/adresse/confirmer", data={"jeton": token})
    assert refused.status_code == 409
    assert client.me(client.token_for("prise8@example.org"))["profile"]["given_name"] == "Ana"


def test_a_bounce_of_a_new_address_does_not_close_the_present_one(client: EventClient) -> None:
    token = client.register("marie9@example.org")
    client.http.get(f"/mon-espace?jeton={token}")
    client.http.post("/mon-espace/adresse", data={"email": "bounce@simulator.amazonses.com"})
    client.drain()
    client.advance("PT61M")
    client.http.post("/mon-espace/lien", data={"email": "marie9@example.org"})
    client.drain()
    assert client.kinds("marie9@example.org")[-1] == "personal_link"


def test_by_the_api_a_new_address_takes_effect_once_it_is_proven(client: EventClient) -> None:
    token = client.register("ana-api@example.org")
    asked = client.call("PATCH", "/api/v1/me", {"email": "ana-new@example.org"}, token)
    assert asked.status_code == 200
    assert asked.get_json()["profile"]["email"] == "ana-api@example.org"
    client.drain()
    proof = token_in(client.mails("address_proof", "ana-new@example.org")[-1])
    assert (
        client.http.post("/mon-espace/adresse/confirmer", data={"jeton": proof}).status_code == 303
    )
    client.drain()
    assert client.kinds("ana-api@example.org")[-1] == "address_changed"
    wrong = client.call("PATCH", "/api/v1/me", {"email": "ana"}, client.register("bo@example.org"))
    assert wrong.get_json()["errors"][0]["field"] == "email"


def test_the_address_one_has_is_not_proven_once_more(client: EventClient) -> None:
    token = client.register("cy-api@example.org")
    client.call("PATCH", "/api/v1/me", {"email": "CY-api@example.org", "role": "Autrice"}, token)
    client.drain()
    assert client.kinds("cy-api@example.org") == ["registration"]
    assert client.me(token)["profile"]["role"] == "Autrice"

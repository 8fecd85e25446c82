"""What people agreed to stays theirs, to read and to withdraw, once nobody asks for it any more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from tests.support.driver import THEME, Client, whose

BOX = 'name="consents" value="newsletter"'
AGREED = {"program": True, "newsletter": True, "community": True}


@pytest.fixture
def no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Ask for a consent no more."""

    def ask_no_more(purpose: str) -> None:
        before = wiring.programme()
        left = tuple(each for each in before.consents if each.purpose != purpose)
        without = replace(before, consents=left)
        monkeypatch.setattr(wiring, "programme", lambda: without)
        monkeypatch.setitem(wiring.PROVIDERS, "programme", lambda: without)
        wiring.templates.cache_clear()

    return ask_no_more


def newsletters(told: Any) -> list[bool]:
    return [each["granted"] for each in told if each["purpose"] == "newsletter"]


def test_it_is_read_exported_and_shown_and_what_is_saved_goes_on(
    client: Client, no_more: Callable[[str], None]
) -> None:
    token = client.register(consents=AGREED)
    assert client.me(token)["consents"]["newsletter"]
    no_more("newsletter")
    assert "newsletter" not in client.me(token)["consents"]

    parts = client.call("GET", "/api/v1/me/export", token=token).get_json()["parts"]
    exported = [each for part in parts if part["part"] == "consents" for each in part["records"]]
    assert True in newsletters(exported)
    client.enter(token)
    assert "Recevoir l’infolettre" in client.http.get("/mon-espace/mes-donnees").text
    assert BOX not in client.http.get("/inscription").text

    saved = client.call(
        "PATCH", "/api/v1/me", {"role": "Régie", "consents": {"community": False}}, token
    )
    assert saved.status_code == 200, saved.text
    assert saved.get_json()["consents"]["community"] is False
    history = client.call(
        "GET", f"/api/v1/staff/people/{whose(token)}", token=client.staff("equipe@example.org")
    )
    assert True in newsletters(history.get_json()["consent_history"])


FORM = {
    "given_name": "Ana",
    "family_name": "Exemple",
    "kind": "individual",
    "maturity_level": "emergent",
    "themes": THEME,
}


def test_it_is_withdrawn_by_its_box_in_its_own_words(
    client: Client, no_more: Callable[[str], None]
) -> None:
    token = client.register(consents=AGREED)
    words = next(e.text for e in wiring.programme().consents if e.purpose == "newsletter")
    no_more("newsletter")
    client.enter(token)
    page = client.http.get("/mon-espace/profil").text
    assert f"{BOX} checked" in page
    assert "Nous ne demandons plus cet accord" in page

    kept = client.http.post("/mon-espace/profil", data={**FORM, "consents": ["newsletter"]})
    assert kept.status_code == 303, kept.text
    assert newsletters(history_of(client, token)) == [True]

    client.http.post("/mon-espace/profil", data=FORM)
    told = [each for each in history_of(client, token) if each["purpose"] == "newsletter"]
    assert {each["granted"] for each in told} == {True, False}
    assert {each["text"] for each in told} == {words}
    assert BOX not in client.http.get("/mon-espace/profil").text


def test_nobody_withdraws_by_it_what_they_never_agreed_to(
    client: Client, no_more: Callable[[str], None]
) -> None:
    token = client.register(consents={"program": True})
    no_more("newsletter")
    client.enter(token)
    assert BOX not in client.http.get("/mon-espace/profil").text
    client.http.post("/mon-espace/profil", data={**FORM, "consents": ["newsletter"]})
    assert True not in newsletters(history_of(client, token))


def history_of(client: Client, token: str) -> Any:
    path = f"/api/v1/staff/people/{whose(token)}"
    told = client.call("GET", path, token=client.staff("equipe@example.org")).get_json()
    return told["consent_history"]


def test_a_region_that_asks_for_one_alone_speaks_of_no_others(
    client: Client, no_more: Callable[[str], None]
) -> None:
    token = client.register()
    link = wiring.links().token(Purpose.UNSUBSCRIBE, whose(token), 0, wiring.now())
    unsubscribing = f"/desabonnement?jeton={link}"
    assert "nos invitations et l’infolettre" in client.http.get(unsubscribing).text
    for text in wiring.programme().consents:
        if not text.required:
            no_more(text.purpose)
    assert "infolettre" not in client.http.get(unsubscribing).text
    assert "Chaque accord est distinct" not in client.http.get("/inscription").text
    assert "accords facultatifs" not in client.http.get("/confidentialite").text
    client.enter(token)
    assert "Cochez ou décochez librement" not in client.http.get("/mon-espace/profil").text
    client.http.set_cookie("brigade_equipe", client.staff(), domain="localhost")
    assert "Autres accords" not in client.http.get("/equipe/inscrire").text


COMMUNITY = 'name="consents" value="community"'


def test_nobody_is_asked_for_a_community_that_an_admin_ended(client: Client) -> None:
    token = client.register(consents={"program": True, "community": True})
    admin = client.staff("equipe@example.org")
    ended = client.call("PATCH", "/api/v1/staff/settings", {"values": {"community_url": ""}}, admin)
    assert ended.status_code == 200, ended.text
    assert COMMUNITY not in client.http.get("/inscription").text
    assert "dans la communauté en ligne" not in client.http.get("/confidentialite").text
    client.enter(token)
    assert f"{COMMUNITY} checked" in client.http.get("/mon-espace/profil").text
    client.http.post("/mon-espace/profil", data=FORM)
    assert client.me(token)["consents"]["community"] is False

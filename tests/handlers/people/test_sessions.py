"""Sessions: opened by a link, the team's once; ended everywhere; nobody else's unasked."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import Client as WsgiClient

from infra.local.system import STAFF, System
from tests.handlers.http.test_bad_input import nothing_changes
from tests.support.driver import Client

ADVISER, ADMIN = STAFF[1][0], STAFF[0][0]


@pytest.fixture
def client(system: System) -> Client:
    return Client(system)


def browser(client: Client) -> WsgiClient:
    return WsgiClient(client.http.application)


def holding(client: Client, name: str, value: str) -> Callable[[str], int]:
    """Return what asks for a page with a copy of a session's cookie, and gives the status."""
    copy = WsgiClient(client.http.application, use_cookies=False)
    return lambda path: copy.get(path, headers={"Cookie": f"{name}={value}"}).status_code


def cookie(held: WsgiClient, name: str) -> str:
    found = held.get_cookie(name)
    assert found is not None
    return found.value


def asked(client: Client, address: str = ADVISER) -> str:
    """Ask for a sign-in link, and return its token."""
    client.advance("PT21M")  # not so often that no mail leaves
    browser(client).post("/equipe/lien", data={"email": address})
    client.drain()
    return client.token_for(address, "staff_sign_in")


def form(held: WsgiClient, token: str) -> dict[str, str]:
    page = held.get(f"/equipe/connexion?jeton={token}").text
    return dict(re.findall(r'name="(jeton|cle)" value="([^"]+)"', page))


def enter(held: WsgiClient, fields: dict[str, str]) -> Any:
    return held.post("/equipe/connexion", data=fields)


def test_a_sign_in_link_lets_in_once_and_its_second_use_says_so(client: Client) -> None:
    token = asked(client)
    first, second = browser(client), browser(client)
    before = form(second, token)
    assert enter(first, form(first, token)).status_code == 303
    assert first.get("/equipe").status_code == 200
    with nothing_changes(client):
        for again in (enter(second, before), second.get(f"/equipe/connexion?jeton={token}")):
            assert again.status_code == 401
            assert "Ce lien a déjà servi" in again.text
            assert 'action="/equipe/lien"' in again.text, "no way to a new one"
            assert "Set-Cookie" not in again.headers
    assert second.get("/equipe").status_code == 401


def test_after_a_link_was_used_another_may_be_asked_for_at_once(client: Client) -> None:
    first = browser(client)
    enter(first, form(first, asked(client)))
    assert enter(first, form(first, asked(client))).status_code == 303


def test_who_waits_for_a_sign_in_link_is_told_how_long(client: Client) -> None:
    """As long as no other one leaves: three an hour, of which two at once."""
    page = client.http.post("/equipe/lien", data={"email": "equipe@example.org"})
    assert "Nous en envoyons 3 par heure au plus. Attendez 20\N{NO-BREAK SPACE}minutes" in page.text


def test_an_older_link_ends_with_the_newer_one_that_was_used(client: Client) -> None:
    older = asked(client)
    client.advance("PT6M")
    newer = asked(client)
    assert enter(browser(client), form(browser(client), newer)).status_code == 303
    assert enter(browser(client), {"jeton": older}).status_code == 401


def test_a_double_tap_lets_in_and_somebody_else_s_tap_does_not(client: Client) -> None:
    held = browser(client)
    fields = form(held, asked(client))
    assert [enter(held, fields).status_code for _ in range(2)] == [303, 303]
    assert enter(browser(client), {**fields, "cle": "f" * 32}).status_code == 401
    client.advance("PT3M")
    assert enter(browser(client), fields).status_code == 401, "the form is a link for ever"


def test_opening_a_sign_in_link_changes_nothing(client: Client) -> None:
    token = asked(client)
    with nothing_changes(client):
        for _ in range(2):
            assert browser(client).get(f"/equipe/connexion?jeton={token}").status_code == 200


def test_who_signs_out_of_the_team_is_out_everywhere_and_others_are_not(client: Client) -> None:
    one, two, other = browser(client), browser(client), browser(client)
    for held, address in ((one, ADVISER), (two, ADVISER), (other, ADMIN)):
        enter(held, form(held, asked(client, address)))
    copy = holding(client, "brigade_equipe", cookie(one, "brigade_equipe"))
    bearer = cookie(one, "brigade_equipe")
    assert copy("/equipe") == 200
    assert client.call("GET", "/api/v1/staff/agenda", token=bearer).status_code == 200
    assert one.post("/equipe/quitter", data=b"").status_code == 303
    assert copy("/equipe") == 401
    assert client.call("GET", "/api/v1/staff/agenda", token=bearer).status_code == 401
    assert two.get("/equipe").status_code == 401
    assert other.get("/equipe").status_code == 200
    enter(one, form(one, asked(client)))
    assert one.get("/equipe").status_code == 200


def test_who_leaves_their_space_is_out_everywhere_and_their_link_still_works(
    client: Client,
) -> None:
    link, held = client.register(), browser(client)
    held.get(f"/mon-espace?jeton={link}")
    value = cookie(held, "brigade_espace")
    copy = holding(client, "brigade_espace", value)
    assert copy("/mon-espace") == 200
    assert held.post("/mon-espace/quitter", data=b"").status_code == 303
    assert (copy("/mon-espace"), copy("/mon-espace/profil")) == (401, 401)
    problem = client.call("GET", "/api/v1/me", token=value)
    assert (problem.status_code, problem.get_json()["code"]) == (401, "session_ended")
    assert client.call("GET", "/api/v1/me", token=link).status_code == 200
    held.get(f"/mon-espace?jeton={link}")
    assert held.get("/mon-espace").status_code == 200


def test_leaving_twice_or_with_a_session_that_is_over_changes_nothing(client: Client) -> None:
    held = browser(client)
    held.get(f"/mon-espace?jeton={client.register()}")
    value = cookie(held, "brigade_espace")
    held.post("/mon-espace/quitter", data=b"")
    copy = WsgiClient(client.http.application, use_cookies=False)
    with nothing_changes(client):
        headers = {"Cookie": f"brigade_espace={value}"}
        assert copy.post("/mon-espace/quitter", data=b"", headers=headers).status_code == 303


@pytest.fixture
def in_ana_s(client: Client) -> WsgiClient:
    """A browser in Ana's space."""
    held = browser(client)
    held.get(f"/mon-espace?jeton={client.register()}")
    return held


def test_somebody_else_s_link_asks_before_it_opens_their_space(
    client: Client, in_ana_s: WsgiClient
) -> None:
    token = client.register("bo@example.org", given_name="Bo")
    with nothing_changes(client):
        page = in_ana_s.get(f"/mon-espace?jeton={token}")
    assert page.status_code == 200
    assert "Vous êtes dans l’espace de Ana" in page.text
    assert "celui de Bo" in page.text
    assert "example.org" not in re.sub(r"<footer.*", "", page.text, flags=re.DOTALL)
    assert "brigade_espace" not in "".join(page.headers.getlist("Set-Cookie"))
    assert "Bonjour Ana" in in_ana_s.get("/mon-espace").text
    answer = in_ana_s.post("/mon-espace", data={"jeton": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mon-espace")
    assert "Bonjour Bo" in in_ana_s.get("/mon-espace").text


def test_one_s_own_link_and_one_after_leaving_open_at_once(
    client: Client, in_ana_s: WsgiClient
) -> None:
    own = client.token_for("ana@example.org")
    assert in_ana_s.get(f"/mon-espace?jeton={own}").status_code == 303
    token = client.register("bo@example.org")
    client.advance("PT5H")
    assert in_ana_s.get(f"/mon-espace?jeton={token}").status_code == 303, "Ana's session was over"


def test_a_colleague_s_sign_in_link_says_whose_session_is_open(client: Client) -> None:
    held = browser(client)
    enter(held, form(held, asked(client)))
    page = held.get(f"/equipe/connexion?jeton={asked(client, ADMIN)}").text
    assert f"L’agenda de {STAFF[1][1]}" in page
    assert "Ce bouton ouvrira le vôtre" in page


def test_the_proof_of_an_address_says_that_another_space_is_open(
    client: Client, in_ana_s: WsgiClient
) -> None:
    token = client.register("bo@example.org")
    client.call("PATCH", "/api/v1/me", {"email": "neuve@example.org"}, token)
    theirs = browser(client)
    theirs.get(f"/mon-espace?jeton={token}")
    theirs.post("/mon-espace/adresse", data={"email": "neuve@example.org"})
    client.drain()
    proof = client.token_for("neuve@example.org", "address_proof")
    where = f"/mon-espace/adresse/confirmer?jeton={proof}"
    assert "L’espace d’une autre personne" in in_ana_s.get(where).text
    assert "L’espace d’une autre personne" not in theirs.get(where).text


CROSS = ({"Origin": "https://elsewhere.example.org"}, {"Sec-Fetch-Site": "cross-site"})


@pytest.mark.parametrize("headers", CROSS, ids=str)
def test_no_other_site_s_page_asks_anything_of_us(client: Client, headers: dict[str, str]) -> None:
    """With no cookie at all: what needs none is nobody's to send in a visitor's name."""
    token = asked(client)
    with nothing_changes(client):
        for path, fields in {
            "/equipe/connexion": {"jeton": token},
            "/equipe/lien": {"email": ADMIN},
            "/inscription": {"email": "zoe@example.org"},
            "/mon-espace/lien": {"email": "ana@example.org"},
            "/equipe/quitter": {"x": "x"},
        }.items():
            answer = browser(client).post(path, data=fields, headers=headers)
            assert answer.status_code == 403, path
        body = {"email": "zoe@example.org"}
        assert client.call("POST", "/api/v1/registrations", body, **headers).status_code == 403


@pytest.mark.parametrize("headers", CROSS, ids=str)
def test_a_mail_program_unsubscribes_from_anywhere_and_a_page_does_not(
    client: Client, headers: dict[str, str]
) -> None:
    from chalicelib import wiring
    from chalicelib.adapters.links import Purpose

    person = client.register()
    subject, epoch = wiring.links().read(Purpose.PERSONAL, person, wiring.now())
    where = "/desabonnement?jeton=" + wiring.links().token(
        Purpose.UNSUBSCRIBE, subject, epoch, wiring.now()
    )
    kind = "application/x-www-form-urlencoded"
    out = browser(client)
    page = out.post(
        f"{where}&retour=oui", data=urlencode({"x": "x"}), content_type=kind, headers=headers
    )
    assert page.status_code == 403
    one_click = urlencode({"List-Unsubscribe": "One-Click"})
    assert out.post(where, data=one_click, content_type=kind, headers=headers).status_code == 200

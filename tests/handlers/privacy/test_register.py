"""What people ask of what is held about them: taken, confirmed by mail, answered in time."""

import io
import re
import zipfile

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.privacy_requests import PrivacyRequest
from infra.driving import link_in, token_of
from infra.local.system import System
from tests.support.driver import text_of
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for("module", blank_pages=True)

PAGE = "/equipe/demandes"
IN_CHARGE = "vie-privee@example.org"


@pytest.fixture
def client(system: System) -> EventClient:
    made = EventClient(system)
    made.http.set_cookie("brigade_equipe", made.staff("equipe@example.org"))
    return made


def taken(client: EventClient, address: str, **changes: str) -> PrivacyRequest:
    """A request that the team has just written down."""
    client.advance("PT1S")  # each has its own time, in which they are listed
    form = {"kind": "access", "channel": "telephone", "email": address, "who": "Jo"} | changes
    answer = client.http.post(PAGE, data=form)
    assert answer.status_code == 303, answer.text
    client.drain()
    return wiring.store().privacy_requests()[0]


def answered(client: EventClient, request: PrivacyRequest, granted: str = "oui") -> TestResponse:
    form = {"granted": granted, "outcome": "Copie remise."}
    return client.http.post(f"{PAGE}/{request.id}", data=form)


def now_of(request: PrivacyRequest) -> PrivacyRequest:
    held = wiring.store().one(PrivacyRequest, request.id)
    assert held is not None
    return held


def identity_token(client: EventClient, address: str) -> str:
    return token_of(link_in(text_of(client.mails("privacy_identity", address)[-1])))


def test_who_telephones_is_asked_by_mail_whether_it_is_them(client: EventClient) -> None:
    client.register("jo1@example.org")
    request = taken(client, "JO1@example.org")
    assert (request.due_at - request.asked_at).days == 30
    assert client.kinds("jo1@example.org")[-1] == "privacy_identity"
    assert answered(client, request).status_code == 409
    assert now_of(request).open
    token = identity_token(client, "jo1@example.org")
    before = now_of(request)
    assert "Oui, c’est moi" in client.http.get(f"/demande?jeton={token}").text
    assert now_of(request) == before
    client.http.post("/demande", data={"jeton": token, "reponse": "oui"})
    assert "c’est noté" in client.http.get(f"/demande?jeton={token}").text
    assert answered(client, request).status_code == 303
    closed = now_of(request)
    assert (closed.state.value, closed.outcome) == ("done", "Copie remise.")
    assert answered(client, request).status_code == 409


def test_who_says_that_it_is_not_them_closes_the_request(client: EventClient) -> None:
    client.register("jo2@example.org")
    request = taken(client, "jo2@example.org", kind="erasure")
    token = identity_token(client, "jo2@example.org")
    client.http.post("/demande", data={"jeton": token, "reponse": "non"})
    assert now_of(request).state.value == "refused"
    assert "La demande est fermée" in client.http.get(f"/demande?jeton={token}").text


def test_an_address_that_nobody_has_gets_no_mail(client: EventClient) -> None:
    request = taken(client, "inconnue@example.org")
    assert (request.person_id, request.who) == ("", "Jo (inconnue@example.org)")
    assert client.kinds("inconnue@example.org") == []
    assert answered(client, request, "non").status_code == 303


def test_the_person_in_charge_is_reminded_twice_of_what_waits(client: EventClient) -> None:
    for other in [each for each in wiring.store().privacy_requests() if each.open]:
        answered(client, other, "non")
    request = taken(client, "inconnue2@example.org")
    before = len(client.kinds(IN_CHARGE))
    client.advance("P9D")
    assert len(client.kinds(IN_CHARGE)) == before
    client.advance("P2D")
    assert client.kinds(IN_CHARGE)[before:] == ["privacy_waiting"]
    assert f"{PAGE}/{request.id}" in text_of(client.mails("privacy_waiting", IN_CHARGE)[-1])
    client.advance("P15D")
    assert client.kinds(IN_CHARGE)[before:] == ["privacy_waiting"] * 2
    answered(client, request)
    client.advance("P30D")
    assert len(client.kinds(IN_CHARGE)) == before + 2


def test_the_page_says_who_waits_and_for_how_long(client: EventClient) -> None:
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    client.register("jo3@example.org", given_name="Joséphine")
    taken(client, "jo3@example.org", kind="correction")
    page = client.http.get(PAGE).text
    assert "Joséphine" in page
    assert "30 jours" in page
    wrong = client.http.post(PAGE, data={"kind": "access", "channel": "written", "email": "x"})
    assert wrong.status_code == 422


def test_a_copy_is_sent_where_the_person_wants_it_and_is_written_down(client: EventClient) -> None:
    mine = client.register("jo4@example.org", given_name="Jocelyne")
    client.http.get(f"/mon-espace?jeton={mine}")
    where = "/mon-espace/mes-donnees/envoi"
    sure = client.http.post(where, data={"email": "ailleurs@example.org"})
    client.drain()
    assert "Envoyer votre copie?" in sure.text
    assert client.kinds("ailleurs@example.org") == []
    sent = client.http.post(where, data={"email": "ailleurs@example.org", "confirme": "1"})
    assert sent.status_code == 303
    client.drain()
    [mail] = client.mails("privacy_copy", "ailleurs@example.org")
    token = token_of(link_in(text_of(mail)))
    assert "Jocelyne" in client.http.get(f"/copie?jeton={token}").text
    files = client.http.post("/copie", data={"jeton": token})
    assert "Jocelyne" in zipfile.ZipFile(io.BytesIO(files.data)).read("profile.csv").decode()
    told = client.call("GET", "/api/v1/me/export", token=mine).get_json()["parts"]
    [request] = next(part for part in told if part["part"] == "requests")["records"]
    assert (request["kind"], request["recipient"]) == ("portability", "ailleurs@example.org")
    client.advance("P8D")
    assert client.http.get(f"/copie?jeton={token}").status_code == 401


def test_a_copy_s_link_ends_with_the_person_s_links(client: EventClient) -> None:
    mine = client.register("jo5@example.org")
    client.http.get(f"/mon-espace?jeton={mine}")
    form = {"email": "ailleurs5@example.org", "confirme": "1"}
    client.http.post("/mon-espace/mes-donnees/envoi", data=form)
    client.drain()
    token = token_of(link_in(text_of(client.mails("privacy_copy", form["email"])[-1])))
    client.http.post("/mon-espace/liens", data={})
    assert client.http.post("/copie", data={"jeton": token}).status_code == 401


def test_an_adviser_does_not_see_the_register(client: EventClient) -> None:
    client.http.set_cookie("brigade_equipe", client.staff())
    assert client.http.get(PAGE).status_code == 403
    assert re.search("n’avez pas accès", client.http.get(PAGE).text)


def test_what_was_asked_stays_without_a_name_once_all_is_erased(client: EventClient) -> None:
    mine = client.register("jo6@example.org", given_name="Joachim")
    request = taken(client, "jo6@example.org", note="Joachim veut une copie.")
    assert client.call("DELETE", "/api/v1/me", token=mine).status_code == 202
    client.drain()
    client.advance("PT10M")
    kept = now_of(request)
    assert (kept.person_id, kept.who, kept.note, kept.open) == ("", "", "", True)
    page = client.http.get(PAGE).text
    assert "Joachim" not in page
    assert "Personne effacée" in page
    assert any(each.kind.value == "erasure" for each in wiring.store().privacy_requests())


def test_what_somebody_corrects_or_withdraws_themselves_is_written_down_as_done(
    client: EventClient,
) -> None:
    mine = client.register("jo7@example.org")
    for change in (
        {"phone": "450 555-0123"},
        {"consents": {"newsletter": True}},
        {"consents": {"newsletter": False}},
    ):
        client.advance("PT1S")
        assert client.call("PATCH", "/api/v1/me", change, mine).status_code == 200
    told = client.call("GET", "/api/v1/me/export", token=mine).get_json()["parts"]
    asked = next(part for part in told if part["part"] == "requests")["records"]
    assert sorted(each["kind"] for each in asked) == ["correction", "withdrawal"]


def test_copies_are_not_a_way_to_write_to_many(client: EventClient) -> None:
    mine = client.register("jo8@example.org")
    client.http.get(f"/mon-espace?jeton={mine}")
    where, sent = "/mon-espace/mes-donnees/envoi", []
    for number in range(5):
        form = {"email": f"autre{number}@example.org", "confirme": "1"}
        sent.append(client.http.post(where, data=form).status_code)
    assert sent == [303, 303, 303, 429, 429]
    client.advance("P1D")
    client.http.get(f"/mon-espace?jeton={mine}")
    assert client.http.post(where, data=form).status_code == 303

"""What a session's pages say of who has no address: nothing goes by mail, and they say so."""

import pytest

from infra.driving import API
from tests.support.driver import Client

DURING = "2027-03-02T09:10:00-05:00"
ROSE = {"given_name": "Rose", "phone": "450 555-0177", "consents": {"program": True}}


@pytest.fixture
def page(client: Client) -> str:
    """Book for who telephones and has no address; return the path of the session's page."""
    (slot, *_) = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
    staff = client.staff()
    client.http.set_cookie("brigade_equipe", staff)
    rose = client.call("POST", f"{API}/staff/people", ROSE, staff).get_json()["id"]
    body = {"participant_id": rose, "slot_id": slot["id"], "theme": "decouvrabilite"}
    booked = client.call("POST", f"{API}/staff/bookings", body, staff)
    return f"/equipe/rencontres/{booked.get_json()['id']}"


def said(client: Client, path: str, data: dict[str, str]) -> str:
    """Return what the page says after a form was sent."""
    location = client.http.post(path, data=data).headers["Location"]
    return str(client.http.get(location).text)


def test_the_link_is_to_be_told_by_telephone(client: Client, page: str) -> None:
    assert "le reçoit par courriel" not in client.http.get(page).text
    shown = said(client, f"{page}/lien", {"meeting_url": "https://video.example.org/salle"})
    assert "dites-le-lui par téléphone" in shown
    assert "Un courriel le dit" not in shown


def test_who_is_late_is_not_written_to(client: Client, page: str) -> None:
    client.move_to(DURING)
    assert "lui écrire que vous l’attendez" not in client.http.get(page).text
    shown = said(client, f"{page}/attendue", {})
    assert "rien n’est parti. Appelez-la." in shown
    assert "Prévenue par courriel" not in shown


def test_the_document_is_to_be_handed_over(client: Client, page: str) -> None:
    client.move_to(DURING)
    assert "le document part" not in client.http.get(page).text
    assert "il sera à lui remettre" in said(client, page, {"outcome": "completed"})
    client.move_to("2027-03-02T11:00:00-05:00")
    client.drain()
    shown = client.http.get(page).text
    assert "remettez-le-lui" in shown
    assert "Envoyer de nouveau" not in shown


def test_the_page_that_moves_or_cancels_promises_no_mail(client: Client, page: str) -> None:
    moving = client.http.get(f"{page}/deplacer").text
    assert "par téléphone" in moving
    assert "et prévenir" not in moving
    assert "Le courriel la dit" not in client.http.get(f"{page}/annuler").text
    shown = said(client, f"{page}/annuler", {"reason": ""})
    assert "dites-le-lui par téléphone" in shown
    assert "a été avertie" not in shown


def test_a_mail_is_not_offered_again_to_who_has_nowhere_to_receive_it(
    client: Client, page: str
) -> None:
    client.drain()
    shown = client.http.get("/equipe/courriels?liste=pas-envoyes").text
    assert "n’a pas d’adresse" in shown
    assert "Renvoyer" not in shown
    assert page


def test_an_address_is_to_add_where_there_is_none_to_correct(client: Client, page: str) -> None:
    client.move_to("2027-03-02T08:00:00-05:00")
    client.drain()
    for path in (page, f"{page}/adresse", "/equipe/appels"):
        shown = client.http.get(path).text
        assert "Ajouter une adresse" in shown
        assert "Corriger l’adresse" not in shown
    assert "Aucun encore" in client.http.get(page).text
    shown = said(client, f"{page}/adresse", {"email": "rose@example.org"})
    assert "rose@example.org" in shown
    assert "Sans adresse courriel" not in shown

"""What others are told of is asked first, by a page that says whom and changes nothing."""

import html
import re
from typing import Any

import pytest

from infra.local.system import System
from tests.support.driver import THEME
from tests.support.events import EventClient


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def ana(client: EventClient) -> str:
    client.http.set_cookie("brigade_equipe", client.staff())
    return client.sign_in()


@pytest.fixture
def slots(client: EventClient) -> list[dict[str, Any]]:
    return client.open_day("2027-03-02T04:00:00-05:00", "2027-03-02T08:00:00-05:00")


def confirmed(client: EventClient, path: str, told: str, **sent: str) -> None:
    """Open the page that asks, by a form if `sent`, then press its button as a browser would."""
    asked = client.http.post(path, data=sent) if sent else client.http.get(path)
    assert asked.status_code == 200
    assert told in asked.text
    main = asked.text.partition("<main")[2]
    form = re.search(r'<form method="post" action="([^"]*)">(.*?)</form>', main, re.DOTALL)
    assert form is not None
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[2])
    hidden = {name: html.unescape(value) for name, value in fields}
    assert "cle" in hidden
    assert client.http.post(form[1], data=hidden).status_code == 303


def test_the_team_cancels_a_session_once_it_has_seen_who_is_told(
    client: EventClient, ana: str, slots: list[dict[str, Any]]
) -> None:
    booking = client.book(ana, slots[0])
    client.drain()
    page = f"/equipe/rencontres/{booking['id']}"
    asked = client.http.post(page, data={"outcome": "cancelled", "notes": ""})
    assert (asked.status_code, "ana@example.org" in asked.text) == (200, True)
    client.drain()
    assert client.me(ana)["sessions"][0]["status"] == "booked"
    assert "booking_cancelled" not in client.kinds()
    confirmed(client, f"{page}/annuler", "ana@example.org")
    client.drain()
    assert client.me(ana)["sessions"][0]["status"] == "cancelled"
    assert client.kinds().count("booking_cancelled") == 1


def test_nothing_leaves_for_notes_that_the_document_does_not_take(
    client: EventClient, ana: str, slots: list[dict[str, Any]]
) -> None:
    page = f"/equipe/rencontres/{client.book(ana, slots[0])['id']}"
    refused = client.http.post(page, data={"outcome": "completed", "notes": "[" * 300})
    assert (refused.status_code, "revient plus de 200 fois" in refused.text) == (422, True)


def test_a_new_time_is_announced_once_it_is_shown_to_whom(client: EventClient, ana: str) -> None:
    event = client.create()
    client.seat(event, ana)
    client.drain()
    page = f"/equipe/evenements/{event['id']}/modifier"
    form = client.http.get(page).text.partition("<main")[2]
    fields = {"title": event["title"], "kind": "cohort", "mode": "hybrid", "day": "2027-03-21"}
    fields |= {"from": "10:00", "to": "11:00", "themes": THEME, "language": "fr"}
    fields |= {"capacity_in_person": "30", "capacity_online": "30"}
    assert 'name="demander"' in form
    for sent in (fields, {**fields, "demander": "oui"}):  # also by a page that did not ask
        asked = client.http.post(page, data=sent)
        assert "dimanche 21 mars" in asked.text
    client.drain()
    assert "event_changed" not in client.kinds()
    confirmed(client, page, "1 personne", **fields, demander="oui")
    client.drain()
    assert client.kinds()[-1] == "event_changed"
    same_time = {**fields, "description": "Autre chose.", "demander": "oui"}
    assert client.http.post(page, data=same_time).status_code == 303


def test_who_moves_a_session_too_late_is_told_what_to_do(client: EventClient, ana: str) -> None:
    held, free, *_ = client.open_day("2027-03-04T10:00:00-05:00", "2027-03-04T12:00:00-05:00")
    page = f"/mon-espace/rencontres/{client.book(ana, held)['id']}/deplacer"
    assert free["id"] in client.http.get(page).text
    client.move_to("2027-03-03T12:00:00-05:00")
    client.enter(client.token_for("ana@example.org"))
    for answer in (client.http.get(page), client.http.post(page, data={"slot_id": free["id"]})):
        assert answer.status_code == 422
        assert "trop tard pour déplacer" in answer.text
        assert "450 555-0100" in answer.text
        assert "jusqu’à 24 heures avant" in answer.text
        assert free["id"] not in answer.text


def test_what_was_just_booked_cannot_be_moved_any_more_but_undone(
    client: EventClient, ana: str, slots: list[dict[str, Any]]
) -> None:
    path = f"/mon-espace/rencontres/{client.book(ana, slots[0])['id']}"
    page = client.http.get(f"{path}/deplacer").text
    assert "encore l’annuler jusqu’à 9\u00a0h\u00a015" in page
    assert f'href="{path}/annuler"' in page


def test_links_are_revoked_once_it_is_said_where_the_new_one_goes(
    client: EventClient, ana: str
) -> None:
    assert 'action="/mon-espace/liens"' not in client.http.get("/mon-espace").text
    confirmed(client, "/mon-espace/liens", "ana@example.org")
    assert client.call("GET", "/api/v1/me", token=ana).status_code == 401


def test_topics_are_chosen_or_withdrawn_once_it_is_shown_whom_it_tells(
    client: EventClient, ana: str
) -> None:
    event = client.create(kind="codevelopment")
    client.seat(event, ana)
    topics = f"/evenements/{event['id']}/sujets"
    client.http.post(topics, data={"title": "Ma liste d’envoi"})
    shown = client.http.get(f"/equipe{topics}").text
    assert 'method="get"' in shown
    (topic,) = re.findall(r'name="topics" value="([^"]+)"', shown)
    client.drain()
    before = client.kinds()
    confirmed(client, f"/equipe{topics}/choix?topics={topic}", "Un courriel le lui dira")
    client.drain()
    assert client.kinds() == [*before, "topic_chosen"]
    assert "C’est déjà dit" in client.http.get(f"/equipe{topics}/choix?topics={topic}").text
    confirmed(client, f"{topics}/retirer", "Ma liste d’envoi")
    assert "Ma liste d’envoi" not in client.http.get(topics).text


def test_a_seat_is_given_up_for_another_once_it_is_said_what_becomes_of_it(
    client: EventClient, ana: str
) -> None:
    placed = client.seat(client.create(), ana)
    path = f"/mon-espace/evenements/{placed['id']}/mode"
    assert f'action="{path}"' not in client.http.get("/mon-espace").text
    confirmed(client, path, "nous ne pourrons pas vous la rendre")
    assert client.mine(ana)["mode"] == "in_person"


def test_a_summary_is_read_before_it_is_sent(client: EventClient, ana: str) -> None:
    event = client.create()
    client.move_to("2027-03-20T16:00:00-04:00")
    client.http.set_cookie("brigade_equipe", client.staff())
    page = f"/equipe/evenements/{event['id']}"
    assert 'value="publier"' not in client.http.get(page).text
    fields = {"markdown": "Retenir ceci.", "action": "apercu"}
    assert 'value="publier"' in client.http.post(f"{page}/bilan", data=fields).text


def test_a_session_booked_by_mistake_can_be_cancelled_for_a_quarter_of_an_hour(
    client: EventClient, ana: str, slots: list[dict[str, Any]]
) -> None:
    """It begins the same day: the deadline to cancel has passed already."""
    assert "15 minutes" in client.http.get(f"/mon-espace/reserver?theme={THEME}").text
    first = client.book(ana, slots[0])
    path = f"/mon-espace/rencontres/{first['id']}/annuler"
    client.advance("PT14M")
    assert "jusqu’à <strong>9\u00a0h\u00a015</strong>" in client.http.get("/mon-espace").text
    confirmed(client, path, "Annuler cette rencontre")
    second = client.book(ana, slots[0])
    client.advance("PT15M")
    assert "Réservée par erreur?" not in client.http.get("/mon-espace").text
    gone = client.call("DELETE", f"/api/v1/bookings/{second['id']}", token=ana)
    assert (gone.status_code, gone.get_json()["code"]) == (422, "too_late")
    assert client.http.get(f"/mon-espace/rencontres/{second['id']}/annuler").status_code == 422

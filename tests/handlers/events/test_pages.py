"""The pages of events for the public and participants: form, one's own space; good, bad, twice."""

import re
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.dynamodb import event_store
from chalicelib.adapters.links import Purpose
from chalicelib.domain.events import ranks
from chalicelib.domain.people.participants import Participant
from infra.local.system import System
from tests.handlers.http.test_bad_input import FORM_BODIES
from tests.support.events import EventClient

GUEST = {
    "mode": "online",
    "email": "gaelle@example.org",
    "given_name": "Gaëlle",
    "family_name": "Exemple",
    "consents": "program",
}
SECRET = "https://visio.example.org/secret-room"  # pragma: allowlist secret - invented


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def enter(client: EventClient, token: str) -> None:
    assert client.enter(token).status_code == 303


def stored(token: str) -> Participant:
    person = wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
    found = wiring.store().one(Participant, person)
    assert found is not None
    return found


def page(client: EventClient, event: dict[str, Any]) -> str:
    answer = client.http.get(f"/evenements/{event['id']}")
    assert answer.status_code == 200
    return answer.text


def post(client: EventClient, event: dict[str, Any], **fields: str) -> TestResponse:
    return client.http.post(f"/evenements/{event['id']}", data=fields)


def mine(client: EventClient, placed: dict[str, Any], what: str, **fields: str) -> TestResponse:
    return client.http.post(f"/mon-espace/evenements/{placed['id']}/{what}", data=fields)


def test_what_is_coming_is_listed_by_month_with_what_is_left(client: EventClient) -> None:
    event = client.create()
    client.create(starts_at="2027-04-02T13:30:00-04:00", ends_at="2027-04-02T15:00:00-04:00")
    shown = client.http.get("/evenements").text
    assert shown.index("mars 2027</h2>") < shown.index("avril 2027</h2>")
    assert f"/evenements/{event['id']}" in shown
    assert "quelques places" in shown


def test_a_past_event_is_listed_once_there_is_something_to_read(client: EventClient) -> None:
    event = client.create()
    client.move_to("2027-03-21T09:00:00-04:00")
    assert event["title"] not in client.http.get("/evenements").text
    body = {"markdown": "Retenir **ceci**.", "replay_url": "https://video.example.org/1"}
    path = f"/api/v1/staff/events/{event['id']}/summary"
    assert client.call("POST", path, body, client.staff()).status_code == 200
    assert event["title"] in client.http.get("/evenements").text
    shown = page(client, event)
    assert "<strong>ceci</strong>" in shown
    assert "https://video.example.org/1" in shown


def test_the_public_form_gives_the_same_page_whoever_it_is(client: EventClient) -> None:
    client.register("ana@example.org")
    event = client.create()
    answers = [post(client, event, **GUEST | {"email": e}) for e in ("ana@example.org", "b@c.org")]
    again = post(client, event, **GUEST | {"email": "b@c.org"})
    assert {(a.status_code, a.headers["Location"], a.text) for a in [*answers, again]} == {
        (303, f"/evenements/{event['id']}/merci", "")
    }
    assert client.seats(event)["online"]["remaining"] == 0
    assert "Regardez vos courriels" in client.http.get(answers[0].headers["Location"]).text
    client.drain()
    assert client.event_mails("b@c.org") == ["event_confirmed"]


def test_a_form_with_mistakes_says_them_beside_the_fields_and_takes_no_seat(
    client: EventClient,
) -> None:
    event = client.create()
    wrong = {"mode": "", "email": "gaelle@", "given_name": " ", "family_name": "<b>"}
    answer = post(client, event, **wrong)
    assert answer.status_code == 422
    for field in ("mode", "email", "given-name", "consents-program"):
        assert f'id="erreur-{field}"' in answer.text
    assert "<b>" not in answer.text
    assert client.seats(event)["online"]["remaining"] == 2


def test_a_participant_only_chooses_a_mode_and_a_second_tap_is_no_mistake(
    client: EventClient,
) -> None:
    event = client.create()
    enter(client, client.register())
    assert 'name="email"' not in page(client, event)
    for _ in range(2):
        answer = post(client, event, mode="online")
        assert answer.status_code == 303
    assert "Place confirmée" in client.http.get(answer.headers["Location"]).text
    assert client.seats(event)["online"]["remaining"] == 1
    other = post(client, event, mode="in_person")
    assert other.status_code == 409
    assert "déjà une inscription" in other.text


def test_a_form_whose_session_is_over_takes_no_seat_and_offers_the_public_form(
    client: EventClient,
) -> None:
    event = client.create()
    answer = post(client, event, mode="online")
    assert answer.status_code == 401
    assert 'name="email"' in answer.text


def test_an_event_of_the_programme_has_no_form_for_a_stranger(client: EventClient) -> None:
    event = client.create(public=False)
    assert 'name="mode"' not in page(client, event)
    refused = post(client, event, **GUEST)
    assert refused.status_code == 401
    assert "pour les personnes inscrites au programme" in refused.text
    enter(client, client.register())
    assert 'name="mode"' in page(client, event)


def test_a_full_room_offers_the_online_seat_and_the_line_both(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    shown = page(client, event)
    assert "La salle est pleine" in shown
    assert "Liste d’attente, sur place" in shown
    assert "Quelques places" in shown
    first, second = client.people(2)
    client.seat(event, first, "in_person")
    enter(client, second)
    assert "au rang 2" in page(client, event)
    post(client, event, mode="in_person")
    assert "<strong>rang 2</strong>" in page(client, event)


def test_far_down_a_line_no_rank_is_made_up(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (event_store, ranks):
        monkeypatch.setattr(module, "COUNTED", 1)
    event = client.create(capacity={"in_person": 0, "online": 0})
    first, second = client.people(2)
    for token in (first, second):
        client.seat(event, token)
    enter(client, second)
    assert "votre rang est gardé" in client.http.get("/mon-espace").text
    assert "rang 0" not in page(client, event)


def test_the_link_to_join_is_shown_to_a_confirmed_online_seat_alone(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 2, "online": 1})
    seated, room, waiting = client.people(3)
    client.seat(event, seated)
    client.seat(event, room, "in_person")
    client.seat(event, waiting)
    assert "/rejoindre" not in page(client, event)
    for token, way_in in ((room, "/evenements/billet?"), (waiting, ""), (seated, "/rejoindre?")):
        enter(client, token)
        for text in (page(client, event), client.http.get("/mon-espace").text):
            assert SECRET not in text  # it is behind the link, which notes who comes
            for way in ("/evenements/billet?", "/rejoindre?"):
                assert (way in text) is (way == way_in)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2027-03-05T09:00:00-05:00", "Les inscriptions ouvrent le"),
        ("2027-03-19T09:00:00-04:00", "Les inscriptions sont terminées"),
        ("2027-03-20T14:00:00-04:00", "en cours"),
        ("2027-03-21T09:00:00-04:00", "Cette activité est terminée"),
    ],
)
def test_outside_its_hours_an_event_says_why_there_is_no_form(
    client: EventClient, moment: str, says: str
) -> None:
    event = client.create(
        registration_opens_at="2027-03-10T09:00:00-05:00",
        registration_closes_at="2027-03-18T09:00:00-04:00",
    )
    client.move_to(moment)
    shown = page(client, event)
    assert says in shown
    assert 'name="mode"' not in shown
    refused = post(client, event, **GUEST)
    assert refused.status_code in (409, 422)
    assert client.seats(event)["online"]["remaining"] == 2


def test_a_past_event_is_marked_and_promises_no_link(client: EventClient) -> None:
    event = client.create(speakers=["Ana Roy, autrice", "Bo Lee"])
    promised = "Le lien est donné aux personnes"
    shown = page(client, event)
    assert promised in shown
    assert "Ana Roy, autrice<br>Bo Lee" in shown
    assert "heure de l’Est" in shown
    client.move_to("2027-03-21T09:00:00-04:00")
    shown = page(client, event)
    assert promised not in shown
    assert ">Terminée</li>" in shown


def test_an_event_in_one_mode_has_it_chosen_already(client: EventClient) -> None:
    shown = page(client, client.create(mode="online", capacity={"online": 1}))
    assert re.search(r'name="mode" value="online" checked', shown)


def test_a_full_event_where_nobody_waits_says_so_plainly(client: EventClient) -> None:
    client.create(mode="online", capacity={"online": 0})
    assert "en ligne\u00a0: complet, aucune attente" in client.http.get("/evenements").text.lower()


def test_a_cancelled_event_says_so_and_to_those_registered_too(client: EventClient) -> None:
    event = client.create()
    token = client.register()
    client.seat(event, token)
    client.call("POST", f"/api/v1/staff/events/{event['id']}/cancel", {}, client.staff())
    enter(client, token)
    assert "Cette activité est annulée" in page(client, event)
    assert "Vos événements passés ou annulés" in client.http.get("/mon-espace").text
    assert post(client, event, **GUEST).status_code == 409


def test_one_switches_and_a_full_mode_leaves_the_seat_one_has(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    first, second = client.people(2)
    mine_, theirs = client.seat(event, first), client.seat(event, second, "in_person")
    enter(client, first)
    full = mine(client, mine_, "mode", mode="in_person")
    assert full.status_code == 409
    assert "Vous gardez la place que vous avez" in full.text
    assert client.leave(theirs, second).status_code == 204
    assert "Passer sur place" in client.http.get("/mon-espace").text
    for _ in range(2):
        assert mine(client, mine_, "mode", mode="in_person").status_code == 303
    assert client.mine(first)["mode"] == "in_person"
    assert mine(client, mine_, "mode", mode="télépathie").status_code == 422


def test_one_leaves_after_a_page_that_asks_and_twice_is_once(client: EventClient) -> None:
    event = client.create()
    token = client.register()
    placed = client.seat(event, token)
    enter(client, token)
    asked = client.http.get(f"/mon-espace/evenements/{placed['id']}/annuler")
    assert "Annuler votre place?" in asked.text
    assert client.mine(token)["status"] == "confirmed"
    for _ in range(2):
        assert mine(client, placed, "annuler").status_code == 303
    assert client.mine(token)["status"] == "cancelled"
    gone = client.http.get(f"/mon-espace/evenements/{placed['id']}/annuler")
    assert "plus rien à annuler" in gone.text
    assert "M’inscrire de nouveau" in page(client, event)


def test_an_offer_says_until_when_and_is_confirmed_in_time(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    first, second = client.people(2)
    held, waiting = client.seat(event, first), client.seat(event, second)
    client.move_to("2027-03-20T09:30:00-04:00")
    client.leave(held, first)
    enter(client, second)
    shown = client.http.get("/mon-espace").text
    assert "Place à confirmer" in shown
    assert re.search(r"20 mars 2027, 10\u00a0h\u00a030", shown)
    for _ in range(2):
        assert mine(client, waiting, "confirmer").status_code == 303
    assert client.mine(second)["status"] == "confirmed"


def test_an_offer_comes_first_in_ones_space(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    first, second = client.people(2)
    held, waiting = client.seat(event, first), client.seat(event, second)
    client.move_to("2027-03-20T09:30:00-04:00")
    client.leave(held, first)
    enter(client, second)
    shown = client.http.get("/mon-espace").text
    button = f"/mon-espace/evenements/{waiting['id']}/confirmer"
    assert shown.index(button) < shown.index('id="evenements"')
    assert "Réserver ma rencontre" not in shown


def test_ones_space_leads_back_to_what_one_looked_at_before(client: EventClient) -> None:
    event, token = client.create(public=False), client.register()
    link = f"/mon-espace/lien?retour=/evenements/{event['id']}"
    assert f'href="{link}"' in page(client, event)
    asked = re.search(r'name="retour" value="([^"]+)"', client.http.get(link).text)
    assert asked
    sent = {"email": "ana@example.org", "retour": asked[1]}
    assert client.http.post("/mon-espace/lien", data=sent).status_code == 200
    enter(client, token)
    back = f'href="/evenements/{event["id"]}"'
    assert back in client.http.get("/mon-espace").text
    assert back not in client.http.get("/mon-espace").text
    client.http.set_cookie("brigade_retour", "//evil.example.org", domain="localhost")
    assert "evil" not in client.http.get("/mon-espace").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example.org",
        "https://evil.example.org/evenements/ev-a",
        "/equipe",
        "/evenements/../equipe",
        "/evenements/ev-a%0d%0aSet-Cookie:x=y",
        "/evenements/ev-a\r\nSet-Cookie: x=y",
        "/evenements/ev-a; Path=/",
        "/evenements/" + "a" * 4000,
    ],
)
def test_a_request_for_a_link_leads_back_to_events_alone(
    client: EventClient, elsewhere: str
) -> None:
    form = client.http.get("/mon-espace/lien", query_string={"retour": elsewhere})
    assert 'name="retour"' not in form.text
    sent = {"email": "ana@example.org", "retour": elsewhere}
    answer = client.http.post("/mon-espace/lien", data=sent)
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])


def test_what_was_said_at_an_event_of_the_programme_is_for_its_people(client: EventClient) -> None:
    event, token = client.create(public=False), client.register()
    client.move_to("2027-03-21T09:00:00-04:00")
    body = {"markdown": "Retenir ceci.", "replay_url": "https://video.example.org/1"}
    path = f"/api/v1/staff/events/{event['id']}/summary"
    told = client.call("POST", path, body, client.staff()).get_json()
    assert told["summary"] == "Retenir ceci."
    assert event["title"] not in client.http.get("/evenements").text
    seen = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    assert (seen["summary"], seen["replay_url"]) == ("", "")
    for secret in ("Retenir ceci", "video.example.org"):
        assert secret not in page(client, event)
    enter(client, token)
    for shown in ("Retenir ceci", "video.example.org"):
        assert shown in page(client, event)


def test_a_lapsed_offer_is_told_and_cannot_be_confirmed(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    first, second, third = client.people(3)
    held, waiting = client.seat(event, first), client.seat(event, second)
    client.seat(event, third)
    client.move_to("2027-03-20T09:30:00-04:00")
    client.leave(held, first)
    client.move_to("2027-03-20T11:00:00-04:00")
    enter(client, second)
    answer = mine(client, waiting, "confirmer")
    assert answer.status_code == 409
    assert "Le délai pour confirmer est passé" in answer.text


def test_a_seat_that_is_free_near_the_start_is_taken_in_one_s_space(client: EventClient) -> None:
    event = client.create(capacity={"in_person": 0, "online": 1})
    first, second = client.people(2)
    held, waiting = client.seat(event, first), client.seat(event, second)
    client.move_to("2027-03-20T12:30:00-04:00")
    client.leave(held, first)
    client.drain()
    enter(client, second)
    for path in ("/mon-espace", f"/evenements/{event['id']}"):
        assert "Prendre la place" in client.http.get(path).text
    assert mine(client, waiting, "confirmer").status_code == 303
    assert client.mine(second)["status"] == "confirmed"


def test_the_calendar_holds_no_link_to_join(client: EventClient) -> None:
    token = client.register()
    placed = client.seat(client.create(), token)
    enter(client, token)
    answer = client.http.get(f"/mon-espace/evenements/{placed['id']}/calendrier")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT" in answer.text
    assert "secret-room" not in answer.text


@pytest.mark.parametrize("what", ["mode", "annuler", "confirmer"])
def test_nobody_changes_what_is_somebody_elses(client: EventClient, what: str) -> None:
    first, second = client.people(2)
    placed = client.seat(client.create(), first)
    assert mine(client, placed, what, mode="in_person").status_code == 401
    enter(client, second)
    assert mine(client, placed, what, mode="in_person").status_code == 404
    assert client.mine(first)["status"] == "confirmed"


def test_another_sites_form_registers_nobody(client: EventClient) -> None:
    event = client.create()
    enter(client, client.register())
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.http.post(
        f"/evenements/{event['id']}", data={"mode": "online"}, headers=headers
    )
    assert answer.status_code == 403
    assert client.seats(event)["online"]["remaining"] == 2


def test_what_was_typed_is_escaped_in_the_page_and_in_what_machines_read(
    client: EventClient,
) -> None:
    event = client.create(
        title="</script><xss-title>", venue="<xss-venue>", description="<xss-text> **gras**"
    )
    shown = page(client, event)
    assert "<xss-" not in shown
    assert "<strong>gras</strong>" in shown
    assert shown.count("</script>") == 1


@pytest.mark.parametrize("path", ["/evenements/ev-vinconnu", "/evenements/x", "/evenements/p1-v1"])
def test_an_event_that_does_not_exist_says_so(client: EventClient, path: str) -> None:
    for answer in (client.http.get(path), client.http.post(path, data=GUEST)):
        assert answer.status_code == 404
        assert "Cette activité n’existe pas" in answer.text


def test_a_garbled_form_of_an_event_that_exists_takes_no_seat(client: EventClient) -> None:
    event = client.create()
    placed = client.seat(event, client.register("b@example.org"))
    enter(client, client.register())
    for label, content in FORM_BODIES.items():
        for path in (f"/evenements/{event['id']}", f"/mon-espace/evenements/{placed['id']}/mode"):
            answer = client.http.post(
                path, data=content, content_type="application/x-www-form-urlencoded"
            )
            assert 400 <= answer.status_code < 500, (label, path)
    assert client.seats(event)["online"]["remaining"] == 1


def test_a_guest_who_has_a_session_has_a_page_for_the_team(client: EventClient) -> None:
    """In an earlier release, who came by the form of an event booked with nothing but a name."""
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    client.guest(client.create(), "gaelle@example.org")
    client.drain()
    token = client.token_for("gaelle@example.org", "event_confirmed")
    guest = stored(token)
    joins = {"kind": "student", "maturity_level": "debutant", "consents": {"program": True}}
    assert client.call("PATCH", "/api/v1/me", joins, token).status_code == 200
    booking = client.book(token, slots[0])
    unit = wiring.store().unit()
    unit.save(replace(stored(token), profile=guest.profile, consents=guest.consents))
    unit.commit()
    client.http.set_cookie("brigade_equipe", client.staff())
    answer = client.http.get(f"/equipe/rencontres/{booking['id']}")
    assert answer.status_code == 200
    assert "Gaëlle Exemple" in answer.text


def test_a_guest_may_change_their_consents(client: EventClient) -> None:
    client.guest(client.create(), "gaelle@example.org")
    client.drain()
    token = client.token_for("gaelle@example.org", "event_confirmed")
    enter(client, token)
    form = client.http.get("/mon-espace/profil")
    assert form.status_code == 200
    assert ">None<" not in form.text
    assert 'value="None"' not in form.text
    fields = {"given_name": "Gaëlle", "consents": "newsletter"}
    assert client.http.post("/mon-espace/profil", data=fields).status_code == 303
    assert client.me(token)["consents"]["newsletter"] is True

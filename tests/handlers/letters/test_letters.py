"""The team writes to many: held ten minutes, to whom it may, stopped at any moment."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import handlers, wiring
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.letters import send_letter
from chalicelib.workflows.people.manage_staff import enrol
from tests.handlers.people.test_mail_law import ONE_CLICK, link_of, press
from tests.support.driver import THEME, text_of
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS, OTHER = "equipe@example.org", "brigadiere@example.org", "autre@example.org"
LETTERS, PAGE = "/api/v1/staff/letters", "/equipe/courriels"
OTHER_THEME = next(slug for slug in wiring.themes() if slug != THEME)
WORDS = {"subject": "La salle a changé", "markdown": "Nous serons au **sous-sol**.\n\nÀ mardi!"}
BY_DAY = "2027-03-02T10:00:00-05:00"


@pytest.fixture
def client(system: Any) -> EventClient:
    made = EventClient(system)
    made.move_to(BY_DAY)
    return made


def ask(
    client: EventClient, method: str, path: str, body: Any = None, who: str = ADMIN, **headers: str
) -> TestResponse:
    return client.call(method, path, body, client.staff(who), **headers)


def written(client: EventClient, audience: dict[str, Any], who: str = ADMIN) -> dict[str, Any]:
    answer = ask(client, "POST", LETTERS, {**WORDS, "audience": audience}, who)
    assert answer.status_code == 201, answer.text
    letter: dict[str, Any] = answer.get_json()
    return letter


def told(client: EventClient, letter: dict[str, Any], who: str = ADMIN) -> dict[str, Any]:
    answer = ask(client, "GET", f"{LETTERS}/{letter['id']}", who=who)
    assert answer.status_code == 200, answer.text
    file: dict[str, Any] = answer.get_json()
    return file


def send(client: EventClient, letter: dict[str, Any], who: str = ADMIN) -> TestResponse:
    return ask(client, "POST", f"{LETTERS}/{letter['id']}/send", {}, who)


def stop(client: EventClient, letter: dict[str, Any]) -> TestResponse:
    return ask(client, "POST", f"{LETTERS}/{letter['id']}/stop")


def received(client: EventClient) -> list[str]:
    mails = client.system.mailbox.mails
    return sorted(mail.to for mail in mails if mail.kind in ("letter", "event_letter"))


def attended(client: EventClient, *names: str) -> tuple[dict[str, Any], dict[str, str]]:
    """An event, and the tokens of those who have a seat."""
    event = client.create()
    tokens = {name: client.register(f"{name}@example.org") for name in names}
    for token in tokens.values():
        client.seat(event, token)
    client.drain()
    return event, tokens


def test_those_of_an_event_get_the_letter_after_ten_minutes(client: EventClient) -> None:
    event, _ = attended(client, "ana", "bo")
    client.register("cy@example.org")
    letter = written(client, {"event": event["id"]})
    assert letter["audience"]["name"] == event["title"]
    assert (told(client, letter)["people"], told(client, letter)["left_out"]) == (2, [])
    assert send(client, letter).get_json()["state"] == "held"
    client.advance("PT9M")
    assert received(client) == []
    client.advance("PT6M")
    assert received(client) == ["ana@example.org", "bo@example.org"]
    [mail] = client.mails("event_letter", "ana@example.org")
    assert mail["Subject"] == "La salle a changé"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Bonjour Ana," in text_of(mail)
    assert "Ne plus recevoir les messages de l’équipe" in text_of(mail)
    html = mail.get_body(("html",))
    assert html is not None
    assert "<strong>sous-sol</strong>" in html.get_content()
    file = told(client, letter)
    assert (file["state"], file["people"], file["became"]["left"]) == ("sent", 2, 2)


def test_taken_back_while_it_is_held_nothing_has_left(client: EventClient) -> None:
    event, _ = attended(client, "ana")
    letter = written(client, {"event": event["id"]})
    send(client, letter)
    assert stop(client, letter).get_json()["state"] == "draft"
    client.advance("PT20M")
    assert received(client) == []
    assert stop(client, letter).get_json()["code"] == "nothing_to_stop"
    send(client, letter)
    client.advance("PT15M")
    assert received(client) == ["ana@example.org"]


def test_after_a_stop_nothing_leaves_and_what_left_is_said(client: EventClient) -> None:
    event, _ = attended(client, "ana", "bo")
    letter = written(client, {"event": event["id"]})
    client.move_to("2027-03-02T20:55:00-05:00")
    send(client, letter)
    client.advance("PT15M")
    file = told(client, letter)
    assert (file["state"], file["became"]["left"], file["became"]["waiting"]) == ("sent", 0, 2)
    assert stop(client, letter).get_json()["state"] == "stopped"
    assert stop(client, letter).status_code == 200
    client.move_to("2027-03-03T09:00:00-05:00")
    assert received(client) == []
    assert told(client, letter)["became"] == {
        "left": 0,
        "waiting": 0,
        "stopped": 2,
        "undelivered": 0,
    }
    assert send(client, letter).get_json()["code"] == "letter_sent"


def test_who_may_not_be_written_to_is_left_out_and_it_is_said_why(client: EventClient) -> None:
    event, _ = attended(client, "ana", "bo")
    client.guest(event, "cy@example.org")
    client.drain()
    letter = written(client, {"event": event["id"]})
    assert told(client, letter)["left_out"] == [{"reason": "no_basis", "people": 1}]
    send(client, letter)
    client.advance("PT15M")
    [mail] = client.mails("event_letter", "ana@example.org")
    press(client, link_of(mail), **ONE_CLICK)
    second = written(client, {"event": event["id"]})
    reasons = {each["reason"]: each["people"] for each in told(client, second)["left_out"]}
    assert reasons == {"no_basis": 1, "unsubscribed": 1}
    send(client, second)
    client.advance("PT15M")
    assert received(client) == ["ana@example.org", "bo@example.org", "bo@example.org"]
    left_out = {each["reason"]: each["people"] for each in told(client, second)["left_out"]}
    assert left_out == reasons


def test_who_has_left_the_event_meanwhile_gets_nothing(client: EventClient) -> None:
    event, tokens = attended(client, "ana", "bo")
    letter = written(client, {"event": event["id"], "whom": "coming"})
    client.move_to("2027-03-02T20:55:00-05:00")
    send(client, letter)
    client.advance("PT15M")
    seat = client.me(tokens["ana"])["event_registrations"][0]
    client.leave(seat, tokens["ana"])
    client.move_to("2027-03-03T09:00:00-05:00")
    assert received(client) == ["bo@example.org"]


def test_those_of_a_theme_and_of_a_list_are_found_as_on_the_list_of_people(
    client: EventClient,
) -> None:
    client.register("ana@example.org", family_name="Gauthier")
    client.register("bo@example.org", family_name="Tremblay", themes=[OTHER_THEME])
    client.ask_to_join("cy@example.org", family_name="Gauthier")
    client.drain()
    theme = written(client, {"theme": THEME})
    assert theme["audience"]["name"] == wiring.themes()[THEME].title
    file = told(client, theme)
    assert (file["people"], file["left_out"]) == (1, [{"reason": "no_basis", "people": 1}])
    kept = ask(client, "POST", "/api/v1/staff/lists", {"name": "Gauthier", "q": "gotier"})
    listed = written(client, {"list": kept.get_json()["id"]})
    assert (listed["audience"]["name"], told(client, listed)["people"]) == ("Gauthier", 1)
    send(client, listed)
    client.advance("PT15M")
    assert received(client) == ["ana@example.org"]
    for audience in ({}, {"theme": "rien"}, {"event": "ev-vrien"}, {"list": "rien"}):
        answer = ask(client, "POST", LETTERS, {**WORDS, "audience": audience})
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["field"] == "audience"


def test_an_adviser_writes_to_whom_she_accompanies_and_sees_her_own_letters(
    client: EventClient,
) -> None:
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
    client.book(client.register("ana@example.org"), slots[0])
    client.register("bo@example.org")
    client.drain()
    letter = written(client, {"theme": THEME}, HERS)
    assert told(client, letter, HERS)["people"] == 1
    assert told(client, letter)["people"] == 1
    assert ask(client, "GET", f"{LETTERS}/{letter['id']}", who=OTHER).status_code == 403
    assert ask(client, "GET", LETTERS, who=OTHER).get_json()["letters"] == []
    assert send(client, letter, OTHER).status_code == 403
    nobody = written(client, {"theme": THEME}, OTHER)
    assert send(client, nobody, OTHER).get_json()["code"] == "nobody_to_write"


def test_who_is_an_admin_no_more_writes_to_whom_she_accompanies(client: EventClient) -> None:
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADMIN)
    client.register("ana@example.org")
    client.drain()
    letter = written(client, {"theme": THEME}, OTHER)
    assert told(client, letter, OTHER)["people"] == 1
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    assert told(client, letter, OTHER)["people"] == 0
    body = {**WORDS, "audience": {"q": "ana"}}
    assert ask(client, "PATCH", f"{LETTERS}/{letter['id']}", body, OTHER).status_code == 200
    assert send(client, letter, OTHER).get_json()["code"] == "nobody_to_write"


@pytest.mark.parametrize("event", ["nope", "e-x#y", "p1-2"])
def test_an_event_that_is_none_is_said_so(client: EventClient, event: str) -> None:
    answer = ask(client, "POST", LETTERS, {**WORDS, "audience": {"event": event}})
    assert answer.status_code == 422
    assert [each["field"] for each in answer.get_json()["errors"]] == ["audience"]
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN), domain="localhost")
    form = client.http.get(f"{PAGE}/ecrire", query_string={"evenement": event})
    assert form.status_code == 200


def test_two_members_at_one_draft_the_second_is_told(client: EventClient) -> None:
    event, _ = attended(client, "ana")
    letter = written(client, {"event": event["id"]})
    body = {**WORDS, "audience": {"event": event["id"]}, "version": letter["version"]}
    path = f"{LETTERS}/{letter['id']}"
    assert ask(client, "PATCH", path, {**body, "subject": "La mienne"}).status_code == 200
    refused = ask(client, "PATCH", path, {**body, "subject": "La sienne"})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "letter_changed")
    late = ask(client, "POST", f"{path}/send", {"version": letter["version"]})
    assert late.get_json()["code"] == "letter_changed"
    assert told(client, letter)["subject"] == "La mienne"
    assert ask(client, "DELETE", path).status_code == 204
    assert ask(client, "GET", path).status_code == 404


def test_a_letter_that_is_told_twice_reaches_each_person_once(client: EventClient) -> None:
    event, _ = attended(client, "ana", "bo")
    letter = written(client, {"event": event["id"]})
    send(client, letter)
    client.advance("PT15M")
    again = {"messageId": "1", "body": f'{{"type": "Letter", "id": "{letter["id"]}"}}'}
    for _ in range(2):
        handlers.send_mail({"Records": [{**again, "eventSource": "aws:sqs"}]}, None)
        client.drain()
    assert received(client) == ["ana@example.org", "bo@example.org"]


def test_the_pages_write_show_send_and_stop(client: EventClient) -> None:
    event, _ = attended(client, "ana")
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    form = client.http.get(f"{PAGE}/ecrire?evenement={event['id']}")
    assert f'value="event:{event["id"]}" selected' in form.text
    wrong = client.http.post(f"{PAGE}/ecrire", data={"to": "", "subject": "", "markdown": "Bon"})
    assert wrong.status_code == 422
    assert "Écrivez l’objet du message." in wrong.text
    assert "Choisissez à qui vous écrivez" in wrong.text
    assert ">Bon<" in wrong.text.replace("\n", "")
    fields = {**WORDS, "to": f"event:{event['id']}", "whom": "all"}
    made = client.http.post(f"{PAGE}/ecrire", data=fields)
    assert made.status_code == 303
    where = made.headers["Location"]
    seen = client.http.get(where).text
    assert "Il va à une personne" in seen
    assert "<strong>sous-sol</strong>" in seen
    assert "Bonjour Ana," in seen
    assert client.http.get(f"{where}/modifier").status_code == 200
    changed = {**fields, "subject": "Autre objet", "version": "1"}
    assert client.http.post(f"{where}/modifier", data=changed).status_code == 303
    assert "changé ce message" in client.http.post(f"{where}/modifier", data=changed).text
    sent = client.http.post(f"{where}/envoyer", data={"version": "2"}, follow_redirects=True)
    assert "le message part dans dix minutes" in sent.text
    assert "Arrêter l’envoi" in sent.text
    stopped = client.http.post(f"{where}/arreter", data={}, follow_redirects=True)
    assert "de nouveau un brouillon" in stopped.text
    assert "Autre objet" in client.http.get(f"{PAGE}/lettres").text
    gone = client.http.post(f"{where}/jeter", data={}, follow_redirects=True)
    assert "Le brouillon est jeté." in gone.text


def test_what_outgrows_one_letter_while_it_is_held_is_given_back_and_told(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _ = attended(client, "ana", "bo")
    letter = written(client, {"event": event["id"]})
    send(client, letter)
    with monkeypatch.context() as patch:
        patch.setattr(send_letter, "GROWN", 1)
        client.advance("PT15M")
    assert received(client) == []
    assert told(client, letter)["state"] == "draft"
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    assert "pas parti : trop de personnes" in client.http.get(f"{PAGE}/lettres").text
    page = client.http.get(f"{PAGE}/lettres/{letter['id']}").text
    assert "Rien n’est parti : la liste avait dépassé" in page
    assert send(client, letter).get_json()["state"] == "held"
    client.advance("PT15M")
    assert received(client) == ["ana@example.org", "bo@example.org"]
    assert "trop de personnes" not in client.http.get(f"{PAGE}/lettres").text

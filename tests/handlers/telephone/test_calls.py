"""The team calls who cannot be told by mail, or did not do what a mail asked, and notes it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from infra.driving import API, THEME
from tests.support.driver import CALLER, Client
from tests.support.events import EventClient

pytestmark = pytest.mark.usefixtures("blank_pages")

ADMIN, HERS = "equipe@example.org", "brigadiere@example.org"
CALLS = f"{API}/staff/calls"


def ask(client: Client, method: str, path: str, body: Any = None, who: str = HERS) -> TestResponse:
    return client.call(method, path, body, client.staff(who))


def calls(client: Client, who: str = HERS) -> list[dict[str, Any]]:
    client.drain()
    listed: list[dict[str, Any]] = ask(client, "GET", CALLS, who=who).get_json()["calls"]
    return listed


def note(client: Client, call: dict[str, Any], who: str = HERS, **said: Any) -> TestResponse:
    return ask(client, "POST", f"{CALLS}/{call['id']}/result", said, who)


@pytest.fixture
def rose(client: Client) -> str:
    answer = ask(client, "POST", f"{API}/staff/people", CALLER)
    assert answer.status_code == 201, answer.text
    client.drain()
    return str(answer.get_json()["id"])


@pytest.fixture
def slots(client: Client) -> list[dict[str, Any]]:
    return client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")


@pytest.fixture
def booked(client: Client, rose: str, slots: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"participant_id": rose, "slot_id": slots[0]["id"], "theme": THEME}
    answer = ask(client, "POST", f"{API}/staff/bookings", body)
    client.drain()
    booking: dict[str, Any] = answer.get_json()
    return booking


def test_who_has_no_address_is_called_with_the_news_that_a_mail_would_bring(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    assert calls(client) == [], "who books at the telephone was told"
    path = f"{API}/staff/sessions/{booked['id']}/cancel"
    answer = ask(client, "POST", path, {"reason": "Une grippe."})
    assert answer.status_code == 200, answer.text
    [call] = calls(client)
    assert (call["reason"], call["state"]) == ("news", "to_make")
    assert call["person"]["phone"] == "450 555-0123"
    assert any("annulée" in line for line in call["say"])
    assert "Une grippe." in call["say"]
    answer = note(client, call, result="reached", note="Elle rappelle.", attempts=0)
    assert (answer.status_code, answer.get_json()["state"]) == (200, "reached")
    assert calls(client) == []


def test_a_call_about_a_session_of_today_is_made_again_before_it(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to("2027-03-09T07:00:00-05:00")
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    client.http.set_cookie("brigade_equipe", client.staff())
    [call] = calls(client)
    assert "dans une heure" in client.http.get("/equipe/appels").text
    assert "demain" not in client.http.get("/equipe/appels").text
    again = note(client, call, result="again", attempts=0).get_json()
    assert again["at"][:16] == "2027-03-09T08:01"
    client.move_to("2027-03-09T08:30:00-05:00")
    [call] = calls(client)
    assert "dans dix minutes" in client.http.get("/equipe/appels").text
    again = note(client, call, result="again", attempts=1).get_json()
    assert again["at"][:16] == "2027-03-09T08:40"


def test_a_call_about_a_session_of_another_day_waits_for_the_next_working_day(
    client: Client, booked: dict[str, Any]
) -> None:
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    [call] = calls(client)
    again = note(client, call, result="again").get_json()
    assert again["at"][:10] == "2027-03-02"


def test_calls_of_one_reason_are_listed_alone(client: Client, booked: dict[str, Any]) -> None:
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    client.drain()
    for reason, found in (("news", ["news"]), ("absent", [])):
        answer = ask(client, "GET", f"{CALLS}?reason={reason}").get_json()
        assert [each["reason"] for each in answer["calls"]] == found
    refused = ask(client, "GET", f"{CALLS}?reason=rien")
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["field"] == "reason"
    client.http.set_cookie("brigade_equipe", client.staff())
    assert "Rose" in client.http.get("/equipe/appels?raison=news").text
    other = client.http.get("/equipe/appels?raison=absent").text
    assert "Aucun appel à faire pour cette raison" in other
    assert "Rose" not in other
    noted = client.http.post(
        f"/equipe/appels/{calls(client)[0]['id']}", data={"result": "again", "raison": "news"}
    )
    assert "raison=news" in noted.headers["Location"]


def test_what_was_told_is_told_once_and_what_is_new_once_more(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    client.move_to("2027-03-07T09:30:00-05:00")
    [reminder] = calls(client)
    assert any("Je vous rappelle votre rencontre" in line for line in reminder["say"])
    assert note(client, reminder, result="reached").status_code == 200
    client.move_to("2027-03-09T07:30:00-05:00")
    assert calls(client) == [], "the next reminder tells nothing new"
    path = f"/equipe/rencontres/{booked['id']}/deplacer"
    client.http.set_cookie("brigade_equipe", client.staff())
    sent = client.http.post(path, data={"slot_id": slots[2]["id"], "reason": "Une panne."})
    assert sent.status_code == 303, sent.text
    [moved] = calls(client)
    assert moved["id"] == reminder["id"]
    assert (moved["state"], moved["attempts"]) == ("to_make", 1)
    assert any("11\u00a0h" in line for line in moved["say"])


def test_news_of_an_hour_that_is_past_is_no_call(client: Client, booked: dict[str, Any]) -> None:
    client.move_to("2027-03-07T09:30:00-05:00")
    assert len(calls(client)) == 1
    client.move_to("2027-03-09T09:00:00-05:00")
    assert calls(client) == []


def test_who_gives_an_address_is_written_to_and_not_called(
    client: Client, rose: str, booked: dict[str, Any]
) -> None:
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    assert len(calls(client)) == 1
    ask(client, "PATCH", f"{API}/staff/people/{rose}", {"email": "rose@example.org"})
    assert [each["reason"] for each in calls(client)] == []


def test_who_has_booked_nothing_is_called_after_some_days_until_they_do(
    client: Client, rose: str, slots: list[dict[str, Any]]
) -> None:
    assert calls(client) == []
    client.advance("P10D")
    [call] = calls(client)
    assert call["reason"] == "unbooked"
    assert any("première rencontre" in line for line in call["say"])
    later = client.open_day("2027-03-30T09:00:00-04:00", "2027-03-30T10:00:00-04:00")
    body = {"participant_id": rose, "slot_id": later[0]["id"], "theme": THEME}
    assert ask(client, "POST", f"{API}/staff/bookings", body).status_code == 201
    assert calls(client) == []


def test_an_absence_is_a_call_until_it_is_undone_or_booked_again(
    client: Client, booked: dict[str, Any]
) -> None:
    client.move_to("2027-03-09T10:05:00-05:00")
    client.hold(booked, outcome="no_show")
    assert calls(client) == [], "it can be undone for a minute"
    client.advance("PT50S")
    path = f"{API}/staff/sessions/{booked['id']}/outcome/undo"
    assert ask(client, "POST", path, {}).status_code == 200
    client.advance("PT1H")
    assert calls(client) == []
    client.hold(booked, outcome="no_show")
    client.advance("PT1M")
    [call] = calls(client)
    assert call["reason"] == "absent"
    assert any("Nous vous attendions le mardi 9 mars, à 9" in line for line in call["say"])
    client.hold(booked, outcome="completed")
    client.advance("PT5M")
    [call] = calls(client)
    assert call["reason"] == "news"
    assert any("Le document de votre rencontre" in line for line in call["say"])


def test_who_did_not_open_their_link_or_answer_the_survey_is_called(client: Client) -> None:
    client.ask_to_join("ana@example.org", phone="450 555-0100")
    assert calls(client) == []
    client.advance("P4D")
    [call] = calls(client)
    assert (call["reason"], call["person"]["email"]) == ("unproven", "ana@example.org")
    slot = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T10:00:00-05:00")[0]
    token = client.token_for("ana@example.org")
    booking = client.book(token, slot)
    assert calls(client) == [], "who acts has opened it"
    client.move_to("2027-03-10T10:05:00-05:00")
    client.hold(booking, outcome="completed")
    client.advance("P18D")
    assert calls(client) == []
    client.advance("P1D")
    [call] = calls(client)
    assert call["reason"] == "survey"


def test_who_is_not_interested_is_not_called_again_for_the_same(client: Client, rose: str) -> None:
    client.advance("P10D")
    [call] = calls(client)
    assert note(client, call, result="not_interested").status_code == 200
    ask(client, "PATCH", f"{API}/staff/people/{rose}", {"role": "Autrice"})
    client.advance("P60D")
    assert calls(client) == []


def test_a_call_is_made_again_on_the_next_working_day_or_on_the_one_that_is_said(
    client: Client, rose: str
) -> None:
    client.move_to("2027-03-19T15:00:00-04:00")  # a Friday
    [call] = calls(client)
    put_off = note(client, call, result="again", note="En réunion.").get_json()
    assert (put_off["state"], put_off["at"]) == ("again", "2027-03-22T00:00:00-04:00")
    assert calls(client) == []
    client.move_to("2027-03-22T08:30:00-04:00")
    [call] = calls(client)
    assert (call["note"], call["attempts"], call["noted_by"]) == (
        "En réunion.",
        1,
        "Dominique Exemple",
    )
    said = note(client, call, result="again", again_on="2027-03-25").get_json()
    assert said["at"] == "2027-03-25T00:00:00-04:00"
    past = note(client, call, result="again", again_on="2027-03-22", attempts=2)
    assert (past.status_code, past.get_json()["errors"][0]["field"]) == (422, "again_on")


def test_the_second_who_notes_the_same_call_is_told(client: Client, rose: str) -> None:
    client.advance("P10D")
    [call] = calls(client, ADMIN)
    assert note(client, call, result="again", attempts=0).status_code == 200
    second = note(client, call, ADMIN, result="reached", attempts=0)
    assert (second.status_code, second.get_json()["code"]) == (409, "call_noted")
    assert note(client, call, ADMIN, result="reached", attempts=1).status_code == 200
    again = note(client, call, ADMIN, result="reached", attempts=1)
    assert again.status_code == 200, "the same twice is once"
    late = note(client, call, result="unreachable")
    assert (late.status_code, late.get_json()["code"]) == (409, "call_noted")


def test_who_is_called_with_news_is_not_called_besides_to_propose_an_hour(
    client: Client, booked: dict[str, Any]
) -> None:
    client.advance("P7D")
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    client.move_to("2027-03-09T08:00:00-05:00")
    [call] = calls(client)
    assert call["reason"] == "news"
    assert note(client, call, result="reached").status_code == 200
    client.advance("P9D")
    assert calls(client) == []
    client.advance("P1D")
    assert [each["reason"] for each in calls(client)] == ["unbooked"]


def test_who_has_no_address_is_called_with_the_news_of_an_event(client: Client, rose: str) -> None:
    held = EventClient(client.system).create(title="La cohorte")
    seat = {"participant_id": rose, "mode": "online"}
    path, later = f"{API}/staff/events/{held['id']}", _later(held["ends_at"])
    assert ask(client, "POST", f"{path}/registrations", seat).status_code == 201
    assert calls(client) == []
    assert (
        ask(client, "PATCH", path, {"title": "La grande cohorte", "ends_at": later}).status_code
        == 200
    )
    [changed] = calls(client)
    assert any("« La grande cohorte » a changé" in line for line in changed["say"])
    assert note(client, changed, result="reached").status_code == 200
    assert ask(client, "POST", f"{path}/cancel", {}).status_code == 200
    [cancelled] = calls(client)
    assert (cancelled["id"], cancelled["attempts"]) == (changed["id"], 1)
    assert any("est annulée" in line for line in cancelled["say"])


def _later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(hours=1)).isoformat()


@pytest.mark.parametrize("cursor", ["zzz", "~", "1#9", "é", "x" * 900])
def test_a_cursor_that_is_none_of_ours_is_refused_and_a_page_begins(
    client: Client, cursor: str
) -> None:
    answer = ask(client, "GET", f"{CALLS}?cursor={cursor}", who=ADMIN)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_fields")
    client.http.set_cookie("brigade_equipe", client.staff())
    assert client.http.get(f"/equipe/appels?suite={cursor}&appel=%00&fait=-").status_code == 200


def test_news_cannot_be_refused(client: Client, booked: dict[str, Any]) -> None:
    ask(client, "POST", f"{API}/staff/sessions/{booked['id']}/cancel", {"reason": ""})
    [call] = calls(client)
    refused = note(client, call, result="not_interested")
    assert (refused.status_code, refused.get_json()["errors"][0]["code"]) == (422, "news_to_tell")


def test_news_that_came_while_others_were_told_is_still_to_tell(
    client: Client, booked: dict[str, Any], slots: list[dict[str, Any]]
) -> None:
    client.move_to("2027-03-07T09:30:00-05:00")
    [reminder] = calls(client)
    client.http.set_cookie("brigade_equipe", client.staff())
    page = client.http.get("/equipe/appels").text
    path = f"{API}/staff/sessions/{booked['id']}/cancel"
    assert ask(client, "POST", path, {"reason": "Une grippe."}).status_code == 200
    client.drain()
    told = note(client, reminder, result="reached", attempts=0, mail=reminder["mail"])
    assert (told.status_code, told.get_json()["code"]) == (409, "call_changed")
    [mail] = re.findall(r'name="mail" value="([^"]+)"', page)
    form = {"result": "reached", "attempts": "0", "mail": mail, "note": "Elle y sera."}
    shown = client.http.post(f"/equipe/appels/{reminder['id']}", data=form)
    assert shown.status_code == 409
    assert "Elle y sera." in shown.text
    [call] = calls(client)
    assert any("annulée" in line for line in call["say"])
    assert note(client, call, result="reached", mail=call["mail"]).status_code == 200

"""Events over HTTP: who gets which seat, what they are told, and what is refused."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.workflows.documents.deliver_document import deliver_document
from infra.local.system import System
from tests.support.driver import REGISTRATION, text_of, token_in
from tests.support.events import EVENT, EventClient, before_the_next_write

STAFF_EVENTS = "/api/v1/staff/events"
NEAR = "2027-03-20T08:30:00-04:00"
"""Five hours before the event."""


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


def refused(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    problem: dict[str, Any] = answer.get_json()
    assert problem["code"] == code, problem
    return problem


def fields(answer: TestResponse) -> dict[str, str]:
    problem = refused(answer, 422, "invalid_fields")
    return {error["field"]: error["code"] for error in problem["errors"]}


def calendar(client: EventClient, kind: str, address: str) -> Any:
    mail = client.mails(kind, address)[-1]
    (part,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    found = Calendar.from_ical(part.get_content())
    return str(found["method"]), next(iter(found.walk("VEVENT")))


def test_an_event_is_listed_with_its_seats_and_without_its_link(client: EventClient) -> None:
    event = client.create()
    (listed,) = client.call("GET", "/api/v1/events").get_json()["events"]
    assert listed["id"] == event["id"]
    at_least, exactly = ({"capacity": 2, "remaining": left, "waiting": 0} for left in (1, 2))
    assert listed["seats"] == {"in_person": at_least, "online": at_least}
    assert client.seats(event) == {"in_person": exactly, "online": exactly}
    assert "secret-room" not in json.dumps(listed)
    client.move_to("2027-03-20T15:00:00-04:00")
    assert client.call("GET", "/api/v1/events").get_json()["events"] == []


def test_first_come_first_served_then_in_line(client: EventClient) -> None:
    event, tokens = client.create(), client.people(4)
    placed = [client.seat(event, token) for token in tokens]
    assert [p["status"] for p in placed] == ["confirmed"] * 2 + ["waitlisted"] * 2
    assert [p.get("position") for p in placed] == [None, None, 1, 2]
    assert client.seats(event)["online"] == {"capacity": 2, "remaining": 0, "waiting": 2}
    assert client.seats(event)["in_person"]["remaining"] == 2


def test_a_freed_seat_goes_to_the_first_in_line_and_they_are_told(client: EventClient) -> None:
    event, tokens = client.create(), client.people(4)
    placed = [client.seat(event, token) for token in tokens]
    client.drain()
    assert client.leave(placed[0], tokens[0]).status_code == 204
    assert client.leave(placed[0], tokens[0]).status_code == 204
    client.drain()
    statuses = [client.mine(token)["status"] for token in tokens]
    assert statuses == ["cancelled", "confirmed", "confirmed", "waitlisted"]
    assert client.event_mails("p0@example.org") == ["event_confirmed", "event_left"]
    assert client.event_mails("p2@example.org") == ["event_waitlisted", "event_promoted"]
    assert client.event_mails("p3@example.org") == ["event_waitlisted"]


def test_who_the_team_removes_is_told_so_and_leaves_the_calendar(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(2)
    placed = [client.seat(event, token) for token in tokens]
    client.drain()
    for each in placed[::-1]:
        assert client.leave(each, client.staff()).status_code == 204
    client.drain()
    assert client.event_mails("p0@example.org") == ["event_confirmed", "event_removed"]
    assert client.event_mails("p1@example.org") == ["event_waitlisted", "event_removed"]
    assert calendar(client, "event_removed", "p0@example.org")[0] == "CANCEL"


def test_one_registration_for_a_person_and_an_event(client: EventClient) -> None:
    event, token = client.create(), client.register()
    placed = client.seat(event, token)
    again = client.ask(event, token)
    assert (again.status_code, again.get_json()) == (201, placed)
    refused(client.ask(event, token, "in_person"), 409, "already_registered")
    assert client.leave(placed, token).status_code == 204
    later = client.seat(event, token, "in_person")
    assert later["id"] == placed["id"]
    assert client.seats(event)["online"]["remaining"] == 2


def test_the_same_request_again_gives_the_same_answer(client: EventClient) -> None:
    event, token = client.create(), client.register()
    first = client.ask(event, token, Idempotency_Key="k")
    again = client.ask(event, token, Idempotency_Key="k")
    assert (first.status_code, first.data) == (again.status_code, again.data) == (201, first.data)
    assert client.seats(event)["online"]["remaining"] == 1
    refused(
        client.ask(event, token, "in_person", Idempotency_Key="k"), 422, "idempotency_key_reused"
    )


def test_switching_takes_and_gives_up_in_one_step(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 1, "online": 1}), client.people(3)
    there, here = client.seat(event, tokens[0], "in_person"), client.seat(event, tokens[1])
    refused(client.switch(there, tokens[0], "online"), 409, "mode_full")
    assert client.mine(tokens[0])["mode"] == "in_person"
    same = client.switch(there, tokens[0], "in_person")
    assert (same.status_code, same.get_json()["mode"]) == (200, "in_person")
    assert client.leave(here, tokens[1]).status_code == 204
    assert client.switch(there, tokens[0], "online").get_json()["status"] == "confirmed"
    seats = client.seats(event)
    assert [seats[mode]["remaining"] for mode in ("in_person", "online")] == [1, 0]
    client.drain()
    assert client.event_mails("p0@example.org") == ["event_switched"]


def test_switching_frees_a_seat_for_the_line(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 1, "online": 1}), client.people(3)
    there = client.seat(event, tokens[0], "in_person")
    waiting = client.seat(event, tokens[1], "in_person")
    assert waiting["status"] == "waitlisted"
    assert client.switch(there, tokens[0], "online").status_code == 200
    assert client.mine(tokens[1])["status"] == "confirmed"


def test_who_waits_may_go_to_the_end_of_the_other_line(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 1, "online": 1}), client.people(4)
    client.seat(event, tokens[0], "in_person")
    client.seat(event, tokens[1])
    client.seat(event, tokens[2])
    last = client.seat(event, tokens[3], "in_person")
    switched = client.switch(last, tokens[3], "online").get_json()
    assert (switched["status"], switched["position"]) == ("waitlisted", 2)
    assert client.seats(event)["in_person"]["waiting"] == 0


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"starts_at": "2027-02-20T13:30:00-05:00"}, "starts_at", "in_the_past"),
        ({"ends_at": "2027-03-20T13:30:00-04:00"}, "ends_at", "ends_before_start"),
        ({"ends_at": "2027-03-29T13:30:00-04:00"}, "ends_at", "event_too_long"),
        ({"mode": "nowhere"}, "mode", "invalid_choice"),
        ({"kind": "party"}, "kind", "invalid_choice"),
        ({"capacity": {"online": 2}}, "capacity.in_person", "required"),
        ({"capacity": {"online": -1, "in_person": 1}}, "capacity.online", "out_of_range"),
        ({"themes": ["inconnu"]}, "themes.0", "unknown_theme"),
        ({"kind": "group_session", "themes": []}, "themes", "too_few"),
        ({"online_url": "pas une adresse"}, "online_url", "invalid_url"),
        (
            {"registration_opens_at": "2027-03-21T00:00:00-04:00"},
            "registration_opens_at",
            "ends_before_start",
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    client: EventClient, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = client.call("POST", STAFF_EVENTS, {**EVENT, **changes}, client.staff())
    assert fields(answer) == {field: code}


def test_participants_create_nothing(client: EventClient) -> None:
    token = client.register()
    refused(client.call("POST", STAFF_EVENTS, EVENT, token), 403, "forbidden")
    refused(client.call("POST", STAFF_EVENTS, EVENT), 401, "unauthenticated")
    event = client.create()
    refused(client.ask(event, client.staff()), 403, "forbidden")


@pytest.mark.parametrize("name", ["ev-x", "nothing", "p1-v1", "ev-v1-reminder", "ev-v00"])
def test_what_is_no_event_is_not_found(client: EventClient, name: str) -> None:
    token = client.register()
    refused(client.call("GET", f"/api/v1/events/{name}"), 404, "event_not_found")
    refused(client.ask({"id": name}, token), 404, "event_not_found")
    refused(client.change({"id": name}, title="A"), 404, "event_not_found")


def test_a_mode_it_does_not_have_is_refused(client: EventClient) -> None:
    event, token = client.create(mode="online", capacity={"online": 3}), client.register()
    assert set(client.seats(event)) == {"online"}
    assert fields(client.ask(event, token, "in_person")) == {"mode": "mode_not_offered"}
    assert fields(client.ask(event, token, "hybrid")) == {"mode": "invalid_choice"}
    placed = client.seat(event, token)
    assert fields(client.switch(placed, token, "in_person")) == {"mode": "mode_not_offered"}


def test_a_closed_window_a_cancelled_event_and_one_that_began_take_nobody(
    client: EventClient,
) -> None:
    token = client.register()
    early = client.create(registration_opens_at="2027-03-05T09:00:00-05:00")
    closed = client.create(registration_closes_at="2027-03-02T09:00:00-05:00")
    cancelled, begun = client.create(), client.create()
    refused(client.ask(early, token), 409, "registration_closed")
    client.move_to("2027-03-06T09:00:00-05:00")
    refused(client.ask(closed, token), 409, "registration_closed")
    refused(client.guest(closed, "x@example.org"), 409, "registration_closed")
    assert client.seat(early, token)["status"] == "confirmed"
    path = f"{STAFF_EVENTS}/{cancelled['id']}/cancel"
    assert client.call("POST", path, {}, client.staff()).get_json()["cancelled"] is True
    assert client.call("POST", path, {}, client.staff()).status_code == 200
    refused(client.ask(cancelled, token), 409, "event_cancelled")
    client.move_to("2027-03-20T13:30:00-04:00")
    refused(client.ask(begun, token), 422, "event_over")
    refused(client.leave(client.mine(token), token), 422, "event_over")
    refused(client.change(begun, starts_at="2027-03-22T13:30:00-04:00"), 422, "event_over")
    assert client.change(begun, description="Merci!").status_code == 200


def test_somebody_else_s_registration_is_not_found(client: EventClient) -> None:
    event, tokens = client.create(), client.people(2)
    placed = client.seat(event, tokens[0])
    refused(client.leave(placed, tokens[1]), 404, "not_found")
    refused(client.switch(placed, tokens[1], "in_person"), 404, "not_found")
    refused(client.leave({"id": "p1-x"}, tokens[1]), 404, "not_found")
    assert client.leave(placed, client.staff()).status_code == 204


def test_a_capacity_below_what_is_taken_names_who_would_lose(client: EventClient) -> None:
    event, tokens = client.create(), client.people(3)
    placed = [client.seat(event, token) for token in tokens]
    problem = refused(client.change(event, capacity={"online": 1}), 409, "capacity_too_low")
    assert problem["registrations"] == [
        {"id": placed[1]["id"], "name": "Ana Exemple", "mode": "online"}
    ]
    problem = refused(client.change(event, mode="in_person"), 409, "capacity_too_low")
    assert len(problem["registrations"]) == 2
    assert client.seats(event)["online"]["capacity"] == 2
    assert client.change(event, capacity={"online": 3}).status_code == 200
    assert client.mine(tokens[2])["status"] == "confirmed"


def test_an_event_may_gain_and_lose_a_mode(client: EventClient) -> None:
    event, token = client.create(), client.register()
    assert client.change(event, mode="online").status_code == 200
    assert set(client.seats(event)) == {"online"}
    assert fields(client.change(event, mode="hybrid")) == {"capacity.in_person": "required"}
    both = client.change(event, mode="hybrid", capacity={"in_person": 1})
    assert both.get_json()["seats"]["in_person"]["remaining"] == 1
    assert client.seat(event, token, "in_person")["status"] == "confirmed"


def test_a_new_time_is_told_with_an_updated_invitation(client: EventClient) -> None:
    event, tokens = client.create(), client.people(3)
    for token in tokens:
        client.seat(event, token)
    client.drain()
    first = calendar(client, "event_confirmed", "p0@example.org")[1]
    times = {"starts_at": "2027-03-21T10:00:00-04:00", "ends_at": "2027-03-21T11:00:00-04:00"}
    assert client.change(event, **times).get_json()["sequence"] == 1
    assert client.change(event, description="Mieux").get_json()["sequence"] == 1
    client.drain()
    client.advance("PT6M")  # the second pass tells nobody twice
    method, second = calendar(client, "event_changed", "p0@example.org")
    assert method == "REQUEST"
    assert second["uid"] == first["uid"]
    assert int(second["sequence"]) > int(first["sequence"])
    assert second["dtstart"].dt.isoformat() == "2027-03-21T14:00:00+00:00"
    assert "secret-room" not in second.to_ical().decode()
    assert [client.event_mails(f"p{n}@example.org")[-1] for n in range(3)] == ["event_changed"] * 3
    told = text_of(client.mails("event_changed", "p0@example.org")[0])
    assert "Ancien horaire\xa0: samedi 20 mars 2027, de 13" in told
    assert "attente" not in told


def test_a_cancelled_event_is_told_to_all_and_leaves_the_calendars(client: EventClient) -> None:
    event, tokens = client.create(), client.people(3)
    for token in tokens:
        client.seat(event, token)
    client.drain()
    client.call("POST", f"{STAFF_EVENTS}/{event['id']}/cancel", {}, client.staff())
    client.drain()
    for _ in range(3):
        client.advance("P7D")
    assert calendar(client, "event_cancelled", "p0@example.org")[0] == "CANCEL"
    kinds = [client.event_mails(f"p{n}@example.org") for n in range(3)]
    assert [each[1:] for each in kinds] == [["event_cancelled"]] * 3
    assert {client.mine(token)["status"] for token in tokens} == {"cancelled"}
    assert client.call("GET", "/api/v1/events").get_json()["events"] == []


def test_reminders_come_seven_days_one_day_and_online_one_hour_before(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 1, "online": 1}), client.people(3)
    client.seat(event, tokens[0], "in_person")
    client.seat(event, tokens[1])
    client.seat(event, tokens[2])
    for moment in ("2027-03-13T13:35", "2027-03-19T13:35", "2027-03-20T12:35"):
        client.move_to(f"{moment}:00-04:00")
    reminders = [client.mails("event_reminder", f"p{n}@example.org") for n in range(2)]
    assert [len(each) for each in reminders] == [2, 3]
    assert "12, rue de l’Exemple" in text_of(reminders[0][0])
    assert "rampe à gauche" in text_of(reminders[0][0])
    assert all("/rejoindre?jeton=" in text_of(mail) for mail in reminders[1])
    assert not any("secret-room" in text_of(mail) for mail in reminders[1])
    (waiting,) = client.mails("event_waiting", "p2@example.org")
    assert "au rang 1" in text_of(waiting)


def test_a_new_link_is_where_the_link_of_earlier_mails_leads(client: EventClient) -> None:
    event, token = client.create(), client.register()
    client.seat(event, token)
    client.drain()
    given = re.search(r"/rejoindre\?jeton=(\S+)", text_of(client.mails("event_confirmed")[-1]))
    assert given is not None
    client.change(event, online_url="https://visio.example.org/other-room")
    client.move_to("2027-03-20T13:25:00-04:00")
    entered = client.http.post("/rejoindre", data={"jeton": given[1]})
    assert entered.location == "https://visio.example.org/other-room"
    assert client.mails("event_changed") == []


def test_near_the_start_a_freed_seat_is_offered_and_has_to_be_confirmed(
    client: EventClient,
) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(3)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to(NEAR)
    client.leave(placed[0], tokens[0])
    client.drain()
    mine = client.mine(tokens[1])
    assert (mine["status"], mine["confirm_by"]) == ("waitlisted", "2027-03-20T09:45:00-04:00")
    assert client.event_mails("p1@example.org")[-1] == "event_offer"
    taken = client.accept(placed[1], tokens[1])
    assert (taken.status_code, taken.get_json()["status"]) == (200, "confirmed")
    assert client.accept(placed[1], tokens[1]).status_code == 200
    client.advance("PT2H")
    assert client.mine(tokens[1])["status"] == "confirmed"
    assert client.mine(tokens[2])["status"] == "waitlisted"
    refused(client.accept(placed[2], tokens[2]), 409, "not_registered")


def test_an_offer_that_lapses_goes_to_the_next_with_a_shorter_delay(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(3)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to(NEAR)
    client.leave(placed[0], tokens[0])
    client.drain()
    client.advance("PT76M")
    refused(client.accept(placed[1], tokens[1]), 409, "offer_lapsed")
    assert client.mine(tokens[1])["status"] == "waitlisted"
    assert client.event_mails("p1@example.org")[-1] == "event_offer_lapsed"
    assert client.event_mails("p2@example.org")[-1] == "event_offer"
    assert client.mine(tokens[2])["confirm_by"] == "2027-03-20T10:42:00-04:00"


def test_nobody_is_promoted_after_the_start(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(2)
    placed = [client.seat(event, token) for token in tokens]
    client.move_to("2027-03-20T13:29:00-04:00")
    client.leave(placed[0], tokens[0])
    client.drain()
    assert client.event_mails("p1@example.org")[-1] == "event_seat_free"
    client.advance("PT10M")
    assert client.mine(tokens[1])["status"] == "waitlisted"
    refused(client.accept(placed[1], tokens[1]), 422, "event_over")
    assert client.event_mails("p1@example.org").count("event_seat_free") == 1


def test_the_public_form_answers_the_same_whoever_it_is(client: EventClient) -> None:
    event, _ = client.create(), client.register()
    answers = [
        client.guest(event, address)
        for address in ("ana@example.org", "gaelle@example.org", "Gaelle@example.org")
    ]
    assert {(a.status_code, a.data) for a in answers} == {(202, b'{"status":"accepted"}')}
    client.drain()
    assert client.event_mails("ana@example.org") == ["event_confirmed"]
    assert client.event_mails("gaelle@example.org") == ["event_confirmed"]
    assert client.seats(event)["online"]["remaining"] == 0
    space = token_in(client.mails("event_confirmed", "gaelle@example.org")[0])
    me = client.me(space)
    assert me["profile"]["given_name"] == "Gaëlle"
    assert me["profile"]["maturity_level"] is None
    assert me["event_registrations"][0]["status"] == "confirmed"
    assert client.leave(me["event_registrations"][0], space).status_code == 204


def test_an_event_for_participants_asks_who_it_is(client: EventClient) -> None:
    event, token = client.create(public=False), client.register()
    refused(client.guest(event, "gaelle@example.org"), 401, "unauthenticated")
    refused(client.ask(event, "forged"), 401, "invalid_token")
    assert client.seat(event, token)["status"] == "confirmed"


def test_the_public_form_says_what_is_missing(client: EventClient) -> None:
    event = client.create()
    answer = client.call("POST", f"/api/v1/events/{event['id']}/registrations", {"mode": "online"})
    missing = {"email", "given_name", "family_name", "consents"}
    assert fields(answer) == dict.fromkeys(missing, "required")


def test_who_registers_again_is_told_again_once_an_hour(client: EventClient) -> None:
    event = client.create()
    for wait, told in (("PT1M", 1), ("PT9M", 1), ("PT1M", 2), ("PT20M", 2), ("PT40M", 3)):
        client.advance(wait)
        assert client.guest(event, "gaelle@example.org").status_code == 202
        client.drain()
        assert client.kinds("gaelle@example.org") == ["event_confirmed"] * told
        client.driver.confirm(client.token_for("gaelle@example.org", "event_confirmed"))


def test_a_stranger_changes_neither_name_nor_refusals_of_a_guest(client: EventClient) -> None:
    event, address = client.create(), "gaelle@example.org"
    client.guest(event, address)
    client.drain()
    token = token_in(client.mails("event_confirmed", address)[0])
    before = client.me(token)
    granted = dict.fromkeys(before["consents"], True)
    body = {**REGISTRATION, "email": address, "given_name": "Autre", "consents": granted}
    assert client.call("POST", "/api/v1/registrations", body).status_code == 202
    after = client.me(token)
    assert after == before
    client.driver.confirm(token)
    agreed = client.me(token)
    assert agreed["consents"] == {**before["consents"], "program": True}
    assert agreed["profile"]["given_name"] == before["profile"]["given_name"]


def test_an_address_that_bounced_is_tried_again_when_it_is_given_anew(client: EventClient) -> None:
    address = "bounce@simulator.amazonses.com"
    for _ in range(2):
        client.guest(client.create(), address)
        client.drain()
    assert len(client.kinds(address)) == 1
    later = client.create(
        starts_at="2027-05-20T13:30:00-04:00", ends_at="2027-05-20T15:00:00-04:00"
    )
    client.advance("P30D")
    client.guest(later, address)
    client.drain()
    assert len(client.kinds(address)) == 2


def test_a_moment_to_the_second_is_the_same_moment(client: EventClient) -> None:
    event = client.create()
    same = client.change(event, starts_at="2027-03-20T13:30:00.5-04:00")
    assert same.get_json()["sequence"] == 0


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://réunion.example/x", "https://xn--runion-bva.example/x"),
        ("https://host.example/a b", "https://host.example/a%20b"),
        ("https:host.example", "https://host.example/"),
        ("https://host.example", "https://host.example"),
    ],
)
def test_an_address_is_kept_as_a_browser_understands_it(
    client: EventClient, written: str, kept: str
) -> None:
    event = client.create(online_url=written)
    assert event["online_url"] == kept


def test_the_team_is_told_that_a_registration_does_not_exist(client: EventClient) -> None:
    event = client.create()
    nobody = {"id": f"p0-{event['id'][3:]}"}
    refused(client.leave(nobody, client.staff()), 404, "not_found")
    refused(client.switch(nobody, client.staff(), "online"), 404, "not_found")


def test_what_is_about_tonight_is_not_put_off_by_a_flood(client: EventClient) -> None:
    tonight = client.create(
        starts_at="2027-03-01T19:00:00-05:00", ends_at="2027-03-01T20:00:00-05:00"
    )
    token = client.register("gaelle@example.org")
    client.seat(tonight, token)
    client.drain()
    for _ in range(wiring.programme().mails_per_day):
        client.guest(client.create(), "gaelle@example.org")
    client.drain()
    client.call("POST", f"{STAFF_EVENTS}/{tonight['id']}/cancel", {}, client.staff())
    client.drain()
    assert client.kinds("gaelle@example.org")[-1] == "event_cancelled"


def test_a_guest_who_joins_the_programme_completes_their_profile(client: EventClient) -> None:
    event = client.create()
    client.guest(event, "gaelle@example.org")
    client.drain()
    body = {**REGISTRATION, "email": "gaelle@example.org", "given_name": "Gaëlle"}
    assert client.call("POST", "/api/v1/registrations", body).status_code == 202
    client.drain()
    token = client.token_for("gaelle@example.org", "event_confirmed")
    client.driver.confirm(token)
    me = client.me(token)
    assert me["profile"]["maturity_level"] == "emergent"
    assert len(me["event_registrations"]) == 1
    assert client.call("POST", "/api/v1/registrations", body).status_code == 202


def test_bounced_addresses_get_no_more_mail(client: EventClient) -> None:
    event = client.create()
    address = "bounce@simulator.amazonses.com"
    client.guest(event, address)
    client.drain()
    client.move_to("2027-03-19T13:35:00-04:00")
    assert client.event_mails(address) == ["event_confirmed"]


def present(client: EventClient, event: dict[str, Any], *pairs: tuple[str, str]) -> TestResponse:
    said = [{"registration_id": identifier, "status": status} for identifier, status in pairs]
    path = f"{STAFF_EVENTS}/{event['id']}/attendance"
    return client.call("PUT", path, {"attendances": said}, client.staff())


@pytest.mark.usefixtures("blank_pages")
def test_attendance_of_a_group_session_counts_as_a_session_once(client: EventClient) -> None:
    event, tokens = client.create(kind="group_session"), client.people(2)
    one, two = [client.seat(event, token)["id"] for token in tokens]
    client.move_to("2027-03-20T15:00:00-04:00")
    for pairs in [((one, "attended"), (two, "absent")), ((one, "attended"),), ((one, "absent"),)]:
        assert present(client, event, *pairs).status_code == 200
    assert present(client, event, (one, "attended")).get_json() == {
        "attendances": [{"registration_id": one, "status": "attended"}]
    }
    client.drain()
    for _ in range(3):
        client.advance("P2D")
    assert [client.kinds(f"p{n}@example.org").count("document") for n in range(2)] == [1, 0]
    assert [client.kinds(f"p{n}@example.org").count("survey_invitation") for n in range(2)] == [
        1,
        0,
    ]
    assert [d["theme"] for d in client.me(tokens[0])["documents"]] == ["decouvrabilite"]
    assert [client.mine(token)["status"] for token in tokens] == ["attended", "absent"]
    survey = token_in(client.mails("survey_invitation", "p0@example.org")[0])
    answers = {"answers": {"satisfaction": 5, "shared": True}}
    assert client.call("POST", "/api/v1/survey", answers, survey).status_code == 201


def test_who_was_not_there_after_all_gets_neither_document_nor_survey(
    client: EventClient,
) -> None:
    event, (token,) = client.create(kind="group_session"), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T14:00:00-04:00")
    for status in ("attended", "absent"):
        assert present(client, event, (placed, status)).status_code == 200
    for _ in range(4):
        client.advance("P1D")
    assert {"document", "survey_invitation"}.isdisjoint(client.kinds("p0@example.org"))


@pytest.mark.usefixtures("blank_pages")
def test_who_was_there_after_all_is_asked_once_however_often_it_is_corrected(
    client: EventClient,
) -> None:
    event, (token,) = client.create(kind="group_session"), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T15:00:00-04:00")
    for status in ("attended", "absent"):
        present(client, event, (placed, status))
    client.advance("P3D")
    for status in ("attended", "absent", "attended"):
        present(client, event, (placed, status))
        client.advance("PT1H")
    assert client.kinds("p0@example.org").count("survey_invitation") == 1


def test_a_group_session_cancelled_at_the_door_leaves_neither_document_nor_survey(
    client: EventClient,
) -> None:
    event, (token,) = client.create(kind="group_session"), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T12:30:00-04:00")
    present(client, event, (placed, "attended"))
    path = f"{STAFF_EVENTS}/{event['id']}/cancel"
    assert client.call("POST", path, {}, client.staff()).status_code == 200
    for _ in range(4):
        client.advance("P1D")
    assert client.kinds("p0@example.org")[-1] == "event_cancelled"
    assert client.me(token)["documents"] == []


@pytest.mark.parametrize("status", ["attended", "absent"])
def test_who_was_marked_too_early_keeps_every_right_to_their_seat(
    client: EventClient, status: str
) -> None:
    event, tokens = client.create(capacity={"in_person": 1, "online": 1}), client.people(2)
    placed, _ = (client.seat(event, token) for token in tokens)
    client.drain()
    present(client, event, (placed["id"], status))
    assert client.change(event, venue="Ailleurs").status_code == 200
    client.move_to("2027-03-19T14:00:00-04:00")
    assert client.event_mails("p0@example.org") == [
        "event_confirmed",
        "event_changed",
        "event_reminder",
    ]
    assert client.switch(placed, tokens[0], "in_person").status_code == 200
    assert client.mine(tokens[0])["status"] == "confirmed"
    present(client, event, (placed["id"], status))
    assert client.leave(placed, tokens[0]).status_code == 204
    assert client.seats(event)["in_person"]["remaining"] == 1


def test_an_event_where_somebody_is_present_does_not_move(client: EventClient) -> None:
    event, (token,) = client.create(), client.people(1)
    placed = client.seat(event, token)["id"]
    present(client, event, (placed, "attended"))
    later = {"starts_at": "2027-03-27T13:30:00-04:00", "ends_at": "2027-03-27T15:00:00-04:00"}
    refused = client.change(event, **later)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "presences_recorded")
    present(client, event, (placed, "absent"))
    assert client.change(event, **later).status_code == 200


def test_a_capacity_under_what_is_taken_names_those_already_welcomed(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 3}), client.people(3)
    placed = [client.seat(event, token)["id"] for token in tokens]
    present(client, event, (placed[1], "attended"), (placed[2], "attended"))
    refused = client.change(event, capacity={"online": 1})
    assert refused.status_code == 409
    assert [each["id"] for each in refused.get_json()["registrations"]] == placed[1:]


def test_who_was_there_after_all_is_sent_the_summary_once(client: EventClient) -> None:
    event, (token,) = client.create(), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T15:30:00-04:00")
    present(client, event, (placed, "absent"))
    path = f"{STAFF_EVENTS}/{event['id']}/summary"
    assert client.call("POST", path, {"markdown": "Vu."}, client.staff()).status_code == 200
    client.drain()
    for status in ("attended", "absent", "attended"):
        present(client, event, (placed, status))
        client.drain()
    kinds = client.event_mails("p0@example.org")
    assert (kinds.count("event_digest"), kinds.count("event_summary")) == (1, 1)


@pytest.mark.usefixtures("blank_pages")
def test_a_document_whose_mail_was_given_up_leaves_after_all(client: EventClient) -> None:
    event, (token,) = client.create(kind="group_session"), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T15:00:00-04:00")
    present(client, event, (placed, "attended"))
    wiring.run(deliver_document, placed)  # drawn; its mail is still to leave
    present(client, event, (placed, "absent"))
    client.drain()
    assert "document" not in client.kinds("p0@example.org")
    present(client, event, (placed, "attended"))
    client.advance("PT10M")
    assert client.kinds("p0@example.org").count("document") == 1


@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize("move", ["switches", "leaves and comes back"])
def test_who_was_marked_too_early_then_moved_is_asked_when_they_come(
    client: EventClient, move: str
) -> None:
    event, (token,) = client.create(kind="group_session"), client.people(1)
    placed = client.seat(event, token)
    client.move_to("2027-03-20T13:00:00-04:00")
    present(client, event, (placed["id"], "attended"))
    if move == "switches":
        client.switch(placed, token, "in_person")
    else:
        client.leave(placed, token)
        client.seat(event, token)
    client.move_to("2027-03-24T15:00:00-04:00")
    present(client, event, (placed["id"], "attended"))
    for _ in range(20):
        client.advance("P1D")
    kinds = client.kinds("p0@example.org")
    assert (kinds.count("document"), kinds.count("survey_invitation")) == (1, 1)
    assert kinds.count("survey_reminder") == 2


@pytest.mark.usefixtures("blank_pages")
def test_who_is_marked_while_the_summaries_are_written_has_the_whole_one(
    client: EventClient,
) -> None:
    event, (token,) = client.create(), client.people(1)
    placed = client.seat(event, token)["id"]
    client.move_to("2027-03-20T15:30:00-04:00")
    client.drain()
    present(client, event, (placed, "absent"))
    path = f"{STAFF_EVENTS}/{event['id']}/summary"
    assert client.call("POST", path, {"markdown": "Vu."}, client.staff()).status_code == 200
    before_the_next_write(lambda: present(client, event, (placed, "attended")))
    client.drain()
    client.advance("PT10M")
    assert client.event_mails("p0@example.org").count("event_summary") == 1


def test_a_mark_that_comes_before_the_confirmation_leaves_does_not_stop_it(
    client: EventClient,
) -> None:
    event, (token,) = client.create(), client.people(1)
    placed = client.seat(event, token)["id"]
    present(client, event, (placed, "attended"))
    client.drain()
    assert client.event_mails("p0@example.org") == ["event_confirmed"]
    client.advance("PT15M")
    client.guest(event, "p0@example.org")
    client.drain()
    assert client.event_mails("p0@example.org") == ["event_confirmed"] * 2


def test_an_offer_lapses_whatever_the_team_notes_too_early(client: EventClient) -> None:
    event, tokens = client.create(capacity={"in_person": 0, "online": 1}), client.people(3)
    first, second, third = [client.seat(event, token) for token in tokens]
    client.move_to(NEAR)
    client.leave(first, tokens[0])
    present(client, event, (second["id"], "absent"))
    client.advance("PT2H")
    assert client.mine(tokens[1])["status"] == "waitlisted"
    assert client.accept(third, tokens[2]).status_code == 200


def test_a_guest_comes_to_events_of_the_programme_once_they_have_joined(
    client: EventClient,
) -> None:
    client.guest(client.create(), "gaelle@example.org")
    client.drain()
    token = token_in(client.mails("event_confirmed", "gaelle@example.org")[0])
    event = client.create(public=False)
    refused(client.ask(event, token), 409, "profile_needed")
    client.enter(token)
    assert "Compléter mon profil" in client.http.get(f"/evenements/{event['id']}").text
    body = {**REGISTRATION, "email": "gaelle@example.org"}
    assert client.call("POST", "/api/v1/registrations", body).status_code == 202
    refused(client.ask(event, token), 409, "profile_needed")
    client.driver.confirm(token)
    assert client.ask(event, token).status_code == 201


def test_attendance_of_who_has_no_seat_there_is_refused_and_nothing_is_written(
    client: EventClient,
) -> None:
    event, other, tokens = client.create(), client.create(), client.people(4)
    seated, _, waiting = [client.seat(event, token)["id"] for token in tokens[:3]]
    elsewhere = client.seat(other, tokens[3])["id"]
    for bad in (waiting, elsewhere, "p1-v1", "x"):
        answer = present(client, event, (seated, "attended"), (bad, "attended"))
        assert fields(answer) == {"attendances.1.registration_id": "not_registered"}
    assert client.mine(tokens[0])["status"] == "confirmed"
    twice = present(client, event, (seated, "attended"), (seated, "absent"))
    assert fields(twice) == {"body": "said_twice"}
    assert fields(present(client, event, (seated, "late"))) == {
        "attendances.0.status": "invalid_choice"
    }


def test_the_summary_goes_to_those_present_and_a_lighter_one_to_the_others(
    client: EventClient,
) -> None:
    event, tokens = client.create(), client.people(2)
    client.register("com@example.org", consents={"program": True, "community": True})
    one, two = [client.seat(event, token)["id"] for token in tokens]
    path = f"{STAFF_EVENTS}/{event['id']}/summary"
    body = {
        "markdown": "## Trois idées\n\n- **Nommer**",
        "replay_url": "https://video.example.org/1",
    }
    assert fields(client.call("POST", path, body, client.staff())) == {
        "markdown": "before_the_event"
    }
    client.move_to("2027-03-20T15:00:00-04:00")
    present(client, event, (one, "attended"), (two, "absent"))
    for _ in range(2):
        assert client.call("POST", path, body, client.staff()).status_code == 200
        client.drain()
    assert client.event_mails("p0@example.org")[-1] == "event_summary"
    assert client.event_mails("p1@example.org")[-1] == "event_digest"
    assert client.event_mails("com@example.org") == ["event_digest"]
    assert "Trois idées" in text_of(client.mails("event_summary", "p0@example.org")[0])
    assert "Trois idées" not in text_of(client.mails("event_digest", "p1@example.org")[0])
    shown = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    assert shown["replay_url"] == "https://video.example.org/1"


def test_the_agenda_shows_events_with_who_comes(client: EventClient) -> None:
    event, tokens = client.create(), client.people(3)
    for token in tokens:
        client.seat(event, token)
    client.leave(client.mine(tokens[1]), tokens[1])
    path = "/api/v1/staff/agenda?from=2027-03-15&to=2027-03-25"
    (shown,) = client.call("GET", path, token=client.staff()).get_json()["events"]
    assert shown["id"] == event["id"]
    who = [(r["participant"]["email"], r["status"]) for r in shown["registrations"]]
    assert who == [("p0@example.org", "confirmed"), ("p2@example.org", "confirmed")]


def test_a_claim_left_by_a_crash_is_finished_by_the_sweep(client: EventClient) -> None:
    event, token = client.create(), client.register()
    registration = _claimed(client, event, token)
    assert client.me(token)["event_registrations"] == []
    client.advance("PT5M")
    assert client.mine(token)["status"] == "confirmed"
    assert client.event_mails("ana@example.org") == ["event_confirmed"]
    again = client.ask(event, token)
    assert (again.status_code, again.get_json()["id"]) == (201, registration)


def test_a_claim_left_by_a_crash_is_the_answer_to_the_same_request(client: EventClient) -> None:
    event, token = client.create(), client.register()
    registration = _claimed(client, event, token)
    again = client.ask(event, token)
    assert (again.status_code, again.get_json()["id"]) == (201, registration)
    assert client.seats(event)["online"]["remaining"] == 1


def _claimed(client: EventClient, event: dict[str, Any], token: str) -> str:
    """As a function that dies right after its claim leaves it."""
    person, _ = wiring.links().read(Purpose.PERSONAL, token, wiring.now())
    identifier = f"{person}-{event['id'][3:]}"
    from chalicelib.domain.events.events import Mode

    wiring.store().claim(event["id"], identifier, Mode.ONLINE, False, wiring.now())
    return identifier


def test_a_broadcast_reaches_everybody_page_after_page(
    client: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.workflows.events.announce.PAGE", 2)
    monkeypatch.setattr("chalicelib.workflows.events.announce.PAGES", 2)
    event, tokens = client.create(capacity={"in_person": 0, "online": 9}), client.people(7)
    for token in tokens:
        client.seat(event, token)
    client.change(event, venue="Ailleurs")
    for _ in range(5):
        client.advance("PT5M")
    told = [client.event_mails(f"p{n}@example.org").count("event_changed") for n in range(7)]
    assert told == [1] * 7


def test_nothing_is_left_to_do_in_the_index_once_all_is_calm(client: EventClient) -> None:
    event, token = client.create(), client.register()
    client.seat(event, token)
    client.advance("PT6M")
    soon = wiring.now() + timedelta(hours=1)
    assert wiring.store().due(soon, 100) == []
    found = wiring.store().one(EventRegistration, client.mine(token)["id"])
    assert found is not None
    assert found.answered

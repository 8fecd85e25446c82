"""The team sees what became of each mail, and sends one again if it is still wanted."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.staff import Role
from chalicelib.workflows.people.manage_staff import enrol
from tests.handlers.people.test_mail_law import ONE_CLICK, link_of, press
from tests.support.driver import Client
from tests.support.systems import system_for

system = system_for(blank_pages=True)

ADMIN, HERS, OTHER = "equipe@example.org", "brigadiere@example.org", "autre@example.org"
MAILS, PAGE = "/api/v1/staff/messages", "/equipe/courriels"
PEOPLE = "/api/v1/staff/people"
ANA, BO = "ana@example.org", "bo@example.org"


@pytest.fixture
def client(system: Any) -> Client:
    return Client(system)


def ask(
    client: Client, method: str, path: str, body: Any = None, who: str = ADMIN, **headers: str
) -> TestResponse:
    return client.call(method, path, body, client.staff(who), **headers)


def listed(client: Client, query: str = "", who: str = ADMIN) -> list[dict[str, Any]]:
    answer = ask(client, "GET", f"{MAILS}{query}", who=who)
    assert answer.status_code == 200, answer.text
    mails: list[dict[str, Any]] = answer.get_json()["messages"]
    return mails


def told(mails: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(each["email"], each["kind"], each["state"]) for each in mails]


def resend(
    client: Client, message: dict[str, Any], who: str = ADMIN, **headers: str
) -> TestResponse:
    answer = ask(client, "POST", f"{MAILS}/{message['id']}/resend", who=who, **headers)
    client.drain()
    return answer


def one(client: Client, kind: str, query: str = "") -> dict[str, Any]:
    return next(each for each in listed(client, query) if each["kind"] == kind)


def booked(client: Client, address: str = ANA) -> tuple[str, dict[str, Any]]:
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
    token = client.register(address)
    booking = client.book(token, slots[0])
    client.drain()
    return token, booking


def test_what_waits_and_what_left_are_told_with_whom_they_are_for(client: Client) -> None:
    booked(client)
    assert told(listed(client, "?state=waiting")) == [
        (ANA, "booking_reminder", "pending"),
        (ANA, "booking_reminder", "pending"),
    ]
    left = listed(client, "?state=settled")
    assert {each[1] for each in told(left) if each[0] == ANA} == {
        "registration",
        "booking_confirmed",
    }
    assert {each["name"] for each in left if each["email"] == ANA} == {"Ana Exemple"}
    assert len(listed(client)) == len(left) + 2
    assert listed(client, "?state=undelivered") == []
    assert [e["kind"] for e in listed(client, "?kind=registration")] == ["registration"]


def test_each_list_has_what_its_word_says(client: Client) -> None:
    token, booking = booked(client)
    client.driver.cancel(token, booking["id"])
    client.move_to("2027-03-10T08:00:00-05:00")
    sent = {each["state"] for each in listed(client, "?state=sent")}
    unsent = told(listed(client, "?state=unsent"))
    assert (sent, {each[2] for each in unsent}) == ({"delivered"}, {"cancelled"})
    assert (ANA, "booking_reminder", "cancelled") in unsent
    settled = listed(client, "?state=settled")
    assert len(settled) == len(listed(client, "?state=sent")) + len(unsent)
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    assert "Pas envoyé<" not in client.http.get(PAGE).text
    rest = client.http.get(f"{PAGE}?liste=pas-envoyes").text
    assert "Pas envoyé<" in rest
    assert "Reçu<" not in rest


def test_each_page_goes_on_where_the_one_before_ended(client: Client) -> None:
    for n in range(30):
        client.ask_to_join(f"p{n}@example.org")
    client.drain()
    first = ask(client, "GET", MAILS).get_json()
    second = ask(client, "GET", f"{MAILS}?cursor={first['next'].replace('#', '%23')}").get_json()
    found = [each["email"] for each in first["messages"] + second["messages"]]
    assert sorted(found) == sorted(f"p{n}@example.org" for n in range(30))
    assert (len(first["messages"]), second["next"]) == (25, None)
    waits = ask(client, "GET", f"{MAILS}?state=waiting").get_json()
    assert waits == {"messages": [], "next": None}


def test_one_persons_mails_are_theirs_alone(client: Client) -> None:
    booked(client)
    client.register(BO)
    person = one(client, "booking_confirmed")["person_id"]
    mails = listed(client, f"?person={person}")
    assert {each["email"] for each in mails} == {ANA}
    assert [each["state"] for each in mails][:2] == ["pending", "pending"]
    assert ask(client, "GET", f"{MAILS}?person=pnobody").status_code == 404


def test_an_adviser_sees_the_mails_of_whom_she_accompanies(client: Client) -> None:
    booked(client)
    client.register(BO)
    wiring.run(enrol, OTHER, "Claude Exemple", Role.ADVISER)
    assert {each["email"] for each in listed(client, who=HERS)} == {ANA, HERS}
    assert listed(client, who=OTHER) == []
    confirmed = one(client, "booking_confirmed")
    path = f"{MAILS}?person={confirmed['person_id']}"
    assert ask(client, "GET", path, who=OTHER).status_code == 403
    assert resend(client, confirmed, OTHER).status_code == 403
    assert client.kinds(ANA).count("booking_confirmed") == 1


def test_a_mail_is_sent_again_as_it_would_be_now(client: Client) -> None:
    booked(client)
    confirmed = one(client, "booking_confirmed")
    assert confirmed["resendable"]
    answer = resend(client, confirmed, HERS)
    assert (answer.status_code, answer.get_json()["kind"]) == (201, "booking_confirmed")
    assert answer.get_json()["id"] != confirmed["id"]
    assert client.kinds(ANA).count("booking_confirmed") == 2
    file = ask(client, "GET", f"/api/v1/staff/people/{confirmed['person_id']}").get_json()
    deeds = {each["what"]: each["by"] for each in file["history"]}
    assert deeds["mail_sent_again"] == "Dominique Exemple"


def test_the_same_tap_twice_sends_one_mail(client: Client) -> None:
    booked(client)
    confirmed = one(client, "booking_confirmed")
    key = {"Idempotency-Key": "une-fois"}
    first, second = (resend(client, confirmed, **key) for _ in range(2))
    assert first.get_json() == second.get_json()
    path = f"{MAILS}/{confirmed['id']}/resend"
    third, fourth = (ask(client, "POST", path) for _ in range(2))
    assert third.get_json()["id"] == fourth.get_json()["id"] != first.get_json()["id"]
    client.drain()
    assert client.kinds(ANA).count("booking_confirmed") == 3


def test_a_mail_is_sent_again_three_times_at_most(client: Client) -> None:
    booked(client)
    confirmed = one(client, "booking_confirmed")
    answers = [resend(client, confirmed) for _ in range(4)]
    assert [each.status_code for each in answers] == [201, 201, 201, 409]
    assert answers[-1].get_json()["code"] == "resent_enough"
    again = resend(client, answers[0].get_json())
    assert again.get_json()["code"] == "resent_enough"


def test_what_makes_no_sense_any_more_is_not_sent_again(client: Client) -> None:
    token, booking = booked(client)
    confirmed = one(client, "booking_confirmed")
    reminder = one(client, "booking_reminder")
    assert resend(client, reminder).get_json()["code"] == "not_sent_yet"
    assert (
        client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token).status_code == 204
    )
    client.drain()
    refused = resend(client, confirmed).get_json()
    assert (refused["code"], refused["reason"]) == ("not_resent", "booking_changed")
    assert client.kinds(ANA).count("booking_confirmed") == 1


def test_nobody_who_unsubscribed_is_written_to_again(client: Client) -> None:
    _, booking = booked(client)
    client.move_to("2027-03-10T11:00:00-05:00")
    client.hold(booking)
    client.advance("P3D")
    invitation = one(client, "survey_invitation")
    press(client, link_of(client.mails("survey_invitation", ANA)[0]), **ONE_CLICK)
    refused = resend(client, invitation).get_json()
    assert (refused["code"], refused["reason"]) == ("not_resent", "unsubscribed")
    assert client.kinds(ANA).count("survey_invitation") == 1


def test_a_survey_that_is_sent_again_sends_no_more_reminders(client: Client) -> None:
    _, booking = booked(client)
    client.move_to("2027-03-10T11:00:00-05:00")
    client.hold(booking)
    client.advance("P3D")
    assert resend(client, one(client, "survey_invitation")).status_code == 201
    for _ in range(3):
        client.advance("P7D")
    kinds = client.kinds(ANA)
    assert (kinds.count("survey_invitation"), kinds.count("survey_reminder")) == (2, 2)
    assert listed(client, "?state=waiting") == []


def test_a_link_to_the_team_is_not_sent_again_by_somebody_else(client: Client) -> None:
    client.http.post("/equipe/lien", data={"email": HERS})
    client.drain()
    link = one(client, "staff_sign_in")
    assert not link["resendable"]
    assert resend(client, link).status_code in (403, 404, 409)


def test_the_page_lists_sends_again_and_says_why_not(client: Client) -> None:
    token, booking = booked(client)
    confirmed = one(client, "booking_confirmed")
    client.http.set_cookie("brigade_equipe", client.staff(ADMIN))
    page = client.http.get(PAGE)
    assert "Confirmation de la rencontre" in page.text
    assert "Ana Exemple" in page.text
    answer = client.http.post(f"{PAGE}/{confirmed['id']}/renvoyer", data={})
    assert answer.status_code == 303
    client.drain()
    assert client.kinds(ANA).count("booking_confirmed") == 2
    followed = client.http.get(answer.headers["Location"])
    assert "C’est renvoyé." in followed.text
    client.call("DELETE", f"/api/v1/bookings/{booking['id']}", token=token)
    refused = client.http.post(f"{PAGE}/{confirmed['id']}/renvoyer", data={})
    assert refused.status_code == 409
    assert "la rencontre a changé depuis" in refused.text
    for which in ("partis", "attente", "perdus"):
        assert client.http.get(f"{PAGE}?liste={which}").status_code == 200


def test_mails_to_somebody_who_was_merged_name_who_remains(client: Client) -> None:
    booked(client)
    client.register(BO, given_name="Bo")
    [ana], [bo] = (
        [each["id"] for each in ask(client, "GET", f"{PEOPLE}?q={name}").get_json()["people"]]
        for name in ("ana", "bo")
    )
    ask(client, "POST", f"{PEOPLE}/{bo}/merge", {"other": ana})
    client.drain()
    hers = [each for each in listed(client, who=HERS) if each["kind"] == "booking_reminder"]
    assert {each["name"] for each in hers} == {"Bo Exemple"}

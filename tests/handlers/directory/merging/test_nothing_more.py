"""A merge gives nobody more than they had: addresses, consents, figures, seats, erasure."""

from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.mail.messages import State
from chalicelib.domain.people.mail_purposes import MailPurpose, refused_by
from chalicelib.domain.people.participants import Participant, Registration
from chalicelib.workflows.mail.settle_message import settle_message
from chalicelib.workflows.people.correct_address import Correction, correct_registration
from chalicelib.workflows.people.unsubscribe import unsubscribe
from tests.support.driver import whose
from tests.support.events import EventClient
from tests.support.systems import system_for

from .test_merging import ANA, BO, PEOPLE, ask, file, merge, part, stored

system = system_for(blank_pages=True)


@pytest.fixture
def client(system: Any) -> EventClient:
    return EventClient(system)


def granted(client: EventClient, token: str) -> set[str]:
    return {name for name, said in client.me(token)["consents"].items() if said}


def status(client: EventClient, token: str) -> int:
    return client.call("GET", "/api/v1/me", token=token).status_code


def known(token: str) -> Participant:
    person = wiring.store().one(Participant, whose(token))
    assert person is not None
    return person


def registered(client: EventClient, **changes: Any) -> str:
    told = {"given_name": "Ana", "phone": "450 555-0123", "consents": {"program": True}}
    return str(ask(client, "POST", PEOPLE, {**told, **changes}).get_json()["id"])


def test_what_either_refused_is_refused_and_is_agreed_to_again_once_undone(
    client: EventClient,
) -> None:
    ana = client.register(ANA, consents={"program": True, "newsletter": True})
    bo = client.register(BO, consents={"program": True, "newsletter": False})
    merge(client, whose(ana), whose(bo))
    assert granted(client, ana) == {"program"}
    (refused,) = [e for e in file(client, whose(ana))["consent_history"] if e["source"] == "team"]
    assert (refused["purpose"], refused["granted"]) == ("newsletter", False)
    assert refused["text"]
    part(client, whose(ana))
    assert granted(client, ana) == {"program", "newsletter"}


def test_a_link_to_an_address_that_nobody_proved_opens_nothing(client: EventClient) -> None:
    ana = client.register(ANA)
    stranger = client.ask_to_join("stranger@example.org", phone="514 555-0100")
    client.drain()
    before = stored(client)
    assert merge(client, whose(ana), whose(stranger)).status_code == 200
    assert status(client, stranger) == 401
    assert client.call("POST", "/api/v1/me/confirmation", {}, stranger).status_code == 401
    assert client.me(ana)["profile"]["phone"] == ""
    assert part(client, whose(ana)).status_code == 200
    assert stored(client) == before
    assert status(client, stranger) == 200


def test_who_remains_is_written_to_at_the_address_that_is_proven(client: EventClient) -> None:
    ana = client.register(ANA, consents={"program": True, "community": True})
    asked = {"program": True, "newsletter": True}
    typed = client.ask_to_join("anna@example.org", consents=asked)
    client.drain()
    before = stored(client)
    one = merge(client, whose(typed), whose(ana)).get_json()
    assert (one["id"], one["email"], one["confirmed"]) == (whose(typed), ANA, True)
    assert status(client, typed) == 401
    assert client.me(ana)["profile"]["email"] == ANA
    client.call("POST", "/api/v1/me/confirmation", {}, ana)
    assert granted(client, ana) == {"program", "community"}
    assert part(client, whose(typed)).status_code == 200
    assert stored(client) == before
    assert status(client, typed) == 200


def test_an_address_that_somebody_has_taken_since_is_theirs(client: EventClient) -> None:
    ana = client.register(ANA)
    typed = client.ask_to_join("anna@example.org")
    merge(client, whose(ana), whose(typed))
    taken = registered(client, email="anna@example.org")
    assert part(client, whose(ana)).status_code == 200
    emails = [file(client, each)["email"] for each in (whose(typed), taken, whose(ana))]
    assert emails == ["", "anna@example.org", ANA]


def test_who_has_no_address_is_reached_at_that_of_the_other(client: EventClient) -> None:
    ana = client.register(ANA)
    heard = registered(client)
    one = merge(client, heard, whose(ana)).get_json()
    assert (one["id"], one["email"], one["profile"]["phone"]) == (heard, ANA, "450 555-0123")
    link = {"act": "send_link", "reason": "Au téléphone"}
    client.advance("PT1H")
    assert ask(client, "POST", f"{PEOPLE}/{heard}/mail", link).status_code == 200
    mailed = client.token_for(ANA, "personal_link")
    assert whose(mailed) == heard
    assert status(client, mailed) == 200
    assert part(client, heard).status_code == 200
    assert status(client, mailed) == 401
    assert status(client, ana) == 200
    assert file(client, heard)["email"] == ""


def test_one_person_is_counted_and_two_once_undone(client: EventClient) -> None:
    slots = client.open_day("2027-03-10T09:00:00-05:00", "2027-03-10T12:00:00-05:00")
    two = [client.register(each) for each in (ANA, BO)]
    for token, slot in zip(two, slots, strict=False):
        client.book(token, slot)
    client.move_to("2027-03-10T12:00:00-05:00")
    for token in two:
        client.hold(client.me(token)["sessions"][0])
    client.drain()

    def people() -> tuple[int, int, int]:
        path = "/api/v1/staff/report?edition=2026-2027"
        report = ask(client, "GET", path).get_json()
        found = report["people"]
        return report["accompaniments"]["total"], found["total"], found["with_several"]

    assert people() == (2, 2, 0)
    merge(client, *map(whose, two))
    assert people() == (2, 1, 1)
    part(client, whose(two[0]))
    assert people() == (2, 2, 0)


def test_who_is_registered_twice_has_one_seat_once_the_day_is_over(client: EventClient) -> None:
    event = client.create()
    ana, bo = (client.register(each) for each in (ANA, BO))
    mine, theirs = client.seat(event, ana, "in_person"), client.seat(event, bo, "online")
    client.drain()
    before = stored(client)
    merge(client, whose(ana), whose(bo))
    assert client.mine(bo)["id"] == mine["id"]
    assert client.ask(event, bo, "in_person").get_json()["id"] == mine["id"]
    assert client.seats(event)["online"]["remaining"] == 1
    part(client, whose(ana))
    assert stored(client) == before
    assert client.mine(bo)["id"] == theirs["id"]
    merge(client, whose(ana), whose(bo))
    client.advance("PT24H")
    assert client.seats(event)["online"]["remaining"] == 2
    assert client.mine(bo)["id"] == mine["id"]
    assert "event_left" not in client.kinds(ANA)


def test_erasing_who_remains_erases_all_that_was_theirs(client: EventClient) -> None:
    ana, bo = client.register(ANA), client.register(BO)
    merge(client, whose(ana), whose(bo))
    parts = client.call("GET", "/api/v1/me/export", token=ana).get_json()
    assert BO in str(parts)
    assert client.call("DELETE", "/api/v1/me", token=bo).status_code == 202
    client.drain()
    for wait in ("PT1M", "PT1M", "P4D"):
        client.advance(wait)
    assert [status(client, each) for each in (ana, bo)] == [401, 401]
    left = {key for key in stored(client) if whose(ana) in str(key) or whose(bo) in str(key)}
    assert left == set()
    assert client.kinds(ANA)[-1] == "erased"
    assert "erased" not in client.kinds(BO)
    assert whose(client.ask_to_join(BO)) not in (whose(ana), whose(bo))


def test_a_bounce_where_who_was_merged_was_written_to_closes_no_other_address(
    client: EventClient,
) -> None:
    ana, bo = client.register(ANA), client.register(BO)
    client.drain()
    merge(client, whose(ana), whose(bo))
    mail = file(client, whose(ana))["messages"]
    theirs = next(each["id"] for each in mail if whose(bo) in each["id"])
    wiring.run(settle_message, theirs, State.BOUNCED, True, BO)
    assert known(ana).bounced_at is None
    wiring.run(settle_message, theirs, State.BOUNCED, True, ANA)
    assert known(ana).bounced_at is not None


def test_who_takes_back_the_address_of_their_calendar_takes_back_each(client: EventClient) -> None:
    ana, bo = client.register(ANA), client.register(BO)
    url = client.call("GET", "/api/v1/me/calendar", token=bo).get_json()["url"]
    feed = url[url.index("/", len("https://")) :]
    merge(client, whose(ana), whose(bo))
    assert client.http.get(feed).status_code == 200
    client.enter(ana)
    assert client.http.post("/mon-espace/calendrier").status_code == 303
    assert client.http.get(feed).status_code in (401, 404)


def test_who_unsubscribes_while_merged_is_written_to_by_neither_id_once_undone(
    client: EventClient,
) -> None:
    ana, bo = client.register(ANA), client.register(BO)
    merge(client, whose(ana), whose(bo))
    wiring.run(unsubscribe, whose(bo), MailPurpose.LETTERS)
    part(client, whose(ana))
    for token in (ana, bo):
        assert refused_by(known(token)) == {MailPurpose.LETTERS}


def test_a_form_that_is_corrected_takes_nobody_away_who_was_merged(client: EventClient) -> None:
    typed, other = (client.ask_to_join(f"{name}@example.org") for name in ("annna", "anna"))
    client.register(BO)
    merge(client, whose(typed), whose(other))
    kept = known(typed)
    meant = Registration(BO, kept.profile, {"program": True})
    corrected = Correction("annna@example.org", meant, (kept.registered_at,))
    wiring.run(correct_registration, corrected)
    assert known(other).id == whose(typed)

"""What somebody unsubscribes from, or complains of, is no longer sent; they may want it again."""

from email.message import EmailMessage
from typing import Any

import pytest
from werkzeug.test import Client as WsgiClient

from chalicelib import handlers, wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import Participant
from infra.local.system import System
from tests.support.driver import Client, text_of
from tests.support.events import EventClient

ANA = "ana@example.org"
OPTIONAL = ("newsletter", "community", "summaries", "directory", "testimonial")
OPEN = {"program": True, **dict.fromkeys(OPTIONAL, True)}
SUMMARY = {"markdown": "## Trois idées", "replay_url": "https://video.example.org/1"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def ana(client: EventClient) -> str:
    """The token of somebody who agreed to all, and whose session was held."""
    token = client.register(ANA, consents=OPEN)
    slot = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00")[0]
    agree(client, token, **OPEN)
    booking = client.book(token, slot)
    client.move_to("2027-03-09T11:00:00-05:00")
    client.hold(booking)
    client.drain()
    return token


def agree(client: EventClient, token: str, **consents: bool) -> None:
    answer = client.call("PATCH", "/api/v1/me", {"consents": consents}, token)
    assert answer.status_code == 200, answer.text


def person(token: str) -> Participant:
    identifier = wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
    found = wiring.store().one(Participant, identifier)
    assert found is not None
    return found


def withdrawn(token: str) -> list[tuple[str, str]]:
    """What was withdrawn, and how, oldest first."""
    kept: tuple[Consent, ...] = person(token).consents
    return [(each.purpose, each.source.value) for each in kept if not each.granted]


def invitation(client: EventClient) -> EmailMessage:
    client.move_to("2027-03-11T12:00:00-05:00")
    return client.mails("survey_invitation", ANA)[-1]


def link_of(mail: EmailMessage) -> str:
    address = str(mail["List-Unsubscribe"]).strip("<>")
    return address[address.index("/desabonnement") :]


def press(client: Client, link: str, **data: str) -> str:
    """A press of a mail program, or of a page: without a cookie."""
    browser = WsgiClient(client.http.application, use_cookies=False)
    answer = browser.post(link, data=data)
    assert answer.status_code == 200, answer.text
    return answer.text


def tell(mail_id: str, what: str) -> None:
    handlers.settle_mail({"detail": {"eventType": what, "mail": {"tags": {"message": [mail_id]}}}})


def publish(client: EventClient) -> None:
    """The summary of an event to which nobody of the tests was registered."""
    event = client.create(
        starts_at="2027-03-11T13:00:00-05:00", ends_at="2027-03-11T14:00:00-05:00"
    )
    client.move_to("2027-03-11T15:00:00-05:00")
    path = f"/api/v1/staff/events/{event['id']}/summary"
    assert client.call("POST", path, SUMMARY, client.staff()).status_code == 200
    client.drain()


def test_one_click_ends_what_the_mail_was_for_and_nothing_else(
    client: EventClient, ana: str
) -> None:
    mail = invitation(client)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(mail.get_all("List-Unsubscribe", [])) == 1
    press(client, link_of(mail), **ONE_CLICK)
    assert withdrawn(ana) == [("surveys", "own_link")]
    publish(client)
    client.move_to("2027-03-20T12:00:00-04:00")
    assert "survey_reminder" not in client.kinds(ANA)
    assert client.event_mails(ANA) == ["event_digest"]
    assert client.me(ana)["consents"]["summaries"] is True


def test_what_the_queue_has_already_is_not_sent_to_who_unsubscribes(
    client: EventClient, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail, taken = invitation(client), []
    real = wiring.run
    client.move_to("2027-03-15T12:00:00-04:00")

    def late(story: Any, *given: Any) -> Any:
        if story.__name__ == "send_message":
            taken.append(given)
            press(client, link_of(mail), **ONE_CLICK)
        return real(story, *given)

    monkeypatch.setattr(wiring, "run", late)
    client.move_to("2027-03-17T12:00:00-04:00")
    assert taken
    assert "survey_reminder" not in client.kinds(ANA)
    held = [each for each in wiring.store().person(person(ana).id) if isinstance(each, Message)]
    (reminder,) = [each for each in held if each.kind is Kind.SURVEY_REMINDER]
    assert (reminder.state, reminder.reason) == (State.CANCELLED, "unsubscribed")


def test_the_page_ends_one_thing_or_all_that_is_not_necessary_and_undoes_it(
    client: EventClient, ana: str
) -> None:
    link = link_of(invitation(client))
    shown = client.http.get(link).text
    assert "Ne plus recevoir nos sondages" in shown
    assert "Cesser tout ce qui n’est pas nécessaire" in shown
    assert withdrawn(ana) == []
    assert "Vous ne recevrez plus nos sondages." in press(client, link)
    assert "plus que le nécessaire" in press(client, f"{link}&tout=oui")
    left = {purpose for purpose, granted in client.me(ana)["consents"].items() if granted}
    assert left == {"program", "directory", "testimonial"}
    assert "Tout est comme avant" in press(client, f"{link}&tout=oui&retour=oui")
    assert client.me(ana)["consents"] == OPEN
    assert person(ana).unsubscribed_at is None


def test_a_complaint_withdraws_all_that_is_not_necessary(client: EventClient, ana: str) -> None:
    invitation(client)
    held = [each for each in wiring.store().person(person(ana).id) if isinstance(each, Message)]
    (asked,) = [each for each in held if each.kind is Kind.SURVEY_INVITATION]
    for _ in range(2):
        tell(asked.id, "Complaint")
    purposes = ("community", "letters", "newsletter", "summaries", "surveys")
    assert withdrawn(ana) == [(purpose, "complaint") for purpose in purposes]
    asked_for = ("community", "newsletter", "summaries")
    assert not any(client.me(ana)["consents"][purpose] for purpose in asked_for)
    publish(client)
    client.move_to("2027-03-20T12:00:00-04:00")
    assert "survey_reminder" not in client.kinds(ANA)
    assert client.event_mails(ANA) == []


def test_who_agrees_again_is_written_to_again(client: EventClient, ana: str) -> None:
    press(client, f"{link_of(invitation(client))}&tout=oui")
    agree(client, ana, summaries=True)
    publish(client)
    assert client.event_mails(ANA) == ["event_digest"]
    assert client.me(ana)["consents"]["summaries"] is True
    assert client.me(ana)["consents"]["newsletter"] is False


def test_a_mail_says_on_what_basis_it_left(client: EventClient, ana: str) -> None:
    invitation(client)
    publish(client)
    held = [each for each in wiring.store().person(person(ana).id) if isinstance(each, Message)]
    of = {each.kind: each.basis for each in held}
    survey, digest = of[Kind.SURVEY_INVITATION], of[Kind.EVENT_DIGEST]
    assert survey is not None
    assert digest is not None
    assert (survey.ground.value, str(survey.until)[:10]) == ("implied", "2029-03-09")
    assert (digest.ground.value, digest.purpose) == ("express", "summaries")
    assert of[Kind.DOCUMENT] is None


def test_summaries_are_not_mailed_on_the_consent_to_something_else(client: EventClient) -> None:
    token = client.register("bob@example.org", consents={"program": True, "newsletter": True})
    agree(client, token, newsletter=True)
    publish(client)
    assert client.event_mails("bob@example.org") == []


def test_summaries_are_agreed_to_apart_from_the_community(client: EventClient) -> None:
    consents = {"program": True, "summaries": True}
    token = client.register("bob@example.org", consents=consents)
    agree(client, token, summaries=True)
    publish(client)
    (digest,) = client.mails("event_digest", "bob@example.org")
    assert "Ne plus recevoir les bilans de nos activités" in text_of(digest)


def test_who_agrees_to_the_community_is_invited_there_once(client: EventClient) -> None:
    token = client.register("bob@example.org")
    for agreed in (True, False, True):
        agree(client, token, community=agreed)
        client.drain()
    (mail,) = client.mails("community_invitation", "bob@example.org")
    assert wiring.programme().community_url in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    press(client, link_of(mail), **ONE_CLICK)
    assert client.me(token)["consents"]["community"] is False


def test_an_invitation_that_was_withdrawn_before_it_left_leaves_once_it_is_wanted(
    client: EventClient,
) -> None:
    token = client.register("bob@example.org")
    for agreed in (True, False):
        agree(client, token, community=agreed)
    client.drain()
    assert "community_invitation" not in client.kinds("bob@example.org")
    agree(client, token, community=True)
    client.advance("PT10M")
    assert client.kinds("bob@example.org").count("community_invitation") == 1


def seen_by_team(client: EventClient, event: dict[str, Any]) -> str:
    browser = WsgiClient(client.http.application)
    browser.set_cookie("brigade_equipe", client.staff())
    return browser.get(f"/equipe/evenements/{event['id']}").text


def test_the_team_sees_who_is_no_longer_written_to_and_why(client: EventClient, ana: str) -> None:
    event = client.create()
    client.seat(event, ana)
    link = link_of(invitation(client))
    assert "Ne reçoit plus" not in seen_by_team(client, event)
    press(client, link)
    assert "Ne reçoit plus nos sondages, à sa demande" in seen_by_team(client, event)
    held = [each for each in wiring.store().person(person(ana).id) if isinstance(each, Message)]
    client.advance("PT1M")
    tell(next(each.id for each in held if each.kind is Kind.SURVEY_INVITATION), "Complaint")
    told = "Ne reçoit plus que le nécessaire, après un signalement de sa messagerie"
    assert told in seen_by_team(client, event)

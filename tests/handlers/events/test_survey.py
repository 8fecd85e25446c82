"""The survey on the spot: its screen, its short address, one answer from each."""

import re
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.surveys.on_the_spot import AnswerCount
from infra.local.system import System
from tests.support.events import EventClient, before_the_next_write

ANSWER = {"satisfaction": "5", "shared": "oui", "people_reached": "3"}
DURING, AFTER = "2027-03-20T14:30:00-04:00", "2027-03-21T15:00:00-04:00"


class SurveyClient(EventClient):
    """Reads the screen of the room, and answers as somebody in it."""

    def screen(self, event: dict[str, Any]) -> str:
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")
        answer = self.http.get(f"/equipe/evenements/{event['id']}/ecran")
        assert answer.status_code == 200
        return answer.text

    def address(self, event: dict[str, Any]) -> str:
        """As typed from the screen, then followed."""
        found = re.search(r"127\.0\.0\.1:8000(/s/\w{6})<", self.screen(event))
        assert found is not None
        answer = self.http.get(found[1].upper().replace("/S/", "/s/"))
        assert answer.status_code == 303
        return str(answer.headers["Location"])

    def open(self, address: str) -> dict[str, str]:
        """What the form carries, in a browser that this is."""
        page = self.http.get(address)
        assert page.status_code == 200, page.text
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page.text))

    def answer(self, carried: dict[str, str], **changes: str) -> int:
        answer = self.http.post("/sondage/evenement", data={**ANSWER, **carried, **changes})
        return int(answer.status_code)

    def another_browser(self) -> None:
        for name, path in (("reponse", "/sondage/evenement"), ("espace", "/")):
            self.http.delete_cookie(f"brigade_{name}", domain="localhost", path=path)


@pytest.fixture
def client(system: System) -> SurveyClient:
    return SurveyClient(system)


@pytest.fixture
def event(client: SurveyClient) -> dict[str, Any]:
    return client.create()


def count(event: dict[str, Any]) -> int:
    found = wiring.store().one(AnswerCount, event["id"])
    return found.count if found else 0


def test_the_screen_shows_an_address_and_the_answers_rising(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    assert "Le sondage s’ouvre au début" in client.screen(event)
    client.move_to(DURING)
    screen = client.screen(event)
    assert "<meta http-equiv" not in screen  # it would take the page away from who reads it
    assert "data-live" in screen
    assert ">Actualiser</a>" in screen
    assert "data:image/png" in screen
    address = client.address(event)
    for rising in (1, 2):
        client.another_browser()
        carried = client.open(address)
        assert client.answer(carried) == 303
        assert f"<strong>{rising}</strong>" in client.screen(event)
    client.move_to(AFTER)
    assert "Le sondage est fermé" in client.screen(event)


def test_a_browser_answers_once_with_or_without_cookies(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    client.move_to(DURING)
    address = client.address(event)
    carried = client.open(address)
    assert [client.answer(carried), client.answer(carried)] == [303, 303]
    assert "Vous avez déjà répondu" in client.http.get(address).text
    client.another_browser()
    assert client.answer(carried) == 303  # one that refuses cookies taps twice
    assert count(event) == 1


def test_a_participant_answers_once_whatever_the_browser(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    token = client.register()
    client.move_to(DURING)
    address = client.address(event)
    for _ in range(2):
        client.another_browser()
        client.enter(token)
        page = client.http.get(address)
        carried = dict(re.findall(r'name="(jeton|reponse)" value="([^"]+)"', page.text))
        if carried:
            client.answer(carried)
    assert count(event) == 1
    assert "Vous avez déjà répondu" in client.http.get(address).text


@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize("first", ["answers", "is marked present"])
def test_who_answers_on_the_spot_at_a_group_session_is_not_asked_again(
    client: SurveyClient, first: str
) -> None:
    event, token = client.create(kind="group_session"), client.register()
    placed = client.seat(event, token)["id"]
    client.move_to(DURING)

    def answers() -> None:
        client.enter(token)
        assert client.answer(client.open(client.address(event))) == 303

    def is_marked_present() -> None:
        said = {"attendances": [{"registration_id": placed, "status": "attended"}]}
        path = f"/api/v1/staff/events/{event['id']}/attendance"
        assert client.call("PUT", path, said, client.staff()).status_code == 200

    acts = [answers, is_marked_present]
    for act in acts if first == "answers" else reversed(acts):
        act()
    for _ in range(4):
        client.advance("P1D")
    assert "survey_invitation" not in client.kinds("ana@example.org")
    assert "Un sondage vous attend" not in client.http.get("/mon-espace").text


def test_it_asks_what_makes_sense_before_the_meeting_is_over(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    client.move_to(DURING)
    address = client.address(event)
    shown = client.http.get(address).text
    assert "Avez-vous déjà parlé à d’autres de ce que vous apprenez avec nous?" in shown
    assert "Pas encore" in shown
    assert "Avez-vous partagé ce que vous avez appris?" not in shown
    assert "document ou le site" not in shown
    assert "testimonial" not in shown
    assert client.answer(client.open(address), shared="non") == 303
    assert "Passez le mot" in client.http.get("/sondage/merci").text


@pytest.mark.usefixtures("blank_pages")
def test_an_answer_that_crosses_the_mark_of_presence_is_an_answer(client: SurveyClient) -> None:
    event, token = client.create(kind="group_session"), client.register()
    placed = client.seat(event, token)["id"]
    client.move_to(DURING)
    client.enter(token)
    carried = client.open(client.address(event))
    before_the_next_write(lambda: client.answer(carried))
    said = {"attendances": [{"registration_id": placed, "status": "attended"}]}
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    assert client.call("PUT", path, said, client.staff()).status_code == 200
    for _ in range(4):
        client.advance("P1D")
    assert "survey_invitation" not in client.kinds("ana@example.org")


def test_bad_answers_are_told_and_not_counted(client: SurveyClient, event: dict[str, Any]) -> None:
    client.move_to(DURING)
    carried = client.open(client.address(event))
    assert client.answer(carried, satisfaction="9") == 422
    assert client.answer({**carried, "jeton": "forged"}) == 401
    client.another_browser()
    assert client.answer({**carried, "reponse": "../x"}) == 404
    assert count(event) == 0


def test_it_is_open_from_the_start_until_a_day_after_the_end(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    client.move_to("2027-03-20T13:30:00-04:00")
    address = client.address(event)
    carried = client.open(address)
    other = client.create(
        starts_at="2027-03-22T13:30:00-04:00", ends_at="2027-03-22T15:00:00-04:00"
    )
    with_other = {**carried, "jeton": _token_of(other)}
    assert client.answer(with_other) == 409
    client.move_to("2027-03-21T14:59:00-04:00")
    assert client.answer(carried) == 303
    client.move_to(AFTER)
    client.another_browser()
    assert client.answer(carried) == 303  # already counted: said nothing
    assert client.http.get(address).status_code in (200, 409)
    assert client.http.get("/s/aaaaaa").status_code == 404
    assert (count(event), count(other)) == (1, 0)


def _token_of(event: dict[str, Any]) -> str:
    from chalicelib.adapters.links import Purpose

    return wiring.links().token(Purpose.EVENT_SURVEY, event["id"], 0, wiring.now())


def test_the_team_reads_what_was_answered_without_names(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    page = f"/equipe/evenements/{event['id']}/sondage"
    assert client.http.get(page).status_code == 401
    client.screen(event)
    assert "Personne n’a encore répondu" in client.http.get(page).text
    client.move_to(DURING)
    address = client.address(event)
    given = [
        {"satisfaction": "5", "idea": "Plus de <pauses>"},
        {"satisfaction": "4", "shared": "non", "idea": "Des ateliers le soir"},
        {"satisfaction": "4"},
    ]
    for each in given:
        assert client.answer(client.open(address), **each) == 303
        client.another_browser()
    text = re.sub(r"\s", " ", client.http.get(page).text)
    assert "3 réponses" in text
    assert "4,3 sur 5" in text
    assert "13 points divisés par 3" in text
    assert "Oui : 2 sur 3" in text
    assert "Pas encore : 1 sur 3" in text
    assert text.index("Des ateliers le soir") < text.index("Plus de &lt;pauses&gt;")
    assert f'href="{page}"' in client.http.get(page.removesuffix("/sondage")).text
    missing = client.http.get("/equipe/evenements/ev-vnone/sondage")
    assert missing.status_code == 404


def stuffed(client: SurveyClient, address: str, times: int) -> list[int]:
    """One browser that answers again and again, as somebody else each time."""
    told = []
    for _ in range(times):
        client.another_browser()
        told.append(client.answer(client.open(address)))
    return told


def test_one_browser_cannot_answer_for_a_room_and_those_who_are_recognised_are_heard(
    client: SurveyClient,
) -> None:
    event = client.create(capacity={"in_person": 0, "online": 3})
    people = [client.register(f"p{n}@example.org") for n in range(3)]
    for token in people:
        client.seat(event, token)
    client.move_to(DURING)
    address = client.address(event)
    assert stuffed(client, address, 8) == [303] * 3 + [409] * 5
    for token in people:
        client.another_browser()
        client.enter(token)
        assert client.answer(client.open(address)) == 303
    assert count(event) == 6
    page = client.http.get(f"/equipe/evenements/{event['id']}/sondage").text
    assert "6 réponses" in page.replace("\u00a0", " ")
    assert "3 viennent d’une personne reconnue" in page


def invented(client: SurveyClient, event: dict[str, Any], times: int) -> None:
    """A stranger takes seats with addresses that nobody proves."""
    for n in range(times):
        email = f"invente{n}@example.org"
        body: dict[str, Any] = {"mode": "online", "email": email, "family_name": ""}
        body |= {"given_name": "Ana", "consents": {"program": True}}
        path = f"/api/v1/events/{event['id']}/registrations"
        assert client.call("POST", path, body).status_code == 202


def test_invented_seats_let_nobody_answer_more(client: SurveyClient) -> None:
    event = client.create(public=True, capacity={"in_person": 0, "online": 20})
    for n in range(2):
        client.seat(event, client.register(f"p{n}@example.org"))
    invented(client, event, 8)
    client.move_to(DURING)
    assert stuffed(client, client.address(event), 4) == [303] * 2 + [409] * 2


def test_who_proves_an_address_since_counts_among_those_there(client: SurveyClient) -> None:
    event = client.create(public=True, capacity={"in_person": 0, "online": 20})
    invented(client, event, 1)
    client.drain()
    client.driver.confirm(client.token_for("invente0@example.org", "event_confirmed"))
    client.move_to(DURING)
    assert stuffed(client, client.address(event), 2) == [303, 409]


def test_once_somebody_is_marked_present_those_present_are_the_room(client: SurveyClient) -> None:
    event = client.create(public=True, capacity={"in_person": 0, "online": 20})
    placed = [client.seat(event, client.register(f"p{n}@example.org"))["id"] for n in range(4)]
    invented(client, event, 3)
    client.move_to(DURING)
    address = client.address(event)
    said = {"attendances": [{"registration_id": placed[0], "status": "attended"}]}
    path = f"/api/v1/staff/events/{event['id']}/attendance"
    assert client.call("PUT", path, said, client.staff()).status_code == 200
    assert stuffed(client, address, 3) == [303, 409, 409]


def test_two_who_answer_at_once_are_not_one_too_many(client: SurveyClient) -> None:
    event = client.create()
    client.seat(event, client.register())
    client.move_to(DURING)
    address = client.address(event)
    first, second = client.open(address), client.open(address)
    told: list[int] = []
    before_the_next_write(lambda: told.append(client.answer(second)))
    told.append(client.answer(first))
    assert sorted(told) == [303, 409]
    assert count(event) == 1


def test_a_look_at_the_survey_leaves_no_cookie_and_an_answer_leaves_one(
    client: SurveyClient, event: dict[str, Any]
) -> None:
    client.move_to(DURING)
    page = client.http.get(client.address(event))
    assert not [each for each in page.headers.getlist("Set-Cookie") if "reponse" in each]
    client.answer(client.open(client.address(event)))
    assert client.http.get_cookie("brigade_reponse", path="/sondage/evenement")

"""Coming in: the ticket, the code and the name at the door, the link that joins online."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib.web.http.formats.qr import qr_image
from infra.local.system import System
from tests.support.driver import text_of
from tests.support.events import EVENT, EventClient

START = EVENT["starts_at"]
IN_TIME, TEN_BEFORE = "2027-03-20T13:02:00-04:00", "2027-03-20T13:20:00-04:00"


class DoorClient(EventClient):
    """Speaks to the pages, as a participant or as the team."""

    def get(self, path: str) -> TestResponse:
        return self.http.get(path.replace("http://127.0.0.1:8000", ""))

    def post(self, path: str, **fields: str) -> TestResponse:
        return self.http.post(path, data=fields)

    def enter_as_staff(self) -> None:
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")

    def link(self, address: str, path: str, kind: str = "event_confirmed") -> str:
        self.drain()
        found = re.search(rf"http\S*{path}\?jeton=\S+", text_of(self.mails(kind, address)[-1]))
        assert found is not None
        return found[0]

    def code(self, address: str) -> str:
        """What the code of somebody's ticket says: here, made as the page makes it."""
        from chalicelib import wiring
        from chalicelib.adapters.links import Purpose
        from chalicelib.web.events import links as event_links

        token = self.link(address, "/evenements/billet").partition("jeton=")[2]
        registration_id, epoch = event_links.read(Purpose.TICKET, token)
        made = wiring.links().token(Purpose.PRESENCE, registration_id, epoch, wiring.now())
        return f"/equipe/presences?jeton={made}"

    def scan(self, code: str) -> TestResponse:
        """The camera opens the page, and the button is pressed."""
        assert self.get(code).status_code == 200
        path, _, token = code.partition("?jeton=")
        answer = self.post(path, jeton=token)
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["Location"])

    def status(self, token: str) -> str:
        return str(self.mine(token)["status"])


@pytest.fixture
def client(system: System) -> DoorClient:
    return DoorClient(system)


@pytest.fixture
def ana(client: DoorClient) -> str:
    return client.register()


@pytest.fixture
def event(client: DoorClient) -> dict[str, Any]:
    return client.create()


def test_a_ticket_shows_a_code_and_hides_its_token(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana, "in_person")
    answer = client.get(client.link("ana@example.org", "/evenements/billet"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/evenements/billet")
    page = client.get("/evenements/billet")
    assert "Ana Exemple" in page.text
    address = f"http://127.0.0.1:8000{client.code('ana@example.org')}"
    assert f'src="{qr_image(address)}"' in page.text


def test_a_ticket_says_when_it_is_of_no_use(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    placed = client.seat(event, ana, "in_person")
    client.get(client.link("ana@example.org", "/evenements/billet"))
    client.leave(placed, ana)
    page = client.get("/evenements/billet")
    assert "Votre inscription est annulée" in page.text
    assert "data:image/png" not in page.text


def test_a_code_marks_once_and_says_when(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana, "in_person")
    code = client.code("ana@example.org")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    opened = client.get(code)
    assert "Noter la présence" in opened.text
    assert client.status(ana) == "confirmed"
    assert "Présence marquée à 13\u00a0h\u00a002" in client.scan(code).text
    assert client.status(ana) == "attended"
    client.move_to(TEN_BEFORE)
    again = client.scan(code)
    assert "Déjà marqué à 13\u00a0h\u00a002" in again.text
    assert "Noter la présence" not in again.text


def test_nobody_but_the_team_marks(client: DoorClient, event: dict[str, Any], ana: str) -> None:
    client.seat(event, ana, "in_person")
    code = client.code("ana@example.org")
    client.move_to(IN_TIME)
    assert client.get(code).status_code == 401
    path, _, token = code.partition("?jeton=")
    assert client.post(path, jeton=token).status_code == 401
    assert client.status(ana) == "confirmed"


@pytest.mark.parametrize("kind", ["personal", "ticket", "forged"])
def test_other_tokens_mark_nobody(
    client: DoorClient, event: dict[str, Any], ana: str, kind: str
) -> None:
    client.seat(event, ana, "in_person")
    ticket = client.link("ana@example.org", "/evenements/billet").partition("jeton=")[2]
    token = {"personal": ana, "ticket": ticket, "forged": "x" * 40}[kind]
    client.enter_as_staff()
    client.move_to(IN_TIME)
    assert client.get(f"/equipe/presences?jeton={token}").status_code == 404
    assert client.post("/equipe/presences", jeton=token).status_code == 404
    assert client.status(ana) == "confirmed"


def test_a_revoked_link_takes_its_codes_along(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana, "in_person")
    code = client.code("ana@example.org")
    client.get(f"/mon-espace?jeton={ana}")
    client.post("/mon-espace/liens")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    assert client.get(code).status_code == 401


def test_a_code_of_another_event_says_which(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    other = client.create(title="Une autre rencontre")
    client.seat(other, ana, "in_person")
    code = client.code("ana@example.org")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    client.get(f"/equipe/evenements/{event['id']}/accueil")
    said = client.scan(code)
    assert "Ce billet est pour une autre activité" in said.text
    assert "Une autre rencontre" in said.text
    assert client.status(ana) == "confirmed"
    client.get(f"/equipe/evenements/{other['id']}/accueil")
    assert "Présence marquée" in client.scan(code).text


def test_a_code_is_of_no_use_before_the_door_opens_or_a_day_after(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana, "in_person")
    code = client.code("ana@example.org")
    for moment, said in (
        ("2027-03-20T11:29:00-04:00", "L’accueil n’est pas ouvert"),
        ("2027-03-20T15:00:00-04:00", "L’activité est passée"),
        ("2027-03-21T15:00:00-04:00", "L’activité est passée"),
    ):
        client.move_to(moment)
        client.enter_as_staff()
        if moment > "2027-03-21":  # the phone knows whom it welcomes, and to what
            client.get(f"/equipe/evenements/{event['id']}/accueil")
        assert said in client.scan(code).text
        assert client.status(ana) == "confirmed"


def test_who_waits_left_or_comes_to_a_cancelled_event_is_told_so(
    client: DoorClient, ana: str
) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    placed = client.seat(event, ana, "in_person")
    code = client.code("ana@example.org")
    bob = client.register("bob@example.org")
    waiting = client.seat(event, bob, "in_person")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    by_name = f"/equipe/evenements/{event['id']}/accueil"
    said = client.post(by_name, inscription=waiting["id"])
    assert "liste d’attente" in said.text
    assert client.status(bob) == "waitlisted"
    client.leave(placed, ana)
    assert "Cette inscription est annulée" in client.scan(code).text
    client.call("POST", f"/api/v1/staff/events/{event['id']}/cancel", {}, client.staff())
    assert "Cette activité est annulée" in client.scan(code).text


def test_by_name_one_finds_without_accents_and_marks_once(
    client: DoorClient, event: dict[str, Any]
) -> None:
    zoe = client.register("zoe@example.org", given_name="Zoé", family_name="Côté")
    bob = client.register("bob@example.org", given_name="Bob")
    placed = client.seat(event, zoe, "in_person")
    client.seat(event, bob, "online")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    door = f"/equipe/evenements/{event['id']}/accueil"
    assert "Bob Exemple" in client.get(door).text
    found = client.get(f"{door}?nom=zoe+cot")
    assert "Zoé Côté" in found.text
    assert "Bob Exemple" not in found.text
    for said in ("présence marquée à 13\u00a0h\u00a002", "déjà marqué à 13\u00a0h\u00a002"):
        answer = client.post(door, inscription=placed["id"])
        assert answer.status_code == 303
        shown = client.get(answer.headers["Location"])
        assert said in shown.text
        assert "<strong>1</strong> sur 1" in shown.text
        client.move_to(TEN_BEFORE)
    assert client.status(zoe) == "attended"


def test_by_name_only_this_event_s_people_are_marked(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    placed = client.seat(client.create(), ana, "in_person")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    door = f"/equipe/evenements/{event['id']}/accueil"
    assert client.post(door, inscription=placed["id"]).status_code == 404
    for nonsense in ("", "p1-x1", "../.."):
        assert client.post(door, inscription=nonsense).status_code == 404
    assert client.status(ana) == "confirmed"
    assert client.get("/equipe/evenements/ev-vnone/accueil").status_code == 404


def test_who_had_an_online_seat_is_marked_in_the_room(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    placed = client.seat(event, ana, "online")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    answer = client.post(f"/equipe/evenements/{event['id']}/accueil", inscription=placed["id"])
    shown = client.get(answer.headers["Location"]).text
    room, online = re.findall(r"<strong>(\d)</strong> sur (\d)", shown)
    assert (room, online) == (("1", "0"), ("0", "1"))


def test_the_join_link_says_when_then_marks_and_leads_on(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana)
    link = client.link("ana@example.org", "/rejoindre")
    token = link.partition("jeton=")[2]
    assert client.get(link).headers["Location"] == "/rejoindre"  # out of the address
    early = client.get("/rejoindre")
    assert "13\u00a0h\u00a015" in early.text
    assert "secret-room" not in early.text
    client.move_to("2027-03-20T13:14:00-04:00")
    assert client.post("/rejoindre", jeton=token).status_code == 200
    assert client.status(ana) == "confirmed"
    client.move_to("2027-03-20T13:15:00-04:00")
    opened = client.get("/rejoindre")
    assert "Entrer dans la rencontre" in opened.text
    allowed = opened.headers["Content-Security-Policy"]
    assert "form-action 'self' https: http:;" in allowed
    assert client.status(ana) == "confirmed"
    client.change(event, online_url="https://visio.example.org/other")
    for _ in range(2):
        answer = client.post("/rejoindre", jeton=token)
        assert answer.status_code == 303
        assert answer.headers["Location"] == "https://visio.example.org/other"
        assert client.status(ana) == "attended"
        client.move_to("2027-03-20T14:59:00-04:00")
    client.move_to("2027-03-20T15:00:00-04:00")
    assert "terminée" in client.post("/rejoindre", jeton=token).text


def test_the_join_link_of_another_seat_leads_nowhere(client: DoorClient, ana: str) -> None:
    event = client.create(capacity={"in_person": 1, "online": 1})
    placed = client.seat(event, ana)
    token = client.link("ana@example.org", "/rejoindre").partition("jeton=")[2]
    client.switch(placed, ana, "in_person")
    client.move_to(TEN_BEFORE)
    assert "dans la salle" in client.post("/rejoindre", jeton=token).text
    client.leave(placed, ana)
    client.seat(event, client.register("bob@example.org"))
    client.seat(event, ana)
    assert "liste d’attente" in client.post("/rejoindre", jeton=token).text
    assert client.post("/rejoindre", jeton=ana).status_code == 401


def test_an_offer_opens_the_online_room_once_it_is_confirmed(client: DoorClient, ana: str) -> None:
    event, bob = (
        client.create(capacity={"in_person": 0, "online": 1}),
        client.register("b@example.org"),
    )
    placed = client.seat(event, ana)
    token = client.link("ana@example.org", "/rejoindre").partition("jeton=")[2]
    client.leave(placed, ana)
    held = client.seat(event, bob)
    client.seat(event, ana)
    client.move_to("2027-03-20T11:00:00-04:00")
    client.leave(held, bob)
    assert "Confirmez-la d’abord" in client.post("/rejoindre", jeton=token).text
    client.move_to(TEN_BEFORE)  # the offer has lapsed, the seat is free for whoever takes it
    assert "prenez-la dans votre espace" in client.post("/rejoindre", jeton=token).text
    client.accept(placed, ana)
    assert client.post("/rejoindre", jeton=token).status_code == 303


def test_a_code_that_cannot_be_read_does_not_sign_the_team_out(
    client: DoorClient, event: dict[str, Any]
) -> None:
    client.enter_as_staff()
    client.get(f"/equipe/evenements/{event['id']}/accueil")
    unread = client.get("/equipe/presences?jeton=autre-chose")
    assert unread.status_code == 404
    assert f"/equipe/evenements/{event['id']}/accueil" in unread.text


def test_ones_own_code_says_whom_it_is_for(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana, "in_person")
    opened = client.get(client.code("ana@example.org"))
    assert opened.status_code == 401
    assert "Ce code se montre à l’accueil" in opened.text


def test_a_link_that_was_missing_at_the_start_can_still_be_given(
    client: DoorClient, ana: str
) -> None:
    event = client.create(online_url="")
    client.seat(event, ana)
    token = client.link("ana@example.org", "/rejoindre").partition("jeton=")[2]
    client.move_to("2027-03-20T13:40:00-04:00")
    assert client.change(event, online_url="https://visio.example.org/late").status_code == 200
    entered = client.post("/rejoindre", jeton=token)
    assert entered.headers["Location"] == "https://visio.example.org/late"
    assert client.change(event, online_url="https://visio.example.org/x").status_code == 422


def test_an_online_room_that_nobody_named_yet_marks_nobody(client: DoorClient, ana: str) -> None:
    event = client.create(online_url="")
    client.seat(event, ana)
    token = client.link("ana@example.org", "/rejoindre").partition("jeton=")[2]
    client.move_to(TEN_BEFORE)
    assert "pas encore indiqué" in client.post("/rejoindre", jeton=token).text
    assert client.status(ana) == "confirmed"


def test_no_mail_holds_the_address_of_the_online_room(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    client.seat(event, ana)
    client.move_to("2027-03-20T12:31:00-04:00")
    assert client.event_mails("ana@example.org").count("event_reminder") == 1
    for mail in client.system.mailbox.mails:
        assert b"secret-room" not in mail.raw


def test_who_was_welcomed_may_still_leave_before_the_start(
    client: DoorClient, event: dict[str, Any], ana: str
) -> None:
    placed = client.seat(event, ana, "in_person")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    client.post(f"/equipe/evenements/{event['id']}/accueil", inscription=placed["id"])
    assert client.seats(event)["in_person"]["remaining"] == 1
    assert client.leave(placed, ana).status_code == 204
    assert client.seats(event)["in_person"]["remaining"] == 2


def test_the_document_of_a_group_session_waits_for_its_end(client: DoorClient, ana: str) -> None:
    event = client.create(kind="group_session")
    placed = client.seat(event, ana, "in_person")
    client.enter_as_staff()
    client.move_to(IN_TIME)
    client.post(f"/equipe/evenements/{event['id']}/accueil", inscription=placed["id"])
    client.drain()
    assert client.kinds().count("document") == 0
    client.move_to("2027-03-20T15:00:00-04:00")
    assert client.kinds().count("document") == 1

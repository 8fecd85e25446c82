"""A series of meetings: planned one from another, joined one by one or all at once."""

import re
from html import unescape
from typing import Any

import pytest

from infra.local.system import System
from tests.support.events import EventClient

KEY = "0123456789abcdef0123"  # pragma: allowlist secret - of a form
NEXT = {
    "cle": KEY,
    "title": "Deuxième rencontre",
    "series_title": "Cohorte du printemps",
    "day": "2027-04-17",
    "from": "13:30",
    "to": "15:00",
}
GUEST = {"email": "gaelle@example.org", "given_name": "Gaëlle", "consents": "program"}


class SeriesClient(EventClient):
    def next_after(self, event: dict[str, Any], **changes: str) -> Any:
        self.http.set_cookie("brigade_equipe", self.staff(), domain="localhost")
        path = f"/equipe/evenements/{event['id']}/prochaine"
        return self.http.post(path, data={**NEXT, **changes})

    def series(self, *titles: str, **changes: Any) -> tuple[str, list[str]]:
        """Its address, and its meetings' ids."""
        event = self.create(**changes)
        for n, title in enumerate(titles):
            answer = self.next_after(event, title=title, cle=f"{n:020}", day=f"2027-04-{17 + n}")
            assert answer.status_code == 303, answer.text
        address = self.series_of(event)
        return address, re.findall(r'event-link" href="/evenements/([\w-]+)"', self.page(address))

    def series_of(self, event: dict[str, Any]) -> str:
        held = self.call("GET", f"/api/v1/events/{event['id']}").get_json()
        return f"/evenements/series/{held['series']}"

    def page(self, address: str) -> str:
        answer = self.http.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def join_all(self, address: str, token: str, **fields: Any) -> str:
        self.enter(token)
        answer = self.http.post(address, data={"mode": "online", **fields})
        assert answer.status_code == 303, answer.text
        return self.page(answer.headers["Location"])

    def held(self, token: str) -> dict[str, str]:
        return {r["event_id"]: r["status"] for r in self.me(token)["event_registrations"]}


@pytest.fixture
def client(system: System) -> SeriesClient:
    return SeriesClient(system)


def test_the_next_meeting_is_like_the_one_before_and_made_once(client: SeriesClient) -> None:
    event = client.create()
    first, again = client.next_after(event), client.next_after(event)
    assert first.headers["Location"] == again.headers["Location"]
    shown = client.page(client.series_of(event))
    assert "Cohorte du printemps" in shown
    assert "2 rencontres" in shown
    made = client.call("GET", f"/api/v1/events/ev-v{KEY}").get_json()
    before = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    changed = {"id", "title", "starts_at", "ends_at"}
    assert {k: v for k, v in made.items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    assert made["starts_at"] == "2027-04-17T13:30:00-04:00"
    third = client.next_after(made, cle="f" * 20, day="2027-05-15")
    assert third.status_code == 303
    assert "3 rencontres" in client.page(client.series_of(event))


def test_the_team_lands_on_the_meeting_it_planned_among_those_of_its_series(
    client: SeriesClient,
) -> None:
    event = client.create(title="Cohorte : rencontre 1")
    answer = client.next_after(event, title="Cohorte : rencontre 2")
    assert answer.headers["Location"] == f"/equipe/evenements/ev-v{KEY}?fait=rencontre"
    shown = client.page(answer.headers["Location"])
    assert "La rencontre est créée dans la série" in shown
    assert f'href="/equipe/evenements/{event["id"]}"' in shown


def test_what_is_proposed_follows_the_last_of_the_series_at_its_pace(client: SeriesClient) -> None:
    event = client.create(title="Cohorte : rencontre 1")
    client.http.set_cookie("brigade_equipe", client.staff(), domain="localhost")
    proposed = client.page(f"/equipe/evenements/{event['id']}/prochaine")
    assert 'value="Cohorte : rencontre 2"' in proposed
    assert 'name="series_title" type="text" value="Cohorte"' in proposed
    assert 'value="2027-04-17"' in proposed
    client.next_after(event, title="Cohorte : rencontre 2", day="2027-04-03")
    proposed = client.page(f"/equipe/evenements/{event['id']}/prochaine")
    assert 'value="Cohorte : rencontre 3"' in proposed
    assert 'value="2027-04-17"' in proposed
    assert 'value="13:30"' in proposed


def test_a_next_meeting_that_cannot_be_is_refused(client: SeriesClient) -> None:
    event = client.create()
    assert client.next_after(event, day="2027-02-01").status_code == 422
    assert client.next_after(event, to="12:00").status_code == 422
    assert client.next_after(event, title="").status_code == 422
    assert client.next_after(event, cle="../x").status_code == 404
    assert client.next_after({"id": "ev-vnone"}).status_code == 404
    listed = client.call("GET", "/api/v1/events").get_json()["events"]
    assert [each["id"] for each in listed] == [event["id"]]


def test_one_registers_for_one_or_for_all_and_sees_which(client: SeriesClient) -> None:
    address, meetings = client.series("Deux", "Trois", capacity={"in_person": 1, "online": 1})
    ana, bob, zoe = client.people(3)
    shown = client.join_all(address, ana, meetings=meetings[1])
    assert shown.count("Votre place est confirmée") == 1
    assert client.held(ana) == {meetings[1]: "confirmed"}
    for _ in range(2):
        shown = client.join_all(address, bob, toutes="oui")
        assert shown.count("Votre place est confirmée") == 2
        assert "vous êtes au rang 1" in shown
    assert client.held(bob)[meetings[1]] == "waitlisted"
    client.call("POST", f"/api/v1/staff/events/{meetings[2]}/cancel", {}, client.staff())
    client.join_all(address, zoe, toutes="oui")
    assert client.held(zoe) == {meetings[0]: "waitlisted", meetings[1]: "waitlisted"}


def test_a_meeting_that_is_closed_undoes_no_other(client: SeriesClient) -> None:
    address, meetings = client.series("Deux")
    token = client.register()
    closing = {"registration_closes_at": "2027-03-02T09:00:00-05:00"}
    assert client.change({"id": meetings[0]}, **closing).status_code == 200
    client.move_to("2027-03-03T09:00:00-05:00")
    shown = client.join_all(address, token, toutes="oui")
    assert "elles ne sont pas ouvertes" in shown
    assert client.held(token) == {meetings[1]: "confirmed"}


def test_a_meeting_tells_its_hours_its_page_and_what_is_free(client: SeriesClient) -> None:
    address, meetings = client.series("Deux", capacity={"in_person": 2, "online": 1})
    shown = client.page(address)
    assert re.search(r"13\u00a0h\u00a030</time>\s+à\s<time [^>]+>15\u00a0h</time>", shown)
    assert shown.count("heure de l’Est") == 1
    for each in meetings:
        assert f'href="/evenements/{each}"' in shown
    assert "Sur place\u00a0: quelques places. En ligne\u00a0: quelques places." in shown


def test_the_preview_of_a_series_says_when_and_where_the_next_meeting_is(
    client: SeriesClient,
) -> None:
    address, _ = client.series("Deux")
    told = re.findall(r'<meta property="og:description" content="([^"]*)"', client.page(address))
    (text,) = [unescape(each) for each in told]
    assert text.startswith("2 rencontres gratuites.")
    assert "samedi 20 mars 2027" in text
    assert "Maison de la culture" in text


def test_once_nothing_can_be_ticked_there_is_no_button_but_the_way_to_cancel(
    client: SeriesClient,
) -> None:
    address, _ = client.series("Deux")
    shown = client.join_all(address, client.register(), toutes="oui")
    assert shown.count("Votre place est confirmée") == 2
    assert "<button" not in shown
    assert 'type="checkbox"' not in shown
    assert 'href="/mon-espace">Ouvrir mon espace</a>' in shown


def test_finished_meetings_stand_apart(client: SeriesClient) -> None:
    address, meetings = client.series("Deux")
    client.move_to("2027-03-21T09:00:00-04:00")
    shown = client.page(address)
    before, _, after = shown.partition("Terminées</h2>")
    assert meetings[0] not in before
    assert meetings[1] in before
    assert "inscriptions ne sont pas" not in after
    assert "place" not in after
    client.move_to("2027-04-18T09:00:00-04:00")
    assert "<form" not in client.page(address)


def test_a_series_in_one_mode_asks_for_none(client: SeriesClient) -> None:
    address, _ = client.series("Deux", mode="online", capacity={"online": 2})
    shown = client.page(address)
    assert '<input type="hidden" name="mode" value="online">' in shown
    assert "Ces rencontres ont lieu <strong>en ligne</strong>." in shown


def test_without_an_account_one_mail_leads_to_all(client: SeriesClient) -> None:
    address, meetings = client.series("Deux")
    bad = client.http.post(address, data={**GUEST, "mode": "online", "toutes": "oui", "email": "x"})
    assert bad.status_code == 422
    assert client.http.post(address, data={**GUEST, "mode": "online"}).status_code == 422
    assert client.http.post(address, data={**GUEST, "meetings": meetings}).status_code == 422
    data = {**GUEST, "mode": "online", "meetings": meetings}
    for _ in range(2):
        answer = client.http.post(address, data=data)
        assert answer.headers["Location"] == f"{address}?fait=recu"
        client.drain()
    assert client.event_mails("gaelle@example.org").count("event_confirmed") == 1
    me = client.me(client.token_for("gaelle@example.org", "event_confirmed"))
    assert len(me["event_registrations"]) == 2


def test_a_series_of_the_programme_takes_no_guest(client: SeriesClient) -> None:
    address, meetings = client.series("Deux", public=False)
    data = {**GUEST, "mode": "online", "meetings": meetings}
    assert client.http.post(address, data=data).status_code == 401
    client.drain()
    assert client.event_mails("gaelle@example.org") == []
    assert "Ouvrez votre espace" in client.page(address)
    assert client.http.get("/evenements/series/sr-none").status_code == 404
    assert client.http.get("/evenements/series/x").status_code == 404

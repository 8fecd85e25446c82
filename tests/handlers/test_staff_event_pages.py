"""The team's pages of events: made, copied, changed, cancelled; who came; the summary."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.event_support import EventClient

FORM = {
    "title": "Cohorte sur la découvrabilité",
    "kind": "cohort",
    "themes": "decouvrabilite",
    "day": "2027-03-20",
    "from": "13:30",
    "to": "15:00",
    "mode": "hybrid",
    "capacity_in_person": "2",
    "capacity_online": "3",
    "venue": "Maison de la culture",
    "online_url": "visio.example.org/secret-room",
    "public": "oui",
    "speakers": "Camille Exemple\r\n\r\nNoé Exemple",
    "language": "fr",
}


@pytest.fixture
def client(system: System) -> EventClient:
    client = EventClient(system)
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    return client


def create(client: EventClient, **changes: str) -> TestResponse:
    return client.http.post("/equipe/evenements", data={**FORM, **changes})


def created(client: EventClient, **changes: str) -> dict[str, Any]:
    answer = create(client, **changes)
    assert answer.status_code == 303, answer.text
    event: dict[str, Any] = client.call("GET", f"/api/v1/events/{id_in(answer)}").get_json()
    return event


def id_in(answer: TestResponse) -> str:
    match = re.search(r"/equipe/evenements/(ev-\w+)", answer.headers["Location"])
    assert match is not None
    return match[1]


def at(event: dict[str, Any], what: str = "") -> str:
    return f"/equipe/evenements/{event['id']}{what}"


def typed(client: EventClient, path: str) -> dict[str, Any]:
    """A form as a browser would send it back, untouched."""
    page = client.http.get(path).text
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, kind = re.search(r'name="(\w+)"', tag), re.search(r'type="([\w-]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        ticked = kind is None or kind[1] not in ("checkbox", "radio") or " checked" in tag
        if name and ticked:
            fields.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S):
        fields[name] = text
    return fields


SHEET = ("registration", "shown")


def test_an_event_is_made_from_its_form(client: EventClient) -> None:
    event = created(client)
    assert event["starts_at"] == "2027-03-20T13:30:00-04:00"
    assert event["ends_at"] == "2027-03-20T15:00:00-04:00"
    assert event["speakers"] == ["Camille Exemple", "Noé Exemple"]
    assert event["public"] is True
    assert {m: s["capacity"] for m, s in event["seats"].items()} == {"in_person": 2, "online": 3}
    assert "https://visio.example.org/secret-room" in client.http.get(at(event)).text
    assert event["title"] in client.http.get("/equipe/evenements").text


def test_the_same_form_sent_twice_makes_one_event(client: EventClient) -> None:
    key = typed(client, "/equipe/evenements/nouveau")["cle"][0]
    first, second = create(client, cle=key), create(client, cle=key)
    assert id_in(first) == id_in(second)
    assert id_in(create(client, cle=key, title="Une autre")) != id_in(first)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"title": " "}, "title", "Écrivez-le"),
        ({"kind": "fête"}, "kind", "Choisissez"),
        ({"mode": ""}, "mode", "Choisissez"),
        ({"day": ""}, "day", "Indiquez le jour"),
        ({"day": "2027-02-01"}, "day", "moment à venir"),
        ({"to": "13:00"}, "to", "La fin doit venir après"),
        ({"end_day": "2027-04-20"}, "to", "3 jours au plus"),
        ({"capacity_online": ""}, "capacity-online", "nombre de places"),
        ({"capacity_in_person": "-1"}, "capacity-in-person", "nombre de places"),
        ({"online_url": "javascript:alert(1)"}, "online-url", "adresse Web"),
        ({"registration_opens_at": "demain"}, "registration-opens-at", "Indiquez un jour"),
        ({"kind": "group_session", "themes": ""}, "themes", "n’existe pas"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(
    client: EventClient, wrong: dict[str, str], field: str, says: str
) -> None:
    answer = create(client, **wrong)
    assert answer.status_code == 422
    match = re.search(rf'id="erreur-{field}"[^>]*>(.*?)</p>', answer.text)
    assert match is not None, answer.text
    assert says in match[1]
    assert client.call("GET", "/api/v1/events").get_json() == {"events": []}


def test_a_form_sent_back_untouched_changes_nothing(client: EventClient) -> None:
    event = created(client, registration_opens_at="2027-03-02T09:00", venue_access="Rampe")
    fields = typed(client, at(event, "/modifier"))
    assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    again = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    assert again == event


def test_a_new_time_is_told_to_those_registered(client: EventClient) -> None:
    event = created(client)
    client.seat(event, client.register())
    fields = typed(client, at(event, "/modifier")) | {"from": "14:00", "to": "16:00"}
    for _ in range(2):
        assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    client.drain()
    assert client.event_mails("ana@example.org") == ["event_confirmed", "event_changed"]


def test_a_capacity_under_what_is_taken_is_refused_with_who(client: EventClient) -> None:
    event = created(client)
    client.seat(event, client.register("a@example.org", given_name="Ana"))
    client.seat(event, client.register("b@example.org", given_name="Béa"))
    fields = typed(client, at(event, "/modifier")) | {"capacity_online": "1"}
    answer = client.http.post(at(event, "/modifier"), data=fields)
    assert answer.status_code == 409
    assert "Cette personne perdrait sa place" in answer.text
    assert "Béa Exemple, en ligne" in answer.text
    assert "Ana Exemple" not in answer.text
    assert client.seats(event)["online"]["capacity"] == 3


def test_a_copy_has_everything_but_its_day(client: EventClient) -> None:
    event = created(client, registration_opens_at="2027-03-02T09:00")
    fields = typed(client, f"/equipe/evenements/nouveau?copie={event['id']}")
    assert fields["day"] == fields["registration_opens_at"] == [""]
    assert fields["title"] == [event["title"]]
    copy = id_in(client.http.post("/equipe/evenements", data=fields | {"day": "2027-04-10"}))
    assert copy != event["id"]
    made = client.call("GET", f"/api/v1/events/{copy}").get_json()
    assert made["starts_at"] == "2027-04-10T13:30:00-04:00"
    assert made["seats"] == event["seats"]


def test_cancelling_asks_first_and_says_how_many_will_be_told(client: EventClient) -> None:
    event = created(client, capacity_online="1")
    for token in client.people(2):
        client.seat(event, token)
    asked = client.http.get(at(event, "/annuler"))
    assert "2 personnes" in asked.text
    for _ in range(2):
        assert client.http.post(at(event, "/annuler")).status_code == 303
    client.drain()
    assert client.event_mails("p0@example.org")[-1:] == ["event_cancelled"]
    assert client.event_mails("p1@example.org").count("event_cancelled") == 1
    assert "déjà annulé" in client.http.get(at(event, "/annuler")).text


def test_a_removal_asks_first_and_promotes_the_next_once(client: EventClient) -> None:
    event = created(client, capacity_online="1")
    first, second = client.people(2)
    held = client.seat(event, first)
    client.seat(event, second)
    path = at(event, f"/inscriptions/{held['id']}/retirer")
    assert "Retirer cette inscription?" in client.http.get(path).text
    for _ in range(2):
        assert client.http.post(path).status_code == 303
    client.drain()
    assert client.mine(first)["status"] == "cancelled"
    assert client.event_mails("p1@example.org").count("event_promoted") == 1
    assert "ne tient plus" in client.http.get(path).text


def test_a_registration_is_not_removed_by_another_events_page(client: EventClient) -> None:
    event, other = created(client), created(client, title="Une autre")
    token = client.register()
    held = client.seat(event, token)
    path = at(other, f"/inscriptions/{held['id']}/retirer")
    assert client.http.post(path).status_code == 404
    assert client.mine(token)["status"] == "confirmed"


def test_the_roster_has_both_modes_and_the_lines_in_order(client: EventClient) -> None:
    event = created(client, capacity_online="0")
    tokens = client.people(3)
    client.seat(event, tokens[0], "in_person")
    for token in tokens[1:]:
        client.seat(event, token)
    page = client.http.get(at(event)).text
    assert "1 personne\u00a0avec" in page or "1 personne avec" in page
    line = page[page.index("Liste d’attente, en ligne") :]
    assert line.index("p1@example.org") < line.index("p2@example.org")


def test_attendance_is_one_form_that_may_be_sent_again_and_corrected(client: EventClient) -> None:
    event = created(client, kind="group_session")
    first, second = client.people(2)
    ids = [client.seat(event, token)["id"] for token in (first, second)]
    client.move_to("2027-03-20T15:30:00-04:00")
    fields: dict[str, Any] = {"registration": ids, "came": ids[:1]}
    for _ in range(2):
        answer = client.http.post(at(event, "/presences"), data=fields)
        assert answer.status_code == 303
    assert [client.mine(t)["status"] for t in (first, second)] == ["attended", "absent"]
    client.drain()
    assert client.kinds("p0@example.org").count("document") == 1
    assert client.http.post(at(event, "/presences"), data=fields | {"came": ids}).status_code == 303
    assert client.mine(second)["status"] == "attended"


def test_a_sheet_drawn_up_before_somebody_came_in_leaves_them_present(
    client: EventClient,
) -> None:
    event, tokens = created(client), client.people(2)
    placed = [client.seat(event, token)["id"] for token in tokens]
    client.move_to("2027-03-20T14:00:00-04:00")

    def sheet(page: str, came: list[str]) -> None:
        hidden = {n: re.findall(f'name="{n}" value="([^"]+)"', page) for n in SHEET}
        answer = client.http.post(at(event, "/presences"), data={**hidden, "came": came})
        assert answer.status_code == 303

    page = client.http.get(at(event)).text
    client.http.post(at(event, "/accueil"), data={"inscription": placed[0]})
    sheet(page, [placed[1]])
    assert [client.mine(token)["status"] for token in tokens] == ["attended", "attended"]
    sheet(client.http.get(at(event)).text, [placed[1]])
    assert [client.mine(token)["status"] for token in tokens] == ["absent", "attended"]


def test_attendance_of_somebody_elses_event_is_refused_whole(client: EventClient) -> None:
    event, other = created(client), created(client, title="Une autre")
    first, second = client.people(2)
    ids = [client.seat(event, first)["id"], client.seat(other, second)["id"]]
    client.move_to("2027-03-20T15:30:00-04:00")
    answer = client.http.post(at(event, "/presences"), data={"registration": ids, "came": ids})
    assert answer.status_code == 422
    assert "n’a pas de place à cette activité" in answer.text
    assert client.mine(first)["status"] == "confirmed"


def test_a_summary_is_shown_first_and_sent_once(client: EventClient) -> None:
    event = created(client)
    token = client.register()
    held = client.seat(event, token)
    client.move_to("2027-03-20T15:30:00-04:00")
    client.http.post(at(event, "/presences"), data={"registration": held["id"], "came": held["id"]})
    text = {"markdown": "Retenir **ceci**. <script>", "replay_url": "video.example.org/1"}
    preview = client.http.post(at(event, "/bilan"), data=text | {"action": "apercu"})
    assert preview.status_code == 200
    assert "<strong>ceci</strong>" in preview.text
    assert "<script>" not in preview.text
    client.drain()
    assert "event_summary" not in client.kinds()
    for _ in range(2):
        sent = client.http.post(at(event, "/bilan"), data=text | {"action": "publier"})
        assert sent.status_code == 303
        client.drain()
    assert client.kinds().count("event_summary") == 1
    empty = client.http.post(at(event, "/bilan"), data={"markdown": "", "action": "publier"})
    assert empty.status_code == 422
    assert 'id="erreur-markdown"' in empty.text
    assert "Écrivez le bilan" in empty.text


def test_a_summary_before_the_event_is_refused(client: EventClient) -> None:
    event = created(client)
    answer = client.http.post(at(event, "/bilan"), data={"markdown": "Tôt", "action": "publier"})
    assert answer.status_code == 422
    assert "Le bilan vient après" in answer.text


def test_what_the_start_settles_is_no_longer_in_the_form_and_the_rest_changes(
    client: EventClient,
) -> None:
    event = created(client)
    client.move_to("2027-03-20T15:30:00-04:00")
    fields = typed(client, at(event, "/modifier"))
    assert "day" not in fields
    fields["replay_url"] = "https://video.example.org/1"
    assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    late = client.http.post(at(event, "/modifier"), data=FORM | {"from": "12:00"})
    assert late.status_code == 422
    assert "commencée ou passée" in late.text


def test_the_weeks_agenda_has_its_events(client: EventClient) -> None:
    event = created(client)
    page = client.http.get("/equipe?semaine=2027-03-20").text
    assert f"/equipe/evenements/{event['id']}" in page
    assert "0 / 2" in page


@pytest.mark.parametrize(
    "what", ["", "/nouveau", "/{}", "/{}/modifier", "/{}/annuler", "/{}/inscriptions/p1-v1/retirer"]
)
def test_the_teams_pages_are_for_the_team(client: EventClient, what: str) -> None:
    event = created(client)
    client.http.delete_cookie("brigade_equipe")
    path = "/equipe/evenements" + what.replace("{}", event["id"])
    assert client.http.get(path).status_code == 401
    client.http.set_cookie("brigade_equipe", client.register())
    assert client.http.get(path).status_code == 401


def test_a_long_roster_comes_in_pages_that_its_form_can_hold(client: EventClient) -> None:
    event = created(client, capacity_online="150")
    for n in range(101):
        assert client.guest(event, f"g{n}@example.org").status_code == 202
    client.move_to("2027-03-20T15:30:00-04:00")
    assert client.http.get(at(event)).text.count('name="came"') == 100
    page = client.http.get(at(event, "?page=2")).text
    assert page.count('name="came"') == 1
    ids = re.findall(r'name="registration" value="([^"]+)"', client.http.get(at(event)).text)
    answer = client.http.post(at(event, "/presences"), data={"registration": ids, "came": ids})
    assert answer.status_code == 303

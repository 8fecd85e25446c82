"""The team's pages of events: made, copied, changed, cancelled; who came; the summary."""

import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.participants import AddressHolder, Participant
from infra.local.system import System
from tests.support.events import EventClient

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
            fields.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.S):
        fields[name] = text
    return fields


def said(client: EventClient, answer: TestResponse) -> str:
    """The notice on the page where a form ends, its spaces made plain."""
    assert answer.status_code == 303, answer.text
    page = client.http.get(answer.headers["Location"]).text
    match = re.search(r'class="notice notice-done" role="status">\s*<p>(.*?)</p>', page, re.S)
    assert match is not None, page
    return re.sub(r"\s", " ", match[1])


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


def test_the_teams_page_says_all_that_the_form_does(client: EventClient) -> None:
    event = created(
        client,
        description="Pour **toutes** et tous.",
        language="fr, en",
        registration_opens_at="2027-03-02T09:00",
        registration_closes_at="2027-03-19T12:00",
    )
    page = client.http.get(at(event)).text
    for said in ("Découvrabilité", "<strong>toutes</strong>", "Français et anglais"):
        assert said in page
    assert "Camille Exemple\u00a0; Noé Exemple" in page
    assert re.search(
        r"Dès le mardi 2\smars 2027, 9\sh, jusqu’au vendredi 19\smars 2027, 12\sh", page
    )


@pytest.mark.parametrize(
    ("mode", "missing"),
    [("in_person", ["lieu"]), ("online", ["lien"]), ("hybrid", ["lieu", "lien"])],
)
def test_what_is_missing_of_the_place_is_recalled_until_it_is_there(
    client: EventClient, mode: str, missing: list[str]
) -> None:
    event = created(client, mode=mode, venue="", online_url="")
    sentences = {
        "lieu": "Le lieu n’est pas indiqué",
        "lien": "Le lien en ligne n’est pas indiqué",
    }
    page = client.http.get(at(event)).text
    assert [name for name, sentence in sentences.items() if sentence in page] == missing
    fields = typed(client, at(event, "/modifier")) | {"mode": mode}
    fields |= {"venue": "Ici", "online_url": "visio.example.org/x"}
    assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    page = client.http.get(at(event)).text
    assert not [sentence for sentence in sentences.values() if sentence in page]


def test_a_closing_that_has_passed_does_not_hinder_another_change(client: EventClient) -> None:
    event = created(client, registration_closes_at="2027-03-10T12:00")
    client.move_to("2027-03-11T09:00:00-05:00")
    fields = typed(client, at(event, "/modifier")) | {"venue": "Ailleurs"}
    assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    fields = typed(client, at(event, "/modifier"))
    fields["registration_closes_at"] = "2027-03-09T12:00"
    answer = client.http.post(at(event, "/modifier"), data=fields)
    assert answer.status_code == 422
    assert 'id="erreur-registration-closes-at"' in answer.text


def test_a_cancelled_event_offers_nothing_that_fails(client: EventClient) -> None:
    event = created(client)
    client.seat(event, client.register())
    client.http.post(at(event, "/annuler"))
    for _ in range(2):
        page = client.http.get(at(event)).text
        for what in ("/modifier", "/prochaine", "/annuler", "/accueil", "/inscriptions/"):
            assert at(event, what) not in page
        assert 'name="came"' not in page
        client.move_to("2027-03-20T14:00:00-04:00")


def test_the_next_meeting_is_offered_where_there_is_a_series_to_follow(
    client: EventClient,
) -> None:
    assert "/prochaine" in client.http.get(at(created(client))).text
    assert "/prochaine" not in client.http.get(at(created(client, kind="conference"))).text


def test_the_list_folds_what_is_cancelled_and_tells_which_summary_is_to_write(
    client: EventClient,
) -> None:
    written, due = created(client, title="Le premier"), created(client, title="Le deuxième")
    off = created(client, title="Le troisième", day="2027-03-22")
    client.http.post(at(off, "/annuler"))
    page = client.http.get("/equipe/evenements").text
    assert page.index("Annulés (1)") < page.index("Le troisième")
    assert "2 / 2" not in page
    assert page.count("0 / 2") == 2
    client.move_to("2027-03-20T15:30:00-04:00")
    text = {"markdown": "Retenir ceci.", "action": "publier"}
    client.http.post(at(written, "/bilan"), data=text)
    page = client.http.get("/equipe/evenements").text
    assert "0 / 2" not in page
    assert page.count("Bilan publié") == page.count("Bilan à faire") == 1
    assert at(due) in page


def test_the_same_form_sent_twice_makes_one_event(client: EventClient) -> None:
    key = typed(client, "/equipe/evenements/nouveau")["cle"][0]
    first, second = create(client, cle=key), create(client, cle=key)
    assert id_in(first) == id_in(second)
    assert id_in(create(client, cle=key, title="Une autre")) != id_in(first)


def test_a_series_is_made_in_one_go_at_the_same_wall_time(client: EventClient) -> None:
    key = typed(client, "/equipe/evenements/nouveau")["cle"][0]
    series = {
        "cle": key,
        "title": "Cohorte",
        "day": "2027-10-25",
        "meetings": "3",
        "weeks": "2",
        "registration_closes_at": "2027-10-24T12:00",
    }
    first, again = create(client, **series), create(client, **series)
    assert first.headers["Location"] == again.headers["Location"]
    assert "La série est créée : 3 rencontres" in said(client, first)
    made = client.call("GET", "/api/v1/events").get_json()["events"]
    assert [(each["title"], each["starts_at"]) for each in made] == [
        ("Cohorte, rencontre 1", "2027-10-25T13:30:00-04:00"),
        ("Cohorte, rencontre 2", "2027-11-08T13:30:00-05:00"),
        ("Cohorte, rencontre 3", "2027-11-22T13:30:00-05:00"),
    ]
    assert [each["registration_closes_at"] for each in made] == [
        "2027-10-24T12:00:00-04:00",
        "2027-11-07T12:00:00-05:00",
        "2027-11-21T12:00:00-05:00",
    ]
    assert len({each["series"] for each in made}) == 1
    page = client.http.get(f"/evenements/series/{made[0]['series']}").text
    assert page.count('name="meetings"') == 3
    assert "<h1>Cohorte</h1>" in page


def test_a_series_of_twelve_fits_and_its_numbers_go_on_from_the_titles(
    client: EventClient,
) -> None:
    answer = create(client, title="Cohorte : rencontre 3", meetings="12", weeks="1")
    assert answer.status_code == 303
    made = client.call("GET", "/api/v1/events").get_json()["events"]
    assert [each["title"] for each in made] == [f"Cohorte : rencontre {n}" for n in range(3, 15)]
    client.seat(made[11], client.register())


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
        ({"online_url": "zoom"}, "online-url", "adresse Web"),
        ({"replay_url": "abc/d.e"}, "replay-url", "adresse Web"),
        ({"registration_opens_at": "demain"}, "registration-opens-at", "Indiquez un jour"),
        ({"registration_closes_at": "2027-02-20T12:00"}, "registration-closes-at", "à venir"),
        ({"kind": "group_session", "themes": ""}, "themes", "n’existe pas"),
        ({"meetings": "13"}, "meetings", "de 1 à 12"),
        ({"meetings": ""}, "meetings", "de 1 à 12"),
        ({"meetings": "2", "weeks": "3"}, "weeks", "Choisissez"),
        ({"meetings": "2", "title": "T" * 190}, "title", "trop long"),
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


def test_the_list_of_errors_names_fields_as_the_form_does(client: EventClient) -> None:
    for wrong, label in (({"day": "2027-02-01"}, "Jour"), ({"to": "13:00"}, "À")):
        summary = create(client, **wrong).text.partition('role="alert"')[2].partition("</ul>")[0]
        assert re.findall(r">([^<>:]*)\u00a0:", summary) == [label]


def test_a_form_sent_back_untouched_changes_nothing(client: EventClient) -> None:
    event = created(client, registration_opens_at="2027-03-02T09:00", venue_access="Rampe")
    fields = typed(client, at(event, "/modifier"))
    assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    again = client.call("GET", f"/api/v1/events/{event['id']}").get_json()
    assert again == event


def test_a_form_older_than_anothers_change_undoes_nothing(client: EventClient) -> None:
    event = created(client)
    older = typed(client, at(event, "/modifier"))
    assert client.change(event, venue="Ailleurs", capacity={"online": 9}).status_code == 200
    sent = client.http.post(at(event, "/modifier"), data=older | {"description": "Nouvelle"})
    assert sent.status_code == 409
    assert "a changé entre-temps" in sent.text
    assert 'value="Ailleurs"' in sent.text
    assert client.seats(event)["online"]["capacity"] == 9
    fresh = typed(client, at(event, "/modifier")) | {"description": "Nouvelle"}
    assert client.http.post(at(event, "/modifier"), data=fresh).status_code == 303


def test_a_new_time_is_told_to_those_registered(client: EventClient) -> None:
    event = created(client)
    client.seat(event, client.register())
    fields = typed(client, at(event, "/modifier")) | {"from": "14:00", "to": "16:00"}
    fields["confirmer"] = "oui"  # the answer to the page that asks
    for _ in range(2):
        assert client.http.post(at(event, "/modifier"), data=fields).status_code == 303
    client.drain()
    assert client.event_mails("ana@example.org") == ["event_confirmed", "event_changed"]


def test_a_change_says_who_hears_of_it(client: EventClient) -> None:
    event = created(client, capacity_online="1")

    def change(**fields: str) -> str:
        form = typed(client, at(event, "/modifier")) | fields
        return said(client, client.http.post(at(event, "/modifier"), data=form))

    assert "personne n’est inscrit" in change(venue="Bibliothèque")
    for token in client.people(2):
        client.seat(event, token)
    assert "Personne n’a besoin d’être averti" in change(title="Un autre titre")
    moved = change(to="16:00", confirmer="oui")
    assert "les 2 personnes inscrites ou en attente l’apprennent" in moved
    assert "qui obtiennent une place l’apprennent" in change(capacity_online="2")


def test_a_cancellation_says_who_hears_of_it(client: EventClient) -> None:
    lonely, event = created(client), created(client, title="Une autre")
    client.seat(event, client.register())
    answer = client.http.post(at(lonely, "/annuler"))
    assert "aucun courriel ne part" in said(client, answer)
    answer = client.http.post(at(event, "/annuler"))
    assert "La personne inscrite ou en attente l’apprend par courriel" in said(client, answer)


def test_a_removal_speaks_of_the_next_only_if_somebody_waits(client: EventClient) -> None:
    event = created(client, capacity_online="1")
    first, second = [client.seat(event, token) for token in client.people(2)]
    waiting = at(event, f"/inscriptions/{second['id']}/retirer")
    seated = at(event, f"/inscriptions/{first['id']}/retirer")
    assert "sa place va à la première" not in client.http.get(waiting).text
    assert "sa place va à la première" in client.http.get(seated).text
    assert "la place va à la personne suivante" in said(client, client.http.post(seated))
    assert "sa place va à la première" not in client.http.get(waiting).text
    assert "suivante" not in said(client, client.http.post(waiting))


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


BY_HAND = {
    "given_name": "Paul",
    "family_name": "Exemple",
    "email": "paul@example.org",
    "mode": "online",
    "consents": "program",
}


def test_the_team_adds_somebody_even_where_the_public_cannot(client: EventClient) -> None:
    event = client.create(public=False, capacity={"in_person": 1, "online": 1})
    assert client.guest(event, "x@example.org").status_code == 401
    path = at(event, "/inscriptions")
    assert f'action="{path}"' in client.http.get(at(event)).text
    first = client.http.post(path, data=BY_HAND)
    assert "la place est confirmée" in said(client, first)
    assert "déjà inscrite" in said(client, client.http.post(path, data=BY_HAND))
    second = client.http.post(path, data=BY_HAND | {"email": "zoe@example.org"})
    assert "dans la liste d’attente" in said(client, second)
    client.drain()
    assert client.event_mails("paul@example.org") == ["event_confirmed"]
    assert client.event_mails("zoe@example.org") == ["event_waitlisted"]
    client.driver.confirm(client.token_for("paul@example.org", "event_confirmed"))
    address = wiring.store().one(AddressHolder, address_key("paul@example.org"))
    assert address is not None
    paul = wiring.store().one(Participant, address.participant_id)
    assert paul is not None
    assert [name for name, given in paul.consents_now().items() if given] == ["event"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"given_name": ""}, "given-name"),
        ({"email": "x"}, "email"),
        ({"mode": ""}, "mode"),
        ({"consents": ""}, "consents-program"),
    ],
)
def test_who_is_added_by_hand_is_asked_what_the_public_is(
    client: EventClient, wrong: dict[str, str], field: str
) -> None:
    event = created(client)
    answer = client.http.post(at(event, "/inscriptions"), data=BY_HAND | wrong)
    assert answer.status_code == 422
    assert f'id="erreur-{field}"' in answer.text
    assert 'id="ajouter" open' in answer.text
    assert client.seats(event)["online"]["remaining"] == 3


def test_nobody_is_added_by_hand_once_registrations_are_closed(client: EventClient) -> None:
    event = created(client, registration_closes_at="2027-03-10T12:00")
    client.move_to("2027-03-11T09:00:00-05:00")
    answer = client.http.post(at(event, "/inscriptions"), data=BY_HAND)
    assert answer.status_code == 409
    assert "Les inscriptions ne sont pas ouvertes" in answer.text
    assert "changez d’abord la période" in answer.text
    assert "Fermées depuis le" in answer.text
    client.http.delete_cookie("brigade_equipe")
    assert client.http.post(at(event, "/inscriptions"), data=BY_HAND).status_code == 401


def test_the_roster_opens_in_a_spreadsheet_and_no_cell_of_it_is_a_formula(
    client: EventClient,
) -> None:
    event = created(client, capacity_online="1")
    client.seat(event, client.register("a@example.org", given_name="Zoé"))
    client.seat(event, client.register("-b@example.org", given_name="-Béa"))
    client.seat(event, client.register("c@example.org"), "in_person")
    assert f'href="{at(event, "/liste.csv")}"' in client.http.get(at(event)).text
    answer = client.http.get(at(event, "/liste.csv"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "liste-2027-03-20.csv" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "Ordre d’arrivée;Prénom;Nom;Courriel;Participation;Place",
        "1;Zoé;Exemple;a@example.org;En ligne;Confirmée",
        "2;'-Béa;Exemple;'-b@example.org;En ligne;En attente",
        "3;Ana;Exemple;c@example.org;Sur place;Confirmée",
    ]


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


def test_the_team_sees_whose_mails_do_not_arrive(client: EventClient) -> None:
    event = created(client)
    client.guest(event, "bounce@simulator.amazonses.com")
    client.drain()
    assert "Nos courriels ne se rendent pas" in client.http.get(at(event)).text


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
    page = client.http.get("/equipe/semaine?semaine=2027-03-20").text
    assert f"/equipe/evenements/{event['id']}" in page
    assert "0 / 2" in page


@pytest.mark.parametrize(
    "what",
    [
        "",
        "/nouveau",
        "/{}",
        "/{}/modifier",
        "/{}/annuler",
        "/{}/prochaine",
        "/{}/liste.csv",
        "/{}/inscriptions/p1-v1/retirer",
    ],
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

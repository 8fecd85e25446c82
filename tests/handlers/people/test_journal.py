"""Each thing that the team does is written with its author and time, and admins read it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.people.staff_acts import Deed
from chalicelib.domain.sessions.slots import slot_id
from chalicelib.domain.sessions.team_files import mark
from chalicelib.web.http.routing import DECLARED, Who
from chalicelib.workflows.people.read_acts import SHOWN
from infra.local.system import System
from tests.handlers.events.test_team_pages import FORM as EVENT_FORM
from tests.handlers.http.test_routes import BODIES, PLACES
from tests.handlers.http.test_routes import world as world
from tests.handlers.imports.importing import FILES, Admin, address
from tests.handlers.privacy.test_registers import INCIDENT
from tests.support.driver import THEME, whose
from tests.support.events import EVENT, EventClient
from tests.support.examples import DAY, HOUR, NOW
from tests.support.small_world import ADVISER, EDITION, OTHER, TEAM_NOTES, World
from tests.support.systems import system_for

Route = tuple[str, str]

system = system_for("module")

WRITES: list[Route] = [
    route for route, declared in DECLARED.items() if route[0] != "GET" and Who.STAFF in declared.who
]

NO_ACT: dict[Route, str] = {
    ("POST", "/api/v1/staff/letters"): "a draft, which leaves to nobody yet",
    ("PATCH", "/api/v1/staff/letters/{letter_id}"): "the same",
    ("DELETE", "/api/v1/staff/letters/{letter_id}"): "the same",
    ("POST", "/equipe/courriels/ecrire"): "the same",
    ("POST", "/equipe/courriels/lettres/{letter_id}/modifier"): "the same",
    ("POST", "/equipe/courriels/lettres/{letter_id}/jeter"): "the same",
    ("POST", "/equipe/avis"): "how she is told herself: of her account alone",
    ("POST", "/equipe/calendrier"): "the address of her own calendar",
    ("POST", "/equipe/rencontres/{booking_id}/brouillon"): "notes that nobody else sees yet",
    ("POST", "/equipe/evenements/nouveau/{draft}/etape"): "an event that nobody else sees yet",
    ("POST", "/equipe/evenements/nouveau/{draft}/jeter"): "the same",
    ("POST", "/equipe/rencontres/{booking_id}/defaire"): "takes an act back, with its deed",
    ("POST", "/api/v1/staff/sessions/{booking_id}/outcome/undo"): "the same",
    ("POST", "/api/v1/staff/sessions/{booking_id}/cancel/undo"): "the same",
    ("POST", "/equipe/plages/{slot_id}/defaire"): "the same, of an hour that was withdrawn",
    ("POST", "/api/v1/staff/slots/{slot_id}/withdrawal/undo"): "the same",
    ("POST", "/equipe/semaine/changements/{change_id}/defaire"): "the same, of a day",
    ("DELETE", "/api/v1/staff/day-changes/{change_id}"): "the same",
    ("POST", "/equipe/appels/{call_id}/defaire"): "the same, of a call",
    ("POST", "/api/v1/staff/calls/{call_id}/result/undo"): "the same",
    ("POST", "/equipe/rencontres/{booking_id}/apercu"): "a file that is read, and goes in a day",
    ("POST", "/api/v1/staff/sessions/{booking_id}/preview"): "the same",
    ("POST", "/equipe/textes/{kind}/apercu"): "a preview: nothing is written",
    ("POST", "/api/v1/staff/mail-texts/{kind}/trial"): "a mail to herself alone",
    ("POST", "/equipe/outils"): "what she keeps at hand: her own list",
    ("PUT", "/api/v1/staff/toolshelf"): "the same",
    ("POST", "/equipe/personnes/listes"): "what she asks for herself, by a name of her own",
    ("POST", "/equipe/personnes/listes/{list_id}"): "the same",
    ("POST", "/api/v1/staff/lists"): "the same",
    ("DELETE", "/api/v1/staff/lists/{list_id}"): "the same",
    ("POST", "/equipe/preuves"): "a file that is read: nothing is written",
    ("POST", "/api/v1/staff/imports/corrected"): "a file that is given back: nothing is written",
    ("POST", "/equipe/importations"): "files that wait two days; keeping them is an act",
    ("POST", "/equipe/importations/{parcel_id}/fichiers"): "the same",
    ("POST", "/equipe/importations/{parcel_id}/reponses"): "the same",
    ("POST", "/equipe/importations/{parcel_id}/retirer"): "the same",
}
"""What writes nothing on a person, an event, or what admins alone decide."""

ELSEWHERE: dict[Route, str] = {
    ("POST", "/api/v1/staff/imports"): "test_an_import_has_its_author",
    ("POST", "/equipe/importations/{parcel_id}/garder"): "test_an_import_has_its_author",
    ("POST", "/equipe/demande"): "test_demand.py: usual hours are opened as by the form of hours",
    ("POST", "/api/v1/staff/events/{event_id}/registrations"): "test_a_seat_has_its_author",
    ("POST", "/equipe/personnes/{person_id}/activites"): "test_a_seat_has_its_author",
}
"""What needs an archive, hours of one's own before, or somebody who has no seat yet."""

AT_EVENT = timedelta(days=3)
AT_SESSION, AFTER_SESSION = timedelta(days=9), timedelta(days=9, hours=2)
"""When Ana's event is, when her session begins and when it is over."""

WHEN: dict[Route, timedelta] = {
    ("PUT", "/api/v1/staff/events/{event_id}/attendance"): AT_EVENT + HOUR,
    ("POST", "/api/v1/staff/events/{event_id}/summary"): AT_EVENT + DAY,
    ("POST", "/equipe/evenements/{event_id}/bilan"): AT_EVENT + DAY,
    ("POST", "/equipe/evenements/{event_id}/presences"): AT_EVENT + HOUR,
    ("POST", "/equipe/evenements/{event_id}/accueil"): AT_EVENT,
    ("POST", "/equipe/presences"): AT_EVENT,
    ("POST", "/api/v1/staff/sessions/{booking_id}/outcome"): AFTER_SESSION,
    ("POST", "/equipe/rencontres/{booking_id}"): AFTER_SESSION,
    ("POST", "/api/v1/staff/sessions/{booking_id}/expected"): AT_SESSION,
    ("POST", "/equipe/rencontres/{booking_id}/attendue"): AT_SESSION,
}
"""How long after now some are done."""

OF_HELD: set[Route] = {
    ("PUT", "/api/v1/staff/sessions/{booking_id}/outcome"),
    ("POST", "/api/v1/staff/sessions/{booking_id}/document"),
    ("POST", "/equipe/rencontres/{booking_id}/correction"),
    ("POST", "/equipe/rencontres/{booking_id}/renvoi"),
}
"""What is done to a session whose document was sent."""

MAILED = {
    ("POST", "/api/v1/staff/messages/{message_id}/resend"),
    ("POST", "/equipe/courriels/{message_id}/renvoyer"),
}
"""What is done to somebody whose mails arrive."""

OF_MERGED: set[Route] = {
    ("POST", "/api/v1/staff/people/{person_id}/unmerge"),
    ("POST", "/equipe/personnes/{person_id}/separer"),
}
"""What is done to people who were merged."""
SENDING = {
    ("POST", "/api/v1/staff/letters/{letter_id}/send"),
    ("POST", "/equipe/courriels/lettres/{letter_id}/envoyer"),
}
"""What is done to a letter that is a draft."""

FREE = slot_id(ADVISER, NOW + 10 * DAY)
OFFERED = ("POST", "/api/v1/event-registrations/{registration_id}/confirm")
AGENDA = "https://agenda.example.org/autre.ics"
ROOM = "https://visio.example.org/salle"
WHERE = {"venue": "Maison de la culture", "online_url": ROOM}
JSON: dict[Route, Any] = {
    **BODIES,
    ("PATCH", "/api/v1/staff/events/{event_id}"): {"title": "Autre titre", **WHERE},
    ("PATCH", "/api/v1/event-registrations/{registration_id}"): {"mode": "in_person"},
    ("POST", "/api/v1/bookings/{booking_id}/reschedule"): {"slot_id": FREE},
    ("POST", "/api/v1/staff/events"): EVENT,
    ("PUT", "/api/v1/staff/sessions/{booking_id}/notes"): {"notes": "Une note"},
    ("PUT", "/api/v1/staff/people/{person_id}/notes"): {"notes": "Une note"},
    ("PUT", "/api/v1/staff/sessions/{booking_id}/link"): {"meeting_url": ROOM},
    ("PATCH", "/api/v1/staff/first-day"): {"step": "event"},
    ("PUT", "/api/v1/staff/external-calendar"): {"url": AGENDA},
    ("PUT", "/api/v1/staff/sessions/{booking_id}/outcome"): {"notes": "Mieux dit"},
}
SESSIONS = {
    "open_bookings_per_person": "3",
    "delays.booking_notice_hours": "12",
    "delays.cancel_deadline_hours": "24",
    "delays.undo_minutes": "15",
    "delays.reminder_hours_before": "48, 2",
}
FORM: dict[str, dict[str, Any]] = {
    "/equipe/membres": {"name": "Noé Exemple", "email": "noe@example.org", "role": "adviser"},
    "/equipe/membres/{member_id}": {"access": "admin"},
    "/equipe/bilans/{edition}/publication": {"action": "preparer"},
    "/equipe/bilans/{edition}/textes/{section}": {"action": "garder", "markdown": "Bravo"},
    "/equipe/demandes": {"kind": "access", "channel": "telephone", "email": "ana@example.org"},
    "/equipe/demandes/{request_id}": {"granted": "non", "outcome": "Ce n’est pas la personne"},
    "/equipe/evenements": EVENT_FORM,
    "/equipe/evenements/{event_id}/modifier": {
        "title": "Autre titre",
        **WHERE,
        "confirmer": "oui",
    },
    "/equipe/evenements/{event_id}/accueil": {"inscription": "pana-vgood"},
    "/equipe/evenements/{event_id}/bilan": {"markdown": "Bilan", "action": "publier"},
    "/equipe/evenements/{event_id}/inscriptions": {
        "given_name": "Zoé",
        "email": "zoe@example.org",
        "mode": "online",
        "consents": "program",
    },
    "/equipe/evenements/{event_id}/inscriptions/{registration_id}/adresse": {
        "email": "zoe@example.org"
    },
    "/equipe/evenements/{event_id}/presences": {"registration": "pana-vgood"},
    "/equipe/evenements/{event_id}/prochaine": {
        "cle": "0" * 20,
        "title": "La suite",
        "day": "2027-04-20",
        "from": "13:30",
        "to": "15:00",
    },
    "/equipe/evenements/{event_id}/sujets": {"topics": "ev-vgood-pana"},
    "/equipe/incidents": INCIDENT,
    "/equipe/incidents/{incident_id}/modifier": {**INCIDENT, "people": "13"},
    "/equipe/inscrire": {"given_name": "Rose", "phone": "450 555-0199", "consents": "program"},
    "/equipe/appels/{call_id}": {"result": "reached"},
    "/equipe/personnes/{person_id}/reunir": {"avec": "pbo"},
    "/equipe/personnes/{person_id}/distinguer": {"avec": "pbo"},
    "/equipe/personnes/{person_id}/corriger": {"phone": "450 555-0199"},
    "/equipe/personnes/{person_id}/notes": {"note": "Une note"},
    "/equipe/personnes/{person_id}/reserver": {"slot_id": FREE, "theme": THEME},
    "/equipe/personnes/{person_id}/courriels": {"act": "reopen", "reason": "Boîte vidée"},
    "/equipe/semaine/heures": {"day": "2027-03-11", "adviser": ADVISER},
    "/equipe/semaine/jours/{day}": {"becomes": "closed", "adviser": ADVISER},
    "/equipe/semaine/ouvrir": {
        "day": "2027-03-22",
        "from": "09:00",
        "to": "12:00",
        "until": "2027-04-05",
        "slot_minutes": "60",
        "buffer_minutes": "0",
        "format": "video",
    },
    "/equipe/textes/{kind}": {"blocks.title": "Voici", "action": "garder"},
    "/equipe/pour-commencer": {"etape": "event"},
    "/equipe/reglages": {"defaut": "codevelopment_topics", "lu": "1"},
    "/equipe/reglages/{group}": SESSIONS,
    "/equipe/rencontres/{booking_id}": {"outcome": "no_show"},
    "/equipe/rencontres/{booking_id}/adresse": {"email": "zoe@example.org"},
    "/equipe/rencontres/{booking_id}/correction": {"notes": "Mieux dit"},
    "/equipe/rencontres/{booking_id}/deplacer": {"slot_id": FREE},
    "/equipe/calendrier/externe": {"url": AGENDA},
    "/equipe/rencontres/{booking_id}/lien": {"meeting_url": ROOM},
    "/equipe/rencontres/{booking_id}/notes": {"team_notes": "Une note", "lues": mark(TEAM_NOTES)},
}
"""What each form is sent, so that it does what it is for."""


def path_of(route: Route) -> str:
    free = {"slot_id": FREE} if "slot_id" in route[1] else {}
    held = {"booking_id": "pana-b2"} if route in OF_HELD else {}
    return route[1].format(**{**PLACES, "edition": EDITION, **free, **held})


def sent(world: World, route: Route) -> TestResponse:
    """Ask as an admin."""
    token = world.token(Purpose.STAFF, OTHER)
    method, path = route
    if path.startswith("/api/"):
        headers = {"Authorization": f"Bearer {token}"}
        body = JSON.get(route, {})
        return world.http.open(path_of(route), method=method, headers=headers, json=body)
    fields = dict(FORM.get(path, {}))
    if path == "/equipe/presences":
        fields["jeton"] = world.token(Purpose.PRESENCE, "pana-vgood")
    return world.http.post(
        path_of(route),
        headers={"Cookie": f"brigade_equipe={token}"},
        data=urlencode(fields, doseq=True),
        content_type="application/x-www-form-urlencoded",
    )


def sent_document(item: dict[str, Any]) -> dict[str, Any]:
    """As its item stands once it is made: nothing is awaited."""
    made = {"state": {"S": "ready"}, "file_key": {"S": "documents/pana-b2.pdf"}}
    awaited = ("next_at", "due_pk", "due_sk")
    return {**{name: value for name, value in item.items() if name not in awaited}, **made}


def acts(world: World) -> set[tuple[str, str, str]]:
    kept = [item for item in world.table.items if item["type"]["S"] == "StaffAct"]
    return {(item["id"]["S"], item["by"]["S"], item["at"]["S"]) for item in kept}


def test_each_route_of_the_team_that_writes_is_walked_or_has_its_reason() -> None:
    known = {*NO_ACT, *ELSEWHERE}
    assert known <= set(WRITES)
    assert not set(NO_ACT) & set(ELSEWHERE)
    assert all(NO_ACT.values())
    assert set(FORM) <= {path for _, path in WRITES}


@pytest.mark.parametrize(
    "route", [each for each in WRITES if each not in {*NO_ACT, *ELSEWHERE}], ids=" ".join
)
def test_what_the_team_does_has_its_author_and_time(
    world: World, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = NOW + WHEN.get(route, timedelta())
    monkeypatch.setattr(wiring, "now", lambda: now)
    if route == OFFERED:
        held = world.item("PERSON#pana", "EVENT#vgood")
        until = {"S": (NOW + DAY).strftime("%Y-%m-%dT%H:%M:%SZ")}
        world.rewrite({**held, "status": {"S": "offered"}, "confirm_by": until})
    if route in OF_HELD:
        world.rewrite(sent_document(world.item("PERSON#pana", "DOCUMENT#b2")))
    if route in OF_MERGED:
        sent(world, ("POST", "/api/v1/staff/people/{person_id}/merge"))
    seats = world.item("EVENT#vgood", "SEATS")
    online = seats["places"]["M"]["online"]["M"]
    room = {**online, "taken": {"N": "0"}, "waiting": {"N": "0"}}
    world.rewrite({**seats, "places": {"M": {**seats["places"]["M"], "in_person": {"M": room}}}})
    if route in SENDING:
        written = world.item("LETTER#lt1", "LETTER")
        world.rewrite({**written, "state": {"S": "draft"}})
    if route not in MAILED:
        person = world.item("PERSON#pana", "PROFILE")
        world.rewrite({**person, "bounced_at": {"S": NOW.strftime("%Y-%m-%dT%H:%M:%SZ")}})
    before = acts(world)
    answer = sent(world, route)
    refused = f"{' '.join(route)} does not do what it is for: {answer.status_code}"
    assert answer.status_code < 400, f"{refused} {answer.text[:2000]}"
    new = acts(world) - before
    said = f"{' '.join(route)} writes no act: add `*done(...)` to its write, or its reason above"
    assert new, said
    at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert {(by, moment) for _, by, moment in new} == {(OTHER, at)}, said


def test_an_import_has_its_author(admin: Admin) -> None:
    page = admin.bring(archived(FILES))
    for _ in range(2):
        admin.http.post(f"{address(page)}/garder")
        admin.system.pump.drain()
    token = admin.staff("equipe@example.org")
    later = {**FILES, "edition.json": FILES["edition.json"].replace("2020-2021", "2019-2020")}
    content = archived(later)["edition.zip"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = admin.http.post("/api/v1/staff/imports", data=content, headers=headers)
    assert answer.status_code == 201, answer.text
    found, _ = wiring.store().journal("", 100)
    imports = [(each.deed, each.note) for each in found if each.note.startswith("20")]
    assert sorted(imports) == [
        (Deed.EDITION_IMPORTED, "2019-2020"),
        (Deed.IMPORT_ASKED, "2020-2021"),
    ]


def test_a_seat_has_its_author(admin: Admin) -> None:
    client = EventClient(admin.system)
    first, second = client.create(), client.create(title="Une autre")
    whom = whose(client.register())
    page = f"/equipe/personnes/{whom}/activites"
    assert admin.http.post(page, data={"place": f"{first['id']}.online"}).status_code == 303
    path = f"/api/v1/staff/events/{second['id']}/registrations"
    body = {"participant_id": whom, "mode": "online"}
    token = admin.staff("equipe@example.org")
    assert client.call("POST", path, body, token).status_code == 201
    found, _ = wiring.store().journal("", 100)
    seated = [each for each in found if each.deed is Deed.REGISTERED]
    assert len(seated) == 2
    assert {each.by for each in seated} == {whose(token)}


@pytest.fixture
def admin(system: System, blank_pages: None) -> Admin:
    return Admin(system)


def archived(files: dict[str, str]) -> dict[str, str | bytes]:
    content = {name: text.encode() for name, text in files.items()}
    return {"edition.zip": wiring.archives().write(content)}


def test_the_journal_has_all_of_it_a_page_at_a_time(admin: Admin) -> None:
    client = EventClient(admin.system)
    event = client.create()
    for n in range(SHOWN):
        admin.advance("PT1S")
        client.change(event, title=f"Titre {n}")
    first = admin.http.get("/equipe/journal").text
    assert first.count("Activité modifiée</a>, par Dominique Exemple") == SHOWN
    link = first.split("/equipe/journal?gestes=")[1].split('"')[0]
    rest = admin.http.get(f"/equipe/journal?gestes={link}").text
    assert "Activité créée</a>, par Dominique Exemple" in rest
    assert "Membre de l’équipe ajouté, par l’exploitation du système" in rest
    assert admin.http.get(f"/equipe/journal?gestes=%F0%9F%98%80{'9' * 3000}").status_code == 200
    admin.be("brigadiere@example.org")
    assert admin.http.get("/equipe/journal").status_code == 403


def test_an_erasure_stays_in_the_journal_and_names_nobody(admin: Admin) -> None:
    client = EventClient(admin.system)
    slots = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    booking = client.book(client.register("canary@example.org", given_name="Canari"), slots[0])
    token = admin.staff("equipe@example.org")
    client.driver.cancel(token, booking["id"])
    person = booking["id"].partition("-")[0]
    assert person in admin.http.get("/equipe/journal").text
    path = f"/api/v1/staff/people/{person}"
    assert admin.call("DELETE", path, token=token).status_code == 202
    admin.advance("PT1H")
    page = admin.http.get("/equipe/journal").text
    assert "Personne effacée, par Équipe du programme" in page
    assert not [each for each in (person, "canary", "Canari") if each in page]
    acts, _ = wiring.store().journal("", 100)
    assert not [each for each in acts if person in f"{each}"]

"""An item that cannot be read, of every type in turn: it says so, and everything else works."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import handlers, wiring
from chalicelib.adapters.dynamodb.codec import Item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.adapters.dynamodb.partitions import (
    BOUNCED,
    CALENDARS,
    CALLS,
    JOURNAL,
    SET_ASIDE,
    TO_DO,
)
from chalicelib.adapters.links import Purpose
from chalicelib.domain.ids import suffix_of
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.drafts import draft_id
from chalicelib.domain.report.returning import PART, mark_of
from chalicelib.domain.unreadable import Unreadable, UnreadableItem
from chalicelib.workflows.mail.leave import STAGE
from chalicelib.workflows.report.recount import walk_on
from infra.local.system import System
from tests.support.driver import REGISTRATION, THEME
from tests.support.systems import system_for

from ...support.small_world import ADVISER, BROWSER, EDITION, OTHER, SEEN, World

BAD, GOOD = "/equipe/evenements/ev-vbad", "/equipe/evenements/ev-vgood"
LISTS = [
    ("/", ""),
    ("/evenements", ""),
    ("/evenements/ev-vgood", ""),
    ("/evenements/series/sr-both", ""),
    ("/api/v1/events", ""),
    ("/bilans", ""),
    ("/equipe/bilans", ADVISER),
    (f"/api/v1/slots?theme={THEME}", ""),
    ("/equipe/semaine?semaine=2027-03-10", ADVISER),
    ("/api/v1/staff/agenda?from=2027-03-01&to=2027-04-01", ADVISER),
    ("/api/v1/staff/today", ADVISER),
    ("/api/v1/staff/audience", ADVISER),
    ("/equipe/evenements", ADVISER),
    (GOOD, ADVISER),
    (f"{GOOD}/accueil", ADVISER),
    (f"{GOOD}/ecran", ADVISER),
    ("/equipe/rencontres/pbo-b1", ADVISER),
    ("/mon-espace", "pbo"),
    ("/mon-espace", "pdee"),
    ("/mon-espace/reserver", "pbo"),
    ("/evenements/ev-vgood/sujets", "pbo"),
    ("/documents/pbo-b2", "pbo"),
]
OF_THE_SAME_EVENT = [
    (path, ADVISER)
    for path in (BAD, f"{BAD}/accueil", f"{BAD}/liste.csv", f"{BAD}/sondage", f"{BAD}/sujets")
]
"""Lists where one of many is the unreadable one; not if it is the event itself."""

OF_ADMINS = [
    (path, OTHER)
    for path in (
        "/equipe/demandes",
        "/equipe/incidents",
        "/equipe/conservation",
        "/api/v1/staff/people?q=exemple",
        "/equipe/personnes",
        "/equipe/reglages",
    )
]
"""Not if it is the admin herself."""

NO_SWEEP = JOURNAL, TO_DO, BOUNCED, CALLS, CALENDARS
"""Partitions of what waits for somebody, or for a function of its own: no sweep asks for it."""

NEXT: dict[str, set[str]] = {"Event": set(), "Seats": set(), "WaitingPlace": {"dee"}}
"""Who has the free seat of the event, by what is unreadable there."""

Asked = Callable[[World], Any]
PROFILE = {"mode": "online"}


def _page(path: str, who: str = "") -> Asked:
    return lambda world: world.get(path, who)


def _post(path: str, body: Any, who: str = "", **headers: str) -> Asked:
    def post(world: World) -> Any:
        token = world.token(Purpose.STAFF if who == ADVISER else Purpose.PERSONAL, who)
        return world.client.call("POST", path, body, token if who else "", **headers)

    return post


def _survey(world: World) -> Any:
    return world.client.call("GET", "/api/v1/survey", token=world.token(Purpose.SURVEY, "pana-b2"))


def _report(slug: str) -> Asked:
    return lambda world: world.client.call(
        "GET", f"/api/v1/staff/report?edition={slug}", token=world.token(Purpose.STAFF, ADVISER)
    )


def _proof_of_bo(world: World) -> Any:
    day = {"email": "bo@example.org", "day": "2027-03-01"}
    cookie = {"Cookie": f"brigade_equipe={world.token(Purpose.STAFF, OTHER)}"}
    return world.http.post("/equipe/preuves", data=day, headers=cookie)


def _sign_in(world: World) -> Any:
    return world.http.post("/equipe/lien", data={"email": "autre@example.org"})


AVAILABILITY = {
    "adviser": "brigadiere@example.org",
    "starts_at": "2027-03-22T09:00:00-04:00",
    "ends_at": "2027-03-22T12:00:00-04:00",
    "themes": [],
}
LEFT = draft_id("pana", "/mon-espace/profil")
NEW = {**REGISTRATION, "email": "new@example.org"}
BROKEN: dict[str, tuple[str, str, Asked | None]] = {
    "Participant": ("PERSON#pana", "PROFILE", _page("/mon-espace", "pana")),
    "Merge": ("PERSON#pgus", "MERGE#pgil", None),
    "ConsentPage": ("PERSON#pana", "CONSENTS#1", None),
    "StaffMember": (f"PERSON#{OTHER}", "STAFF", _page("/equipe", OTHER)),
    "StaffAddress": (
        f"TEAM#{address_key('autre@example.org')}",
        "ADDRESS",
        _sign_in,
    ),
    "Look": ("LOOKS#d20270301", f"LOOK#{suffix_of(SEEN.id)}", None),
    "StaffAct": ("EVENT#vbad", "ACT#vbad-eventchanged-1", None),
    "EmailClaim": (
        f"EMAIL#{address_key('ana@example.org')}",
        "EMAIL",
        _post("/api/v1/registrations", {**REGISTRATION, "email": "ana@example.org"}),
    ),
    "Schedule": (
        f"PERSON#{ADVISER}",
        "SCHEDULE",
        _post("/api/v1/staff/availabilities", AVAILABILITY, ADVISER),
    ),
    "DayChange": (f"PERSON#{ADVISER}", "CHANGE#c1", None),
    "Pattern": (f"PERSON#{ADVISER}", "PATTERN#w1", None),
    "Slot": (
        f"PERSON#{ADVISER}",
        "SLOT#20270311T1400",
        _post("/api/v1/bookings", {"slot_id": f"{ADVISER}-20270311T1400", "theme": THEME}, "pbo"),
    ),
    "Booking": ("PERSON#pana", "BOOKING#b1", _page("/equipe/rencontres/pana-b1", ADVISER)),
    "MailTexts": ("TEXTS", "TEXTS#mails", None),
    "TriedText": (f"PERSON#{OTHER}", "TRIED#tryf0", None),
    "Toolshelf": (f"PERSON#{ADVISER}", "SHELF", None),
    "ExternalCalendar": (
        f"PERSON#{OTHER}",
        "EXTERNAL",
        _page("/equipe/calendrier/externe", OTHER),
    ),
    "TeamFile": ("PERSON#pana", "FILE#b1", _page("/equipe/rencontres/pana-b1", ADVISER)),
    "Document": ("PERSON#pana", "DOCUMENT#b2", _page("/documents/pana-b2", "pana")),
    "PhoneCall": ("PERSON#pana", "CALL#b2-survey", None),
    "Survey": ("PERSON#pana", "SURVEY#b2", _survey),
    "Message": ("PERSON#pana", "MESSAGE#b1-confirmed", None),
    "Told": ("PERSON#pana", "TOLD#b1-confirmed", None),
    "RetentionRound": ("RETENTION", "ROUND", None),
    "PersonKey": ("PERSON#pana", "KEY", None),
    "Erasure": ("PERSON#pgone", "ERASURE", None),
    "PrivacyRequest": ("REQUESTS", "REQUEST#qana", _page("/equipe/demandes/rq-qana", OTHER)),
    "Incident": ("INCIDENTS", "INCIDENT#i1", _page("/equipe/incidents/ic-i1", OTHER)),
    "Draft": ("PERSON#pana", f"DRAFT#{suffix_of(LEFT)}", None),
    "Roundup": (f"PERSON#{ADVISER}", "ROUNDUP#20270228", None),
    "DailyCount": ("PERSON#pana", "MAILS#2027-03-01", None),
    "FirstMails": ("FIRST#", "FIRST", None),
    "Budget": (f"BUDGET#{STAGE}", "BUDGET", None),
    "Event": ("EVENT#vbad", "EVENT", _page("/evenements/ev-vbad")),
    "Seats": ("EVENT#vbad", "SEATS", _page("/evenements/ev-vbad")),
    "WaitingPlace": ("EVENT#vbad", "WAIT#online-00000003", None),
    "Broadcast": ("EVENT#vbad", "BROADCAST#changed-1", None),
    "Series": ("SERIES#bad", "SERIES", _page("/evenements/series/sr-bad")),
    "TopicProposal": ("EVENT#vbad", "TOPIC#pana", _page("/evenements/ev-vbad/sujets", "pana")),
    "EventAnswer": ("EVENT#vbad", "ANSWER#pana", None),
    "AnswerCount": ("EVENT#vbad", "ANSWERS", _page(f"{BAD}/ecran", ADVISER)),
    "EventRegistration": (
        "PERSON#pana",
        "EVENT#vbad",
        _page("/mon-espace/evenements/pana-vbad/annuler", "pana"),
    ),
    "Edition": ("EDITION#2021-2022", "EDITION", _report("2021-2022")),
    "Release": ("EDITION#2021-2022", "RELEASE", _page("/api/v1/reports/2021-2022")),
    "Accompanied": ("PEOPLE#2021-2022#1", f"PEOPLE#{mark_of('ana@example.org')[:PART]}", None),
    "Figures": ("FIGURES#2026-2027#1", "COUNTS#shared", _report("2026-2027")),
    "EventFigures": ("FIGURES#2026-2027#1", "EVENT#R1", _report("2026-2027")),
    "PersonCount": ("PERSON#pana", "COUNT#2026-2027", None),
    "Demand": ("DEMAND", "COUNTS", None),
    "Alert": ("PERSON#pana", "ALERT#tmetavers", None),
    "HourNews": ("DEMAND", "NEWS", None),
    "PersonEntry": ("PERSON#pana", "ENTRY", None),
    "Letter": ("LETTER#lt1", "LETTER", None),
    "PeopleList": (f"PERSON#{OTHER}", "LIST#5e", None),
    "Adjustments": ("ADJUSTMENTS", "CURRENT", None),
    "FirstDay": ("ADJUSTMENTS", "BEGUN", None),
    "SettingsChange": ("ADJUSTMENTS", "CHANGE#00000001", None),
    "FoundBy": ("FIND#=all", "SPOT#=all exemple ana#pana", None),
    "Recount": ("EDITION#2026-2027", "RECOUNT", None),
    "SweepRound": ("SWEEP", "SWEEP", None),
    "AudienceSalt": ("AUDIENCE", "SALT", None),
    "Seen": ("SEEN#", "SEEN", None),
    "EditionAudience": (f"EDITION#{EDITION}", "AUDIENCE", None),
    "PageDay": ("AUDIENCE", "DAY#2027-03-01#/", None),
    "Receipt": (
        "RECEIPT#",
        "RECEIPT",
        _post("/api/v1/registrations", NEW, Idempotency_Key="once"),
    ),
}
"""An item of each type, and who asks for it by itself."""


def no_id(item: Item) -> Item:
    return {name: value for name, value in item.items() if name != "id"}


def no_type(item: Item) -> Item:
    return {name: value for name, value in item.items() if name != "type"}


def of_a_newer_release(item: Item) -> Item:
    """A word that this one does not know, or a type. Figures keep the word of any kind."""
    names = ("status", "state", "kind", "role", "topic", "format")
    words = [name for name in names if name in item and item["type"]["S"] != "EventFigures"]
    return {**item, words[0] if words else "type": {"S": "novelty"}}


def of_other_shapes(item: Item) -> Item:
    """A number where text was."""
    kept = {"pk", "sk", "timeline_pk", "timeline_sk", "due_pk", "due_sk", "type"}
    texts = {name for name, value in item.items() if "S" in value} - kept
    return {**item, **{name: {"N": "7"} for name in texts}}


WAYS = (no_id, no_type, of_a_newer_release, of_other_shapes)
CASES = [
    (layout.name, way)
    for n, layout in enumerate(LAYOUTS.values())
    for way in (WAYS[n % 4], WAYS[(n + 2) % 4])
]


system = system_for("module")
"""One for all: each world has a table of its own."""


@pytest.fixture
def world(system: System, monkeypatch: pytest.MonkeyPatch, blank_pages: None) -> World:
    system.mailbox.mails.clear()
    world = World(system, monkeypatch)
    _post("/api/v1/registrations", NEW, Idempotency_Key="once")(world)
    return world


def broken(world: World, kind: str, way: Callable[[Item], Item]) -> Unreadable:
    pk, sk, _ = BROKEN[kind]
    [item] = [i for i in world.table.items if i["pk"]["S"].startswith(pk) and i["sk"]["S"] == sk]
    world.rewrite(way(item))
    return Unreadable(item["pk"]["S"], item["sk"]["S"])


@pytest.mark.parametrize(("kind", "way"), CASES)
def test_one_item_that_cannot_be_read_takes_down_nothing_else(
    world: World, kind: str, way: Callable[[Item], Item]
) -> None:
    place = broken(world, kind, way)
    listed = world.item(place.pk, place.sk).get("due_pk", {}).get("S", "")
    waited = bool(listed) and listed not in NO_SWEEP
    world.sweep()
    lists = LISTS + (OF_THE_SAME_EVENT if kind not in ("Event", "Seats") else [])
    lists += OF_ADMINS if kind != "StaffMember" else []
    answers = {path: world.get(path, who).status_code for path, who in lists}
    assert {path: status for path, status in answers.items() if status >= 400} == {}
    assert kind == "StaffMember" or _proof_of_bo(world).status_code == 200
    assert world.failed == []
    assert ("bo", "b1") in world.told("booking_confirmed")
    assert ("bo", "b2") in world.told("document")
    assert {("bo", "vgood"), ("dee", "vgood")} <= set(world.told("event_changed"))
    assert ("cy", "vgood") in world.told("event_promoted")
    assert ("brigadiere", "roundup") in world.told("staff_roundup") or kind == "Roundup"
    promoted = {who for who, event in world.told("event_promoted") if event == "vbad"}
    told = {who for who, event in world.told("event_changed") if event == "vbad"}
    assert {"bo", "cy", "dee"} <= promoted | told or kind in ("Event", "Broadcast")
    assert promoted == NEXT.get(kind, {"cy"})
    if waited:
        assert world.item(place.pk, place.sk)["due_pk"]["S"] == SET_ASIDE
    world.get("/mon-espace", "pana")
    world.get("/mon-espace/mes-donnees", "pana")
    picture = world.http.get("/vu?page=/", headers={"User-Agent": BROWSER})
    assert picture.status_code == (303 if kind == "AudienceSalt" else 200)
    ask = BROKEN[kind][2]
    if ask is not None:
        answer = ask(world)
        assert (answer.status_code, "pas à lire ce dossier" in answer.text) == (500, True)
    if kind == "Accompanied":  # looked for when somebody is counted
        world.rewrite(world.item("PERSON#pana", "PROFILE"))
        world.drain()
        assert world.store.figures(EDITION, "1")[0]["accompaniments/format/individual"] == 2
    if kind == "Recount":  # asked for from a terminal
        with pytest.raises(UnreadableItem):
            walk_on(EDITION, store=world.store, programme=wiring.programme(), now=wiring.now())
    if kind == "TriedText":  # its mail alone asks for it
        with pytest.raises(UnreadableItem):
            world.store.one(TriedText, f"{OTHER}-tryf0")
    assert place in world.met


@pytest.mark.parametrize("kind", ["EventRegistration", "Participant", "WaitingPlace", "Message"])
def test_a_cancelled_event_is_told_to_all_the_others(world: World, kind: str) -> None:
    broken(world, kind, no_type)
    answer = _post("/api/v1/staff/events/ev-vbad/cancel", {}, ADVISER)(world)
    world.sweep()
    told = {who for who, event in world.told("event_cancelled") if event == "vbad"}
    assert (answer.status_code, told >= {"bo", "cy", "dee"}) == (200, True)
    assert world.failed == []


def test_presences_of_the_others_are_recorded(world: World) -> None:
    broken(world, "EventAnswer", no_type)
    marks = [{"registration_id": f"p{who}-vbad", "status": "attended"} for who in ("ana", "bo")]
    path, body = "/api/v1/staff/events/ev-vbad/attendance", {"attendances": marks}
    answer = world.client.call("PUT", path, body, world.token(Purpose.STAFF, ADVISER))
    assert answer.get_json()["code"] == "unreadable"
    assert world.item("PERSON#pbo", "EVENT#vbad")["status"] == {"S": "attended"}
    assert world.item("PERSON#pana", "EVENT#vbad")["status"] == {"S": "confirmed"}


def test_a_subject_of_who_cannot_be_read_stays_as_it_was_decided(world: World) -> None:
    chosen = {"topics": ["ev-vbad-pana"]}
    form = {"headers": {"Cookie": f"brigade_equipe={world.token(Purpose.STAFF, ADVISER)}"}}
    world.http.post(f"{BAD}/sujets", data=chosen, **form)
    broken(world, "EventRegistration", no_type)
    world.http.post(f"{BAD}/sujets", data={"topics": ["ev-vbad-pbo"]}, **form)
    statuses = [world.item("EVENT#vbad", f"TOPIC#p{who}")["status"]["S"] for who in ("ana", "bo")]
    assert statuses == ["chosen", "chosen"]


def test_an_adviser_s_time_that_cannot_be_read_is_not_opened_over(world: World) -> None:
    broken(world, "Slot", no_type)
    day = {"starts_at": "2027-03-11T08:30:00-05:00", "ends_at": "2027-03-11T09:30:00-05:00"}
    answer = _post("/api/v1/staff/availabilities", {**AVAILABILITY, **day}, ADVISER)(world)
    assert answer.get_json()["code"] == "unreadable"


def test_a_dead_letter_that_needs_what_cannot_be_read_stays_one(world: World) -> None:
    """It waits for no time: no sweep would bring it back."""
    unit, failed = world.store.unit(), world.store.one(Message, "pana-b1-confirmed")
    assert failed is not None
    unit.save(replace(failed, state=State.FAILED, reason="not_accepted", next_at=None))
    unit.commit()
    broken(world, "Participant", no_type)
    world.queues.hand_over("mail", [failed])
    world.drain()
    assert [json.loads(body)["id"] for body in world.failed] == ["pana-b1-confirmed"]


def test_what_ses_says_is_settled_but_for_what_needs_who_cannot_be_read(world: World) -> None:
    unit, message = world.store.unit(), world.store.one(Message, "pana-b1-confirmed")
    assert message is not None
    unit.save(replace(message, state=State.UNKNOWN))
    unit.commit()
    broken(world, "Participant", no_type)
    tags = {"message": ["pana-b1-confirmed"], "kind": ["booking_confirmed"]}
    handlers.settle_mail({"detail": {"eventType": "Delivery", "mail": {"tags": tags}}})
    assert world.item("PERSON#pana", "MESSAGE#b1-confirmed")["state"] == {"S": "delivered"}
    with pytest.raises(handlers.HandlerFailed):  # EventBridge brings it back
        handlers.settle_mail({"detail": {"eventType": "Complaint", "mail": {"tags": tags}}})

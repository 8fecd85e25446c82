"""Each route of the app answers to whom it declares, and to nobody else.

All routes are walked, with each kind of caller: one that is added is tried by what it declares.
"""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from app import app
from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.imports.uploads import keeping, parcels
from chalicelib.domain.people import roles
from chalicelib.domain.people.roles import ADMIN_ALONE, MAY
from chalicelib.domain.people.staff import Role
from chalicelib.web.http.keeping import Kept
from chalicelib.web.http.routing import DECLARED, Declared, Who
from chalicelib.web.openapi.document import ROUTES
from chalicelib.web.openapi.shapes import ADMIN, EITHER, PARTICIPANT, PUBLIC, STAFF, SURVEYED
from chalicelib.web.surveys.links import short_codes
from chalicelib.workflows.imports.prepare_import import PARCELS
from infra.local.system import STAFF as MEMBERS
from infra.local.system import System
from tests.support.driver import THEME, BlankPages
from tests.support.events import EVENT
from tests.support.small_world import ADVISER, ARCHIVE, OTHER, World
from tests.support.systems import keep, system_for

Route = tuple[str, str]
ALL: list[Route] = [(method, path) for path, methods in app.routes.items() for method in methods]
PAGES = [route for route in ALL if not route[1].startswith(("/api/", "/openapi", "/healthz"))]

DRAWN = "documents/pana-b2.pdf"
FONT = "atkinson-hyperlegible-next-latin-400-normal.woff2"
PLACES = {
    "booking_id": "pana-b1",
    "person_id": "pana",
    "document_id": "pana-b2",
    "edition": "2021-2022",
    "event_id": "ev-vgood",
    "registration_id": "pana-vgood",
    "request_id": "rq-qana",
    "incident_id": "ic-i1",
    "section": "themes",
    "series_id": "sr-both",
    "slot_id": f"{ADVISER}-20270311T1400",
    "slug": THEME,
    "theme": THEME,
    "parcel_id": "0" * 40,
    "member_id": ADVISER,
    "list_id": "5e",
    "message_id": "pana-link-1",
    "letter_id": "lt-lt1",
    "day": "2027-03-11",
    "change_id": f"{ADVISER}-c1",
    "call_id": "pana-b2-survey",
    "draft": "0" * 20,
    "group": "rencontres",
    "number": "1",
    "kind": "document",
}
"""What Ana, or an adviser, has in the small world: each parameter of a path needs one."""

FILES = {"/static/{name}": "site.css", "/static/fonts/{name}": FONT}

LINKS = {
    "/api/v1/survey": (Purpose.SURVEY, "pana-b2"),
    "/bilans/{edition}/apercu": (Purpose.REPORT, "2021-2022"),
    "/bilans/{edition}/apercu/bilan.pdf": (Purpose.REPORT, "2021-2022"),
    "/bilans/{edition}/apercu/donnees.zip": (Purpose.REPORT, "2021-2022"),
    "/calendrier.ics": (Purpose.CALENDAR, "pana 0"),
    "/copie": (Purpose.COPY, "rq-qcopy"),
    "/demande": (Purpose.REQUEST, "rq-qana"),
    "/desabonnement": (Purpose.UNSUBSCRIBE, "pana"),
    "/documents/{document_id}": (Purpose.DOCUMENT, "pana-b2"),
    "/equipe/connexion": (Purpose.SIGN_IN, ADVISER),
    "/evenements/billet": (Purpose.TICKET, "pana-vgood"),
    "/mon-espace": (Purpose.PERSONAL, "pana"),
    "/mon-espace/adresse/confirmer": (Purpose.ADDRESS, "pana zoe@example.org"),
    "/mon-espace/pas-moi": (Purpose.PERSONAL, "pana"),
    "/rejoindre": (Purpose.JOIN, "pana-vgood"),
    "/sondage": (Purpose.SURVEY, "pana-b2"),
    "/sondage/evenement": (Purpose.EVENT_SURVEY, "ev-vgood"),
}
"""The link of each route that opens by one: what its token is for, and of whom or what."""

LETTER = {"subject": "Bonjour", "markdown": "À mardi", "audience": {"theme": THEME}}
SLOT = {"slot_id": PLACES["slot_id"]}
ANSWERS = {"satisfaction": 5, "shared": False}
PRESENCES = [{"registration_id": "pana-vgood", "status": "absent"}]
BODIES: dict[Route, dict[str, Any]] = {
    ("POST", "/api/v1/me/alerts"): {"theme": THEME},
    ("POST", "/api/v1/bookings"): {**SLOT, "theme": THEME},
    ("POST", "/api/v1/bookings/{booking_id}/reschedule"): SLOT,
    ("PATCH", "/api/v1/event-registrations/{registration_id}"): {"mode": "online"},
    ("POST", "/api/v1/staff/bookings"): {**SLOT, "participant_id": "pana", "theme": THEME},
    ("POST", "/api/v1/staff/people"): {"given_name": "Rose", "consents": {"program": True}},
    ("PATCH", "/api/v1/staff/people/{person_id}"): {"phone": "450 555-0199"},
    ("POST", "/api/v1/staff/availabilities"): {
        "adviser": MEMBERS[1][0],
        "starts_at": "2027-03-22T09:00:00-04:00",
        "ends_at": "2027-03-22T12:00:00-04:00",
        "themes": [],
    },
    ("POST", "/api/v1/staff/day-changes"): {
        "adviser": MEMBERS[1][0],
        "day": "2027-03-11",
        "becomes": "closed",
    },
    ("POST", "/api/v1/staff/events"): EVENT,
    ("PUT", "/api/v1/staff/events/{event_id}/attendance"): {"attendances": PRESENCES},
    ("POST", "/api/v1/staff/events/{event_id}/summary"): {"markdown": "Bilan"},
    ("POST", "/api/v1/staff/sessions/{booking_id}/outcome"): {"outcome": "no_show"},
    ("POST", "/api/v1/staff/people/{person_id}/apart"): {"other": "pbo"},
    ("POST", "/api/v1/staff/people/{person_id}/merge"): {"other": "pbo"},
    ("POST", "/api/v1/staff/people/{person_id}/mail"): {"act": "reopen", "reason": "Vidée"},
    ("PUT", "/api/v1/staff/mail-texts/{kind}"): {"blocks": {"title": "Voici"}},
    ("PATCH", "/api/v1/staff/settings"): {"values": {"open_bookings_per_person": 3}},
    ("POST", "/api/v1/staff/lists"): {"name": "À rappeler"},
    ("POST", "/api/v1/staff/letters"): LETTER,
    ("PATCH", "/api/v1/staff/letters/{letter_id}"): LETTER,
    ("POST", "/api/v1/staff/letters/{letter_id}/send"): {},
    ("POST", "/api/v1/staff/calls/{call_id}/result"): {"result": "reached"},
    ("POST", "/api/v1/survey"): {"answers": ANSWERS},
}
"""What is asked of the API, where a body is read before anybody is recognised."""

FORMS = {
    "/equipe/semaine/changements/{change_id}/defaire": {"day": "2027-03-11"},
    "/equipe/evenements/{event_id}/accueil": {"inscription": "pana-vgood"},
    "/equipe/evenements/{event_id}/prochaine": {"cle": "0" * 20},
    "/equipe/personnes/{person_id}/distinguer": {"avec": "pbo"},
    "/equipe/personnes/{person_id}/reunir": {"avec": "pbo"},
    "/mon-espace/alertes": {"theme": THEME},
    "/mon-espace/alertes/retirer": {"theme": THEME},
    "/sondage/evenement": {"reponse": "0" * 20},
}
"""Fields without which a form is nobody's."""

OF_NOBODY = {"/evenements/{event_id}": {"email": ""}}
"""Fields by which a form is that of somebody without a session."""

SEEN_LATER = {
    "/bilans/{edition}/apercu": "of an edition, and nobody's own: the team takes it back",
    "/bilans/{edition}/apercu/bilan.pdf": "as its page",
    "/bilans/{edition}/apercu/donnees.zip": "as its page",
    "/desabonnement": "a mail's own link, whatever became of the others",
    "/mon-espace/adresse/confirmer": "shows a button, which is refused",
    "/mon-espace/pas-moi": "shows a button, which is refused",
    "/sondage/evenement": "of an event, and nobody's own",
}
"""Links that open although the person's were taken back, and why that gives nothing away."""

FROM_ELSEWHERE = {"/desabonnement": "one click of a mail program (RFC 8058)"}
"""Forms that another site may send, and why that is harmless; routes declare it, too."""

DRAWN_LATER = {
    "/api/v1/staff/sessions/{booking_id}/preview",
    "/equipe/rencontres/{booking_id}/apercu",
}
"""What is drawn once it is asked for; until then it says to ask again in some seconds."""

SECURITIES = {
    PUBLIC: Who.ANYBODY,
    EITHER: Who.ANYBODY | Who.PARTICIPANT,
    PARTICIPANT: Who.PARTICIPANT,
    STAFF: Who.STAFF,
    ADMIN: Who.STAFF,
    SURVEYED: Who.LINK,
}
REFUSED = (401, 403, 404)


@dataclass(frozen=True)
class Caller:
    """What somebody sends to be known: cookies, the token of a header, that of a link."""

    who: Who
    name: str
    cookie: str = ""
    bearer: str = ""
    link: str = ""
    role: Role | None = None


system = system_for("module")
"""One for all: each world has a table of its own."""


@pytest.fixture
def world(system: System, monkeypatch: pytest.MonkeyPatch, blank_pages: None) -> World:
    return filled(system, monkeypatch)


def filled(system: System, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small world, with the files that its routes answer; its pages are blank."""
    made = World(system, monkeypatch)
    keep(DRAWN, b"%PDF-1.7", "application/pdf")
    keep(BlankPages().theme_key(wiring.themes()[THEME].sheet), b"%PDF-1.7", "application/pdf")
    keep(ARCHIVE, b"PK", "application/zip")
    parcel = parcels.written(parcels.Parcel((), "{}"))[1]
    keep(f"{PARCELS}{PLACES['parcel_id']}", parcel, "application/octet-stream")
    kept = keeping.written(keeping.Keeping(PLACES["parcel_id"], wiring.now()))
    keep(f"{PARCELS}{PLACES['parcel_id']}.json", kept, "application/json")
    ready = {"state": {"S": "ready"}, "file_key": {"S": DRAWN}}
    made.rewrite({**made.item("PERSON#pana", "DOCUMENT#b2"), **ready})
    return made


def callers(world: World, path: str, epoch: int = 0) -> list[Caller]:
    """One of each kind; an epoch that is not theirs is that of links taken back."""
    said = ", of links taken back" if epoch else ""
    session, personal, team, admin = (
        world.token(purpose, subject, epoch)
        for purpose, subject in (
            (Purpose.SESSION, "pana"),
            (Purpose.PERSONAL, "pana"),
            (Purpose.STAFF, ADVISER),
            (Purpose.STAFF, OTHER),
        )
    )
    link = world.token(*LINKS.get(path, (Purpose.SURVEY, "pana-b2")), epoch)
    code = world.token(Purpose.PRESENCE, "pana-vgood") if path == "/equipe/presences" else ""
    return [
        Caller(
            Who.PARTICIPANT, f"a participant{said}", f"brigade_espace={session}", personal, code
        ),
        Caller(Who.STAFF, f"an adviser{said}", f"brigade_equipe={team}", team, code, Role.ADVISER),
        Caller(Who.STAFF, f"an admin{said}", f"brigade_equipe={admin}", admin, code, Role.ADMIN),
        Caller(Who.LINK, f"who has a link{said}", f"brigade_sondage={link}", link, link),
    ]


NOBODY = Caller(Who.ANYBODY, "nobody")


def ask(world: World, route: Route, caller: Caller, **headers: str) -> TestResponse:
    """With a form or a body that says nothing, but for the token of a link."""
    method, path = route
    where = path.format(**PLACES, name=FILES.get(path, ""), code=short_codes("ev-vgood")[0])
    if path.startswith("/api/"):
        headers |= {"Authorization": f"Bearer {caller.bearer}"} if caller.bearer else {}
        return world.http.open(where, method=method, headers=headers, json=BODIES.get(route, {}))
    headers |= {"Cookie": caller.cookie}
    if caller.link and (method == "GET" or path == "/desabonnement"):
        where += f"?jeton={caller.link}"
    if method == "GET":
        return world.http.get(where, headers=headers)
    given = {**FORMS.get(path, {}), **(OF_NOBODY.get(path, {}) if caller is NOBODY else {})}
    fields = urlencode({"jeton": caller.link, **given})
    kind = "application/x-www-form-urlencoded"
    return world.http.post(where, headers=headers, data=fields, content_type=kind)


def places(world: World) -> list[Any]:
    return sorted((str(item) for item in world.table.items), key=str)


def test_each_route_is_declared_once() -> None:
    assert set(DECLARED) == set(ALL)
    assert {*LINKS, *FORMS, *SEEN_LATER, *FROM_ELSEWHERE} <= {path for _, path in ALL}
    assert set(FROM_ELSEWHERE) == {path for (_, path), d in DECLARED.items() if d.from_elsewhere}


@pytest.mark.parametrize("route", ALL, ids=" ".join)
def test_a_route_answers_to_those_it_declares_and_to_nobody_else(
    world: World, route: Route
) -> None:
    declared, before = DECLARED[route], places(world)
    who = declared.who
    known = callers(world, route[1])
    taken_back = [] if route[1] in SEEN_LATER else callers(world, route[1], 7)
    if Who.ANYBODY not in who:
        others = [each for each in known if not _expected(each, declared)]
        let_in = [
            f"{' '.join(route)} lets in {each.name}: {answer.status_code}"
            for each in (NOBODY, *others, *taken_back)
            if (answer := ask(world, route, each)).status_code not in REFUSED
        ]
        assert not let_in, "; ".join(let_in)
        assert places(world) == before, f"{' '.join(route)} writes for who may not"
    for each in known:
        if _expected(each, declared):
            with world.taken_back():
                status = ask(world, route, each).status_code
            later = status == 503 and route[1] in DRAWN_LATER
            assert status < 500 or later, f"{' '.join(route)} fails for {each.name}"
            assert status not in REFUSED, f"{' '.join(route)} refuses {each.name}: {status}"
    if Who.ANYBODY in who:
        status = ask(world, route, NOBODY).status_code
        assert status not in (401, 403, 500), (
            f"{' '.join(route)} refuses who is not known: {status}"
        )


def _expected(caller: Caller, declared: Declared) -> bool:
    """Of the team, those whose role may do the route's act."""
    return caller.who in declared.who and (
        caller.role is None or declared.act is None or caller.role in MAY[declared.act]
    )


OF_TEAM = [route for route in ALL if Who.STAFF in DECLARED[route].who]


@pytest.mark.parametrize("route", OF_TEAM, ids=" ".join)
def test_each_route_of_the_team_asks_the_table_of_roles(
    world: World, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a table in which nobody may anything, each of them is forbidden, to an admin too."""
    monkeypatch.setattr(roles, "MAY", dict.fromkeys(Act, frozenset()))
    before = places(world)
    for each in callers(world, route[1]):
        if each.role is not None:
            answer = ask(world, route, each)
            said = f"{' '.join(route)} does not ask whether the role of {each.name} may do its act"
            assert answer.status_code == 403, f"{said}: {answer.status_code}"
            if route[1].startswith("/api/"):
                assert answer.get_json()["code"] == "forbidden"
    assert places(world) == before


OF_ONE_KIND = [route for route in ALL if DECLARED[route].who in (Who.STAFF, Who.PARTICIPANT)]


@pytest.mark.parametrize("route", OF_ONE_KIND, ids=" ".join)
def test_who_may_not_is_not_told_what_is_wrong_with_what_they_ask(
    world: World, route: Route
) -> None:
    """With places that are none of ours and a body that says nothing, which others are told of."""
    method, path = route
    where = path.format(**dict.fromkeys(PLACES, "x"))
    told = []
    for each in (NOBODY, *callers(world, path)):
        if _expected(each, DECLARED[route]):
            continue
        if path.startswith("/api/"):
            headers = {"Authorization": f"Bearer {each.bearer}"} if each.bearer else {}
            answer = world.http.open(where, method=method, headers=headers, json={})
        else:
            answer = world.http.open(where, method=method, headers={"Cookie": each.cookie}, data={})
        if answer.status_code not in (401, 403):
            told.append(f"{' '.join(route)} tells {each.name}: {answer.status_code}")
    assert not told, "; ".join(told)


def test_a_route_of_the_team_that_names_no_act_does_not_start() -> None:
    with pytest.raises(TypeError, match="names its act"):
        Declared(Who.STAFF, None, page=True, limit=0)
    with pytest.raises(TypeError, match="names its act"):
        Declared(Who.PARTICIPANT, Act.EVENTS, page=True, limit=0)


FORMS_OF_OURS = [r for r in PAGES if r[0] != "GET" and r[1] not in FROM_ELSEWHERE]


@pytest.mark.parametrize("route", FORMS_OF_OURS, ids=" ".join)
def test_a_form_of_another_site_is_refused(world: World, route: Route) -> None:
    before = places(world)
    cookie = "; ".join(each.cookie for each in callers(world, route[1]))
    caller = replace(callers(world, route[1])[-1], cookie=cookie)
    for headers in ({"Origin": "https://elsewhere.example.org"}, {"Sec-Fetch-Site": "cross-site"}):
        status = ask(world, route, caller, **headers).status_code
        assert status == 403, f"{' '.join(route)} takes a form of another site: {status}"
    assert places(world) == before


@pytest.mark.parametrize("route", [r for r in ALL if r[0] != "GET" and "/staff/" in r[1]])
def test_the_team_s_cookie_counts_on_our_own_pages_alone(world: World, route: Route) -> None:
    team = replace(callers(world, route[1])[1], bearer="")
    headers = {"Cookie": team.cookie, "Origin": "https://elsewhere.example.org"}
    assert ask(world, route, team, **headers).status_code == 403


@pytest.mark.parametrize("route", [r for r in ALL if r[0] == "GET"], ids=" ".join)
def test_only_what_is_declared_the_same_for_everybody_may_be_cached(
    world: World, route: Route
) -> None:
    declared = DECLARED[route]
    shared = declared.kept.value.startswith("public")
    same = not shared or declared.who == Who.ANYBODY
    assert same, f"{' '.join(route)} is cached, and is not for everybody alike"
    kept_for_others = Kept.NEVER if declared.kept is Kept.CHECKED else declared.kept
    for each in (NOBODY, *callers(world, route[1])):
        answer = ask(world, route, each)
        kept = declared.kept if each is NOBODY else kept_for_others
        if answer.status_code != 200 or "jeton=" in answer.request.query_string.decode():
            kept = Kept.NEVER
        said = f"{' '.join(route)} for {each.name}"
        assert answer.headers["Cache-Control"] == kept.value, said
        assert not (shared and "Set-Cookie" in answer.headers), said
        assert each is not NOBODY or "Set-Cookie" not in answer.headers, f"{said}: who only reads"


@pytest.mark.parametrize("route", [r for r in ALL if r[0] == "GET"], ids=" ".join)
def test_what_is_the_token_s_or_somebody_s_own_is_never_kept(route: Route) -> None:
    declared = DECLARED[route]
    assert declared.kept is Kept.NEVER or Who.ANYBODY in declared.who, " ".join(route)


def test_what_the_api_says_of_a_route_is_what_it_declares() -> None:
    said = {(method.upper(), path): SECURITIES[who] for method, path, _, who, *_ in ROUTES}
    untrue = [
        f"{' '.join(route)}: {who} is said, {DECLARED[route].who} declared"
        for route, who in said.items()
        if who not in DECLARED[route].who
    ]
    assert not untrue, "; ".join(untrue)
    for method, path, _, who, *_ in ROUTES:
        act = DECLARED[method.upper(), path].act
        alone = act is not None and MAY[act] == ADMIN_ALONE
        assert alone == (who == ADMIN), f"{method} {path}: {who or 'anybody'} is said"

"""What a hostile or clumsy outsider may send: refused, named in French, and nothing written."""

import copy
import email.utils
import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import quote

import icalendar
import pypdf
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from werkzeug.test import TestResponse

from chalicelib import wiring
from infra.local.aws import REGION
from infra.local.system import System
from tests.support.driver import REGISTRATION, THEME, Client, token_in
from tests.support.systems import system_for

FRENCH = re.compile(r"[àâçéèêîïôùûœ’]|\b(?:le|la|les|une?|ce|vous|du|des|au|est)\b", re.IGNORECASE)
LAMBDA_ANSWER = 6 * 1024 * 1024  # a longer answer is a 502 in AWS
HOSTILE = "ana@example.org"


def everything() -> dict[tuple[str, str], Any]:
    """The whole table, by key: what a scan gives, without its cost."""
    table = wiring.settings().table
    in_moto = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables.get(table)
    if in_moto:
        items = [item.to_json()["Attributes"] for item in in_moto.all_items()]
    else:
        pages = wiring.client("dynamodb").get_paginator("scan").paginate(TableName=table)
        items = [item for page in pages for item in page["Items"]]
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in items}


def assert_problem(answer: TestResponse, *statuses: int) -> dict[str, Any]:
    """A problem document in French, as the contract says. Returns it."""
    assert answer.status_code in (statuses or range(400, 500)), answer.text[:500]
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = answer.get_json()
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert problem["status"] == answer.status_code
    assert re.fullmatch("[a-z_]+", problem["code"])
    assert FRENCH.search(problem["detail"])
    if problem["code"] == "invalid_fields":
        assert answer.status_code == 422
        assert problem["errors"]
    for error in problem.get("errors", []):
        assert error.keys() == {"field", "code", "message"}
        assert FRENCH.search(error["message"])
    return problem


@dataclass(frozen=True)
class Route:
    """One route that takes a body, with one that it would accept."""

    method: str
    path: str
    body: dict[str, Any]
    token: str = ""


system = system_for("module")
"""One for all: nothing here may change anything."""


def _tag(field: str) -> str:
    """What an injection would leave behind: an element, a product, a statement gone."""
    return f"<xss-{field} onload='alert(1)'>{{{{1111*3}}}}{{% raw %}}\"&"


TOOL = {"name": _tag("tool"), "url": "https://example.org/?q={{1111*3}}", "why": _tag("why")}


@pytest.fixture(scope="module")
def routes(system: System) -> dict[str, Route]:
    """Every route with a body, after a journey whose every free text is an injection."""
    client = Client(system)
    held, *free = [
        *client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T10:00:00-05:00"),
        *client.open_day("2027-03-15T09:00:00-04:00", "2027-03-15T12:00:00-04:00", [THEME]),
    ]
    texts = ("organization", "role", "discipline", "municipality", "motivations", "needs")
    me = client.register(
        HOSTILE,
        given_name=_tag("given"),
        family_name=_tag("family"),
        referral={"heard_from": "other", "code": _tag("code")},
        **{field: _tag(field) for field in texts},
    )
    wanted = {"slot_id": held["id"], "theme": THEME, "needs": _tag("booking")}
    booking = client.call("POST", "/api/v1/bookings", wanted, me).get_json()
    client.drain()
    client.hold(booking, notes=_tag("notes"), tools=[TOOL], next_steps=[_tag("step")])
    client.advance("P2D")
    survey = token_in(client.mails("survey_invitation")[0])
    upcoming = client.book(me, free[0])
    client.drain()
    staff = client.staff()
    text = {**dict.fromkeys(texts, "Un texte"), "phone": "450 555-0100"}
    who = {"given_name": "Zoé", "family_name": "Exemple", "kind": "student", "themes": [THEME]}
    who |= {"maturity_level": "avance", **text}
    optional = {"newsletter": True, "community": True, "directory": True, "testimonial": True}
    return {
        "registration": Route(
            "POST",
            "/api/v1/registrations",
            {
                **who,
                "email": "zoe@example.org",
                "consents": {"program": True, **optional},
                "referral": {"heard_from": "press", "code": "ABC"},
            },
        ),
        "profile": Route("PATCH", "/api/v1/me", {**who, "consents": optional}, me),
        "booking": Route(
            "POST",
            "/api/v1/bookings",
            {"slot_id": free[1]["id"], "theme": THEME, "needs": "Une question"},
            me,
        ),
        "reschedule": Route(
            "POST",
            f"/api/v1/bookings/{upcoming['id']}/reschedule",
            {"slot_id": free[2]["id"]},
            me,
        ),
        "survey": Route(
            "POST",
            "/api/v1/survey",
            {
                "answers": {
                    "satisfaction": 5,
                    "shared": True,
                    "people_reached": 3,
                    "how": ["in_conversation"],
                    "project_planned": True,
                    "concrete_action": False,
                    "best_axis": "session",
                    "idea": _tag("idea"),
                    "testimonial": _tag("testimonial"),
                }
            },
            survey,
        ),
        "availability": Route(
            "POST",
            "/api/v1/staff/availabilities",
            {
                "adviser": "brigadiere@example.org",
                "starts_at": "2027-03-16T09:00:00-04:00",
                "ends_at": "2027-03-16T12:00:00-04:00",
                "themes": [THEME],
                "slot_minutes": 60,
                "buffer_minutes": 0,
                "format": "video",
                "meeting_url": "https://visio.example.org/a",
            },
            staff,
        ),
        "outcome": Route(
            "POST",
            f"/api/v1/staff/sessions/{upcoming['id']}/outcome",
            {"outcome": "completed", "notes": "n", "tools": [TOOL], "next_steps": ["Une étape"]},
            staff,
        ),
    }


def _send(client: Client, route: Route, content: bytes | str) -> TestResponse:
    return client.http.open(
        route.path,
        method=route.method,
        data=content,
        headers={"Authorization": f"Bearer {route.token}"} if route.token else {},
        content_type="application/json",
    )


@contextmanager
def nothing_changes(client: Client, but: str = "") -> Iterator[None]:
    """Neither in the table nor in the mailbox, whatever the block asks for.

    `but`: a type of items that may change.
    """

    def items() -> dict[tuple[str, str], Any]:
        return {at: item for at, item in everything().items() if item["type"]["S"] != but}

    client.drain()  # what earlier requests set off
    before, mails = items(), len(client.system.mailbox.mails)
    try:
        yield
    finally:
        client.drain()
    assert items() == before
    assert len(client.system.mailbox.mails) == mails


def _told(
    client: Client, route: Route, contents: dict[str, bytes] | dict[str, str]
) -> dict[str, str]:
    """The code of the problem each of them gets, or the status of what is none."""
    told = {}
    with nothing_changes(client):
        for label, content in contents.items():
            answer = _send(client, route, content)
            refused = 400 <= answer.status_code < 500
            told[label] = assert_problem(answer)["code"] if refused else str(answer.status_code)
    return told


def _told_of(client: Client, route: Route, field: str, value: Any) -> str:
    """The code of the error that names `field`, or what is in it, once it has that value."""
    answer = _send(client, route, _with(route.body, field, value))
    if answer.status_code != 422:
        return str(answer.status_code)
    assert len(answer.data) < 2000, "what was typed is not said back"
    return " ".join(sorted(_codes(assert_problem(answer), field)))


def _each_told_of(
    client: Client, route: Route, field: str, values: dict[str, Any]
) -> dict[str, str]:
    """The same for several values, by their labels; none changes anything."""
    with nothing_changes(client):
        return {label: _told_of(client, route, field, values[label]) for label in values}


def _with(body: dict[str, Any], field: str, value: Any) -> str:
    """The body as JSON, with one field, given by its dotted path, replaced."""
    changed = copy.deepcopy(body)
    place, last = _place(changed, field)
    place[last] = value
    return json.dumps(changed)


def _without(body: dict[str, Any], field: str) -> str:
    changed = copy.deepcopy(body)
    place, last = _place(changed, field)
    del place[last]
    return json.dumps(changed)


def _place(body: dict[str, Any], field: str) -> tuple[Any, Any]:
    """What holds a field, and its key or index there."""
    *path, last = [int(step) if step.isdigit() else step for step in field.split(".")]
    place: Any = body
    for step in path:
        place = place[step]
    return place, last


def _codes(problem: dict[str, Any], field: str) -> set[str]:
    """The codes of the errors of a field, or of what is inside it."""
    errors = problem.get("errors", [])
    return {e["code"] for e in errors if f"{e['field']}.".startswith(f"{field}.")}


ROUTES = ("registration", "profile", "booking", "reschedule", "survey", "availability", "outcome")

NOT_JSON: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \r\n ",
    "cut short": b'{"email": "ana@exa',
    "something after": b"{} {}",
    "single quotes": b"{'email': 'ana@example.org'}",
    "a trailing comma": b'{"email": "ana@example.org",}',
    "a comment": b"{} // voila",
    "a form": b"email=ana%40example.org",
    "not UTF-8": b'{"given_name": "Zo\xe9"}',
    "UTF-16": '{"given_name": "Zoé"}'.encode("utf-16"),
    "an overlong null": b'{"given_name": "\xc0\x80"}',
    "a raw line break": b'{"given_name": "Zo\n"}',
    "a lone surrogate": b'{"given_name": "\\ud800"}',
    "a lone surrogate in a key": b'{"\\udfff": 1}',
    "a raw surrogate": b'{"given_name": "\xed\xa0\x80"}',
    "nested without end": b"[" * 100_000,
    "nested deeply": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
}


@pytest.mark.parametrize("name", ROUTES)
def test_what_is_not_json_is_400(client: Client, routes: dict[str, Route], name: str) -> None:
    assert _told(client, routes[name], NOT_JSON) == dict.fromkeys(NOT_JSON, "not_json")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_json_does_not_know_is_400_wherever_it_hides(
    client: Client, routes: dict[str, Route], number: str
) -> None:
    route = routes["registration"]
    valid = json.dumps({**route.body, "email": f"{number.strip('-').lower()}@example.org"})
    contents = {"alone": number, "where nobody reads it": f'{valid[:-1]}, "other": [{number}]}}'}
    assert _told(client, route, contents) == dict.fromkeys(contents, "not_json")


@pytest.mark.parametrize("name", ROUTES)
def test_json_that_is_no_object_is_422(client: Client, routes: dict[str, Route], name: str) -> None:
    around = json.dumps([routes[name].body])
    contents = {c: c for c in ("null", "true", "7", '"a"', "[]", "[{}]", "[[[]]]", around)}
    assert _told(client, routes[name], contents) == dict.fromkeys(contents, "invalid_fields")


REQUIRED = {
    "registration": (
        "email given_name family_name kind maturity_level themes consents referral.heard_from"
    ),
    "booking": "slot_id theme",
    "reschedule": "slot_id",
    "survey": "answers answers.satisfaction answers.shared",
    "availability": "adviser starts_at ends_at",
    "outcome": "outcome tools.0.name",
}


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_field_is_named(client: Client, routes: dict[str, Route], name: str) -> None:
    route, fields = routes[name], REQUIRED[name].split()
    with nothing_changes(client):
        for field in fields:
            problem = assert_problem(_send(client, route, _without(route.body, field)), 422)
            assert [(e["field"], e["code"]) for e in problem["errors"]] == [(field, "required")]
        empty = assert_problem(_send(client, route, "{}"), 422)
    assert {error["field"] for error in empty["errors"]} == {f for f in fields if "." not in f}


# What each field holds: n a name, l one line, p paragraphs, u a web address, e an address,
# i an identifier, c a choice, b a boolean, t themes, m a moment, o an object, a a list;
# after # the bounds of a whole number.
FIELDS = {
    "registration": (
        "email:e given_name:n family_name:n kind:c maturity_level:c themes:t consents:o "
        "consents.newsletter:b consents.community:b consents.directory:b consents.testimonial:b "
        "consents.summaries:b "
        "organization:l role:l discipline:l municipality:l phone:l motivations:p needs:p "
        "referral:o referral.heard_from:c referral.code:l"
    ),
    "profile": (
        "given_name:n family_name:n kind:c maturity_level:c themes:t consents:o "
        "consents.newsletter:b consents.community:b consents.directory:b consents.testimonial:b "
        "consents.summaries:b "
        "organization:l role:l discipline:l municipality:l phone:l motivations:p needs:p"
    ),
    "booking": "slot_id:i theme:c needs:p",
    "reschedule": "slot_id:i",
    "survey": (
        "answers:o answers.satisfaction:#1-5 answers.shared:b answers.people_reached:#0-100000 "
        "answers.how:a answers.how.0:c answers.project_planned:b answers.concrete_action:b "
        "answers.best_axis:c answers.idea:p answers.testimonial:p"
    ),
    "availability": (
        "adviser:e starts_at:m ends_at:m themes:t slot_minutes:#15-240 buffer_minutes:#0-240 "
        "format:c meeting_url:u"
    ),
    "outcome": (
        "outcome:c notes:p tools:a tools.0:o tools.0.name:l tools.0.url:u tools.0.why:p "
        "next_steps:a next_steps.0:l"
    ),
}
EACH = [(name, *each.split(":")) for name, fields in FIELDS.items() for each in fields.split()]


def _of(kinds: str) -> list[tuple[str, str]]:
    return [(name, field) for name, field, kind in EACH if kind[0] in kinds]


WRONG: dict[str, tuple[Any, ...]] = {
    kind: (*numbers, *texts, *booleans, *lists, *objects)
    for kind, numbers, texts, booleans, lists, objects in (
        ("nlpe", (5, 1.5, 10**40), (), (True,), ([], ["texte"]), ({}, {"a": 1})),
        ("icu", (5, 1.5, 10**40), (), (True,), ([], ["texte"]), ({}, {"a": 1})),
        ("m", (5.5, -(10**40)), ("texte",), (True,), ([], ["texte"]), ({}, {"a": 1})),
        ("b", (0, 1, 1.5), ("", "true", "oui"), (), ([], [True]), ({}, {"a": 1})),
        ("#", (1.5, 3.0), ("", "3"), (True,), ([], [3]), ({}, {"a": 1})),
        ("t", (5, 1.5), ("", "decouvrabilite"), (True,), ([5], [None], [[]]), ({},)),
        ("o", (5, 1.5), ("", "texte"), (True,), ([], [{}]), ()),
        ("a", (5, 1.5), ("", "texte"), (True,), ([5], [None], [[]]), ({},)),
    )
}


@pytest.mark.parametrize("name", ROUTES)
def test_a_value_of_another_type_is_refused_by_the_name_of_its_field(
    client: Client, routes: dict[str, Route], name: str
) -> None:
    fine = {"wrong_type", "invalid_choice", "invalid_datetime", "out_of_range", "required"}
    told = {}
    with nothing_changes(client):
        for field, kind in ((field, kind) for route, field, kind in EACH if route == name):
            values = next(values for kinds, values in WRONG.items() if kind[0] in kinds)
            for value in values:
                told[field, repr(value)] = _told_of(client, routes[name], field, value)
    assert {value: code for value, code in told.items() if code not in fine} == {}


LONG = "a" * 1_000_000
HOSTILE_LINES = {
    LONG: "too_long",
    "Ana\0Exemple": "control_character",
    "Ana\nBcc: autre@example.org": "control_character",
    "Ana\r\nBcc: autre@example.org": "control_character",
    "Ana\x1b[2JExemple": "control_character",
}
HOSTILE_PARAGRAPHS = {text: code for text, code in HOSTILE_LINES.items() if "Bcc" not in text}


@pytest.mark.parametrize("name", sorted({name for name, _ in _of("nlp")}))
def test_a_text_that_misleads_or_never_ends_is_refused(
    client: Client, routes: dict[str, Route], name: str
) -> None:
    told, expected = {}, {}
    with nothing_changes(client):
        for field in (field for route, field in _of("nlp") if route == name):
            hostile = HOSTILE_PARAGRAPHS if (name, field) in _of("p") else HOSTILE_LINES
            for text, code in hostile.items():
                told[field, text[:40]] = _told_of(client, routes[name], field, text)
                expected[field, text[:40]] = code
    assert told == expected


UNSEEN = ("\u3164", "\u2800", "\u115f", "\U000e0042\U000e0043", "\u034f\u034f", "\u206a", "\ufe0f")


@pytest.mark.parametrize("name", ["registration", "profile"])
def test_a_given_name_of_what_nobody_sees_is_none(
    client: Client, routes: dict[str, Route], name: str
) -> None:
    told = _each_told_of(client, routes[name], "given_name", {text: text for text in UNSEEN})
    assert told == dict.fromkeys(UNSEEN, "required")


@pytest.mark.parametrize("name", ["registration", "profile"])
def test_a_given_name_is_no_advertisement_and_not_blank(
    client: Client, routes: dict[str, Route], name: str
) -> None:
    texts = ("https://evil.example", "Cliquez www.evil.example", "", "  ", "\u00a0")
    told = _each_told_of(client, routes[name], "given_name", {text: text for text in texts})
    assert list(told.values()) == ["no_links", "no_links", "required", "required", "required"]


ADDRESSES = (
    "",
    "ana",
    "ana@",
    "@example.org",
    "ana@example",
    "ana@@example.org",
    "ana@example..org",
    ".ana@example.org",
    "ana example@example.org",
    "ana@example.org, autre@example.org",
    "ana@example.org\r\nBcc: autre@example.org",
    "ana\0@example.org",
    '"ana b"@example.org',
    "<script>@example.org",
    "ana@[127.0.0.1]",
    "ana@localhost",
    "zoé@example.org",
    "a" * 65 + "@example.org",
    "ana@" + "a." * 200 + "org",
    f"{LONG}@example.org",
)


@pytest.mark.parametrize(("name", "field"), _of("e"))
def test_what_is_no_single_plain_address_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    told = _each_told_of(client, routes[name], field, {a[:99]: a for a in ADDRESSES})
    assert told == dict.fromkeys(told, "invalid_email")


WEB_ADDRESSES = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "ftp://example.org",
    "//example.org",
    "example.org",
    "https://",
    "https://exam ple.org",
    "https://example.org\r\nX: y",
    f"https://example.org/{LONG}",
)


@pytest.mark.parametrize(("name", "field"), _of("u"))
def test_a_web_address_that_could_run_something_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    told = _each_told_of(client, routes[name], field, {url[:99]: url for url in WEB_ADDRESSES})
    assert set(told.values()) <= {"invalid_url", "too_long"}, told


@pytest.mark.parametrize(("name", "field"), _of("c"))
def test_a_choice_that_is_not_offered_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    values = ("inconnu", "Decouvrabilite", "decouvrabilite ", "INDIVIDUAL", "individual\0", LONG)
    told = _each_told_of(client, routes[name], field, {value[:20]: value for value in values})
    assert set(told.values()) <= {"invalid_choice", "unknown_theme"}, told


@pytest.mark.parametrize(("name", "field"), _of("t"))
def test_themes_that_do_not_exist_or_never_end_are_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    values = {"unknown_theme": [THEME, "inconnu"], "too_many": [THEME] * 10_000}
    told = _each_told_of(client, routes[name], field, values)
    assert told == {code: code for code in values}


@pytest.mark.parametrize(("name", "field"), _of("a"))
def test_a_list_without_end_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    place, last = _place(routes[name].body, field)
    values = {"21": place[last] * 21, "a thousand": place[last] * 1_000}
    assert set(_each_told_of(client, routes[name], field, values).values()) == {"too_many"}


@pytest.mark.parametrize(("name", "field"), _of("ta"))
def test_what_holds_more_than_any_body_is_refused_whole(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    with nothing_changes(client):
        answer = _send(client, routes[name], _with(routes[name].body, field, [THEME] * 100_000))
        assert len(answer.data) < 2000
        assert assert_problem(answer, 422)["errors"][0]["field"] == "body"
        assert assert_problem(answer, 422)["errors"][0]["code"] == "too_many"


@pytest.mark.parametrize(("name", "field", "kind"), [each for each in EACH if each[2][0] == "#"])
def test_a_number_beyond_its_bounds_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str, kind: str
) -> None:
    least, most = map(int, kind[1:].split("-"))
    numbers = {str(n)[:20]: n for n in (least - 1, most + 1, -(2**63), 2**63, 10**400)}
    told = _each_told_of(client, routes[name], field, numbers)
    assert told == dict.fromkeys(numbers, "out_of_range")


MOMENTS: tuple[Any, ...] = (
    "",
    "demain",
    "2027-03-16",
    "2027-03-16T09:00:00",
    "2027-02-30T09:00:00-05:00",
    "2027-03-16T25:00:00-04:00",
    "2027-03-16T09:00:00+99:00",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "99999-01-01T00:00:00Z",
    "1979-03-16T09:00:00Z",
    "1805000000",
    "1805000000.5",
    "Tue, 16 Mar 2027 09:00:00 GMT",
    "2027-03-16T09:00:00-04:00" + "0" * 1_000_000,
    1805000000,
    1e300,
)


@pytest.mark.parametrize(("name", "field"), _of("m"))
def test_a_moment_that_is_none_has_no_offset_or_is_far_away_is_refused(
    client: Client, routes: dict[str, Route], name: str, field: str
) -> None:
    told = _each_told_of(client, routes[name], field, {repr(m)[:40]: m for m in MOMENTS})
    assert told == dict.fromkeys(told, "invalid_datetime")


def test_all_that_is_wrong_is_said_at_once(client: Client, routes: dict[str, Route]) -> None:
    body = {"email": "x", "given_name": "", "kind": 3, "themes": ["?"], "consents": {}}
    with nothing_changes(client):
        problem = assert_problem(client.call("POST", "/api/v1/registrations", body), 422)
    assert {error["field"]: error["code"] for error in problem["errors"]} == {
        "email": "invalid_email",
        "given_name": "required",
        "family_name": "required",
        "kind": "invalid_choice",
        "maturity_level": "required",
        "themes.0": "unknown_theme",
        "consents.program": "consent_required",
    }


def test_the_last_of_two_keys_is_the_one_that_is_checked(
    client: Client, routes: dict[str, Route]
) -> None:
    route = routes["registration"]
    valid = json.dumps(route.body)[:-1]
    with nothing_changes(client):
        email = _send(client, route, f'{valid}, "email": "x"}}')
        program = _send(client, route, f'{valid}, "consents": {{"program": true, "program": 0}}}}')
    assert _codes(assert_problem(email, 422), "email") == {"invalid_email"}
    assert _codes(assert_problem(program, 422), "consents") == {"consent_required"}


@pytest.mark.parametrize("field", ["id", "link_epoch", "version", "agenda", "__class__"])
def test_a_field_of_the_profile_that_is_not_theirs_to_change_is_refused(
    client: Client, routes: dict[str, Route], field: str
) -> None:
    with nothing_changes(client):
        answer = _send(client, routes["profile"], json.dumps({field: "autre@example.org"}))
    assert _codes(assert_problem(answer, 422), field) == {"unknown_field"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("{" + ",".join(f'"k{n}":0' for n in range(60_000)) + "}", id="many"),
        pytest.param('{"' + "k" * 500_000 + '": 0, "' + "l" * 500_000 + '": 0}', id="long"),
    ],
)
def test_a_flood_of_unknown_fields_gets_an_answer_that_lambda_can_carry(
    client: Client, routes: dict[str, Route], content: str
) -> None:
    answer = _send(client, routes["profile"], content)
    assert answer.status_code == 422
    assert len(answer.data) < LAMBDA_ANSWER


IDS = {
    "too long": "p" * 60 + "-" + "x" * 60_000,
    "a slash": "p1-%2Fx",
    "up and away": "..%2F..%2Fme",
    "spaces": "p1-%20x",
    "accents": "p1-é",
    "an emoji": "p1-%F0%9F%92%A5",
    "full-width digits": "p1-１２",
    "a null": "p1-%00",
    "a line break": "p1-%0D%0Ax",
    "not UTF-8": "p1-%FF%FE",
    "a key of the table": "p1%23BOOKING",
    "nobody's": "p0123456789-abcdef",
    "a dash": "-",
    "dashes": "----",
    "no dash": "p0123456789",
    "null": "null",
    "braces": "%7Bbooking_id%7D",
    "an injection": "p1-%7B%7B7*7%7D%7D",
}
BY_ID = {
    "moving a session": ("POST", "/api/v1/bookings/{}/reschedule", "reschedule"),
    "cancelling a session": ("DELETE", "/api/v1/bookings/{}", "profile"),
    "an outcome": ("POST", "/api/v1/staff/sessions/{}/outcome", "outcome"),
    "withdrawing a slot": ("DELETE", "/api/v1/staff/slots/{}", "outcome"),
}


@pytest.mark.parametrize(("method", "path", "name"), BY_ID.values(), ids=BY_ID.keys())
def test_an_id_in_the_path_that_is_none_of_ours_is_404(
    client: Client, routes: dict[str, Route], method: str, path: str, name: str
) -> None:
    body, token = json.dumps(routes[name].body), routes[name].token
    told = {}
    with nothing_changes(client):
        for label, identifier in IDS.items():
            answer = _send(client, Route(method, path.format(identifier), {}, token), body)
            told[label] = assert_problem(answer)["status"]
    assert told == dict.fromkeys(IDS, 404)


@pytest.mark.parametrize("name", ["booking", "reschedule"])
def test_a_slot_id_in_no_shape_of_ours_is_422(
    client: Client, routes: dict[str, Route], name: str
) -> None:
    values = ("", " ", "a b", "../me", "é", "１２", "a\0b", "a\n", "a#b", LONG)
    told = _each_told_of(client, routes[name], "slot_id", {value[:9]: value for value in values})
    assert set(told.values()) <= {"required", "invalid_choice", "too_long"}, told


@pytest.mark.parametrize("name", ["booking", "reschedule"])
def test_a_slot_id_of_nobody_is_404(client: Client, routes: dict[str, Route], name: str) -> None:
    values = ("-", "x", "s0-20270315T0900", "null", "----", "0" * 120)
    contents = {value: _with(routes[name].body, "slot_id", value) for value in values}
    assert _told(client, routes[name], contents) == dict.fromkeys(values, "slot_not_found")


GARBAGE = (
    "x",
    "%00",
    "%FF",
    "%F0%9F%92%A5",
    "é",
    "%0D%0ASet-Cookie:%20a=b",
    "%7B%7B7*7%7D%7D",
    "<script>",
    "..%2F..",
    "null",
    "9" * 5000,
    "a=b=c",
    "%",
)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/slots?theme=", "theme"),
        ("/api/v1/staff/agenda?from=", "from"),
        ("/api/v1/staff/agenda?to=", "to"),
    ],
)
def test_a_garbled_query_of_the_api_is_422(
    client: Client, routes: dict[str, Route], path: str, field: str
) -> None:
    staff = routes["outcome"].token
    with nothing_changes(client):
        for value in GARBAGE:
            problem = assert_problem(client.call("GET", path + value, token=staff), 422)
            assert _codes(problem, field), value
    assert client.call("GET", path, token=staff).status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=0001-01-01", "from"),
        ("from=9999-12-31T23:59:59-14:00", "from"),
        ("from=1e9", "from"),
        ("from=2027-02-30", "from"),
        ("from=2027-03-02&to=2027-03-01", "to"),
        ("from=2027-01-01&to=2029-01-01", "to"),
        ("to=2020-01-01", "to"),
        ("to=0001-01-01T00:00:00%2B14:00", "to"),
    ],
)
def test_a_time_no_agenda_covers_is_422(
    client: Client, routes: dict[str, Route], query: str, field: str
) -> None:
    path = f"/api/v1/staff/agenda?{query}"
    problem = assert_problem(client.call("GET", path, token=routes["outcome"].token), 422)
    assert _codes(problem, field)


@pytest.mark.parametrize("plus", ["+", "%2B"])
def test_an_offset_is_read_whether_its_plus_is_encoded_or_not(
    client: Client, routes: dict[str, Route], plus: str
) -> None:
    query = f"from=2027-03-15T00:00:00{plus}00:00&to=2027-03-16T00:00:00{plus}00:00"
    answer = client.call("GET", f"/api/v1/staff/agenda?{query}", token=routes["outcome"].token)
    assert answer.get_json()["sessions"]


def _sign_in(client: Client, routes: dict[str, Route]) -> None:
    """The browser holds a participant's, a survey's and a member of staff's sessions."""
    client.http.get(f"/mon-espace?jeton={routes['profile'].token}")
    client.http.get(f"/sondage?jeton={routes['survey'].token}")
    client.http.post("/_local/enter", data={"email": "brigadiere@example.org"})


PAGES = (
    "/themes/{}",
    "/themes/x?{}={}",
    "/inscription?theme={}&code={}",
    "/mon-espace?fait={}",
    "/mon-espace?jeton={}",
    "/mon-espace/reserver?theme={}",
    "/mon-espace/rencontres/{}/deplacer",
    "/mon-espace/rencontres/{}/annuler",
    "/mon-espace/rencontres/{}/calendrier",
    "/documents/{}?jeton={}",
    "/documents/p1-x?jeton={}",
    "/evenements/{}?fait={}",
    "/evenements/{}/merci",
    "/mon-espace/evenements/{}/annuler",
    "/mon-espace/evenements/{}/calendrier",
    "/equipe/evenements/nouveau?copie={}",
    "/equipe/evenements/nouveau/{}",
    "/equipe/evenements/nouveau/0123456789abcdef0123?etape={}",
    "/equipe/evenements/{}?page={}&fait={}",
    "/equipe/evenements/{}/modifier",
    "/equipe/evenements/{}/annuler",
    "/equipe/evenements/{}/prochaine",
    "/equipe/evenements/{}/liste.csv",
    "/equipe/evenements/{}/sondage",
    "/equipe/evenements/{}/inscriptions/{}/retirer",
    "/sondage?jeton={}",
    "/desabonnement?jeton={}",
    "/equipe/semaine?semaine={}&fait={}",
    "/equipe/rencontres/{}",
    "/equipe/connexion?jeton={}",
    "/static/{}",
    "/static/fonts/{}",
    "/{}",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_garbled_address_of_a_page_never_breaks_it(
    client: Client, routes: dict[str, Route], path: str
) -> None:
    _sign_in(client, routes)
    client.http.get("/equipe/semaine")  # that she saw this week is written once a day
    with nothing_changes(client):
        for value in (*GARBAGE[1:10], "0001-01-01", "9999-12-31", "2027-W53-7"):
            answer = client.http.get(path.replace("{}", value))
            assert answer.status_code < 500, value[:40]
            assert "<script>" not in answer.text


FORMS = (
    "/inscription",
    "/mon-espace/lien",
    "/mon-espace/reserver",
    "/mon-espace/rencontres/p1-x/deplacer",
    "/mon-espace/rencontres/p1-x/annuler",
    "/mon-espace/parent",
    "/mon-espace/profil",
    "/evenements/ev-v1",
    "/mon-espace/evenements/p1-v1/mode",
    "/mon-espace/evenements/p1-v1/annuler",
    "/mon-espace/evenements/p1-v1/confirmer",
    "/sondage",
    "/desabonnement",
    "/equipe/evenements",
    "/equipe/evenements/ev-v1/modifier",
    "/equipe/evenements/ev-v1/annuler",
    "/equipe/evenements/ev-v1/presences",
    "/equipe/evenements/ev-v1/inscriptions",
    "/equipe/evenements/ev-v1/prochaine",
    "/equipe/personnes/p1/activites",
    "/equipe/evenements/ev-v1/bilan",
    "/equipe/evenements/ev-v1/inscriptions/p1-v1/retirer",
    "/equipe/semaine/ouvrir",
    "/equipe/plages/s1-x/retirer",
    "/equipe/rencontres/p1-x",
    "/equipe/lien",
    "/equipe/connexion",
)
NESTED = "[" * 100_000
FORM_BODIES: dict[str, bytes] = {
    "empty": b"",
    "not UTF-8": b"email=\xff\xfe&given_name=\xe9",
    "encoded but not UTF-8": b"email=%FF%FE&given_name=%E9&jeton=%FF&slot_id=%FF",
    "nulls": b"email=%00&given_name=%00&jeton=%00&day=%00&outcome=%00",
    "too many fields": b"&".join(b"themes=x" for _ in range(5000)),
    "JSON": b'{"email": "ana@example.org"}',
    "nested numbers": (
        f"satisfaction={NESTED}&slot_minutes={NESTED}&buffer_minutes={NESTED}&shared=oui"
    ).encode(),
    "endless numbers": (
        f"satisfaction={'9' * 10_000}&slot_minutes={'9' * 10_000}&people_reached=1e999"
    ).encode(),
    "times that are none": b"day=0001-01-01&from=00:00&to=24:61&slot_minutes=NaN",
    "times far away": b"day=9999-12-31&from=23:59&to=23:59&slot_minutes=60&buffer_minutes=0",
    "a header": b"jeton=a%0D%0ASet-Cookie:+a=b&email=a%0D%0ABcc:+b@example.org",
    "lists of uneven length": b"outcome=completed&tool_name=a&tool_name=b&tool_url=x&next_step=",
}


@pytest.mark.parametrize("path", FORMS)
def test_a_garbled_form_never_breaks_a_page_and_changes_nothing(
    client: Client, routes: dict[str, Route], path: str
) -> None:
    _sign_in(client, routes)
    told = {}
    with nothing_changes(client):
        for label, content in FORM_BODIES.items():
            answer = client.http.post(
                path, data=content, content_type="application/x-www-form-urlencoded"
            )
            assert "Set-Cookie" not in answer.headers
            told[label] = answer.status_code
    # Whoever asks for a link is told the same whatever the address: 200.
    fine = {*range(400, 500), *([200] if path.endswith("/lien") else [])}
    assert {label: status for label, status in told.items() if status not in fine} == {}


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", None])
def test_a_form_sent_as_something_else_is_refused_in_french(
    client: Client, routes: dict[str, Route], content_type: str | None
) -> None:
    _sign_in(client, routes)
    told = {}
    with nothing_changes(client):
        for path in FORMS:
            answer = client.http.post(path, data=b"{}", content_type=content_type)
            assert answer.status_code in (200, *range(400, 500))
            told[path] = answer.content_type or answer.text
    assert set(told.values()) <= {"text/html; charset=utf-8", "application/problem+json"}, told


# What the journey of `routes` left behind, in mails, pages, PDF and calendars.


def _parts(client: Client, content_type: str) -> list[str]:
    kinds = ("registration", "booking_confirmed", "document", "survey_invitation")
    mails = [mail for kind in kinds for mail in client.mails(kind, HOSTILE)]
    assert len(mails) == 5
    leaves = [leaf for mail in mails for leaf in mail.walk()]
    return [str(leaf.get_content()) for leaf in leaves if leaf.get_content_type() == content_type]


def test_markup_in_a_text_reaches_mails_escaped_only(
    client: Client, routes: dict[str, Route]
) -> None:
    pages = _parts(client, "text/html")
    assert all("<xss-" not in page and "3333" not in page for page in pages)
    assert not any(typed in pages[0] for typed in ("xss-", "1111")), "of nobody proven"
    assert all("&lt;xss-given" in page and "{{1111*3}}" in page for page in pages[1:])
    assert _tag("booking") in html.unescape(pages[1])


def test_markup_in_a_text_is_plain_in_the_text_of_mails(
    client: Client, routes: dict[str, Route]
) -> None:
    texts = _parts(client, "text/plain")
    assert all("3333" not in text for text in texts)
    assert not any(typed in texts[0] for typed in ("xss-", "1111")), "of nobody proven"
    assert all("Bonjour <xss-given" in text and "{{1111*3}}" in text for text in texts[1:])
    assert _tag("booking") in texts[1]


def test_markup_in_a_text_reaches_pages_escaped_only(
    client: Client, routes: dict[str, Route]
) -> None:
    _sign_in(client, routes)
    booking = client.me(routes["profile"].token)["sessions"][-1]["id"]
    for path in (
        "/mon-espace",
        "/mon-espace/profil",
        f"/mon-espace/reserver?theme={THEME}",
        f"/mon-espace/rencontres/{booking}/deplacer",
        f"/mon-espace/rencontres/{booking}/annuler",
        "/equipe/semaine?semaine=2027-03-15",
        f"/equipe/rencontres/{booking}",
        "/sondage",
        "/_local/",
        f"/inscription?theme={quote(_tag('query'))}&code={quote(_tag('query'))}",
    ):
        page = client.http.get(path)
        assert page.status_code == 200, path
        assert "<xss-" not in page.text, path
        assert "3333" not in page.text, path


def test_markup_typed_in_a_form_with_a_mistake_comes_back_escaped(client: Client) -> None:
    fields = ("email", "given_name", "family_name", "organization", "phone", "needs", "themes")
    page = client.http.post("/inscription", data={field: _tag(field) for field in fields})
    assert page.status_code == 422
    assert "<xss-" not in page.text
    assert "3333" not in page.text


def test_markup_in_a_text_is_plain_in_the_pdf(client: Client, routes: dict[str, Route]) -> None:
    document = client.me(routes["profile"].token)["documents"][0]
    content = client.http.get(document["url"].removeprefix("http://127.0.0.1:8000")).data
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert "3333" not in text
    for field in ("given", "family", "notes", "tool", "why", "step"):
        assert "".join(_tag(field).split()) in text, field
    assert b"/JavaScript" not in content


def test_a_calendar_holds_nothing_that_was_typed_and_no_secret(
    client: Client, routes: dict[str, Route]
) -> None:
    calendars = _parts(client, "text/calendar")
    assert len(calendars) == 2
    for content in calendars:
        event = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
        assert event["ATTENDEE"] == f"mailto:{HOSTILE}"
        assert wiring.themes()[THEME].title in str(event["SUMMARY"])
        assert "xss" not in content
        assert "jeton" not in content


NAMES = (
    'Ana" <autre@example.org>, "x',
    "a,b;c:d@e",
    "autre@example.org,",
    "()<>[]",
    "=?utf-8?q?x=2C_autre=40example=2Eorg=2C?=",
    "=?utf-8?q?=3Cautre=40example=2Eorg=3E=2C?=",
    "=?utf-8?q?a=0D=0ABcc=3A_autre=40example=2Eorg?=",
    "=?utf-8?b?Qm9uam91cg==?=",
    "é" * 80,
    "Zoé 👩🏽‍🎨🏳️‍🌈",
)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_no_name_adds_an_address_or_a_header_to_a_mail(client: Client, number: int) -> None:
    """Refused, or the mail goes to one address, under the very name that was typed or none."""
    address, name = f"cible{number}@example.org", NAMES[number]
    given = {**REGISTRATION, "given_name": name, "family_name": "", "email": address}
    answer = client.call("POST", "/api/v1/registrations", given)
    if answer.status_code == 422:
        return
    client.drain()
    received = [mail.raw for mail in client.system.mailbox.mails if mail.to == address]
    assert len(received) == 1
    raw = received[0]
    head = re.sub(rb"\r\n[ \t]+", b" ", raw.partition(b"\r\n\r\n")[0]).decode("ascii")
    headers = [line.partition(": ") for line in head.split("\r\n")]
    names = [header.lower() for header, _, _ in headers]
    assert names.count("to") == 1
    assert not {"cc", "bcc"} & set(names)
    to = next(value for header, _, value in headers if header == "To")
    assert [found for _, found in email.utils.getaddresses([to])] == [address]
    shown = email.utils.parseaddr(to)[0]
    assert str(make_header(decode_header(shown))) in (name, "")


def test_each_of_these_routes_takes_the_body_the_attacks_started_from(
    client: Client, routes: dict[str, Route]
) -> None:
    for name in ROUTES:
        answer = _send(client, routes[name], json.dumps(routes[name].body))
        assert 200 <= answer.status_code < 300, (name, answer.text)

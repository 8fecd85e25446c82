"""/openapi.json is valid, complete, and true of what the API answers and takes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import jsonschema  # type: ignore[import-untyped, unused-ignore]
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.imports.archives import write_archive
from chalicelib.adapters.links import Purpose
from chalicelib.domain.limits.budgets import Limit
from infra.local.system import System
from tests.handlers.http.test_bad_input import assert_problem
from tests.handlers.http.test_too_many import limited
from tests.support.driver import REGISTRATION, THEME, Client, token_in
from tests.support.editions.past_editions import first_edition
from tests.support.events import EVENT
from tests.support.small_world import BROWSER
from tests.support.systems import system_for

API = "/api/v1"


system = system_for("module", blank_pages=True)


@pytest.fixture(scope="module")
def document(system: System) -> dict[str, Any]:
    answer = Client(system).call("GET", "/openapi.json")
    assert answer.content_type == "application/json"
    described: dict[str, Any] = answer.get_json()
    return described


def _operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    methods = ("get", "put", "post", "patch", "delete")
    return {
        (method.upper(), path): item[method]
        for path, item in document["paths"].items()
        for method in methods
        if method in item
    }


def test_the_description_has_the_programme_s_name(document: dict[str, Any]) -> None:
    assert document["info"]["title"] == wiring.programme().name


def test_the_description_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_of_the_api_is_described_and_nothing_else(
    system: System, document: dict[str, Any]
) -> None:
    routes = {
        (method, path)
        for path, views in system.app.app.routes.items()
        for method in views
        if path.startswith(f"{API}/") or path in ("/healthz", "/openapi.json")
    }
    assert set(_operations(document)) == routes


def test_operations_have_names_that_a_generated_client_can_use(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in _operations(document).values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)


def test_every_post_takes_an_idempotency_key(document: dict[str, Any]) -> None:
    for (method, path), operation in _operations(document).items():
        headers = [p["name"] for p in operation["parameters"] if p["in"] == "header"]
        assert headers == (["Idempotency-Key"] if method == "POST" else []), path


@pytest.mark.parametrize("token", ["", "forged"])
def test_what_asks_for_a_token_says_so_and_what_does_not_does_not(
    client: Client, document: dict[str, Any], token: str
) -> None:
    for (method, path), operation in _operations(document).items():
        where = re.sub(r"\{\w+\}", "p1-x", path)
        body: Any = None if method in ("GET", "DELETE") else {}
        status = client.call(method, where, body, token).status_code
        asked = bool(operation.get("security"))
        if {} in operation.get("security", []):  # a token is taken, and may be left out
            asked = bool(token)
        assert (status == 401) == asked, (method, path)


class Conversation:
    """Calls the API and holds each request and answer against the description."""

    def __init__(self, client: Client, document: dict[str, Any]) -> None:
        self.client, self.document = client, document
        self.heard: set[tuple[str, str]] = set()

    def valid(self, schema: dict[str, Any], value: Any) -> None:
        rooted = {**schema, "components": self.document["components"]}
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(rooted, format_checker=checker).validate(value)

    def __call__(
        self, method: str, path: str, body: Any = None, token: str = "", **parts: str
    ) -> Any:
        """`path` as described; `parts` fill it in, or are its query. Gives what was answered."""
        operation = _operations(self.document)[method, path]
        names = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
        query = {name.rstrip("_"): value for name, value in parts.items()}
        assert names >= query.keys() - set(re.findall(r"\{(\w+)\}", path))
        where = path.format(**query) + "?" + "&".join(f"{n}={query[n]}" for n in names & set(query))
        answer = self._called(method, where, body, token)
        success = next(status for status in operation["responses"] if status.isdigit())
        if answer.status_code < 400:
            assert str(answer.status_code) == success
            self._sent(operation, body)
            self._answered(operation["responses"][success], answer)
            self.heard.add((method, path))
        else:
            told = operation["responses"].get(str(answer.status_code))
            assert told is not None, f"{method} {path} does not say {answer.status_code}"
            self._answered(told, answer)
        return answer.get_json(silent=True) if answer.data else None

    def _called(self, method: str, where: str, body: Any, token: str) -> TestResponse:
        if not isinstance(body, bytes):
            return self.client.call(method, where, body, token)
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.http.open(
            where, method=method, data=body, headers=headers, content_type="application/zip"
        )

    def _sent(self, operation: dict[str, Any], body: Any) -> None:
        if "requestBody" in operation:
            taken = operation["requestBody"]["content"]
            if isinstance(body, bytes):
                assert [*taken] == ["application/zip"]
            else:
                self.valid(taken["application/json"]["schema"], body)

    def _answered(self, response: dict[str, Any], answer: TestResponse) -> None:
        if "content" not in response:
            assert answer.data == b""
            return
        content_type = answer.content_type.partition(";")[0]
        assert content_type in response["content"]
        held = answer.get_json() if content_type.endswith("json") else answer.data.decode("latin-1")
        self.valid(response["content"][content_type]["schema"], held)


def _words_of_mails(say: Any, client: Client) -> None:
    admin, path = client.staff("equipe@example.org"), "/api/v1/staff/mail-texts/{kind}"
    words = {"blocks": {"title": "Voici votre trousse"}}
    kept = say("PUT", path, words, admin, kind="document")
    assert say("GET", path, token=admin, kind="document") == kept
    say("PUT", path, {**words, "read": "x", "blocks": {}}, admin, kind="document")  # of another
    say("POST", f"{path}/trial", words, admin, kind="document")
    say("POST", f"{path}/undo", token=admin, kind="document")
    assert say("GET", "/api/v1/staff/mail-texts", token=admin)["texts"]


def test_a_whole_journey_is_as_described(client: Client, document: dict[str, Any]) -> None:
    say = Conversation(client, document)
    staff = client.staff()
    say("GET", "/healthz")
    say("GET", "/openapi.json")
    assert say("GET", "/api/v1/themes")["themes"]
    opening = {
        "adviser": "brigadiere@example.org",
        "starts_at": "2027-03-15T09:00:00-04:00",
        "ends_at": "2027-03-15T12:00:00-04:00",
        "themes": [THEME],
    }
    slots = say("POST", "/api/v1/staff/availabilities", opening, staff)["slots"]
    assert say("GET", "/api/v1/slots", theme=THEME) == {"slots": slots}
    say("GET", "/api/v1/slots", theme="inconnu")
    say("POST", "/api/v1/registrations", REGISTRATION)
    say("POST", "/api/v1/registrations", {**REGISTRATION, "email": "x", "themes": []})
    client.drain()
    me = client.token_for("ana@example.org")
    say("POST", "/api/v1/me/confirmation", {"consents": {"nothing": True}}, me)
    say("POST", "/api/v1/me/confirmation", {"consents": {"newsletter": True}}, me)
    booking = say("POST", "/api/v1/bookings", {"slot_id": slots[0]["id"], "theme": THEME}, me)
    say("POST", "/api/v1/bookings", {"slot_id": slots[0]["id"], "theme": THEME}, me)
    moved = {"slot_id": slots[1]["id"]}
    path = "/api/v1/bookings/{booking_id}"
    say("POST", f"{path}/reschedule", moved, me, booking_id=booking["id"])
    say("GET", "/api/v1/me", token=me)
    say("GET", "/api/v1/me/calendar", token=me)
    say("PATCH", "/api/v1/me", {"phone": "450 555-0199", "consents": {"newsletter": True}}, me)
    say("PATCH", "/api/v1/me", {"email": "x"}, me)
    span = {"from_": "2027-03-15", "to": "2027-03-16"}
    agenda = say("GET", "/api/v1/staff/agenda", token=staff, **span)
    assert agenda["sessions"]
    assert agenda["slots"]
    assert say("GET", "/api/v1/staff/today", token=staff)["next_free_at"]
    assert say("GET", "/api/v1/staff/demand", token=staff)["themes"]
    path_of_alerts, wanted = "/api/v1/me/alerts", {"theme": "metavers-nft-cryptomonnaies"}
    say("POST", path_of_alerts, wanted, me)  # while hours are free, or none: 409 or 201
    assert "alerts" in say("GET", path_of_alerts, token=me)
    say("DELETE", f"{path_of_alerts}/{{theme}}", token=me, theme=wanted["theme"])
    path_of_slot, spare = "/api/v1/staff/slots/{slot_id}", slots[2]["id"]
    say("DELETE", path_of_slot, token=staff, slot_id=spare)
    say("POST", f"{path_of_slot}/withdrawal/undo", token=staff, slot_id=spare)
    say("DELETE", path_of_slot, token=staff, slot_id=spare)
    report = {"outcome": "completed", "tools": [{"name": "Wikidata"}], "next_steps": ["Une fiche"]}
    path_of_outcome = "/api/v1/staff/sessions/{booking_id}/outcome"
    say("POST", path_of_outcome, report, staff, booking_id=booking["id"])
    say("POST", f"{path_of_outcome}/undo", token=staff, booking_id=booking["id"])
    notes = {"notes": "Son site est à refaire."}
    path_of_notes = "/api/v1/staff/sessions/{booking_id}/notes"
    kept = say("PUT", path_of_notes, notes, staff, booking_id=booking["id"])
    changed = {"notes": "Non.", "read": "x"}
    say("PUT", path_of_notes, changed, staff, booking_id=booking["id"])  # of another: 409
    gone = {"notes": "", "read": kept["read"]}
    assert not say("PUT", path_of_notes, gone, staff, booking_id=booking["id"])["notes"]
    say("POST", path_of_outcome, report, staff, booking_id=booking["id"])
    say("DELETE", path, token=me, booking_id=booking["id"])  # held: 409
    client.advance("P2D")
    shelf = {"tools": [{"name": "Canva"}], "next_steps": ["Écrire la fiche"]}
    kept = say("PUT", "/api/v1/staff/toolshelf", shelf, staff)
    assert say("GET", "/api/v1/staff/toolshelf", token=staff) == kept
    _words_of_mails(say, client)
    corrected = {"notes": "Mieux dit.", "tools": [{"name": "Canva"}]}
    say("PUT", path_of_outcome, corrected, staff, booking_id=booking["id"])
    path_of_preview = "/api/v1/staff/sessions/{booking_id}/preview"
    say("POST", path_of_preview, corrected, staff, booking_id=booking["id"])  # drawn later: 503
    client.drain()
    say("POST", path_of_preview, corrected, staff, booking_id=booking["id"])
    path_of_document = "/api/v1/staff/sessions/{booking_id}/document"
    say("POST", path_of_document, token=staff, booking_id=booking["id"])  # being made: 409
    client.advance("PT10M")
    say("POST", path_of_document, token=staff, booking_id=booking["id"])
    survey = token_in(client.mails("survey_invitation")[0])
    questions = say("GET", "/api/v1/survey", token=survey)["questions"]
    say("POST", "/api/v1/survey", {"answers": {"satisfaction": 5, "shared": False}}, survey)
    say("POST", "/api/v1/survey", {"answers": {"satisfaction": 5, "shared": False}}, survey)
    again = say("POST", "/api/v1/bookings", {"slot_id": slots[0]["id"], "theme": THEME}, me)
    cancelled = "/api/v1/staff/sessions/{booking_id}/cancel"
    say("POST", cancelled, {"reason": "Tempête"}, staff, booking_id=again["id"])
    undone = say("POST", f"{cancelled}/undo", token=staff, booking_id=again["id"])
    assert undone["status"] == "booked"
    say("DELETE", path, token=me, booking_id=again["id"])
    say("POST", cancelled, {"reason": "Tempête"}, staff, booking_id=again["id"])
    _people(say, staff, slots[0]["id"])
    _day(client, say, staff)
    _events(client, say, me, staff)
    _late(client, say, me, staff)
    say("GET", "/api/v1/staff/report", token=staff, edition="2026-2027")
    say("GET", "/api/v1/staff/report", token=staff, edition="1999-2000")
    say("GET", "/api/v1/staff/report.csv", token=staff)
    say("GET", "/api/v1/staff/report.pdf", token=staff, edition="2026-2027")
    _public_report(client, say)
    client.http.get("/vu?page=/", headers={"User-Agent": BROWSER})
    assert say("GET", "/api/v1/staff/audience", token=staff)["days"]
    _imports(client, say)
    held = say("GET", "/api/v1/me", token=me)
    assert held["documents"]
    assert held["event_registrations"]
    assert say("GET", "/api/v1/me/export", token=me)["parts"]
    say("GET", "/api/v1/me/export", token=me, format="csv")
    _calls(client, say)
    _settings(client, say)
    _first_day(client, say)
    _erased(client, say, me)
    assert say.heard == set(_operations(document))
    asked = document["components"]["schemas"]["AnswersBody"]["properties"]
    assert {question["name"] for question in questions} == asked.keys()


def test_a_body_is_called_required_where_it_cannot_be_left_out(
    client: Client, document: dict[str, Any]
) -> None:
    me, admin = client.register("bodyless@example.org"), client.staff("equipe@example.org")
    for (method, path), operation in _operations(document).items():
        if "requestBody" in operation:
            where = re.sub(r"\{\w+\}", "x", path)
            token = admin if "/staff/" in path else me
            status = client.call(method, where, None, token).status_code
            assert (status >= 400) == operation["requestBody"]["required"], (method, path)


def test_what_takes_no_body_still_refuses_a_key_that_is_too_long(client: Client) -> None:
    me = client.register("key@example.org")
    refused = client.call("POST", f"{API}/me/confirmation", {}, me, Idempotency_Key="k" * 256)
    assert assert_problem(refused, 422)["code"] == "invalid_idempotency_key"


def test_what_is_limited_refuses_as_described(
    client: Client, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    say = Conversation(client, document)
    me = client.register("limited@example.org")
    starts_at = client.system.clock.now() + timedelta(days=10)
    times = {"starts_at": _text(starts_at), "ends_at": _text(starts_at + timedelta(hours=1))}
    created = client.call("POST", f"{API}/staff/events", {**EVENT, **times}, client.staff())
    limited(monkeypatch, network=Limit(1, timedelta(hours=1), 1))
    say("POST", f"{API}/registrations", REGISTRATION)
    seat, event = {**REGISTRATION, "mode": "online"}, {"event_id": created.get_json()["id"]}
    for told in (
        say("POST", f"{API}/registrations", REGISTRATION),
        say("PATCH", f"{API}/me", {"email": "other@example.org"}, me),
        say("POST", f"{API}/events/{{event_id}}/registrations", seat, **event),
    ):
        assert (told["status"], told["retry_after"] > 0) == (429, True)


def _first_day(client: Client, say: Conversation) -> None:
    admin, first_day = client.staff("equipe@example.org"), "/api/v1/staff/first-day"
    assert not say("GET", first_day, token=admin)["put_away"]
    assert say("PATCH", first_day, {"step": "event", "put_away": True}, admin)["put_away"]
    say("PATCH", first_day, {"step": "identity"}, admin)  # 422


def _settings(client: Client, say: Conversation) -> None:
    admin, settings = client.staff("equipe@example.org"), "/api/v1/staff/settings"
    held = say("GET", settings, token=admin)
    more = {"values": {"open_bookings_per_person": 4}, "read": held["read"], "reason": "Salon"}
    assert say("PATCH", settings, more, admin)["read"] == held["read"] + 1
    say("PATCH", settings, {**more, "values": {"open_bookings_per_person": 5}}, admin)  # 409
    say("PATCH", settings, {"values": {"open_bookings_per_person": 0}}, admin)
    (change,) = say("GET", f"{settings}/changes", token=admin, cursor="")["changes"]
    say("GET", f"{settings}/changes", token=admin, cursor="x")
    undo, its = f"{settings}/changes/{{number}}/undo", {"number": str(change["number"])}
    say("POST", undo, token=admin, **its)
    say("POST", undo, token=admin, number="x")


def _calls(client: Client, say: Conversation) -> None:
    admin, calls = client.staff("equipe@example.org"), "/api/v1/staff/calls"
    client.ask_to_join("zoe@example.org", phone="450 555-0123")
    client.advance("P5D")
    call = say("GET", calls, token=admin)["calls"][-1]
    assert call["say"]
    path, its = f"{calls}/{{call_id}}/result", {"call_id": call["id"]}
    say("POST", path, {"result": "later"}, admin, **its)
    say("POST", path, {"result": "again", "again_on": "2020-01-01"}, admin, **its)
    assert say("POST", path, {"result": "reached"}, admin, **its)["state"] == "reached"
    say("POST", path, {"result": "again"}, admin, **its)  # noted: 409
    assert say("POST", f"{path}/undo", token=admin, **its)["state"] == "to_make"


def _erased(client: Client, say: Conversation, me: str) -> None:
    bo = client.register("bo@example.org")
    person = wiring.links().read(Purpose.PERSONAL, bo, wiring.now())[0]
    path = "/api/v1/staff/people/{person_id}"
    say("DELETE", path, token=client.staff(), person_id=person)  # not an admin: 403
    admin = client.staff("equipe@example.org")
    client.advance("PT1H")
    reason = {"act": "send_link", "reason": "Au téléphone"}
    assert say("POST", f"{path}/mail", reason, admin, person_id=person) == {"mail": "ok"}
    say("POST", f"{path}/mail", {**reason, "act": "reopen"}, admin, person_id=person)  # open: 409
    say("POST", f"{path}/mail", {**reason, "reason": ""}, admin, person_id=person)
    say("DELETE", path, token=admin, person_id="nobody")
    say("DELETE", path, token=admin, person_id=person)
    say("DELETE", "/api/v1/me", token=me)
    say("GET", "/api/v1/me", token=me)  # it is nobody's: 401


def _public_report(client: Client, say: Conversation) -> None:
    say("GET", "/api/v1/reports/{edition}", edition="2026-2027")  # not public: 404
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    client.http.post("/equipe/bilans/2026-2027/publication", data={"action": "publier"})
    client.http.delete_cookie("brigade_equipe")
    assert say("GET", "/api/v1/reports/{edition}", edition="2026-2027")["people"]["target"] == 70


def _imports(client: Client, say: Conversation) -> None:
    admin, imports = client.staff("equipe@example.org"), "/api/v1/staff/imports"
    files = first_edition()
    say("POST", imports, write_archive(files), admin)
    say("POST", imports, write_archive({**files, "sessions.csv": b""}), admin)
    say("POST", f"{imports}/corrected", write_archive(files), admin)
    say("GET", f"{imports}/{{edition}}", token=admin, edition="2021-2022")


def _events(client: Client, say: Conversation, me: str, staff: str) -> None:
    team, one = "/api/v1/staff/events", "/api/v1/events/{event_id}"
    mine = "/api/v1/event-registrations/{registration_id}"
    starts_at = client.system.clock.now() + timedelta(days=10)
    times = {"starts_at": _text(starts_at), "ends_at": _text(starts_at + timedelta(hours=1))}
    event = say("POST", team, {**EVENT, **times}, staff)
    where = {"event_id": event["id"]}
    say("PATCH", f"{team}/{{event_id}}", {"description": "À venir"}, staff, **where)
    assert say("GET", "/api/v1/events")["events"]
    assert say("GET", one, token=staff, **where)["seats"]["online"]["remaining"] == 2
    assert say("GET", one, **where)["seats"]["online"]["remaining"] == 1
    seat = say("POST", f"{one}/registrations", {"mode": "online"}, me, **where)
    say("POST", f"{one}/registrations", {"mode": "online"}, me, **where)
    say("PATCH", mine, {"mode": "in_person"}, me, registration_id=seat["id"])
    say("POST", f"{mine}/confirm", {}, me, registration_id=seat["id"])
    came = [{"registration_id": seat["id"], "status": "absent"}]
    client.move_to(times["ends_at"])
    say("PUT", f"{team}/{{event_id}}/attendance", {"attendances": came}, staff, **where)
    say("GET", f"{mine}/attestation", token=me, registration_id=seat["id"])  # was not there: 409
    came = [{"registration_id": seat["id"], "status": "attended"}]
    say("PUT", f"{team}/{{event_id}}/attendance", {"attendances": came}, staff, **where)
    say("GET", f"{mine}/attestation", token=me, registration_id=seat["id"])  # drawn later: 503
    client.drain()
    say("GET", f"{mine}/attestation", token=me, registration_id=seat["id"])
    say("POST", f"{team}/{{event_id}}/summary", {"markdown": "# Bilan"}, staff, **where)
    later = starts_at + timedelta(days=9)
    times = {"starts_at": _text(later), "ends_at": _text(later + timedelta(hours=1))}
    other = say("POST", team, {**EVENT, **times}, staff)
    known = {"participant_id": seat["id"].partition("-")[0], "mode": "online"}
    say("POST", f"{team}/{{event_id}}/registrations", known, staff, event_id=other["id"])
    seat = say("POST", f"{one}/registrations", {"mode": "online"}, me, event_id=other["id"])
    agenda = say("GET", "/api/v1/staff/agenda", token=staff, from_="2027-03-15", to="2027-05-01")
    assert agenda["events"][0]["registrations"]
    say("DELETE", mine, token=me, registration_id=seat["id"])
    say("POST", f"{team}/{{event_id}}/cancel", {}, staff, event_id=other["id"])


def _letters(say: Conversation, staff: str) -> None:
    letters, one = "/api/v1/staff/letters", "/api/v1/staff/letters/{letter_id}"
    words = {"subject": "Bonjour", "markdown": "À mardi", "audience": {"theme": THEME}}
    letter = say("POST", letters, words, staff)
    assert say("GET", letters, token=staff)["letters"] == [letter]
    where = {"letter_id": letter["id"]}
    say("PATCH", one, {**words, "subject": "Bonsoir"}, staff, **where)
    assert say("GET", one, token=staff, **where)["people"]
    assert say("POST", f"{one}/send", {}, staff, **where)["state"] == "held"
    assert say("DELETE", one, token=staff, **where)["code"] == "letter_sent"
    assert say("POST", f"{one}/stop", {}, staff, **where)["state"] == "draft"
    say("DELETE", one, token=staff, **where)
    say("POST", letters, {**words, "audience": {}}, staff)  # to nobody: 422


def _people(say: Conversation, staff: str, slot_id: str) -> None:
    people = "/api/v1/staff/people"
    assert say("GET", people, token=staff, q="ana")["people"]
    say("GET", people, token=staff, filter="nobody")  # none of that name: 422
    mails = say("GET", "/api/v1/staff/messages", token=staff, state="settled")["messages"]
    again = next(each for each in mails if each["resendable"])
    for _ in range(2):
        say("POST", "/api/v1/staff/messages/{message_id}/resend", {}, staff, message_id=again["id"])
    say("GET", "/api/v1/staff/messages", token=staff, state="lost")  # no list of that name: 422
    _letters(say, staff)
    kept = say("POST", "/api/v1/staff/lists", {"name": "À rappeler", "q": "ana"}, staff)
    assert say("GET", "/api/v1/staff/lists", token=staff) == {"lists": [kept]}
    say("DELETE", "/api/v1/staff/lists/{list_id}", token=staff, list_id=kept["id"])
    told = {"given_name": "Rose", "phone": "450 555-0123", "consents": {"program": True}}
    person = say("POST", people, told, staff)["id"]
    taken = {**told, "email": "ana@example.org"}
    assert say("POST", people, taken, staff)["code"] == "invalid_fields"
    where = f"{people}/{{person_id}}"
    say(
        "PATCH",
        where,
        {"phone": "450 555-0199", "email": "rose@example.org"},
        staff,
        person_id=person,
    )
    hour = {"participant_id": person, "slot_id": slot_id, "theme": THEME}
    booking = say("POST", "/api/v1/staff/bookings", hour, staff)
    found = say("GET", where, token=staff, person_id=person, messages="", history="")
    assert [each["id"] for each in found["sessions"]] == [booking["id"]]
    say("DELETE", "/api/v1/bookings/{booking_id}", token=staff, booking_id=booking["id"])
    other = say("POST", people, told, staff)["id"]
    note = say("PUT", f"{where}/notes", {"notes": "Le soir."}, staff, person_id=person)
    assert note["notes"] == "Le soir."
    one = say("POST", f"{where}/merge", {"other": other}, staff, person_id=person)
    assert one["id"] == person
    assert say("POST", f"{where}/unmerge", token=staff, person_id=person)["id"] == person
    say("POST", f"{where}/apart", {"other": other}, staff, person_id=person)
    assert say("GET", "/api/v1/staff/doubles", token=staff, cursor="") == {
        "doubles": [],
        "next": None,
    }


def _day(client: Client, say: Conversation, staff: str) -> None:
    """Hours that come again, one of whose days is closed, and opened again within the minute."""
    first = client.system.clock.now().replace(minute=0) + timedelta(days=30)
    times = {"starts_at": _text(first), "ends_at": _text(first + timedelta(hours=1))}
    until = (first + timedelta(days=14)).date().isoformat()
    opening = {"adviser": "brigadiere@example.org", **times, "repeat": {"until": until}}
    slots = say("POST", "/api/v1/staff/availabilities", opening, staff)["slots"]
    assert len(slots) in (2, 3)
    say("POST", "/api/v1/staff/availabilities", opening, staff)  # on top: 409, with its days
    day = {"adviser": "brigadiere@example.org", "day": slots[0]["starts_at"][:10]}
    closed = {**day, "becomes": "closed", "reason": "Tempête"}
    made = say("POST", "/api/v1/staff/day-changes", closed, staff)
    path = "/api/v1/staff/day-changes/{change_id}"
    say("POST", "/api/v1/staff/day-changes", closed, staff)  # while it is held: 409, with its id
    say("DELETE", path, token=staff, change_id=made["id"])
    say("DELETE", path, token=staff, change_id=made["id"])  # undone already: the same
    assert say("GET", "/api/v1/staff/weekly-hours", token=staff)["hours"]


def _late(client: Client, say: Conversation, me: str, staff: str) -> None:
    starts_at = client.system.clock.now().replace(minute=0) + timedelta(days=2)
    times = {"starts_at": _text(starts_at), "ends_at": _text(starts_at + timedelta(hours=1))}
    opening = {"adviser": "brigadiere@example.org", **times}
    (slot,) = say("POST", "/api/v1/staff/availabilities", opening, staff)["slots"]
    booking = say("POST", "/api/v1/bookings", {"slot_id": slot["id"], "theme": THEME}, me)
    expected, its = "/api/v1/staff/sessions/{booking_id}/expected", {"booking_id": booking["id"]}
    say("POST", expected, token=staff, **its)  # not begun: 409
    external, given = "/api/v1/staff/external-calendar", {"url": "https://agenda.example.org/a.ics"}
    assert say("GET", external, token=staff)["given_at"] is None
    assert say("PUT", external, given, staff)["times"] == []
    assert say("GET", external, token=staff)["unread"] is None
    say("DELETE", external, token=staff)
    link = {"meeting_url": "https://visio.example.org/salle"}
    say("PUT", "/api/v1/staff/sessions/{booking_id}/link", link, staff, **its)
    client.move_to(times["starts_at"])
    assert say("POST", expected, token=staff, **its)["status"] == "booked"


def _text(moment: datetime) -> str:
    return moment.isoformat()


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    """What an object has by name, and one of those whose names are anything."""
    free = schema.get("additionalProperties")
    return {
        **schema.get("properties", {}),
        **({"anything": free} if isinstance(free, dict) else {}),
    }


def example_of(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """A value made from what the description says alone, every property given."""
    if "$ref" in schema:
        return example_of(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole)
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return example_of(schema[either][0], whole)
    if "examples" in schema:
        return schema["examples"][0]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][-1]
    made: dict[str, Callable[[], Any]] = {
        "object": lambda: {n: example_of(s, whole) for n, s in properties(schema).items()},
        "array": lambda: [example_of(schema["items"], whole)] * (schema.get("minItems") or 1),
        "string": lambda: "🎨" * schema.get("maxLength", 5),
        "integer": lambda: schema.get("maximum", 1),
        "boolean": lambda: True,
    }
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return made[kinds[0]]()


def _model(document: dict[str, Any], name: str, **known: Any) -> dict[str, Any]:
    made = example_of({"$ref": f"#/components/schemas/{name}"}, document)
    assert isinstance(made, dict)
    return {**made, **known}


def test_what_the_description_allows_is_taken(client: Client, document: dict[str, Any]) -> None:
    """With every property at its longest or largest, and what is outside the schema known."""
    say = Conversation(client, document)
    staff = client.staff("equipe@example.org")
    guardian = _model(document, "GuardianBody", email="parent@example.org")
    known = {"email": "long@example.org", "themes": [THEME], "guardian": guardian}
    person = _model(document, "RegistrationBody", **known)
    say("POST", "/api/v1/registrations", person)
    client.drain()
    me = client.token_for("parent@example.org")
    without = ["2027-04-22", "2027-04-29"]
    again = {"until": "2027-05-06", "except": without, "weekdays": [4]}
    opening = _model(
        document,
        "AvailabilityBody",
        repeat=_model(document, "RepeatBody", **again),
        adviser="equipe@example.org",
        starts_at="2027-04-15T08:00:00-04:00",
        ends_at="2027-04-15T20:00:00-04:00",
        themes=[],
        meeting_url="https://example.org/" + "a" * 480,
    )
    slots = say("POST", "/api/v1/staff/availabilities", opening, staff)["slots"]
    wanted = _model(document, "BookingBody", slot_id=slots[0]["id"], theme=THEME)
    booking = say("POST", "/api/v1/bookings", wanted, me)
    changes = {"themes": [THEME], "email": "longer@example.org"}
    say("PATCH", "/api/v1/me", _model(document, "ProfileChangesBody", **changes), me)
    tool = _model(document, "ToolBody", url="https://example.org/" + "a" * 480)
    report = _model(document, "OutcomeBody", outcome="completed", tools=[tool] * 20)
    report["notes"] = "mot " * 2_400  # words: one without end is refused
    report["next_steps"] *= 20
    path = "/api/v1/staff/sessions/{booking_id}/outcome"
    say("POST", path, report, staff, booking_id=booking["id"])
    client.drain()
    client.advance("P2D")
    survey = token_in(client.mails("survey_invitation", "parent@example.org")[0])
    answers = _model(document, "SurveyBody")
    answers["answers"]["how"] *= 20
    say("POST", "/api/v1/survey", answers, survey)
    assert len(say.heard) == 6, say.heard


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("RegistrationBody", "/api/v1/registrations"),
        ("AvailabilityBody", "/api/v1/staff/availabilities"),
    ],
)
def test_what_the_description_calls_required_is_required(
    client: Client, document: dict[str, Any], model: str, path: str
) -> None:
    problem = assert_problem(client.call("POST", path, {}, client.staff()), 422)
    required = document["components"]["schemas"][model]["required"]
    assert {error["field"] for error in problem["errors"]} == set(required)

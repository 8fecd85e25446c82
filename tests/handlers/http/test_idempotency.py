"""Idempotency-Key: a request sent again gives its first answer and changes nothing."""

import hashlib
import itertools
import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import Purpose
from infra.local.system import System
from tests.handlers.http.test_bad_input import Route, assert_problem, everything, nothing_changes
from tests.support.driver import REGISTRATION, THEME, Client
from tests.support.systems import system_for


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


pytestmark = pytest.mark.usefixtures("generous")
system = system_for("module", blank_pages=True)
"""One for all: each test has its own people and days."""


class Fresh:
    """Makes requests that nobody sent before."""

    def __init__(self, client: Client) -> None:
        self.client, self.numbers = client, itertools.count(1)
        self.staff = client.staff()
        self.slots: list[dict[str, Any]] = []
        # In turn, so that two requests in a row come from two people.
        self.people = itertools.cycle([client.register(self.address()) for _ in range(2)])

    def address(self) -> str:
        return f"p{next(self.numbers)}@example.org"

    def slot(self) -> dict[str, Any]:
        if not self.slots:
            day = date(2027, 4, 1) + timedelta(days=next(self.numbers))
            self.slots = self.client.open_day(f"{day}T08:00:00-04:00", f"{day}T20:00:00-04:00")
        return self.slots.pop()

    def route(self, name: str) -> Route:
        made: Callable[[], Route] = getattr(self, f"_{name}")
        return made()

    def booked(self) -> tuple[str, str]:
        token = next(self.people)
        booking = self.client.book(token, self.slot())
        return token, str(booking["id"])

    def _registration(self) -> Route:
        body = {**REGISTRATION, "email": self.address()}
        return Route("POST", "/api/v1/registrations", body)

    def _booking(self) -> Route:
        token, slot = next(self.people), self.slot()
        return Route("POST", "/api/v1/bookings", {"slot_id": slot["id"], "theme": THEME}, token)

    def _reschedule(self) -> Route:
        token, booking = self.booked()
        path = f"/api/v1/bookings/{booking}/reschedule"
        return Route("POST", path, {"slot_id": self.slot()["id"]}, token)

    def _survey(self) -> Route:
        _, booking = self.booked()
        self.client.hold({"id": booking})
        self.client.drain()
        token = wiring.links().token(Purpose.SURVEY, booking, 0, wiring.now())
        answers = {"satisfaction": 5, "shared": True, "idea": "Un café"}
        return Route("POST", "/api/v1/survey", {"answers": answers}, token)

    def _availability(self) -> Route:
        day = date(2028, 4, 1) + timedelta(days=next(self.numbers))
        body = {
            "adviser": "brigadiere@example.org",
            "starts_at": f"{day}T09:00:00-04:00",
            "ends_at": f"{day}T11:00:00-04:00",
        }
        return Route("POST", "/api/v1/staff/availabilities", body, self.staff)

    def _outcome(self) -> Route:
        _, booking = self.booked()
        path = f"/api/v1/staff/sessions/{booking}/outcome"
        return Route("POST", path, {"outcome": "completed", "notes": "Bravo"}, self.staff)


@pytest.fixture(scope="module")
def fresh(system: System) -> Fresh:
    return Fresh(Client(system))


def _other(fresh: Fresh, name: str, route: Route) -> dict[str, Any]:
    """Another body that would be accepted just as well."""
    changes: dict[str, dict[str, Any]] = {
        "registration": {"given_name": "Autre"},
        "booking": {"needs": "Autre chose"},
        "reschedule": {"slot_id": fresh.slot()["id"]},
        "survey": {"answers": {"satisfaction": 1, "shared": False}},
        "availability": {"slot_minutes": 30},
        "outcome": {"notes": "Autre chose"},
    }
    return {**route.body, **changes[name]}


def _send(client: Client, route: Route, key: str | None) -> TestResponse:
    headers = {} if key is None else {"Idempotency_Key": key}
    return client.call(route.method, route.path, route.body, route.token, **headers)


def _whole(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.data, sorted(answer.headers)


PATHS = {
    "registration": "/api/v1/registrations",
    "booking": "/api/v1/bookings",
    "reschedule": "/api/v1/bookings/p1-x/reschedule",
    "survey": "/api/v1/survey",
    "availability": "/api/v1/staff/availabilities",
    "outcome": "/api/v1/staff/sessions/p1-x/outcome",
}
ROUTES = tuple(PATHS)
COUNTED = "Budget"
"""Forms that may mail somebody are counted before all else, the same one each time it comes."""

MAILS = {"registration": 1, "booking": 2, "reschedule": 2, "outcome": 1}
"""What each causes; of a booking and a move, the adviser is told too."""


@pytest.mark.parametrize("name", ROUTES)
def test_the_same_request_gets_the_same_bytes_and_has_one_effect(
    client: Client, fresh: Fresh, name: str, key: str
) -> None:
    route, mailbox = fresh.route(name), client.system.mailbox
    client.drain()
    before = len(mailbox.mails)
    first = _send(client, route, key)
    assert 200 <= first.status_code < 300
    client.drain()
    assert len(mailbox.mails) == before + MAILS.get(name, 0)
    with nothing_changes(client, but=COUNTED):
        for _ in range(2):
            assert _whole(_send(client, route, key)) == _whole(first)


@pytest.mark.parametrize("name", ROUTES)
def test_the_key_with_another_body_is_refused(
    client: Client, fresh: Fresh, name: str, key: str
) -> None:
    route = fresh.route(name)
    first = _send(client, route, key)
    other = _other(fresh, name, route)
    with nothing_changes(client, but=COUNTED):
        problem = assert_problem(_send(client, replace(route, body=other), key), 422)
        assert problem["code"] == "idempotency_key_reused"
        assert _whole(_send(client, route, key)) == _whole(first)


@pytest.mark.parametrize("name", ROUTES)
def test_a_key_that_is_none_is_refused(client: Client, fresh: Fresh, name: str) -> None:
    tokens = {
        "registration": "",
        "survey": wiring.links().token(Purpose.SURVEY, "p1-x", 0, wiring.now()),
        "availability": fresh.staff,
        "outcome": fresh.staff,
    }
    route = Route("POST", PATHS[name], REGISTRATION, tokens.get(name, next(fresh.people)))
    with nothing_changes(client):
        for key in ("", "k" * 256, "clé", "a\tb", "\x7f", "ｋｅｙ".encode().decode("latin-1")):
            problem = assert_problem(_send(client, route, key), 422)
            assert problem["code"] == "invalid_idempotency_key", key


def test_a_key_may_be_as_long_as_a_line(client: Client, fresh: Fresh) -> None:
    route = fresh.route("booking")
    key = "".join(chr(n) for n in range(33, 127)) + "k" * 161
    assert len(key) == 255
    assert _whole(_send(client, route, key)) == _whole(_send(client, route, key))


@pytest.mark.parametrize("name", ["registration", "booking", "reschedule", "survey"])
def test_people_who_use_the_same_key_do_not_collide(
    client: Client, fresh: Fresh, name: str, key: str
) -> None:
    one, other = fresh.route(name), fresh.route(name)
    first = _send(client, one, key)
    second = _send(client, other, key)
    assert first.status_code == second.status_code
    assert 200 <= second.status_code < 300
    assert name in ("registration", "survey") or first.data != second.data


def test_members_of_staff_who_use_the_same_key_do_not_collide(
    client: Client, fresh: Fresh, key: str
) -> None:
    one, other = fresh.route("availability"), fresh.route("availability")
    admin = client.staff("equipe@example.org")
    other = replace(other, body={**other.body, "adviser": "equipe@example.org"}, token=admin)
    answers = [_send(client, one, key), _send(client, other, key)]
    assert [answer.status_code for answer in answers] == [201, 201]


def test_one_key_serves_on_several_routes_and_sessions(
    client: Client, fresh: Fresh, key: str
) -> None:
    """A clumsy client numbers its requests from one again."""
    booking = fresh.route("booking")
    path = "/api/v1/bookings"
    first, second = (
        client.call(
            "POST",
            path,
            {**booking.body, "slot_id": fresh.slot()["id"]},
            booking.token,
            Idempotency_Key=each,
        ).get_json()
        for each in (key, f"{key}-2")
    )
    for booked in (first, second):
        body = {"slot_id": fresh.slot()["id"]}
        moved = client.call(
            "POST", f"{path}/{booked['id']}/reschedule", body, booking.token, Idempotency_Key=key
        )
        assert moved.status_code == 200
        assert moved.get_json()["id"] == booked["id"]
    for booked in (first, second):
        recorded = client.call(
            "POST",
            f"/api/v1/staff/sessions/{booked['id']}/outcome",
            {"outcome": "no_show"},
            fresh.staff,
            Idempotency_Key=key,
        )
        assert recorded.get_json()["id"] == booked["id"]
    client.drain()


def test_the_key_belongs_to_the_person_not_to_one_of_their_links(
    client: Client, fresh: Fresh, key: str
) -> None:
    route = fresh.route("booking")
    first = _send(client, route, key)
    person = wiring.links().read(Purpose.PERSONAL, route.token, wiring.now())[0]
    newer = wiring.links().token(Purpose.SESSION, person, 0, wiring.now())
    with nothing_changes(client):
        assert _whole(_send(client, replace(route, token=newer), key)) == _whole(first)


def test_the_first_answer_stands_even_if_the_world_has_moved_on(
    client: Client, fresh: Fresh, key: str
) -> None:
    booking, moving = fresh.route("booking"), fresh.route("reschedule")
    booked, moved = _send(client, booking, key), _send(client, moving, key)
    for answer, token in ((booked, booking.token), (moved, moving.token)):
        gone = client.call("DELETE", f"/api/v1/bookings/{answer.get_json()['id']}", token=token)
        assert gone.status_code == 204
    client.drain()
    opening = fresh.route("availability")
    opened = _send(client, opening, key)
    for slot in opened.get_json()["slots"]:
        client.call("DELETE", f"/api/v1/staff/slots/{slot['id']}", token=fresh.staff)
    with nothing_changes(client):
        assert _whole(_send(client, booking, key)) == _whole(booked)
        assert _whole(_send(client, moving, key)) == _whole(moved)
        assert _whole(_send(client, opening, key)) == _whole(opened)


def test_a_request_that_failed_is_not_remembered(client: Client, fresh: Fresh, key: str) -> None:
    mine, theirs = fresh.route("booking"), fresh.route("booking")
    taken = client.call("POST", theirs.path, theirs.body, theirs.token).get_json()
    client.drain()
    wanted = replace(mine, body=theirs.body)
    with nothing_changes(client):
        assert assert_problem(_send(client, wanted, key), 409)["code"] == "slot_taken"
        assert_problem(_send(client, replace(mine, body={"slot_id": "?"}), key), 422)
    client.call("DELETE", f"/api/v1/bookings/{taken['id']}", token=theirs.token)
    assert _send(client, wanted, key).status_code == 201


@pytest.mark.parametrize(
    ("name", "wrong", "status"),
    [
        ("registration", {"email": "?"}, 422),
        ("reschedule", {"slot_id": "s1-x"}, 404),
        ("survey", {"answers": {}}, 422),
        ("availability", {"adviser": "personne@example.org"}, 422),
        ("outcome", {"outcome": "?"}, 422),
    ],
)
def test_a_mistake_may_be_corrected_under_its_key(
    client: Client, fresh: Fresh, name: str, wrong: dict[str, Any], status: int, key: str
) -> None:
    route = fresh.route(name)
    with nothing_changes(client):
        assert_problem(_send(client, replace(route, body={**route.body, **wrong}), key), status)
    assert 200 <= _send(client, route, key).status_code < 300


def test_without_a_token_a_key_tells_nothing(client: Client, fresh: Fresh, key: str) -> None:
    route = fresh.route("booking")
    _send(client, route, key)
    with nothing_changes(client):
        for token in ("", "forged", route.token[:-4]):
            assert_problem(_send(client, replace(route, token=token), key), 401)


def test_a_known_address_registered_again_gets_one_more_mail_per_key(
    client: Client, fresh: Fresh, key: str
) -> None:
    known = fresh.address()
    client.register(known)
    client.advance("PT61M")
    route = Route("POST", "/api/v1/registrations", {**REGISTRATION, "email": known.upper()})
    first = _send(client, route, key)
    client.drain()
    assert (first.status_code, client.kinds(known)) == (202, ["registration", "personal_link"])
    client.advance("PT61M")
    with nothing_changes(client, but=COUNTED):
        assert _whole(_send(client, route, key)) == _whole(first)


def test_a_registration_sent_twice_without_a_key_makes_one_person(
    client: Client, fresh: Fresh
) -> None:
    route = fresh.route("registration")
    first = _send(client, route, None)
    with nothing_changes(client, but=COUNTED):
        assert _whole(_send(client, route, None)) == _whole(first)


def test_an_outcome_repeated_under_a_new_key_binds_that_key_too(
    client: Client, fresh: Fresh
) -> None:
    route = replace(fresh.route("outcome"), body={"outcome": "no_show"})
    first = _send(client, route, None)
    assert _whole(_send(client, route, "new")) == _whole(first)
    held = replace(route, body={"outcome": "completed"})
    with nothing_changes(client):
        answer = _send(client, held, "new")
    assert assert_problem(answer, 422)["code"] == "idempotency_key_reused"


def test_what_is_remembered_says_nothing_of_the_key_and_expires(
    client: Client, fresh: Fresh
) -> None:
    before = everything()
    _send(client, fresh.route("registration"), "a-key-one-could-recognise")
    new = [item for key, item in everything().items() if key not in before]
    receipts = [item for item in new if item["type"]["S"] == "Receipt"]
    assert len(receipts) == 1
    assert "recognise" not in json.dumps(receipts)
    assert int(receipts[0]["ttl"]["N"]) > wiring.now().timestamp()


def test_a_receipt_holds_neither_what_was_written_nor_a_hash_of_it_alone(
    client: Client, fresh: Fresh
) -> None:
    """A short answer would be found by trying each that is possible."""
    route, before = fresh.route("outcome"), everything()
    route = replace(route, body={"outcome": "completed", "notes": "Un secret reconnaissable"})
    _send(client, route, "a-key")
    new = [item for key, item in everything().items() if key not in before]
    (receipt,) = (item for item in new if item["type"]["S"] == "Receipt")
    assert "reconnaissable" not in json.dumps(receipt)
    sent = json.dumps(route.body).encode()
    assert receipt["body_hash"]["S"] != hashlib.sha256(sent).hexdigest()


@pytest.mark.parametrize("name", ROUTES)
def test_the_same_request_sent_many_times_at_once_has_one_effect(
    client: Client, fresh: Fresh, name: str, key: str
) -> None:
    route = fresh.route(name)
    client.drain()
    before = len(client.system.mailbox.mails)
    with ThreadPoolExecutor(4) as pool:
        browsers = [Client(client.system) for _ in range(4)]
        headers = {"Idempotency_Key": key}
        told = [
            pool.submit(b.call, route.method, route.path, route.body, route.token, **headers)
            for b in browsers
        ]
        answers = [_whole(each.result()) for each in told]
    assert answers == [answers[0]] * 4
    assert 200 <= answers[0][0] < 300
    client.drain()
    assert len(client.system.mailbox.mails) == before + MAILS.get(name, 0)

"""What `make run` alone answers: the mailbox, the clock, the staff's sessions; and the gateway."""

import email
import email.policy
import json
from datetime import datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from chalicelib.web.http.routing import LONGEST_JSON
from infra.invoking.gateway import LARGEST
from infra.local.clock import MovableClock
from tests.handlers.http.test_bad_input import assert_problem, everything, nothing_changes
from tests.support.driver import REGISTRATION, THEME, Client
from tests.support.systems import system_for

SITE = "http://127.0.0.1:8000"


system = system_for("module", clock=MovableClock)
"""With the clock of `make run`, that goes on by itself."""


def _post(client: Client, path: str, content: bytes) -> TestResponse:
    return client.http.post(path, data=content, content_type="application/json")


def _now(client: Client) -> datetime:
    answer = client.call("GET", "/_local/clock")
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    document = answer.get_json()
    assert document.keys() == {"now"}
    return datetime.fromisoformat(document["now"])


def test_the_clock_begins_at_the_machine_s_time_in_the_programme_s_zone(client: Client) -> None:
    now = _now(client)
    assert abs(now - datetime.now(now.tzinfo)) < timedelta(seconds=30)
    assert now.utcoffset() in (timedelta(hours=-5), timedelta(hours=-4))
    assert now.microsecond == 0


@pytest.mark.parametrize(
    ("duration", "step"),
    [
        ("PT24H", timedelta(hours=24)),
        ("P1D", timedelta(days=1)),
        ("PT90M", timedelta(minutes=90)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("PT0S", timedelta()),
    ],
)
def test_the_clock_advances_by_a_duration(client: Client, duration: str, step: timedelta) -> None:
    before = _now(client)
    answer = client.call("POST", "/_local/clock", {"advance": duration})
    assert answer.status_code == 200
    after = datetime.fromisoformat(answer.get_json()["now"])
    assert timedelta() <= after - before - step < timedelta(seconds=10)
    assert timedelta() <= _now(client) - after < timedelta(seconds=10)


@pytest.mark.parametrize("zone", ["-05:00", "+00:00", "Z", "+05:30"])
def test_the_clock_goes_to_a_moment_in_any_zone(client: Client, zone: str) -> None:
    aim = (_now(client) + timedelta(days=2)).astimezone().replace(tzinfo=None).isoformat() + zone
    answer = client.call("POST", "/_local/clock", {"now": aim})
    assert answer.status_code == 200
    reached = datetime.fromisoformat(answer.get_json()["now"])
    assert timedelta() <= reached - datetime.fromisoformat(aim) < timedelta(seconds=10)


@pytest.mark.parametrize("step", [timedelta(minutes=-1), timedelta(days=-1), timedelta(days=-9999)])
def test_the_clock_refuses_to_go_back(client: Client, step: timedelta) -> None:
    before = _now(client)
    past = {"now": (before + step).isoformat()}
    for body in (past, {"advance": f"-P{-step.days}D"}, {"advance": "-PT1S"}):
        assert_problem(client.call("POST", "/_local/clock", body), 422)
    assert timedelta() <= _now(client) - before < timedelta(seconds=10)


NESTED = b"[" * 100_000
BODIES = {
    "empty": b"",
    "null": b"null",
    "a list": b"[]",
    "nothing": b"{}",
    "not JSON": b"demain",
    "not UTF-8": b"\xff\xfe",
    "a number": b"7",
    "nested": NESTED,
    "nested in a field": b'{"advance":' + NESTED + b'"email":' + NESTED,
    "a surrogate": b'{"email": "\\ud800", "now": "\\ud800", "advance": "\\ud800"}',
    "a null character": b'{"email": "\\u0000", "now": "\\u0000"}',
    "lists": b'{"email": [], "now": [], "advance": []}',
    "objects": b'{"email": {}, "now": {}, "advance": {}}',
    "nulls": b'{"email": null, "now": null, "advance": null}',
    "NaN": b'{"advance": NaN}',
    "infinity": b'{"advance": 1e999}',
    "both": b'{"advance": "PT1H", "now": "2090-01-01T00:00:00Z"}',
    "a wall time": b'{"now": "2090-01-01T00:00:00"}',
    "a date": b'{"now": "2090-01-01"}',
    "a word": b'{"now": "demain"}',
    "no duration": b'{"advance": "demain"}',
    "years": b'{"now": "99999-01-01T00:00:00Z"}',
    "year 0": b'{"now": "0000-01-01T00:00:00Z"}',
}


@pytest.mark.parametrize("path", ["/_local/clock", "/_local/staff-session"])
def test_a_body_that_makes_no_sense_is_refused(client: Client, path: str) -> None:
    before = _now(client)
    with nothing_changes(client):
        for label, content in BODIES.items():
            answer = _post(client, path, content)
            assert answer.status_code in (400, 422), label
            assert_problem(answer)
    assert _now(client) - before < timedelta(seconds=30)


@pytest.mark.parametrize(
    "body",
    [
        {"advance": "P2950000D"},
        {"advance": "P999999999D"},
        {"advance": "P99999999999999D"},
        {"advance": f"PT{10**18}H"},
        {"now": "9999-12-31T23:59:59Z"},
        {"now": "9999-12-31T23:59:59-12:00"},
    ],
    ids=str,
)
def test_the_clock_never_goes_where_nothing_works(client: Client, body: dict[str, str]) -> None:
    """Refused, or the site still answers there."""
    offset = client.system.clock._offset
    try:
        answer = client.call("POST", "/_local/clock", body)
        assert answer.status_code in (200, 422)
        _now(client)
        assert client.staff()
        assert client.call("GET", "/api/v1/slots").status_code == 200
        assert client.http.get("/").status_code == 200
    finally:
        client.system.clock._offset = offset


def test_moving_the_clock_sends_what_has_come_due_before_it_answers(client: Client) -> None:
    day = (_now(client) + timedelta(days=5)).replace(hour=12, minute=0, second=0)
    hours = [day.isoformat(), (day + timedelta(hours=1)).isoformat()]
    token = client.register("due@example.org")
    client.book(token, client.open_day(hours[0], hours[1], [THEME])[0])
    client.move_to((day - timedelta(hours=48)).isoformat())
    kinds = ["registration", "booking_confirmed", "booking_reminder"]
    assert client.kinds("due@example.org") == kinds


def test_draining_sends_what_waits_and_says_nothing(client: Client) -> None:
    client.call("POST", "/api/v1/registrations", {**REGISTRATION, "email": "wait@example.org"})
    assert client.kinds("wait@example.org") == []
    for _ in range(2):
        answer = client.call("POST", "/_local/drain", {})
        assert (answer.status_code, answer.get_json()) == (200, {})
        assert client.kinds("wait@example.org") == ["registration"]
    assert client.call("POST", "/_local/drain").status_code == 200


def test_the_mailbox_lists_each_mail_as_ses_received_it_oldest_first(client: Client) -> None:
    for name in ("un", "deux"):
        client.register(f"{name}@example.org", given_name="Zoé")
    answer = client.call("GET", "/_local/mail")
    assert answer.content_type == "application/json"
    document = answer.get_json()
    assert document.keys() == {"mail"}
    listed = document["mail"]
    assert all(mail.keys() == {"id", "kind", "to", "subject", "sent_at"} for mail in listed)
    assert [mail["to"] for mail in listed[-2:]] == ["un@example.org", "deux@example.org"]
    assert len({mail["id"] for mail in listed}) == len(listed)
    times = [datetime.fromisoformat(mail["sent_at"]) for mail in listed]
    assert times == sorted(times)
    assert all(moment.utcoffset() is not None for moment in times)
    raw = client.call("GET", f"/_local/mail/{listed[-1]['id']}")
    assert (raw.status_code, raw.mimetype) == (200, "message/rfc822")
    message = email.message_from_bytes(raw.data, policy=email.policy.default)
    assert (message["Subject"], listed[-1]["kind"]) == (listed[-1]["subject"], "registration")
    assert "deux@example.org" in message["To"]


def test_the_page_shows_the_mailbox_and_its_buttons(client: Client) -> None:
    client.register("page@example.org")
    page = client.http.get("/_local/")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "page@example.org" in page.text
    for path in ("/_local/clock", "/_local/schedules", "/_local/enter"):
        assert f'action="{path}"' in page.text, path


@pytest.mark.parametrize("end", ["", "/html", "/parts/0"])
def test_a_mail_that_nobody_sent_is_not_found(client: Client, end: str) -> None:
    for identifier in ("inconnu", "0", "-1", "9" * 400, "%00", "é", "a%20b", "1.0"):
        answer = client.call("GET", f"/_local/mail/{identifier}{end}")
        assert assert_problem(answer, 404)["code"] == "not_found"


@pytest.mark.parametrize(
    "address", ["personne@example.org", "", "ana@example.org", "é", "x" * 100_000, "*", "s1"]
)
def test_only_the_team_gets_a_session_of_the_staff(client: Client, address: str) -> None:
    answer = client.call("POST", "/_local/staff-session", {"email": address})
    problem = assert_problem(answer, 422)
    assert problem["errors"][0]["field"] == "email"
    assert "token" not in answer.text


@pytest.mark.parametrize("address", ["equipe@example.org", "brigadiere@example.org"])
def test_the_team_gets_a_token_that_the_api_takes(client: Client, address: str) -> None:
    answer = client.call("POST", "/_local/staff-session", {"email": address.title()})
    assert answer.status_code == 200
    document = answer.get_json()
    assert document.keys() == {"token"}
    client.advance("P400D")
    agenda = client.call("GET", "/api/v1/staff/agenda", token=document["token"])
    assert agenda.status_code == 200


def test_entering_as_nobody_opens_no_session(client: Client) -> None:
    browser = Client(client.system).http
    answer = browser.post("/_local/enter", data={"email": "personne@example.org"})
    assert answer.status_code < 500
    assert browser.get("/equipe").status_code == 401


def test_the_console_without_its_last_slash_leads_to_it(client: Client) -> None:
    answer = client.http.get("/_local", follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_local/nulle-part", 404),
        ("GET", "/_locale", 404),
        ("POST", "/_local/mail", 405),
        ("GET", "/_local/drain", 405),
        ("DELETE", "/_local/clock", 405),
        ("GET", "/_local/staff-session", 405),
    ],
)
def test_what_the_console_does_not_know_is_a_problem(
    client: Client, method: str, path: str, status: int
) -> None:
    assert_problem(client.call(method, path), status)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nulle-part",
        "/api/v1/",
        "/api/v2/me",
        "/api/",
        "/api/v1//me",
        "/api/v1/me/export%00",
        "/api/v1/%F0%9F%92%A5",
        "/api/v1/../../etc/passwd",
        "/api/v1/" + "x" * 60_000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_the_api_does_not_know_is_404(
    client: Client, method: str, path: str
) -> None:
    assert assert_problem(client.call(method, path), 404)["code"] == "not_found"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/nulle-part", "/themes/inconnu/x", "/mon-espace/x"])
def test_a_page_that_nobody_wrote_is_a_page_that_says_so(
    client: Client, method: str, path: str
) -> None:
    answer = client.http.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Introuvable" in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/api/v1/themes"),
        ("PUT", "/api/v1/me"),
        ("GET", "/api/v1/registrations"),
        ("GET", "/api/v1/bookings"),
        ("PATCH", "/api/v1/bookings/p1-x"),
        ("GET", "/api/v1/bookings/p1-x/reschedule"),
        ("DELETE", "/api/v1/survey"),
        ("GET", "/api/v1/staff/availabilities"),
        ("POST", "/api/v1/staff/agenda"),
        ("POST", "/openapi.json"),
        ("POST", "/healthz"),
        ("OPTIONS", "/api/v1/me"),
        ("TRACE", "/api/v1/me"),
        ("CONNECT", "/api/v1/me"),
        ("BREW", "/api/v1/me"),
        ("get", "/api/v1/bookings"),
    ],
)
def test_a_method_that_an_address_does_not_know_is_405(
    client: Client, method: str, path: str
) -> None:
    with nothing_changes(client):
        problem = assert_problem(client.call(method, path), 405)
    assert problem["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/", "/api/v1/themes", "/mon-espace?jeton=x"])
def test_asking_for_headers_alone_is_answered_as_what_is_read_is(client: Client, path: str) -> None:
    """Mail scanners and monitors send HEAD."""
    assert client.http.head(path).status_code == client.http.get(path).status_code


@pytest.mark.parametrize("path", ["/api/v1/registrations", "/inscription", "/api/v1/survey"])
def test_a_body_of_more_than_ten_megabytes_is_413(client: Client, path: str) -> None:
    with nothing_changes(client):
        answer = _post(client, path, b" " * (LARGEST + 1))
    assert assert_problem(answer, 413)["code"] == "too_large"


def test_a_body_as_long_as_the_api_takes_is_read(client: Client) -> None:
    body = json.dumps({**REGISTRATION, "email": "big@example.org"}).encode()
    assert _post(client, "/api/v1/registrations", body.ljust(LONGEST_JSON)).status_code == 202


@pytest.mark.parametrize(
    "accept", ["", "*/*", "text/html", "image/webp", "application/xml;q=0.9", "n'importe quoi"]
)
def test_the_api_answers_whatever_the_client_says_it_accepts(client: Client, accept: str) -> None:
    answer = client.http.get("/api/v1/themes", headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, "application/json")


def test_what_is_local_never_ships(client: Client) -> None:
    """The application itself knows none of these routes: the console stands beside it."""
    routes = client.system.app.app.routes
    assert not [path for path in routes if "_local" in path]


def test_the_demonstration_s_team_exists_in_an_empty_edition(client: Client) -> None:
    staff = [item for item in everything().values() if item["type"]["S"] == "StaffMember"]
    roles = {item["email"]["S"]: item["role"]["S"] for item in staff}
    assert roles == {"equipe@example.org": "admin", "brigadiere@example.org": "adviser"}

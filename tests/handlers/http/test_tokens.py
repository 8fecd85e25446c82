"""Links and sessions: each opens its own door, to its own person, for its own time."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from itsdangerous import URLSafeSerializer
from werkzeug.test import Client as WsgiClient
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.adapters.links import LIFETIMES, Purpose, with_number
from chalicelib.domain.people.participants import Participant
from chalicelib.workflows.people.find_member import find_member
from infra.local.system import System
from tests.handlers.http.test_bad_input import assert_problem, everything, nothing_changes
from tests.support.driver import THEME, BlankPages, Client, token_in
from tests.support.systems import system_for

SITE = "http://127.0.0.1:8000"


system = system_for("module")
"""One for all: hardly any of these requests may change anything."""


@dataclass(frozen=True)
class Person:
    """Somebody with a session held, one to come, and every kind of token."""

    address: str
    booking: str
    document: str
    tokens: dict[Purpose, str]


@pytest.fixture(scope="module")
def people(system: System) -> Iterator[list[Person]]:
    """Ana, and Bob, who is somebody else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(wiring.PROVIDERS, "toolboxes", BlankPages)
        client = Client(system)
        held = client.open_day("2027-03-02T09:00:00-05:00", "2027-03-02T11:00:00-05:00")
        later = client.open_day("2027-03-15T09:00:00-04:00", "2027-03-15T12:00:00-04:00")
        addresses = ("ana@example.org", "bob@example.org")
        personal = [client.register(address) for address in addresses]
        for token, slot in zip(personal, held, strict=True):
            client.hold(client.book(token, slot))
        client.advance("P2D")
        upcoming = [client.book(*each)["id"] for each in zip(personal, later, strict=False)]
        client.drain()
        yield [_person(client, *each) for each in zip(addresses, personal, upcoming, strict=True)]


def _person(client: Client, address: str, personal: str, booking: str) -> Person:
    invitation = client.mails("survey_invitation", address)[0]
    document = client.me(personal)["documents"][0]
    browser = _browser(client)
    browser.post("/equipe/lien", data={"email": "brigadiere@example.org"})
    client.drain()
    sign_in = token_in(client.mails("staff_sign_in", "brigadiere@example.org")[-1])
    browser.post("/equipe/connexion", data={"jeton": sign_in})
    browser.get(f"/mon-espace?jeton={personal}")
    session, staff = browser.get_cookie("brigade_espace"), browser.get_cookie("brigade_equipe")
    who = browser.get_cookie("brigade_espace_qui")
    assert session
    assert staff
    assert who
    tokens = {
        Purpose.PERSONAL: personal,
        Purpose.SURVEY: token_in(invitation),
        Purpose.UNSUBSCRIBE: invitation["List-Unsubscribe"].partition("jeton=")[2].rstrip(">"),
        Purpose.DOCUMENT: document["url"].partition("jeton=")[2],
        Purpose.SESSION: session.value,
        Purpose.SIGN_IN: sign_in,
        Purpose.STAFF: staff.value,
        Purpose.WHO: who.value,
        **_of_an_event(personal),
    }
    return Person(address, booking, document["id"], tokens)


def _of_an_event(personal: str) -> dict[Purpose, str]:
    """What an event's mails and screen would hold; their own doors are tried in their tests."""
    links, now = wiring.links(), wiring.now()
    person, epoch = links.read(Purpose.PERSONAL, personal, now)
    of_seats = (Purpose.TICKET, Purpose.PRESENCE, Purpose.JOIN)
    tokens = {purpose: links.token(purpose, f"{person}-v1", epoch, now) for purpose in of_seats}
    others = {
        Purpose.EVENT_SURVEY: "ev-v1",
        Purpose.REGISTERED: "{}",
        Purpose.ADDRESS: "{}",
        Purpose.CALENDAR: f"{person} 0",
        Purpose.REPORT: "2021-2022",
        Purpose.REQUEST: f"{person}-r1",
        Purpose.COPY: f"{person}-r1",
    }
    return tokens | {
        purpose: links.token(purpose, held, 0, now) for purpose, held in others.items()
    }


@pytest.fixture
def ana(people: list[Person]) -> Person:
    return _again(people[0])


@pytest.fixture
def bob(people: list[Person]) -> Person:
    return _again(people[1])


def _again(person: Person) -> Person:
    """Who may have signed in or out since, with tokens of now: a sign-in link works once."""
    links, now, store = wiring.links(), wiring.now(), wiring.store()
    member = find_member("brigadiere@example.org", store=store)
    subject, epoch = links.read(Purpose.PERSONAL, person.tokens[Purpose.PERSONAL], now)
    participant = store.one(Participant, subject)
    assert member is not None
    assert participant is not None
    session = with_number(subject, participant.session_epoch)
    made = {
        Purpose.SIGN_IN: (with_number(member.id, member.sign_ins), member.link_epoch),
        Purpose.STAFF: (with_number(member.id, member.session_epoch), member.link_epoch),
        Purpose.SESSION: (session, epoch),
        Purpose.WHO: (session, epoch),
    }
    fresh = {purpose: links.token(purpose, *each, now) for purpose, each in made.items()}
    return replace(person, tokens={**person.tokens, **fresh})


def _browser(client: Client) -> WsgiClient:
    """Somebody else's, with no cookie yet."""
    return WsgiClient(client.http.application)


def _submit(browser: WsgiClient, path: str, **fields: str) -> TestResponse:
    """A form, as browsers send it even without a field."""
    content = urlencode(fields)
    return browser.post(path, data=content, content_type="application/x-www-form-urlencoded")


Door = Callable[[WsgiClient, Person, str], TestResponse]


def _api(method: str, path: str, **body: Any) -> Door:
    def knock(browser: WsgiClient, person: Person, token: str) -> TestResponse:
        headers = {"Authorization": f"Bearer {token}"}
        where = path.format(booking=person.booking, document=person.document)
        return browser.open(where, method=method, headers=headers, json=body or None)

    return knock


def _link(method: str, path: str) -> Door:
    def knock(browser: WsgiClient, person: Person, token: str) -> TestResponse:
        where = path.format(document=person.document)
        return browser.open(where, method=method, query_string={"jeton": token})

    return knock


def _cookie(name: str, path: str) -> Door:
    def knock(browser: WsgiClient, person: Person, token: str) -> TestResponse:
        headers = {"Cookie": f"{name}={token}"}
        where = path.format(booking=person.booking, document=person.document)
        return WsgiClient(browser.application, use_cookies=False).get(where, headers=headers)

    return knock


def _form(browser: WsgiClient, person: Person, token: str) -> TestResponse:
    return browser.post("/equipe/connexion", data={"jeton": token})


MINE = {Purpose.PERSONAL, Purpose.SESSION}
OUTCOME = "/api/v1/staff/sessions/{booking}/outcome"

# Each door, the tokens that open it, and those that are known but may not.
DOORS: dict[str, tuple[Door, set[Purpose], set[Purpose]]] = {
    "GET me": (_api("GET", "/api/v1/me"), MINE, {Purpose.STAFF}),
    "PATCH me": (_api("PATCH", "/api/v1/me", role="x"), MINE, {Purpose.STAFF}),
    "book": (
        _api("POST", "/api/v1/bookings", slot_id="x", theme=THEME),
        MINE,
        {Purpose.STAFF},
    ),
    "move": (
        _api("POST", "/api/v1/bookings/{booking}/reschedule", slot_id="x"),
        {*MINE, Purpose.STAFF},
        set(),
    ),
    "GET survey": (_api("GET", "/api/v1/survey"), {Purpose.SURVEY}, set()),
    "agenda": (_api("GET", "/api/v1/staff/agenda"), {Purpose.STAFF}, MINE),
    "open": (
        _api("POST", "/api/v1/staff/availabilities", themes=["?"]),
        {Purpose.STAFF},
        MINE,
    ),
    "withdraw": (_api("DELETE", "/api/v1/staff/slots/s1-x"), {Purpose.STAFF}, MINE),
    "outcome": (_api("POST", OUTCOME, outcome="?"), {Purpose.STAFF}, MINE),
    "the space's link": (_link("GET", "/mon-espace"), {Purpose.PERSONAL}, set()),
    "the survey's link": (_link("GET", "/sondage"), {Purpose.SURVEY}, set()),
    "the unsubscription": (_link("GET", "/desabonnement"), {Purpose.UNSUBSCRIBE}, set()),
    "a document's link": (_link("GET", "/documents/{document}"), {Purpose.DOCUMENT}, set()),
    "a document": (_api("GET", "/documents/{document}"), {*MINE, Purpose.STAFF}, set()),
    "the sign-in": (_link("GET", "/equipe/connexion"), {Purpose.SIGN_IN}, set()),
    "signing in": (_form, {Purpose.SIGN_IN}, set()),
    "the space": (_cookie("brigade_espace", "/mon-espace"), {Purpose.SESSION}, set()),
    "the profile": (_cookie("brigade_espace", "/mon-espace/profil"), {Purpose.SESSION}, set()),
    "a document's page": (
        _cookie("brigade_espace", "/documents/{document}"),
        {Purpose.SESSION},
        set(),
    ),
    "the survey": (_cookie("brigade_sondage", "/sondage"), {Purpose.SURVEY}, set()),
    "the staff's pages": (_cookie("brigade_equipe", "/equipe"), {Purpose.STAFF}, set()),
    "a ticket": (_link("GET", "/evenements/billet"), {Purpose.TICKET}, set()),
    "joining": (_link("GET", "/rejoindre"), {Purpose.JOIN}, set()),
    "a survey on the spot": (
        _link("GET", "/sondage/evenement"),
        {Purpose.EVENT_SURVEY},
        set(),
    ),
    "a report before it is public": (
        _link("GET", "/bilans/2021-2022/apercu"),
        {Purpose.REPORT},
        set(),
    ),
    "the agenda by cookie": (
        _cookie("brigade_equipe", "/api/v1/staff/agenda"),
        {Purpose.STAFF},
        set(),
    ),
}
CHANGING = {"PATCH me", "signing in"}
OF_NO_PERSON = (Purpose.STAFF, Purpose.SIGN_IN, Purpose.EVENT_SURVEY, Purpose.REPORT)
"""What both Ana's and Bob's tokens are of alike."""

STATUSES = {"opens": (200, 303, 404, 422), "may not": (403,), "is not known": (401,)}


def _said(answer: TestResponse) -> str:
    """What came of a knock, after a look at how it was said."""
    said = next((s for s, them in STATUSES.items() if answer.status_code in them), "fails")
    if answer.status_code >= 400:
        if answer.request.path.startswith("/api/"):
            assert_problem(answer)
        assert "Set-Cookie" not in answer.headers
    if answer.status_code == 401 and answer.request.path.startswith("/api/"):
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"
    return said


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_to_the_tokens_made_for_it_alone(
    client: Client, ana: Person, door: str
) -> None:
    knock, right, known = DOORS[door]
    if door in CHANGING:
        told = {p: _said(knock(_browser(client), ana, token)) for p, token in ana.tokens.items()}
    else:
        seen = "Look" if Purpose.STAFF in right else ""  # what the team sees is written down
        with nothing_changes(client, but=seen):
            told = {p: _said(knock(_browser(client), ana, t)) for p, t in ana.tokens.items()}
    assert told == {
        purpose: "opens" if purpose in right else "may not" if purpose in known else "is not known"
        for purpose in ana.tokens
    }


def _forgeries(token: str, other: str, purpose: Purpose) -> dict[str, str]:
    payload, _, signature = token.rpartition(".")
    salt = f"brigade.{purpose.value}"
    return {
        "empty": "",
        "blank": " ",
        "a word": "null",
        "without its end": token[:-4],
        "without its beginning": token[1:],
        "half": token[: len(token) // 2],
        "its payload alone": payload,
        "unsigned": f"{payload}.",
        "its signature alone": f".{signature}",
        "with somebody else's payload": f"{other.rpartition('.')[0]}.{signature}",
        "with a letter changed": ("A" if token[0] != "A" else "B") + token[1:],
        "in capitals": token.upper(),
        "signed by somebody else": str(
            URLSafeSerializer("a guess", salt).dumps(["p1", 0, 9999999999])
        ),
        "signed with an empty key": str(URLSafeSerializer("", salt).dumps(["p1", 0, 9999999999])),
        "endless": token * 500,
        "dots": "." * 100,
        "accents": f"{token}é",
        "full-width": "ｅｙＪ" + token,
        "compressed": ".eJwzAAAAMQAx." + signature,
    }


@pytest.mark.parametrize("door", DOORS)
def test_a_forged_token_opens_no_door(client: Client, ana: Person, bob: Person, door: str) -> None:
    knock, right, _ = DOORS[door]
    purpose = min(right)
    forged = _forgeries(ana.tokens[purpose], bob.tokens[purpose], purpose)
    if purpose in OF_NO_PERSON:
        del forged["with somebody else's payload"]
    with nothing_changes(client):
        told = {label: _said(knock(_browser(client), ana, t)) for label, t in forged.items()}
    assert told == dict.fromkeys(forged, "is not known")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YW5hOnNlY3JldA==", "{token}", "Token {token}", "Bearer\t"],
)
@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/survey", "/api/v1/staff/agenda"])
def test_without_a_bearer_token_nobody_is_known(
    client: Client, ana: Person, path: str, header: str
) -> None:
    given = {"Authorization": header.format(token=ana.tokens[Purpose.PERSONAL])}
    problem = assert_problem(_browser(client).get(path, headers=given if header else {}), 401)
    assert problem["code"] == "unauthenticated"


def test_a_bearer_token_outranks_a_cookie_of_the_staff(client: Client, ana: Person) -> None:
    headers = {
        "Authorization": f"Bearer {ana.tokens[Purpose.PERSONAL]}",
        "Cookie": f"brigade_equipe={ana.tokens[Purpose.STAFF]}",
    }
    browser = WsgiClient(client.http.application, use_cookies=False)
    assert browser.get("/api/v1/me", headers=headers).status_code == 200
    assert browser.get("/api/v1/staff/agenda", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_somebody_else_s_session_can_neither_be_moved_nor_cancelled(
    client: Client, ana: Person, bob: Person, method: str
) -> None:
    free = client.call("GET", "/api/v1/slots").get_json()["slots"][0]["id"]
    path = f"/api/v1/bookings/{ana.booking}" + ("/reschedule" if method == "POST" else "")
    with nothing_changes(client):
        for token in (bob.tokens[Purpose.PERSONAL], bob.tokens[Purpose.SESSION]):
            problem = assert_problem(client.call(method, path, {"slot_id": free}, token), 404)
            assert problem["code"] == "not_found"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("page", ["deplacer", "annuler", "calendrier"])
def test_somebody_else_s_session_has_no_page(
    client: Client, ana: Person, bob: Person, page: str, method: str
) -> None:
    if (page, method) == ("calendrier", "POST"):
        return
    browser = _browser(client)
    browser.get("/mon-espace", query_string={"jeton": bob.tokens[Purpose.PERSONAL]})
    with nothing_changes(client):
        path = f"/mon-espace/rencontres/{ana.booking}/{page}"
        answer = browser.open(
            path, method=method, data={"slot_id": "x-y"} if method == "POST" else None
        )
    assert answer.status_code == 404
    assert ana.booking not in answer.text


@pytest.mark.parametrize("purpose", [Purpose.DOCUMENT, Purpose.PERSONAL, Purpose.SESSION])
def test_somebody_else_s_document_is_not_found(
    client: Client, ana: Person, bob: Person, purpose: Purpose
) -> None:
    door = {
        Purpose.DOCUMENT: _link("GET", "/documents/{document}"),
        Purpose.PERSONAL: _api("GET", "/documents/{document}"),
        Purpose.SESSION: _cookie("brigade_espace", "/documents/{document}"),
    }[purpose]
    answer = door(_browser(client), ana, bob.tokens[purpose])
    assert answer.status_code in (401, 404)
    assert b"%PDF" not in answer.data


def test_each_sees_their_own_space_alone(client: Client, ana: Person, bob: Person) -> None:
    for person, other in ((ana, bob), (bob, ana)):
        answer = client.call("GET", "/api/v1/me", token=person.tokens[Purpose.PERSONAL])
        assert answer.get_json()["profile"]["email"] == person.address
        assert other.address not in answer.text
        assert other.booking not in answer.text


LINKS: dict[str, tuple[str, Purpose]] = {
    "the space": ("/mon-espace", Purpose.PERSONAL),
    "the survey": ("/sondage", Purpose.SURVEY),
    "the unsubscription": ("/desabonnement", Purpose.UNSUBSCRIBE),
    "the sign-in": ("/equipe/connexion", Purpose.SIGN_IN),
    "a document": ("/documents/{document}", Purpose.DOCUMENT),
}
COOKIES = {"/mon-espace": "brigade_espace", "/sondage": "brigade_sondage"}


@pytest.mark.parametrize(("path", "purpose"), LINKS.values(), ids=LINKS.keys())
def test_a_scanner_that_opens_a_link_changes_nothing(
    client: Client, ana: Person, path: str, purpose: Purpose
) -> None:
    where = path.format(document=ana.document)
    with nothing_changes(client):
        for follow in (False, True, True):
            browser = _browser(client)
            answer = browser.get(
                where, query_string={"jeton": ana.tokens[purpose]}, follow_redirects=follow
            )
            assert answer.status_code == (303 if path in COOKIES and not follow else 200)


@pytest.mark.parametrize(("path", "purpose"), LINKS.values(), ids=LINKS.keys())
def test_a_link_leaves_no_trace_in_caches_nor_referrers(
    client: Client, ana: Person, path: str, purpose: Purpose
) -> None:
    where = path.format(document=ana.document)
    for token in (ana.tokens[purpose], "forged"):
        headers = _browser(client).get(where, query_string={"jeton": token}).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "script-src" not in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "name"), COOKIES.items())
def test_the_token_leaves_the_address_for_a_cookie_that_no_script_reads(
    client: Client, ana: Person, path: str, name: str
) -> None:
    token = ana.tokens[LINKS["the space" if path == "/mon-espace" else "the survey"][1]]
    answer = _browser(client).get(path, query_string={"jeton": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    cookie, *who = answer.headers.getlist("Set-Cookie")
    assert all("_qui=" in each and each.endswith("; HttpOnly; SameSite=Lax") for each in who)
    assert re.fullmatch(
        rf"{name}=[\w.-]+; Path=/\w*; Max-Age=14400; HttpOnly; SameSite=Lax", cookie
    )
    assert token not in cookie or path == "/sondage"


def test_the_cookie_of_the_staff_lasts_a_day_s_work_and_no_script_reads_it(
    client: Client, ana: Person
) -> None:
    token = ana.tokens[Purpose.SIGN_IN]
    answer = _browser(client).post("/equipe/connexion", data={"jeton": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/equipe")
    cookie, *_ = answer.headers.getlist("Set-Cookie")
    assert cookie.endswith("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax")
    assert token not in cookie


@pytest.mark.parametrize(
    "other",
    [
        "a=b",
        'consent={"statistics": true}',
        'a="never closed',
        "a[b]=c",
        "a b=c",
        "nom=Zoé",
        "=x",
        "flag",
        "path=/",
        "expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_a_cookie_of_another_site_of_the_domain_signs_nobody_out(
    client: Client, ana: Person, other: str
) -> None:
    browser = WsgiClient(client.http.application, use_cookies=False)
    mine = {
        "/mon-espace": f"brigade_espace={ana.tokens[Purpose.SESSION]}",
        "/sondage": f"brigade_sondage={ana.tokens[Purpose.SURVEY]}",
        "/equipe": f"brigade_equipe={ana.tokens[Purpose.STAFF]}",
    }
    for path, cookie in mine.items():
        for cookies in (f"{other}; {cookie}", f"{cookie}; {other}"):
            assert browser.get(path, headers={"Cookie": cookies}).status_code == 200, cookies


def test_cookies_of_a_site_with_https_are_secure(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed = replace(wiring.settings(), site_url="https://brigade.example.org")
    monkeypatch.setattr(wiring, "settings", lambda: deployed)
    answer = _browser(client).get(f"/mon-espace?jeton={ana.tokens[Purpose.PERSONAL]}")
    assert answer.headers["Set-Cookie"].endswith("; HttpOnly; SameSite=Lax; Secure")


@pytest.mark.parametrize(
    ("leave", "enter", "name"),
    [
        ("/mon-espace/quitter", "/mon-espace?jeton={personal}", "brigade_espace"),
        ("/equipe/quitter", "", "brigade_equipe"),
    ],
)
def test_leaving_takes_the_cookie_away(
    client: Client, ana: Person, leave: str, enter: str, name: str
) -> None:
    browser = _browser(client)
    if enter:
        browser.get(enter.format(personal=ana.tokens[Purpose.PERSONAL]))
    else:
        browser.post("/equipe/connexion", data={"jeton": ana.tokens[Purpose.SIGN_IN]})
    assert browser.get_cookie(name)
    assert _submit(browser, leave).status_code == 303
    assert not browser.get_cookie(name)


FORGED_REQUESTS = {
    "cancelling": ("/mon-espace/rencontres/{booking}/annuler", {"x": ""}),
    "revoking": ("/mon-espace/liens", {"x": ""}),
    "the profile": ("/mon-espace/profil", {"given_name": "X"}),
    "answering": ("/sondage", {"satisfaction": "1", "shared": "non"}),
    "an outcome": ("/equipe/rencontres/{booking}", {"outcome": "no_show"}),
    "a slot": ("/equipe/semaine/ouvrir", {"day": "2027-03-20", "from": "09:00", "to": "10:00"}),
    "the staff's API": ("/api/v1/staff/availabilities", {}),
}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_a_form_on_another_site_cannot_use_the_cookies(
    client: Client, ana: Person, headers: dict[str, str]
) -> None:
    browser = _browser(client)
    browser.get(f"/mon-espace?jeton={ana.tokens[Purpose.PERSONAL]}")
    browser.get(f"/sondage?jeton={ana.tokens[Purpose.SURVEY]}")
    browser.post("/equipe/connexion", data={"jeton": ana.tokens[Purpose.SIGN_IN]})
    told = {}
    with nothing_changes(client):
        for label, (path, fields) in FORGED_REQUESTS.items():
            where = path.format(booking=ana.booking)
            answer = browser.post(where, data=fields, headers=headers)
            told[label] = answer.status_code
    assert told == dict.fromkeys(FORGED_REQUESTS, 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},  # as our pages send no referrer
        {"Origin": "null"},
        {},
    ],
    ids=str,
)
def test_a_form_on_our_own_pages_is_taken_whatever_the_browser_says(
    client: Client, ana: Person, headers: dict[str, str]
) -> None:
    browser = _browser(client)
    browser.get(f"/mon-espace?jeton={ana.tokens[Purpose.PERSONAL]}")
    answer = browser.post("/mon-espace/profil", data={"given_name": ""}, headers=headers)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_one_click_unsubscribes_without_a_cookie_and_for_good(
    client: Client, content_type: str
) -> None:
    address = f"click-{len(content_type)}@example.org"
    token = client.register(address)
    person = wiring.links().read(Purpose.PERSONAL, token, wiring.now())[0]
    link = wiring.links().token(Purpose.UNSUBSCRIBE, person, 0, wiring.now())
    body = b"List-Unsubscribe=One-Click"
    if "multipart" in content_type:
        head = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
        body = head + b"One-Click\r\n--b--\r\n"
    browser = WsgiClient(client.http.application, use_cookies=False)
    key = (f"PERSON#{person}", "PROFILE")
    assert "unsubscribed_at" not in everything()[key]
    for _ in range(2):
        path = f"/desabonnement?jeton={link}"
        answer = browser.post(path, data=body, content_type=content_type)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert everything()[key]["unsubscribed_at"]["S"] == wiring.now().strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        )
    _submit(browser, f"/desabonnement?jeton={link}&retour=oui")
    assert "unsubscribed_at" not in everything()[key]


def test_one_click_with_a_token_of_another_kind_unsubscribes_nobody(
    client: Client, ana: Person
) -> None:
    body = {"List-Unsubscribe": "One-Click"}
    with nothing_changes(client):
        for purpose in set(Purpose) - {Purpose.UNSUBSCRIBE}:
            path = f"/desabonnement?jeton={ana.tokens[purpose]}"
            assert _browser(client).post(path, data=body).status_code == 401
        assert _browser(client).post("/desabonnement", data=body).status_code == 401


def test_revoked_links_stop_at_once_and_a_new_one_is_mailed(client: Client) -> None:
    """All but the one that unsubscribes: the law wants it to keep working."""
    address = "revoked@example.org"
    token = client.register(address)
    person, epoch = wiring.links().read(Purpose.PERSONAL, token, wiring.now())
    unsubscribe = wiring.links().token(Purpose.UNSUBSCRIBE, person, epoch, wiring.now())
    browser = _browser(client)
    browser.get(f"/mon-espace?jeton={token}")
    session = browser.get_cookie("brigade_espace")
    assert session
    answer = _submit(browser, "/mon-espace/liens")
    assert answer.status_code == 303
    client.drain()
    for old in (token, session.value):
        problem = assert_problem(client.call("GET", "/api/v1/me", token=old), 401)
        assert problem["code"] == "invalid_token"
    headers = {"Cookie": f"brigade_espace={session.value}"}
    stale = WsgiClient(client.http.application, use_cookies=False)
    assert stale.get("/mon-espace", headers=headers).status_code == 401
    assert client.me(client.token_for(address, "personal_link"))["profile"]["email"] == address
    assert _submit(stale, f"/desabonnement?jeton={unsubscribe}").status_code == 200


def test_an_older_link_works_beside_a_newer_one(client: Client) -> None:
    """Moves the clock, as the next: the last of this module."""
    first = client.register("older@example.org")
    client.advance("PT61M")
    _browser(client).post("/mon-espace/lien", data={"email": "older@example.org"})
    client.drain()
    second = client.token_for("older@example.org", "personal_link")
    assert first != second
    assert client.me(first) == client.me(second)


def test_each_token_ends_when_its_time_is_over(client: Client) -> None:
    token = client.register("time@example.org")
    slot = client.open_day("2027-03-20T09:00:00-04:00", "2027-03-20T10:00:00-04:00")[0]
    client.hold(client.book(token, slot))
    client.drain()
    now, links = wiring.now(), wiring.links()
    subject = links.read(Purpose.PERSONAL, token, now)[0]
    booking = client.me(token)["sessions"][0]["id"]
    member = find_member("brigadiere@example.org", store=wiring.store())
    assert member is not None
    staff = member.id
    subjects = {
        Purpose.SURVEY: booking,
        Purpose.DOCUMENT: booking,
        Purpose.SIGN_IN: with_number(staff, member.sign_ins),
        Purpose.STAFF: with_number(staff, member.session_epoch),
        Purpose.TICKET: f"{subject}-v1",
        Purpose.JOIN: f"{subject}-v1",
        Purpose.EVENT_SURVEY: "ev-v1",
    }
    tokens = {p: links.token(p, subjects.get(p, subject), 0, now) for p in Purpose}
    person = Person("time@example.org", booking, booking, tokens)
    doors = {
        Purpose.SIGN_IN: "the sign-in",
        Purpose.SESSION: "the space",
        Purpose.STAFF: "agenda",
        Purpose.DOCUMENT: "a document's link",
        Purpose.SURVEY: "GET survey",
        Purpose.PERSONAL: "GET me",
        Purpose.UNSUBSCRIBE: "the unsubscription",
        Purpose.TICKET: "a ticket",
        Purpose.JOIN: "joining",
        Purpose.EVENT_SURVEY: "a survey on the spot",
    }
    assert LIFETIMES[Purpose.UNSUBSCRIBE] >= timedelta(days=60)
    for purpose in sorted(doors, key=LIFETIMES.__getitem__):  # a code needs the team's session too
        knock = DOORS[doors[purpose]][0]
        end = now + LIFETIMES[purpose]
        if wiring.now() < end - timedelta(seconds=1):
            client.move_to((end - timedelta(seconds=1)).isoformat())
            assert _said(knock(_browser(client), person, tokens[purpose])) == "opens", purpose
        client.move_to(end.isoformat())
        answer = knock(_browser(client), person, tokens[purpose])
        assert _said(answer) == "is not known", purpose
        if answer.content_type == "application/problem+json":
            assert answer.get_json()["code"] == "expired_token"

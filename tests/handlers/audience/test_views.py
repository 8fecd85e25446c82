"""Pages are looked at, by several browsers over several days, and nothing is kept of who looked."""

import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from werkzeug.test import Client as WsgiClient
from werkzeug.test import TestResponse

from chalicelib import wiring
from chalicelib.domain.audience.figures import Audience, Day, added_up
from chalicelib.domain.audience.summary import EditionAudience
from chalicelib.domain.audience.visitors import SALT, AudienceSalt
from infra.local.site import Site
from infra.local.system import System
from tests.support.driver import Client
from tests.support.events import EventClient
from tests.support.injected import Calls

MONDAY, TUESDAY, NEXT_MONDAY = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 8)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
KINDS = ("AudienceSalt", "Seen", "PageDay", "EditionAudience")
PICTURE = re.compile(r'<img class="seen" src="([^"]+)"')


class Browser:
    """Looks at pages as a browser does: with their pictures, and a cache of its own."""

    def __init__(self, system: System, address: str, agent: str, **always: str) -> None:
        self._http = WsgiClient(Site(system), use_cookies=False)
        self._from = {"REMOTE_ADDR": address}
        self._always = {"User-Agent": agent} | always
        self._kept: dict[str, TestResponse] = {}

    def look(self, path: str, **headers: str) -> TestResponse:
        page = self.get(path, **headers)
        for picture in PICTURE.findall(page.text):
            answer = self.get(picture, **headers)
            if answer.status_code == 303:
                self.get(answer.headers["Location"], **headers)
        return page

    def get(self, path: str, **headers: str) -> TestResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {**self._always, **given, **self._asking(path)}
        answer = self._http.get(path, headers=sent, environ_base=self._from)
        assert answer.status_code in (200, 303, 304), answer.text
        if answer.status_code == 304:
            return self._kept[path]
        if answer.headers["Cache-Control"] != "no-store":
            self._kept[path] = answer
        return answer

    def _asking(self, path: str) -> dict[str, str]:
        """The headers by which a browser asks whether what it has is still true."""
        if path not in self._kept:
            return {}
        held = self._kept[path].headers
        names = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
        return {asks: held[said] for asks, said in names.items() if said in held}


@pytest.fixture
def ana(system: System) -> Browser:
    return Browser(system, "203.0.113.7", FIREFOX)


@pytest.fixture
def bo(system: System) -> Browser:
    return Browser(system, "198.51.100.23", SAFARI)


def figures() -> Audience:
    return added_up(wiring.store().page_days(MONDAY, date(2027, 12, 31)))


def kept() -> Iterable[Any]:
    found = wiring.client("dynamodb").scan(TableName=wiring.settings().table)["Items"]
    return [item for item in found if item["type"]["S"] in KINDS]


def test_people_are_counted_by_day_and_who_is_new_by_week(
    client: Client, ana: Browser, bo: Browser
) -> None:
    for path in ("/", "/", "/themes/decouvrabilite"):
        ana.look(path)
    bo.look("/")
    Browser(client.system, "203.0.113.7", BOT).look("/")
    assert figures().days == (Day(MONDAY, 4, 2, 2),)
    assert figures().pages == {"/": 3, "/themes/decouvrabilite": 1}
    client.move_to("2027-03-02T10:00:00-05:00")
    ana.look("/evenements")  # another page than on the day before
    Browser(client.system, "192.0.2.5", SAFARI).look("/evenements")
    assert figures().days[1:] == (Day(TUESDAY, 2, 2, 1),)
    client.move_to("2027-03-08T10:00:00-05:00")
    ana.look("/")
    bo.look("/")
    assert figures().days[2:] == (Day(NEXT_MONDAY, 2, 2, 2),)
    assert sum(figures().pages.values()) == figures().visits == 8


def test_an_event_and_a_series_are_counted_by_their_address_if_they_are_there(
    system: System, ana: Browser
) -> None:
    event = EventClient(system).create()
    ana.look(f"/evenements/{event['id']}")
    for typed in ("/evenements/ev-v00", "/themes/secret", "/evenements/series/sr-0", "/canari", ""):
        answer = ana.get(f"/vu?page={typed}")
        assert answer.mimetype == "image/gif", typed
    assert figures().pages == {f"/evenements/{event['id']}": 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_GPC": "1"},
        {"DNT": "1"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "image"},
        {"Sec_Fetch_Site": "none", "Sec_Fetch_Dest": "document"},
        {"User_Agent": ""},
        {"User_Agent": BOT},
        {"Cookie": "brigade_equipe=x"},
    ],
    ids=str,
)
def test_who_asks_not_to_be_counted_or_does_not_see_the_page_is_not(
    ana: Browser, headers: dict[str, str]
) -> None:
    ana.look("/", **headers)
    assert kept() == []


def test_head_counts_nothing_and_a_browser_that_says_all_that_it_does_is_counted(
    client: Client, ana: Browser
) -> None:
    client.http.head("/vu?page=/", headers={"User-Agent": FIREFOX})
    client.http.head("/vu/semaine", headers={"User-Agent": FIREFOX})
    assert kept() == []
    ana.look("/", Sec_Fetch_Site="same-origin", Sec_Fetch_Dest="image", Sec_GPC="0")
    assert figures().days == (Day(MONDAY, 1, 1, 1),)


def test_somebody_new_is_new_once_however_often_the_week_s_picture_is_asked_for(
    client: Client, ana: Browser
) -> None:
    stranger = {"headers": {"User-Agent": FIREFOX}, "environ_base": {"REMOTE_ADDR": "203.0.113.7"}}
    client.http.get("/vu/semaine", **stranger)
    assert kept() == []  # without a page, nobody
    ana.look("/")
    for _ in range(3):
        client.http.get("/vu/semaine", **stranger)
    assert figures().days == (Day(MONDAY, 1, 1, 1),)


def test_pages_of_one_s_own_and_of_the_team_carry_no_picture(system: System) -> None:
    client = EventClient(system)
    token = client.sign_in()
    client.http.set_cookie("brigade_equipe", client.staff())
    own = ("/mon-espace", "/mon-espace/profil", "/equipe", "/equipe/evenements", "/mon-espace/lien")
    pages = [client.http.get(path) for path in own]
    pages.append(client.http.get(f"/mon-espace?jeton={token}"))
    assert [page.status_code for page in pages] == [200] * 5 + [303]
    assert [page.request.path for page in pages if PICTURE.search(page.text)] == []


def test_the_salt_of_a_day_is_destroyed_and_the_next_day_has_another(
    client: Client, ana: Browser
) -> None:
    ana.look("/")
    first = wiring.store().one(AudienceSalt, SALT)
    assert first is not None
    client.move_to("2027-03-01T23:55:00-05:00")
    assert wiring.store().one(AudienceSalt, SALT) == first
    client.move_to("2027-03-02T00:05:00-05:00")  # sweeps pass, and nobody looks
    assert wiring.store().one(AudienceSalt, SALT) is None
    ana.look("/")
    second = wiring.store().one(AudienceSalt, SALT)
    assert second is not None
    assert second.secret != first.secret
    assert first.secret not in str(kept())


def test_nothing_of_who_looked_is_in_the_table_or_in_a_log(
    system: System, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    canary = Browser(system, "203.0.113.77", f"{FIREFOX} Canari/7", Accept_Language="canari")
    canary.look("/", Cookie="essai=canari")
    canary.look("/themes", X_Forwarded_For="203.0.113.77", Referer="https://canari.example/")
    canary.get("/vu?page=/canari")
    items = str(kept())
    assert "PageDay" in items
    out, err = capfd.readouterr()
    said = "\n".join((items, caplog.text, out, err)).casefold()
    assert [word for word in ("canari", "203.0.113", "firefox", "linux") if word in said] == []


def test_the_pictures_say_nothing_by_which_a_browser_is_known_again(system: System) -> None:
    """To two browsers, the same to the byte, whatever they send."""
    answers = []
    for address, agent, cookie in (("203.0.113.7", FIREFOX, "a"), ("198.51.100.23", SAFARI, "b")):
        http = WsgiClient(Site(system))
        sent = {"User-Agent": agent, "Cookie": f"brigade_espace={cookie}"}
        for path in ("/vu?page=/", "/vu?page=/", "/vu/semaine"):
            got = http.get(path, headers=sent, environ_base={"REMOTE_ADDR": address})
            answers.append((path, got.status_code, dict(got.headers), got.data))
    assert answers[:3] == answers[3:]
    assert "Set-Cookie" not in str(answers)


def test_the_team_reads_visits_by_day_and_page(client: Client, ana: Browser, bo: Browser) -> None:
    for path in ("/", "/themes", "/themes"):
        ana.look(path)
    client.move_to("2027-03-03T10:00:00-05:00")
    bo.look("/")
    path, token = "/api/v1/staff/audience", client.staff()
    monday = {
        "day": "2027-03-01",
        "visits": 3,
        "people": 1,
        "new_week": 1,
        "pages": {"/themes": 2, "/": 1},
    }
    whole = client.call("GET", path, token=token).get_json()
    assert whole["days"][0] == monday
    assert (whole["visits"], whole["pages"]) == (4, {"/": 2, "/themes": 2})
    first = client.call("GET", f"{path}?from=2027-03-01&to=2027-03-02", token=token).get_json()
    assert first == {"visits": 3, "days": [monday], "pages": monday["pages"]}
    for wrong in ("from=hier", "from=2027-03-02&to=2027-03-01", "from=2001-01-01"):
        assert client.call("GET", f"{path}?{wrong}", token=token).status_code == 422


def test_the_sum_of_an_edition_is_what_was_counted_whenever_the_sweeps_passed(
    client: Client, ana: Browser, bo: Browser
) -> None:
    """Also of what was counted between the last sweep of a day and midnight."""
    slug = wiring.programme().edition.slug
    for moment in (
        "2027-03-01T09:04:00-05:00",
        "2027-03-01T23:58:00-05:00",
        "2027-03-02T00:01:00-05:00",
        "2027-03-02T00:07:00-05:00",
        "2027-03-09T12:00:00-05:00",
    ):
        client.move_to(moment)
        ana.look("/")
        bo.look("/themes")
    client.advance("PT5M")
    held = wiring.store().one(EditionAudience, slug)
    assert held is not None
    assert held.audience.document() == replace(figures(), by_day={}).document()
    client.advance("P1D")  # the day is closed once, and nobody comes
    closed = wiring.store().one(EditionAudience, slug)
    assert closed is not None
    assert closed.audience == held.audience
    client.advance("P1D")
    assert wiring.store().one(EditionAudience, slug) == closed


def test_the_team_s_report_shows_the_peak_in_no_call_more(client: Client, ana: Browser) -> None:
    slug = wiring.programme().edition.slug
    client.http.set_cookie("brigade_equipe", client.staff())
    assert 'id="visites"' not in client.http.get(f"/equipe/bilans/{slug}").text
    for path in ("/", "/themes", "/evenements"):
        ana.look(path)
    client.advance("PT5M")
    reads = [Calls(wiring.client("dynamodb"), name) for name in ("BatchGetItem", "Query")]
    page = client.http.get(f"/equipe/bilans/{slug}")
    assert [each.count for each in reads] == [1, 1]
    assert re.search("avec une pointe le 1er mars", page.text)
    report = client.call("GET", f"/api/v1/staff/report?edition={slug}", token=client.staff())
    assert "audience" not in report.get_json()  # no part of an edition's own records


def test_a_view_takes_three_calls_a_first_one_five(ana: Browser) -> None:
    """Bounded, whatever was counted before; the page itself asks for none of it."""
    made: list[str] = []

    def note(model: Any, **_: Any) -> None:
        made.append(model.name)

    wiring.refresh()  # what admins set, which a container asks for once a minute
    wiring.client("dynamodb").meta.events.register("before-call.dynamodb", note)
    ana.look("/")
    first, made[:] = made[:], []
    ana.look("/")
    again, made[:] = made[:], []
    figures()
    read, write = "BatchGetItem", "TransactWriteItems"
    assert first == [read, write, read, read, write]
    assert again == [read, read, write]
    assert made == ["Query"]

"""What may be kept, by whom, and how a browser asks whether it is still true."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.support.driver import THEME, Client
from tests.support.events import EventClient
from tests.support.systems import system_for

PUBLIC = (
    "/",
    "/themes",
    f"/themes/{THEME}",
    "/evenements",
    "/confidentialite",
    "/accessibilite",
    "/api/v1/themes",
    "/openapi.json",
)
FORMS = ("/inscription", "/mon-espace/lien")

system = system_for("module", blank_pages=True)


@pytest.fixture(scope="module")
def event(system: object) -> str:
    client = EventClient(system)  # type: ignore[arg-type]
    return f"/evenements/{client.create(public=True)['id']}"


def keyless(answer: TestResponse) -> bytes:
    """What is answered, without forms' keys: they are other ones each time a page is drawn."""
    return re.sub(rb'name="cle" value="[0-9a-f]+"', b"", answer.data)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_kept_by_everybody_and_shared_for_a_minute(
    client: Client, path: str
) -> None:
    told = client.http.get(path).headers["Cache-Control"]
    assert "public" in told
    assert "max-age=0" in told
    assert 0 < int(re.findall(r"s-maxage=(\d+)", told)[0]) <= 300


@pytest.mark.parametrize("path", ["/", "/evenements", f"/themes/{THEME}"])
def test_what_shared_caches_keep_holds_nobodys_session(client: Client, path: str) -> None:
    """A session in use is renewed by a cookie, which the next reader would be given as well."""
    browser = Client(client.system).http
    browser.get(f"/mon-espace?jeton={client.register('cache@example.org')}")
    client.advance("PT2H")
    for asked in ({}, {"If-None-Match": client.http.get(path).headers["ETag"]}):
        answer = browser.get(path, headers=asked)
        assert answer.status_code in (200, 304)
        assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" in browser.get("/mon-espace").headers


@pytest.mark.parametrize("path", FORMS)
def test_a_form_is_kept_by_its_browser_alone(client: Client, path: str) -> None:
    told = client.http.get(path).headers["Cache-Control"]
    assert told == "private, no-cache"


@pytest.mark.parametrize("path", [*PUBLIC, *FORMS, "/static/site.css", "/sitemap.xml"])
def test_who_has_it_already_is_told_so_without_it(client: Client, path: str) -> None:
    first = client.http.get(path)
    tag = first.headers["ETag"]
    for asked in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.http.get(path, headers={"If-None-Match": asked})
        assert (again.status_code, again.data) == (304, b""), asked
        for name in ("ETag", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name], name
    other = client.http.get(path, headers={"If-None-Match": '"other"'})
    assert (other.status_code, keyless(other)) == (200, keyless(first))
    assert "Accept-Encoding" in first.headers["Vary"]


def test_an_event_is_kept_for_who_is_nobody_and_not_for_who_has_a_session(
    client: Client, event: str
) -> None:
    anybody = client.http.get(event)
    assert anybody.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in anybody.headers["Vary"]
    browser = Client(client.system).http
    browser.get(f"/mon-espace?jeton={client.register('garde@example.org')}")
    theirs = browser.get(event, headers={"If-None-Match": anybody.headers["ETag"]})
    assert theirs.status_code == 200
    assert theirs.headers["Cache-Control"] == "no-store"
    assert "ETag" not in theirs.headers


@pytest.mark.parametrize(
    "path", ["/inscription?jeton=x", "/themes?jeton=x", "/mon-espace", "/equipe"]
)
def test_nothing_is_kept_where_a_token_is_or_might_be(client: Client, path: str) -> None:
    answer = Client(client.system).http.get(path)
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_a_form_is_answered_is_never_kept(client: Client) -> None:
    answer = client.http.post("/inscription", data={"given_name": "Ana"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "no-store")


def test_a_page_names_its_files_by_what_they_hold(client: Client) -> None:
    """A browser keeps them for a year, and asks for others after a change."""
    page = client.http.get("/").text
    named = set(re.findall(r'(?:href|content)="[^"]*?(/static/[^"]+)"', page))
    assert len(named) == 4
    sheet = next(name for name in named if name.endswith(".css"))
    style = client.http.get(sheet)
    within = {f"/static/{name}" for name in re.findall(r'url\("([^":]+)"\)', style.text)}
    assert len(within) == 7
    for address in named | within:
        answer = client.http.get(address)
        told = answer.headers["Cache-Control"]
        assert (answer.status_code, told) == (200, "public, max-age=31536000, immutable"), address
    assert named & within  # what is loaded beforehand is what the style sheet asks for


@pytest.mark.parametrize("name", ["site.css", "site.0123456789ab.css", "icon.svg"])
def test_an_address_that_does_not_change_goes_on_working_and_is_kept_briefly(
    client: Client, name: str
) -> None:
    answer = client.http.get(f"/static/{name}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=3600")


@pytest.mark.parametrize(
    "name", ["autre.0123456789ab.css", "site.css.0123456789ab", "..%2Fwords.toml"]
)
def test_a_file_that_is_not_there_is_not_found(client: Client, name: str) -> None:
    assert client.http.get(f"/static/{name}").status_code == 404

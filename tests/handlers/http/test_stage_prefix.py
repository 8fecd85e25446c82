"""Without a domain of its own, the site lives under API Gateway's stage: `https://…/api`."""

import re

import pytest

from tests.support.driver import THEME, Client
from tests.support.systems import system_for

SITE = "https://abc123.execute-api.example.org/api"
LINK = re.compile(r'(?:href|src|action)="(/[^"]*)"')
PAGES = (
    "/",
    "/themes",
    "/evenements",
    "/equipe/evenements",
    "/inscription",
    "/mon-espace",
    "/equipe",
    "/confidentialite",
    "/nulle-part",
)


system = system_for(site=SITE)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_keeps_the_prefix(client: Client, path: str) -> None:
    links = LINK.findall(client.http.get(path).text)
    assert links
    assert [link for link in links if not link.startswith("/api/")] == []


def test_redirects_and_cookies_keep_the_prefix(client: Client) -> None:
    opened = client.http.get(f"/mon-espace?jeton={client.register()}")
    assert opened.headers["Location"] == "/api/mon-espace"
    assert "Path=/api/;" in opened.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "path", ["/", "/mon-espace", "/api/v1/themes", "/nulle-part", "/static/site.css"]
)
def test_by_https_a_browser_is_told_to_stay_with_it(client: Client, path: str) -> None:
    told = client.http.get(path).headers["Strict-Transport-Security"]
    assert int(told.removeprefix("max-age=")) >= 180 * 24 * 60 * 60


def test_a_client_made_from_the_description_finds_the_api(client: Client) -> None:
    assert client.call("GET", "/openapi.json").get_json()["servers"] == [{"url": SITE}]


def test_the_forms_of_ones_own_space_keep_the_prefix(client: Client) -> None:
    (slot,) = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T10:00:00-05:00")
    opened = client.http.get(f"/mon-espace?jeton={client.register()}")
    name, _, session = opened.headers["Set-Cookie"].partition(";")[0].partition("=")
    client.http.set_cookie(name, session)  # the gateway takes the prefix away, not the browser
    page = client.http.get(f"/mon-espace/reserver?theme={THEME}").text
    assert slot["id"] in page
    assert [link for link in LINK.findall(page) if not link.startswith("/api/")] == []

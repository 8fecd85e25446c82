"""The door of an event on the team's phone, the ticket on a participant's, without JavaScript."""

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.adapters.links import Links, Purpose
from infra.driving import link_in, token_of
from tests.browser.conftest import PHONE
from tests.browser.test_journey import mail_to, post, register


def now(site: str) -> datetime:
    with urllib.request.urlopen(f"{site}/_local/clock", timeout=60) as answer:
        return datetime.fromisoformat(json.load(answer)["now"])


def call(site: str, path: str, body: Any, token: str) -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(site + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def fits(page: Page) -> None:
    """No sideways scroll, and what one presses is as tall as a thumb."""
    page.wait_for_function(  # a page that is being left has no element
        "width => document.documentElement?.scrollWidth <= width", arg=PHONE["width"]
    )
    for button in page.locator("main button, main .button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_person_is_welcomed_by_their_code_and_another_by_name(
    phone: Page, browser: Browser, site: str
) -> None:
    token = post(site, "/_local/staff-session", {"email": "brigadiere@example.org"})["token"]
    start = now(site) + timedelta(minutes=30)
    event = {
        "title": "Rencontre hybride",
        "kind": "hybrid_prototype",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(minutes=90)).isoformat(),
        "mode": "hybrid",
        "capacity": {"in_person": 5, "online": 5},
        "online_url": f"{site}/themes",
        "public": True,
    }
    event_id = call(site, "/api/v1/staff/events", event, token)["id"]
    placed = {}
    for name in ("Aline", "Benoît"):
        address = f"{name[0].lower()}.accueil@example.org"
        register(phone, address, name)
        personal = token_of(link_in(mail_to(site, address, "registration")))
        mode = {"mode": "in_person" if name == "Aline" else "online"}
        path = f"/api/v1/events/{event_id}/registrations"
        placed[name] = call(site, path, mode, personal)["id"]

    ticket = mail_to(site, "a.accueil@example.org", "event_confirmed")
    phone.goto(next(line for line in ticket.split() if "/evenements/billet" in line))
    expect(phone.get_by_role("img", name="Code de votre billet")).to_be_visible()
    fits(phone)
    drawn = phone.locator(".ticket img").evaluate("image => image.naturalWidth")
    assert drawn > 200

    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=site)
    door = context.new_page()
    context.add_cookies([{"name": "brigade_equipe", "value": token, "url": site}])
    code = _code(site, placed["Aline"])
    door.goto(code)
    fits(door)
    door.get_by_role("button", name="Noter la présence").click()
    expect(door.get_by_role("status")).to_contain_text("Présence marquée à")
    door.goto(code)
    expect(door.get_by_role("status")).to_contain_text("Déjà marqué à")

    door.get_by_role("link", name="Accueillir par nom").click()
    door.get_by_label("Nom de la personne").fill("benoit")
    door.get_by_role("button", name="Chercher").click()
    expect(door.get_by_role("button", name="Benoît")).to_be_visible()
    fits(door)
    door.get_by_role("button", name="Benoît").click()
    expect(door.get_by_role("status")).to_contain_text("Benoît")
    expect(door.get_by_text("2 sur 1")).to_be_visible()
    context.close()


@pytest.fixture
def meeting_service(site: str) -> Iterator[str]:
    """An address that, as those of video services do, sends on to another host."""
    room = site.replace("127.0.0.1", "localhost") + "/themes"

    class SendOn(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", room)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), SendOn)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/j/123"
    server.shutdown()
    server.server_close()


def test_the_join_link_leads_to_the_online_room(
    phone: Page, site: str, meeting_service: str
) -> None:
    token = post(site, "/_local/staff-session", {"email": "brigadiere@example.org"})["token"]
    start = now(site) + timedelta(minutes=10)
    event = {
        "title": "Rencontre en ligne",
        "kind": "cohort",
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(minutes=90)).isoformat(),
        "mode": "online",
        "capacity": {"online": 5},
        "online_url": meeting_service,
    }
    event_id = call(site, "/api/v1/staff/events", event, token)["id"]
    register(phone, "c.lien@example.org", "Carole")
    personal = token_of(link_in(mail_to(site, "c.lien@example.org", "registration")))
    call(site, f"/api/v1/events/{event_id}/registrations", {"mode": "online"}, personal)
    mail = mail_to(site, "c.lien@example.org", "event_confirmed")
    phone.goto(next(line for line in mail.split() if "/rejoindre" in line))
    fits(phone)
    phone.get_by_role("button", name="Entrer dans la rencontre").click()
    phone.wait_for_url("http://localhost:*/themes")


def _code(site: str, registration_id: str) -> str:
    """What the ticket's code says: the embedded default signs with a key that it tells."""
    links = Links(["embedded-default-key-for-loopback-only"], site)
    token = links.token(Purpose.PRESENCE, registration_id, 0, datetime.now(UTC))
    return links.url("/equipe/presences", token)

"""The brigadière's Monday, with a thumb at 360 px and with the keyboard alone.

The seconds are those of a model of hands (`tests/support/hands.py`), the same on any machine.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.system import System
from tests.support.driver import CALLER, THEME, Client, text_of
from tests.support.hands import Hand, Keys, Thumb
from tests.support.systems import system_for

from .conftest import LAPTOP, serving

system = system_for("function", blank_pages=True)

PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: Any = {"viewport": LAPTOP}
OTHER = "Cybersécurité et Loi 25"


@pytest.fixture
def client(system: System) -> Client:
    """A Monday at two: somebody has just been met, two Tuesdays are open, one hour is booked."""
    client = Client(system)
    shelf = {"name": "Wikidata", "url": "https://www.wikidata.org"}
    kept = {"tools": [shelf], "next_steps": ["Créer la fiche de l’organisme"]}
    client.call("PUT", "/api/v1/staff/toolshelf", kept, client.staff())
    ana = client.register("ana@example.org", given_name="Ana", family_name="Tremblay")
    luc = client.register("luc@example.org", given_name="Luc", family_name="Roy")
    [met] = client.open_day("2027-03-08T13:00:00-05:00", "2027-03-08T14:00:00-05:00")
    client.book(ana, met)
    tuesday = client.open_day("2027-03-16T09:00:00-04:00", "2027-03-16T12:00:00-04:00", [THEME])
    client.book(luc, tuesday[0])
    client.open_day("2027-03-23T09:00:00-04:00", "2027-03-23T10:00:00-04:00", [THEME])
    client.drain()
    client.move_to("2027-03-08T14:00:00-05:00")
    return client


@pytest.fixture
def site(system: System) -> Iterator[str]:
    with serving(system) as address:
        yield address


def opened(browser: Browser, client: Client, site: str, **options: Any) -> Page:
    context = browser.new_context(base_url=site, locale="fr-CA", **options)
    cookie = {"name": "brigade_equipe", "value": client.staff(), "url": site}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto("/equipe")
    return page


@pytest.fixture
def thumb(browser: Browser, client: Client, site: str) -> Iterator[Thumb]:
    page = opened(browser, client, site, **PHONE)
    yield Thumb(page)
    page.context.close()


@pytest.fixture
def keys(browser: Browser, client: Client, site: str) -> Iterator[Keys]:
    page = opened(browser, client, site, **DESK)
    yield Keys(page)
    page.context.close()


def within(hand: Hand, seconds: float) -> None:
    assert hand.seconds <= seconds, f"{hand.seconds:.1f} s, {hand.taps} taps"


def test_an_outcome_by_thumb(thumb: Thumb, client: Client) -> None:
    page = thumb.page
    thumb.go(page.get_by_role("link", name=re.compile("Ana Tremblay")).first)
    thumb.tap(page.get_by_text("Wikidata"))
    thumb.tap(page.get_by_text("Créer la fiche"))
    thumb.go(page.get_by_role("button", name=re.compile("^Tenue")))
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")
    assert thumb.taps <= 6
    within(thumb, 20)


def test_an_outcome_by_keys(keys: Keys) -> None:
    page = keys.page
    keys.reach(page.get_by_role("link", name=re.compile("Ana Tremblay")).first)
    keys.go()
    keys.reach(page.get_by_label("Wikidata"))
    keys.press("Space")
    keys.reach(page.get_by_role("button", name=re.compile("^Tenue")), back=True)
    keys.go()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")
    within(keys, 20)


def test_three_weeks_opened_by_thumb(thumb: Thumb, client: Client) -> None:
    page = thumb.page
    thumb.go(page.get_by_role("link", name="Semaine", exact=True))
    thumb.go(page.get_by_role("link", name="Ouvrir mes heures"))
    thumb.tap(page.get_by_text("Mardi", exact=True))
    thumb.tap(page.get_by_text("Jeudi", exact=True))
    thumb.date(page.get_by_label("Jusqu’au"), "2027-04-09")
    thumb.go(page.get_by_role("button", name="Voir ce qui s’ouvre"))
    thumb.go(page.get_by_role("button", name="Ouvrir ces heures").first)
    free = client.call("GET", f"/api/v1/slots?theme={THEME}").get_json()["slots"]
    assert {slot["starts_at"][:10] for slot in free} >= {"2027-03-11", "2027-04-06", "2027-04-08"}
    within(thumb, 30)


def test_three_weeks_opened_by_keys(keys: Keys, client: Client) -> None:
    page = keys.page
    keys.press("/")
    keys.type("ouvr")
    keys.go()
    keys.reach(page.get_by_label("Mardi"))
    keys.press("Space")
    keys.reach(page.get_by_label("Jeudi"))
    keys.press("Space")
    keys.reach(page.get_by_label("Jusqu’au"))
    keys.type("04092027")
    keys.go()
    keys.reach(page.get_by_role("button", name="Ouvrir ces heures").first)
    keys.go()
    free = client.call("GET", f"/api/v1/slots?theme={THEME}").get_json()["slots"]
    assert {slot["starts_at"][:10] for slot in free} >= {"2027-03-11", "2027-04-06", "2027-04-08"}
    within(keys, 30)


def test_a_day_given_to_another_theme_by_thumb(thumb: Thumb, client: Client) -> None:
    page = thumb.page
    page.goto("/equipe/semaine?semaine=2027-03-16")
    thumb.go(page.get_by_role("link", name=re.compile("16 mars.*changer")))
    thumb.tap(page.get_by_text(OTHER, exact=True))
    thumb.go(page.get_by_role("button", name="Changer la journée"))
    within(thumb, 10)
    client.advance("PT2M")
    [told] = client.mails("booking_cancelled", "luc@example.org")
    assert "mardi 23 mars 2027" in text_of(told)


def test_somebody_who_calls_is_registered_and_booked_by_thumb(thumb: Thumb) -> None:
    page = thumb.page
    thumb.go(page.get_by_role("link", name="Inscrire quelqu’un"))
    thumb.type(page.get_by_label("Prénom"), "Zoé")
    thumb.type(page.get_by_label(re.compile("^Nom")), "Gauthier")
    thumb.type(page.get_by_label("Téléphone"), "4505550134")
    thumb.choose(page.get_by_label("Thème"), "Découvrabilité")
    thumb.tap(page.get_by_label(re.compile("Participer au programme")))
    thumb.go(page.get_by_role("button", name="Inscrire, puis choisir l’heure"))
    thumb.go(page.get_by_role("button", name=re.compile("10 h")).first)
    expect(page.get_by_role("status")).to_contain_text("réserv")
    within(thumb, 25)


def test_somebody_who_calls_is_registered_and_booked_by_keys(keys: Keys) -> None:
    page = keys.page
    keys.press("/")
    keys.type("insc")
    keys.go()
    keys.fill(
        (page.get_by_label("Prénom"), "Zoé"),
        (page.get_by_label(re.compile("^Nom")), "Gauthier"),
        (page.get_by_label("Téléphone"), "4505550134"),
        (page.get_by_label("Thème"), "D"),
    )
    keys.reach(page.get_by_label(re.compile("Participer au programme")))
    keys.press("Space")
    keys.go()
    keys.reach(page.get_by_role("button", name=re.compile("10 h")).first)
    keys.go()
    expect(page.get_by_role("status")).to_contain_text("réserv")
    within(keys, 25)


def test_a_day_given_to_another_theme_by_keys(keys: Keys, client: Client) -> None:
    page = keys.page
    page.goto("/equipe/semaine?semaine=2027-03-16")
    keys.reach(page.get_by_role("link", name=re.compile("16 mars.*changer")))
    keys.go()
    keys.reach(page.get_by_label(OTHER))
    keys.press("Space")
    keys.go()
    within(keys, 15)
    client.advance("PT2M")
    assert client.mails("booking_cancelled", "luc@example.org")


@pytest.fixture
def ten(client: Client) -> list[str]:
    """Ten who have no address and whose session was cancelled: they are told by telephone."""
    names = [f"Personne{n}" for n in range(10)]
    day = "2027-03-25T08:00:00-04:00", "2027-03-25T18:00:00-04:00"
    for name, slot in zip(names, client.open_day(*day), strict=True):
        told = {**CALLER, "given_name": name}
        person = client.call("POST", "/api/v1/staff/people", told, client.staff()).get_json()["id"]
        asked = {"participant_id": person, "slot_id": slot["id"], "theme": THEME}
        made = client.call("POST", "/api/v1/staff/bookings", asked, client.staff()).get_json()
        cancelled = f"/api/v1/staff/sessions/{made['id']}/cancel"
        client.call("POST", cancelled, {"reason": "Une grippe."}, client.staff())
    client.drain()
    return names


def test_ten_calls_are_noted_by_thumb(ten: list[str], thumb: Thumb) -> None:
    page = thumb.page
    page.reload()
    thumb.go(page.get_by_role("link", name="appels à faire"))
    for _ in ten:
        thumb.go(page.get_by_role("button", name="C’est dit"))
    expect(page.get_by_text("Aucun appel à faire")).to_be_visible()
    assert thumb.taps == len(ten) + 1
    within(thumb, 60)


def test_ten_calls_are_noted_by_keys(ten: list[str], keys: Keys) -> None:
    page = keys.page
    keys.press("/")
    keys.type("appel")
    keys.go()
    for _ in ten:
        keys.reach(page.get_by_role("button", name="C’est dit"))
        keys.go()
    expect(page.get_by_text("Aucun appel à faire")).to_be_visible()
    within(keys, 60)

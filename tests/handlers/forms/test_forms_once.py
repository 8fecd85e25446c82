"""A form sent twice, or at the very same moment, is carried out once and answered alike."""

import itertools
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.settings import TEMPLATES
from infra.local.system import System
from tests.support.driver import REGISTRATION, THEME
from tests.support.events import EVENT, EventClient, before_the_next_write

PAGES = sorted((TEMPLATES / "pages").rglob("*.html"))
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)

_keys = (f"{n:020x}" for n in itertools.count())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_form_carries_a_key(page: Any) -> None:
    for form in FORM.findall(page.read_text("utf-8")):
        first = form.splitlines()[0]
        if 'method="post"' in first:
            assert "{{ form_key() }}" in form, f"{page.name}: {first} has no form_key()"


@pytest.fixture
def client(system: System) -> EventClient:
    return EventClient(system)


@pytest.fixture
def ana(client: EventClient) -> str:
    client.http.set_cookie("brigade_equipe", client.staff())
    return client.sign_in()


def sent(
    client: EventClient, path: str, once_more: bool = True, /, **fields: Any
) -> dict[str, list[str]]:
    """Send a form twice at the same moment, then once more. Gives what is told."""
    form = {"cle": next(_keys), **fields}
    answers: list[Any] = []

    def send() -> None:
        answers.append(client.http.post(path, data=form))

    before_the_next_write(send)
    send()
    if once_more:
        send()
    assert [a.status_code for a in answers] == [303] * (3 if once_more else 2)
    client.drain()
    (where,) = {a.headers["Location"] for a in answers}
    return parse_qs(urlsplit(where).query)


def test_of_a_session_from_the_opening_to_the_outcome(client: EventClient, ana: str) -> None:
    day = {"from": "09:00", "to": "12:00", "slot_minutes": "60", "buffer_minutes": "0"}
    opened = sent(client, "/equipe/semaine/ouvrir", day="2027-03-09", format="video", **day)
    assert opened["fait"] == ["plages"]
    first, second, third = client.call("GET", "/api/v1/slots").get_json()["slots"]
    booked = sent(client, "/mon-espace/reserver", slot_id=first["id"], theme=THEME, needs="Oui")
    assert booked["fait"] == ["reservation"]
    (booking,) = client.me(ana)["sessions"]
    mine = f"/mon-espace/rencontres/{booking['id']}"
    assert sent(client, f"{mine}/deplacer", slot_id=second["id"])["fait"] == ["deplacement"]
    gone = sent(client, f"/equipe/plages/{third['id']}/retirer", day="2027-03-09")
    assert gone["fait"] == ["retrait"]
    assert sent(client, f"{mine}/annuler")["fait"] == ["annulation"]
    sent(client, "/mon-espace/reserver", slot_id=first["id"], theme=THEME)
    booking = next(b for b in client.me(ana)["sessions"] if b["status"] == "booked")
    outcome = {"outcome": "completed", "notes": "Bravo"}
    assert sent(client, f"/equipe/rencontres/{booking['id']}", **outcome)["fait"] == ["suivi"]
    client.drain()
    kinds = [kind for kind in client.kinds() if kind.startswith("booking")]
    assert kinds == [
        "booking_confirmed",
        "booking_moved",
        "booking_cancelled",
        "booking_confirmed",
    ]


def test_of_a_person_from_registering_to_their_links(client: EventClient, ana: str) -> None:
    told = {k: v for k, v in REGISTRATION.items() if k != "consents"}
    form = {**told, "email": "zoe@example.org", "consents": "program"}
    sent(client, "/inscription", **form)
    client.drain()
    assert client.kinds("zoe@example.org") == ["registration"]
    profile = {"given_name": "Anaïs", "themes": THEME}
    assert sent(client, "/mon-espace/profil", **profile)["fait"] == ["profil"]
    client.advance("PT2H")
    assert sent(client, "/mon-espace/liens", False)["fait"] == ["liens"]
    client.drain()
    assert client.kinds().count("personal_link") == 1


def test_of_an_event_from_its_making_to_its_end(client: EventClient, ana: str) -> None:
    new = {
        "title": "Causerie",
        "kind": "codevelopment",
        "mode": "hybrid",
        "day": "2027-03-20",
        "from": "13:30",
        "to": "15:00",
        "capacity_in_person": "5",
        "capacity_online": "5",
        "public": "oui",
    }
    assert sent(client, "/equipe/evenements", **new)["fait"] == ["creation"]
    (event,) = client.call("GET", "/api/v1/events").get_json()["events"]
    ours, theirs = f"/equipe/evenements/{event['id']}", f"/evenements/{event['id']}"
    assert sent(client, theirs, mode="online")["fait"] == ["inscription"]
    guest = {"given_name": "Gaëlle", "email": "gaelle@example.org", "consents": "program"}
    sent(client, theirs, mode="online", **guest)
    sent(client, theirs + "/sujets", title="Ma liste d’envoi")
    added = {**guest, "email": "paul@example.org", "mode": "online"}
    assert sent(client, ours + "/inscriptions", **added)["fait"] == ["ajout"]
    placed = client.mine(ana)
    mine = f"/mon-espace/evenements/{placed['id']}"
    sent(client, f"{mine}/mode", mode="in_person")
    sent(client, theirs + "/sujets/retirer")
    sent(client, f"{mine}/annuler")
    changed = {**new, "from": "14:00", "version": "1", "confirmer": "oui"}
    assert sent(client, ours + "/modifier", **changed)["fait"] == ["moment"]
    sent(client, ours + "/annuler")
    client.drain()
    assert client.event_mails("ana@example.org") == [
        "event_confirmed",
        "event_switched",
        "event_left",
    ]
    assert client.event_mails("gaelle@example.org").count("event_confirmed") == 1


def test_another_form_of_the_same_words_is_another_request(client: EventClient, ana: str) -> None:
    """Booked, cancelled, booked again: the key is the form's, not what is asked."""
    (slot, *_) = client.open_day("2027-03-09T09:00:00-05:00", "2027-03-09T12:00:00-05:00")
    for status in ("booked", "cancelled", "booked"):
        path = "/mon-espace/reserver"
        if status == "cancelled":
            path = f"/mon-espace/rencontres/{client.me(ana)['sessions'][-1]['id']}/annuler"
        sent(client, path, slot_id=slot["id"], theme=THEME)
    assert sorted(b["status"] for b in client.me(ana)["sessions"]) == ["booked", "cancelled"]


def test_somebody_else_in_the_same_browser_is_not_told_of_the_first(
    client: EventClient, ana: str
) -> None:
    event = client.create(**{**EVENT, "public": True})
    zoe = client.register("zoe@example.org")
    form = {"cle": next(_keys), "mode": "online"}
    for token in (ana, zoe):
        client.enter(token)
        assert client.http.post(f"/evenements/{event['id']}", data=form).status_code == 303
        assert client.mine(token)["status"] == "confirmed"

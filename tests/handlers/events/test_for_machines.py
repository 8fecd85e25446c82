"""What search engines, calendars and previews of links read of an event."""

import json
import re
from html import unescape
from typing import Any

import pytest

from chalicelib.workflows.events import visit_event
from tests.support.events import EventClient
from tests.support.systems import system_for

system = system_for()


@pytest.fixture
def client(system: Any) -> EventClient:
    return EventClient(system)


def _described(client: EventClient, event: dict[str, Any]) -> dict[str, Any]:
    page = client.http.get(f"/evenements/{event['id']}").text
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (described,) = json.loads(found[0])["@graph"]
    assert described["@type"] == "Event"
    return dict(described)


def _told(client: EventClient, path: str) -> set[str]:
    """The page's descriptions: for search engines, and for who shares its link."""
    page = client.http.get(path).text
    texts = re.findall(r'<meta (?:name|property)="(?:og:)?description" content="([^"]*)"', page)
    assert len(texts) == 2
    return {unescape(text) for text in texts}


def _cancel(client: EventClient, event: dict[str, Any]) -> None:
    path = f"/api/v1/staff/events/{event['id']}/cancel"
    assert client.call("POST", path, {}, client.staff()).status_code == 200


def _mapped(client: EventClient) -> set[str]:
    text = client.http.get("/sitemap.xml").text
    return set(re.findall(r"<loc>http://127.0.0.1:8000/evenements/([^<]+)</loc>", text))


def test_an_event_that_one_may_come_to_is_offered(client: EventClient) -> None:
    described = _described(client, client.create())
    assert described["eventStatus"] == "https://schema.org/EventScheduled"
    assert described["offers"]["availability"] == "https://schema.org/InStock"


def test_a_cancelled_event_says_so_and_offers_nothing(client: EventClient) -> None:
    event = client.create()
    _cancel(client, event)
    described = _described(client, event)
    assert described["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in described
    assert described["startDate"] == event["starts_at"]


@pytest.mark.parametrize("moment", ["2027-03-20T13:45:00-04:00", "2027-03-21T09:00:00-04:00"])
def test_nothing_is_offered_once_it_has_begun(client: EventClient, moment: str) -> None:
    event = client.create()
    client.move_to(moment)
    assert "offers" not in _described(client, event)


def test_what_is_not_open_yet_says_from_when_it_is(client: EventClient) -> None:
    event = client.create(registration_opens_at="2027-03-10T09:00:00-05:00")
    assert _described(client, event)["offers"]["validFrom"] == "2027-03-10T09:00:00-05:00"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "Maison de la culture, 12, rue de l’Exemple, Saint-Jérôme, ou en ligne"),
        ({"mode": "in_person", "capacity": {"in_person": 2}}, "Maison de la culture, 12, rue"),
        ({"mode": "online", "capacity": {"online": 2}}, "En ligne"),
        ({"venue": "", "venue_address": ""}, "Sur place ou en ligne"),
    ],
    ids=["hybrid", "in person", "online", "no room yet"],
)
def test_the_preview_of_a_link_says_when_and_where(
    client: EventClient, changes: dict[str, Any], place: str
) -> None:
    event = client.create(**changes)
    (told,) = _told(client, f"/evenements/{event['id']}")
    assert "samedi 20 mars 2027" in told
    assert re.search(r"de 13\sh\s30 à 15\sh", told)
    assert place in told
    assert "<" not in told
    assert "secret-room" not in told


def test_the_preview_of_a_meeting_over_several_days_says_both(client: EventClient) -> None:
    event = client.create(ends_at="2027-03-21T12:00:00-04:00")
    (told,) = _told(client, f"/evenements/{event['id']}")
    assert "samedi 20 mars 2027" in told
    assert "dimanche 21 mars 2027" in told


def test_the_preview_of_a_cancelled_event_says_so_first(client: EventClient) -> None:
    event = client.create()
    _cancel(client, event)
    (told,) = _told(client, f"/evenements/{event['id']}")
    assert told.startswith("Activité annulée")
    assert "20 mars 2027" in told


def test_the_site_map_has_the_public_events_to_come(client: EventClient) -> None:
    event, cancelled, over = (client.create() for _ in range(3))
    client.create(public=False)
    _cancel(client, cancelled)
    late = client.create(starts_at="2027-04-20T13:30:00-04:00", ends_at="2027-04-20T15:00:00-04:00")
    assert _mapped(client) == {event["id"], over["id"], late["id"]}
    client.move_to("2027-03-21T09:00:00-04:00")
    assert _mapped(client) == {late["id"]}


def test_the_site_map_is_bounded(client: EventClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit_event, "MAPPED", 2)
    for _ in range(4):
        client.create()
    assert len(_mapped(client)) == 2

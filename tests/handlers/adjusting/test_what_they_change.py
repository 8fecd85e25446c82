"""What a change of settings changes: themes on offer, rooms that events propose, tools at hand."""

from typing import Any

import pytest

from chalicelib import wiring
from infra.recounting.__main__ import programme_of, recount
from tests.support.driver import REGISTRATION, THEME, Client
from tests.support.events import EVENT
from tests.support.readers.forms import boxes
from tests.support.systems import system_for

from .test_settings import ADMIN, ADVISER, PAGE, be, patch

system = system_for(blank_pages=True)
OTHER_THEME = "marketing-numerique"


@pytest.fixture
def admin(client: Client) -> Client:
    be(client, ADMIN)
    return client


def retire(admin: Client, *themes: str) -> None:
    assert patch(admin, {"retired_themes": [*themes]}).status_code == 200


def slot_at(client: Client, day: str, themes: list[str]) -> Any:
    starts, ends = (f"{day}T{hour}:00:00-05:00" for hour in ("09", "10"))
    return client.open_day(starts, ends, themes)[0]


def test_a_retired_theme_is_not_registered_for(admin: Client) -> None:
    retire(admin, THEME)
    body = {**REGISTRATION, "themes": [THEME]}
    answer = admin.http.post("/api/v1/registrations", json=body)
    assert (answer.status_code, "theme_retired" in answer.text) == (422, True)
    assert f'value="{THEME}"' not in admin.http.get("/inscription").text
    listed: Any = admin.http.get("/api/v1/themes").json
    assert THEME not in [each["slug"] for each in listed["themes"]]


def test_a_retired_theme_is_not_booked_but_what_was_booked_goes_on(admin: Client) -> None:
    token = admin.register("ana@example.org")
    booking = admin.book(token, slot_at(admin, "2027-03-08", [THEME]))
    retire(admin, THEME)
    later = slot_at(admin, "2027-03-09", [])
    headers = {"Authorization": f"Bearer {token}"}
    wanted = {"slot_id": later["id"], "theme": THEME}
    refused = admin.http.post("/api/v1/bookings", json=wanted, headers=headers)
    assert (refused.status_code, "theme_retired" in refused.text) == (422, True)
    moved = admin.http.post(
        f"/api/v1/bookings/{booking['id']}/reschedule",
        json={"slot_id": later["id"]},
        headers=headers,
    )
    assert moved.status_code == 200, moved.text
    admin.move_to(later["ends_at"])
    admin.hold(booking, outcome="completed", notes="Bravo")
    admin.drain()
    assert "document" in admin.kinds("ana@example.org")


def test_hours_for_a_retired_theme_alone_are_offered_to_nobody(admin: Client) -> None:
    slot_at(admin, "2027-03-08", [THEME])
    retire(admin, THEME)
    assert told(admin, "/api/v1/slots")["slots"] == []
    assert admin.http.get(f"/api/v1/slots?theme={THEME}").status_code == 422
    retire(admin)
    assert told(admin, "/api/v1/slots")["slots"] != []


def told(client: Client, path: str) -> Any:
    return client.http.get(path).json


def test_who_wanted_a_retired_theme_still_corrects_their_profile(admin: Client) -> None:
    token = admin.register("ana@example.org")
    retire(admin, THEME)
    headers = {"Authorization": f"Bearer {token}"}
    body = {"themes": [THEME], "needs": "Une question"}
    assert admin.http.patch("/api/v1/me", json=body, headers=headers).status_code == 200


def test_the_page_of_a_retired_theme_says_so_and_its_text_stays(admin: Client) -> None:
    retire(admin, THEME)
    page = admin.http.get(f"/themes/{THEME}").text
    assert "n’est plus offert" in page
    assert f"/inscription?theme={THEME}" not in page
    assert f'href="/themes/{THEME}"' not in admin.http.get("/themes").text


def test_the_boxes_of_themes_are_those_on_offer(admin: Client) -> None:
    offered = boxes(admin.http.get(f"{PAGE}/themes").text)["offered"]
    assert offered == [*wiring.themes()]
    left = [each for each in offered if each != OTHER_THEME]
    assert admin.http.post(f"{PAGE}/themes", data={"offered": left, "lu": "0"}).status_code == 303
    assert wiring.programme().retired_themes == (OTHER_THEME,)
    assert OTHER_THEME not in wiring.offered()
    assert admin.http.post(f"{PAGE}/themes", data={"lu": "1"}).status_code == 422


def test_a_new_event_is_proposed_the_rooms_of_the_settings(admin: Client) -> None:
    rooms = {
        "rooms.name": ["Salle des Marais", "", "Le grenier"],
        "rooms.address": ["12, rue Haute", "", ""],
        "rooms.access": ["", "", "Par la cour"],
        "rooms.seats": ["14", "", ""],
    }
    assert admin.http.post(f"{PAGE}/lieux", data={**rooms, "lu": "0"}).status_code == 303
    assert [(each.name, each.seats) for each in wiring.programme().rooms] == [
        ("Salle des Marais", 14),
        ("Le grenier", 0),
    ]
    page = step_of_places(admin)
    assert "Salle des Marais" in page
    assert "12, rue Haute, 14 places" in page


def step_of_places(client: Client) -> str:
    draft = f"/equipe/evenements/nouveau/{'a' * 20}"
    fields = {"brouillon": "a" * 20, "kind": "workshop", "title": "Atelier"}
    fields |= {"day": "2027-03-20", "from": "13:30", "to": "15:00", "meetings": "1", "weeks": "1"}
    for here, to in (("quoi", "quand"), ("quand", "ou")):
        answer = client.http.post(f"{draft}/etape", data={**fields, "etape": here, "vers": to})
        assert answer.status_code == 303, boxes(answer.text)
    return client.http.get(answer.headers["Location"]).text


def test_a_row_without_a_name_is_told_beside_it(admin: Client) -> None:
    answer = admin.http.post(f"{PAGE}/lieux", data={"rooms.name": "", "rooms.address": "Ici"})
    assert answer.status_code == 422
    assert "Écrivez le nom de ce lieu." in answer.text
    assert 'id="erreur-rooms-0-name"' in answer.text


def test_every_adviser_has_the_tools_of_the_programme_at_hand(admin: Client) -> None:
    tool = {"name": "Wikidata", "url": "https://www.wikidata.org", "why": "Pour être trouvée"}
    assert patch(admin, {"tools": [tool]}).status_code == 200
    token = admin.register("ana@example.org")
    slot = slot_at(admin, "2027-03-08", [])
    booking = admin.book(token, slot)
    admin.move_to(slot["ends_at"])
    be(admin, ADVISER)
    address = f"/equipe/rencontres/{booking['id']}"
    page = admin.http.get(address).text
    assert "Outils du programme" in page
    box = next(each for each in page.split('"') if each.startswith("name=Wikidata"))
    fields = {"outcome": "completed", "outil_choisi": box.replace("&amp;", "&")}
    assert admin.http.post(address, data=fields).status_code == 303
    assert "Pour être trouvée" in admin.http.get(address).text


def test_a_recount_and_the_report_go_by_the_days_that_an_admin_set(admin: Client) -> None:
    token = admin.register("ana@example.org")
    slot = slot_at(admin, "2027-03-08", [])
    booking = admin.book(token, slot)
    admin.move_to(slot["ends_at"])
    admin.hold(booking, outcome="completed", notes="Bravo")
    admin.drain()
    assert counted(admin) == (1, 70)
    days = {"edition.ends_on": "2027-03-05", "edition.target_people": 90}
    assert patch(admin, days).status_code == 200
    programme = programme_of(wiring.store())
    assert programme == wiring.programme()
    recount(programme.edition.slug, wiring.store, programme)
    assert counted(admin) == (0, 90)


def counted(client: Client) -> tuple[int, int]:
    found = told(client, "/api/v1/staff/report")
    return found["accompaniments"]["total"], found["people"]["target"]


def test_a_retired_theme_is_proposed_to_no_new_event_and_kept_by_the_one_that_has_it(
    admin: Client,
) -> None:
    event = {**EVENT, "themes": [THEME]}
    made = admin.call("POST", "/api/v1/staff/events", event, admin.staff(ADMIN)).get_json()
    retire(admin, THEME, OTHER_THEME)
    assert f'value="{THEME}"' not in admin.http.get("/equipe/evenements/nouveau").text
    form = admin.http.get(f"/equipe/evenements/{made['id']}/modifier").text
    assert f'value="{THEME}"' in form
    assert f'value="{OTHER_THEME}"' not in form

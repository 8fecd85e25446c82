"""A new event, a step after the other: what is usual is there, what was typed is kept."""

import html
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from infra.local.system import System
from tests.handlers.events.test_team_pages import typed
from tests.handlers.forms.test_lasting import sign_in
from tests.support.events import EventClient

NEW = "/equipe/evenements/nouveau"
WHAT = {"title": "Cohorte du printemps", "kind": "cohort", "themes": "decouvrabilite"}


@pytest.fixture
def client(system: System) -> EventClient:
    client = EventClient(system)
    client.http.set_cookie("brigade_equipe", client.staff())
    return client


def on(client: EventClient, page: str, to: str, **changes: Any) -> TestResponse:
    """Fill in a step as it is shown, and press a button of it."""
    fields = {**typed(client, page), **changes, "vers": to}
    return client.http.post(f"{NEW}/{fields['brouillon'][0]}/etape", data=fields)


def walk(client: EventClient, day: str = "2027-03-20") -> str:
    """Fill in what cannot be guessed; return the page of the last step."""
    page = NEW
    for to, filled in (("quand", WHAT), ("ou", {"day": day}), ("reste", {})):
        answer = on(client, page, to, **filled)
        assert answer.status_code == 303, answer.text
        page = answer.headers["Location"]
    return page


def created(client: EventClient, page: str, **changes: Any) -> TestResponse:
    fields = {**typed(client, page), **changes}
    return client.http.post("/equipe/evenements", data=fields)


def event_of(client: EventClient, answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 303, answer.text
    found = re.search(r"/equipe/evenements/(ev-\w+)", answer.headers["Location"])
    assert found is not None
    event: dict[str, Any] = client.call("GET", f"/api/v1/events/{found[1]}").get_json()
    return event


def words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))


def test_a_title_and_a_day_make_an_event_the_rest_is_usual(client: EventClient) -> None:
    event = event_of(client, created(client, walk(client)))
    assert event["title"] == "Cohorte du printemps"
    assert event["starts_at"] == "2027-03-20T13:30:00-04:00"
    assert event["ends_at"] == "2027-03-20T15:00:00-04:00"
    assert (event["mode"], event["public"]) == ("online", False)
    assert event["seats"]["online"]["capacity"] == 12


def test_the_next_of_a_kind_is_as_the_last_one(client: EventClient) -> None:
    model = {"mode": "in_person", "capacity": {"in_person": 7}, "public": True}
    hours = {"starts_at": "2027-03-10T09:00:00-05:00", "ends_at": "2027-03-10T11:15:00-05:00"}
    client.create(**model, **hours)
    event = event_of(client, created(client, walk(client)))
    assert event["starts_at"] == "2027-03-20T09:00:00-04:00"
    assert event["ends_at"] == "2027-03-20T11:15:00-04:00"
    assert event["seats"] == {"in_person": {"capacity": 7, "remaining": 7, "waiting": 0}}
    assert event["public"] is True
    facts = ("venue", "venue_address", "venue_access")
    assert [event[name] for name in facts] == [
        "Maison de la culture",
        "12, rue de l’Exemple, Saint-Jérôme",
        "Entrée par la cour, rampe à gauche",
    ]


def test_another_place_is_typed_and_a_blank_end_may_be_after_midnight(client: EventClient) -> None:
    client.create(mode="in_person", capacity={"in_person": 7})
    page = on(client, NEW, "quand", **WHAT | {"kind": "workshop"}).headers["Location"]
    late = {"day": "2027-03-20", "from": "23:00"}
    page = on(client, page, "ou", **late).headers["Location"]
    page = on(client, page, "reste", place="", venue="Bibliothèque").headers["Location"]
    event = event_of(client, created(client, page))
    assert (event["venue"], event["venue_address"]) == ("Bibliothèque", "")
    assert event["ends_at"] == "2027-03-21T01:00:00-04:00"


def test_a_step_is_left_once_it_is_right_and_going_back_asks_nothing(client: EventClient) -> None:
    refused = on(client, NEW, "quand", title=" ", kind="cohort")
    assert refused.status_code == 422
    assert 'id="erreur-title"' in refused.text
    assert "erreur-day" not in refused.text, "what comes later is told later"
    page = on(client, NEW, "quand", **WHAT).headers["Location"]
    past = on(client, page, "ou", day="2027-02-01")
    assert past.status_code == 422
    assert 'id="erreur-day"' in past.text
    assert on(client, page, "quoi", day="hier").status_code == 303
    assert 'value="hier"' in client.http.get(page).text


def test_what_is_wrong_in_a_whole_form_leads_to_its_step(client: EventClient) -> None:
    answer = created(client, walk(client), day="2027-02-01")
    assert answer.status_code == 422
    assert 'id="erreur-day"' in answer.text
    assert 'aria-current="step">Quand' in answer.text


def test_the_last_step_shows_the_event_and_what_else_is_then(client: EventClient) -> None:
    client.create(
        title="Une autre",
        starts_at="2027-06-24T14:00:00-04:00",
        ends_at="2027-06-24T16:00:00-04:00",
    )
    told = words(client.http.get(walk(client, "2027-06-24")).text)
    assert "jour férié : fête nationale" in told
    assert "Au même moment : Une autre" in told
    assert "Rencontre de cohorte, Découvrabilité" in told


def test_a_draft_is_listed_resumed_where_it_was_and_gone_once_made(client: EventClient) -> None:
    page = on(client, NEW, "quand", **WHAT).headers["Location"]
    later = on(client, page, "liste", day="2027-03-20", **{"from": "10:15"})
    assert later.headers["Location"] == "/equipe/evenements?fait=brouillon"
    draft = page.partition("?")[0]
    listed = client.http.get(later.headers["Location"]).text
    assert f'href="{draft}"' in listed
    assert "Cohorte du printemps" in listed
    resumed = client.http.get(draft).text
    assert 'value="10:15"' in resumed
    assert 'aria-current="step">Quand' in resumed
    page = on(client, draft, "ou").headers["Location"]
    page = on(client, page, "reste").headers["Location"]
    event_of(client, created(client, page))
    assert draft not in client.http.get("/equipe/evenements").text


def test_a_draft_that_is_thrown_away_is_taken_back_whole(client: EventClient) -> None:
    draft = walk(client).partition("?")[0]
    thrown = client.http.post(f"{draft}/jeter")
    assert "Le brouillon « Cohorte du printemps » est jeté" in words(thrown.text)
    assert draft not in client.http.get("/equipe/evenements").text
    fields: dict[str, Any] = {"vers": "liste"}
    undo = thrown.text.partition('class="notice notice-done undo"')[2].partition("</form>")[0]
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', undo):
        fields.setdefault(name, html.unescape(value))
    client.http.post(f"{draft}/etape", data=fields)
    assert draft in client.http.get("/equipe/evenements").text
    assert event_of(client, created(client, f"{draft}?etape=reste"))["title"] == WHAT["title"]


def test_drafts_are_of_who_writes_them(client: EventClient) -> None:
    draft = walk(client).partition("?")[0]
    client.http.set_cookie("brigade_equipe", client.staff("equipe@example.org"))
    assert "Cohorte du printemps" not in client.http.get(draft).text
    assert draft not in client.http.get("/equipe/evenements").text


def test_several_are_begun_and_none_takes_anothers_place(client: EventClient) -> None:
    first = walk(client).partition("?")[0]
    second = on(client, NEW, "quand", **WHAT | {"title": "Cohorte d’été"}).headers["Location"]
    listed = words(client.http.get("/equipe/evenements").text)
    assert "Cohorte du printemps" in listed
    assert "Cohorte d’été" in listed
    assert first not in second


def test_a_step_sent_after_the_session_ended_is_kept_where_it_was(client: EventClient) -> None:
    sign_in(client)
    page = on(client, NEW, "quand", **WHAT).headers["Location"]
    fields = {**typed(client, page), "day": "2027-03-20", "vers": "ou"}
    draft = page.partition("?")[0]
    client.advance("PT13H")
    assert client.http.post(f"{draft}/etape", data=fields).status_code == 401
    assert sign_in(client).headers["Location"] == draft
    assert "Où cela se passe" in client.http.get(draft).text
    assert 'value="2027-03-20"' in client.http.get(draft).text


@pytest.mark.parametrize("asked", ["ou", "reste", "rien"])
def test_no_step_is_skipped(client: EventClient, asked: str) -> None:
    page = on(client, NEW, "quand", **WHAT).headers["Location"]
    shown = client.http.get(f"{page.partition('?')[0]}?etape={asked}").text
    current = "Quand" if asked in ("ou", "reste") else "Quoi"
    assert f'aria-current="step">{current}' in shown


def test_the_address_of_a_draft_is_a_key(client: EventClient) -> None:
    assert client.http.get(f"{NEW}/autre").status_code == 404
    assert client.http.post(f"{NEW}/autre/etape", data=WHAT).status_code == 404

"""Who waits for an hour of a theme is told: in order, once, as many people as there are hours."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.demand.counts import DEMAND, Demand, asked
from chalicelib.domain.demand.counts import waiting as waiting_for
from chalicelib.domain.demand.news import NEWS
from chalicelib.domain.mail.demand.theme_mail import after_telling
from chalicelib.domain.mail.mail import Throttled
from chalicelib.domain.people.participants import Participant
from chalicelib.workflows.demand.hear_of_hours import hear_of_hours
from chalicelib.workflows.demand.recount_demand import recount_demand
from chalicelib.workflows.demand.tell_waiting import tell_waiting
from tests.support.driver import THEME, Client, text_of, whose
from tests.support.events import EventClient

API = "/api/v1/me/alerts"
OTHER = "marketing-numerique"
PEOPLE = [f"p{number}@example.org" for number in range(4)]


@pytest.fixture
def team(client: Client, blank_pages: None) -> EventClient:
    return EventClient(client.system)


def ask(team: Client, token: str, theme: str = THEME, expected: int = 201) -> Any:
    answer = team.call("POST", API, {"theme": theme}, token)
    assert answer.status_code == expected, answer.text
    return answer.get_json()


def in_line(team: EventClient, *addresses: str, theme: str = THEME) -> dict[str, str]:
    """Each in the line of a theme, a minute apart; with their token."""
    tokens = {}
    for address in addresses:
        tokens[address] = team.register(address)
        ask(team, tokens[address], theme)
        team.advance("PT1M")
    team.drain()
    return tokens


def told(team: Client, addresses: list[str] = PEOPLE) -> list[str]:
    team.drain()
    return [each for each in addresses if "theme_open" in team.kinds(each)]


def hours(team: Client, count: int = 1, day: str = "2027-03-15", *themes: str) -> Any:
    ends = f"{day}T{9 + count:02}:00:00-04:00"
    return team.open_day(f"{day}T09:00:00-04:00", ends, list(themes) or [THEME])


def waiting(team: Client, theme: str = THEME) -> int:
    team.drain()
    found = team.call("GET", "/api/v1/staff/demand", token=team.staff()).get_json()["themes"]
    return next(int(each["waiting"]) for each in found if each["slug"] == theme)


def test_as_many_are_told_as_hours_open_in_the_order_in_which_they_asked(
    team: EventClient,
) -> None:
    in_line(team, *PEOPLE)
    assert (waiting(team), told(team)) == (4, [])
    hours(team, 2)
    assert told(team) == PEOPLE[:2]
    assert waiting(team) == 2
    (mail,) = team.mails("theme_open", PEOPLE[0])
    text = text_of(mail).replace("\u00a0", " ")
    assert str(mail["subject"]).endswith("Découvrabilité")
    assert "lundi 15 mars" in text
    assert "/mon-espace?jeton=" in text


def test_the_next_are_told_a_day_later_if_the_hours_are_still_free_and_nobody_twice(
    team: EventClient,
) -> None:
    in_line(team, *PEOPLE)
    hours(team)
    assert told(team) == PEOPLE[:1]
    team.advance("PT23H")
    assert told(team) == PEOPLE[:1]
    team.advance("PT2H")
    assert told(team) == PEOPLE[:2]
    team.advance("P2D")
    team.advance("P2D")
    team.advance("P2D")
    assert [team.kinds(each).count("theme_open") for each in PEOPLE] == [1, 1, 1, 1]


def test_who_booked_or_left_the_line_is_passed_over(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE)
    assert team.call("DELETE", f"{API}/{THEME}", token=tokens[PEOPLE[0]]).status_code == 204
    hours(team, 1, "2027-03-16", OTHER)
    assert told(team) == []
    first = team.call("GET", API, token=tokens[PEOPLE[1]]).get_json()["alerts"]
    assert [each["theme"] for each in first] == [THEME]
    slot = hours(team)[0]
    team.book(tokens[PEOPLE[1]], slot)
    assert told(team) == []
    hours(team, 1, "2027-03-17")
    assert told(team) == [PEOPLE[2]]
    assert team.call("GET", API, token=tokens[PEOPLE[1]]).get_json() == {"alerts": []}


def test_an_hour_that_somebody_gives_back_is_told_like_one_that_opens(team: EventClient) -> None:
    booked = team.book(team.register(), hours(team)[0])
    in_line(team, PEOPLE[0])
    token = team.token_for("ana@example.org")
    team.driver.cancel(token, booked["id"])
    assert told(team) == [PEOPLE[0]]


def test_an_hour_for_any_theme_is_told_to_one_person_whatever_they_wait_for(
    team: EventClient,
) -> None:
    in_line(team, PEOPLE[0], theme=OTHER)
    in_line(team, PEOPLE[1], PEOPLE[2])
    team.open_day("2027-03-15T09:00:00-04:00", "2027-03-15T10:00:00-04:00")
    assert told(team) == [PEOPLE[0]]


def test_nobody_is_told_by_night(team: EventClient) -> None:
    in_line(team, PEOPLE[0])
    team.move_to("2027-03-02T22:30:00-05:00")
    hours(team)
    assert told(team) == []
    team.move_to("2027-03-03T08:05:00-05:00")
    assert told(team) == [PEOPLE[0]]


def test_there_is_nothing_to_wait_for_while_an_hour_is_free(team: EventClient) -> None:
    hours(team)
    token = team.register()
    assert ask(team, token, expected=409)["code"] == "hours_free"
    assert ask(team, token, "rien", 422)["code"] == "invalid_fields"


def test_who_asks_twice_keeps_their_place_and_who_was_told_may_ask_again(
    team: EventClient,
) -> None:
    tokens = in_line(team, PEOPLE[0], PEOPLE[1])
    first = team.call("GET", API, token=tokens[PEOPLE[0]]).get_json()
    ask(team, tokens[PEOPLE[0]])
    assert team.call("GET", API, token=tokens[PEOPLE[0]]).get_json() == first
    slot = hours(team)[0]
    assert told(team) == [PEOPLE[0]]
    other = team.book(team.register(), slot)
    ask(team, tokens[PEOPLE[0]])
    team.driver.cancel(team.token_for("ana@example.org"), other["id"])
    assert told(team) == PEOPLE[:2]
    team.advance("P1D")
    team.drain()
    assert team.kinds(PEOPLE[0]).count("theme_open") == 2


class Busy:
    """Sends nothing for now."""

    def holds_back(self, *_: Any) -> bool:
        return False

    def send(self, *_: Any) -> str:
        raise Throttled


def test_hours_that_are_gone_before_the_mail_leaves_cost_nobody_their_place(
    team: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_line(team, *PEOPLE[:2])
    booker = team.register()
    with monkeypatch.context() as busy:
        busy.setitem(wiring.PROVIDERS, "mailer", Busy)
        slot = hours(team)[0]
        team.drain()
        assert waiting(team) == 1
        team.book(booker, slot)
    team.advance("PT6M")
    assert told(team) == []
    team.advance("PT6M")
    assert waiting(team) == 2
    hours(team, 1, "2027-03-16")
    team.advance("PT5M")
    assert told(team) == [PEOPLE[0]]


def without_address(team: EventClient, token: str) -> None:
    """Have somebody be reached by telephone alone from now on."""
    store = wiring.store()
    person = store.one(Participant, whose(token))
    assert person is not None
    unit = store.unit()
    profile = replace(person.profile, phone="450 555-0123")
    unit.save(replace(person, email="", profile=profile))
    unit.commit()
    team.drain()


def news(team: EventClient) -> list[dict[str, Any]]:
    team.drain()
    answer = team.call("GET", "/api/v1/staff/calls", token=team.staff("equipe@example.org"))
    return [each for each in answer.get_json()["calls"] if each["reason"] == "news"]


def test_who_has_no_address_is_told_by_telephone_in_their_turn(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE[:2])
    without_address(team, tokens[PEOPLE[0]])
    slot = hours(team)[0]
    assert told(team) == []
    (call,) = news(team)
    assert "Découvrabilité" in call["say"][0]
    team.book(tokens[PEOPLE[0]], slot)
    assert news(team) == [], "who books needs to be told nothing"


def test_a_turn_by_telephone_that_is_over_is_no_call(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE[:2])
    without_address(team, tokens[PEOPLE[0]])
    hours(team)
    assert len(news(team)) == 1
    team.advance("PT25H")
    assert told(team) == [PEOPLE[1]]
    assert news(team) == []


def test_hours_that_are_gone_cost_who_has_no_address_no_place_either(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE[:1])
    without_address(team, tokens[PEOPLE[0]])
    booker = team.register()
    slot = hours(team)[0]
    wiring.run(hear_of_hours, [slot["id"]])
    team.system.clock.advance(timedelta(minutes=1))
    assert wiring.run(tell_waiting, NEWS) == {"told": "1"}
    team.book(booker, slot)
    assert news(team) == []
    team.advance("PT6M")
    assert waiting(team) == 1


def test_who_is_erased_waits_no_more(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE[:2])
    team.call("DELETE", "/api/v1/me", token=tokens[PEOPLE[0]])
    assert waiting(team) == 1
    hours(team)
    assert told(team) == [PEOPLE[1]]


def test_what_one_waits_for_is_among_what_is_held_of_them(team: EventClient) -> None:
    token = in_line(team, PEOPLE[0])[PEOPLE[0]]
    team.enter(token)
    page = team.http.get("/mon-espace/mes-donnees")
    assert page.status_code == 200
    assert "Thèmes attendus" in page.text
    kept = team.call("GET", "/api/v1/me/export", token=token).get_json()
    (alerts,) = [each for each in kept["parts"] if each["part"] == "alerts"]
    assert [each["theme"] for each in alerts["records"]] == [THEME]


def test_two_who_are_merged_wait_as_one_and_no_more_once_they_booked(team: EventClient) -> None:
    tokens = in_line(team, *PEOPLE[:3])
    admin = team.staff("equipe@example.org")
    people = team.call("GET", "/api/v1/staff/people", token=admin).get_json()["people"]
    ids = {each["email"]: each["id"] for each in people}
    merge = f"/api/v1/staff/people/{ids[PEOPLE[0]]}/merge"
    answer = team.call("POST", merge, {"other": ids[PEOPLE[1]]}, admin)
    assert answer.status_code == 200, answer.text
    assert waiting(team) == 2
    hours(team, 2)
    assert len(told(team, PEOPLE[:2])) == 1
    assert told(team, PEOPLE[2:]) == [PEOPLE[2]]
    team.book(tokens[PEOPLE[1]], hours(team, 1, "2027-03-16")[0])
    team.drain()
    assert waiting(team) == 0
    assert team.call("GET", API, token=tokens[PEOPLE[0]]).get_json() == {"alerts": []}


def test_two_who_are_merged_are_told_once(
    team: EventClient,
) -> None:
    tokens = in_line(team, *PEOPLE[:2])
    ids = [whose(tokens[each]) for each in PEOPLE[:2]]
    admin = team.staff("equipe@example.org")
    team.call("POST", f"/api/v1/staff/people/{ids[0]}/merge", {"other": ids[1]}, admin)
    hours(team)
    team.drain()
    team.advance("PT26H")
    team.drain()
    assert sum(team.kinds(each).count("theme_open") for each in PEOPLE[:2]) == 1


def test_a_crash_between_two_people_leaves_nobody_out_and_tells_nobody_twice(
    team: EventClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_line(team, *PEOPLE)
    left = [True]

    def once(*given: Any) -> Any:
        if not left:
            raise RuntimeError
        left.pop()
        return after_telling(*given)

    with monkeypatch.context() as crash:
        crash.setattr("chalicelib.workflows.demand.tell_waiting.after_telling", once)
        hours(team, 3)
        assert told(team) == PEOPLE[:1]
    team.advance("PT10M")
    assert told(team) == PEOPLE[:3]
    assert [team.kinds(each).count("theme_open") for each in PEOPLE] == [1, 1, 1, 0]


def test_counters_are_made_again_from_the_list_of_people(team: EventClient) -> None:
    in_line(team, *PEOPLE[:2])
    before = wiring.store().one(Demand, DEMAND)
    assert before is not None
    unit = wiring.store().unit()
    unit.save(replace(before, counts={asked(THEME): 7}))
    unit.commit()
    wiring.run(recount_demand, wiring.themes())
    after = wiring.store().one(Demand, DEMAND)
    assert after is not None
    assert after.counts == before.counts == {asked(THEME): 2, waiting_for(THEME): 2}


def test_the_pages_ask_by_one_button_and_say_where_one_stands(team: EventClient) -> None:
    team.enter(team.register(PEOPLE[0]))
    page = team.http.get(f"/mon-espace/reserver?theme={THEME}").text
    assert "Prévenez-moi" in page
    done = team.http.post("/mon-espace/alertes", data={"theme": THEME}, follow_redirects=True)
    assert "un courriel vous dira dès qu’une heure sera libre" in done.text.replace("\u00a0", " ")
    assert "Vous êtes sur la liste" in team.http.get(f"/mon-espace/reserver?theme={THEME}").text
    hours(team)
    assert told(team) == [PEOPLE[0]]
    assert f"/mon-espace/reserver?theme={THEME}" in team.http.get("/mon-espace").text
    left = team.http.post("/mon-espace/alertes/retirer", data={"theme": THEME})
    assert left.status_code == 303
    assert "vous attendez" not in team.http.get("/mon-espace").text

"""The individual journey, over HTTP, with the clock moved step by step.

By the delays, the lengths and the zone of whatever region is tested: tests/second_region has it
played on another.
"""

import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest

from chalicelib import wiring
from chalicelib.adapters.texts.programme_file import read_programme
from chalicelib.settings import TEMPLATES
from tests.support.driver import THEME, Client, text_of, token_in
from tests.support.systems import SITE

pytestmark = pytest.mark.database

PROGRAMME = read_programme(TEMPLATES / "programme.toml")
FIRST, *REMINDERS = PROGRAMME.survey_after
HOURS = [each / timedelta(hours=1) for each in PROGRAMME.reminders_before]


def at(day: str, hour: int) -> str:
    """An hour where people read it."""
    moment = datetime.fromisoformat(f"{day}T{hour:02}:00")
    return moment.replace(tzinfo=ZoneInfo(PROGRAMME.zone)).isoformat()


def a_slot(client: Client) -> dict[str, Any]:
    """One session at nine, in a while."""
    return client.open_day(at("2027-03-08", 9), at("2027-03-08", 10))[0]


def waits(delay: timedelta) -> str:
    return f"PT{delay // timedelta(minutes=1)}M"


def test_the_whole_journey_sends_each_mail_once_and_in_order(client: Client) -> None:
    slots = client.open_day(at("2027-03-15", 9), at("2027-03-15", 12), [THEME])
    token = client.register()
    booking = client.book(token, slots[0])
    client.drain()
    client.move_to(at("2027-03-12", 9))
    while wiring.now() < datetime.fromisoformat(slots[0]["ends_at"]):
        client.advance("PT1H")  # hour by hour, across the change of 14 March where there is one
    client.hold(booking, notes="Bravo", tools=[{"name": "Wikidata"}], next_steps=["La fiche"])
    client.drain()
    assert client.kinds() == [
        "registration",
        "booking_confirmed",
        *("booking_reminder" for _ in PROGRAMME.reminders_before),
        "document",
    ]
    before = len(client.kinds())
    for _ in range(PROGRAMME.survey_after[-1].days + 2):
        client.advance("PT24H")
    assert client.kinds()[before:] == ["survey_invitation", *("survey_reminder" for _ in REMINDERS)]


@pytest.mark.skipif(
    (PROGRAMME.zone, HOURS) != ("America/Toronto", [48, 2]),
    reason="these days, and these hours before them, are Toronto's",
)
@pytest.mark.parametrize(
    ("start", "before_48h", "before_2h"),
    [
        # Clocks go forward on Sunday 14 March 2027: 48 hours before 10 h EDT is 9 h EST.
        ("2027-03-15T10:00:00-04:00", "2027-03-13T09:00:00-05:00", "2027-03-15T08:00:00-04:00"),
        # Clocks go back on Sunday 7 November 2027: 48 hours before 10 h EST is 11 h EDT.
        ("2027-11-08T10:00:00-05:00", "2027-11-06T11:00:00-04:00", "2027-11-08T08:00:00-05:00"),
        # Two hours before 9 h people sleep: it is the evening before, also when clocks changed.
        ("2027-03-15T09:00:00-04:00", "2027-03-13T08:00:00-05:00", "2027-03-14T20:00:00-04:00"),
        ("2027-11-08T09:00:00-05:00", "2027-11-06T10:00:00-04:00", "2027-11-07T20:00:00-05:00"),
    ],
)
def test_each_reminder_leaves_once_at_its_hour_across_a_change_of_dst(
    client: Client, start: str, before_48h: str, before_2h: str
) -> None:
    begins = datetime.fromisoformat(start)
    slot = client.open_day(start, (begins + timedelta(hours=1)).isoformat())[0]
    client.book(client.register(), slot)
    for moment in (before_48h, before_2h):
        just_before = datetime.fromisoformat(moment) - timedelta(minutes=1)
        client.move_to(just_before.isoformat())
        count = len(client.mails("booking_reminder"))
        client.move_to(moment)
        assert len(client.mails("booking_reminder")) == count + 1
    client.advance("PT24H")
    reminders = client.mails("booking_reminder")
    assert len(reminders) == 2
    assert all(f"{begins.hour}\u00a0h" in text_of(reminder) for reminder in reminders)


def test_held_gives_a_personal_pdf_by_mail_and_in_the_space(client: Client) -> None:
    slot = a_slot(client)
    token = client.register(given_name="Zoé-Éléonore")
    booking = client.book(token, slot)
    client.move_to(slot["ends_at"])
    client.hold(booking, notes="Votre fiche est **prête**.")
    client.drain()
    attached = [
        part
        for part in client.mails("document")[0].iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]
    document = client.me(token)["documents"][0]
    by_link = client.http.get(document["url"].removeprefix(SITE))
    assert by_link.status_code == 200
    assert by_link.content_type == "application/pdf"
    assert attached[0].get_content() == by_link.data
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(by_link.data)).pages)
    assert "Zoé-Éléonore" in text
    assert "prête" in text


def test_the_survey_is_answered_once_and_stops_its_reminders(client: Client) -> None:
    slot = a_slot(client)
    booking = client.book(client.register(), slot)
    client.move_to(slot["ends_at"])
    client.hold(booking)
    client.drain()
    client.advance(waits(FIRST))
    survey = token_in(client.mails("survey_invitation")[0])
    questions = client.driver.questions(survey)
    assert {q["name"] for q in questions} >= {"satisfaction", "shared", "people_reached", "idea"}
    answers = {"satisfaction": 5, "shared": True, "people_reached": 3, "how": []}
    client.driver.answer(survey, answers)
    again = client.call("POST", "/api/v1/survey", {"answers": answers}, survey)
    assert (again.status_code, again.get_json()["code"]) == (409, "already_answered")
    client.advance("P30D")
    assert client.mails("survey_reminder") == []


def test_an_absence_sends_nothing_and_may_be_corrected(client: Client) -> None:
    slot = a_slot(client)
    token = client.register()
    booking = client.book(token, slot)
    client.move_to(slot["ends_at"])
    path = f"/api/v1/staff/sessions/{booking['id']}/outcome"
    answer = client.call("POST", path, {"outcome": "no_show"}, client.staff())
    assert answer.get_json()["status"] == "no_show"
    client.advance("P3D")
    assert "document" not in client.kinds()
    client.hold(booking)
    client.drain()
    assert client.kinds()[-1] == "document"
    again = client.call("POST", path, {"outcome": "no_show"}, client.staff())
    assert (again.status_code, again.get_json()["code"]) == (409, "outcome_already_recorded")

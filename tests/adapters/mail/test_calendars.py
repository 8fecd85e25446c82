from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from chalicelib.adapters.mail.calendars import add_links, invitation
from chalicelib.domain.sessions.bookings import Booking
from tests.support.examples import BOOKING_ID, DAY, HOUR, NOW, PROGRAMME, STARTS_AT, booking, slot

TITLE = "Rencontre individuelle : découvrabilité"
SECRET = "https://visio.example.org/?jeton=SECRET"  # pragma: allowlist secret - invented
NASTY = "Thème\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\n<b>gras</b>; a, b \\ \u2028 🎭"


def made(of: Booking, title: str = TITLE) -> tuple[str, str]:
    return invitation(of, title, "ana@example.org", "brigade@example.org", PROGRAMME, NOW)


def parsed(of: Booking, title: str = TITLE) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(made(of, title)[0])
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def asked(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_an_invitation_holds_the_session_in_utc() -> None:
    _, event = parsed(booking())
    assert (event["dtstart"].dt, event["dtend"].dt) == (STARTS_AT, STARTS_AT + HOUR)
    assert "DTSTART:20270310T140000Z" in made(booking())[0]
    assert event["dtstamp"].dt == NOW
    assert str(event["summary"]) == TITLE


def test_the_same_event_is_updated_when_the_session_moves_and_when_it_is_cancelled() -> None:
    moved = booking().moved(slot(STARTS_AT + DAY), NOW, None)
    states = [booking(), moved, moved.cancelled(NOW, None)]
    events = [parsed(of)[1] for of in states]
    assert {str(event["uid"]) for event in events} == {f"{BOOKING_ID}@example.org"}
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [made(of)[1] for of in states] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(parsed(of)[0]["method"]) for of in states] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_the_participant_is_invited_by_the_programme() -> None:
    _, event = parsed(booking())
    assert str(event["attendee"]) == "mailto:ana@example.org"
    assert event["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert str(event["organizer"]) == f"mailto:{PROGRAMME.contact_email}"  # somebody reads it
    assert event["organizer"].params["CN"] == PROGRAMME.sender_name


def test_no_secret_goes_into_what_people_share() -> None:
    secret = booking(meeting_url=SECRET, needs="SECRET")
    links = "".join(add_links(secret, TITLE).values())
    for shared in (made(secret)[0].replace("\r\n ", ""), links):
        assert "SECRET" not in shared
        assert "jeton" not in shared


def test_markup_and_line_breaks_in_a_title_stay_words_of_the_title() -> None:
    calendar, event = parsed(booking(), NASTY)
    assert str(event["summary"]).replace("\r\n", "\n") == NASTY.replace("\r\n", "\n")
    assert str(event["attendee"]) == "mailto:ana@example.org"
    assert (len(calendar.subcomponents), event.errors, calendar.errors) == (1, [], [])


def test_an_adviser_s_name_cannot_add_a_property() -> None:
    _, event = parsed(booking(adviser_name="Camille\nURL:https://x.example"))
    assert "url" not in event
    assert "Camille\nURL:https://x.example" in str(event["description"])


def test_the_programme_s_name_cannot_add_a_property() -> None:
    odd = replace(PROGRAMME, sender_name='Brigade "num"; x:y, é')
    ics, _ = invitation(booking(), TITLE, "ana@example.org", "b@example.org", odd, NOW)
    (event,) = Calendar.from_ical(ics).walk("VEVENT")
    assert str(event["organizer"]) == f"mailto:{PROGRAMME.contact_email}"


def test_lines_are_folded_and_ended_as_calendars_expect() -> None:
    content = made(booking(), "é" * 300)[0].encode()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_what_calendars_require_is_there() -> None:
    calendar, event = parsed(booking())
    assert str(calendar["version"]) == "2.0"
    assert calendar["prodid"]
    assert all(name in event for name in ("uid", "dtstamp", "dtstart", "sequence"))


@pytest.mark.parametrize("title", [TITLE, NASTY, "A & B = C # D + E %20"])
def test_the_links_open_google_s_and_outlook_s_calendars_at_the_time_in_utc(title: str) -> None:
    links = add_links(booking(), title)
    google, outlook = asked(links["google"]), asked(links["outlook"])
    assert urlsplit(links["google"]).hostname == "calendar.google.com"
    assert urlsplit(links["outlook"]).hostname == "outlook.live.com"
    assert google["dates"] == "20270310T140000Z/20270310T150000Z"
    assert (outlook["startdt"], outlook["enddt"]) == (
        "2027-03-10T14:00:00Z",
        "2027-03-10T15:00:00Z",
    )
    assert google["text"] == outlook["subject"] == title


@pytest.mark.parametrize("title", [TITLE, NASTY, "A & B = C # D + E %20"])
def test_a_space_is_no_plus_and_work_accounts_have_their_own_link(title: str) -> None:
    links = add_links(booking(), title)
    assert not [link for link in links.values() if "+" in link]
    assert urlsplit(links["outlook_work"]).hostname == "outlook.office.com"
    assert asked(links["outlook_work"]) == asked(links["outlook"])

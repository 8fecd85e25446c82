"""What calendar programs get, and the API's way to its address."""

from collections.abc import Iterator
from datetime import datetime

from chalice.app import Request, Response

from ... import wiring
from ...adapters.links import Purpose
from ...adapters.mail.calendar_feed import written_feed
from ...adapters.mail.calendars import (
    Entry,
    adviser_entry,
    event_entry,
    session_entry,
    session_title,
)
from ...domain.people.staff import StaffMember
from ...workflows.people.calendar_feed import Feed, read_feed
from ...workflows.people.manage_profile import read_space
from ..http import requests, responses
from ..http.keeping import checked
from . import views


def calendar_feed(request: Request) -> Response:
    """Answer a calendar program; 304 where it has all of it already."""
    token, now = requests.query(request, "jeton"), wiring.now()
    subject, epoch = wiring.links().read(Purpose.CALENDAR, token, now)
    feed: Feed = wiring.run(read_feed, subject, epoch)
    programme, sender = wiring.programme(), wiring.settings().sender_address
    content = written_feed(_entries(feed), programme.name, sender, programme, now)
    return checked(request, responses.raw(content, "text/calendar; charset=utf-8"))


def get_calendar(request: Request) -> Response:
    space = wiring.run(read_space, requests.api_caller(request))
    return responses.as_json({"url": views.address(space.participant)})


def _entries(feed: Feed) -> Iterator[tuple[Entry, datetime]]:
    own = isinstance(feed.person, StaffMember)
    for booking, name in feed.sessions:
        theme = wiring.themes().get(booking.theme)
        title = session_title(theme, wiring.programme())
        hers = adviser_entry(booking, name, theme)
        yield (hers if own else session_entry(booking, title)), booking.booked_at
    for event, registration in feed.events:
        yield event_entry(event, registration, wiring.programme()), registration.registered_at

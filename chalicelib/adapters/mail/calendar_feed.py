"""A person's calendar as one document, which calendar programs ask for again and again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ...domain.programme import Programme
from .calendars import Entry, ids_end

OFTEN = timedelta(hours=1)
"""How often programs are asked to look again; each does as it likes."""


def written_feed(
    entries: Iterable[tuple[Entry, datetime]],
    name: str,
    sender: str,
    programme: Programme,
    now: datetime,
) -> bytes:
    """Return an iCalendar document (RFC 5545) of entries, each with when it was made (UTC).

    Times are in the programme's zone, which the document describes. The same entries give the same
    bytes for a year; even without any, it is a calendar. An entry has the name (UID) that it has in
    mails, after `sender`.
    """
    from icalendar import Calendar, Timezone
    from icalendar import Event as Component

    zone, held = ZoneInfo(programme.zone), list(entries)
    calendar = Calendar()
    calendar.add("prodid", f"-//{programme.organisation}//{programme.name}//FR")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", programme.zone)
    calendar.add("refresh-interval", OFTEN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    years = [now.year, *(each.starts_at.year for each, _ in held)]
    first, last = date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1)
    calendar.add_component(Timezone.from_tzid(programme.zone, first_date=first, last_date=last))
    for entry, made_at in held:
        event = Component()
        event.add("uid", entry.id + ids_end(sender))
        event.add("sequence", entry.sequence)
        event.add("dtstamp", made_at)
        event.add("dtstart", entry.starts_at.astimezone(zone))
        event.add("dtend", entry.ends_at.astimezone(zone))
        event.add("summary", entry.title)
        if entry.description:
            event.add("description", entry.description)
        if entry.location:
            event.add("location", entry.location)
        event.add("status", "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())

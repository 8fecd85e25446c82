"""A calendar as three independent libraries read it: icalendar, vobject and ics."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from warnings import catch_warnings

import ics
import vobject
from icalendar import Calendar


@dataclass(frozen=True, order=True)
class Read:
    """What a calendar says of one event; instants are UTC."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    status: str
    title: str


def by_icalendar(content: str) -> tuple[str, list[Read]]:
    calendar: Any = Calendar.from_ical(content)
    held = [
        Read(
            str(each["uid"]),
            _instant(each["dtstart"].dt),
            _instant(each["dtend"].dt),
            str(each["status"]),
            str(each["summary"]),
        )
        for each in calendar.walk("VEVENT")
    ]
    return str(calendar.get("method", "")), sorted(held)


def by_vobject(content: str) -> tuple[str, list[Read]]:
    (calendar,) = vobject.readComponents(content)
    held = [
        Read(
            each.uid.value,
            _instant(each.dtstart.value),
            _instant(each.dtend.value),
            each.status.value,
            each.summary.value,
        )
        for each in calendar.contents.get("vevent", [])
    ]
    return calendar.method.value if "method" in calendar.contents else "", sorted(held)


def by_ics(content: str) -> tuple[str, list[Read]]:
    with catch_warnings(action="ignore", category=DeprecationWarning):  # its own, of `re.split`
        calendar = ics.Calendar(content)
    held = [
        Read(each.uid, each.begin.to("utc").datetime, each.end.to("utc").datetime, *_said(each))
        for each in calendar.events
    ]
    return calendar.method or "", sorted(held)


READERS: tuple[Callable[[str], tuple[str, list[Read]]], ...] = (by_icalendar, by_vobject, by_ics)


def read_alike(content: str) -> tuple[str, list[Read]]:
    """Return a calendar's method and events, once all three have read the same."""
    first, *others = [read(content) for read in READERS]
    assert others == [first, first]
    return first


def _said(event: ics.Event) -> tuple[str, str]:
    return event.status or "", event.name or ""


def _instant(moment: date) -> datetime:
    assert isinstance(moment, datetime)
    assert moment.tzinfo is not None
    return moment.astimezone(UTC)

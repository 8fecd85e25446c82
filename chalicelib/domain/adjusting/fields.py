"""The settings that admins may change, each by its key in `programme.toml`: what it may be.

The reader of that file holds it against the same table, `SCHEMA`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

Values = Mapping[str, Any]
"""Settings by key, each as JSON has it: a day and an hour are texts."""


class Kind(StrEnum):
    """What a setting is."""

    COUNT = "count"
    """A whole number."""
    DESCENDING = "descending"
    """Whole numbers, none twice: the largest first, whatever order they are given in."""
    ASCENDING = "ascending"
    """The same, the smallest first."""
    TEXT = "text"
    """One line."""
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    """Of the Web."""
    DAY = "day"
    HOUR = "hour"
    THEMES = "themes"
    """Slugs of themes."""
    ROOMS = "rooms"
    TOOLS = "tools"


class Group(StrEnum):
    """Settings that are changed together, on one page."""

    EDITION = "edition"
    SESSIONS = "sessions"
    EVENTS = "events"
    MAILS = "mails"
    THEMES = "themes"
    TOOLS = "tools"
    ROOMS = "rooms"
    CONTACT = "contact"


@dataclass(frozen=True)
class Field:
    """One setting. `least` and `most` bound each number, or the characters of a text.

    `values`: how many a list has, at least and at most.
    """

    kind: Kind
    group: Group
    least: int = 0
    most: int = 0
    values: tuple[int, int] = (0, 0)

    @property
    def of_numbers(self) -> bool:
        return self.kind in (Kind.DESCENDING, Kind.ASCENDING)


DAY_HOURS, FORTNIGHT_HOURS, WEEK_MINUTES = 24, 14 * 24, 7 * 24 * 60
DAY_MINUTES = DAY_HOURS * 60
LONGEST_HELD = 900
"""Seconds for which a queue holds a mail back, at most."""

LONGEST_LINE, LONGEST_ADDRESS = 200, 500
MOST_THEMES, MOST_ROOMS, MOST_TOOLS = 50, 20, 20
MOST_SEATS = 20_000


def _count(group: Group, least: int, most: int) -> Field:
    return Field(Kind.COUNT, group, least, most)


def _text(group: Group, kind: Kind = Kind.TEXT, least: int = 0, most: int = LONGEST_LINE) -> Field:
    return Field(kind, group, least, most)


def _list(kind: Kind, group: Group, bounds: tuple[int, int], values: tuple[int, int]) -> Field:
    return Field(kind, group, *bounds, values)


_G, _K = Group, Kind
SCHEMA: Mapping[str, Field] = MappingProxyType(
    {
        "edition.title": _text(_G.EDITION, least=1),
        "edition.starts_on": Field(_K.DAY, _G.EDITION),
        "edition.ends_on": Field(_K.DAY, _G.EDITION),
        "edition.target_people": _count(_G.EDITION, 1, 100_000),
        "edition.funder": _text(_G.EDITION),
        "open_bookings_per_person": _count(_G.SESSIONS, 1, 20),
        "delays.booking_notice_hours": _count(_G.SESSIONS, 0, FORTNIGHT_HOURS),
        "delays.cancel_deadline_hours": _count(_G.SESSIONS, 0, FORTNIGHT_HOURS),
        "delays.undo_minutes": _count(_G.SESSIONS, 0, DAY_MINUTES),
        "delays.reminder_hours_before": _list(
            _K.DESCENDING, _G.SESSIONS, (1, FORTNIGHT_HOURS), (0, 4)
        ),
        "codevelopment_topics": _count(_G.EVENTS, 1, 40),
        "delays.event_reminder_hours_before": _list(
            _K.DESCENDING, _G.EVENTS, (1, 30 * DAY_HOURS), (1, 4)
        ),
        "delays.event_link_hours_before": _count(_G.EVENTS, 0, DAY_HOURS),
        "delays.unproven_seat_minutes": _count(_G.EVENTS, 15, WEEK_MINUTES),
        "delays.offer_hours_before": _count(_G.EVENTS, 1, FORTNIGHT_HOURS),
        "delays.shortest_offer_minutes": _count(_G.EVENTS, 5, DAY_MINUTES),
        "delays.check_in_minutes_before": _count(_G.EVENTS, 0, DAY_MINUTES),
        "delays.join_minutes_before": _count(_G.EVENTS, 0, DAY_MINUTES),
        "delays.survey_days_after": _list(_K.ASCENDING, _G.MAILS, (0, 60), (0, 3)),
        "delays.unproven_call_days": _count(_G.MAILS, 1, 60),
        "delays.unbooked_call_days": _count(_G.MAILS, 1, 60),
        "delays.survey_call_days": _count(_G.MAILS, 1, 60),
        "delays.link_resend_minutes": _count(_G.MAILS, 5, DAY_MINUTES),
        "delays.undo_seconds": _count(_G.MAILS, 0, LONGEST_HELD),
        "sleep.begins": Field(_K.HOUR, _G.MAILS),
        "sleep.ends": Field(_K.HOUR, _G.MAILS),
        "retired_themes": Field(_K.THEMES, _G.THEMES, values=(0, MOST_THEMES)),
        "tools": Field(_K.TOOLS, _G.TOOLS, values=(0, MOST_TOOLS)),
        "rooms": Field(_K.ROOMS, _G.ROOMS, values=(0, MOST_ROOMS)),
        "contact_email": _text(_G.CONTACT, _K.EMAIL, least=1),
        "contact_phone": _text(_G.CONTACT, _K.PHONE),
        "postal_address": _text(_G.CONTACT, least=1),
        "privacy_officer": _text(_G.CONTACT, least=1),
        "privacy_email": _text(_G.CONTACT, _K.EMAIL, least=1),
        "community_url": _text(_G.CONTACT, _K.ADDRESS, most=LONGEST_ADDRESS),
        "diagnostic_url": _text(_G.CONTACT, _K.ADDRESS, most=LONGEST_ADDRESS),
    }
)


def keys_of(group: Group) -> tuple[str, ...]:
    return tuple(key for key, field in SCHEMA.items() if field.group is group)

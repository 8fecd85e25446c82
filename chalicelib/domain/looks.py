"""What members of the team saw of people: who, of whom or in which list, on which day."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .ids import owned, owner_of


class Shows(StrEnum):
    """What the answer of a route of the team tells of people, as the route declares it."""

    PAGE = "page"
    """A page about one person: a session, a registration."""
    FILE = "file"
    """A document of theirs."""
    REQUEST = "request"
    """What they asked of their data."""
    PROOF = "proof"
    """The proof of their day."""

    AGENDA = "agenda"
    """Several people from here on: the sessions and events of some days."""
    ROSTER = "roster"
    """Who is registered for an event, or what they proposed for it."""
    REQUESTS = "requests"
    CONSENTS = "consents"
    PEOPLE = "people"
    """The list of people; of an adviser, those whom she accompanies."""
    MAILS = "mails"
    """What became of mails, and to whom."""
    ARCHIVE = "archive"
    """Who was accompanied in a past edition."""


OF_ONE = frozenset({Shows.PAGE, Shows.FILE, Shows.REQUEST, Shows.PROOF})
"""What is about one person; the rest are lists."""


@dataclass(frozen=True)
class Look:
    """That a member of the team, whose id is `by`, saw something on a day, first `at` (UTC).

    It belongs to the person it is about or, if it is a list, to the day. Of a list, `about` says
    which: an event's id, or the days of an agenda (`20270301to20270308`, the last one not in it).
    """

    id: str
    shows: Shows
    by: str
    at: datetime
    about: str = ""
    version: int = 0


def look(shows: Shows, by: str, about: str, day: date, at: datetime) -> Look:
    """Return what was seen on a day of the programme's zone: the same again is the same item.

    `about` is the id of the person, or of what is theirs; of a list, it is that of the look.
    """
    if shows in OF_ONE:
        return Look(owned(owner_of(about), day_mark(day), shows.value, _mark_of(by)), shows, by, at)
    which = (about,) if about else ()
    return Look(owned(day_mark(day), shows.value, _mark_of(by), *which), shows, by, at, about)


def _mark_of(member_id: str) -> str:
    """Return what stands for a member in an id, which people are given: not their number."""
    return hashlib.sha256(member_id.encode()).hexdigest()[:16]


def day_mark(day: date) -> str:
    """Return the owner of the lists that were seen on a day."""
    return f"d{day:%Y%m%d}"


def days_shown(since: date, until: date) -> str:
    """Return what says which days an agenda shows: from one to before another."""
    return f"{since:%Y%m%d}to{until:%Y%m%d}"

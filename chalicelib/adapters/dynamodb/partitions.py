"""The partitions of the one table, and how the keys in them are written.

`docs/data-model.md` lists the access patterns these serve.
"""

from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from ...domain.directory.entries import spot
from ...domain.ids import is_event, is_participant, mark_of, owner_of, subject_of
from ...domain.report.figures import figures_of

TIMELINE = "timeline"
"""Index of what the team and participants look up by time: open slots, the agenda."""

DUE = "due"
"""Sparse index of what waits for a time."""

OPEN_SLOTS = "OPEN_SLOTS"
EVENTS = "EVENTS"
TURNS = "TURNS"
COMMUNITY = "COMMUNITY"
EDITIONS = "EDITIONS"
LETTERS = "LETTERS"
TEAM = "TEAM"
ADJUSTMENTS = "ADJUSTMENTS"
AUDIENCE = "AUDIENCE"
REQUESTS = "REQUESTS"
INCIDENTS = "INCIDENTS"
SPOT = "SPOT#"
DUE_PARTITIONS = ("DUE", "DUE#1", "DUE#2", "DUE#3")
"""Partitions of what waits: several, so that none of them limits the rate of writes."""

JOURNAL = "JOURNAL"
"""Partition of the same index: all that the team did, by time; nothing of it is due."""

TO_DO = "TO_DO"
"""Partition of the same index: what waits for the team, sessions by their end; no sweep asks."""

BOUNCED = "BOUNCED"
"""Partition of the same index: people whose mails do not arrive, by when that was found."""

MAILS = "MAILS"
"""Partition of the same index: mails that are settled, by when they left or were to leave."""

UNDELIVERED = "UNDELIVERED"
"""Partition of the same index: those of them that reached nobody, though somebody was meant."""

CALLS = "CALLS"
"""Partition of the same index: telephone calls to make, the pressing ones first, then by time."""

CALENDARS = "CALENDARS"
"""Partition of the same index: calendars that advisers gave, by when each is read again."""

SET_ASIDE = "SET_ASIDE"
"""Partition of the same index: what came due and could not be handled, until it can."""


def stamp(moment: datetime) -> str:
    """Return a moment as keys and items have it: UTC, to the second; text sorts as time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def agenda_partition(moment: datetime) -> str:
    """Return the agenda's partition: one a month, so that queries read little too much."""
    return f"AGENDA#{moment.astimezone(UTC):%Y-%m}"


def person(identifier: str) -> str:
    return f"PERSON#{owner_of(identifier)}"


def event(identifier: str) -> str:
    """Return the partition of an event, from its id or from that of what belongs to it."""
    return f"EVENT#{mark_of(identifier)}"


def roster(event_id: str) -> str:
    """Return the timeline's partition that lists who is registered, in order of arrival."""
    return f"ROSTER#{event_id}"


def line_for(theme: str) -> str:
    """Return the timeline's partition of who waits to be told of a theme, in order of asking."""
    return f"LINE#{theme}"


def edition(slug: str) -> str:
    """Return the partition of an edition: its record, and what is released of its report."""
    return f"EDITION#{slug}"


def about(subject: str) -> str:
    """Return the timeline's partition of what is about a person and not in their own partition.

    `subject` is their id, or the hash of their address.
    """
    return f"ABOUT#{subject}"


def counted_people(slug: str) -> str:
    """Return the timeline's partition that lists whose figures an edition has."""
    return f"COUNTED#{slug}"


def figures(identifier: str) -> str:
    """Return the partition of all figures of an edition that are shown or counted together."""
    return f"FIGURES#{figures_of(identifier)}"


def accompanied(identifier: str) -> str:
    """Return the partition of all who were accompanied in an edition that was brought in."""
    return f"PEOPLE#{figures_of(identifier)}"


def acts_about(identifier: str) -> str:
    """Return the timeline's partition of what the team did to a booking, an event or another thing.

    An event shares its mark with its registrations, and so their acts.
    """
    subject = subject_of(identifier)
    marked = is_participant(subject) or is_event(subject)
    return f"ACTS#{mark_of(subject) if marked else subject}"


def acts_of(identifier: str) -> str:
    """Return the partition of what was done to something that has none of its own."""
    return f"ACTS#{subject_of(identifier)}"


def calls_of(adviser_id: str) -> str:
    """Return the timeline's partition of the calls that an adviser has to make, "" for anybody."""
    return f"{CALLS}#{adviser_id}"


def call_rank(pressing: bool) -> str:
    """Return how the places of the calls begin that are pressing, or of the others."""
    return "0#" if pressing else "1#"


def call_place(pressing: bool, at: datetime, identifier: str) -> str:
    """Return where a call stands among those to make."""
    return f"{call_rank(pressing)}{stamp(at)}#{identifier}"


def looks(identifier: str) -> str:
    """Return the partition of a look: of the person it is about, or of the day of a list."""
    return person(identifier) if is_participant(identifier) else lists_of(owner_of(identifier))


def lists_of(day: str) -> str:
    """Return the partition of the lists that the team saw on a day."""
    return f"LOOKS#{day}"


def at_spot(identifier: str) -> str:
    """Return how a key by which somebody is found stands on its shelf."""
    return f"{SPOT}{spot(identifier)}"


def found_by(shelf: str) -> str:
    """Return the partition of keys by which people are found."""
    return f"FIND#{shelf}"


def letter(identifier: str) -> str:
    """Return the partition of a letter; in the timeline, that of its mails."""
    return f"LETTER#{mark_of(identifier)}"


def due_at(moment: datetime, identifier: str) -> dict[str, Any]:
    partition = DUE_PARTITIONS[crc32(identifier.encode()) % len(DUE_PARTITIONS)]
    return {"due_pk": partition, "due_sk": f"{stamp(moment)}#{identifier}"}

"""Slots: the times that advisers open, with at most one booking each."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from ..errors import Conflict, FieldError, Invalid, InvalidFields
from ..ids import owned, owner_of
from .engagements import AlreadyBooked

LONGEST_OPENING = timedelta(hours=14)
SHORTEST_SLOT, LONGEST_SLOT, LONGEST_BUFFER = 15, 240, 240  # minutes

MOST_WITHDRAWN = 20
"""How many slots that were withdrawn within a minute can be brought back: the last ones."""


class SlotTaken(Conflict):
    """Somebody else was faster, or the slot has begun or was withdrawn."""

    code = "slot_taken"


class TooSoon(Invalid):
    """The slot starts sooner than the programme's notice allows."""

    code = "too_soon"


class Overlap(Conflict):
    """The adviser already has slots at that time; of hours that come again, on these `days`."""

    code = "overlap"

    def __init__(self, days: Iterable[date] = ()) -> None:
        super().__init__(self.code)
        self.days = tuple(days)

    def details(self) -> dict[str, Any]:
        """Return the days as ISO 8601 dates, if there may be several."""
        return {"days": [day.isoformat() for day in self.days]} if self.days else {}


class Format(StrEnum):
    VIDEO = "video"
    IN_PERSON = "in_person"


@dataclass(frozen=True)
class Slot:
    """A time (UTC) of one adviser.

    Empty `themes` means any theme; `booking_id` is "" while it is free. While its adviser is
    `elsewhere`, as her external calendar says or as she is let in no more, it is shown to nobody
    and cannot be booked.
    """

    id: str
    adviser_id: str
    adviser_name: str
    starts_at: datetime
    ends_at: datetime
    themes: tuple[str, ...] = ()
    format: Format = Format.VIDEO
    meeting_url: str = ""
    booking_id: str = ""
    elsewhere: bool = False
    version: int = 0

    @property
    def offered(self) -> bool:
        """Whether people see it: it is free, and its adviser is there."""
        return not self.booking_id and not self.elsewhere

    def bookable(self, now: datetime, notice: timedelta = timedelta()) -> bool:
        """Return whether it is offered and starts later than now, in `notice` or more."""
        return self.offered and now < self.starts_at and now + notice <= self.starts_at

    def offers(self, theme: str) -> bool:
        return not self.themes or theme in self.themes

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at

    def only_for(self, themes: Container[str]) -> bool:
        """Return whether it is for nothing but these themes."""
        return bool(self.themes) and all(each in themes for each in self.themes)

    def taken(
        self, booking_id: str, theme: str, now: datetime, notice: timedelta = timedelta()
    ) -> "Slot":
        """Return the slot with its booking.

        Raises AlreadyBooked if the same person has it already, as after a double tap; SlotTaken if
        it cannot be booked any more; TooSoon if it starts in less than `notice`; InvalidFields if
        it is for other themes.
        """
        if self.booking_id and owner_of(self.booking_id) == owner_of(booking_id):
            raise AlreadyBooked
        if not self.bookable(now):
            raise SlotTaken
        if not self.bookable(now, notice):
            raise TooSoon
        if not self.offers(theme):
            raise InvalidFields(FieldError("theme", "theme_not_offered"))
        return replace(self, booking_id=booking_id)

    def freed(self) -> "Slot":
        return replace(self, booking_id="")

    def given_back(self, booking_id: str) -> "Slot":
        """Return the slot with the booking that it had a moment ago. Raises SlotTaken."""
        if self.booking_id:
            raise SlotTaken
        return replace(self, booking_id=booking_id)


@dataclass(frozen=True)
class Opening:
    """A stretch of time (UTC) that an adviser opens, to be cut into slots. Lengths in minutes."""

    starts_at: datetime
    ends_at: datetime
    themes: tuple[str, ...] = ()
    slot_minutes: int = 60
    buffer_minutes: int = 0
    format: Format = Format.VIDEO
    meeting_url: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """A free slot as it was withdrawn, in that version of its schedule.

    `until` (UTC) is when that can be undone.
    """

    slot: Slot
    number: int
    until: datetime


@dataclass(frozen=True)
class Schedule:
    """An adviser's item, written with each opening: of two at once, only one can be written.

    `pattern` is the id of hours that come again and are not all written yet; who opens others first
    goes on with them. `meeting_url` is that of the last opening that had one. `withdrawn` are the
    last slots that were, the oldest first.
    """

    id: str
    pattern: str = ""
    meeting_url: str = ""
    withdrawn: tuple[Withdrawn, ...] = ()
    version: int = 0

    def opened(self, opening: Opening, pattern: str = "") -> "Schedule":
        """Return it with an opening more, and the pattern that is not all written yet."""
        return replace(self, pattern=pattern, meeting_url=opening.meeting_url or self.meeting_url)

    def without(self, slot: Slot, now: datetime, held_for: timedelta) -> "Schedule":
        """Return it remembering, for `held_for`, a slot that is withdrawn."""
        still = [each for each in self.withdrawn if now < each.until and each.slot.id != slot.id]
        gone = Withdrawn(slot, self.version + 1, now + held_for)
        return replace(self, withdrawn=(*still, gone)[-MOST_WITHDRAWN:])

    def remembered(self, slot_id: str) -> Withdrawn | None:
        """Return a slot that was withdrawn, if it is one of the last."""
        return next((each for each in self.withdrawn if each.slot.id == slot_id), None)

    def forgetting(self, slot_id: str) -> "Schedule":
        """Return it once a slot is there again."""
        left = tuple(each for each in self.withdrawn if each.slot.id != slot_id)
        return replace(self, withdrawn=left)


def slot_id(adviser_id: str, starts_at: datetime) -> str:
    return owned(adviser_id, starts_at.astimezone(UTC).strftime("%Y%m%dT%H%M"))


def cut(opening: Opening, adviser_id: str, adviser_name: str, now: datetime) -> tuple[Slot, ...]:
    """Return the slots of an opening: as many whole ones as fit, `buffer_minutes` apart.

    Raises InvalidFields for an opening that is past, too long, too short for one slot, or that ends
    before it starts.
    """
    ensure_can_open(opening, now)
    return slots_in(opening, adviser_id, adviser_name)


def slots_in(opening: Opening, adviser_id: str, adviser_name: str) -> tuple[Slot, ...]:
    """Return the slots of an opening that may be opened."""
    length, step = timedelta(minutes=opening.slot_minutes), opening.slot_minutes
    step += opening.buffer_minutes
    count = (opening.ends_at - opening.starts_at + timedelta(minutes=opening.buffer_minutes)) // (
        timedelta(minutes=step)
    )
    starts = [opening.starts_at + timedelta(minutes=step * n) for n in range(count)]
    return tuple(
        Slot(
            id=slot_id(adviser_id, start),
            adviser_id=adviser_id,
            adviser_name=adviser_name,
            starts_at=start,
            ends_at=start + length,
            themes=opening.themes,
            format=opening.format,
            meeting_url=opening.meeting_url,
        )
        for start in starts
    )


def ensure_can_open(opening: Opening, now: datetime) -> None:
    """Raise InvalidFields for an opening that is past, too long, or too short for one slot."""
    if opening.starts_at.second or opening.starts_at.microsecond:
        raise InvalidFields(FieldError("starts_at", "whole_minutes"))
    if opening.starts_at <= now:
        raise InvalidFields(FieldError("starts_at", "in_the_past"))
    if opening.ends_at < opening.starts_at:
        raise InvalidFields(FieldError("ends_at", "ends_before_start"))
    if opening.ends_at - opening.starts_at < timedelta(minutes=opening.slot_minutes):
        raise InvalidFields(FieldError("ends_at", "too_short_for_a_slot"))
    if opening.ends_at - opening.starts_at > LONGEST_OPENING:
        limit = int(LONGEST_OPENING.total_seconds() // 3600)
        raise InvalidFields(FieldError("ends_at", "opening_too_long", limit))


def ensure_free(new: Iterable[Slot], existing: Iterable[Slot]) -> None:
    """Raise Overlap if one of the adviser's existing slots overlaps a new one."""
    there = [*existing]
    for slot in new:
        if any(each.overlaps(slot.starts_at, slot.ends_at) for each in there):
            raise Overlap

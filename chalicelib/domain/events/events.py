"""Events: meetings, conferences and groups, in a room, online, or both at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ..errors import Conflict, FieldError, Invalid, InvalidFields, NotFound
from ..ids import mark_of, owned, suffix_of

EVENT = "ev"
MARK = "v"
"""Begins what identifies an event: no other suffix does, so that `p3k…-v81…` tells what it is."""

LONGEST = timedelta(days=3)

NOTICED = timedelta(days=1)
"""How long after a change its mails may still be unread, or unsent."""


class EventNotFound(NotFound):
    """No such event."""

    code = "event_not_found"


class EventOver(Invalid):
    """The event has begun or is over: nobody comes in, goes or changes any more."""

    code = "event_over"


class EventCancelled(Conflict):
    """The event will not take place."""

    code = "event_cancelled"


class ChangedMeanwhile(Conflict):
    """Somebody else has changed the event since the form was shown."""

    code = "changed_meanwhile"


class PresencesRecorded(Conflict):
    """Somebody is marked present: it is under way, and does not move to another time."""

    code = "presences_recorded"


class RegistrationClosed(Conflict):
    """Registrations are not open yet, or closed."""

    code = "registration_closed"


class EventKind(StrEnum):
    GROUP_SESSION = "group_session"
    COHORT = "cohort"
    CODEVELOPMENT = "codevelopment"
    CONFERENCE = "conference"
    HYBRID_PROTOTYPE = "hybrid_prototype"
    WORKSHOP = "workshop"
    REPLAY = "replay"


class Mode(StrEnum):
    """Where one person takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"


class EventMode(StrEnum):
    """Where an event takes place."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    HYBRID = "hybrid"

    @property
    def modes(self) -> tuple[Mode, ...]:
        return tuple(Mode) if self is EventMode.HYBRID else (Mode(self.value),)


@dataclass(frozen=True)
class Earlier:
    """When and where an event was to be until a change; `sequence` is the event's at that time."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    venue_address: str
    sequence: int
    until: datetime


@dataclass(frozen=True)
class Event:
    """Times are UTC. `opens_at` and `closes_at` bound its registrations, the start does always.

    `sequence` rises with each change that people must know: calendars and messages are bound to
    it, and `earlier` is what it changed from. `online_url` is for those who have an online seat
    alone. `summary` is Markdown.
    """

    id: str
    title: str
    kind: EventKind
    themes: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    mode: EventMode
    public: bool = False
    venue: str = ""
    venue_address: str = ""
    venue_access: str = ""
    online_url: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    description: str = ""
    language: str = "fr"
    accessibility: str = ""
    speakers: tuple[str, ...] = ()
    replay_url: str = ""
    summary: str = ""
    series: str = ""
    cancelled_at: datetime | None = None
    sequence: int = 0
    earlier: Earlier | None = None
    summaries: int = 0
    version: int = 0

    @property
    def modes(self) -> tuple[Mode, ...]:
        return self.mode.modes

    @property
    def registration_ends_at(self) -> datetime:
        return min(self.closes_at or self.starts_at, self.starts_at)

    def begun(self, now: datetime) -> bool:
        return now >= self.starts_at

    def over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def standing(self, now: datetime) -> bool:
        """Whether it will take place: seats may still change hands."""
        return self.cancelled_at is None and not self.begun(now)

    def ensure_standing(self, now: datetime) -> None:
        """Raises EventCancelled or EventOver."""
        if self.cancelled_at is not None:
            raise EventCancelled
        if self.begun(now):
            raise EventOver

    def ensure_open(self, mode: Mode, now: datetime) -> None:
        """Raises what keeps a newcomer out: EventCancelled, EventOver, RegistrationClosed."""
        self.ensure_standing(now)
        self.ensure_offers(mode)
        if now >= self.registration_ends_at or (self.opens_at and now < self.opens_at):
            raise RegistrationClosed

    def ensure_offers(self, mode: Mode) -> None:
        if mode not in self.modes:
            raise InvalidFields(FieldError("mode", "mode_not_offered"))

    def changed(self, changes: Mapping[str, Any], now: datetime) -> "Event":
        """With some fields changed; the sequence rises if those registered must be told. Not of a
        new link to join: the one in their mails is ours, and leads to it.

        Raises EventCancelled, EventOver (once begun, what it was is settled), InvalidFields.
        """
        after = replace(self, **changes)
        settled = {n for n in SETTLED_BY_THE_START if getattr(self, n) != getattr(after, n)}
        if not self.online_url:
            settled.discard("online_url")  # better late than never
        if settled:
            self.ensure_standing(now)
            check(after, now)
            if self.closes_at != after.closes_at:
                check_closing(after, now)
        if not _differ(self, after):
            return after
        return replace(after, sequence=self.sequence + 1, earlier=self._known(after, now))

    def _known(self, after: "Event", now: datetime) -> Earlier:
        """What those registered compare a change with: changes of one day are told as one, until
        what they knew first is true again."""
        known, until = self.earlier, now
        if known is not None and now - known.until < NOTICED:
            if _differ(known, after):
                return known
            until = now - NOTICED
        facts = {name: getattr(self, name) for name in TOLD}
        return Earlier(**facts, sequence=self.sequence, until=until)

    def cancelled(self, now: datetime) -> "Event":
        self.ensure_standing(now)
        return replace(self, cancelled_at=now, sequence=self.sequence + 1)

    def summarised(self, summary: str, replay_url: str) -> "Event":
        """With its written summary, and the replay if one is given; each time one is sent."""
        url = replay_url or self.replay_url
        return replace(self, summary=summary, replay_url=url, summaries=self.summaries + 1)


TOLD = ("starts_at", "ends_at", "venue", "venue_address")
"""What nobody may learn too late: those registered are told, with an updated invitation."""

SETTLED_BY_THE_START = (
    *TOLD,
    "kind",
    "themes",
    "mode",
    "public",
    "online_url",
    "opens_at",
    "closes_at",
)


def _differ(before: Event | Earlier, after: Event) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in TOLD)


def event_id(suffix: str) -> str:
    return owned(EVENT, MARK + suffix)


def event_of(identifier: str) -> str:
    """The event that a registration, its messages or its document are about, by their id."""
    return owned(EVENT, mark_of(identifier))


def is_about_event(identifier: str) -> bool:
    return suffix_of(identifier).startswith(MARK)


def found(event: Event | None) -> Event:
    """Raises EventNotFound where there is none."""
    if event is None:
        raise EventNotFound
    return event


def check(event: Event, now: datetime) -> None:
    """Raises InvalidFields for what no event can be."""
    if event.starts_at <= now:
        raise InvalidFields(FieldError("starts_at", "in_the_past"))
    if event.ends_at <= event.starts_at:
        raise InvalidFields(FieldError("ends_at", "ends_before_start"))
    if event.ends_at - event.starts_at > LONGEST:
        raise InvalidFields(FieldError("ends_at", "event_too_long", LONGEST.days))
    if event.opens_at and event.opens_at >= event.registration_ends_at:
        raise InvalidFields(FieldError("registration_opens_at", "ends_before_start"))
    if event.kind is EventKind.GROUP_SESSION and not event.themes:
        raise InvalidFields(FieldError("themes", "too_few", 1))


def check_closing(event: Event, now: datetime) -> None:
    """Raises InvalidFields for a new event, or a new closing, that nobody could register by."""
    if event.closes_at and event.closes_at <= now:
        raise InvalidFields(FieldError("registration_closes_at", "in_the_past"))

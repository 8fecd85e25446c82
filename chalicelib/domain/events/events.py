"""Events: meetings, conferences and groups, in a room, online, or both at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from ..errors import Conflict, FieldError, Invalid, InvalidFields, NotFound

LONGEST = timedelta(days=3)

NOTICED = timedelta(days=1)
"""How long after a change its mails may still be unsent or unread."""


class EventNotFound(NotFound):
    """No such event."""

    code = "event_not_found"


class EventOver(Invalid):
    """The event has begun or is over: its registrations and its details no longer change."""

    code = "event_over"


class EventCancelled(Conflict):
    """The event will not take place."""

    code = "event_cancelled"


class ChangedMeanwhile(Conflict):
    """Somebody else has changed the event since the form was shown."""

    code = "changed_meanwhile"


class PresencesRecorded(Conflict):
    """Somebody is marked present, so the event cannot move to another time."""

    code = "presences_recorded"


class RegistrationClosed(Conflict):
    """Registrations are not open yet, or are closed."""

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
    """One way in which a person takes part."""

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
    """When and where an event was to be before a change.

    `sequence` is the event's at that time; `until` (UTC) is when it changed, from which `NOTICED`
    counts.
    """

    starts_at: datetime
    ends_at: datetime
    venue: str
    venue_address: str
    sequence: int
    until: datetime


@dataclass(frozen=True)
class Event:
    """An event. Times are UTC.

    Registrations are open from `opens_at` to `closes_at`, and never after the start. `sequence`
    rises with each change that those registered must know: calendars and messages are bound to it,
    and `earlier` is what the event was before. `online_url` is only for those who have an online
    seat. `summary` is Markdown, and `summaries` counts how often it was sent.
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
        """When registrations close (UTC): at the start, unless the team chose an earlier time."""
        return min(self.closes_at or self.starts_at, self.starts_at)

    def begun(self, now: datetime) -> bool:
        return now >= self.starts_at

    def over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def standing(self, now: datetime) -> bool:
        """Return whether the event is still to begin and not cancelled: seats may change hands."""
        return self.cancelled_at is None and not self.begun(now)

    def ensure_standing(self, now: datetime) -> None:
        """Raise EventCancelled, or EventOver once the event has begun."""
        if self.cancelled_at is not None:
            raise EventCancelled
        if self.begun(now):
            raise EventOver

    def ensure_open(self, mode: Mode, now: datetime) -> None:
        """Raise the error that keeps a newcomer out, if any.

        Raises EventCancelled, EventOver, RegistrationClosed, or InvalidFields for a mode not
        offered.
        """
        self.ensure_standing(now)
        self.ensure_offers(mode)
        if now >= self.registration_ends_at or (self.opens_at and now < self.opens_at):
            raise RegistrationClosed

    def ensure_offers(self, mode: Mode) -> None:
        """Raise InvalidFields if the event does not have this mode."""
        if mode not in self.modes:
            raise InvalidFields(FieldError("mode", "mode_not_offered"))

    def changed(self, changes: Mapping[str, Any], now: datetime) -> "Event":
        """Return the event with some fields changed.

        The sequence rises if those registered must be told. They need not be told of a new
        `online_url`: the link in their mails is the site's own and leads to it.

        Raises InvalidFields, and EventCancelled or EventOver for a field that is settled by the
        start.
        """
        after = replace(self, **changes)
        settled = {n for n in SETTLED_BY_THE_START if getattr(self, n) != getattr(after, n)}
        if not self.online_url:
            settled.discard("online_url")  # a missing link may still be added
        if settled:
            self.ensure_standing(now)
            check(after, now)
            if self.closes_at != after.closes_at:
                check_closing(after, now)
        if not _differ(self, after):
            return after
        return replace(after, sequence=self.sequence + 1, earlier=self._known(after, now))

    def _known(self, after: "Event", now: datetime) -> Earlier:
        """Return what those registered still believe, to compare a change with.

        Changes made within a day are told as one, unless they bring back what was known first.
        """
        known, until = self.earlier, now
        if known is not None and now - known.until < NOTICED:
            if _differ(known, after):
                return known
            until = now - NOTICED
        facts = {name: getattr(self, name) for name in TOLD}
        return Earlier(**facts, sequence=self.sequence, until=until)

    def cancelled(self, now: datetime) -> "Event":
        """Return the event cancelled. Raises EventCancelled, EventOver."""
        self.ensure_standing(now)
        return replace(self, cancelled_at=now, sequence=self.sequence + 1)

    def summarised(self, summary: str, replay_url: str) -> "Event":
        """Return the event with its written summary, and with the replay if one is given.

        `summaries` rises each time.
        """
        url = replay_url or self.replay_url
        return replace(self, summary=summary, replay_url=url, summaries=self.summaries + 1)


TOLD = ("starts_at", "ends_at", "venue", "venue_address")
"""The fields of which those registered are told at once, with an updated invitation."""

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
"""The fields that do not change once the event has begun."""


def _differ(before: Event | Earlier, after: Event) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in TOLD)


def existing(event: Event | None) -> Event:
    """Return the event; raise EventNotFound if there is none."""
    if event is None:
        raise EventNotFound
    return event


def check(event: Event, now: datetime) -> None:
    """Raise InvalidFields for what no event can be."""
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
    """Raise InvalidFields if registrations would close in the past."""
    if event.closes_at and event.closes_at <= now:
        raise InvalidFields(FieldError("registration_closes_at", "in_the_past"))

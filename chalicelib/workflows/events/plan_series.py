"""Plan series of meetings: all at once, or each from the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ...domain.events import events
from ...domain.events import series as rules
from ...domain.events.events import Event, Mode
from ...domain.events.seats import Seats
from ...domain.events.series import Series
from ...domain.ids import NewId, event_id, series_id
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ...domain.receipts import Once
from ..callers import for_team
from ..ports import Records
from ..retrying import decided_afresh
from .manage_events import Scheduled, ensure_first, schedule


@dataclass(frozen=True)
class Meetings:
    """A series that the team asks for; `draft` is its first meeting, without an id."""

    draft: Event
    count: int
    pace: timedelta


@dataclass(frozen=True)
class NextMeeting:
    """The next meeting that the team asks for.

    `key` is the form's, so that a form sent twice makes one meeting.
    """

    key: str
    title: str
    series_title: str
    starts_at: datetime
    ends_at: datetime


@decided_afresh
def create_series(
    caller: Caller,
    wanted: Meetings,
    capacities: Mapping[Mode, int],
    once: Once[Scheduled],
    *,
    store: Records,
    programme: Programme,
    new_id: NewId,
    now: datetime,
) -> Scheduled:
    """Create all meetings of a series, or none. Returns the first.

    Raises Forbidden, InvalidFields.
    """
    ensure_first(caller, once, store)
    zone = ZoneInfo(programme.zone)
    drafts = rules.meetings_like(wanted.draft, wanted.count, wanted.pace, zone)
    made = [replace(each, id=event_id(new_id())) for each in drafts]
    title = rules.title_of_all(wanted.draft.title)
    series = Series(series_id(new_id()), title, tuple(each.id for each in made))
    unit = store.unit()
    unit.add(series)
    first, *_ = [
        schedule(unit, replace(each, series=series.id), capacities, programme, now) for each in made
    ]
    for each in made:
        unit.add(*done(caller, Deed.EVENT_CREATED, each.id, 1, now))
    unit.add(*once.receipts(first, now))
    unit.commit()
    return first


@decided_afresh
def plan_next(
    caller: Caller,
    identifier: str,
    wanted: NextMeeting,
    *,
    store: Records,
    programme: Programme,
    now: datetime,
) -> Event:
    """Create the next meeting of an event's series, which it begins if it has none.

    Raises Forbidden, EventNotFound, InvalidFields, SeriesFull.
    """
    event, seats, made = for_team(caller, store).load(
        (Event, identifier),
        (Seats, identifier),
        (Event, event_id(wanted.key)),
    )
    if made is not None:
        return made
    event = events.existing(event)
    if seats is None:
        raise events.EventNotFound
    after = rules.next_meeting(event, wanted.key, wanted.title, wanted.starts_at, wanted.ends_at)
    unit = store.unit()
    series = store.one(Series, event.series) if event.series else None
    if series is None:
        series = rules.begun_by(event, wanted.key, wanted.series_title)
        unit.save(replace(event, series=series.id))
    after = replace(after, series=series.id)
    unit.save(series.with_meeting(after.id))
    capacities = {mode: places.capacity for mode, places in seats.places.items()}
    schedule(unit, after, capacities, programme, now)
    unit.add(*done(caller, Deed.EVENT_CREATED, after.id, 1, now))
    unit.commit()
    return after

"""Read the times of an external calendar (icalendar, dateutil): no title, no place, nobody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from ...domain.week.external import CalendarUnread, Elsewhere, Unread, merged

MOST_ENTRIES = 5_000
"""How many entries of a calendar are looked at."""

MOST_TURNS = 30_000
"""How many times one entry comes again at most, from its first: a day each for eighty years."""

WHOLE = 10.0
"""Seconds to look at the entries at most: a rule may be made to take for ever."""

TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
"""What comes again so often is no appointment; its first time alone counts."""

ONCE_A_YEAR = frozenset(
    {"FREQ", "INTERVAL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "UNTIL", "COUNT"}
)
"""What a rule by which the clock of a zone changes is made of."""

SHOWN_AS = "X-MICROSOFT-CDO-BUSYSTATUS"

UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What reading somebody else's file raises where it is not as the standard wants it.

`OSError` is that of a zone whose name is a folder, or none that a file has.
"""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class ExternalCalendars:
    """Reads calendars by `fetch`; times without a zone are of `zone`.

    `own` ends the ids of what we sent her ourselves: sessions are no appointments elsewhere.
    """

    fetch: Callable[[str], bytes]
    zone: str
    own: str
    clock: Callable[[], float] = monotonic

    def times(self, url: str, since: datetime, until: datetime) -> tuple[Elsewhere, ...]:
        """Return when she is elsewhere from `since` to `until` (UTC). Raises CalendarUnread."""
        content = self.fetch(url)
        try:
            entries = _entries(content)
        except UNREADABLE:
            raise CalendarUnread(Unread.NO_CALENDAR) from None
        ends = self.clock() + WHOLE
        replaced = (
            (str(each.get("UID")), moment) for each in entries for moment in self._replaced(each)
        )
        moved = set(self._until(ends, replaced))
        theirs = (each for each in entries if not str(each.get("UID", "")).endswith(self.own))
        spans = (s for each in theirs if _counts(each) for s in self._spans(each, moved, until))
        return merged(self._until(ends, spans), since, until)

    def _until[T](self, ends: float, found: Iterator[T]) -> Iterator[T]:
        """Yield what is found as long as there is time. Raises CalendarUnread."""
        for each in found:
            if self.clock() > ends:
                raise CalendarUnread(Unread.TOO_LARGE)
            yield each

    def _replaced(self, entry: Any) -> Iterator[datetime]:
        """Yield the times that are none of an entry's own: taken out, or told by another."""
        try:
            for each in _dates(entry.get("EXDATE")):
                yield self._moment(each)
            if "RECURRENCE-ID" in entry:
                yield self._moment(entry.decoded("RECURRENCE-ID"))
        except UNREADABLE:
            return

    def _spans(
        self, entry: Any, moved: set[tuple[str, datetime]], until: datetime
    ) -> Iterator[Span]:
        """Yield each time of an entry; none of one that cannot be read."""
        try:
            first = entry.decoded("DTSTART")
            length = _length(entry, first)
            for start in islice(self._starts(entry, first, until), MOST_TURNS):
                begins = self._moment(start)
                if "RECURRENCE-ID" in entry or (str(entry.get("UID")), begins) not in moved:
                    yield begins, self._moment(start + length)
        except UNREADABLE:
            return

    def _starts(self, entry: Any, first: date, until: datetime) -> Iterator[date]:
        """Yield when an entry begins: once, by its rule, and at the times that are added to it."""
        rule = entry.get("RRULE")
        if rule is None or isinstance(rule, list) or TOO_OFTEN & set(rule.get("FREQ", ())):
            yield first
        else:
            yield from self._turns(rule, first, until)
        yield from _dates(entry.get("RDATE"))

    def _turns(self, rule: Any, first: date, until: datetime) -> Iterator[date]:
        """Yield each turn of a rule, in wall time, until the end of what is asked for.

        A rule that never comes true ends there, too.
        """
        from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

        begins = first if isinstance(first, datetime) else datetime.combine(first, time())
        zone = begins.tzinfo
        here = zone or ZoneInfo(self.zone)
        ends = [until.astimezone(here).replace(tzinfo=None)]
        ends += [_plain(each, here) for each in rule.get("UNTIL", ())]
        bare = type(rule)({k: v for k, v in rule.items() if k not in ("UNTIL", "COUNT")})
        text = bare.to_ical().decode()
        turns: Any = rrulestr(text, dtstart=begins.replace(tzinfo=None))
        most = next(iter(rule.get("COUNT", ())), MOST_TURNS)
        for turn in islice(turns.replace(until=min(ends)), most):
            yield turn.replace(tzinfo=zone) if isinstance(first, datetime) else turn.date()

    def _moment(self, when: date) -> datetime:
        """Return a time as UTC; a day begins at midnight in our zone."""
        moment = when if isinstance(when, datetime) else datetime.combine(when, time())
        here = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.zone))
        return here.astimezone(UTC)


def _entries(content: bytes) -> list[Any]:
    """Return the entries of a calendar; zones are known by what it says, and no other before."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    tzp.use_zoneinfo()
    calendar = Calendar.from_ical(content)
    if not all(map(_is_tame, calendar.walk("STANDARD") + calendar.walk("DAYLIGHT"))):
        raise ValueError
    return list(islice(calendar.walk("VEVENT"), MOST_ENTRIES))


def _is_tame(part: Any) -> bool:
    """Return whether the clock of a zone changes once a year by each rule.

    All changes up to the time that is asked for are kept: one each second is more than memory has.
    """
    rules = [each for name in ("RRULE", "EXRULE") if (each := part.get(name)) is not None]
    return all(
        not isinstance(each, list)
        and [*each.get("FREQ", ())] == ["YEARLY"]
        and each.keys() <= ONCE_A_YEAR
        and len(each.get("BYDAY", ())) <= 1
        for each in rules
    )


def _counts(entry: Any) -> bool:
    """Return whether somebody is taken by an entry: not one that is cancelled, or shown as free."""
    free = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", SHOWN_AS: "FREE"}
    return all(str(entry.get(name, "")).upper() != word for name, word in free.items())


def _length(entry: Any, first: date) -> timedelta:
    if "DTEND" in entry:
        length: timedelta = entry.decoded("DTEND") - first
        return length
    if "DURATION" in entry:
        return entry.decoded("DURATION")  # type: ignore[no-any-return]
    return timedelta() if isinstance(first, datetime) else timedelta(days=1)


def _dates(value: Any) -> Iterator[date]:
    """Yield the dates of a property that may come several times, each a list."""
    lists = value if isinstance(value, list) else [value] if value is not None else []
    for each in lists:
        for one in each.dts:
            if isinstance(one.dt, date):
                yield one.dt


def _plain(when: date, zone: tzinfo) -> datetime:
    """Return a moment in wall time of a zone; the end of a day."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time.max)
    return when.astimezone(zone).replace(tzinfo=None) if when.tzinfo else when

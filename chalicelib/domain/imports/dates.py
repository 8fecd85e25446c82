"""Dates and times as spreadsheets and people write them; those that have two readings are refused.

A cell is read to its canonical text: `2021-11-04`, `2021-11-04T16:00:00`.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from .folding import plain, with_digits
from .mistakes import BadCell

EARLIEST, LATEST = 1990, 2100
"""Years that a date may be of."""

MONTHS = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juill", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names}

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_IN_WORDS = re.compile(r"(?:[a-z]+ )?(?:le )?(\d{1,2})(?:er)? ([a-z]+)\.?,? (\d{4})")
_TIME = re.compile(r"(\d{1,2}) ?(?::|h) ?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?( ?[ap]\.?m\.?)?")
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|([ap])\.?m\.?)")
_OFFSET = re.compile(r"(?<=\d)(z|[+-]\d{2}:?\d{2})$")
_PARTS = re.compile(r"(.*\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:t|,? +(?:a )?)(\d.*)")


def read_date(text: str) -> str:
    """Return a day in its canonical form; the time beside it does not matter. Raises BadCell."""
    said = with_digits(plain(" ".join(text.split())))
    parts = _PARTS.fullmatch(said)
    if parts is not None:
        _time(_OFFSET.sub("", parts[2]).strip(), "AAAA-MM-JJ")
        said = parts[1]
    day, certain = _day(said, "AAAA-MM-JJ")
    if not certain:
        raise BadCell("bad_date", "AAAA-MM-JJ", day.isoformat())
    return day.isoformat()


def read_moment(text: str, zone: str) -> str:
    """Return a wall time of the zone in its canonical form. Raises BadCell."""
    wanted = "AAAA-MM-JJ HH:MM"
    said = with_digits(plain(" ".join(text.split())))
    parts = _PARTS.fullmatch(said)
    if parts is None:
        _day(said, wanted)
        raise BadCell("missing_time", wanted)
    day, certain = _day(parts[1], wanted)
    offset = _OFFSET.search(parts[2])
    at = _time(_OFFSET.sub("", parts[2]).strip(), wanted)
    moment = _in_zone(datetime.combine(day, at), offset[1] if offset else "", zone)
    if not certain:
        raise BadCell("bad_date", wanted, moment)
    return moment


def _in_zone(moment: datetime, offset: str, zone: str) -> str:
    if offset:
        aware = datetime.fromisoformat(f"{moment.isoformat()}{offset.upper()}")
        moment = aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    after = _once_clocks_moved(moment, ZoneInfo(zone))
    if after is not None:
        before = moment - (after - moment)
        raise BadCell("no_such_time", f"{_shown(after)} ou {_shown(before)}")
    return moment.isoformat()


def _once_clocks_moved(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """Return what clocks show once they have jumped over a wall time; None if they have not."""
    there = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return None if there == wall else there


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def _day(said: str, wanted: str) -> tuple[date, bool]:
    """Return a day, and whether it is written as a day should be. Raises BadCell."""
    if found := _YEAR_FIRST.fullmatch(said):
        return _date(int(found[1]), int(found[3]), int(found[4]), wanted), True
    if found := _YEAR_LAST.fullmatch(said):
        return _of_two_numbers(int(found[1]), int(found[3]), int(found[4]), wanted), False
    if _SHORT_YEAR.fullmatch(said):
        raise BadCell("short_year", wanted)
    found = _IN_WORDS.fullmatch(said)
    if found and found[2] in MONTH_OF:
        return _date(int(found[3]), MONTH_OF[found[2]], int(found[1]), wanted), False
    raise BadCell("bad_date", wanted)


def _of_two_numbers(first: int, second: int, year: int, wanted: str) -> date:
    """Return the one day that two numbers and a year can name. Raises BadCell if there are two."""
    if first <= 12 and second <= 12 and first != second:
        readings = (_date(year, second, first, wanted), _date(year, first, second, wanted))
        raise BadCell("ambiguous_date", " ou ".join(day.isoformat() for day in readings))
    month, day = (second, first) if second <= 12 else (first, second)
    return _date(year, month, day, wanted)


def _date(year: int, month: int, day: int, wanted: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadCell("no_such_day", wanted) from None
    if not EARLIEST <= year <= LATEST:
        raise BadCell("bad_date", wanted)
    return found


def _time(said: str, wanted: str) -> time:
    """Return a time of the day. Raises BadCell."""
    if found := _TIME.fullmatch(said):
        half = (found[4] or "").strip()[:1]
        numbers = (int(found[1]), int(found[2]), int(found[3] or 0))
    elif found := _HOUR.fullmatch(said):
        half, numbers = found[2] or "", (int(found[1]), 0, 0)
    else:
        raise BadCell("bad_time", wanted)
    try:
        return time(hour_of_24(numbers[0], half), numbers[1], numbers[2])
    except ValueError:
        raise BadCell("bad_time", wanted) from None


def hour_of_24(hour: int, half: str) -> int:
    """Return an hour of 24; `half` is "a", "p" or "".

    Raises ValueError for one that no half of the day has.
    """
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)

"""The times of an external calendar: what takes somebody, when it comes again, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from chalicelib.adapters.external.calendars import ExternalCalendars
from chalicelib.domain.week.external import CalendarUnread, Unread

SINCE, UNTIL = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//FR\r\n"


def reader_of(*entries: str, clock: Callable[[], float] = lambda: 0.0) -> ExternalCalendars:
    content = (HEAD + "".join(entries) + "END:VCALENDAR\r\n").encode()
    return ExternalCalendars(lambda _url: content, "America/Toronto", "@ours.example.org", clock)


def times(*entries: str) -> list[str]:
    found = reader_of(*entries).times("https://agenda.example.org/a.ics", SINCE, UNTIL)
    return [f"{each.starts_at:%m-%dT%H:%M}/{each.ends_at:%dT%H:%M}" for each in found]


def zone(name: str, rule: str, offset: str = "+0300") -> str:
    """A zone that calendars know by this name; its clock changes to and fro by a rule."""
    changes = [
        f"BEGIN:{kind}\r\nDTSTART:19700101T020000\r\nRRULE:{rule}\r\n"
        f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:{kind}\r\n"
        for kind in ("STANDARD", "DAYLIGHT")
    ]
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{''.join(changes)}END:VTIMEZONE\r\n"


def entry(*lines: str, uid: str = "a") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT")) + "\r\n"


def test_a_time_counts_in_its_zone_and_one_without_a_zone_in_ours() -> None:
    assert times(
        entry("DTSTART:20270308T140000Z", "DTEND:20270308T150000Z"),
        entry("DTSTART;TZID=Europe/Paris:20270309T160000", "DURATION:PT30M"),
        entry("DTSTART:20270310T090000", "DTEND:20270310T100000"),
        entry("DTSTART;VALUE=DATE:20270311"),
    ) == [
        "03-08T14:00/08T15:00",
        "03-09T15:00/09T15:30",
        "03-10T14:00/10T15:00",
        "03-11T05:00/12T05:00",
    ]


def test_what_comes_again_keeps_its_hour_when_clocks_change_without_what_was_taken_out() -> None:
    weekly = entry(
        "DTSTART;TZID=America/Toronto:20270101T090000",
        "DTEND;TZID=America/Toronto:20270101T100000",
        "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270320T000000Z",
        "EXDATE;TZID=America/Toronto:20270312T090000",
        "RDATE;TZID=America/Toronto:20270330T090000",
    )
    moved = entry(
        "RECURRENCE-ID;TZID=America/Toronto:20270319T090000",
        "DTSTART;TZID=America/Toronto:20270318T130000",
        "DTEND;TZID=America/Toronto:20270318T140000",
    )
    assert times(weekly) == ["03-05T14:00/05T15:00", "03-19T13:00/19T14:00", "03-30T13:00/30T14:00"]
    assert times(weekly, moved) == [
        "03-05T14:00/05T15:00",
        "03-18T17:00/18T18:00",
        "03-30T13:00/30T14:00",
    ]


def test_what_takes_nobody_is_left_out_and_so_is_what_we_sent_ourselves() -> None:
    at = "DTSTART:20270308T140000Z", "DTEND:20270308T150000Z"
    assert not times(
        entry(*at, "STATUS:CANCELLED"),
        entry(*at, "TRANSP:TRANSPARENT"),
        entry(*at, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"),
        entry(*at, uid="p3f0-b81a@ours.example.org"),
        entry("DTSTART:20270308T140000Z"),
        entry("DTSTART:20270208T140000Z", "DTEND:20270208T150000Z"),
    )


def test_times_that_touch_or_overlap_are_one() -> None:
    assert times(
        entry("DTSTART:20270308T140000Z", "DTEND:20270308T150000Z"),
        entry("DTSTART:20270308T143000Z", "DTEND:20270308T160000Z"),
        entry("DTSTART:20270308T160000Z", "DTEND:20270308T163000Z"),
    ) == ["03-08T14:00/08T16:30"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
        "FREQ=NEVER",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;COUNT=999999999",
    ],
)
def test_a_rule_that_means_no_good_ends(rule: str) -> None:
    at = "DTSTART:20200308T140000Z", "DTEND:20200308T150000Z"
    good = entry("DTSTART:20270309T140000Z", "DTEND:20270309T150000Z", uid="b")
    assert "03-09T14:00/09T15:00" in times(entry(*at, f"RRULE:{rule}"), good)


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff\xfe", b"BEGIN:VCALENDAR\r\n"])
def test_what_is_no_calendar_is_told(content: bytes) -> None:
    reader = ExternalCalendars(lambda _url: content, "America/Toronto", "@ours.example.org")
    with pytest.raises(CalendarUnread) as told:
        reader.times("https://agenda.example.org/a.ics", SINCE, UNTIL)
    assert told.value.reason is Unread.NO_CALENDAR


HERE = entry("DTSTART;TZID=Chez moi:20270309T140000", "DURATION:PT1H")


def test_a_zone_of_its_own_counts_as_this_calendar_tells_it_and_no_other() -> None:
    yearly = "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"
    assert times(zone("Chez moi", yearly), HERE) == ["03-09T11:00/09T12:00"]
    assert times(zone("Chez moi", yearly, "+0100"), HERE) == ["03-09T13:00/09T14:00"]
    assert times(HERE) == ["03-09T19:00/09T20:00"]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYHOUR=1,2,3"]
)
def test_a_zone_whose_clock_never_rests_is_not_asked(rule: str) -> None:
    with pytest.raises(CalendarUnread) as told:
        times(zone("Chez moi", rule), HERE)
    assert told.value.reason is Unread.NO_CALENDAR


@pytest.mark.parametrize("name", ["America", "x" * 5_000])
def test_a_zone_that_is_no_file_is_told(name: str) -> None:
    with pytest.raises(CalendarUnread) as told:
        times(entry(f"DTSTART;TZID={name}:20270309T140000", "DURATION:PT1H"))
    assert told.value.reason is Unread.NO_CALENDAR


def test_a_zone_that_nobody_knows_is_ours() -> None:
    strange = entry("DTSTART;TZID=../../etc/passwd:20270309T140000", "DURATION:PT1H")
    assert times(strange) == ["03-09T19:00/09T20:00"]


@pytest.mark.parametrize(
    "lines", [("RRULE:FREQ=DAILY",), ("EXDATE:" + ",".join(["20270309T140000Z"] * 40),)]
)
def test_what_takes_too_long_is_given_up(lines: tuple[str, ...]) -> None:
    ticks = count()
    many = entry("DTSTART:20260308T140000Z", "DURATION:PT1H", *lines)
    reader = reader_of(many, clock=lambda: float(next(ticks)))
    with pytest.raises(CalendarUnread) as told:
        reader.times("https://agenda.example.org/a.ics", SINCE, UNTIL)
    assert told.value.reason is Unread.TOO_LARGE

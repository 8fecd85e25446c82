"""What an adviser opens as a rule is proposed on its next free day, cut as it was."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.demand.usual import next_opening, usual
from chalicelib.domain.sessions.slots import Opening, Slot, slots_in

ZONE = ZoneInfo("America/Toronto")
NOW = datetime(2027, 3, 1, 14, tzinfo=UTC)


def opened(day: str, since: int = 9, until: int = 12, buffer: int = 0) -> list[Slot]:
    starts = datetime.fromisoformat(day).replace(hour=since, tzinfo=ZONE).astimezone(UTC)
    ends = datetime.fromisoformat(day).replace(hour=until, tzinfo=ZONE).astimezone(UTC)
    opening = Opening(starts, ends, ("a",), 60, buffer, meeting_url=f"https://x.example.org/{day}")
    return [*slots_in(opening, "s1", "D")]


def test_the_most_frequent_hours_are_proposed_at_the_same_hour_of_the_clock() -> None:
    held = [*opened("2027-02-16"), *opened("2027-02-18", 13, 16), *opened("2027-03-02")]
    found = next_opening(held, "b", ZONE, NOW)
    assert found is not None
    assert found.starts_at.astimezone(ZONE).isoformat() == "2027-03-09T09:00:00-05:00"
    assert found.ends_at - found.starts_at == timedelta(hours=3)
    assert (found.themes, found.meeting_url) == (("b",), "https://x.example.org/2027-03-02")


def test_a_day_that_has_hours_already_and_a_holiday_are_passed_over() -> None:
    held = [
        *opened("2027-02-26"),
        *opened("2027-03-05"),
        *opened("2027-03-12"),
        *opened("2027-03-19"),
    ]
    found = next_opening(held, "b", ZONE, NOW)  # 26 March is Good Friday
    assert found is not None
    assert found.starts_at.astimezone(ZONE).isoformat() == "2027-04-02T09:00:00-04:00"


def test_pauses_between_hours_are_kept() -> None:
    found = next_opening(opened("2027-02-16", 9, 14, 30), "b", ZONE, NOW)
    assert found is not None
    assert (found.slot_minutes, found.buffer_minutes) == (60, 30)
    assert len(slots_in(found, "s1", "D")) == len(opened("2027-02-16", 9, 14, 30))


def test_nothing_is_usual_before_anything_was_opened() -> None:
    assert usual([], ZONE) is None
    assert next_opening([], "b", ZONE, NOW) is None

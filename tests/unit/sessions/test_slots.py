from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.domain.errors import FieldError, InvalidFields
from chalicelib.domain.sessions.slots import (
    LONGEST_OPENING,
    Format,
    Opening,
    Overlap,
    Slot,
    SlotTaken,
    TooSoon,
    cut,
    ensure_free,
    slot_id,
)

from ...support.examples import ADVISER_ID, HOUR, NOW, SECOND, STARTS_AT, moments, slot

MINUTE = timedelta(minutes=1)


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    starts_at = draw(moments(NOW + MINUTE)).replace(second=0)
    assume(starts_at > NOW)
    length = draw(st.integers(15, 240))
    stretch = draw(st.integers(length, int(LONGEST_OPENING / MINUTE)))
    return Opening(
        starts_at,
        starts_at + stretch * MINUTE,
        slot_minutes=length,
        buffer_minutes=draw(st.integers(0, 240)),
    )


def cut_now(opening: Opening) -> tuple[Slot, ...]:
    return cut(opening, ADVISER_ID, "Dominique Exemple", NOW)


def refusal(**changes: Any) -> FieldError:
    opening = Opening(**{"starts_at": STARTS_AT, "ends_at": STARTS_AT + 3 * HOUR, **changes})
    with pytest.raises(InvalidFields) as refused:
        cut_now(opening)
    (error,) = refused.value.errors
    return error


def test_a_morning_of_three_and_a_half_hours_with_pauses_makes_three_slots() -> None:
    opening = Opening(STARTS_AT, STARTS_AT + 3.5 * HOUR, buffer_minutes=15)
    assert [s.starts_at - STARTS_AT for s in cut_now(opening)] == [
        0 * HOUR,
        1.25 * HOUR,
        2.5 * HOUR,
    ]


def test_each_slot_carries_what_the_opening_says() -> None:
    url = "https://visio.example.org"
    opening = Opening(
        STARTS_AT,
        STARTS_AT + HOUR,
        ("cybersecurite",),
        format=Format.IN_PERSON,
        meeting_url=url,
    )
    (made,) = cut_now(opening)
    assert (made.themes, made.format, made.meeting_url) == (
        ("cybersecurite",),
        Format.IN_PERSON,
        url,
    )
    assert (made.id, made.adviser_name) == (slot_id(ADVISER_ID, STARTS_AT), "Dominique Exemple")


@given(openings())
def test_slots_are_whole_inside_their_opening_and_as_many_as_fit(opening: Opening) -> None:
    made = cut_now(opening)
    length, pause = opening.slot_minutes * MINUTE, opening.buffer_minutes * MINUTE
    assert made[0].starts_at == opening.starts_at
    assert {s.ends_at - s.starts_at for s in made} == {length}
    assert made[-1].ends_at <= opening.ends_at < made[-1].ends_at + pause + length


@given(openings())
def test_slots_follow_each_other_a_pause_apart_and_never_overlap(opening: Opening) -> None:
    made = cut_now(opening)
    pauses = {after.starts_at - before.ends_at for before, after in pairwise(made)}
    assert pauses <= {opening.buffer_minutes * MINUTE}
    assert len({s.id for s in made}) == len(made)
    assert all(s.bookable(NOW) for s in made)


def test_an_opening_that_has_begun_is_refused() -> None:
    assert refusal(starts_at=NOW) == FieldError("starts_at", "in_the_past")


def test_an_opening_starts_on_a_whole_minute() -> None:
    assert refusal(starts_at=STARTS_AT + SECOND) == FieldError("starts_at", "whole_minutes")
    fraction = STARTS_AT + timedelta(microseconds=1)
    assert refusal(starts_at=fraction) == FieldError("starts_at", "whole_minutes")


def test_an_opening_too_short_for_one_slot_is_refused() -> None:
    short = FieldError("ends_at", "too_short_for_a_slot")
    assert refusal(ends_at=STARTS_AT + HOUR - SECOND) == short
    assert refusal(ends_at=STARTS_AT) == short
    assert refusal(ends_at=STARTS_AT - HOUR) == FieldError("ends_at", "ends_before_start")


def test_an_opening_lasts_fourteen_hours_at_most_and_the_refusal_says_so() -> None:
    too_long = STARTS_AT + LONGEST_OPENING + SECOND
    assert refusal(ends_at=too_long) == FieldError("ends_at", "opening_too_long", 14)
    assert len(cut_now(Opening(STARTS_AT, STARTS_AT + LONGEST_OPENING))) == 14


@given(moments(), st.integers(-300, 300), st.integers(15, 240), st.integers(15, 240))
def test_two_slots_overlap_when_their_times_do_whichever_came_first(
    starts_at: datetime, shift: int, first_length: int, second_length: int
) -> None:
    first = slot(starts_at, ends_at=starts_at + first_length * MINUTE)
    later = starts_at + shift * MINUTE
    second = slot(later, ends_at=later + second_length * MINUTE)
    overlap = max(starts_at, later) < min(first.ends_at, second.ends_at)
    for new, existing in ((first, second), (second, first)):
        if overlap:
            with pytest.raises(Overlap):
                ensure_free([new], [existing])
        else:
            ensure_free([new], [existing])


def test_slots_that_touch_do_not_overlap() -> None:
    ensure_free([slot(STARTS_AT)], [slot(STARTS_AT - HOUR), slot(STARTS_AT + HOUR)])


def test_one_slot_that_overlaps_refuses_them_all() -> None:
    with pytest.raises(Overlap):
        ensure_free([slot(STARTS_AT), slot(STARTS_AT + 5 * HOUR)], [slot(STARTS_AT + 5.5 * HOUR)])


def test_a_slot_can_be_booked_until_the_second_before_it_starts() -> None:
    assert slot().taken("b", "decouvrabilite", STARTS_AT - SECOND).booking_id == "b"
    with pytest.raises(SlotTaken):
        slot().taken("b", "decouvrabilite", STARTS_AT)


def test_a_slot_within_the_notice_is_refused_as_too_soon_and_is_not_bookable() -> None:
    just_in_time, too_late = STARTS_AT - 12 * HOUR, STARTS_AT - 12 * HOUR + SECOND
    assert slot().bookable(just_in_time, 12 * HOUR)
    assert slot().taken("b", "decouvrabilite", just_in_time, 12 * HOUR).booking_id == "b"
    assert not slot().bookable(too_late, 12 * HOUR)
    with pytest.raises(TooSoon):
        slot().taken("b", "decouvrabilite", too_late, 12 * HOUR)
    with pytest.raises(SlotTaken):
        slot(booking_id="p9-b").taken("b", "decouvrabilite", too_late, 12 * HOUR)


def test_a_taken_slot_cannot_be_taken_again_until_it_is_freed() -> None:
    taken = slot().taken("b", "decouvrabilite", NOW)
    with pytest.raises(SlotTaken):
        taken.taken("c", "decouvrabilite", NOW)
    assert taken.freed() == slot()


def test_a_slot_for_one_theme_refuses_another_and_one_without_themes_takes_any() -> None:
    with pytest.raises(InvalidFields) as refused:
        slot(themes=("marketing",)).taken("b", "decouvrabilite", NOW)
    assert refused.value.errors == (FieldError("theme", "theme_not_offered"),)
    assert slot(themes=("marketing",)).taken("b", "marketing", NOW).booking_id == "b"
    assert slot().taken("b", "whatever", NOW).booking_id == "b"


def test_the_same_time_in_another_offset_is_the_same_slot() -> None:
    montreal = STARTS_AT.astimezone(ZoneInfo("America/Toronto"))
    assert slot_id(ADVISER_ID, montreal) == slot_id(ADVISER_ID, STARTS_AT)

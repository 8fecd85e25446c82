from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.documents.documents import Tool
from chalicelib.domain.errors import NotFound
from chalicelib.domain.sessions import bookings
from chalicelib.domain.sessions.bookings import (
    Booking,
    BookingStatus,
    NotBooked,
    Outcome,
    OutcomeRecorded,
    OutcomeReport,
    TooLate,
    existing,
)
from chalicelib.domain.sessions.slots import Format

from ...support.examples import (
    BOOKING_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    SECOND,
    STARTS_AT,
    booking,
    moments,
    slot,
)

DEADLINE = 24 * HOUR
LAST_MOMENT = STARTS_AT - DEADLINE
ENDS_AT = STARTS_AT + HOUR
HELD, ABSENT = OutcomeReport(Outcome.COMPLETED, "Bravo"), OutcomeReport(Outcome.NO_SHOW)
OVER = [BookingStatus.CANCELLED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]


def test_a_booking_takes_its_time_place_and_adviser_from_the_slot() -> None:
    url = "https://visio.example.org"
    chosen = slot(format=Format.IN_PERSON, meeting_url=url)
    made = bookings.book(chosen, BOOKING_ID, "decouvrabilite", "Mon site", NOW)
    assert made == booking(
        slot_id=chosen.id, format=Format.IN_PERSON, meeting_url=url, needs="Mon site"
    )
    assert (made.participant_id, made.booked) == (PARTICIPANT_ID, True)


def test_a_participant_may_move_or_cancel_until_the_deadline_to_the_second() -> None:
    later = slot(STARTS_AT + DAY)
    assert booking().moved(later, LAST_MOMENT, DEADLINE).starts_at == later.starts_at
    assert not booking().cancelled(LAST_MOMENT, DEADLINE).booked
    with pytest.raises(TooLate):
        booking().moved(later, LAST_MOMENT + SECOND, DEADLINE)
    with pytest.raises(TooLate):
        booking().cancelled(LAST_MOMENT + SECOND, DEADLINE)


def test_what_a_space_offers_to_change_is_what_may_be_changed() -> None:
    assert booking().changeable(LAST_MOMENT, DEADLINE)
    assert not booking().changeable(LAST_MOMENT + SECOND, DEADLINE)
    assert booking().changeable(ENDS_AT, None)
    assert not booking(status=BookingStatus.CANCELLED).changeable(NOW, None)


def test_a_session_is_to_come_until_its_end_while_it_is_booked() -> None:
    assert booking().upcoming(ENDS_AT - SECOND)
    assert not booking().upcoming(ENDS_AT)
    assert not booking(status=BookingStatus.CANCELLED).upcoming(NOW)


def test_the_deadline_counts_from_where_the_session_stands_now() -> None:
    moved = booking().moved(slot(STARTS_AT + DAY), LAST_MOMENT, DEADLINE)
    assert not moved.cancelled(LAST_MOMENT + DAY, DEADLINE).booked


def test_staff_have_no_deadline() -> None:
    assert not booking().cancelled(STARTS_AT + HOUR, None).booked
    assert booking().moved(slot(STARTS_AT + DAY), STARTS_AT + HOUR, None).booked


@pytest.mark.parametrize("status", OVER)
def test_what_is_no_longer_booked_neither_moves_nor_is_cancelled(status: BookingStatus) -> None:
    over = booking(status=status)
    with pytest.raises(NotBooked):
        over.moved(slot(STARTS_AT + DAY), NOW, DEADLINE)
    with pytest.raises(NotBooked):
        over.cancelled(NOW, None)


def test_moving_changes_the_slot_and_nothing_of_what_was_asked_for() -> None:
    asked = booking(needs="Mon site", meeting_url="https://un.example")
    chosen = slot(STARTS_AT + DAY, adviser_id="s2", adviser_name="Camille", meeting_url="https://x")
    moved = asked.moved(chosen, NOW, DEADLINE)
    assert (moved.id, moved.theme, moved.needs) == (asked.id, asked.theme, asked.needs)
    assert (moved.slot_id, moved.adviser_id, moved.adviser_name, moved.meeting_url) == (
        chosen.id,
        "s2",
        "Camille",
        "https://x",
    )
    assert (moved.starts_at, moved.ends_at) == (chosen.starts_at, chosen.ends_at)


@given(st.lists(moments(NOW + 2 * DAY), max_size=6))
def test_the_sequence_rises_by_one_with_each_change(times: list[datetime]) -> None:
    current = booking()
    for number, starts_at in enumerate(times, start=1):
        current = current.moved(slot(starts_at), NOW, DEADLINE)
        assert current.sequence == number
    assert current.cancelled(NOW, None).sequence == len(times) + 1


def test_an_outcome_leaves_the_sequence_as_it_is() -> None:
    assert booking(sequence=3).with_outcome(HELD, ENDS_AT).sequence == 3


def test_a_session_held_keeps_its_report_and_is_final() -> None:
    report = OutcomeReport(Outcome.COMPLETED, "Bravo", (Tool("Wikidata"),), ("Créer sa fiche",))
    held = booking().with_outcome(report, ENDS_AT)
    assert (held.status, held.report) == (BookingStatus.COMPLETED, report)
    for correction in (HELD, ABSENT):
        with pytest.raises(OutcomeRecorded):
            held.with_outcome(correction, ENDS_AT)


def test_an_absence_may_be_corrected() -> None:
    absent = booking().with_outcome(ABSENT, ENDS_AT)
    assert absent.status is BookingStatus.NO_SHOW
    assert absent.with_outcome(HELD, ENDS_AT + HOUR).status is BookingStatus.COMPLETED


def test_a_cancelled_session_has_no_outcome() -> None:
    with pytest.raises(NotBooked):
        booking().cancelled(NOW, None).with_outcome(HELD, ENDS_AT)


@pytest.mark.parametrize(
    ("recorded_at", "held_at"),
    [
        (STARTS_AT - HOUR, STARTS_AT - HOUR),
        (STARTS_AT + HOUR / 2, STARTS_AT + HOUR / 2),
        (ENDS_AT, ENDS_AT),
        (ENDS_AT + HOUR, ENDS_AT),
        (ENDS_AT + DAY, ENDS_AT),
        (ENDS_AT + DAY + SECOND, ENDS_AT + DAY + SECOND),
        (ENDS_AT + 30 * DAY, ENDS_AT + 30 * DAY),
    ],
    ids=["before", "during", "at the end", "soon after", "a day after", "late", "very late"],
)
def test_later_mails_count_from_the_end_or_from_a_record_that_comes_early_or_late(
    recorded_at: datetime, held_at: datetime
) -> None:
    assert booking().with_outcome(HELD, recorded_at).held_at == held_at


@given(st.integers(-5 * 86400, 40 * 86400))
def test_a_session_is_never_held_after_it_was_recorded(seconds: int) -> None:
    now = ENDS_AT + timedelta(seconds=seconds)
    held_at = booking().with_outcome(HELD, now).held_at
    assert held_at is not None
    assert now - DAY <= held_at <= now


def test_no_booking_is_not_found() -> None:
    with pytest.raises(NotFound):
        existing(None)
    assert isinstance(existing(booking()), Booking)

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.mail.messages import Message
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Slot, slot_id
from tests.support.examples import (
    ADVISER_ID,
    BOOKING_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    SECOND,
    STARTS_AT,
    booking,
    message,
    participant,
    slot,
)
from tests.support.injected import Calls, Sendings

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("system")]

MAY = datetime(2027, 5, 1, tzinfo=UTC)


def save(*entities: Any) -> None:
    for first in range(0, len(entities), 100):
        unit = wiring.store().unit()
        unit.add(*entities[first : first + 100])
        unit.commit()


def session(number: int, starts_at: datetime, **changes: Any) -> Booking:
    return booking(
        id=f"p{number}-b{number}", starts_at=starts_at, ends_at=starts_at + HOUR, **changes
    )


def due_at(number: int, moment: datetime, **changes: Any) -> Message:
    return message(id=f"p{number}-m{number}", due_at=moment, next_at=moment, **changes)


def ids(found: Iterable[Any]) -> list[str]:
    return [entity.id for entity in found]


def calls_of(operation: str) -> Calls:
    return Calls(wiring.client("dynamodb"), operation)


def test_what_is_loaded_comes_in_the_order_asked_with_none_where_there_is_none() -> None:
    save(booking(), slot(), participant())
    wanted = (
        (Slot, slot().id),
        (Booking, "p3f0-unknown"),
        (Participant, PARTICIPANT_ID),
        (Slot, ""),
        (Booking, BOOKING_ID),
        (Document, BOOKING_ID),
    )
    found = wiring.store().load(*wanted)
    assert [e and type(e) for e in found] == [Slot, None, Participant, None, Booking, None]


def test_what_is_asked_twice_is_given_twice_for_one_read() -> None:
    save(booking())
    calls = calls_of("BatchGetItem")
    first, missing, second = wiring.store().load(
        (Booking, BOOKING_ID), (Slot, "s7c1-x"), (Booking, BOOKING_ID)
    )
    assert first == second == replace(booking(), version=1)
    assert (missing, calls.count) == (None, 1)


def test_asking_for_nothing_costs_nothing() -> None:
    calls = calls_of("BatchGetItem")
    assert wiring.store().load((Slot, ""), (Booking, "")) == (None, None)
    assert wiring.store().load() == ()
    assert calls.count == 0


def test_writing_nothing_costs_nothing() -> None:
    calls = calls_of("TransactWriteItems")
    wiring.store().unit().commit()
    assert calls.count == 0


def test_more_than_a_hundred_are_loaded_in_batches() -> None:
    slots = [slot(STARTS_AT + n * HOUR) for n in range(230)]
    save(*slots)
    calls = calls_of("BatchGetItem")
    wanted = [(Slot, s.id) for s in reversed(slots)]
    assert ids(wiring.store().load(*wanted)) == [s.id for s in reversed(slots)]
    assert calls.count == 3


def test_reads_that_decide_are_strongly_consistent() -> None:
    sent = Sendings(wiring.client("dynamodb"), "*")
    wiring.store().one(Slot, slot().id)
    wiring.store().person(PARTICIPANT_ID)
    wiring.store().adviser_slots(ADVISER_ID, STARTS_AT, STARTS_AT + HOUR)
    assert [b'"ConsistentRead": true' in request.body for request in sent.requests] == [True] * 3


def test_a_person_s_partition_holds_all_that_is_theirs_and_nobody_else_s() -> None:
    theirs: list[Any] = [
        participant(),
        booking(),
        message(),
        Document(BOOKING_ID, BOOKING_ID, "d", "B", NOW),
    ]
    save(*theirs, participant(id="p3f01"), booking(id="p3f01-b1"), slot())
    found = wiring.store().person(PARTICIPANT_ID)
    assert {(type(e), e.id) for e in found} == {(type(e), e.id) for e in theirs}
    assert wiring.store().person("p-unknown") == []


def test_open_slots_come_soonest_first_and_no_more_than_asked() -> None:
    times = [STARTS_AT + n * HOUR for n in (5, 1, 3, 2, 4)]
    save(*[slot(t) for t in times], slot(STARTS_AT + 6 * HOUR, booking_id=BOOKING_ID))
    found = wiring.store().open_slots(NOW, 3, bool)
    assert [s.starts_at for s in found] == sorted(times)[:3]
    assert len(wiring.store().open_slots(NOW, 100, bool)) == 5


def test_a_slot_that_starts_now_is_no_longer_open() -> None:
    save(slot(STARTS_AT), slot(STARTS_AT + HOUR))
    assert len(wiring.store().open_slots(STARTS_AT - SECOND, 10, bool)) == 2
    assert ids(wiring.store().open_slots(STARTS_AT, 10, bool)) == [slot(STARTS_AT + HOUR).id]


def test_open_slots_of_several_advisers_at_one_time_are_all_listed() -> None:
    same_time = [slot(id=slot_id(f"s{n}", STARTS_AT), adviser_id=f"s{n}") for n in range(4)]
    save(*same_time)
    assert ids(wiring.store().open_slots(NOW, 10, bool)) == ids(same_time)


def test_a_slot_leaves_the_open_ones_when_taken_and_comes_back_when_freed() -> None:
    save(slot())
    for booking_id, listed in (BOOKING_ID, 0), ("", 1):
        current = wiring.store().one(Slot, slot().id)
        assert current is not None
        save(replace(current, booking_id=booking_id))
        assert len(wiring.store().open_slots(NOW, 10, bool)) == listed


def test_open_slots_between_two_moments_include_the_first_and_not_the_second() -> None:
    save(*[slot(STARTS_AT + n * HOUR) for n in range(4)])
    found = wiring.store().open_slots_between(STARTS_AT + HOUR, STARTS_AT + 3 * HOUR)
    assert [s.starts_at for s in found] == [STARTS_AT + HOUR, STARTS_AT + 2 * HOUR]


def test_the_agenda_goes_across_months_in_order() -> None:
    starts = [MAY - 40 * DAY, MAY - HOUR, MAY, MAY + 31 * DAY, MAY + 70 * DAY]
    save(*[session(n, at) for n, at in enumerate(starts)])
    found = wiring.store().agenda(MAY - 40 * DAY, MAY + 70 * DAY)
    assert [b.starts_at for b in found] == starts[:-1]


@pytest.mark.parametrize("since", [MAY - DAY, datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC)])
def test_the_agenda_misses_no_month_whatever_day_it_starts_on(since: datetime) -> None:
    months = [datetime(2027, month, 1, tzinfo=UTC) for month in range(2, 13)]
    starts = [since, *[m for m in months if m > since], datetime(2028, 1, 1, tzinfo=UTC)]
    save(*[session(n, at) for n, at in enumerate(starts)])
    found = wiring.store().agenda(since, datetime(2028, 1, 1, 1, tzinfo=UTC))
    assert [b.starts_at for b in found] == starts


def test_the_agenda_includes_its_first_moment_and_not_its_last() -> None:
    save(session(1, MAY), session(2, MAY + DAY), session(3, MAY + DAY))
    assert ids(wiring.store().agenda(MAY, MAY + DAY)) == ["p1-b1"]
    assert ids(wiring.store().agenda(MAY + SECOND, MAY + DAY)) == []
    assert wiring.store().agenda(MAY, MAY) == []


def test_a_session_that_moved_to_another_month_is_in_that_month_alone() -> None:
    save(session(1, MAY - DAY))
    current = wiring.store().one(Booking, "p1-b1")
    assert current is not None
    save(replace(current, starts_at=MAY + DAY, ends_at=MAY + DAY + HOUR))
    assert [b.starts_at for b in wiring.store().agenda(MAY - 20 * DAY, MAY + 20 * DAY)] == [
        MAY + DAY
    ]


def test_what_is_due_comes_oldest_first_and_nothing_else_comes() -> None:
    later = due_at(9, NOW + SECOND)
    settled = message(id="p8-m8", next_at=None)
    document = Document("p2-b2", "p2-b2", "d", "Boîte", NOW, next_at=NOW - 2 * HOUR)
    save(due_at(1, NOW), due_at(3, NOW - 3 * HOUR), later, settled, document)
    assert ids(wiring.store().due(NOW, 10)) == ["p3-m3", "p2-b2", "p1-m1"]


def test_no_more_than_asked_is_due_and_the_rest_stays_for_the_next_sweep() -> None:
    save(*[due_at(n, NOW - n * SECOND) for n in range(1, 6)])
    assert ids(wiring.store().due(NOW, 3)) == ["p5-m5", "p4-m4", "p3-m3"]


def test_what_is_due_is_read_page_after_page_up_to_the_limit() -> None:
    heavy = "x" * 300_000  # a page of DynamoDB's holds a megabyte
    save(*[due_at(n, NOW + n * SECOND, reason=heavy) for n in range(8)])
    calls = calls_of("Query")
    found = wiring.store().due(NOW + DAY, 7)
    assert calls.count > 1
    assert ids(found) == [f"p{n}-m{n}" for n in range(7)]


def test_an_adviser_s_slots_that_may_overlap_a_time_are_all_read() -> None:
    long_before = slot(STARTS_AT - 4 * HOUR, ends_at=STARTS_AT)
    too_early = slot(STARTS_AT - 4 * HOUR - 60 * SECOND)
    inside, at_the_end = slot(STARTS_AT + HOUR), slot(STARTS_AT + 3 * HOUR)
    after, others = slot(STARTS_AT + 4 * HOUR), slot(id=slot_id("s9", STARTS_AT), adviser_id="s9")
    taken = slot(STARTS_AT + 2 * HOUR, booking_id=BOOKING_ID)
    save(long_before, too_early, inside, at_the_end, after, others, taken)
    found = ids(wiring.store().adviser_slots(ADVISER_ID, STARTS_AT, STARTS_AT + 3 * HOUR))
    assert found == ids([long_before, inside, taken, at_the_end])

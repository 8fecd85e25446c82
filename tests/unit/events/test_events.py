from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.errors import DomainError, InvalidFields
from chalicelib.domain.events.events import (
    Earlier,
    EventCancelled,
    EventMode,
    EventOver,
    Mode,
    RegistrationClosed,
)
from chalicelib.domain.events.registrations import (
    NotRegistered,
    OfferLapsed,
    RegistrationStatus,
    from_claim,
)
from chalicelib.domain.events.seats import Claim, Places, waiting_place
from chalicelib.domain.events.series import next_meeting
from chalicelib.domain.ids import event_of, is_about_event
from chalicelib.domain.mail import broadcasts
from chalicelib.domain.mail.about import AboutAttendance
from chalicelib.domain.mail.broadcasts import Topic
from chalicelib.domain.mail.event_mail import after_change
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.mail.wanted import why_unwanted

from ...support.event_examples import (
    EVENT_AT,
    EVENT_ID,
    OF_EVENTS,
    REGISTRATION_ID,
    attendance,
    event,
    registration,
    seats,
)
from ...support.examples import DAY, HOUR, NOW, PROGRAMME, SECOND, message, participant

S = RegistrationStatus
ANYBODY = participant()


def about(kind: Kind, **changes: Any) -> Message:
    return message(kind, booking_id=REGISTRATION_ID, **changes)


@pytest.mark.parametrize(
    ("held", "error"),
    [
        (event(cancelled_at=NOW), EventCancelled),
        (event(NOW), EventOver),
        (event(opens_at=NOW + SECOND), RegistrationClosed),
        (event(closes_at=NOW), RegistrationClosed),
        (event(mode=EventMode.IN_PERSON), InvalidFields),
    ],
)
def test_what_keeps_a_newcomer_out(held: Any, error: type[DomainError]) -> None:
    with pytest.raises(error):
        held.ensure_open(Mode.ONLINE, NOW)


def test_registrations_open_to_the_second_and_close_at_the_start() -> None:
    event(opens_at=NOW).ensure_open(Mode.ONLINE, NOW)
    event().ensure_open(Mode.ONLINE, EVENT_AT - SECOND)
    assert event(closes_at=EVENT_AT + DAY).registration_ends_at == EVENT_AT


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"starts_at": EVENT_AT + HOUR, "ends_at": EVENT_AT + 2 * HOUR}, True),
        ({"venue": "Ailleurs"}, True),
        ({"online_url": "https://visio.example.org/x"}, False),
        ({"title": "Autre", "description": "…"}, False),
        ({}, False),
    ],
)
def test_only_what_people_must_know_raises_the_sequence(
    changes: dict[str, Any], told: bool
) -> None:
    assert event().changed(changes, NOW).sequence == int(told)


def test_a_change_keeps_what_was_before_it() -> None:
    changed = event(venue="Ici", sequence=3).changed({"venue": "Ailleurs"}, NOW)
    assert changed.earlier == Earlier(
        changed.starts_at, changed.ends_at, "Ici", "", sequence=3, until=NOW
    )
    assert changed.changed({"description": "Mieux"}, NOW + DAY).earlier == changed.earlier


def test_changes_of_one_day_are_told_against_what_was_before_them_all() -> None:
    later = EVENT_AT + DAY
    times = {"starts_at": later, "ends_at": later + HOUR}
    first = event(venue="Ici").changed({"venue": "Ailleurs"}, NOW)
    same_day, next_day = first.changed(times, NOW + HOUR), first.changed(times, NOW + DAY)
    assert (same_day.sequence, same_day.earlier) == (2, first.earlier)
    assert next_day.earlier == Earlier(
        EVENT_AT, first.ends_at, "Ailleurs", "", sequence=1, until=NOW + DAY
    )


def test_a_change_taken_back_is_told_against_the_change() -> None:
    first = event(venue="Ici").changed({"venue": "Ailleurs"}, NOW)
    back = first.changed({"venue": "Ici"}, NOW + HOUR)
    assert back.earlier is not None
    assert (back.earlier.venue, back.earlier.sequence) == ("Ailleurs", 1)
    onwards = back.changed({"venue": "Encore ailleurs"}, NOW + 2 * HOUR)
    assert onwards.earlier is not None
    assert onwards.earlier.venue == back.venue


def test_the_next_meeting_of_a_series_has_changed_from_nothing() -> None:
    moved = event(venue="Ici").changed({"venue": "Ailleurs"}, NOW)
    after = next_meeting(moved, "v2", "Suite", EVENT_AT + DAY, EVENT_AT + DAY + HOUR)
    assert (after.venue, after.earlier) == ("Ailleurs", None)


def test_once_begun_only_what_follows_the_event_changes() -> None:
    assert event().changed({"description": "Merci"}, EVENT_AT).description == "Merci"
    with pytest.raises(EventOver):
        event().changed({"venue": "Ailleurs"}, EVENT_AT)


def test_an_id_says_whether_and_which_event_it_is_about() -> None:
    assert event_of(f"{REGISTRATION_ID}-confirmed-0") == EVENT_ID
    assert is_about_event(REGISTRATION_ID)
    assert not is_about_event("p3f0-b81a-confirmed-0")
    assert not is_about_event("p3f0-registration")


def test_an_offer_is_taken_until_it_ends() -> None:
    ends = EVENT_AT - HOUR
    waiting = registration(status=S.WAITLISTED)
    assert waiting.promoted(event(), None).status is S.CONFIRMED
    offered = waiting.promoted(event(), ends)
    assert (offered.status, offered.sequence, offered.next_at) == (S.OFFERED, 1, ends)
    assert offered.accepted(event(), ends).status is S.CONFIRMED
    with pytest.raises(OfferLapsed):
        offered.accepted(event(), ends + SECOND)
    with pytest.raises(OfferLapsed):
        offered.lapsed(event()).accepted(event(), NOW)


def test_who_lets_an_offer_lapse_waits_at_the_end_of_the_line() -> None:
    missed = registration(status=S.OFFERED, ticket=3, confirm_by=NOW).missed(9, event())
    assert (missed.status, missed.ticket, missed.offer_missed) == (S.WAITLISTED, 9, True)
    assert missed.next_at is None


@pytest.mark.parametrize("status", [S.WAITLISTED, S.CANCELLED, S.CONFIRMED])
def test_only_an_offer_is_accepted(status: RegistrationStatus) -> None:
    with pytest.raises(NotRegistered):
        registration(status=status).accepted(event(), NOW)


@pytest.mark.parametrize("status", [S.WAITLISTED, S.CANCELLED])
def test_who_has_no_seat_did_not_come(status: RegistrationStatus) -> None:
    with pytest.raises(NotRegistered):
        registration(status=status).came(True, NOW)


def test_a_claim_after_a_cancellation_brings_the_registration_back() -> None:
    left = registration(version=3).left(event())
    claim = Claim(REGISTRATION_ID, Mode.IN_PERSON, 9, waits=True)
    back = from_claim(claim, left, event(), True, NOW)
    assert (back.ticket, back.sequence, back.version) == (9, 2, 3)
    assert (back.status, back.mode) == (S.WAITLISTED, Mode.IN_PERSON)


def test_what_is_freed_is_not_free_for_newcomers_while_some_wait() -> None:
    assert Places(3, taken=1).free == 2
    assert Places(3, taken=1, waiting=1).free == 0
    assert Places(1, taken=2).free == 0


def test_nobody_is_promoted_without_a_seat_without_a_line_after_the_start() -> None:
    waiting = {Mode.ONLINE: Places(2, taken=1, waiting=1)}
    assert seats(places=waiting).promotable(Mode.ONLINE, NOW)
    assert not seats(places=waiting).promotable(Mode.IN_PERSON, NOW)
    assert not seats(places=waiting).promotable(Mode.ONLINE, EVENT_AT)
    assert not seats(places=waiting, cancelled=True).promotable(Mode.ONLINE, NOW)
    assert not seats().promotable(Mode.ONLINE, NOW)


def test_claims_are_finished_in_order_of_arrival() -> None:
    held = seats(places={Mode.ONLINE: Places(2, 1, 1, {"p2-v7e1": 5}, {"p1-v7e1": 4})})
    assert [claim.ticket for claim in held.claims()] == [4, 5]
    assert not held.calm(NOW)


def test_places_in_line_sort_by_ticket() -> None:
    line = [waiting_place(EVENT_ID, Mode.ONLINE, ticket) for ticket in (9, 10, 100)]
    assert sorted(line, key=lambda place: place.id) == line
    assert [place.ticket for place in line] == [9, 10, 100]


def test_every_kind_about_events_is_news_or_broadcast() -> None:
    news = {after_change(registration(status=s), NOW).kind for s in S if s.value[0] != "a"}
    others = {
        Kind.EVENT_PROMOTED,
        Kind.EVENT_SWITCHED,
        Kind.EVENT_OFFER_LAPSED,
        Kind.EVENT_REMOVED,
    }
    told = {m.kind for m in _broadcast()}
    decided = {Kind.TOPIC_CHOSEN, Kind.TOPIC_NOT_CHOSEN}
    assert news | others | told | decided | {Kind.EVENT_SEAT_FREE} == OF_EVENTS


def _broadcast() -> list[Message]:
    cancelled, later = event(cancelled_at=NOW, sequence=2), event(sequence=1)
    sent = [broadcasts.of_change(cancelled, NOW), broadcasts.of_change(later, NOW)]
    sent += [broadcasts.of_summary(event(summaries=1), NOW)]
    sent += broadcasts.of_reminders(event(), PROGRAMME, NOW)
    people = [registration(status=status) for status in S]
    return [m for each in sent for one in people for m in broadcasts.message_to(each, one, NOW)]


def test_reminders_are_for_the_delays_ahead_and_give_way_to_one_another() -> None:
    week, day, hour = broadcasts.of_reminders(event(), PROGRAMME, NOW)
    assert [each.next_at for each in (week, day, hour)] == [
        EVENT_AT - 7 * DAY,
        EVENT_AT - DAY,
        EVENT_AT - HOUR,
    ]
    assert [each.expires_at for each in (week, day, hour)] == [day.next_at, hour.next_at, EVENT_AT]
    assert [each.waiting_too for each in (week, day, hour)] == [False, True, False]
    assert [each.online_only for each in (week, day, hour)] == [False, False, True]
    assert len(broadcasts.of_reminders(event(), PROGRAMME, EVENT_AT - DAY)) == 1


def test_a_reminder_of_an_earlier_time_is_stale() -> None:
    (reminder, *_) = broadcasts.of_reminders(event(), PROGRAMME, NOW)
    assert not reminder.stale(event(), NOW)
    assert reminder.stale(event(sequence=1), NOW)
    assert reminder.stale(event(cancelled_at=NOW), NOW)
    assert reminder.stale(event(), EVENT_AT - DAY)


def test_who_registered_after_a_change_is_not_told_of_it() -> None:
    change = broadcasts.of_change(event(sequence=2), NOW)
    assert broadcasts.message_to(change, registration(event_sequence=2), NOW) == []
    (told,) = broadcasts.message_to(change, registration(event_sequence=1), NOW)
    assert told.id == f"{REGISTRATION_ID}-changed-2"


def test_a_summary_goes_to_those_registered_then_to_the_community() -> None:
    summary = broadcasts.of_summary(event(summaries=1), NOW)
    community = summary.after_page(None, NOW)
    assert (community.to_community, community.next_at) == (True, NOW)
    assert community.after_page("p7", NOW).cursor == "p7"
    again = community.after_page(None, NOW)  # who was marked present meanwhile
    assert (again.to_community, again.next_at) == (False, NOW + timedelta(minutes=5))
    assert again.after_page(None, NOW).next_at is None
    mine = broadcasts.message_to_member(summary, participant(), NOW)
    (registered,) = broadcasts.message_to(summary, registration(status=S.ATTENDED), NOW)
    assert mine.id == registered.id


def test_a_change_is_told_twice_five_minutes_apart() -> None:
    change = broadcasts.of_change(event(sequence=1), NOW)
    assert change.topic is Topic.CHANGED
    second = change.after_page(None, NOW)
    assert second.next_at == NOW + timedelta(minutes=5)
    assert second.after_page(None, NOW).next_at is None


@pytest.mark.parametrize("kind", sorted(OF_EVENTS))
def test_a_mail_about_an_event_that_is_gone_is_unwanted(kind: Kind) -> None:
    assert why_unwanted(about(kind), ANYBODY, None, NOW) == "event_gone"
    assert why_unwanted(about(kind), ANYBODY, attendance(kind), NOW) == ""


NEWS = sorted(OF_EVENTS - {Kind.EVENT_CANCELLED, Kind.EVENT_SUMMARY, Kind.EVENT_DIGEST})


@pytest.mark.parametrize("kind", NEWS)
def test_news_is_unwanted_once_it_does_not_hold(kind: Kind) -> None:
    held = attendance(kind)
    assert why_unwanted(about(kind), ANYBODY, held, EVENT_AT) == "out_of_time"
    cancelled = AboutAttendance(event(cancelled_at=NOW), held.registration)
    assert why_unwanted(about(kind), ANYBODY, cancelled, NOW) == "event_cancelled"
    gone = kind in (Kind.EVENT_LEFT, Kind.EVENT_REMOVED, Kind.EVENT_OFFER_LAPSED)
    other = registration(status=S.CONFIRMED if gone else S.CANCELLED)
    changed = AboutAttendance(held.event, other)
    assert why_unwanted(about(kind), ANYBODY, changed, NOW) in (
        "registration_changed",
        "topic_changed",
    )
    later = why_unwanted(about(kind, sequence=1), ANYBODY, held, NOW)
    assert later in ("registration_changed", "event_changed", "topic_changed", "seat_taken")


def test_a_cancellation_is_told_only_while_it_holds_to_those_who_come() -> None:
    kind = Kind.EVENT_CANCELLED
    assert (
        why_unwanted(about(kind), ANYBODY, AboutAttendance(event(), registration()), NOW)
        == "event_changed"
    )
    left = AboutAttendance(event(cancelled_at=NOW), registration(status=S.CANCELLED))
    assert why_unwanted(about(kind), ANYBODY, left, NOW) == "registration_changed"

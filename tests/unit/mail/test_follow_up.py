import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.events.registrations import registration_id
from chalicelib.domain.ids import is_about_request, is_about_theme, letter_of, theme_alert, trial_id
from chalicelib.domain.letters.letters import LetterAudience
from chalicelib.domain.mail import adviser_mail, follow_up, privacy_mail
from chalicelib.domain.mail.demand.theme_mail import after_telling
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.mail.team.letter_mail import mail_of
from chalicelib.domain.mail.wording.trials import TriedText, to_try
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.erasures import Erasure
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.people.staff import StaffMember
from chalicelib.domain.programme import Programme
from chalicelib.domain.sessions.bookings import Booking, BookingStatus, Outcome, OutcomeReport

from ...support.event_examples import EVENT_ID, OF_EVENTS, registration
from ...support.examples import (
    BOOKING_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    SECOND,
    STARTS_AT,
    booking,
    copy,
    letter,
    moments,
    participant,
    request,
    slot,
    staff_member,
)

MONTREAL = ZoneInfo("America/Toronto")
ENDS_AT = STARTS_AT + HOUR


AWAKE = replace(PROGRAMME, sleep=replace(PROGRAMME.sleep, begins=PROGRAMME.sleep.ends))
"""Where nobody sleeps, delays are elapsed time and no more; `test_by_day.py` has the nights."""


def reminders(of: Booking, now: datetime = NOW, programme: Programme = AWAKE) -> list[Message]:
    planned = follow_up.after_booking(of, programme, now)
    return [m for m in planned if m.kind is Kind.BOOKING_REMINDER]


def held(recorded_at: datetime = ENDS_AT) -> Booking:
    return booking().with_outcome(OutcomeReport(Outcome.COMPLETED), recorded_at)


def invitation() -> Message:
    (planned,) = follow_up.after_session(held(), PROGRAMME)
    return planned


def sent(given: Message, at: datetime) -> Message:
    return given.claimed(at).settled(State.SENT, at)


def test_a_booking_is_confirmed_now_and_never_after_the_session_began() -> None:
    confirmation = follow_up.after_booking(booking(), PROGRAMME, NOW)[0]
    assert (confirmation.kind, confirmation.due_at, confirmation.expires_at) == (
        Kind.BOOKING_CONFIRMED,
        NOW,
        STARTS_AT,
    )


def test_each_reminder_gives_way_to_the_next_and_the_last_to_the_session() -> None:
    first, last = reminders(booking())
    assert (first.due_at, first.expires_at) == (STARTS_AT - 48 * HOUR, STARTS_AT - 2 * HOUR)
    assert (last.due_at, last.expires_at) == (STARTS_AT - 2 * HOUR, STARTS_AT)


@pytest.mark.parametrize(
    ("ahead", "planned"),
    [(48 * HOUR + SECOND, 2), (48 * HOUR, 1), (2 * HOUR + SECOND, 1), (2 * HOUR, 0), (SECOND, 0)],
)
def test_only_reminders_still_ahead_are_planned(ahead: timedelta, planned: int) -> None:
    assert len(reminders(booking(), STARTS_AT - ahead)) == planned


@given(moments(NOW - 5 * DAY, STARTS_AT), st.sets(st.integers(1, 200), max_size=5))
def test_reminders_follow_each_other_without_a_gap_up_to_the_session(
    now: datetime, hours: set[int]
) -> None:
    delays = tuple(timedelta(hours=h) for h in hours)
    planned = reminders(booking(), now, replace(AWAKE, reminders_before=delays))
    assert len(planned) == sum(STARTS_AT - delay > now for delay in delays)
    assert all(m.due_at > now and m.next_at == m.due_at for m in planned)
    assert all(before.expires_at == after.due_at for before, after in pairwise(planned))
    assert planned == [] or planned[-1].expires_at == STARTS_AT
    assert len({m.id for m in planned}) == len(planned)


def test_a_programme_without_reminders_only_confirms() -> None:
    programme = replace(PROGRAMME, reminders_before=())
    assert len(follow_up.after_booking(booking(), programme, NOW)) == 1


def test_a_session_moved_again_and_again_never_plans_the_same_message_twice() -> None:
    current, planned = booking(), follow_up.after_booking(booking(), PROGRAMME, NOW)
    for starts_at in (STARTS_AT + DAY, STARTS_AT, STARTS_AT + DAY):
        current = current.moved(slot(starts_at), NOW, None)
        planned += follow_up.after_move(current, PROGRAMME, NOW)
    planned.append(follow_up.after_cancellation(current.cancelled(NOW, None), PROGRAMME, NOW))
    assert len(planned) == 4 * 3 + 1
    assert len({m.id for m in planned}) == len(planned)


def test_a_move_is_told_now_and_reminds_of_the_new_time() -> None:
    moved = booking().moved(slot(STARTS_AT + DAY), NOW, None)
    told, *reminding = follow_up.after_move(moved, AWAKE, NOW)
    assert (told.kind, told.due_at, told.expires_at) == (Kind.BOOKING_MOVED, NOW, STARTS_AT + DAY)
    assert [m.due_at for m in reminding] == [STARTS_AT - DAY, STARTS_AT + DAY - 2 * HOUR]
    assert {m.sequence for m in (told, *reminding)} == {1}


def test_a_cancellation_is_told_even_after_the_session_would_have_begun() -> None:
    cancelled = booking().cancelled(STARTS_AT + HOUR, None)
    told = follow_up.after_cancellation(cancelled, PROGRAMME, STARTS_AT + HOUR)
    assert (told.kind, told.due_at, told.expires_at, told.sequence) == (
        Kind.BOOKING_CANCELLED,
        STARTS_AT + HOUR,
        None,
        1,
    )


@pytest.mark.parametrize(
    ("starts_at", "wall_times"),
    [
        # The clocks go forward on 14 March 2027 and back on 7 November.
        (datetime(2027, 3, 15, 9, tzinfo=MONTREAL), ["13 08:00", "15 07:00"]),
        (datetime(2027, 3, 14, 4, tzinfo=MONTREAL), ["12 03:00", "14 01:00"]),
        (datetime(2027, 11, 8, 9, tzinfo=MONTREAL), ["06 10:00", "08 07:00"]),
        (datetime(2027, 11, 7, 3, tzinfo=MONTREAL), ["05 04:00", "07 01:00"]),
    ],
)
def test_48_hours_before_is_48_hours_when_the_clocks_change(
    starts_at: datetime, wall_times: list[str]
) -> None:
    session = booking(starts_at=starts_at.astimezone(UTC), ends_at=starts_at.astimezone(UTC) + HOUR)
    planned = reminders(session)
    assert [session.starts_at - m.due_at for m in planned] == [48 * HOUR, 2 * HOUR]
    assert [f"{m.due_at.astimezone(MONTREAL):%d %H:%M}" for m in planned] == wall_times


@pytest.mark.parametrize("change", [datetime(2027, 3, 14, 7), datetime(2027, 11, 7, 6)])
def test_each_reminder_comes_exactly_once_across_a_change_of_clocks(change: datetime) -> None:
    change = change.replace(tzinfo=UTC)
    sweeps = [change - 3 * DAY + n * timedelta(minutes=5) for n in range(12 * 24 * 6)]
    for hours in range(49):
        session = booking(starts_at=change + hours * HOUR)
        for planned in reminders(session, sweeps[0]):
            windows = [start < planned.due_at <= end for start, end in pairwise(sweeps)]
            assert windows.count(True) == 1


def test_the_invitation_to_the_survey_leaves_two_days_after_the_session() -> None:
    planned = invitation()
    assert (planned.kind, planned.due_at, planned.step, planned.expires_at) == (
        Kind.SURVEY_INVITATION,
        ENDS_AT + 2 * DAY,
        0,
        None,
    )


def test_the_survey_s_mails_leave_two_seven_and_fourteen_days_after_the_session() -> None:
    current, chain = invitation(), [invitation()]
    while following := follow_up.after_sending(sent(current, current.due_at), PROGRAMME):
        (current,) = following
        chain.append(current)
    assert [m.due_at - ENDS_AT for m in chain] == [2 * DAY, 7 * DAY, 14 * DAY]
    assert [m.kind for m in chain] == [Kind.SURVEY_INVITATION, *[Kind.SURVEY_REMINDER] * 2]
    assert [m.step for m in chain] == [0, 1, 2]
    assert {m.booking_id for m in chain} == {BOOKING_ID}


def test_a_session_recorded_late_counts_from_its_record() -> None:
    recorded_at = ENDS_AT + 20 * DAY
    (planned,) = follow_up.after_session(held(recorded_at), PROGRAMME)
    assert planned.due_at == recorded_at + 2 * DAY


def by_day(moment: datetime) -> datetime:
    return PROGRAMME.sleep.wakes_at(moment)


@given(moments(ENDS_AT + 2 * DAY, ENDS_AT + 90 * DAY))
def test_after_an_outage_two_mails_of_a_survey_are_a_day_apart_at_least(left_at: datetime) -> None:
    (reminder,) = follow_up.after_sending(sent(invitation(), left_at), PROGRAMME)
    assert reminder.due_at == PROGRAMME.sleep.wakes_at(
        max(ENDS_AT + 7 * DAY, left_at + follow_up.SURVEY_GAP)
    )
    (last,) = follow_up.after_sending(sent(reminder, reminder.due_at), PROGRAMME)
    assert last.due_at == PROGRAMME.sleep.wakes_at(
        max(ENDS_AT + 14 * DAY, reminder.due_at + follow_up.SURVEY_GAP)
    )


def test_a_survey_mail_that_has_not_left_sets_off_nothing() -> None:
    assert follow_up.after_sending(invitation(), PROGRAMME) == []


def test_a_programme_without_a_survey_plans_none() -> None:
    assert follow_up.after_session(held(), replace(PROGRAMME, survey_after=())) == []


def test_only_mails_of_a_survey_set_off_another() -> None:
    for kind in set(Kind) - {Kind.SURVEY_INVITATION, Kind.SURVEY_REMINDER}:
        other = replace(invitation(), kind=kind)
        assert follow_up.after_sending(sent(other, NOW), PROGRAMME) == []


def test_a_document_s_mail_names_its_file_and_the_session() -> None:
    document = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte à outils", NOW)
    planned = follow_up.after_document(document.ready("documents/x.pdf"), NOW)
    assert (planned.kind, planned.due_at, planned.file_key, planned.booking_id) == (
        Kind.DOCUMENT,
        NOW,
        "documents/x.pdf",
        BOOKING_ID,
    )


def all_messages(person: Participant, member: StaffMember) -> list[Message]:
    document = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte à outils", NOW)
    moved = booking().moved(slot(STARTS_AT + DAY), NOW, None)
    cancelled = booking(status=BookingStatus.CANCELLED, sequence=2)
    held = registration(id=registration_id(person.id, EVENT_ID))
    return [
        follow_up.after_registration(person, NOW),
        follow_up.after_link_request(person, NOW),
        follow_up.after_correction(person, NOW),
        follow_up.after_joining_community(person, PROGRAMME, NOW),
        follow_up.before_address_change(person, "zoe@example.org", NOW),
        follow_up.after_address_change(person, "ana@example.org", NOW),
        follow_up.after_sign_in_request(member, NOW),
        to_try(TriedText(trial_id(member.id, "f0"), Kind.DOCUMENT, NOW + DAY), NOW),
        after_telling(Alert(theme_alert(person.id, "metavers"), "metavers", NOW), PROGRAMME, NOW),
        follow_up.after_erasure(Erasure(person.id, person.email, NOW, NOW), NOW),
        *follow_up.after_booking(booking(), PROGRAMME, NOW),
        *follow_up.after_move(moved, PROGRAMME, NOW),
        follow_up.after_cancellation(cancelled, PROGRAMME, NOW),
        *adviser_mail.after_change(booking(), Caller(person.id, 0), PROGRAMME, NOW),
        *adviser_mail.after_change(
            booking(adviser_id=member.id), Caller(member.id, 0, staff=True), PROGRAMME, NOW
        ),
        adviser_mail.of_roundup(f"{member.id}-20270301", NOW, PROGRAMME),
        follow_up.while_expected(booking(), NOW),
        follow_up.after_link(booking(), PROGRAMME, NOW),
        follow_up.after_document(document, NOW),
        follow_up.after_document_failed(document, booking(), NOW),
        invitation(),
        *follow_up.after_sending(sent(invitation(), NOW), PROGRAMME),
        privacy_mail.is_it_you(request(person_id=person.id), NOW),
        privacy_mail.copy_sent(copy(person_id=person.id), NOW),
        *privacy_mail.reminders(request(recorded_by=member.id), PROGRAMME),
        mail_of(letter(), person.id, None, NOW),
        mail_of(letter(audience=LetterAudience("Cohorte", EVENT_ID)), person.id, held, NOW),
    ]


def test_every_kind_of_mail_is_planned_by_some_change() -> None:
    planned = all_messages(participant(), staff_member())
    missing = sorted(set(Kind) - OF_EVENTS - {m.kind for m in planned})
    assert not missing, f"all_messages, in this file, plans none of {[*map(str, missing)]}"
    assert OF_EVENTS.isdisjoint(m.kind for m in planned)


def test_every_planned_message_is_its_own_and_can_be_tagged_in_ses() -> None:
    planned = all_messages(participant(), staff_member())
    assert len({m.id for m in planned}) == len(planned)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", m.id) for m in planned)
    assert all(m.next_at == m.due_at and m.state is State.PENDING for m in planned)


def test_a_message_of_a_session_can_be_traced_to_it_by_its_id() -> None:
    planned = all_messages(participant(), staff_member())
    theirs = [m for m in planned if m.booking_id and m.person_id == PARTICIPANT_ID]
    others = (is_about_request, is_about_theme, letter_of)
    of_session = [m for m in theirs if not any(other(m.id) for other in others)]
    assert {"-".join(m.id.split("-")[:2]) for m in of_session} == {BOOKING_ID}

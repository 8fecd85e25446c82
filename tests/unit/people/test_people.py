from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import Forbidden, InvalidToken, NotFound
from chalicelib.domain.levels import Maturity
from chalicelib.domain.people.callers import Caller, owned_by, recognise, require_staff
from chalicelib.domain.people.consents import Consent, asked_no_more, record_consents
from chalicelib.domain.people.participants import MOST_AHEAD, TooManyBookings
from chalicelib.domain.programme import ConsentText
from chalicelib.domain.sessions.engagements import AlreadyBooked, Engagement

from ...support.examples import (
    ADVISER_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    SECOND,
    STARTS_AT,
    moments,
    participant,
    profile,
    said,
    staff_member,
)

PURPOSES = [text.purpose for text in PROGRAMME.consents]
CHOICES = st.dictionaries(st.sampled_from(PURPOSES), st.booleans())


def engagement(booking_id: str, starts_at: datetime = STARTS_AT) -> Engagement:
    return Engagement(booking_id, starts_at, starts_at + HOUR)


BOOKED = participant(agenda=(engagement("one"),))


@pytest.mark.parametrize("shift", [-HOUR + SECOND, -HOUR / 2, timedelta(), HOUR / 2, HOUR - SECOND])
def test_a_session_that_overlaps_another_is_refused(shift: timedelta) -> None:
    with pytest.raises(AlreadyBooked):
        BOOKED.engaged(engagement("two", STARTS_AT + shift), NOW)


def test_a_session_inside_or_around_another_is_refused() -> None:
    inside = Engagement("two", STARTS_AT + HOUR / 4, STARTS_AT + HOUR / 2)
    around = Engagement("two", STARTS_AT - HOUR, STARTS_AT + 2 * HOUR)
    for other in (inside, around):
        with pytest.raises(AlreadyBooked):
            BOOKED.engaged(other, NOW)


@pytest.mark.parametrize("shift", [-HOUR, HOUR])
def test_sessions_that_touch_are_allowed(shift: timedelta) -> None:
    other = engagement("two", STARTS_AT + shift)
    assert set(BOOKED.engaged(other, NOW).agenda) == {engagement("one"), other}


@pytest.mark.parametrize("shift", [timedelta(), HOUR / 2, 5 * DAY])
def test_a_session_may_move_over_itself(shift: timedelta) -> None:
    moved = engagement("one", STARTS_AT + shift)
    assert BOOKED.engaged(moved, NOW).agenda == (moved,)


def test_a_session_that_is_refused_leaves_the_agenda_as_it_was() -> None:
    both = BOOKED.engaged(engagement("two", STARTS_AT + HOUR), NOW)
    with pytest.raises(AlreadyBooked):
        both.engaged(engagement("one", STARTS_AT + 1.5 * HOUR), NOW)
    assert len(both.agenda) == 2


def test_sessions_that_are_over_leave_the_agenda() -> None:
    after = BOOKED.engaged(engagement("two", STARTS_AT + DAY), STARTS_AT + HOUR)
    assert [e.booking_id for e in after.agenda] == ["two"]


def test_a_session_given_up_leaves_room_for_another() -> None:
    assert BOOKED.released("one").agenda == ()
    assert BOOKED.released("unknown") == BOOKED
    assert BOOKED.released("one").engaged(engagement("two"), NOW).agenda == (engagement("two"),)


@given(st.lists(st.tuples(st.integers(0, 4).map(str), moments(until=NOW + DAY)), max_size=8))
def test_no_agenda_ever_holds_two_sessions_at_once(asked: list[tuple[str, datetime]]) -> None:
    person = participant()
    for booking_id, starts_at in asked:
        try:
            person = person.engaged(engagement(booking_id, starts_at), NOW)
        except AlreadyBooked:
            continue
    times = sorted((e.starts_at, e.ends_at) for e in person.agenda)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))
    assert len({e.booking_id for e in person.agenda}) == len(person.agenda)


def test_a_consent_keeps_its_time_and_the_version_of_its_text() -> None:
    (kept,) = record_consents((), {"newsletter": True}, PROGRAMME.consents, NOW)
    assert kept == said("newsletter", True)


def test_only_what_changed_is_added_to_the_history() -> None:
    first = record_consents((), {"program": True, "newsletter": False}, PROGRAMME.consents, NOW)
    second = record_consents(
        first, {"program": True, "newsletter": True}, PROGRAMME.consents, NOW + DAY
    )
    assert second == (*first, said("newsletter", True, NOW + DAY))
    assert (
        record_consents(second, {"newsletter": True}, PROGRAMME.consents, NOW + 2 * DAY) == second
    )


def test_what_is_agreed_to_in_other_words_is_agreed_to_anew() -> None:
    first = record_consents((), {"event": True}, PROGRAMME.event_consents, NOW)
    joined = record_consents(first, {"program": True}, PROGRAMME.consents, NOW + DAY)
    versions = [text.version for text in (PROGRAMME.event_consent, PROGRAMME.consents[0])]
    assert [each.text_version for each in joined] == versions


def test_other_words_under_the_same_version_are_agreed_to_anew() -> None:
    before, after = (ConsentText("newsletter", "1", text) for text in ("Une lettre.", "Deux."))
    first = record_consents((), {"newsletter": True}, [before], NOW)
    again = record_consents(first, {"newsletter": True}, [after], NOW + DAY)
    assert [each.text for each in again] == ["Une lettre.", "Deux."]


def test_an_entry_from_before_words_were_kept_holds() -> None:
    kept = (Consent("newsletter", True, "1", NOW, confirmed_at=NOW),)
    text = ConsentText("newsletter", "1", "Une lettre.")
    assert record_consents(kept, {"newsletter": True}, [text], NOW + DAY) == kept


def test_only_what_is_in_force_and_was_asked_in_words_is_left_to_withdraw() -> None:
    asked = [ConsentText(each, "1", f"{each}.") for each in ("program", "photos", "newsletter")]
    given = record_consents((), {"photos": True, "newsletter": False}, asked, NOW)
    mails = Consent("surveys", True, "", NOW, confirmed_at=NOW)
    event = record_consents((), {"event": True}, PROGRAMME.event_consents, NOW)
    history = (*given, mails, *event)
    assert asked_no_more(history, asked[:1]) == (asked[1],)
    assert asked_no_more(history, asked) == ()


@given(
    st.lists(st.tuples(st.sampled_from(["program", "event", "newsletter"]), st.booleans())),
    st.lists(st.tuples(st.booleans(), st.sampled_from(["program", "newsletter"]))),
)
def test_nobody_joins_by_words_that_were_not_the_programme_s(
    asked: list[tuple[str, bool]], of_then: list[tuple[bool, str]]
) -> None:
    """Whatever forms of events send, and whatever earlier releases kept of them."""
    kept = tuple(Consent(p, granted, "activite-2026-11", NOW) for granted, p in of_then)
    for purpose, granted in asked:
        kept = record_consents(kept, {purpose: granted}, PROGRAMME.event_consents, NOW)
    person = participant(consents=kept)
    assert not person.joined
    joined = record_consents(kept, {"program": True}, PROGRAMME.consents, NOW)
    assert replace(person, consents=joined).joined
    assert not participant(profile=profile(maturity_level=None), consents=joined).joined


def test_a_withdrawal_keeps_the_proof_of_what_was_agreed_before() -> None:
    agreed = record_consents((), {"newsletter": True}, PROGRAMME.consents, NOW)
    reworded = (ConsentText("newsletter", "2027-04", "Autrement."),)
    withdrawn = record_consents(agreed, {"newsletter": False}, reworded, NOW + DAY)
    assert [(c.granted, c.text_version, c.at) for c in withdrawn] == [
        (True, "2026-11", NOW),
        (False, "2027-04", NOW + DAY),
    ]


def test_a_purpose_that_is_not_the_programme_s_is_not_recorded() -> None:
    assert record_consents((), {"advertising": True}, PROGRAMME.consents, NOW) == ()


@given(st.lists(CHOICES, max_size=6))
def test_the_history_only_grows_and_its_last_word_is_in_force(asked: list[dict[str, bool]]) -> None:
    person, expected = participant(consents=()), {}
    for day, choices in enumerate(asked):
        consents = record_consents(person.consents, choices, PROGRAMME.consents, NOW + day * DAY)
        assert consents[: len(person.consents)] == person.consents
        person = replace(person, consents=consents)
        expected.update(choices)
    assert person.consents_now() == expected
    for purpose in PURPOSES:
        history = [c.granted for c in person.consents if c.purpose == purpose]
        assert all(before != after for before, after in pairwise(history))


def test_a_person_of_one_name_has_no_space_after_it() -> None:
    assert profile(given_name="Björk", family_name="").full_name == "Björk"
    assert profile().full_name == "Ana Exemple"


def test_a_link_counts_for_its_person_and_epoch_alone() -> None:
    person = participant(link_epoch=2)
    recognise(Caller(PARTICIPANT_ID, 2), person)
    for caller in (Caller(PARTICIPANT_ID, 1), Caller(PARTICIPANT_ID, 3), Caller("p9", 2)):
        with pytest.raises(InvalidToken):
            recognise(caller, person)
    with pytest.raises(InvalidToken):
        recognise(Caller(PARTICIPANT_ID, 2), None)


def test_a_member_of_staff_who_left_is_not_recognised() -> None:
    caller = Caller(ADVISER_ID, 0, staff=True)
    recognise(caller, staff_member())
    with pytest.raises(InvalidToken):
        recognise(caller, staff_member(active=False))


def test_a_participant_sees_their_own_and_staff_see_all() -> None:
    person = participant()
    owned_by(Caller(PARTICIPANT_ID, 0), person)
    owned_by(Caller(ADVISER_ID, 0, staff=True), person)
    for owner in (person, None):
        with pytest.raises(NotFound):
            owned_by(Caller("p9", 0), owner)


def test_what_is_the_staff_s_is_forbidden_to_participants() -> None:
    require_staff(Caller(ADVISER_ID, 0, staff=True))
    with pytest.raises(Forbidden):
        require_staff(Caller(PARTICIPANT_ID, 0))


def test_one_may_have_many_sessions_to_come_but_no_end_of_them() -> None:
    """Those that are over, or that move, take no room."""
    person = participant()
    for n in range(MOST_AHEAD):
        start = NOW + n * HOUR
        person = person.engaged(Engagement(f"p3f0-b{n}", start, start + HOUR), NOW)
    later = NOW + 500 * HOUR
    one_more = Engagement("p3f0-more", later, later + HOUR)
    with pytest.raises(TooManyBookings):
        person.engaged(one_more, NOW)
    assert len(person.engaged(replace(one_more, booking_id="p3f0-b7"), NOW).agenda) == MOST_AHEAD
    assert len(person.engaged(one_more, NOW + 2 * HOUR).agenda) == MOST_AHEAD - 1


def test_a_bound_is_of_new_sessions_and_of_those_to_come() -> None:
    """Where the bound was lowered since, what one has stays and may move."""
    person = participant(agenda=(engagement("one"), engagement("two", STARTS_AT + DAY)))
    three = engagement("three", STARTS_AT + 2 * DAY)
    with pytest.raises(TooManyBookings):
        person.engaged(three, NOW, 2)
    moved = engagement("one", STARTS_AT + 3 * DAY)
    assert moved in person.engaged(moved, NOW, 1).agenda
    assert three in person.engaged(three, STARTS_AT + HOUR, 2).agenda


def test_the_level_one_joined_with_is_kept_once_it_is_another() -> None:
    joined = participant()
    assert joined.describing(profile(role="Autrice")).level_before is None
    moved = joined.describing(profile(maturity_level=Maturity.OPERATIONNEL))
    assert moved.level_before is Maturity.EMERGENT
    further = moved.describing(profile(maturity_level=Maturity.AVANCE))
    assert further.level_before is Maturity.EMERGENT
    guest = participant(profile=profile(maturity_level=None))
    assert guest.describing(profile()).level_before is None

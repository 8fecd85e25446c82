"""Which calls a person needs follows from what is held, whatever was noted and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail.about import AboutSession
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.mail_purposes import MailPurpose, refusing
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.domain.surveys.surveys import Survey
from chalicelib.domain.telephone.needed import WORTH_CALLING, changes, needed
from chalicelib.domain.telephone.news import TOLD, news
from chalicelib.domain.telephone.phone_calls import (
    CallNoted,
    CallState,
    Noted,
    PhoneCall,
    Reason,
    Result,
)
from tests.support.examples import DAY, HOUR, NOW, PROGRAMME, booking, participant, profile

CALLED = participant(profile=profile(phone="450 555-0100"), proven_at=NOW - 30 * DAY)
OLD = replace(CALLED, registered_at=NOW - 30 * DAY)
UNADDRESSED = replace(OLD, email="", guardian=None)
HELD_AT = NOW - 25 * DAY


def session(status: BookingStatus = BookingStatus.BOOKED, **changes: Any) -> Booking:
    past: dict[str, Any] = {"starts_at": HELD_AT - HOUR, "ends_at": HELD_AT, "held_at": HELD_AT}
    return booking(status=status, **(past if status is not BookingStatus.BOOKED else {}) | changes)


def reasons(person: Participant, held: Sequence[Any] = (), now: datetime = NOW) -> list[Reason]:
    return sorted(each.reason for each in needed(person, held, PROGRAMME, now) if each.at <= now)


@pytest.mark.parametrize(
    ("person", "held", "wanted"),
    [
        (OLD, [], [Reason.UNBOOKED]),
        (replace(OLD, registered_at=NOW - DAY), [], []),
        (OLD, [session()], []),
        (OLD, [session(BookingStatus.CANCELLED, booked_at=NOW - DAY)], []),
        (OLD, [session(BookingStatus.CANCELLED, booked_at=NOW - 20 * DAY)], [Reason.UNBOOKED]),
        (OLD, [session(BookingStatus.NO_SHOW)], [Reason.ABSENT]),
        (OLD, [session(BookingStatus.NO_SHOW), session(id="p3f0-b82", starts_at=NOW)], []),
        (replace(OLD, proven_at=None, consents=()), [], [Reason.UNPROVEN]),
        (replace(OLD, bounced_at=NOW - DAY), [session()], [Reason.BOUNCED]),
        (
            OLD,
            [session(BookingStatus.COMPLETED), Survey("p3f0-b81a", "x", HELD_AT)],
            [Reason.SURVEY],
        ),
        (replace(OLD, unsubscribed_at=NOW), [], []),
        (replace(OLD, profile=replace(OLD.profile, phone="")), [], []),
        (replace(OLD, profile=replace(OLD.profile, kind=None)), [], []),
    ],
)
def test_who_is_called_and_why(person: Participant, held: list[Any], wanted: list[Reason]) -> None:
    assert reasons(person, held) == wanted


def test_who_wants_no_survey_is_not_called_for_one() -> None:
    held = [session(BookingStatus.COMPLETED), Survey("p3f0-b81a", "x", HELD_AT)]
    person = replace(refusing(OLD, [MailPurpose.SURVEYS]), unsubscribed_at=NOW)
    assert reasons(person, held) == []


def test_who_has_no_address_is_called_when_the_survey_would_be_mailed() -> None:
    held = [session(BookingStatus.COMPLETED), Survey("p3f0-b81a", "x", NOW - 2 * DAY)]
    assert reasons(UNADDRESSED, held) == [Reason.SURVEY]
    assert reasons(OLD, held) == []


def test_what_is_long_past_is_no_call() -> None:
    absent = [session(BookingStatus.NO_SHOW)]
    assert reasons(OLD, absent, HELD_AT + WORTH_CALLING - HOUR) == [Reason.ABSENT]
    assert reasons(OLD, absent, HELD_AT + WORTH_CALLING) == []


HELD = {
    "nothing": (),
    "booked": (session(),),
    "absent": (session(BookingStatus.NO_SHOW),),
    "held": (session(BookingStatus.COMPLETED), Survey("p3f0-b81a", "x", HELD_AT)),
}
PEOPLE = [OLD, replace(OLD, bounced_at=NOW - DAY), UNADDRESSED, replace(OLD, proven_at=None)]
STEPS = st.one_of(
    st.tuples(st.just("now"), st.sampled_from(sorted(HELD)), st.sampled_from(PEOPLE)),
    st.tuples(st.just("noted"), st.sampled_from(Result), st.integers(0, 9)),
    st.tuples(st.just("undone"), st.none(), st.integers(0, 9)),
    st.tuples(st.just("later"), st.none(), st.integers(0, 40)),
)


class Kept:
    """The calls of one person, as the stream keeps them."""

    def __init__(self) -> None:
        self.calls: dict[str, PhoneCall] = {}
        self.now, self.person, self.held = NOW, OLD, HELD["nothing"]

    def keep(self) -> None:
        made = changes(self.person, [*self.held, *self.calls.values()], PROGRAMME, self.now)
        self.calls |= {each.id: each for each in made.save}
        for each in made.delete:
            del self.calls[each.id]

    def does(self, what: str, one: Any, other: Any) -> None:
        calls = sorted(self.calls.values(), key=lambda each: each.id)
        chosen = calls[other % len(calls)] if calls and isinstance(other, int) else None
        if what == "now":
            self.held, self.person = HELD[one], other
        elif what == "later":
            self.now += timedelta(days=other)
        elif what == "noted" and chosen and chosen.open:
            again = self.now + DAY if one is Result.AGAIN else None
            noted = chosen.noted(Noted(one, "s7c1", "Oui", again), self.now)
            self.calls[chosen.id] = noted
            assert replace(noted.undone(self.now), before=chosen.before) == chosen
        elif what == "undone" and chosen and chosen.undoable(self.now):
            self.calls[chosen.id] = chosen.undone(self.now)


@given(st.lists(STEPS, max_size=12))
def test_the_calls_are_those_that_are_needed_whatever_was_noted(steps: list[Any]) -> None:
    kept = Kept()
    for what, one, other in steps:
        kept.does(what, one, other)
        kept.keep()
        before = dict(kept.calls)
        kept.keep()
        assert kept.calls == before, "told twice, nothing changes"
        declined = {c.reason for c in before.values() if c.state is CallState.NOT_INTERESTED}
        opened = {each.id: each for each in before.values() if each.open}
        assert declined.isdisjoint(each.reason for each in opened.values())
        held = [*kept.held, *before.values()]
        wanted = {e.id for e in needed(kept.person, held, PROGRAMME, kept.now)}
        assert set(opened) <= wanted
        assert all(before[each].state is not CallState.NOT_NEEDED for each in wanted)
        assert wanted <= set(before)
        assert all(each.attempts for each in before.values() if not each.open)


def mail(kind: Kind, **changes: Any) -> Message:
    return Message(f"p3f0-b81a-{kind.value.replace('_', '')}-0", kind, NOW, NOW, **changes)


def test_each_kind_of_news_is_a_call_for_its_session() -> None:
    about = AboutSession(booking())
    call = news(mail(Kind.BOOKING_MOVED), about, None, NOW)
    assert call is not None
    assert (call.id, call.until) == ("p3f0-b81a-news", about.begins_at)
    assert news(mail(Kind.BOOKING_MOVED), about, call, NOW) is None, "told already"
    assert news(mail(Kind.BOOKING_MOVED, sequence=1), about, None, NOW) is None, "no longer so"
    assert news(mail(Kind.BOOKING_CONFIRMED), about, None, NOW) is None
    assert Kind.BOOKING_CONFIRMED not in TOLD


def test_what_somebody_noted_goes_on_with_other_news() -> None:
    about = AboutSession(booking())
    first = news(mail(Kind.BOOKING_REMINDER), about, None, NOW)
    assert first is not None
    told = first.noted(Noted(Result.REACHED, "s7c1", "Elle viendra."), NOW)
    with pytest.raises(CallNoted):
        told.noted(Noted(Result.REACHED, "s8d2"), NOW)
    again = news(mail(Kind.BOOKING_MOVED), about, told, NOW + DAY)
    assert again is not None
    assert (again.state, again.attempts, again.note) == (CallState.TO_MAKE, 1, "Elle viendra.")
    assert again.before is None

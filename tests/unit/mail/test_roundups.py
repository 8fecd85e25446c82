"""What an adviser wants to be told once a day: gathered, told once, never lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.acts import Act
from chalicelib.domain.ids import owned
from chalicelib.domain.mail import adviser_mail, roundups
from chalicelib.domain.mail.about import About, AboutRoundup
from chalicelib.domain.mail.mail import NotAccepted
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.mail.roundups import MOST, Change, Roundup, What, what_became
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.sessions.bookings import Booking, BookingStatus
from chalicelib.workflows.back_office.choose_notices import choose_notices
from chalicelib.workflows.mail.send_messages import send_message
from infra.doubles.table import Table

from ...support.examples import (
    ADVISER_ID,
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    SECOND,
    booking,
    hide,
    moments,
    participant,
    slot,
    staff_member,
)

EVENING = NOW + 8 * HOUR
"""17:00 in Montréal."""

TODAY, TOMORROW = f"{ADVISER_ID}-20270301", f"{ADVISER_ID}-20270302"
PARTICIPANT = Caller(PARTICIPANT_ID, 0)
HERSELF = Caller(ADVISER_ID, 0, staff=True, act=Act.OWN_ACCOUNT)
Said = tuple[str, int, str]
TAKEN = "taken"


class Killed(BaseException):
    """As SIGKILL."""


class Fate:
    """Kills at the nth call to AWS, before or after it is carried out."""

    def __init__(self) -> None:
        self.countdown, self.after = 0, False
        self.in_doubt = False
        """Whether a mail was taken, and nobody could write that down."""

    def meets(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.countdown -= 1
            if self.countdown == 0 and not self.after:
                raise Killed
            answer = act(*args, **kwargs)
            if self.countdown == 0:
                self.in_doubt = answer == TAKEN
                raise Killed
            return answer

        return call


class Client:
    """The table, until fate strikes."""

    def __init__(self, table: Table, fate: Fate) -> None:
        self._table, self._fate = table, fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._table, name)
        return found if name == "exceptions" else self._fate.meets(found)


class Ses:
    """Composes and takes mails, and knows what each told: (booking, sequence, what)."""

    def __init__(self, fate: Fate) -> None:
        self.told: list[list[Said]] = []
        self.down = False
        self.send = fate.meets(self._take)

    def compose(self, message: Message, _person: object, about: About, *_: object) -> Any:
        if isinstance(about, AboutRoundup):
            return [
                (each.session.id, each.session.sequence, each.what.value) for each in about.news
            ]
        return [(message.booking_id, message.sequence, "at once")]

    def holds_back(self, *_: object) -> bool:
        return False

    def _take(self, mail: Any, _message: Message, _now: datetime) -> str:
        if self.down:
            raise NotAccepted
        self.told.append(mail)
        return TAKEN


class Office:
    """An adviser's sessions, what others do to them, and her mails."""

    def __init__(self, daily: bool = True) -> None:
        self.fate = Fate()
        client: Any = Client(Table(), self.fate)
        self.store, self.ses = Store(lambda: client, "table"), Ses(self.fate)
        self._write(staff_member(daily_roundup=daily), participant())

    def _write(self, *new: object, changed: Booking | None = None) -> None:
        unit = self.store.unit()
        unit.add(*new)
        if changed is not None:
            unit.save(changed)
        unit.commit()

    def book(self, n: int = 0) -> Booking:
        new = booking(id=owned(PARTICIPANT_ID, f"b{n}"), starts_at=NOW + 9 * DAY + n * HOUR)
        self._write(new, *adviser_mail.after_change(new, PARTICIPANT, PROGRAMME, NOW))
        return self.session(n)

    def move(self, n: int = 0, by: Caller = PARTICIPANT) -> None:
        moved = self.session(n).moved(slot(NOW + 30 * DAY), NOW, None)
        self._write(*adviser_mail.after_change(moved, by, PROGRAMME, NOW), changed=moved)

    def cancel(self, n: int = 0) -> None:
        cancelled = self.session(n).cancelled(NOW, None)
        self._write(
            *adviser_mail.after_change(cancelled, PARTICIPANT, PROGRAMME, NOW), changed=cancelled
        )

    def session(self, n: int) -> Booking:
        found = self.store.one(Booking, owned(PARTICIPANT_ID, f"b{n}"))
        assert found is not None
        return found

    def choose(self, daily: bool) -> None:
        choose_notices(HERSELF, daily, store=self.store)

    def messages(self) -> list[Message]:
        return [each for each in self.store.person(ADVISER_ID) if isinstance(each, Message)]

    def roundup(self, identifier: str = TODAY) -> list[tuple[str, int, int]]:
        found = self.store.one(Roundup, identifier)
        return [(e.booking_id, e.first, e.last) for e in found.changes] if found else []

    def send(self, message_id: str, now: datetime, store: Store | None = None) -> Message | None:
        tools: Any = {"store": store or self.store, "composer": self.ses, "mailer": self.ses}
        return send_message(message_id, **tools, programme=PROGRAMME, hide=hide, now=now)

    def hand_over(self, message_id: str, now: datetime = NOW) -> None:
        self.send(message_id, now)

    def sweep(self, now: datetime) -> None:
        for each in self.messages():
            if each.due(now):
                self.send(each.id, now)


def b(n: int) -> str:
    return owned(PARTICIPANT_ID, f"b{n}")


def interleaved(store: Store, meanwhile: Callable[[], None]) -> Store:
    """The same store; something happens between what is first read and what is first written."""

    class Interleaved(Store):
        def unit(self) -> Any:
            waiting = todo.pop() if todo else None
            if waiting:
                waiting()
            return super().unit()

    todo = [meanwhile]
    return Interleaved(lambda: store._client, "table")


def test_what_waits_is_told_in_one_mail_and_once() -> None:
    office = Office()
    office.book(0)
    office.book(1)
    office.sweep(NOW)
    office.move(0)
    office.cancel(1)
    office.sweep(NOW + HOUR)
    assert office.ses.told == []
    assert office.roundup() == [(b(0), 0, 1), (b(1), 0, 1)]
    for hour in range(8, 40):
        office.sweep(NOW + hour * HOUR)
    assert office.ses.told == [[(b(0), 1, "booked"), (b(1), 1, "cancelled")]]


def test_a_handler_that_runs_twice_gathers_once() -> None:
    office = Office()
    office.book()
    [message] = office.messages()
    assert office.send(message.id, NOW)
    assert office.send(message.id, NOW) is None
    assert office.roundup() == [(b(0), 0, 0)]
    gathered = [each for each in office.messages() if each.id == message.id]
    assert [(each.state, each.reason) for each in gathered] == [(State.CANCELLED, "in_roundup")]


@pytest.mark.parametrize("before", [0, 1])
def test_two_that_are_gathered_at_the_same_moment_are_both_told(before: int) -> None:
    office = Office()
    for n in range(before):
        office.book(n)
    office.sweep(NOW)
    office.book(before)
    office.book(before + 1)
    first, second = (each.id for each in office.messages() if each.due(NOW))
    twin = interleaved(office.store, lambda: office.hand_over(second))
    office.send(first, NOW, twin)
    office.sweep(EVENING)
    assert len(office.ses.told) == 1
    assert len(office.ses.told[0]) == before + 2


def test_a_mail_at_once_that_may_have_left_is_not_told_again_in_the_evening() -> None:
    office = Office(daily=False)
    office.book()
    [message] = office.messages()
    unit = office.store.unit()
    unit.save(message.claimed(NOW).unknown(NOW))
    unit.commit()
    office.choose(True)
    office.sweep(NOW + HOUR)
    office.sweep(EVENING)
    assert office.ses.told == [[(b(0), 0, "at once")]]


def test_what_comes_while_the_mail_is_being_claimed_is_for_the_next() -> None:
    office = Office()
    office.book(0)
    office.sweep(NOW)
    office.book(1)
    late = next(each.id for each in office.messages() if each.booking_id == b(1))
    twin = interleaved(office.store, lambda: office.hand_over(roundups.mail_id(TODAY), EVENING))
    office.send(late, EVENING - SECOND, twin)
    assert office.ses.told == [[(b(0), 0, "booked")]]
    assert office.roundup(TOMORROW) == [(b(1), 0, 0)]


def test_who_changes_her_mind_meanwhile_is_told_at_once() -> None:
    office = Office()
    office.book()
    [message] = office.messages()
    twin = interleaved(office.store, lambda: office.choose(False))
    office.send(message.id, NOW, twin)
    assert office.ses.told == [[(b(0), 0, "at once")]]
    assert office.roundup() == []


def test_what_she_was_told_at_once_since_is_not_told_in_the_evening() -> None:
    office = Office()
    office.book()
    office.sweep(NOW)
    office.choose(False)
    office.move()
    office.sweep(NOW + HOUR)
    office.sweep(EVENING)
    assert office.ses.told == [[(b(0), 1, "at once")]]
    [mail] = [each for each in office.messages() if each.kind is Kind.STAFF_ROUNDUP]
    assert (mail.state, mail.reason) == (State.CANCELLED, "nothing_new")


def test_a_day_of_more_news_than_one_mail_tells_goes_on_the_next_day() -> None:
    office = Office()
    full = Roundup(TODAY, NOW + DAY, tuple(Change(b(n), 0, 0) for n in range(100, 100 + MOST)))
    office._write(full, adviser_mail.of_roundup(TODAY, EVENING, PROGRAMME))
    office.book()
    office.sweep(NOW)
    assert office.roundup(TOMORROW) == [(b(0), 0, 0)]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({}, What.BOOKED),
        ({"sequence": 1}, None),
        ({"status": BookingStatus.CANCELLED}, What.CANCELLED),
        ({"status": BookingStatus.CANCELLED, "sequence": 1}, None),
        ({"status": BookingStatus.COMPLETED}, None),
        ({"adviser_id": "s9"}, What.AWAY),
        ({"adviser_id": "s9", "sequence": 3, "status": BookingStatus.CANCELLED}, What.AWAY),
    ],
)
def test_a_roundup_tells_what_a_session_has_become(
    changed: dict[str, Any], what: What | None
) -> None:
    assert what_became(Change("b", 0, 0), booking(**changed), ADVISER_ID) is what


def test_a_session_that_she_knew_was_moved() -> None:
    assert what_became(Change("b", 2, 2), booking(sequence=2), ADVISER_ID) is What.MOVED


@given(moments(NOW - 200 * DAY), st.times())
def test_a_roundup_closes_within_a_day_at_the_hour_of_the_programme(
    now: datetime, at: time
) -> None:
    at = at.replace(second=0, microsecond=0)
    programme = replace(PROGRAMME, roundup_at=at)
    closes = roundups.closes_at(now, programme)
    assert now < closes <= now + timedelta(hours=25)
    local = closes.astimezone(ZoneInfo(PROGRAMME.zone))
    assert local.time() == at or local.hour in (2, 3)  # an hour that clocks jump over
    assert programme.sleep.waking(adviser_mail.of_roundup(TODAY, closes, programme).due_at)


ACTS = ("book", "move", "cancel", "daily", "at once", "pass", "down", "up")


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=12),
    st.integers(0, 40),
    st.booleans(),
)
def test_whatever_happens_each_change_is_told_once_and_none_is_lost(
    acts: list[tuple[str, int]], dies_at: int, after: bool
) -> None:
    """Of a session that changes again before it is told, what it became last."""
    office, now = Office(), NOW
    office.fate.countdown, office.fate.after = dies_at, after
    for act, n in acts:
        now += timedelta(hours=2)
        _do(office, act, n, now)
    office.fate.countdown, office.ses.down = 0, False
    for _ in range(16):  # leases, windows of what is unknown, two evenings
        now += timedelta(hours=4)
        office.sweep(now)
    said = [each[:2] for mail in office.ses.told for each in mail]
    assert all(said.count(each) == 1 for each in said) or office.fate.in_doubt
    for n in range(3):
        last = office.store.one(Booking, b(n))
        assert last is None or (last.id, last.sequence) in said


def _do(office: Office, act: str, n: int, now: datetime) -> None:
    """Carry out one act, then what is due; whoever dies is started again, and asks again."""
    for _ in range(2):
        try:
            _act(office, act, n)
            office.sweep(now)
        except Killed:
            continue
        return


def _act(office: Office, act: str, n: int) -> None:
    there = office.store.one(Booking, b(n))
    if act == "book" and there is None:
        office.book(n)
    elif act == "move" and there is not None and there.booked and not there.sequence:
        office.move(n)
    elif act == "cancel" and there is not None and there.booked:
        office.cancel(n)
    elif act in ("daily", "at once"):
        office.choose(act == "daily")
    elif act in ("down", "up"):
        office.ses.down = act == "down"

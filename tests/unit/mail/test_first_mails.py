"""Mails that nobody proved to want, on the table in memory: how many leave, and beside which."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.limits.budgets import Limit
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.limits.first_mails import (
    ANYWAY,
    ASKED,
    HELD,
    TOLD_LATELY,
    FirstMails,
    to_unproven,
)
from chalicelib.domain.mail.mail import Mail, Throttled
from chalicelib.domain.mail.messages import Kind, Message, Origin, State
from chalicelib.domain.people.consents import Consent
from chalicelib.domain.people.participants import Participant
from chalicelib.domain.programme import Programme
from chalicelib.workflows.mail.send_messages import send_message
from infra.doubles.table import Table

from ...support.examples import (
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    SECOND,
    hide,
    message,
    participant,
    staff_member,
)

ASKED_ONLY = (Consent("program", True, "2026-11", NOW, pending=True),)
MINUTE = timedelta(minutes=1)


def stranger(**changes: Any) -> Participant:
    """Somebody for whom a form was filled in, and nothing more."""
    return participant(**{"consents": ASKED_ONLY, "proven_at": None, **changes})


def known(**changes: Any) -> Participant:
    return participant(**{"proven_at": NOW, **changes})


class Post:
    """Composes and sends; keeps when each mail left, and to whom."""

    def __init__(self) -> None:
        self.left: list[tuple[datetime, str, Kind]] = []
        self.throttles = False

    def compose(self, _message: Message, person: Any, *_: Any) -> Mail:
        return Mail("", _message.to or person.email, "", "", "")

    def holds_back(self, *_: object) -> bool:
        return False

    def send(self, mail: Mail, sent: Message, now: datetime) -> str:
        if self.throttles:
            raise Throttled("Throttling")
        self.left.append((now, mail.to_address, sent.kind))
        return "id"


class Office:
    def __init__(self, *people: Any, programme: Programme = PROGRAMME) -> None:
        table = Table()
        self.store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
        self.post, self.programme = Post(), programme
        self.count = 0
        self.add(*people)

    def add(self, *entities: Any) -> None:
        unit = self.store.unit()
        unit.add(*entities)
        unit.commit()

    def cause(
        self,
        now: datetime,
        owner: str = PARTICIPANT_ID,
        kind: Kind = Kind.PERSONAL_LINK,
        origin: Origin = Origin.STRANGER,
        **changes: Any,
    ) -> Message:
        """A message is written, and its sending is tried at once."""
        self.count += 1
        caused = message(kind, id=f"{owner}-m{self.count}", due_at=now, next_at=now, **changes)
        self.add(caused.caused_by(origin))
        return self.try_again(caused, now)

    def try_again(self, caused: Message, now: datetime) -> Message:
        tools: Any = {"store": self.store, "composer": self.post, "mailer": self.post}
        send_message(caused.id, **tools, programme=self.programme, hide=hide, now=now)
        found = self.store.one(Message, caused.id)
        assert found is not None
        return found

    def day(self) -> int:
        count = self.store.one(DailyCount, f"{PARTICIPANT_ID}-{NOW:%Y-%m-%d}")
        return count.count if count else 0


def test_of_thirteen_mails_an_hour_to_a_stranger_one_leaves_in_six_hours_and_none_after() -> None:
    office = Office(stranger())
    for n in range(13 * 24):
        told = office.cause(NOW + n * HOUR / 13)
        assert told.state in (State.SENT, State.CANCELLED)
        assert told.next_at is None
    moments = [at for at, *_ in office.post.left]
    assert [at - NOW for at in moments[:1]] == [timedelta()]
    assert all(later - at >= 6 * HOUR for at, later in pairwise(moments))
    assert len(moments) == 4
    for day in range(2, 10):
        office.cause(NOW + day * DAY)
    assert len(office.post.left) == 4
    assert office.cause(NOW + 31 * DAY).state is State.SENT


def test_sixty_spellings_of_one_address_are_one_mailbox() -> None:
    people = [
        stranger(id=f"p{n}", email=f"Ana+{n}@example.org" if n % 2 else f"ana+{n}@EXAMPLE.ORG")
        for n in range(60)
    ]
    office = Office(*people)
    for n, person in enumerate(people):
        office.cause(NOW + n * MINUTE, person.id, Kind.REGISTRATION)
    assert len(office.post.left) == 1


def test_an_address_that_somebody_known_wants_is_not_proven_either() -> None:
    office = Office(known())
    for n in range(10):
        office.cause(
            NOW + n * HOUR, kind=Kind.ADDRESS_PROOF, origin=Origin.OWN, to=f"bo+{n}@example.org"
        )
    assert [at - NOW for at, *_ in office.post.left] == [timedelta(), 6 * HOUR]


def test_what_anybody_asks_for_somebody_known_is_apart_from_their_day() -> None:
    office = Office(known())
    for n in range(50):
        office.cause(NOW + n * MINUTE)
    assert len(office.post.left) == 6
    assert office.day() == 0
    own = office.cause(NOW + HOUR, origin=Origin.OWN)
    assert (own.state, own.sent_at) == (State.SENT, NOW + HOUR)
    assert office.day() == 1


def test_somebody_known_whose_day_is_full_still_gets_what_they_asked_for_by_a_form() -> None:
    office = Office(known())
    for _ in range(PROGRAMME.mails_per_day + 1):
        last = office.cause(NOW, origin=Origin.OWN)
    assert last.reason == "day_full"
    assert office.cause(NOW).state is State.SENT


def test_sign_in_mails_are_few_and_never_far_away() -> None:
    office = Office(staff_member())
    for n in range(60 * 4):
        office.cause(NOW + n * MINUTE, staff_member().id, Kind.STAFF_SIGN_IN)
    moments = [at for at, *_ in office.post.left]
    assert len(moments) <= 2 + 3 * 4
    assert max(later - at for at, later in pairwise(moments)) <= 20 * MINUTE


def test_what_the_team_causes_always_leaves() -> None:
    office = Office(stranger())
    office.cause(NOW)
    assert office.cause(NOW + HOUR, origin=Origin.TEAM).state is State.SENT
    assert office.cause(NOW + HOUR).state is State.CANCELLED


def test_over_the_stage_s_budget_mails_wait_their_turn_and_none_is_lost() -> None:
    few = replace(PROGRAMME.limits, first_mails_in_all=Limit(2, HOUR, 2))
    people = [stranger(id=f"p{n}", email=f"p{n}@example.org") for n in range(6)]
    office = Office(*people, known(), programme=replace(PROGRAMME, limits=few))
    told = [office.cause(NOW, person.id) for person in people]
    held = [each for each in told if each.reason == HELD]
    assert [each.next_at for each in held] == [NOW + n * HOUR / 2 for n in range(1, 5)]
    assert office.cause(NOW, origin=Origin.OWN).state is State.SENT
    for each in held:
        assert each.next_at is not None
        assert office.try_again(each, each.next_at).state is State.SENT
    assert len({to for _, to, _ in office.post.left}) == 7


def test_a_mail_that_ses_did_not_take_is_still_the_one_that_may_leave() -> None:
    office = Office(stranger())
    office.post.throttles = True
    first = office.cause(NOW)
    assert first.reason == "throttled"
    assert office.cause(NOW + MINUTE).reason == TOLD_LATELY
    office.post.throttles = False
    assert office.try_again(first, NOW + 2 * MINUTE).state is State.SENT


def test_who_said_that_it_was_not_them_hears_nothing_for_thirty_days() -> None:
    office = Office(stranger())
    address = hide("first", "ana@example.org")
    office.add(FirstMails(address, (), NOW).silenced(NOW))
    assert office.cause(NOW).state is State.CANCELLED
    assert office.cause(NOW + 30 * DAY - SECOND).state is State.CANCELLED
    assert office.cause(NOW + 30 * DAY).state is State.SENT


def test_each_kind_of_mail_is_an_answer_or_news_or_leaves_anyway() -> None:
    assert not ASKED & ANYWAY
    news = {kind for kind in Kind if kind not in ASKED | ANYWAY}
    of_the_team = {kind for kind in Kind if kind.value.startswith("staff_")}
    assert {kind.value for kind in news - of_the_team} == {
        "event_promoted",
        "event_offer",
        "event_offer_lapsed",
        "event_seat_free",
        "event_reminder",
        "event_waiting",
        "event_summary",
        "event_digest",
        "privacy_copy",
    }


@pytest.mark.parametrize("kind", sorted(set(Kind) - ANYWAY))
def test_no_kind_of_mail_goes_to_a_stranger_beside_the_first(kind: Kind) -> None:
    assert to_unproven(message(kind), stranger())
    assert not to_unproven(message(kind), known())


@given(st.lists(st.integers(0, 8 * 3600), max_size=40))
def test_whatever_is_asked_a_stranger_gets_one_mail_in_six_hours_and_four_in_thirty_days(
    pauses: list[int],
) -> None:
    record, left, now = FirstMails("first", (), NOW), [], NOW
    limits = PROGRAMME.limits
    for pause in pauses:
        now += pause * SECOND
        if record.next_at(limits, now) == now:
            record = record.after(now)
            left.append(now)
    assert all(later - at >= limits.first_mail_every for at, later in pairwise(left))
    for at in left:
        assert sum(at <= each < at + 30 * DAY for each in left) <= limits.first_mails

"""What a story rests on is taken back, or undone and made anew, while it decides: whatever the
moment, what holds in the end is what would hold had one come after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import pytest

from chalicelib.domain.documents.documents import Document, DocumentState
from chalicelib.domain.events.events import EventKind, Mode
from chalicelib.domain.events.registrations import EventRegistration
from chalicelib.domain.events.seats import Seats
from chalicelib.domain.events.topics import TopicProposal
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.sessions.bookings import Booking
from chalicelib.domain.sessions.slots import Format, Slot
from chalicelib.domain.surveys.surveys import Survey

from ...support.programme_stage import SAID_THERE, Stage

ONCE = (Kind.DOCUMENT, Kind.SURVEY_INVITATION)


def has_all_of_it_once(stage: Stage) -> None:
    stage.days(7)
    assert [document.state for document in stage.of(Document)] == [DocumentState.READY]
    assert [stage.sent(kind) for kind in ONCE] == [1, 1]


def was_invited_once(stage: Stage) -> None:
    stage.days(7)
    assert stage.sent(Kind.SURVEY_INVITATION) == 1


def may_sign_in(stage: Stage) -> None:
    stage.drain()
    assert stage.sent(Kind.STAFF_SIGN_IN) == 1


def comes_where_the_hour_says(stage: Stage) -> None:
    assert stage.one(Slot).format is stage.one(Booking).format is Format.IN_PERSON


def gave_one_answer(stage: Stage) -> None:
    assert stage.one(Survey).answers == SAID_THERE


def proposes_what_they_wrote_last(stage: Stage) -> None:
    stage.drain()
    assert stage.one(TopicProposal).title == "Ma tournée"
    assert stage.sent(Kind.TOPIC_CHOSEN) == 1


def knows_that_it_is_chosen(stage: Stage) -> None:
    stage.drain()
    assert stage.one(TopicProposal).chosen
    assert stage.sent(Kind.TOPIC_CHOSEN) == 1


def has_the_seats_they_have(stage: Stage) -> None:
    stage.days(1)
    taken = {mode: places.taken for mode, places in stage.one(Seats).places.items()}
    registration = stage.one(EventRegistration)
    assert taken == {mode: int(registration.seated and registration.mode is mode) for mode in Mode}


@dataclass(frozen=True)
class Crossing:
    """`story` begins after `before`; at each of its calls in turn `others` go first, what is after
    a bar at the call after."""

    before: str
    story: str
    others: str
    holds: Callable[[Stage], None] = has_all_of_it_once
    kind: EventKind = EventKind.GROUP_SESSION


CODEV = EventKind.CODEVELOPMENT
CROSSINGS = [
    # Whoever gives up what is not wanted, while it is wanted again.
    Crossing("over present absent days_later", "invite", "present"),
    Crossing("over present days_later", "invite", "absent present"),
    Crossing("over present draw absent", "mail_document", "present"),
    Crossing("over present draw", "mail_document", "absent present"),
    Crossing("over present", "draw", "absent present"),
    Crossing("over present", "draw", "absent | present"),
    Crossing("over present", "draw", "absent present absent | present"),
    Crossing("over present", "draw", "absent present draw"),
    Crossing("just_before present switch over", "draw", "present"),
    Crossing("just_before present switch over", "draw", "present absent present"),
    Crossing("just_before present leave register over", "draw", "present"),
    # Whoever leaves as it is what is wanted again, while it is given up.
    Crossing("over present absent days_later", "present", "invite"),
    Crossing("over present draw absent", "present", "mail_document"),
    Crossing("just_before present switch over", "present", "draw"),
    # Whoever finishes a claim, while it is given back.
    Crossing("leave", "register", "register | leave", has_the_seats_they_have, CODEV),
    Crossing("leave", "register", "register | leave | register", has_the_seats_they_have, CODEV),
    # Addresses closed and opened again.
    Crossing("over present unsubscribe days_later", "invite", "subscribe", was_invited_once),
    Crossing(
        "over present bounced_long_ago days_later", "invite", "ask_for_link", was_invited_once
    ),
    Crossing("ask_to_sign_in bar", "mail_newest", "enrol", may_sign_in),
    # What is made anew under the same key is not what was there.
    Crossing("open_hour", "book", "withdraw_hour open_hour_in_person", comes_where_the_hour_says),
    Crossing("over present", "answer_later", "absent answer_there present", gave_one_answer),
    Crossing("propose", "choose", "withdraw propose_another", proposes_what_they_wrote_last, CODEV),
    Crossing("propose choose leave", "mail_newest", "register", knows_that_it_is_chosen, CODEV),
]


@pytest.mark.parametrize("crossing", CROSSINGS, ids=lambda c: f"{c.before}: {c.story} / {c.others}")
def test_whatever_the_moment_nothing_is_lost(crossing: Crossing) -> None:
    for call in count(1):
        stage = Stage(crossing.kind)
        stage.play(crossing.before)
        reached = stage.overtaken(crossing.story, crossing.others, call)
        if not reached:
            break
        crossing.holds(stage)
    assert call > 2


def test_a_subject_proposed_anew_is_decided_anew() -> None:
    stage = Stage(CODEV)
    stage.play("propose choose drain withdraw propose_another choose_none drain")
    assert [stage.sent(kind) for kind in (Kind.TOPIC_CHOSEN, Kind.TOPIC_NOT_CHOSEN)] == [1, 1]


def test_the_news_of_a_subject_that_was_withdrawn_are_not_those_of_the_next() -> None:
    stage = Stage(CODEV)
    stage.play("propose choose withdraw propose_another choose_none drain")
    assert [stage.sent(kind) for kind in (Kind.TOPIC_CHOSEN, Kind.TOPIC_NOT_CHOSEN)] == [0, 1]

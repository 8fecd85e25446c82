"""What a mail is about is read at once with the message, and made by a loader of its class."""

from typing import Any, get_args

import pytest

from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.ids import theme_alert
from chalicelib.domain.mail.about import (
    About,
    AboutAttendance,
    AboutPerson,
    AboutRoundup,
    AboutSession,
)
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.mail.roundups import Change, Roundup
from chalicelib.domain.mail.wording.trials import TriedText
from chalicelib.workflows.mail.load_about import LOADERS, Read, load_about

from ...support.event_examples import OF_EVENTS, STATUSES, event, registration
from ...support.examples import (
    BOOKING_ID,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    booking,
    letter,
    message,
    participant,
    request,
)


class Line:
    """A store that is only asked for a place in line, a topic, or what a roundup tells of."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def position(self, _: object) -> int:
        self.asked.append("position")
        return 4

    def load_any(self, *_: object) -> list[object]:
        return [booking(), participant()]

    def open_slots(self, *_: object) -> list[object]:
        return []

    def one(self, entity: type[object], _: str) -> None:
        self.asked.append(entity.__name__)


TRIED = TriedText("s7c1-tryf0", Kind.DOCUMENT, NOW)
ALERT = Alert(theme_alert(PARTICIPANT_ID, "x"), "x", NOW)
ROUNDUP = Roundup("s7c1-20270301", NOW, (Change(BOOKING_ID, 0, 0),))


def load(kind: Kind, *entities: object, store: Line | None = None) -> About | None:
    line: Any = store or Line()
    return load_about(message(kind), Read(entities), line, PROGRAMME)


def test_each_class_has_its_loader() -> None:
    missing = {each.__name__ for each in get_args(About)} - {each.__name__ for each in LOADERS}
    assert not missing, f"LOADERS has nothing for {sorted(missing)}"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_is_about_what_its_kind_is_about(kind: Kind) -> None:
    event_read, session_read = (
        (event(), registration(), None),
        (booking(), ROUNDUP, request(), TRIED, letter(), ALERT, None),
    )
    about = load(kind, *(event_read if AboutAttendance in KINDS[kind].about else session_read))
    assert isinstance(about, KINDS[kind].about)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_is_about_nothing_if_that_is_not_there(kind: Kind) -> None:
    assert load(kind, None) == (AboutPerson() if AboutPerson in KINDS[kind].about else None)


@pytest.mark.parametrize("kind", sorted(OF_EVENTS))
def test_only_what_the_mail_tells_is_read_beside_the_event(
    kind: Kind,
) -> None:
    held = registration(status=STATUSES.get(kind, registration().status))
    store = Line()
    load(kind, event(), held, store=store)
    topic = ["TopicProposal"] * (kind in (Kind.TOPIC_CHOSEN, Kind.TOPIC_NOT_CHOSEN))
    seats = ["Seats"] * (kind is Kind.EVENT_SEAT_FREE)
    assert store.asked == ["position"] * held.waits + topic + seats


def test_somebody_who_is_not_registered_may_read_of_an_event() -> None:
    assert load(Kind.EVENT_DIGEST, event(), None) == AboutAttendance(event(), None)


def test_a_document_is_about_the_session_that_was_booked() -> None:
    assert load(Kind.DOCUMENT, booking(), None) == AboutSession(booking())


def test_a_roundup_tells_of_each_session_with_whom_it_is() -> None:
    about = load(Kind.STAFF_ROUNDUP, ROUNDUP)
    assert isinstance(about, AboutRoundup)
    assert [(each.session, each.participant) for each in about.news] == [(booking(), participant())]

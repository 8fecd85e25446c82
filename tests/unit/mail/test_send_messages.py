"""Sending one message, with a table in memory: what SES does not take costs its person nothing."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.ids import owned
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.mail import Mail, NotAccepted, Throttled
from chalicelib.domain.mail.messages import LEASE, Kind, Message, State
from chalicelib.workflows.mail.failures import NotComposed
from chalicelib.workflows.mail.send_messages import send_message
from infra.doubles.table import Table

from ...support.examples import (
    DAY,
    HOUR,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    hide,
    message,
    participant,
)


class Post:
    """Composes and sends, unless it is told what fails."""

    def __init__(self) -> None:
        self.composing: Exception | None = None
        self.sending: Exception | None = None
        self.sent: list[str] = []

    def compose(self, *_: Any) -> Mail:
        if self.composing:
            raise self.composing
        return Mail("", "", "", "", "")

    def holds_back(self, *_: object) -> bool:
        return False

    def send(self, _mail: Mail, message: Message, _now: datetime) -> str:
        if self.sending:
            raise self.sending
        self.sent.append(message.id)
        return "id"


class Office:
    """One person's mails."""

    def __init__(self, *messages: Message) -> None:
        table = Table()
        self.store = Store(lambda: table, "table")  # type: ignore[arg-type, return-value]
        self.post = Post()
        unit = self.store.unit()
        unit.add(participant(), *messages)
        unit.commit()

    def send(self, message: Message, now: datetime = NOW) -> Message | None:
        post = self.post
        tools: Any = {"store": self.store, "composer": post, "mailer": post}
        return send_message(message.id, **tools, programme=PROGRAMME, hide=hide, now=now)

    def counted(self) -> int:
        count = self.store.one(DailyCount, owned(PARTICIPANT_ID, f"{NOW:%Y-%m-%d}"))
        return count.count if count else 0


@pytest.mark.parametrize("answer", [NotAccepted("SendingPausedException"), Throttled("Throttling")])
def test_a_mail_that_ses_did_not_take_is_not_one_of_the_day_s(answer: Exception) -> None:
    mail = message()
    office = Office(mail)
    office.post.sending = answer
    for hour in range(6):
        put_off = office.send(mail, NOW + hour * HOUR)
        assert put_off is not None
        assert put_off.cause == str(answer)
    assert office.counted() == 0
    office.post.sending = None
    sent = office.send(mail, NOW + 7 * HOUR)
    assert sent is not None
    assert sent.state is State.SENT
    assert (office.post.sent, office.counted()) == ([mail.id], 1)


def test_a_mail_that_cannot_be_composed_waits_and_says_why() -> None:
    mail = message()
    office = Office(mail)
    office.post.composing = KeyError("theme")
    with pytest.raises(NotComposed) as failed:
        office.send(mail)
    assert failed.value.error is office.post.composing
    assert (failed.value.message.state, failed.value.message.cause) == (
        State.PENDING,
        "not_composed",
    )
    assert office.counted() == 0
    office.post.composing = None
    assert office.send(mail, NOW + HOUR) is not None
    assert office.post.sent == [mail.id]


def test_a_mail_that_ses_did_not_take_in_time_is_cancelled() -> None:
    mail = message(Kind.PERSONAL_LINK, expires_at=NOW + HOUR)
    office = Office(mail)
    office.post.sending = NotAccepted("SendingPausedException")
    office.send(mail)
    cancelled = office.send(mail, NOW + DAY)
    assert cancelled is not None
    assert (cancelled.state, cancelled.reason) == (State.CANCELLED, "out_of_time")


def test_a_mail_whose_sender_died_once_it_had_left_is_never_said_to_be_cancelled() -> None:
    """« Sent » was lost with the sender, and by the time of its one more try it is out of time."""
    mail = message(Kind.PERSONAL_LINK, expires_at=NOW + HOUR)
    office = Office(mail.claimed(NOW))
    office.send(mail, NOW + LEASE)
    settled = office.send(mail, NOW + DAY)
    assert settled is not None
    assert (settled.state, settled.reason) == (State.UNKNOWN, "perhaps_left")
    assert office.post.sent == []
    assert office.send(mail, NOW + 2 * DAY) is None

"""A bad day on a simulated clock: nobody's mail is lost or doubled, none waits for a person's hand,
and what goes wrong rings within ten minutes."""

from dataclasses import replace

import pytest

from chalicelib.domain.documents.documents import Document, DocumentState
from chalicelib.domain.documents.themes import ThemeSheet
from chalicelib.domain.events.events import EventKind
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.mail.messages import Message, State
from chalicelib.domain.people.participants import Participant

from ...support.event_examples import event, registration
from ...support.examples import BOOKING_ID, HOUR, NOW, booking, participant
from ...support.simulated.bad_days import HOURS, everybody_has_theirs, rang, register
from ...support.simulated.cloud import Cloud, Record
from ...support.simulated.ringing import Metrics, ringing


def test_days_without_a_fault_ring_nothing(cloud: Cloud) -> None:
    mails = []
    for number in range(30):
        mails.append(register(cloud, number))
        cloud.run(7)
    everybody_has_theirs(cloud, mails)
    assert cloud.rung == {}


def test_ses_refuses_everything_for_three_hours(cloud: Cloud) -> None:
    since, mails = cloud.time, []
    cloud.ses.answer = lambda: "SendingPausedException"
    for number in range(18):
        mails.append(register(cloud, number))
        cloud.run(3 * HOURS / 18)
    assert rang(cloud, "MessagesPutOff", since)
    assert cloud.ses.accepted == {}
    cloud.ses.answer = str
    cloud.run(21)
    everybody_has_theirs(cloud, mails)
    assert "MailDeadLetters" not in cloud.rung


def test_a_thousand_mails_at_one_a_second_all_leave(cloud: Cloud) -> None:
    cloud.ses.rate = 1
    mails = [register(cloud, number) for number in range(1000)]
    cloud.run(45)
    everybody_has_theirs(cloud, mails)
    assert cloud.mail.put <= 3 * len(mails)  # the stream, one sweep, throttles
    assert "MessagesPutOff" not in cloud.rung


def test_ses_throttles_one_in_three(cloud: Cloud) -> None:
    calls = iter(range(10_000))
    cloud.ses.answer = lambda: "" if next(calls) % 3 else "TooManyRequestsException"
    mails = [register(cloud, number) for number in range(100)]
    cloud.run(60)
    everybody_has_theirs(cloud, mails)
    assert {"MessagesPutOff", "MessagesThrottled", "RecordsFailed"}.isdisjoint(cloud.rung)


def test_ses_throttles_everything_and_it_is_said(cloud: Cloud) -> None:
    """Its quota of the day is used up."""
    since = cloud.time
    cloud.ses.answer = lambda: "ThrottlingException"
    mails = [register(cloud, number) for number in range(10)]
    cloud.run(30)
    assert rang(cloud, "MessagesThrottled", since)
    cloud.ses.answer = str
    cloud.run(10)
    everybody_has_theirs(cloud, mails)


def test_a_release_whose_mails_cannot_be_composed_rings_and_is_rolled_back(cloud: Cloud) -> None:
    since = cloud.time
    cloud.composer.failing = True
    mails = [register(cloud, number) for number in range(10)]
    cloud.run(110)
    assert rang(cloud, "RecordsFailed", since)
    assert rang(cloud, "MessagesPutOff", since)
    cloud.composer.failing = False
    cloud.run(30)
    everybody_has_theirs(cloud, mails)


def test_documents_that_cannot_be_drawn_ring_and_are_drawn_once_they_can(cloud: Cloud) -> None:
    since, now = cloud.time, cloud.now()
    cloud.drawing.failing = True
    document = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte", now, next_at=now)
    cloud.write(participant(), booking(held_at=NOW), document)
    cloud.run(10)
    assert rang(cloud, "RecordsFailed", since)
    cloud.drawing.failing = False
    cloud.run(15)
    made = cloud.store.one(Document, BOOKING_ID)
    assert made is not None
    assert made.state is DocumentState.READY
    assert list(cloud.ses.accepted.values()) == [1]


def test_the_document_of_a_group_session_that_cannot_be_drawn_is_told_by_the_alarm_alone(
    cloud: Cloud,
) -> None:
    """It is no one adviser's: a mail to nobody would say nothing."""
    held = event(NOW - HOUR, kind=EventKind.GROUP_SESSION)
    there = registration(status=RegistrationStatus.ATTENDED, attended_at=NOW)
    asked = Document(there.id, there.id, "decouvrabilite", "Boîte", NOW, next_at=NOW)
    cloud.drawing.failing = True
    cloud.write(participant(), held, there, asked)
    cloud.run(2 * HOURS)
    assert "DocumentsDeadLetters" in cloud.rung
    assert [item for item in cloud.table.items if item["type"]["S"] == "Message"] == []


def test_a_theme_sheet_that_cannot_be_drawn_rings(cloud: Cloud) -> None:
    since = cloud.time
    cloud.drawing.failing = True
    cloud.hand_over("documents", [ThemeSheet("decouvrabilite", "1")])
    cloud.run(10)
    assert rang(cloud, "RecordsFailed", since)


@pytest.mark.parametrize(
    ("off", "alarm"),
    [("Dispatch", "StreamSilent"), ("SendMail", "MailQueueLate"), ("Sweep", "SweepMissing")],
)
def test_what_is_switched_off_rings_and_nothing_is_lost(cloud: Cloud, off: str, alarm: str) -> None:
    since = cloud.time
    cloud.off = {off}
    mails = [register(cloud, 1)]
    cloud.run(10)
    assert rang(cloud, alarm, since)
    cloud.off = set()
    cloud.run(10)
    everybody_has_theirs(cloud, mails)


def test_events_of_ses_that_no_longer_come_ring_within_the_hour(cloud: Cloud) -> None:
    since = cloud.time
    cloud.off = {"SettleMail"}
    for number in range(12):
        register(cloud, number)
        cloud.run(5.5)
    assert cloud.rung["EventsMissing"] - since <= 66 * 60


@pytest.mark.parametrize("minutes", [2, 10, 25])
def test_a_complaint_and_an_answer_that_was_lost_survive_a_table_that_refuses_for_a_while(
    cloud: Cloud, minutes: int
) -> None:
    complained, sent = register(cloud, 1), register(cloud, 2)
    cloud.run(1)
    lost = cloud.store.one(Message, sent)
    assert lost is not None
    unit = cloud.store.unit()
    unit.save(replace(lost, state=State.UNKNOWN, next_at=cloud.now() + HOUR))
    unit.commit()
    cloud.throttled = {"SettleMail", "SendMail"}
    for mail, said in ((complained, "Complaint"), (sent, "Send")):
        tags = {"message": [mail], "kind": ["registration"]}
        cloud.tell({"detail": {"eventType": said, "mail": {"tags": tags}}})
    cloud.run(minutes)
    cloud.throttled = set()
    cloud.run(10)
    states = [cloud.store.one(Message, each).state for each in (complained, sent)]  # type: ignore[union-attr]
    assert states == [State.COMPLAINED, State.SENT]
    person = cloud.store.one(Participant, "p0001")
    assert person is not None
    assert person.unsubscribed_at is not None
    assert (cloud.dead(), len(cloud.mail.records)) == (0, 0)


def test_an_event_that_is_never_written_down_is_a_dead_letter_and_settles_when_redriven(
    cloud: Cloud,
) -> None:
    mail = register(cloud, 1)
    cloud.run(1)
    cloud.throttled = {"SettleMail", "SendMail"}
    tags = {"message": [mail], "kind": ["registration"]}
    cloud.tell({"detail": {"eventType": "Complaint", "mail": {"tags": tags}}})
    cloud.run(40)
    assert "MailDeadLetters" in cloud.rung
    cloud.throttled = set()
    [letter] = cloud.mail.dead
    cloud.mail.records.append(Record(letter.body, cloud.time))
    cloud.run(1)
    found = cloud.store.one(Message, mail)
    assert found is not None
    assert found.state is State.COMPLAINED


def day_of_mails(every: int, *, settled: bool) -> set[str]:
    """What rings at the end of a day on which a mail leaves every so many hours."""
    metrics = Metrics()
    for hour in range(0, 25, every):
        for name in ("MessagesSent", *(["MessagesDelivered"] if settled else [])):
            metrics.count(hour * 3600 + 60, "Brigade", name, 1, stage={"Ref": "Stage"})
    return ringing(metrics, 25 * 3600)


def test_events_that_no_longer_come_of_a_few_mails_a_day_ring_after_a_day() -> None:
    assert "EventsMissingAllDay" in day_of_mails(every=5, settled=False)
    assert "EventsMissing" not in day_of_mails(every=5, settled=False)
    assert "EventsMissingAllDay" not in day_of_mails(every=5, settled=True)


def letters(counts: list[int]) -> list[bool]:
    """Whether the alarm of the dead letters rings, five minutes after five minutes."""
    metrics, rings = Metrics(), []
    queue = {"Fn::GetAtt": ["MailDeadLetters", "QueueName"]}
    for n, count in enumerate(counts):
        waiting = "ApproximateNumberOfMessagesVisible"
        metrics.count(300 * n, "AWS/SQS", waiting, count, QueueName=queue)
        rings.append("MailDeadLetters" in ringing(metrics, 300 * (n + 1)))
    return rings


def test_a_dead_letter_rings_and_rings_again_for_the_next_one_while_it_waits() -> None:
    rings = letters([0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0])
    assert rings[2]
    assert not any(rings[5:8])
    assert rings[8]
    assert not any(rings[11:])


def test_the_first_dead_letter_of_a_queue_that_never_had_one_rings() -> None:
    assert letters([1])[0]

"""What a restoration found to have left is not sent again; what follows from it goes on."""

from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.adapters.dynamodb.store import Store
from chalicelib.domain.demand.alerts import Alert
from chalicelib.domain.documents.documents import Document
from chalicelib.domain.events.events import Mode
from chalicelib.domain.events.registrations import RegistrationStatus
from chalicelib.domain.events.topics import TopicProposal, TopicStatus
from chalicelib.domain.ids import theme_alert, trial_id
from chalicelib.domain.letters.letters import LetterAudience
from chalicelib.domain.mail import (
    adviser_mail,
    broadcasts,
    event_mail,
    follow_up,
    privacy_mail,
    topic_mail,
)
from chalicelib.domain.mail.broadcasts import Broadcast, Topic
from chalicelib.domain.mail.demand.theme_mail import after_telling
from chalicelib.domain.mail.mail import Mail
from chalicelib.domain.mail.messages import Kind, Message, State
from chalicelib.domain.mail.team.letter_mail import mail_of
from chalicelib.domain.mail.told import Told, broadcast_of, comes_by_itself
from chalicelib.domain.mail.wording.trials import TriedText, to_try
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.erasures import Erasure
from chalicelib.workflows.mail.send_messages import send_message
from infra.doubles.table import Table

from ...support.event_examples import EVENT_ID, registration
from ...support.examples import (
    ADVISER_ID,
    BOOKING_ID,
    DAY,
    NOW,
    PARTICIPANT_ID,
    PROGRAMME,
    booking,
    copy,
    hide,
    letter,
    message,
    participant,
    request,
    staff_member,
)


class Ses:
    """Accepts, and counts."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def compose(self, *_: object) -> Mail:
        return Mail("", "", "", "", "")

    def holds_back(self, *_: object) -> bool:
        return False

    def send(self, _mail: Mail, sent: Message, _now: datetime) -> str:
        self.sent.append(sent.id)
        return "id"


@pytest.fixture
def store() -> Store:
    table = Table()
    return Store(lambda: table, "table")  # type: ignore[arg-type, return-value]


def add(store: Store, *entities: object) -> None:
    unit = store.unit()
    unit.add(*entities)
    unit.commit()


def send(store: Store, message_id: str) -> list[str]:
    """The ids that SES was given."""
    ses = Ses()
    send_message(
        message_id, store=store, composer=ses, mailer=ses, programme=PROGRAMME, hide=hide, now=NOW
    )
    return ses.sent


def told(message_id: str, certain: bool = True) -> Told:
    return Told(message_id, certain, NOW + DAY)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(("certain", "state"), [(True, State.SENT), (False, State.CANCELLED)])
def test_a_mail_of_any_kind_that_left_does_not_leave_again(
    store: Store, kind: Kind, certain: bool, state: State
) -> None:
    waiting = message(kind)
    add(store, participant(), waiting, told(waiting.id, certain))
    assert send(store, waiting.id) == []
    after = store.one(Message, waiting.id)
    assert after is not None
    assert (after.state, after.next_at) == (state, None)
    assert after.reason == ("" if certain else "restored_uncertain")


def test_a_mail_that_a_sender_held_at_that_moment_is_settled_too(store: Store) -> None:
    held = message(state=State.CLAIMED)
    add(store, participant(), held, told(held.id))
    assert send(store, held.id) == []
    after = store.one(Message, held.id)
    assert after is not None
    assert after.state is State.SENT


def test_a_mail_of_which_nothing_is_known_leaves(store: Store) -> None:
    waiting = message()
    add(store, participant(), waiting, told(f"{waiting.id}-other"))
    assert send(store, waiting.id) == [waiting.id]


@pytest.mark.parametrize("certain", [True, False])
@pytest.mark.parametrize("planned", [True, False])
def test_the_reminder_of_a_survey_is_planned_once_all_the_same(
    store: Store, certain: bool, planned: bool
) -> None:
    held = booking(held_at=NOW - 2 * DAY)
    [invitation] = follow_up.after_session(held, PROGRAMME)
    add(store, participant(), invitation, told(invitation.id, certain))
    if planned:
        add(store, message(Kind.SURVEY_REMINDER, id=follow_up.survey_mail_id(BOOKING_ID, 1)))
    assert send(store, invitation.id) == []
    reminder = store.one(Message, follow_up.survey_mail_id(BOOKING_ID, 1))
    assert reminder is not None
    assert reminder.version == 1
    settled = store.one(Message, invitation.id)
    assert settled is not None
    assert settled.next_at is None


def by_themselves() -> list[Message]:
    """What follows from a session or a line, whatever people do next."""
    document = Document(BOOKING_ID, BOOKING_ID, "decouvrabilite", "Boîte", NOW)
    held = booking(held_at=NOW)
    [invitation] = follow_up.after_session(held, PROGRAMME)
    left = replace(invitation, state=State.SENT, sent_at=NOW)
    to_an_event = letter(audience=LetterAudience("Cohorte", EVENT_ID))
    return [
        follow_up.after_document(document, NOW),
        follow_up.after_document_failed(document, held, NOW),
        invitation,
        *follow_up.after_sending(left, PROGRAMME),
        event_mail.after_change(registration(), NOW, Kind.EVENT_PROMOTED),
        event_mail.after_change(registration(), NOW, Kind.EVENT_OFFER_LAPSED),
        after_telling(Alert(theme_alert(PARTICIPANT_ID, "x"), "x", NOW), PROGRAMME, NOW),
        mail_of(letter(), PARTICIPANT_ID, None, NOW),
        mail_of(to_an_event, PARTICIPANT_ID, registration(), NOW),
    ]


def news() -> list[Message]:
    """What only an act of somebody causes."""
    acts = set(event_mail.NEWS.values()) | {Kind.EVENT_SWITCHED, Kind.EVENT_REMOVED}
    topic = TopicProposal(f"{EVENT_ID}-{PARTICIPANT_ID}", "Mon site", "", NOW)
    decided = (TopicStatus.CHOSEN, TopicStatus.NOT_CHOSEN)
    return [
        *adviser_mail.after_change(booking(), Caller(PARTICIPANT_ID, 0), PROGRAMME, NOW),
        *adviser_mail.after_change(booking(), Caller(ADVISER_ID, 0, staff=True), PROGRAMME, NOW),
        adviser_mail.of_roundup("s7c1-20270301", NOW, PROGRAMME),
        *follow_up.after_booking(booking(), PROGRAMME, NOW),
        *follow_up.after_move(booking(sequence=1), PROGRAMME, NOW),
        follow_up.after_cancellation(booking(), PROGRAMME, NOW),
        follow_up.while_expected(booking(), NOW),
        follow_up.after_link(booking(), PROGRAMME, NOW),
        follow_up.after_registration(participant(), NOW),
        follow_up.after_link_request(participant(), NOW),
        follow_up.after_correction(participant(), NOW),
        follow_up.after_joining_community(participant(), PROGRAMME, NOW),
        follow_up.before_address_change(participant(), "zoe@example.org", NOW),
        follow_up.after_address_change(participant(), "ana@example.org", NOW),
        follow_up.after_sign_in_request(staff_member(), NOW),
        to_try(TriedText(trial_id(ADVISER_ID, "f0"), Kind.DOCUMENT, NOW), NOW),
        follow_up.after_erasure(Erasure(PARTICIPANT_ID, "ana@example.org", NOW, NOW), NOW),
        privacy_mail.is_it_you(request(), NOW),
        privacy_mail.copy_sent(copy(), NOW),
        *privacy_mail.reminders(request(), PROGRAMME),
        event_mail.told_again(registration(), NOW),
        event_mail.after_correction(registration(), 1, NOW),
        *(event_mail.after_change(registration(), NOW, kind) for kind in acts),
        *(topic_mail.after_decision(replace(topic, status=each), NOW) for each in decided),
    ]


def of_broadcasts() -> list[Message]:
    """What a broadcast that runs again writes again, under the same ids."""
    return [
        each
        for topic in Topic
        for status in RegistrationStatus
        for each in broadcasts.message_to(of(topic), registration(status=status), NOW)
    ]


def of(topic: Topic) -> Broadcast:
    return Broadcast(f"{EVENT_ID}-{topic}-2", topic, 2, mode=Mode.ONLINE, waiting_too=True)


def test_of_each_kind_of_mail_it_is_decided_whether_a_restoration_writes_it_again() -> None:
    """Otherwise a mail of a new kind leaves twice, or not at all, after a restoration."""
    decided = {each.kind for each in (*by_themselves(), *news(), *of_broadcasts())}
    undecided = sorted(kind.value for kind in set(Kind) - decided)
    assert not undecided, (
        f"plan one of each of {undecided} here, in by_themselves(), news() or of_broadcasts(); "
        "if it comes by itself, domain/mail/told.py must know its ids"
    )


def test_what_follows_a_session_or_a_line_comes_by_itself() -> None:
    assert [each.kind for each in by_themselves() if not comes_by_itself(each.id)] == []


def test_what_somebody_has_to_do_once_more_is_news() -> None:
    assert [each.kind for each in news() if comes_by_itself(each.id)] == []


@pytest.mark.parametrize("topic", list(Topic))
def test_a_mail_names_the_broadcast_that_would_write_it_again(topic: Topic) -> None:
    broadcast = of(topic)
    waits = topic is Topic.FREE_SEAT
    status = RegistrationStatus.WAITLISTED if waits else RegistrationStatus.CONFIRMED
    [written] = broadcasts.message_to(broadcast, registration(status=status), NOW)
    assert broadcast_of(written.id) == broadcast.id
    late = event_mail.late_summary(written, NOW)
    assert broadcast_of(late.id) == broadcast.id
    assert not comes_by_itself(written.id)


def test_a_mail_of_a_session_is_of_no_broadcast() -> None:
    assert broadcast_of(follow_up.document_mail_id(BOOKING_ID)) == ""

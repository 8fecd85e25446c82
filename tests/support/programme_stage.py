"""A participant, an adviser, a meeting and a free hour, on a table in memory: each act by name."""

import contextlib
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from chalicelib.adapters.dynamodb.codec import from_item
from chalicelib.domain.acts import Act
from chalicelib.domain.documents.documents import Document, Toolbox
from chalicelib.domain.documents.themes import Theme
from chalicelib.domain.events.events import EventKind, Mode
from chalicelib.domain.events.registrations import AlreadyRegistered, registration_id
from chalicelib.domain.events.topics import topic_id
from chalicelib.domain.mail.follow_up import document_mail_id, survey_mail_id
from chalicelib.domain.mail.messages import Kind, Message
from chalicelib.domain.people.addresses import address_key
from chalicelib.domain.people.callers import Caller
from chalicelib.domain.people.participants import AddressHolder, Participant
from chalicelib.domain.people.staff import Role
from chalicelib.domain.receipts import NO_KEY
from chalicelib.domain.sessions.slots import Format, Opening, slot_id
from chalicelib.domain.surveys.surveys import AlreadyAnswered, Answers
from chalicelib.workflows.documents.deliver_document import deliver_document
from chalicelib.workflows.events.change_registration import leave_event, switch_mode
from chalicelib.workflows.events.manage_events import create_event
from chalicelib.workflows.events.propose_topics import choose_topics, propose_topic, withdraw_topic
from chalicelib.workflows.events.record_attendance import Mark, record_attendances
from chalicelib.workflows.events.register_for_event import SeatRequest, register_for_event
from chalicelib.workflows.mail.dispatch import dispatch_new, sweep
from chalicelib.workflows.mail.send_messages import send_message
from chalicelib.workflows.people.find_member import id_by_address
from chalicelib.workflows.people.manage_staff import bar, enrol
from chalicelib.workflows.people.register import request_link
from chalicelib.workflows.people.sign_in_staff import request_sign_in
from chalicelib.workflows.people.unsubscribe import subscribe_again, unsubscribe
from chalicelib.workflows.sessions.book_session import BookingRequest, book_session
from chalicelib.workflows.sessions.open_slots import withdraw_slot
from chalicelib.workflows.surveys.answer_on_the_spot import answer_event_survey
from chalicelib.workflows.surveys.answer_survey import answer_survey
from chalicelib.workflows.week.open_hours import open_slots

from ..unit.events.test_machine import WORK, World
from .event_examples import event
from .examples import DAY, HOUR, NOW, PARTICIPANT_ID, STARTS_AT, participant, staff_member

EMAIL, ADVISER = "ana@example.org", "brigadiere@example.org"
STAFF, ANA = (
    Caller(id_by_address(ADVISER), 0, staff=True, act=Act.SESSIONS),
    Caller(PARTICIPANT_ID, 0),
)
THEME = Theme("decouvrabilite", "La découvrabilité", "", 60, "", 1, date(2027, 1, 1), "")
OUTBOX = ("Message", "Document", "Broadcast")
SAID_THERE, SAID_LATER = Answers(2, False), Answers(5, True)


class Paper:
    """Draws blank pages, and keeps none."""

    def render(self, _toolbox: Toolbox) -> bytes:
        return b"%PDF"

    def put(self, *_: Any) -> None:
        return None


class Stage(World):
    """The participant has a seat at the meeting."""

    def __init__(self, kind: EventKind) -> None:
        super().__init__()
        self.save(
            staff_member(id=STAFF.person_id, email=ADVISER),
            participant(email=EMAIL),
            AddressHolder(address_key(EMAIL), PARTICIPANT_ID),
        )
        capacities = dict.fromkeys(Mode, 2)
        self.event = self.run(create_event, STAFF, event(kind=kind), capacities, NO_KEY).event
        self.mine = registration_id(PARTICIPANT_ID, self.event.id)
        self.topic = topic_id(self.event.id, PARTICIPANT_ID)
        self.register()
        self.drain()

    def tools(self) -> dict[str, Any]:
        paper = Paper()
        drawing = {
            "sealed_files": paper,
            "toolboxes": paper,
            "themes": {THEME.slug: THEME},
            "new_secret": lambda: "5e" * 32,
        }
        return {**super().tools(), **drawing}

    def save(self, *entities: Any) -> None:
        unit = self.store.unit()
        for each in entities:
            unit.save(each)
        unit.commit()

    def one[T](self, entity: type[T]) -> T:
        (found,) = self.of(entity)
        return found

    def sent(self, kind: Kind) -> int:
        return sum(message.kind is kind for message in self.mailbox.sent)

    def days(self, number: int) -> None:
        """The stream, the sweep and the queues, day after day."""
        for _ in range(number):
            self.now += DAY
            self.run(sweep)
            self.drain()

    def drain(self) -> None:
        while self.read < len(self.table.written) or self.queues.waiting:
            records = self.table.written[self.read :]
            self.read += len(records)
            outbox = [from_item(item) for item in records if item["type"]["S"] in OUTBOX]
            self.run(dispatch_new, outbox)
            while self.queues.waiting:
                kind, identifier = self.queues.waiting.pop(0)
                self.run(deliver_document if kind is Document else WORK[kind], identifier)

    def play(self, acts: str) -> None:
        for act in acts.split():
            getattr(self, act)()

    def overtaken(self, story: str, others: str, call: int) -> bool:
        """The story, others going first at its nth call, and at those after it for each bar;
        whether it got that far."""
        calls, waiting = count(1), others.split("|")

        def around(moment: str) -> None:
            if moment == "before" and waiting and next(calls) >= call:
                self.table.around = lambda _moment: None
                self.play(waiting.pop(0))
                self.table.around = around

        self.table.around = around
        self.play(story)
        self.table.around = lambda _moment: None
        if len(waiting) == len(others.split("|")):
            return False
        for each in waiting:
            self.play(each)
        return True

    def just_before(self) -> None:
        self.now = self.event.starts_at - HOUR

    def over(self) -> None:
        self.now = self.event.ends_at

    def days_later(self) -> None:
        self.now += 3 * DAY

    def register(self) -> None:
        with contextlib.suppress(AlreadyRegistered):
            self.run(register_for_event, SeatRequest(ANA, self.event.id, Mode.ONLINE), NO_KEY)

    def leave(self) -> None:
        self.run(leave_event, ANA, self.mine)

    def switch(self) -> None:
        self.run(switch_mode, ANA, self.mine, Mode.IN_PERSON)

    def present(self, attended: bool = True) -> None:
        self.run(record_attendances, STAFF, self.event.id, [Mark(self.mine, attended)])

    def absent(self) -> None:
        self.present(attended=False)

    def draw(self) -> None:
        self.run(deliver_document, self.mine)

    def invite(self) -> None:
        self.run(send_message, survey_mail_id(self.mine))

    def mail_document(self) -> None:
        self.run(send_message, document_mail_id(self.mine))

    def mail_newest(self) -> None:
        """Whatever was planned last."""
        message = max(self.of(Message), key=lambda each: (each.due_at, each.kind.value))
        self.run(send_message, message.id)

    def answer_there(self) -> None:
        self.run(answer_event_survey, self.event.id, PARTICIPANT_ID, SAID_THERE)

    def answer_later(self) -> None:
        with contextlib.suppress(AlreadyAnswered):
            self.run(answer_survey, self.mine, 0, SAID_LATER, NO_KEY)

    def unsubscribe(self) -> None:
        self.run(unsubscribe, PARTICIPANT_ID, None)

    def subscribe(self) -> None:
        self.run(subscribe_again, PARTICIPANT_ID, None, True)

    def bounced_long_ago(self) -> None:
        self.save(replace(self.one(Participant), bounced_at=NOW - 40 * DAY))

    def ask_for_link(self) -> None:
        self.run(request_link, EMAIL)

    def ask_to_sign_in(self) -> None:
        self.run(request_sign_in, ADVISER)

    def bar(self) -> None:
        self.run(bar, ADVISER)

    def enrol(self) -> None:
        self.run(enrol, ADVISER, "Dominique Exemple", Role.ADVISER)

    def open_hour(self, format_: Format = Format.VIDEO) -> None:
        opening = Opening(STARTS_AT, STARTS_AT + HOUR, format=format_)
        self.run(open_slots, STAFF, ADVISER, opening, NO_KEY)

    def open_hour_in_person(self) -> None:
        self.open_hour(Format.IN_PERSON)

    def withdraw_hour(self) -> None:
        self.run(withdraw_slot, STAFF, slot_id(STAFF.person_id, STARTS_AT), NO_KEY)

    def book(self) -> None:
        wanted = BookingRequest(ANA, slot_id(STAFF.person_id, STARTS_AT), THEME.slug)
        self.run(book_session, wanted, NO_KEY)

    def propose(self, title: str = "Mon site") -> None:
        self.run(propose_topic, ANA, self.event.id, title, "")

    def propose_another(self) -> None:
        self.propose("Ma tournée")

    def withdraw(self) -> None:
        self.run(withdraw_topic, ANA, self.event.id)

    def choose(self) -> None:
        self.run(choose_topics, STAFF, self.event.id, [self.topic])

    def choose_none(self) -> None:
        self.run(choose_topics, STAFF, self.event.id, [])

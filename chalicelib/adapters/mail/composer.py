"""Turns a message into the mail itself, with what is true at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...domain.documents.themes import Theme
from ...domain.events.events import Mode
from ...domain.events.registrations import EventRegistration
from ...domain.ids import owner_of
from ...domain.journey.steps import steps
from ...domain.mail.event_mail import OF_EVENTS, Attendance
from ...domain.mail.mail import Attachment, Mail
from ...domain.mail.messages import SUBSCRIBED, Kind, Message
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ..files import Files
from ..links import Links, Purpose
from ..texts.markdown import notes_text
from ..texts.templates import Templates
from .calendars import (
    Invitation,
    add_links,
    event_entry,
    invitation,
    links_to_add,
    session_title,
    written,
)

INVITATIONS = frozenset({Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED, Kind.BOOKING_CANCELLED})
SEATS = frozenset(
    {Kind.EVENT_CONFIRMED, Kind.EVENT_PROMOTED, Kind.EVENT_SWITCHED, Kind.EVENT_CHANGED}
)
WAYS_IN = SEATS | {Kind.EVENT_REMINDER}
NO_MORE = frozenset({Kind.EVENT_LEFT, Kind.EVENT_REMOVED, Kind.EVENT_CANCELLED})


@dataclass(frozen=True)
class MailComposer:
    """Composes mails: each kind has `templates/emails/<kind>.html` and `.txt`, with its subject."""

    templates: Templates
    links: Links
    files: Files
    themes: dict[str, Theme]
    programme: Programme
    sender_address: str

    def compose(
        self,
        message: Message,
        person: Participant | StaffMember,
        booking: Booking | None,
        now: datetime,
        attendance: Attendance | None = None,
    ) -> Mail:
        values = self._values(message, person, booking, now)
        values |= self._event_values(message, person, attendance, now)
        name = f"emails/{message.kind.value}"
        return Mail(
            subject=self.templates.block(f"{name}.txt", "subject", **values),
            to_address=person.email,
            to_name=values["full_name"],
            text=self.templates.render(f"{name}.txt", **values),
            html=self.templates.render(f"{name}.html", **values),
            unsubscribe_url=values["unsubscribe_url"],
            calendar=self._calendar(message, person, booking, now)
            or self._event_calendar(message, person, attendance, now),
            attachments=self._attachments(message, values),
        )

    def _values(
        self,
        message: Message,
        person: Participant | StaffMember,
        booking: Booking | None,
        now: datetime,
    ) -> dict[str, Any]:
        participant = isinstance(person, Participant)
        name = person.profile.full_name if isinstance(person, Participant) else person.name
        given = person.profile.given_name if isinstance(person, Participant) else person.name
        theme = self.themes.get(booking.theme) if booking else None
        return {
            "kind": message.kind.value,
            "now": now,
            "full_name": name,
            "given_name": given,
            "booking": booking,
            "theme": theme,
            "step": message.step,
            "steps": steps((), (), ()),
            "personal_url": self._link(Purpose.PERSONAL, "/mon-espace", person.id, person, now)
            if participant
            else "",
            "sign_in_url": ""
            if participant
            else self._link(Purpose.SIGN_IN, "/equipe/connexion", person.id, person, now),
            "booking_id": message.booking_id,
            "survey_url": self._link(Purpose.SURVEY, "/sondage", message.booking_id, person, now),
            "unsubscribe_url": self._link(
                Purpose.UNSUBSCRIBE, "/desabonnement", person.id, person, now
            )
            if message.kind in SUBSCRIBED
            else "",
            "calendar_links": add_links(booking, session_title(theme, self.programme))
            if booking
            else {},
        }

    def _event_values(
        self,
        message: Message,
        person: Participant | StaffMember,
        attendance: Attendance | None,
        now: datetime,
    ) -> dict[str, Any]:
        if attendance is None:
            return {"event": None}
        event, registration = attendance.event, attendance.registration
        values: dict[str, Any] = {
            "event": event,
            "registration": registration,
            "position": attendance.position,
            "topic": attendance.topic,
            "event_url": f"{self.templates.site}/evenements/{event.id}",
            **self._entries(message, person, registration, now),
        }
        if message.kind in OF_EVENTS:
            values["calendar_links"] = links_to_add(event_entry(attendance, self.programme))
        if message.kind is Kind.EVENT_SUMMARY:
            values["summary_html"] = self.templates.markdown(event.summary)
            values["summary_text"] = notes_text(event.summary)
        return values

    def _entries(
        self,
        message: Message,
        person: Participant | StaffMember,
        registration: EventRegistration | None,
        now: datetime,
    ) -> dict[str, str]:
        """Return the ways in of a confirmed seat: a link to join online, or an entry ticket.

        Both addresses are ours: where they lead is decided when they are used.
        """
        way_in = {"join_url": "", "ticket_url": ""}
        if registration is None or not registration.assured or message.kind not in WAYS_IN:
            return way_in
        if registration.mode is Mode.ONLINE:
            link = self._link(Purpose.JOIN, "/rejoindre", registration.id, person, now)
            return {**way_in, "join_url": link}
        link = self._link(Purpose.TICKET, "/evenements/billet", registration.id, person, now)
        return {**way_in, "ticket_url": link}

    def _link(
        self,
        purpose: Purpose,
        path: str,
        subject: str,
        person: Participant | StaffMember,
        now: datetime,
    ) -> str:
        return self.links.url(path, self.links.token(purpose, subject, person.link_epoch, now))

    def _calendar(
        self,
        message: Message,
        person: Participant | StaffMember,
        booking: Booking | None,
        now: datetime,
    ) -> tuple[str, str] | None:
        if booking is None or message.kind not in INVITATIONS:
            return None
        title = session_title(self.themes.get(booking.theme), self.programme)
        return invitation(booking, title, person.email, self.sender_address, self.programme, now)

    def _event_calendar(
        self,
        message: Message,
        person: Participant | StaffMember,
        attendance: Attendance | None,
        now: datetime,
    ) -> tuple[str, str] | None:
        if attendance is None or attendance.registration is None:
            return None
        seated = attendance.registration.assured and message.kind in SEATS
        if not seated and message.kind not in NO_MORE:
            return None
        entry = event_entry(attendance, self.programme)
        addressed = Invitation(person.email, self.sender_address, self.programme, now)
        return written(entry, addressed)

    def _attachments(self, message: Message, values: dict[str, Any]) -> tuple[Attachment, ...]:
        if message.kind is not Kind.DOCUMENT:
            return ()
        theme = values["theme"]
        name = f"brigade-{theme.slug if theme else owner_of(message.id)}.pdf"
        content = self.files.get(message.file_key)
        return (Attachment(name, content, "application/pdf"),)

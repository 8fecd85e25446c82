"""Turns a message into the mail itself, with what is true at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ...domain.documents.themes import Theme
from ...domain.events.events import Mode
from ...domain.events.giving_way import kept_until
from ...domain.events.offers import begins_early
from ...domain.events.registrations import EventRegistration
from ...domain.ids import owner_of
from ...domain.journey.steps import steps
from ...domain.mail.about import (
    About,
    AboutAttendance,
    AboutRequest,
    AboutSession,
    AboutTrial,
    Recipient,
    mailed_at,
)
from ...domain.mail.kinds import KINDS, Carries
from ...domain.mail.mail import Attachment, Mail
from ...domain.mail.messages import Kind, Message
from ...domain.mail.wording.samples import sample
from ...domain.mail.wording.texts import MailTexts
from ...domain.mail.wording.trials import TriedText
from ...domain.people.arriving.proof import outcome
from ...domain.people.callers import epoch_for
from ...domain.people.consents import standing
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from ..links import LIFETIMES, Links, Purpose, with_number
from ..sealed_files import SealedFiles
from ..texts.markdown import notes_text
from ..texts.templates import Templates
from .also_asked import also_asked
from .awaited import of_theme
from .calendar_files import CalendarFiles
from .calendars import add_links, event_entry, links_to_add, session_title
from .recipients import guardian_of, has_to_confirm, names_at, names_of
from .said import Said, said
from .told import of_letter, of_roundup


@dataclass(frozen=True)
class MailComposer:
    """Composes mails, each kind from its two templates; the `.txt` has the subject too."""

    templates: Templates
    links: Links
    files: SealedFiles
    themes: dict[str, Theme]
    programme: Programme
    sender_address: str

    def compose(
        self,
        message: Message,
        person: Recipient,
        about: About,
        now: datetime,
        texts: MailTexts | None = None,
    ) -> Mail:
        """Write a mail, in the texts of the team where it has any that can still be said."""
        if isinstance(about, AboutTrial):
            return self._trial(message, person, about.tried, now)
        kind, values = KINDS[message.kind], self._values(message, person, about, now)
        name = f"emails/{kind.template}"
        theirs = texts.of(message.kind) if texts else {}
        words = said(self.templates, message.kind, values, theirs)
        return Mail(
            subject=words.text.get("subject") or self._subject(name, values),
            to_address=message.to or mailed_at(person),
            to_name=values["full_name"],
            text=self.templates.render(f"{name}.txt", **values, said=words.text),
            html=self.templates.render(f"{name}.html", **values, said=words.html),
            unsubscribe_url=values["unsubscribe_url"],
            calendar=self._calendars.one(kind.carries, person, about, now),
            calendars=tuple(self._calendars.several(kind.carries, person, about, now)),
            attachments=self._attachments(message, values["theme"]),
            language=self.programme.language,
        )

    def _trial(self, message: Message, person: Recipient, tried: TriedText, now: datetime) -> Mail:
        """Return the mail that shows a tried text to who tries it, about somebody invented."""
        name = f"emails/{KINDS[message.kind].template}"
        words, values = self.tried(tried, now, names_of(person)[0])
        values["reason_of"] = message.kind.value
        return Mail(
            subject=self.templates.block(f"{name}.txt", "subject", **values, said=words.text),
            to_address=mailed_at(person),
            to_name=names_of(person)[0],
            text=self.templates.render(f"{name}.txt", **values, said=words.text),
            html=self.templates.render(f"{name}.html", **values, said=words.html),
            language=self.programme.language,
        )

    def tried(self, tried: TriedText, now: datetime, name: str = "") -> tuple[Said, dict[str, Any]]:
        """Return what a tried text says, and the values of its mail; `name` is whom it greets."""
        kind, lasts = tried.kind, timedelta(minutes=self.programme.session_minutes)
        offered = [each for each in self.themes if each not in self.programme.retired_themes]
        shown = sample(kind, tried.variant, next(iter(offered), ""), now, name, lasts)
        values = self._values(shown.message, shown.person, shown.about, now)
        values["tried_template"] = f"emails/{KINDS[kind].template}"
        return said(self.templates, kind, values, tried.blocks), values

    def _values(
        self, message: Message, person: Recipient, about: About, now: datetime
    ) -> dict[str, Any]:
        return {
            **self._of_person(message, person, about, now),
            **self._of_session(about, person),
            **of_roundup(about, self.themes),
            **of_letter(about, self.templates),
            **self._of_event(message, person, about, now),
            **of_theme(about, self.themes, now),
            **self._of_request(message, about, person, now),
        }

    def _subject(self, name: str, values: dict[str, Any]) -> str:
        """Return the subject of a kind whose words are not of the texts."""
        return self.templates.block(f"{name}.txt", "subject", **values, said={})

    def _of_person(
        self, message: Message, person: Recipient, about: About, now: datetime
    ) -> dict[str, Any]:
        kind, participant = KINDS[message.kind], isinstance(person, Participant)
        full_name, given_name = names_at(message, person)
        personal = self._link(Purpose.PERSONAL, "/mon-espace", person.id, person, now)
        refused = f"{person.id} {kind.purpose}"
        leaving = self._link(Purpose.UNSUBSCRIBE, "/desabonnement", refused, person, now)
        address = f"{person.id} {message.to}"
        proof = self._link(Purpose.ADDRESS, "/mon-espace/adresse/confirmer", address, person, now)
        return {
            "kind": message.kind.value,
            "reason_of": message.kind.value,
            "proof_url": proof if message.kind is Kind.ADDRESS_PROOF else "",
            "purpose": kind.purpose.value,
            "now": now,
            "full_name": full_name,
            "given_name": given_name,
            "step": message.step,
            "steps": steps((), (), ()),
            "personal_url": personal if participant else "",
            "of_child": guardian_of(person) is not None and not message.to,
            "guarded": guardian_of(person) is not None,
            "sign_in_url": self._signing_in(person, now),
            "unsubscribe_url": leaving if kind.can_unsubscribe else "",
            **self._asked(person, about, now),
            "booking_id": message.booking_id,
            "survey_url": self._link(Purpose.SURVEY, "/sondage", message.booking_id, person, now),
        }

    def _signing_in(self, person: Recipient, now: datetime) -> str:
        """Return the link with which a member of the team signs in, once."""
        if isinstance(person, Participant):
            return ""
        subject = with_number(person.id, person.sign_ins)
        return self._link(Purpose.SIGN_IN, "/equipe/connexion", subject, person, now)

    def _asked(self, person: Recipient, about: About, now: datetime) -> dict[str, Any]:
        """Return what was asked for an address that nobody has proven, in our words alone.

        Whoever filled in the form may be anybody: nothing that they typed goes there.
        """
        if not isinstance(person, Participant) or person.proven:
            return {"asked": None, "not_me_url": "", "to_confirm": has_to_confirm(person)}
        profile = person.joining.profile if person.joining else person.profile
        themes = [self.themes[each].title for each in profile.themes if each in self.themes]
        return {
            "asked": {
                "kind": profile.kind,
                "maturity_level": profile.maturity_level,
                "themes": themes,
                "consents": outcome(standing(person.consents)).values(),
                "events": also_asked(about, self.programme),
            },
            "to_confirm": True,
            "not_me_url": self._link(
                Purpose.PERSONAL, "/mon-espace/pas-moi", person.id, person, now
            ),
        }

    def _of_session(self, about: About, person: Recipient) -> dict[str, Any]:
        session = about.session if isinstance(about, AboutSession | AboutAttendance) else None
        theme = self._theme(session) if session else None
        links = add_links(session, session_title(theme, self.programme)) if session else {}
        met = about.participant if isinstance(about, AboutSession) else None
        return {
            "booking": session,
            "theme": theme,
            "calendar_links": links,
            "participant_name": met.profile.full_name if met else "",
            "hers": session is not None and session.adviser_id == person.id,
        }

    def _of_request(
        self, message: Message, about: About, person: Recipient, now: datetime
    ) -> dict[str, Any]:
        """Return what a mail tells of a request."""
        if not isinstance(about, AboutRequest):
            return {"request": None}
        request = about.request
        return {
            "asking": names_of(person)[0],
            "request": request,
            "identity_url": self._link(Purpose.REQUEST, "/demande", request.id, person, now),
            "copy_url": self._link(Purpose.COPY, "/copie", request.id, person, now),
            "copy_until": now + LIFETIMES[Purpose.COPY],
            "days_left": request.days_left(now),
        }

    def _of_event(
        self, message: Message, person: Recipient, about: About, now: datetime
    ) -> dict[str, Any]:
        kind = KINDS[message.kind]
        if not isinstance(about, AboutAttendance):
            return {"event": None, "of_group_session": False}
        event, registration = about.event, about.registration
        values: dict[str, Any] = {
            "event": event,
            "of_group_session": kind.follows_session,
            "registration": registration,
            "position": about.position,
            "topic": about.topic,
            "kept_until": registration and kept_until(registration, self.programme),
            "begins_early": begins_early(event, self.programme),
            "event_url": f"{self.templates.site}/evenements/{event.id}",
            **self._ways_in(kind.carries, person, registration, now),
        }
        if not kind.follows_session:
            entry = event_entry(event, registration, self.programme)
            values["calendar_links"] = links_to_add(entry)
        if message.kind is Kind.EVENT_SUMMARY:
            values["summary_html"] = self.templates.markdown(event.summary, under=1)
            values["summary_text"] = notes_text(event.summary)
        return values

    def _ways_in(
        self,
        carries: Carries,
        person: Recipient,
        registration: EventRegistration | None,
        now: datetime,
    ) -> dict[str, str]:
        """Return the ways in of a confirmed seat: a link to join online, or an entry ticket.

        Both addresses are ours: where they lead is decided when they are used.
        """
        way_in = {"join_url": "", "ticket_url": ""}
        carried = carries in (Carries.SEAT, Carries.WAY_IN)
        if registration is None or not registration.assured or not carried:
            return way_in
        if registration.mode is Mode.ONLINE:
            link = self._link(Purpose.JOIN, "/rejoindre", registration.id, person, now)
            return {**way_in, "join_url": link}
        link = self._link(Purpose.TICKET, "/evenements/billet", registration.id, person, now)
        return {**way_in, "ticket_url": link}

    def _link(
        self, purpose: Purpose, path: str, subject: str, person: Recipient, now: datetime
    ) -> str:
        epoch = person.link_epoch
        if isinstance(person, Participant):
            epoch = epoch_for(person, subject)
        return self.links.url(path, self.links.token(purpose, subject, epoch, now))

    @property
    def _calendars(self) -> CalendarFiles:
        return CalendarFiles(self.themes, self.programme, self.sender_address)

    def _theme(self, session: Booking) -> Theme | None:
        return self.themes.get(session.theme)

    def _attachments(self, message: Message, theme: Theme | None) -> tuple[Attachment, ...]:
        if KINDS[message.kind].carries is not Carries.DOCUMENT:
            return ()
        name = f"trousse-{theme.slug if theme else owner_of(message.id)}.pdf"
        content = self.files.get(message.file_key)
        return (Attachment(name, content, "application/pdf"),)

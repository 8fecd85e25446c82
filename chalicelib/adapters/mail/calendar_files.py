"""What a mail adds to calendars, or takes out of them, as files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.documents.themes import Theme
from ...domain.mail.about import (
    About,
    AboutAttendance,
    AboutRoundup,
    AboutSession,
    Recipient,
    mailed_at,
)
from ...domain.mail.kinds import Carries
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ...domain.sessions.bookings import Booking
from .calendars import (
    Entry,
    Invitation,
    adviser_entry,
    event_entry,
    session_entry,
    session_title,
    written,
)


@dataclass(frozen=True)
class CalendarFiles:
    """Makes the files of mails."""

    themes: dict[str, Theme]
    programme: Programme
    sender_address: str

    def one(
        self, carries: Carries, person: Recipient, about: About, now: datetime
    ) -> tuple[str, str] | None:
        """Return the file of a mail about one thing, with its method; None if it has none."""
        entry = self._entry(carries, about, person)
        if entry is None:
            return None
        return written(entry, self._invitation(person, now))

    def several(
        self, carries: Carries, person: Recipient, about: About, now: datetime
    ) -> Iterator[tuple[str, str]]:
        """Return the files of a mail that tells of several sessions."""
        if isinstance(about, AboutRoundup) and carries is Carries.INVITATIONS:
            for each in about.news:
                entry = self._of_adviser(each.session, each.participant, person)
                yield written(entry, self._invitation(person, now))

    def _invitation(self, person: Recipient, now: datetime) -> Invitation:
        return Invitation(mailed_at(person), self.sender_address, self.programme, now)

    def _entry(self, carries: Carries, about: About, person: Recipient) -> Entry | None:
        """Return what a mail adds to calendars, or takes out of them."""
        if isinstance(about, AboutSession) and carries is Carries.INVITATION:
            if isinstance(person, StaffMember):
                return self._of_adviser(about.session, about.participant, person)
            return session_entry(
                about.session, session_title(self._theme(about.session), self.programme)
            )
        if not isinstance(about, AboutAttendance) or about.registration is None:
            return None
        seated = carries is Carries.SEAT and about.registration.assured
        if not seated and carries is not Carries.NO_MORE:
            return None
        return event_entry(about.event, about.registration, self.programme)

    def _of_adviser(self, session: Booking, met: Participant | None, adviser: Recipient) -> Entry:
        """Return a session for its adviser's calendar; not hers any more if another gives it."""
        name = met.profile.given_name if met else ""
        entry = adviser_entry(session, name, self._theme(session))
        return replace(entry, stands=entry.stands and session.adviser_id == adviser.id)

    def _theme(self, session: Booking) -> Theme | None:
        return self.themes.get(session.theme)

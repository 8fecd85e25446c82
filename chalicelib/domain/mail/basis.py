"""On what basis a mail that nobody asked for may leave: an anti-spam law's three, or none.

Who agreed to its purpose gets it until they withdraw (express). Who came, or asked to, may be
written to about that for a time (implied), unless they said no. What is part of the service that
somebody came for needs neither.
"""

import calendar
from datetime import datetime

from ..events.registrations import EventRegistration, RegistrationStatus
from ..people.consents import Consent, in_force
from ..people.mail_purposes import MailPurpose, refused_by
from ..people.participants import Participant
from ..people.unsubscribing import UNASKED
from ..programme import EVENT, PROGRAM, Programme
from .about import About, AboutAttendance, AboutLetter, AboutSession, Recipient
from .kinds import KINDS
from .messages import Basis, Ground, Message

RELATION = 24
"""Months for which a session or a registration lets one write."""

REQUEST = 6
"""The same, of a request that led to neither."""


def basis_of(
    message: Message,
    person: Recipient | None,
    about: About | None,
    programme: Programme,
    now: datetime,
) -> Basis | None:
    """Return on what basis a message may leave; None if it needs none, or has none."""
    purpose = KINDS[message.kind].purpose
    if purpose is MailPurpose.TRANSACTIONAL or not isinstance(person, Participant):
        return None
    if purpose in refused_by(person):
        return None
    if (came := _came(about)) is not None and purpose is MailPurpose.SUMMARIES:
        return Basis(Ground.SERVICE, came)
    if not person.proven and came is None:
        return None
    return agreed_to(purpose, person, programme) or _implied(purpose, person, about, now)


def agreed_to(purpose: MailPurpose, person: Participant, programme: Programme) -> Basis | None:
    """Return the consent in force to the mails of a purpose, in its own words or in another's.

    What people agreed to that is asked of nobody any more lets no mail leave.
    """
    said = in_force(person.consents) if person.proven else {}
    held = {each: said[each] for each in said if each in UNASKED or programme.asks_for(each)}
    if purpose in held:
        return _express(held[purpose])
    community = held.get(MailPurpose.COMMUNITY)
    if purpose is not MailPurpose.SUMMARIES or community is None:
        return None
    speaks_of_them = community.text_version in programme.community_texts_with_summaries
    return _express(community) if speaks_of_them else None


def _express(consent: Consent) -> Basis | None:
    if not consent.granted:
        return None
    since = consent.confirmed_at or consent.at
    return Basis(Ground.EXPRESS, since, None, consent.concerns, consent.text_version)


def _implied(
    purpose: MailPurpose, person: Participant, about: About | None, now: datetime
) -> Basis | None:
    """Return the basis that a session or a registration gives, if nobody has said no since."""
    said = in_force(person.consents).get(purpose)
    if said is not None and not said.granted:
        return None
    relation = _relation(purpose, about) or _joined(purpose, person)
    if relation is None:
        return None
    since, months = relation
    until = months_after(since, months)
    return Basis(Ground.IMPLIED, since, until) if now < until else None


def _relation(purpose: MailPurpose, about: About | None) -> tuple[datetime, int] | None:
    """Return what a mail would rest on, and for how many months."""
    match purpose, about:
        case MailPurpose.SURVEYS, AboutSession(session=session) if session:
            return session.held_at or session.ends_at, RELATION
        case MailPurpose.SURVEYS, AboutAttendance(session=session) if session:
            return session.held_at or session.ends_at, RELATION
        case MailPurpose.SUMMARIES, AboutAttendance(registration=registration) if registration:
            return _of_registration(registration)
        case MailPurpose.LETTERS, AboutLetter(registration=registration) if registration:
            return _of_registration(registration)
    return None


def _joined(purpose: MailPurpose, person: Participant) -> tuple[datetime, int] | None:
    """Return since when somebody takes part, as they agreed: to the programme, or to an event."""
    if purpose is not MailPurpose.LETTERS:
        return None
    held = in_force(person.consents)
    given = [held[each] for each in (PROGRAM, EVENT) if each in held and held[each].granted]
    since = max((each.confirmed_at or each.at for each in given), default=None)
    return (since, RELATION) if since else None


def _of_registration(registration: EventRegistration) -> tuple[datetime, int] | None:
    if not registration.stands:
        return None
    return registration.registered_at, RELATION if registration.assured else REQUEST


def _came(about: About | None) -> datetime | None:
    """Return when somebody came to what a mail is about."""
    registration = about.registration if isinstance(about, AboutAttendance) else None
    if registration is None or registration.status is not RegistrationStatus.ATTENDED:
        return None
    return registration.attended_at or registration.registered_at


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day and hour some months later, or the month's last day if it is shorter."""
    year, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + year, month + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)

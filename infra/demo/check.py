"""What a season must show, checked from what happened and which mails left."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.domain.mail import by_day
from chalicelib.domain.mail.kinds import KINDS
from chalicelib.domain.mail.messages import Kind
from chalicelib.domain.people.mail_purposes import MailPurpose
from chalicelib.domain.programme import Programme

from .adviser import ADDRESS as ADVISER
from .journal import Fact, Journal, What


def violations(journal: Journal, programme: Programme) -> list[str]:
    """Return one sentence for each thing that is wrong; none when the season is right."""
    return [
        *_doubled(journal),
        *_after_cancellation(journal),
        *_after_closing(journal),
        *_documents(journal),
        *_schedule(journal, programme),
    ]


def _doubled(journal: Journal) -> Iterator[str]:
    counts = Counter((mail.to, mail.kind, mail.mark) for mail in journal.mails)
    for (to, kind, _mark), count in counts.items():
        if count > 1:
            yield f"Courriel envoyé {count} fois : {kind} à {to}"


def _after_cancellation(journal: Journal) -> Iterator[str]:
    reminders = [mail for mail in journal.mails if mail.kind == Kind.BOOKING_REMINDER]
    for fact in journal.of(What.CANCELLED):
        for mail in reminders:
            if mail.booking == fact.booking and mail.at >= fact.at:
                yield f"Rappel après l’annulation : {mail.to}, courriel {mail.number}"


def _after_closing(journal: Journal) -> Iterator[str]:
    """Check that who unsubscribed or complained gets no survey, and a bounced address nothing."""
    for fact in journal.of(What.UNSUBSCRIBED, What.BOUNCED, What.COMPLAINED):
        for mail in journal.mails:
            refused = _refuses(fact, Kind(mail.kind))
            if mail.to == fact.who and mail.at > fact.at and refused:
                yield f"Courriel {mail.kind} à {mail.to}, qui n’en reçoit plus ({fact.what})"


def _documents(journal: Journal) -> Iterator[str]:
    held = list(journal.of(What.HELD))
    mails = [mail for mail in journal.mails if mail.kind == Kind.DOCUMENT]
    mailed = Counter(mail.booking for mail in mails)
    made = Counter((document.who, document.theme) for document in journal.documents)
    wanted = Counter((fact.who, fact.theme) for fact in held)
    for fact in held:
        if mailed[fact.booking] != 1:
            yield f"Rencontre tenue, {mailed[fact.booking]} courriel de document : {fact.who}"
    for who, theme in wanted.keys() | made.keys():
        if made[who, theme] != wanted[who, theme]:
            yield (
                f"{made[who, theme]} document pour {wanted[who, theme]} rencontre tenue : "
                f"{who}, {theme}"
            )
    for mail in mails:
        theirs = [document.content for document in journal.documents if document.who == mail.to]
        if len(mail.pdfs) != 1 or mail.pdfs[0] not in theirs:
            yield f"Courriel {mail.number} sans le document de l’espace de {mail.to}"
    for booking in mailed.keys() - {fact.booking for fact in held}:
        yield f"Document d’une rencontre qui n’a pas eu lieu : {booking}"


AT_ONCE = {
    What.REGISTERED: Kind.REGISTRATION,
    What.REGISTERED_AGAIN: Kind.PERSONAL_LINK,
    What.BOOKED: Kind.BOOKING_CONFIRMED,
    What.MOVED: Kind.BOOKING_MOVED,
    What.CANCELLED: Kind.BOOKING_CANCELLED,
    What.HELD: Kind.DOCUMENT,
    What.SEATED: Kind.EVENT_CONFIRMED,
    What.IN_LINE: Kind.EVENT_WAITLISTED,
    What.PROMOTED: Kind.EVENT_PROMOTED,
    What.LEFT: Kind.EVENT_LEFT,
}


def _summaries(journal: Journal) -> Iterator[tuple[str, str, str, datetime]]:
    """Yield the summary for each person present at an event, the digest for each one absent."""
    for sent in journal.of(What.SUMMED_UP):
        for fact in journal.of(What.WELCOMED, What.JOINED, What.ABSENT_THERE):
            if fact.detail == sent.detail:
                absent = fact.what is What.ABSENT_THERE
                kind = Kind.EVENT_DIGEST if absent else Kind.EVENT_SUMMARY
                yield fact.who, kind.value, fact.booking, sent.at


def _to_adviser(journal: Journal, programme: Programme) -> Iterator[tuple[str, str, str, datetime]]:
    """Yield what the adviser is told of each session booked, moved or cancelled: by day.

    No session of the season begins so early that it would be told at night.
    """
    for fact in journal.of(What.BOOKED, What.MOVED, What.CANCELLED):
        at = programme.sleep.wakes_at(fact.at)
        yield ADVISER, Kind.STAFF_SESSION.value, fact.booking, at


def _schedule(journal: Journal, programme: Programme) -> Iterator[str]:
    """Check that every mail left at its very minute, and no other did."""
    sent = {(mail.to, mail.kind, mail.booking, mail.at) for mail in journal.mails}
    expected = {
        (fact.who, kind.value, fact.booking, at)
        for fact in journal.facts
        for kind, at in _caused(fact, programme)
        if not _stopped(journal, programme, fact, kind, at)
    }
    expected |= {*_summaries(journal), *_to_adviser(journal, programme)}
    for to, kind, _booking, at in sorted(expected - sent):
        yield f"Courriel manquant : {kind} à {to}, attendu le {at:%Y-%m-%d à %H:%M} UTC"
    for to, kind, _booking, at in sorted(sent - expected):
        yield f"Courriel inattendu : {kind} à {to}, le {at:%Y-%m-%d à %H:%M} UTC"


def _caused(fact: Fact, programme: Programme) -> Iterator[tuple[Kind, datetime]]:
    if fact.what in AT_ONCE:
        held_for = programme.held_for if fact.what is What.HELD else timedelta()
        yield AT_ONCE[fact.what], fact.at + held_for
    if fact.what in (What.BOOKED, What.MOVED) and fact.starts_at:
        planned = by_day.reminders(fact.starts_at, programme.reminders_before, programme.sleep)
        yield from ((Kind.BOOKING_REMINDER, at) for _, at, _ in planned if at > fact.at)
    if fact.what in (What.SEATED, What.PROMOTED) and fact.starts_at:
        planned = by_day.reminders(fact.starts_at, _of_events(fact, programme), programme.sleep)
        yield from ((Kind.EVENT_REMINDER, at) for _, at, _ in planned if at > fact.at)
    if fact.what is What.HELD and fact.ends_at:
        for step, delay in enumerate(programme.survey_after):
            kind = Kind.SURVEY_REMINDER if step else Kind.SURVEY_INVITATION
            yield kind, fact.ends_at + delay


def _of_events(fact: Fact, programme: Programme) -> tuple[timedelta, ...]:
    """Return how long before an event its reminders are sent."""
    linked = fact.mode == "online" and programme.event_link_before
    last = (programme.event_link_before,) if linked else ()
    return (*programme.event_reminders_before, *last)


STOPS = {
    Kind.EVENT_REMINDER: (What.LEFT,),
    Kind.BOOKING_REMINDER: (What.MOVED, What.CANCELLED),
    Kind.SURVEY_INVITATION: (What.ANSWERED,),
    Kind.SURVEY_REMINDER: (What.ANSWERED,),
}


def _stopped(journal: Journal, programme: Programme, cause: Fact, kind: Kind, at: datetime) -> bool:
    """Return whether something else that the person did or met makes this mail unwanted."""
    others = [f for f in journal.facts if f.who == cause.who and f is not cause and f.at <= at]
    return any(
        _changes(fact, cause, kind)
        or _closes(fact, kind, at)
        or _just_sent(fact, kind, at, programme)
        for fact in others
    )


def _changes(fact: Fact, cause: Fact, kind: Kind) -> bool:
    same = fact.booking == cause.booking and fact.at >= cause.at
    return same and fact.what in STOPS.get(kind, ())


def _closes(fact: Fact, kind: Kind, at: datetime) -> bool:
    return fact.at < at and _refuses(fact, kind)


def _refuses(fact: Fact, kind: Kind) -> bool:
    """Return whether a mail does not go to whom a fact is about; they unsubscribe from surveys."""
    match fact.what:
        case What.BOUNCED:
            return True
        case What.COMPLAINED:
            return KINDS[kind].can_unsubscribe
        case What.UNSUBSCRIBED:
            return KINDS[kind].purpose is MailPurpose.SURVEYS
    return False


def _just_sent(fact: Fact, kind: Kind, at: datetime, programme: Programme) -> bool:
    linked = fact.what in (What.REGISTERED, What.REGISTERED_AGAIN)
    return kind is Kind.PERSONAL_LINK and linked and at - fact.at < programme.link_resend_after

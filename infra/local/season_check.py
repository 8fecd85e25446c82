"""What a season must show, checked from what happened and which mails left. Times are UTC."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.messages import SUBSCRIBED, Kind
from chalicelib.domain.programme import Programme


class What(StrEnum):
    OPENED = "opened"
    REGISTERED = "registered"
    REGISTERED_AGAIN = "registered again"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    ABSENT = "absent"
    ANSWERED = "answered"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True)
class Fact:
    """Something a person did or met. `detail` is said in the timeline.

    `starts_at` and `ends_at` are the session's, of the booking as the fact leaves it.
    """

    at: datetime
    who: str
    what: What
    booking: str = ""
    theme: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True)
class Sent:
    """A mail SES accepted. `mark` is its Message-ID: booking, kind, sequence; `booking` may be ""."""

    number: int
    at: datetime
    to: str
    kind: str
    mark: str
    booking: str
    subject: str


@dataclass(frozen=True)
class Document:
    """A document of a participant's space."""

    who: str
    theme: str
    filename: str
    content: bytes


@dataclass(frozen=True)
class Season:
    """All there is to judge, each list in the order of time."""

    facts: Sequence[Fact]
    mails: Sequence[Sent]
    documents: Sequence[Document]

    def of(self, *kinds: What) -> Iterator[Fact]:
        return (fact for fact in self.facts if fact.what in kinds)


def violations(season: Season, programme: Programme) -> list[str]:
    """One sentence for each thing that is wrong; empty when the season is right."""
    return [
        *_doubled(season),
        *_after_cancellation(season),
        *_after_closing(season),
        *_documents(season),
        *_schedule(season, programme),
    ]


def _doubled(season: Season) -> Iterator[str]:
    counts = Counter((mail.to, mail.kind, mail.mark) for mail in season.mails)
    for (to, kind, _mark), count in counts.items():
        if count > 1:
            yield f"Courriel envoyé {count} fois : {kind} à {to}"


def _after_cancellation(season: Season) -> Iterator[str]:
    ends = {fact.booking: fact.at for fact in season.of(What.CANCELLED)}
    for mail in season.mails:
        if mail.kind == Kind.BOOKING_REMINDER and mail.booking in ends:
            if mail.at >= ends[mail.booking]:
                yield f"Rappel après l’annulation : {mail.to}, courriel {mail.number}"


def _after_closing(season: Season) -> Iterator[str]:
    """Unsubscribed or complained: no survey any more. Bounced: nothing at all."""
    for fact in season.of(What.UNSUBSCRIBED, What.BOUNCED, What.COMPLAINED):
        for mail in season.mails:
            refused = fact.what is What.BOUNCED or mail.kind in SUBSCRIBED
            if mail.to == fact.who and mail.at > fact.at and refused:
                yield f"Courriel {mail.kind} à {mail.to}, qui n’en reçoit plus ({fact.what})"


def _documents(season: Season) -> Iterator[str]:
    held = list(season.of(What.HELD))
    mailed = Counter(mail.booking for mail in season.mails if mail.kind == Kind.DOCUMENT)
    made = Counter((document.who, document.theme) for document in season.documents)
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
    for booking in mailed.keys() - {fact.booking for fact in held}:
        yield f"Document d’une rencontre qui n’a pas eu lieu : {booking}"


AT_ONCE = {
    What.REGISTERED: Kind.REGISTRATION,
    What.REGISTERED_AGAIN: Kind.PERSONAL_LINK,
    What.BOOKED: Kind.BOOKING_CONFIRMED,
    What.MOVED: Kind.BOOKING_MOVED,
    What.CANCELLED: Kind.BOOKING_CANCELLED,
    What.HELD: Kind.DOCUMENT,
}


def _schedule(season: Season, programme: Programme) -> Iterator[str]:
    """Every mail that had to leave did, at its very minute; and no other."""
    sent = {(mail.to, mail.kind, mail.booking, mail.at) for mail in season.mails}
    expected = {
        (fact.who, kind.value, fact.booking, at)
        for fact in season.facts
        for kind, at in _caused(fact, programme)
        if not _stopped(season, programme, fact, kind, at)
    }
    for to, kind, _booking, at in sorted(expected - sent):
        yield f"Courriel manquant : {kind} à {to}, attendu le {at:%Y-%m-%d à %H:%M} UTC"
    for to, kind, _booking, at in sorted(sent - expected):
        yield f"Courriel inattendu : {kind} à {to}, le {at:%Y-%m-%d à %H:%M} UTC"


def _caused(fact: Fact, programme: Programme) -> Iterator[tuple[Kind, datetime]]:
    if fact.what in AT_ONCE:
        yield AT_ONCE[fact.what], fact.at
    if fact.what in (What.BOOKED, What.MOVED) and fact.starts_at:
        times = [fact.starts_at - delay for delay in programme.reminders_before]
        yield from ((Kind.BOOKING_REMINDER, at) for at in times if at > fact.at)
    if fact.what is What.HELD and fact.ends_at:
        for step, delay in enumerate(programme.survey_after):
            kind = Kind.SURVEY_REMINDER if step else Kind.SURVEY_INVITATION
            yield kind, fact.ends_at + delay


def _stopped(
    season: Season, programme: Programme, cause: Fact, kind: Kind, at: datetime
) -> bool:
    """Whether something else that happened makes the mail of this cause unwanted."""
    stops = {
        Kind.BOOKING_REMINDER: (What.MOVED, What.CANCELLED),
        Kind.SURVEY_INVITATION: (What.ANSWERED,),
        Kind.SURVEY_REMINDER: (What.ANSWERED,),
    }.get(kind, ())
    closings = (What.BOUNCED, *((What.UNSUBSCRIBED, What.COMPLAINED) if kind in SUBSCRIBED else ()))
    for fact in season.facts:
        if fact.who != cause.who or fact is cause or fact.at > at:
            continue
        since = fact.at >= cause.at
        if fact.what in stops and fact.booking == cause.booking and since:
            return True
        if fact.what in closings and fact.at < at:
            return True
        linked = fact.what in (What.REGISTERED, What.REGISTERED_AGAIN)
        if kind is Kind.PERSONAL_LINK and linked and at - fact.at < programme.link_resend_after:
            return True
    return False

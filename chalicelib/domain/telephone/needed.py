"""Which calls a person needs: they follow from what is held, as it is now.

So a call that is no longer needed goes by itself, and what is told twice, late or in another order
leaves the same calls.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ..directory.accompanying import accompanying
from ..directory.filters import standing
from ..ids import owned
from ..people.mail_purposes import OPTIONAL, MailPurpose, refused_by
from ..people.participants import Participant
from ..programme import Programme
from ..sessions.bookings import Booking, BookingStatus
from ..sessions.team_files import TeamFile
from ..surveys.surveys import Survey
from .news import still_news
from .phone_calls import CallState, PhoneCall, Reason

WORTH_CALLING = timedelta(days=90)
"""How long after a call was to be made it is not worth making any more."""


@dataclass(frozen=True)
class Changes:
    """What to write so that a person has the calls that they need."""

    save: tuple[PhoneCall, ...]
    delete: tuple[PhoneCall, ...]

    @property
    def none(self) -> bool:
        return not (self.save or self.delete)


def changes(
    person: Participant, held: Sequence[Any], programme: Programme, now: datetime
) -> Changes:
    """Return what to write of a person's calls. `held` is what is in their partition.

    What somebody noted stays: of a call that was tried, and is not needed any more, the item.
    """
    there = {each.id: each for each in held if isinstance(each, PhoneCall)}
    wanted = {each.id: each for each in needed(person, held, programme, now)}
    wanted |= {each.id: each for each in there.values() if still_news(each, person, held, now)}
    save = [_brought_up(there.get(each.id), each) for each in wanted.values()]
    gone = [each for each in there.values() if each.open and each.id not in wanted]
    save += [each.not_needed() for each in gone if each.attempts]
    return Changes(
        tuple(each for each in save if each != there.get(each.id)),
        tuple(each for each in gone if not each.attempts),
    )


def _brought_up(before: PhoneCall | None, wanted: PhoneCall) -> PhoneCall:
    """Return a call as it is to be, by what it is: what was noted of it is left alone."""
    if before is None:
        return wanted
    if before.state is CallState.NOT_NEEDED:
        again = before.needed_again(wanted)
        promised = before.at > wanted.at
        return replace(again, state=CallState.AGAIN, at=before.at) if promised else again
    if not before.open:
        return before
    at = before.at if before.state is CallState.AGAIN else wanted.at
    return replace(
        before, since=wanted.since, at=at, until=wanted.until, adviser_id=wanted.adviser_id
    )


def needed(
    person: Participant, held: Sequence[Any], programme: Programme, now: datetime
) -> Iterator[PhoneCall]:
    """Yield the calls that a person needs, but for news; none of who has no telephone.

    Who was not interested is not called again for the same reason, nor for what is long past.
    """
    if not person.profile.phone:
        return
    calls = [each for each in held if isinstance(each, PhoneCall)]
    refused = {each.reason for each in calls if each.state is CallState.NOT_INTERESTED}
    adviser = adviser_of(held)
    for each in _of_everything(person, held, programme):
        if each.reason not in refused and now < each.at + WORTH_CALLING:
            yield replace(each, until=each.at + WORTH_CALLING, adviser_id=adviser)


def adviser_of(held: Iterable[Any]) -> str:
    """Return who has a person's calls to make: of their last session, or who registered them."""
    things = list(held)
    sessions = standing(things)
    return sessions[-1].adviser_id if sessions else next(iter(accompanying(things)), "")


def _of_everything(
    person: Participant, held: Sequence[Any], programme: Programme
) -> Iterator[PhoneCall]:
    sessions = standing(held)
    if person.bounced_at is not None:
        name = f"{Reason.BOUNCED}{person.bounced_at:%Y%m%dt%H%M%S}"
        yield _about_person(person, name, Reason.BOUNCED, person.bounced_at, person.bounced_at)
    if sessions and sessions[-1].status is BookingStatus.NO_SHOW:
        yield _of_absence(sessions[-1], held)
    if (person.email or person.shared_email) and not person.proven:
        since = person.registered_at
        at = since + programme.unproven_call_after
        yield _about_person(person, Reason.UNPROVEN, Reason.UNPROVEN, since, at)
    elif person.of_programme and not sessions and refused_by(person) != OPTIONAL:
        since = _unbooked_since(person, held)
        at = max([since + programme.unbooked_call_after, *_news_until(held)])
        yield _about_person(person, Reason.UNBOOKED, Reason.UNBOOKED, since, at)
    if MailPurpose.SURVEYS not in refused_by(person):
        yield from _of_surveys(person, held, programme)


def _about_person(
    person: Participant, name: str, reason: Reason, since: datetime, at: datetime
) -> PhoneCall:
    return PhoneCall(owned(person.id, f"call{person.id}", name), reason, since, at)


def _of_absence(session: Booking, held: Iterable[Any]) -> PhoneCall:
    """Return the call for an absence, from when that can no longer be undone."""
    since = session.held_at or session.ends_at
    files = [each for each in held if isinstance(each, TeamFile) and each.id == session.id]
    undone = [each.before.until for each in files if each.before]
    return PhoneCall(owned(session.id, Reason.ABSENT), Reason.ABSENT, since, max([since, *undone]))


def _news_until(held: Iterable[Any]) -> list[datetime]:
    """Return until when somebody is to be called with news: an hour is proposed then, too."""
    calls = (each for each in held if isinstance(each, PhoneCall) and each.open)
    return [each.until for each in calls if each.reason is Reason.NEWS and each.until]


def _unbooked_since(person: Participant, held: Iterable[Any]) -> datetime:
    """Return when somebody could first book, booked last, or was reached for something else."""
    moments = [person.registered_at]
    for each in held:
        if isinstance(each, Booking):
            moments.append(each.booked_at)
        elif isinstance(each, PhoneCall) and each.noted_at and each.reason is not Reason.UNBOOKED:
            moments += [each.noted_at] if each.state is CallState.REACHED else []
    return max(moments)


def _of_surveys(
    person: Participant, held: Iterable[Any], programme: Programme
) -> Iterator[PhoneCall]:
    """Yield a call for each survey that is not answered, once its last mail was of no use.

    Who has no address is called when the first mail would leave.
    """
    mails = programme.survey_after
    for each in held:
        if isinstance(each, Survey) and each.answers is None and mails:
            last = each.held_at + mails[-1] + programme.survey_call_after
            at = last if person.mailed_at else each.held_at + mails[0]
            yield PhoneCall(owned(each.id, Reason.SURVEY), Reason.SURVEY, each.held_at, at)

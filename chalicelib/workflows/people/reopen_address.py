"""The team sees why mails do not reach somebody, and undoes what it may: with a reason, as an act.

A bounce says something of a mailbox, and the team may know that it is mended. A complaint or an
unsubscription is what the person said: they alone take it back, by a link that they ask for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ...domain.errors import Conflict, NotFound
from ...domain.ids import mail_subject
from ...domain.mail import follow_up
from ...domain.mail.messages import Message, State
from ...domain.mail.wanted import BOUNCED
from ...domain.people.callers import Caller
from ...domain.people.participants import Participant
from ...domain.people.roles import ensure_accompanies
from ...domain.people.staff_acts import Deed, done
from ...domain.sessions.bookings import Booking
from ..callers import member_of_team
from ..ports import PeopleStore
from ..retrying import decided_afresh
from .read_acts import Acts, acts_with_authors

STILL_NEWS = timedelta(days=7)
"""How old a mail may be that was held back, to leave after all."""

AT_ONCE = 20
"""How many of them leave: the latest."""

QUIET = timedelta(minutes=10)
"""The least time between two links that the team sends to one person."""


class NotBounced(Conflict):
    """Mails reach the address, as far as we know: nothing is to be undone."""

    code = "not_bounced"


class LinkJustSent(Conflict):
    """A link went to the person a moment ago, and still works."""

    code = "link_just_sent"


@dataclass(frozen=True)
class MailOf:
    """Somebody, the mails that would leave were their address open again, and the team's acts."""

    person: Participant
    waiting: tuple[Message, ...]
    acts: Acts


def read_mail_of(
    caller: Caller, person_id: str, before: str, *, store: PeopleStore, now: datetime
) -> MailOf:
    """Return what is known of somebody's mail. Raises Forbidden, InvalidToken, NotFound."""
    person, held = _of(caller, person_id, store)
    acts = acts_with_authors(mail_subject(person.id), before, store=store)
    return MailOf(person, _held_back(held, now), acts)


@decided_afresh
def reopen_address(
    caller: Caller, person_id: str, reason: str, *, store: PeopleStore, now: datetime
) -> Participant:
    """Write to somebody again whose address bounced; what was held back lately leaves.

    Whether each is still wanted is asked as for any mail. Raises Forbidden, InvalidToken, NotFound,
    NotBounced.
    """
    person, held = _of(caller, person_id, store)
    if person.bounced_at is None:
        raise NotBounced
    unit = store.unit()
    saved = unit.save(replace(person, bounced_at=None))
    for each in _held_back(held, now):
        unit.save(each.planned_again(now))
    subject = mail_subject(person.id)
    unit.add(*done(caller, Deed.ADDRESS_REOPENED, subject, saved.version, now, reason))
    unit.commit()
    return saved


@decided_afresh
def send_link(
    caller: Caller, person_id: str, reason: str, *, store: PeopleStore, now: datetime
) -> Participant:
    """Mail somebody the link that they asked the team for; `reason` says how they did.

    It leads to their space, where they alone choose their mails. Raises Forbidden, InvalidToken,
    NotFound, LinkJustSent.
    """
    person, _ = _of(caller, person_id, store)
    if now - person.link_sent_at < QUIET:
        raise LinkJustSent
    unit = store.unit()
    saved = unit.save(replace(person, link_sent_at=now))
    unit.add(follow_up.after_team_correction(saved, now))
    subject = mail_subject(person.id)
    unit.add(*done(caller, Deed.LINK_SENT, subject, saved.version, now, reason))
    unit.commit()
    return saved


def _of(caller: Caller, person_id: str, store: PeopleStore) -> tuple[Participant, list[Any]]:
    """Return a person, and all that is held of them, for who accompanies them or an admin."""
    member = member_of_team(caller, store=store)
    held = store.person(person_id)
    advisers = {each.adviser_id for each in held if isinstance(each, Booking)}
    ensure_accompanies(member, advisers)
    person = next((each for each in held if isinstance(each, Participant)), None)
    if person is None:
        raise NotFound
    return person, held


def _held_back(held: Iterable[Any], now: datetime) -> tuple[Message, ...]:
    """Return the latest mails that did not leave as the address had bounced."""
    mails = [
        each
        for each in held
        if isinstance(each, Message)
        and (each.state, each.reason) == (State.CANCELLED, BOUNCED)
        and now - each.due_at < STILL_NEWS
    ]
    return tuple(sorted(mails, key=lambda each: each.due_at)[-AT_ONCE:])

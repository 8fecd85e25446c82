"""Whether a mail that nobody proved to want may leave now: by address, by person, in all."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.limits.budgets import Budget, Limit
from ...domain.limits.limits import Limits
from ...domain.mail.about import Recipient, mailed_at
from ...domain.mail.limits.first_mails import (
    ASKED,
    HELD,
    TOLD_LATELY,
    FirstMails,
    by_form,
    to_unproven,
)
from ...domain.mail.messages import Kind, Message
from ...domain.people.aliases import alias_key
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ..ports import Hide, Records

STAGE = "first-mails"
"""The id of the budget of them all."""


@dataclass(frozen=True)
class Leave:
    """A mail may leave if `reason` is "". Otherwise it waits, or is dropped if `until` is None.

    `counted` is written with it either way.
    """

    counted: tuple[FirstMails | Budget, ...] = ()
    reason: str = ""
    until: datetime | None = None


GRANTED = Leave()


def leave_of(
    message: Message,
    person: Recipient,
    *,
    store: Records,
    limits: Limits,
    hide: Hide,
    now: datetime,
) -> Leave:
    """Return whether a mail may leave. What was claimed once, or has waited its turn, may.

    Most mails are somebody's own, and cost no call here.
    """
    if message.attempts or message.reason == HELD:
        return GRANTED
    if to_unproven(message, person):
        waits = message.kind not in ASKED or _of_one_more_child(message, person)
        return _first(message.to or mailed_at(person), waits, store, limits, hide, now)
    if by_form(message, person):
        staff = isinstance(person, StaffMember)
        limit = limits.sign_ins if staff else limits.by_form
        return _of_person(hide("sign_in" if staff else "by_form", person.id), limit, store, now)
    return GRANTED


def _of_one_more_child(message: Message, person: Recipient) -> bool:
    """Return whether a mail asks a guardian for a child: those before it lead to other children."""
    of_child = isinstance(person, Participant) and person.guardian is not None
    return of_child and message.kind is Kind.REGISTRATION


def _first(
    address: str, waits: bool, store: Records, limits: Limits, hide: Hide, now: datetime
) -> Leave:
    """Return the same of a first mail; one too many is dropped unless it `waits`."""
    identifier = hide("first", alias_key(address))
    sent, stage = store.load((FirstMails, identifier), (Budget, STAGE))
    sent = sent or FirstMails(identifier, (), now)
    next_at = sent.next_at(limits, now)
    if next_at is None or (next_at > now and not waits):
        return Leave(reason=TOLD_LATELY)
    if next_at > now:
        return Leave(reason=TOLD_LATELY, until=next_at)
    budget = stage or Budget(STAGE, 0, now)
    wait = limits.first_mails_in_all.wait(budget.used_until, now)
    used = budget.once_more(limits.first_mails_in_all, now)
    if wait:
        return Leave((sent.after(now + wait), used), HELD, now + wait)
    return Leave((sent.after(now), used))


def _of_person(identifier: str, limit: Limit, store: Records, now: datetime) -> Leave:
    budget = store.one(Budget, identifier) or Budget(identifier, 0, now)
    if limit.wait(budget.used_until, now):
        return Leave(reason=TOLD_LATELY)
    return Leave((budget.once_more(limit, now),))

"""What counts forms and mails by somebody's address goes with them."""

from collections.abc import Iterable
from datetime import datetime

from ...domain.limits.budgets import Budget
from ...domain.mail.limits.first_mails import FirstMails
from ...domain.people.aliases import alias_key
from ..ports import Hide, PrivacyStore


def forget_counts(
    person_id: str, addresses: Iterable[str], *, store: PrivacyStore, hide: Hide, now: datetime
) -> None:
    """Delete the budgets of a person and of addresses. Safe to run twice.

    An address at which somebody said that it was not them stays silent, as they asked.
    """
    mailboxes = sorted({alias_key(each) for each in addresses if each})
    budgets = [hide("address", each) for each in mailboxes]
    budgets += [hide("by_form", person_id)]
    firsts = store.load(known=[(FirstMails, hide("first", each)) for each in mailboxes])
    told = [each for each in firsts if each is not None and not each.silent(now)]
    store.erase([*told, *(Budget(each, 0, now) for each in budgets)])

"""What people are sent mail for, and which of it somebody unsubscribed from."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from .participants import Participant


class MailPurpose(StrEnum):
    """What a mail is sent for: the word is that of the consent to it, too, if one is asked."""

    TRANSACTIONAL = "transactional"
    """What somebody asked for themselves: nobody has to agree to it, or can refuse it."""

    SURVEYS = "surveys"
    SUMMARIES = "summaries"
    COMMUNITY = "community"
    NEWSLETTER = "newsletter"
    LETTERS = "letters"
    """What a member of the team writes to those of an event, a theme or a list."""


OPTIONAL = frozenset(MailPurpose) - {MailPurpose.TRANSACTIONAL}


def purpose_named(word: str) -> MailPurpose | None:
    """Return the purpose of that name that one may refuse, if there is one."""
    return next((each for each in OPTIONAL if each == word), None)


def refused_by(person: Participant) -> frozenset[MailPurpose]:
    """Return the purposes that a person unsubscribed from.

    Who unsubscribed from everything also refuses the purposes that are to come.
    """
    if person.unsubscribed_at is None:
        return frozenset()
    named = frozenset(each for each in OPTIONAL if each in person.refusals)
    return named if person.refusals else OPTIONAL


def refusing(person: Participant, purposes: Iterable[MailPurpose]) -> Participant:
    """Return a person who refuses these purposes and no other."""
    refused = frozenset(purposes)
    if not refused:
        return replace(person, unsubscribed_at=None, refusals=())
    named = () if refused == OPTIONAL else tuple(sorted(each.value for each in refused))
    return replace(person, refusals=named)


def lifted(person: Participant, purposes: Iterable[str]) -> Participant:
    """Return a person who wants the mails of these purposes again; what they agreed to stays."""
    refused = refused_by(person)
    left = {each for each in refused if each not in purposes}
    return person if left == refused else refusing(person, left)

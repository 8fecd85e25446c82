"""What somebody had agreed to on a day, and which mails left for them: the proof of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..mail.messages import Message
from ..people.consents import Consent


@dataclass(frozen=True)
class ProofOfDay:
    """`consents` are those in force at the end of the day, given or withdrawn, by purpose."""

    consents: tuple[Consent, ...]
    mails: tuple[Message, ...]


def proof_of_day(
    consents: Iterable[Consent], messages: Iterable[Message], since: datetime, until: datetime
) -> ProofOfDay:
    """Return the proof of the time from `since` to before `until` (UTC), each part by time."""
    sent = [each for each in messages if each.sent_at and since <= each.sent_at < until]
    ordered = tuple(sorted(sent, key=lambda each: (str(each.sent_at), each.id)))
    return ProofOfDay(in_force_before(until, consents), ordered)


def in_force_before(until: datetime, consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the last entry of each purpose that held before a moment; none that was pending."""
    held = [each for each in consents if not each.pending and since_when(each) < until]
    by_purpose = {each.concerns: each for each in sorted(held, key=since_when)}
    return tuple(sorted(by_purpose.values(), key=since_when))


def since_when(consent: Consent) -> datetime:
    """Return since when an entry holds: once it was confirmed, if it had to be."""
    return consent.confirmed_at or consent.at

"""What two people who are one have agreed to: never more than either had said."""

from dataclasses import replace
from datetime import datetime

from ..people.consents import Consent, ConsentSource, in_force
from ..people.participants import Participant


def agreed_by_both(
    kept: Participant, other: Participant, proven: bool, now: datetime
) -> tuple[Consent, ...]:
    """Return the consents of who remains, `proven` or not.

    A refusal of either prevails. What one alone agreed to stays agreed, in the words that they were
    asked in. What was asked at an address that nobody has proven stays with it (`set_aside`),
    unless who remains is still to prove theirs.
    """
    mine = [] if set_aside(kept, other) else [*kept.consents]
    said = in_force(mine) if kept.proven else {}
    theirs = in_force(other.consents) if other.proven else {}
    for purpose, entry in theirs.items():
        held = said.get(purpose)
        if held is None:
            mine.append(entry if proven or not entry.granted else _to_prove(entry))
        elif held.granted and not entry.granted:
            mine.append(_refused(entry, now))
    return tuple(mine)


def set_aside(kept: Participant, other: Participant) -> tuple[Consent, ...]:
    """Return what was asked of who remains that is not theirs to confirm.

    Nobody has proven their address, and they are written to at another from then on.
    """
    return kept.consents if not kept.proven and other.proven and other.email else ()


def _to_prove(entry: Consent) -> Consent:
    return replace(entry, pending=True, confirmed_at=None)


def _refused(entry: Consent, now: datetime) -> Consent:
    """Return a refusal that prevails from now on, as the team found it to be theirs."""
    return replace(entry, at=now, source=ConsentSource.TEAM, confirmed_at=now)

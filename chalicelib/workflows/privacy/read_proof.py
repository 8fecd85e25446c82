"""The proof, for one person and one day, of what they had agreed to and of what was mailed."""

from dataclasses import dataclass
from datetime import datetime

from ...domain.errors import NotFound
from ...domain.mail.messages import Message
from ...domain.people.addresses import address_key
from ...domain.people.callers import Caller
from ...domain.people.consent_history import ConsentPage
from ...domain.people.participants import AddressHolder, Participant
from ...domain.privacy.proof_of_day import ProofOfDay, proof_of_day
from ..callers import for_team
from ..ports import PrivacyStore


@dataclass(frozen=True)
class Proof:
    participant: Participant
    of_day: ProofOfDay


def read_proof(
    caller: Caller, email: str, since: datetime, until: datetime, *, store: PrivacyStore
) -> Proof:
    """Return the proof of a day, of the person who has an address now.

    Raises Forbidden, InvalidToken, NotFound.
    """
    (holder,) = for_team(caller, store).load((AddressHolder, address_key(email)))
    person = store.one(Participant, holder.participant_id) if holder else None
    if person is None:
        raise NotFound
    held = store.held(person.id)
    earlier = [c for each in held if isinstance(each, ConsentPage) for c in each.consents]
    messages = [each for each in held if isinstance(each, Message)]
    consents = [*earlier, *person.consents]
    return Proof(person, proof_of_day(consents, messages, since, until))

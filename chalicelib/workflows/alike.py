"""As much work whoever the address is: how long an answer takes says nothing of who is known."""

from datetime import UTC, datetime

from ..domain.ids import member_id, participant_id
from ..domain.people.participants import Participant
from ..domain.receipts import Receipt
from .ports import Records, Unit

NO_PARTICIPANT, NO_MEMBER = participant_id("0"), member_id("0")
"""Ids of nobody, read where an address is nobody's."""

NEVER = datetime.max.replace(tzinfo=UTC)


def writes_nothing(unit: Unit, whose: str = "0") -> None:
    """Have a write that changes nothing take a call, as one that mails somebody does.

    `whose`: an id, so that many at once do not wait for one another.
    """
    unit.discard(Receipt(whose, "", 0, "", NEVER))


def works_as_for_known(whose: str, store: Records) -> None:
    """Call the table as often for somebody just registered as for who was known before."""
    for _ in range(2):
        store.one(Participant, NO_PARTICIPANT)
    unit = store.unit()
    writes_nothing(unit, whose)
    unit.commit()

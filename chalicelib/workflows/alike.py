"""As much work whoever the address is: how long an answer takes says nothing of who is known."""

from datetime import UTC, datetime

from ..domain.ids import member_id, participant_id
from ..domain.receipts import Receipt
from .ports import Unit

NO_PARTICIPANT, NO_MEMBER = participant_id("0"), member_id("0")
"""Ids of nobody, read where an address is nobody's."""

NEVER = datetime.max.replace(tzinfo=UTC)


def writes_nothing(unit: Unit) -> None:
    """Have a write that changes nothing take a call, as one that mails somebody does."""
    unit.discard(Receipt("0", "", 0, "", NEVER))

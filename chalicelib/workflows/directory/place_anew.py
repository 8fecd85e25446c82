"""Write once more what an index has only since a later release than the one that wrote it."""

from itertools import batched

from ...domain.mail.messages import Message
from ...domain.sessions.bookings import Booking
from ..ports import Store
from ..retrying import decided_afresh

AT_ONCE = 90
"""Items in one write, which takes a hundred."""


@decided_afresh
def place_anew(person_id: str, *, store: Store) -> None:
    """Write a person's mails and sessions as they are, so that the lists of them have them.

    What another writes meanwhile is read and written again. Raises UnreadableItem, Busy.
    """
    held = [each for each in store.person(person_id) if isinstance(each, Message | Booking)]
    for some in batched(held, AT_ONCE):
        unit = store.unit()
        for each in some:
            unit.save(each)
        unit.commit()

"""The stories that the queue of mails tells besides, by the type of what is due."""

from collections.abc import Callable

from .events.announce import announce
from .events.change_registration import let_lapse
from .events.seating import tend
from .privacy.go_on_erasing import go_on_erasing

TENDED: dict[str, Callable[..., None]] = {
    "Broadcast": announce,
    "Erasure": go_on_erasing,
    "EventRegistration": let_lapse,
    "Seats": tend,
}
"""What causes mails, or tells somebody that they are erased."""

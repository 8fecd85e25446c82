"""Who is told of free hours: who asked first, and no more people than there are hours for them."""

from collections.abc import Iterable, Sequence

from ..sessions.slots import Slot
from .alerts import Alert


def to_tell(waiting: Iterable[Alert], turns: Iterable[Alert], free: Iterable[Slot]) -> list[Alert]:
    """Return those in line to be told now, in the order in which they asked.

    `turns` are those who were told before and may still choose: an hour of their theme is theirs
    to choose first. An hour that offers several themes counts for one person.
    """
    left = sorted(free, key=lambda each: len(each.themes) or float("inf"))
    for each in turns:
        _taken(each, left)
    in_order = sorted(waiting, key=lambda each: (each.asked_at, each.id))
    return [each for each in in_order if _taken(each, left)]


def _taken(alert: Alert, left: list[Slot]) -> bool:
    """Take an hour of a theme from those that are left, one for few themes first."""
    found = _first(alert, left)
    if found is not None:
        left.remove(found)
    return found is not None


def _first(alert: Alert, slots: Sequence[Slot]) -> Slot | None:
    return next((each for each in slots if each.offers(alert.theme)), None)

"""Whose an hour is that the team chooses: an adviser's own come before her colleagues'."""

from collections.abc import Callable, Iterable

from .slots import Slot


def of_each(own: str, most: int, wanted: Callable[[Slot], bool]) -> Callable[[Slot], bool]:
    """Return what lets pass at most so many of an adviser's hours, and so many of all others'.

    The hours that others open sooner leave no less of hers.
    """
    left = {True: most, False: most}

    def passes(slot: Slot) -> bool:
        hers = slot.adviser_id == own
        if left[hers] == 0 or not wanted(slot):
            return False
        left[hers] -= 1
        return True

    return passes


def own_first(own: str, slots: Iterable[Slot]) -> list[Slot]:
    """Return hours so that those of an adviser come first, each lot soonest first."""
    return sorted(slots, key=lambda each: (each.adviser_id != own, each.starts_at))

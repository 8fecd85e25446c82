"""Sums of answers: from one, and how many answered, follows how many answered so much or more."""

from .sheet import LEAST


def confines(answers: int, total: int, least: int, most: int | None = None) -> bool:
    """Return whether a sum confines to one to four people those above or below some answer.

    `least` and `most` are what one may answer; None if there is no most.
    """
    if answers <= 0:
        return (answers, total) != (0, 0)
    top = most if most is not None else max(total, least) + 1
    return answers < LEAST or any(
        _few(answers, total, least, top, answer, capped=most is not None)
        for answer in _telling(answers, total, least, top)
    )


def some_have_many(people: int, extras: int) -> bool:
    """Return whether extras of so many people at most tell of one to four who have many."""
    shares = range(1, extras // max(people, 1) + 2)
    return extras > 0 and any(
        extras > (share - 1) * people and extras // share < LEAST for share in shares
    )


def _telling(answers: int, total: int, least: int, top: int) -> range:
    """Return the answers above which there may surely be somebody: beyond, there may be nobody."""
    return range(least + 1, min(top, total // answers + 2) + 1)


def _few(answers: int, total: int, least: int, top: int, answer: int, capped: bool) -> bool:
    """Return whether those who answered so much or more, or less, are surely one to four."""
    above = total - (answer - 1) * answers
    at_least = max(0, -(-above // (top - answer + 1))) if capped else int(above > 0)
    at_most = min(answers, (total - least * answers) // (answer - least))
    low, high = (at_least, at_most), (answers - at_most, answers - at_least)
    return any(lo >= 1 and hi < LEAST for lo, hi in (low, high))

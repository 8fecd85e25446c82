"""The rank in a line that people are shown: who is known to want a seat comes first."""

from collections.abc import Collection

from .seats import Tickets

COUNTED = 200
"""How far a rank is counted."""


def rank(ticket: int, line: Tickets, unproven: Collection[int]) -> int:
    """Return the rank of a ticket, from 1; 0 for one that is far down, or cannot be told.

    `line` has the tickets that were read, `unproven` those of whom nobody is known to want a seat.
    """
    behind = ticket in unproven
    if not line.whole and (behind or ticket > line.numbers[-1]):
        return 0
    mine = behind, ticket
    found = 1 + sum((each in unproven, each) < mine for each in line.numbers)
    return found if found <= COUNTED else 0

"""Two people who look alike and are not one, as the team found: they are not proposed again."""

from dataclasses import replace

from ..people.participants import Participant

MOST_APART = 20
"""Of whom one remembers it: of more, the oldest is forgotten, and may be proposed again."""


def told_apart(person: Participant, other: Participant, apart: bool) -> Participant:
    """Return a person who is told apart from another, or no longer."""
    left = [each for each in person.apart_from if each not in other.ids]
    known = [*left, other.id] if apart else left
    return replace(person, apart_from=tuple(known[-MOST_APART:]))


def are_apart(person: Participant, other: Participant) -> bool:
    """Return whether two people were told apart, under whatever id."""
    return bool({*person.apart_from} & {*other.ids} or {*other.apart_from} & {*person.ids})

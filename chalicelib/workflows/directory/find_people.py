"""The team finds people: each page in a number of calls that does not grow with the programme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, islice

from ...domain.directory.asking import Condition, Position, conditions
from ...domain.directory.entries import PersonEntry, person_at
from ...domain.directory.filters import with_adviser
from ...domain.documents.themes import Theme
from ...domain.people.callers import Caller
from ...domain.people.staff import Role, StaffMember
from ..callers import member_of_team
from ..ports import DirectoryStore

SHOWN = 25
"""People on a page."""

FEW = 100
"""People among whom no condition more is asked for in the table: their rows tell."""

MOST = 2000
"""Keys read for one range of a condition: who has more of them is told apart by another."""

ROWS, ROWS_AT_ONCE = 200, 50
"""Rows read for one page, at most, and in one call."""

Cursor = tuple[int, int, str]
"""Where a page ends: the condition that is followed, by its number; a range of it; a spot."""


@dataclass(frozen=True)
class People:
    """Some of those that were asked for; `after` is where the rest begins, None at the end.

    A page may have fewer than it might, or none, and yet not be the last.
    """

    listed: tuple[PersonEntry, ...]
    after: Cursor | None


def find_people(
    caller: Caller,
    q: str,
    filters: Sequence[str],
    after: Cursor | None,
    *,
    store: DirectoryStore,
    themes: dict[str, Theme],
) -> People:
    """Return the next people who meet all that is asked for: of an adviser, whom she accompanies.

    Raises Forbidden, InvalidToken.
    """
    member = member_of_team(caller, store=store)
    titles = {slug: theme.title for slug, theme in themes.items()}
    asked = conditions(q, (*filters, *_hers(member)), titles)
    return found(asked, after, store=store)


def _hers(member: StaffMember) -> list[str]:
    return [] if member.role is Role.ADMIN else [with_adviser(member.id)]


def found(asked: Sequence[Condition], after: Cursor | None, *, store: DirectoryStore) -> People:
    """Return the next people who meet all conditions, `SHOWN` at most.

    One condition is followed, key by key, and the row of each person decides. A place in none of
    them is the beginning.
    """
    after = after if after and after[0] < len(asked) else None
    number, known = _narrowed(asked, after[0] if after else None, store)
    followed, last = asked[number], _position(after)
    ahead = [*islice(_ahead(followed, known, last, store), ROWS + 1)]
    listed: list[PersonEntry] = []
    for some in batched(ahead[:ROWS], ROWS_AT_ONCE):
        for at, row in zip(some, _rows(some, store), strict=True):
            if row and _meets(row, at, followed, asked):
                if len(listed) == SHOWN:
                    return People(tuple(listed), (number, *last))
                listed.append(row)
            last = at
    return People(tuple(listed), (number, *last) if len(ahead) > ROWS else None)


def all_found(asked: Sequence[Condition], most: int, *, store: DirectoryStore) -> list[str] | None:
    """Return the ids of all who meet all conditions, in order; None if they are more than `most`.

    Of each condition the keys, up to `MOST`, say who may; their rows decide. None, too, if no
    condition has so few.
    """
    spots = [each for each in (_all_of(one, store) for one in asked) if each is not None]
    if not spots:
        return None
    may = sorted(set.intersection(*({person_at(spot) for _, spot in each} for each in spots)))
    found: list[str] = []
    for some in batched(may, 2 * ROWS_AT_ONCE):
        rows = _entries(some, store)
        met = (row for row in rows if row and all(each.nearest(row.places) for each in asked))
        found += (row.id for row in met)
    return found if len(found) <= most else None


def _entries(ids: Sequence[str], store: DirectoryStore) -> tuple[PersonEntry | None, ...]:
    return store.load(known=[(PersonEntry, each) for each in ids])


def _rows(some: Sequence[Position], store: DirectoryStore) -> tuple[PersonEntry | None, ...]:
    return _entries([person_at(spot) for _, spot in some], store)


def _position(after: Cursor | None) -> Position:
    return after[1:] if after else (0, "")


def _narrowed(
    asked: Sequence[Condition], number: int | None, store: DirectoryStore
) -> tuple[int, list[Position] | None]:
    """Return which condition is followed and, if its keys are few, those that may do, in order.

    Where there are several conditions, each of few keys leaves fewer people who may meet all of
    them. `number`: the one that the page before followed.
    """
    chosen, known, people = number or 0, None, None
    order = sorted(range(len(asked)), key=lambda each: each != number)
    for each in order if len(asked) > 1 else ():
        spots = _all_of(asked[each], store)
        if spots is None:
            continue
        ids = {person_at(spot) for _, spot in spots}
        people = ids if people is None else people & ids
        if known is None and number in (None, each):
            chosen, known = each, spots
        if len(people) <= FEW:
            break
    return chosen, known and [each for each in known if person_at(each[1]) in (people or ())]


def _all_of(condition: Condition, store: DirectoryStore) -> list[Position] | None:
    """Return where all keys of a condition are; None if they are more than `MOST`."""
    spots: list[Position] = []
    for number, beginning in enumerate(condition.ranges):
        some = store.spots(beginning, "", MOST + 1)
        if len(some) > MOST:
            return None
        spots += ((number, spot) for spot in some)
    return spots


def _ahead(
    condition: Condition, known: list[Position] | None, last: Position, store: DirectoryStore
) -> Iterator[Position]:
    """Yield where a condition's keys are behind the last one, in order."""
    if known is not None:
        yield from (each for each in known if each > last)
        return
    for number, beginning in enumerate(condition.ranges):
        if number >= last[0]:
            after = last[1] if number == last[0] else ""
            yield from ((number, spot) for spot in store.spots(beginning, after, ROWS + 1))


def _meets(row: PersonEntry, at: Position, followed: Condition, asked: Sequence[Condition]) -> bool:
    """Return whether a row meets all conditions, and is come upon for the first time."""
    first = followed.nearest(row.places)
    if first is None or (first[0], f"{first[1]}#{row.id}") != at:
        return False
    return all(each.nearest(row.places) for each in asked)

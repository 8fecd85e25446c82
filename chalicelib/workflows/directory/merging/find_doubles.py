"""Who may be registered twice: those who have the same telephone, address or name and place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from ....domain.directory.alike import ALIKE, Alike, alike_keys, of_key
from ....domain.directory.entries import PersonEntry, person_at
from ....domain.directory.keys import digits
from ....domain.merging.apart import are_apart
from ....domain.people.callers import Caller
from ....domain.people.participants import Participant
from ....domain.people.staff import StaffMember
from ...accompanied import accompanied, opens
from ...callers import member_of_team
from ...ports import DirectoryStore, Store

SHOWN, MOST = 20, 100
"""Pairs on a page that is enough, and about how many it has at most: both of each are read."""

AT_ONCE, READS = 2000, 5
"""Keys read in one call, and calls for one page."""

MOST_OF_ONE = 6
"""People with one key, at most: a telephone that more have is an organisation's."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Double:
    """Two who may be one, and what is the same of both."""

    first: Participant
    second: Participant
    same: tuple[Alike, ...]


@dataclass(frozen=True)
class Doubles:
    """Some of those who may be; `after` is where the rest begins, "" at the end.

    A page may have none, and yet not be the last.
    """

    listed: tuple[Double, ...]
    after: str = ""


def find_doubles(caller: Caller, after: str, *, store: DirectoryStore) -> Doubles:
    """Return the next ones who may be registered twice: of an adviser, whom she accompanies.

    Raises Forbidden, InvalidToken.
    """
    member = member_of_team(caller, store=store)
    pairs: dict[Pair, set[Alike]] = {}
    for _ in range(READS):
        spots = store.spots(ALIKE, after, AT_ONCE + 1)
        whole = _whole_keys(spots)
        stopped = _add_pairs(whole, pairs)
        after = stopped or (whole[-1] if len(spots) > AT_ONCE else "")
        if not after or len(pairs) >= SHOWN:
            break
    return Doubles(tuple(_doubles(pairs, member, store)), after)


def doubles_of(caller: Caller, person_id: str, *, store: Store) -> tuple[Participant, list[Double]]:
    """Return a person, and those who may be the same.

    Raises Forbidden, InvalidToken, NotFound.
    """
    member = member_of_team(caller, store=store)
    person = accompanied(member, store.person(person_id))
    pairs: dict[Pair, set[Alike]] = {}
    for key in alike_keys(person, digits(person.profile.phone)):
        for spot in store.spots(f"{key} ", "", MOST_OF_ONE):
            if person_at(spot) not in person.ids:
                pairs.setdefault((person.id, person_at(spot)), set()).add(of_key(key))
    return person, [*_doubles(pairs, member, store)]


def _whole_keys(spots: list[str]) -> list[str]:
    """Return what was read, without the last key if all of it may not have been."""
    if len(spots) <= AT_ONCE:
        return spots
    last = _key(spots[-1])
    whole = [each for each in spots if _key(each) != last]
    return whole or spots


def _add_pairs(spots: list[str], pairs: dict[Pair, set[Alike]]) -> str:
    """Add those who may be one; return behind which spot the rest is, if a page is full."""
    for key in _keys(spots):
        if len(pairs) >= MOST:
            return spots[spots.index(key[0]) - 1]
        for pair in _pairs(key):
            pairs.setdefault(pair, set()).add(of_key(_key(key[0])))
    return ""


def _keys(spots: Iterable[str]) -> list[list[str]]:
    """Return the spots of each key."""
    return [[*group] for _, group in groupby(spots, key=_key)]


def _pairs(spots: Iterable[str]) -> Iterable[Pair]:
    """Return the pairs of those with one key; none if it is an organisation's."""
    people = sorted({person_at(each) for each in spots})
    return combinations(people, 2) if len(people) <= MOST_OF_ONE else ()


def _key(spot: str) -> str:
    return spot.partition(" ")[0]


def _doubles(
    pairs: dict[Pair, set[Alike]], member: StaffMember, store: DirectoryStore
) -> Iterator[Double]:
    """Yield the pairs that are two people still, and are not told apart, the surest first."""
    ids = sorted({each for pair in pairs for each in pair})
    found = store.load(known=[(Participant, each) for each in ids])
    rows = store.load(known=[(PersonEntry, each) for each in ids])
    people = {i: person for i, person in zip(ids, found, strict=True) if person is not None}
    hers = {i for i, row in zip(ids, rows, strict=True) if row is not None and opens(row, member)}
    for (one, two), same in sorted(pairs.items(), key=lambda each: -len(each[1])):
        first, second = people.get(one), people.get(two)
        if first is None or second is None or not {one, two} <= hers:
            continue
        if first.id != second.id and not are_apart(first, second):
            yield Double(first, second, tuple(each for each in Alike if each in same))

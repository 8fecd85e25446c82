"""What an operator reads before agreeing: how many of what, and each that needs a look."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.people.participants import Participant

from .keeping import withdrawn
from .putting_back import Change
from .tables import Item, place, readable, text, type_of

Blocks = dict[str, list[str]]
"""Title → lines."""

UNREADABLE = "Cannot be read:"
COME_BACK = "These people come back; erase again those who have asked for it since:"
WITHDRAWN = "Withdrawn since, and it stays so:"
MISSING = "Missing:"


def of_the_whole(found: Iterable[Change]) -> Blocks:
    counts: Counter[tuple[str, str]] = Counter()
    blocks: Blocks = {UNREADABLE: [], WITHDRAWN: [], COME_BACK: []}
    for each in found:
        counts[type_of(each.item) or "?", each.what] += each.writes
        blocks[UNREADABLE] += _unreadable(each)
        blocks[WITHDRAWN] += _withdrawn(each)
        if type_of(each.item) == LAYOUTS[Participant].name and each.what == "comes back":
            blocks[COME_BACK].append(text(each.item, "id"))
    return {"In the table:": _counted(counts), **blocks}


def of_what_is_missing(found: Iterable[Change]) -> Blocks:
    blocks: Blocks = {MISSING: [], UNREADABLE: [], WITHDRAWN: []}
    for each in found:
        if each.before is None:
            blocks[MISSING].append(_named(each.item))
        blocks[UNREADABLE] += _unreadable(each)
        blocks[WITHDRAWN] += _withdrawn(each)
    return blocks


def counted(found: Iterable[Change]) -> list[str]:
    """Return how many of each type there are, and what becomes of them."""
    return _counted(Counter((type_of(each.item) or "?", each.what) for each in found))


def _counted(counts: Counter[tuple[str, str]]) -> list[str]:
    return [
        f"{count:6} × {in_words(name)}: {what}"
        for (name, what), count in sorted(counts.items())
        if count
    ]


def in_words(name: str) -> str:
    """Return the name of a type as words: "StaffMember" is a "staff member"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _unreadable(change: Change) -> Iterator[str]:
    where = " ".join(place(change.item))
    if change.then is not None and not readable(change.then):
        yield f"{where}, in the copy: {_kept(change)}"
    elif change.before is not None and not readable(change.before):
        yield f"{where}: {change.what}"


def _kept(change: Change) -> str:
    return "comes back as it is" if change.writes else "the table keeps what it has"


def _withdrawn(change: Change) -> Iterator[str]:
    if change.before is None or change.after is None or change.then is None:
        return
    lost = withdrawn(change.before, change.after)
    purposes = [each for each in withdrawn(change.before, change.then) if each not in lost]
    if purposes:
        yield f"{text(change.then, 'id')} {', '.join(purposes)}"


def _named(item: Item) -> str:
    named = f"{type_of(item)} {text(item, 'id')}".strip()
    return named if type_of(item) and text(item, "id") else " ".join(place(item))

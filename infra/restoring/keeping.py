"""What the world outside saw or relies on since: a restoration does not undo it."""

from collections.abc import Iterator

from chalicelib.adapters.dynamodb.codec import from_item, to_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.audience.visitors import AudienceSalt, Seen
from chalicelib.domain.limits.budgets import Budget
from chalicelib.domain.mail.limits.daily_limit import DailyCount
from chalicelib.domain.mail.limits.first_mails import FirstMails
from chalicelib.domain.mail.told import Told
from chalicelib.domain.people.mail_purposes import refused_by, refusing
from chalicelib.domain.people.participants import Participant

from .tables import Item, place, readable, text, type_of

STAYING = (Told, DailyCount, FirstMails, Budget, AudienceSalt, Seen)
"""What was said and asked for, and what tells the visitors of a day.

A salt that was destroyed stays so.
"""

FACTS = frozenset(LAYOUTS[kind].name for kind in STAYING)
"""The types that stay as they are."""

PLACES = tuple(LAYOUTS[kind].sk("-") for kind in STAYING)
"""Where those items are, even one that does not say its type."""

SILENCES = ("bounced_at", "unsubscribed_at")
"""An address that bounced, a person who unsubscribed: neither is undone."""

LISTED = ("timeline_pk", "timeline_sk")
"""The index entry of those who are sent summaries."""


def is_fact(item: Item) -> bool:
    return type_of(item) in FACTS or place(item)[1].startswith(PLACES)


def carried_over(held: Item | None, then: Item) -> Item:
    """Return an item as it was then; a person stays silent if they are now.

    What they withdrew since stays withdrawn, with the history that proves it.
    """
    person = type_of(then) == LAYOUTS[Participant].name
    if held is None or not person or not readable(then):
        return then
    wanted = then
    for name, value in _since(held, then):
        carried = {**wanted, name: value}
        wanted = carried if readable(carried) else wanted
    return _listed(wanted)


def withdrawn(held: Item, then: Item) -> list[str]:
    """Return the purposes agreed to then and not any more."""
    now, before = _in_force(held), _in_force(then)
    return [purpose for purpose, granted in now.items() if not granted and before.get(purpose)]


def _listed(item: Item) -> Item:
    """Return a person with the index entry that what they say now gives them."""
    anew = to_item(from_item(item))
    kept = {name: value for name, value in item.items() if name not in LISTED}
    return kept | {name: anew[name] for name in LISTED if name in anew}


def _since(held: Item, then: Item) -> Iterator[tuple[str, Item]]:
    for name in SILENCES:
        if name in held and name not in then:
            yield name, held[name]
    if readable(held):
        yield from _refused_since(from_item(held), from_item(then))
    gone, history = withdrawn(held, then), _history(then)
    new = [each for each in _history(held) if _purpose(each) in gone and each not in history]
    if new:
        yield "consents", {"L": [*history, *new]}


def _refused_since(held: Participant, then: Participant) -> Iterator[tuple[str, Item]]:
    now, before = refused_by(held), refused_by(then)
    if now - before:
        kept = refusing(held, now | before).refusals
        yield "refusals", {"L": [{"S": purpose} for purpose in kept]}


def _in_force(item: Item) -> dict[str, bool]:
    return {
        _purpose(entry): bool(entry["M"].get("granted", {}).get("BOOL"))
        for entry in _history(item)
        if "M" in entry
    }


def _history(item: Item) -> list[Item]:
    return list(item.get("consents", {}).get("L", []))


def _purpose(entry: Item) -> str:
    return text(entry.get("M", {}), "purpose")

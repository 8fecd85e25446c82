"""A table's items: read, each through the codec, and copied as they are.

An item is copied whole, so that what this release does not know of it goes on with it.
"""

import hashlib
import json
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.mail.messages import Message
from infra.restoring.evidence import PERHAPS
from infra.restoring.tables import Item, Tables, key, number, place, readable, text, type_of

from .sides import Side

MAIL = LAYOUTS[Message].name


@dataclass
class Survey:
    """What a table holds: how many items of each type, which cannot be read, and a digest of all.

    `perhaps_left`: the mails of which nobody knows whether they left.

    The digest is the same whatever the order. What has expired is not counted: a table deletes it
    when it likes.
    """

    counts: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    perhaps_left: int = 0
    _sum: int = 0

    def add(self, item: Item) -> None:
        self.counts[type_of(item) or "?"] += 1
        if not readable(item):
            self.unreadable.append(" ".join(place(item)))
        self.perhaps_left += type_of(item) == MAIL and text(item, "state") in PERHAPS
        self._sum += int.from_bytes(hashlib.sha256(_canonical(item)).digest())

    @property
    def digest(self) -> str:
        return f"{self._sum % 2**256:064x}"

    @property
    def total(self) -> int:
        return self.counts.total()


def surveyed(side: Side, now: datetime) -> Survey:
    """Read a whole table."""
    found = Survey()
    for item in items(side):
        if not _expired(item, now):
            found.add(item)
    return found


def items(side: Side) -> Iterator[Item]:
    return _tables(side).items(side.table)


def copy_items(source: Side, to: Side, now: datetime) -> int:
    """Make a table as the other: only what differs is written. Return how much that was.

    What was written before is found so: killed and begun again, it goes on.
    """
    return _tables(to).write(to.table, _differing(source, to, now))


def _differing(source: Side, to: Side, now: datetime) -> Iterator[Item]:
    """Yield a request for each item that is to be written or deleted."""
    ours, theirs = _tables(source), _tables(to)
    for item, held in ours.pairs(source.table, to.table, theirs):
        if item != held and not _expired(item, now):
            yield {"PutRequest": {"Item": item}}
    for item, held in theirs.pairs(to.table, source.table, ours):
        if held is None or _expired(held, now):
            yield {"DeleteRequest": {"Key": key(item)}}


def _tables(side: Side) -> Tables:
    return Tables(side.client("dynamodb"), time.sleep)


def _expired(item: Item, now: datetime) -> bool:
    ends = number(item, "ttl")
    return ends is not None and ends <= now.timestamp()


def _canonical(item: Item) -> bytes:
    return json.dumps(item, sort_keys=True, default=lambda raw: b64encode(raw).decode()).encode()

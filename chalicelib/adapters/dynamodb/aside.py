"""What is set aside: moved to a partition of the due index that sweeps do not hand over from.

Only the place of the item is trusted. The entry says the rest: when to look again, since when, what
cannot be read, and where the item is. Whatever an entry says, it is shown and looked at again.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

from ...domain.mail.due import Misplaced, SetAside, awaited_at
from ...domain.unreadable import Unreadable
from . import layout, partitions
from .codec import Item, from_item_of_any_release, key_item
from .queries import Queries

LOOK_AGAIN_AFTER = timedelta(hours=1)
LONG_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 1024
"""Bytes of an index's sort key."""

REFUSED = {"ConditionalCheckFailedException", "ValidationException"}
"""The item changed meanwhile, or has no room for an entry: it stays where it is."""

WAITS = "attribute_exists(due_pk) AND due_pk <> :mails AND due_pk <> :lost"
"""Whether an item waits for a time: a mail that is settled is in the index to be listed alone."""

ESCAPES = {"%": "%25", "|": "%7C"}


class Aside(Queries):
    def place(self, kind: str, identifier: str) -> Unreadable:
        """Return the place of the item that a queue's record identifies."""
        return Unreadable(**layout.LAYOUTS[layout.BY_NAME[kind]].key(identifier))

    def set_aside(
        self, item: Unreadable, cause: Unreadable, now: datetime, since: datetime | None = None
    ) -> bool:
        """Set an item aside for an hour.

        Returns whether it was waiting for a time; if not, nothing is written.
        """
        moments = partitions.stamp(now + LOOK_AGAIN_AFTER), partitions.stamp(since or now)
        values = {":pk": _text(partitions.SET_ASIDE), ":sk": _text(_written(moments, cause, item))}
        values |= {":mails": _text(partitions.MAILS), ":lost": _text(partitions.UNDELIVERED)}
        where = "SET due_pk = :pk, due_sk = :sk"
        return self._update(_key(item), where, WAITS, values)

    def put_back(self, item: Unreadable, entity: Any) -> bool:
        """Take an item out of what is set aside, back to its own time if it has one.

        Returns whether it was still set aside.
        """
        update, values = _own_place(entity)
        values[":aside"] = _text(partitions.SET_ASIDE)
        return self._update(_key(item), update, "due_pk = :aside", values)

    def put_right(self, misplaced: Misplaced) -> bool:
        """Correct the index entry of an item that was not set aside.

        Returns whether the item was still as it was read.
        """
        entity: Any = misplaced.entity
        update, values = _own_place(entity)
        values[":aside"] = _text(partitions.SET_ASIDE)
        values[":seen"] = {"N": str(entity.version)}
        condition = "version = :seen AND attribute_exists(due_pk) AND due_pk <> :aside"
        return self._update(key_item(type(entity), entity.id), update, condition, values)

    def aside(self, limit: int) -> list[SetAside]:
        """Return what is set aside, the one to look at first before the others."""
        values = {":pk": partitions.SET_ASIDE}
        request = self._request("due_pk = :pk", values, index=partitions.DUE)
        return [_entry(item) for item in self._pages({**request, "Limit": limit}, limit)]

    def _update(self, key: Item, update: str, condition: str, values: Item) -> bool:
        write = partial(
            self._client.update_item,
            TableName=self._table,
            Key=key,
            UpdateExpression=update,
            ConditionExpression=condition,
            ExpressionAttributeValues=values,
        )
        try:
            self._patience.tried(write)
        except ClientError as error:
            if error.response["Error"]["Code"] not in REFUSED:
                raise
            return False
        return True


def _text(text: str) -> Item:
    return {"S": text}


def _key(item: Unreadable) -> Item:
    return {"pk": _text(item.pk), "sk": _text(item.sk)}


def _own_place(entity: Any) -> tuple[str, Item]:
    """Return the update that puts an entity in the index at its own time, or takes it out."""
    moment = awaited_at(entity)
    if moment is None:
        return "REMOVE due_pk, due_sk", {}
    index = partitions.due_at(moment, entity.id)
    values = {":pk": _text(index["due_pk"]), ":sk": _text(index["due_sk"])}
    return "SET due_pk = :pk, due_sk = :sk", values


def _written(moments: tuple[str, str], cause: Unreadable, item: Unreadable) -> str:
    """Write an entry; "-" stands for places that keys have no room for.

    The release before expects four of them.
    """
    places = cause.pk, cause.sk, item.pk, item.sk
    entry = "|".join((*moments, *map(_escaped, places)))
    fits = len(entry.encode()) <= LONGEST
    return entry if fits else "|".join((*moments, *("-" for _ in places)))


def _entry(item: Item) -> SetAside:
    place = Unreadable(item["pk"]["S"], item["sk"]["S"])
    again_at, since, cause = _said(item["due_sk"]["S"], place)
    entity: Any = from_item_of_any_release(item)
    found = None if isinstance(entity, Unreadable) else entity
    return SetAside(place, cause, since, again_at, found)


def _said(entry: str, place: Unreadable) -> tuple[datetime, datetime | None, Unreadable]:
    """Return when to look again, since when, and what cannot be read.

    An entry that no release could have written is looked at now.
    """
    try:
        again_at, since, pk, sk, *_ = entry.split("|")
        cause = place if (pk, sk) == ("-", "-") else Unreadable(_plain(pk), _plain(sk))
        return _moment(again_at), _moment(since), cause
    except ValueError:
        return LONG_SINCE, None, place


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(letter, letter) for letter in text)


def _plain(text: str) -> str:
    return text.replace("%7C", "|").replace("%25", "%")


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

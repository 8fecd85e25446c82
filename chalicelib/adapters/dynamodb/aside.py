"""What is set aside: out of the partitions of the due index that sweeps read, in one of its own.

The place of an item is all that is trusted of it, and the entry says all there is to know:
when to look again, since when, what cannot be read, and where the item is.
"""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from ...domain.mail.due import Due, SetAside
from ...domain.unreadable import Unreadable
from . import layout
from .codec import Item, from_item_of_any_release
from .queries import Queries

LOOK_AGAIN_AFTER = timedelta(hours=1)


class Aside(Queries):
    def place(self, kind: str, identifier: str) -> Unreadable:
        """Where the item of a queue's record is."""
        return Unreadable(**layout.LAYOUTS[layout.BY_NAME[kind]].key(identifier))

    def set_aside(
        self, item: Unreadable, cause: Unreadable, now: datetime, since: datetime | None = None
    ) -> bool:
        """For an hour. Whether it waited for a time: otherwise nothing is written."""
        moments = layout.stamp(now + LOOK_AGAIN_AFTER), layout.stamp(since or now)
        entry = "|".join((*moments, cause.pk, cause.sk, item.pk, item.sk))
        values = {":pk": layout.SET_ASIDE, ":sk": entry}
        where = "SET due_pk = :pk, due_sk = :sk"
        return self._update(item, where, "attribute_exists(due_pk)", values)

    def put_back(self, item: Unreadable, entity: Due) -> bool:
        """Where it waited before, by its own time. Whether it was still set aside."""
        values, where = {":aside": layout.SET_ASIDE}, "REMOVE due_pk, due_sk"
        if entity.next_at is not None:
            index = layout.due_at(entity.next_at, entity.id)
            values |= {":pk": index["due_pk"], ":sk": index["due_sk"]}
            where = "SET due_pk = :pk, due_sk = :sk"
        return self._update(item, where, "due_pk = :aside", values)

    def aside(self, limit: int) -> list[SetAside]:
        """Those to look at first come first."""
        values = {":pk": layout.SET_ASIDE}
        request = self._request("due_pk = :pk", values, index=layout.DUE)
        return [_entry(item) for item in self._pages({**request, "Limit": limit}, limit)]

    def _update(
        self, item: Unreadable, update: str, condition: str, values: dict[str, str]
    ) -> bool:
        write = partial(
            self._client.update_item,
            TableName=self._table,
            Key={"pk": {"S": item.pk}, "sk": {"S": item.sk}},
            UpdateExpression=update,
            ConditionExpression=condition,
            ExpressionAttributeValues={name: {"S": text} for name, text in values.items()},
        )
        try:
            self._patience.tried(write)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def _entry(item: Item) -> SetAside:
    again_at, since, *places = item["due_sk"]["S"].split("|")
    entity: Any = from_item_of_any_release(item)
    return SetAside(
        Unreadable(*places[2:]),
        Unreadable(*places[:2]),
        _moment(since),
        _moment(again_at),
        None if isinstance(entity, Unreadable) else entity,
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

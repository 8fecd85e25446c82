"""The table's stream, read as Lambda reads it: a page of records behind a position."""

from functools import cached_property
from typing import Any

PAGE = 100


class Stream:
    """`client` asks for the stream of a table, which has one shard, as moto's and Dynoxide's."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def records(self, position: str) -> list[Any]:
        """Return the next records behind a position; "" is before the first."""
        where: dict[str, Any] = {"ShardIteratorType": "TRIM_HORIZON"}
        if position:
            where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": position}
        iterator = self._client.get_shard_iterator(**self._shard, **where)["ShardIterator"]
        return list(self._client.get_records(ShardIterator=iterator, Limit=PAGE)["Records"])

    @cached_property
    def _shard(self) -> dict[str, str]:
        stream = self._client.list_streams(TableName=self._table)["Streams"][0]["StreamArn"]
        shards = self._client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
        return {"StreamArn": stream, "ShardId": shards[0]["ShardId"]}


def position_behind(records: list[Any]) -> str:
    """Return the position behind the last of some records."""
    return str(records[-1]["dynamodb"]["SequenceNumber"])

"""The table in memory behind boto3: its clients of DynamoDB and of its streams get its answers.

What boto3 does before it sends (checking parameters, events that tests hook into) stays.
"""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

from .items import key_names
from .table import Table

NAME = "brigade-in-memory"
ARN = "arn:aws:dynamodb:ca-central-1:123456789012:table/brigade-in-memory/stream/1"
SHARD = f"shardId-{0:020}"
Answer = tuple[SimpleNamespace, dict[str, Any]]


def answer_with(table: Table) -> None:
    """Have the clients that boto3's default session makes from now on answered by a table."""
    boto3.setup_default_session()
    events: Any = boto3.DEFAULT_SESSION.events  # type: ignore[union-attr]
    events.register_last("before-call.dynamodb", _answering(Database(table)))
    events.register_last("before-call.dynamodb-streams", _answering(Stream(table)))


class Database:
    """A table in memory, as clients of DynamoDB ask it."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._table, operation)


class Stream:
    """The stream of a table in memory: what was inserted and changed, in one shard."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def list_streams(self, **_: Any) -> Any:
        return {"Streams": [{"StreamArn": ARN}]}

    def describe_stream(self, **_: Any) -> Any:
        return {"StreamDescription": {"StreamArn": ARN, "Shards": [{"ShardId": SHARD}]}}

    def get_shard_iterator(self, **request: Any) -> Any:
        return {"ShardIterator": str(int(request.get("SequenceNumber", 0)))}

    def get_records(self, **request: Any) -> Any:
        first = int(request["ShardIterator"])
        written = self._table.written[first : first + request["Limit"]]
        names = self._table.changes[first : first + request["Limit"]]
        records = [
            {
                "eventName": name,
                "dynamodb": {
                    "Keys": {name: item[name] for name in key_names()},
                    "NewImage": item,
                    "SequenceNumber": sequence_number(first + number),
                },
            }
            for number, (name, item) in enumerate(zip(names, written, strict=True), 1)
        ]
        return {"Records": records, "NextShardIterator": str(first + len(records))}


def sequence_number(number: int) -> str:
    """Return the sequence number of the stream's nth record, as long as boto3 wants it."""
    return f"{number:021}"


def _answering(double: Database | Stream) -> Callable[..., Answer]:
    def answer(model: Any, params: Any, **_: Any) -> Answer:
        try:
            found = getattr(double, xform_name(model.name))(**json.loads(params["body"]))
        except ClientError as error:
            return SimpleNamespace(status_code=400), {"ResponseMetadata": {}, **error.response}
        return SimpleNamespace(status_code=200), {"ResponseMetadata": {}, **found}

    return answer

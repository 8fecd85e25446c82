"""The two SQS queues: what is due now is handed over by id."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH = 10  # SendMessageBatch's limit

QueueName = Literal["mail", "documents"]


class HandOverFailed(Exception):
    """SQS refused some entries: the stream or the sweep must try again."""


class Queues:
    def __init__(self, new_client: Callable[[], "SQSClient"], urls: dict[QueueName, str]) -> None:
        self._new_client, self._urls = new_client, urls
        self._made: SQSClient | None = None

    def hand_over(self, queue: QueueName, ids: Iterable[str]) -> None:
        """One call per ten. Raises HandOverFailed; handing over twice is harmless."""
        self._made = self._made or self._new_client()
        for batch in _batches(list(ids)):
            entries = [
                {"Id": str(n), "MessageBody": json.dumps({"id": identifier})}
                for n, identifier in enumerate(batch)
            ]
            answer = self._made.send_message_batch(QueueUrl=self._urls[queue], Entries=entries)  # type: ignore[arg-type]
            if answer.get("Failed"):
                raise HandOverFailed(queue)


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(ids), BATCH):
        yield ids[first : first + BATCH]

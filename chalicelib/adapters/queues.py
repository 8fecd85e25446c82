"""The two SQS queues: they carry what is due, by id, with the request behind it.

The queue of mails also carries what mails come from: broadcasts, offers that lapse, seats to see
to, and the nightly round of retention.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Literal

from ..domain.documents.themes import ThemeSheet
from ..domain.events.attestations import PrintedAttestations
from ..domain.imports.uploads.keeping import Keeping
from ..domain.mail.due import Due
from ..domain.privacy.binders import PrintedBinder
from ..domain.privacy.retention_round import RetentionNight
from ..domain.report.printed import PrintedReport
from ..domain.week.access import HoursOf
from .dynamodb.layout import LAYOUTS

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

BATCH = 10  # SendMessageBatch's limit
LONGEST_DELAY = 900  # SQS's limit, in seconds

QueueName = Literal["mail", "documents"]

Asked = (
    ThemeSheet
    | PrintedReport
    | PrintedBinder
    | PrintedAttestations
    | Keeping
    | RetentionNight
    | HoursOf
)
"""What is queued for now, and never stored: named after its class."""


class HandOverFailed(Exception):
    """SQS refused some entries: the stream or the sweep must try again."""


class Queues:
    def __init__(self, new_client: Callable[[], "SQSClient"], urls: dict[QueueName, str]) -> None:
        self._new_client, self._urls = new_client, urls
        self._made: SQSClient | None = None

    def hand_over(
        self, queue: QueueName, entries: Iterable[Due | Asked], now: datetime | None = None
    ) -> None:
        """Put entries in a queue, ten in a call. Harmless if repeated. Raises HandOverFailed.

        If `now` is said, each stays in it until it is due.
        """
        self._made = self._made or self._new_client()
        for batch in _batches(list(entries)):
            lines = [{"Id": str(n), **_line(each, now)} for n, each in enumerate(batch)]
            answer = self._made.send_message_batch(QueueUrl=self._urls[queue], Entries=lines)  # type: ignore[arg-type]
            if answer.get("Failed"):
                raise HandOverFailed(queue)


def _line(entry: Due | Asked, now: datetime | None) -> dict[str, str | int]:
    """Return an entry's record, with the seconds that it waits for, if it does."""
    body = {"MessageBody": json.dumps(record_of(entry))}
    next_at: datetime | None = getattr(entry, "next_at", None)
    if now is None or next_at is None or next_at <= now:
        return {**body}
    return {**body, "DelaySeconds": min(ceil((next_at - now).total_seconds()), LONGEST_DELAY)}


def record_of(entry: Due | Asked) -> dict[str, str]:
    correlation = getattr(entry, "correlation", "")
    name = type(entry).__name__ if isinstance(entry, Asked) else LAYOUTS[type(entry)].name
    return {"type": name, "id": entry.id, "correlation": correlation}


def _batches[T](entries: list[T]) -> Iterator[list[T]]:
    for first in range(0, len(entries), BATCH):
        yield entries[first : first + BATCH]

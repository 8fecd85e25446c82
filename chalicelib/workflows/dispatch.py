"""Handing what is due to the queues: from the stream at once, from the sweep when time comes."""

from collections.abc import Iterable
from datetime import datetime

from ..domain.documents import Document
from ..domain.messages import Message
from .ports import Queues, Store

SWEPT = 2000
"""Handed over in one sweep, oldest first: SES's usual rate does about as many in five minutes."""


def dispatch_new(entities: Iterable[object], *, queues: Queues, now: datetime) -> int:
    """What was just written and is due now. Returns how many were handed over."""
    fresh = [
        entity
        for entity in entities
        if isinstance(entity, Message | Document) and entity.version == 1 and entity.due(now)
    ]
    return _hand_over(fresh, queues)


def sweep(*, store: Store, queues: Queues, now: datetime) -> int:
    """What has come due or was left behind. Returns how many were handed over."""
    return _hand_over(store.due(now, SWEPT), queues)


def _hand_over(entities: list[Message | Document], queues: Queues) -> int:
    mails = [entity.id for entity in entities if isinstance(entity, Message)]
    documents = [entity.id for entity in entities if isinstance(entity, Document)]
    if mails:
        queues.hand_over("mail", mails)
    if documents:
        queues.hand_over("documents", documents)
    return len(entities)

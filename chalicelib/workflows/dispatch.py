"""Handing what is due to the queues: from the stream at once, from the sweep when time comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..domain.broadcasts import Broadcast
from ..domain.documents import Document
from ..domain.due import Due
from ..domain.messages import Message, State
from ..domain.unreadable import Unreadable
from .ports import Queues, Store

SWEPT = 2000
"""Handed over in one sweep, oldest first: SES's usual rate does about as many in five minutes."""


LATE = timedelta(minutes=15)
"""Past due, when three sweeps had the time to hand it over: something holds it up."""


@dataclass(frozen=True)
class Swept:
    """What a sweep found due. `unknown`: mails that SES's own events said nothing of; `stuck`: what
    is late, or of a release that this one cannot read."""

    handed_over: int
    unknown: int
    stuck: int


def dispatch_new(entities: Iterable[object], *, queues: Queues, now: datetime) -> int:
    """What was just written and is due now. Returns how many were handed over."""
    fresh: list[Due] = [
        entity
        for entity in entities
        if isinstance(entity, Message | Document | Broadcast)
        and entity.version == 1
        and entity.due(now)
    ]
    return _hand_over(fresh, queues)


def sweep(*, store: Store, queues: Queues, now: datetime) -> Swept:
    """Hand over what has come due or was left behind."""
    found = store.due(now, SWEPT)
    due = [each for each in found if not isinstance(each, Unreadable)]
    unknown = [each for each in due if isinstance(each, Message) and each.state is State.UNKNOWN]
    late = [each for each in due if each.next_at is not None and each.next_at < now - LATE]
    stuck = len(late) + len(found) - len(due)
    return Swept(_hand_over(due, queues), len(unknown), stuck)


def _hand_over(entities: list[Due], queues: Queues) -> int:
    mails = [entity for entity in entities if not isinstance(entity, Document)]
    documents = [entity for entity in entities if isinstance(entity, Document)]
    if mails:
        queues.hand_over("mail", mails)
    if documents:
        queues.hand_over("documents", documents)
    return len(entities)

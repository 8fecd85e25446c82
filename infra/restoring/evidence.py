"""Which mails left between the restored moment and now.

Known from the table, and from the logs of the functions that send.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.adapters.dynamodb.codec import from_item_of_any_release, key_item
from chalicelib.adapters.dynamodb.layout import LAYOUTS
from chalicelib.domain.mail.broadcasts import Broadcast
from chalicelib.domain.mail.messages import UNKNOWN_TWICE, Message, State
from chalicelib.domain.mail.told import broadcast_of, comes_by_itself

from .account import Account
from .tables import Item, Pair, Tables, readable, text, type_of

LEFT = frozenset({State.SENT, State.DELIVERED, State.BOUNCED, State.COMPLAINED})
PERHAPS = frozenset({State.CLAIMED, State.UNKNOWN})
SAID = {"SendMailLogGroup": "record handled", "SettleMailLogGroup": "settled"}
"""The log groups that tell what became of a mail, and the words that tell it."""


@dataclass(frozen=True)
class Mail:
    """A mail that left, or may have. `kind` is for whoever has to look; "" if nothing says it."""

    id: str
    certain: bool
    kind: str = ""


def in_table(pairs: Iterable[Pair]) -> Iterator[Mail]:
    """Yield the mails that changed since, from the table as it is now beside its copy.

    Of an unreadable one nobody can tell, unless its state is still there.
    """
    for item, then in pairs:
        if item != then and LAYOUTS[Message].name in (type_of(item), type_of(then or {})):
            yield from _left(item, then or item)


def _left(item: Item, then: Item) -> Iterator[Mail]:
    state, sound = text(item, "state"), readable(item)
    perhaps = state in PERHAPS or text(item, "reason") == UNKNOWN_TWICE
    if state in LEFT or perhaps or (not sound and state not in set(State)):
        known = item if sound else then
        yield Mail(text(known, "id"), state in LEFT, text(known, "kind"))


def due_since(
    now: datetime, account: Account, tables: Tables, copy: str, since: datetime
) -> list[Mail]:
    """Return what was due since the copy was made, when nothing else is left to tell.

    Each of them may have left.
    """
    waiting = (each for each in tables.items(copy) if type_of(each) == LAYOUTS[Message].name)
    found = (from_item_of_any_release(each) for each in waiting)
    mails = (each for each in found if isinstance(each, Message) and each.open)
    return [Mail(each.id, certain=False, kind=each.kind) for each in mails if each.due_at <= now]


def in_logs(account: Account, since: datetime) -> Iterator[Mail]:
    """Yield the mails of the logs, which know also those that the table lost."""
    logs = account.client("logs").get_paginator("filter_log_events")
    for group, words in SAID.items():
        pages = logs.paginate(
            logGroupName=account.resource(group),
            startTime=int(since.timestamp() * 1000),
            filterPattern=f'"{words}"',
        )
        lines = (json_in(event["message"]) for page in pages for event in page["events"])
        for line in lines:
            if line.get("message") == words and line.get("state") in LEFT | PERHAPS:
                mail = str(line.get("entry") or line.get("message_id"))
                yield Mail(mail, line["state"] in LEFT, str(line.get("kind", "")))


def json_in(line: str) -> dict[str, Any]:
    """Return a log line of ours; nothing for one of the platform's."""
    try:
        read = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}


def at_most_once(mails: Iterable[Mail]) -> dict[str, Mail]:
    """Return one entry for each mail: rather a certain one, then rather one with its kind."""
    found: dict[str, Mail] = {}
    for mail in sorted(mails, key=lambda mail: (mail.certain, mail.kind)):
        found[mail.id] = mail
    return found


def told(account: Account, tables: Tables, copy: str, since: datetime) -> list[Mail]:
    """Return the mails that would leave again, once the table is as its copy."""
    seen = in_table(tables.pairs(account.table, copy))
    mails = at_most_once([*in_logs(account, since), *seen]).values()
    return [mail for mail in mails if _would_leave_again(mail, tables, copy)]


def told_and_lost(account: Account, tables: Tables, copy: str, since: datetime) -> list[Mail]:
    """Return the same, once the table has back what it lost or cannot read."""
    damaged = (pair for pair in tables.pairs(account.table, copy) if not readable(pair[0]))
    mails = at_most_once([*in_logs(account, since), *in_table(damaged)]).values()
    lost = (mail for mail in mails if _lost(mail, tables, account.table))
    return [mail for mail in lost if _would_leave_again(mail, tables, copy)]


def _lost(mail: Mail, tables: Tables, table: str) -> bool:
    held = tables.get(table, key_item(Message, mail.id))
    return held is None or not readable(held)


def _would_leave_again(mail: Mail, tables: Tables, copy: str) -> bool:
    """Return whether the copy has what sends it: itself, its broadcast, or what it follows from."""
    waiting = tables.get(copy, key_item(Message, mail.id))
    if waiting is not None:
        return text(waiting, "state") not in LEFT
    broadcast = broadcast_of(mail.id)
    if broadcast and tables.get(copy, key_item(Broadcast, broadcast)):
        return True
    return comes_by_itself(mail.id)

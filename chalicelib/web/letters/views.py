"""Values to show of mails, for pages of several areas."""

from typing import Any

from ... import wiring
from ...domain.mail.messages import Message
from ..http.times import local, local_or_none


def message(message: Message) -> dict[str, Any]:
    """Return a mail, and what became of it, in words."""
    words = wiring.templates().words
    return {
        "id": message.id,
        "kind": message.kind.value,
        "title": words["mail_kind"][message.kind],
        "state": message.state.value,
        "reason": message.reason,
        "why": words["mail_why"].get(message.reason, ""),
        "to": message.to or None,
        "due_at": local(message.due_at),
        "sent_at": local_or_none(message.sent_at),
    }

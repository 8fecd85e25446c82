"""Receipts, with which a repeated request gets its first answer and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .errors import Invalid

KEPT = timedelta(hours=24)
"""How long a key is remembered: as long as Stripe and the IETF draft on Idempotency-Key do."""


class KeyReused(Invalid):
    """The same Idempotency-Key was sent with another body."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Receipt:
    """The answer given to a request; `id` is a hash of caller, route and key."""

    id: str
    body_hash: str
    status: int
    answer: str
    expires_at: datetime
    version: int = 0


class Replay(Exception):
    """The request was carried out before: answer with its receipt."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("replay")
        self.receipt = receipt


@dataclass(frozen=True)
class Once:
    """A request that carries a key, and how to write its answer down.

    `answer` makes a status and a body of what the story returns.
    """

    id: str
    body_hash: str
    answer: Callable[[Any], tuple[int, str]]

    def receipt(self, result: Any, now: datetime) -> Receipt:
        status, answer = self.answer(result)
        return Receipt(self.id, self.body_hash, status, answer, now + KEPT)

    def check(self, earlier: Receipt | None) -> None:
        """Raise Replay if the request was carried out, KeyReused if its body was another."""
        if earlier is None:
            return
        if earlier.body_hash != self.body_hash:
            raise KeyReused
        raise Replay(earlier)

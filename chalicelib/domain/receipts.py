"""Receipts, with which a repeated request gets its first answer and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import Invalid

KEPT = timedelta(hours=24)
"""How long a key is remembered: as long as Stripe and the IETF draft on Idempotency-Key do."""

FORM_KEY = "cle"
"""The hidden field of a form that holds its key."""


class KeyReused(Invalid):
    """The same Idempotency-Key was sent with another body."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Receipt:
    """The answer given to a request; `id` is a hash of caller, route and key.

    `about` is the participant whom it concerns, by their id or the hash of their address; "" if
    it is nobody.
    """

    id: str
    body_hash: str
    status: int
    answer: str
    expires_at: datetime
    about: str = ""
    version: int = 0


class Replay(Exception):
    """The request was carried out before: answer with its receipt."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("replay")
        self.receipt = receipt


@dataclass(frozen=True)
class Once[R]:
    """A request that is carried out once, and how what the story returns is answered.

    Whoever called the story says how: `answer` makes a status and a body, `about` is whom it
    concerns. Without a key, `id` is empty, and nothing is remembered. `formerly`: the body's hash
    in receipts of earlier releases.
    """

    id: str
    body_hash: str
    answer: Callable[[R], tuple[int, str]]
    about: str = ""
    formerly: str = ""

    def receipts(self, result: R, now: datetime) -> tuple[Receipt, ...]:
        """Return what to add to the write that makes `result` true: a receipt, or nothing."""
        if not self.id:
            return ()
        status, answer = self.answer(result)
        return (Receipt(self.id, self.body_hash, status, answer, now + KEPT, self.about),)

    def check(self, earlier: Receipt | None) -> None:
        """Raise Replay if the request was carried out, KeyReused if its body was another."""
        if earlier is None:
            return
        if earlier.body_hash not in (self.body_hash, self.formerly):
            raise KeyReused
        raise Replay(earlier)


NO_KEY: Once[object] = Once("", "", lambda _: (204, ""))
"""For a story that no request with a key set off: of a page, of the system."""

"""Errors of the domain: a stable code each, and the status the edge gives them.

The French sentences that people read live at the edge, in `web/http/problems.py`, keyed by `code`.
"""

from dataclasses import dataclass
from typing import Any


class DomainError(Exception):
    """Something the rules refuse. `code` is stable: clients may rely on it."""

    code = "error"

    def details(self) -> dict[str, Any]:
        """What its problem document says beyond its code, as JSON."""
        return {}


class Invalid(DomainError):
    """The request cannot be right, whoever sends it and whenever."""

    code = "invalid"


class Conflict(DomainError):
    """The request was right but the world has moved on."""

    code = "conflict"


class NotFound(DomainError):
    """No such thing, or none that the caller may know of."""

    code = "not_found"


class Unauthenticated(DomainError):
    """The caller did not prove who they are."""

    code = "unauthenticated"


class InvalidToken(Unauthenticated):
    """A token that is forged, revoked, or made for another purpose."""

    code = "invalid_token"


class ExpiredToken(Unauthenticated):
    """A token that was right once."""

    code = "expired_token"


class SessionEnded(Unauthenticated):
    """The short session of the pages is over; the link that opened it may still be good."""

    code = "session_ended"


class Forbidden(DomainError):
    """The caller is known and may not do this."""

    code = "forbidden"


@dataclass(frozen=True)
class FieldError:
    """One invalid field: its dotted path, a stable code, and numbers the sentence needs."""

    field: str
    code: str
    limit: int | None = None


class InvalidFields(Invalid):
    """One or more fields are invalid, each for its own reason."""

    code = "invalid_fields"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(self.code)
        self.errors = errors


class Busy(Conflict):
    """Too much at once, for longer than it is worth waiting: look whether it is done, try again.

    What was asked is whole or not at all. It may be whole: the answer to a write may be lost, and a
    seat that was claimed is had.
    """

    code = "busy"


class StorageFailed(Exception):
    """What is kept in files can be neither written nor read: not the fault of what needed it."""


class StorageBusy(Busy, StorageFailed):
    """For now: it may well answer a moment later."""

    code = "storage_busy"


class Stale(Exception):
    """What was read has changed, appeared or gone since: nothing was written, decide again.

    `current` holds the entities that stood in the way, as they are now.
    """

    def __init__(self, current: list[Any]) -> None:
        super().__init__("stale")
        self.current = current

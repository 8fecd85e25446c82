"""Errors of the domain, each with a stable code.

The web layer gives each its HTTP status (`web/http/problems.py`) and its French sentences
(`web/http/sentences.py`, by `code`).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any


class DomainError(Exception):
    """Something that the rules refuse. `code` is stable: clients may rely on it."""

    code = "error"

    def details(self) -> dict[str, Any]:
        """Return what the problem document says beyond the code, as JSON values."""
        return {}


class Invalid(DomainError):
    """The request cannot be right, whoever sends it and at whatever time."""

    code = "invalid"


class Conflict(DomainError):
    """The request was right, but something has changed since."""

    code = "conflict"


class NotFound(DomainError):
    """There is no such thing, or none that the caller may know about."""

    code = "not_found"


class Unauthenticated(DomainError):
    """The caller did not prove who they are."""

    code = "unauthenticated"


class InvalidToken(Unauthenticated):
    """The token is forged, revoked, or made for another purpose."""

    code = "invalid_token"


class ExpiredToken(Unauthenticated):
    """The token was valid and has expired."""

    code = "expired_token"


class SessionEnded(Unauthenticated):
    """The browser session is over; the link that opened it may still be valid."""

    code = "session_ended"


class LinkUsed(Unauthenticated):
    """The link works once, and has been used, or a newer one has."""

    code = "link_used"


class Forbidden(DomainError):
    """The caller is known but may not do this."""

    code = "forbidden"


@dataclass(frozen=True)
class FieldError:
    """One invalid field: its dotted path, a stable code, and what its sentence quotes.

    That is a limit, or the place of what is wrong: at which line and character, from 1. `cause`
    chooses the sentence, where one code has several; `about` is the form's subject, where fields of
    the same name ask for something else. `named`: what its sentence names, which is ours.
    """

    field: str
    code: str
    limit: int | None = None
    place: tuple[int, int] | None = None
    cause: str = ""
    about: str = ""
    named: str = ""


class InvalidFields(Invalid):
    """One or more fields are invalid, each for its own reason."""

    code = "invalid_fields"

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(self.code)
        self.errors = errors


class Busy(Conflict):
    """Too much is going on at once, and waiting any longer is not worth it.

    What was asked is done as a whole or not at all. It may have been done: the answer to a write
    can be lost, and a seat that was claimed stays claimed. So look first, then try again.
    """

    code = "busy"


class TooMany(DomainError):
    """This was asked for too often, by one network, for one address, or by everybody together."""

    code = "too_many"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(self.code)
        self.wait = wait

    def details(self) -> dict[str, Any]:
        """Return after how many seconds asking again may help."""
        return {"retry_after": -(-self.wait // timedelta(seconds=1))}


class StorageFailed(Exception):
    """Files can be neither written nor read; what needed them is not at fault."""


class StorageBusy(Busy, StorageFailed):
    """The storage failed for now; it may well answer a moment later."""

    code = "storage_busy"


class Stale(Exception):
    """What was read was changed, created or deleted since: nothing was written, decide again.

    `current` holds the entities that stood in the way, as they are now.
    """

    def __init__(self, current: list[Any]) -> None:
        super().__init__("stale")
        self.current = current

"""Errors as people and clients read them: RFC 9457 problem documents, in French.

`sentences.py` has a sentence for each code of a domain error; a test checks that none is missing.
"""

from typing import Any

from ...domain.errors import (
    Conflict,
    DomainError,
    FieldError,
    Forbidden,
    Invalid,
    InvalidFields,
    NotFound,
    TooMany,
    Unauthenticated,
)
from .asked import FIELDS, OF_A_CAUSE, OF_A_FIELD, UNANSWERED, asked
from .sentences import SENTENCES

STATUSES: tuple[tuple[type[DomainError], int], ...] = (
    (Unauthenticated, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (Conflict, 409),
    (Invalid, 422),
    (TooMany, 429),
)


class NotJson(Invalid):
    """The body is not a JSON document: the only bad input that is a 400."""

    code = "not_json"


class NotAForm(Invalid):
    """A page was sent something other than its form."""

    code = "not_a_form"


class TooLarge(Invalid):
    """The body is larger than the route takes."""

    code = "too_large"


class InvalidIdempotencyKey(Invalid):
    """The Idempotency-Key header is empty, too long or not printable."""

    code = "invalid_idempotency_key"


OF_A_BODY: tuple[tuple[type[Invalid], int], ...] = (
    (NotJson, 400),
    (TooLarge, 413),
    (NotAForm, 415),
)


def status_of(error: DomainError) -> int:
    for its_own, status in OF_A_BODY:
        if isinstance(error, its_own):
            return status
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def field_message(error: FieldError) -> str:
    sentence = OF_A_CAUSE.get(error.cause) or OF_A_FIELD.get((error.field, error.code), "")
    if not sentence and error.code in UNANSWERED:
        sentence = asked(error.about, error.field)
    sentence = sentence or FIELDS[error.code]
    return sentence.format(limit=error.limit, where=_where(error.place), named=error.named)


def _where(place: tuple[int, int] | None) -> str:
    """Return the words for a line and a character of a text, counted from 1."""
    if place is None:
        return "dans ce texte"
    line, character = place
    at = "au début" if character == 1 else f"au {character}e caractère"
    return at if line == 1 else f"à la ligne {line}, {at}"


def problem(code: str, status: int) -> dict[str, Any]:
    """Return the problem document of a code. `type` is a stable URI, not meant to be fetched."""
    title, detail = SENTENCES[code]
    return {
        "type": f"urn:brigade:problem:{code.replace('_', '-')}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }


def problem_of(error: DomainError) -> dict[str, Any]:
    document = problem(error.code, status_of(error))
    if isinstance(error, InvalidFields):
        document["errors"] = [
            {"field": e.field, "code": e.code, "message": field_message(e)} for e in error.errors
        ]
    return {**document, **error.details()}

"""Receipts that are no story's own: of what is done already, and of forms."""

import contextlib
from datetime import datetime

from ..domain.errors import DomainError, Stale
from ..domain.receipts import KEPT, Once, Receipt
from .ports import Records


def unchanged[R](result: R, once: Once[R], store: Records, now: datetime) -> R:
    """Return what stands already; the request's answer is kept for its repetitions all the same."""
    unit = store.unit()
    unit.add(*once.receipts(result, now))
    unit.commit()
    return result


def find_receipt(identifier: str, *, store: Records) -> Receipt | None:
    """Return the answer to a form that was carried out before, if it was."""
    return store.one(Receipt, identifier)


def keep_receipt(identifier: str, page: str, about: str, *, store: Records, now: datetime) -> None:
    """Keep what a form was answered, unless its story wrote that with what it changed.

    The form is carried out already: that its answer cannot be kept is no reason to refuse it.
    """
    unit = store.unit()
    unit.add(Receipt(identifier, "", 303, page, now + KEPT, about))
    with contextlib.suppress(Stale, DomainError):
        unit.commit()

"""What is written of a request that finds done what it asks for."""

from datetime import datetime

from ..domain.receipts import Once
from .ports import Records


def unchanged[R](result: R, once: Once[R], store: Records, now: datetime) -> R:
    """Return what stands already; the request's answer is kept for its repetitions all the same."""
    unit = store.unit()
    unit.add(*once.receipts(result, now))
    unit.commit()
    return result

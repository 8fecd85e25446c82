"""The one source of time and of randomness."""

import secrets
from datetime import UTC, datetime


def system_now() -> datetime:
    """UTC, to the second: keys sort as text."""
    return datetime.now(UTC).replace(microsecond=0)


def random_id() -> str:
    """80 random bits in lower case hexadecimal: nobody guesses a neighbour's."""
    return secrets.token_hex(10)

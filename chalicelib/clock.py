"""The only source of time and of random ids."""

import secrets
from datetime import UTC, datetime


def system_now() -> datetime:
    """Return the time in UTC, to the second, so that keys sort as text."""
    return datetime.now(UTC).replace(microsecond=0)


def random_id() -> str:
    """Return 80 random bits in lower-case hexadecimal: no other id can be guessed from it."""
    return secrets.token_hex(10)


def random_secret() -> str:
    """Return 256 random bits in lower-case hexadecimal."""
    return secrets.token_hex(32)

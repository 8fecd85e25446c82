"""How an address is known again without being shown."""

import hashlib


def address_key(email: str) -> str:
    """Return a hash of the address, compared case-insensitively; it does not show the address."""
    return hashlib.sha256(email.casefold().encode()).hexdigest()

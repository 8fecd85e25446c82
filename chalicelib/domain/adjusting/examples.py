"""What the settings say of nobody: addresses, telephones, a street that exist in examples alone."""

import re
from collections.abc import Callable, Mapping

from ..programme import Programme

EXAMPLE = re.compile(r"\bexample\.(?:org|com|net)\b|\b555[ .-]?01\d\d\b|de l’Exemple\b")

ASKED: Mapping[str, Callable[[Programme], str]] = {
    "contact_email": lambda programme: programme.contact_email,
    "contact_phone": lambda programme: programme.contact_phone,
    "postal_address": lambda programme: programme.postal_address,
    "privacy_email": lambda programme: programme.privacy_email,
    "community_url": lambda programme: programme.community_url,
    "diagnostic_url": lambda programme: programme.diagnostic_url,
}
"""What people see of the programme and use, by the setting's key."""


def is_example(text: str) -> bool:
    return EXAMPLE.search(text) is not None


def examples_in(programme: Programme) -> tuple[str, ...]:
    """Return the keys of the settings that still say an example."""
    return tuple(key for key, said in ASKED.items() if is_example(said(programme)))

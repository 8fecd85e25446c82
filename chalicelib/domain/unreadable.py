"""What a newer release left behind, after a roll-back to this one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """An item of a kind, or with a value, that this release does not know. It is left alone."""

    id: str

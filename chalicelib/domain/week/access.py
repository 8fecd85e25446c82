"""The hours of a member of the team whose access changed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HoursOf:
    """What is queued when a member is let in, or no more; `id` is theirs. It is never stored."""

    id: str

"""What a story asks of the table, by how long each call takes."""

from enum import Enum, auto


class Call(Enum):
    READ = auto()
    """Of items by their ids."""
    WRITE = auto()
    """Of all that changes, as one."""
    CHANGE = auto()
    """Of one item, by arithmetic."""

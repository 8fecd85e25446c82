"""What a region says of itself: its folder, laid over ours, and one schema for its settings."""

from .merging import merged
from .places import WrongRegion

__all__ = ["WrongRegion", "merged"]

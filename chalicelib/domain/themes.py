"""The themes of the programme, as the rules see them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Theme:
    """One theme of the programme: the front matter of its Markdown file.

    `duration_minutes` is the length of one session on it.
    """

    slug: str
    title: str
    summary: str
    duration_minutes: int
    edition: str
    version: int
    updated_on: date
    licence: str
    levels: tuple[str, ...] = ()

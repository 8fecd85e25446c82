"""What the mail tells that an hour is free, for a theme that its person waited for."""

from datetime import datetime
from typing import Any

from ...domain.documents.themes import Theme
from ...domain.mail.about import About, AboutTheme

SHOWN = 3
"""How many of the next free hours it names."""


def of_theme(about: About, themes: dict[str, Theme], now: datetime) -> dict[str, Any]:
    """Return the theme with its next free hours; nothing for a mail about something else."""
    if not isinstance(about, AboutTheme):
        return {"hours": (), "asked_at": None}
    free = [each for each in about.free if each.bookable(now)]
    theme, asked_at = themes.get(about.alert.theme), about.alert.asked_at
    return {"theme": theme, "hours": free[:SHOWN], "asked_at": asked_at}

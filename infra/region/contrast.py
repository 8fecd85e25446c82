"""Which colours of `[look]` cannot be told from what they stand on (WCAG 2.2, AA)."""

from collections.abc import Iterator
from dataclasses import asdict

from chalicelib.domain.appearance import WHITE, Appearance, contrast

READ, SEEN = 4.5, 3.0
"""Of text; of what is looked at: borders, marks, and letters as large as titles."""

LIGHT_READ = {
    "text": (
        *("background", "background_deep", "surface", "white", "primary_tint"),
        *("primary_pale", "chart_pale"),
    ),
    "primary": ("background", "background_deep", "surface", "white", "primary_tint"),
    "primary_deep": ("background", "surface", "white"),
    "link": ("background", "background_deep", "surface", "white"),
    "accent_deep": ("background", "surface", "white", "wrong_pale"),
    "muted": ("background", "background_deep", "surface", "white"),
    "done": ("surface", "white", "done_pale"),
    "on_primary": ("primary",),
    "glow": ("primary",),
    "white": ("primary", "primary_deep", "primary_soft", "accent_deep", "muted"),
}
"""What is written in each colour is written on these."""

LIGHT_SEEN = {
    "accent": ("background", "surface", "white"),
    "primary_soft": ("background", "surface"),
    "edge": ("surface", "white"),
    "glow": ("primary",),
}

DARK_READ = {
    "text": ("background", "surface", "panel"),
    "muted": ("background",),
    "link": ("background", "surface"),
    "on_link": ("link",),
}
"""The same, of mails in the dark."""


def faint(look: Appearance) -> Iterator[str]:
    """Yield each colour that is too near to one that it stands on, by its key."""
    light, dark = {**asdict(look.colours), "white": WHITE}, asdict(look.dark)
    yield from _faint("look", light, LIGHT_READ, READ)
    yield from _faint("look", light, LIGHT_SEEN, SEEN)
    yield from _faint("look.dark", dark, DARK_READ, READ)


def _faint(
    table: str, colours: dict[str, str], pairs: dict[str, tuple[str, ...]], least: float
) -> Iterator[str]:
    for name, grounds in pairs.items():
        for ground in grounds:
            found = contrast(colours[name], colours[ground])
            if found < least:
                yield (
                    f"{table}.{name}: {colours[name]} on {ground} {colours[ground]} has a contrast "
                    f"of {found:.2f}; it should be {least:g} or more"
                )

"""Which colours of `[look]` cannot be told from what they stand on (WCAG 2.2, AA)."""

from collections.abc import Iterator
from dataclasses import asdict

from chalicelib.domain.appearance import (
    BLACK,
    FOLLOWS,
    MAIN,
    WHITE,
    Appearance,
    colours_of,
    contrast,
    mixed,
)

STEPS = 40
"""How finely a colour is darkened until it can be read."""

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


Pair = tuple[str, str, float, float]
"""A colour and what it stands on, by their names; their contrast, and what it should be."""


def faint(look: Appearance) -> Iterator[str]:
    """Yield each colour that is too near to one that it stands on, by its key; then what to say."""
    light, dark = {**asdict(look.colours), "white": WHITE}, asdict(look.dark)
    yield from (_told("look", light, pair) for pair in _of_light(light))
    yield from (_told("look.dark", dark, pair) for pair in _faint(dark, DARK_READ, READ))
    yield from _advised(light)


def _advised(light: dict[str, str]) -> Iterator[str]:
    """Yield, of each colour that a region says and that is too light, the nearest that is not."""
    main = {name: light[name] for name in MAIN}
    made = asdict(colours_of(main))
    own = {name: light[name] for name in FOLLOWS if light[name] != made[name]}
    for name in ("text", "primary", "accent", "link"):
        its = {name, *(made for made, rule in FOLLOWS.items() if rule[0] == name)}
        if not _has(light, its):
            continue
        for step in range(1, STEPS):
            darker = mixed(main[name], BLACK, step / STEPS)
            made = asdict(colours_of({**main, **own, name: darker}))
            if not _has({**made, "white": WHITE}, its):
                yield f"look.{name}: {darker}, which is darker, would do"
                break


def _has(light: dict[str, str], names: set[str]) -> bool:
    """Return whether one of these is too near to what it stands on, or what stands on it."""
    return any({name, ground} & names for name, ground, _, _ in _of_light(light))


def _of_light(light: dict[str, str]) -> Iterator[Pair]:
    yield from _faint(light, LIGHT_READ, READ)
    yield from _faint(light, LIGHT_SEEN, SEEN)


def _faint(
    colours: dict[str, str], pairs: dict[str, tuple[str, ...]], least: float
) -> Iterator[Pair]:
    for name, grounds in pairs.items():
        for ground in grounds:
            found = contrast(colours[name], colours[ground])
            if found < least:
                yield name, ground, found, least


def _told(table: str, colours: dict[str, str], pair: Pair) -> str:
    name, ground, found, least = pair
    return (
        f"{table}.{name}: {colours[name]} on {ground} {colours[ground]} has a contrast "
        f"of {found:.2f}; it should be {least:g} or more"
    )

"""How the programme looks: its colours by name, its typeface, its logo."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

WHITE, BLACK = "#ffffff", "#000000"

LOGO = "icon.svg"
FIRST_FONT = "atkinson-hyperlegible-next-french-400-normal.woff2"

MAIN = ("text", "background", "primary", "accent", "link")
"""The colours that a programme has to say; the others follow from them if it does not."""

FOLLOWS: dict[str, tuple[str, str, float]] = {
    "primary_deep": ("primary", BLACK, 0.25),
    "primary_soft": ("primary", WHITE, 0.2),
    "primary_pale": ("primary", WHITE, 0.47),
    "primary_tint": ("primary", WHITE, 0.9),
    "on_primary": ("primary", WHITE, 0.88),
    "chart_middle": ("primary", WHITE, 0.4),
    "chart_pale": ("primary", WHITE, 0.6),
    "chart_light": ("primary", WHITE, 0.84),
    "accent_deep": ("accent", BLACK, 0.3),
    "background_deep": ("background", "text", 0.05),
    "surface": ("background", WHITE, 0.7),
    "muted": ("text", "background", 0.25),
    "rule": ("background", "text", 0.14),
    "edge": ("text", "background", 0.42),
    "done": ("#1d6b4f", WHITE, 0),
    "done_pale": ("#1d6b4f", WHITE, 0.88),
    "wrong_pale": ("accent", WHITE, 0.85),
    "glow": ("#ffd9a0", WHITE, 0),
}
"""Of what each other colour is made: a colour, and how much of a second is in it."""

FOLLOWS_IN_THE_DARK: dict[str, tuple[str, str, float]] = {
    "background": ("text", BLACK, 0.42),
    "surface": ("text", BLACK, 0),
    "panel": ("text", WHITE, 0.06),
    "text": ("background", WHITE, 0),
    "muted": ("background", "text", 0.25),
    "link": ("link", WHITE, 0.65),
    "on_link": ("link", BLACK, 0.6),
}
"""The same, of the colours of mails that are read in the dark."""


@dataclass(frozen=True)
class Colours:
    """Each as `#rrggbb`; style sheets have them by the same names, with hyphens.

    `primary` is of titles, buttons and dark grounds, where `on_primary` and `glow` are of text and
    of links; `accent` is of marks, `accent_deep` where it is text or holds text. `edge` is around
    fields, `rule` between lines.
    """

    text: str
    background: str
    primary: str
    accent: str
    link: str
    primary_deep: str
    primary_soft: str
    primary_pale: str
    primary_tint: str
    on_primary: str
    chart_middle: str
    chart_pale: str
    chart_light: str
    accent_deep: str
    background_deep: str
    surface: str
    muted: str
    rule: str
    edge: str
    done: str
    done_pale: str
    wrong_pale: str
    glow: str

    @property
    def by_property(self) -> dict[str, str]:
        """Return each colour by its name in style sheets: `--primary-deep`."""
        return {f"--{name.replace('_', '-')}": colour for name, colour in asdict(self).items()}


@dataclass(frozen=True)
class DarkColours:
    """Those of mails that are read in the dark; `on_link` is of the words of a button."""

    background: str
    surface: str
    panel: str
    text: str
    muted: str
    link: str
    on_link: str


@dataclass(frozen=True)
class Face:
    """The typeface of a region: its files in `static/fonts/`; without an italic, it is slanted.

    `serif` says what stands in for it in mails, which carry no font, and until it has loaded.
    """

    name: str
    regular: str
    bold: str
    italic: str = ""
    serif: bool = False


@dataclass(frozen=True)
class Appearance:
    """How pages, mails, documents and pictures look. `logo` is a file of `static/`.

    Without a face of its own it has the one that comes with the site, which draws what another
    does not, too.
    """

    colours: Colours
    dark: DarkColours
    logo: str
    face: Face | None = None

    @property
    def first_font(self) -> str:
        """Return the file that each page needs at once."""
        return self.face.regular if self.face else FIRST_FONT


def colours_of(said: Mapping[str, str]) -> Colours:
    """Return all colours, those that are not said made of those that are.

    Raises KeyError for one that has to be said, TypeError for one that there is not.
    """
    for name in MAIN:
        said[name]
    return Colours(**{**{name: _made(rule, said) for name, rule in FOLLOWS.items()}, **said})


def dark_colours_of(said: Mapping[str, str], light: Colours) -> DarkColours:
    """Return the colours in the dark, those that are not said made of the light ones."""
    known = asdict(light)
    made = {name: _made(rule, known) for name, rule in FOLLOWS_IN_THE_DARK.items()}
    return DarkColours(**{**made, **said})


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are to the eye, from 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(first: str, second: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    parts = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _made(rule: tuple[str, str, float], known: Mapping[str, str]) -> str:
    """Return the colour that a rule makes of those that are known."""
    first, second, share = rule
    return mixed(known.get(first, first), known.get(second, second), share)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

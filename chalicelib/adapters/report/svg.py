"""Charts written as SVG that stands by itself: told aloud by its title, with no style or script.

Colours, sizes and the face are attributes. Colours and face are those of the programme's look, by
their names: the style sheet of pages has them, and who draws on paper paints them
(`look_file.painted`).
"""

from dataclasses import dataclass
from html import escape
from textwrap import TextWrapper


@dataclass(frozen=True)
class Ground:
    """What a chart is drawn for: its width in units, its letters, and where lines are named.

    `beside` is where bars begin and where they end if names stand beside them, not above.
    """

    width: float
    family: str
    beside: tuple[float, float] | None = None


SCREEN = Ground(360, "var(--face)")
"""About a phone's width, so that text in a chart is as large as text around it."""

PAPER = Ground(580, "var(--face), Atkinson Ext, DejaVu Sans, sans-serif", (290, 470))
"""As wide as the page's text and low, so that a chart leaves no page half empty."""

TEXT, SMALL = 15, 13
INK, MUTED, PALE, SURFACE = (
    f"var(--{name})" for name in ("text", "muted", "background-deep", "surface")
)
TONES = tuple(
    f"var(--{name})"
    for name in (
        *("primary", "chart-pale", "primary-soft", "chart-light"),
        *("accent-deep", "rule", "chart-middle"),
    )
)
"""Deep, pale, middle, palest, warm, sand: the parts of a whole; then what is behind the first."""
FIRST, BEHIND, WARM = 0, 6, 4
LIGHT_ON = (TONES[0], TONES[2], TONES[4])
"""The tones that hold light text; the others hold dark."""

BY_COUNT = {1: (0,), 2: (0, 1), 3: (1, 2, 0), 4: (3, 1, 2, 0)}
"""Which tones so many parts have: where they are an order, the further the deeper."""

LETTER = 0.54
"""The mean width of a letter, of the text's size: there is room for faces wider than ours."""


def tones(parts: int) -> list[int]:
    """Return the tone of each of so many parts."""
    chosen = BY_COUNT.get(min(parts, 4), (3, 1, 2, 0))
    return [*chosen, *(4 + at % 2 for at in range(parts - len(chosen)))]


def room(text: str, size: float = TEXT) -> float:
    """Return about how wide a text is."""
    return len(text) * size * LETTER


def wrapped(text: str, width: float, size: float = TEXT) -> list[str]:
    """Return a text in lines that about fit in a width; a word too long for one line is cut."""
    most = max(int(width / (size * LETTER)), 1)
    return TextWrapper(most, break_on_hyphens=False).wrap(text) or [""]


@dataclass(frozen=True)
class Words:
    """How a text stands: its size, its tone, what of it is at `x`."""

    size: int = TEXT
    fill: str = INK
    anchor: str = "start"
    bold: bool = False
    kind: str = "chart-text"


def text(x: float, y: float, said: str, words: Words | None = None) -> str:
    """Return a text whose letters stand on `y`."""
    words = words or Words()
    more = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    more += ' font-weight="700"' if words.bold else ""
    more += f' font-size="{words.size}"' if words.size != TEXT else ""
    return (
        f'<text class="{words.kind}" x="{_n(x)}" y="{_n(y)}" fill="{words.fill}"{more}>'
        f"{escape(said)}</text>"
    )


def on_tone(x: float, y: float, said: str, tone: int) -> str:
    """Return a short text in the middle of a part."""
    light = TONES[tone] in LIGHT_ON
    kind = "chart-light" if light else "chart-text"
    words = Words(SMALL, "#ffffff" if light else INK, "middle", bold=True, kind=kind)
    return text(x, y, said, words)


def tone_of(leads: bool) -> int:
    """Return the tone of a bar by itself: what leads is seen to."""
    return FIRST if leads else BEHIND


def bar(x: float, y: float, width: float, height: float, tone: int) -> str:
    return _rect(x, y, width, height, f"chart-tone-{tone + 1}", TONES[tone])


def track(x: float, y: float, width: float, height: float) -> str:
    """Return the length that a bar is a part of."""
    return _rect(x, y, width, height, "chart-track", PALE)


def filled(path: str) -> str:
    return f'<path class="chart-tone-2" d="{path}" fill="{TONES[1]}"/>'


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return a thin line."""
    return (
        f'<path class="chart-rule" d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" '
        f'stroke="{MUTED}" stroke-width="1" fill="none"/>'
    )


def dot(x: float, y: float, radius: float = 4.5) -> str:
    return (
        f'<circle class="chart-mark" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" '
        f'fill="{TONES[WARM]}" stroke="{SURFACE}" stroke-width="1.5"/>'
    )


def legend(names: list[str], top: float, width: float) -> tuple[list[str], float]:
    """Return what each tone stands for, in as many lines as it takes, and where they end."""
    drawn, x, y = [], 0.0, top
    for tone, name in zip(tones(len(names)), names, strict=True):
        wide = 22 + room(name, SMALL)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        drawn += [bar(x, y + 2, 12, 12, tone), text(x + 18, y + 13, name, Words(SMALL, MUTED))]
        x += wide + 14
    return drawn, y + 24


def document(
    name: str, title: str, description: str, body: list[str], height: float, ground: Ground
) -> str:
    """Return a whole chart. `name` tells its ids from those of others on the page."""
    width = _n(ground.width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'aria-labelledby="{name}-t" aria-describedby="{name}-d" '
        f'viewBox="0 0 {width} {_n(height)}" width="{width}" height="{_n(height)}" '
        f'font-family="{ground.family}" font-size="{TEXT}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def _rect(x: float, y: float, width: float, height: float, kind: str, fill: str) -> str:
    return (
        f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height)}" fill="{fill}"/>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

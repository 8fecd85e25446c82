"""The programme's texts: the library of themes, each a Markdown file and a figure."""

import re
from html import unescape
from pathlib import Path
from typing import Any, get_type_hints

from chalicelib.domain.documents.themes import Theme

from .markdown import LEVELS, slug, theme_html
from .typography import french

SECTION = re.compile(r'<h2 id="([^"]+)">(.+?)</h2>')
MEASURED_WITH = "Atkinson Hyperlegible Next, sans-serif"
"""The face of figures on pages, whatever the programme's: its letters fill their boxes."""
_FIGURE = re.compile(r'<img src="(figures/[a-z0-9-]+\.svg)" alt="([^"]*)">')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_LISTS = ("levels", "sessions", "reviewers")
_MAY_BE_MISSING = ("sessions",)
_MAY_BE_EMPTY = ("reviewers",)


class Library:
    """The themes of one folder, a Markdown file each, read once and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._themes: dict[str, Theme] = {}
        self._bodies: dict[tuple[str, str], str] = {}

    def themes(self) -> dict[str, Theme]:
        """Return themes by slug, in the order of titles.

        Raises ValueError naming a file that is wrong.
        """
        if not self._themes:
            found = sorted(map(read_theme, self._folder.glob("*.md")), key=lambda t: slug(t.title))
            self._themes = {theme.slug: theme for theme in found}
        return self._themes

    def body_html(self, slug: str, level: str = LEVELS[0]) -> str:
        """Return a theme's text as HTML: sections are h2, with ids. Raises KeyError if unknown."""
        if (slug, level) not in self._bodies:
            path = self._folder / f"{self.themes()[slug].slug}.md"
            self._bodies[slug, level] = theme_html(path.read_text("utf-8"), level)
        return self._bodies[slug, level]

    def page_html(self, slug: str) -> str:
        """Return the same for a page: figures inline; wide tables can scroll."""
        body = _FIGURE.sub(self._drawn, self.body_html(slug))
        return _TABLE.sub(
            '<div class="scroller" role="group" aria-label="Tableau à faire défiler" '
            r'tabindex="0">\g<0></div>',
            body,
        )

    def paper_html(self, slug: str, level: str) -> str:
        """Return the same for a document, whose figures come from the package."""
        body = self.body_html(slug, level)
        return _FIGURE.sub(r'<img src="asset:themes/\1" alt="\2">', body)

    def _drawn(self, figure: re.Match[str]) -> str:
        drawing = (self._folder / figure[1]).read_text("utf-8")
        drawing = drawing.replace('font-family="Atkinson"', f'font-family="{MEASURED_WITH}"')
        return drawing.replace("<svg ", f'<svg role="img" aria-label="{figure[2]}" ', 1)


def sections(body_html: str) -> list[tuple[str, str]]:
    """Return the anchor and title of each section, in order."""
    return [
        (anchor, unescape(re.sub("<[^>]+>", "", title)))
        for anchor, title in SECTION.findall(body_html)
    ]


def read_theme(path: Path) -> Theme:
    """Read a theme. Raises ValueError that names the file (and the line, where YAML gives one)."""
    import yaml  # type: ignore[import-untyped, unused-ignore]

    try:
        # Lazy: reads only the first YAML document of the file, which is the front matter.
        fields = next(yaml.safe_load_all(path.read_text("utf-8")), None)
        return Theme(**_checked(fields, path.stem))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ValueError(f"{path.name}:{line}: {error.problem}") from error
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _checked(fields: object, slug: str) -> dict[str, Any]:
    kinds = get_type_hints(Theme) | dict.fromkeys(_LISTS, list)
    required = kinds.keys() - set(_MAY_BE_MISSING)
    if not isinstance(fields, dict) or not required <= fields.keys() <= kinds.keys():
        raise ValueError(f"the front matter must hold exactly {', '.join(kinds)}")
    for name, value in fields.items():
        if type(value) is not kinds[name] or not (value or name in _MAY_BE_EMPTY):
            raise ValueError(f"{name} must be a {kinds[name].__name__}, not {value!r}")
    if fields["slug"] != slug:
        raise ValueError(f"the slug {fields['slug']} differs from the file's name")
    words = {name: french(value) for name, value in fields.items() if type(value) is str}
    lists = {name: tuple(map(french, map(str, fields[name]))) for name in _LISTS if name in fields}
    return fields | words | lists

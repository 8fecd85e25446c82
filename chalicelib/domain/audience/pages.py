"""The pages whose views are counted: a bounded set, so that nothing a visitor types is kept."""

import re
from collections.abc import Container
from dataclasses import dataclass

from ..ids import is_event, is_series

PAGES = frozenset(
    {"/", "/accessibilite", "/bilans", "/confidentialite", "/evenements", "/inscription", "/themes"}
)
"""The pages that there is one of."""

SLUG = re.compile("[a-z0-9-]+")

LONGEST = 100
"""Characters of a page's path."""


@dataclass(frozen=True)
class Page:
    """A page by its path, and what must be there for it to be one: one of these, or nothing."""

    path: str
    theme: str = ""
    event: str = ""
    series: str = ""
    edition: str = ""

    def is_there(self, themes: Container[str], found: bool) -> bool:
        """Tell whether the page exists; `found`: so does its event, series or edition."""
        if self.theme:
            return self.theme in themes
        return found or self.path in PAGES


def page_at(path: str) -> Page | None:
    """Return the page that could be at a path; None if none of ours could."""
    if path in PAGES:
        return Page(path)
    if len(path) > LONGEST:
        return None
    match path.split("/")[1:]:
        case ["themes", slug] if SLUG.fullmatch(slug):
            return Page(path, theme=slug)
        case ["evenements", "series", identifier] if is_series(identifier):
            return Page(path, series=identifier)
        case ["evenements", identifier] if is_event(identifier):
            return Page(path, event=identifier)
        case ["bilans", slug] if SLUG.fullmatch(slug):
            return Page(path, edition=slug)
    return None

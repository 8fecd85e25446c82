"""Documents drawn once: a participant's, and the sheet of each theme that is the region's own."""

from collections.abc import Callable, Iterator
from datetime import date

from chalicelib import wiring
from chalicelib.domain.documents.documents import Tool, Toolbox
from chalicelib.domain.documents.themes import Theme, ThemeSheet

from ..places import region_folder
from .failures import Failures


def papers(failures: Failures) -> Iterator[str]:
    """Yield what fails in drawing documents."""
    offered = list(wiring.offered().values())
    for theme in offered[:1]:
        yield from _drawn(failures, theme, _document)
    for theme in filter(_is_theirs, offered):
        yield from _drawn(failures, theme, _sheet)


def _drawn(failures: Failures, theme: Theme, draw: Callable[[Theme, str], bytes]) -> Iterator[str]:
    for level in theme.levels:
        try:
            draw(theme, level)
        except Exception as error:
            yield f"{failures.of(error)} (PDF, themes/{theme.slug}.md, {level})"


def _document(theme: Theme, level: str) -> bytes:
    return wiring.toolboxes().render(
        Toolbox(
            participant_name="Camille Exemple",
            theme=theme,
            held_on=date(2027, 3, 9),
            adviser_name="Dominique Exemple",
            notes="## À retenir\n\n- [x] Fait\n- [ ] À faire",
            tools=(Tool("Un outil", "https://example.org", "Pour essayer."),),
            next_steps=("Essayer",),
            level=level,
            referral_code="p0123456789abcdef0123",
        )
    )


def _sheet(theme: Theme, level: str) -> bytes:
    return wiring.toolboxes().theme_pdf(ThemeSheet(theme.slug, level))


def _is_theirs(theme: Theme) -> bool:
    folder = region_folder()
    return folder is not None and (folder / "themes" / f"{theme.slug}.md").is_file()

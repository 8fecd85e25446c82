"""The theme sheets, free for everybody: drawn when first asked for, then kept."""

from dataclasses import replace

from ...domain.documents.themes import Theme, ThemeSheet
from ...domain.errors import NotFound
from ..ports import Files, Queues, Toolboxes


def print_theme_sheet(
    slug: str,
    correlation: str,
    *,
    themes: dict[str, Theme],
    toolboxes: Toolboxes,
    files: Files,
    queues: Queues,
) -> bytes | None:
    """Return the PDF of a theme's sheet, or None while it is being drawn.

    If it is asked for twice meanwhile, it is drawn twice, to the same file. Raises NotFound for an
    unknown theme, StorageFailed.
    """
    if slug not in themes:
        raise NotFound
    sheet = themes[slug].sheet
    key = toolboxes.theme_key(sheet)
    found = files.find(key)
    if found is not None:
        return found
    queues.hand_over("documents", [replace(sheet, correlation=correlation)])
    return files.wait_for(key)


def draw_theme(sheet: ThemeSheet, *, toolboxes: Toolboxes) -> None:
    """Draw a sheet and store it, unless it is stored already. Raises if it cannot be drawn."""
    toolboxes.theme_pdf(sheet)

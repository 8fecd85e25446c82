"""The printed sheet of a theme, free for everybody: drawn when it is first asked for, then kept."""

from dataclasses import replace

from ...domain.documents.themes import Theme, ThemeSheet
from ...domain.errors import NotFound
from ..ports import Files, Queues, Toolboxes


def give_theme(
    slug: str,
    correlation: str,
    *,
    themes: dict[str, Theme],
    toolboxes: Toolboxes,
    files: Files,
    queues: Queues,
) -> bytes | None:
    """The PDF, or None while it is being drawn. Raises NotFound for an unknown theme,
    StorageFailed.

    What is asked for twice meanwhile is drawn twice, to the same file.
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
    """Into the bucket, unless it is there. Raises for what cannot be drawn."""
    toolboxes.theme_pdf(sheet)

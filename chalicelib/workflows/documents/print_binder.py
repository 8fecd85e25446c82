"""Pages about somebody as PDF, of their day or to come: drawn when asked for, sealed, for a day."""

from contextlib import suppress

from ...domain.errors import NotFound
from ...domain.ids import NewId
from ...domain.privacy.binders import PrintedBinder, printed
from ..ports import Files, Queues, Records, ReportPaper, SealedFiles
from .person_keys import key_of_person


def print_binder(
    person_id: str,
    pages: str,
    correlation: str,
    *,
    store: Records,
    files: Files,
    sealed_files: SealedFiles,
    queues: Queues,
    new_secret: NewId,
) -> bytes | None:
    """Return the pages of a binder, which are HTML, as PDF; None while it is being drawn.

    Whoever asks was recognised when it was read. Raises NotFound once the person is erased.
    """
    binder = printed(person_id, pages, correlation)
    if files.find(binder.key) is None:
        key = key_of_person(person_id, store=store, new_secret=new_secret)
        sealed_files.put(binder.page_key, pages.encode(), "application/octet-stream", key)
        queues.hand_over("documents", [binder])
        if files.wait_for(binder.key) is None:
            return None
    return sealed_files.get(binder.key)


def draw_binder(
    binder: PrintedBinder,
    *,
    store: Records,
    files: Files,
    sealed_files: SealedFiles,
    report_paper: ReportPaper,
    new_secret: NewId,
) -> None:
    """Draw a binder, unless it is drawn already or went with its person meanwhile."""
    if files.find(binder.key) is not None or files.find(binder.page_key) is None:
        return
    with suppress(NotFound):
        pages = sealed_files.get(binder.page_key).decode()
        drawn = report_paper.draw(pages)
        key = key_of_person(binder.person_id, store=store, new_secret=new_secret)
        sealed_files.put(binder.key, drawn, "application/octet-stream", key)

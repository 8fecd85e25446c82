"""What an import writes before the write that names it; forgotten if it died in between.

The note of what was begun is one file. An import that began an hour ago is over, and what its
edition does not name by then is nobody's. The next import, of whatever edition, forgets it.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta

from ...domain.errors import DomainError
from ...domain.report.editions import Edition
from ..ports import Files, ReportStore

NOTE = "editions/begun.json"
LONGEST = timedelta(hours=1)

type Begun = list[dict[str, str]]


def note_begun(edition: Edition, *, store: ReportStore, files: Files, now: datetime) -> None:
    """Note what is about to be written for an edition, and forget what died before."""
    noted = [each for each in _noted(files) if not _forgotten(each, store, files, now)]
    about = {
        "slug": edition.slug,
        "generation": edition.generation,
        "archive": edition.archive,
        "at": now.isoformat(),
    }
    _write([*noted, about], files)


def note_done(edition: Edition, *, files: Files) -> None:
    """Take what an edition names by now off the note; if that fails, a later import does."""
    with suppress(DomainError):
        noted = _noted(files)
        left = [each for each in noted if each["archive"] != edition.archive]
        if len(left) < len(noted):
            _write(left, files)


def under_way(files: Files, now: datetime) -> set[str]:
    """Return the files that imports may be writing now, which no edition names yet."""
    return {each["archive"] for each in _noted(files) if not _over(each, now)}


def _over(begun: dict[str, str], now: datetime) -> bool:
    return now - datetime.fromisoformat(begun["at"]) >= LONGEST


def _noted(files: Files) -> Begun:
    content = files.find(NOTE)
    noted: Begun = json.loads(content) if content else []
    return noted


def _write(noted: Begun, files: Files) -> None:
    if noted:
        files.put(NOTE, json.dumps(noted).encode(), "application/json")
    else:
        files.forget(NOTE)


def _forgotten(begun: dict[str, str], store: ReportStore, files: Files, now: datetime) -> bool:
    """Return whether an import is over; forget what it wrote, unless its edition names it."""
    if not _over(begun, now):
        return False
    edition = store.one(Edition, begun["slug"])
    if edition is None or not edition.names(begun["archive"]):
        files.forget(begun["archive"])
        store.forget_figures(begun["slug"], begun["generation"])
    return True

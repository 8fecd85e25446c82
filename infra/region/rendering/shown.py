"""Which templates were rendered, so that those of the region's that were not can be told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from ..laying import TEMPLATES, files_of
from ..places import region_folder

SUFFIXES = (".html", ".txt")

TO_WHOM = {
    "pages/events/attestation_wait.html": "who asks for an attestation that is being drawn",
    "pages/events/team/change.html": "who changes an event of which people have to be told",
    "pages/events/team/presence.html": "who of the team scans a ticket, at the door",
    "pages/imports/keeping.html": "who keeps a past edition, while it is written",
    "pages/people/_asked.html": "whom a form was sent for, until they confirm it",
    "pages/people/meanwhile.html": "who books, or comes, where they already are at that hour",
    "pages/privacy/copy.html": "who opens the copy of their data that the team sent",
    "pages/report/compare.html": "who compares two editions, both public",
    "pages/report/team/_otherwise.html": "an admin who changed the days of the edition",
    "pages/sessions/preview_wait.html": "who looks at a document that is still drawn",
    "pages/sessions/too_late.html": "who moves or cancels a session after its deadline",
    "pages/surveys/on_the_spot.html": "who answers in the room of a meeting, while it is open",
    "pages/week/booked.html": "who withdraws an hour that was booked meanwhile",
    "pages/week/preview.html": "who opens hours of several weeks, or on a day off",
}
"""Templates that no walk on invented people comes by, and who sees each."""


@contextmanager
def noted() -> Iterator[set[str]]:
    """Give the names of the templates that are loaded meanwhile."""
    names: set[str] = set()
    load = FileSystemLoader.get_source

    def noting(self: FileSystemLoader, environment: Environment, template: str) -> Any:
        names.add(template)
        return load(self, environment, template)

    FileSystemLoader.get_source = noting  # type: ignore[method-assign]
    try:
        yield names
    finally:
        FileSystemLoader.get_source = load  # type: ignore[method-assign]


def not_shown(names: set[str]) -> list[str]:
    """Return the region's templates that nothing of what was rendered is made of."""
    folder: Path | None = region_folder()
    theirs = files_of(folder) if folder else {}
    texts = {name for name in theirs if name.startswith(TEMPLATES) and name.endswith(SUFFIXES)}
    return [f"{name}{_seen_by(name)}" for name in sorted(texts - names)]


def _seen_by(name: str) -> str:
    return f" (seen by {TO_WHOM[name]})" if name in TO_WHOM else ""

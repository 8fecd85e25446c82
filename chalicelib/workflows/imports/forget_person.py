"""Who is erased is found no more in what was brought in: kept editions, and what waits to be kept.

The lines of a kept edition stay without who they were of, so that its figures can be made again.
Of everything else that is kept beside it, with the versions of the bucket, nothing is left.
"""

from datetime import datetime

from ...domain.imports.uploads.parcels import mentions
from ...domain.imports.without_person import without_person
from ...domain.report.returning import nobody_s_address
from ..ports import Archives, Files, ReportStore
from ..retrying import decided_afresh
from .begun import NOTE, under_way

EDITIONS, WAITING = "editions/", "imports/"
"""Where files are kept; and where tables wait to be kept, with what was said of them."""


def forget_person(
    person_id: str,
    email: str,
    *,
    store: ReportStore,
    files: Files,
    archives: Archives,
    now: datetime,
) -> None:
    """Take who had an address out of all that was brought in. Safe to run twice, or again."""
    for each in store.editions():
        if each.archive:
            other = nobody_s_address(person_id)
            _rewrite(each.archive, email, other, files=files, archives=archives)
    _forget_the_rest(store, files, now)
    for key in files.keys(WAITING):
        content = files.find(key)
        if content is None or mentions(content, email):
            files.forget_all(key)


@decided_afresh
def _rewrite(archive: str, email: str, other: str, *, files: Files, archives: Archives) -> None:
    """Write the files of an edition without a person over those with them, and forget these.

    Under the same name: a table that is restored from before still finds them. Files that are
    there no more, which another import replaced or a mistake deleted, stop nothing.
    """
    found = files.marked(archive)
    if found is not None:
        content, mark = found
        left = without_person(archives.read(content), email, other)
        if left is not None:
            files.replace(archive, archives.write(left), "application/zip", mark)
    files.forget_older(archive)


def _forget_the_rest(store: ReportStore, files: Files, now: datetime) -> None:
    """Forget each version of all files of editions, but those that are kept or being written.

    In this order: what an import writes is noted before, and named before the note goes.
    """
    there = files.keys(EDITIONS)
    spared = {NOTE, *under_way(files, now)}
    spared |= {each.archive for each in store.editions()}
    for key in there:
        if key not in spared:
            files.forget_all(key)

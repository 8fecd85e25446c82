"""Who is erased is found no more in what was brought in: kept editions, and what waits to be kept.

The lines of a kept edition stay without who they were of, so that its figures can be made again.
Of everything else that is kept beside it, with the versions of the bucket, nothing is left.
"""

from datetime import datetime
from hashlib import sha256

from ...domain.imports.uploads.parcels import mentions
from ...domain.imports.without_person import without_person
from ...domain.report.editions import Edition
from ...domain.report.returning import nobody_s_address
from ..ports import Archives, Files, ReportStore
from ..retrying import decided_afresh
from .begun import NOTE, under_way
from .export_edition import kept_archive

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
            _rewrite(each.slug, person_id, email, store=store, files=files, archives=archives)
    _forget_the_rest(store, files, now)
    for key in files.keys(WAITING):
        content = files.find(key)
        if content is None or mentions(content, email):
            files.forget_all(key)


@decided_afresh
def _rewrite(
    slug: str, person_id: str, email: str, *, store: ReportStore, files: Files, archives: Archives
) -> None:
    """Keep the files of an edition without a person; its figures are the same.

    Written before they are named: killed in between, they are written again under the same name.
    """
    edition = store.one(Edition, slug)
    if edition is None or not edition.archive:
        return
    held = archives.read(kept_archive(edition, files))
    left = without_person(held, email, nobody_s_address(person_id))
    if left is None:
        return
    content = archives.write(left)
    rewritten = edition.rewritten(sha256(content).hexdigest())
    files.put(rewritten.archive, content, "application/zip")
    unit = store.unit()
    unit.save(rewritten)
    unit.commit()


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

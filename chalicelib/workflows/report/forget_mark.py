"""Who is erased is known again by no edition that was brought in."""

from ...domain.report.returning import Accompanied, mark_of, nobody_s_address, part_id
from ..ports import ReportStore


def forget_mark(person_id: str, email: str, *, store: ReportStore) -> None:
    """Put something that says nothing in the place of the mark of an address. Safe to run twice.

    It is the same in each edition, and that of their lines in its files: how many people returned
    in a later one stays true. It may be in a part where its own beginning would not put it; nobody
    looks for it.
    """
    mark, other = mark_of(email), mark_of(nobody_s_address(person_id))
    ids = [part_id(e.slug, e.generation, mark) for e in store.editions() if e.imported]
    parts = store.load(known=[(Accompanied, each) for each in ids])
    for part in parts:
        if part is not None and mark in part.people:
            unit = store.unit()
            unit.save(part.with_instead(other, mark))
            unit.commit()

"""Who is erased is known again by no edition that was brought in."""

from ...domain.report.returning import Accompanied, mark_of, part_id, stand_in
from ..ports import ReportStore


def forget_mark(person_id: str, email: str, *, store: ReportStore) -> None:
    """Put something that says nothing in the place of the mark of an address. Safe to run twice.

    It is the same in each edition: how many people returned in a later one stays true.
    """
    mark = mark_of(email)
    ids = [part_id(e.slug, e.generation, mark) for e in store.editions() if e.imported]
    parts = store.load(known=[(Accompanied, each) for each in ids])
    for part in parts:
        if part is not None and mark in part.people:
            unit = store.unit()
            unit.save(part.with_instead(stand_in(mark, person_id), mark))
            unit.commit()

"""What was counted of people who were erased stays counted, of all of them together.

The figures do not change: what was counted of one person is counted of all who were erased from
then on, in the write that takes the person away. A recount, which finds nobody behind it, takes it
over as it was counted.
"""

from ...domain.ids import suffix_of
from ...domain.people.erasures import all_counted, counted_among
from ...domain.report.editions import Edition
from ...domain.report.person_count import PersonCount, person_count_id
from ..ports import Records, Store, Unit
from .count_figures import count_in


def keep_counted(person_id: str, counted: list[PersonCount], unit: Unit, *, store: Records) -> None:
    """Take away what was counted of a person, and count it of all who were erased, in one write."""
    owner = counted_among(person_id)
    ids = [person_count_id(owner, suffix_of(each.id)) for each in counted]
    found = store.load(*((PersonCount, each) for each in ids))
    for each, identifier, before in zip(counted, ids, found, strict=True):
        unit.delete(each)
        if any(each.counts.values()):
            unit.save((before or PersonCount(identifier)).with_all(each))


def count_erased(edition: Edition, generation: str, *, store: Store) -> None:
    """Count in a generation, which is made anew, what is counted of all who were erased."""
    ids = [person_count_id(owner, edition.slug) for owner in all_counted()]
    for counted in store.load(*((PersonCount, each) for each in ids)):
        if counted is not None:
            count_in(
                edition, generation, counted, counted.counts.get(edition.generation, {}), store
            )

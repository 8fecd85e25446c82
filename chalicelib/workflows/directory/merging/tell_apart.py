"""The team finds that two who look alike are not one: they are not proposed again."""

from datetime import datetime

from ....domain.errors import FieldError, InvalidFields
from ....domain.ids import profile_subject
from ....domain.merging.apart import told_apart
from ....domain.people.callers import Caller
from ....domain.people.participants import Participant
from ....domain.people.staff_acts import Deed, done
from ...accompanied import accompanied
from ...callers import member_of_team
from ...ports import PeopleStore
from ...retrying import decided_afresh


@decided_afresh
def tell_apart(
    caller: Caller,
    person_id: str,
    other_id: str,
    apart: bool,
    *,
    store: PeopleStore,
    now: datetime,
) -> Participant:
    """Note that two are not one, or take it back; again, it changes nothing.

    An adviser has to accompany both. Raises Forbidden, InvalidToken, NotFound, InvalidFields.
    """
    member = member_of_team(caller, store=store)
    person = accompanied(member, store.person(person_id))
    other = accompanied(member, store.person(other_id))
    if person.id == other.id:
        raise InvalidFields(FieldError("other", "same_person"))
    after, beside = told_apart(person, other, apart), told_apart(other, person, apart)
    if (after, beside) == (person, other):
        return person
    unit = store.unit()
    saved = unit.save(after)
    unit.save(beside)
    deed = Deed.PEOPLE_TOLD_APART if apart else Deed.PEOPLE_ALIKE_AGAIN
    unit.add(*done(caller, deed, profile_subject(person.id), saved.version, now))
    unit.commit()
    return saved

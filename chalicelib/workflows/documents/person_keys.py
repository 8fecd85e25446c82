"""The key that a person's files are sealed with."""

from ...domain.errors import NotFound
from ...domain.ids import NewId
from ...domain.people.keys import PersonKey, new_key
from ...domain.people.participants import Participant
from ..ports import Records
from ..retrying import decided_afresh


@decided_afresh
def key_of_person(person_id: str, *, store: Records, new_secret: NewId) -> PersonKey:
    """Return a person's key, made for the first of their files.

    Raises NotFound if they were erased meanwhile: nobody gets a key after that.
    """
    person, key = store.load((Participant, person_id), (PersonKey, person_id))
    if person is None:
        raise NotFound
    if key is not None:
        return key
    unit = store.unit()
    unit.add(made := new_key(person_id, new_secret))
    unit.unchanged(person)
    unit.commit()
    return made

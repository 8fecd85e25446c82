"""Browsers' sessions: whose link opens one, and how all of somebody's end."""

from ...domain.errors import Unauthenticated
from ...domain.people.callers import Caller, recognise
from ...domain.people.participants import Participant
from ...domain.people.staff import StaffMember
from ..ports import Records
from ..retrying import decided_afresh


def read_opening(
    caller: Caller, here: Caller | None, *, store: Records
) -> tuple[Participant, Participant | None]:
    """Return whose space a link opens, and somebody else's whose session is open `here`.

    Raises InvalidToken.
    """
    found, open_here = store.load(
        (Participant, caller.person_id), (Participant, here.person_id if here else "")
    )
    person = recognise(caller, found)
    if here is None or here.person_id == person.id:
        return person, None
    return person, _if_open(here, open_here)


def _if_open(here: Caller, person: Participant | None) -> Participant | None:
    try:
        return recognise(here, person)
    except Unauthenticated:
        return None


@decided_afresh
def sign_out(caller: Caller, *, store: Records) -> None:
    """End every session of somebody, wherever it is held. One that is over ends nothing."""
    kind: type[Participant | StaffMember] = StaffMember if caller.staff else Participant
    try:
        person = recognise(caller, store.one(kind, caller.person_id))
    except Unauthenticated:
        return
    unit = store.unit()
    unit.save(person.signed_out())
    unit.commit()


def is_let_in(caller: Caller, *, store: Records) -> bool:
    """Return whether a member of the team is who they say. Raises InvalidToken, SessionEnded."""
    return recognise(caller, store.one(StaffMember, caller.person_id)).active

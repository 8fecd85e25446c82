"""The team notes something of a person for itself, whatever their sessions: nobody is sent it."""

from datetime import datetime

from ...domain.ids import profile_subject
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.sessions.team_files import TeamFile, ensure_read
from ..accompanied import accompanied
from ..callers import member_of_team
from ..ports import PeopleStore
from ..retrying import decided_afresh


@decided_afresh
def note_person(
    caller: Caller,
    person_id: str,
    text: str,
    read: str | None,
    *,
    store: PeopleStore,
    now: datetime,
) -> TeamFile:
    """Keep the team's note of a person in place of the one before; "" takes it away.

    `read` marks the note that was there when this was begun; None is of who read none. Keeping the
    same twice changes nothing. Raises Forbidden to an adviser who does not accompany them,
    InvalidToken, NotFound, NotesChanged.
    """
    member, held = member_of_team(caller, store=store), store.person(person_id)
    person = accompanied(member, held)
    subject = profile_subject(person.id)
    found = (each for each in held if isinstance(each, TeamFile) and each.id == subject)
    before = next(found, TeamFile(subject))
    if text == (before.notes.text if before.notes else ""):
        return before
    if read is not None:
        ensure_read(before.notes, read)
    unit = store.unit()
    unit.unchanged(person)
    saved = unit.save(before.noted(text, now))
    unit.add(*done(caller, Deed.PERSON_NOTED, subject, saved.version, now))
    unit.commit()
    return saved

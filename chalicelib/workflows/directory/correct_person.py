"""A member of the team corrects what is known of somebody: as they told her, as an act."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ...domain.ids import mail_subject, profile_subject
from ...domain.mail import follow_up
from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ..accompanied import accompanied
from ..callers import member_of_team
from ..people.correct_address import at_new_address
from ..ports import PeopleStore
from ..retrying import decided_afresh


@decided_afresh
def correct_person(
    caller: Caller,
    person_id: str,
    changes: Mapping[str, Any],
    email: str = "",
    *,
    store: PeopleStore,
    now: datetime,
) -> None:
    """Change some fields of a Profile, and the address if one is given; the link goes there.

    Raises Forbidden, InvalidToken, NotFound, and InvalidFields as `correct_address` does.
    """
    member, held = member_of_team(caller, store=store), store.person(person_id)
    person = accompanied(member, held)
    described = person.describing(replace(person.profile, **changes))
    unit = store.unit()
    moved = at_new_address(unit, described, email, store, now) if email else None
    if moved is not None:
        unit.add(follow_up.after_team_correction(moved, now))
        subject = mail_subject(person.id)
        unit.add(*done(caller, Deed.ADDRESS_CORRECTED, subject, moved.version, now))
    saved = moved
    if described != person:
        saved = moved or unit.save(described)
        subject = profile_subject(person.id)
        unit.add(*done(caller, Deed.PROFILE_CORRECTED, subject, saved.version, now))
    if saved is not None:
        unit.commit()

"""How a member of the team is told what others do to her sessions: at once, or once a day."""

from dataclasses import dataclass, replace
from datetime import datetime

from ...domain.mail import adviser_mail, roundups
from ...domain.mail.roundups import Roundup
from ...domain.people.callers import Caller
from ...domain.people.staff import StaffMember
from ...domain.programme import Programme
from ..callers import member_of_team
from ..ports import Records
from ..retrying import decided_afresh


@dataclass(frozen=True)
class Notices:
    """What a member chose; how many sessions wait to be told, and when they will be (UTC)."""

    member: StaffMember
    waiting: int
    told_at: datetime


def read_notices(caller: Caller, *, store: Records, programme: Programme, now: datetime) -> Notices:
    """Return a member's choice, and what waits for her next roundup. Raises Forbidden."""
    member = member_of_team(caller, store=store)
    closes = roundups.closes_at(now, programme)
    identifier = roundups.roundup_id(member.id, closes, programme)
    [roundup] = store.load(known=[(Roundup, identifier)])
    told_at = adviser_mail.of_roundup(identifier, closes, programme).due_at
    return Notices(member, len(roundup.changes) if roundup else 0, told_at)


@decided_afresh
def choose_notices(caller: Caller, daily: bool, *, store: Records) -> None:
    """Tell a member once a day from now on, or at once. Raises Forbidden.

    What waits already is told when it would have been, whatever she chooses.
    """
    member = member_of_team(caller, store=store)
    if member.daily_roundup == daily:
        return
    unit = store.unit()
    unit.save(replace(member, daily_roundup=daily))
    unit.commit()

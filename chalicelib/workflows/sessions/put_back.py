"""Write a session as it was before the team's act on it, which is undone."""

from datetime import datetime

from ...domain.people.callers import Caller
from ...domain.people.staff_acts import Deed, done
from ...domain.sessions.bookings import Booking
from ...domain.sessions.team_files import TeamFile
from ..ports import Unit


def put_back(
    unit: Unit,
    was: Booking,
    file: TeamFile,
    deed: Deed,
    caller: Caller,
    now: datetime,
) -> None:
    """Add to a write the session as it `was`, without the deed.

    `was` has the version that the act wrote, which its deed has too. `file` is the team's, which is
    deleted if nothing of it is left.
    """
    for each in done(caller, deed, was.id, was.version, now):
        unit.discard(each)
    settled = file.settled()
    if settled.blank:
        unit.delete(settled)
    else:
        unit.save(settled)
    unit.save(was)

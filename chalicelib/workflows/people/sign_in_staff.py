"""Staff sign in with a link mailed to their address: there is no password to lose or share."""

from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.mail import follow_up
from ...domain.people.callers import Caller, recognise
from ...domain.people.staff import StaffMember
from ..ports import Records
from ..retrying import decided_afresh
from .find_member import find_member

QUIET = timedelta(minutes=5)
"""The least time between two sign-in mails: the last link is still valid."""


@decided_afresh
def request_sign_in(email: str, *, store: Records, now: datetime) -> None:
    """Mail a sign-in link to a member of staff; do nothing for anybody else."""
    member = find_member(email, store=store)
    if member is None or not member.active:
        return
    if member.link_sent_at is not None and now - member.link_sent_at < QUIET:
        return
    unit = store.unit()
    unit.save(replace(member, link_sent_at=now))
    unit.add(follow_up.after_sign_in_request(member, now))
    unit.commit()


def staff_member(caller: Caller, *, store: Records) -> StaffMember:
    """Return the member who makes the request. Raises InvalidToken if gone or inactive."""
    return recognise(caller, store.one(StaffMember, caller.person_id))

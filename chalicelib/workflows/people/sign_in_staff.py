"""Staff sign in with a link mailed to their address: there is no password to lose or share."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.ids import member_id
from ...domain.mail import follow_up
from ...domain.people.callers import Caller, recognise
from ...domain.people.staff import StaffMember
from ..ports import Records
from ..retrying import decided_afresh

QUIET = timedelta(minutes=5)
"""The least time between two sign-in mails: the last link is still valid."""


def staff_id(email: str) -> str:
    """Return the id of the member with this address: no list of staff is read to sign in."""
    return member_id(hashlib.sha256(email.strip().casefold().encode()).hexdigest()[:16])


@decided_afresh
def request_sign_in(email: str, *, store: Records, now: datetime) -> None:
    """Mail a sign-in link to a member of staff; do nothing for anybody else."""
    member = store.one(StaffMember, staff_id(email))
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

"""Staff sign in with a link mailed to their address: there is no password to lose or share."""

from dataclasses import replace
from datetime import datetime

from ...domain.errors import LinkUsed, Unauthenticated
from ...domain.mail import follow_up
from ...domain.people.callers import Caller, recognise
from ...domain.people.staff import StaffMember
from ..alike import alike
from ..ports import Records
from ..retrying import decided_afresh
from .find_member import find_member


@alike(reads=2, writes=1)
@decided_afresh
def request_sign_in(email: str, *, store: Records, now: datetime) -> None:
    """Mail a sign-in link to a member of staff, who has no other that still works."""
    member = find_member(email, store=store)
    if member is None or not member.active or member.has_a_link(now):
        return
    unit = store.unit()
    unit.save(replace(member, link_sent_at=now))
    unit.add(follow_up.after_sign_in_request(member, now))
    unit.commit()


def staff_member(caller: Caller, *, store: Records) -> StaffMember:
    """Return the member who makes the request. Raises InvalidToken if gone or inactive."""
    return recognise(caller, store.one(StaffMember, caller.person_id))


def read_sign_in(
    caller: Caller, link: int, here: Caller | None, *, store: Records
) -> StaffMember | None:
    """Return the other member whose session is open `here`, of whom one may have forgotten.

    Raises InvalidToken, LinkUsed if the link numbered `link` will not let in.
    """
    found, other = store.load(
        (StaffMember, caller.person_id), (StaffMember, here.person_id if here else "")
    )
    if recognise(caller, found).sign_ins != link:
        raise LinkUsed
    try:
        open_here = recognise(here, other) if here else None
    except Unauthenticated:
        return None
    return open_here if open_here and open_here.id != caller.person_id else None


@decided_afresh
def sign_in(caller: Caller, link: int, form: str, *, store: Records, now: datetime) -> StaffMember:
    """Let a member of the team in by the link numbered `link`, which works once.

    Raises InvalidToken, LinkUsed.
    """
    member = staff_member(caller, store=store)
    after = member.signed_in(link, form, now)
    if after == member:
        return member
    unit = store.unit()
    saved = unit.save(after)
    unit.commit()
    return saved

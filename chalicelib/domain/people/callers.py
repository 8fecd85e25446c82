"""Who makes a request, and what they may see."""

from dataclasses import dataclass
from datetime import datetime

from ..acts import Act
from ..errors import Forbidden, InvalidToken, NotFound, SessionEnded
from .participants import Participant
from .staff import StaffMember


@dataclass(frozen=True)
class Caller:
    """Who makes a request, as their token says; `recognise` checks it against the record.

    `acts_at` (UTC): when they do what only a mailed link lets one do, which proves an address; None
    if they only look. `by_ticket`: their link is that of one event, which people show to others.
    `act`: what a member of the team is about to do, as the route says; without it, nothing.
    `session`: of a browser's session, how often its person had signed out when it was opened.
    """

    person_id: str
    epoch: int
    staff: bool = False
    acts_at: datetime | None = None
    by_ticket: bool = False
    act: Act | None = None
    session: int | None = None


def recognise[P: Participant | StaffMember](caller: Caller, person: P | None) -> P:
    """Return the person who makes the request.

    Raises InvalidToken if the link was revoked, or they are gone or inactive; SessionEnded if they
    signed out since.
    """
    if person is None or person.id != caller.person_id or person.link_epoch != caller.epoch:
        raise InvalidToken
    if isinstance(person, StaffMember) and not person.active:
        raise InvalidToken
    if caller.session not in (None, person.session_epoch):
        raise SessionEnded
    return person


def require_staff(caller: Caller) -> None:
    """Raise Forbidden if the caller is not of the team."""
    if not caller.staff:
        raise Forbidden


def owned_by(caller: Caller, owner: str) -> None:
    """Raise NotFound if a participant asks for what belongs to somebody else; staff may see all."""
    if not caller.staff and caller.person_id != owner:
        raise NotFound

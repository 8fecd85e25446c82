"""Who makes a request, and what they may see."""

from dataclasses import dataclass
from datetime import datetime

from ..acts import Act
from ..errors import Forbidden, InvalidToken, NotFound, SessionEnded
from ..ids import owner_of
from .absorbed import Absorbed
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
    """Return the person who makes the request: by their id, or that of who was merged into them.

    Raises InvalidToken if the link was revoked, or they are gone or inactive; SessionEnded if they
    signed out since.
    """
    known = known_as(caller.person_id, person)
    if person is None or known is None or known.link_epoch != caller.epoch:
        raise InvalidToken
    if isinstance(person, StaffMember) and not person.active:
        raise InvalidToken
    if caller.session not in (None, known.session_epoch):
        raise SessionEnded
    return person


def known_as(
    identifier: str, person: Participant | StaffMember | None
) -> Participant | StaffMember | Absorbed | None:
    """Return by whose links somebody is known under an id; None if by nobody's."""
    if person is None or person.id == identifier:
        return person
    absorbed = person.absorbed if isinstance(person, Participant) else ()
    return next((each for each in absorbed if each.id == identifier and each.opens), None)


def epoch_for(person: Participant, subject: str) -> int:
    """Return the epoch of links to what is somebody's, by its id."""
    return (known_as(owner_of(subject), person) or person).link_epoch


def require_staff(caller: Caller) -> None:
    """Raise Forbidden if the caller is not of the team."""
    if not caller.staff:
        raise Forbidden


def owned_by(caller: Caller, owner: Participant | None) -> None:
    """Raise NotFound if a participant asks for what belongs to somebody else; staff may see all."""
    if not caller.staff and (owner is None or caller.person_id not in owner.ids):
        raise NotFound

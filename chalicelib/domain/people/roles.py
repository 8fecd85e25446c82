"""What each role of the team may do: the one table, whose acts the routes of the team name."""

from collections.abc import Iterable

from ..acts import Act
from ..errors import Forbidden
from .participants import Participant
from .staff import Role, StaffMember

ADMIN_ALONE = frozenset({Role.ADMIN})
EACH_ROLE = frozenset(Role)

MAY: dict[Act, frozenset[Role]] = {
    Act.OWN_ACCOUNT: EACH_ROLE,
    Act.SESSIONS: EACH_ROLE,
    Act.PEOPLE: EACH_ROLE,
    Act.EVENTS: EACH_ROLE,
    Act.READ_REPORT: EACH_ROLE,
    Act.PUBLISH: ADMIN_ALONE,
    Act.IMPORT: ADMIN_ALONE,
    Act.ERASE: ADMIN_ALONE,
    Act.PRIVACY: ADMIN_ALONE,
    Act.TEAM: ADMIN_ALONE,
    Act.SETTINGS: ADMIN_ALONE,
}
"""Who may do what. Of days and sessions, an adviser has her own: `ensure_hers`."""


def may(member: StaffMember, act: Act | None) -> bool:
    """Return whether somebody's role lets them do it; nobody may what no act stands for."""
    return act is not None and member.role in MAY[act]


def ensure_may(member: StaffMember, act: Act | None) -> None:
    """Raise Forbidden if somebody's role does not let them do it."""
    if not may(member, act):
        raise Forbidden


def sees(member: StaffMember, adviser_id: str) -> bool:
    """Return whether an adviser's day or session is shown to somebody: to herself, to an admin."""
    return member.role is Role.ADMIN or member.id == adviser_id


def ensure_accompanies(member: StaffMember, advisers: Iterable[str]) -> None:
    """Raise Forbidden if somebody asks for a person who has had no session with them.

    `advisers` are those of all sessions of the person. An admin may see everybody.
    """
    if member.role is not Role.ADMIN and member.id not in advisers:
        raise Forbidden


def ensure_hers(asking: StaffMember | Participant, adviser_id: str) -> None:
    """Raise Forbidden if a member of the team asks for what is another adviser's.

    What a participant may ask for depends on whose booking it is: `owned_by`.
    """
    if isinstance(asking, StaffMember) and not sees(asking, adviser_id):
        raise Forbidden

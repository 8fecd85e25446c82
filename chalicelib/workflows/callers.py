"""Who asks, recognised in the same read as what they ask about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..domain.errors import Forbidden
from ..domain.people.callers import Caller, recognise, require_staff
from ..domain.people.participants import Participant
from ..domain.people.staff import Role, StaffMember
from .ports import Loading, Records


def for_caller(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a participant or a member of the team, whom it recognises."""
    return _Recognising(caller, store)


def for_team(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a member of the team, whom it recognises. Raises Forbidden."""
    require_staff(caller)
    return _Recognising(caller, store)


def for_admin(caller: Caller, store: Loading) -> Loading:
    """Return what loads for an admin of the team, whom it recognises. Raises Forbidden."""
    require_staff(caller)
    return _Recognising(caller, store, Role.ADMIN)


def with_member(
    caller: Caller,
    store: Loading,
    *wanted: tuple[type[Any], str],
    known: Iterable[tuple[type[Any], str]] = (),
) -> Any:
    """Return the member of the team who asks, then what they ask about, in one call.

    Raises Forbidden, InvalidToken.
    """
    require_staff(caller)
    return _Recognising(caller, store).load_with_caller(*wanted, known=known)


def member_of_team(caller: Caller, store: Records) -> StaffMember:
    """Return the member of the team who asks. Raises Forbidden, InvalidToken."""
    require_staff(caller)
    return recognise(caller, store.one(StaffMember, caller.person_id))


@dataclass(frozen=True)
class _Recognising:
    caller: Caller
    store: Loading
    role: Role | None = None
    """The one that the caller must have, if any will not do."""

    def load(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> Any:
        """Load as the store does, having recognised the caller in the same call.

        Raises InvalidToken, Forbidden.
        """
        return self.load_with_caller(*wanted, known=known)[1:]

    def load_with_caller(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> Any:
        """Return the same, the caller before it."""
        kind = StaffMember if self.caller.staff else Participant
        person, *found = self.store.load((kind, self.caller.person_id), *wanted, known=known)
        asking = recognise(self.caller, person)
        if self.role is not None and asking.role is not self.role:
            raise Forbidden
        return asking, *found

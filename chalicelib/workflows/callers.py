"""Who asks, recognised in the same read as what they ask about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..domain.people.callers import Caller, recognise, require_staff
from ..domain.people.participants import Participant
from ..domain.people.staff import StaffMember
from .ports import Loading, Records


def for_caller(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a participant or a member of the team, whom it recognises."""
    return _Recognising(caller, store)


def for_team(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a member of the team, whom it recognises. Raises Forbidden."""
    require_staff(caller)
    return _Recognising(caller, store)


def member_of_team(caller: Caller, store: Records) -> StaffMember:
    """Return the member of the team who asks. Raises Forbidden, InvalidToken."""
    require_staff(caller)
    return recognise(caller, store.one(StaffMember, caller.person_id))


@dataclass(frozen=True)
class _Recognising:
    caller: Caller
    store: Loading

    def load(
        self, *wanted: tuple[type[Any], str], known: Iterable[tuple[type[Any], str]] = ()
    ) -> Any:
        """Load as the store does, and the caller in the same call. Raises InvalidToken."""
        kind = StaffMember if self.caller.staff else Participant
        person, *found = self.store.load((kind, self.caller.person_id), *wanted, known=known)
        recognise(self.caller, person)
        return tuple(found)

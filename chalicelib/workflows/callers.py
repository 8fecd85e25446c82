"""Who asks, recognised in the same read as what they ask about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .. import asking
from ..domain.people.callers import Caller, recognise, require_staff
from ..domain.people.participants import Participant
from ..domain.people.roles import ensure_may
from ..domain.people.staff import StaffMember
from .ports import Loading


def for_caller(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a participant or a member of the team, whom it recognises."""
    return _Recognising(caller, store)


def for_team(caller: Caller, store: Loading) -> Loading:
    """Return what loads for a member of the team, whom it recognises. Raises Forbidden."""
    require_staff(caller)
    return _Recognising(caller, store)


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


def with_caller(caller: Caller, store: Loading, *wanted: tuple[type[Any], str]) -> Any:
    """Return who asks, of the team or not, then what they ask about, in one call.

    Raises Forbidden, InvalidToken.
    """
    return _Recognising(caller, store).load_with_caller(*wanted)


def member_of_team(caller: Caller, *, store: Loading) -> StaffMember:
    """Return the member of the team who asks. Raises Forbidden, InvalidToken."""
    (member,) = with_member(caller, store)
    found: StaffMember = member
    return found


@dataclass(frozen=True)
class _Recognising:
    caller: Caller
    store: Loading

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
        """Return the same, the caller before it: the one place where a role is asked for."""
        kind = StaffMember if self.caller.staff else Participant
        person, *found = self.store.load((kind, self.caller.person_id), *wanted, known=known)
        recognised = recognise(self.caller, person)
        if isinstance(recognised, StaffMember):
            ensure_may(recognised, self.caller.act)
            asking.member.set(recognised)
        return recognised, *found

"""Who asks, recognised in the same read as what they ask about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from .. import asking
from ..domain.people.arriving.proof import proven, proves
from ..domain.people.callers import Caller, recognise, require_staff
from ..domain.people.consent_history import turned
from ..domain.people.participants import Participant
from ..domain.people.roles import ensure_may
from ..domain.people.staff import StaffMember
from ..domain.programme import Programme
from .inviting import plan_invitation
from .ports import Loading, Records


def acting[P: Participant | StaffMember](
    caller: Caller, person: P | None, store: Records, programme: Programme
) -> P:
    """Return who asks, recognised; a participant is proven, then and there, if they act.

    What follows from a consent that comes into force by it is written with it.

    Raises InvalidToken, and Stale if the person changes meanwhile.
    """
    known = recognise(caller, person)
    if not isinstance(known, Participant) or caller.acts_at is None or not proves(caller, known):
        return known
    after, pages = turned(proven(caller, known))
    unit = store.unit()
    saved = unit.save(after)
    unit.add(*pages)
    plan_invitation(unit, known, after, store, programme, caller.acts_at)
    unit.commit()
    return cast(P, saved)


def for_caller(caller: Caller, store: Records, programme: Programme) -> Loading:
    """Return what loads for a participant or a member of the team, recognised as by `acting`."""
    return _Recognising(caller, store, _Proving(store, programme))


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


def with_caller(
    caller: Caller, store: Records, programme: Programme, *wanted: tuple[type[Any], str]
) -> Any:
    """Return who asks, of the team or not, then what they ask about, in one call.

    A participant is recognised as by `acting`. Raises Forbidden, InvalidToken.
    """
    return _Recognising(caller, store, _Proving(store, programme)).load_with_caller(*wanted)


def member_of_team(caller: Caller, *, store: Loading) -> StaffMember:
    """Return the member of the team who asks. Raises Forbidden, InvalidToken."""
    (member,) = with_member(caller, store)
    found: StaffMember = member
    return found


@dataclass(frozen=True)
class _Proving:
    """Where participants who act are proven, and the settings of what follows."""

    store: Records
    programme: Programme


@dataclass(frozen=True)
class _Recognising:
    caller: Caller
    store: Loading
    proving: _Proving | None = None

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
        recognised = self._recognised(person)
        if isinstance(recognised, StaffMember):
            ensure_may(recognised, self.caller.act)
            asking.member.set(recognised)
        return recognised, *(recognised if each == person else each for each in found)

    def _recognised(self, person: Any) -> Any:
        if self.proving is None:
            return recognise(self.caller, person)
        return acting(self.caller, person, self.proving.store, self.proving.programme)

"""The list of the first day: what is done, in fact or as an admin says, and what is left."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ...domain.acts import Act
from ...domain.adjusting.examples import examples_in
from ...domain.back_office.first_day import BY_HAND, FIRST_DAY, NOTHING_DONE, FirstDay, Step
from ...domain.errors import FieldError, InvalidFields
from ...domain.ids import settings_subject
from ...domain.people.callers import Caller
from ...domain.people.roles import may
from ...domain.people.staff import StaffMember
from ...domain.people.staff_acts import Deed, done
from ...domain.programme import Programme
from ..callers import with_member
from ..ports import Store
from ..retrying import decided_afresh

LATELY = timedelta(days=60)
"""Before or after now: hours of then show that somebody opened the first ones."""


@dataclass(frozen=True)
class Begun:
    """`facts`: steps that are done whoever says so. `names` are those of the admins who said it.

    `examples` are the keys of the settings that still say one.
    """

    held: FirstDay
    facts: frozenset[Step]
    examples: tuple[str, ...]
    names: dict[str, str]

    @property
    def left(self) -> tuple[Step, ...]:
        return self.held.left(self.facts)


def read_first_day(caller: Caller, *, store: Store, programme: Programme, now: datetime) -> Begun:
    """Return what is done of the list. Raises Forbidden, InvalidToken."""
    _, held = with_member(caller, store, known=[(FirstDay, FIRST_DAY)])
    return _begun(held or NOTHING_DONE, store, programme, now)


def steps_left(
    member: StaffMember,
    held: FirstDay | None,
    facts: frozenset[Step],
    *,
    store: Store,
    programme: Programme,
    now: datetime,
) -> tuple[Step, ...]:
    """Return what is left for an admin who has not put the list away; `facts` are known already.

    An event is looked for if none is known: one call; hours that are over or taken, in seven.
    """
    held = held or NOTHING_DONE
    if held.put_away or not may(member, Act.SETTINGS):
        return ()
    left = set(held.left(facts | _said(programme)))
    if Step.EVENT in left and store.latest_events(1):
        left.remove(Step.EVENT)
    if Step.HOURS in left and _opened_lately(store, now):
        left.remove(Step.HOURS)
    return tuple(step for step in Step if step in left)


@decided_afresh
def note_step(
    caller: Caller, step: Step, is_done: bool, *, store: Store, programme: Programme, now: datetime
) -> Begun:
    """Say that a step is done, or that it is not. Raises Forbidden, InvalidToken, InvalidFields."""
    if step not in BY_HAND:
        raise InvalidFields(FieldError("step", "invalid_choice", about="first_day"))
    _, held = with_member(caller, store, known=[(FirstDay, FIRST_DAY)])
    held = held or NOTHING_DONE
    after = held.noted(step, is_done, caller.person_id, now)
    return _begun(_written(caller, held, after, step.value, store, now), store, programme, now)


@decided_afresh
def put_away(
    caller: Caller, away: bool, *, store: Store, programme: Programme, now: datetime
) -> Begun:
    """Show the list on the team's first page no more, or again. Raises Forbidden, InvalidToken."""
    _, held = with_member(caller, store, known=[(FirstDay, FIRST_DAY)])
    held = held or NOTHING_DONE
    after = replace(held, put_away=away)
    return _begun(_written(caller, held, after, "", store, now), store, programme, now)


def _written(
    caller: Caller, held: FirstDay, after: FirstDay, note: str, store: Store, now: datetime
) -> FirstDay:
    if after == held:
        return held
    unit = store.unit()
    saved = unit.save(after)
    deed = Deed.FIRST_DAY_NOTED if note else Deed.FIRST_DAY_PUT_AWAY
    unit.add(*done(caller, deed, settings_subject(), saved.version, now, note))
    unit.commit()
    return saved


def _begun(held: FirstDay, store: Store, programme: Programme, now: datetime) -> Begun:
    facts = set(_said(programme))
    if _opened_lately(store, now):
        facts.add(Step.HOURS)
    if store.latest_events(1):
        facts.add(Step.EVENT)
    authors = dict.fromkeys(tick.by for tick in held.ticks)
    found = store.load(known=[(StaffMember, each) for each in authors])
    names = {each.id: each.name for each in found if each}
    return Begun(held, frozenset(facts), examples_in(programme), names)


def _opened_lately(store: Store, now: datetime) -> bool:
    """Return whether there are hours, also if all of them are taken, or over."""
    since, until = now - LATELY, now + LATELY
    return bool(store.open_slots(since, 1, lambda _: True) or store.agenda(since, until))


def _said(programme: Programme) -> frozenset[Step]:
    return frozenset() if examples_in(programme) else frozenset({Step.IDENTITY})

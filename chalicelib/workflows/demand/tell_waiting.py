"""Tell those who wait that an hour is free, in the order in which they asked, each once.

It is told by the stream as soon as an hour may be free, and by each sweep while a turn is under
way. One worker does it at a time; what a crash leaves, the next sweep goes on with.
"""

from collections.abc import Iterable
from datetime import datetime

from ...domain.demand.alerts import TURN, Alert
from ...domain.demand.counts import DEMAND, Demand
from ...domain.demand.news import NEWS, HourNews
from ...domain.demand.turns import to_tell
from ...domain.errors import Stale
from ...domain.ids import theme_alert
from ...domain.mail.checks import HOURS_TAKEN
from ...domain.mail.demand.theme_mail import after_telling, message_id
from ...domain.mail.messages import Message, State
from ...domain.people.participants import Participant
from ...domain.programme import Programme
from ...domain.sessions.slots import Slot
from ..ports import DemandStore, Unit
from ..retrying import decided_afresh

HOURS, IN_LINE, TURNS = 500, 50, 200
"""How many free hours, people of one line, and turns are looked at, at most."""


def tell_waiting(
    _news: str, *, store: DemandStore, programme: Programme, now: datetime
) -> dict[str, str]:
    """Tell as many people as there are free hours for them; nobody while people sleep."""
    news = store.one(HourNews, NEWS)
    if news is None or not news.due(now):
        return {}
    unit = store.unit()
    ours = unit.save(news.claimed(now))
    if not _committed(unit):
        return {}  # another worker has it
    wakes_at = programme.sleep.wakes_at(now)
    if wakes_at > now:
        _rest(ours, ours.resting(wakes_at), store)
        return {}
    turns = _under_way(store, now)
    told = _tell_each(turns, store=store, programme=programme, now=now)
    over = [each.until for each in (*turns, *told) if each.until is not None]
    _rest(ours, ours.looked(now, over), store)
    return {"told": str(len(told))}


def _rest(ours: HourNews, after: HourNews | None, store: DemandStore) -> None:
    """Write when to look again; if something was heard meanwhile, that stands."""
    unit = store.unit()
    if after is None:
        unit.delete(ours)
    else:
        unit.save(after)
    _committed(unit)


def _committed(unit: Unit) -> bool:
    try:
        unit.commit()
    except Stale:
        return False
    return True


def _under_way(store: DemandStore, now: datetime) -> list[Alert]:
    """Return those whose turn it is, without those who were told nothing or long enough ago."""
    turns = store.turns(TURNS)
    mails = store.load(known=[(Message, message_id(each)) for each in turns])
    found = []
    for each, mail in zip(turns, mails, strict=True):
        if mail is not None and (mail.state, mail.reason) == (State.CANCELLED, HOURS_TAKEN):
            _settle(each.back_in_line(), store)
        elif each.until is not None and each.until <= now:
            _settle(each.turn_over(), store)
        else:
            found.append(each)
    return found


def _settle(after: Alert, store: DemandStore) -> None:
    """Write what a turn becomes, unless its person has booked, left or asked anew meanwhile."""
    unit = store.unit()
    unit.save(after)
    _committed(unit)


def _tell_each(
    turns: Iterable[Alert], *, store: DemandStore, programme: Programme, now: datetime
) -> list[Alert]:
    """Tell who is next in line, as long as hours are left for them; return those who were."""
    demand = store.one(Demand, DEMAND)
    awaited = demand.awaited if demand else []
    themes = [each for each in awaited if each not in programme.retired_themes]
    waiting = [each for theme in themes for each in store.line_for(theme, IN_LINE)]
    if not waiting:
        return []

    def bookable(slot: Slot) -> bool:
        return slot.bookable(now, programme.booking_notice)

    free = store.open_slots(now, HOURS, bookable)
    people = store.load(known=[(Participant, each.person_id) for each in waiting])
    theirs = [*zip(waiting, people, strict=True)]
    told_already = _told_by_another_id(theirs, store)
    reached = {
        (person.id, each.theme): each
        for each, person in reversed(theirs)
        if person is not None and person.bounced_at is None and each.id not in told_already
    }  # of two alerts of people who were merged, the first
    chosen = to_tell(reached.values(), turns, free)
    told = (_tell(each.id, store=store, programme=programme, now=now) for each in chosen)
    return [each for each in told if each is not None]


def _told_by_another_id(
    theirs: list[tuple[Alert, Participant | None]], store: DemandStore
) -> set[str]:
    """Return the alerts of people who were merged and told of the theme since, by another id.

    Each stays in line, for when they are taken apart. No call if nobody in line was merged.
    """
    pairs = [
        (alert, theme_alert(other, alert.theme))
        for alert, person in theirs
        for other in (person.ids if person is not None else ())
        if other != alert.person_id
    ]
    ids = sorted({other for _, other in pairs})
    found = store.load(known=[(Alert, each) for each in ids])
    told_at = {each.id: each.told_at for each in found if each is not None and each.told_at}
    return {a.id for a, other in pairs if other in told_at and told_at[other] >= a.asked_at}


@decided_afresh
def _tell(
    alert_id: str, *, store: DemandStore, programme: Programme, now: datetime
) -> Alert | None:
    """Write that somebody is told, with their mail; None if they no longer wait."""
    alert = store.one(Alert, alert_id)
    if alert is None or not alert.waits:
        return None
    unit = store.unit()
    told = unit.save(alert.told(now, programme.sleep.wakes_at(now + TURN)))
    unit.add(after_telling(told, programme, now))
    unit.commit()
    return told
